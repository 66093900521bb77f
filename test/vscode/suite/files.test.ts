/** Files and folders that come, move and go on the disk, by whatever hand: a checkout, another tool, the explorer. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Uri } from 'vscode';
import { activateExtension, codeOf, diagnosticsWhen, open, workspaceFile } from './support';

const warns = 'static class Moved { public static string Text(object value) => System.Text.Json.JsonSerializer.Serialize(value); }\n';
const at = (...parts: readonly string[]): Uri => workspaceFile('todo-api', ...parts);

describe('files on the disk', () => {
  before(async () => {
    await activateExtension();
    await open('todo-api', 'Program.cs');
  });

  afterEach(() => {
    for (const folder of ['Extra', 'Renamed']) rmSync(at(folder).fsPath, { recursive: true, force: true });
  });

  const shown = (uri: Uri): Promise<unknown> => diagnosticsWhen(uri, (found) => found.some((each) => codeOf(each) === 'IL2026'));
  const gone = (uri: Uri): Promise<unknown> => diagnosticsWhen(uri, (found) => found.length === 0);

  it('a new file is analysed, and forgotten when it is deleted', async () => {
    mkdirSync(at('Extra').fsPath);
    writeFileSync(at('Extra', 'Moved.cs').fsPath, warns);
    await shown(at('Extra', 'Moved.cs'));
    rmSync(at('Extra', 'Moved.cs').fsPath);
    await gone(at('Extra', 'Moved.cs'));
  });

  it('so are the files of a folder that is renamed, or deleted as a whole', async () => {
    mkdirSync(at('Extra', 'Deep').fsPath, { recursive: true });
    writeFileSync(at('Extra', 'Deep', 'Moved.cs').fsPath, warns);
    await shown(at('Extra', 'Deep', 'Moved.cs'));
    renameSync(at('Extra').fsPath, at('Renamed').fsPath);
    await gone(at('Extra', 'Deep', 'Moved.cs'));
    await shown(at('Renamed', 'Deep', 'Moved.cs'));
    rmSync(at('Renamed').fsPath, { recursive: true });
    await gone(at('Renamed', 'Deep', 'Moved.cs'));
  });
});
