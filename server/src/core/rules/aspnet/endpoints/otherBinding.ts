/**
 * AOT2018: parameters that generated code reads otherwise than the framework does by reflection, without a word. The request delegate
 * generator looks at the properties alone that an `[AsParameters]` type declares itself, asks for `required` ones that may be null, does
 * not part the list in a header, takes text that is not annotated for text that a request must have, and leaves out the default value of
 * text whose source an attribute names (measured with 8.0, 9.0 and 10.0; with 8.0 the query and headers have theirs).
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import type { AttributeValue, NamedTypeSymbol, PropertySymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isString, isValueType, nullableUnderlying } from '../../../symbols/types';
import { typeName } from '../../json/typeModel';
import type { ProgramContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { removeAttributeEdit } from '../fixes/sourceEdits';
import type { AsParametersProperty } from './asParameters';
import { asParametersProperties } from './asParameters';
import type { Handler } from './endpoint';
import { endpointFaults, generatorVersion, handlerOf, isMapWithDelegate, resolveHandler } from './endpoint';
import { defaultValuesOf } from './generatedEndpoint';
import type { EndpointParameter, ParameterSource } from './parameterSource';
import { isRouteParameter, sourceOf } from './parameterSource';
import { textOf } from '../slim/slimTexts';

const meta: RuleMeta = {
  id: 'AOT2018', name: 'endpoint-parameter-read-otherwise', title: 'Generated code reads a parameter of an endpoint otherwise', defaultSeverity: 'warning', official: false,
  why: 'The request delegate generator does not do all that reflection does: values of a request are not found, or requests are refused with 400. Neither build nor publish says so.',
  whatToDo: 'Write the parameter so that both read it alike, as the message says.',
};

/** Properties of base classes that reflection would set from the request. A class with a constructor that takes parameters is made by these alone, either way. */
function inheritedOf(type: NamedTypeSymbol): readonly PropertySymbol[] {
  const constructors = type.constructors.filter(({ accessibility, isStatic }) => accessibility === 'public' && !isStatic);
  if (isValueType(type) || constructors.length !== 1 || constructors[0]?.parameters.length !== 0) return [];
  const [, ...bases] = [...baseTypesAndSelf(type)];
  const own = new Set(type.members.map(({ name }) => name));
  return bases.flatMap(({ members }) => members).filter((member): member is PropertySymbol => (
    member.kind === 'property' && !member.isStatic && member.parameters.length === 0 && member.setMethod?.accessibility === 'public' && member.accessibility === 'public' && !own.has(member.name)
  ));
}

function inheritedMessage(type: NamedTypeSymbol): string | undefined {
  const [first] = inheritedOf(type);
  if (!first) return undefined;
  const base = typeName(first.containingType);
  return `The request delegate generator looks at the properties alone that '${typeName(type)}' declares itself: '${first.name}' of '${base}' is not set in the native program. Declare it in '${typeName(type)}', or take '${base}' as a parameter of its own.`;
}

function propertyMessage(type: NamedTypeSymbol, { property, attributes }: AsParametersProperty): string | undefined {
  const source = sourceOf({ name: property.name, type: property.type, attributes });
  const isOfRequest = source === 'query' || source === 'header' || source === 'routeOrQuery';
  const mayBeNull = nullableUnderlying(property.type) !== undefined || (!isValueType(property.type) && property.nullableAnnotated === true);
  return isOfRequest && property.isRequired && mayBeNull
    ? `The request delegate generator asks for '${property.name}' of '${typeName(type)}', which is 'required': a request without it is refused with 400 in the native program. Leave 'required' out.`
    : undefined;
}

/** What generated code makes of a value, whatever declares it. */
function valueMessage({ name, type, attributes }: EndpointParameter): string | undefined {
  if (type.kind !== 'array' || sourceOf({ name, type, attributes }) !== 'header') return undefined;
  const given = isString(type.elementType) ? `gives '${name}' one element 'a,b'` : 'is refused with 400';
  return `The request delegate generator does not part the list of a header: 'a,b' ${given} in the native program. Take '${name}' as 'string' and part it.`;
}

const attributeNames: Readonly<Partial<Record<ParameterSource, string>>> = { query: 'FromQuery', header: 'FromHeader', route: 'FromRoute', form: 'FromForm' };

/** Text with a default value that generated code does not have, which reads it from where an attribute says. `version`: of the generator. */
function defaultMessage({ name, type, attributes }: EndpointParameter, value: AttributeValue, version: number): string | undefined {
  if (!isString(type) || value?.kind !== 'primitive' || typeof value.value !== 'string') return undefined;
  const source = sourceOf({ name, type, attributes });
  const attribute = attributeNames[source];
  if (attribute === undefined || (version < 9 && (source === 'query' || source === 'header'))) return undefined;
  return `The request delegate generator leaves out the default value of '${name}', since [${attribute}] says where it is read from: without one in the request it is null in the native program. Take 'string?', and give it its value in the handler.`;
}

/** Whether code asks whether a name is null. */
function asksForNull(code: string, name: string): boolean {
  const word = `(?<![\\w.@])${name}`;
  return new RegExp(`${word}\\s*(?:\\?\\.|\\?\\[|\\?\\?|[!=]=\\s*null\\b|is\\s+(?:not\\s+)?null\\b)|\\bIsNullOr(?:Empty|WhiteSpace)\\(\\s*${name}\\s*\\)`).test(code);
}

