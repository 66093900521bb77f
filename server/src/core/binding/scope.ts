/**
 * Scopes outside of bodies (ECMA-334 §7.7, §7.8): namespaces with their usings, types, and type parameters of methods. A chain from
 * the innermost outward. Locals and parameters are the body binder's own.
 */
import type { GlobalUsing } from '../msbuild/projectModel';
import { memberName, rootOfAlias } from '../symbols/aliasedNamespace';
import type { Compilation } from '../symbols/compilation';
import type { MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import { baseTypesAndSelf } from '../symbols/types';
import type { AccessContext } from './accessibility';
import { isTypeAccessible } from './accessibility';
import type { BoundUsing, Imports, NamespaceOrType } from './imports';
import { extensionMethodsImported, noImports, topLevelType, typesImported } from './imports';

/** One level of a namespace: `namespace A.B` makes a scope for `A` and one for `A.B`; the outermost stands for the global namespace. */
export class NamespaceScope {
  readonly kind = 'namespace';
  /** By arity, then name. */
  private readonly found: (Map<string, NamespaceOrType | undefined> | undefined)[] = [];
  private bound: Imports | undefined;
  private cachedCompilation: Compilation | undefined;

  constructor(
    /** Asked for late: scopes are made while their compilation is. */
    private readonly findCompilation: () => Compilation,
    /** Full name; '' for the global namespace. */
    readonly namespace: string,
    readonly parent: NamespaceScope | undefined,
    /** Path of the file; decides which `file` types are visible. */
    readonly file: string,
    private readonly bindImports: (() => Imports) | undefined,
  ) {}

  get compilation(): Compilation {
    return this.cachedCompilation ??= this.findCompilation();
  }

  get imports(): Imports {
    if (this.bindImports === undefined) return noImports;
    if (this.bound === undefined) {
      // Binding a using looks into scopes without usings only; the empty list stands in should bad input make it circular.
      this.bound = noImports;
      this.bound = this.bindImports();
    }
    return this.bound;
  }

  /** The same level as its usings see it: without each other (§14.5). */
  withoutUsings(): NamespaceScope {
    return new NamespaceScope(this.findCompilation, this.namespace, this.parent, this.file, undefined);
  }

  /** This level's own meaning of a name: the namespace's content, then aliases, then what usings bring. */
  lookup(name: string, arity: number): NamespaceOrType | undefined {
    const found = this.found[arity] ??= new Map<string, NamespaceOrType | undefined>();
    let result = found.get(name);
    if (result !== undefined || found.has(name)) return result;
    result = memberOfNamespace(this, this.namespace, name, arity) ?? this.lookupImported(name, arity);
    found.set(name, result);
    return result;
  }

  private lookupImported(name: string, arity: number): NamespaceOrType | undefined {
    const { aliases, own, global } = this.imports;
    const alias = arity === 0 ? aliases.get(name) : undefined;
    if (alias !== undefined) return alias;
    const types = new Set(global?.typesNamed(name, arity, this));
    for (const type of typesImported(own, name, arity, this)) types.add(type);
    const [type] = types;
    return type !== undefined && types.size === 1 ? { kind: 'type', type } : undefined;
  }
}

/** The inside of a type: its type parameters, and the nested types of it and its base classes. */
export interface TypeScope { readonly kind: 'type'; readonly type: NamedTypeSymbol; readonly parent: Scope }
/** Type parameters of a method, local function, extension block, or (for a type's header) of the type alone. */
export interface TypeParameterScope {
  readonly kind: 'typeParameters';
  readonly parameters: readonly TypeParameterSymbol[];
  readonly parent: Scope;
}
export type Scope = NamespaceScope | TypeScope | TypeParameterScope;

/** The scope with type parameters added; the same scope when there are none. */
export function withTypeParameters(parent: Scope, parameters: readonly TypeParameterSymbol[]): Scope {
  return parameters.length === 0 ? parent : { kind: 'typeParameters', parameters, parent };
}

/** The namespace level that a scope is in. */
export function namespaceScopeOf(scope: Scope): NamespaceScope {
  let current = scope;
  while (current.kind !== 'namespace') current = current.parent;
  return current;
}

export function compilationOf(scope: Scope): Compilation {
  return namespaceScopeOf(scope).compilation;
}

/** The innermost type that a scope is in. */
export function containingTypeOf(scope: Scope): NamedTypeSymbol | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) if (current.kind === 'type') return current.type;
  return undefined;
}

/** Where code in this scope stands, for accessibility. */
export function accessContext(scope: Scope): AccessContext {
  return { assembly: compilationOf(scope).assembly, type: containingTypeOf(scope) };
}

/** A top-level type of a namespace that is visible from the scope. Source hides metadata. */
export function typeInNamespace(scope: Scope, namespace: string, name: string, arity: number): NamedTypeSymbol | undefined {
  return topLevelType(namespaceScopeOf(scope), namespace, name, arity);
}

/** Namespace or type of this name directly in a namespace (§7.8.1, §7.8.2: the namespace goes before). */
export function memberOfNamespace(scope: Scope, namespace: string, name: string, arity: number): NamespaceOrType | undefined {
  const full = memberName(namespace, name);
  if (arity === 0 && compilationOf(scope).namespaceExists(full)) return { kind: 'namespace', name: full };
  const type = typeInNamespace(scope, namespace, name, arity);
  return type && { kind: 'type', type };
}

