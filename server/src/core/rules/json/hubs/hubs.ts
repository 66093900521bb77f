/**
 * What SignalR hubs read from and write to JSON: parameters and results of their methods, what they stream, and what is sent to
 * clients. Only the options of the hub protocol count, each argument by itself, and primitives too (measured without reflection).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed } from '../../../symbols/types';
import type { Expression, Unit, Yield } from '../../../syntax/nodes';
import { unwrapTask } from '../../aspnet/endpoints/endpoint';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { perBody } from '../../perBody';
import { isIterator } from '../values/iterators';
import { itemsOf } from '../values/objectItems';
import { objectSources } from '../values/objectSources';
import { isAnyObject, valueOfTask } from '../values/slots';
import { isClosed, typeName } from '../typeModel';

const signalR = 'Microsoft.AspNetCore.SignalR';

/** A type with its place. `read`: from what the other side sends; `written`: by the type of the value at run time. */
export interface HubUse {
  readonly type: TypeSymbol;
  readonly at: Anchor;
  readonly role: 'read' | 'written';
  /** Of a client: what it calls the hub with and is answered, or what the hub calls it with. */
  readonly ofClient?: 'call' | 'handler';
  /** The value enumerates when it is written: it is no list or array that may be listed. */
  readonly isLazy?: true;
}

/** Of a body that is a hub's method, or that sends to clients. */
export const hubTypes = perBody((body): readonly HubUse[] => [...signatureTypes(body), ...body.uses.flatMap((use) => sentTypes(use, body))]);

function signatureTypes(body: BoundBody): readonly HubUse[] {
  const { owner, units } = body;
  const method = owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol : undefined;
  const [unit] = units;
  if (!method || !unit || !isHubMethod(method)) return [];
  const at = ({ location }: MethodSymbol | ParameterSymbol): Anchor | undefined => (location?.unit === unit ? { unit, start: location.start, end: location.end } : undefined);
  const result = at(method);
  const returned = unwrapTask(method.returnType);
  return [
    ...(result ? written(streamed(returned) ?? returned, result, givesIterator(body, unit)) : []),
    ...(isAnyObject(streamed(returned) ?? returned) ? givenObjects(body, unit) : []),
    ...method.parameters.flatMap((parameter): readonly HubUse[] => {
      const place = at(parameter);
      const type = streamed(parameter.type) ?? parameter.type;
      return place && isSent(parameter) && isData(type) ? [{ type, at: place, role: 'read' }] : [];
    }),
  ];
}

/** Public methods of the program's hubs, without those that the framework calls. */
export function isHubMethod(method: MethodSymbol): boolean {
  if (method.methodKind !== 'ordinary' || method.accessibility !== 'public' || method.isStatic || method.isOverride || method.typeParameters.length > 0) return false;
  return method.name !== 'Dispose' && [...baseTypesAndSelf(method.containingType)].some((base) => isNamed(base, signalR, 'Hub'));
}

/** Services and cancellation are no arguments of the client; what a library may register as a service is left aside. */
function isSent({ type, attributes }: ParameterSymbol): boolean {
  if (attributes.length > 0 || typeName(type) === 'System.Threading.CancellationToken') return false;
  if (streamed(type) || type.kind !== 'namedType') return true;
  if (type.typeKind === 'interface' || type.isAbstract) return false;
  return type.typeKind !== 'class' || type.containingAssembly.isSource || type.namespace === 'System' || type.namespace.startsWith('System.Collections');
}

/** The items of a stream. */
export function streamed(type: TypeSymbol): TypeSymbol | undefined {
  const isStream = isNamed(type, 'System.Collections.Generic', 'IAsyncEnumerable') || isNamed(type, 'System.Threading.Channels', 'ChannelReader');
  return isStream ? type.typeArguments[0] : undefined;
}

