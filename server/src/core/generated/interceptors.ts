/**
 * Reads `[InterceptsLocation]` in generated code: which call each generated method stands in for.
 * https://github.com/dotnet/roslyn/blob/main/docs/features/interceptors.md
 */

/** The call as the attribute names it. */
export type InterceptedLocation =
  /** `(path, line, column)`, the first form: both 1-based, of the name token. */
  | { readonly form: 'path'; readonly path: string; readonly line: number; readonly column: number }
  /** `(version, data)`: data is base64 of a 16-byte checksum of the source, the name token's offset, and the file's name. */
  | { readonly form: 'data'; readonly checksum: string; readonly offset: number; readonly name: string };

export interface Interception {
  readonly location: InterceptedLocation;
  /** Of the attribute, and of the name of the generated method, in the generated text. */
  readonly attributeStart: number;
  readonly method: { readonly name: string; readonly start: number; readonly end: number };
}

const attribute = /\[\s*(?:global\s*::\s*)?(?:System\.Runtime\.CompilerServices\.)?InterceptsLocation(?:Attribute)?\s*\(\s*(?:(@?)"((?:[^"\\\n]|""|\\.)*)"\s*,\s*(\d+)\s*,\s*(\d+)|1\s*,\s*@?"([A-Za-z0-9+/=]*)")\s*\)\s*\]/g;
const comment = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** The name of the method after the last attribute: before its type parameters and its parameter list. */
const declaration = /[^([{};]*?\b([\p{L}_][\p{L}\p{Nd}_]*)\s*(?:<(?:[^()<>]|<[^()<>]*>)*>\s*)?\(/uyd;
/** Attributes of other kinds between; their arguments may hold brackets in strings only. */
const otherAttribute = /\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]/y;

/** All interceptions of a generated file in order. */
export function readInterceptions(text: string): Interception[] {
  const found: Interception[] = [];
  if (!text.includes('InterceptsLocation')) return found;
  for (const match of text.matchAll(attribute)) {
    const [, verbatim, path, line, column, data] = match;
    const location = data === undefined ? pathLocation(verbatim === '@', path ?? '', line ?? '', column ?? '') : decodeData(data);
    const method = location && methodAfter(text, match.index + match[0].length);
    if (location && method) found.push({ location, attributeStart: match.index, method });
  }
  return found;
}

/** The name that the intercepted method has in source: generators number theirs (`MapGet0`) or add the type (`Bind_Options`). */
export function interceptedName(method: string): string {
  return method.replace(/^([A-Za-z]+)(?:\d+|_.*)$/, '$1');
}

function pathLocation(verbatim: boolean, written: string, line: string, column: string): InterceptedLocation {
  const path = verbatim ? written.replace(/""/g, '"') : written.replace(/\\(.)/g, '$1');
  return { form: 'path', path, line: Number(line), column: Number(column) };
}

/** Undefined for data that is not of version 1's form. */
function decodeData(data: string): InterceptedLocation | undefined {
  const bytes = decodeBase64(data);
  if (!bytes || bytes.length < 21) return undefined;
  const offset = (bytes[16] ?? 0) | ((bytes[17] ?? 0) << 8) | ((bytes[18] ?? 0) << 16) | ((bytes[19] ?? 0) << 24);
  const checksum = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return offset < 0 ? undefined : { form: 'data', checksum, offset, name: new TextDecoder().decode(bytes.subarray(20)) };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const character of digits) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    bits = ((bits << 6) | digit) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = (bits >> count) & 0xff;
  }
  return bytes;
}

function methodAfter(text: string, from: number): Interception['method'] | undefined {
  let at = from;
  for (;;) {
    comment.lastIndex = at;
    at += comment.exec(text)?.[0].length ?? 0;
    if (text[at] !== '[') break;
    otherAttribute.lastIndex = at;
    const other = otherAttribute.exec(text);
    if (!other) return undefined;
    at += other[0].length;
  }
  // A declaration's head is short; without a limit a text without parentheses would be read to its end each time.
  declaration.lastIndex = 0;
  const span = declaration.exec(text.slice(at, at + 2_000))?.indices?.[1];
  return span && { name: text.slice(at + span[0], at + span[1]), start: at + span[0], end: at + span[1] };
}
