/** Finds and asks the `dotnet` executable. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Platform } from '../core/publish/explainFailure';
import { runProcess } from './runProcess';

/**
 * Environment of every `dotnet` that we start: no banner, and no build server of ours that outlives the run or escapes a cancel.
 * `UseSharedCompilation` becomes an MSBuild property, as every environment variable does.
 */
export const DOTNET_ENVIRONMENT: Readonly<Record<string, string>> = {
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_USE_MSBUILD_SERVER: '0',
  MSBUILDDISABLENODEREUSE: '1',
  UseSharedCompilation: 'false',
};

/** The configured executable (or the one in the configured folder), else `dotnet`, to be found on PATH. */
export function dotnetExecutable(configured: string): string {
  if (configured === '') return 'dotnet';
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  return statSync(configured, { throwIfNoEntry: false })?.isDirectory() ? path.join(configured, name) : configured;
}

/** The operating system as runtime identifiers and explanations name it. */
export function hostPlatform(): Platform {
  return process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'osx' : 'linux';
}

/** Runtime identifier of this machine: `linux-x64`, `linux-musl-arm64`, `osx-arm64`, `win-x64`. */
export function hostRuntimeIdentifier(): string {
  const architecture = process.arch === 'ia32' ? 'x86' : process.arch;
  if (process.platform === 'win32') return `win-${architecture}`;
  if (process.platform === 'darwin') return `osx-${architecture}`;
  return `linux-${isMusl() ? 'musl-' : ''}${architecture}`;
}

/** Text of os-release(5); undefined elsewhere. */
export function osRelease(): string | undefined {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // the next place
    }
  }
  return undefined;
}

/** Full path of a program on PATH; undefined when there is none. */
export function findOnPath(program: string, searchPath = process.env['PATH'] ?? ''): string | undefined {
  return allOnPath(program, searchPath)[0];
}

/** Full paths of all programs of a name on PATH, in its order: an earlier one may be a mere launcher. */
export function allOnPath(program: string, searchPath = process.env['PATH'] ?? ''): string[] {
  const found: string[] = [];
  for (const folder of searchPath.split(path.delimiter)) {
    if (folder === '') continue;
    const file = path.join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) found.push(file);
    } catch {
      // not here
    }
  }
  return found;
}

/**
 * Evaluated MSBuild properties of a project; undefined when it cannot be evaluated.
 * Two names at least: for one, MSBuild prints the bare value instead of JSON.
 */
export async function queryProperties(
  dotnet: string,
  project: string,
  names: readonly [string, string, ...string[]],
  globals: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string> | undefined> {
  const result = await runProcess({
    command: dotnet,
    arguments: ['msbuild', project, '-nologo', ...Object.entries(globals).map(([name, value]) => `-p:${name}=${value}`), `-getProperty:${names.join(',')}`],
    workingFolder: path.dirname(project),
    environment: DOTNET_ENVIRONMENT,
    signal,
  });
  if (result.exitCode !== 0) return undefined;
  const text = result.lines.join('\n');
  try {
    const parsed = JSON.parse(text.slice(text.indexOf('{'))) as { readonly Properties?: Readonly<Record<string, string>> };
    return new Map(Object.entries(parsed.Properties ?? {}));
  } catch {
    return undefined;
  }
}

function isMusl(): boolean {
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
