/** Names as the binder asks for them (ECMA-334 §12.8.4, §12.5, §7.8): lookup in scopes and types, recording of the names of types. */
import { bindAttributes } from './declarations/attributeBinding';
import type { AliasQualifiedName, Attribute, ConstraintClause, GenericName, NameSyntax, SimpleName, TypeParameter, TypeSyntax } from '../syntax/nodes';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import type { BindContext } from './binderContext';
import type { NamespaceOrType } from './imports';
import type { NamespaceScope, Scope } from './scope';
import { dynamicType } from '../symbols/types';
import { isMemberAccessible } from './accessibility';
import { identifierOf, recordUse } from './binderContext';
import { anonymousType, synthesizedMethod } from './binderSymbols';
import { lookupMembers as membersInType } from './lookup';
import { accessContext, containingTypeOf as typeOfScope, extensionMethodsInScope, lookupType, memberOfNamespace, namespaceScopeOf, nestedType, withTypeParameters as scopeWith } from './scope';
import { arityOf, bindAttributeClass, bindName, bindType, finishName, keywordType } from './typeBinding';

/** What a simple name in an expression means. */
export type SimpleLookup =
  | { readonly kind: 'members'; readonly members: readonly MemberSymbol[] }
  | { readonly kind: 'parameter'; readonly parameter: ParameterSymbol }
  | { readonly kind: 'type'; readonly type: TypeSymbol }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'none' };

const none: SimpleLookup = { kind: 'none' };

/** Meaning of a name that is no local, from the innermost scope outward. `invocable`: the name is called, so types are looked past (§12.5). */
export function lookupSimpleName(context: BindContext, node: SimpleName, typesOnly = false, invocable = false): SimpleLookup {
  for (let scope: Scope | undefined = context.scope; scope !== undefined; scope = scope.parent) {
    const found = inScope(context, scope, node, typesOnly, invocable);
    if (found !== undefined) return found;
  }
  const keyword = node.kind === 'IdentifierName' ? keywordType(node.name, context.scope) : undefined;
  return keyword === undefined ? none : { kind: 'type', type: keyword };
}

function inScope(context: BindContext, scope: Scope, node: SimpleName, typesOnly: boolean, invocable: boolean): SimpleLookup | undefined {
  const arity = arityOf(node);
  switch (scope.kind) {
    case 'typeParameters': return typeParameter(scope.parameters, node);
    case 'type': {
      const parameter = typeParameter(scope.type.typeParameters, node);
      if (parameter !== undefined) return parameter;
      const result = membersInType(scope.type, node.name, { compilation: context.compilation, arity, invocable, from: accessContext(context.scope) });
      if (result.members.length > 0 && !typesOnly) return { kind: 'members', members: result.members };
      const captured = typesOnly ? undefined : context.primaryParameters.get(scope.type)?.find((p) => p.name === node.name);
      if (captured !== undefined && arity === 0) return { kind: 'parameter', parameter: captured };
      if (invocable) return undefined;
      const nested = nestedType(scope.type, node.name, arity, accessContext(context.scope));
      return nested === undefined ? undefined : finish(context, node, { kind: 'type', type: nested });
    }
    case 'namespace': {
      const found = scope.lookup(node.name, arity);
      if (found !== undefined && !(invocable && found.kind === 'type')) return finish(context, node, found);
      return typesOnly ? undefined : staticMembers(context, scope, node, invocable);
    }
  }
}

function typeParameter(parameters: readonly TypeParameterSymbol[], node: SimpleName): SimpleLookup | undefined {
  const found = node.kind === 'IdentifierName' ? parameters.find((p) => p.name === node.name) : undefined;
  return found && { kind: 'type', type: found };
}

/** Static members that `using static` brings in at one namespace level. */
function staticMembers(context: BindContext, scope: NamespaceScope, node: SimpleName, invocable: boolean): SimpleLookup | undefined {
  const members: MemberSymbol[] = [];
  for (const type of scope.imports.staticTypes) {
    const found = membersInType(type, node.name, { compilation: context.compilation, arity: arityOf(node), invocable, from: accessContext(context.scope) });
    for (const member of found.members) {
      const isUsable = member.isStatic && !(member.kind === 'method' && member.isExtensionMethod);
      if (isUsable && member.containingType.originalDefinition === type.originalDefinition) members.push(member);
    }
  }
  return members.length > 0 ? { kind: 'members', members } : undefined;
}

