/**
 * Handlers that reach `Map…` through a parameter: of a helper of the program, which the request delegate generator does not look into.
 * Whether the endpoint can be served is told by the helper and its caller together.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import { documentationId } from '../../../symbols/display';
import type { AnySymbol, MethodSymbol, ParameterSymbol } from '../../../symbols/symbol';
import type { Expression, FieldDeclaration } from '../../../syntax/nodes';
import { perBody } from '../../perBody';
import type { FollowedHandler } from './handlerValue';
import { followedHandler } from './handlerValue';

/** What the code around the handler tells of the endpoint. */
export interface EndpointPlace {
  /** Undefined where the whole route is not known. */
  readonly route: string | undefined;
  /** GET and DELETE have no body: what is not in the route is in the query. */
  readonly isRead: boolean;
  /** Whether routes begin where they are mapped: not with the prefix of a group. */
  readonly isWholeRoute: boolean;
}

/** A helper maps what one of its parameters holds. */
export interface MappedParameter {
  readonly kind: 'mapped';
  readonly key: string;
  readonly place: EndpointPlace;
  /** The parameter that is the route, where it is one. */
  readonly routeParameter: number | undefined;
  /** What the generator says of it; undefined where it is off. */
  readonly fault: string | undefined;
}

/** A helper gives a parameter to another one. */
export interface PassedParameter {
  readonly kind: 'passed';
  readonly key: string;
  readonly to: string;
}

/** A handler is given to a helper: `key` is the helper's parameter. */
export interface HandlerAtHelper {
  readonly key: string;
}

export interface GivenHandler extends HandlerAtHelper {
  readonly kind: 'given';
  readonly handler: FollowedHandler;
  /** Constant texts of the call, by the ordinals of their parameters. */
  readonly texts: ReadonlyMap<number, string>;
}

/** A parameter of a method or local function of the program, the same in whatever body it is named. */
export function keyOf(method: MethodSymbol, ordinal: number, { file }: BoundBody): string | undefined {
  const name = method.methodKind === 'localFunction' ? `${file}#${method.name}` : documentationId(method.originalDefinition);
  return name === undefined ? undefined : `${name}#${ordinal}`;
}

function ownerIn(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}

/** The parameter of a function around that an expression stands for. */
export function parameterAt(expression: Expression, use: SymbolUse, body: BoundBody): { readonly parameter: ParameterSymbol; readonly key: string } | undefined {
  const node = unwrap(expression);
  const symbol = node.kind === 'IdentifierName' ? body.symbolOf(node) : undefined;
  if (symbol?.kind !== 'parameter') return undefined;
  for (let each: SymbolUse['enclosing'] | undefined = use.enclosing; each; each = each.parent) {
    if (each.symbol?.parameters[symbol.ordinal] !== symbol || each.node?.kind === 'Lambda') continue;
    const key = keyOf(each.symbol, symbol.ordinal, body);
    return key === undefined ? undefined : { parameter: symbol, key };
  }
  return undefined;
}

/** A readonly field of type `Delegate`, which says nothing of the handler in it: what its initializer gives to it is known in its own body. */
export function handlerField(symbol: AnySymbol | undefined): string | undefined {
  if (symbol?.kind !== 'field' || !symbol.isReadOnly || !symbol.containingType.containingAssembly.isSource) return undefined;
  return symbol.type.kind === 'namedType' && symbol.type.specialType === 'Delegate' ? `${documentationId(symbol.originalDefinition) ?? ''}#` : undefined;
}

/** What a body puts into a readonly field that may be a handler. */
export function handlersHeld(body: BoundBody): readonly HandlerGiven[] {
  const [unit] = body.units;
  const field = body.owner.kind === 'member' ? body.owner.symbol : undefined;
  if (!unit || field?.kind !== 'field') return [];
  // A member of an enum is a field, too.
  const { variables = [] } = unit.root as Partial<FieldDeclaration>;
  return variables.flatMap(({ name, initializer }): readonly HandlerGiven[] => {
    const key = handlerField(field.containingType.membersNamed(name).find((member) => member.kind === 'field'));
    const handler = key !== undefined && initializer ? followedHandler(initializer, body) : undefined;
    return key !== undefined && initializer && handler ? [{ at: { unit, start: initializer.start, end: initializer.end }, fact: { kind: 'given', key, handler, texts: new Map() } }] : [];
  });
}

