/** Requests and lenses about generated code, and the support table, over the protocol. */
import assert from 'node:assert/strict';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-protocol';
import {
  EMIT_GENERATED_FILES, FEATURE_SUPPORT, GENERATED_CODE, GENERATED_FOR, GENERATED_ORIGIN,
  type EmitGeneratedFilesResult, type FeatureSupportResult, type GeneratedCodeResult, type GeneratedForResult, type GeneratedOriginResult,
} from '../../../shared/protocol';
import { WEB_PROJECT, withFolder } from '../../harness/cli';
import { LspSession } from '../../harness/lsp';
import { interceptorData } from '../generated/support';

const PROGRAM = `using System.Text.Json.Serialization;
var app = WebApplication.CreateSlimBuilder(args).Build();
app.UseSession();
app.MapGet("/", () => new Todo(1));
app.Run();
record Todo(int Id);
[JsonSerializable(typeof(Todo))]
[JsonSerializable(typeof(Todo[]))]
partial class Ctx : JsonSerializerContext { }
`;
const JSON = 'obj/Debug/net9.0/generated/System.Text.Json.SourceGeneration/System.Text.Json.SourceGeneration.JsonSourceGenerator';
const ENDPOINTS = 'obj/Debug/net9.0/generated/Microsoft.AspNetCore.Http.RequestDelegateGenerator/Microsoft.AspNetCore.Http.RequestDelegateGenerator.RequestDelegateGenerator';

const EMITTED: Readonly<Record<string, string>> = {
  [`${JSON}/Ctx.Todo.g.cs`]: 'partial class Ctx { object Todo => null; }',
  [`${JSON}/Ctx.TodoArray.g.cs`]: 'partial class Ctx { object TodoArray => null; }',
  [`${ENDPOINTS}/Routes.g.cs`]: `static class E {\n[InterceptsLocation(1, "${interceptorData(PROGRAM.indexOf('MapGet'), 'Program.cs')}")]\nstatic void MapGet0(this object o) { } }`,
};

function emit(folder: string): void {
  for (const [name, text] of Object.entries(EMITTED)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

async function withSession(use: (session: LspSession, folder: string) => Promise<void>): Promise<void> {
  await withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, async (folder) => {
    const session = await LspSession.start(folder);
    try {
      await use(session, folder);
    } finally {
      await session.end();
    }
  });
}

const at = (text: string): { line: number; character: number } => {
  const before = PROGRAM.slice(0, PROGRAM.indexOf(text)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};

test('what was emitted, lenses, and the ways there and back', { timeout: 60_000 }, () => withSession(async (session, folder) => {
  const file = path.join(folder, 'Program.cs');
  const project = path.join(folder, 'App.csproj');
  const { connection } = session;
  await session.open(file, PROGRAM);
  const lenses = async (): Promise<[number, string][]> => (await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: session.uri(file) } }))
    .map((lens): [number, string] => [lens.range.start.line, lens.command?.title ?? '']).sort((a, b) => a[0] - b[0]);
  const forPlace = (text: string, wholeContext = false): Promise<GeneratedForResult> => connection.sendRequest(GENERATED_FOR, { file, position: at(text), wholeContext });

  assert.deepEqual(await lenses(), []);
  assert.equal((await forPlace('JsonSerializable(typeof(Todo))')).missing, 'notEmitted');

  emit(folder);
  const code: GeneratedCodeResult = await connection.sendRequest(GENERATED_CODE, { project, explain: true });
  assert.equal(code.emits, false);
  assert.deepEqual(code.sets.map(({ label, newerSource, generators }) => [label, newerSource, generators.map(({ title, files }) => [title, files.length])]), [['Debug net9.0', null, [['JSON serialization', 2], ['Minimal API endpoints', 1]]]]);
  assert.deepEqual(await lenses(), [[3, 'Generated code: MapGet0'], [6, 'Generated code of 2 types']]);

  const todo = await forPlace('JsonSerializable(typeof(Todo))');
  assert.deepEqual(todo.places.map(({ name, label, range, isStale }) => [name, label, range.start.character, isStale]), [['Ctx.Todo.g.cs', 'Debug net9.0', 27, false]]);
  assert.deepEqual((await forPlace('JsonSerializable(typeof(Todo))', true)).places.map(({ name }) => name), ['Ctx.Todo.g.cs', 'Ctx.TodoArray.g.cs']);
  const endpoint = await forPlace('new Todo(1)');
  assert.deepEqual(endpoint.places.map(({ name, range }) => [name, range.start.line]), [['Routes.g.cs', 2]]);
  assert.equal((await forPlace('record')).missing, 'nothingHere');

  const back: GeneratedOriginResult = await connection.sendRequest(GENERATED_ORIGIN, { project, file: path.join(folder, ENDPOINTS, 'Routes.g.cs'), position: { line: 2, character: 14 } });
  assert.deepEqual(back.map((origin) => [origin.file, origin.range.start]), [[file, at('MapGet')]]);

  await session.edit(file, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// edited\n');
  const stale: GeneratedForResult = await connection.sendRequest(GENERATED_FOR, { file, position: { line: 4, character: 6 } });
  assert.deepEqual(stale.places.map(({ name, isStale }) => [name, isStale]), [['Routes.g.cs', true]]);
  const older: GeneratedCodeResult = await connection.sendRequest(GENERATED_CODE, { project, explain: false });
  assert.equal(older.sets[0]?.newerSource, file);
  assert.deepEqual(older.silent, []);
}));

