/**
 * `new List<Foo>(x) { … }` and `F<A, B>(x) - y`: the grammar prefers two comparisons and a cast to `x`. A number cannot be a type, so
 * the name in the parentheses reads as one; a type argument list before `(` is never a comparison (ECMA-334 §6.2.5).
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';
import { typeArgumentsEndingAt } from './typeArgumentList';

const mayFollowCast = new Set(['{', '-', '+', '*', '&', '^', '(', '[']);
const notNames = new Set(['this', 'base', 'null', 'true', 'false', 'default']);

export const genericCallArgument: Rewriter = {
  kind: 'genericCallArgument',
  trigger: />\s*\(\s*[\w.@]+\s*\)\s*[-{+*&^([]/,
  find(tokens, emit) {
    for (let i = 2; i < tokens.count; i++) {
      if (tokens.at(i) !== '(' || tokens.at(i - 1) !== '>') continue;
      const close = nameEnd(tokens, i + 1);
      if (close < 0 || !mayFollowCast.has(tokens.at(close + 1)) || typeArgumentsEndingAt(tokens, i - 1) === undefined) continue;
      const offset = tokens.start(i + 1);
      const length = tokens.end(close - 1) - offset;
      if (/^[\w.@]+$/.test(tokens.text.slice(offset, offset + length))) emit(offset, { offset, replacement: '1'.repeat(length) });
    }
  },
};

/** Index of the `)` after a dotted name; -1 when something else stands there. */
function nameEnd(tokens: Tokens, first: number): number {
  for (let i = first; ; i += 2) {
    const isVerbatim = tokens.at(i) === '@' && tokens.touches(i + 1);
    if (isVerbatim) i++;
    if (!tokens.isWord(i) || (!isVerbatim && notNames.has(tokens.at(i)))) return -1;
    if (tokens.at(i + 1) === ')') return i + 1;
    if (tokens.at(i + 1) !== '.') return -1;
  }
}
