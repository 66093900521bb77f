/** Results of generic helpers (`Respond.Ok<T>(T value)`): what they write is known where they are called. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { substitute, typeMap, typeMapOf } from '../../symbols/construct';
import type { MethodSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { isResult, unwrapTask } from '../aspnet/endpoint';
import type { JsonUse } from './endpoints';
import { isValue } from './endpoints';
import { isClosed } from './typeModel';

/** A call of a generic method of the program that gives a result. */
export interface GenericCall {
  /** Where the call is, in a generic method itself. */
  readonly caller: MethodSymbol | undefined;
  readonly method: MethodSymbol;
  readonly types: ReadonlyMap<TypeParameterSymbol, TypeSymbol>;
}

/** The declared method that a body belongs to. */
export function methodOf({ owner }: BoundBody): MethodSymbol | undefined {
  return owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol.originalDefinition : undefined;
}

/** Undefined for calls that need not be followed. */
export function genericCall(use: SymbolUse, body: BoundBody): GenericCall | undefined {
  const method = use.symbol;
  if ((use.kind !== 'call' && use.kind !== 'methodGroup') || method?.kind !== 'method' || !method.containingType.containingAssembly.isSource) return undefined;
  const { originalDefinition } = method;
  if (method.typeArguments.length + method.containingType.typeArguments.length === 0 || !isResult(unwrapTask(originalDefinition.returnType))) return undefined;
  return { caller: methodOf(body), method: originalDefinition, types: new Map([...typeMapOf(method.containingType), ...typeMap(originalDefinition.typeParameters, method.typeArguments)]) };
}

/** A helper calls another one at most so deep. */
const mostSteps = 6;

/** What the calls write, by the open types that the methods write. `T`: whatever else goes with a call. */
export function closedUses<T extends { readonly call: GenericCall }>(open: readonly { readonly method: MethodSymbol; readonly use: JsonUse }[], calls: readonly T[]): readonly { readonly at: T; readonly use: JsonUse }[] {
  const found: { readonly at: T; readonly use: JsonUse }[] = [];
  let pending = open;
  for (let step = 0; step < mostSteps && pending.length > 0; step++) {
    const next: { readonly method: MethodSymbol; readonly use: JsonUse }[] = [];
    for (const { method, use } of pending) {
      for (const at of calls) {
        if (at.call.method !== method) continue;
        const type = substitute(use.type, at.call.types);
        if (isClosed(type)) {
          if (isValue(type, use)) found.push({ at, use: { ...use, type } });
        } else if (at.call.caller) {
          next.push({ method: at.call.caller, use: { ...use, type } });
        }
      }
    }
    pending = next;
  }
  return found;
}
