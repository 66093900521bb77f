/**
 * Generated endpoints, judged by the real request delegate generator: many programs are one compilation, each in a file and a
 * namespace of its own. A framework judges every third of the systematic programs, unless `RDG_ALL` is set: the generator takes most of the
 * time. `RDG_PROGRAMS` is the number of random ones, `RDG_SEED` their seed.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LooseAnalysis } from '../harness/looseAnalysis';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import { types } from './generator/endpointVocabulary';
import type { EndpointProgram } from './generator/endpoints';
import { randomProgram, systematicPrograms } from './generator/endpoints';


const frameworks = (process.env['RDG_FRAMEWORKS'] ?? 'net8.0,net9.0,net10.0').split(',');
const count = Number(process.env['RDG_PROGRAMS'] ?? 10);
const seed = Number(process.env['RDG_SEED'] ?? 20261125);
const judged = /^(?:RDG0\d\d|IL2026|IL3050)$/;
const BATCH = 20;
/** Share of the programs that must compile: what does not, proves nothing. */
const wantedShareOfCompiling = 0.7;

interface Source {
  readonly path: string;
  readonly text: string;
}

interface CompileError {
  readonly file: string;
  readonly generated?: boolean;
}

/** Findings of either side: `id file start-end message`. */
type Findings = ReadonlySet<string>;

describe('generated endpoints against the request delegate generator', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  const analyses = new Map<string, LooseAnalysis>();
  before(async () => {
    oracle = startOracle(oraclePath() ?? '');
    for (const framework of frameworks) analyses.set(framework, await looseAnalysis(framework));
  });
  after(() => { oracle.close(); });

  const shared: readonly Source[] = [{ path: '/differential/types.cs', text: readFileSync(path.join(process.env['PROJECT_ROOT'] ?? '.', 'test/fixtures/differential/rdg/types.txt'), 'utf8') }, { path: '/differential/words.cs', text: types }];
  const key = (id: string, file: string, start: number, end: number, message: string): string => `${id} ${path.basename(file)} ${start}-${end} ${message}`;

  /** What the generator says, and the files that compile. */
  async function judge(programs: readonly EndpointProgram[], framework: string): Promise<{ readonly files: readonly Source[]; readonly expected: Findings }> {
    let files = programs.map(({ name, text }): Source => ({ path: `/differential/${name}.cs`, text }));
    for (;;) {
      const answer = await oracle.ask({ tfm: framework, files: [...shared, ...files] });
      // What the generator makes of some handlers does not compile; that is no fault of the program.
      const broken = new Set((answer.errors as readonly CompileError[]).filter((error) => error.generated !== true).map((error) => path.basename(error.file)));
      if (broken.size === 0) {
        return { files, expected: new Set(answer.diagnostics.filter((d) => judged.test(d.id) && d.generated !== true).map((d) => key(d.id, d.file, d.start, d.end, d.message))) };
      }
      const left = files.filter((file) => !broken.has(path.basename(file.path)));
      assert.ok(left.length < files.length, `the shared types do not compile: ${JSON.stringify(answer.errors[0])}`);
      files = left;
    }
  }

  for (const framework of frameworks) {
    it(`${framework}: reports exactly what it does`, async () => {
      const systematic = systematicPrograms().filter((_, i) => process.env['RDG_ALL'] !== undefined || i % frameworks.length === frameworks.indexOf(framework));
      const all = [...systematic, ...Array.from({ length: count }, (_, i) => randomProgram(seed, i))];
      const differences: string[] = [];
      const found = new Map<string, number>();
      let compiled = 0;
      for (let at = 0; at < all.length; at += BATCH) {
        const { files, expected } = await judge(all.slice(at, at + BATCH), framework);
        compiled += files.length;
        const actual = new Set((analyses.get(framework)?.analyzeAll([...shared, ...files]) ?? []).filter((d) => judged.test(d.id)).map((d) => key(d.id, d.file, d.span.start, d.span.end, d.message)));
        for (const finding of expected) found.set(finding.slice(0, 6), (found.get(finding.slice(0, 6)) ?? 0) + 1);
        const show = (finding: string): string => {
          const [, file = '', start = '0', end = '0'] = /^\S+ (\S+) (\d+)-(\d+)/.exec(finding) ?? [];
          return `${finding} "${files.find((f) => path.basename(f.path) === file)?.text.slice(Number(start), Number(end)) ?? ''}"`;
        };
        for (const finding of actual) if (!expected.has(finding)) differences.push(`false ${show(finding)}`);
        for (const finding of expected) if (!actual.has(finding)) differences.push(`missed ${show(finding)}`);
      }
      console.log(`${framework}: ${compiled} of ${all.length} programs, ${[...found].sort().map(([id, n]) => `${id} ${n}`).join(', ')}`);
      assert.deepEqual(differences, []);
      assert.ok(compiled >= all.length * wantedShareOfCompiling, `${compiled} of ${all.length} programs compile`);
    });
  }
});
