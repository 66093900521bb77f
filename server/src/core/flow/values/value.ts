/** What is known of a value of type Type, string, MethodInfo and the like: a set of what it may be, as the trim analyzer keeps it. */
import type { FieldSymbol, LocalSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { nullableUnderlying, sameType } from '../../symbols/types';

/** A place whose annotation says all that is known of a value that comes from there. */
export interface LocationValue {
  readonly kind: 'location';
  readonly role: 'parameter' | 'this' | 'result' | 'field' | 'typeParameter';
  /** A local is the variable of a query: the parameter of its lambdas. */
  readonly symbol: ParameterSymbol | LocalSymbol | MethodSymbol | FieldSymbol | TypeParameterSymbol;
  /** Of a result: its type with type arguments filled in. */
  readonly returned?: TypeSymbol;
  /** Of a variable of a query that is a property of a type of the compiler's: its properties. */
  readonly parts?: readonly { readonly name: string; readonly type: TypeSymbol }[];
  /** Of what a call gives back by `out` or `ref`: whose parameter it is. */
  readonly callee?: MethodSymbol;
  /** Of an element of a tuple: the name that is written, `Item1` or its own. */
  readonly written?: string | undefined;
  /** What the value was found with, where that promises more than the declaration. */
  readonly derived?: Derivation;
}

/** How a type was found from a value: as its base type, as one of its interfaces or nested types, or by a name; by `GetType()` of a value of a type. */
export type Derivation =
  | { readonly by: 'baseType' | 'interface' | 'nestedType' | 'name'; readonly of: LocationValue }
  | { readonly by: 'getType'; readonly of: TypeSymbol };

/** One thing that a value may be. */
export type FlowValue =
  | { readonly kind: 'type'; readonly type: TypeSymbol }
  /** `typeof(T?)`: the type, and what is known of T. */
  | { readonly kind: 'nullable'; readonly type: NamedTypeSymbol; readonly underlying: FlowValue }
  | { readonly kind: 'typeHandle'; readonly of: FlowValue }
  | { readonly kind: 'method'; readonly method: MethodSymbol }
  | { readonly kind: 'methodHandle'; readonly method: MethodSymbol }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'null' }
  | ArrayFlowValue
  | LocationValue
  | { readonly kind: 'unknown' };

/** An array; elements that are not listed are unknown. */
export interface ArrayFlowValue {
  readonly kind: 'array';
  /** Undefined when unknown. */
  readonly length: number | undefined;
  readonly elements: ReadonlyMap<number, ValueSet>;
}

/** Everything that a value may be; empty where nothing is followed, so that nothing is said. */
export type ValueSet = readonly FlowValue[];

/** Nothing is followed. */
export const nothing: ValueSet = [];
/** It can be anything. */
export const anything: ValueSet = [{ kind: 'unknown' }];
export const nullOnly: ValueSet = [{ kind: 'null' }];

/** Sets that grow beyond this become unknown. */
const maxValues = 64;

/** All that either set holds. */
export function union(a: ValueSet, b: ValueSet): ValueSet {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const added = b.filter((value) => !a.some((other) => sameValue(value, other)));
  if (added.length === 0) return a;
  return a.length + added.length > maxValues ? anything : [...a, ...added];
}

export function sameValue(a: FlowValue, b: FlowValue): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'type': return b.kind === 'type' && sameType(a.type, b.type);
    case 'nullable': return b.kind === 'nullable' && sameType(a.type, b.type) && sameValue(a.underlying, b.underlying);
    case 'typeHandle': return b.kind === 'typeHandle' && sameValue(a.of, b.of);
    case 'method': return b.kind === 'method' && a.method === b.method;
    case 'methodHandle': return b.kind === 'methodHandle' && a.method === b.method;
    case 'string': return b.kind === 'string' && a.text === b.text;
    case 'integer': return b.kind === 'integer' && a.value === b.value;
    case 'location': return b.kind === 'location' && a.role === b.role && a.symbol === b.symbol && sameDerivation(a.derived, b.derived);
    case 'array': return b.kind === 'array' && sameArray(a, b);
    case 'null':
    case 'unknown': return a.kind === b.kind;
  }
}

function sameDerivation(a: Derivation | undefined, b: Derivation | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.by !== b.by) return false;
  return a.by === 'getType' ? b.by === 'getType' && sameType(a.of, b.of) : b.by !== 'getType' && sameValue(a.of, b.of);
}

function sameArray(a: ArrayFlowValue, b: ArrayFlowValue): boolean {
  if (a.length !== b.length || a.elements.size !== b.elements.size) return false;
  return [...a.elements].every(([index, values]) => {
    const other = b.elements.get(index);
    return other !== undefined && sameSet(values, other);
  });
}

export function sameSet(a: ValueSet, b: ValueSet): boolean {
  return a.length === b.length && a.every((value) => b.some((other) => sameValue(value, other)));
}

/** What a call of a method gives, as far as its declaration tells; `returned` is the type with type arguments filled in. */
export function resultValue(method: MethodSymbol, returned: TypeSymbol): LocationValue {
  return { kind: 'location', role: 'result', symbol: method.originalDefinition, returned };
}

/** What is known of `typeof(T)`. */
export function valueOfType(type: TypeSymbol): FlowValue {
  if (type.kind === 'typeParameter') return { kind: 'location', role: 'typeParameter', symbol: type };
  const underlying = type.kind === 'namedType' && !type.isUnboundGeneric ? nullableUnderlying(type) : undefined;
  return type.kind === 'namedType' && underlying && underlying.kind !== 'error' ? { kind: 'nullable', type, underlying: valueOfType(underlying) } : { kind: 'type', type };
}

/** The one number that a value is; undefined for others. */
export function integerOf(values: ValueSet): number | undefined {
  const [only] = values;
  return values.length === 1 && only?.kind === 'integer' ? only.value : undefined;
}

/** The number of elements that an array surely has. */
export function lengthOf(values: ValueSet): number | undefined {
  const [only] = values;
  return values.length === 1 && only?.kind === 'array' ? only.length : undefined;
}
