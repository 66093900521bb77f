/** Entry point of the bundled server: speaks over the channel that the client chose (`--node-ipc`, `--stdio`, `--socket`). */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

startServer(createConnection(ProposedFeatures.all), __dirname);
