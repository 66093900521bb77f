/** Target frameworks and runtime identifiers that Native AOT does not know (NETSDK1203, 1207, 1210, 1212; SDK: ProcessFrameworkReferences). */
import { compareVersions, parseTargetFramework } from '../../msbuild/targetFramework';
import type { ProjectContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { attributeOf } from '../../msbuild/xml';
import { conditioned, propertyPlace } from './common';

const metas: readonly RuleMeta[] = [
  {
    id: 'NETSDK1207', name: 'aot-target-framework', title: 'Ahead-of-time compilation is not supported for the target framework', defaultSeverity: 'error', official: true,
    why: 'Native AOT exists from .NET 7 on, for ASP.NET Core from .NET 8 on.', whatToDo: 'Raise TargetFramework to net8.0 or later.',
  },
  {
    id: 'NETSDK1210', name: 'aot-analysis-target-framework', title: 'IsAotCompatible is not supported for the target framework', defaultSeverity: 'warning', official: true,
    why: 'The analyzers come with the framework from .NET 7 on, so older targets cannot be checked.', whatToDo: 'Set the property under a condition on the target framework.',
  },
  {
    id: 'NETSDK1212', name: 'trim-analysis-target-framework', title: 'IsTrimmable is not supported for the target framework', defaultSeverity: 'warning', official: true,
    why: 'Trim analysis comes with the framework from .NET 6 on.', whatToDo: 'Set the property under a condition on the target framework.',
  },
  {
    id: 'NETSDK1203', name: 'aot-runtime-identifier', title: 'Ahead-of-time compilation is not supported for the runtime identifier', defaultSeverity: 'error', official: true,
    why: 'There is no native compiler for this platform in this version of .NET.', whatToDo: 'Publish for a supported runtime identifier or raise the target framework.',
  },
];

/** Runtime identifiers of the KnownILCompilerPack items of the SDK, by the first major version that has them. */
const runtimeIdentifiers: Readonly<Record<number, readonly string[]>> = {
  7: ['linux-x64', 'linux-arm64', 'linux-musl-x64', 'linux-musl-arm64', 'win-x64', 'win-arm64'],
  8: ['osx-x64', 'osx-arm64', 'freebsd-x64', 'freebsd-arm64'],
  9: ['linux-arm', 'linux-musl-arm', 'linux-loongarch64', 'linux-musl-loongarch64', 'win-x86'],
  10: ['linux-riscv64', 'linux-musl-riscv64'],
};
/** Major version of the oldest .NET in support when this was written. */
const oldestSupported = 8;
/** Platforms with workloads of their own: not judged here. */
const mobile = /^(?:ios|tvos|maccatalyst|android|iossimulator|tvossimulator|linux-bionic|browser|wasi)/;

function check(context: ProjectContext): void {
  const { project } = context;
  if (project.targetFramework === '') return;
  if (project.flag('PublishAot')) {
    framework(context);
    runtimeIdentifier(context);
  }
  analysis(context, 'NETSDK1210', ['IsAotCompatible', 'EnableAotAnalyzer'], 'net8.0', [7],
    'IsAotCompatible and EnableAotAnalyzer are not supported for the target framework. Consider multi-targeting to a supported framework to enable ahead-of-time compilation analysis, and set IsAotCompatible only for the supported frameworks. For example: ');
  analysis(context, 'NETSDK1212', ['IsTrimmable', 'EnableTrimAnalyzer'], 'net6.0', [6],
    'IsTrimmable and EnableTrimAnalyzer are not supported for the target framework. Consider multi-targeting to a supported framework to enable trimming, and set IsTrimmable only for the supported frameworks. For example: ');
}

function isNet(targetFramework: string, minimum: readonly number[]): boolean {
  const tfm = parseTargetFramework(targetFramework);
  return tfm.identifier === '.NETCoreApp' && compareVersions(tfm.version, minimum) >= 0;
}

function framework(context: ProjectContext): void {
  const { project } = context;
  const isWeb = project.sdk === 'Microsoft.NET.Sdk.Web';
  if (parseTargetFramework(project.targetFramework).identifier === 'Unsupported' || isNet(project.targetFramework, isWeb ? [8] : [7])) return;
  const place = propertyPlace(project, 'TargetFramework') ?? propertyPlace(project, 'TargetFrameworks') ?? propertyPlace(project, 'PublishAot');
  if (!place) return;
  context.report({ file: place.file, span: place.span }, { id: 'NETSDK1207', message: 'Ahead-of-time compilation is not supported for the target framework.' });
}

function runtimeIdentifier(context: ProjectContext): void {
  const { project } = context;
  const place = propertyPlace(project, 'RuntimeIdentifier');
  const rid = project.property('RuntimeIdentifier')?.value.trim() ?? '';
  const major = parseTargetFramework(project.targetFramework).version[0] ?? 0;
  // Versions newer than the list may know more.
  if (!place || rid === '' || mobile.test(rid) || major > 10 || major < 7) return;
  const supported = Object.entries(runtimeIdentifiers).filter(([since]) => Number(since) <= major).flatMap(([, rids]) => rids);
  if (supported.includes(rid)) return;
  context.report({ file: place.file, span: place.span }, { id: 'NETSDK1203', message: `Ahead-of-time compilation is not supported for the target runtime identifier '${rid}'.` });
}

function analysis(context: ProjectContext, id: string, properties: readonly string[], suggested: string, minimum: readonly number[], message: string): void {
  const { project } = context;
  // The SDK is silent when the project also targets a framework that can be analysed and is no newer than the oldest supported one:
  // every application then gets an analysed build of the library (Microsoft.NET.Publish.targets).
  if (project.targetFrameworks.some((moniker) => isNet(moniker, minimum) && !isNet(moniker, [oldestSupported, 1]))) return;
  const tooOld = (moniker: string): boolean => !isNet(moniker, minimum) && parseTargetFramework(moniker).identifier !== 'Unsupported';
  for (const property of properties) {
    const place = project.flag(property) ? propertyPlace(project, property) : undefined;
    if (!place) continue;
    // Without a condition the property counts for the other frameworks of the project too.
    const isConditional = attributeOf(place.element, 'Condition') !== undefined || (place.element.parent && attributeOf(place.element.parent, 'Condition') !== undefined);
    if (!tooOld(project.targetFramework) && (isConditional === true || !project.targetFrameworks.some(tooOld))) continue;
    const condition = `$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', '${suggested}'))`;
    context.report({ file: place.file, span: place.span }, {
      id,
      message: `${message}<${properties[0] ?? property} Condition="${condition}">true</${properties[0] ?? property}>`,
      fixes: () => (attributeOf(place.element, 'Condition') ? [] : [conditioned(place, condition, `Set ${property} only for ${suggested} and later`)]),
    });
    return;
  }
}

export const targetRule = defineRule({ metas, checkProject: check });
