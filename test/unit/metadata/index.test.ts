import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { FrameworkIndex } from '../../../server/src/core/metadata/frameworkIndex';
import { indexVersion } from '../../../server/src/core/metadata/frameworkIndexFormat';
import { MetadataCache } from '../../../server/src/core/metadata/metadataCache';
import { bindReferences } from '../../../server/src/core/metadata/referenceSet';
import { MetadataModule } from '../../../server/src/core/metadata/metadataModule';
import { evaluateProject } from '../../../server/src/core/msbuild/index';
import { indexedFrameworks, indexedPacks } from '../../../server/src/core/msbuild/references';
import type { AssemblySymbol, MethodSymbol } from '../../../server/src/core/symbols/symbol';
import { Table } from '../../../server/src/core/metadata/schema';
import { encodeIndex } from '../../../server/src/indexer/encoder';
import { makeIndex } from '../../../server/src/indexer/makeIndex';
import { indexedShapes } from '../../harness/indexComparison';
import { memoryHost } from '../msbuild/memoryHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const sample = new Uint8Array(readFileSync(path.join(root, 'test/unit/metadata/sample.dll')));
const shipped = path.join(root, 'server/metadata-index/index.br');
const [core = '', web = ''] = indexedPacks;

function open(bytes: Uint8Array): FrameworkIndex {
  const index = FrameworkIndex.read('index.br', bytes);
  if (typeof index === 'string') throw new Error(index);
  return index;
}

function symbols(index: FrameworkIndex, framework: string, packs: readonly string[], more: readonly MetadataModule[] = []): readonly AssemblySymbol[] {
  const module = index.module({ framework, packs });
  assert.ok(module);
  return bindReferences([module, ...more]);
}

function sampleIndex(): { readonly bytes: Uint8Array; readonly problems: readonly string[] } {
  const host = memoryHost({}, { readBytes: () => sample });
  return makeIndex(indexedFrameworks.map((framework) => ({ framework, name: core, version: '1.0.0', files: ['sample.dll'] })), host);
}

const everything = open(brotliDecompressSync(readFileSync(shipped)));
const typeOf = (assemblies: readonly AssemblySymbol[], namespace: string, name: string) => assemblies.flatMap((a) => a.typesNamed(namespace, name)).find((t) => t.accessibility === 'public');

test('an index gives the symbols of the dll that it was made from', () => {
  const { bytes } = sampleIndex();
  const module = MetadataModule.open('sample.dll', sample);
  assert.ok(module instanceof MetadataModule);
  // The sample's nullability, `in` and `readonly` are attributes of its own that are internal, unlike those of the frameworks.
  const shapes = (assemblies: readonly AssemblySymbol[]) => [...indexedShapes(assemblies)].filter(([id]) => !id.endsWith(' details') && id !== 'T:Sample.View' && id !== 'T:Sample.Derived').sort();
  const expected = shapes(bindReferences([module]));
  assert.ok(expected.length > 100);
  for (const framework of indexedFrameworks) assert.deepEqual(shapes(symbols(open(bytes), framework, [core])), expected);
});

test('nullability, default values and modifiers', () => {
  const assemblies = symbols(everything, 'net8.0', [core]);
  const method = (namespace: string, type: string, name: string, parameters: number) => typeOf(assemblies, namespace, type)?.membersNamed(name).find((m): m is MethodSymbol => m.kind === 'method' && m.parameters.length === parameters);
  assert.deepEqual(method('System.IO', 'Path', 'ChangeExtension', 2)?.parameters.map((p) => p.nullableAnnotated), [true, true]);
  assert.deepEqual(method('System.IO', 'File', 'ReadAllTextAsync', 2)?.parameters.map((p) => [p.nullableAnnotated, p.hasDefaultValue]), [[false, false], [false, true]]);
  assert.deepEqual(method('System.Threading', 'Interlocked', 'CompareExchange', 3)?.parameters.map((p) => p.refKind), ['ref', 'none', 'none']);
  assert.equal(typeOf(assemblies, 'System', 'Span')?.isRefLike, true);
  assert.equal(typeOf(assemblies, 'System', 'Exception')?.membersNamed('InnerException').every((m) => m.kind === 'property' && m.nullableAnnotated === true), true);
});

test('rows that a framework lacks are left out, and what refers to the others follows', () => {
  const method = (mask: number, name: string, parameters: number) => ({ mask, cells: [undefined, undefined, 0x16, name, '\u0000\u0001\u0001\u0008', parameters] });
  const names = ['only8', 'both', 'only9'];
  const bytes = encodeIndex({ version: indexVersion, frameworks: ['net8.0', 'net9.0'], packs: [core], sources: [], assemblies: { One: 3 } }, 'index', new Map([
    [Table.TypeDef, [{ mask: 0xff, cells: [0, '<Module>', '', 0, 1, 1] }, { mask: 3, cells: [1, 'C', 'N', 0, 1, 1] }, { mask: 2, cells: [1, 'New', 'N', 0, 1, 4] }]],
    [Table.MethodDef, [method(1, 'Old', 1), method(3, 'Kept', 2), method(2, 'Added', 3)]],
    [Table.Param, names.map((name, i) => ({ mask: [1, 3, 2][i] ?? 0, cells: [0, 1, name] }))],
    [Table.Constant, names.map((_, i) => ({ mask: [1, 3, 2][i] ?? 0, cells: [8, ((i + 1) << 2) | 1, `${String.fromCharCode(i + 1)}\0\0\0`] }))],
  ]));
  const methods = (framework: string) => symbols(open(bytes), framework, [core])[0]?.typesNamed('N', 'C')[0]?.members
    .filter((m): m is MethodSymbol => m.kind === 'method').map((m) => [m.name, ...m.parameters.map((p) => [p.name, p.defaultValue?.kind === 'primitive' && p.defaultValue.value])]);
  assert.deepEqual(methods('net8.0'), [['Old', ['only8', 1]], ['Kept', ['both', 2]]]);
  assert.deepEqual(methods('net9.0'), [['Kept', ['both', 2]], ['Added', ['only9', 3]]]);
  assert.deepEqual(['net8.0', 'net9.0'].map((framework) => symbols(open(bytes), framework, [core])[0]?.typesNamed('N', 'New').length), [0, 1]);
});

