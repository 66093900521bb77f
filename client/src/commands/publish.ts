/** `aotLens.publish`: the real native publish, its warnings brought to their source lines. */
import path from 'node:path';
import { commands, env, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Failure } from '../../../server/src/core/publish/explainFailure';
import { dotnetExecutable } from '../../../server/src/publish/dotnet';
import { preflight } from '../../../server/src/publish/preflight';
import { runPublish, publishArguments, type PublishedBinary, type PublishResult } from '../../../server/src/publish/runPublish';
import type { PublishArguments, PublishOutcome } from '../api';
import { readText } from '../files';
import { placePublishRecords } from '../placePublishRecords';
import { chooseFramework, choosePublish, type PublishChoice } from '../publishPicks';
import type { Services } from '../services';
import { currentSettings } from '../settings';
import { refuseUntrusted } from '../trust';

/** Publishes and shows the result; also returned, for key bindings and tests. */
export async function publish(services: Services, argument: unknown): Promise<PublishOutcome> {
  const outcome = await start(services, readArguments(argument));
  services.published.fire(outcome);
  return outcome;
}

async function start(services: Services, given: PublishArguments): Promise<PublishOutcome> {
  if (!workspace.isTrusted) return { kind: 'refused', reason: refuseUntrusted('Publishing') };
  if (services.publishStatus.isRunning) return refuse('A native publish is already running.');
  if (services.generatedBuild.running) return refuse('Generated code is being built. Wait until it is there.');
  const choice = await choosePublish(services, currentSettings(), given);
  if (!choice) return { kind: 'cancelled', project: undefined };
  await workspace.saveAll(false);
  const name = path.basename(choice.project, path.extname(choice.project));
  const controller = new AbortController();
  services.publishStatus.start(`Publishing ${name}`, controller);
  return window.withProgress(
    { location: ProgressLocation.Notification, title: `Publishing ${name} for ${choice.runtimeIdentifier}`, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(() => {
        controller.abort();
      });
      const outcome = await run(services, choice, controller.signal, (message) => {
        progress.report({ message });
      });
      showOutcome(services, outcome, name);
      return outcome;
    },
  );
}

async function run(services: Services, choice: PublishChoice, signal: AbortSignal, report: (message: string) => void): Promise<PublishOutcome> {
  const { project } = choice;
  const dotnet = dotnetExecutable(currentSettings().dotnetPath);
  report('checking the tools');
  const checked = await preflight({ dotnet, ...choice, signal });
  if (signal.aborted) return { kind: 'cancelled', project };
  const problem = checked.problems[0] ?? (checked.publishAot ? undefined : notNative(project));
  if (problem) return { kind: 'failed', project, failure: problem, elapsedMs: 0 };
  const framework = choice.framework ?? (checked.targetFrameworks.length > 1 ? await chooseFramework(checked.targetFrameworks) : undefined);
  if (checked.targetFrameworks.length > 1 && framework === undefined) return { kind: 'cancelled', project };
  const request = { dotnet, ...choice, framework };
  services.publishOutput.clear();
  services.publishOutput.appendLine(`> ${[dotnet, ...publishArguments(request)].join(' ')}`);
  const onLine = (line: string): void => {
    services.publishOutput.appendLine(line);
    services.printed.fire(line);
    if (/ -> |Generating native code/.test(line)) report(line.trim().slice(0, 80));
  };
  const result = await runPublish({ ...request, signal, onLine });
  return finish(services, project, result);
}

