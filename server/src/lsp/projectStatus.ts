/** `aotLens/projectStatus`: tells the client how its open documents are analysed, once and whenever that changes. */
import type { Connection } from 'vscode-languageserver';
import type { ProjectStatus, ProjectStatusParams } from '../../../shared/protocol';
import { PROJECT_STATUS } from '../../../shared/protocol';
import type { Program } from '../core/program/program';

export class ProjectStatusNotifier {
  /** Of each open document, what its last status was made from. A program never changes its project: another one takes its place. */
  private readonly told = new Map<string, Program | undefined>();

  constructor(private readonly connection: Connection) {}

  /** Says what is new about an open document; without a program, that nothing is analysed. Costs nothing where nothing is new. */
  update(uri: string, program: Program | undefined): void {
    if (this.told.has(uri) && this.told.get(uri) === program) return;
    this.told.set(uri, program);
    const params: ProjectStatusParams = { uri, status: program ? statusOf(program) : { project: null, framework: '', analysis: 'disabled', unresolved: [] } };
    void this.connection.sendNotification(PROJECT_STATUS, params);
  }

  closed(uri: string): void {
    this.told.delete(uri);
  }
}

function statusOf({ project, context }: Program): ProjectStatus {
  return {
    project: project.kind === 'loose' ? null : project.path,
    framework: project.targetFramework,
    analysis: analysisOf(context.analyzers),
    unresolved: project.references.unresolved,
  };
}

function analysisOf({ publishAot, aot, trim }: Program['context']['analyzers']): ProjectStatus['analysis'] {
  if (publishAot) return 'nativeAot';
  if (aot) return 'compatible';
  return trim ? 'trimming' : 'off';
}
