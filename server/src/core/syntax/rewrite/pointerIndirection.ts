/**
 * `*(p + 1) = x` and `*(int*)p`: the grammar knows no `*` before a parenthesis as a unary operator. The first reads as `_[p + 1]`, the
 * second, a cast, as the complement of one. Nor does it assign to `*(int*)(p + 1) = x`, which reads as `~(int)_[p + 1] = x`, and to
 * `*p++ = x`, which reads as `*p._ = x`.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

export const pointerIndirection: Rewriter = {
  kind: 'pointerIndirection',
  trigger: /\*\s*\(|(?:\+\+|--)\s*(?:[-+*/%&|^]|<<|>>>?)?=(?!=)/,
  find(tokens, emit) {
    for (let i = 0; i < tokens.count; i++) {
      if (isAssignedPostfix(tokens, i)) emit(tokens.start(i), { offset: tokens.start(i), replacement: '._' });
      if (tokens.at(i) !== '*' || tokens.at(i + 1) !== '(' || !isOperand(tokens, i)) continue;
      const close = tokens.closing(i + 1);
      if (close < 0) continue;
      const offset = tokens.start(i);
      if (tokens.at(close - 1) === '*') {
        emit(offset, { offset, replacement: '~' });
        const last = tokens.at(close + 1) === '(' ? tokens.closing(close + 1) : -1;
        if (last < 0 || !tokens.isAssignment(last + 1)) continue;
        emit(tokens.start(close), { offset: tokens.start(close - 1), replacement: ')' });
        emit(tokens.start(close), { offset: tokens.start(close), replacement: '_' });
        emit(tokens.start(close), { offset: tokens.start(close + 1), replacement: '[' });
        emit(tokens.start(close), { offset: tokens.start(last), replacement: ']' });
        continue;
      }
      emit(offset, { offset, replacement: '_' });
      emit(offset, { offset: tokens.start(i + 1), replacement: '[' });
      emit(offset, { offset: tokens.start(close), replacement: ']' });
    }
  },
};

/** `++` or `--` behind what is assigned to: an indirection, since nothing else can be. */
function isAssignedPostfix(tokens: Tokens, i: number): boolean {
  const operator = tokens.at(i);
  return (operator === '+' || operator === '-') && tokens.at(i + 1) === operator && tokens.touches(i + 1) && tokens.isAssignment(i + 2)
    && (tokens.isWord(i - 1) || tokens.at(i - 1) === ')' || tokens.at(i - 1) === ']');
}

const before = new Set([';', '{', '}', '(', ',', '=', '[', '+', '-', '/', '&', '|', '!', '~', '?', ':', '<']);
const wordsBefore = new Set(['return', 'ref', 'in', 'out', 'case', 'throw', 'else']);

/** Whether an operand may start at token `i`; behind `)` only where the statement of an `if` or loop does. */
function isOperand(tokens: Tokens, i: number): boolean {
  const previous = tokens.at(i - 1);
  if (i === 0 || before.has(previous)) return true;
  if (previous === '>') return tokens.at(i - 2) === '=' && tokens.touches(i - 1);
  if (previous === ')') return isHead(tokens, tokens.opening(i - 1));
  return wordsBefore.has(previous) && !tokens.touches(i);
}

const heads = new Set(['if', 'while', 'for', 'foreach', 'fixed', 'using', 'lock']);

function isHead(tokens: Tokens, open: number): boolean {
  return open > 0 && heads.has(tokens.at(open - 1));
}
