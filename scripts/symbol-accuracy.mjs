// Compares what the binder binds with what Roslyn binds, over whole projects.
//   node scripts/symbol-accuracy.mjs <csproj>... [--framework net9.0] [--show N] [--kind REGEX] [--no-restore] [--cache DIR] [--unbound N]
// Prints agreement by kind of use, what is bound differently, missing or extra, and where calls stay unbound.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    framework: { type: 'string' }, show: { type: 'string', default: '20' }, kind: { type: 'string', default: '' }, unbound: { type: 'string', default: '10' },
    'no-restore': { type: 'boolean', default: false }, cache: { type: 'string' },
  },
});
const oracle = path.join(root, 'test/oracle/bulk/bin/Release/net10.0/bulk-oracle.dll');
const temporary = mkdtempSync(path.join(tmpdir(), 'symbol-accuracy-'));
const cache = options.cache ?? temporary;
mkdirSync(cache, { recursive: true });

/** The oracle is deterministic and slow: its answers are kept in `--cache`. Lines, as one string could be too long. */
function oracleAnswer(project) {
  const args = ['project', project, '--symbols', ...(options.framework ? ['--framework', options.framework] : []), ...(options['no-restore'] ? ['--no-restore'] : [])];
  const file = path.join(cache, `${createHash('sha1').update(args.join('\0')).digest('hex')}.jsonl`);
  if (!existsSync(file)) writeFileSync(file, execFileSync('dotnet', [oracle, ...args], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] }));
  return file;
}

try {
  // Inside the repository's `out`, so that the parser's package is found.
  const bundle = path.join(root, 'out', `symbolAccuracy-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root, entryPoints: ['test/harness/projectSymbols.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', target: 'node20',
    packages: 'external', logLevel: 'warning', define: { 'process.env.PROJECT_ROOT': JSON.stringify(root) },
  });
  const { compareProject } = await import(pathToFileURL(bundle).href);
  rmSync(bundle);
  for (const project of positionals.map((p) => path.resolve(p))) {
    const result = await compareProject(project, options.framework, oracleAnswer(project));
    const { total, table, differences, unbound, invocations } = result;
    const wanted = total.matched + total.missing + total.wrong;
    console.log(`${path.basename(project)} ${options.framework ?? ''}: ${total.matched} of ${wanted} agree (${(100 * total.matched / Math.max(1, wanted)).toFixed(2)} %), ${total.wrong} wrong, ${total.missing} missing, ${total.extra} extra; ${invocations - unbound.length} of ${invocations} invocations bound (${(100 * (invocations - unbound.length) / Math.max(1, invocations)).toFixed(2)} %)`);
    console.log(table);
    const shown = differences.filter((d) => new RegExp(options.kind).test(d));
    for (const word of ['WRONG', 'EXTRA', 'missing']) for (const line of shown.filter((d) => d.includes(` ${word} `)).slice(0, Number(options.show))) console.log(line);
    for (const line of unbound.slice(0, Number(options.unbound))) console.log(`unbound ${line}`);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
