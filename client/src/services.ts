/** What commands share. Made once by `activate` and passed on explicitly. */
import type { EventEmitter, ExtensionContext, OutputChannel } from 'vscode';
import type { AnalysisStatus } from './analysisStatus';
import type { GeneratedCodeConsent, PublishOutcome } from './api';
import type { FeatureSupportPanel } from './featureSupportPanel';
import type { GeneratedCodeView } from './generatedCodeView';
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
  readonly generatedCode: GeneratedCodeView;
  readonly generatedBuild: GeneratedBuild;
  readonly featureSupport: FeatureSupportPanel;
  readonly analysisStatus: AnalysisStatus;
}

/** State of the builds that write generated code. */
export interface GeneratedBuild {
  readonly output: OutputChannel;
  /** Ends the build that is running. */
  running: AbortController | undefined;
  /** What the user agreed to, by project, in this session. */
  readonly consents: Map<string, GeneratedCodeConsent>;
  /** Compilations whose age was already mentioned. */
  readonly warned: Set<string>;
}
