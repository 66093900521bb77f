/** IL2125 and IL3058 over referenced projects: where they are reported, what silences them, what the fix makes of a library. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { createRuleSet } from '../../../server/src/core/program/analyze';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { rules } from '../../../server/src/core/rules/index';
import { applyEdits } from '../../../server/src/core/text/edit';
import { Workspace } from '../../../server/src/core/program/workspace';
import { loadParser } from '../../../server/src/node/loadParser';
import { createNodeHost } from '../../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

before(() => loadParser(path.join(root, 'dist')));

const verified = '<VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility><VerifyReferenceTrimCompatibility>true</VerifyReferenceTrimCompatibility>';
const application = (properties: string, framework = 'net10.0'): string => `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework><PublishAot>true</PublishAot>${properties}</PropertyGroup><ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>`;
const library = (properties = '', framework = 'net8.0'): string => `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework>${properties}</PropertyGroup></Project>`;

/** What is said of the application, without assemblies of the framework: there may be none on the machine. */
function inFolder(files: Readonly<Record<string, string>>, action: (found: () => readonly Diagnostic[], workspace: Workspace, folder: string) => void): void {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'marks-')));
  try {
    for (const [name, text] of Object.entries({ 'App/Program.cs': 'class Program { static void Main() { } }', 'Lib/Lib.cs': 'namespace Lib { public class C { } }', 'Lib/Lib.csproj': library(), ...files })) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    action(() => workspace.program(path.join(folder, 'App/App.csproj')).analyzeProject().filter((d) => /^IL\d/.test(d.id) && d.message.includes("'Lib'")), workspace, folder);
    workspace.dispose();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const told = (found: readonly Diagnostic[]): string[] => found.map(({ id, severity }) => `${id} ${severity}`).sort();

describe('references that are not marked (IL2125, IL3058)', () => {
  const both = ['IL2125 warning', 'IL3058 warning'];
  const cases: readonly { readonly name: string; readonly files: Readonly<Record<string, string>>; readonly expected: readonly string[] }[] = [
    { name: 'where both are asked for', files: { 'App/App.csproj': application(verified) }, expected: both },
    { name: 'not without being asked', files: { 'App/App.csproj': application('') }, expected: [] },
    { name: 'not before .NET 10', files: { 'App/App.csproj': application(verified, 'net9.0') }, expected: [] },
    { name: 'not by an analyzer that is off', files: { 'App/App.csproj': application(`${verified}<EnableTrimAnalyzer>false</EnableTrimAnalyzer>`) }, expected: ['IL3058 warning'] },
    { name: 'not with NoWarn', files: { 'App/App.csproj': application(`${verified}<NoWarn>IL2125;IL3058</NoWarn>`) }, expected: [] },
    { name: 'as errors', files: { 'App/App.csproj': application(`${verified}<WarningsAsErrors>IL3058</WarningsAsErrors>`) }, expected: ['IL2125 warning', 'IL3058 error'] },
    { name: 'not where the assembly suppresses them', files: { 'App/App.csproj': application(verified), 'App/Suppressed.cs': 'using System.Diagnostics.CodeAnalysis;\n[assembly: UnconditionalSuppressMessage("Trimming", "IL2125")]\n[module: SuppressMessage("AOT", "IL3058")]\n' }, expected: [] },
    { name: 'where it suppresses something else', files: { 'App/App.csproj': application(verified), 'App/Suppressed.cs': 'using System.Diagnostics.CodeAnalysis;\n[assembly: UnconditionalSuppressMessage("Trimming", "IL2125", Scope = "type", Target = "~T:Program")]\n' }, expected: both },
    { name: 'as .globalconfig says, not .editorconfig', files: { 'App/App.csproj': application(verified), 'App/.globalconfig': 'is_global = true\ndotnet_diagnostic.IL2125.severity = error\n', 'App/.editorconfig': 'root = true\n[*]\ndotnet_diagnostic.IL3058.severity = none\n' }, expected: ['IL2125 error', 'IL3058 warning'] },
    { name: 'not where the library is marked', files: { 'App/App.csproj': application(verified), 'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible>', 'net10.0') }, expected: [] },
    { name: 'where the SDK of its framework writes only one mark', files: { 'App/App.csproj': application(verified), 'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible>') }, expected: ['IL3058 warning'] },
    { name: 'not where it is marked by hand', files: { 'App/App.csproj': application(verified), 'Lib/Marks.cs': 'using System.Reflection;\n[assembly: AssemblyMetadata("IsTrimmable", "true"), AssemblyMetadata("IsAotCompatible", "True")]\n' }, expected: [] },
  ];
  for (const { name, files, expected } of cases) it(name, () => { inFolder(files, (found) => { assert.deepEqual(told(found()), expected); }); });

  it('the fix marks the library, as its project file stands in the editor', () => {
    inFolder({ 'App/App.csproj': application(verified), 'Lib/Lib.csproj': library('', 'net10.0') }, (found, workspace, folder) => {
      const file = path.join(folder, 'Lib/Lib.csproj');
      const [trim, aot] = ['IL2125', 'IL3058'].map((id) => found().find((d) => d.id === id)?.fixes?.()[0]);
      assert.deepEqual([trim?.title, aot?.title], ['Set IsTrimmable in Lib', 'Set IsAotCompatible in Lib']);
      workspace.setText(file, applyEdits(library('', 'net10.0'), trim?.edits ?? []) ?? '');
      assert.deepEqual(told(found()), ['IL3058 warning']);
      workspace.setText(file, applyEdits(library('', 'net10.0'), aot?.edits ?? []) ?? '');
      assert.deepEqual(told(found()), []);
    });
    inFolder({ 'App/App.csproj': application(verified) }, (found) => {
      assert.deepEqual(found().filter(({ id }) => id === 'IL3058').map((d) => d.fixes?.()), [[]], 'no mark is written for .NET 8');
    });
  });
});
