/** The language server: wires a connection's requests to their handlers. State lives in the Session. */
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { loadParser } from '../node/loadParser';
import { FIX_ALL, handleCodeAction } from './handlers/codeAction';
import { handleDiagnostic } from './handlers/diagnostic';
import { handleHover } from './handlers/hover';
import { registerCustomRequests } from './handlers/custom';
import { registerFeatureSupport } from './handlers/featureSupport';
import { handleCodeLens, registerGeneratedCodeRequests } from './handlers/generatedCode';
import { handleWatchedFiles } from './handlers/watchedFiles';
import { Session } from './session';

/** Version of the package, replaced by the build. */
declare const AOT_LENS_VERSION: string;

/** Serves until the connection ends. `bundleFolder` holds the wasm files and the metadata index. */
export function startServer(connection: Connection, bundleFolder: string): void {
  const session = new Session(connection, bundleFolder);

  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    await loadParser(bundleFolder);
    session.initialize(params);
    return {
      serverInfo: { name: 'AOT Lens', version: AOT_LENS_VERSION },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        diagnosticProvider: { identifier: 'aot-lens', interFileDependencies: true, workspaceDiagnostics: false },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
        hoverProvider: true,
        codeLensProvider: { resolveProvider: false },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(async () => {
    if (session.supportsConfigurationRegistration) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'aotLens' });
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      session.foldersChanged(event.added.map(({ uri }) => uri), event.removed.map(({ uri }) => uri));
    });
    await session.loadSettings();
  });
  connection.onDidChangeConfiguration(() => session.loadSettings());
  connection.onDidChangeWatchedFiles((params) => {
    handleWatchedFiles(session, params);
  });

  connection.languages.diagnostics.on((params, token) => handleDiagnostic(session, params, token));
  connection.onCodeAction((params, token) => handleCodeAction(session, params, token));
  connection.onHover((params) => handleHover(session, params));
  connection.onCodeLens((params) => handleCodeLens(session, params));
  registerCustomRequests(session);
  registerGeneratedCodeRequests(session);
  registerFeatureSupport(session);
  connection.onShutdown(() => {
    session.dispose();
  });
  session.documents.listen(connection);
  connection.listen();
}
