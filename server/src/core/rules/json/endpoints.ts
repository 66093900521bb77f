/** What minimal API endpoints read from and write to JSON, by the framework's binding rules. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { nodesOfKind, unwrap } from '../../flow/walk';
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression, Lambda, Yield } from '../../syntax/nodes';
import { asParametersProperties } from '../aspnet/endpoints/asParameters';
import type { Handler } from '../aspnet/endpoints/endpoint';
import { onlyValueOf } from '../aspnet/onlyValue';
import { handlerOf, isAnonymous, isMapWithDelegate, isResult, parameterPlace, resolveHandler, unwrapTask } from '../aspnet/endpoints/endpoint';
import type { GivenHandler, HandlerAtHelper, PassedParameter } from '../aspnet/endpoints/forwardedHandlers';
import { handlerField, handlersGiven, handlersHeld, parameterAt } from '../aspnet/endpoints/forwardedHandlers';
import { followedHandler } from '../aspnet/endpoints/handlerValue';
import { isBodyOrQuery, sourceOf } from '../aspnet/endpoints/parameterSource';
import type { EndpointParameter } from '../aspnet/endpoints/parameterSource';
import { isObject, isString, nullableUnderlying } from '../../symbols/types';
import { perBody } from '../perBody';
import { isIterator } from './values/iterators';
import { objectSources } from './values/objectSources';
import { holdsObjects, itemType, itemValues, objectUses } from './values/objectItems';
import { storedValues } from './values/memberSlots';
import { isAnyObject, localFunctionResults, parameterSlot, resultSlot, resultSlots, valueOfTask } from './values/slots';
import { isDataType } from './dataTypes';
import { baseItems, baseItemType, laterSlots, laterUses } from './values/baseItems';
import { derivedUses, mayHaveMore } from './values/derivedValues';
import type { Returned } from './values/functionValues';
import { functionItemResult, functionResult, returnedBy, returnedByItems } from './values/functionValues';
import { identityProblems, problemsGiven, problemUses } from './problems';
import { isClosed, isDefined } from './typeModel';

/** One type that the program will serialize or deserialize, with its place. */
export interface JsonUse {
  readonly type: TypeSymbol;
  readonly at: Anchor;
  /** `bodyOrService`: read from the body unless it is registered as a service. `described`: only its schema is asked for. */
  readonly role: 'returned' | 'body' | 'bodyOrService' | 'read' | 'asked' | 'result' | 'problem' | 'described';
  /** Part of the endpoint's signature: its metadata is asked for when the endpoints are built, for all of them at once. */
  readonly breaksAll: boolean;
  /** The value is written by metadata of its own type or of the nearest one that has some. */
  readonly isGivenAsObject?: true;
  /** It is made there, so that it is of no class below that. */
  readonly isMade?: true;
  /** It is enumerated when it is written, so that it is no list or array that may be listed. */
  readonly isLazy?: true;
  /** The value is written as this type, where only that one has metadata: what `type` adds is left out. */
  readonly writtenAs?: TypeSymbol;
  /** Of a class below problem details: what writes it asks for the metadata of that class where AddProblemDetails is called, and is nothing but that for `service`. */
  readonly problem?: 'result' | 'service';
  /** Results and parameters of methods of the program whose values are written: `type` is that of the place. */
  readonly madeBy?: readonly string[];
}

/** JSON types of an endpoint registration. */
export function endpointTypes(use: SymbolUse, body: BoundBody): readonly JsonUse[] {
  const map = use.symbol;
  if (use.kind !== 'call' || map?.kind !== 'method' || !isMapWithDelegate(map)) return [];
  const written = handlerOf(use);
  const resolved = written && resolveHandler(written, body);
  const handler = written && resolved === 'unresolvable' ? followedHandler(written, body) : resolved;
  if (!written || !handler || handler === 'unresolvable') return [];
  const { lambda } = handler;
  const node = unwrap(written);
  const unit = (lambda && body.unitOf(lambda)) ?? use.anchor.unit;
  const at: Anchor = lambda && resolved === 'unresolvable' ? { unit, start: lambda.start, end: lambda.end } : { unit: use.anchor.unit, start: node.start, end: node.end };
  return handlerTypes(handler, at, infersBody(use, map), body);
}

function handlerTypes(handler: Handler, at: Anchor, inferred: boolean, body: BoundBody): readonly JsonUse[] {
  const { method, lambda } = handler;
  const parameters = method.parameters.flatMap((parameter, index) => bodyTypes(parameter, parameterPlace(handler, index, at), inferred));
  return [...returnedTypes(method, lambda, at, body), ...parameters];
}

