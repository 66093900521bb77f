/**
 * C# 11 slice with a pattern, `[1, .. var rest]`, reads as `[1,    var rest]`: the dots are blanked. One without, `[1, ..]`, reads as a
 * discard: `[1,  _]`.
 */
import type { Rewriter } from './rewrite';
import { maximumDistance } from './tokens';
import type { Tokens } from './tokens';

export const slicePattern: Rewriter = {
  kind: 'slicePattern',
  trigger: /[[,]\s*\.\./,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.at(i) !== '.' || tokens.at(i + 1) !== '.' || !tokens.touches(i + 1)) continue;
      const previous = tokens.at(i - 1);
      const next = tokens.at(i + 2);
      if (previous !== '[' && previous !== ',') continue;
      if (next === ',' || next === ']') {
        // An element access with a range is nothing else: what stands before it is a value.
        if (isPatternList(tokens, enclosing(tokens, i))) emit(tokens.start(i), { offset: tokens.start(i), replacement: ' _' });
        continue;
      }
      // `..` before an expression is a spread: only a designation or the place of the list tells a pattern.
      const isPattern = next === 'var' && tokens.isWord(i + 3) || isPatternList(tokens, enclosing(tokens, i));
      if (isPattern) emit(tokens.start(i), { offset: tokens.start(i), replacement: '  ' });
    }
  },
};

/** Index of the `[` around token `i` (or another opening bracket); -1 when there is another bracket around it. */
function enclosing(tokens: Tokens, i: number, wanted = '['): number {
  let depth = 0;
  for (let k = i - 1; k >= Math.max(0, i - maximumDistance); k--) {
    const token = tokens.at(k);
    if (token === ')' || token === ']' || token === '}') depth++;
    else if (token === '(' || token === '[' || token === '{') {
      if (depth === 0) return token === wanted ? k : -1;
      depth--;
    }
  }
  return -1;
}

const patternBefore = new Set(['is', 'case', 'not', 'and', 'or']);
const mayOpenProperty = new Set(['{', ',']);
const patternAfter = new Set(['when', 'and', 'or']);

function isPatternList(tokens: Tokens, open: number): boolean {
  if (open <= 0) return false;
  const previous = tokens.at(open - 1);
  if (patternBefore.has(previous)) return true;
  if (previous === '.') return tokens.at(open - 2) === '.' && isPatternList(tokens, enclosing(tokens, open - 2));
  if (previous === ':' && tokens.isWord(open - 2) && mayOpenProperty.has(tokens.at(open - 3)) && isPropertyPattern(tokens, enclosing(tokens, open, '{'))) return true;
  const close = tokens.closing(open);
  if (close < 0) return false;
  const next = tokens.at(close + 1);
  if ((previous === '{' || previous === ',') && (patternAfter.has(next) || next === '=' && tokens.at(close + 2) === '>' && tokens.touches(close + 2))) return true;
  return (previous === '[' || previous === ',') && isPatternList(tokens, enclosing(tokens, open));
}

/** `is { A: […] }`, `is Foo { A: […] }`, `{ A: […] } =>`: a colon after the first word of braces is nowhere else but before a label's statement. */
function isPropertyPattern(tokens: Tokens, open: number): boolean {
  if (open <= 0) return false;
  const previous = tokens.at(open - 1);
  return previous !== ')' && previous !== ';' && previous !== '}';
}
