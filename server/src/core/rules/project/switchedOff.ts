/** Properties that keep the program publishable but take the protection away: analyzers, generators, reflection switches. */
import type { ProjectContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { withGenerator } from '../generators/configuration/configuration';
import { propertyPlace, removal } from './common';

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT1017', name: 'redundant-publish-property', title: 'The property has no effect with PublishAot', defaultSeverity: 'info', official: false,
    why: 'Native compilation replaces the step that this property configures.', whatToDo: 'Remove it.',
  },
  {
    id: 'AOT1018', name: 'json-reflection-enabled', title: 'Reflection-based JSON serialization is switched back on', defaultSeverity: 'warning', official: false,
    why: 'Types missing from a JsonSerializerContext work in development and lose members after trimming.', whatToDo: 'Remove the property and add the types to a JsonSerializerContext.',
  },
  {
    id: 'AOT1019', name: 'safety-switched-off', title: 'An analyzer or generator that Native AOT relies on is switched off', defaultSeverity: 'warning', official: false,
    why: 'Problems then show at publish or at run time only.', whatToDo: 'Remove the property: PublishAot sets it right.',
  },
  {
    id: 'AOT1022', name: 'verify-references-web', title: 'Reference verification is noise in a web project', defaultSeverity: 'info', official: false,
    why: 'The shared ASP.NET Core assemblies themselves are not marked, so more than a hundred IL3058 and IL2125 warnings appear that nobody can act on.', whatToDo: 'Remove it in web projects.',
  },
];

const redundant: readonly [property: string, value: string, instead: string][] = [
  ['PublishReadyToRun', 'true', 'all code is compiled ahead of time'],
  ['PublishSingleFile', 'true', 'a native program is one file'],
  ['TieredPGO', '', 'there is no JIT compiler that could use it'],
  ['TieredCompilation', '', 'there is no JIT compiler that could use it'],
  ['TieredCompilationQuickJit', '', 'there is no JIT compiler that could use it'],
];

const switches: readonly [property: string, value: string, effect: string][] = [
  ['EnableRequestDelegateGenerator', 'false', 'endpoints are then built by reflection at run time, which fails in a native program'],
  ['EnableConfigurationBindingGenerator', 'false', 'configuration is then bound by reflection, which trimming breaks'],
  ['EnableAotAnalyzer', 'false', 'the IL3050 family is then reported by the publish only'],
  ['EnableTrimAnalyzer', 'false', 'the IL2026 family is then reported by the publish only'],
  ['EnableSingleFileAnalyzer', 'false', 'the IL3000 family is then reported by the publish only'],
  ['SuppressTrimAnalysisWarnings', 'true', 'trim warnings are then hidden, and the program fails at run time instead'],
  ['SuppressAotAnalysisWarnings', 'true', 'AOT warnings are then hidden, and the program fails at run time instead'],
];

function check(context: ProjectContext): void {
  const { project } = context;
  if (project.flag('PublishAot')) {
    const isNet8 = project.targetFramework.startsWith('net8.');
    for (const [property, value, instead] of redundant) {
      // For net8.0 a single file is an error, reported as such.
      if (property === 'PublishSingleFile' && isNet8) continue;
      report(context, 'AOT1017', property, value, `${property} has no effect with PublishAot: ${instead}. Remove it.`);
    }
    report(context, 'AOT1018', 'JsonSerializerIsReflectionEnabledByDefault', 'true',
      'JSON serialization by reflection is on again, so types without a JsonSerializerContext lose members after trimming. Remove this and register the types.', 'unsafe');
  }
  if (project.flag('PublishAot') || project.flag('IsAotCompatible') || project.flag('PublishTrimmed')) {
    for (const [property, value, effect] of switches) report(context, 'AOT1019', property, value, `${property}=${value}: ${effect}. Remove it.`, 'unsafe');
  }
  if (project.sdk === 'Microsoft.NET.Sdk.Web') {
    for (const property of ['VerifyReferenceAotCompatibility', 'VerifyReferenceTrimCompatibility']) {
      report(context, 'AOT1022', property, 'true', `${property} warns about the ASP.NET Core assemblies themselves, over a hundred times. Remove it in a web project.`);
    }
  }
}

function report(context: ProjectContext, id: string, name: string, value: string, message: string, applicability: 'safe' | 'unsafe' = 'safe'): void {
  const property = context.project.property(name);
  const place = propertyPlace(context.project, name);
  if (!property || !place || (value !== '' && property.value.trim().toLowerCase() !== value)) return;
  context.report({ file: place.file, span: place.span }, {
    id, message,
    fixes: () => {
      const fix = removal(place, `Remove ${name}`, applicability);
      const program = name === 'EnableConfigurationBindingGenerator' ? context.program?.() : undefined;
      return program ? withGenerator(fix, program) : [fix];
    },
  });
}

export const switchedOffRule = defineRule({ metas, checkProject: check });
