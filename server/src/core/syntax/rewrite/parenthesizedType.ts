/**
 * `x is (string)`, `not (int[])`, `case (List<A>):`, `x is (A) && y`: the grammar reads a cast without an operand, or one of what follows. The
 * parentheses are blanked where nothing but a type stands between them, and nothing behind them that a cast could be of.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';
import { typeArgumentsEndingAt } from './typeArgumentList';

const patternBefore = new Set(['is', 'not', 'and', 'or', 'case']);
/** What stands before a pattern inside another one, but before expressions too. */
const maybeBefore = new Set(['(', '[', '{', ',', ':', '.']);
const keywords = new Set(['object', 'bool', 'char', 'sbyte', 'byte', 'short', 'ushort', 'int', 'uint', 'long', 'ulong', 'decimal', 'float', 'double', 'string', 'nint', 'nuint']);
/** What follows a pattern, and begins no operand. */
const behindPattern = new Set([')', ']', '}', ';', ',', '?', ':', '|', '^', '=', 'and', 'or', 'when']);

export const parenthesizedType: Rewriter = {
  kind: 'parenthesizedType',
  trigger: /\b(?:is|not|and|or|case)\s*\(+\s*[\w.@]+\s*[)<[]|\bswitch\s*\{|\bis\s*[([{]/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      const before = tokens.at(i - 1);
      if (tokens.at(i) !== '(' || !(patternBefore.has(before) || maybeBefore.has(before))) continue;
      let first = i;
      while (tokens.at(first) === '(') first++;
      const type = typeAt(tokens, first);
      if (type === undefined || (type.isName && !patternBefore.has(before))) continue;
      const { end } = type;
      const close = end + (first - i);
      if (!isClosed(tokens, end, close) || !(type.isPlain ? isAnd(tokens, close) : endsPattern(tokens, close))) continue;
      for (let k = i; k < first; k++) emit(tokens.start(k), { offset: tokens.start(k), replacement: ' ' });
      // `A<T>_&& y`: without the discard, which lowering leaves out, the grammar prefers comparisons.
      const mark = type.isName && !type.isPlain && isAnd(tokens, close) ? '_' : ' ';
      for (let k = end; k < close; k++) emit(tokens.start(k), { offset: tokens.start(k), replacement: k === end ? mark : ' ' });
    }
  },
};

function isClosed(tokens: Tokens, first: number, end: number): boolean {
  for (let k = first; k < end; k++) if (tokens.at(k) !== ')') return false;
  return true;
}

function endsPattern(tokens: Tokens, at: number): boolean {
  return behindPattern.has(tokens.at(at)) || isAnd(tokens, at) || (tokens.at(at) === '!' && tokens.touches(at + 1) && tokens.at(at + 1) === '=');
}

/** `&&` follows a pattern; `&` alone is the address of an operand. */
function isAnd(tokens: Tokens, at: number): boolean {
  return tokens.at(at) === '&' && tokens.touches(at + 1) && tokens.at(at + 1) === '&';
}

/** `isPlain`: a name that may be that of a constant. `isName`: that, or one with type arguments. */
interface WrittenType { readonly end: number; readonly isPlain: boolean; readonly isName: boolean }

/** A type from a token on; undefined for anything else. */
function typeAt(tokens: Tokens, first: number): WrittenType | undefined {
  if (!tokens.isWord(first)) return undefined;
  let i = first + 1;
  const isKeyword = keywords.has(tokens.at(first));
  while (!isKeyword && tokens.at(i) === '.' && tokens.isWord(i + 1)) i += 2;
  const plainEnd = i;
  if (!isKeyword && tokens.at(i) === '<') i = closingAngle(tokens, i) + 1;
  if (i === 0) return undefined;
  const nameEnd = i;
  while (tokens.at(i) === '[' && (tokens.at(i + 1) === ']' || tokens.at(i + 1) === ',')) {
    const close = tokens.closing(i);
    if (close < 0) return undefined;
    i = close + 1;
  }
  return { end: i, isPlain: !isKeyword && i === plainEnd, isName: !isKeyword && i === nameEnd };
}

/** Index of the `>` of the type arguments that open at an index. */
function closingAngle(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let i = open; i < Math.min(tokens.count, open + 200); i++) {
    const token = tokens.at(i);
    if (token === '<') depth++;
    else if (token === '>' && --depth === 0) return typeArgumentsEndingAt(tokens, i)?.open === open ? i : -1;
    else if (token === ';' || token === '{') return -1;
  }
  return -1;
}
