/** Publishes the patterns natively for the frameworks that are named, and writes what was measured as a page. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { looseAnalysis } from '../looseAnalysis';
import { patternGroupsOf } from './index';
import type { Measured } from './measurement';
import { measurePatterns } from './measurement';

const frameworks = ['net8.0', 'net9.0'] as const;

type Row = Pick<Measured, 'name' | 'isFixed' | 'outcome' | 'status' | 'predicted' | 'disagreement'>;

const words = { works: 'works', endpoint: '**endpoint fails**', application: '**all fails**', possible: 'may fail' } as const;

/** @returns whether prediction and program agree everywhere */
export async function proof(root: string, wanted: readonly string[]): Promise<boolean> {
  const kept = path.join(root, 'out/run-time-proof');
  mkdirSync(kept, { recursive: true });
  const fileOf = (framework: string): string => path.join(kept, `${framework}.json`);
  for (const framework of wanted) {
    const before = Date.now();
    const analysis = await looseAnalysis(framework);
    const measured: Measured[] = [];
    for (const group of patternGroupsOf(framework)) {
      const folder = mkdtempSync(path.join(tmpdir(), 'aot-lens-proof-'));
      measured.push(...await measurePatterns(folder, framework, group, analysis, true));
      rmSync(folder, { recursive: true, force: true });
    }
    const wrong = measured.filter(({ disagreement }) => disagreement !== undefined);
    console.log(`${framework}: ${measured.length} programs, ${wrong.length} disagree, ${Math.round((Date.now() - before) / 1000)} s`);
    for (const { name, disagreement, program, log } of wrong) console.log(`- ${name}: ${disagreement ?? ''}\n${program}\n${log.slice(0, 2500)}`);
    writeFileSync(fileOf(framework), JSON.stringify(measured.map(({ name, isFixed, outcome, status, predicted, disagreement }): Row => ({ name, isFixed, outcome, status, predicted, disagreement }))));
  }
  const results = new Map(frameworks.filter((framework) => existsSync(fileOf(framework))).map((framework) => [framework, JSON.parse(readFileSync(fileOf(framework), 'utf8')) as readonly Row[]]));
  writeFileSync(path.join(root, 'docs/run-time-proof.md'), pageOf(results));
  return [...results.values()].flat().every(({ disagreement }) => disagreement === undefined);
}

function pageOf(results: ReadonlyMap<string, readonly Row[]>): string {
  const names = [...new Set([...results.values()].flatMap((rows) => rows.filter(({ isFixed }) => !isFixed).map(({ name }) => name)))];
  const said = (row: Row | undefined): string => (row ? `${words[row.outcome]}${row.status === undefined ? '' : ` (${row.status})`}` : '');
  const lines = names.map((name) => {
    const find = (rows: readonly Row[], isFixed: boolean): Row | undefined => rows.find((row) => row.name === name && row.isFixed === isFixed);
    const predicted = [...results.values()].map((rows) => find(rows, false)).find((row) => row !== undefined)?.predicted;
    const fixed = [...results.values()].map((rows) => find(rows, true)).find((row) => row !== undefined);
    return `| ${[name, predicted ? words[predicted] : '', ...[...results.values()].map((rows) => said(find(rows, false))), said(fixed)].join(' | ')} |`;
  });
  const totals = [...results].map(([framework, rows]) => {
    const [plain, fixed] = [rows.filter(({ isFixed }) => !isFixed), rows.filter(({ isFixed }) => isFixed)];
    const failing = plain.filter(({ outcome }) => outcome !== 'works');
    const missed = failing.filter(({ predicted }) => predicted === 'works').length;
    const alarms = plain.filter(({ outcome, predicted }) => outcome === 'works' && (predicted === 'endpoint' || predicted === 'application')).length;
    return `| ${[framework, plain.length, failing.length, failing.length - missed, alarms, fixed.length, fixed.filter(({ outcome }) => outcome === 'works').length].join(' | ')} |`;
  });
  return `# Proof at run time

Made by \`node scripts/run-time-proof.mjs net8.0 net9.0\` (linux-x64). Each pattern of \`test/harness/patterns\` is one small web application. Those
of a framework are compiled into three native programs; each is started in a process of its own, asked for its endpoint, and then for another
one that returns text. \`test/dotnet/patterns.test.ts\` holds the same in CI.

"Endpoint fails": this request alone. "All fails": every request, or the program ends at start. "May fail": the official warnings say no
more than that. The number is the status of the answer. "After the fix" is the program that our quick fixes make of the pattern.

| framework | programs | fail | of them reported | reported as failing, but work | fixed programs | of them work |
|---|---|---|---|---|---|---|
${totals.join('\n')}

| pattern | the rules say | ${[...results.keys()].join(' | ')} | after the fix |
|${'---|'.repeat(results.size + 3)}
${lines.join('\n')}
`;
}
