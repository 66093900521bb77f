/** Expansion of `$(…)`: properties, property functions and chains of instance members (MSBuild reference: "Property functions"). */
import type { Host } from '../host';
import { staticFunction, staticProperty } from './functions';
import { instanceMember } from './stringMembers';

/** Value inside an expression; undefined: not known without running MSBuild. Unknown is contagious. */
export type Value = string | number | boolean | readonly string[] | RegexMatch | undefined;

/** What Regex.Match gave: its groups by number, the whole first, and by name; none without a match. */
export interface RegexMatch {
  readonly groups: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

export function isMatch(value: Value): value is RegexMatch {
  return typeof value === 'object' && 'groups' in value;
}

export interface ExpansionScope {
  /** Empty when not set; undefined when set to something unknown. */
  property(name: string): string | undefined;
  readonly host: Host;
  /** Folder that relative paths in functions start from: the project's. */
  readonly projectFolder: string;
  /** The file being evaluated (GetPathOfFileAbove starts beside it). */
  readonly thisFile: string;
}

/** Expands all `$(…)` of a text. Item references and metadata stay as written. Undefined when a part is unknown. */
export function expand(text: string, scope: ExpansionScope): string | undefined {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('$(', at);
    if (start < 0) return result + text.slice(at);
    const end = closingParenthesis(text, start + 2);
    if (end < 0) return result + text.slice(at);
    const value = evaluateBody(text.slice(start + 2, end), scope);
    const written = asText(value);
    if (written === undefined) return undefined;
    result += text.slice(at, start) + written;
    at = end + 1;
  }
  return result;
}

/** As MSBuild writes a value into text. */
export function asText(value: Value): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isMatch(value)) return value.groups[0] ?? '';
  return typeof value === 'object' ? value.join(';') : String(value);
}

/** Index of the ")" that closes a "(" before `from`; quotes hide parentheses. -1 when there is none. */
export function closingParenthesis(text: string, from: number): number {
  let depth = 1;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"' || c === '`') quote = c;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
  }
  return -1;
}

function evaluateBody(body: string, scope: ExpansionScope): Value {
  const text = body.trim();
  const type = /^\[\s*([A-Za-z_][\w.]*)\s*\]::\s*([A-Za-z_]\w*)/.exec(text);
  if (type) {
    const [whole, typeName = '', member = ''] = type;
    return evaluateStatic(typeName, member, text.slice(whole.length), scope);
  }
  const name = /^[A-Za-z_][\w-]*/.exec(text)?.[0];
  if (name === undefined) return text === '' ? '' : undefined;
  const rest = text.slice(name.length);
  const value = scope.property(name);
  return rest.trim() === '' ? value : chain(value, rest, scope);
}

function evaluateStatic(typeName: string, member: string, rest: string, scope: ExpansionScope): Value {
  const open = /^\s*\(/.exec(rest);
  if (!open) return chain(staticProperty(typeName, member, scope), rest, scope);
  const end = closingParenthesis(rest, open[0].length);
  if (end < 0) return undefined;
  const args = evaluateArguments(rest.slice(open[0].length, end), scope);
  return args && chain(staticFunction(typeName, member, args, scope), rest.slice(end + 1), scope);
}

function chain(start: Value, rest: string, scope: ExpansionScope): Value {
  let value = start;
  let text = rest.trim();
  while (text !== '') {
    if (value === undefined) return undefined;
    const index = /^\[\s*(?:(\d+)|'(\w+)'|"(\w+)")\s*\]/.exec(text);
    if (index) {
      value = element(value, index[1], index[2] ?? index[3]);
      text = text.slice(index[0].length).trim();
      continue;
    }
    const member = /^\.\s*([A-Za-z_]\w*)\s*/.exec(text);
    if (!member) return undefined;
    text = text.slice(member[0].length);
    let args: readonly string[] | undefined;
    if (text.startsWith('(')) {
      const end = closingParenthesis(text, 1);
      if (end < 0) return undefined;
      args = evaluateArguments(text.slice(1, end), scope);
      if (!args) return undefined;
      text = text.slice(end + 1).trim();
    }
    value = instanceMember(value, member[1] ?? '', args);
  }
  return value;
}

/** What an indexer gives: by number, or a group of a match by its name. */
function element(value: Value, number: string | undefined, name: string | undefined): Value {
  if (isMatch(value)) return name === undefined ? (value.groups[Number(number)] ?? '') : Object.hasOwn(value.named, name) ? value.named[name] : '';
  if (number === undefined) return undefined;
  return typeof value === 'object' ? value[Number(number)] : asText(value)?.charAt(Number(number));
}

/** Splits at top-level commas, strips quotes, expands. Undefined when one argument is unknown. */
function evaluateArguments(text: string, scope: ExpansionScope): readonly string[] | undefined {
  if (text.trim() === '') return [];
  const result: string[] = [];
  for (const part of splitArguments(text)) {
    const trimmed = part.trim();
    const quoted = /^(["'`])([\s\S]*)\1$/.exec(trimmed);
    const value = expand(quoted ? (quoted[2] ?? '') : trimmed, scope);
    if (value === undefined) return undefined;
    result.push(value);
  }
  return result;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Undoes MSBuild's %XX escapes. */
export function unescapeValue(text: string): string {
  return text.includes('%') ? text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}
