/**
 * Every type, member, parameter and attribute that Roslyn sees in framework reference assemblies, against ours.
 * A sample of assemblies of the newest installed packs; METADATA_ALL=1 takes every assembly of every version found.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { MetadataModule } from '../../server/src/core/metadata/metadataModule';
import { bindReferences } from '../../server/src/core/metadata/referenceSet';
import type { Comparison, Json } from './metadataShape';
import { compareType, shapesOf } from './metadataShape';

type Shape = Record<string, Json>;

const bulk = path.join(process.env['PROJECT_ROOT'] ?? '', 'test/oracle/bulk');
const packs = ['Microsoft.NETCore.App.Ref', 'Microsoft.AspNetCore.App.Ref'];
const sample = ['System.Runtime.dll', 'System.Collections.dll', 'System.Linq.dll', 'System.Text.Json.dll', 'Microsoft.AspNetCore.Http.dll', 'Microsoft.Extensions.Options.dll'];
const isComplete = process.env['METADATA_ALL'] === '1';

/** The oracle's dll, built when it is not there yet. */
function oracle(): string {
  const dll = path.join(bulk, 'bin/Release/net10.0/bulk-oracle.dll');
  if (!existsSync(dll)) execFileSync('dotnet', ['build', '-c', 'Release', '-v', 'quiet', bulk], { stdio: 'ignore' });
  return dll;
}

/** Folders with reference assemblies of both packs by framework ("net9.0"), newest pack version of each. */
function referenceFolders(): Map<string, string[]> {
  const sdks = execFileSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  const root = path.dirname(/\[(.+)\]/.exec(sdks)?.[1] ?? '');
  const nuget = process.env['NUGET_PACKAGES'] ?? path.join(homedir(), '.nuget/packages');
  const byFramework = new Map<string, string[]>();
  for (const pack of packs) {
    for (const folder of [path.join(root, 'packs', pack), path.join(nuget, pack.toLowerCase())]) {
      if (!existsSync(folder)) continue;
      for (const version of readdirSync(folder).sort()) {
        const framework = `net${version.split('.')[0] ?? ''}.0`;
        const references = path.join(folder, version, 'ref', framework);
        if (!existsSync(references)) continue;
        const others = (byFramework.get(framework) ?? []).filter((other) => !other.toLowerCase().includes(`${path.sep}${pack.toLowerCase()}${path.sep}`));
        byFramework.set(framework, [...others, references]);
      }
    }
  }
  return byFramework;
}

function compare(framework: string, folders: readonly string[]): Comparison {
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.dll')).map((name) => path.join(folder, name)));
  const chosen = isComplete ? files : files.filter((file) => sample.includes(path.basename(file)));
  const folder = mkdtempSync(path.join(tmpdir(), 'metadata-'));
  const out = path.join(folder, 'oracle.jsonl');
  execFileSync('dotnet', [oracle(), 'metadata', ...chosen, '--tfm', framework, '--out', out], { stdio: 'ignore' });
  const lines = readFileSync(out, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Shape);
  rmSync(folder, { recursive: true });
  const assemblies = bindReferences(files.map((file) => MetadataModule.open(file, new Uint8Array(readFileSync(file)))).filter((module) => module instanceof MetadataModule));
  const result: Comparison = { types: 0, members: 0, differences: [] };
  let shapes = new Map<string, Shape>();
  for (const line of lines) {
    if (typeof line['id'] === 'string') {
      compareType(line, shapes.get(line['id']), result);
      shapes.delete(line['id']);
      continue;
    }
    result.differences.push(...[...shapes.keys()].map((id) => `${id}: not in the oracle`));
    const assembly = assemblies.find((candidate) => candidate.name === line['assembly']);
    assert.ok(assembly, `${JSON.stringify(line['assembly'])} was not read`);
    shapes = shapesOf(assembly);
  }
  return result;
}

const all = [...referenceFolders()].sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }));
for (const [framework, folders] of isComplete ? all : all.slice(0, 1)) {
  test(`${framework}: types and members as Roslyn sees them`, () => {
    const { types, members, differences } = compare(framework, folders);
    process.stdout.write(`${framework}: ${types} types, ${members} members, ${differences.length} differences\n`);
    assert.ok(members > 1000);
    assert.deepEqual(differences.slice(0, 20), []);
  });
}
test('reference assemblies are installed', () => {
  assert.ok(all.length > 0, 'no targeting pack found: run test/oracle/restore-packs.sh');
});
