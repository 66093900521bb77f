/** Static methods that set up an application when something calls them: what they register counts only then. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { MethodSymbol } from '../../symbols/symbol';
import { methodKey } from './slots';

const setUp = /^(?:Microsoft\.(?:AspNetCore|Extensions)\.|System\.Text\.Json)/;

/** Key of a method of a static class that is given what the framework sets up, such as services or options. */
function helperKey({ originalDefinition: method }: MethodSymbol): string | undefined {
  const { containingType: type, methodKind, parameters } = method;
  if (methodKind !== 'ordinary' || !type.isStatic || !type.containingAssembly.isSource) return undefined;
  return parameters.some((parameter) => parameter.type.kind === 'namedType' && setUp.test(`${parameter.type.namespace}.`)) ? methodKey(method) : undefined;
}

/** The helper whose body this is. */
export function helperOf({ owner }: BoundBody): string | undefined {
  return owner.kind === 'member' && owner.symbol.kind === 'method' ? helperKey(owner.symbol) : undefined;
}

/** Helpers that a body calls or hands on, and by name what it calls that is not known. */
export function helpersCalled(body: BoundBody): readonly { readonly at: Anchor; readonly key: string }[] {
  const known = body.uses.flatMap(({ kind, symbol, anchor }) => {
    const key = (kind === 'call' || kind === 'methodGroup') && symbol?.kind === 'method' ? helperKey(symbol) : undefined;
    return key === undefined ? [] : [{ at: anchor, key }];
  });
  const unknown = body.statistics.unbound.flatMap((at) => {
    const name = /[\p{L}\p{N}_]+$/u.exec(at.unit.text.slice(at.start, at.end).replace(/[<(][^]*$/, '').trimEnd())?.[0];
    return name === undefined ? [] : [{ at, key: name }];
  });
  return [...known, ...unknown];
}

/** Whether something calls a helper, as far as one can see. */
export function isCalled(helper: string, called: ReadonlySet<string>): boolean {
  return called.has(helper) || called.has(/\.([\p{L}\p{N}_]+)\(/u.exec(helper)?.[1] ?? '');
}
