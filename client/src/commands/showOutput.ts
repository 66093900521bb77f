/** `aotLens.showOutput`, `aotLens.showPublishOutput`: the logs of the server and of the last publish. */
import type { Services } from '../services';

export function showOutput(services: Services): void {
  services.server.showOutput();
}

export function showPublishOutput(services: Services): void {
  services.publishOutput.show(true);
}
