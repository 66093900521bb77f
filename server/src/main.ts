/** The one bundle of both fronts: most of it is the engine, which they share. The launcher that was started says which front is wanted. */
import { runCommandLine } from './cli/main';
import { serve } from './lsp/main';

export type Front = 'server' | 'cli';

/** `folder` holds the bundle, and what it reads beside it. */
export function start(front: Front, folder: string): void {
  if (front === 'server') serve(folder);
  else void runCommandLine(folder);
}