/** A handler given to a helper of the program: its JSON types where the helper maps it, by whether a body is inferred there. */
export interface GivenTypes extends HandlerAtHelper {
  readonly kind: 'givenTypes';
  readonly withBody: readonly JsonUse[];
  readonly withoutBody: readonly JsonUse[];
}

/** What a body does to map the handlers that helpers are given. */
export type HelperFact = GivenTypes | PassedParameter | { readonly kind: 'mappedTypes'; readonly key: string; readonly infersBody: boolean };

/** What a body gives to helpers, and maps as one. */
export function helperFacts(body: BoundBody): readonly { readonly at: Anchor; readonly fact: HelperFact }[] {
  return [...body.uses.flatMap((use) => mappedTypes(use, body)), ...[...handlersGiven(body), ...handlersHeld(body)].map(({ at, fact }) => ({ at, fact: fact.kind === 'passed' ? fact : givenTypes(fact, at, body) }))];
}

function mappedTypes(use: SymbolUse, body: BoundBody): readonly { readonly at: Anchor; readonly fact: HelperFact }[] {
  const map = use.symbol;
  const written = use.kind === 'call' && map?.kind === 'method' && isMapWithDelegate(map) ? handlerOf(use) : undefined;
  const key = written && (parameterAt(written, use, body)?.key ?? handlerField(body.symbolOf(unwrap(written))));
  return key === undefined || map?.kind !== 'method' ? [] : [{ at: use.anchor, fact: { kind: 'mappedTypes', key, infersBody: infersBody(use, map) } }];
}

function givenTypes({ key, handler }: GivenHandler, at: Anchor, body: BoundBody): GivenTypes {
  const types = (inferred: boolean): readonly JsonUse[] => (handler.isWritten ? handlerTypes(handler, at, inferred, body) : []);
  return { kind: 'givenTypes', key, withBody: types(true), withoutBody: types(false) };
}

function returnedTypes(method: MethodSymbol, lambda: Lambda | undefined, at: Anchor, body: BoundBody): readonly JsonUse[] {
  const type = unwrapTask(method.returnType);
  const returns = (lambda ? body.returnsOf(lambda).map(({ expression }) => expression) : localFunctionResults(method, body) ?? []).map((expression) => valueOfTask(expression, body));
  const unitOf = (expression: Expression): Anchor['unit'] => (lambda ? undefined : body.unitOf(expression)) ?? at.unit;
  if (isObject(type)) return returns.flatMap((expression) => valueUse(expression, unitOf(expression), body));
  if (!isWritten(type)) return [];
  const held = returns.flatMap((expression) => [...itemValues(expression, unitOf(expression), body), ...derivedUses(type, expression, unitOf(expression), body)]);
  const first = lambda && (returns[0] ?? (lambda.body.kind !== 'Block' ? lambda.body : undefined));
  return [{ type, at: first ? { unit: at.unit, start: first.start, end: first.end } : at, role: 'returned', breaksAll: true }, ...held];
}

/** The named method that an endpoint registration takes as its handler, where its values are known in its own body only. */
export function handlerSlot(use: SymbolUse, body: BoundBody): string | undefined {
  if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) return undefined;
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  return handler && handler !== 'unresolvable' && !handler.lambda ? resultSlot(handler.method) : undefined;
}

/** Values that methods of the program are given and give. */
export interface SlotValues {
  /** The results or parameters that they become. */
  readonly slots: readonly string[];
  readonly values: readonly JsonUse[];
}

export const slotValues = perBody((body): readonly SlotValues[] => {
  const method = body.owner.kind === 'member' && body.owner.symbol.kind === 'method' ? body.owner.symbol : undefined;
  const [unit] = body.units;
  const slots = method ? resultSlots(method) : [];
  const found: SlotValues[] = [];
  if (method && unit && slots.length > 0) {
    const type = unwrapTask(method.returnType);
    found.push(...taken(type, slots, [...body.returnsOf(undefined).flatMap(({ expression }) => valuesAs(type, valueOfTask(expression, body), unit, body)), ...yieldedValues(type, unit, body)]));
  }
  return [...found, ...storedIn(body), ...body.uses.flatMap((use) => givenValues(use, body))];
});

