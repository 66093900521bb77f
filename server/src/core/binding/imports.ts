/** What usings bring (ECMA-334 §14.5): those of one compilation unit or namespace declaration, and the global ones of all files. */
import type { Compilation } from '../symbols/compilation';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import { errorType } from '../symbols/types';
import { isTypeAccessible } from './accessibility';

/** What a name without value meaning refers to. */
export type NamespaceOrType =
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'type'; readonly type: TypeSymbol };

/** What a using directive imports, once its target is bound. */
export interface BoundUsing {
  readonly alias: string | undefined;
  readonly isStatic: boolean;
  readonly target: NamespaceOrType | undefined;
}

/** Namespaces and types whose content usings bring. */
export interface ImportedContainers {
  readonly namespaces: readonly string[];
  readonly staticTypes: readonly NamedTypeSymbol[];
}

/** The usings of one compilation unit (with the global ones) or namespace declaration, bound. */
export interface Imports extends ImportedContainers {
  readonly aliases: ReadonlyMap<string, NamespaceOrType>;
  /** Names from `extern alias`. */
  readonly externAliases: ReadonlySet<string>;
  /** The global usings, and what others bring beside them. */
  readonly global: GlobalImports | undefined;
  readonly own: ImportedContainers;
}

const nothing: ImportedContainers = { namespaces: [], staticTypes: [] };

export const noImports: Imports = { ...nothing, aliases: new Map(), externAliases: new Set(), global: undefined, own: nothing };

/** Collects bound usings; what could not be bound is left out, but as an alias hides what else has its name. */
export function importsOf(usings: readonly BoundUsing[], externAliases: readonly string[] = [], global?: GlobalImports): Imports {
  const own = containersOf(usings, global);
  const aliases = new Map<string, NamespaceOrType>();
  for (const { alias, target } of global === undefined ? usings : [...global.usings, ...usings]) {
    if (alias !== undefined && (target !== undefined || !aliases.has(alias))) aliases.set(alias, target ?? { kind: 'type', type: errorType(alias) });
  }
  const namespaces = global === undefined ? own.namespaces : [...global.namespaces, ...own.namespaces];
  const staticTypes = global === undefined ? own.staticTypes : [...global.staticTypes, ...own.staticTypes];
  return { namespaces, staticTypes, aliases, externAliases: new Set(externAliases), global, own };
}

function containersOf(usings: readonly BoundUsing[], known: ImportedContainers = nothing): ImportedContainers {
  const namespaces = new Set<string>();
  const staticTypes = new Set<NamedTypeSymbol>();
  for (const { alias, isStatic, target } of usings) {
    if (target === undefined || alias !== undefined) continue;
    if (target.kind === 'namespace') namespaces.add(target.name);
    else if (isStatic && target.type.kind === 'namedType') staticTypes.add(target.type);
  }
  for (const namespace of known.namespaces) namespaces.delete(namespace);
  for (const type of known.staticTypes) staticTypes.delete(type);
  return { namespaces: [...namespaces], staticTypes: [...staticTypes] };
}

/** Extension methods of one name. */
interface ImportedMethods {
  readonly ofNamespaces: readonly MethodSymbol[];
  readonly ofTypes: readonly MethodSymbol[];
}

/** The global usings of a compilation: what they bring for a name is looked up once for all files. */
export class GlobalImports implements ImportedContainers {
  readonly namespaces: readonly string[];
  readonly staticTypes: readonly NamedTypeSymbol[];
  /** By arity, then name; undefined for what depends on the file. */
  private readonly types: (Map<string, readonly NamedTypeSymbol[] | undefined> | undefined)[] = [];
  private readonly methods = new Map<string, ImportedMethods>();

  constructor(readonly usings: readonly BoundUsing[]) {
    ({ namespaces: this.namespaces, staticTypes: this.staticTypes } = containersOf(usings));
  }

  /** Types that the name may mean in a file. */
  typesNamed(name: string, arity: number, place: NamingPlace): readonly NamedTypeSymbol[] {
    const known = this.types[arity] ??= new Map<string, readonly NamedTypeSymbol[] | undefined>();
    let found = known.get(name);
    if (found === undefined) {
      found = typesImported(this, name, arity, place);
      if (!this.namespaces.some((namespace) => hasFileLocal(place.compilation.typesNamed(namespace, name)))) known.set(name, found);
    }
    return found;
  }

  extensionMethods(name: string, compilation: Compilation): ImportedMethods {
    let found = this.methods.get(name);
    if (found === undefined) this.methods.set(name, found = extensionMethodsImported(this, name, compilation));
    return found;
  }
}

function hasFileLocal(types: readonly NamedTypeSymbol[]): boolean {
  return types.length > 0 && types.some((type) => type.isFileLocal);
}

/** The file that a name stands in, outside of all types. */
interface NamingPlace {
  readonly compilation: Compilation;
  /** Path; decides which `file` types are visible. */
  readonly file: string;
}

/** The types of a name that usings bring, at most one of each namespace and type. */
export function typesImported({ namespaces, staticTypes }: ImportedContainers, name: string, arity: number, place: NamingPlace): readonly NamedTypeSymbol[] {
  const found: NamedTypeSymbol[] = [];
  for (const namespace of namespaces) {
    const type = topLevelType(place, namespace, name, arity);
    if (type !== undefined) found.push(type);
  }
  for (const type of staticTypes) {
    const nested = type.nestedTypesNamed(name).find((t) => t.arity === arity && isTypeAccessible(t, { assembly: place.compilation.assembly, type: undefined }));
    if (nested !== undefined) found.push(nested);
  }
  return found;
}

const noMethods: readonly MethodSymbol[] = [];

/** The extension methods of a name that usings bring. */
export function extensionMethodsImported({ namespaces, staticTypes }: ImportedContainers, name: string, compilation: Compilation): ImportedMethods {
  const ofNamespaces: MethodSymbol[] = [];
  for (const namespace of namespaces) ofNamespaces.push(...compilation.extensionMethods(namespace, name));
  return {
    ofNamespaces,
    ofTypes: staticTypes.length === 0 ? noMethods : staticTypes.flatMap((type) => type.membersNamed(name).filter((member): member is MethodSymbol => member.kind === 'method' && member.isExtensionMethod)),
  };
}

/** A top-level type of a namespace that is visible in a file. Source hides metadata. */
export function topLevelType({ compilation, file }: NamingPlace, namespace: string, name: string, arity: number): NamedTypeSymbol | undefined {
  let best: NamedTypeSymbol | undefined;
  for (const type of compilation.typesNamed(namespace, name)) {
    if (type.arity !== arity || (type.isFileLocal && type.location?.file !== file)) continue;
    if (type.isFileLocal) return type;
    if (best === undefined && (type.accessibility === 'public' || isTypeAccessible(type, { assembly: compilation.assembly, type: undefined }))) best = type;
  }
  return best;
}
