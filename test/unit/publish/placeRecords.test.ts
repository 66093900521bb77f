import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parseOutput } from '../../../server/src/core/publish/parseOutput';
import { findPackageReference, placeRecords, type PlaceContext } from '../../../server/src/core/publish/placeRecords';

const project = '/w/App.csproj';
const files: Readonly<Record<string, string>> = {
  '/w/P.cs': 'class P\n{\n    void M() => Json.Write(1);\n}\n',
  '/usr/lib/dotnet/sdk/10.0.401/Sdks/Microsoft.NET.Sdk/targets/x.targets': '<Project>\n</Project>',
  [project]: '<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n    <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />\n  </ItemGroup>\n</Project>\n',
};
const context: PlaceContext = {
  project,
  readText: (file) => files[file],
  locateMember: ({ types, member }) => (types[0] === 'P' && member === 'M' ? { file: '/w/P.cs', span: { start: 19, end: 20 } } : undefined),
};
const place = (...lines: string[]): { id: string; file: string; text: string; message: string }[] =>
  placeRecords(parseOutput(lines), context).map(({ id, file, span, message }) => ({ id, file, message, text: files[file]?.slice(span.start, span.end) ?? '' }));

test('a column gives the name that starts there, a line alone its content', () => {
  assert.equal(place('/w/P.cs(3,17): warning IL2026: x')[0]?.text, 'Json.Write');
  assert.equal(place('/w/P.cs(3): Trim analysis warning IL2026: Q.N(): x')[0]?.text, 'void M() => Json.Write(1);');
});

test('a member without a file is found in the workspace', () => {
  assert.deepEqual(place('ILC : Trim analysis warning IL2026: P.M(): x').map((d) => [d.file, d.text]), [['/w/P.cs', 'M']]);
});

test('warnings in other people’s code are one entry for owner and id, on their PackageReference', () => {
  const found = place(
    "/h/.nuget/packages/newtonsoft.json/13.0.4/lib/net6.0/Newtonsoft.Json.dll : warning IL2104: Assembly 'Newtonsoft.Json' produced trim warnings.",
    'ILC : Trim analysis warning IL2070: Newtonsoft.Json.Linq.JToken.A(): one',
    'ILC : Trim analysis warning IL2070: Newtonsoft.Json.Utilities.B.C(): two',
    '/_/src/X.cs(1): Trim analysis warning IL2070: System.Data.DataSet.D(): three',
  );
  assert.deepEqual(found.map((d) => [d.id, d.text]), [['IL2104', 'Newtonsoft.Json'], ['IL2070', '<Project Sdk="Microsoft.NET.Sdk">'], ['IL2070', '<Project Sdk="Microsoft.NET.Sdk">']].map(([id, text], i) => [id, i === 1 ? 'Newtonsoft.Json' : text]));
  assert.match(found[0]?.message ?? '', /package newtonsoft\.json 13\.0\.4\)/);
  assert.match(found[1]?.message ?? '', /and 1 more in newtonsoft\.json/);
  assert.match(found[2]?.message ?? '', /^System\.Data\.DataSet\.D\(\): three$/);
});

test('a package that the project does not name is told to be indirect', () => {
  assert.match(place("/h/.nuget/packages/dapper/2.1.66/lib/net8.0/Dapper.dll : warning IL3053: Assembly 'Dapper' produced AOT analysis warnings.")[0]?.message ?? '', /dapper 2\.1\.66, referenced indirectly/);
});

test('errors of the SDK and the linker are shown in the project file', () => {
  const found = place('/usr/lib/dotnet/sdk/10.0.401/Sdks/Microsoft.NET.Sdk/targets/x.targets(1,1): error NETSDK1207: not supported [/w/App.csproj]', '/usr/bin/ld.bfd: cannot find -lz');
  assert.deepEqual(found.map((d) => [d.id, d.file]), [['NETSDK1207', project], ['LINKER', project]]);
});

test('positions past the end of a file that has changed since stay inside it', () => {
  for (const d of placeRecords(parseOutput(['/w/P.cs(900,1): warning A1: x', '/w/P.cs(3,900): warning A2: x']), context)) {
    assert.ok(d.span.start <= d.span.end && d.span.end <= (files['/w/P.cs'] ?? '').length);
  }
});

test('PackageReference is found by Include or Update, in any case, and not in the middle of a longer name', () => {
  const text = "<PackageReference\n  Version='1' Include='My.Lib'/><PackageReference Update=\"My.Lib.More\"/>";
  const span = findPackageReference(text, 'my.lib');
  assert.equal(span && text.slice(span.start, span.end), 'My.Lib');
  assert.equal(findPackageReference(text, 'Lib'), undefined);
  assert.equal(findPackageReference(text, 'M(.'), undefined);
});
