/** obj/project.assets.json, the lock file of a NuGet restore: what the compiler gets from packages and projects. */
import { joinPath } from './paths';
import { aliasesOf } from './referenceAliases';
import type { ReferenceRequest } from './references';
import { parseTargetFramework, compareVersions } from './targetFramework';

export interface PackageAssembly {
  readonly path: string;
  readonly id: string;
  readonly version: string;
  readonly aliases: readonly string[];
}

/** The part of the file that is read. */
export interface AssetsFile {
  readonly targets: Readonly<Record<string, Json>>;
  readonly libraries: Readonly<Record<string, Json>>;
  readonly packageFolders: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Readonly<Record<string, Json>> {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter((e): e is [string, Json] => isObject(e[1]))) : {};
}

/** Reads the assets file; undefined when there is none. One that is broken is named in `unresolved` and counts as none. */
export function readAssets(request: ReferenceRequest, unresolved: string[]): AssetsFile | undefined {
  const path = joinPath(request.extensionsFolder, 'project.assets.json');
  const text = request.readText(path);
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    unresolved.push(`${path} is damaged; run "dotnet restore" to write it again`);
    return undefined;
  }
  if (!isObject(parsed) || !isObject(parsed['targets'])) {
    unresolved.push(`${path} has no targets; run "dotnet restore" to write it again`);
    return undefined;
  }
  const folders = isObject(parsed['packageFolders']) ? Object.keys(parsed['packageFolders']) : [];
  return { targets: objectOf(parsed['targets']), libraries: objectOf(parsed['libraries']), packageFolders: folders.length > 0 ? folders : [request.host.nugetRoot] };
}

/** What the restore gave the packages of a framework. */
export interface RestoredPackages {
  readonly assemblies: readonly PackageAssembly[];
  /** Ids in lower case: what is not among them was added since the restore. */
  readonly ids: ReadonlySet<string>;
  /** Frameworks that packages and projects bring to those that reference them. */
  readonly frameworkReferences: readonly string[];
}

/** Compile assets of all packages of the request's framework, transitive ones included, in the file's order. */
export function packageAssemblies(assets: AssetsFile, request: ReferenceRequest): RestoredPackages {
  const result: PackageAssembly[] = [];
  const ids = new Set<string>();
  const target = targetOf(assets, request.targetFramework);
  const frameworkReferences = new Set<string>();
  for (const [key, library] of Object.entries(objectOf(target))) {
    const frameworks = library['frameworkReferences'];
    if (Array.isArray(frameworks)) for (const name of frameworks) if (typeof name === 'string') frameworkReferences.add(name);
    if (library['type'] !== 'package') continue;
    const slash = key.indexOf('/');
    const id = key.slice(0, slash);
    const version = key.slice(slash + 1);
    ids.add(id.toLowerCase());
    const libraryPath = assets.libraries[key]?.['path'];
    const below = typeof libraryPath === 'string' ? libraryPath : `${id.toLowerCase()}/${version.toLowerCase()}`;
    const find = (asset: string): string | undefined => assets.packageFolders.map((folder) => joinPath(folder, below, asset)).find((p) => request.host.stamp(p) !== undefined);
    for (const [asset, details] of Object.entries(objectOf(library['compile']))) {
      if (!/\.(dll|winmd)$/i.test(asset)) continue;
      const path = find(asset);
      if (path !== undefined) result.push({ path, id, version, aliases: aliasesOf(typeof details['aliases'] === 'string' ? details['aliases'] : undefined) });
    }
  }
  return { assemblies: result, ids, frameworkReferences: [...frameworkReferences] };
}

/** The target without a runtime identifier that names the framework. */
function targetOf(assets: AssetsFile, targetFramework: string): Json | undefined {
  const wanted = parseTargetFramework(targetFramework);
  const keys = Object.keys(assets.targets).filter((key) => !key.includes('/'));
  const exact = keys.find((key) => {
    const tfm = parseTargetFramework(key);
    return tfm.identifier === wanted.identifier && compareVersions(tfm.version, wanted.version) === 0 && tfm.platform === wanted.platform;
  });
  const key = exact ?? keys.find((k) => compareVersions(parseTargetFramework(k).version, wanted.version) === 0);
  return key === undefined ? undefined : assets.targets[key];
}
