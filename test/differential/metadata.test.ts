/**
 * Every type, member, parameter and attribute that Roslyn sees in framework reference assemblies and in packages, against ours.
 * A sample of assemblies of the newest installed packs and of some packages; METADATA_ALL=1 takes every assembly of every version found.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { MetadataAssembly } from '../../server/src/core/metadata/metadataAssembly';
import { MetadataModule, splitArity } from '../../server/src/core/metadata/metadataModule';
import { bindReferences } from '../../server/src/core/metadata/referenceSet';
import { Col, Table } from '../../server/src/core/metadata/schema';
import { token } from '../../server/src/core/metadata/tables';
import type { AssemblySymbol } from '../../server/src/core/symbols/symbol';
import { groups, packageFolders, packagesFolder } from './metadataPackages';
import type { Comparison, Json, Unresolved } from './metadataShape';
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
  const byFramework = new Map<string, string[]>();
  for (const pack of packs) {
    for (const folder of [path.join(root, 'packs', pack), path.join(packagesFolder, pack.toLowerCase())]) {
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

/** What the oracle says of the chosen assemblies and ours, where `files` is all that either may refer to. */
function compare(framework: string, chosen: readonly string[], files: readonly string[]): Comparison {
  const folder = mkdtempSync(path.join(tmpdir(), 'metadata-'));
  const out = path.join(folder, 'oracle.jsonl');
  execFileSync('dotnet', [oracle(), 'metadata', ...chosen, '--tfm', framework, '--out', out], { stdio: 'ignore' });
  const lines = readFileSync(out, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Shape);
  rmSync(folder, { recursive: true });
  const assemblies = bindReferences(files.map((file) => MetadataModule.open(file, new Uint8Array(readFileSync(file)))).filter((module) => module instanceof MetadataModule));
  const result: Comparison = { types: 0, members: 0, unresolved: 0, differences: [] };
  let missing: Unresolved = { full: new Set(), simple: new Set() };
  let shapes = new Map<string, Shape>();
  const close = (): void => { result.differences.push(...[...shapes.keys()].map((id) => `${id}: not in the oracle`)); };
  for (const line of lines) {
    if (typeof line['id'] === 'string') {
      compareType(line, shapes.get(line['id']), missing, result);
      shapes.delete(line['id']);
      continue;
    }
    close();
    const assembly = assemblies.find((candidate) => candidate.name === line['assembly']);
    assert.ok(assembly, `${JSON.stringify(line['assembly'])} was not read`);
    missing = unresolvedIn(assembly);
    shapes = shapesOf(assembly);
  }
  close();
  return result;
}

function unresolvedIn(assembly: AssemblySymbol): Unresolved {
  const [full, simple] = [new Set<string>(), new Set<string>()];
  if (!(assembly instanceof MetadataAssembly)) return { full, simple };
  const { tables } = assembly.module;
  for (let row = 1; row <= tables.rowCount(Table.TypeRef); row++) {
    if (assembly.resolve(token(Table.TypeRef, row)).kind !== 'error') continue;
    const { name } = splitArity(tables.text(Table.TypeRef, row, Col.TypeRef.name));
    const namespace = tables.text(Table.TypeRef, row, Col.TypeRef.namespace);
    full.add(namespace === '' ? name : `${namespace}.${name}`);
    simple.add(name);
  }
  return { full, simple };
}

function dllsOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.dll')).map((name) => path.join(folder, name)));
}

/** The first file of each name. */
function firstOfName(files: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const file of files) {
    const name = path.basename(file).toLowerCase();
    if (!byName.has(name)) byName.set(name, file);
  }
  return [...byName.values()];
}

const all = [...referenceFolders()].sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }));
for (const [framework, folders] of isComplete ? all : all.slice(0, 1)) {
  test(`${framework}: types and members as Roslyn sees them`, () => {
    const { types, members, unresolved, differences } = compare(framework, isComplete ? dllsOf(folders) : dllsOf(folders).filter((file) => sample.includes(path.basename(file))), dllsOf(folders));
    process.stdout.write(`${framework}: ${types} types, ${members} members, ${unresolved} unresolved, ${differences.length} differences\n`);
    assert.ok(members > 1000);
    assert.deepEqual(differences.slice(0, 20), []);
  });
}
const [newest] = all;
if (newest !== undefined) {
  const [framework, folders] = newest;
  test('packages: types and members as Roslyn sees them', () => {
    for (const files of groups(packageFolders(isComplete))) {
      const hasCore = files.some((file) => path.basename(file) === 'System.Runtime.dll');
      const { types, members, unresolved, differences } = compare(framework, files, hasCore ? files : firstOfName([...files, ...dllsOf(folders)]));
      process.stdout.write(`${files.length} assemblies of packages: ${types} types, ${members} members, ${unresolved} unresolved, ${differences.length} differences\n`);
      assert.deepEqual(differences.slice(0, 20), []);
    }
  });
}
test('reference assemblies are installed', () => {
  assert.ok(all.length > 0, 'no targeting pack found: run test/oracle/restore-packs.sh');
});
