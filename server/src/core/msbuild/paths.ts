/** Absolute paths as text: the core knows no file system library. Accepts both separators, writes the host's. */

/** "/" or "C:/"; empty for a relative path. UNC paths keep their two slashes. */
function rootOf(path: string): string {
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? '';
  const rest = path.slice(drive.length);
  if (/^[\\/]{2}[^\\/]/.test(rest) && drive === '') return '//';
  return /^[\\/]/.test(rest) ? `${drive}/` : drive === '' ? '' : `${drive}/`;
}

export function isAbsolute(path: string): boolean {
  return rootOf(path) !== '';
}

/** From the root, with "/" alone, and nothing to resolve: what most paths are already. */
const normal = /^(?:\/(?!\.{1,2}(?:\/|$))[^\\/]+)+$/;

/** Resolves "." and ".." and duplicate separators; keeps a trailing separator off (the root apart). */
export function normalizePath(path: string): string {
  if (normal.test(path)) return path;
  const root = rootOf(path);
  const rest = path.slice(/^[A-Za-z]:/.test(path) ? 2 : 0);
  const parts: string[] = [];
  for (const part of rest.split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  // Windows paths come in with backslashes and are handed back with them.
  const separator = path.includes('\\') && /^(?:[A-Za-z]:|\\\\)/.test(path) ? '\\' : '/';
  return (root + parts.join('/')).replace(/\//g, separator);
}

/** Joins and normalizes; an absolute later part wins. */
export function joinPath(...parts: readonly string[]): string {
  let result = '';
  for (const part of parts) {
    if (part === '') continue;
    result = result === '' || isAbsolute(part) ? part : `${result}/${part}`;
  }
  return normalizePath(result);
}

/** With "/" alone. */
export function slashes(path: string): string {
  return path.replace(/\\/g, '/');
}

/** Folder of a path, without a trailing separator (the root apart). */
export function dirName(path: string): string {
  const normal = normalizePath(path);
  const at = Math.max(normal.lastIndexOf('/'), normal.lastIndexOf('\\'));
  if (at < 0) return '';
  const root = rootOf(normal);
  return at < root.length ? normal.slice(0, root.length) : normal.slice(0, at);
}

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** ".csproj"; empty when the name has no dot. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const at = name.lastIndexOf('.');
  return at < 0 ? '' : name.slice(at);
}

/** Path of `path` relative to `folder`, with "/"; undefined when it is not below the folder. */
export function relativeBelow(folder: string, path: string): string | undefined {
  const base = normalizePath(folder).replace(/\\/g, '/').replace(/\/$/, '');
  const full = normalizePath(path).replace(/\\/g, '/');
  return full.startsWith(`${base}/`) ? full.slice(base.length + 1) : undefined;
}
