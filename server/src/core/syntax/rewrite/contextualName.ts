/**
 * Contextual keywords that the grammar reserves where a name may stand: `async` as a value, `with`, `partial` and `required` before what no
 * declaration goes on with (`partial = x`), and the attribute targets as the first element of a collection (`[type]`); and `_` where a query starts (`from _ in x`), which it takes for a discard. They get another spelling of the same length; lowering reads names from the source.
 */
import type { Rewriter } from './rewrite';

const targets = new Set(['field', 'method', 'param', 'property', 'type', 'typevar']);
const modifiers = new Set(['partial', 'required']);
const afterName = new Set([',', ';', '.', '?', ':', '!', '&', '|', ']', ')', '}', '+', '-']);

export const contextualName: Rewriter = {
  kind: 'contextualName',
  trigger: /\bfrom\s+_\s+in\b|\bwith\s*[^{\s\w]|\basync\s*[,;.?:!&|\])}+\-=]|\b(?:partial|required)\s*[^\s\w(@]|\[\s*(?:field|method|param|property|type|typevar)\s*[^:\s\w]/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      const word = tokens.at(i);
      if (word === '_' && tokens.at(i - 1) === 'from' && tokens.at(i + 1) === 'in') emit(tokens.start(i), { offset: tokens.start(i), replacement: 'q' });
      const next = tokens.at(i + 1);
      const isName = word === 'with' ? !tokens.isWord(i + 1) && next !== '{'
        : word === 'async' ? afterName.has(next) || next === '=' && tokens.at(i + 2) !== '>'
          : modifiers.has(word) ? !tokens.isWord(i + 1) && next !== '(' && next !== '@'
            : targets.has(word) && tokens.at(i - 1) === '[' && next !== ':';
      if (isName) emit(tokens.start(i), { offset: tokens.start(i), replacement: '_'.repeat(word.length) });
    }
  },
};
