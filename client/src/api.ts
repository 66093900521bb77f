/** What the extension exports to other extensions and to its own tests. */
import type { Event, TreeDataProvider, Uri } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Failure } from '../../server/src/core/publish/explainFailure';
import type { FeatureSupportResult } from '../../shared/protocol';
import type { AnalysisStatusContent } from './analysisStatus';
import type { GeneratedNode } from './generatedCodeView';
import type { PublishedBinary } from '../../server/src/publish/runPublish';

/** Argument of the command `aotLens.publish`; what is absent is asked for or taken from the settings. */
export interface PublishArguments {
  /** Absolute path of the project file. */
  readonly project?: string;
  readonly runtimeIdentifier?: string;
  readonly configuration?: string;
  readonly framework?: string;
}

/** How a publish ended. `refused`: it was not started, for the reason given. */
export type PublishOutcome =
  | { readonly kind: 'succeeded'; readonly project: string; readonly binary: PublishedBinary | undefined; readonly warnings: number; readonly elapsedMs: number }
  | { readonly kind: 'failed'; readonly project: string; readonly failure: Failure; readonly elapsedMs: number }
  | { readonly kind: 'cancelled'; readonly project: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** How generated code may be written to disk: by a property of the project, or by an argument of one build. */
export type GeneratedCodeConsent = 'project' | 'build';

/** How a look at generated code ended. */
export type GeneratedCodeOutcome =
  | { readonly kind: 'shown'; readonly project: string; readonly files: number; /** False: what was there is up to date. */ readonly isBuilt: boolean }
  | { readonly kind: 'failed'; readonly project: string; readonly failure: Failure }
  | { readonly kind: 'cancelled'; readonly project: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AotLensApi {
  /** Resolves when the first start of the server has succeeded or failed. */
  readonly ready: Promise<void>;
  /** CPU that `activate` cost the extension host, in milliseconds. */
  readonly activationMs: number;
  /** The language client as it is now; undefined while it is being restarted. */
  readonly client: () => LanguageClient | undefined;
  /** Fires when a publish has ended and its diagnostics are shown. */
  readonly onDidPublish: Event<PublishOutcome>;
  /** Fires with each line of the running publish. */
  readonly onDidPrintLine: Event<string>;
  /** Fires when the language server is ready, again after each restart. */
  readonly onDidStartServer: Event<void>;
  /** What the view "Generated Code" shows. */
  readonly generatedCode: TreeDataProvider<GeneratedNode>;
  /** What the page "Feature Support" shows; undefined while it is closed. */
  readonly featureSupport: () => FeatureSupportResult | undefined;
  /** What the language status of the active editor says; undefined before the server has told. */
  readonly analysisStatus: () => AnalysisStatusContent | undefined;
  readonly onDidChangeAnalysisStatus: Event<void>;
  /** Location of the documentation page of a rule; undefined when there is none. */
  readonly rulePage: (id: string) => Uri | undefined;
}
