/** SYSLIB1102: a version of the language for which the configuration binding generator makes no code. */
import type { ProjectContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { propertyPlace, removal } from './common';

const metas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1102', name: 'binding-language-version', title: 'The configuration binding generator needs C# 12', defaultSeverity: 'error', official: true,
    why: 'The generated code replaces calls, which older versions of the language cannot; the project does not build.', whatToDo: 'Remove LangVersion.',
  },
];

/** The generator comes with ASP.NET Core and with the package; it runs whether or not the project binds anything. */
function hasGenerator({ project }: ProjectContext): boolean {
  const isOn = project.property('EnableConfigurationBindingGenerator') ? project.flag('EnableConfigurationBindingGenerator') : project.flag('PublishAot') || project.flag('PublishTrimmed');
  const isReferenced = project.sdk === 'Microsoft.NET.Sdk.Web' || project.references.assemblies.some((path) => /[\\/]Microsoft\.Extensions\.Configuration\.Binder\.dll$/i.test(path));
  return isOn && isReferenced && Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0) >= 8;
}

export const bindingLanguageRule = defineRule({
  metas,
  checkProject(context) {
    const { project } = context;
    const version = Number(project.property('LangVersion')?.value.trim() ?? '');
    const place = propertyPlace(project, 'LangVersion');
    if (!place || !(version > 0 && version < 12) || !hasGenerator(context)) return;
    context.report({ file: place.file, span: place.span }, { id: 'SYSLIB1102', message: "The project's language version has to be at least 'C# 12'.", fixes: () => [removal(place, 'Remove LangVersion', 'unsafe')] });
  },
});
