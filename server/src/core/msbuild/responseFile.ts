/**
 * Directory.Build.rsp: switches that every command-line build below its folder gets (learn.microsoft.com: "MSBuild response files"). Of them
 * only properties are of interest.
 */
import { directoryOfFileAbove } from './functions';
import type { Host } from '../host';
import { joinPath } from './paths';

const fileName = 'Directory.Build.rsp';

/** Global properties of the nearest response file at or above the project's folder, the last of a name; none without one. */
export function responseProperties(host: Host, projectFolder: string): Readonly<Record<string, string>> {
  const folder = directoryOfFileAbove({ host, projectFolder }, projectFolder, fileName);
  const text = folder === '' ? '' : host.readText(joinPath(folder, fileName)) ?? '';
  const found = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trimStart().startsWith('#')) continue;
    for (const word of line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []) {
      const properties = /^(?:--?|\/)(?:p|property):(.+)$/i.exec(word.startsWith('"') ? word.replaceAll('"', '') : word)?.[1];
      for (const assignment of properties?.match(/(?:"[^"]*"|[^;,"])+/g) ?? []) {
        const at = assignment.indexOf('=');
        const value = assignment.slice(at + 1).replaceAll('"', '').replaceAll(/%MSBuildThisFileDirectory%/gi, `${folder}/`);
        if (at > 0) found.set(assignment.slice(0, at).trim(), value);
      }
    }
  }
  return Object.fromEntries(found);
}