/** A nested type of a type or of its base classes, nearest first; constructed like the type it is found in. */
export function nestedType(type: NamedTypeSymbol, name: string, arity: number, from: AccessContext): NamedTypeSymbol | undefined {
  for (const each of baseTypesAndSelf(type)) {
    const nested = each.nestedTypesNamed(name).find((t) => t.arity === arity && isTypeAccessible(t, from));
    if (nested !== undefined) return nested;
  }
  if (type.typeKind === 'interface') {
    for (const base of type.allInterfaces) {
      const nested = base.nestedTypesNamed(name).find((t) => t.arity === arity && isTypeAccessible(t, from));
      if (nested !== undefined) return nested;
    }
  }
  return undefined;
}

/** Meaning of a simple name as namespace or type (§7.8.1), from the innermost scope outward. */
export function lookupNamespaceOrType(scope: Scope, name: string, arity: number): NamespaceOrType | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const result = lookupInScope(current, name, arity, scope);
    if (result !== undefined) return result;
  }
  return undefined;
}

function lookupInScope(current: Scope, name: string, arity: number, from: Scope): NamespaceOrType | undefined {
  if (current.kind === 'namespace') return current.lookup(name, arity);
  if (arity === 0) {
    const parameters = current.kind === 'type' ? current.type.typeParameters : current.parameters;
    const parameter = parameters.find((p) => p.name === name);
    if (parameter !== undefined) return { kind: 'type', type: parameter };
  }
  if (current.kind !== 'type') return undefined;
  const type = nestedType(current.type, name, arity, accessContext(from));
  return type && { kind: 'type', type };
}

/** Meaning of a simple name as a type only. */
export function lookupType(scope: Scope, name: string, arity: number): TypeSymbol | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const result = lookupInScope(current, name, arity, scope);
    if (result?.kind === 'type') return result.type;
  }
  return undefined;
}

/** Meaning of the left side of `::` (§7.8.1): `global`, an extern alias, or a using alias. */
export function lookupAlias(scope: Scope, alias: string): NamespaceOrType | undefined {
  if (alias === 'global') return { kind: 'namespace', name: '' };
  for (let current: NamespaceScope | undefined = namespaceScopeOf(scope); current !== undefined; current = current.parent) {
    const found = current.imports.aliases.get(alias);
    if (found !== undefined) return found;
    // An alias that no reference is known to have may come from a target: all references are then looked at.
    if (current.imports.externAliases.has(alias)) return { kind: 'namespace', name: current.compilation.namespaceExists(rootOfAlias(alias)) ? rootOfAlias(alias) : '' };
  }
  return undefined;
}

/** Types whose static members are in scope by `using static`, one list for each namespace level outward. */
export function* staticImports(scope: Scope): Generator<readonly NamedTypeSymbol[]> {
  for (let current: NamespaceScope | undefined = namespaceScopeOf(scope); current !== undefined; current = current.parent) {
    if (current.imports.staticTypes.length > 0) yield current.imports.staticTypes;
  }
}

/**
 * Extension methods of a name in the order of §12.8.10.3: for each namespace level outward what the namespace itself has, then what
 * its usings bring. Each group is a candidate set; the next one counts only if none of the group applies.
 */
export function* extensionMethodsInScope(scope: Scope, name: string): Generator<readonly MethodSymbol[]> {
  for (let current: NamespaceScope | undefined = namespaceScopeOf(scope); current !== undefined; current = current.parent) {
    const own = current.compilation.extensionMethods(current.namespace, name);
    if (own.length > 0) yield own;
    const { own: ownImports, global } = current.imports;
    const shared = global?.extensionMethods(name, current.compilation);
    const written = extensionMethodsImported(ownImports, name, current.compilation);
    const imported = new Set(shared === undefined ? [] : shared.ofNamespaces);
    for (const method of written.ofNamespaces) imported.add(method);
    for (const method of shared?.ofTypes ?? []) imported.add(method);
    for (const method of written.ofTypes) imported.add(method);
    if (imported.size > 0) yield [...imported];
  }
}

/** A using that comes from the project (`<Using Include="…"/>`), whose target is plain dotted text. */
export function bindProjectUsing(using: GlobalUsing, compilation: Compilation): BoundUsing {
  const name = using.name.replace(/^global::/, '');
  const { alias, isStatic } = using;
  if (!isStatic && compilation.namespaceExists(name)) return { alias, isStatic, target: { kind: 'namespace', name } };
  const type = typeByDottedName(name, compilation);
  return { alias, isStatic, target: type && { kind: 'type', type } };
}

/** "A.B.C" where some of the last parts may be nested types. */
function typeByDottedName(name: string, compilation: Compilation): NamedTypeSymbol | undefined {
  for (let candidate = name; ;) {
    const type = compilation.typeByMetadataName(candidate);
    const dot = candidate.lastIndexOf('.');
    if (type !== undefined || dot < 0) return type;
    candidate = `${candidate.slice(0, dot)}+${candidate.slice(dot + 1)}`;
  }
}

