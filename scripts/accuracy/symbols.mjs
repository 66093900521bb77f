// Compares what the binder binds with what Roslyn binds, over whole projects.
//   node scripts/accuracy/symbols.mjs <csproj>... [--framework net9.0] [--show N] [--kind REGEX] [--no-restore] [--cache DIR] [--unbound N] [--json]
// Prints agreement by kind of use, what is bound differently, missing or extra, and where calls stay unbound; with `--json` a project's totals only.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { projectAnswer, root, unitsOf } from './oracle.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    framework: { type: 'string' }, show: { type: 'string', default: '20' }, kind: { type: 'string', default: '' }, unbound: { type: 'string', default: '10' },
    'no-restore': { type: 'boolean', default: false }, cache: { type: 'string' }, json: { type: 'boolean', default: false },
  },
});

// Inside the repository's `out`, so that the parser's package is found.
const bundle = path.join(root, 'out', `symbolAccuracy-${process.pid}.mjs`);
await esbuild.build({
  absWorkingDir: root, entryPoints: ['test/harness/projectSymbols.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', target: 'node20',
  packages: 'external', logLevel: 'warning', define: { 'process.env.PROJECT_ROOT': JSON.stringify(root) },
});
const { compareProject } = await import(pathToFileURL(bundle).href);
rmSync(bundle);
for (const project of positionals.map((p) => path.resolve(p))) {
  const answer = projectAnswer(project, { framework: options.framework, noRestore: options['no-restore'], cache: options.cache });
  const { total, table, differences, unbound, invocations } = await compareProject(project, options.framework, unitsOf(answer));
  if (options.json) {
    console.log(JSON.stringify({ ...total, invocations, unbound: unbound.length }));
    continue;
  }
  const wanted = total.matched + total.missing + total.wrong;
  console.log(`${path.basename(project)} ${options.framework ?? ''}: ${total.matched} of ${wanted} agree (${(100 * total.matched / Math.max(1, wanted)).toFixed(2)} %), ${total.wrong} wrong, ${total.missing} missing, ${total.extra} extra; ${invocations - unbound.length} of ${invocations} invocations bound (${(100 * (invocations - unbound.length) / Math.max(1, invocations)).toFixed(2)} %)`);
  console.log(table);
  const shown = differences.filter((d) => new RegExp(options.kind).test(d));
  for (const word of ['WRONG', 'EXTRA', 'missing']) for (const line of shown.filter((d) => d.includes(` ${word} `)).slice(0, Number(options.show))) console.log(line);
  for (const line of unbound.slice(0, Number(options.unbound))) console.log(`unbound ${line}`);
}
