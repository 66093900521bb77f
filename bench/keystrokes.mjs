#!/usr/bin/env node
// Replays typing in a 500-line file through the real server, edits the same file in a warm in-process Roslyn with the SDK's
// analyzers, and builds the project after an edit with warm build servers, all in one run. Prints CPU per edit, p50/p95, and ratios.
//   node bench/keystrokes.mjs [--features 1,5,50] [--edits 200] [--no-roslyn] [--no-build]
// Needs: npm run build; for the others the .NET SDK, and test/oracle/warm built (the script builds it when missing).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { startServer } from './lspClient.mjs';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    features: { type: 'string', default: '1,5,50' }, edits: { type: 'string', default: '200' },
    'no-roslyn': { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false },
  },
});
const temp = mkdtempSync(path.join(tmpdir(), 'keystrokes-'));
let project = '';
let document = '';

/** Grows the document to 500 lines with methods of the kind that is there already. */
function growDocument() {
  let text = readFileSync(document, 'utf8');
  for (let i = 0; text.split('\n').length < 500; i++) {
    const end = text.lastIndexOf('}');
    text = `${text.slice(0, end)}
    public async Task<IReadOnlyList<Item0Dto>> Page${i}Async(int skip, int take, CancellationToken ct)
    {
        var items = await repository.ListAsync(skip, take, ct);
        var names = items.Where(e => e.Price > ${i}).OrderBy(e => e.Name).ThenByDescending(e => e.Id).Select(e => e.Name.Trim().ToUpperInvariant()).ToList();
        foreach (var group in items.GroupBy(e => e.Status))
        {
            logger.LogInformation("{Status}: {Count}", group.Key, group.Count());
        }
        return items.Where(e => names.Contains(e.Name)).Select(e => e.ToDto()).ToArray();
    }
}
`;
  }
  writeFileSync(document, text);
  return text;
}

/** Until the process has used no CPU to speak of for a while. */
async function idle(server) {
  for (let last = -Infinity, now = server.cpu(); now - last > 20; now = server.cpu()) {
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function measureServer(text) {
  const server = startServer(process.execPath, [path.join(root, 'dist/cli.js'), 'lsp', '--stdio']);
  const uri = pathToFileURL(document).href;
  const rootUri = pathToFileURL(project).href;
  await server.request('initialize', {
    processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'App' }],
    capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: false, diagnostics: { refreshSupport: true } } },
  });
  server.notify('initialized', {});
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'csharp', version: 1, text } });
  // As clients do: what has not changed is not sent again.
  let known = { items: [], resultId: undefined };
  const pull = async () => {
    const report = await server.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId: known.resultId });
    if (report.kind === 'full') known = report;
    return known.items;
  };
  const first = await pull();
  const coldCpu = server.cpu();
  await idle(server); // the rest of the project, in the background
  const typed = 'var copy = System.Text.Json.JsonSerializer.Serialize(items); logger.LogInformation("{Copy}", copy);\n        ';
  const at = text.indexOf('var names = items.Where(e => e.Price > 5)');
  const line = text.slice(0, at).split('\n').length - 1;
  const character = at - (text.lastIndexOf('\n', at - 1) + 1);
  let version = 1;
  const edit = async (start, end, newText) => {
    server.notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ range: { start, end }, text: newText }] });
    return pull();
  };
  const times = [];
  const edits = Number(options.edits);
  let cpu = 0;
  let warnings = 0;
  let done = -typed.length;
  while (done < edits) {
    let position = { line, character };
    for (const letter of typed) {
      if (done === 0) cpu = server.cpu();
      const started = performance.now();
      const items = await edit(position, position, letter);
      if (done >= 0) times.push(performance.now() - started);
      position = letter === '\n' ? { line: position.line + 1, character: 0 } : { line: position.line, character: position.character + 1 };
      if (++done >= edits) break;
      warnings = Math.max(warnings, items.filter((d) => d.code === 'IL2026').length);
    }
    await edit({ line, character }, position, '');
  }
  const result = { coldCpu, cpuPerEdit: (server.cpu() - cpu) / edits, times: times.sort((a, b) => a - b), resident: server.resident(), sawWarning: warnings > first.filter((d) => d.code === 'IL2026').length };
  server.stop();
  return result;
}

function measureRoslyn() {
  const tool = path.join(root, 'test/oracle/warm/bin/Release/net10.0/warm-roslyn.dll');
  const run = (args) => execFileSync('dotnet', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: project });
  if (!existsSync(tool)) run(['build', '-c', 'Release', path.join(root, 'test/oracle/warm'), '-v', 'q', '-nologo']);
  run(['restore', path.join(project, 'App.csproj'), '-v', 'q']);
  const output = run([tool, path.join(project, 'App.csproj'), 'Item0Service.cs', '--edits', '50', '--scope', 'ideal']);
  return JSON.parse(output.trim().split('\n').at(-1));
}

