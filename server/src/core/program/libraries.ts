/** The projects whose code is part of an application that references them, and the files of theirs that matter to its conclusions. */
import type { RuleSet, StepsKept } from './analyze';
import { isExecutable } from '../msbuild/index';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { ProgramTraits } from '../rules/rule';
import type { SourceFile } from '../sourceFile';

interface Referencing<T> { readonly project: EvaluatedProject; readonly projectReferences: readonly T[] }

/** Direct and indirect references, each once. A program that is referenced (by its tests) runs by itself: what it sets up is its own. */
export function librariesOf<T extends Referencing<T>>(references: readonly T[]): readonly T[] {
  const found = new Set<T>();
  const add = (program: T): void => {
    if (found.has(program) || isExecutable(program.project)) return;
    found.add(program);
    program.projectReferences.forEach(add);
  };
  references.forEach(add);
  return [...found];
}

/** The projects of direct and indirect references, each once. */
export function referencedProjects<T extends Referencing<T>>(references: readonly T[]): readonly EvaluatedProject[] {
  const found = new Set<T>(references);
  for (const program of found) for (const each of program.projectReferences) found.add(each);
  return [...found].map(({ project }) => project);
}

/** Whether a rule takes in all of a library where an application references it. */
export function isLookedAtWhole({ rules }: RuleSet, application: ProgramTraits, library: ProgramTraits): boolean {
  return rules.some((rule) => rule.inWhole?.(application, library) === true);
}

/** What decides that, of a project. */
export function traitsOf({ project, analyzers }: Pick<ProgramTraits, 'project' | 'analyzers'>): ProgramTraits {
  return { project, analyzers, frameworkVersion: Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0) };
}

/** Steps of bodies that a program keeps: those into the libraries of an application, and all of a library. */
export function stepsKept({ project, isReferenced }: { readonly project: EvaluatedProject; readonly isReferenced: boolean }, libraries: number, native: boolean): StepsKept {
  if (isExecutable(project)) return { to: libraries > 0 ? 'foreign' : 'none', native };
  return { to: isReferenced ? 'all' : 'none', native };
}

const known = new WeakMap<RuleSet, WeakMap<SourceFile, boolean>>();

/** Whether a file has one of the words that rules over applications look for in libraries. */
export function sharedWords(set: RuleSet, file: SourceFile): boolean {
  let files = known.get(set);
  if (!files) known.set(set, (files = new WeakMap()));
  let found = files.get(file);
  if (found === undefined) files.set(file, (found = set.rules.some((rule) => rule.inLibraries?.test(file.text) === true)));
  return found;
}
