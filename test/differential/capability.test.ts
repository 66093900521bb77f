/**
 * The official ids, judged by the real analyzers: files as developers write them, small programs about one feature each, and
 * statements drawn from a list, put into places drawn from another. Nothing may be reported that they do not report; how much of
 * theirs is found is printed for each id and framework.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import { readSnippets } from '../harness/snippetFiles';
import { generatedSnippets } from './capabilitySnippets';
import { Score, capabilityIds, compareFindings, dataFlowIds } from './judged';

const folder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/capability');
/** Share of the analyzers' findings that must be found, over all frameworks. */
const wantedRecall = 0.99;
const wantedPrograms = 200;
const judgedIds = new RegExp(`${capabilityIds.source}|${dataFlowIds.source}`);

interface Program { readonly name: string; readonly path: string; readonly text: string }

const files = readdirSync(folder).filter((name) => name.endsWith('.cs')).sort().map((name): Program => ({ name, path: `/differential/${name}`, text: readFileSync(path.join(folder, name), 'utf8') }));
const features = readSnippets(path.join(folder, 'snippets')).flatMap(({ name, files: [first] }): readonly Program[] => (first ? [{ name, ...first }] : []));
const drawn = generatedSnippets(160, 20261122).map(({ name, text }): Program => ({ name, path: `/differential/${name}`, text }));
const programs = [...files, ...features, ...drawn];

describe('capability rules against the analyzers', { skip: oracleSkip() }, () => {
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
      let compiled = 0;
      for (const [i, { name, path: file, text }] of programs.entries()) {
        const answer = await answers[i];
        if (!answer || answer.errors.length > 0) continue;
        compiled++;
        const comparison = compareFindings(analysis.analyze(file, text), answer, judgedIds);
        score.add(framework, comparison);
        wrong.push(...comparison.wrong.map((f) => `${name} ${f.key} "${text.slice(f.start, f.end)}"`));
        if (process.env['AOT_LENS_MISSED']) for (const f of comparison.missed) console.log(`missed ${framework} ${name} ${f.key} "${text.slice(f.start, f.end)}"`);
      }
      assert.deepEqual(wrong, []);
      assert.ok(compiled >= wantedPrograms, `${compiled} programs compile`);
    });
  }

  it('finds what they find', () => {
    console.log(score.toString());
    assert.ok(score.recall() >= wantedRecall, `recall ${score.recall().toFixed(4)}`);
  });
});
