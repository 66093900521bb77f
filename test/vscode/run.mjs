// Builds the suite and runs it inside VS Code: the desktop one where it can be downloaded (or VSCODE_TEST_EXECUTABLE names one),
// else test/vscode-host, a real VS Code in a headless browser. Prints "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';

const root = path.join(import.meta.dirname, '../..');
const host = path.join(root, 'test/vscode-host');

async function executable() {
  if (process.env.VSCODE_TEST_EXECUTABLE) return process.env.VSCODE_TEST_EXECUTABLE;
  try {
    return await downloadAndUnzipVSCode(process.env.VSCODE_TEST_VERSION ?? 'stable');
  } catch (error) {
    console.log(`VS Code cannot be downloaded (${error.message}); using test/vscode-host`);
    if (!existsSync(path.join(host, 'node_modules'))) {
      const setup = spawnSync(path.join(host, 'setup.sh'), { stdio: ['ignore', 'ignore', 'inherit'] });
      if (setup.status !== 0) throw new Error('test/vscode-host/setup.sh failed');
    }
    return path.join(host, 'code-web.mjs');
  }
}

await esbuild.build({
  absWorkingDir: root, entryPoints: ['test/vscode/suite/index.ts'], outfile: 'out/test/vscode/index.js', bundle: true, platform: 'node', format: 'cjs',
  target: 'node20', external: ['vscode', 'mocha'], sourcemap: 'inline', logLevel: 'warning',
});

const temp = mkdtempSync(path.join(tmpdir(), 'aot-lens-vscode-'));
const workspace = path.join(temp, 'workspace');
cpSync(path.join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
cpSync(path.join(root, 'samples/todo-api'), path.join(workspace, 'todo-api'), { recursive: true, filter: (file) => !/^(?:bin|obj)$/.test(path.basename(file)) });

// The suite prints its own counts; only where it could not, the failure is counted here.
let counted = false;
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (chunk, ...rest) => {
  counted ||= /\d+ passed, \d+ failed/.test(String(chunk));
  return write(chunk, ...rest);
};
try {
  await runTests({
    vscodeExecutablePath: await executable(),
    // AOT_LENS_TEST_EXTENSION: an unpacked .vsix, to test what ships.
    extensionDevelopmentPath: process.env.AOT_LENS_TEST_EXTENSION ?? root,
    extensionTestsPath: path.join(root, 'out/test/vscode/index.js'),
    extensionTestsEnv: { CODE_WEB_TIMEOUT_MS: '1500000' },
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', `--user-data-dir=${path.join(temp, 'user')}`, `--extensions-dir=${path.join(temp, 'extensions')}`],
  });
} catch (error) {
  console.error(error.message);
  if (!counted) console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
}
