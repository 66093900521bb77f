/** C# 13 `allows ref struct` reads as the constraint `notnull`. */
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
