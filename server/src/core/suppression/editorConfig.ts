/** Options of diagnostics in .editorconfig and .globalconfig files, merged as the compiler does (Roslyn: AnalyzerConfig, AnalyzerConfigSet). */
import type { Host } from '../host';

/** Value of `dotnet_diagnostic.<id>.severity`. */
export type ConfiguredSeverity = 'none' | 'silent' | 'refactoring' | 'suggestion' | 'warning' | 'error' | 'default';

/** What the configuration files say about a source file. */
export interface ConfiguredOptions {
  severity(id: string, category: string): ConfiguredSeverity | undefined;
  /** `generated_code`; undefined where it is not set, or to neither true nor false. */
  readonly isGenerated: boolean | undefined;
}

/** Which configuration files a project has. */
export interface AnalyzerConfigFiles {
  /** Absolute paths that the project names: EditorConfigFiles and GlobalAnalyzerConfigFiles. */
  readonly named: readonly string[];
  /** The .editorconfig files of the folders around a source file count, too. */
  readonly discoversEditorConfigs: boolean;
  /** The .globalconfig files of the folders around all source files count, too. */
  readonly discoversGlobalConfigs: boolean;
}

type Values = ReadonlyMap<string, string>;
interface Section { readonly name: string; readonly matches: (path: string) => boolean; readonly values: Values }
interface ConfigFile {
  readonly folder: string;
  readonly isRoot: boolean;
  /** Of a global file: which one wins where two say something of the same key. */
  readonly globalLevel: number | undefined;
  /** Keys before the first section. */
  readonly top: Values;
  readonly sections: readonly Section[];
}

const severities: ReadonlySet<string> = new Set(['none', 'silent', 'refactoring', 'suggestion', 'warning', 'error', 'default']);
const cache = new WeakMap<Host, Map<string, { readonly stamp: string; readonly config: ConfigFile }>>();
/** Level of a file called `.globalconfig`, without a `global_level` of its own; other global files have 0. */
const standardLevel = 100;

/** The .globalconfig files in the folders of source files and above, which hold for all files of a program. */
export function globalConfigsAround(paths: readonly string[], host: Host): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = parentFolder(path); folder !== undefined && !folders.has(folder); folder = parentFolder(folder)) folders.add(folder);
  }
  return [...folders].map((folder) => `${folder}/.globalconfig`).filter((file) => host.stamp(file) !== undefined);
}

/** Looks up what the files that apply to a source file say; the nearest and last setting wins. `globalConfigs`: from `globalConfigsAround`. */
export function configuredOptions(path: string, host: Host, files: AnalyzerConfigFiles, globalConfigs: readonly string[]): ConfiguredOptions {
  const sections = applicableSections(path.replace(/\\/g, '/'), host, files, globalConfigs);
  if (sections.length === 0) return { severity: () => undefined, isGenerated: undefined };
  const lookup = (key: string, isValue: (value: string) => boolean): string | undefined => {
    for (let i = sections.length - 1; i >= 0; i--) {
      const value = sections[i]?.get(key);
      if (value !== undefined && isValue(value)) return value;
    }
    return undefined;
  };
  const severity = (key: string): ConfiguredSeverity | undefined => lookup(key, (value) => severities.has(value)) as ConfiguredSeverity | undefined;
  const generated = lookup('generated_code', () => true);
  return {
    isGenerated: generated === 'true' ? true : generated === 'false' ? false : undefined,
    severity: (id, category) =>
      severity(`dotnet_diagnostic.${id.toLowerCase()}.severity`) ??
      severity(`dotnet_analyzer_diagnostic.category-${category}.severity`) ??
      severity('dotnet_analyzer_diagnostic.severity'),
  };
}

/** Values that apply, weakest first: of global files, of their sections for the file, then of .editorconfig files from the outermost folder in. */
function applicableSections(path: string, host: Host, files: AnalyzerConfigFiles, globalConfigs: readonly string[]): readonly Values[] {
  const paths = new Set([...files.named, ...(files.discoversGlobalConfigs ? globalConfigs : [])]);
  if (files.discoversEditorConfigs) for (let folder = parentFolder(path); folder !== undefined; folder = parentFolder(folder)) paths.add(`${folder}/.editorconfig`);
  const configs = [...paths].flatMap((file) => read(file, host) ?? []);
  const editor = configs.filter((config) => config.globalLevel === undefined && path.startsWith(`${config.folder}/`)).sort((a, b) => a.folder.length - b.folder.length);
  const nearest = editor.slice(Math.max(0, editor.findLastIndex((config) => config.isRoot)));
  const global = configs.filter((config) => config.globalLevel !== undefined);
  return [
    mergeGlobal(global.map((config) => [config, config.top])),
    mergeGlobal(global.flatMap((config) => config.sections.filter(({ name }) => name === path).map(({ values }) => [config, values] as const))),
    ...nearest.flatMap(({ sections }) => sections.filter((section) => section.matches(path)).map(({ values }) => values)),
  ].filter(({ size }) => size > 0);
}

