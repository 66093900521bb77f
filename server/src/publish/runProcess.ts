/** Runs a program without a shell, streams its lines, and ends its whole process tree when asked. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface ProcessRequest {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly workingFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Lines of standard output and standard error in the order in which they arrive, without line ends. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface ProcessResult {
  readonly lines: readonly string[];
  /** Undefined when a signal ended the process. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** The request's AbortSignal fired. */
  readonly cancelled: boolean;
  /** The program could not be started: ENOENT, EACCES, … */
  readonly startError: NodeJS.ErrnoException | undefined;
}

/** How long a process tree may take to end by itself after SIGTERM, in milliseconds. */
const GRACE_MS = 2_000;
const POLL_MS = 50;

/** Never rejects: every way to end is a ProcessResult. */
export function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const finish = (partial: Partial<ProcessResult>): void => {
      resolve({ lines, exitCode: undefined, signal: undefined, cancelled: request.signal?.aborted ?? false, startError: undefined, ...partial });
    };
    if (request.signal?.aborted) {
      finish({});
      return;
    }
    const child = spawn(request.command, [...request.arguments], {
      cwd: request.workingFolder,
      env: { ...process.env, ...request.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      detached: process.platform !== 'win32', // a process group of its own, so that all of it can be signalled at once
    });
    const onLine = (line: string): void => {
      lines.push(line);
      request.onLine?.(line);
    };
    const flushes = [child.stdout, child.stderr].map((stream) => splitLines(stream, onLine));
    let ending: Promise<void> | undefined;
    const abort = (): void => {
      ending ??= endTree(child);
    };
    request.signal?.addEventListener('abort', abort, { once: true });
    child.once('error', (startError: NodeJS.ErrnoException) => {
      request.signal?.removeEventListener('abort', abort);
      if (child.pid === undefined) finish({ startError });
    });
    child.once('close', (code, signal) => {
      request.signal?.removeEventListener('abort', abort);
      for (const flush of flushes) flush();
      void (ending ?? Promise.resolve()).then(() => {
        finish({ exitCode: code ?? undefined, signal: signal ?? undefined });
      });
    });
  });
}

function splitLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split(/\r\n|\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) onLine(part);
  });
  return () => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
}

/** Ends a child and everything it started; resolves when none of its process group is left. */
async function endTree(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    await new Promise<void>((resolve) => {
      const killer = spawn(taskkill, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
      killer.once('error', () => {
        child.kill();
        resolve();
      });
      killer.once('close', () => {
        resolve();
      });
    });
    return;
  }
  signalGroup(pid, 'SIGTERM');
  if (await groupEnds(pid)) return;
  signalGroup(pid, 'SIGKILL');
  await groupEnds(pid);
}

/** Whether a process group is gone within the grace time. Not even SIGKILL is instant. */
async function groupEnds(pid: number): Promise<boolean> {
  for (const deadline = Date.now() + GRACE_MS; Date.now() < deadline; ) {
    if (!signalGroup(pid, 0)) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** False when no process of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
