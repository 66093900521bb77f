/**
 * `F(x) = 3`: the grammar assigns to no call (ECMA-334 §12.21.2, ref returns), so that it reads as an element access, `F[x] = 3`, and one
 * without arguments as a member access, `F._ = 3`.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

export const refAssignment: Rewriter = {
  kind: 'refAssignment',
  trigger: /\)\s*(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>])/,
  find(tokens, emit) {
    for (let i = 2; i < tokens.count; i++) {
      if (tokens.at(i) !== ')' || !tokens.isAssignment(i + 1)) continue;
      const open = tokens.opening(i);
      if (open < 1 || !isCallee(tokens, open - 1)) continue;
      emit(tokens.start(open), { offset: tokens.start(open), replacement: open === i - 1 ? '.' : '[' });
      emit(tokens.start(open), { offset: tokens.start(i), replacement: open === i - 1 ? '_' : ']' });
    }
  },
};

/** Words before a tuple; `operator` and its like never stand before `(…) =`. */
const notCallees = new Set(['var', 'return', 'else', 'do', 'await', 'in', 'when', 'and', 'or', 'not', 'is', 'case', 'throw', 'if', 'while', 'for', 'foreach', 'using', 'fixed', 'lock']);

function isCallee(tokens: Tokens, i: number): boolean {
  if (tokens.isWord(i)) return !notCallees.has(tokens.at(i));
  return tokens.at(i) === '>' && !(tokens.at(i - 1) === '=' && tokens.touches(i));
}
