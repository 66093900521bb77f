/** Constraints that the grammar lacks read as `notnull`: `allows ref struct` (C# 13), `default` (C# 9). */
import type { Rewriter } from './rewrite';

export const allowsRefStruct: Rewriter = {
  kind: 'allowsRefStruct',
  trigger: /\ballows\s+ref\s+struct\b/,
  find(tokens, emit) {
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.at(i) !== 'allows' || tokens.at(i + 1) !== 'ref' || tokens.at(i + 2) !== 'struct') continue;
      const offset = tokens.start(i);
      const written = tokens.text.slice(offset, tokens.end(i + 2));
      // Line breaks stay where they are.
      emit(offset, { offset, replacement: 'notnull' + written.slice(7).replace(/[^\r\n\u0085\u2028\u2029]/g, ' ') });
    }
  },
};

export const defaultConstraint: Rewriter = {
  kind: 'defaultConstraint',
  trigger: /\bwhere\s+@?\w+\s*:\s*default\b/,
  find(tokens, emit) {
    for (let i = 3; i < tokens.count; i++) {
      if (tokens.at(i) !== 'default' || tokens.at(i - 1) !== ':') continue;
      if (tokens.at(i - 3) === 'where' || (tokens.at(i - 3) === '@' && tokens.at(i - 4) === 'where')) emit(tokens.start(i), { offset: tokens.start(i), replacement: 'notnull' });
    }
  },
};
