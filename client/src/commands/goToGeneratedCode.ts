/** `aotLens.goToGeneratedCode`, `aotLens.goToGeneratedOrigin`: from source to the code generated for it, and back. */
import path from 'node:path';
import { commands, Range, Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import {
  GENERATED_FOR, GENERATED_ORIGIN,
  type GeneratedForParams, type GeneratedForResult, type GeneratedOriginParams, type GeneratedOriginResult, type GeneratedPlaceSummary, type ProtocolPosition, type ProtocolRange,
} from '../../../shared/protocol';
import { generatedFileOf, generatedUri } from '../generatedDocuments';
import type { Services } from '../services';

/** `argument`: what a lens gives (GeneratedForParams); without it, the cursor's place. Returns what was opened. */
export async function goToGeneratedCode(services: Services, argument: unknown): Promise<Uri | undefined> {
  const params = readArgument(argument) ?? atCursor();
  const { client } = services.server;
  if (!params || !client) {
    void window.showInformationMessage(client ? 'Open a C# file and place the cursor on an attribute or call.' : 'The AOT Lens server is not running.');
    return undefined;
  }
  const { project, places, missing } = await client.sendRequest<GeneratedForResult>(GENERATED_FOR, params);
  if (project === null || missing !== null) {
    void explainMissing(project, missing);
    return undefined;
  }
  const place = await choose(places);
  if (!place) return undefined;
  const uri = generatedUri(place.path, project);
  await show(await services.generatedCode.documents.open(uri), place.range);
  if (place.isStale) void warnStale(services, project, place.label);
  return uri;
}

async function choose(places: readonly GeneratedPlaceSummary[]): Promise<GeneratedPlaceSummary | undefined> {
  if (places.length <= 1) return places[0];
  const items: (QuickPickItem & { readonly place: GeneratedPlaceSummary })[] = places.map((place) => ({ label: place.name, description: place.label, place }));
  return (await window.showQuickPick(items, { title: 'Go to Generated Code' }))?.place;
}

async function explainMissing(project: string | null, missing: GeneratedForResult['missing']): Promise<void> {
  if (missing === 'nothingHere' || project === null) {
    void window.showInformationMessage('No source generator has made code for what is at the cursor. Place it on an attribute such as [JsonSerializable] or [GeneratedRegex], or on a Map call.');
    return;
  }
  const text = missing === 'notEmitted' ? 'Generated code has not been written to disk yet.' : 'No code was generated for this when the project was last built.';
  const [action, command] = missing === 'notEmitted' ? ['View Generated Code', 'aotLens.viewGeneratedCode'] as const : ['Rebuild', 'aotLens.rebuildGeneratedCode'] as const;
  if (await window.showInformationMessage(text, action)) await commands.executeCommand(command, { project });
}

/** Said once until the next build. */
async function warnStale(services: Services, project: string, label: string): Promise<void> {
  const key = `${project}|${label}`;
  if (services.generatedBuild.warned.has(key)) return;
  services.generatedBuild.warned.add(key);
  if (await window.showInformationMessage('The source has changed since this code was generated.', 'Rebuild')) await commands.executeCommand('aotLens.rebuildGeneratedCode', { project });
}

/** From the place of the cursor in a generated file. Returns what was opened. */
export async function goToGeneratedOrigin(services: Services): Promise<Uri | undefined> {
  const editor = window.activeTextEditor;
  const at = editor && generatedFileOf(editor.document.uri);
  const { client } = services.server;
  if (!editor || !at || !client) {
    void window.showInformationMessage(client ? 'Open a generated file from the view "Generated Code".' : 'The AOT Lens server is not running.');
    return undefined;
  }
  const { line, character } = editor.selection.active;
  const params: GeneratedOriginParams = { project: at.project, file: at.file, position: { line, character } };
  const origins = await client.sendRequest<GeneratedOriginResult>(GENERATED_ORIGIN, params);
  if (origins.length === 0) {
    void window.showInformationMessage('What this code was generated for is not known.');
    return undefined;
  }
  const items = origins.map((origin) => ({ label: `${path.basename(origin.file)}, line ${origin.range.start.line + 1}`, description: workspace.asRelativePath(origin.file), origin }));
  const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, { title: 'Go to Source of Generated Code' });
  if (!chosen) return undefined;
  const uri = Uri.file(chosen.origin.file);
  await show(await workspace.openTextDocument(uri), chosen.origin.range);
  return uri;
}

async function show(document: TextDocument, { start, end }: ProtocolRange): Promise<void> {
  await window.showTextDocument(document, { selection: new Range(start.line, start.character, end.line, end.character) });
}

function atCursor(): GeneratedForParams | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file' || editor.document.languageId !== 'csharp') return undefined;
  const { line, character } = editor.selection.active;
  return { file: editor.document.uri.fsPath, position: { line, character } };
}

function readArgument(argument: unknown): GeneratedForParams | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { file, position, wholeContext } = argument as Record<string, unknown>;
  const { line, character } = (position ?? {}) as Partial<ProtocolPosition>;
  if (typeof file !== 'string' || typeof line !== 'number' || typeof character !== 'number') return undefined;
  return { file, position: { line, character }, wholeContext: wholeContext === true };
}
