/** JSON types of an application whose contexts, or their registration, are in a dll that it references. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { checkJson, runCli, WEB_PROJECT, withFolder } from '../../harness/cli';

const types = ['Listed', 'List<Listed>', 'Listed[]', 'Inner', 'Color', 'Named', 'Unlisted', 'WriteOnly', 'Hidden', 'Own'];
const ownContext = '[JsonSerializable(typeof(int))]\npublic partial class AppJson : JsonSerializerContext;\n';

/** A folder with an application that sends all types, in as many endpoints. */
async function withApp(lines: readonly string[], body: (project: string) => Promise<void>, context = ownContext): Promise<void> {
  const program = `using System.Text.Json.Serialization;\nusing System.Text.Json.Serialization.Metadata;\nusing Lib;\nvar builder = WebApplication.CreateSlimBuilder(args);\n${lines.join('\n')}
var app = builder.Build();\n${types.map((type, i) => `app.MapGet("/${i}", () => default(${type})!);\n`).join('')}app.Run();\npublic record Own(int Id);\n${context}`;
  await withFolder({
    'App.csproj': WEB_PROJECT.replace('</Project>', '<ItemGroup><Reference Include="JsonPackage"><HintPath>JsonPackage.dll</HintPath></Reference></ItemGroup></Project>'), 'Program.cs': program,
  }, async (folder) => {
    copyFileSync(path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/unit/rules/jsonPackage.dll'), path.join(folder, 'JsonPackage.dll'));
    await body(path.join(folder, 'App.csproj'));
  });
}

/** Types that are reported: `Listed (LibJson)` where a context that lists it is not registered, `WriteOnly: AOT3003` with another id. */
async function reported(...lines: readonly string[]): Promise<string[]> {
  let found: string[] = [];
  await withApp(lines, async (project) => {
    const { diagnostics } = await checkJson([project]);
    found = diagnostics.filter(({ id }) => id.startsWith('AOT300')).map(({ id, message }) => {
      const type = /^'([^']+)'/.exec(message)?.[1]?.replace(/\b(?:Lib|System\.Collections\.Generic)\./g, '') ?? '';
      const owner = /but 'Lib\.(\w+)', which lists it, is not registered/.exec(message)?.[1];
      return `${type}${owner === undefined ? '' : ` (${owner})`}${id === 'AOT3001' ? '' : `: ${id}`}`;
    });
  });
  return found;
}

/** Types that are read from bodies and reported, with endpoints of their own. */
async function reportedBodies(lines: readonly string[], endpoints: string): Promise<string[]> {
  let found: string[] = [];
  await withApp(lines, async (project) => {
    const { diagnostics } = await checkJson([project]);
    found = diagnostics.flatMap(({ message }) => /^'Lib\.(\w+)' is read from JSON/.exec(message)?.[1] ?? []);
  }, `${ownContext}static class Bodies { static void Map(WebApplication app) { ${endpoints} } }\n`);
  return found;
}

const configure = (text: string): string => `builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.${text});`;
const insert = (name: string): string => configure(`TypeInfoResolverChain.Insert(0, ${name}.Default)`);
const unregistered = ['Listed (LibJson)', 'List<Listed> (LibJson)', 'Listed[]', 'Inner (LibJson)', 'Color (LibJson)', 'Named (LibJson)', 'Unlisted', 'WriteOnly', 'Hidden', 'Own'];

describe('JSON types of referenced dlls', () => {
  it('are covered by a context of the dll that the application registers', async () => {
    const expected = ['Listed[]', 'Unlisted', 'WriteOnly', 'Hidden', 'Own'];
    assert.deepEqual(await reported(insert('LibJson')), expected);
    assert.deepEqual(await reported(configure('TypeInfoResolver = JsonTypeInfoResolver.Combine(AppJson.Default, LibJson.Default)')), expected);
  });

  it('are missing where the context of the dll is not registered, and it is named', async () => {
    assert.deepEqual(await reported(insert('AppJson')), unregistered);
    assert.deepEqual(await reported(insert('AppJson'), 'Console.WriteLine(Setup.Unrelated(1));'), unregistered);
  });

  it('have no metadata by the generation mode of the dll', async () => {
    assert.deepEqual((await reported(insert('WriteJson'))).filter((each) => /WriteOnly/.test(each)), ['WriteOnly: AOT3003']);
  });

  it('may be covered by what code of the dll registers out of sight', async () => {
    const expected = ['Listed[]', 'Unlisted', 'Own'];
    assert.deepEqual(await reported('builder.Services.AddLib();'), expected);
    assert.deepEqual(await reported(insert('AppJson'), 'builder.Services.AddLib();'), expected);
    assert.deepEqual(await reported(insert('AppJson'), 'builder.Services.ConfigureHttpJsonOptions(Setup.Configure);'), expected);
    assert.deepEqual(await reported(insert('AppJson'), 'builder.Services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>, ConfigureJson>();'), expected);
  });

  it('are read from the body where they are data, and no code of the dll may register them', async () => {
    const post = 'app.MapPost("/b", (Unlisted own, Listed[] all) => own.Id + all.Length);';
    const count = async (...lines: readonly string[]): Promise<number> => (await reportedBodies([insert('LibJson'), ...lines], post)).filter((each) => each === 'Unlisted').length;
    assert.equal(await count(), 1);
    assert.equal(await count('builder.Services.AddSingleton<Unlisted>();'), 0);
    assert.equal(await count('builder.Services.AddLib();'), 0);
  });

  it('are not known where the dll gives a resolver', async () => {
    assert.deepEqual(await reported(configure('TypeInfoResolverChain.Insert(0, Setup.Resolver)')), []);
  });

  it('are fixed by the context of the dll, and one of the application for the others', async () => {
    await withApp([], async (project) => {
      await runCli(['fix', project]);
      const program = readFileSync(path.join(path.dirname(project), 'Program.cs'), 'utf8');
      assert.deepEqual([...program.matchAll(/Insert\(0, ([\w.]+)\.Default\)/g)].map((match) => match[1]).sort(), ['AppJsonSerializerContext', 'LibJson']);
      assert.deepEqual([...program.matchAll(/JsonSerializable\(typeof\(([^)]+)\)/g)].map((match) => match[1]).sort(), ['Hidden', 'Listed[]', 'Own', 'Unlisted', 'WriteOnly']);
      assert.deepEqual((await checkJson([project])).diagnostics.filter(({ id }) => id.startsWith('AOT300')), []);
    }, '');
  });
});
