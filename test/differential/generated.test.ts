/**
 * Generated programs, judged by the real analyzers: declarations that require something, used in places, control flow and
 * suppressions drawn at random. What the two do not agree on is made smaller until nothing can be left out, and printed.
 * `FUZZ_UNITS` is the number of programs, `FUZZ_SEED` the seed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LooseAnalysis } from '../harness/looseAnalysis';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import type { Unit } from './generator/units';
import { generateUnit, renderUnit, smallerUnits } from './generator/units';
import type { Comparison } from './judged';
import { Score, capabilityIds, compareFindings } from './judged';

const count = Number(process.env['FUZZ_UNITS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261123);
const frameworks = ['net8.0', 'net9.0', 'net10.0'] as const;
/** Share of the analyzers' findings that must be found. */
const wantedRecall = 0.99;
const wantedShareOfCompiling = 0.6;
/** Disagreements that are made smaller; the others are only counted. */
const maxShrunk = Number(process.env['FUZZ_SHOWN'] ?? 3);
const file = '/differential/generated.cs';

describe('generated programs against the analyzers', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  const analyses = new Map<string, LooseAnalysis>();
  before(async () => {
    oracle = startOracle(oraclePath() ?? '');
    for (const framework of frameworks) analyses.set(framework, await looseAnalysis(framework));
  });
  after(() => { oracle.close(); });

  /** Undefined for a program that does not compile. */
  async function judge(unit: Unit, framework: string): Promise<Comparison | undefined> {
    const text = renderUnit(unit);
    const answer = await oracle.ask({ tfm: framework, files: [{ path: file, text }] });
    return answer.errors.length > 0 ? undefined : compareFindings(analyses.get(framework)?.analyze(file, text) ?? [], answer, capabilityIds);
  }

  const isWrong = (comparison: Comparison | undefined): boolean => (comparison?.wrong.length ?? 0) > 0;
  const isMissing = (comparison: Comparison | undefined): boolean => (comparison?.missed.length ?? 0) > 0;

  async function shrink(unit: Unit, framework: string, shows: (comparison: Comparison | undefined) => boolean): Promise<string> {
    let current = unit;
    for (let next: Unit | undefined = unit; next;) {
      current = next;
      next = undefined;
      for (const smaller of smallerUnits(current)) if (shows(await judge(smaller, framework))) {
        next = smaller;
        break;
      }
    }
    const comparison = await judge(current, framework);
    const text = renderUnit(current);
    const lines = [...(comparison?.wrong ?? []).map((f) => `  reported: ${f.key} "${text.slice(f.start, f.end)}"`), ...(comparison?.missed ?? []).map((f) => `  not reported: ${f.key} "${text.slice(f.start, f.end)}"`)];
    return `${framework}\n${lines.join('\n')}\n${text.slice(text.indexOf('class Box<T>'))}`;
  }

  it(`${count} programs of seed ${seed}`, async () => {
    const score = new Score();
    const wrong: string[] = [];
    const missing: string[] = [];
    let compiled = 0;
    for (let index = 0; index < count; index++) {
      const framework = frameworks[index % frameworks.length] ?? frameworks[0];
      const unit = generateUnit(seed, index);
      const comparison = await judge(unit, framework);
      if (!comparison) continue;
      compiled++;
      score.add(framework, comparison);
      if (isWrong(comparison)) wrong.push(wrong.length < maxShrunk ? await shrink(unit, framework, isWrong) : `${framework} program ${index}`);
      else if (isMissing(comparison)) missing.push(missing.length < maxShrunk ? await shrink(unit, framework, isMissing) : `${framework} program ${index}`);
    }
    console.log(`${compiled} of ${count} programs compile\n${score.toString()}`);
    if (missing.length > 0) console.log(`missed in ${missing.length} programs:\n${missing.slice(0, maxShrunk).join('\n')}`);
    assert.equal(wrong.length, 0, `wrong in ${wrong.length} programs:\n${wrong.join('\n')}`);
    assert.ok(compiled >= count * wantedShareOfCompiling, `${compiled} of ${count} programs compile`);
    assert.ok(score.recall() >= wantedRecall, `recall ${score.recall().toFixed(4)}`);
  });
});
