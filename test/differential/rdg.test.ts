/**
 * Endpoints of minimal APIs, judged by the real request delegate generator and the analyzers: what it leaves out, why, and where
 * the analyzers' warnings on `Map…` calls are suppressed because it does not.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, startOracle } from '../harness/oracle';
import { readSnippets } from '../harness/snippetFiles';

const folder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/rdg');
const dll = oraclePath();
const judged = /^(?:RDG0\d\d|IL2026|IL3050)$/;
const frameworks = (process.env['RDG_FRAMEWORKS'] ?? 'net8.0,net9.0,net10.0').split(',');
const wantedSnippets = 90;

/** `id file start-end message` of a diagnostic. */
function keyOf(d: { readonly id: string; readonly message: string }, file: string, start: number, end: number): string {
  return `${d.id} ${path.basename(file)} ${start}-${end} ${d.message}`;
}

describe('endpoints against the request delegate generator', { skip: dll === undefined ? 'the oracle is not built (test/oracle/README.md)' : false }, () => {
  let oracle: Oracle;
  before(() => { oracle = startOracle(dll ?? ''); });
  after(() => { oracle.close(); });

  const types = { path: '/differential/types.cs', text: readFileSync(path.join(folder, 'types.txt'), 'utf8') };
  const snippets = readSnippets(folder);
  for (const framework of frameworks) {
    it(`${framework}: reports exactly what it does`, async () => {
      const analysis = await looseAnalysis(framework);
      const differences: string[] = [];
      const found = new Map<string, number>();
      let compiled = 0;
      for (const { name, files } of snippets) {
        const all = [...files, types];
        const answer = await oracle.ask({ tfm: framework, files: all });
        // What the generator makes of some handlers does not compile; that is no fault of the snippet.
        const errors = (answer.errors as readonly { readonly generated?: boolean; readonly message: string }[]).filter((error) => error.generated !== true);
        if (errors.length > 0) {
          differences.push(`${name}: does not compile: ${errors[0]?.message ?? ''}`);
          continue;
        }
        compiled++;
        const textOf = new Map(all.map((f) => [path.basename(f.path), f.text]));
        const expected = new Set(answer.diagnostics.filter((d) => judged.test(d.id) && d.generated !== true).map((d) => keyOf(d, d.file, d.start, d.end)));
        const actual = new Set(analysis.analyzeAll(all).filter((d) => judged.test(d.id)).map((d) => keyOf(d, d.file, d.span.start, d.span.end)));
        const show = (key: string): string => {
          const [, id = '', file = '', start = '0', end = '0'] = /^(\S+) (\S+) (\d+)-(\d+)/.exec(key) ?? [];
          found.set(id, (found.get(id) ?? 0) + 1);
          return `${key} "${textOf.get(file)?.slice(Number(start), Number(end)) ?? ''}"`;
        };
        for (const key of actual) { const text = show(key); if (!expected.has(key)) differences.push(`${name}: false ${text}`); }
        for (const key of expected) if (!actual.has(key)) differences.push(`${name}: missed ${show(key)}`);
      }
      console.log(`${framework}: ${compiled} programs, ${[...found].sort().map(([id, n]) => `${id} ${n}`).join(', ')}`);
      assert.deepEqual(differences, []);
      assert.ok(compiled >= wantedSnippets, `${compiled} snippets compile`);
    });
  }
});
