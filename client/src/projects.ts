/** Which project a command is about. */
import path from 'node:path';
import { window, workspace, type QuickPickItem } from 'vscode';
import { PROJECTS, type ProjectsParams, type ProjectsResult } from '../../shared/protocol';
import type { Services } from './services';

interface ProjectItem extends QuickPickItem {
  readonly project: string;
}

/** Libraries count as projects of their own only where all are wanted, or there is nothing else. Asks only when there is a choice; undefined when there is no project, which is said, or the user gave up. The last choice comes first next time. */
export async function chooseProject(services: Services, title: string, which: 'programs' | 'all' = 'programs'): Promise<string | undefined> {
  const projects = await findProjects(services, which);
  if (projects.length === 0) void window.showInformationMessage('There is no C# project in this workspace.');
  if (projects.length <= 1) return projects[0];
  const last = services.extension.workspaceState.get<string>('lastProject');
  const ordered = last !== undefined && projects.includes(last) ? [last, ...projects.filter((p) => p !== last)] : projects;
  const items: ProjectItem[] = ordered.map((project) => ({
    label: path.basename(project, path.extname(project)),
    description: workspace.asRelativePath(path.dirname(project)),
    project,
  }));
  const chosen = await window.showQuickPick(items, { title, placeHolder: 'Project' });
  if (chosen) await services.extension.workspaceState.update('lastProject', chosen.project);
  return chosen?.project;
}

/** The server knows what a project is and which one the open file belongs to; without it, every project file counts. */
async function findProjects(services: Services, which: 'programs' | 'all'): Promise<string[]> {
  const near = window.activeTextEditor?.document.uri;
  const params: ProjectsParams = near?.scheme === 'file' ? { near: near.fsPath } : {};
  try {
    const known = await services.server.client?.sendRequest<ProjectsResult>(PROJECTS, params);
    const executable = known?.filter((project) => which === 'all' || project.outputType !== 'Library') ?? [];
    if (executable.length > 0) return executable.map((project) => project.path);
    if (known && known.length > 0) return known.map((project) => project.path);
  } catch {
    // The server is being restarted: the file system answers instead.
  }
  const files = await workspace.findFiles('**/*.csproj', '**/{bin,obj,node_modules}/**');
  return files.map((uri) => uri.fsPath).sort();
}
