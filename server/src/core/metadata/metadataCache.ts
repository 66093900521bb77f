/** Assembly files by path and stamp, and bound reference lists: both shared between all projects of a workspace. */
import type { Host } from '../host';
import type { AssemblySymbol } from '../symbols/symbol';
import { AssemblyPool } from './assemblyPool';
import { FrameworkIndex } from './frameworkIndex';
import type { MetadataProblem } from './metadataModule';
import { MetadataModule } from './metadataModule';
import { bindReferences } from './referenceSet';

/** What of the resolved references the cache asks for. */
export interface ReferenceList {
  /** Absolute paths of the dlls. */
  readonly assemblies: readonly string[];
  /** Framework ("net9.0") whose assemblies the shipped index has to supply. */
  readonly indexFramework?: string | undefined;
  /** Framework references that it has to supply. */
  readonly indexPacks?: readonly string[];
}

interface CachedModule {
  readonly stamp: string;
  readonly module: MetadataModule | MetadataProblem;
}

/** Lists of as many different projects stay bound; more are bound anew when they come back. */
const maximumLists = 16;

export class MetadataCache {
  private readonly modules = new Map<string, CachedModule>();
  private readonly lists = new Map<string, { readonly modules: readonly MetadataModule[]; readonly assemblies: readonly AssemblySymbol[] }>();

  private readonly pool = new AssemblyPool();
  private cachedIndex: { readonly index: FrameworkIndex | undefined } | undefined;

  constructor(private readonly host: Host) {}

  /** Symbols of a reference list: the same objects for the same files. Unreadable files are left out, and logged once. */
  bind(references: ReferenceList): readonly AssemblySymbol[] {
    const { indexFramework: framework, indexPacks: packs = [] } = references;
    const indexed = framework === undefined ? undefined : this.index?.module({ framework, packs });
    const modules = [indexed, ...references.assemblies.map((path) => this.module(path))].filter((module) => module !== undefined);
    const key = modules.map((module) => module.path).join('\n');
    const known = this.lists.get(key);
    this.lists.delete(key);
    const isCurrent = known?.modules.every((module, i) => module === modules[i]) === true;
    const list = isCurrent ? known : { modules, assemblies: bindReferences(modules, this.pool) };
    this.lists.set(key, list);
    const [oldest] = this.lists.keys();
    if (this.lists.size > maximumLists && oldest !== undefined) this.lists.delete(oldest);
    return list.assemblies;
  }

  /** The tables of a file; undefined when it is missing or no assembly. */
  module(path: string): MetadataModule | undefined {
    const stamp = this.host.stamp(path);
    if (stamp === undefined) return undefined;
    let cached = this.modules.get(path);
    if (cached?.stamp !== stamp) {
      const bytes = this.host.readBytes(path);
      const module = bytes === undefined ? { path, message: 'the file cannot be read' } : MetadataModule.open(path, bytes);
      if (!(module instanceof MetadataModule)) this.host.log.warn(`Reference ${path} is left out: ${module.message}.`);
      this.modules.set(path, cached = { stamp, module });
    }
    return cached.module instanceof MetadataModule ? cached.module : undefined;
  }

  /** The index beside the bundle, read when the first project needs it. */
  private get index(): FrameworkIndex | undefined {
    return (this.cachedIndex ??= { index: this.readIndex() }).index;
  }

  private readIndex(): FrameworkIndex | undefined {
    const { indexFolder, log } = this.host;
    const path = `${indexFolder ?? ''}/index.br`;
    const compressed = indexFolder === undefined ? undefined : this.host.readBytes(path);
    const index = compressed === undefined ? 'it is not there' : this.decompressed(path, compressed);
    if (index instanceof FrameworkIndex) return index;
    log.warn(`No targeting pack is installed and the index ${path} cannot stand in for it: ${index}.`);
    return undefined;
  }

  private decompressed(path: string, compressed: Uint8Array): FrameworkIndex | string {
    try {
      return FrameworkIndex.read(path, this.host.decompress(compressed));
    } catch {
      return 'it is no brotli file';
    }
  }
}
