/** IL2125 and IL3058: which references of a program are not marked, judged by the real analyzers, by the names of the assemblies. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createRuleSet } from '../../server/src/core/program/analyze';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { oraclePath, oracleSkip } from '../harness/oracle';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

const attribute = (name: string, value: string): string => `[assembly: System.Reflection.AssemblyMetadata("${name}", "${value}")]`;
const compatible = '<IsAotCompatible>true</IsAotCompatible>';
/** Name, framework, properties, attributes of the assembly, and what it references. */
const libraries: readonly (readonly [name: string, framework: string, properties?: string, code?: string, reference?: string])[] = [
  ['Unmarked', 'net10.0'],
  ['Compatible', 'net10.0', compatible],
  ['OlderCompatible', 'net9.0', compatible],
  ['Trimmable', 'net10.0', '<IsTrimmable>True</IsTrimmable>'],
  ['OnlyCompatible', 'net10.0', `${compatible}<IsTrimmable>false</IsTrimmable>`],
  ['WithoutInfo', 'net10.0', `${compatible}<GenerateAssemblyInfo>false</GenerateAssemblyInfo>`],
  ['WithoutMetadata', 'net10.0', `${compatible}<GenerateAssemblyMetadataAttributes>false</GenerateAssemblyMetadataAttributes>`],
  ['ByHand', 'net10.0', '', `${attribute('IsTrimmable', 'True')}${attribute('IsAotCompatible', 'true')}`],
  ['Denied', 'net10.0', '', `${attribute('IsTrimmable', 'False')}${attribute('isaotcompatible', 'True')}`],
  ['DeniedByHand', 'net10.0', compatible, `${attribute('IsTrimmable', 'False')}${attribute('IsAotCompatible', 'False')}`],
  ['Standard', 'netstandard2.0'],
  ['Published', 'net10.0', '<PublishAot>true</PublishAot>'],
  ['Deep', 'net10.0'],
  ['Middle', 'net10.0', compatible, '', 'Deep'],
];
const verified = '<VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility><VerifyReferenceTrimCompatibility>True</VerifyReferenceTrimCompatibility>';

const reference = (name: string): string => `<ProjectReference Include="../${name}/${name}.csproj" />`;
const project = (framework: string, properties: string, references: readonly string[], sdk = 'Microsoft.NET.Sdk'): string => `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>${framework}</TargetFramework>${properties}</PropertyGroup><ItemGroup>${references.map(reference).join('')}</ItemGroup></Project>`;

function write(folder: string, name: string, text: string, code: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, `${name}.csproj`), text);
  writeFileSync(path.join(folder, name, `${name}.cs`), code);
}

const factOf = (d: { readonly id: string; readonly message: string }): string => `${d.id} ${d.message}`;

describe('marks of references against the analyzers', { skip: oracleSkip() }, () => {
  const all = libraries.filter(([name]) => name !== 'Deep').map(([name]) => name);
  for (const [name, text, code] of [
    ['App', project('net10.0', `<OutputType>Exe</OutputType><PublishAot>true</PublishAot>${verified}`, all), 'System.Console.WriteLine();'],
    ['Web', project('net10.0', `<PublishAot>true</PublishAot><ImplicitUsings>enable</ImplicitUsings>${verified}`, [], 'Microsoft.NET.Sdk.Web'), 'WebApplication.CreateSlimBuilder(args).Build().Run();'],
  ] as const) {
    it(name, async () => {
      await loadParser(path.join(root, 'dist'));
      const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'marks-')));
      try {
        for (const [library, framework, properties = '', attributes = '', to] of libraries) write(folder, library, project(framework, properties, to === undefined ? [] : [to]), `${attributes} namespace ${library} { public class C { } }`);
        write(folder, name, text, code);
        const file = path.join(folder, name, `${name}.csproj`);
        const answer = execFileSync('dotnet', [oraclePath() ?? '', 'project', file, '--ids', '^IL(?:2125|3058)$'], { encoding: 'utf8', env: { ...process.env, MSBUILDDISABLENODEREUSE: '1' }, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
        const judged = answer.split('\n').filter((line) => line.startsWith('{')).flatMap((line) => (JSON.parse(line) as { readonly diagnostics: readonly { id: string; message: string }[] }).diagnostics.map(factOf));
        const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
        const found = workspace.program(file).analyzeProject().filter(({ id }) => id === 'IL2125' || id === 'IL3058');
        assert.ok(judged.length > 0);
        assert.deepEqual(found.map(factOf).sort(), judged.sort());
        assert.ok(found.every((d) => d.file === file && d.span.start === 0 && d.span.end === 0));
        workspace.dispose();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
