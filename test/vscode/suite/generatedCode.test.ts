/** Generated code: emission with consent, the view, read-only documents, jumps there and back; and the support table. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { commands, languages, Selection, TreeItem, Uri, window, workspace, WorkspaceEdit, type CodeLens, type TextDocument } from 'vscode';
import type { AotLensApi, GeneratedCodeOutcome } from '../../../client/src/api';
import type { GeneratedNode } from '../../../client/src/generatedCodeView';
import type { FeatureSupportResult } from '../../../shared/protocol';
import { activateExtension, next, open, replaceText, revert, workspaceFile } from './support';

/** A build takes seconds, and minutes on a busy machine. */
const BUILD_TIMEOUT = 400_000;
const EMIT = /<EmitCompilerGeneratedFiles>true<\/EmitCompilerGeneratedFiles>/;

describe('generated code', function () {
  this.timeout(BUILD_TIMEOUT);
  let api: AotLensApi;
  let program: TextDocument;
  const project = (): string => workspaceFile('todo-api', 'TodoApi.csproj').fsPath;
  const onDisk = (): string => readFileSync(project(), 'utf8');
  const children = async (node?: GeneratedNode): Promise<GeneratedNode[]> => (await api.generatedCode.getChildren(node)) ?? [];
  const itemOf = async (node: GeneratedNode): Promise<TreeItem> => api.generatedCode.getTreeItem(node);
  const view = (consent: string, command = 'aotLens.viewGeneratedCode'): Thenable<GeneratedCodeOutcome> => commands.executeCommand(command, { project: project(), consent });

  before(async () => {
    api = await activateExtension();
    program = await open('todo-api', 'Program.cs');
  });

  /** Puts the cursor on a text and goes; what is open then, with the selected text. */
  async function goTo(text: string): Promise<{ readonly uri: Uri | undefined; readonly selected: string | undefined }> {
    const editor = await window.showTextDocument(program);
    const position = program.positionAt(program.getText().indexOf(text));
    editor.selection = new Selection(position, position);
    const uri = await commands.executeCommand<Uri | undefined>('aotLens.goToGeneratedCode');
    return { uri, selected: window.activeTextEditor?.document.getText(window.activeTextEditor.selection) };
  }

  it('is not there before it is asked for', async () => {
    assert.deepEqual(await children(), []);
    assert.equal((await goTo('MapGet("/todos"')).uri, undefined);
  });

  it('is emitted by a property of the project, which can be undone', async () => {
    const outcome = await view('project');
    assert.ok(outcome.kind === 'shown' && outcome.isBuilt && outcome.files > 5, JSON.stringify(outcome));
    assert.match(onDisk(), EMIT);
    const document = await workspace.openTextDocument(project());
    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    assert.doesNotMatch(document.getText(), EMIT);
    await commands.executeCommand('redo');
    await document.save();
    await commands.executeCommand('aotLens.stopEmittingGeneratedCode', { project: project() });
    assert.doesNotMatch(onDisk(), EMIT);
  });

  it('is listed by project, generator and file, and opens as C# that cannot be edited and is not analysed', async () => {
    const [top] = await children();
    assert.ok(top);
    assert.equal((await itemOf(top)).label, 'TodoApi');
    const generators = await children(top);
    const labels = await Promise.all(generators.map(async (node) => (await itemOf(node)).label));
    assert.ok(labels.includes('JSON serialization') && labels.includes('Minimal API endpoints'), JSON.stringify(labels));
    const json = generators[labels.indexOf('JSON serialization')];
    const files = await children(json);
    const items = await Promise.all(files.map(itemOf));
    const item = items.find(({ label }) => label === 'AppJsonContext.TodoArray.g.cs');
    const [uri] = (item?.command?.arguments ?? []) as [Uri];
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.equal(document.languageId, 'csharp');
    assert.match(document.getText(), /partial class AppJsonContext/);
    const text = document.getText();
    await commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), text, 'it cannot be edited');
    assert.deepEqual(languages.getDiagnostics(uri).filter(({ source }) => source === 'AOT Lens'), []);
    const secret = uri.with({ path: workspaceFile('console', 'Program.cs').path });
    assert.doesNotMatch((await workspace.openTextDocument(secret)).getText(), /JsonSerializer/);
  });

  it('is one step from an endpoint or a JSON type, and back', async () => {
    const endpoint = await goTo('store.All());\n\n// Summary');
    assert.equal(endpoint.uri?.scheme, 'aotlens-generated');
    assert.match(endpoint.selected ?? '', /^MapGet\d$/);
    await commands.executeCommand('aotLens.goToGeneratedOrigin');
    assert.equal(window.activeTextEditor?.document.uri.toString(), program.uri.toString());
    assert.equal(program.lineAt(window.activeTextEditor.selection.active).text, 'app.MapGet("/todos", () => store.All());');
    const json = await goTo('typeof(Todo[])');
    assert.equal(json.selected, 'TodoArray');
    await commands.executeCommand('aotLens.goToGeneratedOrigin');
    assert.match(program.getText(window.activeTextEditor.selection), /^JsonSerializable/);
    assert.equal((await goTo('new TodoStore')).uri, undefined);
  });

  it('has lenses above what it was made for', async () => {
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', program.uri);
    const lines = lenses.filter(({ command }) => command?.command === 'aotLens.goToGeneratedCode').map(({ range }) => program.lineAt(range.start).text.slice(0, 20));
    assert.equal(lines.filter((line) => line.startsWith('app.MapGet(')).length, 4, lines.join('\n'));
    assert.equal(lines.filter((line) => line.startsWith('[JsonSerializable(')).length, 1);
  });

  it('is not built again while it is up to date, and shown as older when the source moves on', async () => {
    const again = await commands.executeCommand<GeneratedCodeOutcome>('aotLens.viewGeneratedCode', { project: project() });
    assert.ok(again.kind === 'shown' && !again.isBuilt, JSON.stringify(again));
    await replaceText(program, 'app.Run();', '\napp.Run();');
    const [top] = await children();
    assert.ok(top);
    assert.match(String((await itemOf(top)).description), /older than the source/);
    await revert(program);
  });

  it('follows a build of that time alone, leaving the project as it is; failures are explained', async () => {
    await replaceText(program, 'app.Run();', 'app.Run(Missing);');
    const failed = await view('build', 'aotLens.rebuildGeneratedCode');
    assert.ok(failed.kind === 'failed' && /CS0103/.test(failed.failure.what), JSON.stringify(failed));
    await replaceText(program, 'app.Run(Missing);', 'app.MapGet("/more", () => 3);\napp.Run();');
    const built = await view('build', 'aotLens.rebuildGeneratedCode');
    assert.ok(built.kind === 'shown' && built.isBuilt, JSON.stringify(built));
    assert.doesNotMatch(onDisk(), EMIT);
    assert.match((await goTo('MapGet("/more"')).selected ?? '', /^MapGet\d$/);
  });

  it('ends every process when the build is cancelled, and is not built twice at once', async () => {
    const printed = next(api.onDidPrintLine);
    const running = view('build', 'aotLens.rebuildGeneratedCode');
    await printed;
    assert.equal((await view('build', 'aotLens.rebuildGeneratedCode')).kind, 'refused');
    assert.equal((await commands.executeCommand<{ kind: string }>('aotLens.publish', { project: project(), runtimeIdentifier: 'linux-x64' })).kind, 'refused');
    await commands.executeCommand('aotLens.cancelGeneratedCodeBuild');
    assert.equal((await running).kind, 'cancelled');
    if (process.platform === 'linux') {
      const left = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => commandLine(name).includes(project()));
      assert.deepEqual(left.map(commandLine), []);
    }
  });

  it('the support table names what the project uses, as the text stands', async () => {
    const show = async (): Promise<string[]> => {
      const result = await commands.executeCommand<FeatureSupportResult>('aotLens.showFeatureSupport', project());
      return result.rows.filter(({ uses }) => uses.length > 0).flatMap(({ status, uses }) => uses.map(({ name }) => `${status} ${name}`));
    };
    const isOpen = (): boolean => window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label === 'Feature Support'));
    const opened = next(window.tabGroups.onDidChangeTabs, isOpen);
    const first = await show();
    assert.ok(first.includes('partial MapGet') && first.includes('none AddSession'), first.join());
    if (!isOpen()) await opened;
    assert.equal(api.featureSupport()?.framework, 'net9.0');
    const edit = new WorkspaceEdit();
    const at = program.positionAt(program.getText().indexOf('app.Run();'));
    edit.insert(program.uri, at, 'app.MapControllers();\n');
    await workspace.applyEdit(edit);
    assert.ok((await show()).includes('none MapControllers'));
    await revert(program);
  });
});

function commandLine(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
