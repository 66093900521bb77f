/** What publishing natively reports in libraries without analyzers is what has been foretold there, line by line and id by id. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { diagnosticsOf } from '../../server/src/cli/check';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import { factIdOf } from '../../server/src/core/diagnostic';
import { mergeTiers } from '../../server/src/core/merge';
import { placeRecords } from '../../server/src/core/publish/placeRecords';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { hostRuntimeIdentifier } from '../../server/src/publish/dotnet';
import { runPublish } from '../../server/src/publish/runPublish';
import { projectText } from '../harness/libraryAnalysis';
import { temporaryFolder } from './support';

const root = process.env['PROJECT_ROOT'] ?? '.';
const fixture = (name: string): string => readFileSync(path.join(root, 'test/fixtures/published', name), 'utf8');

for (const framework of ['net8.0', 'net9.0']) {
  test(`${framework}: publishing reports in libraries what has been foretold there`, async (t) => {
    const folder = temporaryFolder(t);
    const project = path.join(folder, 'App/App.csproj');
    const libraries = new Map([['Lib/Library.cs', fixture('Library.cs')], ['Old/Old.cs', fixture('Old.cs')]].map(([name, text]) => [path.join(folder, String(name)), String(text)]));
    for (const [file, content] of [
      [project, projectText('Microsoft.NET.Sdk', framework, '<OutputType>Exe</OutputType><PublishAot>true</PublishAot>', '<ProjectReference Include="../Lib/Lib.csproj" /><ProjectReference Include="../Old/Old.csproj" />')], [path.join(folder, 'App/Program.cs'), fixture('Program.cs')],
      [path.join(folder, 'Lib/Lib.csproj'), projectText('Microsoft.NET.Sdk', framework, '')],
      [path.join(folder, 'Old/Old.csproj'), '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup></Project>'], ...libraries,
    ] as const) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const result = await runPublish({ dotnet: 'dotnet', project, runtimeIdentifier: hostRuntimeIdentifier(), configuration: 'Release' });
    if (result.kind !== 'succeeded') throw new Error(`${result.kind}:\n${result.lines.slice(-30).join('\n')}`);
    const inLibrary = (each: Diagnostic): boolean => libraries.has(each.file);
    const published = placeRecords(result.records, { project, readText: (file) => readFileSync(file, 'utf8'), locateMember: () => undefined }).filter(inLibrary);
    const live = (await liveDiagnostics(project)).filter(inLibrary);
    const facts = (found: readonly Diagnostic[]): string[] => [...new Set(found.map((each) => `${path.basename(each.file)}:${String((libraries.get(each.file) ?? '').slice(0, each.span.start).split('\n').length)} ${factIdOf(each)}`))].sort();
    assert.ok(published.length > 50);
    assert.deepEqual(facts(live), facts(published));
    assert.deepEqual(mergeTiers(live, [], published), live);
  });
}

async function liveDiagnostics(project: string): Promise<readonly Diagnostic[]> {
  await loadParser(path.join(root, 'dist'));
  const silent = (): void => undefined;
  const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });
  const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
  const found = diagnosticsOf(workspace.program(project), undefined);
  workspace.dispose();
  return found;
}
