/**
 * What generated metadata makes of init-only and required members: it sets them with the constructor, as if they were parameters of it, where
 * reflection calls the constructor and sets properties afterwards (measured alike with .NET 8, 9 and 10; that of .NET 8 and 9 sets ignored ones, too).
 */
import { isIgnored } from '../../symbols/generatedJsonGraph';
import type { MethodSymbol, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isNamed, isValueType, sameType } from '../../symbols/types';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind } from '../../flow/walk';
import type { Assignment, Unit } from '../../syntax/nodes';
import { initializerText, isDefaultText } from '../propertyInitializers';

/** Members that generated metadata treats otherwise than reflection does. */
export interface ConstructedMembers {
  /** Init-only properties that hold null or zero where the JSON leaves them out, not the value that they are given otherwise. */
  readonly lost: readonly PropertySymbol[];
  /** Extension data that is init-only: the metadata throws. */
  readonly extensionData: PropertySymbol | undefined;
  /** What is to be populated beside members that are set with the constructor: the metadata throws. */
  readonly populated: PropertySymbol | undefined;
  /** The init-only properties, and whether a required member is set with the constructor whatever they are. */
  readonly initOnly: readonly PropertySymbol[];
  readonly hasRequired: boolean;
}

const none: ConstructedMembers = { lost: [], extensionData: undefined, populated: undefined, initOnly: [], hasRequired: false };

/** Of a type of source that JSON is read as; `version`: 8 for net8.0. */
export function constructedMembers(type: TypeSymbol, version: number): ConstructedMembers {
  if (type.kind !== 'namedType' || !type.containingAssembly.isSource || type.isAbstract || !madeTypes.has(type.typeKind)) return none;
  const constructor = constructorOf(type);
  const all = propertiesOf(type);
  const isParameter = ({ name, type: own }: PropertySymbol): boolean => constructor?.parameters.some((parameter) => parameter.name.toLowerCase() === name.toLowerCase() && sameType(parameter.type, own)) === true;
  const initOnly = all.filter((property) => isSetWithConstructor(property, version) && !isParameter(property));
  const hasRequired = all.some(({ isRequired }) => isRequired);
  // Where the constructor has parameters, reflection refuses the same.
  const isOwnDoing = (constructor?.parameters.length ?? 0) === 0 && (hasRequired || initOnly.length > 0);
  return {
    lost: initOnly.filter((property) => !property.isRequired && !isExtensionData(property) && hasDefault(property, type)),
    extensionData: initOnly.find(isExtensionData),
    populated: isOwnDoing ? all.find((property) => isPopulated(property, type)) : undefined,
    initOnly,
    hasRequired,
  };
}

const madeTypes: ReadonlySet<string> = new Set(['class', 'struct']);
const serialization = 'System.Text.Json.Serialization';

/** The one that is marked, of a class the one without parameters, or the only public one; a struct without a marked one is made without. */
function constructorOf(type: NamedTypeSymbol): MethodSymbol | undefined {
  const all = type.constructors.filter(({ isStatic }) => !isStatic);
  const marked = all.find(({ attributes }) => attributes.some(({ fullName }) => fullName === `${serialization}.JsonConstructorAttribute`));
  if (marked) return marked;
  const open = all.filter(({ accessibility }) => accessibility === 'public');
  const plain = open.find(({ parameters }) => parameters.length === 0);
  return plain ?? (isValueType(type) || open.length !== 1 ? undefined : open[0]);
}

/** Properties of a type and its base classes, the nearest of a name. */
function propertiesOf(type: NamedTypeSymbol): readonly PropertySymbol[] {
  const found = new Map<string, PropertySymbol>();
  for (const level of baseTypesAndSelf(type)) {
    if (!level.containingAssembly.isSource) continue;
    for (const member of level.members) if (member.kind === 'property' && !member.isStatic && !member.isIndexer && !found.has(member.name)) found.set(member.name, member);
  }
  return [...found.values()];
}

function isSetWithConstructor(property: PropertySymbol, version: number): boolean {
  const { setMethod, attributes } = property;
  if (!setMethod?.isInitOnly) return false;
  if (version > 9 && isIgnored(attributes)) return false;
  return setMethod.accessibility === 'public' || (attributes.some(({ fullName }) => fullName === `${serialization}.JsonIncludeAttribute`) && included.has(setMethod.accessibility));
}

const included: ReadonlySet<string> = new Set(['internal', 'protectedInternal']);

function isExtensionData({ attributes }: PropertySymbol): boolean {
  return attributes.some(({ fullName }) => fullName === `${serialization}.JsonExtensionDataAttribute`);
}

/** Whether the property holds something else than null or zero when the constructor is done. */
function hasDefault(property: PropertySymbol, type: NamedTypeSymbol): boolean {
  const text = initializerText(property);
  if (text !== undefined) return !/^(?:null|default)!?$/.test(text) && !(isValueType(property.type) && isDefaultText(text, property.type));
  const constructor = constructorOf(type);
  return constructor?.containingType.originalDefinition === property.containingType.originalDefinition && isAssigned(property.name, constructor);
}

/** Whether a constructor gives the property a value, in any branch. */
function isAssigned(name: string, { location }: MethodSymbol): boolean {
  const unit = location?.unit as Unit | undefined;
  const root = unit?.root as AnyNode | undefined;
  if (!root || root.kind !== 'Constructor') return false;
  return (nodesOfKind(root, 'Assignment') as unknown as readonly Assignment[]).some(({ left, operator }) => operator === '=' && (left.kind === 'IdentifierName' ? left.name === name : left.kind === 'MemberAccess' && left.expression.kind === 'This' && left.name.name === name));
}

/** Marked to be filled in place, or, in a type that is, a collection that can be. */
function isPopulated({ attributes, type: own }: PropertySymbol, { attributes: ofType }: NamedTypeSymbol): boolean {
  const attribute = attributes.find(isHandling);
  if (attribute) return handlingOf(attribute) === populate;
  const general = ofType.find(isHandling);
  return general !== undefined && handlingOf(general) === populate && own.kind === 'namedType' && own.namespace === 'System.Collections.Generic' && filled.has(own.name);
}

/** `JsonObjectCreationHandling.Populate`. */
const populate = 1;
const filled: ReadonlySet<string> = new Set(['List', 'IList', 'ICollection', 'HashSet', 'ISet', 'Dictionary', 'IDictionary']);

function isHandling({ attributeClass }: NamedTypeSymbol['attributes'][number]): boolean {
  return attributeClass !== undefined && isNamed(attributeClass, serialization, 'JsonObjectCreationHandlingAttribute');
}

function handlingOf({ constructorArguments: [value] }: NamedTypeSymbol['attributes'][number]): number | undefined {
  return value?.kind === 'enum' ? Number(value.value) : undefined;
}
