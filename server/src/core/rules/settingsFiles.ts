/** Settings files of an application as the keys that its configuration gets from them; comments and trailing commas are allowed there. */
import type { ProgramContext } from './rule';

/** A value of a settings file: `Kestrel:Endpoints:Web:Url` in lower case, and its text. */
export interface Setting {
  readonly file: string;
  readonly key: string;
  readonly value: string;
}

/** Brackets, commas and colons, strings, and whatever stands between them; a comment that does not end takes the rest. */
const tokens = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Level { readonly prefix: string; index: number; readonly isList: boolean }

/** Values of a JSON text by key in order, a section before what is in it as an empty one; what is not well-formed gives what can be read. */
export function settingsIn(text: string): readonly { readonly key: string; readonly value: string }[] {
  const found: { key: string; value: string }[] = [];
  const levels: Level[] = [];
  let name: string | undefined;
  let value: string | undefined;
  const inside = (key: string): string => {
    const level = levels.at(-1);
    const own = level?.isList ? String(level.index) : key;
    return level?.prefix ? `${level.prefix}:${own}` : own;
  };
  const finish = (): void => {
    if (value !== undefined && (name !== undefined || levels.at(-1)?.isList)) found.push({ key: inside(name ?? '').toLowerCase(), value });
    value = undefined;
  };
  for (const { 0: token } of text.matchAll(tokens)) {
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const prefix = level ? inside(name ?? '') : '';
      if (prefix !== '') found.push({ key: prefix.toLowerCase(), value: '' });
      levels.push({ prefix, index: 0, isList: token === '[' });
      [name, value] = [undefined, undefined];
    } else if (token === '}' || token === ']' || token === ',') {
      finish();
      name = undefined;
      if (token === ',' && level) level.index++;
      if (token !== ',') levels.pop();
    } else if (token === ':') [name, value] = [value ?? '', undefined];
    else value = valueOf(token);
  }
  return found;
}

function valueOf(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(?:u([\da-f]{4})|(.))/gi, (_, code: string | undefined, other: string | undefined) => (code === undefined ? other ?? '' : String.fromCharCode(parseInt(code, 16)))) : token;
}

/** Names of the `appsettings*.json` beside the project file. */
export function settingsFiles({ host, project }: ProgramContext): readonly string[] {
  return host.readDirectory(project.folder).filter(({ name, isDirectory }) => !isDirectory && /^appsettings(?:\.[\w-]+)*\.json$/i.test(name)).map(({ name }) => name);
}

/** What they set. */
export function applicationSettings(program: ProgramContext): readonly Setting[] {
  const { folder } = program.project;
  return settingsFiles(program)
    .flatMap((name) => settingsIn(program.host.readText(`${folder}/${name}`) ?? '').map((setting) => ({ file: name, ...setting })));
}

/** A profile of `launchSettings.json`: the name of its command and its settings, in lower case and without the profile's name. */
export interface LaunchProfile { readonly command: string; readonly settings: readonly { readonly key: string; readonly value: string }[] }

/** Profiles of `launchSettings.json` but for those that start another program. */
export function launchProfiles(program: ProgramContext): readonly LaunchProfile[] {
  const profiles = new Map<string, { key: string; value: string }[]>();
  for (const { key, value } of settingsIn(program.host.readText(`${program.project.folder}/Properties/launchSettings.json`) ?? '')) {
    const [, profile, setting] = /^profiles:([^]*?):(commandname|applicationurl|environmentvariables:[^]*)$/.exec(key) ?? [];
    if (profile === undefined || setting === undefined) continue;
    const known = profiles.get(profile);
    if (known) known.push({ key: setting, value });
    else profiles.set(profile, [{ key: setting, value }]);
  }
  return [...profiles.values()].map((settings) => ({ command: settings.find(({ key }) => key === 'commandname')?.value.toLowerCase() ?? 'project', settings })).filter(({ command }) => command !== 'executable');
}
