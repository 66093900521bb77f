/** Finds where a token ends: just enough of C#'s lexical grammar to tell code from strings and comments. */
import { isLineBreak } from './preprocessor';

const enum Code { Quote = 34, Dollar = 36, Apostrophe = 39, Star = 42, Slash = 47, At = 64, Backslash = 92, OpenBrace = 123, CloseBrace = 125 }

/**
 * Offset after the token at `i`: a whole string, character or comment; a word; a line break; otherwise one character.
 * Unterminated single-line strings end with their line, other unterminated ones with the text.
 */
export function skipToken(text: string, i: number): number {
  const code = text.charCodeAt(i);
  switch (code) {
    case Code.Quote: return skipQuoted(text, i);
    case Code.Apostrophe: return skipCharacter(text, i);
    case Code.Slash: return skipComment(text, i);
    case Code.At: case Code.Dollar: return skipPrefixed(text, i);
    case 13: return text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
    default: return isWordCode(code) ? skipWord(text, i) : i + 1;
  }
}

/** Letter, digit or underscore; all of what is not ASCII counts as a letter. */
export function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || (code > 0xa0 && !isLineBreak(code) && code !== 0xfeff);
}

function skipWord(text: string, from: number): number {
  let i = from + 1;
  while (isWordCode(text.charCodeAt(i))) i++;
  return i;
}

function countQuotes(text: string, from: number): number {
  let i = from;
  while (text.charCodeAt(i) === Code.Quote) i++;
  return i - from;
}

function skipQuoted(text: string, i: number): number {
  const quotes = countQuotes(text, i);
  if (quotes >= 3) return skipRaw(text, i + quotes, quotes, 0);
  return quotes === 2 ? i + 2 : skipRegular(text, i + 1, false);
}

/** Regular string from after its quote; with `holes` it is interpolated. */
function skipRegular(text: string, from: number, holes: boolean): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === Code.Backslash) i += 2;
    else if (code === Code.Quote) return i + 1;
    else if (isLineBreak(code)) return i;
    else if (holes && code === Code.OpenBrace) i = text.charCodeAt(i + 1) === Code.OpenBrace ? i + 2 : skipHole(text, i + 1, 1);
    else i++;
  }
  return text.length;
}

function skipVerbatim(text: string, from: number, holes: boolean): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === Code.Quote) {
      if (text.charCodeAt(i + 1) !== Code.Quote) return i + 1;
      i += 2;
    } else if (holes && code === Code.OpenBrace) i = text.charCodeAt(i + 1) === Code.OpenBrace ? i + 2 : skipHole(text, i + 1, 1);
    else i++;
  }
  return text.length;
}

/** Raw string from after its opening quotes; `dollars` braces open a hole. */
function skipRaw(text: string, from: number, quotes: number, dollars: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === Code.Quote) {
      const found = countQuotes(text, i);
      i += found;
      if (found >= quotes) return i;
    } else if (dollars > 0 && code === Code.OpenBrace) {
      let end = i;
      while (text.charCodeAt(end) === Code.OpenBrace) end++;
      i = end - i >= dollars ? skipHole(text, end, dollars) : end;
    } else i++;
  }
  return text.length;
}

/** Code in an interpolation, from after its opening brace(s); format specifiers hold no quotes, so tokens do for them too. */
function skipHole(text: string, from: number, braces: number): number {
  let i = from;
  let depth = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === Code.OpenBrace) depth++;
    else if (code === Code.CloseBrace && depth-- === 0) return i + braces;
    i = skipToken(text, i);
  }
  return text.length;
}

function skipCharacter(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === Code.Backslash) i += 2;
    else if (code === Code.Apostrophe) return i + 1;
    else if (isLineBreak(code)) return i;
    else i++;
  }
  return text.length;
}

function skipComment(text: string, i: number): number {
  const next = text.charCodeAt(i + 1);
  if (next === Code.Slash) {
    let end = i + 2;
    while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
    return end;
  }
  if (next !== Code.Star) return i + 1;
  const end = text.indexOf('*/', i + 2);
  return end < 0 ? text.length : end + 2;
}

/** What starts with `@` or `$`: verbatim, interpolated or interpolated raw string, or an identifier. */
function skipPrefixed(text: string, from: number): number {
  let i = from;
  let dollars = 0;
  let verbatim = false;
  for (; text.charCodeAt(i) === Code.At || text.charCodeAt(i) === Code.Dollar; i++) {
    if (text.charCodeAt(i) === Code.At) verbatim = true;
    else dollars++;
  }
  if (text.charCodeAt(i) !== Code.Quote) return i;
  if (verbatim) return skipVerbatim(text, i + 1, dollars > 0);
  const quotes = countQuotes(text, i);
  if (quotes >= 3) return skipRaw(text, i + quotes, quotes, dollars);
  return quotes === 2 ? i + 2 : skipRegular(text, i + 1, dollars > 0);
}
