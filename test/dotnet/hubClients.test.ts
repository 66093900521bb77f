/**
 * Clients of a SignalR hub, run by one program without JSON reflection: each that fails is reported, and no other; after the fixes none
 * fails. Natively published programs for net8.0 and net9.0 gave the same (measured by hand).
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/text/edit';
import type { LooseAnalysis } from '../harness/looseAnalysis';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { HubClient } from '../harness/patterns/hubClients';
import { clientDeclarations, hub, hubClients } from '../harness/patterns/hubClients';
import { buildWebProgram, temporaryFolder } from './support';

const id = 'AOT3004';

/** Starts the hub, runs every client and prints "name<tab>ok" or "name<tab>what was thrown". */
const host = (clients: readonly HubClient[]): string => `using Server;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubJson.Default));
await using var app = builder.Build();
app.MapHub<Chat>("/chat");
await app.StartAsync();
var url = app.Urls.First() + "/chat";
${clients.map(({ name }) => `await Run("${name}", ${name}.Client.Run);`).join('\n')}
async Task Run(string name, Func<string, Task> run)
{
    try { await run(url); Console.WriteLine(name + "\\tok"); }
    catch (Exception e) { Console.WriteLine(name + "\\t" + e.Message.ReplaceLineEndings(" ")); }
}
`;

const project = `<JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.SignalR.Client" Version="9.*" />
  </ItemGroup>
  <PropertyGroup>`;

/** Which clients fail, by name. */
function failing(folder: string, clients: readonly HubClient[]): ReadonlyMap<string, string> {
  const sources = [{ path: 'Hub.cs', text: hub }, { path: 'Program.cs', text: host(clients) }, ...clients.map(({ name, text }) => ({ path: `${name}.cs`, text }))];
  const { stdout, stderr, status } = spawnSync('dotnet', [buildWebProgram(folder, sources, project)], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const said = stdout.trim().split('\n').map((line) => line.split('\t') as [string, string]);
  assert.equal(said.length, clients.length, stdout);
  return new Map(said.filter(([, what]) => what !== 'ok'));
}

const found = (analysis: LooseAnalysis, file: string, text: string): ReturnType<LooseAnalysis['analyze']> => (
  analysis.analyzeAll([{ path: file, text }, { path: '/client/Declarations.cs', text: clientDeclarations }]).filter((each) => each.file === file && each.id === id)
);

function fixed(analysis: LooseAnalysis, file: string, text: string): string {
  const fix = found(analysis, file, text).map((each) => each.fixes?.()[0]).find((each) => each !== undefined);
  const next = fix && applyEdits(text, fix.edits);
  return next === undefined ? text : fixed(analysis, file, next);
}

test('clients of a SignalR hub: reported is what fails without reflection, and the fixes mend it', async (t) => {
  const analysis = await looseAnalysis('net10.0');
  const folder = temporaryFolder(t);
  const fails = failing(path.join(folder, 'before'), hubClients);
  assert.deepEqual([...fails.keys()], hubClients.filter((each) => each.fails).map(({ name }) => name), JSON.stringify([...fails]));
  const reported = hubClients.filter(({ name, text }) => found(analysis, `/client/${name}.cs`, text).length > 0);
  assert.deepEqual(reported.map(({ name }) => name), [...fails.keys()]);
  // The JSON generator takes no two contexts of one name, in whatever namespaces.
  const mended = reported.map((each) => ({ ...each, text: fixed(analysis, `/client/${each.name}.cs`, each.text).replaceAll('AppJsonSerializerContext', `${each.name}Json`) }));
  assert.deepEqual([...failing(path.join(folder, 'after'), mended)], []);
});
