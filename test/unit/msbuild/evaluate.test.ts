import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appDirectives, discoverProjects, evaluateAllFrameworks, evaluateProject, findProjectOf, looseProject, readSolution } from '../../../server/src/core/msbuild/index';
import type { EvaluateOptions } from '../../../server/src/core/msbuild/index';
import type { EvaluatedProject } from '../../../server/src/core/msbuild/projectModel';
import { memoryHost } from './memoryHost';

const sdk = 'Microsoft.NET.Sdk';
function project(body: string, files: Readonly<Record<string, string>> = {}, options: EvaluateOptions = {}, sdkName = sdk): EvaluatedProject {
  const text = `<Project Sdk="${sdkName}"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>${body}</Project>`;
  return evaluateProject('/w/app/app.csproj', memoryHost({ '/w/app/app.csproj': text, '/w/app/Program.cs': '', ...files }), options);
}
const value = (p: EvaluatedProject, name: string): string | undefined => p.property(name)?.value;

test('defaults of a console project', () => {
  const p = project('');
  assert.equal(p.sdk, sdk);
  assert.equal(p.targetFramework, 'net9.0');
  assert.deepEqual(p.compileFiles, ['/w/app/Program.cs']);
  assert.equal(p.langVersion, '13.0');
  assert.equal(p.assemblyName, 'app');
  assert.equal(p.nullableEnabled, false);
  assert.deepEqual(p.globalUsings, []);
  for (const define of ['NET9_0', 'NET9_0_OR_GREATER', 'NET8_0_OR_GREATER', 'NETCOREAPP', 'DEBUG', 'TRACE']) assert.ok(p.defines.has(define), define);
  assert.ok(!p.defines.has('NET10_0_OR_GREATER'));
  assert.deepEqual(p.problems, []);
});

test('PublishAot brings its defaults, and the place stays the user\'s', () => {
  const p = project('<PropertyGroup><PublishAot>true</PublishAot></PropertyGroup>');
  assert.ok(p.flag('PublishAot') && p.flag('PublishTrimmed') && p.flag('EnableAotAnalyzer') && p.flag('EnableConfigurationBindingGenerator'));
  assert.equal(value(p, 'JsonSerializerIsReflectionEnabledByDefault'), 'false');
  assert.equal(value(p, 'EventSourceSupport'), 'false');
  assert.equal(value(project('<PropertyGroup><PublishAot>true</PublishAot></PropertyGroup>', {}, {}, 'Microsoft.NET.Sdk.Web'), 'EventSourceSupport'), 'true');
  assert.equal(p.property('PublishTrimmed')?.origin, undefined);
  const { origin } = p.property('PublishAot')!;
  assert.equal(p.documents[0]!.text.slice(origin!.valueSpan.start, origin!.valueSpan.end), 'true');
});

const restore = (imports: string): string => `<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><PropertyGroup><NuGetPackageRoot Condition="'$(NuGetPackageRoot)' == ''">/cache/</NuGetPackageRoot></PropertyGroup>${imports}</Project>`;

