/** Reserved and well-known properties (learn.microsoft.com: "MSBuild reserved and well-known properties"). */
import type { Host } from '../host';
import { baseName, dirName, extensionOf, joinPath } from './paths';
import { compareVersions, parseVersion } from './targetFramework';

/** Value of a reserved property, by its lower-case name; undefined when it is none. */
export function reservedProperty(lowerName: string, projectPath: string, file: string, host: Host): string | undefined {
  switch (lowerName) {
    case 'msbuildprojectfullpath': return projectPath;
    case 'msbuildprojectdirectory': return dirName(projectPath);
    case 'msbuildprojectdirectorynoroot': return withoutRoot(dirName(projectPath));
    case 'msbuildprojectfile': return baseName(projectPath);
    case 'msbuildprojectname': return nameOf(projectPath);
    case 'msbuildprojectextension': return extensionOf(projectPath);
    case 'msbuildthisfilefullpath': return file;
    case 'msbuildthisfiledirectory': return dirName(file) + (host.platform === 'windows' ? '\\' : '/');
    case 'msbuildthisfiledirectorynoroot': return `${withoutRoot(dirName(file))}/`;
    case 'msbuildthisfile': return baseName(file);
    case 'msbuildthisfilename': return nameOf(file);
    case 'msbuildthisfileextension': return extensionOf(file);
    case 'msbuildstartupdirectory': return dirName(projectPath);
    case 'msbuildruntimetype': return 'Core';
    case 'msbuildtoolsversion': return 'Current';
    case 'os': return host.platform === 'windows' ? 'Windows_NT' : 'Unix';
    case 'msbuildtoolspath': case 'msbuildbinpath': return latestSdk(host)?.folder ?? '';
    case 'msbuildextensionspath': { const sdk = latestSdk(host); return sdk ? `${sdk.folder}/` : ''; }
    case 'netcoresdkversion': return latestSdk(host)?.version ?? '';
    case 'netcoreroot': case 'dotnet_root': return host.dotnetRoots[0] ?? '';
    default: return undefined;
  }
}

/** Newest SDK of the preferred root that has one. */
export function latestSdk(host: Host): { readonly folder: string; readonly version: string } | undefined {
  for (const root of host.dotnetRoots) {
    const versions = host.readDirectory(joinPath(root, 'sdk')).filter((e) => e.isDirectory && /^\d+\.\d+\.\d+/.test(e.name)).map((e) => e.name);
    const best = versions.sort((a, b) => compareVersions(parseVersion(b), parseVersion(a)))[0];
    if (best !== undefined) return { folder: joinPath(root, 'sdk', best), version: best };
  }
  return undefined;
}

function nameOf(path: string): string {
  const name = baseName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}

function withoutRoot(path: string): string {
  return path.replace(/^(?:[A-Za-z]:)?[\\/]+/, '');
}
