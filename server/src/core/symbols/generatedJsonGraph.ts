/** The types that System.Text.Json's source generator makes metadata for, and the names of the properties that it gives them. */
import { metadataDisplay } from './display';
import type { AttributeData, MemberSymbol, NamedTypeSymbol, TypeSymbol } from './symbol';
import { baseTypesAndSelf, containsError, containsTypeParameter, nullableUnderlying } from './types';
import { TypeGraphLimit } from './typeGraphLimit';

const serialization = 'System.Text.Json.Serialization';

/** One type of a context: `JsonTypeInfo<type>` is what the property `name` returns. */
export interface JsonEntry {
  readonly type: TypeSymbol;
  readonly name: string;
  /** Named by an attribute of the context, not found through another type. */
  readonly isRoot: boolean;
}

/** Whether a class derives from JsonSerializerContext. */
export function isJsonContext(type: NamedTypeSymbol): boolean {
  for (const base of baseTypesAndSelf(type)) if (base !== type && base.name === 'JsonSerializerContext' && base.namespace === serialization) return true;
  return false;
}

/** Types of the `[JsonSerializable]` attributes of a context, in their order. */
export function jsonRoots(context: NamedTypeSymbol): readonly { readonly type: TypeSymbol; readonly attribute: AttributeData }[] {
  return context.attributes.flatMap((attribute) => {
    const value = attribute.fullName === `${serialization}.JsonSerializableAttribute` ? attribute.constructorArguments[0] : undefined;
    return value?.kind === 'type' && value.value && isKnown(value.value) ? [{ type: value.value, attribute }] : [];
  });
}

/** All types of a context: breadth first, as the generator walks them. Of two types with the same name the first one counts. */
export function jsonEntries(context: NamedTypeSymbol): readonly JsonEntry[] {
  const roots = jsonRoots(context);
  const givenNames = new Map<string, string>();
  for (const { type, attribute } of roots) {
    const given = attribute.namedArguments.get('TypeInfoPropertyName');
    if (given?.kind === 'primitive' && typeof given.value === 'string') givenNames.set(jsonKey(type), given.value);
  }
  const byName = new Map<string, JsonEntry>();
  for (const [type, isRoot] of reachable(roots.map((root) => root.type))) {
    const name = givenNames.get(jsonKey(type)) ?? typeInfoName(type);
    if (!byName.has(name)) byName.set(name, { type, name, isRoot });
  }
  return [...byName.values()];
}

/** Identity of a type as serializers see it: names of tuple elements do not count. */
export function jsonKey(type: TypeSymbol): string {
  return metadataDisplay(type);
}

/** All types that come along with some, by their keys. */
export function jsonKeysOf(types: readonly TypeSymbol[]): ReadonlySet<string> {
  return new Set(reachable(types).map(([type]) => jsonKey(type)));
}

/** The types themselves, with all that come along with them. */
export function jsonTypesOf(types: readonly TypeSymbol[]): readonly TypeSymbol[] {
  return reachable(types).map(([type]) => type);
}

function reachable(roots: readonly TypeSymbol[]): readonly (readonly [TypeSymbol, boolean])[] {
  const seen = new Set<string>();
  const limit = new TypeGraphLimit();
  const queue: (readonly [TypeSymbol, boolean])[] = [];
  const add = (type: TypeSymbol, isRoot: boolean): void => {
    const key = jsonKey(type);
    if (seen.has(key) || !isKnown(type)) return;
    seen.add(key);
    if (limit.takes(type)) queue.push([type, isRoot]);
  };
  for (const root of roots) add(root, true);
  for (let next = 0; next < queue.length; next++) for (const part of partsOf((queue[next] as readonly [TypeSymbol, boolean])[0])) add(part, false);
  return queue;
}

function isKnown(type: TypeSymbol): boolean {
  return !containsError(type) && !containsTypeParameter(type) && (type.kind === 'array' || (type.kind === 'namedType' && !type.isUnboundGeneric));
}

/** `List<int[]>` is `ListInt32Array`, `int[,]` is `Int32Array2D`, `int?` is `NullableInt32`. `rename`: types that will be called otherwise. */
export function typeInfoName(type: TypeSymbol, rename?: (type: NamedTypeSymbol) => string | undefined): string {
  if (type.kind === 'array') return `${typeInfoName(type.elementType, rename)}Array${type.rank > 1 ? `${type.rank}D` : ''}`;
  if (type.kind !== 'namedType') return type.kind === 'dynamic' ? 'Object' : '';
  return (rename?.(type) ?? type.name) + argumentsInScope(type).map((argument) => typeInfoName(argument, rename)).join('');
}

function argumentsInScope(type: NamedTypeSymbol): readonly TypeSymbol[] {
  return type.containingType ? [...argumentsInScope(type.containingType), ...type.typeArguments] : type.typeArguments;
}

/** Types that come along with a type: what it is nullable of, its elements, derived types, members. */
export function partsOf(type: TypeSymbol): readonly TypeSymbol[] {
  if (type.kind === 'array') return isByte(type.elementType) && type.rank === 1 ? [] : [type.elementType];
  if (type.kind !== 'namedType') return [];
  const underlying = nullableUnderlying(type);
  if (underlying) return [underlying];
  const derived = derivedTypes(type);
  if (hasAttribute(type, 'JsonConverterAttribute') || type.typeKind === 'enum' || type.typeKind === 'delegate' || isJsonLeaf(type)) return derived;
  return [...derived, ...(elementTypes(type) ?? memberTypes(type))];
}

function isByte(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.specialType === 'Byte';
}

