/**
 * AOT3007: types that an OpenAPI document describes. `MapOpenApi` asks the JSON options of the endpoints for the metadata of each
 * parameter and response type, whether or not it is ever written as JSON, and answers 500 where one has none. Measured with
 * Microsoft.AspNetCore.OpenApi for 9.0 (natively) and 10.0: both ask alike.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { stringOf } from '../../../symbols/attributeValues';
import type { AttributeData, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isEnumType, isNamed, isString, isVoid, nullableUnderlying } from '../../../symbols/types';
import { asParametersProperties } from '../../aspnet/endpoints/asParameters';
import { endpointFaults, generatorVersion, handlerOf, isMapWithDelegate, parameterPlace, resolveHandler, unwrapTask } from '../../aspnet/endpoints/endpoint';
import type { Handler } from '../../aspnet/endpoints/endpoint';
import { endpointDescription, isGroupConvention } from '../../aspnet/endpoints/endpointConventions';
import type { EndpointParameter } from '../../aspnet/endpoints/parameterSource';
import { sourceOf } from '../../aspnet/endpoints/parameterSource';
import type { JsonUse } from '../endpoints';
import type { ServiceMembers } from './openApiServices';
import { serviceMembers } from './openApiServices';
import { isDropped } from '../registration/contexts';
import type { Registration } from '../registration/contexts';
import { isClosed } from '../typeModel';

export type OpenApiFact =
  /** `name`: undefined where it is not constant. `isDropped`: what the call adds to the JSON options is replaced afterwards. */
  | { readonly kind: 'openApiDocument'; readonly name: string | undefined; readonly isDropped: boolean }
  | { readonly kind: 'openApiMapped' }
  /** Something else may decide what documents describe. */
  | { readonly kind: 'openApiFilter' }
  /** Endpoints of some group of routes are put into documents, or left out. */
  | { readonly kind: 'groupConvention' }
  /** `group`: the endpoint's; undefined: it is in all documents. */
  | { readonly kind: 'describedType'; readonly use: JsonUse; readonly group: string | undefined; readonly isOfUnknownGroup: boolean }
  | ServiceMembers;

const services = 'Microsoft.Extensions.DependencyInjection';
const builder = 'Microsoft.AspNetCore.Builder';
const explorer = 'Microsoft.AspNetCore.Mvc.ApiExplorer';

/** What a body says of documents and describes in them. */
export function openApiFacts(body: BoundBody, registrations: readonly Registration[]): readonly { readonly at: Anchor; readonly fact: OpenApiFact }[] {
  return body.uses.flatMap((use): readonly { readonly at: Anchor; readonly fact: OpenApiFact }[] => {
    const { symbol, anchor: at } = use;
    if (symbol?.kind === 'property') return use.access !== 'read' && symbol.name === 'ShouldInclude' ? [{ at, fact: { kind: 'openApiFilter' } }] : [];
    if (symbol?.kind === 'namedType') return isNamed(symbol, explorer, 'IApiDescriptionProvider') ? [{ at, fact: { kind: 'openApiFilter' } }] : [];
    if (use.kind === 'creation' && symbol?.kind === 'method' && decidesDescription(symbol.containingType)) return [{ at, fact: { kind: 'groupConvention' } }];
    if (use.kind !== 'call' || symbol?.kind !== 'method') return [];
    const group = isGroupConvention(use, body) ? [{ at, fact: { kind: 'groupConvention' as const } }] : [];
    if (symbol.name === 'AddOpenApi' && isNamed(symbol.containingType, services, 'OpenApiServiceCollectionExtensions')) {
      return [{ at, fact: { kind: 'openApiDocument', name: documentName(use, body), isDropped: isDropped(at, 'endpoints', registrations, body) } }];
    }
    if (symbol.name === 'MapOpenApi' && isNamed(symbol.containingType, builder, 'OpenApiEndpointRouteBuilderExtensions')) return [{ at, fact: { kind: 'openApiMapped' } }];
    return isMapWithDelegate(symbol) ? describedTypes(use, body) : group;
  });
}

/** Metadata that code makes itself may be put on any endpoints. */
function decidesDescription({ allInterfaces }: NamedTypeSymbol): boolean {
  return allInterfaces.some(({ name, namespace }) => /^I(?:EndpointGroupName|ExcludeFromDescription)Metadata$/.test(name) && namespace === 'Microsoft.AspNetCore.Routing');
}

