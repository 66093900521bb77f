import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { dedupeRecords, packageOfPath, parseOutput, parseOutputLine } from '../../../server/src/core/publish/parseOutput';

const root = process.env.PROJECT_ROOT ?? '';

test('Roslyn: file, line, column, project', () => {
  const record = parseOutputLine("/src/App/Program.cs(12,5): warning IL2026: Using member 'M' which has … [/src/App/App.csproj]");
  assert.deepEqual(record, {
    id: 'IL2026', severity: 'warning', tier: 'build', tool: undefined, member: undefined, message: "Using member 'M' which has …", project: '/src/App/App.csproj', package: undefined,
    place: { path: '/src/App/Program.cs', line: 11, character: 4, endLine: undefined, endCharacter: undefined },
  });
});

test('ILC: file and line only, the member split from the text', () => {
  const record = parseOutputLine("/src/P.cs(12): Trim analysis warning IL2026: Program.<>c.<<Main>$>b__0_3(): Using member 'A.B<T>(T, C)' … [/src/App.csproj]");
  assert.equal(record?.tier, 'publish');
  assert.equal(record.member, 'Program.<>c.<<Main>$>b__0_3()');
  assert.equal(record.message, "Using member 'A.B<T>(T, C)' …");
  assert.deepEqual(record.place, { path: '/src/P.cs', line: 11, character: undefined, endLine: undefined, endCharacter: undefined });
});

test('ILC without a file keeps tool and member', () => {
  const record = parseOutputLine('ILC : AOT analysis warning IL3050: Ns.Type.Method(String, Dictionary`2<String,Int32>): Using … [/a/b.csproj::TargetFramework=net9.0]');
  assert.equal(record?.tool, 'ILC');
  assert.equal(record.place, undefined);
  assert.equal(record.member, 'Ns.Type.Method(String, Dictionary`2<String,Int32>)');
  assert.equal(record.project, '/a/b.csproj');
});

test('a text whose first colon follows words names no member', () => {
  assert.equal(parseOutputLine('ILC : warning IL3000: In member X: do not')?.member, undefined);
});

test('paths of deterministic builds exist on no disk and give no place', () => {
  const record = parseOutputLine('/_/src/libraries/System.Data.Common/src/System/Data/DataTable.cs(6668): Trim analysis warning IL2026: System.Data.DataTable.ReadXml(XmlReader): Using …');
  assert.equal(record?.place, undefined);
  assert.equal(record?.member, 'System.Data.DataTable.ReadXml(XmlReader)');
});

test('assembly warnings name their package', () => {
  const record = parseOutputLine("/home/dev/.nuget/packages/newtonsoft.json/13.0.4/lib/net6.0/Newtonsoft.Json.dll : warning IL2104: Assembly 'Newtonsoft.Json' produced trim warnings. [/a.csproj]");
  assert.equal(record?.id, 'IL2104');
  assert.equal(record.tier, 'publish');
  assert.deepEqual(record.package, { id: 'newtonsoft.json', version: '13.0.4' });
  assert.deepEqual(packageOfPath('C:\\Users\\d\\.nuget\\packages\\dapper\\2.1.66\\lib\\net8.0\\Dapper.dll'), { id: 'dapper', version: '2.1.66' });
  assert.equal(packageOfPath('/src/app/bin/Debug/net9.0/x.dll'), undefined);
});

test('Windows paths, subcategories in any language, node prefixes and colours', () => {
  assert.equal(parseOutputLine('C:\\a b\\P.cs(3,7,3,12): error CS1002: ; expected [C:\\a b\\P.csproj]')?.place?.endCharacter, 11);
  assert.equal(parseOutputLine('     2>C:\\a\\P.cs(9): Avertissement danalyse warning IL2026: x')?.id, 'IL2026');
  assert.equal(parseOutputLine('\u001b[33m/p.cs(1,1): warning CS0168: v\u001b[0m')?.message, 'v');
  assert.equal(parseOutputLine("LINK : fatal error LNK1181: cannot open input file 'advapi32.lib' [C:\\p.csproj]")?.tier, 'publish');
  assert.equal(parseOutputLine('App.obj : error LNK2001: unresolved external symbol foo')?.tool, 'App.obj');
});

test('SDK and MSBuild errors, with and without a code', () => {
  const sdk = parseOutputLine('/usr/lib/dotnet/sdk/10.0.401/Sdks/Microsoft.NET.Sdk/targets/x.targets(90,5): error NETSDK1207: Ahead-of-time compilation is not supported. [/a/a.csproj]');
  assert.equal(sdk?.id, 'NETSDK1207');
  assert.equal(sdk.severity, 'error');
  const linker = parseOutputLine("/p/microsoft.dotnet.ilcompiler/9.0.20/build/Microsoft.NETCore.Native.Unix.targets(292,5): error : Platform linker ('clang' or 'gcc') not found in PATH. [/a/a.csproj]");
  assert.equal(linker?.id, 'MSBUILD');
  assert.equal(linker.tier, 'publish');
  assert.equal(parseOutputLine('clang : error : linker command failed with exit code 1 (use -v to see invocation) [/a.csproj]')?.id, 'LINKER');
});

test('raw linker lines', () => {
  const record = parseOutputLine('/usr/bin/ld.bfd: cannot find -lz: No such file or directory');
  assert.equal(record?.id, 'LINKER');
  assert.equal(record.message, 'cannot find -lz: No such file or directory');
});

test('lines that are no diagnostics', () => {
  for (const line of ['', '  Generating native code', '  App -> /a/b/', 'Build succeeded.', '    0 Warning(s)', 'warning IL2026 without form', 'http://a: b']) {
    assert.equal(parseOutputLine(line), undefined, line);
  }
});

test('a recorded publish: what Roslyn and ILC both say is one fact', () => {
  const log = readFileSync(path.join(root, 'test/unit/publish/todo-api.publish.log.txt'), 'utf8');
  const records = parseOutput(log.split('\n'));
  assert.deepEqual(records.map((r) => `${r.id} ${r.tier} ${r.place?.line}:${r.place?.character}`), ['IL2026 build 11:0', 'IL2026 build 25:28', 'IL3050 build 25:28']);
});

test('two facts on one line stay two; repeated ones become one', () => {
  const line = (column: number): string => `/p.cs(4,${column}): warning IL2026: Using member 'M' …`;
  assert.equal(parseOutput([line(1), line(20), line(20), '/p.cs(4): Trim analysis warning IL2026: P.M(): Using …']).length, 2);
});

test('any text is read without throwing, and reading twice changes nothing', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 })), (lines) => {
    const records = parseOutput(lines);
    assert.deepEqual(dedupeRecords(records), records);
  }));
});

test('long hostile lines are read in linear time', () => {
  const line = `${': '.repeat(60_000)}warning`;
  const started = process.cpuUsage();
  parseOutputLine(line);
  parseOutputLine(`${'('.repeat(60_000)}1): warning IL2026: ${'a'.repeat(60_000)}`);
  parseOutputLine(`/a.cs(1): Trim analysis warning IL2026: ${'['.repeat(60_000)}`);
  const { user } = process.cpuUsage(started);
  assert.ok(user < 2_000_000, `${user} µs`);
});