/** Text that is not annotated, which a lambda itself takes to be missing at times. */
function unannotatedMessages({ method, lambda }: Handler, use: SymbolUse, body: BoundBody): readonly string[] {
  if (!lambda) return [];
  const code = use.anchor.unit.text.slice(lambda.start, lambda.end);
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  return method.parameters.flatMap(({ name, type, attributes, nullableAnnotated, hasDefaultValue }) => {
    if (isValueType(type) || type.kind === 'array' || nullableAnnotated === true || hasDefaultValue) return [];
    const source = sourceOf({ name, type, attributes });
    const isInRoute = pattern !== undefined && isRouteParameter(name, textOf(pattern, body));
    const isOfRequest = source === 'query' || source === 'header' || (source === 'form' && isString(type)) || (source === 'routeOrQuery' && !isInRoute);
    return isOfRequest && asksForNull(code, name)
      ? [`The request delegate generator takes '${name}' for required, since its type is not annotated: a request without it is refused with 400 in the native program, where reflection gives null. Enable nullable annotations and write '${typeName(type)}?', or give it the default value null.`]
      : [];
  });
}

/** Whether code at a place is without nullable annotations, so that `string` may be null. */
function isWithoutAnnotations(text: string, at: number, { project }: ProgramContext): boolean {
  const last = [...text.slice(0, at).matchAll(/^[ \t]*#nullable[ \t]+(\w+)/gm)].at(-1)?.[1];
  return last === undefined || last === 'restore' ? !project.nullableEnabled && project.kind === 'msbuild' : last === 'disable';
}

interface BindingFact {
  readonly message: string;
  /** Only where code is without nullable annotations. */
  readonly isOfUnannotated?: true;
  readonly fixes?: () => readonly Fix[];
}

function factsOf(use: SymbolUse, body: BoundBody): readonly BindingFact[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || endpointFaults(use, body)?.length !== 0) return [];
  const version = generatorVersion(body.compilation);
  const defaults = defaultValuesOf(handler, body);
  const found = handler.method.parameters.flatMap((parameter, i): readonly (BindingFact | undefined)[] => {
    const { type } = parameter;
    if (sourceOf(parameter) !== 'asParameters' || type.kind !== 'namedType') {
      const lost = defaultMessage(parameter, defaults[i], version);
      return [factOf(valueMessage(parameter)), lost === undefined ? undefined : { message: lost, fixes: () => sourceFixes(handler, i, use, body) }];
    }
    const properties = asParametersProperties(type, false);
    return typeof properties === 'string' ? [] : [
      inheritedMessage(type),
      ...properties.flatMap((each) => {
        const read: EndpointParameter = { name: each.property.name, type: each.property.type, attributes: each.attributes };
        // AOT2016 reports default values of structs, whatever they are read from.
        return [propertyMessage(type, each), valueMessage(read), defaultMessage(read, isValueType(type) ? undefined : each.parameter?.defaultValue, version)];
      }),
    ].map(factOf);
  });
  return [
    ...found.filter((fact) => fact !== undefined),
    ...unannotatedMessages(handler, use, body).map((message) => ({ message, isOfUnannotated: true as const })),
  ];
}

function factOf(message: string | undefined): BindingFact | undefined {
  return message === undefined ? undefined : { message };
}

/** Takes `[FromQuery]` out where it says nothing: the query is where text is looked for that the route does not have. */
function sourceFixes({ method, lambda }: Handler, index: number, use: SymbolUse, body: BoundBody): readonly Fix[] {
  const parameter = method.parameters[index];
  const node = lambda?.parameters?.[index];
  const unit = lambda && body.unitOf(lambda);
  const [attribute, ...others] = node?.attributeLists.flatMap((list) => list.attributes) ?? [];
  const [data] = parameter?.attributes ?? [];
  const pattern = use.arguments?.find(({ parameter: { name } }) => name === 'pattern')?.expression;
  const route = pattern && body.constantOf(pattern);
  if (!parameter || !node || !unit || !attribute || others.length > 0 || data?.fullName !== 'Microsoft.AspNetCore.Mvc.FromQueryAttribute' || data.namedArguments.size > 0) return [];
  if (route?.kind !== 'primitive' || isRouteParameter(parameter.name, String(route.value))) return [];
  const edit = removeAttributeEdit({ file: body.file, unit }, node.attributeLists, attribute);
  return edit ? [{ title: 'Leave out [FromQuery]', applicability: 'unsafe', edits: [edit] }] : [];
}

export const otherBindingRule = defineRule<BindingFact>({
  metas: [meta],
  collect({ body, program }, emit) {
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      for (const fact of factsOf(use, body)) emit(use.anchor, fact);
    }
  },
  conclude(context) {
    const { program } = context;
    for (const { value, anchor, file } of context.facts) {
      if (value.isOfUnannotated && !isWithoutAnnotations(program.source(file)?.text ?? '', anchor.unit.base + anchor.start, program)) continue;
      context.report({ ...anchor, file }, { id: meta.id, message: value.message, ...(value.fixes ? { fixes: value.fixes } : {}) });
    }
  },
});
