/** MSBuild's file globs: `?`, `*` within a name, `**` for any folders (learn.microsoft.com: "MSBuild items", wildcards). */
import type { Host } from '../host';
import { joinPath, relativeBelow, slashes } from './paths';

/** Folders deeper than this below a project are not searched: a cycle of links would never end. */
const maxDepth = 40;
/** Files a single glob may give, so that a mistaken `/**` cannot hang the editor. */
const maxFiles = 100_000;

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** Matcher of absolute paths (any separator, no case difference: MSBuild compares item specs so). */
export function globMatcher(pattern: string, folder: string): (path: string) => boolean {
  const absolute = joinGlob(folder, pattern);
  if (!hasWildcard(absolute)) {
    const wanted = absolute.toLowerCase();
    return (path) => slashes(path).toLowerCase() === wanted;
  }
  const regex = globRegex(absolute);
  return (path) => regex.test(slashes(path));
}

function joinGlob(folder: string, pattern: string): string {
  return slashes(joinPath(folder, slashes(pattern)));
}

const cache = new Map<string, RegExp>();

function globRegex(absolute: string): RegExp {
  const known = cache.get(absolute);
  if (known) return known;
  let source = '';
  const parts = absolute.split('/');
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === '**') source += last ? '.*' : '(?:[^/]+/)*';
    else source += part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]') + (last ? '' : '/');
  });
  // "**/*.*" also finds names without a dot, as in Win32.
  const regex = new RegExp(`^${source.replace(/\[\^\/\]\*\\\.\[\^\/\]\*$/, '[^/]*')}$`, 'i');
  if (cache.size > 500) cache.clear();
  cache.set(absolute, regex);
  return regex;
}

/** Files that a wildcard pattern gives, sorted as found: a folder's files before its folders, names in ordinal order. */
export function expandGlob(host: Host, pattern: string, folder: string, isExcluded: (path: string) => boolean, skipFolder: (path: string) => boolean): string[] {
  const absolute = joinGlob(folder, pattern);
  const parts = absolute.split('/');
  const firstWild = parts.findIndex(hasWildcard);
  const base = firstWild === 1 && parts[0] === '' ? '/' : parts.slice(0, firstWild).join('/');
  const recursive = parts.slice(firstWild).length > 1;
  const regex = globRegex(absolute);
  const found: string[] = [];
  const native = (path: string): string => (folder.includes('\\') ? path.replace(/\//g, '\\') : path);
  walk(base, 0);
  return found;

  function walk(current: string, depth: number): void {
    if (depth > maxDepth || found.length >= maxFiles) return;
    const entries = [...host.readDirectory(current)].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${current === '/' ? '' : current}/${entry.name}`;
      if (!entry.isDirectory && regex.test(path) && !isExcluded(path)) found.push(native(path));
    }
    if (!recursive) return;
    for (const entry of entries) {
      const path = `${current === '/' ? '' : current}/${entry.name}`;
      if (entry.isDirectory && !skipFolder(path)) walk(path, depth + 1);
    }
  }
}

/**
 * Tells folders that an exclude pattern takes out as a whole (`bin/**`, `**\/.*\/**`), so that the search does not enter them.
 */
export function folderExcluder(excludes: readonly string[], folder: string): (path: string) => boolean {
  const whole = excludes.filter((e) => /[\\/]\*\*(?:[\\/]\*)?$/.test(e)).map((e) => e.replace(/[\\/]\*\*(?:[\\/]\*)?$/, ''));
  const matchers = whole.map((pattern) => globMatcher(pattern, folder));
  return (path) => relativeBelow(folder, path) !== undefined && matchers.some((m) => m(path));
}
