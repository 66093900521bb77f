/** What is known of a value of type Type, string, MethodInfo and the like: a set of what it may be, as the trim analyzer keeps it. */
import type { FieldSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { nullableUnderlying, sameType } from '../../symbols/types';

/** A place whose annotation says all that is known of a value that comes from there. */
export interface LocationValue {
  readonly kind: 'location';
  readonly role: 'parameter' | 'this' | 'result' | 'field' | 'typeParameter';
  readonly symbol: ParameterSymbol | MethodSymbol | FieldSymbol | TypeParameterSymbol;
}

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
    case 'location': return b.kind === 'location' && a.role === b.role && a.symbol === b.symbol;
    case 'array': return b.kind === 'array' && sameArray(a, b);
    case 'null':
    case 'unknown': return a.kind === b.kind;
  }
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
