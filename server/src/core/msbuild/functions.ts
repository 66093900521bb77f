/** Static property functions: `$([MSBuild]::…)`, `$([System.IO.Path]::…)`, … The list is what project files use; all else is unknown. */
import type { ExpansionScope, Value } from './expression';
import { baseName, dirName, extensionOf, isAbsolute, joinPath, normalizePath } from './paths';
import { compareVersions, formatVersion, isCompatible, parseTargetFramework, parseVersion } from './targetFramework';

type StaticFunction = (args: readonly string[], scope: ExpansionScope) => Value;

const number = (text: string | undefined): number => Number(text);
const separator = (scope: ExpansionScope): string => (scope.host.platform === 'windows' ? '\\' : '/');

function versions(test: (order: number) => boolean): StaticFunction {
  return ([a = '', b = '']) => {
    const left = comparable(a);
    const right = comparable(b);
    return left && right && test(compareVersions(left, right));
  };
}

/** A version as MSBuild's SimpleVersion reads it: "v" before and a suffix after are ignored. */
function comparable(text: string): number[] | undefined {
  const match = /^v?(\d+(?:\.\d+){0,3})(?:[-+].*)?$/i.exec(text.trim());
  return match ? parseVersion(match[1] ?? '') : undefined;
}

function arithmetic(compute: (a: number, b: number) => number): StaticFunction {
  return ([a, b]) => {
    const result = compute(number(a), number(b));
    return Number.isFinite(result) ? result : undefined;
  };
}

function fromProject(scope: Pick<ExpansionScope, 'projectFolder'>, path: string): string {
  return joinPath(scope.projectFolder, path);
}

/** Folder of the nearest file of that name in `start` or above it; empty when there is none. */
export function directoryOfFileAbove(scope: Pick<ExpansionScope, 'host' | 'projectFolder'>, start: string, name: string): string {
  let folder = fromProject(scope, start);
  for (;;) {
    if (scope.host.stamp(joinPath(folder, name)) !== undefined) return folder;
    const parent = dirName(folder);
    if (parent === folder || parent === '') return '';
    folder = parent;
  }
}

function isOsPlatform(scope: ExpansionScope, name: string): boolean {
  const wanted = name.toLowerCase();
  return wanted === scope.host.platform || (wanted === 'macos' && scope.host.platform === 'osx');
}

