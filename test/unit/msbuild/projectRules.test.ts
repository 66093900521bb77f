import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { analyzeProject, createRuleSet } from '../../../server/src/core/program/analyze';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { evaluateProject } from '../../../server/src/core/msbuild/index';
import { helpedProperties, projectRules, propertyHelp } from '../../../server/src/core/rules/project/index';
import { factOf } from '../../../server/src/core/rules/project/packages';
import { applyEdits } from '../../../server/src/core/text/edit';
import { memoryHost } from './memoryHost';

const set = createRuleSet(projectRules);

function run(text: string, files: Readonly<Record<string, string>> = {}): Diagnostic[] {
  const host = memoryHost({ ...files, '/w/p.csproj': text });
  const project = evaluateProject('/w/p.csproj', host);
  return analyzeProject(set, { project, references: project.projectReferences.map((path) => evaluateProject(path, host)), host });
}
function wrap(properties: string, items = '', sdk = 'Microsoft.NET.Sdk', framework = 'net9.0'): string {
  return `<Project Sdk="${sdk}">\n  <PropertyGroup>\n    <TargetFramework>${framework}</TargetFramework>\n    ${properties}\n  </PropertyGroup>\n  <ItemGroup>${items}</ItemGroup>\n</Project>`;
}
const aot = '<PublishAot>true</PublishAot>';
const web = 'Microsoft.NET.Sdk.Web';
const reference = (id: string, version = '1.0.0'): string => `<PackageReference Include="${id}" Version="${version}" />`;

