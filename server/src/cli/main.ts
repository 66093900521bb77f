/** The command line: parses arguments, starts the engine, maps errors to exit statuses. */
import { createRuleSet } from '../core/program/analyze';
import type { Logger } from '../core/host';
import { rules } from '../core/rules/index';
import { Workspace } from '../core/program/workspace';
import { serve } from '../lsp/main';
import { createNodeHost } from '../node/nodeHost';
import { loadParser } from '../node/loadParser';
import { check } from './check';
import { fix } from './fix';
import { parseOptions, USAGE, UsageError, type Options } from './options';
import { publish } from './publish';

/** Replaced by the build. */
declare const AOT_LENS_VERSION: string;

async function run(options: Options, folder: string): Promise<number> {
  switch (options.command) {
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${AOT_LENS_VERSION}\n`);
      return 0;
    case 'lsp':
      serve(folder); // it finds --stdio among the arguments, and ends the process itself
      return new Promise<never>(() => undefined);
    case 'publish':
    case 'check':
    case 'fix': {
      const host = createNodeHost({ log: standardErrorLog(), bundleFolder: folder });
      await loadParser(folder);
      const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: options.command !== 'publish' && options.assumeAot, framework: options.framework });
      try {
        if (options.command === 'check') return await check(options, workspace, host, AOT_LENS_VERSION, write);
        if (options.command === 'fix') return fix(options, workspace, host, write);
        return await publish(options, workspace, host, write);
      } finally {
        workspace.keepSummaries();
        workspace.dispose();
      }
    }
  }
}

function write(text: string): void {
  process.stdout.write(text);
}

/** Warnings and errors only: standard output belongs to the report. AOT_LENS_LOG=debug shows the rest. */
function standardErrorLog(): Logger {
  const verbose = process.env['AOT_LENS_LOG'] === 'debug';
  const line = (level: string) => (message: string): void => {
    process.stderr.write(`aot-lens: ${level}: ${message}\n`);
  };
  const silent = (): void => undefined;
  return { debug: verbose ? line('debug') : silent, info: verbose ? line('info') : silent, warn: line('warning'), error: line('error') };
}

/** Runs the command that the process was started with; `folder` holds the parser and the index. */
export async function runCommandLine(folder: string): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader (head, less) has seen enough
    throw error;
  });
  try {
    process.exitCode = await run(parseOptions(process.argv.slice(2)), folder);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`aot-lens: ${message}\n`);
    if (!(error instanceof UsageError) && process.env['AOT_LENS_LOG'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exitCode = 2;
  }
}
