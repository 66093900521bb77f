/** What the variables of a body hold at a place. */
import type { ValueSet } from './value';
import { sameSet, union } from './value';

/** Values of variables by key, of those that were set; undefined where code is never reached. */
export type Variables = ReadonlyMap<string, ValueSet>;

/** What may hold where two ways of control meet. */
export function meet(a: Variables | undefined, b: Variables | undefined): Variables | undefined {
  if (a === undefined || a === b) return b;
  if (b === undefined) return a;
  let merged: Map<string, ValueSet> | undefined;
  for (const [key, values] of b) {
    const before = a.get(key);
    const after = before ? union(before, values) : values;
    if (after === before) continue;
    merged ??= new Map(a);
    merged.set(key, after);
  }
  return merged ?? a;
}

export function sameVariables(a: Variables | undefined, b: Variables | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.size !== b.size) return false;
  for (const [key, values] of a) {
    const other = b.get(key);
    if (other === undefined || !sameSet(values, other)) return false;
  }
  return true;
}
