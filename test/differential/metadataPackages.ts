/** Assemblies of NuGet packages on this machine, in groups that one run of the oracle can take. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The global packages folder (NUGET_PACKAGES, else the default of NuGet). */
export const packagesFolder = process.env['NUGET_PACKAGES'] ?? path.join(homedir(), '.nuget/packages');

/** Packages of different compilers, languages and ages; those that are installed are compared without METADATA_ALL. */
const sample = [
  'newtonsoft.json', 'dapper', 'polly.core', 'fluentvalidation', 'system.commandline', 'system.text.json', 'microsoft.entityframeworkcore', 'serilog', 'fsharp.core', 'autofac',
  'mediatr', 'automapper', 'sharpcompress', 'protobuf-net.core', 'google.protobuf', 'xunit.assert', 'castle.core', 'system.reactive', 'messagepack', 'netstandard.library',
];

function foldersIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)).filter((entry) => statSync(entry).isDirectory()) : [];
}

function dllsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.dll')).map((name) => path.join(folder, name));
}

/**
 * The folders with assemblies of one version: lib/<framework>, ref/<framework>, and that of the .NET Standard 2.0 package. Portable profiles
 * are left out: they refer to retargetable assemblies, which a compiler maps to those of the framework only where it knows the framework.
 */
function assemblyFolders(version: string): string[] {
  return ['lib', 'ref', 'build/netstandard2.0'].flatMap((part) => foldersIn(path.join(version, part))).filter((folder) => !path.basename(folder).startsWith('portable-') && dllsIn(folder).length > 0);
}

/** Every folder of every version, or of the newest version of each package of the sample its last lib folder. */
export function packageFolders(isComplete: boolean): string[] {
  const names = isComplete && existsSync(packagesFolder) ? readdirSync(packagesFolder).sort() : sample;
  return names.flatMap((name) => {
    const versions = foldersIn(path.join(packagesFolder, name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return isComplete ? versions.flatMap(assemblyFolders) : versions.slice(-1).flatMap((version) => assemblyFolders(version).slice(-1));
  });
}

/**
 * Folders put together so that no file name comes twice: the oracle, as a compiler does, takes one assembly of a name.
 * Folders that bring a core library of their own stay alone.
 */
export function groups(folders: readonly string[]): string[][] {
  const open: { readonly names: Set<string>; readonly files: string[] }[] = [];
  const alone: string[][] = [];
  for (const folder of folders) {
    const files = dllsIn(folder);
    const names = files.map((file) => path.basename(file).toLowerCase());
    if (names.some((name) => ['system.runtime.dll', 'mscorlib.dll', 'system.private.corelib.dll'].includes(name))) {
      alone.push(files);
      continue;
    }
    let group = open.find((candidate) => !names.some((name) => candidate.names.has(name)));
    if (group === undefined) open.push(group = { names: new Set(), files: [] });
    group.files.push(...files);
    for (const name of names) group.names.add(name);
  }
  return [...open.map((group) => group.files), ...alone];
}
