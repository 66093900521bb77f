#!/usr/bin/env node
// Resident memory of the server on a generated project: after the first diagnostics, after the whole project has been bound, and
// after typing.
//   node bench/memory.mjs [--features 50] [--edits 300]
// Needs: npm run build; Linux (reads /proc).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { startServer } from './lspClient.mjs';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { features: { type: 'string', default: '50' }, edits: { type: 'string', default: '300' } } });

/** Until the process has used no CPU to speak of for a while. */
async function idle(server) {
  for (let last = -1, now = server.cpu(); now - last > 20; now = server.cpu()) {
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

async function measure(folder) {
  const document = path.join(folder, 'Features/Item0/Item0Service.cs');
  const text = readFileSync(document, 'utf8');
  const uri = pathToFileURL(document).href;
  const rootUri = pathToFileURL(folder).href;
  const server = startServer(process.execPath, [path.join(root, 'dist/cli.js'), 'lsp', '--stdio']);
  await server.request('initialize', {
    processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'App' }],
    capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: false, diagnostics: { refreshSupport: true } } },
  });
  server.notify('initialized', {});
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'csharp', version: 1, text } });
  await server.request('textDocument/diagnostic', { textDocument: { uri } });
  const first = server.resident();
  await idle(server);
  const bound = server.resident();
  const at = text.indexOf('{', text.indexOf('async Task')) + 1;
  const line = text.slice(0, at).split('\n').length - 1;
  const position = { line, character: at - (text.lastIndexOf('\n', at - 1) + 1) };
  for (let i = 0, version = 1; i < Number(options.edits); i++) {
    const range = i % 2 === 0 ? { start: position, end: position } : { start: position, end: { line, character: position.character + 8 } };
    server.notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ range, text: i % 2 === 0 ? ' int a; ' : '' }] });
    await server.request('textDocument/diagnostic', { textDocument: { uri } });
  }
  const typed = server.resident();
  server.stop();
  return { first, bound, typed };
}

const temp = mkdtempSync(path.join(tmpdir(), 'memory-'));
try {
  const folder = path.join(temp, 'App');
  execFileSync('node', [path.join(root, 'test/oracle/make-project.mjs'), folder, options.features]);
  const { first, bound, typed } = await measure(folder);
  console.log(`${Number(options.features) * 10 + 1} files; RSS MiB: first diagnostics ${first}, whole project bound ${bound}, after ${options.edits} edits ${typed}`);
} finally {
  rmSync(temp, { recursive: true, force: true });
}
