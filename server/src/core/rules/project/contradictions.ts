/** Properties whose value makes a native publish fail. The publish targets of the ILCompiler pack raise the same errors, a minute later. */
import type { ProjectContext, Report, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import type { EvaluatedProject } from '../../msbuild/projectModel';
import { frameworkMajor } from '../../msbuild/targetFramework';
import { propertyPlace, removal, replacement } from './common';
import type { Place } from './common';

interface Contradiction extends RuleMeta {
  readonly property: string;
  readonly applies: (value: string, project: EvaluatedProject) => boolean;
  readonly message: string;
  readonly fixes: (place: Place) => ReturnType<NonNullable<Report['fixes']>>;
}

const isTrue = (value: string): boolean => value.trim().toLowerCase() === 'true';
const isFalse = (value: string): boolean => value.trim().toLowerCase() === 'false';
const remove = (place: Place): ReturnType<Contradiction['fixes']> => [removal(place, `Remove ${place.element.name}`)];

const contradictions: readonly Contradiction[] = [
  {
    id: 'AOT1010', name: 'publish-trimmed-disabled', title: 'PublishTrimmed=false contradicts PublishAot', defaultSeverity: 'error', official: false,
    why: 'Native compilation always trims: the publish stops with an error.', whatToDo: 'Remove PublishTrimmed.',
    property: 'PublishTrimmed', applies: isFalse,
    message: 'Native AOT always trims, so PublishTrimmed=false makes the publish fail. Remove it.', fixes: remove,
  },
  {
    id: 'AOT1011', name: 'dynamic-code-enabled', title: 'DynamicCodeSupport=true contradicts PublishAot', defaultSeverity: 'error', official: false,
    why: 'A native program has no JIT compiler, so code cannot be made at run time; from .NET 9 the publish stops.', whatToDo: 'Remove DynamicCodeSupport.',
    property: 'DynamicCodeSupport', applies: isTrue,
    message: 'A native program cannot make code at run time, so DynamicCodeSupport=true is rejected by the publish. Remove it.', fixes: remove,
  },
  {
    id: 'AOT1012', name: 'package-on-build', title: 'GeneratePackageOnBuild is not supported with PublishAot', defaultSeverity: 'error', official: false,
    why: 'The native publish stops when the build also makes a package.', whatToDo: 'Remove GeneratePackageOnBuild and pack in a step of its own.',
    property: 'GeneratePackageOnBuild', applies: isTrue,
    message: 'GeneratePackageOnBuild=true makes a native publish fail. Remove it and run "dotnet pack" as a separate step.', fixes: remove,
  },
  {
    id: 'AOT1013', name: 'native-library-output', title: 'NativeLib needs OutputType=Library', defaultSeverity: 'error', official: false,
    why: 'A native library has no entry point; the publish stops when the project is an executable.', whatToDo: 'Set OutputType to Library.',
    property: 'NativeLib', applies: (value, project) => value.trim() !== '' && project.property('OutputType')?.value.toLowerCase() !== 'library' && !project.flag('CustomNativeMain'),
    message: 'NativeLib makes a native library, but OutputType is not Library, so the publish fails. Set OutputType to Library or remove NativeLib.', fixes: remove,
  },
  {
    id: 'AOT1016', name: 'self-contained-disabled', title: 'Framework-dependent publishing contradicts PublishAot', defaultSeverity: 'warning', official: false,
    why: 'A native program carries what it needs of the runtime; there is no shared framework it could use.', whatToDo: 'Remove the property.',
    property: 'SelfContained', applies: isFalse,
    message: 'A native program is always self-contained, so SelfContained=false has no meaning with PublishAot. Remove it.', fixes: remove,
  },
  {
    id: 'AOT1016', name: 'self-contained-disabled', title: 'Framework-dependent publishing contradicts PublishAot', defaultSeverity: 'warning', official: false,
    why: 'A native program carries what it needs of the runtime; there is no shared framework it could use.', whatToDo: 'Remove the property.',
    property: 'PublishSelfContained', applies: isFalse,
    message: 'A native program is always self-contained, so PublishSelfContained=false has no meaning with PublishAot. Remove it.', fixes: remove,
  },
  {
    id: 'AOT1025', name: 'single-file-with-aot', title: 'PublishSingleFile and PublishAot exclude each other in .NET 8', defaultSeverity: 'error', official: false,
    why: 'The .NET 8 publish targets stop when both are set; a native program is one file anyway.', whatToDo: 'Remove PublishSingleFile.',
    property: 'PublishSingleFile', applies: (value, project) => isTrue(value) && frameworkMajor(project.targetFramework) === 8,
    message: 'PublishSingleFile together with PublishAot makes the publish fail for net8.0. Remove it: a native program is one file.', fixes: remove,
  },
  {
    id: 'NETSDK1168', name: 'wpf-trimming', title: 'WPF is not supported with trimming', defaultSeverity: 'error', official: true,
    why: 'WPF finds types by name in XAML, which trimming removes; the publish stops.', whatToDo: 'Publish this project without Native AOT.',
    property: 'UseWPF', applies: isTrue,
    message: 'WPF is not supported or recommended with trimming enabled. Please go to https://aka.ms/dotnet-illink/wpf for more details.', fixes: () => [],
  },
  {
    id: 'NETSDK1175', name: 'windows-forms-trimming', title: 'Windows Forms is not supported with trimming', defaultSeverity: 'error', official: true,
    why: 'Windows Forms relies on reflection and built-in COM, which a native program lacks; the publish stops.', whatToDo: 'Publish this project without Native AOT.',
    property: 'UseWindowsForms', applies: isTrue,
    message: 'Windows Forms is not supported or recommended with trimming enabled. Please go to https://aka.ms/dotnet-illink/windows-forms for more details.', fixes: () => [],
  },
];

function check(context: ProjectContext): void {
  const { project } = context;
  if (!project.flag('PublishAot')) return;
  for (const one of contradictions) {
    const property = project.property(one.property);
    const place = propertyPlace(project, one.property);
    if (!property || !place || !one.applies(property.value, project)) continue;
    context.report({ file: place.file, span: place.span }, { id: one.id, message: one.message, fixes: () => one.fixes(place) });
  }
  nativeLibraryFix(context);
}

/** The other way out of AOT1013: make the project a library. */
function nativeLibraryFix(context: ProjectContext): void {
  const place = propertyPlace(context.project, 'OutputType');
  const native = context.project.property('NativeLib');
  if (!place || !native?.origin || native.value.trim() === '' || context.project.flag('CustomNativeMain')) return;
  if (place.element.text.trim().toLowerCase() === 'library') return;
  context.report({ file: place.file, span: place.span }, {
    id: 'AOT1013',
    message: `OutputType is ${place.element.text.trim()}, but NativeLib makes a native library, so the publish fails. Set OutputType to Library.`,
    fixes: () => [replacement(place, 'Library', 'Set OutputType to Library', 'unsafe')],
  });
}

function metaOf({ id, name, title, defaultSeverity, why, whatToDo, official }: RuleMeta): RuleMeta {
  return { id, name, title, defaultSeverity, why, whatToDo, official };
}

export const contradictionRule = defineRule({
  metas: [...new Map(contradictions.map((c) => [c.id, metaOf(c)])).values()],
  checkProject: check,
});