const leafNames: ReadonlySet<string> = new Set([
  'DateTime', 'DateTimeOffset', 'DateOnly', 'TimeOnly', 'TimeSpan', 'Guid', 'Uri', 'Version', 'Int128', 'UInt128', 'Half', 'Type',
]);
const jsonLeafNames: ReadonlySet<string> = new Set(['JsonElement', 'JsonDocument', 'JsonNode', 'JsonArray', 'JsonObject', 'JsonValue']);

/** Types with a converter of their own, whose members are not looked at. */
export function isJsonLeaf(type: NamedTypeSymbol): boolean {
  if (type.specialType !== undefined) return true;
  if (type.namespace === 'System') return leafNames.has(type.name) || isByteMemory(type);
  return (type.namespace === 'System.Text.Json' || type.namespace === 'System.Text.Json.Nodes') && jsonLeafNames.has(type.name);
}

/**
 * Whether the generated code takes the converter of a type by the name of its property (`JsonMetadataServices.UriConverter`): with another
 * name it does not compile (measured for all such types, net8.0 to net10.0).
 */
export function isNamedByConverter(type: TypeSymbol): boolean {
  if (type.kind === 'array') return isByte(type.elementType) && type.rank === 1;
  return type.kind === 'dynamic' || (type.kind === 'namedType' && isJsonLeaf(type) && !nullableUnderlying(type));
}

function isMemory(type: NamedTypeSymbol): boolean {
  return type.namespace === 'System' && (type.name === 'Memory' || type.name === 'ReadOnlyMemory') && type.arity === 1;
}

function isByteMemory(type: NamedTypeSymbol): boolean {
  const [element] = type.typeArguments;
  return isMemory(type) && element !== undefined && isByte(element);
}

const knownElements = new WeakMap<NamedTypeSymbol, { readonly types: readonly TypeSymbol[] | undefined }>();

/** Element, or key and value, of a collection; undefined for what is none. */
export function elementTypes(type: NamedTypeSymbol): readonly TypeSymbol[] | undefined {
  let known = knownElements.get(type);
  if (!known) knownElements.set(type, known = { types: elementsByInterfaces(type) });
  return known.types;
}

/** In this order: asynchronous sequences, dictionaries, sequences, sequences of objects. */
const collections: readonly { readonly namespace: string; readonly names: ReadonlySet<string> }[] = [
  { namespace: 'System.Collections.Generic', names: new Set(['IAsyncEnumerable']) },
  { namespace: 'System.Collections.Generic', names: new Set(['IDictionary', 'IReadOnlyDictionary']) },
  { namespace: 'System.Collections.Generic', names: new Set(['IEnumerable']) },
  { namespace: 'System.Collections', names: new Set(['IEnumerable']) },
];

function elementsByInterfaces(type: NamedTypeSymbol): readonly TypeSymbol[] | undefined {
  if (isMemory(type)) return type.typeArguments;
  const candidates = [type, ...type.allInterfaces].filter(({ name }) => collections.some(({ names }) => names.has(name)));
  for (const { namespace, names } of collections) {
    const found = candidates.find((each) => names.has(each.name) && each.namespace === namespace);
    if (found) return found.typeArguments.length > 0 ? found.typeArguments : objectOf(found);
  }
  return undefined;
}

/** `object`, found through the type of `IEnumerator.Current`. */
function objectOf(enumerable: NamedTypeSymbol): readonly TypeSymbol[] {
  const method = enumerable.membersNamed('GetEnumerator').find((member) => member.kind === 'method');
  const current = method?.returnType.kind === 'namedType' ? method.returnType.membersNamed('Current')[0] : undefined;
  return current?.kind === 'property' ? [current.type] : [];
}

function memberTypes(type: NamedTypeSymbol): readonly TypeSymbol[] {
  const found: TypeSymbol[] = [];
  const levels = type.typeKind === 'interface' ? [type, ...type.allInterfaces] : [...baseTypesAndSelf(type)].filter((base) => base.specialType === undefined);
  for (const level of levels) for (const member of level.members) if (isSerialized(member)) found.push(member.type);
  return found;
}

function isSerialized(member: MemberSymbol): member is MemberSymbol & { readonly kind: 'property' | 'field' } {
  if (member.isStatic || (member.kind !== 'property' && member.kind !== 'field') || isIgnored(member.attributes)) return false;
  const isIncluded = hasAttribute(member, 'JsonIncludeAttribute');
  if (member.kind === 'field') return !member.isConst && (member.accessibility === 'public' || isIncluded);
  if (member.isIndexer || member.explicitInterfaceImplementations.length > 0) return false;
  return isIncluded || member.getMethod?.accessibility === 'public' || member.setMethod?.accessibility === 'public';
}

/** `[JsonIgnore]` without a condition, or with `Always` (1). */
export function isIgnored(attributes: readonly AttributeData[]): boolean {
  return attributes.some((attribute) => {
    if (attribute.fullName !== `${serialization}.JsonIgnoreAttribute`) return false;
    const condition = attribute.namedArguments.get('Condition');
    return condition?.kind !== 'enum' || Number(condition.value) === 1;
  });
}

function hasAttribute(symbol: { readonly attributes: readonly AttributeData[] }, name: string): boolean {
  return symbol.attributes.some((attribute) => attribute.fullName === `${serialization}.${name}`);
}

/** Types of the `[JsonDerivedType]` attributes. */
export function derivedTypes(type: NamedTypeSymbol): readonly TypeSymbol[] {
  return type.attributes.flatMap((attribute) => {
    const value = attribute.fullName === `${serialization}.JsonDerivedTypeAttribute` ? attribute.constructorArguments[0] : undefined;
    return value?.kind === 'type' && value.value ? [value.value] : [];
  });
}