test('what packages import counts, and is nobody\'s text: no places, no problems', () => {
  const p = project('<PropertyGroup><PublishAot>true</PublishAot><DefineConstants>MINE</DefineConstants></PropertyGroup><Import Project="$(NuGetPackageRoot)own/More.props" />', {
    '/w/app/obj/app.csproj.nuget.g.props': restore('<Import Project="$(NuGetPackageRoot)own/Own.props" /><Import Project="/cache/broken/B.props" /><Import Project="/cache/gone/G.props" />'),
    '/w/app/obj/app.csproj.nuget.g.targets': restore('<Import Project="/cache/own/Own.targets" />'),
    '/cache/own/Own.props': '<Project><PropertyGroup Condition="$([Unknown.Type]::Is())"><A>1</A></PropertyGroup><PropertyGroup><B>2</B><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup><ItemGroup><Using Include="Own" /><PackageReference Include="Inner" Version="1.0.0" /></ItemGroup><Import Project="Own.props" /><Import Project="none.props" /></Project>',
    '/cache/own/More.props': '<Project><PropertyGroup><C>3</C></PropertyGroup></Project>',
    '/cache/own/Own.targets': '<Project><PropertyGroup><DefineConstants>$(DefineConstants);OWN</DefineConstants><DefineConstants>$(DefineConstants);$([Unknown.Type]::Value())</DefineConstants></PropertyGroup></Project>',
    '/cache/broken/B.props': '<Project><PropertyGroup><D>',
  });
  assert.deepEqual(['A', 'B', 'C', 'InvariantGlobalization'].map((name) => value(p, name)), [undefined, '2', '3', 'true']);
  assert.ok(p.defines.has('MINE') && p.defines.has('OWN'));
  assert.deepEqual(p.globalUsings.map((u) => u.name), ['Own']);
  assert.equal(p.property('InvariantGlobalization')?.origin, undefined);
  assert.deepEqual(p.packageReferences.map((r) => [r.id, r.origin]), [['Inner', undefined]]);
  assert.deepEqual(p.documents.map((d) => d.file), ['/w/app/app.csproj']);
  assert.deepEqual(p.problems, []);
  for (const file of ['/w/app/obj/app.csproj.nuget.g.props', '/cache/own/Own.props', '/cache/gone/G.props']) assert.ok(p.dependencies.files.has(file), file);
});

test('a restore that comes later is looked for where it will be', () => {
  assert.ok(project('').dependencies.folders.has('/w/app/obj'));
});

test('Directory.Build.props, .targets and central package versions are found upwards', () => {
  const p = project('<ItemGroup><PackageReference Include="Dapper" /><PackageReference Include="Polly" VersionOverride="2.0.0" /></ItemGroup>', {
    '/w/Directory.Build.props': '<Project><PropertyGroup><Nullable>enable</Nullable><Root>$(MSBuildThisFileDirectory)</Root></PropertyGroup></Project>',
    '/w/app/Directory.Build.targets': '<Project><PropertyGroup><LateValue>$(TargetFrameworkIdentifier)</LateValue></PropertyGroup></Project>',
    '/w/Directory.Packages.props': '<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include="dapper" Version="2.1.35" /><PackageVersion Include="Polly" Version="1.0.0" /></ItemGroup></Project>',
  });
  assert.equal(p.nullableEnabled, true);
  assert.equal(value(p, 'Root'), '/w/');
  assert.equal(value(p, 'LateValue'), '.NETCoreApp');
  assert.deepEqual(p.packageReferences.map((r) => [r.id, r.version]), [['Dapper', '2.1.35'], ['Polly', '2.0.0']]);
  assert.deepEqual(p.documents.map((d) => d.file), ['/w/Directory.Build.props', '/w/Directory.Packages.props', '/w/app/app.csproj', '/w/app/Directory.Build.targets']);
  for (const file of p.documents) assert.ok(p.dependencies.files.has(file.file));
});

test('imports: relative to the importing file, cycles and missing files are reported', () => {
  const p = project('<Import Project="../shared/a.props" /><Import Project="gone.props" /><Import Project="gone2.props" Condition="Exists(\'gone2.props\')" />', {
    '/w/shared/a.props': '<Project><Import Project="b.props" /><PropertyGroup><A>1</A></PropertyGroup></Project>',
    '/w/shared/b.props': '<Project><Import Project="$(MSBuildThisFileDirectory)a.props" /><PropertyGroup><B>2</B></PropertyGroup></Project>',
  });
  assert.deepEqual([value(p, 'A'), value(p, 'B')], ['1', '2']);
  assert.deepEqual(p.problems.map((d) => [d.id, d.severity, d.file]), [['AOT1002', 'error', '/w/shared/b.props'], ['AOT1002', 'warning', '/w/app/app.csproj']]);
  assert.ok(p.dependencies.files.has('/w/app/gone.props'), 'the file may yet appear');
});

