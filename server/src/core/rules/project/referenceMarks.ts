/** Referenced assemblies that do not say that they are made for trimming or Native AOT, where a project asks for that to be verified. */
import { projectDocument, setProperty } from '../../msbuild/edit';
import type { EvaluatedProject } from '../../msbuild/projectModel';
import { frameworkMajor } from '../../msbuild/targetFramework';
import type { AssemblySymbol } from '../../symbols/symbol';
import type { ProjectContext, Report, RuleMeta } from '../rule';
import { defineRule } from '../rule';

const metas: readonly RuleMeta[] = [
  {
    id: 'IL2125', name: 'reference-not-trimmable', title: 'A referenced assembly is not marked as trimmable', defaultSeverity: 'warning', official: true,
    why: 'Nobody has said that the assembly still works when parts of it are trimmed away.', whatToDo: 'Set IsTrimmable in the library, or take a version or another package that is marked.',
  },
  {
    id: 'IL3058', name: 'reference-not-aot-compatible', title: 'A referenced assembly is not marked as compatible with Native AOT', defaultSeverity: 'warning', official: true,
    why: 'Nobody has said that the assembly works in a native program.', whatToDo: 'Set IsAotCompatible in the library, or take a version or another package that is marked.',
  },
];

/** A mark: the metadata of the assembly and the property of the project behind it. `since`: the first framework whose SDK packs write it. */
interface Mark { readonly id: string; readonly mark: string; readonly verifies: string; readonly analyzer: 'trim' | 'aot'; readonly since: number; readonly purpose: string }

const marks: readonly Mark[] = [
  { id: 'IL2125', mark: 'IsTrimmable', verifies: 'VerifyReferenceTrimCompatibility', analyzer: 'trim', since: 6, purpose: 'trimming' },
  { id: 'IL3058', mark: 'IsAotCompatible', verifies: 'VerifyReferenceAotCompatibility', analyzer: 'aot', since: 10, purpose: 'AOT' },
];

/** First version of the framework whose analyzers verify references. */
const verifiesSince = 10;

function check(context: ProjectContext): void {
  const { project } = context;
  const wanted = marks.filter(({ verifies }) => project.flag(verifies));
  const program = wanted.length === 0 || frameworkMajor(project.targetFramework) < verifiesSince ? undefined : context.program?.();
  if (!program) return;
  const known = new Set(project.references.assemblies);
  for (const mark of wanted) {
    if (!program.analyzers[mark.analyzer]) continue;
    for (const assembly of program.compilation.references) {
      const source = assembly.isSource ? context.references.find(({ assemblyName }) => assemblyName === assembly.name) : undefined;
      // The index of the frameworks stands for many assemblies and has no marks.
      if (assembly.isSource ? source === undefined : !known.has(assembly.path ?? '')) continue;
      if (isMarked(assembly, mark) || (source && writesMark(source, mark))) continue;
      context.report({ file: project.path, span: { start: 0, end: 0 } }, reportOf(project, assembly, source, mark));
    }
  }
}

/** The text of the SDK's resources has lost the tags around `true`. */
function reportOf(project: EvaluatedProject, assembly: AssemblySymbol, source: EvaluatedProject | undefined, mark: Mark): Report {
  const id = project.references.packageOf.get(assembly.path ?? '')?.id.toLowerCase();
  const origin = id === undefined ? undefined : project.packageReferences.find((each) => each.id.toLowerCase() === id)?.origin;
  return {
    id: mark.id,
    message: `Referenced assembly '${assembly.name}' is not built with \`true\` and may not be compatible with ${mark.purpose}.`,
    ...(origin ? { related: [{ file: origin.file, span: origin.span, message: 'The package that brings it.' }] } : {}),
    ...(source ? { fixes: () => marking(source, mark) } : {}),
  };
}

/** `[AssemblyMetadata("IsTrimmable", "True")]`, by hand or by the SDK: the name as it is, the value in any case. */
function isMarked(assembly: AssemblySymbol, { mark }: Mark): boolean {
  return assembly.attributes.some(({ fullName, constructorArguments: [name, value] }) => fullName === 'System.Reflection.AssemblyMetadataAttribute'
    && name?.kind === 'primitive' && name.value === mark && value?.kind === 'primitive' && String(value.value).toLowerCase() === 'true');
}

/** Whether the SDK writes a mark into the assembly of a project. */
function writesMark(project: EvaluatedProject, mark: Mark): boolean {
  return project.flag(mark.mark) && canWrite(project, mark);
}

function canWrite(project: EvaluatedProject, { since }: Mark): boolean {
  return frameworkMajor(project.targetFramework) >= since && project.property('GenerateAssemblyInfo')?.value.trim().toLowerCase() !== 'false';
}

function marking(project: EvaluatedProject, mark: Mark): ReturnType<NonNullable<Report['fixes']>> {
  const own = canWrite(project, mark) ? projectDocument(project) : undefined;
  return own ? [{ title: `Set ${mark.mark} in ${project.assemblyName}`, applicability: 'safe', edits: setProperty(own, mark.mark, 'true') }] : [];
}

export const referenceMarksRule = defineRule({ metas, checkProject: check });
