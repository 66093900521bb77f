/** What an application uses that `CreateSlimBuilder` leaves out, from the facts of its sources and from its settings files. */
import type { Host } from '../../host';
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
];

/** Needs of a program. Undefined: it depends on something that cannot be brought back. */
export function slimNeeds(program: ProgramContext, facts: readonly Fact<SlimFact>[]): readonly SlimNeed[] | undefined {
  const kinds = new Set(facts.map(({ value }) => value.kind));
  const needs: SlimNeed[] = [];
  for (const { reason, statement, uses, has } of sourceNeeds) {
    const isUsed = kinds.has(uses) || (uses === 'usesHttpsUrl' && httpsInSettings(program) !== undefined);
    if (isUsed && !kinds.has(has) && !needs.some((need) => need.statement === statement)) needs.push({ reason, statement });
  }
  if (/HOSTINGSTARTUPASSEMBLIES/i.test(launchSettings(program) ?? '')) return undefined;
  if (program.host.stamp(`${program.project.folder}/web.config`) !== undefined && !kinds.has('hasIis')) needs.push({ reason: 'hosting in IIS', statement: '$.WebHost.UseIISIntegration();' });
  return needs;
}

/** The settings file that asks for HTTPS: `appsettings*.json` or, for development, `launchSettings.json`. */
export function httpsInSettings(program: ProgramContext): { readonly file: string; readonly isDevelopmentOnly: boolean } | undefined {
  const { folder } = program.project;
  for (const entry of program.host.readDirectory(folder)) {
    if (entry.isDirectory || !/^appsettings(?:\.\w+)?\.json$/i.test(entry.name)) continue;
    const kestrel = kestrelSection(program.host, `${folder}/${entry.name}`);
    if (kestrel !== undefined && /https:\/\/|"https_ports"/i.test(kestrel)) return { file: entry.name, isDevelopmentOnly: /\.Development\./i.test(entry.name) };
  }
  const launch = launchSettings(program);
  return launch !== undefined && /"(?:applicationUrl|(?:ASPNETCORE|DOTNET)_URLS)"\s*:\s*"[^"]*https:\/\/|"(?:ASPNETCORE|DOTNET)_HTTPS_PORTS"/i.test(launch) ? { file: 'launchSettings.json', isDevelopmentOnly: true } : undefined;
}

function launchSettings(program: ProgramContext): string | undefined {
  return program.host.readText(`${program.project.folder}/Properties/launchSettings.json`);
}

/** Text from `"Kestrel"` (or `"Urls"`) on: enough to look for addresses without parsing comments and trailing commas. */
function kestrelSection(host: Host, path: string): string | undefined {
  const text = host.readText(path) ?? '';
  const start = text.search(/"(?:Kestrel|Urls|https_ports)"\s*:/i);
  return start < 0 ? undefined : text.slice(start);
}