test('what an earlier compilation left over is not shown', { timeout: 60_000 }, () => withSession(async (session, folder) => {
  emit(folder);
  const old = new Date(Date.now() - 3_600_000);
  utimesSync(path.join(folder, JSON, 'Ctx.TodoArray.g.cs'), old, old);
  const code: GeneratedCodeResult = await session.connection.sendRequest(GENERATED_CODE, { project: path.join(folder, 'App.csproj'), explain: false });
  assert.deepEqual(code.sets[0]?.generators[0]?.files.map(({ name }) => name), ['Ctx.Todo.g.cs']);
}));

test('the property is set and taken out by edits', { timeout: 60_000 }, () => withSession(async (session, folder) => {
  const project = path.join(folder, 'App.csproj');
  const ask = async (emitFiles: boolean): Promise<EmitGeneratedFilesResult> => session.connection.sendRequest(EMIT_GENERATED_FILES, { project, emit: emitFiles });
  assert.deepEqual((await ask(false)).edits, []);
  const [edit, ...more] = (await ask(true)).edits;
  assert.ok(edit && more.length === 0 && edit.newText.includes('<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>'));
  const lines = WEB_PROJECT.split('\n');
  const offset = lines.slice(0, edit.range.start.line).reduce((sum, line) => sum + line.length + 1, 0) + edit.range.start.character;
  const changed = WEB_PROJECT.slice(0, offset) + edit.newText + WEB_PROJECT.slice(offset);
  await session.open(project, changed, 'xml');
  assert.deepEqual((await ask(true)).edits, []);
  const [undo] = (await ask(false)).edits;
  assert.ok(undo?.newText === '' && undo.range.start.line >= edit.range.start.line);
}));

test('the support table with what the project uses', { timeout: 60_000 }, () => withSession(async (session, folder) => {
  await session.open(path.join(folder, 'Program.cs'), PROGRAM);
  const result: FeatureSupportResult = await session.connection.sendRequest(FEATURE_SUPPORT, { project: path.join(folder, 'App.csproj') });
  assert.equal(result.framework, 'net9.0');
  assert.ok(result.rows.length > 20 && result.rows.every(({ docs }) => docs.startsWith('https://')));
  const used = result.rows.filter(({ uses }) => uses.length > 0).map(({ status, uses }) => [status, uses.map(({ name, range }) => `${name}:${range.start.line}`)]);
  assert.deepEqual(used, [['partial', ['MapGet:3']], ['none', ['UseSession:2']]]);
}));
