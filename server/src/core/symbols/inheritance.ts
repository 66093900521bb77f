/** Overriding, hiding and interface implementation (ECMA-334 §15.3.5, §15.6.5, §19.6), for source and metadata symbols alike. */
import { memberOf } from './construct';
import type { EventSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol } from './symbol';
import { baseTypesAndSelf, sameType } from './types';

const comparison = { dynamicIsObject: true, methodTypeParametersByOrdinal: true } as const;

function sameParameters(a: readonly ParameterSymbol[], b: readonly ParameterSymbol[]): boolean {
  return a.length === b.length && a.every((parameter, i) => {
    const other = b[i];
    return other !== undefined && (parameter.refKind === 'none') === (other.refKind === 'none') && sameType(parameter.type, other.type, comparison);
  });
}

/** Whether two members have the same signature: kind, arity and parameters; names are compared by the caller. */
export function sameSignature(a: MemberSymbol, b: MemberSymbol): boolean {
  if (a.kind === 'method') {
    return b.kind === 'method' && a.typeParameters.length === b.typeParameters.length && sameParameters(a.parameters, b.parameters)
      && (a.methodKind !== 'conversion' || b.methodKind !== 'conversion' || sameType(a.returnType, b.returnType, comparison));
  }
  if (a.kind === 'property') return b.kind === 'property' && a.isIndexer === b.isIndexer && sameParameters(a.parameters, b.parameters);
  return a.kind === b.kind;
}

/** The accessor of `owner` that corresponds to an accessor. */
function correspondingAccessor(accessor: MethodSymbol, owner: PropertySymbol | EventSymbol): MethodSymbol | undefined {
  switch (accessor.methodKind) {
    case 'propertyGet': return owner.kind === 'property' ? owner.getMethod : undefined;
    case 'propertySet': return owner.kind === 'property' ? owner.setMethod : undefined;
    case 'eventAdd': return owner.kind === 'event' ? owner.addMethod : undefined;
    case 'eventRemove': return owner.kind === 'event' ? owner.removeMethod : undefined;
    default: return undefined;
  }
}

/** The nearest member that a member with `override` overrides, constructed as the base class shows it. */
export function overriddenMember<T extends MemberSymbol>(member: T): T | undefined;
export function overriddenMember(member: MemberSymbol): MemberSymbol | undefined {
  if (member.kind === 'method' && member.associatedSymbol !== undefined) return overriddenAccessor(member, member.associatedSymbol);
  if (!member.isOverride || member.containingType.baseType === undefined) return undefined;
  for (const type of baseTypesAndSelf(member.containingType.baseType)) {
    const found = type.membersNamed(member.name).find((m) => (m.isVirtual || m.isAbstract || m.isOverride) && !m.isStatic && m.kind === member.kind && sameSignature(m, member));
    if (found !== undefined) return found;
  }
  return undefined;
}