/** Where global files of one level both set a key, neither counts, even if they agree. */
function mergeGlobal(parts: readonly (readonly [ConfigFile, Values])[]): Values {
  const merged = new Map<string, { readonly value: string; readonly level: number; readonly from: ConfigFile }>();
  const conflicts = new Set<string>();
  for (const [config, values] of parts) {
    const level = config.globalLevel ?? 0;
    for (const [key, value] of values) {
      const known = merged.get(key);
      if (known !== undefined && known.from !== config && known.level === level) conflicts.add(key);
      else if (known === undefined || known.level <= level) {
        merged.set(key, { value, level, from: config });
        conflicts.delete(key);
      }
    }
  }
  return new Map([...merged].filter(([key]) => !conflicts.has(key)).map(([key, { value }]) => [key, value]));
}

function parentFolder(path: string): string | undefined {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? undefined : path.slice(0, end);
}

function read(path: string, host: Host): ConfigFile | undefined {
  const stamp = host.stamp(path);
  if (stamp === undefined) return undefined;
  let files = cache.get(host);
  if (!files) {
    files = new Map();
    cache.set(host, files);
  }
  const known = files.get(path);
  if (known?.stamp === stamp) return known.config;
  const text = host.readText(path);
  if (text === undefined) return undefined;
  const config = parseConfig(text, path.replace(/\\/g, '/'));
  files.set(path, { stamp, config });
  return config;
}

/** A file is global by its name or by `is_global = true` before the first section. */
function parseConfig(text: string, path: string): ConfigFile {
  const folder = parentFolder(path) ?? '';
  const sections: Section[] = [];
  const top = new Map<string, string>();
  let values = top;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\s*\[((?:[^#;]|\\#|\\;)+)\]\s*(?:[#;].*)?$/.exec(line);
    if (header?.[1] !== undefined) {
      values = new Map();
      sections.push({ name: header[1], matches: sectionMatcher(header[1], folder), values });
      continue;
    }
    const pair = /^\s*([\w.-]+)\s*[=:]\s*([^#;]*)/.exec(line);
    if (pair?.[1] !== undefined && pair[2] !== undefined) values.set(pair[1].toLowerCase(), pair[2].trim().toLowerCase());
  }
  const isStandard = path.toLowerCase().endsWith('/.globalconfig');
  const level = top.get('global_level') ?? '';
  const isGlobal = isStandard || top.get('is_global') === 'true';
  return {
    folder, top, sections, isRoot: top.get('root') === 'true',
    globalLevel: !isGlobal ? undefined : /^[+-]?\d+$/.test(level) ? Number(level) : isStandard ? standardLevel : 0,
  };
}

function sectionMatcher(glob: string, folder: string): (path: string) => boolean {
  const body = globToRegExp(glob.startsWith('/') ? glob.slice(1) : glob);
  const anywhere = glob.includes('/') ? '' : '(?:.*/)?';
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^${escape(folder)}/${anywhere}${body}$`);
  } catch {
    return () => false;
  }
  return (path) => pattern.test(path);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `*`, `**`, `?`, `[abc]`, `[!abc]`, `{a,b}`, `{1..9}`. */
function globToRegExp(glob: string): string {
  let result = '';
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const character = glob.charAt(i);
    if (character === '*') {
      const isDouble = glob.charAt(i + 1) === '*';
      result += isDouble ? '.*' : '[^/]*';
      if (isDouble) i++;
    } else if (character === '?') result += '[^/]';
    else if (character === '{') {
      const range = /^\{(-?\d+)\.\.(-?\d+)\}/.exec(glob.slice(i));
      if (range?.[1] !== undefined && range[2] !== undefined) {
        result += numbers(Number(range[1]), Number(range[2]));
        i += range[0].length - 1;
      } else {
        result += '(?:';
        depth++;
      }
    } else if (character === '}' && depth > 0) {
      result += ')';
      depth--;
    } else if (character === ',' && depth > 0) result += '|';
    else if (character === '[') {
      const end = glob.indexOf(']', i + 1);
      if (end < 0) result += '\\[';
      else {
        const set = glob.slice(i + 1, end).replace(/[\\^]/g, '\\$&');
        result += set.startsWith('!') ? `[^${set.slice(1)}]` : `[${set}]`;
        i = end;
      }
    } else result += escape(character);
  }
  return result;
}

/** Ranges beyond a thousand numbers match any number: nobody names files so. */
function numbers(from: number, to: number): string {
  if (Math.abs(to - from) > 1000) return '-?\\d+';
  const low = Math.min(from, to);
  return `(?:${Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => String(low + i)).join('|')})`;
}