/** Text, ids with the marked words, and what the first fix makes of the properties or items (undefined: no fix). */
const cases: readonly { readonly name: string; readonly text: string; readonly expected: readonly (readonly [string, string])[]; readonly fixed?: string; readonly files?: Readonly<Record<string, string>> }[] = [
  { name: 'nothing to say', text: wrap(aot, reference('Npgsql', '8.0.0')), expected: [] },
  { name: 'nothing without PublishAot', text: wrap('<PublishTrimmed>false</PublishTrimmed><DynamicCodeSupport>true</DynamicCodeSupport>', reference('Dapper')), expected: [] },
  { name: 'PublishTrimmed=false', text: wrap(`${aot}\n    <PublishTrimmed>false</PublishTrimmed>`), expected: [['AOT1010', 'false']], fixed: wrap(aot) },
  { name: 'DynamicCodeSupport=true', text: wrap(`${aot}\n    <DynamicCodeSupport>true</DynamicCodeSupport>`), expected: [['AOT1011', 'true']], fixed: wrap(aot) },
  { name: 'GeneratePackageOnBuild', text: wrap(`${aot}<GeneratePackageOnBuild>True</GeneratePackageOnBuild>`), expected: [['AOT1012', 'True']], fixed: wrap(aot) },
  { name: 'NativeLib in an executable', text: wrap(`${aot}<NativeLib>Shared</NativeLib><OutputType>Exe</OutputType>`), expected: [['AOT1013', 'Shared'], ['AOT1013', 'Exe']] },
  { name: 'NativeLib in a library', text: wrap(`${aot}<NativeLib>Shared</NativeLib>`), expected: [] },
  { name: 'runtimeconfig.template.json', text: wrap(aot), files: { '/w/runtimeconfig.template.json': '{}' }, expected: [['AOT1014', 'true']] },
  { name: 'an explicit compiler', text: wrap(aot, reference('Microsoft.DotNet.ILCompiler')), expected: [['AOT1015', 'Microsoft.DotNet.ILCompiler']], fixed: wrap(aot) },
  { name: 'SelfContained=false', text: wrap(`${aot}<SelfContained>false</SelfContained><PublishSelfContained>false</PublishSelfContained>`), expected: [['AOT1016', 'false'], ['AOT1016', 'false']] },
  { name: 'redundant properties', text: wrap(`${aot}<PublishReadyToRun>true</PublishReadyToRun><PublishSingleFile>true</PublishSingleFile><TieredPGO>false</TieredPGO>`), expected: [['AOT1017', 'true'], ['AOT1017', 'true'], ['AOT1017', 'false']] },
  { name: 'a single file for net8.0', text: wrap(`${aot}<PublishSingleFile>true</PublishSingleFile>`, '', undefined, 'net8.0'), expected: [['AOT1025', 'true']] },
  { name: 'JSON by reflection', text: wrap(`${aot}<JsonSerializerIsReflectionEnabledByDefault>true</JsonSerializerIsReflectionEnabledByDefault>`), expected: [['AOT1018', 'true']], fixed: wrap(aot) },
  { name: 'safety off', text: wrap(`${aot}<EnableRequestDelegateGenerator>false</EnableRequestDelegateGenerator><SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>`), expected: [['AOT1019', 'false'], ['AOT1019', 'true']] },
  { name: 'an old language and the binding generator', text: wrap(`${aot}<LangVersion>11.0</LangVersion>`, '', web), expected: [['SYSLIB1102', '11.0']], fixed: wrap(aot, '', web) },
  { name: 'a language that is new enough', text: wrap(`${aot}<LangVersion>latest</LangVersion>`, '', web), expected: [] },
  { name: 'an old language without the binding generator', text: wrap('<LangVersion>11</LangVersion>', '', web), expected: [] },
  { name: 'an old language where nothing can be bound', text: wrap(`${aot}<LangVersion>11</LangVersion>`), expected: [] },
  { name: 'NoWarn', text: wrap(`${aot}<NoWarn>$(NoWarn);IL2026;CS1591</NoWarn>`), expected: [['AOT1020', 'IL2026']], fixed: wrap(`${aot}<NoWarn>$(NoWarn);CS1591</NoWarn>`) },
  { name: 'NoWarn, last id', text: wrap(`${aot}<NoWarn>$(NoWarn);IL2026</NoWarn>`), expected: [['AOT1020', 'IL2026']], fixed: wrap(`${aot}<NoWarn>$(NoWarn)</NoWarn>`) },
  { name: 'NoWarn on several lines', text: wrap(`${aot}<NoWarn>\n  CS1591;\n  CS1573\n</NoWarn>`), expected: [['AOT1021', '\n  CS1591;\n  CS1573\n']], fixed: wrap(`${aot}<NoWarn>CS1591;CS1573</NoWarn>`) },
  { name: 'reference verification in a web project', text: wrap(`${aot}<VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>`, '', web), expected: [['AOT1022', 'true']] },
  { name: 'reference verification elsewhere', text: wrap(`${aot}<VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>`), expected: [] },
  { name: 'a library over ASP.NET Core', text: wrap('<IsAotCompatible>true</IsAotCompatible>', '<FrameworkReference Include="Microsoft.AspNetCore.App" />'), expected: [['AOT1023', 'true']] },
  { name: 'SqlClient and invariant globalization', text: wrap(`${aot}<InvariantGlobalization>true</InvariantGlobalization>`, reference('Microsoft.Data.SqlClient', '6.0.0')), expected: [['AOT1024', 'true'], ['AOT1031', 'Microsoft.Data.SqlClient']], fixed: wrap(`${aot}<InvariantGlobalization>false</InvariantGlobalization>`, reference('Microsoft.Data.SqlClient', '6.0.0')) },
  { name: 'packages', text: wrap(aot, reference('AutoMapper') + reference('Serilog', '3.1.1') + reference('Hangfire.Core')), expected: [['AOT1030', 'AutoMapper'], ['AOT1031', 'Serilog'], ['AOT1030', 'Hangfire.Core']] },
  { name: 'packages that lose what they find by reflection', text: wrap(aot, reference('CommandLineParser', '2.9.1') + reference('Octokit', '14.0.0') + reference('Microsoft.FeatureManagement.AspNetCore', '4.7.0') + reference('Serilog', '4.3.0')), expected: [['AOT1030', 'CommandLineParser'], ['AOT1030', 'Octokit'], ['AOT1030', 'Microsoft.FeatureManagement.AspNetCore'], ['AOT1031', 'Serilog']] },
  { name: 'Dapper with Dapper.AOT', text: wrap(aot, reference('Dapper') + reference('Dapper.AOT')), expected: [['AOT1033', 'Dapper.AOT']], fixed: wrap(`${aot}\n    <InterceptorsNamespaces>$(InterceptorsNamespaces);Dapper.AOT</InterceptorsNamespaces>`, reference('Dapper') + reference('Dapper.AOT')) },
  { name: 'Dapper.AOT listed', text: wrap(`${aot}<InterceptorsNamespaces>$(InterceptorsNamespaces);Dapper.AOT</InterceptorsNamespaces>`, reference('Dapper') + reference('Dapper.AOT')), expected: [] },
  { name: 'a referenced library', text: wrap(aot, '<ProjectReference Include="..\\lib\\lib.csproj" />'), files: { '/lib/lib.csproj': wrap('') }, expected: [['AOT1034', '..\\lib\\lib.csproj']] },
  { name: 'a referenced library that is analysed', text: wrap(aot, '<ProjectReference Include="..\\lib\\lib.csproj" />'), files: { '/lib/lib.csproj': wrap('<IsAotCompatible>true</IsAotCompatible>') }, expected: [] },
  { name: 'a referenced library that cannot be analysed', text: wrap(aot, '<ProjectReference Include="..\\lib\\lib.csproj" />'), files: { '/lib/lib.csproj': wrap('', '', undefined, 'netstandard2.0') }, expected: [] },
  { name: 'an old framework', text: wrap(aot, '', undefined, 'net6.0'), expected: [['NETSDK1207', 'net6.0']] },
  { name: 'net7.0 is enough for a console', text: wrap(aot, '', undefined, 'net7.0'), expected: [] },
  { name: 'net7.0 is not enough for the web', text: wrap(aot, '', web, 'net7.0'), expected: [['NETSDK1207', 'net7.0']] },
  { name: 'IsAotCompatible for netstandard', text: wrap('<IsAotCompatible>true</IsAotCompatible>', '', undefined, 'netstandard2.0'), expected: [['NETSDK1210', 'true']], fixed: wrap("<IsAotCompatible Condition=\"$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net8.0'))\">true</IsAotCompatible>", '', undefined, 'netstandard2.0') },
  { name: 'IsAotCompatible over a gap between frameworks', text: wrap('<TargetFrameworks>netstandard2.0;net9.0</TargetFrameworks><IsAotCompatible>true</IsAotCompatible>').replace(/<TargetFramework>.*<\/TargetFramework>/, ''), expected: [['NETSDK1210', 'true']] },
  { name: 'IsAotCompatible without a gap', text: wrap('<TargetFrameworks>netstandard2.0;net8.0</TargetFrameworks><IsAotCompatible>true</IsAotCompatible>').replace(/<TargetFramework>.*<\/TargetFramework>/, ''), expected: [] },
  { name: 'a runtime identifier without a compiler', text: wrap(`${aot}<RuntimeIdentifier>win-x86</RuntimeIdentifier>`, '', undefined, 'net8.0'), expected: [['NETSDK1203', 'win-x86']] },
  { name: 'the same one later', text: wrap(`${aot}<RuntimeIdentifier>win-x86</RuntimeIdentifier>`), expected: [] },
  { name: 'desktop frameworks', text: wrap(`${aot}<UseWPF>true</UseWPF><UseWindowsForms>true</UseWindowsForms>`), expected: [['NETSDK1168', 'true'], ['NETSDK1175', 'true']] },
  { name: 'malformed text', text: '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><A></PropertyGroup></Project>', expected: [['AOT1001', '<A>']] },
];

