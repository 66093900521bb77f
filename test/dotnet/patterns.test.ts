/** Patterns in a real native program, as they are and after the fixes: what the rules predict is what happens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import { patternsOf } from '../harness/patterns/index';
import { measurePatterns } from '../harness/patterns/measurement';
import { temporaryFolder } from './support';

/** All patterns for one framework, the common ones for the other: the publish takes a minute and more. scripts/run-time-proof.mjs does the rest. */
const runs = [
  { framework: 'net8.0', isCommon: true },
  { framework: 'net9.0', isCommon: false },
] as const;

for (const { framework, isCommon } of runs) {
  test(`patterns in a native program of ${framework}`, async (t) => {
    const measured = await measurePatterns(temporaryFolder(t), framework, patternsOf(framework, { isCommon }), await looseAnalysis(framework), !isCommon);
    assert.ok(measured.length > 170, `${measured.length} patterns`);
    assert.deepEqual(measured.flatMap(({ name, program, disagreement, log }) => (disagreement === undefined ? [] : [`${name}: ${disagreement}\n${program}\n${log.slice(0, 1500)}`])), []);
  });
}
