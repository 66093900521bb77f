/** Best effort for packages that were not restored: NuGet's global folder, with their dependencies. */
import type { Host } from '../host';
import type { PackageAssembly } from './assetsFile';
import { joinPath } from './paths';
import type { PackageReference } from './projectModel';
import type { ReferenceRequest } from './references';
import { byVersionDescending, compareVersions, nearest, parseTargetFramework, parseVersion } from './targetFramework';
import type { TargetFramework } from './targetFramework';
import { attributeOf, parseXml } from './xml';

/** Packages looked at for one project, at most. */
const maxPackages = 500;

/** Finds what it can of packages; every one of them that is not in the folder goes to `unresolved`. */
export function findUnrestored(request: ReferenceRequest, packages: readonly PackageReference[], unresolved: string[]): PackageAssembly[] {
  const tfm = parseTargetFramework(request.targetFramework);
  const result: PackageAssembly[] = [];
  const seen = new Set<string>();
  const queue = packages.map((p) => ({ id: p.id, version: p.version, aliases: p.aliases, direct: true }));
  for (let next = queue.shift(); next && seen.size < maxPackages; next = queue.shift()) {
    const key = next.id.toLowerCase();
    if (seen.has(key) || !/^[\w.-]+$/.test(key)) continue;
    seen.add(key);
    const version = installedVersion(request.host, key, next.version);
    if (version === undefined) {
      if (next.direct) unresolved.push(`package ${next.id}${next.version === undefined ? '' : ` ${next.version}`} is not restored; run "dotnet restore"`);
      continue;
    }
    const folder = joinPath(request.host.nugetRoot, key, version);
    for (const path of assembliesOf(request.host, folder, tfm)) result.push({ path, id: next.id, version, aliases: next.aliases });
    for (const dependency of dependenciesOf(request.host, joinPath(folder, `${key}.nuspec`), tfm)) queue.push({ ...dependency, aliases: [], direct: false });
  }
  return result;
}

/** The requested version when it is there, else the lowest one above it, as NuGet would choose. */
function installedVersion(host: Host, id: string, requested: string | undefined): string | undefined {
  const versions = host.readDirectory(joinPath(host.nugetRoot, id)).filter((e) => e.isDirectory).map((e) => e.name);
  const wanted = lowerBound(requested);
  if (wanted === undefined) return [...versions].sort(byVersionDescending)[0];
  const exact = versions.find((v) => v === wanted.toLowerCase());
  const above = versions.filter((v) => compareVersions(numbers(v), numbers(wanted)) >= 0).sort(byVersionDescending);
  return exact ?? above[above.length - 1];
}

/** "[1.2.0, 2.0)" -> "1.2.0"; "8.*" -> "8.0"; undefined when any version will do. */
function lowerBound(range: string | undefined): string | undefined {
  const text = (range ?? '').replace(/[[\](){}\s]/g, '').split(',')[0] ?? '';
  const plain = text.replace(/\.?\*.*/, '');
  return plain === '' ? undefined : plain;
}

function numbers(version: string): number[] {
  return parseVersion(version.replace(/[-+].*/, ''));
}

function assembliesOf(host: Host, folder: string, tfm: TargetFramework): string[] {
  for (const kind of ['ref', 'lib']) {
    const names = host.readDirectory(joinPath(folder, kind)).filter((e) => e.isDirectory).map((e) => e.name);
    const best = nearest(tfm, names, parseTargetFramework);
    if (best === undefined) continue;
    const chosen = joinPath(folder, kind, best);
    return host.readDirectory(chosen).filter((e) => !e.isDirectory && /\.dll$/i.test(e.name)).map((e) => joinPath(chosen, e.name)).sort();
  }
  return [];
}

function dependenciesOf(host: Host, nuspec: string, tfm: TargetFramework): { id: string; version: string | undefined }[] {
  const text = host.readText(nuspec);
  const metadata = text === undefined ? undefined : parseXml(nuspec, text).root?.children.find((c) => c.name === 'metadata');
  const dependencies = metadata?.children.find((c) => c.name === 'dependencies');
  if (!dependencies) return [];
  const groups = dependencies.children.filter((c) => c.name === 'group');
  const framed = groups.filter((g) => attributeOf(g, 'targetFramework') !== undefined);
  const group = nearest(tfm, framed, (g) => parseTargetFramework(attributeOf(g, 'targetFramework')?.value ?? '')) ?? groups.find((g) => !framed.includes(g));
  const list = groups.length === 0 ? dependencies : group;
  return (list?.children ?? []).filter((c) => c.name === 'dependency').map((d) => ({ id: attributeOf(d, 'id')?.value ?? '', version: attributeOf(d, 'version')?.value }));
}
