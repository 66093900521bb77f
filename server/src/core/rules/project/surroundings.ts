/** What lies beside the project: runtimeconfig.template.json, referenced projects, request delegates in libraries. */
import type { Fix } from '../../diagnostic';
import { projectDocument, referencesAspNetCore, setProperty, setPropertyFix } from '../../msbuild/edit';
import { joinPath } from '../../msbuild/paths';
import { frameworkMajor } from '../../msbuild/targetFramework';
import { expandedInclude } from '../../msbuild/itemText';
import type { EvaluatedProject } from '../../msbuild/projectModel';
import { descendants } from '../../msbuild/xml';
import type { ProjectContext, RuleMeta } from '../rule';
import { requestDelegateGeneratorFix } from '../aspnet/fixes/generatorFix';
import { defineRule } from '../rule';
import { propertyPlace } from './common';

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT1014', name: 'runtimeconfig-template', title: 'runtimeconfig.template.json is ignored by PublishAot', defaultSeverity: 'warning', official: false,
    why: 'A native program has no runtimeconfig.json; its settings are compiled in.', whatToDo: 'Move the settings to RuntimeHostConfigurationOption items.',
  },
  {
    id: 'AOT1023', name: 'library-without-request-delegates', title: 'A library that maps endpoints needs the request delegate generator', defaultSeverity: 'info', official: false,
    why: 'The generator runs by default in the published project only; Map calls in a library then warn with IL2026 and IL3050.', whatToDo: 'Set EnableRequestDelegateGenerator to true in the library.',
  },
  {
    id: 'AOT1034', name: 'reference-without-analysis', title: 'A referenced project is not analysed for Native AOT', defaultSeverity: 'info', official: false,
    why: 'The analyzers run only in projects that ask for them; problems in this library show at the publish of the application.', whatToDo: 'Set IsAotCompatible to true in the library.',
  },
];

function check(context: ProjectContext): void {
  const { project } = context;
  if (project.flag('PublishAot')) {
    template(context);
    references(context);
  }
  library(context);
}

function template(context: ProjectContext): void {
  const { project } = context;
  const file = joinPath(project.folder, 'runtimeconfig.template.json');
  const place = propertyPlace(project, 'PublishAot');
  if (!place || context.host.stamp(file) === undefined) return;
  context.report({ file: place.file, span: place.span }, {
    id: 'AOT1014', message: 'runtimeconfig.template.json is not used by a native program. Move its settings to RuntimeHostConfigurationOption items in the project file.',
  });
}

function references(context: ProjectContext): void {
  const { project, host } = context;
  const document = projectDocument(project);
  if (!document?.root) return;
  for (const element of descendants(document.root)) {
    if (element.name !== 'ProjectReference') continue;
    const include = expandedInclude(project, element);
    const path = include && project.projectReferences.find((p) => p === joinPath(project.folder, include.value));
    const target = context.references.find((reference) => reference.path === path);
    if (!include || !target || host.stamp(target.path) === undefined) continue;
    if (isAnalysed(target) || target.packageReferences.some((p) => /^Microsoft\.CodeAnalysis\.(?:CSharp|Common)$/i.test(p.id))) continue;
    const fixes = analysisFixes(target);
    context.report({ file: document.file, span: include.span }, {
      id: 'AOT1034',
      message: `${target.assemblyName} does not set IsAotCompatible, so the analyzers do not look at it and its problems appear at publish. Set IsAotCompatible to true there.`,
      ...(fixes.length > 0 ? { fixes: () => fixes } : {}),
    });
  }
}

/** Switches the analyzers of a library on. */
export function analysisFixes(library: EvaluatedProject): readonly Fix[] {
  const own = projectDocument(library);
  return own ? [{ title: `Set IsAotCompatible in ${library.assemblyName}`, applicability: 'safe', edits: setProperty(own, 'IsAotCompatible', 'true') }] : [];
}

export function isAnalysed(project: EvaluatedProject): boolean {
  return ['IsAotCompatible', 'PublishAot', 'EnableAotAnalyzer'].some((name) => project.flag(name)) || frameworkMajor(project.targetFramework) < 7;
}

/** A class library over ASP.NET Core that says it is AOT-compatible, with the generator off. */
function library(context: ProjectContext): void {
  const { project } = context;
  const place = propertyPlace(project, 'IsAotCompatible');
  if (!place || !project.flag('IsAotCompatible') || project.property('EnableRequestDelegateGenerator')) return;
  if (!referencesAspNetCore(project)) return;
  context.report({ file: place.file, span: place.span }, {
    id: 'AOT1023',
    message: 'Endpoints that this library maps are built by reflection, because the request delegate generator is off in libraries. Set EnableRequestDelegateGenerator to true.',
    fixes: () => {
      const program = context.program?.();
      const fix = program ? requestDelegateGeneratorFix(program) : setPropertyFix(project, 'EnableRequestDelegateGenerator', 'true');
      return fix ? [fix] : [];
    },
  });
}

export const surroundingsRule = defineRule({ metas, checkProject: check });
