/** `aotLens.restartServer` */
import { window } from 'vscode';
import type { Services } from '../services';

export async function restartServer(services: Services): Promise<void> {
  try {
    await services.server.restart();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`The AOT Lens server could not be restarted: ${reason}`);
  }
}
