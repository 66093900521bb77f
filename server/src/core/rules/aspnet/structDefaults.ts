/**
 * AOT2016: default values of the constructor of an `[AsParameters]` struct. Without the request delegate generator the framework calls the
 * only constructor that a struct declares; to the generator every struct has one without parameters too, which it takes, and then sets
 * the properties: what has a default value is asked of the request, or is null (measured natively with 8.0 and 9.0).
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol } from '../../symbols/symbol';
import { isValueType, nullableUnderlying } from '../../symbols/types';
import { typeName } from '../json/typeModel';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { endpointFaults, handlerOf, isMapWithDelegate, resolveHandler } from './endpoint';
import { sourceOf } from './parameterSource';

const meta: RuleMeta = {
  id: 'AOT2016', name: 'as-parameters-struct-default', title: 'Default values of an [AsParameters] struct are lost', defaultSeverity: 'warning', official: false,
  why: 'The request delegate generator makes the struct without its constructor, and so without its default values; requests that leave such a value out are refused with 400.',
  whatToDo: 'Use a class or a record class, or properties that may be null.',
};

/** Parameters of the only constructor that a struct declares whose default values matter. */
function lostDefaults(type: NamedTypeSymbol): readonly ParameterSymbol[] {
  if (!isValueType(type) || nullableUnderlying(type) || !type.containingAssembly.isSource) return [];
  const isDeclared = ({ parameters, location }: MethodSymbol): boolean => parameters.length > 0 || location?.start !== type.location?.start;
  const declared = type.constructors.filter((constructor) => !constructor.isStatic && constructor.accessibility === 'public' && isDeclared(constructor));
  const [only] = declared;
  if (!only || declared.length > 1) return [];
  const properties = type.members.flatMap((member) => (member.kind === 'property' && member.accessibility === 'public' && member.setMethod ? [member] : []));
  return only.parameters.filter((parameter) => {
    const property = properties.find((each) => each.name.toLowerCase() === parameter.name.toLowerCase());
    const source = property && sourceOf({ name: property.name, type: property.type, attributes: [...property.attributes, ...parameter.attributes] });
    const isOfRequest = source === 'query' || source === 'header' || source === 'route' || source === 'routeOrQuery';
    return isOfRequest && parameter.hasDefaultValue && !isNullByDefault(parameter);
  });
}

function isNullByDefault({ type, nullableAnnotated, defaultValue }: ParameterSymbol): boolean {
  const mayBeNull = nullableUnderlying(type) !== undefined || (!isValueType(type) && nullableAnnotated !== false);
  return mayBeNull && (defaultValue === undefined || ('value' in defaultValue && defaultValue.value === null));
}

/** What a handler takes as such a struct. */
function findings(use: SymbolUse, body: BoundBody): readonly string[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || endpointFaults(use, body)?.length !== 0) return [];
  return handler.method.parameters.flatMap((parameter) => {
    if (parameter.type.kind !== 'namedType' || sourceOf(parameter) !== 'asParameters') return [];
    const lost = lostDefaults(parameter.type);
    const [first] = lost;
    if (!first) return [];
    const mayBeNull = lost.every(({ type, nullableAnnotated }) => nullableUnderlying(type) !== undefined || (!isValueType(type) && nullableAnnotated === true));
    return [`The request delegate generator makes '${typeName(parameter.type)}' without its constructor: the default value of '${first.name}' is lost, and a request without it ${mayBeNull ? 'gives null' : 'is refused with 400'} in the native program.`];
  });
}

export const structDefaultsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      for (const message of findings(use, body)) context.report(use.anchor, { id: meta.id, message });
    }
  },
});
