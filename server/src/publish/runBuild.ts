/** Runs `dotnet build` with the SDK's own analyzers and reads what the compiler logs: the tier `build`. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSarif } from '../core/build/sarif';
import type { Diagnostic } from '../core/diagnostic';
import type { Host } from '../core/host';
import { explainMissingDotnet } from '../core/publish/explainFailure';
import { parseOutput } from '../core/publish/parseOutput';
import { placeRecords } from '../core/publish/placeRecords';
import { DOTNET_ENVIRONMENT, hostPlatform, osRelease } from './dotnet';
import { runProcess } from './runProcess';

/** Gives every compilation a log of its own: a global ErrorLog property would be shared, and overwritten, by referenced projects and frameworks. */
const LOG_TARGETS = `<Project>
  <PropertyGroup>
    <ErrorLog>$(MSBuildThisFileDirectory)$(MSBuildProjectName)-$(TargetFramework).sarif,version=2.1</ErrorLog>
  </PropertyGroup>
</Project>
`;

/**
 * Builds the project anew (an incremental build would not run the compiler) and returns the diagnostics of its own sources.
 * @throws Error with one line to show when `dotnet` cannot be started.
 */
export async function runBuild(project: string, host: Host, signal?: AbortSignal): Promise<Diagnostic[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aot-lens-build-'));
  try {
    const targets = path.join(folder, 'log.targets');
    writeFileSync(targets, LOG_TARGETS);
    const result = await runProcess({
      command: dotnetOf(host),
      arguments: ['build', project, '-nologo', '--no-incremental', '-clp:NoSummary', '-nodeReuse:false', `-p:CustomAfterMicrosoftCommonTargets=${targets}`],
      workingFolder: path.dirname(project),
      environment: DOTNET_ENVIRONMENT,
      signal,
    });
    if (result.startError) {
      const { what, remedy } = explainMissingDotnet({ platform: hostPlatform(), osRelease: osRelease() });
      throw new Error(`${what} ${remedy}`);
    }
    const readText = (file: string): string | undefined => host.readText(file);
    const logged = logsOf(folder, project).flatMap((log) => parseSarif(readFileSync(log, 'utf8'), { readText, pathOf, project }));
    // Errors of MSBuild, NuGet and the SDK never reach the compiler's log.
    const other = placeRecords(parseOutput(result.lines), { project, readText, locateMember: () => undefined }).filter((d) => !/^(?:CS|IL|RDG|SYSLIB|CA|IDE|ASP)\d/.test(d.id));
    return unique([...logged, ...other]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function logsOf(folder: string, project: string): string[] {
  const name = path.basename(project, path.extname(project));
  return readdirSync(folder).filter((file) => file.endsWith('.sarif') && file.startsWith(`${name}-`)).map((file) => path.join(folder, file));
}

function dotnetOf(host: Host): string {
  const root = host.dotnetRoots[0];
  return root === undefined ? 'dotnet' : path.join(root, hostPlatform() === 'windows' ? 'dotnet.exe' : 'dotnet');
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** Several target frameworks say the same of the same source. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ id, file, span, message }) => {
    const key = JSON.stringify([id, file, span.start, span.end, message]);
    return seen.has(key) ? false : seen.add(key);
  });
}
