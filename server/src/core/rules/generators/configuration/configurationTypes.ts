/** Types as the configuration binding generator sorts them: values read from text, collections, objects, and what it leaves out. */
import type { MethodSymbol, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isDelegateType, isEnumType, isNamed, isObject, isValueType, nullableUnderlying, sameType } from '../../../symbols/types';

/** Why a type is not bound: key of the message. */
export type Unsupported = 'type' | 'collection' | 'multiDimensional' | 'noConstructor' | 'constructors';

/** Of which member of a type another type is. */
export type MemberRole = 'nullable' | 'element' | 'key' | 'property';

export interface MemberType {
  readonly type: TypeSymbol;
  readonly role: MemberRole;
  /** Of a property. */
  readonly name?: string;
}

export interface BindingSpec {
  readonly kind: 'parsable' | 'nullable' | 'list' | 'dictionary' | 'section' | 'object' | 'unsupported';
  readonly fault?: Unsupported;
  /** In the order in which the generator comes to them. */
  readonly members: readonly MemberType[];
}

const parsableSpecial: ReadonlySet<string> = new Set(['String', 'Object', 'Boolean', 'Char', 'Single', 'Double', 'Decimal', 'Byte', 'Int16', 'Int32', 'Int64', 'SByte', 'UInt16', 'UInt32', 'UInt64']);
const parsableNames: ReadonlySet<string> = new Set([
  'System.DateTime', 'System.DateTimeOffset', 'System.DateOnly', 'System.TimeOnly', 'System.TimeSpan', 'System.Int128', 'System.UInt128', 'System.Half', 'System.Uri', 'System.Version', 'System.Guid',
  'System.Globalization.CultureInfo',
]);
const collections = 'System.Collections';
const generic = 'System.Collections.Generic';
const exactLists: ReadonlySet<string> = new Set(['ICollection', 'IList', 'IEnumerable', 'ISet', 'IReadOnlySet', 'IReadOnlyList', 'IReadOnlyCollection']);

/** `T` of `T?` for a value type. */
export function nullableOf(type: TypeSymbol): TypeSymbol | undefined {
  return type.kind === 'namedType' && !type.isUnboundGeneric ? nullableUnderlying(type) : undefined;
}

/** Whether a value is read from one text. */
export function isParsable(type: TypeSymbol): boolean {
  if (type.kind === 'array') return type.elementType.kind === 'namedType' && type.elementType.specialType === 'Byte';
  if (type.kind !== 'namedType') return false;
  if (isEnumType(type)) return true;
  if (type.specialType !== undefined) return parsableSpecial.has(type.specialType);
  return type.arity === 0 && type.containingType === undefined && parsableNames.has(`${type.namespace}.${type.name}`);
}

/** `generator` is its major version. */
export function bindingSpec(type: TypeSymbol, generator: number): BindingSpec {
  const underlying = nullableOf(type);
  if (underlying) return { kind: 'nullable', members: [{ type: underlying, role: 'nullable' }] };
  if (isParsable(type)) return { kind: 'parsable', members: [] };
  if (type.kind === 'array') {
    if (type.rank > 1) return unsupported('multiDimensional');
    return isLeftOut(type.elementType) ? unsupported('collection') : { kind: 'list', members: [{ type: type.elementType, role: 'element' }] };
  }
  if (type.kind !== 'namedType') return unsupported('type');
  if (isCollection(type)) {
    const spec = collectionSpec(type);
    // What no strategy fits is an object for the generator of .NET 9, as for binding by reflection.
    if (spec) return spec;
    if (generator < 9 || interfaceOf(type, generic, 'ICollection', 1)) return unsupported('collection');
  }
  if (isNamed(type, 'Microsoft.Extensions.Configuration', 'IConfigurationSection')) return { kind: 'section', members: [] };
  return objectSpec(type);
}

function unsupported(fault: Unsupported): BindingSpec {
  return { kind: 'unsupported', fault, members: [] };
}

function isInterface(type: NamedTypeSymbol, namespace: string, name: string, arity: number): boolean {
  return type.arity === arity && type.typeKind === 'interface' && type.containingType === undefined && isNamed(type, namespace, name);
}

function interfaceOf(type: NamedTypeSymbol, namespace: string, name: string, arity: number): NamedTypeSymbol | undefined {
  return isInterface(type, namespace, name, arity) ? type : type.allInterfaces.find((candidate) => isInterface(candidate, namespace, name, arity));
}

function isCollection(type: NamedTypeSymbol): boolean {
  return interfaceOf(type, collections, 'IEnumerable', 0) !== undefined;
}

/** Key and value; a non-generic dictionary has texts, which `undefined` stands for. */
function dictionaryTypes(type: NamedTypeSymbol): readonly [TypeSymbol | undefined, TypeSymbol | undefined] | undefined {
  const found = interfaceOf(type, generic, 'IDictionary', 2) ?? interfaceOf(type, generic, 'IReadOnlyDictionary', 2);
  if (found) return [found.typeArguments[0], found.typeArguments[1]];
  return isInterface(type, collections, 'IDictionary', 0) ? [undefined, undefined] : undefined;
}