function documentName({ arguments: given }: SymbolUse, body: BoundBody): string | undefined {
  const written = given?.find(({ parameter }) => parameter.name === 'documentName')?.expression;
  if (!written) return 'v1';
  const value = body.constantOf(written);
  return stringOf(value);
}

function describedTypes(use: SymbolUse, body: BoundBody): readonly { readonly at: Anchor; readonly fact: OpenApiFact }[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || endpointFaults(use, body)?.length !== 0) return [];
  const description = endpointDescription(use, handler, body);
  if (!description || description.isExcluded) return [];
  const { group, isOfUnknownGroup } = description;
  const { unit } = use.anchor;
  const place: Anchor = { unit, start: written.start, end: written.end };
  const uses = [...parameterUses(handler, place, body), ...responseUses(handler, description.calls, use.anchor, body), ...requestUses(handler, description.calls, body)];
  const members = serviceMembers(handler, description, place, body);
  return [...uses.map(({ type, at }) => ({ at, fact: { kind: 'describedType' as const, use: { type, at, role: 'described' as const, breaksAll: false }, group, isOfUnknownGroup } })), ...(members ? [members] : [])];
}

interface Place { readonly type: TypeSymbol; readonly at: Anchor }

function parameterUses(handler: Handler, at: Anchor, body: BoundBody): readonly Place[] {
  return handler.method.parameters.flatMap((parameter, index) => {
    const place = parameterPlace(handler, index, at);
    return valuesOf(parameter, body).flatMap((value) => {
      const type = describedAs(value, body);
      return type && isClosed(type) ? [{ type, at: place }] : [];
    });
  });
}

/** The parameter, or the members of an `[AsParameters]` type. */
function valuesOf(parameter: ParameterSymbol, body: BoundBody): readonly EndpointParameter[] {
  if (!isKnown(parameter.attributes)) return [];
  if (sourceOf(parameter) !== 'asParameters') return [parameter];
  const properties = parameter.type.kind === 'namedType' ? asParametersProperties(parameter.type, generatorVersion(body.compilation) >= 10) : [];
  return typeof properties === 'string' ? [] : properties.flatMap(({ property, attributes }) => (isKnown(attributes) ? [{ name: property.name, type: property.type, attributes }] : []));
}

function isKnown(attributes: readonly AttributeData[]): boolean {
  return attributes.every(({ attributeClass }) => attributeClass !== undefined);
}

/** Types of values that stay what they are in a document; others that are parsed from text become text. */
const plainTypes: ReadonlySet<string> = new Set([
  'Boolean', 'Char', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Single', 'Double', 'Decimal',
  'DateTime', 'DateTimeOffset', 'DateOnly', 'TimeOnly', 'TimeSpan', 'Guid', 'Uri',
]);
/** Headers that a document has other places for. */
const leftOutHeaders = /^(?:accept|content-type|authorization)$/i;

/** The type whose schema stands for a parameter; undefined for none, or where something else reports it. */
function describedAs(parameter: EndpointParameter, body: BoundBody): TypeSymbol | undefined {
  const { type } = parameter;
  switch (sourceOf(parameter)) {
    case 'route': case 'query': case 'form': case 'rawBody': return type;
    case 'header': return isDescribedHeader(parameter) ? type : undefined;
    case 'special': return isNamed(type, 'System.IO', 'Stream') || isNamed(type, 'System.IO.Pipelines', 'PipeReader') ? type : undefined;
    case 'routeOrQuery': return isPlain(type) ? type : body.compilation.typeByMetadataName('System.String');
    default: return undefined;
  }
}

function isPlain(type: TypeSymbol): boolean {
  const single = nullableUnderlying(type) ?? type;
  return type.kind === 'array' || isString(type) || isEnumType(single) || (single.kind === 'namedType' && single.namespace === 'System' && single.arity === 0 && plainTypes.has(single.name));
}

/** The name is that of the attribute, else the parameter's. */
function isDescribedHeader({ name, attributes }: EndpointParameter): boolean {
  const attribute = attributes.find(({ fullName }) => fullName === 'Microsoft.AspNetCore.Mvc.FromHeaderAttribute');
  const written = attribute?.namedArguments.get('Name');
  if (!attribute || (attribute.namedArguments.has('Name') && written?.kind !== 'primitive')) return false;
  return !leftOutHeaders.test(stringOf(written) ?? name);
}

