/** Turns the paths of a command line into programs: projects, solutions, folders, loose C# files. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { discoverProjects, findProjectOf, nearestFramework } from '../core/msbuild/index';
import type { EvaluatedProject } from '../core/msbuild/projectModel';
import type { Host } from '../core/host';
import type { Program } from '../core/program/program';
import type { Workspace } from '../core/program/workspace';
import { UsageError } from './options';

/** One compilation to check: what the user named decides which of its files count. */
export interface Target {
  /** Path of the project file; of a loose file the file itself. */
  readonly project: string;
  /** Reads the sources when called: programs of a large solution do not fit into memory side by side. */
  open(): Program;
  /** Undefined: all files of the program. */
  readonly only: ReadonlySet<string> | undefined;
  /** Framework that it is checked for; undefined where it is the project's own, or there is none. */
  readonly framework: string | undefined;
  /** Whether it may reference a project, as that was evaluated. To be asked when all targets are known. */
  mayReference(project: EvaluatedProject): boolean;
}

const alone: Pick<Target, 'framework' | 'mayReference'> = { framework: undefined, mayReference: () => false };

/**
 * Every framework of a multi-targeted project is a target, unless one was asked for. Those of one framework stand together.
 * @throws UsageError when a path does not exist or holds nothing to check
 */
export function resolveTargets(paths: readonly string[], workspace: Workspace, host: Host, framework: string | undefined): Target[] {
  const targets = new Map<string, Target>();
  const references = new Map<string, readonly string[]>();
  const addProject = (project: string): void => {
    const first = workspace.evaluate(project);
    references.set(project, first.projectReferences);
    const frameworks = framework === undefined && first.targetFrameworks.length > 1 ? first.targetFrameworks : [framework];
    for (const tfm of frameworks) {
      const mayReference = ({ path: other, targetFramework, targetFrameworks }: EvaluatedProject): boolean => (
        leadsTo(project, other, references) && nearestFramework(tfm ?? first.targetFramework, targetFrameworks) === targetFramework
      );
      targets.set(`${project}|${tfm ?? ''}`, { project, framework: tfm, open: () => workspace.program(project, tfm), only: undefined, mayReference });
    }
  };
  for (const name of paths) {
    const file = path.resolve(name);
    const info = statSync(file, { throwIfNoEntry: false });
    if (!info) throw new UsageError(`${name}: no such file or folder`);
    if (info.isDirectory()) {
      const projects = discoverProjects(file, host);
      projects.forEach(addProject);
      if (projects.length === 0) addLoose(file, filesUnder(file), workspace, targets);
    } else if (/\.sln[xf]?$/i.test(file)) {
      const { projects, problems } = workspace.projectsOfSolution(file);
      if (projects.length === 0) throw new UsageError(`${name}: ${problems[0]?.message ?? 'the solution lists no C# project'}`);
      projects.forEach(addProject);
    } else if (/\.csproj$/i.test(file)) {
      addProject(file);
    } else if (/\.cs$/i.test(file)) {
      addFile(file, workspace, host, targets);
    } else {
      throw new UsageError(`${name}: not a .csproj, .sln, .slnx, .slnf, .cs file or folder`);
    }
  }
  const whole = new Set([...targets.values()].filter(({ only }) => only === undefined).map(({ project }) => project));
  const asked = [...targets.values()].filter(({ project, only }) => only === undefined || !whole.has(project));
  // Projects that are referenced are kept for one framework at a time.
  return asked.sort((a, b) => (a.framework ?? '').localeCompare(b.framework ?? ''));
}

/** Whether a project references another, also through others. */
function leadsTo(from: string, to: string, references: ReadonlyMap<string, readonly string[]>, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (references.get(from) ?? []).some((next) => next === to || leadsTo(next, to, references, seen));
}

function addFile(file: string, workspace: Workspace, host: Host, targets: Map<string, Target>): void {
  const found = findProjectOf(file, host);
  // A project may leave the file out.
  const project = found !== undefined && workspace.programOf(file).project.path === found ? found : undefined;
  const key = `file|${project ?? file}`;
  const only = new Set([...(targets.get(key)?.only ?? []), file]);
  targets.set(key, { project: project ?? file, open: () => workspace.programOf(file), only, ...alone });
}

/** Loose files are a compilation each. */
function addLoose(folder: string, files: readonly string[], workspace: Workspace, targets: Map<string, Target>): void {
  if (files.length === 0) throw new UsageError(`${folder}: no project and no C# file in this folder`);
  for (const file of files) targets.set(`loose|${file}`, { project: file, open: () => workspace.looseProgram([file]), only: undefined, ...alone });
}

function filesUnder(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !/^(bin|obj|node_modules|\..*)$/i.test(entry.name)) found.push(...filesUnder(file));
    else if (entry.isFile() && /\.cs$/i.test(entry.name)) found.push(file);
  }
  return found.sort();
}
