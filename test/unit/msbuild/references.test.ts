import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateProject } from '../../../server/src/core/msbuild/index';
import { memoryHost } from './memoryHost';

const packs = {
  '/dotnet/packs/Microsoft.NETCore.App.Ref/9.0.1/ref/net9.0/System.Runtime.dll': '', '/dotnet/packs/Microsoft.NETCore.App.Ref/9.0.1/ref/net9.0/System.Runtime.xml': '',
  '/nuget/microsoft.netcore.app.ref/8.0.3/ref/net8.0/System.Runtime.dll': '', '/nuget/microsoft.netcore.app.ref/8.0.20/ref/net8.0/System.Runtime.dll': '',
  '/nuget/microsoft.aspnetcore.app.ref/9.0.0/ref/net9.0/Microsoft.AspNetCore.dll': '',
};
function resolve(framework: string, files: Readonly<Record<string, string>> = {}, items = '', sdk = 'Microsoft.NET.Sdk') {
  const text = `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>${framework}</TargetFramework></PropertyGroup><ItemGroup>${items}</ItemGroup></Project>`;
  const host = memoryHost({ ...packs, '/w/p.csproj': text, ...files }, { dotnetRoots: ['/dotnet'] });
  const project = evaluateProject('/w/p.csproj', host);
  return { project, references: project.references };
}
const dapper = '<PackageReference Include="Dapper" Version="2.1.0" />';

test('targeting packs: the SDK\'s first, then the newest of the packages folder', () => {
  assert.deepEqual(resolve('net9.0').references.assemblies, ['/dotnet/packs/Microsoft.NETCore.App.Ref/9.0.1/ref/net9.0/System.Runtime.dll']);
  assert.deepEqual(resolve('net8.0').references.assemblies, ['/nuget/microsoft.netcore.app.ref/8.0.20/ref/net8.0/System.Runtime.dll']);
  assert.ok(resolve('net9.0', {}, '', 'Microsoft.NET.Sdk.Web').references.assemblies.includes('/nuget/microsoft.aspnetcore.app.ref/9.0.0/ref/net9.0/Microsoft.AspNetCore.dll'));
  assert.equal(resolve('net10.0').references.indexFramework, 'net10.0');
  assert.equal(resolve('net7.0').references.indexFramework, 'net8.0');
  assert.equal(resolve('net11.0').references.indexFramework, 'net10.0');
});

test('restored packages, transitive ones included', () => {
  const assets = {
    targets: { 'net9.0': { 'Dapper/2.1.0': { type: 'package', compile: { 'lib/net8.0/Dapper.dll': {} } }, 'Inner/1.0.0': { type: 'package', compile: { 'lib/netstandard2.0/_._': {}, 'ref/netstandard2.0/Inner.dll': {} } }, 'Lib/1.0.0': { type: 'project' } }, 'net9.0/linux-x64': {} },
    libraries: { 'Dapper/2.1.0': { path: 'dapper/2.1.0' }, 'Inner/1.0.0': { path: 'inner/1.0.0' } }, packageFolders: { '/cache/': {} },
  };
  const { references, project } = resolve('net9.0', { '/w/obj/project.assets.json': JSON.stringify(assets), '/cache/dapper/2.1.0/lib/net8.0/Dapper.dll': '', '/cache/inner/1.0.0/ref/netstandard2.0/Inner.dll': '' }, dapper);
  assert.deepEqual(references.assemblies.slice(1), ['/cache/dapper/2.1.0/lib/net8.0/Dapper.dll', '/cache/inner/1.0.0/ref/netstandard2.0/Inner.dll']);
  assert.deepEqual(references.packageOf.get('/cache/inner/1.0.0/ref/netstandard2.0/Inner.dll'), { id: 'Inner', version: '1.0.0' });
  assert.deepEqual(references.unresolved, []);
  assert.ok(project.dependencies.files.has('/w/obj/project.assets.json'));
});

