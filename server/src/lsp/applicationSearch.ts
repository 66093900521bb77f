/**
 * Finds the applications of the workspace that reference an open library: what they make of it is told although none of their own
 * files has been open. Runs when nobody waits, once for each library.
 */
import path from 'node:path';
import { isExecutable } from '../core/msbuild/index';
import type { Program } from '../core/program/program';
import type { Session } from './session';

/** Longest time that the search holds the process before it lets requests in. */
const SLICE_MS = 8;
/** Folders that are looked into, and applications that are read, at most: a whole monorepo is not worth its memory. */
const MOST_FOLDERS = 20_000;
const MOST_APPLICATIONS = 4;

/** Folders that hold no projects of the workspace itself. */
const skipped = /^(?:\.|bin$|obj$|node_modules$|packages$)/i;

export class ApplicationSearch {
  /** Project files of the workspace with their texts; undefined where they have to be looked for. */
  private projects: ReadonlyMap<string, string> | undefined;
  private readonly searched = new Set<string>();

  constructor(private readonly session: Session) {}

  /** Project files came, went or changed: what was found counts no longer. */
  forget(): void {
    this.projects = undefined;
    this.searched.clear();
  }

  /** Reads the applications that reference one of the programs and are not known yet; whether there were any. Ends early when `isCurrent` does not hold. */
  async run(programs: readonly Program[], isCurrent: () => boolean): Promise<boolean> {
    const { workspace } = this.session;
    const isLone = (program: Program): boolean => program.project.path.endsWith('.csproj') && !isExecutable(program.project) && !this.searched.has(program.project.path) && workspace.applicationsOf(program).length === 0;
    const libraries = programs.filter(isLone).map(({ project }) => project.path);
    if (libraries.length === 0) return false;
    const projects = this.projects ?? await this.read(isCurrent);
    if (!projects || !isCurrent()) return false;
    this.projects = projects;
    for (const library of libraries) this.searched.add(library);
    let count = 0;
    for (const file of usersOf(libraries, projects)) {
      const project = workspace.evaluate(file);
      if (!isExecutable(project) || !(this.session.settings.assumeAot || project.flag('PublishAot'))) continue;
      workspace.program(file);
      if (++count === MOST_APPLICATIONS) break;
      await new Promise((resolve) => setImmediate(resolve));
      if (!isCurrent()) break;
    }
    return count > 0;
  }

  private async read(isCurrent: () => boolean): Promise<ReadonlyMap<string, string> | undefined> {
    const { host, folders } = this.session;
    const found = new Map<string, string>();
    const pending = [...folders];
    let sliceEnd = performance.now() + SLICE_MS;
    for (let count = 0; pending.length > 0 && count < MOST_FOLDERS; count++) {
      const folder = pending.pop() ?? '';
      for (const { name, isDirectory } of host.readDirectory(folder)) {
        const file = `${folder}/${name}`;
        if (isDirectory) {
          if (!skipped.test(name)) pending.push(file);
        } else if (/\.csproj$/i.test(name)) found.set(file, host.readText(file) ?? '');
      }
      if (performance.now() < sliceEnd) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (!isCurrent()) return undefined;
      sliceEnd = performance.now() + SLICE_MS;
    }
    return found;
  }
}

/** Projects whose text names one of the libraries, or a project that does. */
function usersOf(libraries: readonly string[], projects: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set(libraries.map((file) => path.basename(file).toLowerCase()));
  const users = new Set<string>();
  for (const name of names) { // a set grows while it is gone through
    for (const [file, text] of projects) {
      if (users.has(file) || libraries.includes(file) || !text.toLowerCase().includes(name)) continue;
      users.add(file);
      names.add(path.basename(file).toLowerCase());
    }
  }
  return [...users].sort();
}
