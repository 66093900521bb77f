/** Commands around the server and the documentation. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { commands, extensions, window } from 'vscode';
import type { AotLensApi } from '../../../client/src/api';
import { activateExtension, diagnosticsWhen, EXTENSION_ID, has, next, open, workspaceFile } from './support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('commands', () => {
  let api: AotLensApi;

  before(async () => {
    api = await activateExtension();
  });

  it('exist as the manifest says', async () => {
    const known = new Set(await commands.getCommands(true));
    const manifest = extensions.getExtension(EXTENSION_ID)?.packageJSON as Manifest;
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), command);
  });

  it('cost the extension host less than 100 ms to load and activate', () => {
    const folder = extensions.getExtension(EXTENSION_ID)?.extensionPath ?? '';
    const bundle = path.join(folder, 'dist', 'extension.js');
    const load = createRequire(bundle);
    const loaded = load.cache[bundle];
    Reflect.deleteProperty(load.cache, bundle);
    const cpu = process.cpuUsage();
    load(bundle);
    const { user, system } = process.cpuUsage(cpu);
    load.cache[bundle] = loaded;
    const milliseconds = (user + system) / 1000;
    assert.ok(milliseconds + api.activationMs < 100, `loading took ${String(milliseconds)} ms of CPU, activating ${String(api.activationMs)} ms`);
  });

  it('restart the server, and diagnostics come back', async () => {
    const program = await open('console', 'Program.cs');
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'args.Length'));
    const before = api.client();
    const restarted = next(api.onDidStartServer);
    await commands.executeCommand('aotLens.restartServer');
    await restarted;
    assert.notEqual(api.client(), before);
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'args.Length'));
  });

  it('restart the server while a request is under way', async () => {
    const program = await open('console', 'Program.cs');
    const hover = commands.executeCommand('vscode.executeHoverProvider', program.uri, program.positionAt(60));
    await Promise.all([commands.executeCommand('aotLens.restartServer'), hover]);
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'args.Length'));
  });

  it('are offered by the language status where a project is not analysed for Native AOT', async () => {
    const says = async (text: string): Promise<void> => {
      while (api.analysisStatus()?.text !== text) await next(api.onDidChangeAnalysisStatus);
    };
    await open('console', 'Program.cs');
    await says('Native AOT');
    assert.deepEqual(api.analysisStatus(), { text: 'Native AOT', detail: 'Console, net9.0', isWarning: false, command: undefined });
    await open('plain', 'Program.cs');
    await says('Native AOT is off');
    assert.deepEqual(api.analysisStatus()?.command, { title: 'Enable Native AOT', command: 'aotLens.enableNativeAot', arguments: [workspaceFile('plain', 'Plain.csproj').fsPath] });
  });

  it('show the page of a rule', async () => {
    assert.ok(api.rulePage('IL2026'), 'IL2026 has a page');
    const isPreview = (): boolean => window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label.includes('IL2026')));
    const opened = next(window.tabGroups.onDidChangeTabs, isPreview);
    await commands.executeCommand('aotLens.explainRule', 'IL2026');
    if (!isPreview()) await opened;
    assert.equal(api.rulePage('../../package'), undefined);
  });
});
