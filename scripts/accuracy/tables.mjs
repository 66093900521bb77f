// Compares the projects of projects.json with the judge and writes the figures into docs/accuracy.md.
//   node scripts/accuracy/tables.mjs --projects FOLDER [--cache DIR] [--framework net9.0] [NAME]...
// FOLDER is what prepare.mjs wrote. Rows of other projects stay as they are; sums are of all rows. Needs: npm run build, and the judge
// (dotnet build -c Release test/oracle/bulk).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './oracle.mjs';

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { projects: { type: 'string' }, cache: { type: 'string' }, framework: { type: 'string' } },
});
if (options.projects === undefined) throw new Error('usage: tables.mjs --projects FOLDER [--cache DIR] [--framework net9.0] [NAME]...');

const document = path.join(root, 'docs/accuracy.md');
const [begin, end] = ['<!-- figures: scripts/accuracy/tables.mjs -->', '<!-- end of figures -->'];
const columns = ['project', 'framework', 'files', 'compiler errors', 'names', 'agree', 'wrong', 'missing', 'extra', 'calls', 'bound', 'diagnostics', 'missed', 'extra', 'other span', 'other message', 'CPU s'];

function measure(script, project, framework, ...more) {
  const args = [path.join(import.meta.dirname, script), project, '--framework', framework, '--no-restore', '--json', ...(options.cache ? ['--cache', options.cache] : []), ...more];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 }));
}

const percent = (part, whole) => (whole === 0 ? '' : `${part === whole ? '100' : (Math.floor(10000 * part / whole) / 100).toFixed(2)} %`);

/** A row as an array of cells, numbers where the sums need them. */
function figures(name, framework) {
  const project = path.resolve(options.projects, name, `${name}.csproj`);
  const { files, cpuMs, errors, all } = measure('diagnostics.mjs', project, framework, '--ids', '^(IL|RDG)\\d');
  const symbols = measure('symbols.mjs', project, framework);
  const entries = symbols.matched + symbols.wrong + symbols.missing;
  return [
    name, framework, files, errors, entries, percent(symbols.matched, entries), symbols.wrong, symbols.missing, symbols.extra,
    symbols.invocations, symbols.invocations - symbols.unbound, all.agree, all.missed, all.extra, all.agree - all.span, all.agree - all.message, (cpuMs / 1000).toFixed(1),
  ];
}

/** Rows of the document, by project and framework. */
function rowsOf(text) {
  const rows = text.split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return new Map(rows.filter(([name]) => !name.startsWith('**')).map((row) => [`${row[0]} ${row[1]}`, row]));
}

/** What all projects of a framework come to. */
function sum(framework, rows) {
  const cells = columns.map((_, i) => rows.reduce((total, row) => total + Number(row[i]), 0));
  const [names, wrong, missing] = [cells[4], cells[6], cells[7]];
  cells[5] = percent(names - wrong - missing, names);
  return [`**${rows.length} projects**`, framework, ...cells.slice(2, -1), cells.at(-1).toFixed(1)];
}

const render = (rows) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
const order = (framework) => Number(/\d+/.exec(framework)?.[0]);

function write(rows) {
  const text = readFileSync(document, 'utf8');
  const sorted = [...rows.values()].sort((a, b) => order(a[1]) - order(b[1]) || a[0].localeCompare(b[0], 'en'));
  const frameworks = [...new Set(sorted.map(([, framework]) => framework))];
  const sums = frameworks.map((framework) => sum(framework, sorted.filter((row) => row[1] === framework)));
  const table = [columns, columns.map(() => '---'), ...sums, ...sorted];
  writeFileSync(document, `${text.slice(0, text.indexOf(begin) + begin.length)}\n${render(table)}\n${text.slice(text.indexOf(end))}`);
}

const rows = rowsOf(readFileSync(document, 'utf8').split(begin)[1].split(end)[0]);
for (const { name, frameworks } of JSON.parse(readFileSync(path.join(import.meta.dirname, 'projects.json'), 'utf8'))) {
  if (names.length > 0 && !names.includes(name)) continue;
  if (!existsSync(path.resolve(options.projects, name, 'obj/project.assets.json'))) {
    console.log(`${name}: not restored`);
    continue;
  }
  for (const framework of frameworks.filter((f) => options.framework === undefined || f === options.framework)) {
    const row = figures(name, framework);
    console.log(row.join(' | '));
    rows.set(`${name} ${framework}`, row);
    // After each, so that what is measured survives an interruption.
    write(rows);
  }
}
