/** Runs `dotnet publish` for one project and runtime identifier and reports what came of it. Used by the extension and the command line. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { isPublishIdentifier } from '../../../shared/settings';
import { explainFailure, explainMissingDotnet, type Failure } from '../core/publish/explainFailure';
import { parseOutput, type OutputRecord } from '../core/publish/parseOutput';
import { DOTNET_ENVIRONMENT, hostPlatform, osRelease, queryProperties } from './dotnet';
import { runProcess } from './runProcess';

export interface PublishRequest {
  /** Executable, see `dotnetExecutable`. */
  readonly dotnet: string;
  /** Absolute path of the project file. */
  readonly project: string;
  readonly runtimeIdentifier: string;
  readonly configuration: string;
  /** Needed for projects with several target frameworks. */
  readonly framework?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface PublishedBinary {
  /** Absolute path of the native executable or library. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

interface Run {
  readonly lines: readonly string[];
  readonly records: readonly OutputRecord[];
  readonly elapsedMs: number;
}

export type PublishResult =
  | (Run & { readonly kind: 'succeeded'; readonly folder: string | undefined; /** Undefined when the publish was not native. */ readonly binary: PublishedBinary | undefined })
  | (Run & { readonly kind: 'failed'; readonly failure: Failure })
  | (Run & { readonly kind: 'cancelled' });

/** Never rejects. Cancelling through `signal` ends every process that the publish started. */
export async function runPublish(request: PublishRequest): Promise<PublishResult> {
  const started = performance.now();
  const context = { platform: hostPlatform(), osRelease: osRelease(), runtimeIdentifier: request.runtimeIdentifier };
  for (const value of [request.runtimeIdentifier, request.configuration, request.framework ?? 'none']) {
    if (!isPublishIdentifier(value)) return { kind: 'failed', lines: [], records: [], elapsedMs: 0, failure: invalidIdentifier(value) };
  }
  const result = await runProcess({
    command: request.dotnet,
    arguments: publishArguments(request),
    workingFolder: path.dirname(request.project),
    environment: DOTNET_ENVIRONMENT,
    signal: request.signal,
    onLine: request.onLine,
  });
  const run = (): Run => ({ lines: result.lines, records: parseOutput(result.lines), elapsedMs: performance.now() - started });
  if (result.cancelled) return { kind: 'cancelled', ...run() };
  if (result.startError) return { kind: 'failed', ...run(), failure: explainMissingDotnet(context) };
  if (result.exitCode !== 0) {
    const failure = explainFailure(result.lines, { ...context, exitCode: result.exitCode, ...(result.signal === undefined ? {} : { signal: result.signal }) });
    return { kind: 'failed', ...run(), failure };
  }
  const finished = run();
  return { kind: 'succeeded', ...finished, ...(await findOutput(request, result.lines)) };
}

/** Exactly what is run, for showing it to the user. */
export function publishArguments(request: Pick<PublishRequest, 'project' | 'runtimeIdentifier' | 'configuration' | 'framework'>): string[] {
  const framework = request.framework === undefined ? [] : ['-f', request.framework];
  return ['publish', request.project, '-r', request.runtimeIdentifier, '-c', request.configuration, ...framework, '-nologo', '-clp:NoSummary', '-nodeReuse:false'];
}

/** MSBuild's `Project -> folder/` line says it at no cost; only an assembly name of its own needs a question to MSBuild. */
async function findOutput(request: PublishRequest, lines: readonly string[]): Promise<{ readonly folder: string | undefined; readonly binary: PublishedBinary | undefined }> {
  const name = path.basename(request.project, path.extname(request.project));
  const folder = publishFolder(lines, name);
  const binary = folder === undefined ? undefined : nativeBinaryIn(folder, name, request.runtimeIdentifier);
  if (folder !== undefined && binary) return { folder, binary };
  const properties = await queryProperties(request.dotnet, request.project, ['PublishDir', 'AssemblyName', 'PublishAot'], {
    Configuration: request.configuration,
    RuntimeIdentifier: request.runtimeIdentifier,
    ...(request.framework === undefined ? {} : { TargetFramework: request.framework }),
  }, request.signal);
  const evaluated = properties?.get('PublishDir');
  const at = folder ?? (evaluated ? path.resolve(path.dirname(request.project), evaluated) : undefined);
  const assemblyName = properties?.get('AssemblyName') ?? name;
  const isNative = properties?.get('PublishAot')?.toLowerCase() === 'true';
  return { folder: at, binary: at !== undefined && isNative ? nativeBinaryIn(at, assemblyName, request.runtimeIdentifier) : undefined };
}

/** The last `name -> path` line whose path is a folder: the one before it names the managed assembly. */
export function publishFolder(lines: readonly string[], projectName: string): string | undefined {
  for (let i = lines.length - 1; i >= 0; i--) {
    const match = /^\s*(\S.*?) -> (.+)[\\/]\s*$/.exec(lines[i] ?? '');
    if (match?.[1] === projectName) return match[2];
  }
  return undefined;
}

/** A managed publish has `<name>.dll` beside its launcher; a native one does not. */
function nativeBinaryIn(folder: string, assemblyName: string, runtimeIdentifier: string): PublishedBinary | undefined {
  const isWindows = runtimeIdentifier.startsWith('win');
  if (!isWindows && isFile(path.join(folder, `${assemblyName}.dll`))) return undefined;
  for (const extension of isWindows ? ['.exe', '.dll'] : ['', '.so', '.dylib', '.a']) {
    const file = path.join(folder, assemblyName + extension);
    const info = statSync(file, { throwIfNoEntry: false });
    if (info?.isFile()) return { path: file, size: info.size };
  }
  return undefined;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function invalidIdentifier(value: string): Failure {
  return {
    what: `"${value}" is not a runtime identifier, configuration or target framework.`,
    why: 'Only letters, digits, ".", "-" and "_" can be handed to dotnet.',
    remedy: 'Correct the setting or the argument.',
    command: undefined,
  };
}
