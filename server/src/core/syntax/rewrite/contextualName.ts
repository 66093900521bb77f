/**
 * Contextual keywords that the grammar reserves where a name may stand: `async` and `await` as values, `with`, `partial` and `required` before what no
 * declaration goes on with (`partial = x`), and the attribute targets as the first element of a collection (`[type]`); and `_` where a query starts (`from _ in x`), which it takes for a discard; `nint` and `nuint` as the name of an alias, and alone in `nameof`. They get another spelling of the same length; lowering reads names from the source.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

const targets = new Set(['field', 'method', 'param', 'property', 'type', 'typevar']);
const modifiers = new Set(['partial', 'required']);
const tests = new Set(['is', 'as']);
/** What follows a name, and no operand of an `await`: not `(`, `-` and the like. */
const afterAwait = new Set([',', ';', '.', '=', '?', ':', ')', ']', '}', '[', '|', '^', '%', '/', '<', '>']);
const afterName = new Set([',', ';', '.', '?', ':', '!', '&', '|', ']', ')', '}', '+', '-']);

export const contextualName: Rewriter = {
  kind: 'contextualName',
  trigger: /\busing\s+nu?int\s*=|\bnameof\s*\(\s*nu?int\b|\bfrom\s+_\s+in\b|\bwith\s*[^{\s\w]|\b(?:async|await)\s+(?:is|as)\b|\basync\s*[,;.?:!&|\])}+\-=[]|\bawait\s*[,;.=?:)\]}[|^%/<>+-]|\b(?:partial|required)\s*[^\s\w(@]|\[\s*(?:field|method|param|property|type|typevar)\s*[^:\s\w]/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      const word = tokens.at(i);
      if (word === '_' && tokens.at(i - 1) === 'from' && tokens.at(i + 1) === 'in') emit(tokens.start(i), { offset: tokens.start(i), replacement: 'q' });
      const next = tokens.at(i + 1);
      const isName = word === 'with' ? !tokens.isWord(i + 1) && next !== '{'
        : word === 'await' ? afterAwait.has(next) || tests.has(next) || isStep(tokens, i + 1)
          : word === 'async' ? afterName.has(next) || next === '[' || tests.has(next) || next === '=' && tokens.at(i + 2) !== '>'
          : modifiers.has(word) ? !tokens.isWord(i + 1) && next !== '(' && next !== '@'
            : targets.has(word) ? tokens.at(i - 1) === '[' && next !== ':'
              : (word === 'nint' || word === 'nuint') && (tokens.at(i - 1) === 'using' ? next === '=' : next === ')' && tokens.at(i - 1) === '(' && tokens.at(i - 2) === 'nameof');
      if (isName) emit(tokens.start(i), { offset: tokens.start(i), replacement: '_'.repeat(word.length) });
    }
  },
};

/** `++;`, `+= x` and the like: `await ++x` steps what is awaited. */
function isStep(tokens: Tokens, i: number): boolean {
  const sign = tokens.at(i);
  return (sign === '+' || sign === '-') && (tokens.at(i + 1) === '=' || (tokens.at(i + 1) === sign && afterName.has(tokens.at(i + 2))));
}
