/**
 * `aotLens.viewGeneratedCode`, `aotLens.rebuildGeneratedCode`, `aotLens.stopEmittingGeneratedCode`: has the compiler write what
 * source generators make, which takes the user's consent, since it changes the project or at least builds it.
 */
import path from 'node:path';
import { commands, env, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Failure } from '../../../server/src/core/publish/explainFailure';
import { dotnetExecutable } from '../../../server/src/publish/dotnet';
import { generatorBuildArguments, runGeneratorBuild } from '../../../server/src/publish/runGeneratorBuild';
import { EMIT_GENERATED_FILES, type EmitGeneratedFilesParams, type EmitGeneratedFilesResult } from '../../../shared/protocol';
import type { GeneratedCodeConsent, GeneratedCodeOutcome } from '../api';
import { applyEdits } from '../projectEdits';
import { chooseProject } from '../projects';
import type { Services } from '../services';
import { currentSettings } from '../settings';
import { refuseUntrusted } from '../trust';

const SET_IN_PROJECT = 'Set in Project and Build';
const THIS_BUILD_ONLY = 'This Build Only';
const BUILD = 'Build';
const UNDO = 'Undo Project Change';

/** Shows what there is; builds, after asking, when there is nothing or it is out of date. `argument`: `{ project, consent }`. */
export function viewGeneratedCode(services: Services, argument: unknown): Promise<GeneratedCodeOutcome> {
  return view(services, argument, false);
}

/** Builds in any case. `argument`: also a node of the view. */
export function rebuildGeneratedCode(services: Services, argument: unknown): Promise<GeneratedCodeOutcome> {
  return view(services, argument, true);
}

async function view(services: Services, argument: unknown, always: boolean): Promise<GeneratedCodeOutcome> {
  const given = readArgument(argument);
  const { generatedCode, generatedBuild } = services;
  if (!services.server.client) return refuse('The AOT Lens server is not running. Run "AOT Lens: Restart Server".');
  const project = given.project ?? (await chooseProject(services, 'View Generated Code', 'all'));
  if (project === undefined) return { kind: 'cancelled', project: undefined };
  const before = await generatedCode.load(project, false);
  if (!always && before && before.sets.length > 0 && before.sets.every(({ newerSource }) => newerSource === null)) {
    await generatedCode.show(project);
    return { kind: 'shown', project, files: countFiles(before), isBuilt: false };
  }
  // What lies on disk may be looked at in any workspace; building takes trust.
  if (!workspace.isTrusted) return { kind: 'refused', reason: refuseUntrusted('Viewing generated code') };
  if (generatedBuild.running) return refuse('Generated code is being built already.');
  if (services.publishStatus.isRunning) return refuse('A native publish is running. Wait until it has ended.');
  const consent = given.consent ?? (await askConsent(services, project, before?.emits === true));
  if (consent === undefined) return { kind: 'cancelled', project };
  const changed = consent === 'project' && before?.emits !== true && (await setEmission(services, project, true));
  await workspace.saveAll(false);
  const outcome = await build(services, project, consent);
  if (outcome.kind === 'shown') {
    services.generatedBuild.warned.clear();
    await generatedCode.show(project);
  }
  void report(services, outcome, project, changed);
  return outcome;
}

/** `aotLens.stopEmittingGeneratedCode`: takes the property out of the project again. */
export async function stopEmittingGeneratedCode(services: Services, argument: unknown): Promise<void> {
  const project = readArgument(argument).project ?? (await chooseProject(services, 'Stop Emitting Generated Code', 'all'));
  if (project === undefined) return;
  if (await setEmission(services, project, false)) services.generatedCode.refresh();
  else void window.showInformationMessage(`${path.basename(project)} does not set EmitCompilerGeneratedFiles itself.`);
}

export function cancelGeneratedCodeBuild(services: Services): void {
  if (services.generatedBuild.running) services.generatedBuild.running.abort();
  else void window.showInformationMessage('No generated code is being built.');
}

/** Asked once for each project; a later build of this session does as was answered. */
async function askConsent(services: Services, project: string, emits: boolean): Promise<GeneratedCodeConsent | undefined> {
  const remembered = services.generatedBuild.consents.get(project);
  if (remembered) return remembered;
  const name = path.basename(project);
  const detail = emits
    ? `${name} sets EmitCompilerGeneratedFiles. The project is built once with dotnet build; its sources are not changed.`
    : `The compiler keeps generated code in memory unless EmitCompilerGeneratedFiles is set. "${SET_IN_PROJECT}" adds the property to ${name}, which you can undo; `
      + `"${THIS_BUILD_ONLY}" leaves the project as it is. Either way the project is built once with dotnet build, and the files go to its intermediate folder.`;
  const answer = await window.showInformationMessage(`Build ${name} and write its generated code to disk?`, { modal: true, detail }, ...(emits ? [BUILD] : [SET_IN_PROJECT, THIS_BUILD_ONLY]));
  if (answer === undefined) return undefined;
  const consent = answer === SET_IN_PROJECT || answer === BUILD ? 'project' : 'build';
  services.generatedBuild.consents.set(project, consent);
  return consent;
}

