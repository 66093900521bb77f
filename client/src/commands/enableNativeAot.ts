/** `aotLens.enableNativeAot`: makes a project ready for Native AOT by the edits that the server proposes. */
import { Uri, window } from 'vscode';
import { ENABLE_NATIVE_AOT, type EnableNativeAotParams, type EnableNativeAotResult } from '../../../shared/protocol';
import { applyEdits } from '../projectEdits';
import { chooseProject } from '../projects';
import type { Services } from '../services';

/** `argument`: absolute path of the project. The changed files are left unsaved, so that the user sees and can undo the edit. */
export async function enableNativeAot(services: Services, argument: unknown): Promise<void> {
  const { client } = services.server;
  if (!client) {
    void window.showInformationMessage('The AOT Lens server is not running. Run "AOT Lens: Restart Server".');
    return;
  }
  const project = typeof argument === 'string' ? argument : await chooseProject(services, 'Enable Native AOT');
  if (project === undefined) return;
  const params: EnableNativeAotParams = { project };
  const { edits, notes } = await client.sendRequest<EnableNativeAotResult>(ENABLE_NATIVE_AOT, params);
  if (edits.length === 0) {
    void window.showInformationMessage(['Nothing needs to be changed for Native AOT.', ...notes].join(' '));
    return;
  }
  if (!(await applyEdits(edits))) {
    void window.showErrorMessage('The project could not be changed: it was edited in the meantime.');
    return;
  }
  await window.showTextDocument(Uri.file(project));
  if (notes.length > 0) void window.showWarningMessage(notes.join(' '));
}
