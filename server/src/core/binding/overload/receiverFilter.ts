/** Which extension methods can take a receiver at all (ECMA-334 §12.8.10.3), told by definitions alone: before inference, once for each type. */
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { ExpressionShape } from '../shape';
import { containsError, isNullableValueType } from '../../symbols/types';
import { isObject, spanOf } from '../conversions/conversionsTypes';

const filtered = new WeakMap<readonly MethodSymbol[], WeakMap<NamedTypeSymbol, readonly MethodSymbol[]>>();

/**
 * The candidates without those whose first parameter is of a type that the receiver neither is nor inherits. Others may still not
 * be applicable; all stay where the receiver is no ordinary value of a named type. `candidates` must be the same list each time.
 */
export function withReceiver(candidates: readonly MethodSymbol[], receiver: ExpressionShape): readonly MethodSymbol[] {
  const type = receiver.kind === 'typed' ? receiver.type : undefined;
  if (type?.kind !== 'namedType' || isNullableValueType(type) || containsError(type)) return candidates;
  const definition = type.originalDefinition;
  let known = filtered.get(candidates);
  if (known === undefined) filtered.set(candidates, known = new WeakMap<NamedTypeSymbol, readonly MethodSymbol[]>());
  let found = known.get(definition);
  if (found === undefined) {
    const reachable = definitionsOf(definition);
    known.set(definition, found = candidates.filter((method) => mayTake(method.parameters[0]?.type, reachable)));
  }
  return found;
}

function definitionsOf(type: NamedTypeSymbol): ReadonlySet<NamedTypeSymbol> {
  const found = new Set<NamedTypeSymbol>();
  for (let base: NamedTypeSymbol | undefined = type; base !== undefined && !found.has(base.originalDefinition); base = base.baseType) found.add(base.originalDefinition);
  for (const base of type.allInterfaces) found.add(base.originalDefinition);
  return found;
}

function mayTake(parameter: TypeSymbol | undefined, reachable: ReadonlySet<NamedTypeSymbol>): boolean {
  if (parameter?.kind !== 'namedType') return true;
  // Everything converts to object; some convert to spans, which they do not inherit.
  return reachable.has(parameter.originalDefinition) || isObject(parameter) || spanOf(parameter) !== undefined || containsError(parameter);
}
