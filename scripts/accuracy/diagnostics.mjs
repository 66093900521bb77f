// Compares what the command line reports with what the real analyzers report, on whole projects or folders of loose files.
//   node scripts/accuracy/diagnostics.mjs <csproj | folder>... [--framework net9.0] [--ids REGEX] [--show N] [--no-restore] [--prop NAME=VALUE]... [--cache DIR] [--json]
// Prints precision and recall by id over (file, line, id), the share of true positives with the same span and message, and the first
// disagreements; with `--json` the totals only. `--prop PublishAot=true` gives the oracle the generators that publishing runs. A folder's files are a compilation each, for every framework given (comma-separated).
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { oracleAnswer, projectAnswer, root, unitsOf } from './oracle.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    framework: { type: 'string' }, ids: { type: 'string', default: '^(IL2026|IL2046|IL2109|IL2116|IL300[0-5]|IL305[0-7]|IL2041|IL209[2-9]|IL2106)$' },
    show: { type: 'string', default: '20' }, 'no-restore': { type: 'boolean', default: false }, cache: { type: 'string' }, prop: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean', default: false },
  },
});
const wanted = new RegExp(options.ids);
const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });

const key = (d) => `${d.file}:${d.line}:${d.id}`;

async function expected(target, framework) {
  const isFolder = statSync(target).isDirectory();
  const answer = isFolder
    ? oracleAnswer(['run', target, '--tfm', framework], options.cache)
    : projectAnswer(target, { framework, noRestore: options['no-restore'], prop: options.prop, cache: options.cache });
  const found = [];
  const skipped = new Set();
  let errors = 0;
  for await (const unit of unitsOf(answer)) {
    const file = path.resolve(isFolder && !path.isAbsolute(unit.unit) ? path.join(target, unit.unit) : unit.unit);
    errors += unit.errors?.length ?? 0;
    if (isFolder && unit.errors?.length) { skipped.add(file); continue; }
    for (const d of unit.diagnostics ?? []) {
      if (wanted.test(d.id) && !d.generated) found.push({ id: d.id, file: d.file && path.isAbsolute(d.file) ? d.file : file, line: d.line, span: [d.line, d.column, d.endLine, d.endColumn].join(':'), message: d.message });
    }
  }
  // Some generators say the same of one place twice.
  return { found: [...new Map(found.map((d) => [JSON.stringify(d), d])).values()], skipped, errors };
}

function actual(target, framework) {
  const args = ['check', target, '--format', 'json', '--fail-on', 'never', '--assume-aot', ...(framework ? ['--framework', framework] : [])];
  const report = JSON.parse(run(process.execPath, [path.join(root, 'dist/cli.js'), ...args]));
  return {
    found: report.diagnostics.filter((d) => wanted.test(d.id)).map((d) => ({
      id: d.id, file: d.file, line: d.range.start.line + 1,
      span: [d.range.start.line + 1, d.range.start.character + 1, d.range.end.line + 1, d.range.end.character + 1].join(':'), message: d.message,
    })),
    stats: report.stats,
  };
}

/** Pairs equal keys one to one, equal spans first. */
function compare(exp, act) {
  const pool = new Map();
  for (const d of act) pool.set(key(d), [...(pool.get(key(d)) ?? []), d]);
  const result = { hits: [], missed: [], extra: [] };
  for (const d of exp) {
    const list = pool.get(key(d)) ?? [];
    let at = list.findIndex((a) => a.span === d.span && a.message === d.message);
    if (at < 0) at = list.findIndex((a) => a.span === d.span);
    if (at < 0) at = list.length - 1;
    if (at < 0) result.missed.push(d);
    else result.hits.push({ expected: d, actual: list.splice(at, 1)[0] });
  }
  result.extra = [...pool.values()].flat();
  return result;
}

