/**
 * Values of type Type and string, judged by the real analyzers: programs about one kind of source or target each (the capability and
 * signature tests judge the same ids in theirs). Nothing may be reported that they do not report; how much of theirs is found is printed.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import { readSnippets } from '../harness/snippetFiles';
import { Score, compareFindings, dataFlowIds } from './judged';

const folder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/dataFlow');
/** Share of the analyzers' findings that must be found, over all frameworks. */
const wantedRecall = 0.99;
const programs = readSnippets(folder).flatMap(({ name, files: [file] }) => (file ? [{ name, ...file }] : []));

describe('data flow against the analyzers', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  const score = new Score();
  before(() => { oracle = startOracle(oraclePath() ?? ''); });
  after(() => { oracle.close(); });

  for (const framework of ['net8.0', 'net9.0', 'net10.0']) {
    it(`${framework}: reports nothing that the analyzers do not`, async () => {
      // All questions at once: the oracle works on one while the rules work on another.
      const answers = programs.map((program) => oracle.ask({ tfm: framework, files: [{ path: program.path, text: program.text }] }));
      const analysis = await looseAnalysis(framework);
      const wrong: string[] = [];
      for (const [i, { name, path: file, text }] of programs.entries()) {
        const answer = await answers[i];
        assert.ok(answer && answer.errors.length === 0, `${name} compiles: ${JSON.stringify(answer?.errors)}`);
        const comparison = compareFindings(analysis.analyze(file, text), answer, dataFlowIds);
        score.add(framework, comparison);
        wrong.push(...comparison.wrong.map((f) => `${name} ${f.key} "${text.slice(f.start, f.end)}"`));
        if (process.env['AOT_LENS_MISSED']) for (const f of comparison.missed) console.log(`missed ${framework} ${name} ${f.key} "${text.slice(f.start, f.end)}"`);
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('finds what they find', () => {
    console.log(score.toString());
    assert.ok(score.recall() >= wantedRecall, `recall ${score.recall().toFixed(4)}`);
  });
});
