/** Entry point of the bundled server: speaks over the channel that the client chose (`--node-ipc`, `--stdio`, `--socket`). */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { tuneEngine } from '../node/tuneEngine';
import { startServer } from './server';

tuneEngine();
startServer(createConnection(ProposedFeatures.all), __dirname);
