/** Types that are no declarations (arrays, pointers, dynamic, error), identity of types (ECMA-334 §10.2.2), and predicates over types. */
import type {
  ArrayTypeSymbol, DynamicTypeSymbol, ErrorTypeSymbol, FunctionPointerTypeSymbol, NamedTypeSymbol, PointerTypeSymbol, TypeParameterSymbol, TypeSymbol,
} from './symbol';
import { WeakTable } from './weakTable';

export const dynamicType: DynamicTypeSymbol = { kind: 'dynamic' };

/** A type that could not be resolved; `name` is what was written. */
export function errorType(name: string): ErrorTypeSymbol {
  return { kind: 'error', name };
}

let lastId = 0;
const ids = new WeakMap<object, number>();

/** A number for each type symbol, never reused: key of interning tables. */
export function typeId(type: TypeSymbol): number {
  let id = ids.get(type);
  if (id === undefined) ids.set(type, id = ++lastId);
  return id;
}

const arrays = new WeakMap<TypeSymbol, ArrayTypeSymbol[]>();
const pointers = new WeakMap<TypeSymbol, PointerTypeSymbol>();
const functionPointers = new WeakMap<TypeSymbol, WeakTable<FunctionPointerTypeSymbol>>();

/** `T[]` for rank 1, `T[,]` for rank 2. The same object for the same element and rank. */
export function arrayType(elementType: TypeSymbol, rank = 1): ArrayTypeSymbol {
  let byRank = arrays.get(elementType);
  if (byRank === undefined) arrays.set(elementType, byRank = []);
  return byRank[rank] ??= { kind: 'array', elementType, rank };
}

/** `T*`; the same object for the same type. */
export function pointerType(pointedAtType: TypeSymbol): PointerTypeSymbol {
  let pointer = pointers.get(pointedAtType);
  if (pointer === undefined) pointers.set(pointedAtType, pointer = { kind: 'pointer', pointedAtType });
  return pointer;
}

/** `delegate*<…>`; the same object for the same types. */
export function functionPointerType(parameterTypes: readonly TypeSymbol[], returnType: TypeSymbol): FunctionPointerTypeSymbol {
  let known = functionPointers.get(returnType);
  if (known === undefined) functionPointers.set(returnType, known = new WeakTable());
  return known.get(parameterTypes.map(typeId).join(','), () => ({ kind: 'functionPointer', parameterTypes, returnType }));
}

/** What counts as the same type. Names of tuple elements never matter. */
export interface TypeComparison {
  /** `dynamic` is `object` (§10.2.2, for identity conversions and signatures). */
  readonly dynamicIsObject?: boolean;
  /** Type parameters of methods are compared by position: signatures of two declarations. */
  readonly methodTypeParametersByOrdinal?: boolean;
}

/** Structural identity. Error types are the same as nothing but themselves. */
export function sameType(a: TypeSymbol | undefined, b: TypeSymbol | undefined, how: TypeComparison = {}): boolean {
  if (a === b) return a !== undefined;
  if (a === undefined || b === undefined) return false;
  if (how.dynamicIsObject === true && ((a.kind === 'dynamic' && isObject(b)) || (b.kind === 'dynamic' && isObject(a)))) return true;
  switch (a.kind) {
    case 'namedType': return b.kind === 'namedType' && sameNamedType(a, b, how);
    case 'array': return b.kind === 'array' && a.rank === b.rank && sameType(a.elementType, b.elementType, how);
    case 'pointer': return b.kind === 'pointer' && sameType(a.pointedAtType, b.pointedAtType, how);
    case 'functionPointer': return b.kind === 'functionPointer' && sameType(a.returnType, b.returnType, how) && sameTypes(a.parameterTypes, b.parameterTypes, how);
    case 'typeParameter':
      return b.kind === 'typeParameter' && how.methodTypeParametersByOrdinal === true && a.ownerKind === 'method' && b.ownerKind === 'method' && a.ordinal === b.ordinal;
    case 'dynamic': return b.kind === 'dynamic';
    case 'error': return false;
  }
}

