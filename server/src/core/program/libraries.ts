/** The projects whose code is part of an application that references them, and the files of theirs that matter to its conclusions. */
import type { RuleSet } from './analyze';
import { isExecutable } from '../msbuild/index';
import type { EvaluatedProject } from '../msbuild/projectModel';
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

const known = new WeakMap<RuleSet, WeakMap<SourceFile, boolean>>();

/** Whether a file has one of the words that rules over applications look for in libraries. */
export function sharedWords(set: RuleSet, file: SourceFile): boolean {
  let files = known.get(set);
  if (!files) known.set(set, (files = new WeakMap()));
  let found = files.get(file);
  if (found === undefined) files.set(file, (found = set.rules.some((rule) => rule.inLibraries?.test(file.text) === true)));
  return found;
}
