/**
 * Assemblies shared between reference lists. A type is one symbol in two projects of a solution only if its assembly is: so an
 * assembly is made anew only where something that it refers to, directly or not, is another file.
 */
import type { MetadataAssembly } from './metadataAssembly';
import type { MetadataModule } from './metadataModule';

export class AssemblyPool {
  private readonly numbers = new WeakMap<MetadataModule, number>();
  private readonly assemblies = new WeakMap<MetadataModule, Map<string, MetadataAssembly>>();
  private lastNumber = 0;

  /**
   * Keys of the modules of a list: equal keys of one module mean that it sees the same files.
   * @param byName module for the simple name of each assembly, in lower case
   */
  keysOf(modules: readonly MetadataModule[], byName: ReadonlyMap<string, MetadataModule>): ReadonlyMap<MetadataModule, string> {
    const everywhere = modules.filter((module) => module.definesObject);
    const neighbours = new Map(modules.map((module) => [module, module.referencedNames.map((name) => byName.get(name)).filter((other) => other !== undefined)]));
    return new Map(modules.map((module) => {
      const reached = new Set([module, ...everywhere]);
      for (const each of reached) for (const next of neighbours.get(each) ?? []) reached.add(next); // a set gives what is added while it is walked
      return [module, [...reached].map((each) => this.numberOf(each)).sort((a, b) => a - b).join(' ')];
    }));
  }

  /** The assembly for a module and its key, made when there is none yet. */
  assembly(module: MetadataModule, key: string, make: () => MetadataAssembly): MetadataAssembly {
    let byKey = this.assemblies.get(module);
    if (byKey === undefined) this.assemblies.set(module, byKey = new Map<string, MetadataAssembly>());
    let known = byKey.get(key);
    if (known === undefined) byKey.set(key, known = make());
    return known;
  }

  private numberOf(module: MetadataModule): number {
    let number = this.numbers.get(module);
    if (number === undefined) this.numbers.set(module, number = ++this.lastNumber);
    return number;
  }
}
