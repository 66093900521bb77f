/** The page of the support table in an editor tab: follows the project while it is visible. */
import { randomBytes } from 'node:crypto';
import { CancellationTokenSource, commands, Range, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { FEATURE_SUPPORT, type FeatureSupportParams, type FeatureSupportResult } from '../../shared/protocol';
import { featureSupportHtml, type FeatureSupportMessage } from './featureSupportHtml';
import type { ServerConnection } from './languageClient';

/** Typing pauses this long before the page is made anew, in milliseconds. */
const PAUSE_MS = 800;

export class FeatureSupportPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private project = '';
  private shown: FeatureSupportResult | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: { readonly source: CancellationTokenSource; readonly answer: Promise<FeatureSupportResult | undefined> } | undefined;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly server: ServerConnection) {
    const later = (): void => {
      if (this.panel?.visible !== true) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.update().catch(() => undefined); // a server that is being restarted: the next edit asks again
      }, PAUSE_MS);
    };
    this.subscriptions = [
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'csharp' || document.uri.fsPath === this.project) later();
      }),
      this.server.onDidStart(later),
    ];
  }

  /** What the page says now; undefined before it was first shown. */
  get content(): FeatureSupportResult | undefined {
    return this.shown;
  }

  async show(project: string): Promise<FeatureSupportResult | undefined> {
    this.project = project;
    if (!this.panel) {
      this.panel = window.createWebviewPanel('aotLens.featureSupport', 'Feature Support', ViewColumn.Active, { enableScripts: true, localResourceRoots: [] });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
        this.shown = undefined;
      });
      this.panel.webview.onDidReceiveMessage((message: FeatureSupportMessage) => this.receive(message));
      this.panel.onDidChangeViewState(() => {
        if (this.panel?.visible === true) this.update().catch(() => undefined);
      });
    } else {
      this.panel.reveal();
    }
    return this.update();
  }

  private update(): Promise<FeatureSupportResult | undefined> {
    this.running?.source.cancel();
    const source = new CancellationTokenSource();
    const answer = this.ask(source);
    this.running = { source, answer };
    return answer;
  }

  /** Who asked for what a later question takes the place of gets the answer to that one. */
  private async ask(source: CancellationTokenSource): Promise<FeatureSupportResult | undefined> {
    const params: FeatureSupportParams = { project: this.project };
    let result: FeatureSupportResult | undefined;
    try {
      result = await this.server.client?.sendRequest<FeatureSupportResult>(FEATURE_SUPPORT, params, source.token);
    } catch (error) {
      if (this.running && this.running.source !== source) return this.running.answer;
      throw error;
    }
    if (!this.panel || !result || source.token.isCancellationRequested) return result;
    // Scrolled and selected text stays while nothing has changed.
    if (JSON.stringify(result) !== JSON.stringify(this.shown)) {
      this.shown = result;
      this.panel.webview.html = featureSupportHtml(this.project, result, randomBytes(16).toString('hex'), (file) => workspace.asRelativePath(file));
    }
    return result;
  }

  private async receive(message: FeatureSupportMessage): Promise<void> {
    if (message.kind === 'rule') {
      await commands.executeCommand('aotLens.explainRule', message.id);
      return;
    }
    const use = this.shown?.rows[message.row]?.uses[message.use];
    if (!use) return;
    const { start, end } = use.range;
    await window.showTextDocument(Uri.file(use.file), { selection: new Range(start.line, start.character, end.line, end.character), viewColumn: ViewColumn.Beside });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.running?.source.cancel();
    this.panel?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