/** Undefined where the generator has no way to fill the collection. */
function collectionSpec(type: NamedTypeSymbol): BindingSpec | undefined {
  const dictionary = dictionaryTypes(type);
  if (dictionary) {
    const [key, value] = dictionary;
    if ((key && isLeftOut(key)) || (value && isLeftOut(value))) return undefined;
    const isFilled = hasDefaultConstructor(type)
      ? (key && value && hasAdd(type, [key, value])) || interfaceOf(type, generic, 'IDictionary', 2) !== undefined
      : isInterface(type, generic, 'IDictionary', 2) || isInterface(type, collections, 'IDictionary', 0) || isInterface(type, generic, 'IReadOnlyDictionary', 2);
    if (!isFilled) return undefined;
    return { kind: 'dictionary', members: [...(key ? [{ type: key, role: 'key' as const }] : []), ...(value ? [{ type: value, role: 'element' as const }] : [])] };
  }
  const element = interfaceOf(type, generic, 'IEnumerable', 1)?.typeArguments[0];
  if (!element || isLeftOut(element)) return undefined;
  const isFilled = hasDefaultConstructor(type)
    ? hasAdd(type, [element]) || interfaceOf(type, generic, 'ICollection', 1) !== undefined
    : [...exactLists].some((name) => isInterface(type, generic, name, 1));
  return isFilled ? { kind: 'list', members: [{ type: element, role: 'element' }] } : undefined;
}

const readOnlyCollections: ReadonlySet<string> = new Set(['IEnumerable', 'IReadOnlyCollection', 'IReadOnlyList', 'IReadOnlySet', 'IReadOnlyDictionary']);

/** An interface that can only be read: a collection behind it is not filled. */
export function isReadOnlyCollection(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind === 'interface' && type.namespace === 'System.Collections.Generic' && readOnlyCollections.has(type.name);
}

const mostNested = 16;
const leftOutNames: ReadonlySet<string> = new Set(['System.Runtime.Serialization.SerializationInfo', 'System.Reflection.ParameterInfo']);

/** Delegates, reflection objects and native integers, and collections of them: never bound, without a word. */
function isLeftOut(type: TypeSymbol, depth = 0): boolean {
  // A collection of itself has no end: the compiler crashes over it.
  if (depth > mostNested) return false;
  const own = nullableOf(type) ?? type;
  if (own.kind === 'array') return own.rank > 1 || isLeftOut(own.elementType, depth + 1);
  if (own.kind !== 'namedType') return false;
  if (own.specialType === 'IntPtr' || own.specialType === 'UIntPtr' || own.specialType === 'MulticastDelegate' || isDelegateType(own)) return true;
  if (leftOutNames.has(`${own.namespace}.${own.name}`)) return true;
  // Derived from it only: the generator asks for a conversion, and a type is not converted to itself.
  if (own.typeKind === 'class' && [...baseTypesAndSelf(own)].slice(1).some((base) => isNamed(base, 'System.Reflection', 'MemberInfo'))) return true;
  if (!isCollection(own)) return false;
  const dictionary = dictionaryTypes(own);
  if (dictionary) return dictionary.some((part) => part !== undefined && isLeftOut(part, depth + 1));
  const element = interfaceOf(own, generic, 'IEnumerable', 1)?.typeArguments[0];
  return element !== undefined && isLeftOut(element, depth + 1);
}

/** Whether a public constructor takes nothing. */
export function hasDefaultConstructor(type: NamedTypeSymbol): boolean {
  return type.constructors.some((constructor) => !constructor.isStatic && constructor.accessibility === 'public' && constructor.parameters.length === 0);
}

function hasAdd(type: NamedTypeSymbol, parameters: readonly TypeSymbol[]): boolean {
  return [...baseTypesAndSelf(type)].some((base) => base.membersNamed('Add').some((member) => member.kind === 'method' && member.parameters.length === parameters.length && member.parameters.every((parameter, i) => sameType(parameter.type, parameters[i]))));
}

function objectSpec(type: NamedTypeSymbol): BindingSpec {
  const members: MemberType[] = [];
  for (const current of baseTypesAndSelf(type)) {
    for (const member of current.members) {
      if (member.kind === 'property' && isBound(member)) members.push({ type: member.type, role: 'property', name: member.name });
    }
  }
  const fault = constructorFault(type);
  return fault ? { kind: 'object', fault, members } : { kind: 'object', members };
}

/** Whether the generator looks at a property. */
export function isBound(property: PropertySymbol): boolean {
  return !property.isIndexer && property.type.kind !== 'error' && !(property.name === 'EqualityContract' && property.containingType.isRecord) && !isLeftOut(property.type);
}

/** Of all levels of a type, those that the generator looks at. */
export function boundProperties(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return [...baseTypesAndSelf(type)].flatMap((level) => level.members.flatMap((member) => (member.kind === 'property' && !member.isStatic && isBound(member) ? [member] : [])));
}

/** What a list or dictionary holds. */
export function elementOf({ members }: BindingSpec): TypeSymbol | undefined {
  return members.find(({ role }) => role === 'element')?.type;
}

function constructorFault(type: NamedTypeSymbol): Unsupported | undefined {
  if (type.isAbstract || type.typeKind === 'interface') return 'noConstructor';
  const isPublic = (constructor: MethodSymbol): boolean => !constructor.isStatic && constructor.accessibility === 'public';
  const constructors = type.constructors.filter(isPublic);
  const hasDefault = constructors.some((constructor) => constructor.parameters.length === 0) || isValueType(type);
  const others = constructors.filter((constructor) => constructor.parameters.length > 0 && !constructor.parameters.some((parameter) => isLeftOut(parameter.type)));
  if (hasDefault || others.length === 1) return undefined;
  return others.length === 0 ? 'noConstructor' : 'constructors';
}

/** `object` itself is no collection and needs no look at its members. */
export function isOpaque(type: TypeSymbol): boolean {
  return isObject(type) || type.kind === 'error';
}
