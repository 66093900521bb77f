/** Entry point of the server: speaks over the channel that the client chose (`--node-ipc`, `--stdio`, `--socket`). */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

/** `folder` holds the parser and the index. */
export function serve(folder: string): void {
  startServer(createConnection(ProposedFeatures.all), folder);
}
