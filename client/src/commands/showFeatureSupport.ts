/** `aotLens.showFeatureSupport`: which ASP.NET Core features work natively, and which of them a project uses. */
import { Uri, window } from 'vscode';
import type { FeatureSupportResult } from '../../../shared/protocol';
import { chooseProject } from '../projects';
import type { Services } from '../services';

/** `argument`: the project's Uri (Explorer) or path; without it, it is asked for where there are several. Returns what is shown. */
export async function showFeatureSupport(services: Services, argument: unknown): Promise<FeatureSupportResult | undefined> {
  if (!services.server.client) {
    void window.showInformationMessage('The AOT Lens server is not running. Run "AOT Lens: Restart Server".');
    return undefined;
  }
  const project = argument instanceof Uri ? argument.fsPath : typeof argument === 'string' ? argument : await chooseProject(services, 'Show Feature Support');
  return project === undefined ? undefined : services.featureSupport.show(project);
}
