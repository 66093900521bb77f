/** Generic helpers (`Respond.Ok<T>(T value)`, `routes.MapCrud<T>()`): what they write, or ask for, is known where they are called. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { TypeMap } from '../../symbols/construct';
import { substitute, typeMap, typeMapOf } from '../../symbols/construct';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, someType } from '../../symbols/types';
import { handlerOf, isMapWithDelegate, resolveHandler } from '../aspnet/endpoints/endpoint';
import { bindsItself } from '../aspnet/endpoints/parameterSource';
import type { JsonUse } from './endpoints';
import { isValue } from './endpoints';
import { localFunctionsOf } from '../localFunctions';
import { isClosed, typeName } from './typeModel';

/** A call of a generic method of the program, or of a method of a generic class. */
export interface GenericCall {
  /** Where the call is, in a generic method itself. */
  readonly caller: MethodSymbol | undefined;
  /** A class instead of a method: its methods are called by way of an interface or a base class. */
  readonly method: MethodSymbol | NamedTypeSymbol;
  /** Names of the class's methods that derived classes override: calls of `base.M()` are calls by themselves. */
  readonly overridden?: ReadonlySet<string>;
  readonly types: TypeMap;
}

/** The declared method that a body belongs to. */
export function methodOf({ owner }: BoundBody): MethodSymbol | undefined {
  return owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol.originalDefinition : undefined;
}

/** The function that open types belong to: a generic local function, by its type parameters, or else the declared method. */
export function openMethodOf(types: Iterable<TypeSymbol>, body: BoundBody): MethodSymbol | undefined {
  const open = new Set<TypeSymbol>();
  const note = (part: TypeSymbol): boolean => {
    if (part.kind === 'typeParameter') open.add(part);
    return false;
  };
  for (const type of types) someType(type, note);
  const locals = open.size === 0 ? [] : localFunctionsOf(body).flatMap((node) => body.functionOf(node) ?? []);
  return locals.find(({ typeParameters }) => typeParameters.some((parameter) => open.has(parameter))) ?? methodOf(body);
}

/**
 * The calls that a use stands for: of a generic method, or whatever calls the methods of a generic class that is made or derived from, that
 * an endpoint takes and that binds itself (`Validated<T>.BindAsync`), or that is an endpoint's filter.
 */
export function genericCalls(use: SymbolUse, body: BoundBody): readonly GenericCall[] {
  const { symbol } = use;
  if (use.kind === 'type') return symbol?.kind === 'namedType' && body.owner.kind === 'type' && isBaseOf(symbol, body.owner.symbol) ? classCalls(body.owner.symbol, undefined) : [];
  if (symbol?.kind === 'method' && use.kind === 'call' && isMapWithDelegate(symbol)) return boundCalls(use, body);
  if (symbol?.kind === 'method' && use.kind === 'call' && symbol.name === 'AddEndpointFilter') return classesIn(symbol.typeArguments, body);
  if (symbol?.kind !== 'method' || (use.kind !== 'localFunction' && !symbol.containingType.containingAssembly.isSource)) return [];
  if (use.kind === 'creation') return classCalls(symbol.containingType, methodOf(body));
  if (use.kind !== 'call' && use.kind !== 'methodGroup' && use.kind !== 'localFunction') return [];
  if (symbol.typeArguments.length + (use.kind === 'localFunction' ? 0 : symbol.containingType.typeArguments.length) === 0) return [];
  const { originalDefinition } = symbol;
  const types = new Map([...typeMapOf(symbol.containingType), ...typeMap(originalDefinition.typeParameters, symbol.typeArguments)]);
  return [{ caller: openMethodOf(types.values(), body), method: originalDefinition, types }];
}

/** Calls of `BindAsync` of the generic classes that an endpoint takes. */
function boundCalls(use: SymbolUse, body: BoundBody): readonly GenericCall[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return [];
  return classesIn(handler.method.parameters.map(({ type }) => type).filter((type) => type.kind === 'namedType' && bindsItself(type)), body);
}

