/** Many small web applications in one native program: published once, then each started in a process of its own and asked. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOTNET_ENVIRONMENT, hostRuntimeIdentifier } from '../../../server/src/publish/dotnet';
import type { Outcome } from './pattern';

/** One application, as `programOf` makes it, and what it is asked. */
export interface NativeCase {
  readonly program: string;
  /** "POST /x". */
  readonly request: string;
  /** Sent as JSON. */
  readonly body: string | undefined;
  /** The right answer; undefined: any whose status is below 500. */
  readonly answer: string | undefined;
}

/** What a native application did. */
export interface NativeAnswer {
  readonly outcome: Outcome;
  /** Of the request; undefined: the program ended before it listened, or the connection was cut off. */
  readonly status: number | undefined;
  /** Body of the answer. */
  readonly text: string;
  /** What the application wrote. */
  readonly log: string;
}

/** Without what only takes time: symbols, analyzers, resources of other languages. What the compilers make of the code is as by default. */
const project = (framework: string, packages: string): string => `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>${framework}</TargetFramework>
    <LangVersion>latest</LangVersion>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <StripSymbols>false</StripSymbols>
    <NativeDebugSymbols>false</NativeDebugSymbols>
    <DebugType>none</DebugType>
    <RunAnalyzers>false</RunAnalyzers>
    <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
    <NoWarn>$(NoWarn);CS1998;CS8321;IL2026;IL3050</NoWarn>
  </PropertyGroup>${packages}
</Project>
`;

const openApi = '\n  <ItemGroup><PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="9.0.*" /></ItemGroup>';

const generatedNames = /\b(?:AppJson|OtherJson|AppJsonSerializerContext|Limits|Init[A-Z](?:Part)?)\b/g;
const begin = 'var builder = ';
const end = 'app.Run();';

/**
 * The applications as classes of one program, by file name. Those whose declarations are the same share them, since each generated
 * context costs the compilers time. Contexts and options get names of their own: generators name what they make after them without namespaces.
 */
export function nativeSources(cases: readonly NativeCase[]): Map<string, string> {
  const sources = new Map<string, string>();
  const namespaces = new Map<string, string>();
  const starts: string[] = [];
  cases.forEach(({ program }, index) => {
    const head = program.slice(0, program.indexOf(begin));
    const main = program.slice(head.length, program.indexOf(end));
    const declarations = program.slice(head.length + main.length + end.length);
    const key = head + declarations;
    const namespace = namespaces.get(key) ?? `N${namespaces.size}`;
    const named = (text: string): string => text.replace(generatedNames, (name) => name + namespace);
    if (!namespaces.has(key)) sources.set(`${namespace}.cs`, named(`${head}namespace ${namespace}\n{${declarations}}\n`));
    namespaces.set(key, namespace);
    sources.set(`P${index}.cs`, named(`${head}namespace ${namespace};\n\nstatic class P${index}\n{\npublic static async Task Run(string[] args)\n{\n${main}await app.RunAsync();\n}\n}\n`));
    starts.push(`"P${index}" => ${namespace}.P${index}.Run(args[1..]),\n`);
  });
  sources.set('Start.cs', `static class Start\n{\nstatic Task Main(string[] args) => args[0] switch\n{\n${starts.join('')}_ => Task.CompletedTask,\n};\n}\n`);
  return sources;
}

/**
 * Publishes one native program of all applications.
 * @returns path of the program
 * @throws Error with the errors of the publish when it fails
 */
export function publishNative(folder: string, framework: string, cases: readonly NativeCase[]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'Patterns.csproj'), project(framework, cases.some(({ program }) => program.includes('AddOpenApi')) ? openApi : ''));
  for (const [name, text] of nativeSources(cases)) writeFileSync(path.join(folder, name), text);
  const output = path.join(folder, 'out');
  const { status, stdout } = spawnSync('dotnet', ['publish', 'Patterns.csproj', '-c', 'Release', '-r', hostRuntimeIdentifier(), '-o', output, '-nologo', '-tl:off'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...DOTNET_ENVIRONMENT } });
  if (status !== 0) throw new Error(stdout.split('\n').filter((line) => line.includes('error')).slice(0, 20).join('\n') || stdout.slice(-3000));
  return path.join(output, process.platform === 'win32' ? 'Patterns.exe' : 'Patterns');
}

/** What each application of the program does, two at a time. */
export async function nativeAnswers(binary: string, cases: readonly NativeCase[]): Promise<NativeAnswer[]> {
  const answers: NativeAnswer[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) answers[index] = await answerOf(binary, index, cases[index]!);
  };
  await Promise.all([work(), work()]);
  return answers;
}

async function answerOf(binary: string, index: number, { request, body, answer: expected }: NativeCase): Promise<NativeAnswer> {
  const child = spawn(binary, [`P${index}`, '--urls', 'http://127.0.0.1:0'], { cwd: path.dirname(binary), stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  try {
    const address = await listeningAddress(child, log);
    if (address === undefined) return { outcome: 'application', status: undefined, text: '', log: log.join('') };
    const [method = 'GET', target = '/x'] = request.split(' ');
    const answer = await answerTo(address + target, body === undefined ? { method } : { method, body, headers: { 'content-type': 'application/json' } });
    const isAlive = isGood((await answerTo(`${address}/text`, {})).status);
    const isRight = expected === undefined ? isGood(answer.status) : answer.text === expected;
    return { outcome: !isAlive ? 'application' : isRight ? 'works' : 'endpoint', ...answer, log: log.join('') };
  } finally {
    child.kill('SIGKILL');
  }
}

const isGood = (status: number | undefined): boolean => status !== undefined && status < 500;

/** A response that had begun when the failure came is cut off: no status. */
async function answerTo(address: string, init: RequestInit): Promise<{ readonly status: number | undefined; readonly text: string }> {
  try {
    const response = await fetch(address, init);
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: undefined, text: '' };
  }
}

/** The address that the program writes when it listens; undefined when it ends before. */
function listeningAddress(child: ChildProcess, log: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const take = (data: Buffer): void => {
      log.push(data.toString());
      const address = /Now listening on: (\S+)/.exec(log.join(''))?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', () => { resolve(undefined); });
    child.once('close', () => { resolve(undefined); });
  });
}
