/** Runs the built command line on files that a test writes to a folder of its own. */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = process.env['PROJECT_ROOT'] ?? '.';

export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonReport {
  readonly version: number;
  readonly diagnostics: readonly {
    readonly id: string;
    readonly severity: string;
    readonly tier: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } };
    readonly message: string;
    readonly fixes: readonly { readonly title: string; readonly applicability: string }[];
  }[];
  readonly stats: Readonly<Record<string, unknown>>;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Without the rights of root, which no read-only file stops. The bundle is copied to where everyone can read it. */
  readonly unprivileged?: boolean;
}

const NOBODY = 65534;

export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const drop = options.unprivileged === true && process.getuid?.() === 0;
  const bundle = drop ? mkdtempSync(path.join(tmpdir(), 'aot-lens-dist-')) : path.join(root, 'dist');
  if (drop) {
    cpSync(path.join(root, 'dist'), bundle, { recursive: true });
    chmodSync(bundle, 0o755);
  }
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, [path.join(bundle, 'cli.js'), ...args], { cwd: options.cwd, env: options.env ?? process.env, maxBuffer: 64 * 1024 * 1024, ...(drop ? { uid: NOBODY, gid: NOBODY } : {}) }, (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      });
    });
  } finally {
    if (drop) rmSync(bundle, { recursive: true, force: true });
  }
}

export async function checkJson(args: readonly string[], options: CliOptions = {}): Promise<JsonReport> {
  const result = await runCli(['check', ...args, '--format', 'json', '--fail-on', 'never'], options);
  if (result.status !== 0) throw new Error(`aot-lens check ended with ${String(result.status)}: ${result.stderr}`);
  return JSON.parse(result.stdout) as JsonReport;
}

/** A folder with these files; removed after `use`. */
export async function withFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aot-lens-test-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A web project with PublishAot, as the template makes it. */
export const WEB_PROJECT = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net9.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
`;
