/** `[DynamicallyAccessedMembers]` on declarations, read as the trim analyzer reads it. */
import { isDataFlowType } from '../../flow/values/dataFlowType';
import type { AttributeData, FieldSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { PropertyDeclaration, Unit } from '../../syntax/nodes';
import { isExtensionProperty } from './names';

/** Values of System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes. */
export const MemberTypes = {
  none: 0,
  publicParameterlessConstructor: 0x1,
  publicConstructors: 0x3,
  nonPublicConstructors: 0x4,
  publicMethods: 0x8,
  nonPublicMethods: 0x10,
  publicFields: 0x20,
  nonPublicFields: 0x40,
  publicNestedTypes: 0x80,
  nonPublicNestedTypes: 0x100,
  publicProperties: 0x200,
  nonPublicProperties: 0x400,
  publicEvents: 0x800,
  nonPublicEvents: 0x1000,
  interfaces: 0x2000,
  all: -1,
} as const;

interface Attributed { readonly attributes: readonly AttributeData[] }

/** What a list of attributes demands; undefined when the argument cannot be evaluated. The analyzers go by the attribute's simple name. */
export function memberTypesOf(attributes: readonly AttributeData[]): number | undefined {
  const attribute = attributes.find((a) => /(?:^|\.)DynamicallyAccessedMembersAttribute$/.test(a.fullName));
  if (!attribute) return MemberTypes.none;
  const argument = attribute.constructorArguments[0];
  if (argument?.kind !== 'enum' && argument?.kind !== 'primitive') return undefined;
  return typeof argument.value === 'number' || typeof argument.value === 'bigint' ? Number(argument.value) : undefined;
}

/** Whether an annotation is there and says more than None. */
export function isAnnotated(symbol: Attributed): boolean {
  const value = memberTypesOf(symbol.attributes);
  return value !== undefined && value !== MemberTypes.none;
}

/** Up to .NET 9 the annotation of a declaration counted whatever its type was. */
function counts(type: TypeSymbol, isByReference: boolean, version: number): boolean {
  return version < 10 || isDataFlowType(type, isByReference, version);
}

/** What a parameter demands; `value` of a setter takes it from the property. */
export function parameterAnnotation(parameter: ParameterSymbol, method: MethodSymbol, version: number): number | undefined {
  const declared = method.originalDefinition.parameters[parameter.ordinal] ?? parameter;
  if (!counts(declared.type, declared.refKind !== 'none', version)) return MemberTypes.none;
  const own = memberTypesOf(declared.attributes);
  if (own !== MemberTypes.none || method.methodKind !== 'propertySet' || parameter.ordinal !== method.parameters.length - 1) return own;
  return ofProperty(method);
}

/** What the property of an accessor says; on properties of extension blocks the attribute has no effect. */
function ofProperty({ associatedSymbol }: MethodSymbol): number | undefined {
  const declared = associatedSymbol?.originalDefinition;
  if (!declared || (declared.kind === 'property' && isExtensionProperty(declared))) return MemberTypes.none;
  return memberTypesOf(declared.attributes);
}

/** What a method's result promises; a getter takes it from the property. */
export function returnAnnotation(method: MethodSymbol, version: number): number | undefined {
  const declared = method.originalDefinition;
  if (!counts(declared.returnType, declared.returnsByRef !== 'none', version)) return MemberTypes.none;
  const own = memberTypesOf(declared.returnAttributes);
  return own !== MemberTypes.none || method.methodKind !== 'propertyGet' ? own : ofProperty(method);
}

/** What a method demands of `this`. */
export function thisAnnotation(method: MethodSymbol, version: number): number | undefined {
  if (method.isStatic || !counts(method.containingType, false, version)) return MemberTypes.none;
  return memberTypesOf(method.originalDefinition.attributes);
}

/** What a field demands of the values put there. */
export function fieldAnnotation(field: FieldSymbol, version: number): number | undefined {
  const declared = field.originalDefinition;
  return counts(declared.type, declared.isRef === true, version) ? memberTypesOf(declared.attributes) : MemberTypes.none;
}

/**
 * What the field behind a property demands: from .NET 10 on what the property says where an accessor has no body, but for those of a
 * record's parameters.
 */
export function backingFieldAnnotation(property: PropertySymbol, version: number): number | undefined {
  const declared = property.originalDefinition;
  if (!counts(declared.type, false, version)) return MemberTypes.none;
  return memberTypesOf(version >= 10 && hasAutomaticAccessor(declared) ? declared.attributes : (declared.fieldAttributes ?? []));
}

/** `{ get; … }`. */
export function hasAutomaticAccessor(property: PropertySymbol): boolean {
  const root = (property.location?.unit as Unit | undefined)?.root as Partial<PropertyDeclaration> | undefined;
  return root?.kind === 'Property' && root.expressionBody === undefined && root.accessors?.some((a) => a.body === undefined) === true;
}

/** Whether a property comes from a parameter of its record. */
export function isPositional(property: PropertySymbol): boolean {
  const start = property.location?.start;
  return ((property.location?.unit as Unit | undefined)?.root as { readonly kind?: string } | undefined)?.kind === 'TypeHeader' && start !== property.containingType.location?.start;
}

/** What is kept of a type wherever it is used, by its own annotation and those of its bases and interfaces. */
export function typeAnnotation(type: NamedTypeSymbol): number {
  let all: number = MemberTypes.none;
  for (const each of [...baseTypesAndSelf(type), ...type.allInterfaces]) all |= memberTypesOf(each.originalDefinition.attributes) ?? MemberTypes.none;
  return all;
}

/**
 * Whether reflection on a method goes around an annotation: of a parameter, or of a virtual method's result, which code that was not
 * seen may override. Abstract methods and overrides count in theory; the analyzers leave them out where a call reaches the method.
 */
export function hasHiddenRequirement(method: MethodSymbol, version: number): boolean {
  const declared = method.originalDefinition;
  return (declared.isVirtual && !declared.isAbstract && !declared.isOverride && isDemand(returnAnnotation(declared, version))) || hasAnnotatedParameter(declared, version);
}

/** The same where a type's annotation reaches the method: there overrides count. */
export function hasHiddenRequirementOfKept(method: MethodSymbol, version: number): boolean {
  const declared = method.originalDefinition;
  return ((declared.isVirtual || declared.isOverride) && !declared.isAbstract && isDemand(returnAnnotation(declared, version))) || hasAnnotatedParameter(declared, version);
}

function hasAnnotatedParameter(declared: MethodSymbol, version: number): boolean {
  return isDemand(thisAnnotation(declared, version)) || declared.parameters.some((p) => isDemand(parameterAnnotation(p, declared, version)));
}

function isDemand(annotation: number | undefined): boolean {
  return annotation !== undefined && annotation !== MemberTypes.none;
}
