/** References to packages that do not work under Native AOT, at the line that names them. */
import type { PackageReference } from '../../msbuild/projectModel';
import { compareVersions, parseVersion } from '../../msbuild/targetFramework';
import { setProperty, projectDocument } from '../../msbuild/edit';
import type { ProjectContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { itemPlace, propertyPlace, removal, replacement } from './common';
import type { PackageFact } from './packageTable';
import { packageFacts } from './packageTable';

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT1015', name: 'explicit-ilcompiler', title: 'Explicit reference to the native compiler package', defaultSeverity: 'warning', official: false,
    why: 'The SDK adds the compiler in the version that fits the framework; another version breaks the publish.', whatToDo: 'Remove the reference.',
  },
  {
    id: 'AOT1024', name: 'invariant-globalization-sqlclient', title: 'SqlClient throws with InvariantGlobalization', defaultSeverity: 'error', official: false,
    why: 'Opening a connection needs cultures, which the invariant mode leaves out.', whatToDo: 'Set InvariantGlobalization to false and use an image with ICU.',
  },
  {
    id: 'AOT1030', name: 'package-not-aot-compatible', title: 'The package does not work under Native AOT', defaultSeverity: 'warning', official: false,
    why: 'It generates code or finds members at run time, and the editor sees nothing of it before the publish.', whatToDo: 'Use the replacement that the message names.',
  },
  {
    id: 'AOT1031', name: 'package-partly-aot-compatible', title: 'The package works under Native AOT with limits', defaultSeverity: 'info', official: false,
    why: 'Some of its functions need what a native program lacks.', whatToDo: 'Stay within the limits that the message names.',
  },
  {
    id: 'AOT1033', name: 'dapper-aot-interceptors', title: 'Dapper.AOT generates nothing without its interceptors namespace', defaultSeverity: 'warning', official: false,
    why: 'The compiler ignores interceptors outside the namespaces a project lists, so the calls stay Dapper\'s own, without a message.', whatToDo: 'Add Dapper.AOT to InterceptorsNamespaces.',
  },
];

function check(context: ProjectContext): void {
  const { project } = context;
  if (!project.flag('PublishAot')) return;
  const references = project.packageReferences;
  const hasDapperAot = references.some((p) => p.id.toLowerCase() === 'dapper.aot');
  for (const reference of references) {
    const place = reference.origin && itemPlace(project, reference.origin.file, reference.origin.span.start);
    if (!place) continue;
    const at = { file: place.file, span: place.span };
    const id = reference.id.toLowerCase();
    if (id === 'microsoft.dotnet.ilcompiler') {
      context.report(at, {
        id: 'AOT1015', message: 'The SDK adds Microsoft.DotNet.ILCompiler itself, in the version that fits. Remove this reference.',
        fixes: () => [removal(place, 'Remove the reference to Microsoft.DotNet.ILCompiler')],
      });
      continue;
    }
    if (id === 'dapper.aot') dapperInterceptors(context, at);
    if (/^(?:microsoft|system)\.data\.sqlclient$/.test(id)) sqlClient(context, reference, at);
    const fact = id === 'dapper' && hasDapperAot ? undefined : factOf(reference);
    if (fact) {
      const status = fact.status === 'no' ? 'does not work under Native AOT' : 'works under Native AOT with limits';
      context.report(at, { id: fact.status === 'no' ? 'AOT1030' : 'AOT1031', message: `${reference.id} ${status}: it ${fact.why}. ${fact.instead}. See ${fact.link}` });
    }
  }
}

/** The entry for a package in the referenced version; an exact id before a pattern. */
export function factOf(reference: Pick<PackageReference, 'id' | 'version'>): PackageFact | undefined {
  const id = reference.id.toLowerCase();
  const matching = packageFacts.filter((fact) => matches(fact.id.toLowerCase(), id));
  const exact = matching.filter((fact) => !fact.id.endsWith('*'));
  return (exact.length > 0 ? exact : matching).find((fact) => inRange(fact, reference.version));
}

function matches(pattern: string, id: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id;
}

/** A version that is not known counts as the newest. */
function inRange(fact: PackageFact, version: string | undefined): boolean {
  const number = /\d+(?:\.\d+)*/.exec(version ?? '')?.[0];
  if (number === undefined) return fact.before === undefined;
  const parsed = parseVersion(number);
  return (fact.before === undefined || compareVersions(parsed, parseVersion(fact.before)) < 0) && (fact.from === undefined || compareVersions(parsed, parseVersion(fact.from)) >= 0);
}

function sqlClient(context: ProjectContext, reference: PackageReference, at: Parameters<ProjectContext['report']>[0]): void {
  const { project } = context;
  if (!project.flag('InvariantGlobalization')) return;
  const place = propertyPlace(project, 'InvariantGlobalization');
  context.report(place ? { file: place.file, span: place.span } : at, {
    id: 'AOT1024',
    message: `${reference.id} throws when it opens a connection in invariant globalization mode. Set InvariantGlobalization to false, and deploy with ICU.`,
    ...(place ? { related: [{ ...at, message: `${reference.id} is referenced here` }], fixes: () => [replacement(place, 'false', 'Set InvariantGlobalization to false', 'unsafe')] } : {}),
  });
}

function dapperInterceptors(context: ProjectContext, at: Parameters<ProjectContext['report']>[0]): void {
  const { project } = context;
  const lists = ['InterceptorsNamespaces', 'InterceptorsPreviewNamespaces'].map((name) => project.property(name)?.value ?? '');
  if (lists.some((list) => list.split(';').some((n) => n.trim() === 'Dapper.AOT'))) return;
  const document = projectDocument(project);
  context.report(at, {
    id: 'AOT1033',
    message: 'Dapper.AOT generates interceptors, but the project does not list its namespace, so they are ignored. Add Dapper.AOT to InterceptorsNamespaces.',
    ...(document ? {
      fixes: () => [{ title: 'Add Dapper.AOT to InterceptorsNamespaces', applicability: 'safe', edits: setProperty(document, 'InterceptorsNamespaces', interceptors(project.property('InterceptorsNamespaces')?.value)) }],
    } : {}),
  });
}

function interceptors(value: string | undefined): string {
  const known = (value ?? '').split(';').map((n) => n.trim()).filter((n) => n !== '');
  return ['$(InterceptorsNamespaces)', ...known, 'Dapper.AOT'].join(';');
}

export const packageRule = defineRule({ metas, checkProject: check });
