/** What the tests over a real SDK share: copies of the sample, and the published program as an HTTP server. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { DOTNET_ENVIRONMENT } from '../../server/src/publish/dotnet';

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

/** Builds a web application for net10.0 with the request delegate generator. `properties`: XML of more; @returns path of its library; @throws Error with what the compiler says. */
export function buildWebProgram(folder: string, sources: readonly { readonly path: string; readonly text: string }[], properties = ''): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'App.csproj'), `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <AssemblyName>App</AssemblyName>
    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
    <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
    ${properties}
  </PropertyGroup>
</Project>
`);
  for (const { path: name, text } of sources) writeFileSync(path.join(folder, path.basename(name)), text);
  const { status, stdout } = spawnSync('dotnet', ['build', 'App.csproj', '-c', 'Release', '-o', path.join(folder, 'out'), '-nologo', '-tl:off'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...DOTNET_ENVIRONMENT } });
  if (status !== 0) throw new Error(stdout);
  return path.join(folder, 'out/App.dll');
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
