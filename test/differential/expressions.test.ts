/**
 * Drawn expressions against Roslyn, by what every name and operator in them binds to: parsing, its repairs and precedence.
 * `EXPRESSIONS` is how many, `FUZZ_SEED` the seed, `FUZZ_FRAMEWORK` the framework (net10.0).
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
import { drawFrameworkStatement, frameworkMethod } from './generator/frameworkExpressions';
import { Random } from './generator/random';

const count = Number(process.env['EXPRESSIONS'] ?? 1200);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261127);
const shown = Number(process.env['FUZZ_SHOWN'] ?? 10);
const perMethod = 40;
const framework = process.env['FUZZ_FRAMEWORK'] ?? 'net10.0';
const file = '/differential/expressions.cs';
/** What is drawn, and how many of the statements must compile. */
interface Kind {
  readonly name: string;
  readonly draw: (random: Random, name: string) => string;
  readonly method: (statements: readonly string[]) => string;
  readonly wanted: number;
}
const kinds: readonly Kind[] = [
  { name: 'expressions of one type with all operators', draw: drawStatement, method: expressionMethod, wanted: 0.6 },
  { name: 'expressions of the types of the framework', draw: drawFrameworkStatement, method: frameworkMethod, wanted: 0.35 },
];

describe('drawn expressions against the compiler', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  let harness: BindingHarness;
  before(async () => {
    oracle = startOracle(oraclePath() ?? '');
    harness = await createBindingHarness();
  });
  after(() => { oracle.close(); });

  for (const { name: kind, draw, method, wanted } of kinds) it(`${kind} bind as Roslyn binds them`, async () => {
    const random = new Random(seed);
    const comparison: Comparison = { byKind: new Map(), differences: [] };
    let compiling = 0;
    for (let drawn = 0; drawn < count; drawn += perMethod) {
      const { text, answer, kept } = await withoutErrors(oracle, method, Array.from({ length: perMethod }, (_, i) => draw(random, `v${i}`)));
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
    assert.ok(compiling / count >= wanted, `${compiling} compile`);
    assert.equal(comparison.differences.length, 0);
  });
});

/** A method of those statements that compile: what the compiler refuses it binds in no way that could be compared. */
async function withoutErrors(oracle: Oracle, method: Kind['method'], statements: readonly string[]): Promise<{ readonly text: string; readonly answer: OracleAnswer; readonly kept: number }> {
  let kept = statements;
  for (;;) {
    const text = method(kept);
    const answer = await oracle.ask({ tfm: framework, files: [{ path: file, text }], symbols: true });
    if (answer.errors.length === 0) return { text, answer, kept: kept.length };
    const first = text.split('\n').findIndex((line) => /^  (?:async Task|void) M\(/.test(line)) + 2;
    const refused = new Set(answer.errors.map((error) => error.line - first));
    const rest = kept.filter((_, i) => !refused.has(i));
    assert.ok(rest.length < kept.length, JSON.stringify(answer.errors.slice(0, 3)));
    kept = rest;
  }
}
