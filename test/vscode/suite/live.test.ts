/** What the user sees in C# files while typing, without a build. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { commands, Diagnostic, DiagnosticSeverity, languages, MarkdownString, Range, workspace, type Hover, type TextDocument } from 'vscode';
import { activateExtension, apply, diagnosticsWhen, find, has, open, quickFix, replaceText, revert, workspaceFile } from './support';

describe('live diagnostics', () => {
  let program: TextDocument;

  before(async () => {
    await activateExtension();
    program = await open('todo-api', 'Program.cs');
  });

  afterEach(async () => {
    await revert(program);
  });

  it('marks calls that need reflection or run-time code as soon as the file is open', async () => {
    const found = await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'AddSession') && has(program, d, 'IL3050', 'JsonSerializer.Serialize(store'));
    const serialize = find(program, found, 'IL2026', 'JsonSerializer.Serialize(store');
    assert.ok(serialize);
    assert.equal(serialize.severity, DiagnosticSeverity.Warning);
    assert.equal(program.getText(serialize.range), 'JsonSerializer.Serialize(store.All())');
    assert.match(serialize.message, /RequiresUnreferencedCodeAttribute/);
    assert.ok(typeof serialize.code === 'object' && serialize.code.target.toString().includes('IL2026'));
  });

  it('follows edits that are not saved, and nothing is built or restored', async () => {
    await replaceText(program, 'app.Run();', 'app.MapGet("/one", () => JsonSerializer.Serialize(1));\napp.Run();');
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL3050', 'JsonSerializer.Serialize(1)'));
    assert.ok(program.isDirty);
    for (const folder of ['bin', 'obj']) assert.ok(!existsSync(workspaceFile('todo-api', folder).fsPath), folder);
  });

  it('is silent about the overload that takes metadata from a context', async () => {
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'JsonSerializer.Serialize(store'));
    await replaceText(program, 'JsonSerializer.Serialize(store.All())', 'JsonSerializer.Serialize(store.All(), AppJsonContext.Default.TodoArray)');
    const found = await diagnosticsWhen(program.uri, (d) => !has(program, d, 'IL2026', 'JsonSerializer.Serialize(store') && has(program, d, 'IL2026', 'AddSession'));
    assert.ok(!has(program, found, 'IL3050', 'JsonSerializer.Serialize(store'));
  });

  it('offers CreateSlimBuilder', async () => {
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'AOT2001', 'CreateBuilder'));
    await apply(await quickFix(program, 'CreateBuilder', /CreateSlimBuilder/));
    assert.match(program.getText(), /WebApplication\.CreateSlimBuilder\(args\)/);
    await diagnosticsWhen(program.uri, (d) => d.every((each) => each.code === undefined || !JSON.stringify(each.code).includes('AOT2001')));
  });

  it('knows what ASP.NET Core does not support where the SDK is silent', async () => {
    await replaceText(program, 'var app = builder.Build();', 'builder.Services.AddMvcCore();\nvar app = builder.Build();');
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'AOT2100', 'AddMvcCore'));
  });

  it('warns about a type of an endpoint that has no JSON metadata, and adds it', async () => {
    const found = await diagnosticsWhen(program.uri, (d) => has(program, d, 'AOT3001', 'new Summary('));
    assert.equal(find(program, found, 'AOT3001', 'new Summary(')?.severity, DiagnosticSeverity.Error);
    await apply(await quickFix(program, 'new Summary(', /Summary/));
    assert.match(program.getText(), /\[(?:\w+\.)*JsonSerializable\(typeof\(Summary\)\)\]/);
    await diagnosticsWhen(program.uri, (d) => !has(program, d, 'AOT3001', 'new Summary('));
  });

  it('explains in a hover', async () => {
    const found = await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'AddSession'));
    const at = find(program, found, 'IL2026', 'AddSession');
    assert.ok(at);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', program.uri, at.range.end.translate(0, -3));
    const text = hovers.flatMap((hover) => hover.contents.map((c) => (c instanceof MarkdownString ? c.value : ''))).join('\n');
    assert.match(text, /IL2026/);
  });

  it('leaves to another extension what that shows already, and takes it back', async () => {
    const found = await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'AddSession'));
    const at = find(program, found, 'IL2026', 'AddSession');
    assert.ok(at);
    const other = languages.createDiagnosticCollection('csharp');
    try {
      const same = new Diagnostic(new Range(at.range.start, at.range.start), 'from the compiler', DiagnosticSeverity.Warning);
      same.code = 'IL2026';
      same.source = 'csharp';
      other.set(program.uri, [same]);
      const isOurs = (d: Diagnostic): boolean => d.source === 'AOT Lens' && d.range.isEqual(at.range) && JSON.stringify(d.code).includes('IL2026');
      await diagnosticsWhen(program.uri, (d) => !d.some(isOurs) && has(program, d, 'IL3050', 'JsonSerializer.Serialize(store'));
      other.clear();
      await diagnosticsWhen(program.uri, (d) => d.some(isOurs));
    } finally {
      other.dispose();
    }
  });

  it('can be switched off and on', async () => {
    await diagnosticsWhen(program.uri, (d) => d.length > 0);
    await workspace.getConfiguration('aotLens').update('enable', false);
    await diagnosticsWhen(program.uri, (d) => d.every((each) => each.source !== 'AOT Lens'));
    await workspace.getConfiguration('aotLens').update('enable', undefined);
    await diagnosticsWhen(program.uri, (d) => has(program, d, 'IL2026', 'AddSession'));
  });
});
