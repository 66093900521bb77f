/**
 * IL2112 to IL2115: `[DynamicallyAccessedMembers]` on a type keeps members for reflection that must not be used that way: they need
 * unreferenced code, or have annotations of their own. Reported from .NET 10 on.
 */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import { stringOf } from '../../symbols/attributeValues';
import { displayName } from '../../symbols/display';
import type { AttributeData, FieldSymbol, MemberSymbol, NamedTypeSymbol, PropertySymbol } from '../../symbols/symbol';
import { findAttribute, typeAttribute, unreferencedCode } from '../capability/requires';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { MemberTypes, backingFieldAnnotation, fieldAnnotation, hasHiddenRequirementOfKept, memberTypesOf, typeAnnotation } from './annotations';
import { hierarchyMetas } from './hierarchyMetas';
import { backingFieldName } from './names';
import { anchorIn, declaredMembers, memberAnchor } from './places';
import { capturedParameters, hasUnwrittenStaticConstructor } from './unwritten';
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

/** A requirement and an annotation are found independently of each other. */
function problemsOf(member: MemberSymbol, version: number): readonly Problem[] {
  const definition = member.originalDefinition;
  if (definition.kind === 'field') return problems(displayName(definition), fieldRequirement(definition), isDemand(fieldAnnotation(definition, version)));
  return definition.kind === 'method' ? problems(displayName(definition), requirementAround(definition), hasHiddenRequirementOfKept(definition, version)) : [];
}

function problemsOfBackingField(property: PropertySymbol, version: number): readonly Problem[] {
  return problems(backingFieldName(property), fieldRequirement(property), isDemand(backingFieldAnnotation(property, version)));
}

function problems(member: string, requirement: AttributeData | undefined, isDemanding: boolean): readonly Problem[] {
  return [...(requirement ? [{ member, requirement }] : []), ...(isDemanding ? [{ member }] : [])];
}

/** An instance field is reached only through a constructor: where all of them require unreferenced code, the last one's attribute counts. */
function fieldRequirement(field: FieldSymbol | PropertySymbol): AttributeData | undefined {
  const ofType = typeAttribute(field, unreferencedCode);
  if (ofType || field.isStatic) return ofType;
  const found = field.containingType.originalDefinition.constructors.filter((c) => !c.isStatic).map((c) => findAttribute(c, unreferencedCode));
  return found.every((attribute) => attribute !== undefined) ? found.at(-1) : undefined;
}

function isDemand(annotation: number | undefined): boolean {
  return annotation !== undefined && annotation !== MemberTypes.none;
}

/** Unlike for calls, an instance member of an annotated type counts as requiring unreferenced code. */
function requirementAround(method: MemberSymbol & { readonly kind: 'method' }): AttributeData | undefined {
  const own = method.methodKind === 'staticConstructor' ? undefined : findAttribute(method, unreferencedCode);
  return own ?? typeAttribute(method, unreferencedCode)
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
      if (selects(types, member)) for (const problem of problemsOf(member, version)) report(context, anchor, owner, problem, false);
      if (member.kind !== 'property' || !hasFlag(types, MemberTypes.nonPublicFields) || !isAutomatic(member)) continue;
      for (const problem of problemsOfBackingField(member, version)) report(context, anchor, owner, problem, false);
    }
  }
  checkUnwritten(context, type, selecting);
}

/** What the compiler adds without a symbol: a static constructor, fields of captured parameters. Only the type's own attribute concerns it. */
function checkUnwritten(context: BodyContext, type: NamedTypeSymbol, selecting: readonly { readonly owner: NamedTypeSymbol; readonly types: number }[]): void {
  const { body } = context;
  const anchor = body.owner.kind === 'type' ? anchorIn(body, type.location) : undefined;
  const requirement = findAttribute(type, unreferencedCode);
  if (body.owner.kind !== 'type' || !requirement) return;
  for (const { owner, types } of selecting) {
    if (anchor && hasFlag(types, MemberTypes.nonPublicConstructors) && hasUnwrittenStaticConstructor(type)) {
      report(context, anchor, owner, { member: `${displayName(type)}..cctor()`, requirement }, false);
    }
    if (!hasFlag(types, MemberTypes.nonPublicFields)) continue;
    for (const parameter of capturedParameters(type)) {
      const at = anchorIn(body, parameter.location);
      if (at) report(context, at, owner, { member: `${displayName(type)}.<${parameter.name}>P`, requirement }, false);
    }
  }
}

function hasFlag(types: number, flag: number): boolean {
  return (types & flag) === flag;
}

/** With what a type has without writing it (a default constructor, members of a record or delegate), which is placed at its name. */
function keptMembers(body: BoundBody, type: NamedTypeSymbol): readonly MemberSymbol[] {
  const declared = declaredMembers(body);
  if (body.owner.kind !== 'type' || !anchorIn(body, type.location)) return declared;
  const implicit = type.members.filter((m) => m.location?.unit === type.location?.unit && m.location?.start === type.location?.start && !declared.includes(m));
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
  const add = (found: readonly Problem[]): void => {
    for (const problem of found) {
      const key = `${problem.requirement ? 'requires' : 'demands'} ${problem.member}`;
      if (seen.has(key)) continue;
      seen.add(key);
      report(context, anchor, type, problem, true);
    }
  };
  const check = (base: NamedTypeSymbol, kept: number): void => {
    for (const member of reflectedMembers(base, kept)) if (!isWithin(member.containingType, type)) add(problemsOf(member, version));
    for (const property of reflectedBackingFields(base, kept)) if (!isWithin(property.containingType, type)) add(problemsOfBackingField(property, version));
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
    .map((value) => (stringOf(value) ?? ''))
    .map((text) => (text === '' ? '' : `  ${text}${text.trimEnd().endsWith('.') ? '' : '.'}`))
    .join('');
}
