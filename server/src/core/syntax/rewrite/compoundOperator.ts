/** C# 14 `operator +=(T x)` reads as `operator + (T x)`: the equals sign is blanked. */
import type { Rewriter } from './rewrite';

export const compoundOperator: Rewriter = {
  kind: 'compoundOperator',
  trigger: /\boperator\s+(?:checked\s+)?(?:[-+*/%&|^]|<<|>>>?)=/,
  find(tokens, emit) {
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.at(i) !== 'operator') continue;
      const token = tokens.start(tokens.at(i + 1) === 'checked' ? i + 2 : i + 1);
      const operator = /^(?:[-+*/%&|^]|<<|>>>?)(?==)/.exec(tokens.text.slice(token, token + 4))?.[0];
      if (operator !== undefined) emit(token, { offset: token + operator.length, replacement: ' ' });
    }
  },
};