test('Choose, conditions, properties built on properties, unknown functions', () => {
  const p = project(`<Choose><When Condition="'$(TargetFramework)' == 'net8.0'"><PropertyGroup><C>when</C></PropertyGroup></When>
    <Otherwise><PropertyGroup><C>$(MSBuildProjectName)-$(TargetFramework)</C></PropertyGroup><ItemGroup><Using Include="X.Y" /></ItemGroup></Otherwise></Choose>
    <PropertyGroup Condition="'$([System.DateTime]::Now)' == ''"><D>1</D></PropertyGroup>`);
  assert.equal(value(p, 'C'), 'app-net9.0');
  assert.equal(value(p, 'D'), undefined);
  assert.equal(value(project('<PropertyGroup><E>[$(constructor)$(toString)]</E></PropertyGroup>'), 'E'), '[]');
  assert.deepEqual(p.globalUsings.map((u) => u.name), ['X.Y']);
  assert.deepEqual(p.problems.map((d) => d.id), ['AOT1003']);
});

test('compile items: defaults leave out bin, obj and dot-folders; Remove, Include with Link and Exclude', () => {
  const files = { '/w/app/bin/x.cs': '', '/w/app/obj/y.cs': '', '/w/app/.git/z.cs': '', '/w/app/sub/a.cs': '', '/w/app/sub/b.g.cs': '', '/w/other/c.cs': '', '/w/other/d.cs': '' };
  const p = project('<ItemGroup><Compile Remove="**/*.g.cs" /><Compile Include="../other/*.cs" Exclude="../other/d.cs" Link="L" /></ItemGroup>', files);
  assert.deepEqual(p.compileFiles, ['/w/app/Program.cs', '/w/app/sub/a.cs', '/w/other/c.cs']);
  assert.deepEqual(project('<PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>', files).compileFiles, []);
});

test('items that refer to items: transforms and item functions', () => {
  const include = (items: string, compile: string): readonly string[] => project(`<ItemGroup><Compile Remove="Program.cs" />${items}<Compile Include="${compile}" /></ItemGroup>`).compileFiles.map((file) => file.replace('/w/app/', ''));
  const two = '<S Include="a/One.txt;Two.txt" Kind="x" /><S Include="a/One.txt" Kind="y" />';
  assert.deepEqual(include(two, "@(S->'gen/%(Filename).cs')"), ['gen/One.cs', 'gen/Two.cs']);
  assert.deepEqual(include(two, "@(S->WithMetadataValue('Kind', 'y')->'%(RelativeDir)%(S.Kind).cs')"), ['a/y.cs']);
  assert.deepEqual(include(two, "@(S->'%(Identity).cs'->Distinct());More.cs"), ['a/One.txt.cs', 'Two.txt.cs', 'More.cs']);
  assert.deepEqual(include(two, "@(S->HasMetadata('Other')->'%(Filename).cs')"), []);
  assert.deepEqual(include(two, "@(S->Unknown('Other')->'%(Filename).cs');x@(S)"), []);
  assert.deepEqual(include('<S Include="P.cs" Kind="x" /><T Include="@(S)" />', "@(T->WithMetadataValue('Kind', 'x'))"), ['P.cs'], 'metadata goes along');
});

test('Directory.Build.rsp: properties of the command line, which files do not change', () => {
  const rsp = { '/w/Directory.Build.rsp': '# nothing\n-m -p:PublishAot=true;Nullable=enable\r\n/property:RootNamespace="A.B" -v:q\n"-p:AssemblyName=My App"\n-p:Where=%MSBuildThisFileDirectory%x\n' };
  const p = project('<PropertyGroup><PublishAot>false</PublishAot></PropertyGroup>', rsp, { globalProperties: { nullable: 'disable' } });
  assert.deepEqual(['PublishAot', 'Nullable', 'RootNamespace', 'AssemblyName', 'Where'].map((name) => value(p, name)), ['true', 'disable', 'A.B', 'My App', '/w/x']);
  assert.ok(p.flag('EnableAotAnalyzer'));
  assert.ok(p.dependencies.files.has('/w/Directory.Build.rsp'));
  assert.ok(project('').dependencies.files.has('/w/app/Directory.Build.rsp'), 'one that comes later is looked for');
});