/** Calls of the methods of the generic classes among some types, which the framework makes. */
function classesIn(types: readonly TypeSymbol[], body: BoundBody): readonly GenericCall[] {
  return types.flatMap((type) => (type.kind === 'namedType' && type.typeArguments.length > 0 ? classCalls(type, methodOf(body)) : []));
}

/** Whether a name in a type's header is its base class. */
function isBaseOf(type: NamedTypeSymbol, derived: NamedTypeSymbol): boolean {
  return type.typeArguments.length > 0 && derived.baseType?.originalDefinition === type.originalDefinition;
}

/** The class and the classes that it is derived from, as far as they are generic. */
function classCalls(made: NamedTypeSymbol, caller: MethodSymbol | undefined): readonly GenericCall[] {
  const calls: GenericCall[] = [];
  const overridden = new Set<string>();
  for (const type of baseTypesAndSelf(made)) {
    if (!type.containingAssembly.isSource) break;
    if (type.typeKind === 'class' && type.typeArguments.length > 0) calls.push({ caller, method: type.originalDefinition, overridden: new Set(overridden), types: typeMapOf(type) });
    for (const member of type.members) if (member.kind === 'method' && member.isOverride) overridden.add(member.name);
  }
  return calls;
}

/** A helper calls another one at most so deep. */
const mostSteps = 6;

/** Calls of calls that are followed at once: more would only repeat themselves. */
const mostCalls = 2000;

/**
 * The types that something open becomes where the methods are called that it is in; each of them once for the class that a method is in,
 * where no call of the method itself tells it. `T`: whatever else goes with a call, `O` with what is open.
 */
export function closedTypes<T extends { readonly call: GenericCall }, O extends { readonly method: MethodSymbol; readonly type: TypeSymbol }>(open: readonly O[], calls: readonly T[]): readonly { readonly at: T; readonly of: O; readonly type: TypeSymbol }[] {
  const callsOf = new Map<GenericCall['method'], T[]>();
  for (const call of open.length === 0 ? [] : calls) {
    const known = callsOf.get(call.call.method);
    if (known) known.push(call);
    else callsOf.set(call.call.method, [call]);
  }
  const found: { readonly at: T; readonly of: O; readonly type: TypeSymbol }[] = [];
  let pending = open.map((of) => ({ method: of.method, type: of.type, of }));
  for (let step = 0; step < mostSteps && pending.length > 0; step++) {
    const next: typeof pending = [];
    for (const { method, type: written, of } of pending) {
      for (const at of [...(callsOf.get(method) ?? []), ...(callsOf.get(method.containingType.originalDefinition) ?? [])]) {
        if (at.call.overridden?.has(method.name)) continue;
        const type = substitute(written, at.call.types);
        if (isClosed(type)) found.push({ at, of, type });
        else if (at.call.caller && next.length < mostCalls) next.push({ method: at.call.caller, type, of });
      }
    }
    pending = next;
  }
  const direct = new Map<O, Set<string>>();
  const isNew = (of: O, type: TypeSymbol): boolean => {
    const names = direct.get(of) ?? new Set();
    direct.set(of, names);
    return names.size !== names.add(typeName(type)).size;
  };
  const byMethod = found.filter(({ at }) => at.call.method.kind === 'method');
  for (const { of, type } of byMethod) isNew(of, type);
  return [...byMethod, ...found.filter(({ at, of, type }) => at.call.method.kind !== 'method' && isNew(of, type))];
}

/** What the calls write, by the open types that the methods write: what one call writes or reads several times counts once. */
export function closedUses<T extends { readonly call: GenericCall }>(open: readonly { readonly method: MethodSymbol; readonly use: JsonUse }[], calls: readonly T[]): readonly { readonly at: T; readonly use: JsonUse }[] {
  const found = closedTypes(open.map(({ method, use }) => ({ method, use, type: use.type })), calls);
  const told = new Map<T, Set<string>>();
  return found.flatMap(({ at, of: { use }, type }) => {
    const known = told.get(at) ?? new Set();
    told.set(at, known);
    const { size } = known;
    return isValue(type, use) && known.add(`${use.role} ${typeName(type)}`).size > size ? [{ at, use: { ...use, type } }] : [];
  });
}