function sameNamedType(a: NamedTypeSymbol, b: NamedTypeSymbol, how: TypeComparison): boolean {
  if (a.originalDefinition !== b.originalDefinition || a.isUnboundGeneric !== b.isUnboundGeneric) return false;
  if (a.isUnboundGeneric) return true;
  if (!sameTypes(a.typeArguments, b.typeArguments, how)) return false;
  return a.containingType === b.containingType || sameType(a.containingType, b.containingType, how);
}

/** Element-wise `sameType` of lists of the same length. */
export function sameTypes(a: readonly TypeSymbol[], b: readonly TypeSymbol[], how: TypeComparison = {}): boolean {
  return a.length === b.length && a.every((type, i) => sameType(type, b[i], how));
}

/** Whether any part of a type satisfies a predicate: elements, type arguments, containing types. */
export function someType(type: TypeSymbol, predicate: (part: TypeSymbol) => boolean): boolean {
  if (predicate(type)) return true;
  switch (type.kind) {
    case 'namedType':
      return type.typeArguments.some((t) => t !== type && someType(t, predicate)) || (type.containingType !== undefined && someType(type.containingType, predicate));
    case 'array': return someType(type.elementType, predicate);
    case 'pointer': return someType(type.pointedAtType, predicate);
    case 'functionPointer': return someType(type.returnType, predicate) || type.parameterTypes.some((t) => someType(t, predicate));
    default: return false;
  }
}

export function isError(type: TypeSymbol): type is ErrorTypeSymbol {
  return type.kind === 'error';
}

/** Whether the type or any part of it could not be resolved. */
export function containsError(type: TypeSymbol): boolean {
  return someType(type, isError);
}

export function containsTypeParameter(type: TypeSymbol): boolean {
  return someType(type, (part) => part.kind === 'typeParameter');
}

export function isObject(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.specialType === 'Object';
}

export function isString(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.specialType === 'String';
}

export function isVoid(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.specialType === 'Void';
}

/** `T?` of a value type. */
export function isNullableValueType(type: TypeSymbol): type is NamedTypeSymbol & { readonly typeKind: 'struct' } {
  return type.kind === 'namedType' && type.originalDefinition.specialType === 'Nullable';
}

/** `T` of `Nullable<T>`; undefined for every other type. */
export function nullableUnderlying(type: TypeSymbol): TypeSymbol | undefined {
  return isNullableValueType(type) ? type.typeArguments[0] : undefined;
}

export function isEnumType(type: TypeSymbol): type is NamedTypeSymbol & { readonly typeKind: 'enum' } {
  return type.kind === 'namedType' && type.typeKind === 'enum';
}

export function isDelegateType(type: TypeSymbol): type is NamedTypeSymbol & { readonly typeKind: 'delegate' } {
  return type.kind === 'namedType' && type.typeKind === 'delegate';
}

export function isInterfaceType(type: TypeSymbol): type is NamedTypeSymbol & { readonly typeKind: 'interface' } {
  return type.kind === 'namedType' && type.typeKind === 'interface';
}

/** Known to be a value type (§8.3): false for unconstrained type parameters and error types. */
export function isValueType(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'namedType': return type.typeKind === 'struct' || type.typeKind === 'enum';
    case 'typeParameter':
      return type.hasValueTypeConstraint || type.hasUnmanagedConstraint;
    case 'pointer': case 'functionPointer': return true;
    default: return false;
  }
}

/** Known to be a reference type (§8.2, §15.2.5): false for unconstrained type parameters and error types. */
export function isReferenceType(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'namedType': return type.typeKind === 'class' || type.typeKind === 'interface' || type.typeKind === 'delegate';
    case 'array': case 'dynamic': return true;
    case 'typeParameter': return type.hasReferenceTypeConstraint || type.constraintTypes.some((c) => c !== type && isKnownReferenceConstraint(c));
    default: return false;
  }
}

function isKnownReferenceConstraint(type: TypeSymbol): boolean {
  if (type.kind === 'typeParameter') return isReferenceType(type);
  return type.kind === 'array' || (type.kind === 'namedType' && (type.typeKind === 'delegate' || (type.typeKind === 'class' && !abstractRoots.has(type.specialType ?? ''))));
}

/** Classes that value types derive from: such a constraint does not make a type parameter a reference type. */
const abstractRoots: ReadonlySet<string> = new Set(['Object', 'ValueType', 'Enum']);