/** What is put into fields and properties. */
function storedIn(body: BoundBody): readonly SlotValues[] {
  return storedValues(body).flatMap(({ slots, declared, expression, isItem }) => {
    const [first] = body.units;
    const unit = body.unitOf(expression) ?? first;
    const values = unit ? (isItem ? itemAs(itemType(declared), expression, unit, body) : valuesAs(declared, expression, unit, body)) : [];
    return taken(declared, isItem && baseItemType(declared) ? [...slots, ...laterSlots(slots)] : slots, values, isItem);
  });
}

/** Of a collection, what is added to it later is what is added to the one that it is made of. */
function taken(declared: TypeSymbol, slots: readonly string[], values: readonly JsonUse[], isItem = false): readonly SlotValues[] {
  const added = isItem || !baseItemType(declared) ? [] : laterUses(values);
  return [...(values.length > 0 ? [{ slots, values }] : []), ...(added.length > 0 ? [{ slots: laterSlots(slots), values: added }] : [])];
}

function itemAs(declared: TypeSymbol | undefined, expression: Expression, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  if (declared && mayHaveMore(declared)) return derivedUses(declared, expression, unit, body);
  const result = declared && functionResult(declared);
  if (result) return functionValues(result, returnedBy(expression, body), expression, unit, body);
  return declared && isObject(declared) ? objectUses(expression, unit, body) : itemValues(expression, unit, body);
}

/** Items that a method yields which gives a collection of objects. */
function yieldedValues(type: TypeSymbol, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  if (!holdsObjects(type)) return [];
  const inner = nodesOfKind(unit.root, 'LocalFunction');
  return nodesOfKind(unit.root, 'Yield').flatMap((node) => {
    const { expression } = node as unknown as Yield;
    return expression && !inner.some(({ start, end }) => start <= node.start && node.end <= end) ? objectUses(expression, unit, body) : [];
  });
}

/** What a call gives to parameters of methods of the program. */
function givenValues({ kind, symbol, arguments: given = [], anchor: { unit } }: SymbolUse, body: BoundBody): readonly SlotValues[] {
  if (symbol?.kind !== 'method' || (kind !== 'call' && kind !== 'localFunction' && !(kind === 'creation' && symbol.containingType.name === 'HealthCheckResult'))) return [];
  return given.flatMap(({ parameter: { ordinal }, expression }) => {
    const slot = parameterSlot(symbol, ordinal, body);
    const declared = slot === undefined ? undefined : symbol.originalDefinition.parameters[ordinal]?.type;
    const values = declared ? valuesAs(declared, expression, unit, body) : [];
    return slot !== undefined && declared ? taken(declared, [slot], values) : [];
  });
}

/** What is written of a value that is taken for one of a declared type: the value's own type, its items, or what it has more. */
function valuesAs(declared: TypeSymbol, expression: Expression, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  if (isAnyObject(declared)) return valueUse(expression, unit, body);
  if (holdsObjects(declared)) return itemValues(expression, unit, body);
  const result = functionResult(declared);
  if (result) return functionValues(result, returnedBy(expression, body), expression, unit, body);
  const held = functionItemResult(declared);
  if (held) return functionValues(held, returnedByItems(expression, body), expression, unit, body);
  const item = baseItemType(declared);
  return item ? baseItems(expression, item, unit, body) : derivedUses(declared, expression, unit, body);
}

/** What is written of the results of functions that are kept to be called elsewhere. */
function functionValues(result: TypeSymbol, { expressions, slots }: Returned, { start, end }: Expression, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  const named: readonly JsonUse[] = slots.length === 0 ? [] : [{ type: result, at: { unit, start, end }, role: 'result', breaksAll: false, madeBy: slots }];
  return [...named, ...expressions.flatMap((each) => valuesAs(result, valueOfTask(each, body), body.unitOf(each) ?? unit, body))];
}

/** Whether a handler's result is written as JSON; not text, results, nothing, and what is not known. */
function isWritten(type: TypeSymbol): boolean {
  if (!isClosed(type) || isAnonymous(type)) return false;
  if (type.kind !== 'namedType') return type.kind === 'array';
  if (type.specialType === 'Void' || type.specialType === 'String' || type.specialType === 'Object') return false;
  return type.namespace !== 'System.Threading.Tasks' && !isResult(type) && type.typeKind !== 'delegate';
}

