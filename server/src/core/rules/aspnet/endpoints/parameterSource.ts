/**
 * Where minimal APIs take a handler's parameter from: the order of questions that RequestDelegateFactory and the request delegate
 * generator both ask (ASP.NET Core documentation, "Parameter binding in Minimal API apps").
 */
import type { AttributeData, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isEnumType, isNamed, isString, nullableUnderlying } from '../../../symbols/types';

/** `bodyOrService`: a registered service, else the body. */
export type ParameterSource =
  | 'route' | 'query' | 'header' | 'form' | 'body' | 'rawBody' | 'service' | 'keyedService' | 'asParameters' | 'special' | 'bindAsync' | 'routeOrQuery' | 'bodyOrService';

/** A parameter of a handler, or a property of an `[AsParameters]` type. */
export interface EndpointParameter {
  readonly name: string;
  readonly type: TypeSymbol;
  readonly attributes: readonly AttributeData[];
}

const metadataNamespace = 'Microsoft.AspNetCore.Http.Metadata';

/** Whether an attribute's class implements an interface of the framework's endpoint metadata. */
function has(attributes: readonly AttributeData[], name: string): boolean {
  return attributes.some((a) => a.attributeClass?.allInterfaces.some((i) => i.name === name && i.namespace === metadataNamespace) ?? false);
}

/** Whether `[FromKeyedServices]` is there. */
export function isKeyed(attributes: readonly AttributeData[]): boolean {
  return attributes.some((a) => a.fullName === 'Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute');
}

/** Whether the generated code decides when it runs: text from the query, or a JSON array from the body where the method of the request has one (measured). */
export function isBodyOrQuery({ type, attributes }: EndpointParameter): boolean {
  return type.kind === 'array' && isString(type.elementType) && writtenSource(type, attributes) === undefined;
}

export function sourceOf({ type, attributes }: EndpointParameter): ParameterSource {
  return writtenSource(type, attributes) ?? inferredSource(type);
}

function writtenSource(type: TypeSymbol, attributes: readonly AttributeData[]): ParameterSource | undefined {
  if (has(attributes, 'IFromRouteMetadata')) return 'route';
  if (has(attributes, 'IFromQueryMetadata')) return 'query';
  if (has(attributes, 'IFromHeaderMetadata')) return 'header';
  if (has(attributes, 'IFromFormMetadata')) return 'form';
  if (has(attributes, 'IFromBodyMetadata')) return isNamed(type, 'System.IO', 'Stream') || isNamed(type, 'System.IO.Pipelines', 'PipeReader') ? 'rawBody' : 'body';
  if (has(attributes, 'IFromServiceMetadata')) return 'service';
  if (isKeyed(attributes)) return 'keyedService';
  return attributes.some((a) => a.fullName === 'Microsoft.AspNetCore.Http.AsParametersAttribute') ? 'asParameters' : undefined;
}

const specialTypes: Readonly<Record<string, string>> = {
  HttpContext: 'Microsoft.AspNetCore.Http', HttpRequest: 'Microsoft.AspNetCore.Http', HttpResponse: 'Microsoft.AspNetCore.Http', PipeReader: 'System.IO.Pipelines',
  Stream: 'System.IO', ClaimsPrincipal: 'System.Security.Claims', CancellationToken: 'System.Threading',
};
const formTypes: ReadonlySet<string> = new Set(['IFormFileCollection', 'IFormFile', 'IFormCollection']);

/** By type: the same few are asked for again and again, by several rules. */
const inferred = new WeakMap<TypeSymbol, ParameterSource>();

function inferredSource(type: TypeSymbol): ParameterSource {
  let source = inferred.get(type);
  if (source === undefined) inferred.set(type, source = inferSource(type));
  return source;
}

