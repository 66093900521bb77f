/** What name lookup sees as one program: the source assembly, the projects it references as source, and metadata. */
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, SpecialType } from './symbol';

/**
 * The merged view over all assemblies of one compilation. Built per project (and target framework); the metadata part is
 * shared between compilations with the same reference list.
 */
export interface Compilation {
  readonly assembly: AssemblySymbol;
  readonly references: readonly AssemblySymbol[];
  /** Whether names without an alias (or behind one) may mean what an assembly declares. */
  isSeen(assembly: AssemblySymbol, alias?: string): boolean;
  /** Namespaces may have an alias before them (`aliasedNamespace.ts`). Top-level types by namespace and simple name over all assemblies, source first; inaccessible ones included. */
  typesNamed(namespace: string, name: string): readonly NamedTypeSymbol[];
  namespaceExists(namespace: string): boolean;
  extensionMethods(namespace: string, name: string): readonly MethodSymbol[];
  /** By full name with arity suffix and `+` for nesting ("System.Collections.Generic.Dictionary`2+KeyCollection"). */
  typeByMetadataName(fullName: string): NamedTypeSymbol | undefined;
  /** Undefined when the core library is missing. */
  specialType(type: SpecialType): NamedTypeSymbol | undefined;
}
