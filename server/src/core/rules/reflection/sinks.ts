/** Which bodies have a use for the values in them: most have none, and following values costs more than looking for one. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnySymbol, MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import { fieldAnnotation, memberTypesOf, parameterAnnotation, returnAnnotation, thisAnnotation } from '../signature/annotations';
import { isLookup } from './demands';

/** By definition. Symbols of source live as long as the declarations that their attributes are made of. */
const known = new WeakMap<AnySymbol, boolean>();

/** Whether anything in a body demands members of a value. */
export function asksForValues(body: BoundBody, version: number): boolean {
  const { owner } = body;
  if (owner.kind === 'member' && (asks(owner.symbol, version) || constructorsAsk(owner.symbol.containingType))) return true;
  return body.uses.some(({ symbol, kind }) => symbol !== undefined && ((kind === 'attribute' && symbol.kind === 'method' && symbol.containingType.name === 'DynamicallyAccessedMembersAttribute') || asks(symbol, version)));
}

function asks(symbol: AnySymbol, version: number): boolean {
  switch (symbol.kind) {
    case 'method':
    case 'field':
    case 'property':
    case 'event': break;
    default: return false;
  }
  const definition = symbol.originalDefinition;
  let found = known.get(definition);
  if (found === undefined) {
    found = definition.kind === 'method' ? methodAsks(definition, version)
      : definition.kind === 'field' ? fieldAnnotation(definition, version) !== 0
        : definition.kind === 'property' && (memberTypesOf(definition.attributes) !== 0 || [definition.getMethod, definition.setMethod].some((accessor) => accessor && methodAsks(accessor, version)));
    known.set(definition, found);
  }
  return found;
}

/** Whether members may assign to an annotated parameter of a constructor: it may be a primary one. */
function constructorsAsk(type: NamedTypeSymbol): boolean {
  let found = known.get(type);
  if (found === undefined) known.set(type, found = type.constructors.some(({ parameters }) => parameters.some(({ attributes }) => memberTypesOf(attributes) !== 0)));
  return found;
}

function methodAsks(method: MethodSymbol, version: number): boolean {
  return isLookup(method) || thisAnnotation(method, version) !== 0 || returnAnnotation(method, version) !== 0
    || method.parameters.some((parameter) => parameterAnnotation(parameter, method, version) !== 0);
}
