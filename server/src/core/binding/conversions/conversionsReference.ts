/** Identity, implicit reference, boxing and type parameter conversions between types (ECMA-334 §10.2.2, §10.2.8, §10.2.9, §10.2.12). */
import type { NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { sameType } from '../../symbols/types';
import { isObject, isReferenceType, isRefLike, isValueType, isVoid, listInterfaceElement, nullableUnderlying, specialTypeOf } from './conversionsTypes';

const dynamicIsObject = { dynamicIsObject: true };

/** Same type; `dynamic` and `object` are the same here (§10.2.2). */
export function isIdentity(from: TypeSymbol, to: TypeSymbol): boolean {
  return from === to || sameType(from, to, dynamicIsObject);
}

/** §10.2.8; both sides reference types. */
export function hasImplicitReference(from: TypeSymbol, to: TypeSymbol): boolean {
  if (from.kind === 'typeParameter') return isReferenceType(from) && typeParameterConverts(from, to);
  if (!isReferenceType(from)) return false;
  if (isObject(to) || to.kind === 'dynamic') return true;
  if (from.kind === 'array') return arrayConverts(from.elementType, from.rank, to);
  if (from.kind !== 'namedType' || to.kind !== 'namedType') return false;
  return reaches(from, to);
}

function arrayConverts(element: TypeSymbol, rank: number, to: TypeSymbol): boolean {
  if (to.kind === 'array') {
    return to.rank === rank && (isIdentity(element, to.elementType) || (isReferenceType(element) && hasImplicitReference(element, to.elementType)));
  }
  if (to.kind !== 'namedType') return false;
  if (specialTypeOf(to) === 'Array') return true;
  if (to.typeKind !== 'interface') return false;
  const listElement = listInterfaceElement(to);
  if (listElement !== undefined) return rank === 1 && (isIdentity(element, listElement) || hasImplicitReference(element, listElement));
  return (to.namespace === 'System' && to.name === 'ICloneable') || (to.namespace === 'System.Collections' && to.arity === 0 && arrayInterfaces.has(to.name));
}

const arrayInterfaces: ReadonlySet<string> = new Set(['IList', 'ICollection', 'IEnumerable', 'IStructuralComparable', 'IStructuralEquatable']);

/** Through base classes and interfaces, variance included (§10.2.8, §18.2.3.3). */
function reaches(from: NamedTypeSymbol, to: NamedTypeSymbol): boolean {
  if (to.typeKind === 'interface') {
    if (isVariantOf(from, to)) return true;
    const definition = to.originalDefinition;
    for (const candidate of from.allInterfaces) if (candidate.originalDefinition === definition && isVariantOf(candidate, to)) return true;
    return false;
  }
  if (from.typeKind === 'interface') return false;
  const definition = to.originalDefinition;
  let current: NamedTypeSymbol | undefined = from;
  for (let depth = 0; current !== undefined && depth < 100; depth++) {
    if (current.originalDefinition === definition && isVariantOf(current, to)) return true;
    current = current.baseType;
  }
  return false;
}

/** Same generic type whose type arguments are identical or differ as the variance allows. */
function isVariantOf(from: NamedTypeSymbol, to: NamedTypeSymbol): boolean {
  if (from.originalDefinition !== to.originalDefinition) return false;
  if (isIdentity(from, to)) return true;
  const parameters = to.originalDefinition.typeParameters;
  if (parameters.length === 0 || !parameters.some((p) => p.variance !== 'none')) return false;
  return parameters.every((parameter, i) => {
    const a = from.typeArguments[i];
    const b = to.typeArguments[i];
    if (a === undefined || b === undefined) return false;
    if (isIdentity(a, b)) return true;
    if (parameter.variance === 'out') return hasImplicitReference(a, b);
    return parameter.variance === 'in' && hasImplicitReference(b, a);
  });
}

/** §10.2.12: to a constraint, to what a constraint converts to, to `object` (or `ValueType` for a value type). */
export function typeParameterConverts(from: TypeParameterSymbol, to: TypeSymbol, depth = 0): boolean {
  if (isObject(to) || to.kind === 'dynamic') return !from.allowsRefLike;
  if (depth > 20) return false;
  if ((from.hasValueTypeConstraint || from.hasUnmanagedConstraint) && specialTypeOf(to) === 'ValueType') return true;
  for (const constraint of from.constraintTypes) {
    if (isIdentity(constraint, to)) return true;
    if (constraint.kind === 'typeParameter' ? typeParameterConverts(constraint, to, depth + 1) : convertsAsReference(constraint, to)) return true;
  }
  return false;
}

function convertsAsReference(from: TypeSymbol, to: TypeSymbol): boolean {
  return hasImplicitReference(from, to) || hasBoxing(from, to);
}

/** §10.2.9: from a value type (or the underlying type of a nullable one) to object, its bases and interfaces. */
export function hasBoxing(from: TypeSymbol, to: TypeSymbol): boolean {
  if (from.kind === 'typeParameter') return !isReferenceType(from) && typeParameterConverts(from, to);
  if (!isValueType(from) || isVoid(from) || isRefLike(from)) return false;
  if (isObject(to) || to.kind === 'dynamic') return true;
  if (to.kind !== 'namedType' || from.kind !== 'namedType' || (to.typeKind !== 'interface' && to.typeKind !== 'class')) return false;
  const underlying = nullableUnderlying(from);
  if (underlying !== undefined) return hasBoxing(underlying, to);
  return reaches(from, to);
}