test('the shipped index: APIs by framework, with the attributes that warn', () => {
  for (const framework of indexedFrameworks) {
    const assemblies = symbols(everything, framework, indexedPacks);
    const serialize = typeOf(assemblies, 'System.Text.Json', 'JsonSerializer')?.membersNamed('Serialize') ?? [];
    assert.ok(serialize.some((m) => m.attributes.some((a) => a.fullName.endsWith('RequiresUnreferencedCodeAttribute'))));
    assert.ok(serialize.some((m) => m.attributes.length === 0));
    assert.ok(typeOf(assemblies, 'Microsoft.AspNetCore.Builder', 'WebApplication'));
    assert.equal(typeOf(assemblies, 'System', 'String')?.specialType, 'String');
    assert.equal(typeOf(assemblies, 'System.Threading', 'Lock') === undefined, framework === 'net8.0');
    assert.equal(assemblies[0]?.extensionMethods('System.Linq', 'Where').filter((m) => m.containingType.name === 'Enumerable').length, 2);
  }
});

test('the shipped index: a console project does not see the web framework', () => {
  const assemblies = symbols(everything, 'net10.0', [core]);
  assert.equal(typeOf(assemblies, 'Microsoft.AspNetCore.Builder', 'WebApplication'), undefined);
  assert.equal(assemblies[0]?.extensionMethods('Microsoft.AspNetCore.Builder', 'MapGet').length, 0);
  assert.ok(typeOf(assemblies, 'System.Collections.Generic', 'List'));
  assert.deepEqual(symbols(everything, 'net10.0', [web]).flatMap((a) => a.typesNamed('System', 'Object')), []);
});

test('the shipped index is small', () => {
  assert.ok(statSync(shipped).size < 700_000);
});

test('dlls of packages resolve into the index and do not replace what it stands for', () => {
  const package_ = MetadataModule.open('sample.dll', sample);
  assert.ok(package_ instanceof MetadataModule);
  const index = open(encodeIndex({ version: indexVersion, frameworks: ['net8.0'], packs: [core], sources: [], assemblies: { [package_.assemblyName]: 1 } }, 'index', new Map([
    [Table.TypeDef, [{ mask: 0xff, cells: [0, '<Module>', '', 0, 1, 1] }, { mask: 1, cells: [1, 'Object', 'System', 0, 1, 1] }]],
  ])));
  const assemblies = symbols(index, 'net8.0', [core], [package_]);
  assert.deepEqual(assemblies.map((a) => a.name), ['index']);
});

test('a project without targeting packs asks the index for its framework references', () => {
  for (const [sdk, expected] of [['Microsoft.NET.Sdk', [core]], ['Microsoft.NET.Sdk.Web', [core, web]]] as const) {
    const host = memoryHost({ '/w/p.csproj': `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>` });
    const { references } = evaluateProject('/w/p.csproj', host);
    assert.deepEqual([references.indexFramework, [...references.indexPacks].sort()], ['net9.0', [...expected].sort()]);
  }
});

test('a cache binds the index once, and says when there is none', () => {
  const warnings: string[] = [];
  const log = { debug: () => undefined, info: () => undefined, error: () => undefined, warn: (message: string) => void warnings.push(message) };
  const references = { assemblies: [], indexFramework: 'net9.0', indexPacks: [core] };
  let reads = 0;
  const compressed = brotliCompressSync(sampleIndex().bytes);
  const good = memoryHost({}, { indexFolder: '/dist', log, decompress: (bytes) => brotliDecompressSync(bytes), readBytes: (file) => { reads++; return file === '/dist/index.br' ? compressed : undefined; } });
  const cache = new MetadataCache(good);
  assert.equal(cache.bind(references)[0]?.typesNamed('Sample', 'Color').length, 1);
  assert.equal(cache.bind(references)[0], cache.bind(references)[0]);
  assert.deepEqual([reads, warnings], [1, []]);
  for (const host of [memoryHost({}, { log, indexFolder: undefined }), { ...good, readBytes: () => Uint8Array.of(1, 2, 3) }, { ...good, decompress: (bytes: Uint8Array) => bytes }]) {
    const broken = new MetadataCache(host);
    assert.deepEqual([...broken.bind(references), ...broken.bind(references)], []);
  }
  assert.equal(warnings.length, 3);
});

test('a damaged index gives a reason or other symbols, never an exception', () => {
  const { bytes } = sampleIndex();
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(bytes.length), (changes, length) => {
    const damaged = bytes.slice(0, length < bytes.length / 2 ? bytes.length : length);
    for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
    const index = FrameworkIndex.read('index.br', damaged);
    const module = typeof index === 'string' ? undefined : index.module({ framework: 'net9.0', packs: [core] });
    if (module !== undefined) indexedShapes(bindReferences([module]));
  }), { numRuns: 40 });
});
