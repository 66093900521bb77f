/** Which assemblies of a reference list have anything in a namespace: a name is then looked up in few of some hundred assemblies. */
import type { AssemblySymbol } from './symbol';

/** The metadata part is the same for every compilation over the same list, and outlives them. */
const known = new WeakMap<readonly AssemblySymbol[], NamespaceHolders>();

const none: readonly AssemblySymbol[] = [];

export class NamespaceHolders {
  private byNamespace: ReadonlyMap<string, readonly AssemblySymbol[]> | undefined;

  private constructor(private readonly assemblies: readonly AssemblySymbol[]) {}

  /** The index of a list: the same object for the same list. The list must not change. */
  static of(assemblies: readonly AssemblySymbol[]): NamespaceHolders {
    let holders = known.get(assemblies);
    if (holders === undefined) known.set(assemblies, holders = new NamespaceHolders(assemblies));
    return holders;
  }

  /** Assemblies with types in the namespace or in one below it, in the order of the list. */
  assembliesOf(namespace: string): readonly AssemblySymbol[] {
    this.byNamespace ??= collect(this.assemblies);
    return this.byNamespace.get(namespace) ?? none;
  }
}

function collect(assemblies: readonly AssemblySymbol[]): Map<string, AssemblySymbol[]> {
  const byNamespace = new Map<string, AssemblySymbol[]>();
  const add = (namespace: string, assembly: AssemblySymbol): void => {
    const list = byNamespace.get(namespace);
    if (list === undefined) byNamespace.set(namespace, [assembly]);
    else list.push(assembly);
  };
  for (const assembly of assemblies) {
    for (const namespace of assembly.namespaces) if (namespace !== '') add(namespace, assembly);
    // Whether the list of an assembly's namespaces names the global one does not tell whether a type is in it.
    if (assembly.hasTypesIn?.('') ?? assembly.typesIn('').length > 0) add('', assembly);
  }
  return byNamespace;
}
