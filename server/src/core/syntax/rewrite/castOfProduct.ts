/**
 * `(Level)(a * b)`: what stands between the second parentheses looks like the declaration of a pointer to the grammar, so that it takes
 * the whole for a call. With `%` in the place of `*` it is a cast, which `(type)(` always is (ECMA-334 §12.9.7).
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

export const castOfProduct: Rewriter = {
  kind: 'castOfProduct',
  trigger: /\)\s*\(\s*@?\w[^()]*\*\s*@?\w+\s*\)/,
  find(tokens, emit) {
    for (let i = 4; i < tokens.count - 1; i++) {
      if (tokens.at(i) !== '*') continue;
      const open = beforeName(tokens, i - 1);
      const name = tokens.at(i + 1) === '@' ? i + 2 : i + 1;
      if (tokens.at(open) !== '(' || !tokens.isWord(name) || tokens.at(name + 1) !== ')' || !isCast(tokens, open - 1)) continue;
      emit(tokens.start(i), { offset: tokens.start(i), replacement: '%' });
    }
  },
};

/** Index of the token before the dotted name that ends at an index. */
function beforeName(tokens: Tokens, last: number): number {
  let i = last;
  while (tokens.isWord(i)) {
    i -= tokens.at(i - 1) === '@' ? 2 : 1;
    if (tokens.at(i) !== '.') return i;
    i--;
  }
  return -1;
}

const partsOfTypes = new Set(['.', '<', '>', ',', '?', '[', ']', ':', '@']);
/** Words that an operand follows. */
const wordsBefore = new Set(['return', 'in', 'case', 'else', 'do', 'throw', 'await', 'when', 'and', 'or', 'not', 'is', 'ref', 'out', 'select', 'where', 'on', 'equals', 'by', 'ascending', 'descending']);

/** Whether the parenthesis that ends at an index is that of a cast: a type between parentheses that are no argument list. */
function isCast(tokens: Tokens, close: number): boolean {
  const open = tokens.at(close) === ')' ? tokens.opening(close) : -1;
  if (open < 0 || open === close - 1) return false;
  for (let i = open + 1; i < close; i++) if (!tokens.isWord(i) && !partsOfTypes.has(tokens.at(i))) return false;
  const before = tokens.at(open - 1);
  if (before === ')') return isCast(tokens, open - 1);
  if (tokens.isWord(open - 1)) return wordsBefore.has(before);
  return before !== ']' && (before !== '>' || (tokens.at(open - 2) === '=' && tokens.touches(open - 1)));
}