/** Edits the project in the editor and saves it, since the build reads the disk. False when nothing was to be changed. */
async function setEmission(services: Services, project: string, emit: boolean): Promise<boolean> {
  const params: EmitGeneratedFilesParams = { project, emit };
  const answer = await services.server.client?.sendRequest<EmitGeneratedFilesResult>(EMIT_GENERATED_FILES, params);
  if (!answer || answer.edits.length === 0 || !(await applyEdits(answer.edits))) return false;
  const document = await workspace.openTextDocument(Uri.file(project));
  return document.save();
}

function build(services: Services, project: string, consent: GeneratedCodeConsent): Thenable<GeneratedCodeOutcome> {
  const { generatedBuild } = services;
  const name = path.basename(project, path.extname(project));
  const controller = new AbortController();
  generatedBuild.running = controller;
  return window.withProgress({ location: ProgressLocation.Notification, title: `Building ${name} for its generated code`, cancellable: true }, async (progress, token) => {
    token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      const request = { dotnet: dotnetExecutable(currentSettings().dotnetPath), project, asProperty: consent === 'build' };
      generatedBuild.output.clear();
      generatedBuild.output.appendLine(`> ${[request.dotnet, ...generatorBuildArguments(request)].join(' ')}`);
      const onLine = (line: string): void => {
        generatedBuild.output.appendLine(line);
        services.printed.fire(line);
        if (line.includes(' -> ')) progress.report({ message: line.trim().slice(0, 80) });
      };
      const result = await runGeneratorBuild({ ...request, signal: controller.signal, onLine });
      if (result.kind === 'cancelled') {
        generatedBuild.output.appendLine('Cancelled. All processes of the build have ended.');
        return { kind: 'cancelled', project };
      }
      if (result.kind === 'failed') return { kind: 'failed', project, failure: result.failure };
      const found = await services.generatedCode.load(project, false);
      return { kind: 'shown', project, files: found ? countFiles(found) : 0, isBuilt: true };
    } finally {
      generatedBuild.running = undefined;
    }
  });
}

async function report(services: Services, outcome: GeneratedCodeOutcome, project: string, changed: boolean): Promise<void> {
  const undo = changed ? [UNDO] : [];
  let answer: string | undefined;
  if (outcome.kind === 'shown') {
    const text = outcome.files === 0 ? 'No source generator emitted anything.' : `Source generators emitted ${outcome.files} ${outcome.files === 1 ? 'file' : 'files'}.`;
    answer = await window.showInformationMessage(changed ? `${text} ${path.basename(project)} now sets EmitCompilerGeneratedFiles.` : text, ...undo);
  } else if (outcome.kind === 'failed') {
    answer = await reportFailure(services, outcome.failure, undo);
  } else if (changed) {
    answer = await window.showInformationMessage(`Cancelled. ${path.basename(project)} still sets EmitCompilerGeneratedFiles.`, ...undo);
  }
  if (answer === UNDO && (await setEmission(services, project, false))) services.generatedCode.refresh();
}

async function reportFailure(services: Services, { what, why, remedy, command }: Failure, undo: readonly string[]): Promise<string | undefined> {
  services.generatedBuild.output.appendLine(`\n${what}\n${why}\n${remedy}${command ? `\n    ${command}` : ''}`);
  const answer = await window.showErrorMessage(`${what} ${why} ${remedy}`, 'Show Output', ...(command ? ['Copy Command'] : []), ...undo);
  if (answer === 'Show Output') services.generatedBuild.output.show(true);
  else if (answer === 'Copy Command' && command) await env.clipboard.writeText(command);
  return answer;
}

function countFiles({ sets }: { readonly sets: readonly { readonly generators: readonly { readonly files: readonly unknown[] }[] }[] }): number {
  return sets.reduce((sum, { generators }) => sum + generators.reduce((files, generator) => files + generator.files.length, 0), 0);
}

function refuse(reason: string): GeneratedCodeOutcome {
  void window.showInformationMessage(reason);
  return { kind: 'refused', reason };
}

/** Nothing from the palette; a Uri from the Explorer; a node from the view; `{ project, consent }` from key bindings and tests. */
function readArgument(argument: unknown): { readonly project?: string; readonly consent?: GeneratedCodeConsent } {
  if (argument instanceof Uri) return { project: argument.fsPath };
  if (typeof argument !== 'object' || argument === null) return {};
  const { project, consent } = argument as Record<string, unknown>;
  return { ...(typeof project === 'string' ? { project } : {}), ...(consent === 'project' || consent === 'build' ? { consent } : {}) };
}

/** Shows the view, for a look at what there is. */
export async function refreshGeneratedCode(services: Services): Promise<void> {
  services.generatedCode.refresh();
  await commands.executeCommand('aotLens.generatedCode.focus');
}
