/** The view "Generated Code": project, compilation (where there are several), generator, file. */
import path from 'node:path';
import {
  commands, EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, workspace,
  type Disposable, type TreeDataProvider, type TreeView,
} from 'vscode';
import {
  GENERATED_CODE, PROJECTS,
  type GeneratedCodeParams, type GeneratedCodeResult, type GeneratedFileSummary, type GeneratedSetSummary, type GeneratorSummary, type ProjectsResult,
} from '../../shared/protocol';
import { GeneratedDocuments, generatedUri } from './generatedDocuments';
import type { ServerConnection } from './languageClient';

export type GeneratedNode =
  | { readonly kind: 'project'; readonly project: string; readonly found: GeneratedCodeResult; readonly isOnly: boolean }
  | { readonly kind: 'set'; readonly project: string; readonly set: GeneratedSetSummary }
  | { readonly kind: 'generator'; readonly project: string; readonly generator: GeneratorSummary }
  | { readonly kind: 'file'; readonly project: string; readonly file: GeneratedFileSummary }
  | { readonly kind: 'silent'; readonly title: string; readonly reason: string }
  | { readonly kind: 'empty' };

/** A build writes many files: the view waits for the last of them, in milliseconds. */
const SETTLE_MS = 400;

export class GeneratedCodeView implements TreeDataProvider<GeneratedNode>, Disposable {
  private readonly changed = new EventEmitter<GeneratedNode | undefined>();
  readonly documents = new GeneratedDocuments((file, project) => this.isGenerated(file, project));
  private readonly view: TreeView<GeneratedNode>;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  /** Projects that were built for this view: they are listed even if nothing was emitted. */
  private readonly built = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: ServerConnection) {
    this.view = window.createTreeView('aotLens.generatedCode', { treeDataProvider: this, showCollapseAll: true });
    const written = workspace.createFileSystemWatcher('**/generated/**/*.cs');
    const projects = workspace.createFileSystemWatcher('**/*.csproj');
    const later = (): void => {
      this.refreshSoon();
    };
    this.subscriptions = [
      this.changed, this.documents, this.view, written, projects,
      written.onDidChange(later), written.onDidCreate(later), written.onDidDelete(later),
      projects.onDidCreate(() => this.findProjects()), projects.onDidDelete(() => this.findProjects()),
      workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === 'csharp') later();
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.findProjects()),
      this.server.onDidStart(() => {
        this.refresh();
      }),
    ];
    void this.findProjects();
  }

  /** Tells the manifest's `when` clauses whether there is anything to build. */
  private async findProjects(): Promise<void> {
    const [first] = await workspace.findFiles('**/*.csproj', '**/{bin,obj,node_modules}/**', 1);
    await commands.executeCommand('setContext', 'aotLens.hasProjects', first !== undefined);
    this.refresh();
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.refresh();
    }, SETTLE_MS);
  }

  /** Reads everything anew from the disk. */
  refresh(): void {
    this.changed.fire(undefined);
    this.documents.refresh();
  }

  /** A project was built for this view. */
  async show(project: string): Promise<void> {
    this.built.add(project);
    this.refresh();
    await commands.executeCommand('aotLens.generatedCode.focus');
  }

  /** What has been emitted for a project; undefined without a server. */
  async load(project: string, explain: boolean): Promise<GeneratedCodeResult | undefined> {
    const params: GeneratedCodeParams = { project, explain };
    return this.server.client?.sendRequest<GeneratedCodeResult>(GENERATED_CODE, params);
  }

  private async isGenerated(file: string, project: string): Promise<boolean> {
    const found = await this.load(project, false).catch(() => undefined);
    return found?.sets.some(({ generators }) => generators.some(({ files }) => files.some(({ path: known }) => path.relative(known, file) === ''))) ?? false;
  }

  async getChildren(node?: GeneratedNode): Promise<GeneratedNode[]> {
    switch (node?.kind) {
      case undefined: return this.projects();
      case 'project': return this.inProject(node.project);
      case 'set': return node.set.generators.map((generator) => ({ kind: 'generator', project: node.project, generator }));
      case 'generator': return node.generator.files.map((file) => ({ kind: 'file', project: node.project, file }));
      default: return [];
    }
  }

  private async projects(): Promise<GeneratedNode[]> {
    const { client } = this.server;
    if (!client) return [];
    try {
      const known = await client.sendRequest<ProjectsResult>(PROJECTS, {});
      const nodes: { readonly project: string; readonly found: GeneratedCodeResult }[] = [];
      for (const { path: project } of known) {
        const found = await this.load(project, false);
        if (found && (found.sets.length > 0 || this.built.has(project))) nodes.push({ project, found });
      }
      return nodes.map((each) => ({ kind: 'project', ...each, isOnly: nodes.length === 1 }));
    } catch {
      return []; // the server is being restarted: its start refreshes the view
    }
  }

  private async inProject(project: string): Promise<GeneratedNode[]> {
    const found = await this.load(project, true).catch(() => undefined);
    if (!found) return [];
    const [only, ...more] = found.sets;
    const emitted: GeneratedNode[] = only && more.length === 0
      ? only.generators.map((generator) => ({ kind: 'generator', project, generator }))
      : found.sets.map((set) => ({ kind: 'set', project, set }));
    const silent = found.silent.map((each): GeneratedNode => ({ kind: 'silent', ...each }));
    return emitted.length + silent.length === 0 ? [{ kind: 'empty' }] : [...emitted, ...silent];
  }

  getTreeItem(node: GeneratedNode): TreeItem {
    switch (node.kind) {
      case 'project': return projectItem(node);
      case 'set': return setItem(node.set);
      case 'generator': {
        const { title, generator, assembly, files } = node.generator;
        const item = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
        item.description = files.length === 1 ? '1 file' : `${files.length} files`;
        item.tooltip = `${generator}\n${assembly}`;
        item.iconPath = new ThemeIcon('gear');
        return item;
      }
      case 'file': {
        const uri = generatedUri(node.file.path, node.project);
        const item = new TreeItem(node.file.name, TreeItemCollapsibleState.None);
        item.resourceUri = uri;
        item.tooltip = node.file.path;
        item.contextValue = 'aotLensGeneratedFile';
        item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
        return item;
      }
      case 'silent': {
        const item = new TreeItem(node.title, TreeItemCollapsibleState.None);
        item.description = 'nothing generated';
        item.tooltip = node.reason;
        item.iconPath = new ThemeIcon('warning');
        item.accessibilityInformation = { label: `${node.title}: ${node.reason}` };
        return item;
      }
      case 'empty': {
        const item = new TreeItem('No source generator emitted anything', TreeItemCollapsibleState.None);
        item.iconPath = new ThemeIcon('info');
        return item;
      }
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

const OLDER = 'older than the source';

function projectItem({ project, found, isOnly }: Extract<GeneratedNode, { kind: 'project' }>): TreeItem {
  const item = new TreeItem(path.basename(project, path.extname(project)), isOnly ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  const newer = found.sets.find(({ newerSource }) => newerSource !== null)?.newerSource;
  const single = found.sets.length === 1 ? found.sets[0]?.label : undefined;
  item.description = [single ?? '', newer ? OLDER : ''].filter((text) => text !== '').join(', ');
  item.tooltip = newer ? `${project}\n${workspace.asRelativePath(newer)} has changed since the code was generated. Rebuild to see the code for what is written now.` : project;
  item.iconPath = new ThemeIcon(newer ? 'history' : 'project');
  item.contextValue = found.emits ? 'aotLensEmittingProject' : 'aotLensProject';
  return item;
}

function setItem({ label, newerSource, folder }: GeneratedSetSummary): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.description = newerSource === null ? '' : OLDER;
  item.tooltip = folder;
  item.iconPath = new ThemeIcon(newerSource === null ? 'layers' : 'history');
  return item;
}
