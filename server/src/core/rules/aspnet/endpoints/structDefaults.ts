/**
 * AOT2016: what the constructor of an `[AsParameters]` struct says. Without the request delegate generator the framework calls the
 * only constructor that a struct declares; to the generator every struct has one without parameters too, which it takes, and then sets
 * the properties: what has a default value is asked of the request, or is null, and `[FromQuery(Name = "p")]` of a parameter of the
 * constructor counts for nothing (measured with 8.0, 9.0 and 10.0, natively with 8.0 and 9.0).
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AttributeData, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol } from '../../../symbols/symbol';
import { isValueType, nullableUnderlying } from '../../../symbols/types';
import { typeName } from '../../json/typeModel';
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { endpointFaults, handlerOf, isMapWithDelegate, resolveHandler } from './endpoint';
import { recordClassFix } from '../fixes/recordClass';
import type { ParameterSource } from './parameterSource';
import { sourceOf } from './parameterSource';

const meta: RuleMeta = {
  id: 'AOT2016', name: 'as-parameters-struct-default', title: 'What the constructor of an [AsParameters] struct says is lost', defaultSeverity: 'warning', official: false,
  why: 'The request delegate generator makes the struct without its constructor, and so without its default values and the attributes of its parameters; requests are refused with 400, or the value is not found.',
  whatToDo: 'Use a class or a record class; or properties that may be null, and attributes of the properties ([property: FromQuery(…)]).',
};

/** A parameter of the constructor, with the attribute that is lost; without one its default value is. */
interface Lost { readonly parameter: ParameterSymbol; readonly attribute?: AttributeData }

/** Of the only constructor that a struct declares. */
function lostOf(type: NamedTypeSymbol): readonly Lost[] {
  if (!isValueType(type) || nullableUnderlying(type) || !type.containingAssembly.isSource) return [];
  const isDeclared = ({ parameters, location }: MethodSymbol): boolean => parameters.length > 0 || location?.start !== type.location?.start;
  const declared = type.constructors.filter((constructor) => !constructor.isStatic && constructor.accessibility === 'public' && isDeclared(constructor));
  const [only] = declared;
  if (!only || declared.length > 1) return [];
  const properties = type.members.flatMap((member) => (member.kind === 'property' && member.accessibility === 'public' && member.setMethod ? [member] : []));
  return only.parameters.flatMap((parameter): readonly Lost[] => {
    const property = properties.find((each) => each.name.toLowerCase() === parameter.name.toLowerCase());
    if (!property) return [];
    const attribute = lostAttribute(parameter, property);
    if (attribute) return [{ parameter, attribute }];
    const source = sourceOf({ name: property.name, type: property.type, attributes: [...property.attributes, ...parameter.attributes] });
    const isOfRequest = source === 'query' || source === 'header' || source === 'route' || source === 'routeOrQuery';
    return isOfRequest && parameter.hasDefaultValue && !isNullByDefault(parameter) ? [{ parameter }] : [];
  });
}

/** An attribute by which the value would be found elsewhere than the property's own name finds it in the route or query. */
function lostAttribute(parameter: ParameterSymbol, property: PropertySymbol): AttributeData | undefined {
  const source = (attributes: readonly AttributeData[]): ParameterSource => sourceOf({ name: property.name, type: property.type, attributes });
  const own = source(property.attributes);
  // Written at the property it counts; what is no text is no matter of names.
  if (own !== source([]) || (own !== 'routeOrQuery' && own !== 'query')) return undefined;
  return parameter.attributes.find((attribute) => {
    const written = source([attribute]);
    if (written === 'header' || written === 'form') return true;
    const name = attribute.namedArguments.get('Name');
    const isNamed = name?.kind === 'primitive' && typeof name.value === 'string' && name.value.toLowerCase() !== property.name.toLowerCase();
    return isNamed && (written === 'query' || written === 'route');
  });
}

function isNullByDefault({ type, nullableAnnotated, defaultValue }: ParameterSymbol): boolean {
  const mayBeNull = nullableUnderlying(type) !== undefined || (!isValueType(type) && nullableAnnotated !== false);
  return mayBeNull && (defaultValue === undefined || ('value' in defaultValue && defaultValue.value === null));
}

/** What a handler takes as such a struct. */
function findings(use: SymbolUse, body: BoundBody): readonly { readonly message: string; readonly type: NamedTypeSymbol }[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || endpointFaults(use, body)?.length !== 0) return [];
  return handler.method.parameters.flatMap((parameter) => {
    if (parameter.type.kind !== 'namedType' || sourceOf(parameter) !== 'asParameters') return [];
    const lost = lostOf(parameter.type);
    const { parameter: first, attribute } = lost.find((each) => each.attribute) ?? lost[0] ?? {};
    if (!first) return [];
    const without = `The request delegate generator makes '${typeName(parameter.type)}' without its constructor: `;
    if (attribute) {
      const name = attribute.fullName.slice(attribute.fullName.lastIndexOf('.') + 1).replace(/Attribute$/, '');
      return [{ type: parameter.type, message: `${without}[${name}] of '${first.name}' is lost, and its value is looked for in the route or query under the name of its property in the native program.` }];
    }
    const mayBeNull = lost.every(({ parameter: { type, nullableAnnotated } }) => nullableUnderlying(type) !== undefined || (!isValueType(type) && nullableAnnotated === true));
    return [{ type: parameter.type, message: `${without}the default value of '${first.name}' is lost, and a request without it ${mayBeNull ? 'gives null' : 'is refused with 400'} in the native program.` }];
  });
}

export const structDefaultsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      for (const { message, type } of findings(use, body)) context.report(use.anchor, { id: meta.id, message, fixes: () => [recordClassFix(type, program)].filter((fix) => fix !== undefined) });
    }
  },
});
