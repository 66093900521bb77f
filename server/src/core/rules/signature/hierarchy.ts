/**
 * IL2112 to IL2115: `[DynamicallyAccessedMembers]` on a type keeps members for reflection that must not be used that way: they need
 * unreferenced code, or have annotations of their own. Reported from .NET 10 on.
 */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import { displayName } from '../../symbols/display';
import type { AttributeData, MemberSymbol, NamedTypeSymbol, PropertySymbol } from '../../symbols/symbol';
import { findAttribute, unreferencedCode } from '../capability/requires';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { MemberTypes, backingFieldAnnotation, fieldAnnotation, hasHiddenRequirementOfKept, memberTypesOf, typeAnnotation } from './annotations';
import { hierarchyMetas } from './hierarchyMetas';
import { backingFieldName } from './names';
import { anchorIn, declaredMembers, memberAnchor } from './places';
import { isAutomatic, missingTypes, reflectedBackingFields, reflectedMembers, selects, selectsNested } from './selection';

export const hierarchyRule = defineRule({
  metas: hierarchyMetas,
  checkBody(context) {
    const { body, program } = context;
    const version = program.frameworkVersion || 10;
    if (!program.analyzers.trim || version < 10) return;
    if (body.owner.kind === 'member') checkOwn(context, body.owner.symbol.containingType, version);
    if (body.owner.kind !== 'type') return;
    checkOwn(context, body.owner.symbol, version);
    const anchor = anchorIn(body, body.owner.symbol.location);
    if (anchor) checkBases(context, body.owner.symbol, anchor, version);
  },
});

/** What is wrong with reaching a member by reflection. */
interface Problem { readonly member: string; readonly requirement?: AttributeData }

function problemOf(member: MemberSymbol, version: number): Problem | undefined {
  const definition = member.originalDefinition;
  if (definition.kind === 'field') {
    const requirement = findAttribute(definition.containingType.originalDefinition, unreferencedCode);
    if (requirement) return { member: displayName(definition), requirement };
    return isDemand(fieldAnnotation(definition, version)) ? { member: displayName(definition) } : undefined;
  }
  if (definition.kind !== 'method') return undefined;
  const requirement = requirementAround(definition);
  if (requirement) return { member: displayName(definition), requirement };
  return hasHiddenRequirementOfKept(definition, version) ? { member: displayName(definition) } : undefined;
}

function problemOfBackingField(property: PropertySymbol, version: number): Problem | undefined {
  const requirement = findAttribute(property.containingType.originalDefinition, unreferencedCode);
  if (requirement) return { member: backingFieldName(property), requirement };
  return isDemand(backingFieldAnnotation(property, version)) ? { member: backingFieldName(property) } : undefined;
}

function isDemand(annotation: number | undefined): boolean {
  return annotation !== undefined && annotation !== MemberTypes.none;
}

/** Unlike for calls, an instance member of an annotated type counts as requiring unreferenced code. */
function requirementAround(method: MemberSymbol & { readonly kind: 'method' }): AttributeData | undefined {
  const own = method.methodKind === 'staticConstructor' ? undefined : findAttribute(method, unreferencedCode);
  return own ?? findAttribute(method.containingType.originalDefinition, unreferencedCode)
    ?? (method.associatedSymbol && findAttribute(method.associatedSymbol.originalDefinition, unreferencedCode));
}

/** Members declared in this body, for their type and for types around it that keep their nested types. */
function checkOwn(context: BodyContext, type: NamedTypeSymbol, version: number): void {
  const selecting = [...selectingTypes(type)];
  if (selecting.length === 0) return;
  for (const member of keptMembers(context.body, type)) {
    const anchor = memberAnchor(context.body, member);
    if (!anchor) continue;
    for (const { owner, types } of selecting) {
      const problem = selects(types, member) ? problemOf(member, version) : undefined;
      if (problem) report(context, anchor, owner, problem, false);
      const ofField = member.kind === 'property' && isAutomatic(member) && hasFlag(types, MemberTypes.nonPublicFields) ? problemOfBackingField(member, version) : undefined;
      if (ofField) report(context, anchor, owner, ofField, false);
    }
  }
}

