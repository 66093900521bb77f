/** What reflection finds on a type by name and flags, private members of bases left out; the compiler lists no members of `typeof(G<>)`. */
import { isFound, typesSearched } from '../../flow/values/results';
import type { EventSymbol, FieldSymbol, MethodSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { accessorsOf, isAutomatic } from '../signature/selection';

/** Fields of a name. */
export function fieldsNamed(type: TypeSymbol, name: string, flags: number | undefined): readonly FieldSymbol[] {
  if (type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  return typesSearched(type, flags).flatMap((each) => each.membersNamed(name).filter((m): m is FieldSymbol =>
    m.kind === 'field' && !(each !== type && m.accessibility === 'private') && isFound(m, flags)));
}

/** The automatic property that a field's name `<P>k__BackingField` tells of; its field is private. */
export function propertiesBehind(type: TypeSymbol, name: string, flags: number | undefined): readonly PropertySymbol[] {
  const property = /^<(.+)>k__BackingField$/.exec(name)?.[1];
  if (property === undefined || type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  return type.membersNamed(property).filter((m): m is PropertySymbol =>
    m.kind === 'property' && isAutomatic(m.originalDefinition) && isFound({ isStatic: m.isStatic, accessibility: 'private' }, flags));
}

/** Properties of a name. */
export function propertiesNamed(type: TypeSymbol, name: string, flags: number | undefined): readonly PropertySymbol[] {
  if (type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  return typesSearched(type, flags).flatMap((each) => each.originalDefinition.membersNamed(name).filter((m): m is PropertySymbol =>
    m.kind === 'property' && isAccessible(m, each !== type) && isFoundByAccessors(m, flags)));
}

/** Events of a name. */
export function eventsNamed(type: TypeSymbol, name: string, flags: number | undefined): readonly EventSymbol[] {
  if (type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  return typesSearched(type, flags).flatMap((each) => each.originalDefinition.membersNamed(name).filter((m): m is EventSymbol =>
    m.kind === 'event' && isAccessible(m, each !== type) && isFoundByAccessors(m, flags)));
}

/** Constructors, the static one among them. */
export function constructorsOf(type: TypeSymbol, flags: number | undefined, parameterCount: number | undefined): readonly MethodSymbol[] {
  if (type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  return type.originalDefinition.members.filter((m): m is MethodSymbol => m.kind === 'method' && (m.methodKind === 'constructor' || m.methodKind === 'staticConstructor')
    && (parameterCount === undefined || m.parameters.length === parameterCount) && isFound(m, flags));
}

function isAccessible(member: PropertySymbol | EventSymbol, isOfBase: boolean): boolean {
  return !isOfBase || accessorsOf(member).some((accessor) => accessor.accessibility !== 'private');
}

/** One public accessor makes it public; all of them decide whether it is static. */
function isFoundByAccessors(member: PropertySymbol | EventSymbol, flags: number | undefined): boolean {
  const isPublic = accessorsOf(member).some((accessor) => accessor.accessibility === 'public');
  return isFound({ isStatic: member.isStatic, accessibility: isPublic ? 'public' : 'private' }, flags);
}