const total = { hits: [], missed: [], extra: [], invocations: 0, unbound: 0, files: 0, cpuMs: 0, errors: 0 };
for (const target of positionals.map((p) => path.resolve(p))) {
  const frameworks = options.framework ? options.framework.split(',') : statSync(target).isDirectory() ? ['net8.0', 'net9.0', 'net10.0'] : [undefined];
  for (const framework of frameworks) {
    const { found, skipped, errors } = await expected(target, framework);
    const mine = actual(target, framework);
    const result = compare(found, mine.found.filter((d) => !skipped.has(d.file)));
    for (const name of ['hits', 'missed', 'extra']) total[name].push(...result[name].map((d) => (name === 'hits' ? d : { ...d, framework })));
    total.invocations += mine.stats.invocations;
    total.unbound += mine.stats.unboundInvocations;
    total.files += mine.stats.files;
    total.cpuMs += mine.stats.cpuMs;
    total.errors += errors;
    if (!options.json) console.log(`${path.basename(target)} ${framework ?? ''}: ${result.hits.length} agree, ${result.missed.length} missed, ${result.extra.length} extra; ${mine.stats.files} files, ${skipped.size} skipped; ${mine.stats.invocations - mine.stats.unboundInvocations}/${mine.stats.invocations} invocations bound, ${mine.stats.cpuMs} ms CPU`);
  }
}

/** Figures of each id, and of all together. */
function tally() {
  const rows = new Map();
  const all = { id: 'all', agree: 0, missed: 0, extra: 0, span: 0, message: 0 };
  const count = (id, ...figures) => {
    if (!rows.has(id)) rows.set(id, { id, agree: 0, missed: 0, extra: 0, span: 0, message: 0 });
    for (const figure of figures) for (const row of [rows.get(id), all]) row[figure]++;
  };
  for (const { expected: e, actual: a } of total.hits) count(e.id, 'agree', ...(e.span === a.span ? ['span'] : []), ...(e.message === a.message ? ['message'] : []));
  for (const { id } of total.missed) count(id, 'missed');
  for (const { id } of total.extra) count(id, 'extra');
  return { rows: [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), all };
}

const share = (n, d) => (d === 0 ? '     -' : (n / d).toFixed(4));

function print(r) {
  console.log(`${r.id.padEnd(9)} ${String(r.agree).padStart(5)} ${String(r.missed).padStart(6)} ${String(r.extra).padStart(5)} ${share(r.agree, r.agree + r.extra).padStart(9)} ${share(r.agree, r.agree + r.missed)} ${share(r.span, r.agree)} ${share(r.message, r.agree)}`);
}

/** The tables, and the first disagreements of each kind. */
function report({ rows, all }) {
  console.log('id        agree missed extra precision recall span   message');
  for (const row of [...rows, all]) print(row);
  console.log(`invocations bound: ${total.invocations - total.unbound} of ${total.invocations} (${share(total.invocations - total.unbound, total.invocations)})`);
  const limit = Number(options.show);
  for (const d of total.missed.slice(0, limit)) console.log(`missed ${d.framework ?? ''} ${d.id} ${d.file}:${d.span} ${d.message.slice(0, 140)}`);
  for (const d of total.extra.slice(0, limit)) console.log(`extra  ${d.framework ?? ''} ${d.id} ${d.file}:${d.span} ${d.message.slice(0, 140)}`);
  for (const { expected: e, actual: a } of total.hits.filter((h) => h.expected.span !== h.actual.span).slice(0, limit)) console.log(`span   ${e.id} ${e.file} expected ${e.span}, got ${a.span}`);
  for (const { expected: e, actual: a } of total.hits.filter((h) => h.expected.message !== h.actual.message).slice(0, limit)) console.log(`message ${e.id} ${e.file}:${e.line}\n   expected ${e.message}\n   got      ${a.message}`);
}

if (options.json) console.log(JSON.stringify({ files: total.files, cpuMs: total.cpuMs, invocations: total.invocations, unbound: total.unbound, errors: total.errors, ...tally() }));
else report(tally());