/** Applies written type arguments; their names are recorded, the name itself is left to the caller. */
function finish(context: BindContext, node: SimpleName, found: NamespaceOrType): SimpleLookup {
  const bound = finishName(node, found, context.scope, { inNameof: context.inNameof, onName: (name, symbol) => { if (name !== node) recordName(context, name, symbol); } });
  return bound === undefined ? none : bound;
}

function recordName(context: BindContext, name: SimpleName, symbol: TypeSymbol | { readonly kind: 'namespace' }): void {
  if (symbol.kind === 'namespace') return;
  recordUse(context, symbol.kind === 'typeParameter' ? 'typeParameter' : 'type', symbol, identifierOf(name));
}

/** The type that syntax names, its names recorded. */
export function bindTypeSyntax(context: BindContext, node: TypeSyntax): TypeSymbol {
  return bindType(node, context.scope, { inNameof: context.inNameof, ...(context.builder === undefined ? {} : { onName: (name, symbol) => { recordName(context, name, symbol); } }) });
}

/** Type arguments of a name. */
export function bindTypeArguments(context: BindContext, node: GenericName): TypeSymbol[] {
  return node.typeArguments.map((argument) => bindTypeSyntax(context, argument));
}

/** `alias::Name`. */
export function qualifiedAlias(context: BindContext, node: AliasQualifiedName): NamespaceOrType | undefined {
  return bindName(node, context.scope, { inNameof: context.inNameof, onName: (name, symbol) => { if (name !== node.name) recordName(context, name, symbol); } });
}

/** Member of a namespace, type arguments applied. */
export function namespaceOrType(context: BindContext, namespace: string, name: SimpleName): SimpleLookup {
  const found = memberOfNamespace(context.scope, namespace, name.name, arityOf(name));
  return found === undefined ? none : finish(context, name, found);
}

/** A type nested in a type or its bases, type arguments applied. */
export function lookupNested(context: BindContext, type: TypeSymbol, name: SimpleName): TypeSymbol | undefined {
  if (type.kind !== 'namedType') return undefined;
  const found = nestedType(type, name.name, arityOf(name), accessContext(context.scope));
  const bound = found === undefined ? none : finish(context, name, { kind: 'type', type: found });
  return bound.kind === 'type' ? bound.type : undefined;
}

/** Accessible members of a type for a name as written; `invocable`: the name is called. */
export function lookupIn(context: BindContext, type: TypeSymbol, name: SimpleName, through: TypeSymbol | undefined, invocable = false): readonly MemberSymbol[] {
  return membersInType(type, name.name, { compilation: context.compilation, arity: arityOf(name), invocable, from: accessContext(context.scope), through }).members;
}

/** Accessible members of a type by name. */
export function lookupMembers(context: BindContext, type: TypeSymbol, name: string): readonly MemberSymbol[] {
  return membersInType(type, name, { compilation: context.compilation, from: accessContext(context.scope) }).members;
}

const candidates = new WeakMap<NamespaceScope, Map<string, readonly (readonly MethodSymbol[])[]>>();

/** Extension methods of a name: one list for each scope, nearest first. */
export function extensionCandidates(context: BindContext, name: string): readonly (readonly MethodSymbol[])[] {
  const scope = namespaceScopeOf(context.scope);
  let known = candidates.get(scope);
  if (known === undefined) candidates.set(scope, known = new Map<string, readonly (readonly MethodSymbol[])[]>());
  let found = known.get(name);
  if (found === undefined) known.set(name, found = [...extensionMethodsInScope(context.scope, name)]);
  return found;
}

/** The type whose member is being bound. */
export function thisType(context: BindContext): NamedTypeSymbol | undefined {
  return typeOfScope(context.scope);
}