const intrinsics: Readonly<Record<string, StaticFunction>> = {
  istargetframeworkcompatible: ([target = '', candidate = '']) => isCompatible(parseTargetFramework(target), parseTargetFramework(candidate)),
  gettargetframeworkidentifier: ([t = '']) => parseTargetFramework(t).identifier,
  gettargetframeworkversion: ([t = '', parts = '2']) => formatVersion(parseTargetFramework(t).version, number(parts)),
  gettargetplatformidentifier: ([t = '']) => {
    const platform = parseTargetFramework(t).platform;
    return platform === 'windows' ? 'Windows' : platform;
  },
  gettargetplatformversion: ([t = '', parts = '2']) => formatVersion(parseTargetFramework(t).platformVersion, number(parts)),
  isosplatform: ([name = ''], scope) => isOsPlatform(scope, name),
  isosunixlike: (_, scope) => scope.host.platform !== 'windows',
  normalizepath: (args, scope) => fromProject(scope, joinPath(...args)),
  normalizedirectory: (args, scope) => withTrailing(fromProject(scope, joinPath(...args)), scope),
  ensuretrailingslash: ([path = ''], scope) => (path === '' ? '' : withTrailing(path, scope)),
  hastrailingslash: ([path = '']) => /[\\/]$/.test(path),
  getdirectorynameoffileabove: ([start = '', name = ''], scope) => directoryOfFileAbove(scope, start, name),
  getpathoffileabove: ([name = '', start], scope) => {
    const folder = directoryOfFileAbove(scope, start === undefined || start === '' ? dirName(scope.thisFile) : start, name);
    return folder === '' ? '' : joinPath(folder, name);
  },
  makerelative: ([base = '', path = ''], scope) => relative(fromProject(scope, base), fromProject(scope, path)),
  valueordefault: ([value = '', fallback = '']) => (value === '' ? fallback : value),
  escape: ([text = '']) => text.replace(/[%*?@$();']/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  unescape: ([text = '']) => text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  versiongreaterthan: versions((o) => o > 0),
  versiongreaterthanorequals: versions((o) => o >= 0),
  versionlessthan: versions((o) => o < 0),
  versionlessthanorequals: versions((o) => o <= 0),
  versionequals: versions((o) => o === 0),
  versionnotequals: versions((o) => o !== 0),
  add: arithmetic((a, b) => a + b),
  subtract: arithmetic((a, b) => a - b),
  multiply: arithmetic((a, b) => a * b),
  divide: arithmetic((a, b) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
  modulo: arithmetic((a, b) => a % b),
  bitwiseor: arithmetic((a, b) => a | b),
  bitwiseand: arithmetic((a, b) => a & b),
  bitwisexor: arithmetic((a, b) => a ^ b),
  arefeaturesenabled: () => true,
  getmsbuildextensionspath: (_, scope) => scope.property('MSBuildExtensionsPath'),
};

const path: Readonly<Record<string, StaticFunction>> = {
  combine: (args, scope) => combine(args, separator(scope)),
  getfilename: ([p = '']) => baseName(p),
  getfilenamewithoutextension: ([p = '']) => withoutExtension(baseName(p)),
  getextension: ([p = '']) => extensionOf(p),
  getdirectoryname: ([p = '']) => (/[\\/]/.test(p) ? p.replace(/[\\/]+[^\\/]*$/, '') : ''),
  getfullpath: ([p = '', base], scope) => joinPath(scope.projectFolder, base ?? '', p),
  ispathrooted: ([p = '']) => isAbsolute(p) || /^[\\/]/.test(p),
  changeextension: ([p = '', extension = '']) => p.slice(0, p.length - extensionOf(p).length) + (extension.startsWith('.') || extension === '' ? extension : `.${extension}`),
  getrelativepath: ([base = '', p = ''], scope) => relative(fromProject(scope, base), fromProject(scope, p)),
};

const string: Readonly<Record<string, StaticFunction>> = {
  isnullorempty: ([text = '']) => text === '',
  isnullorwhitespace: ([text = '']) => text.trim() === '',
  concat: (args) => args.join(''),
  copy: ([text = '']) => text,
  new: ([text = '']) => text,
  join: ([between = '', ...parts]) => parts.join(between),
  equals: ([a = '', b = '', comparison = '']) => (/IgnoreCase$/i.test(comparison) ? a.toLowerCase() === b.toLowerCase() : a === b),
  format: ([format = '', ...args]) => format.replace(/\{(\d+)\}/g, (_, i: string) => args[Number(i)] ?? ''),
};

const tables: Readonly<Record<string, Readonly<Record<string, StaticFunction>>>> = {
  'msbuild': intrinsics,
  'system.io.path': path,
  'system.string': string,
  'system.io.file': {
    exists: ([p = ''], scope) => scope.host.stamp(fromProject(scope, p)) !== undefined,
    readalltext: ([p = ''], scope) => scope.host.readText(fromProject(scope, p)),
  },
  'system.io.directory': {
    exists: ([p = ''], scope) => scope.host.readDirectory(fromProject(scope, p)).length > 0,
    // Behind a separator at the end nothing more is taken off.
    getparent: ([p = ''], scope) => (/[\\/]$/.test(p) ? fromProject(scope, p) : dirName(fromProject(scope, p))),
  },
  'system.io.directoryinfo': { new: ([p = ''], scope) => fromProject(scope, p) },
  'system.io.fileinfo': { new: ([p = ''], scope) => fromProject(scope, p) },
  'system.environment': {
    getenvironmentvariable: ([name = ''], scope) => (Object.hasOwn(scope.host.environment, name) ? (scope.host.environment[name] ?? '') : ''),
  },
  'system.runtime.interopservices.runtimeinformation': {
    isosplatform: ([name = ''], scope) => isOsPlatform(scope, name.replace(/^.*(?:OSPlatform\]::)/, '')),
  },
  'system.operatingsystem': {
    iswindows: (_, scope) => scope.host.platform === 'windows',
    islinux: (_, scope) => scope.host.platform === 'linux',
    ismacos: (_, scope) => scope.host.platform === 'osx',
    isosplatform: ([name = ''], scope) => isOsPlatform(scope, name),
  },
  'system.version': {
    parse: ([text = '']) => (/^\d+(\.\d+){1,3}$/.test(text) ? text : undefined),
    new: ([text = '']) => (/^\d+(\.\d+){1,3}$/.test(text) ? text : undefined),
  },
  'system.convert': {
    toboolean: ([text = '']) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
    tostring: ([text = '']) => text,
    toint32: ([text = '']) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
  },
  'system.int32': {
    parse: ([text = '']) => (/^-?\d+$/.test(text.trim()) ? Number(text) : undefined),
  },
  'system.math': {
    max: arithmetic(Math.max),
    min: arithmetic(Math.min),
    abs: arithmetic((a) => Math.abs(a)),
  },
  'system.text.regularexpressions.regex': {
    ismatch: ([text = '', pattern = '']) => regex(pattern, text)?.test(text),
    match: ([text = '', pattern = '']) => {
      const compiled = regex(pattern, text);
      const found = compiled?.exec(text);
      return compiled && { groups: [...found ?? []].map((group: string | undefined) => group ?? ''), named: { ...found?.groups } };
    },
    split: ([text = '', pattern = '']) => {
      const compiled = /\((?!\?)/.test(pattern) ? undefined : regex(pattern, text); // what groups capture would be among the parts
      return compiled && text.split(compiled);
    },
    replace: ([text = '', pattern = '', by = '']) => {
      const compiled = regex(pattern, text, 'g');
      return compiled && text.replace(compiled, by);
    },
  },
};

/** Calls a static function; undefined when it is not one of the list or its result cannot be known. */
export function staticFunction(typeName: string, member: string, args: readonly string[], scope: ExpansionScope): Value {
  const table = lookUp(tables, typeName.toLowerCase());
  const found = table && lookUp(table, member.toLowerCase());
  return found?.(args, scope);
}

/** Reads a static property (`[System.IO.Path]::DirectorySeparatorChar`). */
export function staticProperty(typeName: string, member: string, scope: ExpansionScope): Value {
  switch (`${typeName}.${member}`.toLowerCase()) {
    case 'system.io.path.directoryseparatorchar': return separator(scope);
    case 'system.io.path.pathseparator': return scope.host.platform === 'windows' ? ';' : ':';
    case 'system.environment.newline': return scope.host.platform === 'windows' ? '\r\n' : '\n';
    case 'system.runtime.interopservices.osplatform.windows': return 'windows';
    case 'system.runtime.interopservices.osplatform.linux': return 'linux';
    case 'system.runtime.interopservices.osplatform.osx': return 'osx';
    case 'system.string.empty': return '';
    default: return undefined;
  }
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Steps that a search may take at most, going by the lengths. */
const maxSearch = 1e7;

/**
 * A pattern of .NET that JavaScript reads too; undefined when it does not. Repetitions inside of repeated groups, and more of them than a text
 * of its length allows, are left alone: they may take time without a bound.
 */
function regex(pattern: string, text: string, flags = ''): RegExp | undefined {
  const repetitions = pattern.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const isNested = /\([^()]*[*+{|][^()]*\)[*+{]|\)[^()]*\)[*+{]/.test(pattern);
  if (pattern.length > 100 || isNested || text.length ** (repetitions + 1) > maxSearch) return undefined;
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

function withTrailing(text: string, scope: ExpansionScope): string {
  return /[\\/]$/.test(text) ? text : text + separator(scope);
}

function withoutExtension(name: string): string {
  return name.slice(0, name.length - extensionOf(name).length);
}

/** Path.Combine: joins without resolving "..". */
function combine(args: readonly string[], between: string): string {
  let result = '';
  for (const part of args) {
    if (part === '') continue;
    if (result === '' || isAbsolute(part)) result = part;
    else result = /[\\/]$/.test(result) ? result + part : result + between + part;
  }
  return result;
}

function relative(base: string, target: string): string {
  const from = normalizePath(base).split(/[\\/]/);
  const to = normalizePath(target).split(/[\\/]/);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).filter((p) => p !== '').map(() => '..'), ...to.slice(shared)].join('/') || '.';
}
