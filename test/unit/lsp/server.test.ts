/** The real server over its protocol: pull, edits, fixes, hover, background pass, unusual documents. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { FileChangeType, type TextDocumentEdit } from 'vscode-languageserver-protocol';
import { WEB_PROJECT, withFolder } from '../../harness/cli';
import { LspSession } from '../../harness/lsp';

const PROGRAM = `using System.Text.Json;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/", () => "x");
Console.WriteLine(JsonSerializer.Serialize(args));
app.Run();
`;

async function withSession(files: Readonly<Record<string, string>>, use: (session: LspSession, folder: string) => Promise<void>): Promise<void> {
  await withFolder(files, async (folder) => {
    const session = await LspSession.start(folder);
    try {
      await use(session, folder);
    } finally {
      await session.end();
    }
  });
}

const ids = (items: readonly { code?: unknown }[]): unknown[] => items.map((d) => d.code);

test('diagnostics on open, gone and back while typing, with a link to their page', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, PROGRAM);
    const first = await session.diagnostics(file);
    assert.ok(ids(first).includes('IL2026'), JSON.stringify(first));
    assert.ok(ids(first).includes('AOT2001'));
    assert.match(first[0]?.codeDescription?.href ?? '', /docs\/rules\/\w+\.md$/);
    const at = { line: 5, character: 'Console.WriteLine(JsonSerializer.S'.length };
    await session.edit(file, { start: at, end: at }, 'x');
    assert.ok(!ids(await session.diagnostics(file)).includes('IL2026'));
    await session.edit(file, { start: at, end: { line: 5, character: at.character + 1 } }, '');
    assert.ok(ids(await session.diagnostics(file)).includes('IL2026'));
  }));

test('a client that cannot pull is sent what open documents have', { timeout: 60_000 }, () =>
  withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM, 'Other.cs': 'class Other { }\n' }, async (folder) => {
    const session = await LspSession.start(folder, {}, { pulls: false });
    try {
      const file = path.join(folder, 'Program.cs');
      await session.open(file, PROGRAM);
      const first = await session.pushedUntil(file, (items) => ids(items).includes('IL2026') && ids(items).includes('AOT2001'));
      const at = { line: 5, character: 'Console.WriteLine(JsonSerializer.S'.length };
      await session.edit(file, { start: at, end: at }, 'x');
      await session.pushedUntil(file, (items) => !ids(items).includes('IL2026'));
      await session.edit(file, { start: at, end: { line: 5, character: at.character + 1 } }, '');
      await session.pushedUntil(file, (items) => ids(items).includes('IL2026'));
      // What another document declares counts too, once the project has been looked at again.
      const other = path.join(folder, 'Other.cs');
      await session.open(other, 'class Other { }\n');
      await session.edit(other, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'static class JsonSerializer { public static string Serialize(object o) => ""; }\n');
      await session.pushedUntil(file, (items) => !ids(items).includes('IL2026'));
      await session.close(other);
      await session.pushedUntil(file, (items) => ids(items).includes('IL2026'));
      // Closed, it is what is on the disk, as for all files of the project.
      await session.edit(file, { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } }, '');
      await session.pushedUntil(file, (items) => items.length === 0);
      await session.close(file);
      assert.deepEqual(await session.pushedUntil(file, (items) => items.length > 0), first);
    } finally {
      await session.end();
    }
  }));

test('closed files come, change and go with their folders, props files and settings', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM.replace('CreateBuilder', 'CreateSlimBuilder') }, async (session, folder) => {
    const tell = (name: string, type: FileChangeType): Promise<void> => session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: session.uri(path.join(folder, name)), type }] });
    const program = path.join(folder, 'Program.cs');
    await session.open(program, readFileSync(program, 'utf8'));
    const added = path.join(folder, 'More', 'Deep', 'Added.cs');
    mkdirSync(path.dirname(added), { recursive: true });
    writeFileSync(added, 'static class Added { public static string Text(object value) => JsonSerializer.Serialize(value); }\n');
    await tell('More', FileChangeType.Created);
    writeFileSync(path.join(folder, 'Directory.Build.props'), '<Project><ItemGroup><Using Include="System.Text.Json" /></ItemGroup></Project>');
    await tell('Directory.Build.props', FileChangeType.Created);
    await session.pushedUntil(added, (items) => ids(items).includes('IL2026'));
    writeFileSync(path.join(folder, 'appsettings.json'), '{ "Kestrel": { "Endpoints": { "Https": { "Url": "https://localhost:5001" } } } }');
    await tell('appsettings.json', FileChangeType.Created);
    await session.diagnosticsUntil(program, (items) => ids(items).includes('AOT2003'));
    rmSync(path.join(folder, 'appsettings.json'));
    await tell('appsettings.json', FileChangeType.Deleted);
    await session.diagnosticsUntil(program, (items) => !ids(items).includes('AOT2003'));
    rmSync(path.join(folder, 'More'), { recursive: true });
    await tell('More', FileChangeType.Deleted);
    await session.pushedUntil(added, (items) => items.length === 0);
  }));

test('what the client has already is not sent again', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, PROGRAM);
    const textDocument = { uri: session.uri(file) };
    const pull = (previousResultId?: string): Promise<{ kind: string; resultId: string; items?: unknown[] }> => session.connection.sendRequest('textDocument/diagnostic', { textDocument, previousResultId });
    const first = await pull();
    assert.equal(first.kind, 'full');
    const end = { line: 7, character: 0 };
    await session.edit(file, { start: end, end }, '// x');
    assert.deepEqual(await pull(first.resultId), { kind: 'unchanged', resultId: first.resultId });
    const start = { line: 0, character: 0 };
    await session.edit(file, { start, end: start }, '\n');
    const moved = await pull(first.resultId);
    assert.equal(moved.kind, 'full');
    assert.notEqual(moved.resultId, first.resultId);
    assert.equal(moved.items?.length, first.items?.length);
    assert.equal((await pull(first.resultId)).kind, 'full');
  }));

test('a quick fix comes as a workspace edit of the diagnostic', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, PROGRAM);
    const slim = (await session.diagnostics(file)).find((d) => d.code === 'AOT2001');
    assert.ok(slim);
    const actions = await session.codeActions(file, slim.range);
    const action = actions.find((a) => /CreateSlimBuilder/.test(a.title));
    const change = action?.edit?.documentChanges?.[0] as TextDocumentEdit | undefined;
    assert.ok(change?.edits.some((e) => 'newText' in e && /CreateSlimBuilder/.test(e.newText)));
    assert.equal(action?.diagnostics?.[0]?.code, 'AOT2001');
  }));

test('hover explains an annotated method in a few lines', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, PROGRAM);
    const hover = await session.hover(file, 5, 'Console.WriteLine(JsonSerializer.Ser'.length);
    assert.match(JSON.stringify(hover?.contents), /IL2026/);
  }));

test('the project file answers while it is half typed, and offers Native AOT where it is not on', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (session, folder) => {
    const file = path.join(folder, 'App.csproj');
    const text = WEB_PROJECT.replace('<PublishAot>', '<PublishTrimmed>false</PublishTrimmed>\n    <PublishAot>');
    await session.open(file, text, 'xml');
    const before = await session.diagnostics(file);
    assert.ok(before.length > 0);
    const line = text.split('\n').findIndex((l) => l.includes('PublishTrimmed'));
    await session.edit(file, { start: { line, character: 0 }, end: { line, character: 1000 } }, '    <PublishTr');
    assert.ok(Array.isArray(await session.diagnostics(file)));
    await session.edit(file, { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } }, WEB_PROJECT.replace('    <PublishAot>true</PublishAot>\n', ''));
    const actions = await session.codeActions(file, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } });
    assert.ok(actions.some((a) => /Native AOT/.test(a.title)), JSON.stringify(actions.map((a) => a.title)));
  }));

test('closed files of the program are pushed, and cleared when they are opened', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': 'Console.WriteLine(1);\n', 'Other.cs': 'class Other { string S(object o) => System.Text.Json.JsonSerializer.Serialize(o); }\n' }, async (session, folder) => {
    await session.open(path.join(folder, 'Program.cs'), 'Console.WriteLine(1);\n');
    await session.pushedUntil(path.join(folder, 'Other.cs'), (items) => items.some((d) => d.code === 'IL2026'));
    await session.open(path.join(folder, 'Other.cs'), 'class Other { string S(object o) => System.Text.Json.JsonSerializer.Serialize(o); }\n');
    await session.pushedUntil(path.join(folder, 'Other.cs'), (items) => items.length === 0);
  }));

test('a changed declaration in one open file changes what another one reports', { timeout: 60_000 }, () => {
  const library = 'static class Library { public static void F(int i) { } }\n';
  return withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': 'Library.F(1);\n', 'Library.cs': library }, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, 'Library.F(1);\n');
    await session.open(path.join(folder, 'Library.cs'), library);
    assert.ok(!ids(await session.diagnostics(file)).includes('IL2026'));
    const at = { line: 0, character: 'static class Library { '.length };
    await session.edit(path.join(folder, 'Library.cs'), { start: at, end: at }, '[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("why")] ');
    assert.ok(ids(await session.diagnostics(file)).includes('IL2026'));
  });
});

test('a library is told what an application makes of it, of which no file has been open', { timeout: 60_000 }, () => {
  const routes = 'namespace Lib;\npublic record Todo(int Id);\npublic static class Todos\n{\n    public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/", () => new Todo(1));\n}\n';
  const library = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup><ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>';
  const app = WEB_PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>');
  return withSession({
    'Lib/Lib.csproj': library, 'Lib/Todos.cs': routes, 'App/App.csproj': app,
    'App/Program.cs': 'var app = WebApplication.CreateSlimBuilder(args).Build();\nLib.Todos.Map(app);\napp.Run();\n',
  }, async (session, folder) => {
    const file = path.join(folder, 'Lib/Todos.cs');
    await session.open(file, routes);
    const found = await session.diagnosticsUntil(file, (items) => ids(items).includes('AOT3001'));
    assert.match(JSON.stringify(found), /'Lib\.Todo' is written as JSON/);
  });
});

test('documents without a file or a project get answers, not errors', { timeout: 60_000 }, () =>
  withSession({ 'alone.cs': 'Console.WriteLine(1);\n' }, async (session, folder) => {
    await session.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'untitled:Untitled-1', languageId: 'csharp', version: 1, text: 'class C { }' } });
    const report: { items: unknown[] } = await session.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: 'untitled:Untitled-1' } });
    assert.deepEqual(report.items, []);
    await session.open(path.join(folder, 'alone.cs'), 'Console.WriteLine(1);\n');
    assert.deepEqual(await session.diagnostics(path.join(folder, 'alone.cs')), []);
  }));
