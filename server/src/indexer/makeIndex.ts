/** From targeting packs to the bytes of the index, not yet compressed. */
import type { Host } from '../core/host';
import { indexVersion } from '../core/metadata/frameworkIndexFormat';
import { indexedFrameworks, indexedPacks } from '../core/msbuild/references';
import { encodeIndex } from './encoder';
import type { TargetingPack } from './targetingPacks';
import { openPack } from './targetingPacks';
import { UnionTables } from './unionTables';
import type { SourceModule } from './unionTypes';
import { UnionTypes } from './unionTypes';

export interface MadeIndex {
  readonly bytes: Uint8Array;
  /** What could not be carried over, in words. */
  readonly problems: readonly string[];
}

/** Same packs, same bytes. */
export function makeIndex(packs: readonly TargetingPack[], host: Host): MadeIndex {
  const modules: SourceModule[] = [];
  const assemblies: Record<string, number> = {};
  for (const pack of packs) {
    const framework = indexedFrameworks.indexOf(pack.framework);
    const packBit = 1 << (framework + indexedPacks.indexOf(pack.name) * indexedFrameworks.length);
    for (const module of openPack(pack, host)) {
      modules.push({ module, frameworkBit: 1 << framework, packBit });
      assemblies[module.assemblyName] = (assemblies[module.assemblyName] ?? 0) | packBit;
    }
  }
  const types = new UnionTypes(modules);
  const problems: string[] = [];
  const tables = new UnionTables(types, problems).build();
  const description = { version: indexVersion, frameworks: indexedFrameworks, packs: indexedPacks, sources: packs.map((p) => `${p.name} ${p.version}`), assemblies };
  return { bytes: encodeIndex(description, indexedPacks[0] ?? '', tables), problems };
}
