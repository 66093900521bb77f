/** What is refused in a workspace that is not trusted, and how to trust it. */
import { commands, window } from 'vscode';

/** `doing`: "Publishing". Returns what was said. */
export function refuseUntrusted(doing: string): string {
  const reason = `${doing} runs the build of the workspace, which is not trusted. Live diagnostics work all the same.`;
  void window.showWarningMessage(reason, 'Manage Workspace Trust').then(async (answer) => {
    if (answer) await commands.executeCommand('workbench.trust.manage');
  });
  return reason;
}
