/** C# 14 `a?.b = c` and `a?[i] += c` read as `a .b = c`: the question mark is blanked. */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

export const conditionalAssignment: Rewriter = {
  kind: 'conditionalAssignment',
  trigger: /\?\s*(?:\.\s*@?\w+|\[[^;{}]{0,200}\])\s*(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>])/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.at(i) !== '?') continue;
      const end = bindingEnd(tokens, i + 1);
      if (end > 0 && isAssignment(tokens, end)) emit(tokens.start(i), { offset: tokens.start(i), replacement: ' ' });
    }
  },
};

/** Index after `.name` or `[…]`; 0 when there is neither. */
function bindingEnd(tokens: Tokens, i: number): number {
  if (tokens.at(i) === '.') {
    const name = tokens.at(i + 1) === '@' ? i + 2 : i + 1;
    return tokens.isWord(name) ? name + 1 : 0;
  }
  return tokens.at(i) === '[' ? tokens.closing(i) + 1 : 0;
}

/** True when the characters from token `i` on make an assignment operator. */
function isAssignment(tokens: Tokens, i: number): boolean {
  return /^(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>])/.test(tokens.text.slice(tokens.start(i), tokens.start(i) + 5));
}