for (const one of cases) {
  test(`project rule: ${one.name}`, () => {
    const found = run(one.text, one.files).filter((d) => d.file === '/w/p.csproj').sort((a, b) => a.span.start - b.span.start);
    assert.deepEqual(found.map((d) => [d.id, one.text.slice(d.span.start, d.span.end)]), one.expected);
    for (const diagnostic of found) assert.match(diagnostic.message, /\S/);
    if (one.fixed !== undefined) {
      const fixes = found.flatMap((d) => d.fixes?.() ?? []);
      assert.equal(applyEdits(one.text, fixes[0]!.edits), one.fixed);
      assert.ok(run(one.fixed, one.files).length < found.length, 'the fix removes its diagnostic');
    }
  });
}

test('package facts depend on the version', () => {
  const status = (id: string, version: string | undefined): string | undefined => factOf({ id, version })?.status;
  assert.deepEqual(['8.0.11', '9.0.0', '[8.0,9)', undefined].map((v) => status('Microsoft.EntityFrameworkCore', v)), ['no', 'partly', 'no', 'partly']);
  assert.deepEqual(['5.3.4', '6.0.0'].map((v) => status('nlog', v)), ['no', 'partly']);
  assert.deepEqual(['33.0.1', '34.0.0', undefined].map((v) => status('CsvHelper', v)), ['no', undefined, undefined]);
  assert.deepEqual([status('HotChocolate.AspNetCore', '14.0.0'), status('HotChocolateLike', '1.0'), status('Npgsql', '8.0.0')], ['no', 'no', undefined]);
});

test('every project rule has a page with its title and the usual headings', () => {
  const headings = ['## What it does', '## Why is this bad?', '## Example', '## Use instead', '## Fix', '## References'];
  for (const meta of projectRules.flatMap((rule) => rule.metas)) {
    const file = path.join(process.env.PROJECT_ROOT!, 'docs/rules', `${meta.id}.md`);
    assert.ok(existsSync(file), `${meta.id} has no page`);
    const lines = readFileSync(file, 'utf8').split('\n');
    assert.equal(lines[0], `# ${meta.id}: ${meta.title}`);
    assert.deepEqual(lines.filter((l) => l.startsWith('## ')), headings, meta.id);
  }
});

test('property help has three lines for each property, found in any case', () => {
  assert.ok(helpedProperties().length >= 50);
  assert.equal(propertyHelp('publishaot')?.name, 'PublishAot');
  assert.equal(propertyHelp('NoSuchProperty'), undefined);
  for (const name of helpedProperties()) for (const line of propertyHelp(name)!.lines) assert.match(line, /^\S.*[.!]$/);
});
