/** The language status of C# and project files: whether they are analysed for Native AOT, and what the analysis lacks. */
import path from 'node:path';
import { EventEmitter, languages, LanguageStatusSeverity, window, workspace, type Command, type Disposable } from 'vscode';
import type { ProjectStatus, ProjectStatusParams } from '../../shared/protocol';
import type { ServerConnection } from './languageClient';

/** What the item shows. */
export interface AnalysisStatusContent {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
  readonly command: Command | undefined;
}

export class AnalysisStatus implements Disposable {
  private readonly item = languages.createLanguageStatusItem('aotLens.analysis', [{ scheme: 'file', language: 'csharp' }, { scheme: 'file', pattern: '**/*.csproj' }]);
  private readonly known = new Map<string, ProjectStatus>();
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];
  readonly onDidChange = this.changed.event;
  /** Of the active editor; undefined before the server has told. */
  content: AnalysisStatusContent | undefined;

  constructor(server: ServerConnection) {
    this.item.name = 'AOT Lens';
    this.subscriptions = [
      server.onDidChangeProjectStatus((params) => { this.told(params); }),
      server.onDidStart(() => { this.show(); }),
      window.onDidChangeActiveTextEditor(() => { this.show(); }),
      // When it is opened again the server tells again.
      workspace.onDidCloseTextDocument((document) => { this.known.delete(document.uri.toString()); }),
    ];
    this.show();
  }

  private told({ uri, status }: ProjectStatusParams): void {
    this.known.set(uri, status);
    this.show();
  }

  private show(): void {
    const uri = window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? undefined : this.known.get(uri);
    this.content = status && contentOf(status);
    this.item.busy = status === undefined;
    this.item.text = this.content?.text ?? 'AOT Lens';
    this.item.detail = this.content?.detail ?? '';
    this.item.severity = this.content?.isWarning === true ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    this.item.command = this.content?.command;
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.item.dispose();
  }
}

const texts: Readonly<Record<ProjectStatus['analysis'], string>> = {
  nativeAot: 'Native AOT',
  compatible: 'Native AOT compatible',
  trimming: 'Trimming',
  off: 'Native AOT is off',
  disabled: 'AOT Lens is off',
};

function contentOf({ project, framework, analysis, unresolved }: ProjectStatus): AnalysisStatusContent {
  if (analysis === 'disabled') {
    return { text: texts.disabled, detail: 'aotLens.enable', isWarning: false, command: { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: ['aotLens.enable'] } };
  }
  const name = project === null ? 'no project' : [path.basename(project, path.extname(project)), framework].filter((part) => part !== '').join(', ');
  if (unresolved.length > 0) {
    const [first = '', ...others] = unresolved;
    const detail = `${name}: ${first}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
    return { text: `${texts[analysis]}, references are missing`, detail, isWarning: true, command: undefined };
  }
  const isOfferedAot = project !== null && (analysis === 'off' || analysis === 'trimming');
  return {
    text: texts[analysis], detail: name, isWarning: false,
    command: isOfferedAot ? { title: 'Enable Native AOT', command: 'aotLens.enableNativeAot', arguments: [project] } : undefined,
  };
}
