/** The reference assemblies that the index is made from. */
import type { Host } from '../core/host';
import { MetadataModule } from '../core/metadata/metadataModule';
import { indexedFrameworks, indexedPacks, packFiles } from '../core/msbuild/references';

export interface TargetingPack {
  readonly framework: string;
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** The newest installed pack for each framework and framework reference; those that are not installed are left out. */
export function findTargetingPacks(host: Host): readonly TargetingPack[] {
  return indexedFrameworks.flatMap((framework) => indexedPacks.flatMap((name) => {
    const files = packFiles(host, name, framework);
    // <version>/ref/<framework>/<file>
    const version = files[0]?.split(/[\\/]/).at(-4) ?? '';
    return files.length === 0 ? [] : [{ framework, name, version, files }];
  }));
}

/** The modules of a pack; throws for a dll that is none. */
export function openPack(pack: TargetingPack, host: Host): readonly MetadataModule[] {
  return pack.files.map((file) => {
    const bytes = host.readBytes(file);
    const module = bytes === undefined ? { path: file, message: 'cannot be read' } : MetadataModule.open(file, bytes);
    if (!(module instanceof MetadataModule)) throw new Error(`${file}: ${module.message}`);
    return module;
  });
}
