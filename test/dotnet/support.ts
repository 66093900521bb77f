/** What the tests over a real SDK share: copies of the sample, and the published program as an HTTP server. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

const root = process.env.PROJECT_ROOT ?? '';

/** A fresh copy of samples/todo-api, removed after the test; returns its project file. */
export function copySample(t: Pick<TestContext, 'after'>): string {
  const folder = temporaryFolder(t);
  const source = path.join(root, 'samples/todo-api');
  cpSync(source, folder, { recursive: true, filter: (file) => !/^(?:bin|obj)$/.test(path.basename(file)) });
  return path.join(folder, 'TodoApi.csproj');
}

export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aot-lens-test-'));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

export function replaceInFile(file: string, before: string, after: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} does not contain ${before}`);
  writeFileSync(file, text.replace(before, after));
}

/** What a web application answered to one request. */
export interface Answer {
  readonly status: number;
  /** Content type, location (without the address) and disposition, where they are there. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Status codes of GET requests to a web application that is started for them and ended afterwards. */
export async function requestStatuses(binary: string, paths: readonly string[]): Promise<number[]> {
  return (await requestAnswers(binary, [], paths.map((each) => `GET ${each}`))).map(({ status }) => status);
}

/** Answers to requests ("POST /path {json}") to a web application that is started for them and ended afterwards. */
export async function requestAnswers(binary: string, args: readonly string[], requests: readonly string[]): Promise<Answer[]> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(binary, [...args, '--urls', address], { cwd: path.dirname(args[0] ?? binary), stdio: 'ignore' });
  try {
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`the program ended with status ${String(code)}`));
      });
    });
    await Promise.race([listening(port), ended]);
    const answers: Answer[] = [];
    for (const each of requests) answers.push(await Promise.race([answerTo(address, each), ended]));
    ended.catch(() => undefined);
    return answers;
  } finally {
    child.kill('SIGKILL');
  }
}

async function answerTo(address: string, request: string): Promise<Answer> {
  const [, method = 'GET', target = '/', body] = /^(\S+) (\S*)(?: (.*))?$/.exec(request) ?? [];
  const response = await fetch(address + target, { method, redirect: 'manual', ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }) });
  const headers = ['content-type', 'location', 'content-disposition'].flatMap((name) => response.headers.get(name)?.replace(address, '') ?? []);
  return { status: response.status, headers, body: await response.text() };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

/** The kernel has no event for "another process listens now": asking again is the only way. */
async function listening(port: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (connected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on port ${port}`);
}
