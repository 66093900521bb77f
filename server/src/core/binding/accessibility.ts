/** Accessibility domains (ECMA-334 §7.5): whether code in one place may name a type or member. */
import type { AssemblySymbol, MemberSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import { baseTypesAndSelf } from '../symbols/types';

/** Where the accessing code stands. */
export interface AccessContext {
  readonly assembly: AssemblySymbol;
  /** The innermost type around it; undefined at the top level. */
  readonly type: NamedTypeSymbol | undefined;
}

/** Whether a type, with its containing types and type arguments left aside, may be named. */
export function isTypeAccessible(type: NamedTypeSymbol, from: AccessContext): boolean {
  if (type.containingType === undefined) return type.accessibility === 'public' || isFriend(type.containingAssembly, from);
  return isDeclarationAccessible(type.accessibility, type.containingType, from, undefined) && isTypeAccessible(type.containingType, from);
}

/**
 * Whether a member may be named. `through` is the type of the receiver of an instance member outside `base`: protected members
 * are accessible only through the accessing type or one derived from it (§7.5.4).
 */
export function isMemberAccessible(member: MemberSymbol, from: AccessContext, through?: TypeSymbol): boolean {
  if (member.accessibility === 'public') return true;
  return isDeclarationAccessible(member.accessibility, member.containingType, from, member.isStatic ? undefined : through);
}

function isDeclarationAccessible(accessibility: NamedTypeSymbol['accessibility'], container: NamedTypeSymbol, from: AccessContext, through: TypeSymbol | undefined): boolean {
  switch (accessibility) {
    case 'public': return true;
    case 'internal': return isFriend(container.containingAssembly, from);
    case 'protected': return isInDerived(container, from, through);
    case 'protectedInternal': return isFriend(container.containingAssembly, from) || isInDerived(container, from, through);
    case 'privateProtected': return isFriend(container.containingAssembly, from) && isInDerived(container, from, through);
    case 'private': return isInside(container, from);
  }
}

function isFriend(assembly: AssemblySymbol, from: AccessContext): boolean {
  return assembly === from.assembly || assembly.givesAccessTo(from.assembly.name);
}

function isInside(container: NamedTypeSymbol, from: AccessContext): boolean {
  for (let type = from.type; type !== undefined; type = type.containingType) {
    if (type.originalDefinition === container.originalDefinition) return true;
  }
  return false;
}

function isInDerived(container: NamedTypeSymbol, from: AccessContext, through: TypeSymbol | undefined): boolean {
  for (let type = from.type; type !== undefined; type = type.containingType) {
    if (type.originalDefinition === container.originalDefinition) return true;
    if (derivesFrom(type, container) && (through === undefined || isThrough(through, type))) return true;
  }
  return false;
}

function isThrough(through: TypeSymbol, type: NamedTypeSymbol): boolean {
  if (through.kind === 'typeParameter') return through.constraintTypes.some((constraint) => isThrough(constraint, type));
  return through.kind !== 'namedType' || derivesFrom(through, type);
}

function derivesFrom(type: NamedTypeSymbol, base: NamedTypeSymbol): boolean {
  for (const each of baseTypesAndSelf(type)) if (each.originalDefinition === base.originalDefinition) return true;
  return false;
}
