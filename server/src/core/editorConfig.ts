/** Severities of diagnostics in .editorconfig and .globalconfig files (EditorConfig 0.17 sections and globs, Roslyn's keys). */
import type { Host } from './host';

/** Value of `dotnet_diagnostic.<id>.severity`. */
export type ConfiguredSeverity = 'none' | 'silent' | 'suggestion' | 'warning' | 'error' | 'default';

interface Section { readonly matches: (path: string) => boolean; readonly values: ReadonlyMap<string, string> }
interface ConfigFile { readonly isRoot: boolean; readonly sections: readonly Section[] }

const severities: ReadonlySet<string> = new Set(['none', 'silent', 'suggestion', 'warning', 'error', 'default']);
const cache = new WeakMap<Host, Map<string, { readonly stamp: string; readonly config: ConfigFile }>>();

/**
 * Looks up the severity for an id and its category in the files that apply to a source file; the nearest and last setting wins.
 * `globalFiles`: the project's GlobalAnalyzerConfigFiles, which weigh least.
 */
export function configuredSeverities(path: string, host: Host, globalFiles: readonly string[] = []): (id: string, category: string) => ConfiguredSeverity | undefined {
  const sections = applicableSections(path, host, globalFiles);
  if (sections.length === 0) return () => undefined;
  const lookup = (key: string): ConfiguredSeverity | undefined => {
    for (let i = sections.length - 1; i >= 0; i--) {
      const value = sections[i]?.get(key);
      if (value !== undefined && severities.has(value)) return value as ConfiguredSeverity;
    }
    return undefined;
  };
  return (id, category) =>
    lookup(`dotnet_diagnostic.${id.toLowerCase()}.severity`) ??
    lookup(`dotnet_analyzer_diagnostic.category-${category}.severity`) ??
    lookup('dotnet_analyzer_diagnostic.severity');
}

/** Values of the sections that match, weakest first: .globalconfig, then .editorconfig from the outermost folder in. */
function applicableSections(path: string, host: Host, globalFiles: readonly string[]): readonly ReadonlyMap<string, string>[] {
  const editor: ConfigFile[] = [];
  const global: ConfigFile[] = [];
  let isComplete = false;
  for (let folder = parentFolder(path); folder !== undefined; folder = parentFolder(folder)) {
    const config: ConfigFile | undefined = isComplete ? undefined : read(`${folder}/.editorconfig`, folder, false, host);
    if (config) {
      editor.unshift(config);
      isComplete = config.isRoot;
    }
    const globalConfig = read(`${folder}/.globalconfig`, folder, true, host);
    if (globalConfig) global.unshift(globalConfig);
  }
  const named = globalFiles.flatMap((file) => read(file, parentFolder(file) ?? '', true, host) ?? []);
  const normal = path.replace(/\\/g, '/');
  return [...named, ...global, ...editor].flatMap((config) => config.sections.filter((section) => section.matches(normal)).map((section) => section.values));
}

function parentFolder(path: string): string | undefined {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? undefined : path.slice(0, end);
}

function read(path: string, folder: string, isGlobal: boolean, host: Host): ConfigFile | undefined {
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
  const config = parseConfig(text, folder.replace(/\\/g, '/'), isGlobal);
  files.set(path, { stamp, config });
  return config;
}

/** Keys before the first section hold for all files in a global config and for none but `root` in an .editorconfig. */
export function parseConfig(text: string, folder: string, isGlobal: boolean): ConfigFile {
  const sections: Section[] = [];
  let isRoot = false;
  let values = new Map<string, string>();
  if (isGlobal) sections.push({ matches: () => true, values });
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const header = /^\[(.+)\]$/.exec(trimmed);
    if (header?.[1] !== undefined) {
      values = new Map();
      sections.push({ matches: sectionMatcher(header[1], folder, isGlobal), values });
      continue;
    }
    const pair = /^([^=:]+)[=:](.*)$/.exec(trimmed);
    if (pair?.[1] === undefined || pair[2] === undefined) continue;
    const key = pair[1].trim().toLowerCase();
    const value = pair[2].replace(/\s[#;].*$/, '').trim().toLowerCase();
    if (key === 'root' && sections.length === 0) isRoot = value === 'true';
    values.set(key, value);
  }
  return { isRoot, sections };
}

function sectionMatcher(glob: string, folder: string, isGlobal: boolean): (path: string) => boolean {
  if (isGlobal) return (path) => path === glob;
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
      if (isDouble && glob.charAt(i + 2) === '/') {
        result += '(?:.*/)?';
        i += 2;
      } else {
        result += isDouble ? '.*' : '[^/]*';
        if (isDouble) i++;
      }
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
        const set = glob.slice(i + 1, end).replace(/\\/g, '\\\\');
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
