/** The dlls a project compiles against, found without a build: targeting packs, the restored assets, else the global packages folder. */
import type { Host } from '../host';
import { packageAssemblies, readAssets } from './assetsFile';
import { findUnrestored } from './nugetFolder';
import { baseName, joinPath } from './paths';
import type { PackageReference, ResolvedReferences } from './projectModel';
import { byVersionDescending, compareVersions, parseTargetFramework } from './targetFramework';

export interface ReferenceRequest {
  readonly host: Host;
  readonly projectPath: string;
  readonly folder: string;
  readonly targetFramework: string;
  readonly runtimeIdentifier: string;
  /** "Microsoft.NETCore.App", "Microsoft.AspNetCore.App", … */
  readonly frameworkReferences: readonly string[];
  readonly packageReferences: readonly PackageReference[];
  readonly references: readonly { readonly identity: string; readonly hintPath: string | undefined; readonly aliases: readonly string[] }[];
  /** Where restore writes project.assets.json. */
  readonly extensionsFolder: string;
  /** Reads text and remembers the file as a dependency of the evaluation. */
  readonly readText: (path: string) => string | undefined;
}

/** Frameworks that the shipped index holds. */
export const indexedFrameworks: readonly string[] = ['net8.0', 'net9.0', 'net10.0'];
/** Framework references that it stands for. */
export const indexedPacks: readonly string[] = ['Microsoft.NETCore.App', 'Microsoft.AspNetCore.App'];

/** Resolves all references. What is missing is named in `unresolved`, never thrown. */
export function resolveReferences(request: ReferenceRequest): ResolvedReferences {
  const unresolved: string[] = [];
  const packageOf = new Map<string, { readonly id: string; readonly version: string }>();
  const assemblies = new Map<string, string>();
  const aliases = new Map<string, readonly string[]>();
  const add = (path: string, ofReference: readonly string[] = []): void => {
    const name = baseName(path).toLowerCase();
    // The first of two assemblies of one name wins: the SDK resolves such conflicts for the framework's.
    if (assemblies.has(name)) return;
    assemblies.set(name, path);
    if (ofReference.length > 0) aliases.set(name, ofReference);
  };
  const assets = readAssets(request, unresolved);
  const restored = assets ? packageAssemblies(assets, request) : { assemblies: [], ids: new Set<string>(), frameworkReferences: [] };
  const frameworkReferences = [...new Set([...request.frameworkReferences, ...restored.frameworkReferences])];
  const indexFramework = addFrameworks(request, frameworkReferences, add, unresolved);
  const added = request.packageReferences.filter((p) => !restored.ids.has(p.id.toLowerCase()));
  for (const found of [...restored.assemblies, ...findUnrestored(request, added, unresolved)]) {
    add(found.path, found.aliases);
    packageOf.set(found.path, { id: found.id, version: found.version });
  }
  for (const reference of request.references) addFile(request, reference, add, unresolved);
  const indexPacks = indexFramework === undefined ? [] : frameworkReferences.filter((name) => indexedPacks.includes(name));
  return { assemblies: [...assemblies.values()], unresolved, indexFramework, indexPacks, packageOf, aliases };
}

function addFile(request: ReferenceRequest, reference: ReferenceRequest['references'][number], add: (path: string, aliases: readonly string[]) => void, unresolved: string[]): void {
  const written = reference.hintPath ?? (/\.dll$/i.test(reference.identity) ? reference.identity : undefined);
  if (written === undefined) return;
  const path = joinPath(request.folder, written);
  if (request.host.stamp(path) !== undefined) add(path, reference.aliases);
  else unresolved.push(`the file ${written} of the reference ${reference.identity} does not exist`);
}

/** Adds the frameworks' assemblies; gives the version of the index that has to stand in for them. */
function addFrameworks(request: ReferenceRequest, frameworkReferences: readonly string[], add: (path: string) => void, unresolved: string[]): string | undefined {
  const tfm = parseTargetFramework(request.targetFramework);
  let index: string | undefined;
  if (tfm.identifier === '.NETFramework') {
    unresolved.push(`reference assemblies of ${request.targetFramework} are not read; Native AOT needs .NET 8 or later`);
    return undefined;
  }
  if (request.packageReferences.some((p) => p.id === 'NETStandard.Library')) for (const path of standardPackageFiles(request.host, tfm.version)) add(path);
  for (const name of frameworkReferences) {
    const files = packFiles(request.host, name, request.targetFramework);
    if (files.length > 0) for (const path of files) add(path);
    else if (indexedPacks.includes(name)) {
      if (tfm.identifier === '.NETCoreApp') index = closestIndex(tfm.version);
    } else unresolved.push(`the targeting pack of ${name} for ${request.targetFramework} is not installed`);
  }
  return index;
}

function closestIndex(version: readonly number[]): string {
  const known = indexedFrameworks.filter((i) => compareVersions(parseTargetFramework(i).version, version) <= 0);
  return known[known.length - 1] ?? indexedFrameworks[0] ?? 'net8.0';
}

/** Dlls of the newest targeting pack of a framework: under the SDK's packs, else in NuGet's folder. */
export function packFiles(host: Host, framework: string, targetFramework: string): string[] {
  const tfm = parseTargetFramework(targetFramework);
  const short = tfm.identifier === '.NETStandard' ? `netstandard${tfm.version.join('.')}` : `net${tfm.version[0] ?? 0}.${tfm.version[1] ?? 0}`;
  const pack = framework === 'NETStandard.Library' ? 'NETStandard.Library.Ref' : `${framework}.Ref`;
  const roots = [...host.dotnetRoots.map((root) => joinPath(root, 'packs', pack)), joinPath(host.nugetRoot, pack.toLowerCase())];
  for (const root of roots) {
    const versions = host.readDirectory(root).filter((e) => e.isDirectory && matchesMajor(e.name, tfm.version, tfm.identifier)).map((e) => e.name).sort(byVersionDescending);
    for (const version of versions) {
      const folder = joinPath(root, version, 'ref', short);
      const files = host.readDirectory(folder).filter((e) => !e.isDirectory && /\.dll$/i.test(e.name)).map((e) => joinPath(folder, e.name));
      if (files.length > 0) return files.sort();
    }
  }
  return [];
}

/** Up to .NET Standard 2.0 the reference assemblies are in the package NETStandard.Library, where its targets find them. */
function standardPackageFiles(host: Host, version: readonly number[]): string[] {
  const root = joinPath(host.nugetRoot, 'netstandard.library');
  for (const installed of host.readDirectory(root).filter((e) => e.isDirectory).map((e) => e.name).sort(byVersionDescending)) {
    const folder = joinPath(root, installed, 'build', `netstandard${version.join('.')}`, 'ref');
    const files = host.readDirectory(folder).filter((e) => !e.isDirectory && /\.dll$/i.test(e.name)).map((e) => joinPath(folder, e.name));
    if (files.length > 0) return files.sort();
  }
  return [];
}

function matchesMajor(name: string, version: readonly number[], identifier: string): boolean {
  return identifier === '.NETStandard' || name.startsWith(`${version[0] ?? 0}.${version[1] ?? 0}.`);
}
