/** The assemblies of one reference list, which find each other's types by simple assembly name and through forwarders. */
import type { AssemblySymbol, SpecialType, TypeSymbol } from '../symbols/symbol';
import { errorType } from '../symbols/types';
import { AssemblyPool } from './assemblyPool';
import { MetadataAssembly } from './metadataAssembly';
import type { MetadataModule } from './metadataModule';
import type { MetadataNamedType } from './namedType';

export class ReferenceSet {
  readonly assemblies: readonly MetadataAssembly[];
  private readonly byName = new Map<string, MetadataAssembly>();
  private readonly specialTypes = new Map<SpecialType, TypeSymbol>();

  constructor(modules: readonly MetadataModule[], pool: AssemblyPool) {
    const chosen = new Map<string, MetadataModule>();
    for (const module of modules) {
      const key = module.assemblyName.toLowerCase();
      const known = chosen.get(key);
      if (known !== undefined && !isNewer(module.version, known.version)) continue;
      chosen.set(key, module);
      for (const name of module.standsFor) chosen.set(name.toLowerCase(), module);
    }
    const used = [...new Set(chosen.values())];
    const keyOf = pool.keysOf(used, chosen);
    for (const module of used) {
      const assembly = pool.assembly(module, keyOf(module), () => new MetadataAssembly(module, this));
      for (const name of [module.assemblyName, ...module.standsFor]) if (chosen.get(name.toLowerCase()) === module) this.byName.set(name.toLowerCase(), assembly);
    }
    this.assemblies = [...new Set(this.byName.values())];
  }

  /** Top-level type that an assembly defines or forwards. */
  typeIn(assemblyName: string, namespace: string, metadataName: string): MetadataNamedType | undefined {
    let name: string | undefined = assemblyName;
    for (let hops = 0; name !== undefined && hops < 8; hops++) {
      const assembly = this.byName.get(name.toLowerCase());
      const type = assembly?.topLevelType(namespace, metadataName);
      if (type !== undefined) return type;
      name = assembly?.module.forwardedTo(namespace, metadataName);
    }
    return undefined;
  }

  /** Top-level type of whichever assembly defines it; public ones first. */
  typeAnywhere(namespace: string, metadataName: string): MetadataNamedType | undefined {
    let found: MetadataNamedType | undefined;
    for (const assembly of this.assemblies) {
      const type = assembly.topLevelType(namespace, metadataName);
      if (type?.accessibility === 'public') return type;
      found ??= type;
    }
    return found;
  }

  special(type: SpecialType): TypeSymbol {
    let found = this.specialTypes.get(type);
    if (found === undefined) {
      const core = this.assemblies.find((assembly) => assembly.isCoreLibrary);
      found = core?.topLevelType('System', type === 'Nullable' ? 'Nullable`1' : type) ?? errorType(type);
      this.specialTypes.set(type, found);
    }
    return found;
  }
}

function isNewer(version: readonly number[], than: readonly number[]): boolean {
  for (const [i, part] of version.entries()) {
    const other = than[i] ?? 0;
    if (part !== other) return part > other;
  }
  return false;
}

/** Symbols for a reference list. Of several assemblies with one name the newest counts, as MSBuild resolves such conflicts. */
export function bindReferences(modules: readonly MetadataModule[], pool = new AssemblyPool()): readonly AssemblySymbol[] {
  return new ReferenceSet(modules, pool).assemblies;
}
