/** `ref partial struct` reads as `partial struct`: the grammar has `ref` only right before `struct`. */
import type { Rewriter } from './rewrite';

export const refPartialStruct: Rewriter = {
  kind: 'refPartialStruct',
  trigger: /\bref\s+partial\s+struct\b/,
  find(tokens, emit) {
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.at(i) !== 'ref' || tokens.at(i + 1) !== 'partial' || tokens.at(i + 2) !== 'struct') continue;
      emit(tokens.start(i), { offset: tokens.start(i), replacement: '   ' });
    }
  },
};
