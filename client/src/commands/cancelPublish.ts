/** `aotLens.cancelPublish` */
import { window } from 'vscode';
import type { Services } from '../services';

export function cancelPublish(services: Services): void {
  if (!services.publishStatus.cancel()) void window.showInformationMessage('No native publish is running.');
}
