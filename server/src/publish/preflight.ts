/** What would make a native publish fail, found before a minute is spent on it. */
import path from 'node:path';
import { explainFailure, explainMissingDotnet, type Failure } from '../core/publish/explainFailure';
import { findOnPath, hostPlatform, osRelease, queryProperties } from './dotnet';
import { runProcess } from './runProcess';

export interface PreflightRequest {
  readonly dotnet: string;
  /** Absolute path. */
  readonly project: string;
  readonly runtimeIdentifier: string;
  readonly configuration: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Preflight {
  /** Empty: the publish can start. */
  readonly problems: readonly Failure[];
  /** All that the project targets; one of them must be chosen when there are several. */
  readonly targetFrameworks: readonly string[];
  /** The publish would not be native: PublishAot is not set. */
  readonly publishAot: boolean;
}

export async function preflight(request: PreflightRequest): Promise<Preflight> {
  const context = { platform: hostPlatform(), osRelease: osRelease(), runtimeIdentifier: request.runtimeIdentifier, exitCode: 1 };
  const version = await runProcess({ command: request.dotnet, arguments: ['--version'], workingFolder: path.dirname(request.project), signal: request.signal });
  if (version.startError) return { problems: [explainMissingDotnet(context)], targetFrameworks: [], publishAot: true };
  const properties = await queryProperties(
    request.dotnet, request.project,
    ['TargetFramework', 'TargetFrameworks', 'PublishAot', 'UsingMicrosoftNETSdkWeb', 'CppCompilerAndLinker'],
    { Configuration: request.configuration }, request.signal,
  );
  const frameworks = (properties?.get('TargetFrameworks') || properties?.get('TargetFramework') || '').split(';').map((f) => f.trim()).filter((f) => f !== '');
  const problems: Failure[] = [];
  if (!isSameOperatingSystem(request.runtimeIdentifier)) problems.push(explainFailure(['Cross-OS native compilation is not supported.'], context));
  else if (!hasLinker(properties?.get('CppCompilerAndLinker') ?? '')) problems.push(explainFailure(['Platform linker not found.'], context));
  const minimum = properties?.get('UsingMicrosoftNETSdkWeb')?.toLowerCase() === 'true' ? 8 : 7;
  if (frameworks.length > 0 && !frameworks.some((f) => supportsNativeAot(f, minimum))) problems.push(explainFailure([' error NETSDK1207: '], context));
  // A project that cannot be evaluated is left to the publish itself, whose message is better than a guess.
  return { problems, targetFrameworks: frameworks.filter((f) => supportsNativeAot(f, minimum)), publishAot: properties?.get('PublishAot')?.toLowerCase() !== 'false' && properties?.get('PublishAot') !== '' };
}

/** Native AOT uses the linker of the system it runs on (linux-musl and linux are one system to it). */
export function isSameOperatingSystem(runtimeIdentifier: string): boolean {
  const prefix = { windows: 'win', osx: 'osx', linux: 'linux' }[hostPlatform()];
  return runtimeIdentifier === prefix || runtimeIdentifier.startsWith(`${prefix}-`);
}

/** On Windows the linker is found through the Visual Studio installer, which only the SDK's targets know how to ask. */
function hasLinker(configured: string): boolean {
  if (hostPlatform() === 'windows') return true;
  if (configured !== '') return path.isAbsolute(configured) || findOnPath(configured) !== undefined;
  return findOnPath('clang') !== undefined || findOnPath('gcc') !== undefined;
}

function supportsNativeAot(framework: string, minimum: number): boolean {
  const version = /^net(\d+)\.\d+/i.exec(framework)?.[1];
  return version !== undefined && Number(version) >= minimum;
}
