/** Waiting on events of the editor, never on time. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { commands, extensions, languages, Range, Uri, window, workspace, WorkspaceEdit, type CodeAction, type Diagnostic, type Event, type TextDocument } from 'vscode';
import type { AotLensApi } from '../../../client/src/api';

export const EXTENSION_ID = 'aot-lens.aot-lens';

export async function activateExtension(): Promise<AotLensApi> {
  const extension = extensions.getExtension<AotLensApi>(EXTENSION_ID);
  assert.ok(extension, 'the extension is installed');
  const api = await extension.activate();
  await api.ready;
  return api;
}

export function workspaceFile(...parts: readonly string[]): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return Uri.file(path.join(folder.uri.fsPath, ...parts));
}

export async function open(...parts: readonly string[]): Promise<TextDocument> {
  const document = await workspace.openTextDocument(workspaceFile(...parts));
  await window.showTextDocument(document);
  return document;
}

/** The next event, or the first that satisfies the predicate. */
export function next<T>(event: Event<T>, predicate: (value: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      if (!predicate(value)) return;
      subscription.dispose();
      resolve(value);
    });
  });
}

/** Diagnostics of a file as soon as they satisfy the condition; mocha's timeout says what was there instead. */
export async function diagnosticsWhen(uri: Uri, condition: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
  const now = languages.getDiagnostics(uri);
  if (condition(now)) return now;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`condition not met; the file has:\n${languages.getDiagnostics(uri).map(describeDiagnostic).join('\n') || '(nothing)'}`));
    }, 55_000);
    const subscription = languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      const current = languages.getDiagnostics(uri);
      if (!condition(current)) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(current);
    });
  });
}

export function codeOf(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** Is there a diagnostic with this id on the line that contains the text? */
export function has(document: TextDocument, diagnostics: readonly Diagnostic[], id: string, text: string): boolean {
  return find(document, diagnostics, id, text) !== undefined;
}

export function find(document: TextDocument, diagnostics: readonly Diagnostic[], id: string, text: string): Diagnostic | undefined {
  const line = lineOf(document, text);
  return diagnostics.find((d) => codeOf(d) === id && d.range.start.line <= line && line <= d.range.end.line);
}

export function lineOf(document: TextDocument, text: string): number {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `the document contains ${text}`);
  return document.positionAt(offset).line;
}

/** Types over a text, as the user would; the document stays unsaved. */
export async function replaceText(document: TextDocument, before: string, after: string): Promise<void> {
  const offset = document.getText().indexOf(before);
  assert.notEqual(offset, -1, `the document contains ${before}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(offset), document.positionAt(offset + before.length)), after);
  assert.ok(await workspace.applyEdit(edit));
}

/** The quick fix whose title matches, at a text of the document. */
export async function quickFix(document: TextDocument, at: string, title: RegExp): Promise<CodeAction> {
  const offset = document.getText().indexOf(at);
  assert.notEqual(offset, -1, `the document contains ${at}`);
  const range = new Range(document.positionAt(offset), document.positionAt(offset + at.length));
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
  const action = actions.find((candidate) => title.test(candidate.title));
  assert.ok(action, `offered: ${actions.map((a) => a.title).join(' | ') || '(nothing)'}`);
  return action;
}

export async function apply(action: CodeAction): Promise<void> {
  assert.ok(action.edit, 'the action has an edit');
  assert.ok(await workspace.applyEdit(action.edit));
}

/** Puts a document back to what is on disk. */
export async function revert(document: TextDocument): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand('workbench.action.files.revert');
}

export function describeDiagnostic(diagnostic: Diagnostic): string {
  return `${diagnostic.range.start.line + 1}:${diagnostic.range.start.character + 1} ${codeOf(diagnostic)} (${diagnostic.source ?? ''}) ${diagnostic.message.slice(0, 100)}`;
}
