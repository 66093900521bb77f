/** Finds where a token ends: just enough of C#'s lexical grammar to tell code from strings and comments. */
import { isLineBreak } from './preprocessor';

// Character codes. Plain constants and not an enum: they are compared with what charCodeAt gives.
const quote = 34;
const dollar = 36;
const apostrophe = 39;
const star = 42;
const slash = 47;
const at = 64;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;

/**
 * Offset after the token at `i`: a whole string, character or comment; a word; a line break; otherwise one character.
 * Unterminated single-line strings end with their line, other unterminated ones with the text.
 */
export function skipToken(text: string, i: number): number {
  const code = text.charCodeAt(i);
  switch (code) {
    case quote: return skipQuoted(text, i);
    case apostrophe: return skipCharacter(text, i);
    case slash: return skipComment(text, i);
    case at: case dollar: return skipPrefixed(text, i);
    case 13: return text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
    default: return isWordCode(code) ? skipWord(text, i) : i + 1;
  }
}

/** By ASCII character: whether it is part of a word. Whole files are read at each keystroke. */
const wordCodes = Uint8Array.from({ length: 128 }, (_, code) => Number(/\w/.test(String.fromCharCode(code))));

/** Letter, digit or underscore; all of what is not ASCII counts as a letter. */
export function isWordCode(code: number): boolean {
  return code < 128 ? wordCodes[code] === 1 : code > 0xa0 && !isLineBreak(code) && code !== 0xfeff;
}

/** Offset after the word characters that follow the one at `from`. */
export function skipWord(text: string, from: number): number {
  let i = from + 1;
  while (isWordCode(text.charCodeAt(i))) i++;
  return i;
}

function countQuotes(text: string, from: number): number {
  let i = from;
  while (text.charCodeAt(i) === quote) i++;
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
    if (code === backslash) i += 2;
    else if (code === quote) return i + 1;
    else if (isLineBreak(code)) return i;
    else if (holes && code === openBrace) i = text.charCodeAt(i + 1) === openBrace ? i + 2 : skipRegularHole(text, i + 1);
    else i++;
  }
  return text.length;
}

/**
 * A hole may go on in the next line (C# 11), but a half-typed one must not take the rest of the file with it: without an open bracket
 * the next line has to begin like one that goes on. Otherwise the hole, and with it the string, ends with its line.
 */
function skipRegularHole(text: string, from: number): number {
  let i = from;
  let depth = 0;
  while (i < text.length) {
    const char = text[i] ?? '';
    if (char === '}' && depth === 0) return i + 1;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth <= 0 && isLineBreak(text.charCodeAt(i)) && !/^\s*(?:[.?:+\-*/&|=,%<>!]|\}[^\r\n]*")/.test(text.slice(i, i + 200))) return i;
    i = skipToken(text, i);
  }
  return text.length;
}

function skipVerbatim(text: string, from: number, holes: boolean): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (text.charCodeAt(i + 1) !== quote) return i + 1;
      i += 2;
    } else if (holes && code === openBrace) i = text.charCodeAt(i + 1) === openBrace ? i + 2 : skipHole(text, i + 1, 1);
    else i++;
  }
  return text.length;
}

/** Raw string from after its opening quotes; `dollars` braces open a hole. */
function skipRaw(text: string, from: number, quotes: number, dollars: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      const found = countQuotes(text, i);
      i += found;
      if (found >= quotes) return i;
    } else if (dollars > 0 && code === openBrace) {
      let end = i;
      while (text.charCodeAt(end) === openBrace) end++;
      i = end - i >= dollars ? skipHole(text, end, dollars) : end;
    } else i++;
  }
  return text.length;
}

/** Offset after an interpolation, from after its opening brace(s); format specifiers hold no quotes, so tokens do for them too. */
export function skipHole(text: string, from: number, braces: number): number {
  let i = from;
  let depth = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === openBrace) depth++;
    else if (code === closeBrace && depth-- === 0) return i + braces;
    i = skipToken(text, i);
  }
  return text.length;
}

function skipCharacter(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === backslash) i += 2;
    else if (code === apostrophe) return i + 1;
    else if (isLineBreak(code)) return i;
    else i++;
  }
  return text.length;
}

function skipComment(text: string, i: number): number {
  const next = text.charCodeAt(i + 1);
  if (next === slash) {
    let end = i + 2;
    while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
    return end;
  }
  if (next !== star) return i + 1;
  const end = text.indexOf('*/', i + 2);
  return end < 0 ? text.length : end + 2;
}

/** What starts with `@` or `$`: verbatim, interpolated or interpolated raw string, or an identifier. */
function skipPrefixed(text: string, from: number): number {
  let i = from;
  let dollars = 0;
  let verbatim = false;
  for (; text.charCodeAt(i) === at || text.charCodeAt(i) === dollar; i++) {
    if (text.charCodeAt(i) === at) verbatim = true;
    else dollars++;
  }
  if (text.charCodeAt(i) !== quote) return i;
  if (verbatim) return skipVerbatim(text, i + 1, dollars > 0);
  const quotes = countQuotes(text, i);
  if (quotes >= 3) return skipRaw(text, i + quotes, quotes, dollars);
  return quotes === 2 ? i + 2 : skipRegular(text, i + 1, dollars > 0);
}
