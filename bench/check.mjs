#!/usr/bin/env node
// Whole-project check against the bare parse of the same files: CPU of `aot-lens check`, process start included, beside what
// tree-sitter alone needs for the texts. Lowest of several runs each, since other load on the machine only ever adds.
//   node bench/check.mjs [--project App.csproj] [--framework net9.0] [--features 50] [--runs 5]
// Without --project a minimal-API project is generated. Needs: npm run build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { project: { type: 'string' }, framework: { type: 'string' }, features: { type: 'string', default: '50' }, runs: { type: 'string', default: '5' }, parse: { type: 'string' } },
});

/** CPU of parsing alone; runtime and grammar are loaded before the clock starts. */
async function parseCpu(files) {
  const { Language, Parser } = createRequire(import.meta.url)('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(root, 'dist/tree-sitter-c_sharp.wasm')));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const before = process.cpuUsage();
  for (const text of texts) parser.parse(text).delete();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.cs') && !/^(?:bin|obj)[\\/]/.test(file)).map((file) => path.join(folder, file));
}

function cpuOf(args) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--require', path.join(import.meta.dirname, 'cpuAtExit.cjs'), ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return { cpu: Number(/cpu-at-exit ([\d.]+)/.exec(stderr)[1]), stdout };
}

const lowest = (values) => Math.round(Math.min(...values));

function compare(project, temp) {
  const files = sourcesIn(path.dirname(project));
  const list = path.join(temp, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const lines = files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length, 0);
  const runs = Array.from({ length: Number(options.runs) });
  const parse = lowest(runs.map(() => Number(cpuOf([import.meta.filename, '--parse', list]).stdout)));
  const framework = options.framework === undefined ? [] : ['--framework', options.framework];
  const cli = path.join(root, 'dist/cli.js');
  const one = path.join(temp, 'one.cs');
  writeFileSync(one, 'System.Console.WriteLine(1);\n');
  const start = lowest(runs.map(() => cpuOf([cli, 'check', one, '--fail-on', 'never']).cpu));
  const check = lowest(runs.map(() => cpuOf([cli, 'check', project, '--assume-aot', '--fail-on', 'never', ...framework]).cpu));
  console.log(`${files.length} files, ${lines} lines; CPU ms`);
  console.log(`bare parse ${parse}, check ${check} (${(check / parse).toFixed(1)}x), check of one line without a project ${start}`);
}

if (options.parse !== undefined) console.log(await parseCpu(JSON.parse(readFileSync(options.parse, 'utf8'))));
else {
  const temp = mkdtempSync(path.join(tmpdir(), 'check-'));
  try {
    const project = options.project === undefined ? path.join(temp, 'App/App.csproj') : path.resolve(options.project);
    if (options.project === undefined) execFileSync('node', [path.join(root, 'test/oracle/make-project.mjs'), path.dirname(project), options.features]);
    compare(project, temp);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
