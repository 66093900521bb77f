/** The judge of differential tests: the real analyzers and the real Roslyn, as a server that is asked over standard input. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** One place of `--symbols`; see test/oracle/README.md. */
export interface OracleSymbol {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly file?: string;
  readonly symbol?: string;
  readonly name?: string;
  readonly typeArgs?: readonly string[];
  readonly containingType?: string;
  readonly type?: string;
  readonly implicit?: boolean;
  readonly reduced?: boolean;
  readonly implementation?: string;
  readonly reason?: string;
  readonly candidates?: readonly string[];
}

/** One diagnostic of the analyzers. */
export interface OracleDiagnostic {
  readonly id: string;
  readonly severity: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly generated?: boolean;
}

/** An error of the compiler. */
export interface OracleError {
  readonly id: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface OracleAnswer {
  readonly id: number;
  readonly tfm: string;
  readonly diagnostics: readonly OracleDiagnostic[];
  /** Compile errors: a snippet with any proves nothing. */
  readonly errors: readonly OracleError[];
  readonly symbols?: readonly OracleSymbol[];
}

export interface OracleRequest {
  readonly tfm: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly symbols?: boolean;
}

/** Path of the built tool: `AOT_ORACLE`, or where its project builds to. Undefined when it is not built. */
export function oraclePath(): string | undefined {
  const file = process.env.AOT_ORACLE ?? path.join(process.env.PROJECT_ROOT ?? '.', 'test/oracle/bulk/bin/Release/net10.0/bulk-oracle.dll');
  return existsSync(file) ? file : undefined;
}

/** Why a test that needs the oracle cannot run: the reason to skip it, or false when it can. */
export function oracleSkip(): string | false {
  if (spawnSync('dotnet', ['--version'], { stdio: 'ignore' }).status !== 0) return 'needs the .NET SDK: dotnet is not on the path';
  return oraclePath() === undefined ? 'the oracle is not built: dotnet build -c Release test/oracle/bulk (test/oracle/README.md)' : false;
}

/** A running oracle. */
export interface Oracle {
  /** @throws Error when the oracle fails on the request or ends */
  ask(request: OracleRequest): Promise<OracleAnswer>;
  close(): void;
}

/** Starts `bulk-oracle serve`; the answers come in the order of the requests. */
export function startOracle(dll: string, options: readonly string[] = []): Oracle {
  const child: ChildProcessWithoutNullStreams = spawn('dotnet', [dll, 'serve', '--tfm', 'net10.0', ...options]);
  const waiting: { resolve: (answer: OracleAnswer) => void; reject: (error: Error) => void }[] = [];
  let rest = '';
  let lastId = 0;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length === 0) continue;
      const answer = JSON.parse(line) as OracleAnswer & { readonly ready?: boolean; readonly error?: string };
      if (answer.ready === true) continue;
      const next = waiting.shift();
      if (answer.error === undefined) next?.resolve(answer);
      else next?.reject(new Error(answer.error));
    }
  });
  child.stderr.resume();
  child.once('close', () => { for (const item of waiting.splice(0)) item.reject(new Error('the oracle ended')); });
  return {
    ask: (request) => new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify({ id: ++lastId, fixes: false, locals: false, ...request })}\n`);
    }),
    close: () => { child.stdin.end(); },
  };
}
