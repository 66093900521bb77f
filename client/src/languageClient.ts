/** The connection to the language server: start, restart, and what happens to diagnostics on their way to the editor. */
import path from 'node:path';
import { EventEmitter, Uri, workspace, type Diagnostic, type Disposable, type ExtensionContext, type TextDocument } from 'vscode';
import { DocumentDiagnosticRequest, LanguageClient, TransportKind, vsdiag, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { PROJECT_STATUS, type InitializationOptions, type ProjectStatusParams } from '../../shared/protocol';
import { ForeignDiagnostics } from './foreignDiagnostics';

/** Commands that texts of the server (hovers) may link to. */
const LINKED_COMMANDS = ['aotLens.explainRule', 'aotLens.enableNativeAot', 'aotLens.publish'];

export class ServerConnection implements Disposable {
  private current: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private readonly started = new EventEmitter<void>();
  /** Of a folder that comes or goes the editor may tell nothing but that, so no pattern of file names would do: which paths matter is the server's to say. */
  private readonly watcher = workspace.createFileSystemWatcher('**/*');
  private readonly foreign = new ForeignDiagnostics(() => {
    this.refreshDiagnostics();
  });
  /** The server's last full report of each open document, before anything was left out. */
  private readonly received = new Map<string, Diagnostic[]>();
  private readonly closing = workspace.onDidCloseTextDocument((document) => {
    this.received.delete(document.uri.toString());
  });
  readonly onDidStart = this.started.event;
  private readonly status = new EventEmitter<ProjectStatusParams>();
  readonly onDidChangeProjectStatus = this.status.event;

  constructor(private readonly extension: ExtensionContext) {}

  /** Undefined before the first start and during a restart. */
  get client(): LanguageClient | undefined {
    return this.current;
  }

  start(): Promise<void> {
    this.starting = this.startClient();
    return this.starting;
  }

  private async startClient(): Promise<void> {
    const module = path.join(this.extension.extensionPath, 'dist', 'server.js');
    const server: ServerOptions = {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    };
    const client = new LanguageClient('aotLens', 'AOT Lens', server, this.options());
    client.onNotification(PROJECT_STATUS, (params: ProjectStatusParams) => {
      this.status.fire(params);
    });
    await client.start();
    this.current = client;
    this.started.fire();
  }

  async restart(): Promise<void> {
    await this.starting?.catch(() => undefined); // a start that is under way must not leave a second server behind
    const previous = this.current;
    this.current = undefined;
    // A server that hangs must not keep the new one from starting.
    await previous?.dispose(2_000).catch(() => undefined);
    await this.start();
  }

  /** Shows the log of the language server. */
  showOutput(): void {
    this.current?.outputChannel.show(true);
  }

  async stop(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.current?.stop();
  }

  dispose(): void {
    this.foreign.dispose();
    this.watcher.dispose();
    this.closing.dispose();
    this.started.dispose();
    this.status.dispose();
  }

  private refreshDiagnostics(): void {
    const feature = this.current?.getFeature(DocumentDiagnosticRequest.method);
    feature?.refresh();
  }

  /**
   * What the server says may be unchanged while what other extensions show is not: so an unchanged report becomes a full one
   * again, made from what the server sent last.
   */
  private withoutForeign(document: TextDocument | Uri, report: vsdiag.DocumentDiagnosticReport): vsdiag.DocumentDiagnosticReport {
    const key = (document instanceof Uri ? document : document.uri).toString();
    if (report.kind === vsdiag.DocumentDiagnosticReportKind.full) this.received.set(key, report.items);
    const items = this.received.get(key);
    if (!items) return report;
    return { ...report, kind: vsdiag.DocumentDiagnosticReportKind.full, items: this.foreign.filter(document, items) };
  }

  private options(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = { projectStatus: true };
    return {
      initializationOptions,
      documentSelector: [
        { scheme: 'file', language: 'csharp' },
        { scheme: 'file', pattern: '**/*.{csproj,props,targets}' },
      ],
      synchronize: { fileEvents: this.watcher },
      markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
      middleware: {
        provideDiagnostics: async (document, previousResultId, token, next) => {
          const report = await next(document, previousResultId, token);
          return report && this.withoutForeign(document, report);
        },
      },
    };
  }
}