/** A type to put synthesized functions into: the one around, or none at all. */
export function containingTypeOf(context: BindContext): NamedTypeSymbol {
  return typeOfScope(context.scope) ?? context.compilation.specialType('Object') ?? anonymousType(context.compilation, []);
}

const defaultConstructors = new WeakMap<NamedTypeSymbol, MethodSymbol>();

/** Instance constructors that may be called here; a struct always has one without parameters (§16.4.9). */
export function accessibleConstructors(context: BindContext, type: NamedTypeSymbol): readonly MethodSymbol[] {
  const from = accessContext(context.scope);
  const declared = type.constructors.filter((c) => !c.isStatic && isMemberAccessible(c, from));
  if (type.typeKind !== 'struct' || type.constructors.some((c) => !c.isStatic && c.parameters.length === 0)) return declared;
  let own = defaultConstructors.get(type);
  if (own === undefined) {
    own = synthesizedMethod({ name: '.ctor', methodKind: 'constructor', containingType: type, containingSymbol: undefined, parameters: [], returnType: context.compilation.specialType('Void') ?? dynamicType, isStatic: false, isAsync: false });
    defaultConstructors.set(type, own);
  }
  return [...declared, own];
}

/** Class of an attribute; names left of it are recorded, its own name is the constructor's. */
export function bindAttributeType(context: BindContext, node: Attribute['name']): NamedTypeSymbol | undefined {
  const last = lastSimpleName(node);
  const found = bindAttributeClass(node, context.scope, { onName: (name, symbol) => { if (name.start !== last.start) recordName(context, name, symbol); } });
  if (found === undefined && last.kind === 'GenericName') bindTypeArguments(context, last);
  return found;
}

/** The rightmost name. */
export function lastSimpleName(name: NameSyntax): SimpleName {
  switch (name.kind) {
    case 'QualifiedName': return name.right;
    case 'AliasQualifiedName': return name.name;
    default: return name;
  }
}

/** The same context with type parameters in scope. */
export function withTypeParameters(context: BindContext, parameters: readonly TypeParameterSymbol[]): BindContext {
  return parameters.length === 0 ? context : { ...context, scope: scopeWith(context.scope, parameters) };
}

/** Type parameters of a local function with their constraints. */
export function declareTypeParameters(context: BindContext, nodes: readonly TypeParameter[], constraints: readonly ConstraintClause[]): readonly TypeParameterSymbol[] {
  const owner = containingTypeOf(context);
  let scope: Scope = context.scope;
  const result = nodes.map((node, ordinal): TypeParameterSymbol => {
    const clause = constraints.find((c) => c.name === node.name);
    const has = (flag: string): boolean => clause?.flags.includes(flag) === true;
    let types: readonly TypeSymbol[] | undefined;
    return {
      kind: 'typeParameter', name: node.name, ordinal, ownerKind: 'method', owner, variance: 'none', attributes: bindAttributes(node.attributeLists, context.scope), location: undefined,
      get constraintTypes() { return types ??= clause?.types.map((t) => bindType(t, scope)) ?? []; },
      hasReferenceTypeConstraint: has('class') || has('class?'), hasValueTypeConstraint: has('struct') || has('unmanaged'),
      hasUnmanagedConstraint: has('unmanaged'), hasConstructorConstraint: has('new'), allowsRefLike: has('allows ref struct'),
    };
  });
  scope = scopeWith(context.scope, result);
  return result;
}

/** Records the names in constraint clauses. */
export function bindConstraints(context: BindContext, clauses: readonly ConstraintClause[]): void {
  for (const clause of clauses) {
    const at = /^where\s+/.exec(context.unit.text.slice(clause.start, clause.end));
    const start = clause.start + (at?.[0].length ?? 0);
    const parameter = lookupType(context.scope, clause.name, 0);
    if (at !== null && parameter?.kind === 'typeParameter') recordUse(context, 'typeParameter', parameter, { start, end: start + clause.name.length });
    for (const type of clause.types) bindTypeSyntax(context, type);
  }
}

/** Base class of `base`. */
export function baseTypeOf(context: BindContext, type: NamedTypeSymbol): NamedTypeSymbol | undefined {
  return type.baseType ?? context.compilation.specialType('Object');
}
