/** Which members of a type DynamicallyAccessedMemberTypes selects. */
import type { EventSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, PropertySymbol } from '../../symbols/symbol';
import { memberOf } from '../../symbols/construct';
import { baseTypesAndSelf } from '../../symbols/types';
import type { PropertyDeclaration, Unit } from '../../syntax/nodes';
import { MemberTypes, hasAutomaticAccessor, isPositional } from './annotations';
import { codeOf, uses } from './unwritten';

function has(types: number, flag: number): boolean {
  return (types & flag) === flag;
}

/** Whether a type's own member is among those that `types` selects. Accessors count as methods, and with their property or event. */
export function selects(types: number, member: MemberSymbol): boolean {
  if (types === MemberTypes.all) return true;
  const isPublic = member.accessibility === 'public';
  switch (member.kind) {
    case 'field': return has(types, isPublic ? MemberTypes.publicFields : MemberTypes.nonPublicFields);
    case 'property': return has(types, accessorsOf(member).some((a) => a.accessibility === 'public') ? MemberTypes.publicProperties : MemberTypes.nonPublicProperties);
    case 'event': return has(types, accessorsOf(member).some((a) => a.accessibility === 'public') ? MemberTypes.publicEvents : MemberTypes.nonPublicEvents);
    case 'method': return selectsMethod(types, member, isPublic);
  }
}

function selectsMethod(types: number, method: MethodSymbol, isPublic: boolean): boolean {
  if (method.methodKind === 'constructor' || method.methodKind === 'staticConstructor') {
    if (isPublic && method.parameters.length === 0 && has(types, MemberTypes.publicParameterlessConstructor)) return true;
    return has(types, isPublic ? MemberTypes.publicConstructors : MemberTypes.nonPublicConstructors);
  }
  if (has(types, isPublic ? MemberTypes.publicMethods : MemberTypes.nonPublicMethods)) return true;
  return method.associatedSymbol !== undefined && selects(types, method.associatedSymbol);
}

/** Accessors of a property or event. */
export function accessorsOf(member: PropertySymbol | EventSymbol): readonly MethodSymbol[] {
  const accessors = member.kind === 'property' ? [member.getMethod, member.setMethod] : [member.addMethod, member.removeMethod];
  return accessors.filter((a) => a !== undefined);
}

/** Whether nested types, with all their members, are selected. */
export function selectsNested(types: number, nested: NamedTypeSymbol): boolean {
  return types === MemberTypes.all || has(types, nested.accessibility === 'public' ? MemberTypes.publicNestedTypes : MemberTypes.nonPublicNestedTypes);
}

/** What `required` selects beyond what `available` does. The value of PublicConstructors contains that of PublicParameterlessConstructor. */
export function missingTypes(required: number, available: number): number {
  if (has(available, required)) return MemberTypes.none;
  if (required === MemberTypes.all) return MemberTypes.all;
  const missing = required & ~available;
  const needsConstructors = has(required, MemberTypes.publicConstructors) && !has(available, MemberTypes.publicConstructors);
  return needsConstructors ? missing | MemberTypes.publicConstructors : missing;
}

/** Members that reflection on a type finds, inherited ones included: no private members and no constructors of bases. Fields as members of constructed types. */
export function* reflectedMembers(type: NamedTypeSymbol, types: number): Generator<MemberSymbol> {
  if (types === MemberTypes.none) return;
  if (types === MemberTypes.all) {
    yield* allMembers(type, new Set());
    return;
  }
  for (const each of baseTypesAndSelf(type)) {
    const isBase = each.originalDefinition !== type.originalDefinition;
    for (const member of each.originalDefinition.members) {
      if (isBase && (member.accessibility === 'private' || isConstructor(member))) continue;
      if (selects(types, member)) yield asMemberOf(member, each);
    }
  }
  for (const nested of type.nestedTypes) if (selectsNested(types, nested)) yield* allMembers(nested, new Set());
}

/** Messages name fields, and automatic properties by theirs, with the type arguments of their types; nothing else. */
function asMemberOf(member: MemberSymbol, type: NamedTypeSymbol): MemberSymbol {
  return member.kind === 'field' || member.kind === 'property' ? memberOf(member, type) : member;
}

function isConstructor(member: MemberSymbol): boolean {
  return member.kind === 'method' && (member.methodKind === 'constructor' || member.methodKind === 'staticConstructor');
}

/** Everything of a type, its nested types, bases and interfaces. */
function* allMembers(type: NamedTypeSymbol, seen: Set<NamedTypeSymbol>): Generator<MemberSymbol> {
  const definition = type.originalDefinition;
  if (seen.has(definition)) return;
  seen.add(definition);
  for (const member of definition.members) yield asMemberOf(member, type);
  const others = [...type.nestedTypes, ...(type.baseType ? [type.baseType] : []), ...type.interfaces];
  for (const other of others) yield* allMembers(other, seen);
}

/** `{ get; set; }`, an accessor that says `field`, or a positional property of a record: there is a field behind it. */
export function isAutomatic(property: PropertySymbol): boolean {
  const unit = property.location?.unit as Unit | undefined;
  const root = unit?.root as Partial<PropertyDeclaration> | undefined;
  if (!unit || !root || property.isAbstract || root.modifiers?.includes('partial') || property.containingType.typeKind === 'interface') return false;
  if (isPositional(property)) return true;
  if (root.kind !== 'Property') return false;
  return hasAutomaticAccessor(property) || saysField(property, unit);
}

const fieldSayers = new WeakMap<Unit, boolean>();

/** Whether code of a property uses the keyword `field` (C# 14): a member of that name would make it mean another thing in older versions. */
function saysField(property: PropertySymbol, unit: Unit): boolean {
  if (!unit.text.includes('field')) return false;
  let says = fieldSayers.get(unit);
  if (says === undefined) {
    const bodies = codeOf(property).filter((body) => uses(body, 'field', (at) => unit.text[at] !== '@'));
    fieldSayers.set(unit, says = bodies.length > 0);
  }
  return says && !withOuter(property.containingType).some((type) => [...baseTypesAndSelf(type)].some((each) => each.membersNamed('field').length > 0));
}

function withOuter(type: NamedTypeSymbol): readonly NamedTypeSymbol[] {
  return type.containingType ? [type, ...withOuter(type.containingType)] : [type];
}

/** Automatic properties whose fields reflection on a type finds. */
export function reflectedBackingFields(type: NamedTypeSymbol, types: number): readonly PropertySymbol[] {
  if (!has(types, MemberTypes.nonPublicFields)) return [];
  const members = types === MemberTypes.all ? [...allMembers(type, new Set())] : type.originalDefinition.members.map((member) => asMemberOf(member, type));
  return members.filter((m): m is PropertySymbol => m.kind === 'property' && isAutomatic(m.originalDefinition));
}
