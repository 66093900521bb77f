/** Summaries of references: an assembly of which one is kept answers as its tables do, and reads them only for what it has. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Host } from '../../../server/src/core/host';
import { MetadataCache } from '../../../server/src/core/metadata/metadataCache';
import { looseProject } from '../../../server/src/core/msbuild/index';
import { documentationId } from '../../../server/src/core/symbols/display';
import type { AssemblySymbol } from '../../../server/src/core/symbols/symbol';
import { createNodeHost } from '../../../server/src/node/nodeHost';

const sample = readFileSync(path.join(process.env['PROJECT_ROOT'] ?? '', 'test/unit/metadata/sample.dll'));

/** A host whose files and kept texts are in memory; `reads` lists the files read. */
function hostOf(files: Map<string, { stamp: string; bytes: Uint8Array }>, kept: Map<string, string>, reads: string[]): Host {
  const silent = (): void => undefined;
  const node = createNodeHost({ bundleFolder: '', log: { debug: silent, info: silent, warn: silent, error: silent } });
  return {
    ...node,
    stamp: (file) => files.get(file)?.stamp,
    readBytes: (file) => { reads.push(file); return files.get(file)?.bytes; },
    kept: { read: (name) => kept.get(name), write: (name, text) => { kept.set(name, text); } },
  };
}

function open(host: Host, paths: readonly string[]): { readonly cache: MetadataCache; readonly assemblies: readonly AssemblySymbol[] } {
  const cache = new MetadataCache(host);
  return { cache, assemblies: cache.bind({ assemblies: paths }) };
}

/** Everything that a name can be looked up by. */
function answers(assembly: AssemblySymbol): unknown {
  const namespaces = [...new Set([...assembly.namespaces, '', 'Nowhere'])].sort();
  const types = namespaces.map((namespace) => [namespace, assembly.hasTypesIn?.(namespace), assembly.typesIn(namespace).map((type) => `${documentationId(type) ?? ''} ${String(assembly.typesNamed(namespace, type.name).length)}`)]);
  const methods = assembly.typesIn('Sample').flatMap((type) => type.members).map((member) => member.name);
  const extensions = namespaces.flatMap((namespace) => [...methods, 'Nothing'].map((name) => assembly.extensionMethods(namespace, name).map((method) => documentationId(method))));
  return [assembly.name, types, extensions, namespaces.map((namespace) => assembly.extensionMembers?.(namespace).length), assembly.typesNamed('Sample', 'Nothing').length];
}

test('an assembly with a summary answers as one without, and is read when it has the name', () => {
  const files = new Map([['/sample.dll', { stamp: '1', bytes: new Uint8Array(sample) }]]);
  const kept = new Map<string, string>();
  const reads: string[] = [];
  const first = open(hostOf(files, kept, reads), ['/sample.dll']);
  assert.deepEqual(reads, ['/sample.dll']);
  first.cache.keepSummaries();
  const second = open(hostOf(files, kept, reads), ['/sample.dll']).assemblies[0]!;
  assert.equal(second.name, 'sample');
  assert.deepEqual([second.typesNamed('Sample', 'Nothing'), second.typesNamed('Nowhere', 'View'), second.typesIn('Nowhere'), second.extensionMethods('Sample', 'Nothing')], [[], [], [], []]);
  assert.equal(reads.length, 1, 'nothing was asked for that it has');
  assert.equal(second.typesNamed('Sample', 'View').length, 1);
  assert.equal(reads.length, 2);
  assert.deepEqual(answers(second), answers(first.assemblies[0]!));
});

test('a summary of another stamp, a broken one and a file that is gone by the time it is needed', () => {
  const files = new Map([['/sample.dll', { stamp: '1', bytes: new Uint8Array(sample) }]]);
  const kept = new Map<string, string>();
  const reads: string[] = [];
  open(hostOf(files, kept, reads), ['/sample.dll']).cache.keepSummaries();
  const summed = open(hostOf(files, kept, reads), ['/sample.dll']).assemblies[0]!;
  files.set('/sample.dll', { stamp: '2', bytes: new Uint8Array(8) });
  assert.deepEqual(summed.typesIn('Sample'), [], 'no assembly any more');
  assert.deepEqual(open(hostOf(files, kept, reads), ['/sample.dll']).assemblies, [], 'a changed file is read anew');
  files.set('/sample.dll', { stamp: '1', bytes: new Uint8Array(sample) });
  const good = kept.get('references') ?? '';
  fc.assert(fc.property(fc.nat(good.length), fc.constantFrom('', '{', '"', ']', 'null', '7'), (at, text) => {
    kept.set('references', good.slice(0, at) + text + good.slice(at + 1 + text.length));
    const [assembly] = open(hostOf(files, kept, []), ['/sample.dll']).assemblies;
    assembly?.typesNamed('Sample', 'View');
  }), { numRuns: 300 });
});

test('the framework: summaries say the same as the tables of each reference assembly', () => {
  const silent = (): void => undefined;
  const node = createNodeHost({ bundleFolder: '', log: { debug: silent, info: silent, warn: silent, error: silent } });
  const kept = new Map<string, string>();
  const host: Host = { ...node, kept: { read: (name) => kept.get(name), write: (name, text) => { kept.set(name, text); } } };
  const paths = looseProject(['/a.cs'], node, { textOf: () => '' }).references.assemblies;
  const direct = open(host, paths);
  direct.cache.keepSummaries();
  const summed = open(host, paths);
  assert.deepEqual(summed.assemblies.map((assembly) => [assembly.name, [...assembly.namespaces]]), direct.assemblies.map((assembly) => [assembly.name, [...assembly.namespaces]]));
  summed.assemblies.forEach((assembly, i) => {
    const other = direct.assemblies[i]!;
    for (const namespace of ['', ...other.namespaces]) assert.deepEqual(assembly.typesIn(namespace).map((t) => t.name), other.typesIn(namespace).map((t) => t.name), `${other.name} ${namespace}`);
  });
  for (const name of ['Where', 'AddSingleton', 'MapGet', 'AsSpan']) {
    const found = (list: readonly AssemblySymbol[]): unknown => list.flatMap((a) => [...a.namespaces].flatMap((namespace) => a.extensionMethods(namespace, name).map((m) => documentationId(m))));
    assert.deepEqual(found(summed.assemblies), found(direct.assemblies), name);
  }
});
