/** Instance members of System.String (and of arrays and versions that chains give) which project files use. */
import type { RegexMatch, Value } from './expression';
import { isMatch } from './expression';
import { baseName, dirName, isAbsolute } from './paths';

type Member = (text: string, args: readonly string[]) => Value;

const index = (text: string | undefined): number => Number.parseInt(text ?? '', 10);
const characters = (args: readonly string[]): string => args.join('').replace(/[\\\]^-]/g, '\\$&');

const members: Readonly<Record<string, Member>> = {
  contains: (t, [a = '']) => t.includes(a),
  startswith: (t, [a = '', comparison = '']) => fold(t, comparison).startsWith(fold(a, comparison)),
  endswith: (t, [a = '', comparison = '']) => fold(t, comparison).endsWith(fold(a, comparison)),
  equals: (t, [a = '', comparison = '']) => fold(t, comparison) === fold(a, comparison),
  replace: (t, [a = '', b = '']) => (a === '' ? undefined : t.split(a).join(b)),
  substring: (t, [start, length]) => substring(t, index(start), length === undefined ? undefined : index(length)),
  tolower: (t) => t.toLowerCase(),
  tolowerinvariant: (t) => t.toLowerCase(),
  toupper: (t) => t.toUpperCase(),
  toupperinvariant: (t) => t.toUpperCase(),
  trim: (t, args) => (args.length === 0 ? t.trim() : trimSet(t, args, true, true)),
  trimstart: (t, args) => (args.length === 0 ? t.trimStart() : trimSet(t, args, true, false)),
  trimend: (t, args) => (args.length === 0 ? t.trimEnd() : trimSet(t, args, false, true)),
  split: (t, args) => (args.length === 0 ? t.split(/\s/) : t.split(new RegExp(`[${characters(args)}]`))),
  indexof: (t, [a = '']) => t.indexOf(a),
  lastindexof: (t, [a = '']) => t.lastIndexOf(a),
  length: (t) => t.length,
  tostring: (t) => t,
  value: (t) => t, // of a group of a match
  // Of DirectoryInfo and FileInfo, which are their paths here.
  fullname: (t) => path(t, (p) => p),
  parent: (t) => path(t, dirName),
  directory: (t) => path(t, dirName),
  directoryname: (t) => path(t, dirName),
  name: (t) => path(t, baseName),
  padleft: (t, [n, c = ' ']) => t.padStart(index(n), c),
  padright: (t, [n, c = ' ']) => t.padEnd(index(n), c),
  insert: (t, [at, s = '']) => t.slice(0, index(at)) + s + t.slice(index(at)),
  remove: (t, [at, n]) => t.slice(0, index(at)) + (n === undefined ? '' : t.slice(index(at) + index(n))),
  major: (t) => versionPart(t, 0),
  minor: (t) => versionPart(t, 1),
  build: (t) => versionPart(t, 2),
  revision: (t) => versionPart(t, 3),
};

function path(text: string, read: (path: string) => string): Value {
  return isAbsolute(text) ? read(text) : undefined;
}

function fold(text: string, comparison: string): string {
  return /IgnoreCase$/i.test(comparison) ? text.toLowerCase() : text;
}

function substring(text: string, start: number, length: number | undefined): string | undefined {
  if (Number.isNaN(start) || start < 0 || start > text.length) return undefined;
  if (length === undefined) return text.slice(start);
  return start + length <= text.length ? text.slice(start, start + length) : undefined;
}

function trimSet(text: string, args: readonly string[], start: boolean, end: boolean): string {
  const set = `[${characters(args)}]+`;
  let result = text;
  if (start) result = result.replace(new RegExp(`^${set}`), '');
  if (end) result = result.replace(new RegExp(`${set}$`), '');
  return result;
}

function versionPart(text: string, part: number): number | undefined {
  if (!/^\d+(\.\d+){1,3}$/.test(text)) return undefined;
  const value = text.split('.')[part];
  return value === undefined ? -1 : Number(value);
}

/** Calls or reads a member of a value; undefined when the member is not known here. */
export function instanceMember(value: Value, name: string, args: readonly string[] | undefined): Value {
  if (value === undefined) return undefined;
  const lower = name.toLowerCase();
  if (isMatch(value)) return matchMember(value, lower, args);
  if (typeof value === 'object') {
    if (lower === 'length') return value.length;
    if (lower === 'getvalue' || lower === 'get_item') return value[index(args?.[0])];
    return undefined;
  }
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  return Object.hasOwn(members, lower) ? members[lower]?.(text, args ?? []) : undefined;
}

/** Members of Match and of the collection of its groups; a group is its text, whose `Value` is itself. */
function matchMember(match: RegexMatch, name: string, args: readonly string[] | undefined): Value {
  switch (name) {
    case 'value': case 'tostring': return match.groups[0] ?? '';
    case 'success': return match.groups.length > 0;
    case 'length': return (match.groups[0] ?? '').length;
    case 'groups': return match;
    case 'get_item': { const key = args?.[0] ?? ''; return /^\d+$/.test(key) ? (match.groups[Number(key)] ?? '') : Object.hasOwn(match.named, key) ? match.named[key] : ''; }
    default: return undefined;
  }
}
