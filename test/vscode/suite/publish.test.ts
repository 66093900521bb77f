/** The publish command: the SDK's own output in Problems, cancelling, failing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { commands, languages, workspace, type Diagnostic } from 'vscode';
import type { AotLensApi, PublishOutcome } from '../../../client/src/api';
import { activateExtension, codeOf, describeDiagnostic, diagnosticsWhen, has, next, open, replaceText, revert, workspaceFile } from './support';

const PUBLISH_SOURCE = 'AOT Lens publish';
/** A native publish takes a minute, several on a busy machine. */
const PUBLISH_TIMEOUT = 280_000;

describe('publish', function () {
  this.timeout(PUBLISH_TIMEOUT);
  let api: AotLensApi;
  const project = (): string => workspaceFile('console', 'Console.csproj').fsPath;
  const argument = (): object => ({ project: project(), runtimeIdentifier: runtimeIdentifier() });
  const fromPublish = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => diagnostics.filter((d) => d.source === PUBLISH_SOURCE);

  before(async () => {
    api = await activateExtension();
  });

  it('brings what only the publish knows to its line, and does not repeat what is shown live', async () => {
    const program = await open('console', 'Program.cs');
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'args.Length'));
    assert.ok(!has(program, languages.getDiagnostics(program.uri), 'IL2026', 'Serialize(args)'), 'the pragma silences the live warning');

    const lines: string[] = [];
    const subscription = api.onDidPrintLine((line) => lines.push(line));
    const announced = next(api.onDidPublish);
    const outcome = await commands.executeCommand<PublishOutcome>('aotLens.publish', argument());
    subscription.dispose();
    assert.equal(outcome.kind, 'succeeded', JSON.stringify(outcome));
    assert.deepEqual(await announced, outcome);
    assert.ok(outcome.binary && outcome.binary.size > 500_000 && outcome.elapsedMs > 0);
    assert.ok(lines.some((line) => line.includes('->')));
    // The warning that the pragma hid was right.
    await assert.rejects(promisify(execFile)(outcome.binary.path, ['a']), /Reflection-based serialization has been disabled/);

    const found = languages.getDiagnostics(program.uri);
    assert.deepEqual(fromPublish(found).map((d) => [codeOf(d), program.lineAt(d.range.start).text]).sort(), [
      ['IL2026', 'Console.WriteLine(JsonSerializer.Serialize(args));'],
      ['IL3050', 'Console.WriteLine(JsonSerializer.Serialize(args));'],
    ], found.map(describeDiagnostic).join('\n'));
    const facts = found.map((d) => `${codeOf(d)}@${d.range.start.line}`);
    assert.equal(new Set(facts).size, facts.length, facts.join());
  });

  it('moves its warnings with the text, and forgets them when their line is edited', async () => {
    const program = await open('console', 'Program.cs');
    await diagnosticsWhen(program.uri, (d) => fromPublish(d).length === 2);
    await replaceText(program, 'using System.Text.Json;', '// one\n// two\nusing System.Text.Json;');
    const moved = await diagnosticsWhen(program.uri, (d) => fromPublish(d).some((each) => each.range.start.line === 6));
    assert.equal(program.lineAt(fromPublish(moved)[0]!.range.start).text, 'Console.WriteLine(JsonSerializer.Serialize(args));');
    await replaceText(program, 'JsonSerializer.Serialize(args)', '"edited"');
    await diagnosticsWhen(program.uri, (d) => fromPublish(d).length === 0);
    await revert(program);
  });

  it('shows its output with the colours of the grammar', async () => {
    const shown = next(workspace.onDidOpenTextDocument, (document) => document.languageId === 'aotlens-publish');
    const isOpen = (): boolean => workspace.textDocuments.some((document) => document.languageId === 'aotlens-publish');
    const already = isOpen();
    await commands.executeCommand('aotLens.showPublishOutput');
    if (!already && !isOpen()) await shown;
    assert.ok(isOpen());
  });

  it('ends every process when it is cancelled', async () => {
    const printed = next(api.onDidPrintLine, (line) => line.includes(' -> ') || line.includes('Determining') || line.includes('Restored') || line.includes('up-to-date'));
    const running = commands.executeCommand<PublishOutcome>('aotLens.publish', argument());
    await printed;
    await commands.executeCommand('aotLens.cancelPublish');
    assert.equal((await running).kind, 'cancelled');
    if (process.platform === 'linux') {
      const left = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => commandLine(name).includes(project()));
      assert.deepEqual(left.map(commandLine), []);
    }
  });

  it('is not started twice', async () => {
    const printed = next(api.onDidPrintLine);
    const running = commands.executeCommand<PublishOutcome>('aotLens.publish', argument());
    await printed;
    assert.equal((await commands.executeCommand<PublishOutcome>('aotLens.publish', argument())).kind, 'refused');
    await commands.executeCommand('aotLens.cancelPublish');
    await running;
  });

  it('explains what stands in the way before it starts', async () => {
    const foreign = process.platform === 'win32' ? 'linux-x64' : 'win-x64';
    const crossSystem = await commands.executeCommand<PublishOutcome>('aotLens.publish', { project: project(), runtimeIdentifier: foreign });
    assert.ok(crossSystem.kind === 'failed' && /cannot be made on this operating system/.test(crossSystem.failure.what), JSON.stringify(crossSystem));
    const notNative = await commands.executeCommand<PublishOutcome>('aotLens.publish', { project: workspaceFile('plain', 'Plain.csproj').fsPath, runtimeIdentifier: runtimeIdentifier() });
    assert.ok(notNative.kind === 'failed' && /not set up for Native AOT/.test(notNative.failure.what), JSON.stringify(notNative));
  });

  it('shows compile errors of the publish at their place', async () => {
    const program = await open('console', 'Program.cs');
    await replaceText(program, 'args.Length));', 'args.Missing));');
    const outcome = await commands.executeCommand<PublishOutcome>('aotLens.publish', argument());
    assert.ok(outcome.kind === 'failed' && /does not compile \(CS1061\)/.test(outcome.failure.what), JSON.stringify(outcome));
    const found = await diagnosticsWhen(program.uri, (d) => fromPublish(d).some((each) => codeOf(each) === 'CS1061'));
    assert.equal(program.getText(fromPublish(found).find((d) => codeOf(d) === 'CS1061')!.range), 'Missing');
    await replaceText(program, 'args.Missing));', 'args.Length));');
    await program.save();
    await commands.executeCommand('aotLens.clearPublishWarnings');
    assert.equal(fromPublish(languages.getDiagnostics(program.uri)).length, 0);
  });
});

function commandLine(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function runtimeIdentifier(): string {
  const system = process.platform === 'win32' ? 'win' : process.platform === 'darwin' ? 'osx' : 'linux';
  return `${system}-${process.arch}`;
}
