/** Finds projects: above a file, below a folder, in a solution. */
import type { Diagnostic } from '../diagnostic';
import type { Host } from '../host';
import { problemIds } from './evaluation';
import { dirName, extensionOf, joinPath, slashes } from './paths';
import { attributeOf, descendants, parseXml } from './xml';

/** Folders that hold no projects of the user's. */
const skipped = /^(?:bin|obj|node_modules|packages|artifacts|\..*)$/i;
const maxDepth = 12;

/** The project a C# file most likely belongs to: the only (or first) .csproj in the nearest folder that has one. */
export function findProjectOf(filePath: string, host: Host): string | undefined {
  let folder = dirName(filePath);
  for (;;) {
    const found = projectsIn(folder, host)[0];
    if (found !== undefined) return found;
    const parent = dirName(folder);
    if (parent === folder || parent === '') return undefined;
    folder = parent;
  }
}

/** All .csproj files in a folder and below it, sorted; outputs, packages and dot-folders are left out. */
export function discoverProjects(folder: string, host: Host): string[] {
  const found: string[] = [];
  const walk = (current: string, depth: number): void => {
    found.push(...projectsIn(current, host));
    if (depth >= maxDepth) return;
    for (const entry of host.readDirectory(current)) if (entry.isDirectory && !skipped.test(entry.name)) walk(joinPath(current, entry.name), depth + 1);
  };
  walk(folder, 0);
  return found.sort();
}

function projectsIn(folder: string, host: Host): string[] {
  return host.readDirectory(folder).filter((e) => !e.isDirectory && /\.csproj$/i.test(e.name)).map((e) => joinPath(folder, e.name)).sort();
}

export interface Solution {
  /** Absolute paths of the C# projects that exist, in the file's order. */
  readonly projects: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** Reads a .sln or .slnx file, or a .slnf filter of one. A project that is not there becomes a problem. */
export function readSolution(path: string, host: Host): Solution {
  const text = host.readText(path);
  const problems: Diagnostic[] = [];
  const report = (start: number, end: number, message: string): void => {
    problems.push({ id: problemIds.import, severity: 'warning', tier: 'live', file: path, span: { start, end }, message });
  };
  if (text === undefined) {
    report(0, 0, `The solution ${path} cannot be read. Check that the file exists.`);
    return { projects: [], problems };
  }
  const kind = extensionOf(path).toLowerCase();
  const { folder, listed } = kind === '.slnf' ? fromFilter(path, text, report) : { folder: dirName(path), listed: kind === '.slnx' ? fromSlnx(path, text, report) : fromSln(text) };
  const projects = new Set<string>();
  for (const { name, start } of listed) {
    if (!/\.csproj$/i.test(name)) continue;
    const project = joinPath(folder, slashes(name));
    if (host.stamp(project) === undefined) report(start, start + name.length, `The solution lists ${name}, which does not exist. Remove it from the solution or restore the file.`);
    else projects.add(project);
  }
  return { projects: [...projects], problems };
}

/** `Project("{type}") = "Name", "path", "{id}"` lines. */
function fromSln(text: string): { name: string; start: number }[] {
  return [...text.matchAll(/^[ \t]*Project\("[^"]*"\)\s*=\s*"[^"]*"\s*,\s*"([^"]+)"/gm)].map((match) => {
    const name = match[1] ?? '';
    return { name, start: match.index + match[0].length - 1 - name.length };
  });
}

type Report = (start: number, end: number, message: string) => void;

/** A solution filter (learn.microsoft.com: "Solution filters in MSBuild"): its projects' paths go from the solution's folder. */
function fromFilter(path: string, text: string, report: Report): { folder: string; listed: { name: string; start: number }[] } {
  const folder = dirName(path);
  try {
    const { solution } = JSON.parse(text) as { readonly solution?: { readonly path?: unknown; readonly projects?: unknown } };
    const { path: of, projects } = solution ?? {};
    if (typeof of === 'string' && Array.isArray(projects)) {
      const names = projects.filter((name): name is string => typeof name === 'string');
      return { folder: dirName(joinPath(folder, slashes(of))), listed: names.map((name) => ({ name, start: Math.max(0, text.indexOf(JSON.stringify(name)) + 1) })) };
    }
    report(0, 0, `The solution filter ${path} names no solution or no list of projects. It needs { "solution": { "path": "…", "projects": ["…"] } }.`);
  } catch (error) {
    report(0, 0, `The solution filter ${path} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { folder, listed: [] };
}

function fromSlnx(path: string, text: string, report: Report): { name: string; start: number }[] {
  const document = parseXml(path, text);
  for (const problem of document.problems) report(problem.span.start, problem.span.end, problem.message);
  if (!document.root) return [];
  return [...descendants(document.root)].filter((e) => e.name === 'Project').flatMap((element) => {
    const attribute = attributeOf(element, 'Path');
    return attribute ? [{ name: attribute.value, start: attribute.valueSpan.start }] : [];
  });
}
