/**
 * Drawn expressions against Roslyn, by what every name and operator in them binds to: parsing, its repairs and precedence.
 * `EXPRESSIONS` is how many, `FUZZ_SEED` the seed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createBindingHarness } from '../harness/boundFile';
import type { BindingHarness } from '../harness/boundFile';
import type { Oracle, OracleAnswer } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';
import type { Comparison } from '../harness/symbolComparison';
import { compare, flatten, report } from '../harness/symbolComparison';
import { drawStatement, expressionMethod } from './generator/expressions';
import { Random } from './generator/random';

const count = Number(process.env['EXPRESSIONS'] ?? 1200);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261127);
const shown = Number(process.env['FUZZ_SHOWN'] ?? 10);
const perMethod = 40;
const framework = 'net10.0';
const file = '/differential/expressions.cs';
/** Of the statements drawn, those that compile. */
const wantedShareOfCompiling = 0.6;

describe('drawn expressions against the compiler', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  let harness: BindingHarness;
  before(async () => {
    oracle = startOracle(oraclePath() ?? '');
    harness = await createBindingHarness();
  });
  after(() => { oracle.close(); });

  it('bind as Roslyn binds them', async () => {
    const random = new Random(seed);
    const comparison: Comparison = { byKind: new Map(), differences: [] };
    let compiling = 0;
    for (let drawn = 0; drawn < count; drawn += perMethod) {
      const { text, answer, kept } = await withoutErrors(oracle, Array.from({ length: perMethod }, (_, i) => drawStatement(random, `v${i}`)));
      compiling += kept;
      const [bodies = []] = harness.bind([{ path: file, text }], framework);
      const before = comparison.differences.length;
      compare(flatten(bodies), answer.symbols ?? [], text, comparison);
      const lines = text.split('\n');
      for (let i = before; i < comparison.differences.length; i++) {
        const difference = comparison.differences[i]!;
        comparison.differences[i] = `${difference}\n    ${lines[Number(/ (\d+): /.exec(difference)?.[1]) - 1]?.trim() ?? ''}`;
      }
    }
    const { total } = report(comparison);
    console.log(`seed ${seed}: ${compiling} of ${count} expressions compile; ${total.matched} entries agree, ${total.missing} missing, ${total.wrong} wrong, ${total.extra} extra`);
    if (comparison.differences.length > 0) console.log(comparison.differences.slice(0, shown).join('\n'));
    assert.ok(compiling / count >= wantedShareOfCompiling, `${compiling} compile`);
    assert.equal(comparison.differences.length, 0);
  });
});

/** A method of those statements that compile: what the compiler refuses it binds in no way that could be compared. */
async function withoutErrors(oracle: Oracle, statements: readonly string[]): Promise<{ readonly text: string; readonly answer: OracleAnswer; readonly kept: number }> {
  let kept = statements;
  for (;;) {
    const text = expressionMethod(kept);
    const answer = await oracle.ask({ tfm: framework, files: [{ path: file, text }], symbols: true });
    if (answer.errors.length === 0) return { text, answer, kept: kept.length };
    const first = text.split('\n').findIndex((line) => line.includes('async Task M(')) + 2;
    const refused = new Set(answer.errors.map((error) => error.line - first));
    const rest = kept.filter((_, i) => !refused.has(i));
    assert.ok(rest.length < kept.length, JSON.stringify(answer.errors.slice(0, 3)));
    kept = rest;
  }
}