function inferSource(type: TypeSymbol): ParameterSource {
  if (type.kind === 'namedType') {
    if (specialTypes[type.name] === type.namespace) return 'special';
    if (formTypes.has(type.name) && type.namespace === 'Microsoft.AspNetCore.Http') return 'form';
  }
  const single = withoutArray(type);
  if (bindsItself(single)) return 'bindAsync';
  if (isString(type)) return 'routeOrQuery';
  if (isStringValues(type) || (type.kind === 'array' && isString(single))) return 'query';
  return isParsable(single) ? 'routeOrQuery' : 'bodyOrService';
}

function isStringValues(type: TypeSymbol): boolean {
  return isNamed(type, 'Microsoft.Extensions.Primitives', 'StringValues');
}

/** Element of an array, without `?`. */
function withoutArray(type: TypeSymbol): TypeSymbol {
  const element = type.kind === 'array' ? type.elementType : type;
  return nullableUnderlying(element) ?? element;
}

/** Whether a form value can be bound without the run-time form mapper. */
export function isSimpleFormValue(type: TypeSymbol): boolean {
  if (type.kind === 'namedType' && formTypes.has(type.name) && type.namespace === 'Microsoft.AspNetCore.Http') return true;
  const single = withoutArray(type);
  return isStringValues(type) || isString(single) || isParsable(single);
}

/** Whether a value of a route, query or header becomes this type: text, parsable types, and arrays of them. */
export function isBindable(type: TypeSymbol): boolean {
  const single = withoutArray(type);
  return type.kind === 'error' || isStringValues(type) || isString(single) || isParsable(single);
}

/** `IParsable<T>`, `TryParse`, enums, Uri. */
function isParsable(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType' || isString(type)) return false;
  if (isEnumType(type) || type.allInterfaces.some((i) => isNamed(i, 'System', 'IParsable') && i.arity === 1) || isNamed(type, 'System', 'Uri')) return true;
  return parsers(type).length > 0;
}

/** The `TryParse` methods of the forms that text is parsed by, those of the type before those of its base types. */
export function parsers(type: NamedTypeSymbol): readonly MethodSymbol[] {
  return staticMethods(type, 'TryParse').filter(({ parameters, returnType }) => {
    const isBoolean = returnType.kind === 'namedType' && returnType.specialType === 'Boolean';
    const last = parameters[parameters.length - 1];
    if (!isBoolean || last?.refKind !== 'out' || !parameters[0] || !isString(parameters[0].type)) return false;
    return parameters.length === 2 || (parameters.length === 3 && parameters[1] !== undefined && isNamed(parameters[1].type, 'System', 'IFormatProvider'));
  });
}

/** `BindAsync(HttpContext)`, with `ParameterInfo` after it, or IBindableFromHttpContext. */
export function bindsItself(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType') return false;
  if (type.allInterfaces.some((i) => i.name === 'IBindableFromHttpContext' && i.namespace === 'Microsoft.AspNetCore.Http')) return true;
  return staticMethods(type, 'BindAsync').some(({ parameters, returnType }) => parameters[0] !== undefined && isNamed(parameters[0].type, 'Microsoft.AspNetCore.Http', 'HttpContext')
    && (parameters.length === 1 || (parameters.length === 2 && parameters[1] !== undefined && isNamed(parameters[1].type, 'System.Reflection', 'ParameterInfo')))
    && isNamed(returnType, 'System.Threading.Tasks', 'ValueTask'));
}

/** Public static methods of a name, of the type, its base types and interfaces. */
export function staticMethods(type: NamedTypeSymbol, name: string): readonly MethodSymbol[] {
  return [...baseTypesAndSelf(type), ...type.allInterfaces].flatMap((level) => level.membersNamed(name))
    .filter((m): m is MethodSymbol => m.kind === 'method' && m.isStatic && m.accessibility === 'public');
}

/** Whether a route pattern ("/items/{id:int}/{*rest}", or source text of one) has a parameter of this name, in any case. */
export function isRouteParameter(name: string, pattern: string): boolean {
  const wanted = name.toLowerCase();
  return [...pattern.toLowerCase().matchAll(/\{\**([\p{L}\p{N}_]+)/gu)].some(([, found]) => found === wanted);
}
