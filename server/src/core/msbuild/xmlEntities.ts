/** The five predefined entities and character references of XML 1.0 (section 4.6 and 4.1). */

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Decodes entities. What is none stays as written and is reported with its place in `raw`. */
export function decodeEntities(raw: string, unknown: (offset: number, length: number, entity: string) => void): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[\p{L}_][\p{L}\p{N}._-]*)?;?/gu, (whole: string, body: string | undefined, offset: number) => {
    const value = body !== undefined && whole.endsWith(';') ? decode(body) : undefined;
    if (value === undefined) unknown(offset, whole.length, whole);
    return value ?? whole;
  });
}

function decode(body: string): string | undefined {
  if (!body.startsWith('#')) return Object.hasOwn(named, body) ? named[body] : undefined;
  const code = body.startsWith('#x') ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Encodes text for element content. */
export function encodeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Encodes text for an attribute in double quotes. */
export function encodeAttribute(text: string): string {
  return encodeText(text).replace(/"/g, '&quot;');
}
