/** `aot-lens publish`: the real `dotnet publish`, its warnings at their source lines, the binary's path, size and time. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { compareDiagnostics } from '../core/program/analyze';
import type { Diagnostic } from '../core/diagnostic';
import type { Host } from '../core/host';
import { locateMember } from '../core/program/locateMember';
import { placeRecords } from '../core/publish/placeRecords';
import type { Workspace } from '../core/program/workspace';
import { dotnetExecutable, hostRuntimeIdentifier } from '../publish/dotnet';
import { preflight } from '../publish/preflight';
import { runPublish, type PublishResult } from '../publish/runPublish';
import { locate } from './check';
import { UsageError, type PublishOptions } from './options';
import { renderText } from './report/text';

/**
 * Status 0 when published, 1 when the publish failed, 2 when it could not start.
 * @throws UsageError when there is nothing to publish
 */
export async function publish(options: PublishOptions, workspace: Workspace, host: Host, write: (text: string) => void): Promise<number> {
  const project = path.resolve(options.project);
  if (!statSync(project, { throwIfNoEntry: false })?.isFile() || !/\.(cs|fs|vb)proj$/i.test(project)) throw new UsageError(`${options.project}: not a project file`);
  const controller = new AbortController();
  const stop = (): void => { controller.abort(); };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const request = {
    dotnet: dotnetExecutable(''),
    project,
    runtimeIdentifier: options.runtimeIdentifier ?? hostRuntimeIdentifier(),
    configuration: options.configuration,
    framework: options.framework,
    signal: controller.signal,
  };
  const before = await preflight(request);
  if (before.problems.length > 0) throw new UsageError(before.problems.map(explain).join('\n'));
  if (options.framework === undefined && before.targetFrameworks.length > 1) {
    throw new UsageError(`${options.project} has several target frameworks; choose one: --framework ${before.targetFrameworks.join(' | ')}`);
  }
  const result = await runPublish({ ...request, onLine: options.format === 'text' ? (line) => { write(`${line}\n`); } : undefined });
  const diagnostics = placed(result, project, workspace, host);
  write(options.format === 'json' ? renderResult(result, diagnostics, workspace) : summary(result, diagnostics, workspace));
  if (result.kind === 'failed') process.stderr.write(`aot-lens: ${explain(result.failure)}\n`);
  return result.kind === 'succeeded' ? 0 : 1;
}

function explain(failure: { readonly what: string; readonly why: string; readonly remedy: string; readonly command: string | undefined }): string {
  return `${failure.what} ${failure.why} ${failure.remedy}${failure.command ? `: ${failure.command}` : ''}`;
}

function placed(result: PublishResult, project: string, workspace: Workspace, host: Host): Diagnostic[] {
  const files = workspace.program(project).files;
  return placeRecords(result.records, {
    project,
    readText: (file) => host.readText(file),
    locateMember: (name) => locateMember(files, name),
  }).sort(compareDiagnostics);
}

function renderResult(result: PublishResult, diagnostics: readonly Diagnostic[], workspace: Workspace): string {
  const located = locate(diagnostics, (file) => workspace.textOf(file));
  return `${JSON.stringify({
    version: 1,
    outcome: result.kind,
    diagnostics: located.map(({ diagnostic: d, start, end }) => ({ id: d.id, severity: d.severity, tier: d.tier, file: d.file, range: { start, end }, message: d.message, fixes: [] })),
    ...(result.kind === 'succeeded' ? { folder: result.folder, binary: result.binary } : {}),
    ...(result.kind === 'failed' ? { failure: result.failure } : {}),
    elapsedMs: Math.round(result.elapsedMs),
  }, undefined, 2)}\n`;
}

function summary(result: PublishResult, diagnostics: readonly Diagnostic[], workspace: Workspace): string {
  const seconds = `${(result.elapsedMs / 1000).toFixed(1)} s`;
  const list = diagnostics.length === 0 ? '' : `\n${renderText({
    located: locate(diagnostics, (file) => workspace.textOf(file)),
    stats: { projects: 1, files: new Set(diagnostics.map((d) => d.file)).size, lines: 0, invocations: 0, unboundInvocations: 0, elapsedMs: Math.round(result.elapsedMs), cpuMs: 0, unresolved: [] },
    workingFolder: process.cwd(),
    version: '',
  }, false)}`;
  if (result.kind === 'cancelled') return `${list}\ncancelled after ${seconds}\n`;
  if (result.kind === 'failed') return `${list}\npublish failed after ${seconds}\n`;
  if (!result.binary) return `${list}\npublished to ${result.folder ?? 'an unknown folder'} in ${seconds}, but not natively: PublishAot is not set in the project\n`;
  return `${list}\n${result.binary.path}: ${(result.binary.size / 1048576).toFixed(1)} MB, ${seconds}\n`;
}