/** Whether a type is `System.ValueTuple<…>` with two or more elements in the form that the language uses. */
export function isTupleType(type: TypeSymbol): type is NamedTypeSymbol & { readonly typeKind: 'struct' } {
  if (type.kind !== 'namedType' || type.name !== 'ValueTuple' || type.namespace !== 'System' || type.containingType !== undefined || type.isUnboundGeneric) return false;
  if (type.arity < 8) return type.arity >= 2;
  const rest = type.typeArguments[7];
  return type.arity === 8 && rest?.kind === 'namedType' && rest.name === 'ValueTuple' && rest.namespace === 'System';
}

/** Types of a tuple's elements with those behind `Rest`; undefined for other types. */
export function tupleElementTypes(type: TypeSymbol): readonly TypeSymbol[] | undefined {
  if (!isTupleType(type)) return undefined;
  const rest = type.typeArguments[7];
  if (rest?.kind !== 'namedType') return type.typeArguments;
  return [...type.typeArguments.slice(0, 7), ...(tupleElementTypes(rest) ?? rest.typeArguments)];
}

/** Type and base classes, nearest first. Stops at cycles of bad input. */
export function* baseTypesAndSelf(type: NamedTypeSymbol): Generator<NamedTypeSymbol> {
  let depth = 0;
  let seen: Set<NamedTypeSymbol> | undefined;
  for (let current: NamedTypeSymbol | undefined = type; current !== undefined && depth < maximumBases; current = current.baseType) {
    if (depth < shortChain ? isAmongFirst(type, depth, current.originalDefinition) : seen?.has(current.originalDefinition) === true) return;
    yield current;
    if (++depth >= shortChain) (seen ??= new Set(firstOf(type, depth))).add(current.originalDefinition);
  }
}

/** No hierarchy that anyone wrote is as deep: of one made up, the rest is not looked at. */
const maximumBases = 100;

/** Most chains are shorter, and walked everywhere: going through them again takes less than a set. */
const shortChain = 16;

function* firstOf(type: NamedTypeSymbol, count: number): Generator<NamedTypeSymbol> {
  let current: NamedTypeSymbol | undefined = type;
  for (let i = 0; i < count && current !== undefined; i++, current = current.baseType) yield current.originalDefinition;
}

function isAmongFirst(type: NamedTypeSymbol, count: number, definition: NamedTypeSymbol): boolean {
  let current: NamedTypeSymbol | undefined = type;
  for (let i = 0; i < count && current !== undefined; i++, current = current.baseType) if (current.originalDefinition === definition) return true;
  return false;
}

/** The interfaces of a type with those that they and the base classes have (Roslyn: AllInterfaces), without duplicates. */
export function collectInterfaces(declared: readonly NamedTypeSymbol[], baseType: NamedTypeSymbol | undefined): readonly NamedTypeSymbol[] {
  const found = new Set<NamedTypeSymbol>();
  const add = (type: NamedTypeSymbol, depth: number): void => {
    if (found.has(type) || depth > 64) return;
    found.add(type);
    for (const base of type.interfaces) add(base, depth + 1);
  };
  for (const type of declared) add(type, 0);
  if (baseType !== undefined) for (const each of baseTypesAndSelf(baseType)) for (const type of each.interfaces) add(type, 0);
  return [...found];
}

/** All type parameters that are in scope in a type: the outermost containing type's first. */
export function allTypeParameters(type: NamedTypeSymbol): readonly TypeParameterSymbol[] {
  const own = type.originalDefinition.typeParameters;
  return type.containingType === undefined ? own : [...allTypeParameters(type.containingType), ...own];
}

/** `Task`, `ValueTask`, with or without a result. */
export function isTask(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.namespace === 'System.Threading.Tasks' && (type.name === 'Task' || type.name === 'ValueTask');
}

/** Whether a type is a class, struct, interface, enum or delegate of this namespace and name, whatever its type arguments. */
export function isNamed(type: TypeSymbol, namespace: string, name: string): type is NamedTypeSymbol {
  return type.kind === 'namedType' && type.name === name && type.namespace === namespace;
}