async function finish(services: Services, project: string, result: PublishResult): Promise<PublishOutcome> {
  // What a publish that was ended half-way has not said yet is not known to be right.
  if (result.kind === 'cancelled') {
    services.publishOutput.appendLine('Cancelled. All processes of the publish have ended.');
    return { kind: 'cancelled', project };
  }
  const diagnostics = await placePublishRecords(services.server.client, project, result.records);
  services.publishDiagnostics.replace(project, diagnostics, readText);
  if (result.kind === 'failed') {
    services.publishOutput.appendLine(`\n${result.failure.what}\n${result.failure.why}\n${result.failure.remedy}${result.failure.command ? `\n    ${result.failure.command}` : ''}`);
    return { kind: 'failed', project, failure: result.failure, elapsedMs: result.elapsedMs };
  }
  return { kind: 'succeeded', project, binary: result.binary, warnings: diagnostics.length, elapsedMs: result.elapsedMs };
}

function showOutcome(services: Services, outcome: PublishOutcome, name: string): void {
  const { publishStatus } = services;
  switch (outcome.kind) {
    case 'succeeded': {
      const figures = `${outcome.binary ? `${megabytes(outcome.binary.size)}, ` : ''}${seconds(outcome.elapsedMs)}`;
      publishStatus.finish(`$(check) ${name}: ${figures}`, `${outcome.binary?.path ?? name}, ${outcome.warnings} warnings`);
      void showSuccess(name, outcome.binary, figures, outcome.warnings);
      break;
    }
    case 'failed':
      publishStatus.finish(`$(error) ${name}: publish failed`, outcome.failure.what);
      void showFailure(services, outcome.failure);
      break;
    default:
      publishStatus.finish(`$(circle-slash) ${name}: publish cancelled`, 'Native publish was cancelled');
  }
}

async function showSuccess(name: string, binary: PublishedBinary | undefined, figures: string, warnings: number): Promise<void> {
  const actions = [...(binary ? ['Run', 'Reveal'] : []), ...(warnings > 0 ? ['Show Warnings'] : [])];
  const text = `Published ${name}: ${figures}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.${binary ? ` ${binary.path}` : ''}`;
  const answer = await window.showInformationMessage(text, ...actions);
  if (answer === 'Run' && binary) window.createTerminal({ name, shellPath: binary.path, cwd: path.dirname(binary.path) }).show();
  else if (answer === 'Reveal' && binary) await commands.executeCommand('revealFileInOS', Uri.file(binary.path));
  else if (answer === 'Show Warnings') await commands.executeCommand('workbench.actions.view.problems');
}

async function showFailure(services: Services, failure: Failure): Promise<void> {
  const actions = ['Show Output', ...(failure.command ? ['Copy Command'] : []), ...(failure.what === NOT_NATIVE ? ['Enable Native AOT'] : [])];
  const answer = await window.showErrorMessage(`${failure.what} ${failure.why} ${failure.remedy}`, ...actions);
  if (answer === 'Show Output') services.publishOutput.show(true);
  else if (answer === 'Enable Native AOT') await commands.executeCommand('aotLens.enableNativeAot');
  // Copied, never run: it installs software, and asks for a password.
  else if (answer === 'Copy Command' && failure.command) await env.clipboard.writeText(failure.command);
}

const NOT_NATIVE = 'The project is not set up for Native AOT.';

function notNative(project: string): Failure {
  return { what: NOT_NATIVE, why: `${path.basename(project)} does not set PublishAot.`, remedy: 'Run "AOT Lens: Enable Native AOT".', command: undefined };
}

function refuse(reason: string): PublishOutcome {
  void window.showInformationMessage(reason);
  return { kind: 'refused', reason };
}

/** From the palette there is no argument; the Explorer's menu gives the file's Uri; key bindings and tests give PublishArguments. */
function readArguments(argument: unknown): PublishArguments {
  if (argument instanceof Uri) return { project: argument.fsPath };
  if (typeof argument !== 'object' || argument === null) return {};
  const text = (name: string): Record<string, string> => {
    const value = (argument as Record<string, unknown>)[name];
    return typeof value === 'string' ? { [name]: value } : {};
  };
  return { ...text('project'), ...text('runtimeIdentifier'), ...text('configuration'), ...text('framework') };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(0)} s`;
}
