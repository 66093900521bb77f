/** C# 14 `extension(T receiver) { … }` reads as a class with a primary constructor: both keywords take nine characters. */
import type { Rewriter } from './rewrite';

const before = new Set(['{', '}', ';', ']']);

export const extensionBlock: Rewriter = {
  kind: 'extensionBlock',
  trigger: /\bextension\s*[(<]/,
  find(tokens, emit) {
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.at(i) !== 'extension' || !before.has(tokens.at(i - 1))) continue;
      let open = i + 1;
      // Attributes of type parameters have parentheses of their own.
      while (tokens.at(open) !== '(' && open < tokens.count && !before.has(tokens.at(open))) open = tokens.at(open) === '[' ? Math.max(open, tokens.closing(open)) + 1 : open + 1;
      const close = tokens.at(open) === '(' ? tokens.closing(open) : -1;
      const next = close < 0 ? '' : tokens.at(close + 1);
      if (next === '{' || next === 'where') emit(tokens.start(i), { offset: tokens.start(i), replacement: 'class Ext' });
    }
  },
};