const mvc = 'Microsoft.AspNetCore.Mvc';

/** What calls and attributes say of responses, and text that a handler returns; its other results are reported where they are written. */
function responseUses({ method }: Handler, calls: readonly SymbolUse[], at: Anchor, body: BoundBody): readonly Place[] {
  const responses: (Place & { readonly status: number | bigint | undefined })[] = [];
  const returned = unwrapTask(method.returnType);
  if (isString(returned)) responses.push({ type: returned, at, status: 200 });
  for (const { fullName, attributeClass, constructorArguments } of method.attributes) {
    if (fullName !== `${mvc}.ProducesResponseTypeAttribute`) continue;
    const [first] = constructorArguments;
    const type = attributeClass?.typeArguments[0] ?? (first?.kind === 'type' ? first.value : undefined);
    const status = constructorArguments.flatMap((value) => (value?.kind === 'primitive' && typeof value.value === 'number' ? [value.value] : []))[0];
    responses.push({ type: type ?? returned, at, status: type ? status : undefined });
  }
  for (const call of calls) responses.push(...responseOf(call, body));
  // Of several for one status the last counts: where that of one is not known, it may be any.
  return responses.filter(({ type, status }, index) => status !== undefined && !isVoid(type) && isClosed(type) && !responses.slice(index + 1).some((later) => later.status === status || later.status === undefined));
}

/** `Produces<T>(…)`, `ProducesProblem(…)`, `ProducesValidationProblem(…)`: `void` where it names no type. */
function responseOf({ symbol, arguments: given, anchor: at }: SymbolUse, body: BoundBody): readonly (Place & { readonly status: number | bigint | undefined })[] {
  if (symbol?.kind !== 'method' || !/^Produces(?:Problem|ValidationProblem)?$/.test(symbol.name)) return [];
  const argument = (name: string): ReturnType<BoundBody['constantOf']> => {
    const written = given?.find(({ parameter }) => parameter.name === name)?.expression;
    return written ? body.constantOf(written) : symbol.parameters.find((parameter) => parameter.name === name)?.defaultValue;
  };
  const code = argument('statusCode');
  const status = code?.kind === 'primitive' && typeof code.value === 'number' ? code.value : undefined;
  const named = argument('responseType');
  const type = symbol.name === 'ProducesProblem' ? body.compilation.typeByMetadataName(`${mvc}.ProblemDetails`)
    : symbol.name === 'ProducesValidationProblem' ? body.compilation.typeByMetadataName('Microsoft.AspNetCore.Http.HttpValidationProblemDetails')
      : symbol.typeArguments[0] ?? (named?.kind === 'type' ? named.value : undefined);
  const none = body.compilation.typeByMetadataName('System.Void');
  return type ? [{ type, at, status }] : none ? [{ type: none, at, status }] : [];
}

const bodySources: ReadonlySet<string> = new Set(['body', 'bodyOrService', 'rawBody', 'form', 'bindAsync', 'asParameters', 'special']);

/** `Accepts<T>(…)`, of a handler that takes no body. */
function requestUses({ method }: Handler, calls: readonly SymbolUse[], body: BoundBody): readonly Place[] {
  const [only, ...others] = calls.filter(({ symbol }) => symbol?.kind === 'method' && symbol.name === 'Accepts');
  if (only?.symbol?.kind !== 'method' || others.length > 0) return [];
  const isOfContext = (type: TypeSymbol): boolean => isNamed(type, 'Microsoft.AspNetCore.Http', 'HttpContext') || isNamed(type, 'Microsoft.AspNetCore.Http', 'HttpRequest') || isNamed(type, 'System.Threading', 'CancellationToken');
  if (method.parameters.some((parameter) => bodySources.has(sourceOf(parameter)) && !isOfContext(parameter.type))) return [];
  const named = only.arguments?.find(({ parameter }) => parameter.name === 'requestType')?.expression;
  const value = named && body.constantOf(named);
  const type = only.symbol.typeArguments[0] ?? (value?.kind === 'type' ? value.value : undefined);
  return type && isClosed(type) ? [{ type, at: only.anchor }] : [];
}