function overriddenAccessor(accessor: MethodSymbol, owner: PropertySymbol | EventSymbol): MethodSymbol | undefined {
  for (let base: PropertySymbol | EventSymbol | undefined = overriddenMember(owner); base !== undefined; base = overriddenMember(base)) {
    const found = correspondingAccessor(accessor, base);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The accessor that reading a property runs: of an override that only sets, the one that it inherits. */
export function getterOf(property: PropertySymbol): MethodSymbol | undefined {
  return inheritedAccessor(property, 'getMethod');
}

/** The accessor that writing a property runs: of an override that is only read, the one that it inherits. */
export function setterOf(property: PropertySymbol): MethodSymbol | undefined {
  return inheritedAccessor(property, 'setMethod');
}

function inheritedAccessor(property: PropertySymbol, accessor: 'getMethod' | 'setMethod'): MethodSymbol | undefined {
  for (let each: PropertySymbol | undefined = property; each; each = each.isOverride ? overriddenMember(each) : undefined) if (each[accessor]) return each[accessor];
  return undefined;
}

/** The member that first declared what `member` overrides; the member itself when it overrides nothing. */
export function leastOverridden<T extends MemberSymbol>(member: T): T {
  let current = member;
  for (let depth = 0; depth < 64; depth++) {
    const base = overriddenMember(current);
    if (base === undefined) return current;
    current = base;
  }
  return current;
}

/** Name without the interface that an explicit implementation is written with. */
function explicitTargets(member: MemberSymbol): readonly MemberSymbol[] {
  return member.kind === 'field' ? [] : member.explicitInterfaceImplementations;
}

/** The same member of the same constructed interface. */
function sameMember(a: MemberSymbol, b: MemberSymbol): boolean {
  return a === b || (a.originalDefinition === b.originalDefinition && sameType(a.containingType, b.containingType, comparison));
}

/**
 * The member by which a class or struct (or a base class) implements a member of one of its interfaces (§19.6.5): an explicit
 * implementation, else a public member of the same name and signature, nearest first; else a default implementation in a more
 * derived interface. Undefined where none is found, also for the interface's own default body.
 */
export function findImplementation(type: NamedTypeSymbol, interfaceMember: MemberSymbol): MemberSymbol | undefined {
  if (interfaceMember.kind === 'method' && interfaceMember.associatedSymbol !== undefined) {
    const accessorOwner = findImplementation(type, interfaceMember.associatedSymbol);
    return accessorOwner?.kind === 'property' || accessorOwner?.kind === 'event' ? correspondingAccessor(interfaceMember, accessorOwner) : undefined;
  }
  for (const each of baseTypesAndSelf(type)) {
    const explicit = each.members.find((m) => explicitTargets(m).some((target) => sameMember(target, interfaceMember)));
    if (explicit !== undefined) return explicit;
    const isDeclaredHere = each === type || implementsInterface(each, interfaceMember.containingType);
    if (!isDeclaredHere && each.typeKind === 'interface') continue;
    const implicit = each.membersNamed(interfaceMember.name).find((m) => isImplicitImplementation(m, interfaceMember));
    if (implicit !== undefined) return implicit;
  }
  return defaultImplementation(type, interfaceMember);
}

function implementsInterface(type: NamedTypeSymbol, wanted: NamedTypeSymbol): boolean {
  return type.allInterfaces.some((i) => sameType(i, wanted, comparison));
}

function isImplicitImplementation(member: MemberSymbol, interfaceMember: MemberSymbol): boolean {
  if (member.accessibility !== 'public' || member.isStatic !== interfaceMember.isStatic || member.kind !== interfaceMember.kind) return false;
  if (explicitTargets(member).length > 0 || !sameSignature(member, interfaceMember)) return false;
  return returnTypesAgree(member, interfaceMember);
}

function returnTypesAgree(a: MemberSymbol, b: MemberSymbol): boolean {
  if (a.kind === 'method') return b.kind === 'method' && sameType(a.returnType, b.returnType, comparison);
  return b.kind !== 'method' && sameType(a.type, b.type, comparison);
}

function defaultImplementation(type: NamedTypeSymbol, interfaceMember: MemberSymbol): MemberSymbol | undefined {
  for (const each of type.allInterfaces) {
    const found = each.originalDefinition === interfaceMember.containingType.originalDefinition
      ? undefined
      : each.members.find((m) => explicitTargets(m).some((target) => sameMember(target, interfaceMember)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Members of interfaces that can be implemented: everything but static non-virtual members, accessors and nested types. */
export function implementableMembers(type: NamedTypeSymbol): readonly MemberSymbol[] {
  return type.members.filter((m) => m.kind !== 'field' && (m.isAbstract || m.isVirtual) && !(m.kind === 'method' && m.associatedSymbol !== undefined));
}

/** An interface member with the member that implements it. */
export interface ImplementationPair {
  readonly interfaceMember: MemberSymbol;
  readonly implementation: MemberSymbol;
}
const pairs = new WeakMap<NamedTypeSymbol, readonly ImplementationPair[]>();

/**
 * All interface members that a class or struct implements, by own or inherited members: those of interfaces that it or its bases
 * declare. Accessors are not listed; they go with their property or event.
 */
export function implementationsOf(type: NamedTypeSymbol): readonly ImplementationPair[] {
  const known = pairs.get(type);
  if (known !== undefined) return known;
  const found: ImplementationPair[] = [];
  for (const each of type.allInterfaces) {
    for (const interfaceMember of implementableMembers(each)) {
      const implementation = findImplementation(type, interfaceMember);
      if (implementation !== undefined) found.push({ interfaceMember, implementation });
    }
  }
  pairs.set(type, found);
  return found;
}

/** The interface members that this member implements for the type that declares it; accessors with those of the accessors. */
export function implementedInterfaceMembers(member: MemberSymbol): readonly MemberSymbol[] {
  if (member.kind === 'method' && member.associatedSymbol !== undefined) {
    return implementedInterfaceMembers(member.associatedSymbol)
      .flatMap((m) => (m.kind === 'property' || m.kind === 'event' ? (correspondingAccessor(member, m) ?? []) : []));
  }
  if (member.kind === 'field') return [];
  const explicit = explicitTargets(member);
  if (explicit.length > 0 || member.containingType.typeKind === 'interface') return explicit;
  if (member.accessibility !== 'public') return [];
  return implementationsOf(member.containingType).filter((pair) => pair.implementation === member).map((pair) => pair.interfaceMember);
}

/** A definition's member as a type that is constructed from the same definition shows it. */
export { memberOf };
