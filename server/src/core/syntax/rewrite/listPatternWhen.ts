/** `[1, ..] when c`: the grammar takes `when` for the list's designation. Parentheses take the place of the spaces around the list. */
import type { Rewriter } from './rewrite';

export const listPatternWhen: Rewriter = {
  kind: 'listPatternWhen',
  trigger: /\]\s+when\b/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.at(i) !== ']' || tokens.at(i + 1) !== 'when') continue;
      const open = tokens.opening(i);
      if (open < 0) continue;
      const before = tokens.start(open) - 1;
      const after = tokens.end(i);
      if (!isBlank(tokens.text, before) || !isBlank(tokens.text, after)) continue;
      emit(before, { offset: before, replacement: '(' });
      emit(before, { offset: after, replacement: ')' });
    }
  },
};

/** Line breaks stay where they are. */
function isBlank(text: string, offset: number): boolean {
  return text[offset] === ' ' || text[offset] === '\t';
}