const CLOCK_TICKS = Number(execFileSync('getconf', ['CLK_TCK']));

/** CPU in milliseconds by a process's `stat`: of itself, or of its children that have ended. */
function cpuOf(pid, first) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[first]) + Number(fields[first + 1])) * 1000) / CLOCK_TICKS;
}

/** Build servers that a build of ours has left: they inherit its mark. */
function serversWith(mark) {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && Number(pid) !== process.pid && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch {
      return false; // ended meanwhile, or not ours
    }
  });
}

/** CPU of `dotnet build` after an edit, with compiler server and worker nodes kept warm whatever the environment says. */
function measureBuild() {
  const mark = `AOT_LENS_BENCH=${process.pid}-${path.basename(path.dirname(project))}`;
  const env = { ...process.env, UseSharedCompilation: 'true', MSBUILDDISABLENODEREUSE: '0', AOT_LENS_BENCH: mark.slice(mark.indexOf('=') + 1) };
  const text = readFileSync(document, 'utf8');
  const build = (edit) => {
    writeFileSync(document, `${text}// ${edit}\n`);
    const servers = new Map(serversWith(mark).map((pid) => [pid, cpuOf(pid, 11)]));
    const before = cpuOf('self', 13);
    const { status, stdout } = spawnSync('dotnet', ['build', 'App.csproj', '--no-restore', '-v', 'q', '-nologo'], { cwd: project, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
    return cpuOf('self', 13) - before + serversWith(mark).reduce((sum, pid) => sum + cpuOf(pid, 11) - (servers.get(pid) ?? 0), 0);
  };
  try {
    execFileSync('dotnet', ['restore', 'App.csproj', '-v', 'q'], { cwd: project, env, stdio: 'ignore' });
    for (let i = 0; i < 2; i++) build(`warm ${i}`);
    return Math.min(...Array.from({ length: 3 }, (_, i) => build(String(i))));
  } finally {
    for (const pid of serversWith(mark)) process.kill(Number(pid));
  }
}

async function compare(features) {
  project = path.join(temp, `features${features}`, 'App');
  document = path.join(project, 'Features/Item0/Item0Service.cs');
  execFileSync('node', [path.join(root, 'test/oracle/make-project.mjs'), project, String(features)]);
  const text = growDocument();
  const ours = await measureServer(text);
  const row = (name, cpu, p50 = NaN, p95 = NaN, cold = NaN, resident = NaN) => {
    const cell = (value, digits) => (Number.isNaN(value) ? '' : value.toFixed(digits)).padStart(12);
    console.log(`${name.padEnd(14)}${cell(cpu, 2)}${cell(p50, 2)}${cell(p95, 2)}${cell(cold, 0)}${cell(resident, 0)}`);
  };
  console.log(`\n${features * 10 + 1} files, ${text.split('\n').length} lines in the edited one; load average ${loadavg()[0].toFixed(1)}`);
  console.log(['', 'CPU ms/edit', 'p50 ms', 'p95 ms', 'cold CPU ms', 'RSS MiB'].map((title, i) => (i === 0 ? title.padEnd(14) : title.padStart(12))).join(''));
  row('AOT Lens', ours.cpuPerEdit, percentile(ours.times, 0.5), percentile(ours.times, 0.95), ours.coldCpu, ours.resident);
  if (!ours.sawWarning) { console.error('the typed JsonSerializer.Serialize call never warned: the figures mean nothing'); process.exitCode = 1; }
  if (!options['no-roslyn']) {
    const roslyn = measureRoslyn();
    row('warm Roslyn', roslyn.warm_cpu_per_edit_ms, roslyn.warm_median_ms, roslyn.warm_p95_ms, roslyn.cold_cpu_ms, roslyn.rss_end_mib);
    console.log(`ratio: ${(roslyn.warm_cpu_per_edit_ms / ours.cpuPerEdit).toFixed(1)}x less CPU per edit, ${(roslyn.cold_cpu_ms / ours.coldCpu).toFixed(1)}x less from start to first diagnostics`);
  }
  if (!options['no-build']) {
    const cpu = measureBuild();
    row('dotnet build', cpu);
    console.log(`ratio: ${(cpu / ours.cpuPerEdit).toFixed(0)}x less CPU per edit`);
  }
}

try {
  for (const features of options.features.split(',')) await compare(Number(features));
} finally {
  rmSync(temp, { recursive: true, force: true });
}
