/** Which of a program's references are seen under names of their own (`extern alias`). */
import { baseName } from '../msbuild/paths';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { Compilation } from '../symbols/compilation';
import type { AssemblySymbol } from '../symbols/symbol';

interface Referencing {
  readonly project: EvaluatedProject;
  readonly references: readonly AssemblySymbol[];
  readonly projectReferences: readonly { readonly project: EvaluatedProject; readonly semantics: Compilation }[];
}

/** Aliases of the assemblies that have any; undefined when none has, as in nearly all projects. */
export function assemblyAliases({ project, references, projectReferences }: Referencing): ReadonlyMap<AssemblySymbol, readonly string[]> | undefined {
  const files = project.references.aliases;
  if (files.size === 0 && project.projectAliases.size === 0) return undefined;
  const result = new Map<AssemblySymbol, readonly string[]>();
  for (const assembly of references) {
    const aliases = files.get(baseName(assembly.path ?? '').toLowerCase());
    if (aliases !== undefined) result.set(assembly, aliases);
  }
  for (const referenced of projectReferences) {
    const aliases = project.projectAliases.get(referenced.project.path);
    if (aliases !== undefined) result.set(referenced.semantics.assembly, aliases);
  }
  return result;
}
