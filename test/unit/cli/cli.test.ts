/** The command line as a user calls it: exit statuses, formats, fixes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Log } from 'sarif';
import { checkJson, runCli, WEB_PROJECT, withFolder } from '../../harness/cli';

const SERIALIZE = 'using System.Text.Json;\nConsole.WriteLine(JsonSerializer.Serialize(new object()));\n';
const app = { 'App.csproj': WEB_PROJECT, 'Program.cs': SERIALIZE };

test('check: text output names file, line, column, severity, id; status 1 for a warning, 0 under --fail-on error', () =>
  withFolder(app, async (folder) => {
    const failed = await runCli(['check', 'App.csproj'], { cwd: folder });
    assert.equal(failed.status, 1, failed.stderr);
    assert.match(failed.stdout, /^Program\.cs\(2,19\): warning IL2026: Using member 'System\.Text\.Json\.JsonSerializer\.Serialize<TValue>\(TValue, JsonSerializerOptions\)'/m);
    assert.equal((await runCli(['check', folder, '--fail-on', 'error'])).status, 0);
  }));

test('check: JSON has version 1, 0-based ranges, absolute paths, sorted entries, statistics', () =>
  withFolder(app, async (folder) => {
    const report = await checkJson([path.join(folder, 'App.csproj')]);
    assert.equal(report.version, 1);
    const il2026 = report.diagnostics.filter((d) => d.id === 'IL2026');
    assert.equal(il2026.length, 1);
    assert.ok(il2026[0]);
    assert.equal(il2026[0].file, path.join(folder, 'Program.cs'));
    assert.deepEqual(il2026[0].range.start, { line: 1, character: 18 });
    assert.equal(il2026[0].tier, 'live');
    assert.deepEqual(report.diagnostics.map((d) => d.id), [...report.diagnostics].sort((a, b) => a.file.localeCompare(b.file) || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || a.range.end.character - b.range.end.character || a.id.localeCompare(b.id)).map((d) => d.id));
    assert.equal(report.stats['files'], 1);
    assert.equal(report.stats['unboundInvocations'], 0);
  }));

test('check: SARIF 2.1.0 with rule descriptors, levels and 1-based regions', () =>
  withFolder(app, async (folder) => {
    const result = await runCli(['check', folder, '--format', 'sarif']);
    const log = JSON.parse(result.stdout) as Log;
    assert.equal(log.version, '2.1.0');
    const run = log.runs[0];
    const il2026 = run?.results?.find((r) => r.ruleId === 'IL2026');
    assert.ok(run && il2026);
    assert.equal(il2026.level, 'warning');
    const region = il2026.locations?.[0]?.physicalLocation?.region;
    assert.deepEqual([region?.startLine, region?.startColumn], [2, 19]);
    assert.equal(run.tool.driver.rules?.[il2026.ruleIndex ?? -1]?.id, 'IL2026');
  }));

test('check: GitHub annotations escape what ends a property', () =>
  withFolder(app, async (folder) => {
    const result = await runCli(['check', folder, '--format', 'github'], { cwd: folder });
    assert.match(result.stdout, /^::warning file=Program\.cs,line=2,endLine=2,col=19,endColumn=\d+,title=IL2026::Using member/m);
  }));

test('a loose file is a compilation of its own with the Web SDK usings', () =>
  withFolder({ 'one.cs': SERIALIZE }, async (folder) => {
    for (const framework of ['net8.0', 'net9.0', 'net10.0']) {
      const report = await checkJson([path.join(folder, 'one.cs'), '--framework', framework, '--assume-aot']);
      assert.deepEqual(report.diagnostics.filter((d) => d.id.startsWith('IL')).map((d) => d.id), ['IL2026', 'IL3050'], framework);
    }
  }));

test('a project without PublishAot is silent, and is analysed with --assume-aot', () =>
  withFolder({ ...app, 'App.csproj': WEB_PROJECT.replace('    <PublishAot>true</PublishAot>\n', '') }, async (folder) => {
    assert.deepEqual((await checkJson([folder])).diagnostics, []);
    assert.ok((await checkJson([folder, '--assume-aot'])).diagnostics.some((d) => d.id === 'IL2026'));
  }));

test('usage errors: status 2, one line that says what to do', async () => {
  for (const [args, text] of [
    [['check'], /check: name a project, solution, folder or C# file/],
    [['check', 'no-such-folder'], /no-such-folder: no such file or folder/],
    [['check', '.', '--format', 'yaml'], /--format: "yaml" is not one of text, json, sarif, github/],
    [['check', '.', '--framework', 'nine'], /--framework: "nine" is no target framework/],
    [['explode'], /unknown command "explode"/],
    [['lsp'], /lsp --stdio/],
  ] as const) {
    const result = await runCli(args);
    assert.equal(result.status, 2, args.join(' '));
    assert.match(result.stderr, text);
    assert.equal(result.stderr.trim().split('\n').length, 1, result.stderr);
  }
});

test('help and version', async () => {
  for (const args of [['--help'], ['fix', '--help'], ['check', '.', '-h']]) assert.match((await runCli(args)).stdout, /aot-lens check <path\.\.\.>/);
  assert.equal((await runCli(['check', '--', '--help'])).status, 2);
  assert.match((await runCli(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('fix: --dry-run prints a diff and writes nothing; fix writes; a second run finds nothing', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace('</PropertyGroup>', '  <PublishSingleFile>true</PublishSingleFile>\n  </PropertyGroup>'), 'Program.cs': 'Console.WriteLine(1);\n' }, async (folder) => {
    const file = path.join(folder, 'App.csproj');
    const before = readFileSync(file, 'utf8');
    const dry = await runCli(['fix', 'App.csproj', '--dry-run'], { cwd: folder });
    assert.equal(dry.status, 0, dry.stderr);
    assert.match(dry.stdout, /^--- a\/App\.csproj\n\+\+\+ b\/App\.csproj\n@@ /);
    assert.match(dry.stdout, /^-.*PublishSingleFile/m);
    assert.equal(readFileSync(file, 'utf8'), before);
    assert.equal((await runCli(['fix', file])).status, 0);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /PublishSingleFile/);
    assert.match((await runCli(['fix', file])).stdout, /nothing to fix/);
  }));

test('fix --unsafe: what a fix of another finding mends is not passed on to callers', () =>
  withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': `var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
app.MapThings();
app.Run();

static class Things
{
    public static void MapThings(this IEndpointRouteBuilder app) => app.MapGet("/", () => new { Id = 1 });
    public static void Load(string path) => System.Reflection.Assembly.LoadFrom(path);
}
` }, async (folder) => {
    assert.equal((await runCli(['fix', folder, '--unsafe'])).status, 0);
    const text = readFileSync(path.join(folder, 'Program.cs'), 'utf8');
    assert.match(text, /record \w+\(int Id\);/);
    assert.equal(text.match(/\[RequiresUnreferencedCode/g)?.length, 1, text);
    assert.match(text, /\[RequiresUnreferencedCode[^\n]*\n\s*public static void Load/);
  }));

test('fix --unsafe: a call that two frameworks want written differently is rewritten once', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace(/<TargetFramework>.*<\/TargetFramework>/, '<TargetFrameworks>net8.0;net9.0</TargetFrameworks><Nullable>enable</Nullable>'), 'Program.cs': `var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
app.Run(async context => await context.Response.WriteAsJsonAsync(context.RequestServices.GetService<Shop>()?.Names));
app.Run();

class Shop { public List<string>? Names { get; set; } }
` }, async (folder) => {
    assert.equal((await runCli(['fix', folder, '--unsafe'])).status, 0);
    const text = readFileSync(path.join(folder, 'Program.cs'), 'utf8');
    assert.equal(text.match(/\.ListString/g)?.length, 1, text);
    assert.match(text, /\?\.Names!, AppJsonSerializerContext\.WebRelaxed\.ListString\)/);
  }));

test('files of several projects in one run: what one of them is referenced for by the others stays', () =>
  withFolder({
    'Lib/Lib.csproj': WEB_PROJECT,
    'Lib/Risky.cs': 'using System.Diagnostics.CodeAnalysis;\npublic static class Risky { [RequiresUnreferencedCode("r")] public static void Run() { } }\n',
    ...Object.fromEntries(['One', 'Two'].flatMap((name) => [
      [`${name}/${name}.csproj`, WEB_PROJECT.replace('</Project>', '  <ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>\n</Project>')],
      [`${name}/Use.cs`, 'public class Use { public void M() => Risky.Run(); }\n'],
    ])),
  }, async (folder) => {
    const files = ['One/Use.cs', 'Lib/Risky.cs', 'Two/Use.cs'].map((name) => path.join(folder, name));
    const { stdout } = await runCli(['check', ...files, '--fail-on', 'never']);
    assert.equal(stdout.split('\n').filter((line) => line.includes('IL2026')).length, 2, stdout);
  }));
