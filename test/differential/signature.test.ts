/**
 * Ids that declarations alone decide, judged by the real analyzers over small programs as developers write them: positives, and
 * look-alikes that must stay silent. Nothing may be reported that they do not report.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, startOracle } from '../harness/oracle';
import { readSnippets } from '../harness/snippetFiles';

const folder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/signature');
const dll = oraclePath();
/** Ids of this area, and those of the values that annotations are about; IL2026 and the like are judged by the capability test. */
const judged = /^IL(?:2032|2041|2043|2046|205[5-9]|20[678][0-9]|209[0-9]|2103|2106|2109|211[0-6]|2122|2123|2127|3003|3004|3005|3051|3056|3057|4000|4001)$/;
/** Share of the analyzers' findings that must be found, over all frameworks. */
const wantedRecall = 0.97;
const wantedSnippets = 233;

interface Score { hits: number; missed: number; false: number }

/** `id file start-end message` of a diagnostic. */
function keyOf(d: { readonly id: string; readonly message: string }, file: string, start: number, end: number): string {
  return `${d.id} ${path.basename(file)} ${start}-${end} ${d.message}`;
}

describe('signature rules against the analyzers', { skip: dll === undefined ? 'the oracle is not built (test/oracle/README.md)' : false }, () => {
  let oracle: Oracle;
  const scores = new Map<string, Score>();
  const score = (id: string, framework: string): Score => {
    const key = `${id} ${framework}`;
    let entry = scores.get(key);
    if (!entry) scores.set(key, (entry = { hits: 0, missed: 0, false: 0 }));
    return entry;
  };
  before(() => { oracle = startOracle(dll ?? ''); });
  after(() => { oracle.close(); });

  const snippets = readSnippets(folder);
  for (const framework of ['net8.0', 'net9.0', 'net10.0']) {
    it(`${framework}: reports nothing that the analyzers do not`, async () => {
      const analysis = await looseAnalysis(framework);
      const wrong: string[] = [];
      let compiled = 0;
      for (const { name, files } of snippets) {
        const textOf = new Map(files.map((f) => [path.basename(f.path), f.text]));
        const answer = await oracle.ask({ tfm: framework, files });
        if (answer.errors.length > 0) {
          if (process.env['AOT_LENS_MISSED']) console.log(`does not compile: ${framework} ${name} ${JSON.stringify(answer.errors[0])}`);
          continue;
        }
        compiled++;
        const expected = new Map(answer.diagnostics.filter((d) => judged.test(d.id) && d.generated !== true).map((d) => [keyOf(d, d.file, d.start, d.end), d]));
        const actual = new Map(analysis.analyzeAll(files).filter((d) => judged.test(d.id)).map((d) => [keyOf(d, d.file, d.span.start, d.span.end), d]));
        for (const [key, d] of actual) {
          if (expected.has(key)) score(d.id, framework).hits++;
          else {
            score(d.id, framework).false++;
            wrong.push(`${name}: ${key} "${textOf.get(path.basename(d.file))?.slice(d.span.start, d.span.end) ?? ''}"`);
          }
        }
        for (const [key, d] of expected) if (!actual.has(key)) {
          score(d.id, framework).missed++;
          if (process.env['AOT_LENS_MISSED']) console.log(`missed ${framework} ${name}: ${key} "${textOf.get(path.basename(d.file))?.slice(d.start, d.end) ?? ''}"`);
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(compiled >= wantedSnippets, `${compiled} snippets compile`);
    });
  }

  it('finds what they find', () => {
    let hits = 0;
    let all = 0;
    for (const [id, s] of [...scores].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hits += s.hits;
      all += s.hits + s.missed;
      console.log(`${id}: precision ${(s.hits / Math.max(1, s.hits + s.false)).toFixed(3)}, recall ${(s.hits / Math.max(1, s.hits + s.missed)).toFixed(3)} (${s.hits} found, ${s.missed} missed, ${s.false} false)`);
    }
    assert.ok(hits / all >= wantedRecall, `recall ${(hits / all).toFixed(4)} of ${all}`);
  });
});
