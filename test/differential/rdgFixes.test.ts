/** Fixes of endpoints, judged by the real generator and compiler: what they make compiles, says the id no longer, and warns of nothing new. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { applyEdits } from '../../server/src/core/text/edit';
import { endpointFixCases, fileOf, programOf } from '../harness/endpointFixCases';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { LooseAnalysis } from '../harness/looseAnalysis';
import { oraclePath, startOracle } from '../harness/oracle';
import type { Oracle, OracleAnswer } from '../harness/oracle';

const dll = oraclePath();
const frameworks = (process.env['RDG_FRAMEWORKS'] ?? 'net8.0,net9.0,net10.0').split(',');

interface File { readonly path: string; readonly text: string }

/** Applies the first fix of one of the ids until there is none. */
function fixed(analysis: LooseAnalysis, files: readonly File[], ids: ReadonlySet<string>): readonly File[] {
  let current = files;
  for (let round = 0; round < 10; round++) {
    const fix = analysis.analyzeAll(current).filter(({ id }) => ids.has(id)).map((d) => d.fixes?.()[0]).find((each) => each !== undefined);
    if (!fix) return current;
    current = current.map((file) => ({ ...file, text: applyEdits(file.text, fix.edits.filter((edit) => edit.file === file.path)) ?? '' }));
  }
  return current;
}

/** "file id" -> how often. */
function countsOf({ diagnostics }: OracleAnswer): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, file, severity, generated } of diagnostics) {
    const key = `${file} ${id}`;
    if (/warning|error/i.test(severity) && generated !== true) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describe('fixes of endpoints', { skip: dll === undefined ? 'the oracle is not built (test/oracle/README.md)' : false }, () => {
  let oracle: Oracle;
  before(() => { oracle = startOracle(dll ?? ''); });
  after(() => { oracle.close(); });

  for (const framework of frameworks) {
    it(framework, async () => {
      const analysis = await looseAnalysis(framework);
      const all = [...endpointFixCases.entries()].map(([index, each]) => {
        const ids = new Set<string>([each.id, ...(each.id === 'RDG014' && framework !== 'net10.0' ? ['RDG008'] : [])]);
        const file = fileOf(each, index);
        const [now = file] = fixed(analysis, [file], ids);
        return { each, ids, file, now, isChanged: now.text !== file.text };
      });
      const program = programOf(all.map((_, index) => index));
      const first = await oracle.ask({ tfm: framework, files: [...all.map(({ file }) => file), program] });
      const second = await oracle.ask({ tfm: framework, files: [...all.map(({ now }) => now), program] });
      assert.deepEqual([first.errors, second.errors], [[], []]);
      const [before, after] = [countsOf(first), countsOf(second)];
      const problems: string[] = [];
      for (const { each, ids, file, now, isChanged } of all) {
        const problem = (text: string): void => { problems.push(`${each.name}: ${text}\n${now.text}`); };
        if (![...ids].some((id) => before.has(`${file.path} ${id}`))) problem('is not reported');
        if (isChanged === (each.isLeft === true)) problem(isChanged ? 'has a fix' : 'has no fix');
        for (const [key, count] of isChanged ? after : []) {
          const [path, id = ''] = key.split(' ');
          if (path === file.path && (ids.has(id) || count > (before.get(key) ?? 0))) problem(`${id}, ${String(count)} times`);
        }
      }
      assert.deepEqual(problems, []);
    });
  }
});
