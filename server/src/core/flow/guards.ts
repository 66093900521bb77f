/**
 * Where a body runs only with a feature switched on, or never: what `[FeatureGuard]` properties, `RuntimeFeature.IsDynamicCodeSupported`
 * and jumps tell. Follows what the analyzers of .NET 9 and later do (measured): of constants, they take a literal `false` alone
 * for something that never holds. Those of .NET 8 know no guards.
 */
import type { BoundBody } from '../binding/boundBody';
import type { Unit } from '../syntax/nodes';
import { GuardWalker } from './guardStatements';

export { Feature, guardedFeatures } from './guardsSyntax';

/** Features known to be on at places of a body. */
export interface GuardMap {
  /** Bits of `Feature`; all of them where code is unreachable. */
  at(unit: Unit, start: number, end: number): number;
}

const cache = new WeakMap<BoundBody, GuardMap>();

/** Guards of a body, worked out on first use. */
export function guardsOf(body: BoundBody): GuardMap {
  let map = cache.get(body);
  if (!map) {
    map = new GuardWalker(body).run();
    cache.set(body, map);
  }
  return map;
}

const nativeCache = new WeakMap<BoundBody, GuardMap>();

/** The same with what is known of a native program, and all constants: what has features here is not part of it. */
export function nativeGuardsOf(body: BoundBody): GuardMap {
  let map = nativeCache.get(body);
  if (!map) nativeCache.set(body, map = new GuardWalker(body, true).run());
  return map;
}