/** Whether the framework may take a parameter without attribute from the body: not for GET and DELETE, nor for what is not known. */
function infersBody(use: SymbolUse, map: MethodSymbol): boolean {
  if (map.name === 'MapGet' || map.name === 'MapDelete') return false;
  if (map.name !== 'MapMethods') return true;
  const methods = use.arguments?.find((argument) => argument.parameter.name === 'httpMethods')?.expression;
  const text = methods ? use.anchor.unit.text.slice(methods.start, methods.end) : '';
  return /"(?:POST|PUT|PATCH)"/i.test(text) && !/"(?:GET|DELETE|HEAD|OPTIONS|TRACE|CONNECT)"/i.test(text);
}

function bodyTypes(parameter: ParameterSymbol, at: Anchor, inferred: boolean): readonly JsonUse[] {
  if (!isClosed(parameter.type) || parameter.refKind !== 'none' || parameter.attributes.some((a) => a.attributeClass === undefined)) return [];
  if (sourceOf(parameter) !== 'asParameters') return bodyUse(parameter, at, inferred);
  const properties = parameter.type.kind === 'namedType' ? asParametersProperties(parameter.type, false) : [];
  return typeof properties === 'string' ? [] : properties.flatMap(({ property, attributes }) => bodyUse({ name: property.name, type: property.type, attributes }, at, inferred));
}

function bodyUse(parameter: EndpointParameter, at: Anchor, inferred: boolean): readonly JsonUse[] {
  const source = sourceOf(parameter);
  if (source === 'body') return isClosed(parameter.type) ? [{ type: parameter.type, at, role: 'body', breaksAll: true }] : [];
  if (inferred && isBodyOrQuery(parameter)) return [{ type: parameter.type, at, role: 'body', breaksAll: false }];
  const isData = source === 'bodyOrService' && inferred && isDataType(parameter.type);
  return isData ? [{ type: parameter.type, at, role: 'bodyOrService', breaksAll: true }] : [];
}

const valueParameters: ReadonlySet<string> = new Set(['value', 'error', 'data']);

/** `Results.Ok(x)`, `TypedResults.Created(uri, x)`, `Results.Problem()`: serialized when the endpoint runs. */
export function resultTypes(use: SymbolUse, body: BoundBody): readonly JsonUse[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return [];
  if (method.name === 'ReadFromJsonAsync') return readTypes(use, method, body);
  if (method.name === 'GetTypeInfo') return askedTypes(use, method, body);
  const ofIdentity = identityProblems(method, use.anchor, body);
  if (ofIdentity) return ofIdentity;
  if (!isResultFactory(method)) return [];
  if (method.name === 'ServerSentEvents') return eventTypes(use, method);
  const details = problemUses(method, use.anchor, body);
  if (details) {
    const extensions = use.arguments?.find(({ parameter }) => parameter.name === 'extensions')?.expression;
    return [...details, ...itemValues(extensions, use.anchor.unit, body), ...problemsGiven(use, body)];
  }
  return (use.arguments ?? []).flatMap(({ parameter, expression }) => {
    if (!valueParameters.has(parameter.name)) return [];
    // The static type counts: values of derived types are written as the nearest base that has metadata.
    const declared = method.typeArguments[0];
    if (declared && isDefined(declared) && !isObject(declared)) return [...valueOf(declared, expression, use.anchor.unit), ...itemValues(expression, use.anchor.unit, body), ...derivedUses(declared, expression, use.anchor.unit, body)];
    return valueUse(expression, use.anchor.unit, body);
  });
}

function isResultFactory({ name, containingType }: MethodSymbol): boolean {
  return containingType.namespace === 'Microsoft.AspNetCore.Http' && (containingType.name === 'Results' || containingType.name === 'TypedResults') && name !== 'Json';
}

/** `Results.Ok` given as a function: it writes what it is called with. */
export function resultGroupTypes({ kind, symbol, anchor, inNameof }: SymbolUse): readonly JsonUse[] {
  if (kind !== 'methodGroup' || inNameof || symbol?.kind !== 'method' || !isResultFactory(symbol)) return [];
  const [type] = symbol.typeArguments;
  const isWriting = symbol.parameters.some(({ name }) => valueParameters.has(name));
  return type && isWriting && isDefined(type) && (type.kind === 'typeParameter' || isValue(type, {})) ? [{ type, at: anchor, role: 'result', breaksAll: false }] : [];
}

/** Items of `ServerSentEvents(items)`: text is sent as it is. */
function eventTypes(use: SymbolUse, { typeArguments }: MethodSymbol): readonly JsonUse[] {
  const [type] = typeArguments;
  const values = use.arguments?.find(({ parameter }) => parameter.name === 'values')?.expression;
  const isText = type?.kind === 'namedType' ? type.specialType === 'String' : type?.kind === 'array' && type.elementType.kind === 'namedType' && type.elementType.specialType === 'Byte';
  return type && values && !isText ? valueOf(type, values, use.anchor.unit) : [];
}