test('files that the SDK imports where they are, or where a property names them', () => {
  assert.ok(project('', { '/w/app/app.csproj.user': '<Project><PropertyGroup><PublishAot>true</PublishAot></PropertyGroup></Project>' }).flag('EnableAotAnalyzer'));
  const hooked = (name: string): boolean => project('', { '/w/Directory.Build.props': `<Project><PropertyGroup><${name}>/w/own.targets</${name}></PropertyGroup></Project>`, '/w/own.targets': '<Project><PropertyGroup><Hook>true</Hook></PropertyGroup></Project>' }).flag('Hook');
  for (const name of ['BeforeMicrosoftNETSdkTargets', 'AfterMicrosoftNETSdkTargets', 'BeforeTargetFrameworkInferenceTargets', 'CustomBeforeMicrosoftCommonTargets', 'CustomAfterMicrosoftCommonTargets',
    'CustomBeforeMicrosoftCSharpTargets', 'CustomAfterDirectoryBuildProps', 'CustomBeforeDirectoryBuildTargets', 'CustomAfterMicrosoftCommonProps']) assert.ok(hooked(name), name);
  assert.ok(!hooked('CustomOfNobody'));
});

test('implicit usings of each SDK, with static, alias and removed ones', () => {
  const body = '<PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><Using Remove="System.IO" /><Using Include="System.Math" Static="true" /><Using Include="A.B" Alias="C" /></ItemGroup>';
  const names = (name: string): string[] => project(body, {}, {}, name).globalUsings.map((u) => `${u.name}${u.isStatic ? '!' : ''}${u.alias === undefined ? '' : `=${u.alias}`}`);
  assert.deepEqual(names(sdk), ['System', 'System.Collections.Generic', 'System.Linq', 'System.Net.Http', 'System.Threading', 'System.Threading.Tasks', 'System.Math!', 'A.B=C']);
  assert.ok(names('Microsoft.NET.Sdk.Web').includes('Microsoft.AspNetCore.Builder'));
  assert.ok(names('Microsoft.NET.Sdk.Worker').includes('Microsoft.Extensions.Hosting') && !names('Microsoft.NET.Sdk.Worker').includes('Microsoft.AspNetCore.Builder'));
});

test('multi-targeting: each framework is evaluated on its own', () => {
  const text = `<Project Sdk="${sdk}"><PropertyGroup><TargetFrameworks>netstandard2.0; net8.0</TargetFrameworks><IsAotCompatible Condition="$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net8.0'))">true</IsAotCompatible></PropertyGroup></Project>`;
  const host = memoryHost({ '/w/l.csproj': text });
  assert.equal(evaluateProject('/w/l.csproj', host).targetFramework, 'net8.0');
  const all = evaluateAllFrameworks('/w/l.csproj', host);
  assert.deepEqual(all.map((p) => [p.targetFramework, p.flag('IsAotCompatible'), p.langVersion, p.defines.has('NETSTANDARD2_0')]), [['netstandard2.0', false, '7.3', true], ['net8.0', true, '12.0', false]]);
  assert.equal(evaluateProject('/w/l.csproj', host, { targetFramework: 'net10.0' }).langVersion, '14.0');
});

test('unsaved text and global properties win', () => {
  const p = project('<PropertyGroup><X>disk</X><Y>1</Y></PropertyGroup>', {}, {
    overlay: (path) => (path.endsWith('app.csproj') ? `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>net8.0</TargetFramework><X>typed</X><Y>1</Y></PropertyGroup></Project>` : undefined),
    globalProperties: { Y: '2', Configuration: 'Release' },
  });
  assert.deepEqual([value(p, 'X'), value(p, 'Y'), p.targetFramework, p.defines.has('RELEASE'), p.defines.has('DEBUG')], ['typed', '2', 'net8.0', true, false]);
});

test('references without an assembly, and projects that compile nothing', () => {
  const p = project('<ItemGroup><ProjectReference Include="../a/a.csproj" /><ProjectReference Include="../gen/gen.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" /></ItemGroup>');
  assert.deepEqual(p.projectReferences, ['/w/a/a.csproj']);
  assert.deepEqual(project('', {}, {}, 'Microsoft.Build.Traversal/3.0.2').compileFiles, []);
});

