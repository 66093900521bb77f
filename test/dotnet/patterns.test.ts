/** Patterns in a real native program, as they are and after the fixes: what the rules predict is what happens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import { patternGroupsOf } from '../harness/patterns/index';
import { measurePatterns } from '../harness/patterns/measurement';
import { openApiPatterns } from '../harness/patterns/openApi';
import { temporaryFolder } from './support';

/** Fixes do not depend on the framework: what they lead to is proved for one. scripts/run-time-proof.mjs has all patterns and all fixes. */
const fixedFramework = 'net9.0';

for (const framework of ['net8.0', 'net9.0']) {
  test(`patterns in a native program of ${framework}`, async (t) => {
    const [common = []] = patternGroupsOf(framework);
    const measured = await measurePatterns(temporaryFolder(t), framework, common, await looseAnalysis(framework), framework === fixedFramework);
    assert.ok(measured.length > 170, `${measured.length} patterns`);
    assert.deepEqual(measured.flatMap(({ name, program, disagreement, log }) => (disagreement === undefined ? [] : [`${name}: ${disagreement}\n${program}\n${log.slice(0, 1500)}`])), []);
  });
}

test(`OpenAPI documents of a native program of ${fixedFramework}`, async (t) => {
  const measured = await measurePatterns(temporaryFolder(t), fixedFramework, openApiPatterns, await looseAnalysis(fixedFramework), true);
  assert.deepEqual(measured.flatMap(({ name, program, disagreement, log }) => (disagreement === undefined ? [] : [`${name}: ${disagreement}\n${program}\n${log.slice(0, 1500)}`])), []);
});
