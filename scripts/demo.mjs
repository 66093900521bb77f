// The main job on the sample: diagnostics, fixes, native publish, and one endpoint called before and after. `--ui` opens VS Code on it.
// Fresh machine: brings npm packages and builds by itself; names what else is missing and the command that installs it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, ensurePackages, missingDotnet, missingNativeToolchain, onPath, pass, root } from './setup.mjs';

const cli = path.join(root, 'dist/cli.js');
const heading = (text) => console.log(`\n== ${text}`);

/** A TCP port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Refused connections are tried again until the program listens. */
async function fetchWhenListening(url) {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Starts the published program, calls one address as soon as it answers, and gives the status. */
async function call(binary, route) {
  const port = await freePort();
  const child = spawn(binary, ['--urls', `http://127.0.0.1:${port}`], { stdio: 'ignore', cwd: path.dirname(binary) });
  try {
    const ended = new Promise((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the program ended with status ${code} before it answered`)));
    });
    const response = await Promise.race([ended, fetchWhenListening(`http://127.0.0.1:${port}${route}`)]);
    return { status: response.status, body: (await response.text()).slice(0, 120) };
  } finally {
    child.kill();
  }
}

/** Publishes and gives the program's path. */
function publish(project) {
  const output = execFileSync(process.execPath, [cli, 'publish', project, '--format', 'json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const result = JSON.parse(output);
  console.log(`${result.binary.path}: ${(result.binary.size / 1048576).toFixed(1)} MB, ${(result.elapsedMs / 1000).toFixed(0)} s, ${result.diagnostics.length} warning(s) from the native compiler and linker`);
  return result.binary.path;
}

async function main() {
  ensurePackages();
  build();
  if (process.argv.includes('--ui')) {
    if (!onPath('code')) throw new Error('--ui needs the "code" command of VS Code on PATH');
    process.exitCode = pass('code', ['--new-window', `--extensionDevelopmentPath=${root}`, path.join(root, 'samples/todo-api')]);
    return;
  }
  const temp = mkdtempSync(path.join(tmpdir(), 'aot-lens-demo-'));
  try {
    const sample = path.join(temp, 'todo-api');
    cpSync(path.join(root, 'samples/todo-api'), sample, { recursive: true, filter: (file) => !/[\\/](bin|obj)$/.test(file) });
    const project = path.join(sample, 'TodoApi.csproj');
    const route = '/todos';

    heading('what breaks, found without a build (aot-lens check)');
    pass(process.execPath, [cli, 'check', project, '--fail-on', 'never'], { cwd: sample });
    const missing = missingDotnet() ?? missingNativeToolchain();
    if (missing) { console.error(`\n${missing}\nThen run this again: the rest publishes the sample natively.`); process.exitCode = 2; return; }

    heading('published natively as it is (aot-lens publish)');
    const before = await call(publish(project), route);
    console.log(`GET ${route}: ${before.status}`);

    heading('fixed (aot-lens fix --unsafe)');
    spawnSync(process.execPath, [cli, 'fix', project, '--unsafe'], { stdio: 'inherit', cwd: sample });

    heading('published again');
    const after = await call(publish(project), route);
    console.log(`GET ${route}: ${after.status} ${after.body}`);
    console.log(`\nbefore: ${before.status}, after: ${after.status}`);
    if (before.status !== 500 || after.status !== 200) process.exitCode = 1;
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

await main().catch((error) => { console.error(error.message); process.exitCode = 2; });
