/**
 * Assemblies shared between reference lists. A type is one symbol in two projects of a solution only if its assembly is: so an
 * assembly is made anew only where something that it refers to, directly or not, is another file.
 */
import type { MetadataAssembly } from './metadataAssembly';
import type { MetadataModule } from './metadataModule';

/** Key of a module in a list; made when asked for, since it takes a walk over all that the module refers to. */
export type ModuleKey = () => string;

export class AssemblyPool {
  private readonly numbers = new WeakMap<MetadataModule, number>();
  private readonly assemblies = new WeakMap<MetadataModule, { readonly key: ModuleKey; readonly assembly: MetadataAssembly }[]>();
  private lastNumber = 0;

  /**
   * Keys of the modules of a list: equal keys of one module mean that it sees the same files.
   * @param byName module for the simple name of each assembly, in lower case
   */
  keysOf(modules: readonly MetadataModule[], byName: ReadonlyMap<string, MetadataModule>): (module: MetadataModule) => ModuleKey {
    let everywhere: readonly MetadataModule[] | undefined;
    const neighbours = new Map<MetadataModule, readonly MetadataModule[]>();
    const neighboursOf = (module: MetadataModule): readonly MetadataModule[] => {
      let found = neighbours.get(module);
      if (found === undefined) neighbours.set(module, found = module.referencedNames.map((name) => byName.get(name)).filter((other) => other !== undefined));
      return found;
    };
    return (module) => {
      let key: string | undefined;
      return () => {
        if (key === undefined) {
          const reached = new Set([module, ...everywhere ??= modules.filter((each) => each.definesObject)]);
          for (const each of reached) for (const next of neighboursOf(each)) reached.add(next); // a set gives what is added while it is walked
          key = [...reached].map((each) => this.numberOf(each)).sort((a, b) => a - b).join(' ');
        }
        return key;
      };
    };
  }

  /** The assembly for a module and its key, made when there is none yet. Of a module in but one list the key is never made. */
  assembly(module: MetadataModule, key: ModuleKey, make: () => MetadataAssembly): MetadataAssembly {
    const known = this.assemblies.get(module);
    const same = known?.find((entry) => entry.key() === key());
    if (same !== undefined) return same.assembly;
    const entry = { key, assembly: make() };
    if (known === undefined) this.assemblies.set(module, [entry]);
    else known.push(entry);
    return entry.assembly;
  }

  private numberOf(module: MetadataModule): number {
    let number = this.numbers.get(module);
    if (number === undefined) this.numbers.set(module, number = ++this.lastNumber);
    return number;
  }
}
