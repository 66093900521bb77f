// Lets the language server open the sample once and end: the launcher then keeps the compiled code of what ran. Called by the build.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.join(import.meta.dirname, '..');
const document = path.join(root, 'samples/todo-api/Program.cs');
const uri = pathToFileURL(document).href;
const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], timeout: 60_000 });
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};

/** What is sent once a request has been answered. */
const next = {
  1: () => {
    send({ method: 'initialized', params: {} });
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'csharp', version: 1, text: readFileSync(document, 'utf8') } } });
    send({ id: 2, method: 'textDocument/diagnostic', params: { textDocument: { uri } } });
  },
  2: () => send({ id: 3, method: 'shutdown' }),
  3: () => send({ method: 'exit' }),
};

let output = '';
let answered = 0;
child.stdout.setEncoding('utf8').on('data', (text) => {
  output += text;
  while (output.includes(`"id":${answered + 1},`)) next[++answered]?.();
});
child.on('exit', (code) => { process.exitCode = answered === 3 ? (code ?? 1) : 1; });
send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } } });
