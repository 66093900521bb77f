/** Values of literals (ECMA-334 §6.4.5). */
import type { Expression, IdentifierName, Interpolation, Literal } from '../nodes';
import type { RawNode } from '../rawTree';
import { decodeIdentifier, errorNode, textOf } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';

type LiteralType = Literal['literalType'];

function literal(node: RawNode, literalType: LiteralType, value: Literal['value']): Literal {
  return { kind: 'Literal', start: node.start, end: node.end, literalType, value };
}

/** Any of the grammar's literal nodes. */
export function lowerLiteral(c: LowerContext, node: RawNode): Expression {
  const text = textOf(c, node);
  switch (node.type) {
    case 'null_literal': return literal(node, 'null', null);
    case 'boolean_literal': return literal(node, 'bool', text === 'true');
    case 'integer_literal': return /^\d/.test(text) ? integerLiteral(node, text) : dottedName(node, text);
    case 'real_literal': return realLiteral(node, text);
    case 'character_literal': return literal(node, 'char', unescape(text.slice(1, -1)));
    case 'string_literal': if (text.startsWith('$')) return { kind: 'InterpolatedString', start: node.start, end: node.start + 3, parts: [] };
      return stringLiteral(node, text, (body) => unescape(body.slice(1, -1)));
    case 'verbatim_string_literal': return stringLiteral(node, text, (body) => body.slice(2, -1).replaceAll('""', '"'));
    case 'raw_string_literal': return stringLiteral(node, text, rawStringValue);
    default: return errorNode(node);
  }
}

/** A name that was rewritten to a number (see the rewriter of generic call arguments). */
function dottedName(node: RawNode, text: string): Expression {
  let expression: Expression | undefined;
  let { start } = node;
  for (const part of text.split('.')) {
    const end = start + part.length;
    const name: IdentifierName = { kind: 'IdentifierName', start, end, name: decodeIdentifier(part) };
    expression = expression ? { kind: 'MemberAccess', start: node.start, end, expression, name, arrow: false } : name;
    start = end + 1;
  }
  return expression ?? errorNode(node);
}

function stringLiteral(node: RawNode, text: string, value: (body: string) => string): Literal {
  const utf8 = /[uU]8$/.test(text) && text.charCodeAt(text.length - 3) === 34;
  return literal(node, utf8 ? 'utf8' : 'string', value(utf8 ? text.slice(0, -2) : text));
}

/** Type by suffix and value (§6.4.5.3): the first of int, uint, long, ulong (restricted by the suffix) that holds it. */
function integerLiteral(node: RawNode, text: string): Literal {
  const suffix = /(?:[uU][lL]?|[lL][uU]?)$/.exec(text)?.[0].toLowerCase() ?? '';
  const digits = text.slice(0, text.length - suffix.length).replaceAll('_', '');
  const value = BigInt(digits);
  let type: LiteralType;
  if (suffix.length === 2) type = 'ulong';
  else if (suffix === 'u') type = value <= 0xffffffffn ? 'uint' : 'ulong';
  else if (suffix === 'l') type = value <= 0x7fffffffffffffffn ? 'long' : 'ulong';
  else if (value <= 0x7fffffffn) type = 'int';
  else if (value <= 0xffffffffn) type = 'uint';
  else type = value <= 0x7fffffffffffffffn ? 'long' : 'ulong';
  return literal(node, type, type === 'long' || type === 'ulong' ? value : Number(value));
}

/** The operand of a `-`: `2147483648` is an int there and `9223372036854775808` a long (§12.9.3), for Roslyn in any base. */
export function negatedLiteral(c: LowerContext, operand: Expression): Expression {
  if (operand.kind !== 'Literal' || /u/i.test(c.text.slice(operand.start, operand.end))) return operand;
  if (operand.literalType === 'uint' && operand.value === 0x80000000) return { ...operand, literalType: 'int' };
  return operand.literalType === 'ulong' && operand.value === 0x8000000000000000n ? { ...operand, literalType: 'long' } : operand;
}

function realLiteral(node: RawNode, text: string): Literal {
  const last = text.slice(-1).toLowerCase();
  const type: LiteralType = last === 'f' ? 'float' : last === 'm' ? 'decimal' : 'double';
  const digits = (/[fdm]/.test(last) ? text.slice(0, -1) : text).replaceAll('_', '');
  const value = Number(digits);
  return literal(node, type, type === 'float' ? Math.fround(value) : value);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "'": "'", '"': '"', '\\': '\\', '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
};

