/** What an application uses that `CreateSlimBuilder` leaves out, read from its sources and its settings files. */
import type { Host } from '../../host';
import type { ProgramContext } from '../rule';

/** Something the slim builder lacks, with the statement that brings it back (`$` stands for the builder variable). */
export interface SlimNeed { readonly reason: string; readonly statement: string }

const https: SlimNeed = { reason: 'HTTPS endpoints', statement: '$.WebHost.UseKestrelHttpsConfiguration();' };
const sourceNeeds: readonly (SlimNeed & { readonly pattern: RegExp })[] = [
  { ...https, pattern: /\bUseUrls\s*\([^)]*https:\/\/|\bConfigureHttpsDefaults\b|\.Urls\.Add\s*\(\s*"https:|\.(?:Run|RunAsync)\s*\(\s*"https:/ },
  { reason: 'HTTP/3', statement: '$.WebHost.UseQuic();', pattern: /\bHttpProtocols\.Http(?:3|1AndHttp2AndHttp3)\b/ },
  { reason: 'a regex route constraint', statement: '$.Services.AddRouting();', pattern: /"[^"\n]*:regex\(/ },
  { reason: 'static web assets', statement: '$.WebHost.UseStaticWebAssets();', pattern: /\bMapStaticAssets\s*\(|"[^"\n]*_content\// },
];

/** Needs of a program, without duplicates. Undefined: it depends on something that cannot be brought back. */
export function slimNeeds(program: ProgramContext): readonly SlimNeed[] | undefined {
  const needs = new Map<string, SlimNeed>();
  const add = (need: SlimNeed): void => { needs.set(need.statement, { reason: need.reason, statement: need.statement }); };
  for (const file of program.files) for (const need of sourceNeeds) if (need.pattern.test(file.text)) add(need);
  const settings = httpsInSettings(program);
  if (settings) add(https);
  if (/HOSTINGSTARTUPASSEMBLIES/.test(launchSettings(program) ?? '')) return undefined;
  if (program.host.stamp(`${program.project.folder}/web.config`) !== undefined) add({ reason: 'hosting in IIS', statement: '$.WebHost.UseIISIntegration();' });
  return [...needs.values()].filter((need) => !program.files.some((file) => file.text.includes(need.statement.replace(/^\$/, '').replace(/\(\);$/, '('))));
}

/** The settings file that asks for HTTPS: `appsettings*.json` or, for development, `launchSettings.json`. */
export function httpsInSettings(program: ProgramContext): { readonly file: string; readonly isDevelopmentOnly: boolean } | undefined {
  const { folder } = program.project;
  for (const entry of program.host.readDirectory(folder)) {
    if (entry.isDirectory || !/^appsettings(?:\.\w+)?\.json$/i.test(entry.name)) continue;
    const kestrel = kestrelSection(program.host, `${folder}/${entry.name}`);
    if (kestrel !== undefined && /https:\/\//i.test(kestrel)) return { file: entry.name, isDevelopmentOnly: /\.Development\./i.test(entry.name) };
  }
  const launch = launchSettings(program);
  return launch !== undefined && /"applicationUrl"\s*:\s*"[^"]*https:\/\//i.test(launch) ? { file: 'launchSettings.json', isDevelopmentOnly: true } : undefined;
}

function launchSettings(program: ProgramContext): string | undefined {
  return program.host.readText(`${program.project.folder}/Properties/launchSettings.json`);
}

/** Text from `"Kestrel"` (or `"Urls"`) on: enough to look for addresses without parsing comments and trailing commas. */
function kestrelSection(host: Host, path: string): string | undefined {
  const text = host.readText(path) ?? '';
  const start = text.search(/"(?:Kestrel|Urls)"\s*:/i);
  return start < 0 ? undefined : text.slice(start);
}
