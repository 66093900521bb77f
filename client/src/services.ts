/** What commands share. Made once by `activate` and passed on explicitly. */
import type { EventEmitter, ExtensionContext, OutputChannel } from 'vscode';
import type { PublishOutcome } from './api';
import type { ServerConnection } from './languageClient';
import type { PublishDiagnostics } from './publishDiagnostics';
import type { PublishStatus } from './publishStatus';

export interface Services {
  readonly extension: ExtensionContext;
  readonly server: ServerConnection;
  readonly publishOutput: OutputChannel;
  readonly publishDiagnostics: PublishDiagnostics;
  readonly publishStatus: PublishStatus;
  readonly published: EventEmitter<PublishOutcome>;
  readonly printed: EventEmitter<string>;
}