/** Undefined where the handler of a `Map…` call is no parameter. */
export function mappedParameter(use: SymbolUse, handler: Expression, place: EndpointPlace, fault: string | undefined, body: BoundBody): MappedParameter | undefined {
  const found = parameterAt(handler, use, body);
  if (!found) return undefined;
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  const route = pattern && parameterAt(pattern, use, body);
  return { kind: 'mapped', key: found.key, place, routeParameter: route && ownerIn(route.key) === ownerIn(found.key) ? route.parameter.ordinal : undefined, fault };
}

interface HandlerGiven {
  readonly at: Anchor;
  readonly fact: GivenHandler | PassedParameter;
}

/** What the calls of a body give to parameters of type `Delegate` of methods of the program. */
export const handlersGiven = perBody((body): readonly HandlerGiven[] => body.uses.flatMap((use) => handlersGivenBy(use, body)));

function handlersGivenBy(use: SymbolUse, body: BoundBody): readonly HandlerGiven[] {
  const method = use.symbol;
  if ((use.kind !== 'call' && use.kind !== 'localFunction') || method?.kind !== 'method' || !(method.methodKind === 'localFunction' || method.containingType.containingAssembly.isSource)) return [];
  return (use.arguments ?? []).flatMap(({ parameter, expression, argument }): readonly HandlerGiven[] => {
    if (!argument || parameter.type.kind !== 'namedType' || parameter.type.specialType !== 'Delegate') return [];
    const key = keyOf(method, parameter.ordinal, body);
    if (key === undefined) return [];
    const at = { unit: use.anchor.unit, start: expression.start, end: expression.end };
    const passed = parameterAt(expression, use, body);
    if (passed) return [{ at, fact: { kind: 'passed', key: passed.key, to: key } }];
    const handler = followedHandler(expression, body);
    return handler ? [{ at, fact: { kind: 'given', key, handler, texts: constantTexts(use, method, body) } }] : [];
  });
}

function constantTexts({ arguments: given = [] }: SymbolUse, method: MethodSymbol, body: BoundBody): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  const written = new Set<number>();
  for (const { parameter, expression } of given) {
    written.add(parameter.ordinal);
    const constant = body.constantOf(expression);
    if (constant?.kind === 'primitive' && typeof constant.value === 'string') texts.set(parameter.ordinal, constant.value);
  }
  for (const { ordinal, hasDefaultValue, defaultValue } of method.originalDefinition.parameters) {
    if (hasDefaultValue && !written.has(ordinal) && defaultValue?.kind === 'primitive' && typeof defaultValue.value === 'string') texts.set(ordinal, defaultValue.value);
  }
  return texts;
}

/** The parameters that map a handler given to a helper, through further helpers too. */
export function mappingsOf<T extends { readonly key: string }>({ key: first }: HandlerAtHelper, mapped: readonly T[], passed: readonly PassedParameter[]): readonly T[] {
  const keys = new Set([first]);
  for (const key of keys) for (const { key: from, to } of passed) if (from === key) keys.add(to); // a set grows while it is gone through
  return mapped.filter(({ key }) => keys.has(key));
}

/** The endpoints that a handler given to a helper becomes. */
export function endpointsOf<T extends MappedParameter>(given: GivenHandler, mapped: readonly T[], passed: readonly PassedParameter[]): readonly T[] {
  return mappingsOf(given, mapped, passed).map((each) => {
    if (each.routeParameter === undefined) return each;
    return { ...each, place: { ...each.place, route: each.key === given.key ? given.texts.get(each.routeParameter) : undefined } };
  });
}
