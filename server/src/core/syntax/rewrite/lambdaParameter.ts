/**
 * Modifiers of lambda parameters, without a type (C# 14: `(text, out result) => …`) or with one (`(out int x) => …`, which the
 * grammar mistakes for a tuple): they are blanked.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

const modifiers = new Set(['ref', 'out', 'in', 'scoped', 'readonly']);

export const lambdaParameter: Rewriter = {
  kind: 'lambdaParameter',
  trigger: /\b(?:ref|out|in|scoped|readonly)\s[^()]{0,500}\)\s*=>/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.at(i) !== '=' || tokens.at(i + 1) !== '>' || tokens.at(i - 1) !== ')') continue;
      const open = tokens.opening(i - 1);
      if (open < 0 || !startsLambda(tokens, open)) continue;
      for (const [first, end] of elements(tokens, open, i - 1)) {
        let name = first;
        while (name < end && modifiers.has(tokens.at(name))) name++;
        if (name === first || name === end) continue;
        const offset = tokens.start(first);
        emit(offset, { offset, replacement: ' '.repeat(tokens.end(name - 1) - offset) });
      }
    }
  },
};

const wordsBefore = new Set(['async', 'static', 'return', 'await', 'in', 'select', 'where', 'yield']);

/** What stands before `(` tells a lambda from a method with an expression body, whose parameters the grammar knows. */
function startsLambda(tokens: Tokens, open: number): boolean {
  const previous = tokens.at(open - 1);
  if (previous === '>') return tokens.at(open - 2) === '=' && tokens.touches(open - 1);
  return !tokens.isWord(open - 1) || wordsBefore.has(previous);
}

/** Ranges of token indexes between commas. Those of type arguments split too, but no modifier follows them. */
function elements(tokens: Tokens, open: number, close: number): [number, number][] {
  const ranges: [number, number][] = [];
  let first = open + 1;
  for (let i = first; i <= close; i++) {
    const token = tokens.at(i);
    if (i < close && token !== ',') continue;
    ranges.push([first, i]);
    first = i + 1;
  }
  return ranges;
}
