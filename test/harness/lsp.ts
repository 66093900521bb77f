/** The built language server over standard input and output, driven as an editor drives it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type CodeAction, type Diagnostic, type Hover, type ProtocolConnection, type Range,
} from 'vscode-languageserver-protocol/node';
import { PROJECT_STATUS, type InitializationOptions, type ProjectStatusParams } from '../../shared/protocol';

const root = process.env['PROJECT_ROOT'] ?? '.';

export class LspSession {
  private version = 1;
  private readonly pushed = new Map<string, Diagnostic[]>();
  private onPush: (() => void)[] = [];
  refreshes = 0;
  /** What the server told of how documents are analysed, in order. */
  readonly statuses: ProjectStatusParams[] = [];

  private constructor(readonly connection: ProtocolConnection, private readonly stop: () => Promise<void>) {
    connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string; diagnostics: Diagnostic[] }) => {
      this.pushed.set(params.uri, params.diagnostics);
      this.wake();
    });
    connection.onNotification(PROJECT_STATUS, (params: ProjectStatusParams) => {
      this.statuses.push(params);
      this.wake();
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.wake();
      return null;
    });
    connection.onRequest('workspace/configuration', () => [null]);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
  }

  private wake(): void {
    const waiting = this.onPush;
    this.onPush = [];
    for (const resolve of waiting) resolve();
  }

  /** `pulls`: whether the client asks for diagnostics of open documents, as VS Code does. */
  static async start(folder: string, initializationOptions: InitializationOptions = {}, { pulls = true } = {}): Promise<LspSession> {
    const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = new Promise<void>((resolve) => child.once('exit', () => { resolve(); }));
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const session = new LspSession(connection, () => exited);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid, rootUri: uri, initializationOptions, workspaceFolders: [{ uri, name: 'test' }],
      capabilities: {
        textDocument: pulls ? { diagnostic: {} } : { publishDiagnostics: {} },
        workspace: { configuration: true, workspaceFolders: true, ...(pulls ? { diagnostics: { refreshSupport: true } } : {}) },
      },
    });
    await connection.sendNotification('initialized', {});
    return session;
  }

  uri(file: string): string {
    return pathToFileURL(file).href;
  }

  async open(file: string, text: string, languageId = 'csharp'): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri(file), languageId, version: this.version, text } });
  }

  async edit(file: string, range: Range, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri(file), version: ++this.version }, contentChanges: [{ range, text }] });
  }

  async close(file: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  async diagnostics(file: string): Promise<Diagnostic[]> {
    const report: { items: Diagnostic[] } = await this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: this.uri(file) } });
    return report.items;
  }

  /** Pulls again at every refresh until `accept` holds. The test runner's timeout ends a wait that never succeeds. */
  async diagnosticsUntil(file: string, accept: (items: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const news = new Promise<void>((resolve) => this.onPush.push(resolve));
      const items = await this.diagnostics(file);
      if (accept(items)) return items;
      await news;
    }
  }

  /** Waits for what the server pushes for a file: a closed one, or any where the client does not pull. */
  async pushedUntil(file: string, accept: (items: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const items = this.pushed.get(this.uri(file));
      if (items && accept(items)) return items;
      await new Promise<void>((resolve) => this.onPush.push(resolve));
    }
  }

  codeActions(file: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri: this.uri(file) }, range, context: { diagnostics: [], ...(only ? { only } : {}) } });
  }

  hover(file: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri: this.uri(file) }, position: { line, character } });
  }

  async end(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await this.stop();
    this.connection.dispose();
  }
}