test('a half-typed project still answers', () => {
  const p = evaluateProject('/w/a.csproj', memoryHost({ '/w/a.csproj': `<Project Sdk="${sdk}">\n<PropertyGroup>\n<TargetFramework>net9.0</TargetFramework>\n<PublishAot\n<Nullable>enable</Nullable>\n</PropertyGroup>\n<ItemGroup>\n` }));
  assert.deepEqual([p.targetFramework, p.nullableEnabled], ['net9.0', true]);
  assert.ok(p.problems.some((d) => d.id === 'AOT1001'));
});

test('loose files and file-based apps', () => {
  const host = memoryHost({ '/w/a.cs': 'class A {}', '/w/app.cs': '#!/usr/bin/env dotnet\n#:sdk Microsoft.NET.Sdk.Web\n#:package Dapper@2.1.35\n#:property PublishTrimmed=false\nclass B {}\n#:package No@1' });
  const loose = looseProject(['/w/a.cs'], host, { targetFramework: 'net9.0' });
  assert.deepEqual([loose.kind, loose.targetFramework, loose.nullableEnabled, loose.flag('PublishAot')], ['loose', 'net9.0', true, false]);
  assert.deepEqual(loose.compileFiles, ['/w/a.cs']);
  assert.ok(loose.globalUsings.some((u) => u.name === 'Microsoft.AspNetCore.Builder'));
  assert.deepEqual(loose.documents, []);
  const app = looseProject(['/w/app.cs'], host, {});
  assert.deepEqual([app.kind, app.path, app.sdk, app.flag('PublishAot'), app.targetFramework], ['fileBased', '/w/app.cs', 'Microsoft.NET.Sdk.Web', true, 'net10.0']);
  assert.deepEqual(app.packageReferences.map((r) => [r.id, r.version]), [['Dapper', '2.1.35']]);
  assert.equal(app.property('PublishTrimmed')?.value, 'false');
  assert.deepEqual(appDirectives('using System;\n#:package X@1'), []);
});

test('solutions, discovery and the project of a file', () => {
  const host = memoryHost({
    '/s/a.sln': 'Microsoft Visual Studio Solution File\r\nProject("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "A", "src\\A\\A.csproj", "{1}"\r\nEndProject\r\nProject("{2}") = "B", "B\\B.csproj", "{2}"\r\nEndProject\r\nProject("{3}") = "folder", "folder", "{3}"\r\n',
    '/s/b.slnx': '<Solution><Folder Name="/src/"><Project Path="src/A/A.csproj" /></Folder><Project Path="x.fsproj" /></Solution>',
    '/s/src/A/A.csproj': '', '/s/src/A/deep/x.cs': '', '/s/src/A/bin/Gone.csproj': '', '/s/src/.hidden/H.csproj': '',
  });
  const sln = readSolution('/s/a.sln', host);
  assert.deepEqual(sln.projects, ['/s/src/A/A.csproj']);
  assert.equal(sln.problems.length, 1);
  assert.deepEqual(readSolution('/s/b.slnx', host).projects, ['/s/src/A/A.csproj']);
  assert.equal(readSolution('/s/none.sln', host).problems.length, 1);
  const filters = memoryHost({
    '/s/src/A/A.csproj': '', '/s/filters/a.slnf': '{ "solution": { "path": "..\\\\all.sln", "projects": ["src\\\\A\\\\A.csproj", "src\\\\Gone.csproj"] } }', '/s/filters/b.slnf': '{ "solution": {} }', '/s/filters/c.slnf': '{',
  });
  const filter = readSolution('/s/filters/a.slnf', filters);
  assert.deepEqual(filter.projects, ['/s/src/A/A.csproj']);
  assert.match(filter.problems[0]?.message ?? '', /Gone\.csproj, which does not exist/);
  assert.match(readSolution('/s/filters/b.slnf', filters).problems[0]?.message ?? '', /names no solution/);
  assert.match(readSolution('/s/filters/c.slnf', filters).problems[0]?.message ?? '', /not valid JSON/);
  assert.deepEqual(discoverProjects('/s', host), ['/s/src/A/A.csproj']);
  assert.equal(findProjectOf('/s/src/A/deep/x.cs', host), '/s/src/A/A.csproj');
  assert.equal(findProjectOf('/s/other.cs', host), undefined);
});
