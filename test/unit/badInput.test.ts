/** Bad input: a clear message each, the process goes on, nothing of the user's is lost. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { checkJson, runCli, WEB_PROJECT, withFolder } from '../harness/cli';

const WARNING = 'Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new object()));\n';

test('a project file that is not XML is reported at its place, and its sources are still checked', () =>
  withFolder({ 'App.csproj': '<<<< not XML', 'Program.cs': WARNING }, async (folder) => {
    const report = await checkJson([folder]);
    const problem = report.diagnostics.find((d) => d.file.endsWith('App.csproj'));
    assert.ok(problem, JSON.stringify(report.diagnostics));
    assert.ok(problem.message.length > 20);
  }));

test('a half-typed project file keeps what stands before the gap', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace('</PropertyGroup>', '  <PublishSing\n  </PropertyGroup>'), 'Program.cs': WARNING }, async (folder) => {
    assert.ok((await checkJson([folder])).diagnostics.some((d) => d.id === 'IL2026'));
  }));

test('a truncated dll is named, the rest is analysed', () =>
  withFolder({
    'App.csproj': WEB_PROJECT.replace('</Project>', '  <ItemGroup><Reference Include="Broken"><HintPath>lib/Broken.dll</HintPath></Reference></ItemGroup>\n</Project>'),
    'lib/Broken.dll': Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]),
    'Program.cs': WARNING,
  }, async (folder) => {
    const result = await runCli(['check', folder]);
    assert.match(result.stdout, /IL2026/);
    assert.match(result.stderr, /Broken\.dll/);
  }));

test('a 5 MB source file is answered for in reasonable time and does not hide the other files', () =>
  withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': WARNING, 'Big.cs': `class Big\n{\n${'    int F() { return 1 + 2 + 3; }\n'.repeat(160_000)}}\n` }, async (folder) => {
    const report = await checkJson([folder]);
    assert.ok(report.diagnostics.some((d) => d.id === 'IL2026' && d.file.endsWith('Program.cs')));
  }));

const nested = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** Texts on which one part of the engine or another once took time with the square of their size, or without end, or all of the stack. */
const oddShapes: Readonly<Record<string, string>> = {
  'Elements.cs': `class C { int[] F() => new[] { ${Array.from({ length: 8_000 }, (_, i) => `"a${String(i)}".Length`).join(', ')} }; }`,
  'Members.cs': `class C { ${nested(8_000, (i) => `int M${String(i)}(int a) => M${String((i + 1) % 8_000)}(a);`)} }`,
  'Garbage.cs': '}{)(][<>"\'@$'.repeat(20_000),
  'Bases.cs': nested(2_000, (i) => `class K${String(i)} : K${String(i + 1)} { }`),
  'OwnBase.cs': `using System.Diagnostics.CodeAnalysis;
[RequiresUnreferencedCode("x")] class X : Y { public override void R() => base.R(); }
class Y : X { public override void R() { base.R(); } }
class P<T> : Q<T> { public virtual T? M() => default; public void F() { new P<int>().F(); foreach (var i in this) { } } }
class Q<T> : P<T> { public override T? M() => base.M(); }
class G<T> : G<System.Collections.Generic.List<T>> { void F() { new G<int>(); Take(this); } static void Take<U>(Q<U> q) { } }`,
  'Growing.cs': `using System.Text.Json.Serialization;
[JsonSerializable(typeof(Grown<int, string>))] partial class GrowingContext : JsonSerializerContext { }
class Grown<T, U> { public Grown<U[], T[]>? A { get; set; } public Grown<(T, U), Grown<T, T>>? B { get; set; } public System.Collections.Generic.List<Grown<U, U>>? C { get; set; } }`,
  'OpenAngles.cs': `class C { void F(int a, int b) { ${'a<b<'.repeat(10_000)} } }`,
  'OpenComments.cs': '/* '.repeat(200_000),
  'Condition.cs': `#if ${'(!'.repeat(20_000)}A\nclass C { }\n#endif`,
  'Texts.cs': `class C { const string A0 = "aaaa"; ${nested(60, (i) => `const string A${String(i + 1)} = A${String(i)} + $"{A${String(i)}}";`)} string F() => A60 + A60; }`,
  'Numbers.cs': `class C { const long A0 = 3; ${nested(60, (i) => `const long A${String(i + 1)} = A${String(i)} * A${String(i)};`)} long F(long x = A60) => A60; }`,
  'Constants.cs': `class U { int F(int a = C.A9999) => C.A9999; } class C { internal const int A0 = 1; ${nested(9_999, (i) => `internal const int A${String(i + 1)} = A${String(i)} + 1;`)} }`,
  'Enum.cs': `class C { int F(E e = E.M29999) => (int)E.M29999; } enum E { ${nested(30_000, (i) => `M${String(i)},`)} }`,
  'Pairs.cs': `class C { static (T, U) H<T, U>(T a, U b) => (a, b); void F() { var v0 = H(1, 2); ${nested(30, (i) => `var v${String(i + 1)} = H(v${String(i)}, v${String(i)});`)} } }`,
};

