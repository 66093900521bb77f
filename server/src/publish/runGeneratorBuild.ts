/** Builds a project so that the compiler writes what source generators make. */
import path from 'node:path';
import { explainBuildFailure } from '../core/publish/explainBuildFailure';
import { explainMissingDotnet, type Failure } from '../core/publish/explainFailure';
import { DOTNET_ENVIRONMENT, hostPlatform, osRelease } from './dotnet';
import { runProcess } from './runProcess';

export interface GeneratorBuildRequest {
  /** Executable, see `dotnetExecutable`. */
  readonly dotnet: string;
  /** Absolute path of the project file. */
  readonly project: string;
  /** Tell this build alone to emit; false: the project says so itself. */
  readonly asProperty: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export type GeneratorBuildResult =
  | { readonly kind: 'succeeded'; readonly elapsedMs: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly elapsedMs: number }
  | { readonly kind: 'cancelled' };

/** Never rejects. Cancelling through `signal` ends every process that the build started. */
export async function runGeneratorBuild(request: GeneratorBuildRequest): Promise<GeneratorBuildResult> {
  const started = performance.now();
  const result = await runProcess({
    command: request.dotnet,
    arguments: generatorBuildArguments(request),
    workingFolder: path.dirname(request.project),
    environment: DOTNET_ENVIRONMENT,
    signal: request.signal,
    onLine: request.onLine,
  });
  const elapsedMs = performance.now() - started;
  if (result.cancelled) return { kind: 'cancelled' };
  if (result.startError) return { kind: 'failed', failure: explainMissingDotnet({ platform: hostPlatform(), osRelease: osRelease() }), elapsedMs };
  if (result.exitCode !== 0) return { kind: 'failed', failure: explainBuildFailure(result.lines, result.exitCode), elapsedMs };
  return { kind: 'succeeded', elapsedMs };
}

/**
 * Exactly what is run, for showing it to the user. Not incremental: the compiler would not run again only because it is to write
 * files.
 */
export function generatorBuildArguments({ project, asProperty }: Pick<GeneratorBuildRequest, 'project' | 'asProperty'>): string[] {
  return ['build', project, '--no-incremental', '-nologo', '-clp:NoSummary', '-nodeReuse:false', ...(asProperty ? ['-p:EmitCompilerGeneratedFiles=true'] : [])];
}