/** Nothing is known of what is held as `object`. */
export function isData(type: TypeSymbol): boolean {
  if (!isClosed(type)) return false;
  return type.kind === 'array' || (type.kind === 'namedType' && type.specialType !== 'Void' && type.specialType !== 'Object' && type.namespace !== 'System.Threading.Tasks' && type.typeKind !== 'delegate');
}

/** Values are boxed before they are written, so that nothing is left of `int?` but `int`. */
function written(type: TypeSymbol, at: Anchor, isLazy: boolean): readonly HubUse[] {
  const boxed = isNamed(type, 'System', 'Nullable') ? type.typeArguments[0] ?? type : type;
  return isData(boxed) ? [{ type: boxed, at, role: 'written', ...(isLazy ? { isLazy } : {}) }] : [];
}

/** Values that a method returns or yields as `object`. */
function givenObjects(body: BoundBody, unit: Unit): readonly HubUse[] {
  const inner = nodesOfKind(unit.root, 'LocalFunction');
  const yielded = nodesOfKind(unit.root, 'Yield').filter(({ start, end }) => !inner.some((node) => node.start <= start && end <= node.end));
  const returned = body.returnsOf(undefined).map(({ expression }) => valueOfTask(expression, body));
  return [...returned, ...yielded.flatMap((node) => (node as unknown as Yield).expression ?? [])].flatMap((value) => writtenValue(value, unit, body));
}

/** By the types that the value has where it is made in this body. */
export function writtenValue(value: Expression, unit: Unit, body: BoundBody): readonly HubUse[] {
  return objectSources(value, unit, body).flatMap((source) => {
    const type = source.madeBy === undefined ? body.typeOf(source.expression) : undefined;
    return type ? written(type, { unit: source.unit, start: source.expression.start, end: source.expression.end }, isIterator(source.expression, body)) : [];
  });
}

/** Whether what a hub's method returns is an iterator, of its own or of LINQ. */
function givesIterator(body: BoundBody, { root }: Unit): boolean {
  const returns = body.returnsOf(undefined);
  if (returns.length > 0) return returns.every(({ expression }) => isIterator(valueOfTask(expression, body), body));
  const inner = nodesOfKind(root, 'LocalFunction');
  return nodesOfKind(root, 'Yield').some(({ start, end }) => !inner.some((node) => node.start <= start && end <= node.end));
}

/**
 * `Clients.All.SendAsync("name", value)`, also `SendCoreAsync("name", [value])`, and what `InvokeAsync<T>` asks for. Strongly typed clients
 * need dynamic code, of which the framework warns itself.
 */
function sentTypes(use: SymbolUse, body: BoundBody): readonly HubUse[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || !/^(?:Send|Invoke)(?:Core)?Async$/.test(method.name) || !isProxy(method.containingType)) return [];
  const [answer] = method.typeArguments;
  const sent = sentValues(use, body).flatMap((value) => writtenValue(value, body.unitOf(value) ?? use.anchor.unit, body));
  return answer && isData(answer) ? [{ type: answer, at: use.anchor, role: 'read' }, ...sent] : sent;
}

/** What a call sends: `arg1` to `arg10`, or the items of `args`. */
export function sentValues(use: SymbolUse, body: BoundBody): readonly Expression[] {
  return (use.arguments ?? []).flatMap(({ parameter, expression }) => (
    /^arg\d+$/.test(parameter.name) ? [expression] : parameter.name === 'args' ? itemsIn(expression, body) : []
  ));
}

function isProxy(type: NamedTypeSymbol): boolean {
  return ['ClientProxyExtensions', 'IClientProxy', 'ISingleClientProxy'].some((name) => isNamed(type, signalR, name));
}

/** Items of an array that is made here, or in a variable that is given nothing else. */
function itemsIn(expression: Expression, body: BoundBody): readonly Expression[] {
  const node = unwrap(expression);
  const made = node.kind === 'IdentifierName' ? onlyValueOf(node, body) : node;
  return made ? itemsOf(unwrap(made)) : [];
}