/** Escapes of regular strings and characters (§6.4.5.5); an unknown one stays as it is written. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9A-Fa-f]{1,4})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs,
    (whole, hex: string | undefined, short: string | undefined, long: string | undefined, simple: string | undefined) => {
      if (simple !== undefined) return simpleEscapes[simple] ?? whole;
      const code = parseInt(hex ?? short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/;

/** Content of a raw string without its quotes; the last line's white space is taken off the start of every line (§6.4.5.6). */
function rawStringValue(text: string): string {
  const quotes = /^"+/.exec(text)?.[0].length ?? 0;
  const body = text.slice(quotes, text.length - quotes);
  const lines = body.split(lineBreak);
  const indentation = lines[lines.length - 1] ?? '';
  if (lines.length < 2 || indentation.trim() !== '') return body;
  return stripLines(body, indentation.length);
}

/** Drops the first line break, the last one with what follows, and `indentation` characters from each line between. */
function stripLines(body: string, indentation: number): string {
  const pieces = body.split(/(\r\n|[\n\r\u0085\u2028\u2029])/);
  let value = '';
  for (let i = 2; i < pieces.length - 1; i += 2) {
    const line = pieces[i] ?? '';
    value += (line.trim() === '' ? line.slice(indentation) : line.slice(indentation)) + (i + 2 < pieces.length - 1 ? (pieces[i + 1] ?? '') : '');
  }
  return value;
}

/** `$"…"` in all its forms: regular, verbatim and raw. */
export function lowerInterpolatedString(c: LowerContext, node: RawNode): Expression {
  const opening = /^[$@]*"*/.exec(textOf(c, node))?.[0] ?? '$"';
  const dollars = opening.replace(/[^$]/g, '').length;
  const form = opening.includes('@') ? 'verbatim' : opening.includes('"""') ? 'raw' : 'regular';
  const parts: (string | Interpolation)[] = [];
  for (const child of node.children) {
    if (child.type === 'interpolation') parts.push(lowerInterpolation(c, child));
    else if (child.type === 'string_content' || child.type === 'escape_sequence') appendText(parts, contentText(textOf(c, child), form));
  }
  return { kind: 'InterpolatedString', start: node.start, end: node.end, parts: form === 'raw' && dollars > 0 ? rawParts(parts) : parts };
}

function appendText(parts: (string | Interpolation)[], text: string): void {
  const last = parts[parts.length - 1];
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

function contentText(text: string, form: 'regular' | 'verbatim' | 'raw'): string {
  if (form === 'raw') return text;
  const braces = text.replaceAll('{{', '{').replaceAll('}}', '}');
  return form === 'verbatim' ? braces.replaceAll('""', '"') : unescape(braces);
}

/** Takes the closing line's white space off every line that starts inside a text part. */
function rawParts(parts: readonly (string | Interpolation)[]): (string | Interpolation)[] {
  const last = parts[parts.length - 1];
  const first = parts[0];
  if (typeof last !== 'string' || typeof first !== 'string' || !lineBreak.test(first)) return [...parts];
  const closing = /[^\n\r\u0085\u2028\u2029]*$/.exec(last)?.[0] ?? '';
  if (closing.trim() !== '') return [...parts];
  const stripped = parts.map((part) => (typeof part === 'string' ? part.replace(new RegExp(`(\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])[^\\S\\n\\r]{0,${closing.length}}`, 'g'), '$1') : part));
  const head = stripped[0];
  if (typeof head === 'string') stripped[0] = head.replace(/^[^\S\n\r]*(\r\n|[\n\r\u0085\u2028\u2029])/, '');
  const tail = stripped[stripped.length - 1];
  if (typeof tail === 'string') stripped[stripped.length - 1] = tail.replace(/(\r\n|[\n\r\u0085\u2028\u2029])$/, '');
  return stripped.filter((part) => part !== '');
}

function lowerInterpolation(c: LowerContext, node: RawNode): Interpolation {
  const expression = node.children.find((child) => child.type !== 'interpolation_brace');
  const alignment = node.children.find((child) => child.type === 'interpolation_alignment_clause')?.children[1];
  const format = node.children.find((child) => child.type === 'interpolation_format_clause');
  return {
    kind: 'Interpolation', start: node.start, end: node.end,
    expression: expression ? lowerExpression(c, expression) : errorNode(node),
    alignment: alignment && lowerExpression(c, alignment),
    format: format && textOf(c, format).slice(1),
  };
}
