/** Overload resolution (ECMA-334 §12.6.4). */
import type { MethodSymbol } from '../symbols/symbol';
import type { OverloadOptions, OverloadResult } from './overloadTypes';
import type { ArgumentShape } from './shape';

export type { OverloadOptions, OverloadResult, ResolvedOverload } from './overloadTypes';

/** Picks the best of the candidates that lookup found (of all declaring types, unconstructed) for these arguments. */
export function resolveOverload(candidates: readonly MethodSymbol[], args: readonly ArgumentShape[], options: OverloadOptions): OverloadResult {
  const byCount = candidates.filter((m) => m.parameters.length - (options.receiver ? 1 : 0) === args.length);
  const only = byCount.length === 1 ? byCount[0] : undefined;
  return only ? { kind: 'method', method: only, argumentToParameter: args.map((_, i) => i), expanded: false } : { kind: 'none' };
}
