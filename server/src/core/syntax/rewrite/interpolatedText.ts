/**
 * Doubled quotes and braces in interpolated strings, and the braces beside those of a hole in raw ones, read as other characters: the
 * grammar loses its way in `$@"{x}"""`, `$"{{{x}}}"` and `$$"""{{{x}}}"""`, also inside a hole. An empty `$""`, which it does not know,
 * reads as `""`. Lowering takes the text from the source.
 */
import { skipHole, skipToken } from '../scanner';
import type { Rewriter } from './rewrite';

type Emit = Parameters<Rewriter['find']>[1];

const replacements: Readonly<Record<string, string>> = { '""': "''", '{{': '((', '}}': '))' };

/** Strings in holes of strings deeper than that are left alone: each level is read once more. */
const maximumDepth = 8;

export const interpolatedText: Rewriter = {
  kind: 'interpolatedText',
  trigger: /\$@"|@\$"|\{\{\{|\}\}\}|\$""/,
  find(tokens, emit) {
    const { text } = tokens;
    for (let token = 0; token < tokens.count; token++) inString(text, tokens.start(token), tokens.end(token), emit, 0);
  },
};

/** A token that may be an interpolated string. */
function inString(text: string, start: number, end: number, emit: Emit, depth: number): void {
  const code = text.charCodeAt(start);
  if (code !== 36 && code !== 64) return; // $ @
  const raw = /^(\$+)"{3,}/.exec(text.slice(start, start + 20));
  if (raw !== null) {
    inRaw(text, start + raw[0].length, end, raw[1]?.length ?? 0, emit, depth);
    return;
  }
  const opening = /^(?:\$@|@\$|\$)"/.exec(text.slice(start, start + 5))?.[0];
  if (opening === undefined) return;
  if (opening === '$"' && end === start + 3) {
    emit(start, { offset: start, replacement: '"" ' });
    return;
  }
  for (let i = start + opening.length; i < end - 1;) {
    const pair = text.slice(i, i + 2);
    const replacement = replacements[pair];
    if (replacement !== undefined) emit(i, { offset: i, replacement });
    if (replacement !== undefined || (opening.length === 2 && pair.startsWith('\\'))) i += 2;
    else i = pair.startsWith('{') ? inHole(text, i + 1, 1, emit, depth) : i + 1;
  }
}

/** Offset behind a hole, from after its opening braces. */
function inHole(text: string, from: number, braces: number, emit: Emit, depth: number): number {
  const end = skipHole(text, from, braces);
  if (depth >= maximumDepth) return end;
  for (let i = from; i < end - braces;) {
    const next = skipToken(text, i);
    inString(text, i, next, emit, depth + 1);
    i = next;
  }
  return end;
}

/** Braces of the text beside a hole: `{{{x}}}` is the hole `{{x}}` between braces where two dollars open the string. */
function inRaw(text: string, from: number, end: number, dollars: number, emit: Emit, depth: number): void {
  for (let i = from; i < end;) {
    const braces = /^\{+/.exec(text.slice(i, i + 40))?.[0].length ?? 0;
    if (braces < dollars) {
      i += Math.max(1, braces);
      continue;
    }
    if (braces > dollars) emit(i, { offset: i, replacement: '('.repeat(braces - dollars) });
    i = inHole(text, i + braces, dollars, emit, depth);
    const more = /^\}+/.exec(text.slice(i, i + 40))?.[0].length ?? 0;
    if (more > 0) emit(i, { offset: i, replacement: ')'.repeat(more) });
    i += more;
  }
}
