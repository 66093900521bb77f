/** Generators that emitted nothing where one would expect it, and what that means for a native program. */
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { SourceFile } from '../sourceFile';
import type { GeneratedCode } from './generatedCode';
import { generatorTitle } from './generators';
import type { GeneratorKind } from './generators';
import { callsIn, sitesIn } from './sites';

/** Which generators a build of the project turns on. */
export interface GeneratorSwitches {
  readonly requestDelegateGenerator: boolean;
  readonly configurationBindingGenerator: boolean;
}

export interface SilentGenerator {
  readonly kind: GeneratorKind;
  readonly title: string;
  /** What is missing, why it matters and what to do. */
  readonly reason: string;
}

const mapCall = /^Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback)?$/;
/** `Get` and `Bind` have too many namesakes to count. */
const bindingCall = /^(?:BindConfiguration|Configure)$/;

/** `emitted`: undefined before the first build with emission; then only what is switched off can be told. */
export function silentGenerators(project: EvaluatedProject, files: readonly SourceFile[], switches: GeneratorSwitches, emitted: GeneratedCode | undefined): SilentGenerator[] {
  const calls = files.flatMap((file) => callsIn(file));
  const maps = calls.filter(({ name }) => mapCall.test(name)).length;
  const bindings = calls.filter(({ name }) => bindingCall.test(name)).length;
  const isWeb = /\.Web$/i.test(project.sdk) && maps > 0;
  const found: SilentGenerator[] = [];
  const add = (kind: GeneratorKind, reason: string | undefined): void => {
    if (reason !== undefined && emitted?.has(kind) !== true) found.push({ kind, title: generatorTitle(kind), reason });
  };
  if (maps > 0 && isWeb) add('endpoints', endpointReason(maps, switches.requestDelegateGenerator, emitted !== undefined));
  if (bindings > 0 && isWeb) add('configuration', bindingReason(switches.configurationBindingGenerator));
  const counts = new Map<GeneratorKind, number>();
  for (const { kind } of files.flatMap((file) => sitesIn(file))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (isWeb && !counts.has('json')) {
    add('json', 'There is no class with [JsonSerializable]: JSON needs reflection, which native programs have switched off. Add a JsonSerializerContext and register it.');
  }
  if (emitted) {
    for (const [kind, count] of counts) {
      add(kind, `${count} ${count === 1 ? 'attribute asks' : 'attributes ask'} for code, but none was generated. The class must be partial and the project must compile.`);
    }
  }
  return found;
}

function endpointReason(maps: number, isOn: boolean, isBuilt: boolean): string | undefined {
  const calls = `${maps} Map ${maps === 1 ? 'call' : 'calls'}`;
  if (!isOn) return `The request delegate generator is off: ${calls} build their endpoints by reflection at run time. Set EnableRequestDelegateGenerator to true; PublishAot does.`;
  return isBuilt ? `The request delegate generator is on but took over none of ${calls}; they use reflection at run time. RDG002 to RDG014 in Problems tell why.` : undefined;
}

function bindingReason(isOn: boolean): string | undefined {
  return isOn ? undefined : 'The configuration binding generator is off: options are bound by reflection at run time, which trimming can break. Set EnableConfigurationBindingGenerator to true; PublishAot does.';
}
