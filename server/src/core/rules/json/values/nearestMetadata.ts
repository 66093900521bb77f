/** By which metadata a value that is given as `object` is written: the serializer takes the nearest type that has some. */
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject } from '../../../symbols/types';
import { elementTypes } from '../../../symbols/generatedJsonGraph';
import { hasMore, mayHaveMore } from './derivedValues';
import { typeName } from '../typeModel';

/** Interfaces of `T[]` by name, with `{0}` for the name of `T`. */
const arrayInterfaces: readonly string[] = [
  ...['IEnumerable', 'ICollection', 'IList', 'IReadOnlyCollection', 'IReadOnlyList'].map((name) => `System.Collections.Generic.${name}<{0}>`),
  ...['IEnumerable', 'ICollection', 'IList'].map((name) => `System.Collections.${name}`),
];

/**
 * Whether some metadata serves a value of this static type: that of the type, of a base class or an interface; or, where the value may be
 * of another type than the static one (not `isMade`), that of a type below it.
 */
export function isWrittenAsObject(type: TypeSymbol, covered: ReadonlyMap<string, TypeSymbol>, isMade = false): boolean {
  const names = type.kind === 'array' ? [typeName(type), ...(type.rank === 1 ? arrayInterfaces.map((name) => name.replace('{0}', typeName(type.elementType))) : [])]
    : type.kind === 'namedType' ? ancestors(type).map((ancestor) => typeName(ancestor)) : [];
  if (names.some((name) => covered.has(name))) return true;
  if (isMade || type.kind !== 'namedType' || !type.containingAssembly.isSource || type.isSealed) return false;
  const own = typeName(type);
  return [...covered.values()].some((known) => known.kind === 'namedType' && ancestors(known).some((ancestor) => typeName(ancestor) === own));
}

/**
 * The listed base class or interface by which a value given as `object` is written, where that leaves out what the value's own class adds:
 * undefined for values that may be of a listed type.
 */
export function nearestAbove(type: TypeSymbol, covered: ReadonlyMap<string, TypeSymbol>): NamedTypeSymbol | undefined {
  if (type.kind !== 'namedType' || covered.has(typeName(type)) || elementTypes(type) || mayBeListedBelow(type, covered)) return undefined;
  const [base] = [...baseTypesAndSelf(type)].filter((each) => !isObject(each) && covered.has(typeName(each)));
  const interfaces = type.allInterfaces.filter((each) => covered.has(typeName(each)));
  const above = base ?? (interfaces.length === 1 ? interfaces[0] : undefined);
  return above && mayHaveMore(above) && hasMore(type, above) ? above : undefined;
}

/** Whether a class below this one has metadata. */
export function mayBeListedBelow(type: NamedTypeSymbol, covered: ReadonlyMap<string, TypeSymbol>): boolean {
  const own = typeName(type);
  return !type.isSealed && [...covered.values()].some((known) => known.kind === 'namedType' && known !== type && [...baseTypesAndSelf(known)].some((base) => typeName(base) === own));
}

/**
 * The two interfaces with metadata of which the serializer cannot choose, so that it throws: none of them extends the other, and neither
 * the type itself nor a base class has metadata.
 */
export function equallyNear(type: TypeSymbol, covered: ReadonlyMap<string, TypeSymbol>): readonly [NamedTypeSymbol, NamedTypeSymbol] | undefined {
  if (type.kind !== 'namedType' || type.typeKind === 'interface' || type.isAbstract) return undefined;
  if ([...baseTypesAndSelf(type)].some((base) => covered.has(typeName(base)))) return undefined;
  const listed = type.allInterfaces.filter((each) => covered.has(typeName(each)));
  const [first, second] = listed.filter((each) => !listed.some((other) => other.allInterfaces.some((base) => typeName(base) === typeName(each))));
  return first && second && !mayBeListedBelow(type, covered) ? [first, second] : undefined;
}

/**
 * Whether a value of an interface or an abstract class may be of a type that is listed: a `List<T>` that is returned as `IEnumerable<T>`.
 * One that is lazy is no list or array, but may implement another interface that is listed.
 */
export function isHeldByListed(type: TypeSymbol, covered: ReadonlyMap<string, TypeSymbol>, isLazy = false): boolean {
  if (type.kind !== 'namedType' || (type.typeKind !== 'interface' && !type.isAbstract)) return false;
  const own = typeName(type);
  return [...covered.values()].some((known) => {
    if (known.kind === 'array') return !isLazy && arrayInterfaces.some((name) => name.replace('{0}', typeName(known.elementType)) === own);
    return known.kind === 'namedType' && (!isLazy || known.typeKind === 'interface') && ancestors(known).some((ancestor) => typeName(ancestor) === own);
  });
}

/** The type, its base classes but `object`, and its interfaces. */
function ancestors(type: NamedTypeSymbol): readonly NamedTypeSymbol[] {
  return [...[...baseTypesAndSelf(type)].filter(({ specialType }) => specialType !== 'Object'), ...type.allInterfaces];
}