test('without a restore: the packages folder by version and nearest framework, ref before lib, dependencies of the nuspec', () => {
  const nuspec = '<package><metadata><dependencies><group targetFramework=".NETStandard2.0"><dependency id="Wrong" version="1" /></group><group targetFramework="net8.0"><dependency id="Inner" version="[1.0.0, )" /></group></dependencies></metadata></package>';
  const { references } = resolve('net9.0', {
    '/nuget/dapper/2.0.0/lib/net8.0/Dapper.dll': '', '/nuget/dapper/2.1.0/lib/net472/Dapper.dll': '', '/nuget/dapper/2.1.0/lib/netstandard2.0/Dapper.dll': '', '/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll': '', '/nuget/dapper/2.1.0/lib/net10.0/Dapper.dll': '',
    '/nuget/dapper/2.1.0/dapper.nuspec': nuspec, '/nuget/inner/1.2.0/ref/netstandard2.0/Inner.dll': '', '/nuget/inner/1.2.0/lib/net8.0/Inner.dll': '', '/nuget/wrong/1.0.0/lib/net8.0/Wrong.dll': '',
  }, `${dapper}<PackageReference Include="Gone" Version="3.0" />`);
  assert.deepEqual(references.assemblies.slice(1), ['/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll', '/nuget/inner/1.2.0/ref/netstandard2.0/Inner.dll']);
  assert.equal(references.unresolved.length, 1);
  assert.match(references.unresolved[0]!, /Gone 3\.0 is not restored/);
});

test('a package that was added since the restore, and a framework that the restore does not know', () => {
  const assets = { targets: { 'net9.0': { 'Dapper/2.1.0': { type: 'package', compile: { 'lib/net8.0/Dapper.dll': {} } } } }, libraries: {}, packageFolders: { '/nuget/': {} } };
  const files = { '/w/obj/project.assets.json': JSON.stringify(assets), '/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll': '', '/nuget/fresh/1.0.0/lib/net8.0/Fresh.dll': '' };
  const { references } = resolve('net9.0', files, `${dapper}<PackageReference Include="Fresh" Version="1.0.0" /><PackageReference Include="Gone" Version="1.0.0" />`);
  assert.deepEqual(references.assemblies.slice(1), ['/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll', '/nuget/fresh/1.0.0/lib/net8.0/Fresh.dll']);
  assert.equal(references.unresolved.length, 1);
  assert.deepEqual(resolve('net8.0', files, dapper).references.assemblies.slice(1), ['/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll']);
});

test('a damaged assets file is named and the packages folder stands in', () => {
  for (const damaged of ['{ "targets": ', '[]', '{}']) {
    const { references } = resolve('net9.0', { '/w/obj/project.assets.json': damaged, '/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll': '' }, dapper);
    assert.match(references.unresolved[0]!, /dotnet restore/);
    assert.ok(references.assemblies.includes('/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll'));
  }
});

test('hint paths, and the same assembly twice', () => {
  const { references } = resolve('net9.0', { '/w/lib/A.dll': '', '/w/lib/System.Runtime.dll': '' }, '<Reference Include="A"><HintPath>lib\\A.dll</HintPath></Reference><Reference Include="S" HintPath="lib/System.Runtime.dll" /><Reference Include="B" HintPath="lib/B.dll" />');
  assert.deepEqual(references.assemblies.slice(1), ['/w/lib/A.dll']);
  assert.equal(references.unresolved.length, 1);
});

test('aliases: of restored packages from the assets file, of others from their item, and of hint paths', () => {
  const assets = { targets: { 'net9.0': { 'Dapper/2.1.0': { type: 'package', compile: { 'lib/net8.0/Dapper.dll': { aliases: 'd,global' } } } } }, libraries: {}, packageFolders: { '/nuget/': {} } };
  const files = { '/w/obj/project.assets.json': JSON.stringify(assets), '/nuget/dapper/2.1.0/lib/net8.0/Dapper.dll': '', '/nuget/fresh/1.0.0/lib/net8.0/Fresh.dll': '', '/w/lib/A.dll': '' };
  const { references, project } = resolve('net9.0', files, `${dapper}<PackageReference Include="Fresh" Version="1.0.0" Aliases="f" /><Reference Include="A"><HintPath>lib/A.dll</HintPath><Aliases> a ; b </Aliases></Reference><ProjectReference Include="../q.csproj" Aliases="q" /><ProjectReference Include="../r.csproj" />`);
  assert.deepEqual([...references.aliases], [['dapper.dll', ['d', 'global']], ['fresh.dll', ['f']], ['a.dll', ['a', 'b']]]);
  assert.deepEqual([...project.projectAliases], [['/q.csproj', ['q']]]);
});
