/** What minimal API endpoints read from and write to JSON, by the framework's binding rules. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression, Lambda } from '../../syntax/nodes';
import { handlerOf, isAnonymous, isMapWithDelegate, unwrapTask } from '../aspnet/endpoint';
import { isClosed, isNamed, withoutNullable } from './typeModel';

/** One type that the program will serialize or deserialize, with its place. */
export interface JsonUse {
  readonly type: TypeSymbol;
  readonly at: Anchor;
  readonly role: 'returned' | 'body' | 'result';
  /** Part of the endpoint's signature: its metadata is asked for when the endpoints are built, for all of them at once. */
  readonly breaksAll: boolean;
}

/** JSON types of an endpoint registration. */
export function endpointTypes(use: SymbolUse, body: BoundBody): readonly JsonUse[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || !isMapWithDelegate(method)) return [];
  const written = handlerOf(use);
  if (!written) return [];
  const handler = unwrap(written);
  const lambda = handler.kind === 'Lambda' ? handler : undefined;
  const symbol = lambda ? body.functionOf(lambda) : body.symbolOf(handler);
  if (symbol?.kind !== 'method') return [];
  const at: Anchor = { unit: use.anchor.unit, start: handler.start, end: handler.end };
  const found: JsonUse[] = [];
  const returned = returnedType(symbol.returnType);
  if (returned) found.push({ type: returned, at: lambda ? returnAnchor(lambda, body, at) : at, role: 'returned', breaksAll: true });
  symbol.parameters.forEach((parameter, index) => {
    if (!isBody(parameter, method)) return;
    const node = lambda?.parameters?.[index];
    const start = node?.type ?? node;
    found.push({ type: withoutNullable(parameter.type), at: start ? { unit: at.unit, start: start.start, end: start.end } : at, role: 'body', breaksAll: true });
  });
  return found;
}

/** The expression that is returned, or the first of several. */
function returnAnchor(lambda: Lambda, body: BoundBody, fallback: Anchor): Anchor {
  const node = lambda.body.kind === 'Block' ? body.returnsOf(lambda)[0]?.expression : lambda.body;
  return node ? { unit: fallback.unit, start: node.start, end: node.end } : fallback;
}

/** Type that is written as JSON; undefined for text, results, nothing, and what is not known. */
function returnedType(declared: TypeSymbol): TypeSymbol | undefined {
  const type = withoutNullable(unwrapTask(declared));
  if (!isClosed(type)) return undefined;
  if (type.kind === 'array') return type;
  if (type.kind !== 'namedType' || isAnonymous(type)) return undefined;
  if (type.specialType === 'Void' || type.specialType === 'String' || type.specialType === 'Object') return undefined;
  if (isTaskLike(type) || isResult(type) || type.typeKind === 'delegate') return undefined;
  return type;
}

function isTaskLike(type: NamedTypeSymbol): boolean {
  return type.namespace === 'System.Threading.Tasks' && (type.name === 'Task' || type.name === 'ValueTask');
}

function isResult(type: NamedTypeSymbol): boolean {
  return [type, ...type.allInterfaces].some((i) => i.name === 'IResult' && i.namespace === 'Microsoft.AspNetCore.Http');
}

const inferredBody: ReadonlySet<string> = new Set(['MapPost', 'MapPut', 'MapPatch']);
const otherSources: ReadonlySet<string> = new Set([
  'FromRouteAttribute', 'FromQueryAttribute', 'FromHeaderAttribute', 'FromServicesAttribute', 'FromFormAttribute', 'AsParametersAttribute', 'FromKeyedServicesAttribute',
]);

/** Whether a handler's parameter is read from the request body. An unknown source counts as another one: then nothing is reported. */
function isBody(parameter: ParameterSymbol, map: MethodSymbol): boolean {
  const type = withoutNullable(parameter.type);
  if (!isClosed(type) || parameter.refKind !== 'none') return false;
  const attributes = parameter.attributes.map((a) => a.fullName.slice(a.fullName.lastIndexOf('.') + 1));
  if (attributes.some((name) => otherSources.has(name))) return false;
  const isExplicit = attributes.includes('FromBodyAttribute');
  if (attributes.length > 0 && !isExplicit) return false;
  if (isRawBody(type)) return false;
  return isExplicit || (inferredBody.has(map.name) && isDataType(type));
}

/** `[FromBody] Stream` and the like are not JSON. */
function isRawBody(type: TypeSymbol): boolean {
  if (type.kind === 'namedType' && type.specialType === 'String') return true;
  return isNamed(type, 'System.IO', 'Stream') || isNamed(type, 'System.IO.Pipelines', 'PipeReader');
}

/** A class or struct of the program, or a collection of such, that is not bound from the route, the query or the request itself. */
function isDataType(type: TypeSymbol): boolean {
  if (type.kind === 'array') return isDataType(type.elementType);
  if (type.kind !== 'namedType' || type.typeKind === 'enum' || type.typeKind === 'delegate') return false;
  if (type.namespace.startsWith('System.Collections') && type.typeArguments.length > 0) return isDataType(type.typeArguments[type.typeArguments.length - 1] ?? type);
  if (!type.containingAssembly.isSource || type.typeKind === 'interface' || type.isAbstract) return false;
  return !hasStatic(type, 'TryParse') && !hasStatic(type, 'BindAsync');
}

function hasStatic(type: NamedTypeSymbol, name: string): boolean {
  if (type.membersNamed(name).some((member) => member.isStatic)) return true;
  return type.baseType !== undefined && type.baseType.specialType !== 'Object' && hasStatic(type.baseType, name);
}

const valueParameters: ReadonlySet<string> = new Set(['value', 'error', 'data']);

/** `Results.Ok(x)`, `TypedResults.Created(uri, x)`: the value is serialized when the endpoint runs. */
export function resultTypes(use: SymbolUse, body: BoundBody): readonly JsonUse[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return [];
  const { namespace, name } = method.containingType;
  if (namespace !== 'Microsoft.AspNetCore.Http' || (name !== 'Results' && name !== 'TypedResults') || method.name === 'Json') return [];
  const found: JsonUse[] = [];
  for (const argument of use.arguments ?? []) {
    if (!valueParameters.has(argument.parameter.name)) continue;
    const type = valueType(argument.expression, body);
    if (type) found.push({ type, at: { unit: use.anchor.unit, start: argument.expression.start, end: argument.expression.end }, role: 'result', breaksAll: false });
  }
  return found;
}

function valueType(expression: Expression, body: BoundBody): TypeSymbol | undefined {
  const natural = body.typeOf(expression);
  const type = natural && withoutNullable(natural);
  if (!type) return undefined;
  if (isAnonymous(type)) return type;
  if (!isClosed(type)) return undefined;
  return type.kind === 'array' || (type.kind === 'namedType' && type.specialType !== 'String' && type.specialType !== 'Object' && !isResult(type) && !isProblem(type)) ? type : undefined;
}

/** The framework brings the metadata of its problem types itself once AddProblemDetails is called. */
function isProblem(type: NamedTypeSymbol): boolean {
  return type.name.endsWith('ProblemDetails') && type.namespace.startsWith('Microsoft.AspNetCore');
}
