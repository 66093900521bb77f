/**
 * `x is not A<T> && y`: the grammar prefers two comparisons, `A < T > (&(&y))`, to a type and the rest of the condition. The blank before
 * `&&` reads as a discard, `A<T>_&& y`, which makes a type of what stands before it; lowering leaves it out.
 */
import type { Rewriter } from './rewrite';
import { typeArgumentsEndingAt } from './typeArgumentList';

const patternBefore = new Set(['not', 'and', 'or']);

export const patternTypeArguments: Rewriter = {
  kind: 'patternTypeArguments',
  trigger: /\b(?:not|and|or)\s+[\w.:@]+\s*<[^;{}]{1,500}>\s+&&/,
  find(tokens, emit) {
    for (let i = 4; i < tokens.count; i++) {
      if (tokens.at(i) !== '&' || tokens.at(i + 1) !== '&' || tokens.at(i - 1) !== '>' || !tokens.touches(i + 1)) continue;
      const offset = tokens.end(i - 1);
      const open = typeArgumentsEndingAt(tokens, i - 1)?.open ?? 0;
      if (open > 1 && patternBefore.has(tokens.at(tokens.nameStart(open - 1) - 1)) && tokens.text[offset] === ' ') emit(offset, { offset, replacement: '_' });
    }
  },
};
