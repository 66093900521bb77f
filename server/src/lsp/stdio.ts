/** The language server over standard input and output, for any editor. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

/** Resolves never: the connection ends the process on `exit` or when standard input closes. */
export function startStdioServer(bundleFolder: string): Promise<never> {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), bundleFolder);
  return new Promise<never>(() => undefined);
}
