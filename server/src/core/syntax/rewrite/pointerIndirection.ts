/**
 * `*(p + 1) = x` and `*(int*)p`: the grammar knows no `*` before a parenthesis as a unary operator. The first reads as `_[p + 1]`, the
 * second, a cast, as the complement of one. Nor does it assign to `*(int*)(p + 1) = x`, which reads as `~(int)_[p + 1] = x`, and to
 * `*p++ = x`, which reads as `*p._ = x`. `*--p` reads as `~--p`, and where it is assigned to, as `--p = x`.
 */
import type { Rewriter } from './rewrite';
import { maximumDistance } from './tokens';
import type { Tokens } from './tokens';

export const pointerIndirection: Rewriter = {
  kind: 'pointerIndirection',
  trigger: /\*\s*(?:\(|\+\+|--)|(?:\+\+|--)\s*(?:[-+*/%&|^]|<<|>>>?)?=(?!=)/,
  find(tokens, emit) {
    for (let i = 0; i < tokens.count; i++) {
      if (isBeforePrefix(tokens, i)) {
        const isAssigned = isAssignedPrefix(tokens, i + 3);
        // Where it is assigned to, the last of several `*` is meant, the others are dropped with it.
        for (const star of starsUpTo(tokens, i)) emit(tokens.start(isAssigned ? i + 1 : star), { offset: tokens.start(star), replacement: isAssigned ? ' ' : '~' });
        continue;
      }
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

/** `*--` or `*++` before an operand. */
function isBeforePrefix(tokens: Tokens, i: number): boolean {
  const sign = tokens.at(i + 1);
  return tokens.at(i) === '*' && (sign === '+' || sign === '-') && tokens.at(i + 2) === sign && tokens.touches(i + 2);
}

/** The `*` up to token `i`, from the last on, without a first one that multiplies. */
function starsUpTo(tokens: Tokens, i: number): readonly number[] {
  const stars: number[] = [];
  for (let star = i; tokens.at(star) === '*'; star--) stars.push(star);
  return isOperand(tokens, i + 1 - stars.length) ? stars : stars.slice(0, -1);
}

/** Whether what starts at token `i` is assigned to. */
function isAssignedPrefix(tokens: Tokens, i: number): boolean {
  if (!tokens.isWord(i)) return false;
  let end = i + 1;
  for (let next = -1; (next = afterMember(tokens, end)) > end;) end = next;
  return tokens.isAssignment(end);
}

/** Index behind `.Name`, `->Name` or `[…]` at an index; the index itself where none of them is there. */
function afterMember(tokens: Tokens, i: number): number {
  if (tokens.at(i) === '[') return tokens.closing(i) + 1;
  const name = tokens.at(i) === '.' ? i + 1 : tokens.at(i) === '-' && tokens.at(i + 1) === '>' && tokens.touches(i + 1) ? i + 2 : -1;
  return name > 0 && tokens.isWord(name) ? name + 1 : i;
}

const before = new Set([';', '{', '(', ',', '=', '[', '+', '-', '/', '&', '|', '!', '~', '?', ':', '<']);
const wordsBefore = new Set(['return', 'ref', 'in', 'out', 'case', 'throw', 'else']);

/** Whether an operand may start at token `i`; behind `)` only where the statement of an `if` or loop does. */
function isOperand(tokens: Tokens, i: number): boolean {
  const previous = tokens.at(i - 1);
  if (i === 0 || before.has(previous)) return true;
  if (previous === '}') return startsAssignment(tokens, i);
  if (previous === '>') return tokens.at(i - 2) === '=' && tokens.touches(i - 1);
  if (previous === ')') return isHead(tokens, tokens.opening(i - 1));
  return wordsBefore.has(previous) && !tokens.touches(i);
}

/** Whether a statement that assigns starts at token `i`: behind `}` an indirection does nothing else, and a product does not. */
function startsAssignment(tokens: Tokens, i: number): boolean {
  for (let next = i; next < Math.min(tokens.count, i + maximumDistance); next++) {
    const token = tokens.at(next);
    if (token === '(' || token === '[' || token === '{') {
      const close = tokens.closing(next);
      if (close < 0) return false;
      next = close;
    } else if (token === ';' || token === ',' || token === ')' || token === ']' || token === '}') return false;
    else if (tokens.isAssignment(next) || ((token === '+' || token === '-') && tokens.at(next + 1) === token && tokens.touches(next + 1))) return true;
  }
  return false;
}

const heads = new Set(['if', 'while', 'for', 'foreach', 'fixed', 'using', 'lock']);

function isHead(tokens: Tokens, open: number): boolean {
  return open > 0 && heads.has(tokens.at(open - 1));
}
