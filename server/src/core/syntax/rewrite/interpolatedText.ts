/**
 * Doubled quotes and braces in interpolated strings read as other characters: the grammar loses its way in `$@"{x}"""` and
 * `$"{{{x}}}"`. Lowering takes the text from the source.
 */
import { skipHole } from '../scanner';
import type { Rewriter } from './rewrite';

const replacements: Readonly<Record<string, string>> = { '""': "''", '{{': '((', '}}': '))' };

export const interpolatedText: Rewriter = {
  kind: 'interpolatedText',
  trigger: /\$@"|@\$"|\{\{\{|\}\}\}/,
  find(tokens, emit) {
    const { text } = tokens;
    for (let token = 0; token < tokens.count; token++) {
      const start = tokens.start(token);
      const opening = /^(?:\$@|@\$|\$)"(?!"")/.exec(text.slice(start, start + 5))?.[0];
      if (opening === undefined) continue;
      const end = tokens.end(token) - 1;
      for (let i = start + opening.length; i < end;) {
        const pair = text.slice(i, i + 2);
        const replacement = replacements[pair];
        if (replacement !== undefined) emit(i, { offset: i, replacement });
        if (replacement !== undefined || (opening.length === 2 && pair.startsWith('\\'))) i += 2;
        else i = pair.startsWith('{') ? skipHole(text, i + 1, 1) : i + 1;
      }
    }
  },
};
