/** The binder against Roslyn: what every name, call and implicit call of the corpus binds to. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { BindingHarness } from '../harness/boundFile';
import { createBindingHarness } from '../harness/boundFile';
import type { Oracle } from '../harness/oracle';
import { oraclePath, startOracle } from '../harness/oracle';
import type { Comparison } from '../harness/symbolComparison';
import { compare, flatten, report } from '../harness/symbolComparison';

const folder = path.join(process.env.PROJECT_ROOT ?? '.', 'test/fixtures/symbols');
const frameworks = (process.env.SYMBOLS_FRAMEWORKS ?? 'net8.0,net9.0,net10.0').split(',');
/** Share of the oracle's entries that must be found with the same symbol and type arguments. */
const wantedAgreement = 0.99;

let oracle: Oracle;
let harness: BindingHarness;

before(async () => {
  const dll = oraclePath();
  assert.ok(dll !== undefined, 'the oracle is not built: dotnet build -c Release test/oracle/bulk');
  oracle = startOracle(dll);
  harness = await createBindingHarness();
});

after(() => { oracle.close(); });

for (const framework of frameworks) {
  test(`${framework}: names and calls bind as Roslyn binds them`, async () => {
    const comparison: Comparison = { byKind: new Map(), differences: [] };
    let files = 0;
    for (const name of readdirSync(folder).filter((f) => f.endsWith('.cs')).sort()) {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const answer = await oracle.ask({ tfm: framework, files: [{ path: name, text }], symbols: true });
      if (answer.errors.length > 0) continue; // newer syntax or library than this framework has
      files++;
      const [bodies = []] = harness.bind([{ path: path.join(folder, name), text }], framework);
      const before = comparison.differences.length;
      compare(flatten(bodies), answer.symbols ?? [], text, comparison);
      comparison.differences.splice(before, comparison.differences.length - before, ...comparison.differences.slice(before).map((d) => `${name} ${d}`));
    }
    const { total, table } = report(comparison);
    const wanted = total.matched + total.missing + total.wrong;
    console.log(`${framework}: ${total.matched} of ${wanted} entries of ${files} files agree, ${total.missing} missing, ${total.wrong} wrong, ${total.extra} extra\n${table}`);
    if (process.env.SYMBOLS_DIFFERENCES !== undefined) console.log(comparison.differences.join('\n'));
    const faults = comparison.differences.filter((d) => / (?:WRONG|EXTRA) /.test(d));
    assert.ok(files > 0, 'no file of the corpus compiles');
    assert.deepEqual(faults, []);
    assert.ok(total.matched / wanted >= wantedAgreement, `${(total.matched / wanted * 100).toFixed(2)} % agree`);
  });
}
