/** The questions a publish needs answered, asked only where there is a choice. */
import { window, type QuickPickItem } from 'vscode';
import { hostRuntimeIdentifier } from '../../server/src/publish/dotnet';
import type { Settings } from '../../shared/settings';
import type { PublishArguments } from './api';
import { chooseProject } from './projects';
import type { Services } from './services';

export interface PublishChoice {
  readonly project: string;
  readonly runtimeIdentifier: string;
  readonly configuration: string;
  readonly framework: string | undefined;
}

interface Remembered {
  readonly runtimeIdentifier?: string;
  readonly configuration?: string;
}

/** Undefined when the user gave up, or there is nothing to publish. */
export async function choosePublish(services: Services, settings: Settings, given: PublishArguments): Promise<PublishChoice | undefined> {
  const project = given.project ?? (await chooseProject(services, 'Publish Native AOT'));
  if (project === undefined) return undefined;
  const state = services.extension.workspaceState;
  const key = `publish:${project}`;
  const remembered = state.get<Remembered>(key) ?? {};
  const runtimeIdentifier = given.runtimeIdentifier ?? (settings.publish.runtimeIdentifier || (await chooseRuntimeIdentifier(remembered.runtimeIdentifier)));
  if (runtimeIdentifier === undefined) return undefined;
  const configuration = given.configuration ?? settings.publish.configuration;
  await state.update(key, { runtimeIdentifier, configuration } satisfies Remembered);
  return { project, runtimeIdentifier, configuration, framework: given.framework };
}

/** One of several target frameworks; undefined when the user gave up. */
export function chooseFramework(frameworks: readonly string[]): Thenable<string | undefined> {
  return window.showQuickPick([...frameworks].reverse(), { title: 'Publish Native AOT', placeHolder: 'Target framework' });
}

/** Only what can be linked on this operating system is offered; native code is not made across systems. */
async function chooseRuntimeIdentifier(last: string | undefined): Promise<string | undefined> {
  const host = hostRuntimeIdentifier();
  const system = host.slice(0, host.lastIndexOf('-'));
  const all = [...new Set([last, host, `${system}-x64`, `${system}-arm64`])].filter((rid) => rid !== undefined);
  const items: QuickPickItem[] = all.map((label) => ({
    label,
    description: [label === last ? 'last used' : '', label === host ? 'this machine' : 'needs a cross toolchain'].filter((d) => d !== '').join(', '),
  }));
  return (await window.showQuickPick(items, { title: 'Publish Native AOT', placeHolder: 'Runtime identifier' }))?.label;
}
