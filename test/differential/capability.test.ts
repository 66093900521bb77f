/**
 * The official ids, judged by the real analyzers: files as developers write them, and statements drawn from a list, put into places
 * drawn from another. Nothing may be reported that they do not report; how much of theirs is found is printed for each id.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, startOracle } from '../harness/oracle';
import { generatedSnippets } from './capabilitySnippets';

const root = process.env['PROJECT_ROOT'] ?? '.';
const folder = path.join(root, 'test/fixtures/differential/capability');
const dll = oraclePath();
const judged = /^(?:IL2026|IL3050|IL300[0-3]|IL3051|IL2046|IL2109|IL2116|IL3056|IL3004|RDG0(?:02|04|11|12))$/;
/** Share of the analyzers' findings that must be found, over all frameworks. */
const wantedRecall = 0.985;

interface Score { hits: number; missed: number; false: number }

describe('capability rules against the analyzers', { skip: dll === undefined ? 'the oracle is not built (test/oracle/README.md)' : false }, () => {
  let oracle: Oracle;
  const scores = new Map<string, Score>();
  const score = (id: string): Score => {
    let entry = scores.get(id);
    if (!entry) scores.set(id, (entry = { hits: 0, missed: 0, false: 0 }));
    return entry;
  };
  before(() => { oracle = startOracle(dll ?? ''); });
  after(() => { oracle.close(); });

  const files = readdirSync(folder).filter((name) => name.endsWith('.cs')).sort().map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
  const snippets = [...files, ...generatedSnippets(320, 20261122)];
  for (const framework of ['net8.0', 'net9.0', 'net10.0']) {
    it(`${framework}: reports nothing that the analyzers do not`, async () => {
      const analysis = await looseAnalysis(framework);
      const wrong: string[] = [];
      let compiled = 0;
      for (const { name, text } of snippets) {
        const answer = await oracle.ask({ tfm: framework, files: [{ path: `/differential/${name}`, text }] });
        if (answer.errors.length > 0) continue;
        compiled++;
        const expected = new Map(answer.diagnostics.filter((d) => judged.test(d.id) && d.generated !== true).map((d) => [`${d.id} ${d.start}-${d.end} ${d.message}`, d]));
        const actual = new Map(analysis.analyze(`/differential/${name}`, text).filter((d) => judged.test(d.id)).map((d) => [`${d.id} ${d.span.start}-${d.span.end} ${d.message}`, d]));
        for (const [key, d] of actual) {
          if (expected.has(key)) score(d.id).hits++;
          else {
            score(d.id).false++;
            wrong.push(`${name} ${key} "${text.slice(d.span.start, d.span.end)}"`);
          }
        }
        for (const [key, d] of expected) if (!actual.has(key)) {
          score(d.id).missed++;
          if (process.env['AOT_LENS_MISSED']) console.log(`missed ${framework} ${name} ${key} "${text.slice(d.start, d.end)}"`);
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(compiled >= 300, `${compiled} snippets compile`);
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