function hasFlag(types: number, flag: number): boolean {
  return (types & flag) === flag;
}

/** With the constructor that a class has without writing one, which is placed at its name. */
function keptMembers(body: BoundBody, type: NamedTypeSymbol): readonly MemberSymbol[] {
  const declared = declaredMembers(body);
  if (body.owner.kind !== 'type' || !anchorIn(body, type.location)) return declared;
  const implicit = type.constructors.filter((c) => !c.isStatic && c.location?.unit === type.location?.unit && c.location?.start === type.location?.start && !declared.includes(c));
  return [...declared, ...implicit];
}

/** The type with what its annotations keep, and outer types whose annotations keep all of it. */
function* selectingTypes(type: NamedTypeSymbol): Generator<{ readonly owner: NamedTypeSymbol; readonly types: number }> {
  const types = typeAnnotation(type);
  if (types !== MemberTypes.none) yield { owner: type, types };
  let inner = type;
  for (let outer = type.containingType; outer; outer = outer.containingType) {
    if (selectsNested(typeAnnotation(outer), inner)) yield { owner: outer, types: MemberTypes.all };
    inner = outer;
  }
}

/** Members of other types that only this type's annotation keeps, of its bases, its interfaces and the bases of its nested types: reported at the type. */
function checkBases(context: BodyContext, type: NamedTypeSymbol, anchor: Anchor, version: number): void {
  const types = typeAnnotation(type);
  if (types === MemberTypes.none) return;
  const seen = new Set<string>();
  const add = (problem: Problem | undefined): void => {
    if (!problem || seen.has(problem.member)) return;
    seen.add(problem.member);
    report(context, anchor, type, problem, true);
  };
  const check = (base: NamedTypeSymbol, kept: number): void => {
    for (const member of reflectedMembers(base, kept)) if (!isWithin(member.containingType, type)) add(problemOf(member, version));
    for (const property of reflectedBackingFields(base, kept)) if (!isWithin(property.containingType, type)) add(problemOfBackingField(property, version));
  };
  if (type.baseType) check(type.baseType, missingTypes(types, typeAnnotation(type.baseType)));
  for (const nested of type.nestedTypes) if (selectsNested(types, nested)) check(nested, MemberTypes.all);
  if (!hasFlag(types, MemberTypes.interfaces)) return;
  const ofInterfaces = types === MemberTypes.all ? MemberTypes.all : MemberTypes.interfaces;
  for (const contract of type.allInterfaces) {
    const annotation = memberTypesOf(contract.originalDefinition.attributes);
    if (annotation !== undefined && !hasFlag(typeAnnotation(contract), ofInterfaces)) check(contract, ofInterfaces);
  }
}

/** Whether a type is another one or declared inside it. */
function isWithin(type: NamedTypeSymbol, outer: NamedTypeSymbol): boolean {
  for (let each: NamedTypeSymbol | undefined = type.originalDefinition; each; each = each.containingType?.originalDefinition) if (each === outer.originalDefinition) return true;
  return false;
}

function report(context: BodyContext, anchor: Anchor, type: NamedTypeSymbol, problem: Problem, isInherited: boolean): void {
  const start = `'DynamicallyAccessedMembersAttribute' on '${displayName(type.originalDefinition)}' or one of its base types references '${problem.member}' which`;
  if (problem.requirement) context.report(anchor, { id: isInherited ? 'IL2113' : 'IL2112', message: `${start} requires unreferenced code.${requirementText(problem.requirement)}` });
  else context.report(anchor, { id: isInherited ? 'IL2115' : 'IL2114', message: `${start} has 'DynamicallyAccessedMembersAttribute' requirements.` });
}

/** The attribute's message and address as the analyzers append them here: two spaces before each, a full stop after. */
function requirementText(attribute: AttributeData): string {
  return [attribute.constructorArguments[0], attribute.namedArguments.get('Url')]
    .map((value) => (value?.kind === 'primitive' && typeof value.value === 'string' ? value.value : ''))
    .map((text) => (text === '' ? '' : `  ${text}${text.trimEnd().endsWith('.') ? '' : '.'}`))
    .join('');
}
