import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeBy, mergeTiers } from '../../../server/src/core/merge';
import type { Diagnostic, Tier } from '../../../server/src/core/diagnostic';

const make = (tier: Tier, id: string, start: number, end: number, file = '/a.cs'): Diagnostic => ({ id, tier, file, severity: 'warning', span: { start, end }, message: `${tier} ${id}` });

test('live wins over build and publish where they touch', () => {
  const merged = mergeTiers([make('live', 'IL2026', 10, 20)], [make('build', 'IL2026', 10, 20), make('build', 'IL3050', 10, 20)], [make('publish', 'IL2026', 4, 30), make('publish', 'IL3050', 4, 30)]);
  assert.deepEqual(merged.map((d) => d.message), ['live IL2026', 'build IL3050']);
});

for (const id of ['AOT5001', 'AOT5002']) {
  test(`a diagnostic that foretells an official one hides it: ${id}`, () => {
    const foretelling = { ...make('live', id, 10, 20), message: 'Publishing reports IL2075 here: IL2057' };
    const merged = mergeTiers([foretelling], [], [make('publish', 'IL2075', 4, 30), make('publish', 'IL2057', 4, 30)]);
    assert.deepEqual(merged.map((d) => d.message), [foretelling.message, 'publish IL2057']);
  });
}

test('another file, another id, another place are other facts', () => {
  const live = [make('live', 'IL2026', 10, 20)];
  const publish = [make('publish', 'IL2026', 10, 20, '/b.cs'), make('publish', 'IL2070', 10, 20), make('publish', 'IL2026', 21, 30)];
  assert.equal(mergeTiers(live, [], publish).length, 4);
});

test('two of one tier on one line are two facts', () => {
  assert.equal(mergeTiers([], [make('build', 'IL2026', 10, 12), make('build', 'IL2026', 10, 12)]).length, 2);
});

test('merging is idempotent and keeps the first tier whole', () => {
  const arbitrary = fc.array(fc.record({ id: fc.constantFrom('A', 'B'), file: fc.constantFrom('x', 'y'), start: fc.nat(20), length: fc.nat(5) }).map(({ length, ...rest }) => ({ ...rest, end: rest.start + length })));
  fc.assert(fc.property(arbitrary, arbitrary, (first, second) => {
    const merged = mergeBy([first, second], (d) => d);
    assert.deepEqual(merged.slice(0, first.length), first);
    assert.deepEqual(mergeBy([first, merged.slice(first.length)], (d) => d), merged);
  }));
});
