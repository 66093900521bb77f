// What a fresh clone lacks, brought or named: npm packages, the built extension, the oracle, the VS Code host, the native toolchain.
// Uses nothing but Node, since nothing else is there yet.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function run(command, args, cwd = root) {
  console.log(`> ${[command, ...args].join(' ')}`);
  execFileSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Whether a program is on PATH. */
export function onPath(name) {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => names.some((file) => {
    try { accessSync(path.join(folder, file), constants.X_OK); return true; } catch { return false; }
  }));
}

/** npm packages, by the lock file, when they are missing or older than it. */
export function ensurePackages() {
  const stamp = path.join(root, 'node_modules/.package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs) return;
  run(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts']);
  run(process.execPath, ['node_modules/esbuild/install.js']);
}

export function build() {
  run(process.execPath, ['esbuild.mjs']);
}

/** The .NET SDK; a sentence saying what to do when it is not there, else undefined. */
export function missingDotnet() {
  if (onPath('dotnet')) return undefined;
  return 'The .NET SDK (10 or newer) is needed: https://dotnet.microsoft.com/download';
}

/** The native linker; a sentence naming the command that installs it when it is not there, else undefined. */
export function missingNativeToolchain() {
  if (process.platform === 'win32') return undefined; // Visual Studio's linker is not on PATH: publish itself tells
  if (!onPath('clang') && !onPath('gcc')) return process.platform === 'darwin' ? 'The native linker is missing: xcode-select --install' : 'The native linker is missing: sudo apt-get install -y clang zlib1g-dev   (Fedora: sudo dnf install -y clang zlib-devel; Alpine: apk add clang build-base zlib-dev)';
  if (process.platform === 'linux' && !['/usr/include/zlib.h', '/usr/local/include/zlib.h'].some((file) => existsSync(file))) return 'The zlib headers are missing: sudo apt-get install -y zlib1g-dev   (Fedora: zlib-devel; Alpine: zlib-dev)';
  return undefined;
}

/** The real Roslyn analyzers as a tool: reference packs of the three frameworks, and the tool itself. */
export function ensureOracle() {
  const oracle = path.join(root, 'test/oracle');
  const dll = path.join(oracle, 'bulk/bin/Release/net10.0/bulk-oracle.dll');
  const packages = process.env.NUGET_PACKAGES ?? path.join(process.env.HOME ?? process.env.USERPROFILE ?? '', '.nuget/packages');
  if (!existsSync(path.join(packages, 'microsoft.netcore.app.ref')) || !existsSync(path.join(packages, 'microsoft.net.illink.tasks'))) run('sh', [path.join(oracle, 'restore-packs.sh')]);
  if (!existsSync(dll)) run('dotnet', ['build', '-c', 'Release', path.join(oracle, 'bulk'), '-v', 'q', '-nologo']);
}

/** The VS Code that tests run in where no desktop one can be had: needs Chromium. A sentence when it cannot be had. */
export function ensureVsCodeHost() {
  const host = path.join(root, 'test/vscode-host');
  if (!existsSync('/usr/bin/chromium') && !process.env.CHROMIUM) return 'Chromium is needed for the tests in VS Code: sudo apt-get install -y chromium   (or set CHROMIUM to its path)';
  if (!existsSync(path.join(host, 'node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/build'))) run('sh', ['-c', 'exec bash ./setup.sh'], host);
  return undefined;
}

/** Exit status of a command that talks to the user directly. */
export function pass(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status ?? 1;
}
