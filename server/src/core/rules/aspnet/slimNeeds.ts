/** What an application uses that `CreateSlimBuilder` leaves out, from the facts of its sources and from its settings files. */
import type { Fact, ProgramContext } from '../rule';
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
  { reason: 'static web assets', statement: '$.WebHost.UseStaticWebAssets();', uses: 'usesStaticAssets', has: 'hasStaticAssets' },
  { reason: 'the event log', statement: '$.Logging.AddEventLog();', uses: 'usesEventLog', has: 'hasEventLog' },
  { reason: 'debug logging', statement: '$.Logging.AddDebug();', uses: 'usesDebugLog', has: 'hasDebugLog' },
  { reason: 'logging to event source', statement: '$.Logging.AddEventSourceLogger();', uses: 'usesEventSourceLog', has: 'hasEventSourceLog' },
];

/** Names under `Logging` of the settings files. */
const loggingSections: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: 'EventLog', kind: 'usesEventLog' }, { name: 'Debug', kind: 'usesDebugLog' }, { name: 'EventSource', kind: 'usesEventSourceLog' },
];

/** Needs of a program. Undefined: it depends on something that cannot be brought back. */
export function slimNeeds(program: ProgramContext, facts: readonly Fact<SlimFact>[]): readonly SlimNeed[] | undefined {
  const kinds = new Set(facts.map(({ value }) => value.kind));
  const needs: SlimNeed[] = [];
  for (const { reason, statement, uses, has } of sourceNeeds) {
    const isUsed = kinds.has(uses) || (uses === 'usesHttpsUrl' && httpsInSettings(program) !== undefined) || providerInSettings(program, uses) !== undefined;
    if (isUsed && !kinds.has(has) && !needs.some((need) => need.statement === statement)) needs.push({ reason, statement });
  }
  if (kinds.has('usesHostingStartup') || hasHostingStartupSetting(program)) return undefined;
  if (program.host.stamp(`${program.project.folder}/web.config`) !== undefined && !kinds.has('hasIis')) needs.push({ reason: 'hosting in IIS', statement: '$.WebHost.UseIISIntegration();' });
  return needs;
}

/** The settings file that asks for HTTPS: `appsettings*.json` or, for development, `launchSettings.json`. */
export function httpsInSettings(program: ProgramContext): { readonly file: string; readonly isDevelopmentOnly: boolean } | undefined {
  for (const { name, text } of settingsFiles(program)) {
    const start = text.search(/"(?:Kestrel|Urls|https_ports)"\s*:/i);
    // From there on: enough to look for addresses without parsing comments and trailing commas.
    if (start >= 0 && /https:\/\/|"https_ports"/i.test(text.slice(start))) return { file: name, isDevelopmentOnly: /\.Development\./i.test(name) };
  }
  const launch = launchSettings(program);
  return launch !== undefined && /"(?:applicationUrl|(?:ASPNETCORE|DOTNET)_URLS)"\s*:\s*"[^"]*https:\/\/|"(?:ASPNETCORE|DOTNET)_HTTPS_PORTS"/i.test(launch) ? { file: 'launchSettings.json', isDevelopmentOnly: true } : undefined;
}

/** Name of the settings file whose `Logging` section configures the provider of this kind. */
export function providerInSettings(program: ProgramContext, kind: Kind): string | undefined {
  const section = loggingSections.find((candidate) => candidate.kind === kind);
  if (!section) return undefined;
  const wanted = new RegExp(`"${section.name}"\\s*:\\s*\\{`, 'i');
  return settingsFiles(program).find(({ text }) => wanted.test(objectAfter(text, /"Logging"\s*:\s*\{/i)))?.name;
}

/** Whether development asks for hosting startup assemblies by an environment variable. */
export function hasHostingStartupSetting(program: ProgramContext): boolean {
  return /HOSTINGSTARTUPASSEMBLIES/i.test(launchSettings(program) ?? '');
}

function settingsFiles(program: ProgramContext): readonly { readonly name: string; readonly text: string }[] {
  const { folder } = program.project;
  return program.host.readDirectory(folder)
    .filter((entry) => !entry.isDirectory && /^appsettings(?:\.\w+)?\.json$/i.test(entry.name))
    .map(({ name }) => ({ name, text: program.host.readText(`${folder}/${name}`) ?? '' }));
}

function launchSettings(program: ProgramContext): string | undefined {
  return program.host.readText(`${program.project.folder}/Properties/launchSettings.json`);
}

/** Text of the JSON object that this opening starts, up to its closing brace; strings and comments may hold braces. */
function objectAfter(text: string, opening: RegExp): string {
  const match = opening.exec(text);
  if (!match) return '';
  const start = match.index + match[0].length;
  let depth = 1;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\/|[{}]/g)) {
    if (token === '{') depth++;
    if (token === '}' && --depth === 0) return text.slice(start, start + index);
  }
  return text.slice(start);
}
