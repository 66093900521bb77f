/** Assembly files by path and stamp, and bound reference lists: both shared between all projects of a workspace. */
import type { Host } from '../host';
import type { AssemblySymbol } from '../symbols/symbol';
import { AssemblyPool } from './assemblyPool';
import { FrameworkIndex } from './frameworkIndex';
import type { MetadataProblem } from './metadataModule';
import { MetadataModule } from './metadataModule';
import { ModuleSummaries } from './moduleSummary';
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

/** Name under which the host keeps the summaries. */
const summariesName = 'references';

/** Lists of as many different projects stay bound; more are bound anew when they come back. */
const maximumLists = 16;

export class MetadataCache {
  private readonly modules = new Map<string, CachedModule>();
  private readonly lists = new Map<string, { readonly modules: readonly MetadataModule[]; readonly assemblies: readonly AssemblySymbol[] }>();

  private readonly pool = new AssemblyPool();
  private summaries: ModuleSummaries | undefined;
  /** Files read in this run of which no summary was kept. */
  private readonly unsummed = new Set<string>();
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
      const module = this.open(path, stamp);
      if (!(module instanceof MetadataModule)) this.host.log.warn(`Reference ${path} is left out: ${module.message}.`);
      this.modules.set(path, cached = { stamp, module });
    }
    return cached.module instanceof MetadataModule ? cached.module : undefined;
  }

  private open(path: string, stamp: string): MetadataModule | MetadataProblem {
    this.summaries ??= ModuleSummaries.parse(this.host.kept?.read(summariesName));
    const summary = this.summaries.get(path, stamp);
    if (summary !== undefined) return MetadataModule.summed(path, summary, () => this.host.readBytes(path));
    this.unsummed.add(path);
    const bytes = this.host.readBytes(path);
    return bytes === undefined ? { path, message: 'the file cannot be read' } : MetadataModule.open(path, bytes);
  }

  /** Keeps what later runs need to know of the files that this one had to read. Takes about a millisecond a file; nothing when all were known. */
  keepSummaries(): void {
    const { summaries } = this;
    if (summaries === undefined || this.unsummed.size === 0 || this.host.kept === undefined) return;
    for (const path of this.unsummed) {
      const cached = this.modules.get(path);
      if (cached?.module instanceof MetadataModule) summaries.set(path, cached.stamp, cached.module.summary);
    }
    this.unsummed.clear();
    this.host.kept.write(summariesName, summaries.toText());
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
