/** The shipped index against the targeting packs that it was made from: the same symbols, and the same diagnostics. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { FrameworkIndex } from '../../server/src/core/metadata/frameworkIndex';
import { MetadataCache } from '../../server/src/core/metadata/metadataCache';
import { indexedFrameworks, indexedPacks } from '../../server/src/core/msbuild/references';
import { makeIndex } from '../../server/src/indexer/makeIndex';
import { findTargetingPacks } from '../../server/src/indexer/targetingPacks';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { checkJson } from '../harness/cli';
import { indexedShapes } from '../harness/indexComparison';

const root = process.env['PROJECT_ROOT'] ?? '.';
const ignore = (): void => undefined;
const folder = path.join(root, 'server/metadata-index');
const host = createNodeHost({ log: { debug: ignore, info: ignore, warn: ignore, error: ignore }, bundleFolder: folder });
const packs = findTargetingPacks(host);
const compared = ['samples/todo-api', 'test/fixtures/differential', 'test/fixtures/rules'];

/** A type has one row, of the newest framework: these became sealed or abstract since. */
const changed = new Set([
  'System.Timers.ElapsedEventArgs', 'System.Reflection.Emit.LocalBuilder', 'Microsoft.Extensions.FileProviders.NullChangeToken',
  'Microsoft.Extensions.Logging.Abstractions.NullLogger', 'Microsoft.Extensions.Logging.Abstractions.NullLoggerProvider',
].map((name) => `T:${name}`));

test('targeting packs of all frameworks are installed', () => {
  assert.equal(packs.length, indexedFrameworks.length * indexedPacks.length, 'run test/oracle/restore-packs.sh');
});

// A newer patch of a pack changes no API, so a machine that has one is no reason to make the index again: only equal versions must give equal bytes.
test('the index is made by the generator as it is, from packs of these frameworks', () => {
  const shipped = brotliDecompressSync(readFileSync(path.join(folder, 'index.br')));
  const index = FrameworkIndex.read('index.br', shipped);
  if (typeof index === 'string') throw new Error(index);
  const installed = packs.map((pack) => `${pack.name} ${pack.version}`);
  const withoutPatch = (source: string): string => source.replace(/\.\d+$/, '');
  assert.deepEqual(index.sources.map(withoutPatch), installed.map(withoutPatch), 'run npm run make-index');
  const made = makeIndex(packs, host).bytes;
  if (index.sources.join() === installed.join()) assert.ok(Buffer.from(made).equals(shipped), 'run npm run make-index');
  else assert.ok(typeof FrameworkIndex.read('made', made) !== 'string');
});

/** About a private member, an explicit implementation in a base class: the index holds visible ones (docs/known-differences.md). */
function isOfPrivateMember({ id, message }: { readonly id: string; readonly message: string }): boolean {
  return id === 'SYSLIB1213' && /, but member System\.Collections\.Generic\.I\w+<[\w,]+>\.\w+ /.test(message);
}

for (const framework of indexedFrameworks) {
  test(`${framework}: every visible type and member`, () => {
    const cache = new MetadataCache(host);
    const actual = indexedShapes(cache.bind({ assemblies: [], indexFramework: framework, indexPacks: indexedPacks }));
    const expected = indexedShapes(cache.bind({ assemblies: packs.filter((pack) => pack.framework === framework).flatMap((pack) => pack.files) }));
    assert.ok(expected.size > 90_000);
    assert.deepEqual([...actual.keys()].filter((id) => !expected.has(id)), []);
    assert.deepEqual([...expected].filter(([id, shape]) => actual.get(id) !== shape && !changed.has(id)).map(([id]) => id), []);
  });

  test(`${framework}: the same diagnostics with and without packs`, async () => {
    const nowhere = mkdtempSync(path.join(tmpdir(), 'aot-lens-index-'));
    const env = { PATH: path.dirname(process.execPath), HOME: nowhere, NUGET_PACKAGES: path.join(nowhere, 'none'), DOTNET_ROOT: path.join(nowhere, 'none') };
    const sources = path.join(nowhere, 'sources');
    for (const name of compared) cpSync(path.join(root, name), path.join(sources, name), { recursive: true });
    // Named one by one: in a folder with a project, files outside it would not be looked at.
    const args = [...compared.map((name) => path.join(sources, name)), '--framework', framework, '--assume-aot'];
    const [expected, actual] = [await checkJson(args), await checkJson(args, { env })];
    rmSync(nowhere, { recursive: true });
    assert.ok(expected.diagnostics.length > 400);
    assert.deepEqual(actual.diagnostics, expected.diagnostics.filter((diagnostic) => !isOfPrivateMember(diagnostic)));
    assert.equal(actual.stats['unboundInvocations'], expected.stats['unboundInvocations']);
  });
}