test('texts of odd shapes are answered for, in time that grows with their size only', async () => {
  for (const [name, text] of Object.entries(oddShapes)) {
    await withFolder({ [name]: text }, async (folder) => {
      const { stats } = await checkJson([path.join(folder, name)]);
      assert.ok(Number(stats.cpuMs) < 20_000, `${name}: ${String(stats.cpuMs)} ms of processor time`);
    });
  }
});

test('beside a statement that is not read the rest of its file is', () =>
  withFolder({ 'A.cs': `class C { void F(int a, int b) { ${'a<b<'.repeat(1_000)}; } string G() => System.Text.Json.JsonSerializer.Serialize(new object()); } /* ${'/* '.repeat(2_000)}` }, async (folder) => {
    assert.ok((await checkJson([path.join(folder, 'A.cs'), '--assume-aot'])).diagnostics.some((d) => d.id === 'IL2026'));
  }));

test('NUL bytes and bytes that are no UTF-8 do not stop the analysis', () =>
  withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': WARNING, 'Odd.cs': Buffer.from('class Odd { string s = "\0\0"; \xff\xfe }\0', 'latin1') }, async (folder) => {
    const report = await checkJson([folder]);
    assert.ok(report.diagnostics.some((d) => d.id === 'IL2026' && d.file.endsWith('Program.cs')));
  }));

test('without an SDK the shipped index answers', () =>
  withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': WARNING }, async (folder) => {
    const env = { PATH: path.dirname(process.execPath), HOME: folder, NUGET_PACKAGES: path.join(folder, 'none'), DOTNET_ROOT: path.join(folder, 'none') };
    const report = await checkJson([folder], { env });
    assert.ok(report.diagnostics.some((d) => d.id === 'IL2026'), JSON.stringify(report.stats));
  }));

test('a read-only file: fix says so with status 2, and the file is as it was', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace('</PropertyGroup>', '  <PublishSingleFile>true</PublishSingleFile>\n  </PropertyGroup>'), 'Program.cs': 'Console.WriteLine(1);\n' }, async (folder) => {
    const file = path.join(folder, 'App.csproj');
    const before = readFileSync(file, 'utf8');
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    try {
      const result = await runCli(['fix', file], { unprivileged: true });
      assert.equal(result.status, 2);
      assert.match(result.stderr, /cannot be written/);
      assert.equal(readFileSync(file, 'utf8'), before);
    } finally {
      chmodSync(folder, 0o755);
    }
  }));

test('no C# at all: status 2 and a sentence', () =>
  withFolder({ 'readme.txt': 'x' }, async (folder) => {
    const result = await runCli(['check', folder]);
    assert.equal(result.status, 2);
    assert.match(result.stderr, /no project and no C# file/);
  }));
