/** What an application uses that `CreateSlimBuilder` leaves out, from the facts of its sources and from its settings files. */
import type { Fact, ProgramContext } from '../../rule';
import { applicationSettings, launchProfiles } from '../../settingsFiles';
import type { SlimFact } from './slimFacts';

/** Something the slim builder lacks, with the statement that brings it back (`$` stands for the builder variable). */
export interface SlimNeed { readonly reason: string; readonly statement: string }

type Kind = SlimFact['kind'];

/** `https`: also asked for by settings files. */
const sourceNeeds: readonly (SlimNeed & { readonly uses: Kind; readonly has: Kind })[] = [
  { reason: 'HTTPS endpoints', statement: '$.WebHost.UseKestrelHttpsConfiguration();', uses: 'usesHttpsUrl', has: 'hasHttps' },
  { reason: 'HTTP/3', statement: '$.WebHost.UseQuic();', uses: 'usesHttp3', has: 'hasQuic' },
  { reason: 'HTTP/3', statement: '$.WebHost.UseQuic();', uses: 'usesOnlyHttp3', has: 'hasQuic' },
  { reason: 'a regex route constraint', statement: '$.Services.AddRouting();', uses: 'usesRegexRoute', has: 'hasRouting' },
  { reason: 'a regex route constraint', statement: '$.Services.AddRouting();', uses: 'mayUseRegexRoute', has: 'keepsRouting' },
  { reason: 'static web assets', statement: '$.WebHost.UseStaticWebAssets();', uses: 'usesStaticAssets', has: 'hasStaticAssets' },
  { reason: 'the event log', statement: '$.Logging.AddEventLog();', uses: 'usesEventLog', has: 'hasEventLog' },
  { reason: 'debug logging', statement: '$.Logging.AddDebug();', uses: 'usesDebugLog', has: 'hasDebugLog' },
  { reason: 'logging to event source', statement: '$.Logging.AddEventSourceLogger();', uses: 'usesEventSourceLog', has: 'hasEventSourceLog' },
];

/** Sections of `Logging` in the settings files, in lower case. */
const loggingSections: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: 'eventlog', kind: 'usesEventLog' }, { name: 'debug', kind: 'usesDebugLog' }, { name: 'eventsource', kind: 'usesEventSourceLog' },
];

/** Needs of a program. Undefined: it depends on something that cannot be brought back. */
export function slimNeeds(program: ProgramContext, facts: readonly Fact<SlimFact>[]): readonly SlimNeed[] | undefined {
  const kinds = new Set(facts.map(({ value }) => value.kind));
  const needs: SlimNeed[] = [];
  for (const { reason, statement, uses, has } of sourceNeeds) {
    const isUsed = kinds.has(uses) || (uses === 'usesHttpsUrl' && httpsInSettings(program, kinds.has('setsAddresses')) !== undefined) || isProtocolInSettings(program, uses) || providerInSettings(program, uses) !== undefined;
    if (isUsed && !kinds.has(has) && !needs.some((need) => need.statement === statement)) needs.push({ reason, statement });
  }
  if (kinds.has('usesHostingStartup') || hasHostingStartupSetting(program)) return undefined;
  if (program.host.stamp(`${program.project.folder}/web.config`) !== undefined && !kinds.has('hasIis')) needs.push({ reason: 'hosting in IIS', statement: '$.WebHost.UseIISIntegration();' });
  return needs;
}

/** Whether the settings files ask for what a fact of this kind asks for. */
function isProtocolInSettings(program: ProgramContext, uses: Kind): boolean {
  const found = uses === 'usesHttp3' || uses === 'usesOnlyHttp3' ? http3InSettings(program) : undefined;
  return found?.isOnly === (uses === 'usesOnlyHttp3');
}

/** The settings file that asks for HTTPS: `appsettings*.json` or, for development, `launchSettings.json`. `hasOwnAddresses`: code sets them in place of those. */
export function httpsInSettings(program: ProgramContext, hasOwnAddresses: boolean): { readonly file: string; readonly isDevelopmentOnly: boolean } | undefined {
  const asks = (key: string, value: string): boolean => (/^kestrel:endpoints:[^]*:url$/.test(key) && /https:\/\//i.test(value)) || (!hasOwnAddresses && asksForHttps(key, value));
  const setting = applicationSettings(program).find(({ key, value }) => asks(key, value));
  if (setting) return { file: setting.file, isDevelopmentOnly: /\.Development\./i.test(setting.file) };
  if (hasOwnAddresses) return undefined;
  const asked = launchProfiles(program).some(({ command, settings }) => settings.some(({ key, value }) => {
    if (key === 'applicationurl') return command === 'project' && /https:\/\//i.test(value);
    const [, name] = /^environmentvariables:(?:aspnetcore|dotnet)_([^]*)$/.exec(key) ?? [];
    return name !== undefined && asksForHttps(name, value);
  }));
  return asked ? { file: 'launchSettings.json', isDevelopmentOnly: true } : undefined;
}

/** `name` in lower case. */
function asksForHttps(name: string, value: string): boolean {
  return name === 'urls' ? /https:\/\//i.test(value) : name === 'https_ports' && value !== '';
}

/** The settings file that asks for HTTP/3. `isOnly`: at an endpoint, or at all of them, without other protocols. */
export function http3InSettings(program: ProgramContext): { readonly file: string; readonly isOnly: boolean } | undefined {
  const asked = applicationSettings(program).filter(({ key }) => /^kestrel:(?:endpoints:[^]*|endpointdefaults):protocols$/.test(key));
  const find = (protocols: string): string | undefined => asked.find(({ value }) => value.toLowerCase() === protocols)?.file;
  const only = find('http3');
  const file = only ?? find('http1andhttp2andhttp3');
  return file === undefined ? undefined : { file, isOnly: only !== undefined };
}

/** Name of the settings file whose `Logging` section configures the provider of this kind. */
export function providerInSettings(program: ProgramContext, kind: Kind): string | undefined {
  const section = loggingSections.find((candidate) => candidate.kind === kind);
  return section && applicationSettings(program).find(({ key }) => key === `logging:${section.name}` || key.startsWith(`logging:${section.name}:`))?.file;
}

/** Whether development asks for hosting startup assemblies by an environment variable. */
export function hasHostingStartupSetting(program: ProgramContext): boolean {
  return launchProfiles(program).some(({ settings }) => settings.some(({ key, value }) => /^environmentvariables:\w+_hostingstartupassemblies$/.test(key) && value !== ''));
}
