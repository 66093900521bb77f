/** State of one connection: open documents, settings, the workspace, and the background pass over the rest of the program. */
import path from 'node:path';
import { CodeLensRefreshRequest, TextDocuments, type Connection, type Diagnostic as LspDiagnostic, type InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../../../shared/protocol';
import { parseSettings, DEFAULT_SETTINGS, type Settings } from '../../../shared/settings';
import { createRuleSet } from '../core/program/analyze';
import type { Diagnostic } from '../core/diagnostic';
import type { Host, Logger } from '../core/host';
import type { Program } from '../core/program/program';
import { rules } from '../core/rules/index';
import type { LineIndex } from '../core/text/lineIndex';
import { Workspace } from '../core/program/workspace';
import { createNodeHost } from '../node/nodeHost';
import { ApplicationSearch } from './applicationSearch';
import { BackgroundPass } from './backgroundPass';
import { pathOf } from './convert';
import { GeneratedCodeIndex } from './generatedCode';
import { ProjectStatusNotifier } from './projectStatus';
import { PushedDiagnostics } from './pushedDiagnostics';

export class Session {
  readonly documents = new TextDocuments(TextDocument);
  readonly log: Logger;
  settings: Settings = DEFAULT_SETTINGS;
  supportsConfigurationRegistration = false;
  supportsCodeLensRefresh = false;
  /** Whether the client asks for the diagnostics of open documents; to one that does not they are sent. */
  supportsPull = true;
  /** Absolute paths of the workspace folders. */
  folders: readonly string[] = [];
  private supportsConfiguration = false;
  private supportsRefresh = false;
  private state: { readonly workspace: Workspace; readonly host: Host } | undefined;
  readonly generatedCode = new GeneratedCodeIndex(this);
  /** Undefined where the client does not want to know. */
  private projectStatus: ProjectStatusNotifier | undefined;
  readonly applications = new ApplicationSearch(this);
  readonly pushed = new PushedDiagnostics(this);
  private readonly background: BackgroundPass;
  private readonly reported = new Map<string, { readonly resultId: string; readonly items: readonly LspDiagnostic[] }>();
  private reports = 0;

  constructor(
    readonly connection: Connection,
    private readonly bundleFolder: string,
  ) {
    this.log = {
      debug: (message) => { connection.console.debug(message); },
      info: (message) => { connection.console.info(message); },
      warn: (message) => { connection.console.warn(message); },
      error: (message) => { connection.console.error(message); },
    };
    this.background = new BackgroundPass(this);
    this.documents.onDidChangeContent(({ document }) => {
      const file = pathOf(document.uri);
      if (file === undefined) return;
      this.edited(file, document.getText());
      if (!this.supportsPull) this.pushed.schedule(document.uri);
    });
    this.documents.onDidClose(({ document }) => {
      this.reported.delete(document.uri);
      this.projectStatus?.closed(document.uri);
      const file = pathOf(document.uri);
      if (file === undefined) return;
      this.workspace.closeText(file);
      if (!this.supportsPull) this.pushed.send(document.uri, []); // what the file has on disk follows, where it is of a project
      this.background.schedule();
    });
  }

  initialize(params: InitializeParams): void {
    const { workspace } = params.capabilities;
    const uris = params.workspaceFolders?.map((folder) => folder.uri) ?? [];
    this.folders = uris.map(pathOf).filter((folder) => folder !== undefined);
    this.supportsConfiguration = workspace?.configuration === true;
    this.supportsConfigurationRegistration = workspace?.didChangeConfiguration?.dynamicRegistration === true;
    this.supportsPull = params.capabilities.textDocument?.diagnostic !== undefined;
    this.supportsRefresh = workspace?.diagnostics?.refreshSupport === true;
    this.supportsCodeLensRefresh = workspace?.codeLens?.refreshSupport === true;
    const options = params.initializationOptions as InitializationOptions | undefined;
    if (options?.projectStatus === true) this.projectStatus = new ProjectStatusNotifier(this.connection);
    this.start();
  }

  /** @throws before `initialize`: LSP forbids other requests then. */
  get workspace(): Workspace {
    return this.started.workspace;
  }

  get host(): Host {
    return this.started.host;
  }

  private get started(): { readonly workspace: Workspace; readonly host: Host } {
    if (!this.state) throw new Error('the server has not been initialized');
    return this.state;
  }

  private start(): void {
    const open = this.state?.workspace.openFiles.map((file) => [file, this.state?.workspace.textOf(file) ?? ''] as const) ?? [];
    this.state?.workspace.dispose();
    this.generatedCode.clear();
    this.applications.forget();
    const host = createNodeHost({ log: this.log, dotnetPath: this.settings.dotnetPath, bundleFolder: this.bundleFolder });
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: this.settings.assumeAot, framework: undefined });
    this.state = { workspace, host };
    for (const [file, text] of open) workspace.setText(file, text);
  }

  async loadSettings(): Promise<void> {
    if (!this.supportsConfiguration) return;
    const raw: unknown = await this.connection.workspace.getConfiguration('aotLens');
    const { settings, problems } = parseSettings(raw);
    for (const problem of problems) this.log.warn(problem);
    const changed = JSON.stringify(settings) !== JSON.stringify(this.settings);
    this.settings = settings;
    if (!changed) return;
    this.start();
    this.refresh();
    this.background.schedule();
  }

  private edited(file: string, text: string): void {
    this.workspace.setText(file, text);
    this.background.schedule();
  }

  /** Folders were added to the workspace, or removed from it. */
  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(pathOf));
    const fresh = added.map(pathOf).filter((folder) => folder !== undefined);
    this.folders = [...new Set([...this.folders.filter((folder) => !gone.has(folder)), ...fresh])];
    this.applications.forget();
  }

  /** Something outside the open documents changed. */
  filesChanged(files: readonly string[]): void {
    for (const file of files) this.workspace.fileChanged(file);
    if (files.some(isMSBuild)) this.applications.forget();
    if (this.generatedCode.filesChanged(files) && this.supportsCodeLensRefresh) void this.connection.sendRequest(CodeLensRefreshRequest.type);
    this.refresh();
    this.background.schedule();
  }

  /** Asks the client to pull diagnostics again, or sends those of open documents. */
  refresh(): void {
    if (!this.supportsPull) for (const uri of this.documents.keys()) this.pushed.schedule(uri);
    else if (this.supportsRefresh) void this.connection.languages.diagnostics.refresh();
  }

  /** Programs of the open documents, and the applications that reference them, as far as they have been open or found. */
  openPrograms(): Program[] {
    const programs = new Set<Program>();
    for (const file of this.workspace.openFiles) {
      const program = this.programOf(file);
      if (program) programs.add(program);
    }
    for (const program of [...programs]) for (const user of this.workspace.applicationsOf(program)) programs.add(user);
    return [...programs];
  }

  /** Live diagnostics of a document as it stands now; empty for files that are none of ours. */
  diagnosticsOf(file: string, signal?: AbortSignal): Diagnostic[] {
    if (!this.settings.enable) return [];
    if (isCSharp(file)) return this.workspace.analyzeFile(file, signal);
    if (isProject(file)) return this.workspace.program(file).analyzeProject().filter((d) => d.file === file);
    if (isMSBuild(file)) return this.openPrograms().flatMap((program) => program.analyzeProject().filter((d) => d.file === file));
    return [];
  }

  /** Tells a client that wants to know how an open document is analysed, where that is news. */
  tellStatus(uri: string, file: string): void {
    if (!this.projectStatus || this.documents.get(uri) === undefined) return;
    const program = this.settings.enable ? this.programOf(file) : undefined;
    if (program || !this.settings.enable) this.projectStatus.update(uri, program);
  }

  /** Of a source file or a project; files that projects import have none of their own. */
  private programOf(file: string): Program | undefined {
    if (isCSharp(file)) return this.workspace.programOf(file);
    return isProject(file) ? this.workspace.program(file) : undefined;
  }

  /** What the client was sent last for an open document. */
  reportedTo(uri: string): { readonly resultId: string; readonly items: readonly LspDiagnostic[] } | undefined {
    return this.reported.get(uri);
  }

  /** Remembers what an open document is sent; the id that names it. No id is given twice. */
  report(uri: string, items: readonly LspDiagnostic[]): string {
    const resultId = String(++this.reports);
    if (this.documents.get(uri) !== undefined) this.reported.set(uri, { resultId, items });
    return resultId;
  }

  lineIndex(file: string): LineIndex {
    return this.workspace.lineIndex(file);
  }

  dispose(): void {
    this.background.stop();
    this.state?.workspace.keepSummaries();
    this.state?.workspace.dispose();
  }
}

export function isCSharp(file: string): boolean {
  return path.extname(file).toLowerCase() === '.cs';
}

export function isProject(file: string): boolean {
  return path.extname(file).toLowerCase() === '.csproj';
}

/** Files that projects import. */
export function isMSBuild(file: string): boolean {
  return /\.(csproj|props|targets)$/i.test(file);
}
