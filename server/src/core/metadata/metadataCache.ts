/** Assembly files by path and stamp, and bound reference lists: both shared between all projects of a workspace. */
import type { Host } from '../host';
import type { AssemblySymbol } from '../symbols/symbol';
import type { MetadataProblem } from './metadataModule';
import { MetadataModule } from './metadataModule';
import { bindReferences } from './referenceSet';

/** What of the resolved references the cache asks for. */
export interface ReferenceList {
  /** Absolute paths of the dlls. */
  readonly assemblies: readonly string[];
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

  constructor(private readonly host: Host) {}

  /** Symbols of a reference list: the same objects for the same files. Unreadable files are left out, and logged once. */
  bind(references: ReferenceList): readonly AssemblySymbol[] {
    const modules = references.assemblies.map((path) => this.module(path)).filter((module) => module !== undefined);
    const key = modules.map((module) => module.path).join('\n');
    const known = this.lists.get(key);
    this.lists.delete(key);
    const isCurrent = known?.modules.every((module, i) => module === modules[i]) === true;
    const list = isCurrent ? known : { modules, assemblies: bindReferences(modules) };
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
}
