/**
 * What is said of an endpoint beside its handler: by the calls on what `Map…` gives, by the group that it is mapped on, and by attributes
 * of the handler. The group comes first and the endpoint's own calls last (measured, 9.0 and 10.0).
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import { stringOf } from '../../../symbols/attributeValues';
import type { AttributeValue, MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, isVoid } from '../../../symbols/types';
import type { Argument, Expression, IdentifierName, VariableDeclarator } from '../../../syntax/nodes';
import { perBody } from '../../perBody';
import { callOn } from '../appBuilder';
import type { Handler } from './endpoint';
import { onlyValueOf } from '../onlyValue';

/** Which OpenAPI documents an endpoint is described in. */
export interface EndpointDescription {
  /** Undefined: it is in no group. */
  readonly group: string | undefined;
  readonly isExcluded: boolean;
  /** The group of routes that it is mapped on comes from elsewhere, and may say more. */
  readonly isOfUnknownGroup: boolean;
  /** The calls on what `Map…` gives, in the order in which they are made. */
  readonly calls: readonly SymbolUse[];
}

type Convention = { readonly kind: 'group'; readonly name: string } | { readonly kind: 'excluded' | 'harmless' | 'unknown' };

const described: ReadonlySet<string> = new Set(['MapGet', 'MapPost', 'MapPut', 'MapDelete', 'MapPatch', 'MapMethods']);
/** What puts anything into the metadata of endpoints. */
const openConventions: ReadonlySet<string> = new Set(['Add', 'Finally', 'WithMetadata']);
/** Assemblies of ASP.NET Core; the index of the frameworks has the name of the targeting pack. */
const ofFramework = /^Microsoft\.(?:AspNetCore(?:\.|$)|NETCore\.App$)/;

const callsByNode = perBody(({ uses }): ReadonlyMap<unknown, SymbolUse> => new Map(uses.flatMap((use) => (use.kind === 'call' && use.node ? [[use.node, use] as const] : []))));

/** Undefined where it is not known, or where endpoints are never described: those of `Map` and `MapFallback`. */
export function endpointDescription(use: SymbolUse, { method }: Handler, body: BoundBody): EndpointDescription | undefined {
  if (use.symbol?.kind !== 'method' || !described.has(use.symbol.name) || !use.receiver) return undefined;
  const calls = callsOnResult(use, body);
  const outer = groupConventions(use.receiver, body);
  const own = attributeConventions(method);
  if (!calls || !outer || !own) return undefined;
  const all = [...outer.conventions, ...own, ...calls.map((call) => conventionOf(call, body))];
  if (all.some(({ kind }) => kind === 'unknown')) return undefined;
  const group = all.findLast((each) => each.kind === 'group');
  return { group: group?.kind === 'group' ? group.name : undefined, isExcluded: all.some(({ kind }) => kind === 'excluded'), isOfUnknownGroup: outer.isUnknown, calls };
}

/** Whether a call says something of all endpoints of a group, or of what is more than one endpoint. */
export function isGroupConvention(use: SymbolUse, body: BoundBody): boolean {
  if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !use.receiverType || isNamed(use.receiverType, 'Microsoft.AspNetCore.Builder', 'RouteHandlerBuilder')) return false;
  if (isOfOneEndpoint(use, body)) return false;
  if (use.symbol.name === 'WithGroupName' || use.symbol.name === 'ExcludeFromDescription') return true;
  if (!isNamed(use.receiverType, 'Microsoft.AspNetCore.Routing', 'RouteGroupBuilder') && !isNamed(use.receiverType, 'Microsoft.AspNetCore.Builder', 'IEndpointConventionBuilder')) return false;
  return !isOfProgram(use.symbol) && conventionOf(use, body).kind === 'unknown';
}

/** Whether it is called on what `MapHealthChecks` and its kin give. */
function isOfOneEndpoint({ receiver }: SymbolUse, body: BoundBody): boolean {
  for (let node = receiver && unwrap(receiver), depth = 0; node && depth < 20; depth++) {
    const call = callsByNode(body).get(node);
    if (call?.symbol?.kind !== 'method') return false;
    if (call.symbol.name.startsWith('Map')) return call.symbol.name !== 'MapGroup' && !isOfProgram(call.symbol);
    node = call.receiver && unwrap(call.receiver);
  }
  return false;
}

function isOfProgram({ containingType }: MethodSymbol): boolean {
  return containingType.containingAssembly.isSource;
}

function conventionOf({ symbol, arguments: given }: SymbolUse, body: BoundBody): Convention {
  if (symbol?.kind !== 'method') return { kind: 'unknown' };
  if (symbol.name === 'ExcludeFromDescription') return { kind: 'excluded' };
  if (symbol.name === 'WithGroupName') {
    const name = given?.find(({ parameter }) => parameter.name === 'endpointGroupName')?.expression;
    return groupOf(name && body.constantOf(name));
  }
  return { kind: !openConventions.has(symbol.name) && ofFramework.test(symbol.containingType.containingAssembly.name) ? 'harmless' : 'unknown' };
}

function groupOf(written: AttributeValue): Convention {
  const name = stringOf(written);
  return name === undefined ? { kind: 'unknown' } : { kind: 'group', name };
}

