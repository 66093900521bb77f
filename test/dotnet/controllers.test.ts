/** Controllers as they are and as endpoints, in two applications that are asked the same: status, content type and body of what succeeds, status of what fails. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { applyEdits, editsByFile } from '../../server/src/core/text/edit';
import { DOTNET_ENVIRONMENT } from '../../server/src/publish/dotnet';
import { movable } from '../harness/controllerCases';
import { looseAnalysis } from '../harness/looseAnalysis';
import { requestAnswers, temporaryFolder } from './support';

const project = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <AssemblyName>App</AssemblyName>
    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
  </PropertyGroup>
</Project>
`;

const program = `var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddAuthentication(Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddSingleton<N5.IStore, N5.Store>();
builder.Services.AddSingleton<N6.Clock>();
builder.Services.AddControllers();

var app = builder.Build();
app.UseAuthorization();
app.MapControllers();
app.Run();
`;

const files = [
  { path: '/app/Program.cs', text: program },
  ...movable.map(({ code }, index) => ({ path: `/app/Controllers${String(index)}.cs`, text: `using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\n\nnamespace N${String(index)};\n\n${code}` })),
];

/** @returns path of the program's library @throws Error with what the compiler says */
function build(folder: string, sources: readonly { readonly path: string; readonly text: string }[]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'App.csproj'), project);
  for (const { path: name, text } of sources) writeFileSync(path.join(folder, path.basename(name)), text);
  const { status, stdout } = spawnSync('dotnet', ['build', 'App.csproj', '-c', 'Release', '-o', path.join(folder, 'out'), '-nologo', '-tl:off'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...DOTNET_ENVIRONMENT } });
  if (status !== 0) throw new Error(stdout);
  return path.join(folder, 'out/App.dll');
}

test('endpoints answer what the controllers answered', async (t) => {
  const analysis = await looseAnalysis('net10.0');
  const [fix] = analysis.analyzeAll(files).find(({ id, file }) => id === 'AOT2100' && file === '/app/Program.cs')?.fixes?.() ?? [];
  assert.ok(fix);
  const edits = editsByFile(fix.edits);
  const after = files.map((file) => ({ ...file, text: applyEdits(file.text, edits.get(file.path) ?? []) ?? '' }));
  assert.ok(after.every(({ text }) => text !== '' && !/ControllerBase|MapControllers|AddControllers/.test(text)));

  const folder = temporaryFolder(t);
  const requests = movable.flatMap(({ requests: own }) => own);
  const before = await requestAnswers('dotnet', [build(path.join(folder, 'before'), files)], requests);
  const answers = await requestAnswers('dotnet', [build(path.join(folder, 'after'), after)], requests);
  assert.ok(before.filter(({ status }) => status < 400).length > 100);
  assert.deepEqual(answers.map((answer, index) => comparable(requests[index], answer)), before.map((answer, index) => comparable(requests[index], answer)));
});

function comparable(request: string | undefined, answer: { readonly status: number; readonly headers: readonly string[]; readonly body: string }): string {
  return `${request ?? ''}: ${String(answer.status)}${answer.status < 400 ? ` ${answer.headers.join(', ')} ${answer.body}` : ''}`;
}
