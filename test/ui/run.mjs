// Packs the extension, checks the .vsix, installs it into a fresh VS Code and drives the real user interface:
// squiggle, Problems, quick fix, generated code, feature support, a native publish, an untrusted workspace. Writes the README's screenshots with --screenshots.
// Prints "N passed, N failed".
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.join(import.meta.dirname, '../..');
const hostFolder = process.env.VSCODE_HOST ?? path.join(root, 'test/vscode-host');
const screenshots = process.argv.includes('--screenshots') ? path.join(root, 'images') : path.join(root, 'out/test/ui');
const MAXIMUM_VSIX_BYTES = 2_000_000;

let passed = 0;
let failed = 0;
const started = Date.now();
async function step(name, body) {
  try {
    await body();
    passed++;
    console.log(`✔ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`✖ ${name}`);
    console.log(error.stack);
    throw error;
  }
}

if (!existsSync(path.join(hostFolder, 'node_modules'))) {
  const setup = spawnSync(path.join(hostFolder, 'setup.sh'), { stdio: ['ignore', 'ignore', 'inherit'] });
  if (setup.status !== 0) throw new Error('test/vscode-host/setup.sh failed');
}
const { cli, launchBrowser, startServer, workbenchUrl } = await import(pathToFileURL(path.join(hostFolder, 'host.mjs')).href);

const temp = mkdtempSync(path.join(tmpdir(), 'aot-lens-ui-'));
mkdirSync(screenshots, { recursive: true });
const dirs = { userDataDir: path.join(temp, 'user'), extensionsDir: path.join(temp, 'extensions') };
const vsix = path.join(root, 'aot-lens.vsix');

function copyOfSample(name) {
  const folder = path.join(temp, name);
  cpSync(path.join(root, 'samples/todo-api'), folder, { recursive: true, filter: (file) => !/^(?:bin|obj)$/.test(path.basename(file)) });
  return folder;
}

/** Names in a zip file's central directory (APPNOTE.TXT 4.3.12). */
function zipNames(bytes) {
  const names = [];
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

function checkVsix() {
  const size = statSync(vsix).size;
  assert.ok(size < MAXIMUM_VSIX_BYTES, `${size} bytes`);
  const names = zipNames(readFileSync(vsix));
  for (const needed of ['dist/extension.js', 'dist/server.js', 'dist/cli.js', 'dist/web-tree-sitter.wasm', 'dist/tree-sitter-c_sharp.wasm', 'package.json', 'syntaxes/publish-output.tmLanguage.json', 'images/icon.png']) {
    assert.ok(names.includes(`extension/${needed}`), `${needed} is missing`);
  }
  const allowed = /^(?:\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(?:dist\/[\w.-]+\.(?:js|wasm|br)|syntaxes\/[\w.-]+\.json|docs\/rules\/\w+\.md|images\/icon\.png|package\.json|readme\.md|changelog\.md|LICENSE(?:\.txt|\.md)?))$/i;
  for (const name of names) assert.match(name, allowed);
}

async function openWorkbench(browser, server, folder, file) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(workbenchUrl(server, { folder, payload: [['openFile', server.uri(path.join(folder, file))], ['skipWelcome', 'true']] }));
  await page.locator('.monaco-workbench').waitFor();
  return page;
}

/** A webview or editor that takes the focus late closes the palette: it is then opened again, as a user would. */
async function runCommand(page, title) {
  const input = page.locator('.quick-input-widget input');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('F1');
    try {
      await input.fill(`>${title}`, { timeout: 10_000 });
      await row.click({ timeout: 10_000 });
      return;
    } catch (error) {
      if (attempt === 3 || await input.isVisible()) throw error;
    }
  }
}

/**
 * Goes from a row of Problems to its place and opens the list of quick fixes there; returns the fix.
 * Ctrl+. would be the one of the Problems view until the focus has moved; and a part of the workbench that takes the focus late closes the list: then again, as a user would.
 */
async function quickFixOf(page, problem, title) {
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  for (let attempt = 1; ; attempt++) {
    // Near its start: further right the row holds a link to the rule's page.
    await problem.dblclick({ position: { x: 120, y: 8 } });
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await page.keyboard.press('Control+.');
    try {
      await fix.waitFor({ timeout: 20_000 });
      return fix;
    } catch (error) {
      if (attempt === 3) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function trustedJourney(browser) {
  const server = await startServer(dirs);
  try {
    const folder = copyOfSample('todo-api');
    const page = await openWorkbench(browser, server, folder, 'Program.cs');
    const shot = (name) => page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    const editor = page.locator('.editor-instance .monaco-editor').first();
    const problems = page.locator('.markers-panel .monaco-list-row');
    const onFailure = async () => { await page.screenshot({ path: path.join(temp, 'failure.png') }); cpSync(path.join(temp, 'failure.png'), path.join(root, 'out/test/ui-failure.png')); };
    try {
      await step('squiggles appear in the open file', async () => {
        await editor.locator('.view-line', { hasText: 'AddSession' }).first().waitFor();
        await editor.locator('.squiggly-warning').first().waitFor();
        await editor.locator('.squiggly-error').first().waitFor();
      });
      await step('Problems lists them with their ids', async () => {
        await page.keyboard.press('Control+B');
        await page.keyboard.press('Control+Shift+M');
        await problems.filter({ hasText: 'IL2026' }).first().waitFor();
        await problems.filter({ hasText: 'AOT3001' }).first().waitFor();
      });
      await step('the quick fix adds the missing JSON type, and its squiggle goes', async () => {
        const problem = problems.filter({ hasText: 'AOT3001' }).first();
        await problem.click({ position: { x: 120, y: 8 } });
        await editor.locator('.view-line', { hasText: 'new' }).filter({ hasText: '/summary' }).first().waitFor();
        await shot('squiggle');
        const fix = await quickFixOf(page, problem, 'Summary');
        await shot('quick-fix');
        await fix.click();
        await problems.filter({ hasText: 'AOT3001' }).first().waitFor({ state: 'detached' });
      });
      await step('generated code is emitted after asking, listed, and one step from an endpoint', async () => {
        await page.keyboard.press('Control+J'); // the panel makes room
        await runCommand(page, 'AOT Lens: View Generated Code');
        const dialog = page.locator('.monaco-dialog-box', { hasText: 'write its generated code to disk' });
        await dialog.waitFor();
        await dialog.locator('.monaco-button', { hasText: 'Set in Project and Build' }).click();
        const toast = page.locator('.notification-toast', { hasText: 'Source generators emitted' }).first();
        await toast.waitFor({ timeout: 280_000 });
        const project = path.join(folder, 'TodoApi.csproj');
        assert.match(readFileSync(project, 'utf8'), /<EmitCompilerGeneratedFiles>true</);
        const tree = page.locator('.pane', { hasText: 'Generated Code' }).locator('.monaco-list-row');
        await tree.filter({ hasText: 'Minimal API endpoints' }).first().waitFor();
        await toast.locator('.monaco-button', { hasText: 'Undo Project Change' }).click();
        await tree.filter({ hasText: 'JSON serialization' }).first().click();
        await tree.filter({ hasText: 'AppJsonContext.g.cs' }).first().waitFor();
        await page.locator('.tab', { hasText: 'Program.cs' }).first().click();
        await editor.locator('.codelens-decoration a', { hasText: 'Generated code' }).first().waitFor();
        await editor.locator('.codelens-decoration a', { hasText: 'MapGet0' }).first().click();
        await page.locator('.tab', { hasText: 'GeneratedRouteBuilderExtensions.g.cs' }).first().waitFor();
        await page.locator('.view-line', { hasText: 'RouteHandlerBuilder MapGet0(' }).first().waitFor();
        await shot('generated-code');
        assert.doesNotMatch(readFileSync(project, 'utf8'), /EmitCompilerGeneratedFiles/);
      });
      await step('the support table shows what the project uses', async () => {
        await runCommand(page, 'AOT Lens: Show Feature Support');
        const table = page.frameLocator('iframe.webview').frameLocator('iframe');
        await table.locator('tr', { hasText: 'AddSession' }).locator('.none').first().waitFor();
        await table.locator('a', { hasText: 'AddSession' }).first().click();
        const second = page.locator('.tab', { hasText: 'Program.cs' }).nth(1);
        await second.waitFor();
        await page.keyboard.press('Control+W');
        await second.waitFor({ state: 'detached' });
      });
      await step('a native publish ends with a message and figures', async () => {
        await runCommand(page, 'AOT Lens: Publish Native AOT');
        const identifier = page.locator('.quick-input-list .monaco-list-row', { hasText: 'this machine' }).first();
        await identifier.click();
        await page.locator('.statusbar-item', { hasText: 'Publishing TodoApi' }).first().waitFor();
        const toast = page.locator('.notification-toast', { hasText: 'Published TodoApi' }).first();
        await toast.waitFor({ timeout: 280_000 });
        assert.match(await toast.innerText(), /\d+\.\d MB, \d+ s/);
        await runCommand(page, 'AOT Lens: Show Publish Output');
        await page.locator('.view-line', { hasText: /analysis/ }).first().waitFor();
        await shot('publish');
      });
    } catch (error) {
      await onFailure();
      throw error;
    }
  } finally {
    await server.stop();
  }
}

async function untrustedJourney(browser) {
  const untrusted = { userDataDir: path.join(temp, 'user-untrusted'), extensionsDir: dirs.extensionsDir };
  const server = await startServer({ ...untrusted, workspaceTrust: true });
  try {
    const folder = copyOfSample('untrusted');
    const page = await openWorkbench(browser, server, folder, 'Program.cs');
    await step('an untrusted workspace has live diagnostics, and neither publish nor build', async () => {
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
      await page.locator('.editor-instance .monaco-editor .squiggly-warning').first().waitFor();
      await runCommand(page, 'AOT Lens: Publish Native AOT');
      await page.locator('.notification-toast', { hasText: 'not trusted' }).first().waitFor();
      await runCommand(page, 'AOT Lens: View Generated Code');
      await page.locator('.notification-toast', { hasText: 'Viewing generated code runs the build' }).first().waitFor();
      assert.ok(!existsSync(path.join(folder, 'obj')));
    });
  } finally {
    await server.stop();
  }
}

try {
  if (!process.argv.includes('--no-package')) execFileSync('npm', ['run', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  await step('the .vsix holds what it needs, nothing else, and is small', checkVsix);
  await step('the .vsix installs', async () => {
    assert.equal(await cli(['--install-extension', vsix], { ...dirs, stdio: 'ignore' }), 0);
  });
  const browser = await launchBrowser();
  try {
    await untrustedJourney(browser);
    await trustedJourney(browser);
  } finally {
    await browser.close();
  }
} catch (error) {
  if (failed === 0) {
    failed = 1;
    console.log(error.stack);
  }
} finally {
  rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
