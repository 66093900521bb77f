/** Static methods that set up an application when something calls them: what they register counts only then. */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import type { MethodSymbol } from '../../../symbols/symbol';
import { setupTypes } from './packages';
import { unboundName } from './resolverSlots';
import { methodKey } from '../values/slots';

/** How methods that set something up are named, for calls that are not known. Few bodies may have facts: with one, each edit draws conclusions anew. */
const settingUp = /^(?:Add|Use|Configure|Register|Set|Install|Init|With)/;

/** Namespaces of what applications are set up with: no StringBuilder. */
const ofFrameworks = /^(?:Microsoft\.(?:AspNetCore|Extensions)\.|System\.Text\.Json|System$)/;

/** Key of a method of a static class that is given what an application is set up with, such as services or options. */
function helperKey({ originalDefinition: method }: MethodSymbol): string | undefined {
  const { containingType: type, methodKind, parameters } = method;
  if (methodKind !== 'ordinary' || !type.isStatic || !type.containingAssembly.isSource) return undefined;
  return parameters.some((parameter) => parameter.type.kind === 'namedType' && ofFrameworks.test(parameter.type.namespace) && setupTypes.test(parameter.type.name)) ? methodKey(method) : undefined;
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
    const name = unboundName(at);
    return name !== undefined && settingUp.test(name) ? [{ at, key: name }] : [];
  });
  return [...known, ...unknown];
}

/** Whether something calls a helper, as far as one can see. */
export function isCalled(helper: string, called: ReadonlySet<string>): boolean {
  return called.has(helper) || called.has(/\.([\p{L}\p{N}_]+)\(/u.exec(helper)?.[1] ?? '');
}