/** The chain of calls, and those on the variable that it is given to; undefined where it goes anywhere else. */
function callsOnResult(use: SymbolUse, body: BoundBody): readonly SymbolUse[] | undefined {
  const { unit } = use.anchor;
  const parents = parentsOf(unit.root);
  const chain: SymbolUse[] = [];
  let value = use.node;
  for (let call = value && callOn(value, parents); call; call = callOn(call, parents)) {
    const found = callsByNode(body).get(call);
    if (!found) return undefined;
    chain.push(found);
    value = call;
  }
  const around = value && parents.get(value);
  if (around?.kind === 'ExpressionStatement') return chain;
  if (around?.kind === 'Method' || around?.kind === 'Lambda' || around?.kind === 'LocalFunction') return use.enclosing.symbol && isVoid(use.enclosing.symbol.returnType) ? chain : undefined;
  const later = around?.kind === 'VariableDeclarator' ? callsOnVariable((around as unknown as VariableDeclarator).name, body) : undefined;
  return later && [...chain, ...later];
}

/** Calls on a variable wherever it is named, and on what they give; undefined where it is given away. */
function callsOnVariable(name: string, body: BoundBody): readonly SymbolUse[] | undefined {
  const isNamedSo = (expression: Expression): boolean => unwrap(expression).kind === 'IdentifierName' && (unwrap(expression) as IdentifierName).name === name;
  const isOnly = body.units.flatMap(({ root }) => nodesOfKind(root, 'VariableDeclarator')).filter((node) => (node as unknown as VariableDeclarator).name === name).length === 1;
  const isGiven = body.units.some(({ root }) => nodesOfKind(root, 'Argument').some((node) => isNamedSo((node as unknown as Argument).expression)));
  if (isGiven || !isOnly) return undefined;
  const found: SymbolUse[] = [];
  for (const use of body.uses) {
    if (use.kind !== 'call' || !use.receiver || !isNamedSo(use.receiver)) continue;
    const more = callsOnResultOf(use, body);
    if (!more) return undefined;
    found.push(use, ...more);
  }
  return found;
}

/** What a call on a builder gives is the builder again, unless it maps something. */
function callsOnResultOf(use: SymbolUse, body: BoundBody): readonly SymbolUse[] | undefined {
  return use.symbol?.kind === 'method' && use.symbol.name.startsWith('Map') ? [] : callsOnResult(use, body);
}

interface Outer { readonly conventions: readonly Convention[]; readonly isUnknown: boolean }

/** What the groups say that an endpoint is mapped on; undefined where that is not known. */
function groupConventions(receiver: Expression, body: BoundBody, depth = 0): Outer | undefined {
  const node = unwrap(receiver);
  const type = body.typeOf(node);
  if (!type || depth > 8) return undefined;
  if (isApplication(type)) return { conventions: [], isUnknown: false };
  if (node.kind === 'Invocation') {
    const call = callsByNode(body).get(node);
    const inner = call?.receiver && groupConventions(call.receiver, body, depth + 1);
    if (!call || !inner || call.symbol?.kind !== 'method') return undefined;
    if (call.symbol.name === 'MapGroup' && !isOfProgram(call.symbol)) return inner;
    return isOfProgram(call.symbol) ? { ...inner, isUnknown: true } : { ...inner, conventions: [...inner.conventions, conventionOf(call, body)] };
  }
  const value = node.kind === 'IdentifierName' && body.symbolOf(node)?.kind === 'local' ? onlyValueOf(node, body) : undefined;
  if (node.kind !== 'IdentifierName' || !value) return { conventions: [], isUnknown: true };
  const outer = groupConventions(value, body, depth + 1);
  const calls = callsOnVariable(node.name, body);
  if (!outer) return undefined;
  if (!calls) return { ...outer, isUnknown: true };
  const said = calls.filter(({ symbol }) => symbol?.kind === 'method' && !symbol.name.startsWith('Map'));
  const isUnknown = outer.isUnknown || calls.some(({ symbol }) => symbol?.kind === 'method' && isOfProgram(symbol));
  return { conventions: [...outer.conventions, ...said.filter(({ symbol }) => symbol?.kind === 'method' && !isOfProgram(symbol)).map((call) => conventionOf(call, body))], isUnknown };
}

function isApplication(type: TypeSymbol): boolean {
  return isNamed(type, 'Microsoft.AspNetCore.Builder', 'WebApplication');
}

/** Attributes of the handler count, those of its class do not (measured). */
function attributeConventions({ attributes }: MethodSymbol): readonly Convention[] | undefined {
  const found: Convention[] = [];
  for (const { attributeClass, fullName, constructorArguments: [value] } of attributes) {
    if (!attributeClass) return undefined;
    const isFor = (name: string): boolean => attributeClass.allInterfaces.some((each) => each.name === name);
    if (fullName === 'Microsoft.AspNetCore.Routing.ExcludeFromDescriptionAttribute') found.push({ kind: 'excluded' });
    else if (fullName === 'Microsoft.AspNetCore.Routing.EndpointGroupNameAttribute') found.push(groupOf(value));
    else if (isFor('IEndpointGroupNameMetadata') || isFor('IExcludeFromDescriptionMetadata')) found.push({ kind: 'unknown' });
  }
  return found;
}
