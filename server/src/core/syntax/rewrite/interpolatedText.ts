/**
 * Doubled quotes and braces in interpolated strings, and the braces beside those of a hole in raw ones, read as other characters: the
 * grammar loses its way in `$@"{x}"""`, `$"{{{x}}}"` and `$$"""{{{x}}}"""`. Lowering takes the text from the source.
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
      const raw = /^(\$\$+)"{3,}/.exec(text.slice(start, start + 20));
      if (raw !== null) rawBraces(text, start + raw[0].length, tokens.end(token), raw[1]?.length ?? 0, emit);
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

/** Braces of the text beside a hole: `{{{x}}}` is the hole `{{x}}` between braces where two dollars open the string. */
function rawBraces(text: string, from: number, end: number, dollars: number, emit: Parameters<Rewriter['find']>[1]): void {
  for (let i = from; i < end;) {
    const braces = /^\{+/.exec(text.slice(i, i + 40))?.[0].length ?? 0;
    if (braces < dollars) {
      i += Math.max(1, braces);
      continue;
    }
    if (braces > dollars) emit(i, { offset: i, replacement: '('.repeat(braces - dollars) });
    i = skipHole(text, i + braces, dollars);
    const more = /^\}+/.exec(text.slice(i, i + 40))?.[0].length ?? 0;
    if (more > 0) emit(i, { offset: i, replacement: ')'.repeat(more) });
    i += more;
  }
}
