/** Arrays, flags and constants as values. */
import type { AttributeValue } from '../../symbols/symbol';
import type { ArrayFlowValue, FlowValue, ValueSet } from './value';
import { anything, nothing, union, valueOfType } from './value';

/** Longer arrays are not followed. */
export const maxElements = 32;

/** An array whose elements are written out. */
export function arrayOf(values: readonly ValueSet[]): ArrayFlowValue {
  return { kind: 'array', length: values.length, elements: new Map(values.map((value, i) => [i, value])) };
}

/** With an unknown index every element may be the one that is written. */
export function withElement(array: ArrayFlowValue, index: number | undefined, values: ValueSet): ArrayFlowValue {
  if (index === undefined) return { ...array, elements: new Map() };
  return array.elements.size >= maxElements && !array.elements.has(index) ? array : { ...array, elements: new Map(array.elements).set(index, values) };
}

/** `a | b`. */
export function combined(left: ValueSet, right: ValueSet): ValueSet {
  return left.reduce<ValueSet>((all, a) => union(all, right.reduce<ValueSet>((some, b) => union(some, a.kind === 'integer' && b.kind === 'integer' ? [{ kind: 'integer', value: a.value | b.value }] : anything), nothing)), nothing);
}

/** What a constant is. */
export function constantValue(constant: AttributeValue): ValueSet {
  if (constant?.kind === 'type') return constant.value ? [valueOfType(constant.value)] : nothing;
  if (constant?.kind !== 'primitive' && constant?.kind !== 'enum') return nothing;
  const { value } = constant;
  const known: FlowValue | undefined = value === null ? { kind: 'null' }
    : typeof value === 'string' ? { kind: 'string', text: value }
      : typeof value === 'boolean' ? { kind: 'integer', value: value ? 1 : 0 }
        : Number.isSafeInteger(Number(value)) ? { kind: 'integer', value: Number(value) } : undefined;
  return known ? [known] : nothing;
}
