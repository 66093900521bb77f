/** Entry point of the extension: makes the services, registers the commands, starts the server. */
import { commands, EventEmitter, window, type ExtensionContext } from 'vscode';
import type { AotLensApi, PublishOutcome } from './api';
import { AnalysisStatus } from './analysisStatus';
import { cancelPublish } from './commands/cancelPublish';
import { enableNativeAot } from './commands/enableNativeAot';
import { explainRule } from './commands/explainRule';
import { goToGeneratedCode, goToGeneratedOrigin } from './commands/goToGeneratedCode';
import { publish } from './commands/publish';
import { restartServer } from './commands/restartServer';
import { showFeatureSupport } from './commands/showFeatureSupport';
import { showOutput, showPublishOutput } from './commands/showOutput';
import { cancelGeneratedCodeBuild, rebuildGeneratedCode, refreshGeneratedCode, stopEmittingGeneratedCode, viewGeneratedCode } from './commands/viewGeneratedCode';
import { FeatureSupportPanel } from './featureSupportPanel';
import { GeneratedCodeView } from './generatedCodeView';
import { ServerConnection } from './languageClient';
import { PublishDiagnostics } from './publishDiagnostics';
import { PublishStatus } from './publishStatus';
import { rulePage } from './rulePages';
import type { Services } from './services';

type Command = (services: Services, argument: unknown) => unknown;

/** Ids as in package.json's `contributes.commands`. */
const table: Readonly<Record<string, Command>> = {
  'aotLens.publish': publish,
  'aotLens.cancelPublish': cancelPublish,
  'aotLens.clearPublishWarnings': (services) => {
    services.publishDiagnostics.clear();
  },
  'aotLens.enableNativeAot': enableNativeAot,
  'aotLens.explainRule': explainRule,
  'aotLens.viewGeneratedCode': viewGeneratedCode,
  'aotLens.rebuildGeneratedCode': rebuildGeneratedCode,
  'aotLens.refreshGeneratedCode': refreshGeneratedCode,
  'aotLens.cancelGeneratedCodeBuild': cancelGeneratedCodeBuild,
  'aotLens.stopEmittingGeneratedCode': stopEmittingGeneratedCode,
  'aotLens.goToGeneratedCode': goToGeneratedCode,
  'aotLens.goToGeneratedOrigin': goToGeneratedOrigin,
  'aotLens.showFeatureSupport': showFeatureSupport,
  'aotLens.restartServer': restartServer,
  'aotLens.showOutput': showOutput,
  'aotLens.showPublishOutput': showPublishOutput,
};

let server: ServerConnection | undefined;

/** Returns without waiting for the server: an editor that starts up has better things to do. */
export function activate(extension: ExtensionContext): AotLensApi {
  const started = process.cpuUsage();
  server = new ServerConnection(extension);
  const services: Services = {
    extension,
    server,
    publishOutput: window.createOutputChannel('AOT Lens Publish', 'aotlens-publish'),
    publishDiagnostics: new PublishDiagnostics(),
    publishStatus: new PublishStatus(),
    published: new EventEmitter<PublishOutcome>(),
    printed: new EventEmitter<string>(),
    generatedCode: new GeneratedCodeView(server),
    generatedBuild: { output: window.createOutputChannel('AOT Lens Build', 'aotlens-publish'), running: undefined, consents: new Map(), warned: new Set() },
    featureSupport: new FeatureSupportPanel(server),
    analysisStatus: new AnalysisStatus(server),
  };
  extension.subscriptions.push(
    services.server, services.publishOutput, services.publishDiagnostics, services.publishStatus, services.published, services.printed,
    services.featureSupport, services.analysisStatus, services.generatedCode, services.generatedBuild.output, { dispose: () => services.generatedBuild.running?.abort() },
    ...Object.entries(table).map(([id, run]) => commands.registerCommand(id, (argument: unknown) => run(services, argument))),
  );
  const ready = server.start().catch((error: unknown) => {
    // The commands stay: one of them restarts the server.
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`The AOT Lens server could not be started: ${reason}`);
  });
  const { user, system } = process.cpuUsage(started);
  return {
    ready,
    activationMs: (user + system) / 1000,
    client: () => services.server.client,
    onDidPublish: services.published.event,
    onDidPrintLine: services.printed.event,
    onDidStartServer: services.server.onDidStart,
    generatedCode: services.generatedCode,
    featureSupport: () => services.featureSupport.content,
    analysisStatus: () => services.analysisStatus.content,
    onDidChangeAnalysisStatus: services.analysisStatus.onDidChange,
    rulePage: (id) => rulePage(extension.extensionPath, id),
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
