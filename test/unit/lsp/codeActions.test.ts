/** Code actions over several documents: edits fit the documents as they stand when they are asked for, and `source.fixAll` takes a document's safe fixes at once. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applyEdits } from '../../../server/src/core/text/edit';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { WEB_PROJECT, withFolder } from '../../harness/cli';
import { LspSession } from '../../harness/lsp';

const files: Readonly<Record<string, string>> = {
  'App.csproj': WEB_PROJECT,
  'Program.cs': 'var builder = WebApplication.CreateSlimBuilder(args);\nvar app = builder.Build();\napp.MapItems();\napp.Run();\n',
  'Items.cs': 'public record Item(int Id);\npublic record Box(Item Item);\npublic enum Mode { Off, On }\nstatic class Items\n{\n    public static void MapItems(this WebApplication app)\n    {\n        app.MapGet("/a", () => new Item(1));\n        app.MapPost("/b", (Box box) => box.Item.Id);\n    }\n    public static int Count() => Enum.GetValues(typeof(Mode)).Length;\n    public static Mode[] All() => (Mode[])Enum.GetValues(typeof(Mode));\n}\n',
};

const everywhere = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

function changed(edit: WorkspaceEdit | undefined, session: LspSession, folder: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  const result = { ...texts };
  for (const [name, text] of Object.entries(texts)) {
    const changes = (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'textDocument' in change && change.textDocument.uri === session.uri(path.join(folder, name)));
    const lines = new LineIndex(text);
    const edits = changes.flatMap((change) => change.edits).map((each) => ({ file: name, span: { start: lines.offset(each.range.start), end: lines.offset(each.range.end) }, newText: 'newText' in each ? each.newText : '' }));
    result[name] = applyEdits(text, edits) ?? '';
  }
  return result;
}

async function withDocuments(use: (session: LspSession, folder: string) => Promise<void>): Promise<void> {
  await withFolder(files, async (folder) => {
    const session = await LspSession.start(folder);
    try {
      for (const [name, text] of Object.entries(files)) await session.open(path.join(folder, name), text, name.endsWith('.cs') ? 'csharp' : 'xml');
      await use(session, folder);
    } finally {
      await session.end();
    }
  });
}

test('a fix in one document changes another one as it stands now', { timeout: 60_000 }, () =>
  withDocuments(async (session, folder) => {
    const [items, program] = [path.join(folder, 'Items.cs'), path.join(folder, 'Program.cs')];
    const create = async (): Promise<WorkspaceEdit | undefined> => (await session.codeActions(items, everywhere)).find(({ title }) => title.startsWith('Create AppJsonSerializerContext with Item'))?.edit;
    const expected = (text: string): string => `using System.Text.Json.Serialization;\n\n${text.replace('(args);\n', '(args);\nbuilder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJsonSerializerContext.Default));\n')}\n[JsonSerializable(typeof(Item))]\ninternal partial class AppJsonSerializerContext : JsonSerializerContext\n{\n}\n`;
    let text = files['Program.cs'] ?? '';
    assert.equal(changed(await create(), session, folder, files)['Program.cs'], expected(text));
    for (const inserted of ['// a comment\n', '// another one\nvar text = "a";\n']) {
      const start = { line: 1, character: 0 };
      await session.edit(program, { start, end: start }, inserted);
      text = text.replace('(args);\n', `(args);\n${inserted}`);
      assert.equal(changed(await create(), session, folder, { ...files, 'Program.cs': text })['Program.cs'], expected(text));
    }
    const end = { line: 100, character: 0 };
    await session.edit(program, { start: end, end }, 'class Other { }\n');
    text += 'class Other { }\n';
    assert.equal(changed(await create(), session, folder, { ...files, 'Program.cs': text })['Program.cs'], expected(text));
    // The fix itself: then nothing is to be created any more.
    text = expected(text);
    await session.edit(program, everywhere, text);
    assert.equal(await create(), undefined);
  }));

test('a fix finds the type around it where an edit above has moved it', { timeout: 60_000 }, () => {
  const body = 'a'.repeat(120);
  const above = `static class First\n{\n    public static string Text() => "${body}";\n}\nstruct Second { }\n`;
  const converted: readonly (readonly [string, string, RegExp])[] = [
    ['Convert to \'LibraryImport\'', 'static class Native\n{\n    [System.Runtime.InteropServices.DllImport("libc")]\n    static extern int getpid();\n}\n', /struct Second \{ \}\nstatic partial class Native\n/],
    ['Convert to \'GeneratedComInterface\'', '[System.Runtime.InteropServices.ComImport, System.Runtime.InteropServices.Guid("0c733a30-2a1c-11ce-ade5-00aa0044773d"), System.Runtime.InteropServices.InterfaceType(System.Runtime.InteropServices.ComInterfaceType.InterfaceIsIUnknown)]\ninterface INative { }\n', /struct Second \{ \}\n\[.*\]\npartial interface INative/],
  ];
  return withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': 'WebApplication.CreateSlimBuilder(args).Build().Run();\n', 'Native.cs': above }, async (folder) => {
    const session = await LspSession.start(folder);
    const file = path.join(folder, 'Native.cs');
    try {
      await session.open(file, above, 'csharp');
      for (const [title, declaration, expected] of converted) {
        await session.edit(file, everywhere, above + declaration);
        await session.diagnostics(file);
        await session.edit(file, { start: { line: 2, character: 36 }, end: { line: 2, character: 36 + body.length } }, '');
        const edit = (await session.codeActions(file, everywhere)).find((action) => action.title === title)?.edit;
        assert.match(changed(edit, session, folder, { 'Native.cs': above.replace(body, '') + declaration })['Native.cs'] ?? '', expected);
      }
    } finally {
      await session.end();
    }
  });
});

test('source.fixAll takes the safe fixes of each document', { timeout: 60_000 }, () =>
  withDocuments(async (session, folder) => {
    let texts: Record<string, string> = { ...files };
    for (const name of ['Items.cs', 'Program.cs', 'Items.cs']) {
      const actions = await session.codeActions(path.join(folder, name), everywhere, ['source.fixAll']);
      assert.deepEqual(actions.map(({ kind }) => kind), actions.map(() => 'source.fixAll.aotLens'));
      texts = changed(actions[0]?.edit, session, folder, texts);
      for (const each of Object.keys(texts)) await session.edit(path.join(folder, each), everywhere, texts[each] ?? '');
    }
    assert.match(texts['Items.cs'] ?? '', /=> Enum\.GetValues<Mode>\(\)\.Length;\n.*=> Enum\.GetValues<Mode>\(\);\n/);
    assert.match(texts['Program.cs'] ?? '', /JsonSerializable\(typeof\(Item\)\)/);
    assert.match(texts['Program.cs'] ?? '', /JsonSerializable\(typeof\(Box\)\)/);
    for (const name of ['Items.cs', 'Program.cs']) {
      assert.deepEqual((await session.diagnostics(path.join(folder, name))).map(({ code }) => code), []);
      assert.deepEqual(await session.codeActions(path.join(folder, name), everywhere, ['source']), []);
    }
    assert.deepEqual((await session.codeActions(path.join(folder, 'Items.cs'), everywhere)).map(({ kind }) => kind), []);
  }));