/**
 * `request.ReadFromJsonAsync<T>()`: takes the metadata out of the application's options, and has no warning of its own. The overloads
 * with options have one, those with a `JsonTypeInfo` or context need none.
 */
function readTypes(use: SymbolUse, method: MethodSymbol, body: BoundBody): readonly JsonUse[] {
  if (method.containingType.name !== 'HttpRequestJsonExtensions' || method.containingType.namespace !== 'Microsoft.AspNetCore.Http') return [];
  if (method.parameters.some(({ name }) => name === 'options' || name === 'jsonTypeInfo' || name === 'context')) return [];
  const written = use.arguments?.find((argument) => argument.parameter.name === 'type')?.expression;
  const named = written && body.constantOf(written);
  const type = named?.kind === 'type' ? named.value : method.typeArguments[0];
  return type && isDefined(type) && !isObject(type) ? [{ type, at: use.anchor, role: 'read', breaksAll: false }] : [];
}

/** `options.Value.SerializerOptions.GetTypeInfo(typeof(T))` of the options of the endpoints: throws for what has no metadata. */
function askedTypes(use: SymbolUse, { containingType, parameters }: MethodSymbol, body: BoundBody): readonly JsonUse[] {
  const [argument] = use.arguments ?? [];
  if (containingType.name !== 'JsonSerializerOptions' || parameters.length !== 1 || !argument || !use.receiver || !isEndpointOptions(use.receiver, body)) return [];
  const named = body.constantOf(argument.expression);
  return named?.kind === 'type' && named.value && isDefined(named.value) && !isObject(named.value) ? [{ type: named.value, at: use.anchor, role: 'asked', breaksAll: false }] : [];
}

/** `SerializerOptions` of the endpoints' JsonOptions, or a variable that it is given to. */
export function isEndpointOptions(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  const written = node.kind === 'IdentifierName' ? onlyValueOf(node, body) : node;
  const symbol = written && body.symbolOf(unwrap(written));
  return symbol?.kind === 'property' && symbol.name === 'SerializerOptions' && symbol.containingType.name === 'JsonOptions' && symbol.containingType.namespace === 'Microsoft.AspNetCore.Http.Json';
}

/** A value that is returned as `object`, where it is made, and its items: text is written as it is. What has been `seen` is left out. */
export function valueUse(expression: Expression, unit: Anchor['unit'], body: BoundBody, seen = new Set<Expression>()): readonly JsonUse[] {
  return objectSources(expression, unit, body).flatMap((source): readonly JsonUse[] => {
    const type = body.typeOf(source.expression);
    if (!type || isString(type) || seen.has(source.expression)) return [];
    const at: Anchor = { unit: source.unit, start: source.expression.start, end: source.expression.end };
    if (source.madeBy !== undefined) return [{ type, at, role: 'result', breaksAll: false, isGivenAsObject: true, madeBy: source.madeBy }];
    // Boxed, nothing is left of `int?` but `int`.
    const made = isCreation(source.expression) ? { isMade: true as const } : isIterator(source.expression, body) ? { isLazy: true as const } : {};
    return [...valueOf(nullableUnderlying(type) ?? type, source.expression, source.unit).map((use) => ({ ...use, isGivenAsObject: true as const, ...made })), ...itemValues(source.expression, source.unit, body, seen)];
  });
}

function isCreation(expression: Expression): boolean {
  const { kind } = unwrap(expression);
  return kind === 'ObjectCreation' || kind === 'ImplicitObjectCreation';
}

/** The type may be open, in a generic method. */
function valueOf(type: TypeSymbol, expression: Expression, unit: Anchor['unit']): readonly JsonUse[] {
  return isDefined(type) && (type.kind === 'typeParameter' || isValue(type, {})) ? [{ type, at: { unit, start: expression.start, end: expression.end }, role: 'result', breaksAll: false }] : [];
}

/** Whether something of this type is written as JSON, not itself a result or a task. */
export function isValue(type: TypeSymbol, { isGivenAsObject }: Pick<JsonUse, 'isGivenAsObject'>): boolean {
  if (isObject(type) || (type.kind !== 'namedType' && type.kind !== 'array')) return false;
  if (isGivenAsObject && isString(type)) return false;
  return !isResult(type) && !(type.kind === 'namedType' && type.namespace === 'System.Threading.Tasks');
}
