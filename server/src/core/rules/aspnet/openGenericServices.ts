/**
 * AOT2015: services with a value type as type argument that only an open generic registration provides. The service provider of a native
 * program refuses them when they are resolved, since the compiler made no code for them that it knows of (measured on net8.0 and net9.0).
 * Registrations whose implementation needs a constructor that the service's type parameter does not promise it refuses when it is made,
 * and all services of a value type (`IEnumerable<Rate>`) whatever is registered (measured with net8.0 and net9.0).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { serviceNames } from '../json/services';
import type { GenericCall } from '../json/genericResults';
import { closedTypes, genericCalls, openMethodOf } from '../json/genericResults';
import { isClosed, isDefined, isReachable, isReachableItself, typeName } from '../json/typeModel';
import { unwrap } from '../../flow/walk';
import { constructType } from '../../symbols/construct';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { isExecutable } from '../../msbuild/index';
import { isValueType } from '../../symbols/types';
import type { Expression } from '../../syntax/nodes';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { memberTypesOf } from '../signature/annotations';
import { nameAt, placeIn } from '../shortNames';
import { handlerOf, isMapWithDelegate, resolveHandler } from './endpoints/endpoint';
import { sourceOf } from './endpoints/parameterSource';
import { libraryWords } from './libraries';
import { onlyValueOf } from './onlyValue';

type ServiceFact =
  /** `fix`: what the call's registration is made with, where its closed twin can follow it. */
  | { readonly kind: 'open'; readonly service: string; readonly refused: Refused | undefined; readonly fix: ChainedRegistration | undefined }
  /** `isMade`: by the provider, not by code that the registration has. */
  | { readonly kind: 'registered'; readonly name: string; readonly isMade: boolean }
  /** `owner`: the class whose constructor asks for it, by name. */
  | { readonly kind: 'request'; readonly type: NamedTypeSymbol; readonly owner: string | undefined; readonly isOfAll: boolean }
  /** A request in terms of the type parameters of a generic method, and calls of such. */
  | { readonly kind: 'openRequest'; readonly method: MethodSymbol; readonly type: TypeSymbol; readonly isOfAll: boolean }
  | { readonly kind: 'genericCall'; readonly call: GenericCall };

/** An implementation, and what its type parameter asks for that the service's does not. */
interface Refused {
  readonly service: NamedTypeSymbol;
  readonly implementation: NamedTypeSymbol;
  readonly parameter: string;
  readonly lacking: string;
}

interface ChainedRegistration {
  readonly method: string;
  readonly implementation: NamedTypeSymbol;
  /** In the unit of the fact's anchor. */
  readonly end: number;
}

const meta: RuleMeta = {
  id: 'AOT2015', name: 'open-generic-service', title: 'The native service provider refuses an open generic registration', defaultSeverity: 'warning', official: false,
  why: 'The service provider of a native program throws when a service with a value type is resolved, or when it is made itself; neither build nor publish says so.',
  whatToDo: 'Register the service with that type argument too: AddSingleton<IStore<int>, Store<int>>(); give the service the new() constraint of its implementation.',
};

const providers: ReadonlySet<string> = new Set(['ServiceProviderServiceExtensions', 'ServiceProviderKeyedServiceExtensions']);
/** Open generic services that every host registers. */
const ofHosts: readonly string[] = ['Microsoft.Extensions.Logging.ILogger<TCategoryName>'];

/** A generic type with a value type as one of its type arguments, or a type parameter that may become one. */
function mayBeOfValueType(type: TypeSymbol | undefined): type is NamedTypeSymbol {
  return type?.kind === 'namedType' && type.typeArguments.some((argument) => argument.kind === 'typeParameter' || isValueType(argument)) && isDefined(type) && !isValueType(type);
}

/** What is asked for: of `IEnumerable<T>`, whatever is registered for `T`, the open registration included; a `T` that is a value itself. */
function requested(type: TypeSymbol | undefined, isOfAll = false): { readonly type: NamedTypeSymbol; readonly isOfAll: boolean } | undefined {
  if (type?.kind === 'namedType' && type.name === 'IEnumerable' && type.namespace === 'System.Collections.Generic') return isOfAll ? undefined : requested(type.typeArguments[0], true);
  if (isOfAll && type?.kind === 'namedType' && isValueType(type) && isDefined(type)) return { type, isOfAll };
  return mayBeOfValueType(type) ? { type, isOfAll } : undefined;
}

function openRegistrations(use: SymbolUse, body: BoundBody): readonly ServiceFact[] {
  const method = use.symbol;
  if ((use.kind !== 'call' && use.kind !== 'creation') || method?.kind !== 'method' || !method.containingType.namespace.startsWith('Microsoft.Extensions.DependencyInjection')) return [];
  const types = (use.arguments ?? []).flatMap(({ parameter, expression }) => {
    const value = parameter.type.kind === 'namedType' && parameter.type.name === 'Type' ? body.constantOf(expression) : undefined;
    return value?.kind === 'type' && value.value?.kind === 'namedType' && value.value.isUnboundGeneric ? [value.value.originalDefinition] : [];
  });
  const [service, implementation = service] = types;
  if (!service) return [];
  const end = /^Add(?:Singleton|Scoped|Transient)$/.test(method.name) && types.length === 2 ? use.node?.end : undefined;
  return [{ kind: 'open', service: typeName(service), refused: refusedIn(service, implementation), fix: end === undefined || !implementation ? undefined : { method: method.name, implementation, end } }];
}

/** `new()`, `struct`, which implies it, and members that are kept for reflection (measured on net8.0 and net9.0). */
function refusedIn(service: NamedTypeSymbol, implementation: NamedTypeSymbol | undefined): Refused | undefined {
  for (const [index, own] of (implementation?.typeParameters ?? []).entries()) {
    const promised = service.typeParameters[index];
    const lacking = promised && lackingIn(promised, own);
    if (implementation && lacking !== undefined) return { service, implementation, parameter: own.name, lacking };
  }
  return undefined;
}

/** What the service's type parameter does not promise that the implementation's asks for. */
function lackingIn(promised: TypeParameterSymbol, own: TypeParameterSymbol): string | undefined {
  const isMade = ({ hasConstructorConstraint, hasValueTypeConstraint, hasUnmanagedConstraint }: TypeParameterSymbol): boolean => hasConstructorConstraint || hasValueTypeConstraint || hasUnmanagedConstraint;
  if (isMade(own) && !isMade(promised)) return 'a constructor';
  const kept = memberTypesOf(own.attributes) ?? 0;
  const promisedKept = memberTypesOf(promised.attributes) ?? kept;
  return (promisedKept & kept) === kept ? undefined : 'DynamicallyAccessedMembers';
}

interface Request { readonly at: Anchor; readonly type: NamedTypeSymbol; readonly owner: string | undefined; readonly isOfAll: boolean }

function requestsIn(body: BoundBody): readonly Request[] {
  return [...body.uses.flatMap((use) => requestsOf(use, body)), ...constructorRequests(body)];
}

function requestsOf(use: SymbolUse, body: BoundBody): readonly Request[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return [];
  const isProvider = providers.has(method.containingType.name) && method.containingType.namespace === 'Microsoft.Extensions.DependencyInjection';
  if (isProvider || (method.name === 'GetService' && method.containingType.name === 'IServiceProvider')) {
    const asked = requested(method.typeArguments[0] ?? givenType(use, body), /^Get(?:Keyed)?Services$/.test(method.name));
    return asked ? [{ at: use.anchor, ...asked, owner: undefined }] : [];
  }
  const written = isMapWithDelegate(method) ? handlerOf(use) : undefined;
  const handler = written && resolveHandler(written, body);
  if (!written || !handler || handler === 'unresolvable') return [];
  return handler.method.parameters.flatMap((parameter, index) => {
    const place = handler.lambda?.parameters?.[index] ?? written;
    const asked = asksServices(parameter) ? requested(parameter.type) : undefined;
    return asked ? [{ at: { unit: use.anchor.unit, start: place.start, end: place.end }, ...asked, owner: undefined }] : [];
  });
}

/** Whether the provider is asked for a parameter of a handler: every `IEnumerable<T>` is a service to it (measured). */
function asksServices(parameter: ParameterSymbol): boolean {
  const source = sourceOf(parameter);
  return source === 'bodyOrService' || source === 'service' || source === 'keyedService';
}

/** Of `GetService(typeof(IStore<int>))`. */
function givenType(use: SymbolUse, body: BoundBody): TypeSymbol | undefined {
  const written = use.arguments?.find(({ parameter }) => parameter.name === 'serviceType')?.expression;
  return written && writtenType(written, body);
}

/** `typeof(IStore<int>)`, `typeof(IStore<>).MakeGenericType(typeof(int))`, and variables that are nothing else. */
function writtenType(expression: Expression, body: BoundBody): TypeSymbol | undefined {
  const value = body.constantOf(expression);
  if (value?.kind === 'type') return value.value;
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName') {
    const only = onlyValueOf(node, body);
    return only && writtenType(only, body);
  }
  const method = node.kind === 'Invocation' ? body.symbolOf(node) : undefined;
  if (node.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess' || method?.kind !== 'method' || method.name !== 'MakeGenericType') return undefined;
  const definition = writtenType(node.expression.expression, body);
  const types = node.arguments.map(({ expression: each }) => writtenType(each, body)).filter((type) => type !== undefined);
  if (definition?.kind !== 'namedType' || !definition.isUnboundGeneric || definition.containingType || types.length !== definition.arity || types.length !== node.arguments.length) return undefined;
  return constructType(definition.originalDefinition, types);
}

/** `AddSingleton(new Table(rates))`, `AddSingleton(services => new Table(rates))`: the provider does not call a constructor. */
function isGivenObject({ unit, start }: Anchor, { uses }: BoundBody): boolean {
  const call = uses.find((use) => (use.kind === 'call' || use.kind === 'creation') && use.anchor.unit === unit && use.anchor.start === start);
  return call?.arguments?.some(({ parameter: { name } }) => /^(?:implementation)?(?:factory|instance)$/i.test(name)) ?? false;
}

function constructorRequests({ owner, units: [unit] }: BoundBody): readonly Request[] {
  if (!unit) return [];
  const constructors = owner.kind === 'type' ? owner.symbol.constructors : owner.kind === 'member' && owner.symbol.kind === 'method' && owner.symbol.methodKind === 'constructor' ? [owner.symbol] : [];
  const placeOf = ({ location }: ParameterSymbol): Anchor | undefined => (location?.unit === unit ? { unit, start: location.start, end: location.end } : undefined);
  return constructors.flatMap((constructor) => constructor.parameters.flatMap((parameter) => {
    const asked = requested(parameter.type);
    const at = asked && placeOf(parameter);
    return at ? [{ at, ...asked, owner: typeName(constructor.containingType.originalDefinition) }] : [];
  }));
}

/** Requests by themselves, and those that generic methods become where they are called. */
function closedRequests(facts: readonly Fact<ServiceFact>[]): readonly { readonly fact: Fact<ServiceFact>; readonly type: NamedTypeSymbol; readonly owner: string | undefined; readonly isOfAll: boolean }[] {
  const written = facts.flatMap((fact) => (fact.value.kind === 'request' ? [{ fact, ...fact.value }] : []));
  const open = facts.flatMap(({ value }) => (value.kind === 'openRequest' ? [value] : []));
  if (open.length === 0) return written;
  const calls = facts.flatMap((fact) => (fact.value.kind === 'genericCall' ? [{ fact, call: fact.value.call }] : []));
  const told = new Map<Fact<ServiceFact>, Set<string>>();
  return [...written, ...closedTypes(open, calls).flatMap(({ at: { fact }, of: { isOfAll }, type }) => {
    const asked = requested(type, isOfAll);
    const known = told.get(fact) ?? new Set();
    told.set(fact, known);
    const { size } = known;
    return asked && isOfValueType(asked.type) && known.add(typeName(type)).size > size ? [{ fact, ...asked, owner: undefined }] : [];
  })];
}

function isOfValueType(type: NamedTypeSymbol): boolean {
  return isClosed(type) && (isValueType(type) || type.typeArguments.some(isValueType));
}

/** For an open type: what the generic method asks for that it is in. */
function factOf({ type, owner, isOfAll }: Request, body: BoundBody): ServiceFact | undefined {
  if (isClosed(type)) return { kind: 'request', type, owner, isOfAll };
  const method = owner === undefined ? openMethodOf([type], body) : undefined;
  return method && { kind: 'openRequest', method, type, isOfAll };
}

function conclude(context: ConcludeContext<ServiceFact>): void {
  const { program, facts } = context;
  if (!program.analyzers.publishAot) return;
  reportRefused(context);
  const requests = closedRequests(facts);
  if (requests.length === 0) return;
  const registrations = [...facts, ...context.unreached].flatMap(({ value }) => (value.kind === 'registered' ? [value] : []));
  const registered = new Set(registrations.map(({ name }) => name));
  const open = new Map(facts.flatMap((fact) => (fact.value.kind === 'open' ? [[fact.value.service, { fact, fix: fact.value.fix }] as const] : [])));
  const made = new Set(registrations.filter(({ isMade }) => isMade).map(({ name }) => name));
  for (const { fact, type, owner, isOfAll } of requests) {
    if (owner !== undefined && !made.has(owner)) continue;
    if (isValueType(type)) {
      const all = `System.Collections.Generic.IEnumerable<${typeName(type)}>`;
      if (!registered.has(all)) context.report({ ...fact.anchor, file: fact.file }, { id: meta.id, message: `'${typeName(type)}' is a value type: the native service provider throws where it is asked for all services of it. Register '${all}' itself, or a list or a class that holds the values.`, fixes: () => [] });
      continue;
    }
    const service = typeName(type.originalDefinition);
    const registration = open.get(service);
    if ((!registration && !ofHosts.includes(service)) || (!isOfAll && registered.has(typeName(type)))) continue;
    context.report({ ...fact.anchor, file: fact.file }, {
      id: meta.id,
      message: `'${typeName(type)}' has a value type as type argument and is registered as an open generic service only: in the native program resolving it throws.`,
      fixes: () => (registration?.fix && !isOfAll ? closedFix(program, type, registration.fact, registration.fix) : []),
    });
  }
}

/** The provider compares registrations as it is made, where the program is trimmed and nothing says otherwise. */
function reportRefused(context: ConcludeContext<ServiceFact>): void {
  const { program, facts } = context;
  if (!isExecutable(program.project) || program.project.property('VerifyOpenGenericServiceTrimmability')?.value.toLowerCase() === 'false') return;
  for (const { anchor, file, value } of facts) {
    if (value.kind !== 'open' || !value.refused) continue;
    const { service, implementation, parameter, lacking } = value.refused;
    context.report({ ...anchor, file }, {
      id: meta.id, severity: 'error',
      message: `'${typeName(implementation)}' asks '${parameter}' for ${lacking}, which '${typeName(service)}' does not: the native program does not start.`,
      fixes: () => [],
    });
  }
}

/** The closed registration, chained after the open one. */
function closedFix(program: ProgramContext, type: NamedTypeSymbol, { file, anchor }: Fact<ServiceFact>, { method, implementation, end }: ChainedRegistration): readonly Fix[] {
  const { assembly } = program.compilation;
  if (!isReachable(type, assembly) || !isReachableItself(implementation, assembly) || implementation.arity !== type.arity || program.source(file) === undefined) return [];
  const source = program.source(file);
  const shown = (each: TypeSymbol): string => (source ? nameAt(placeIn(source), each, program) : typeName(each));
  const name = shown(implementation).replace(/<[^<>]*>$/, `<${type.typeArguments.map(shown).join(', ')}>`);
  const at = anchor.unit.base + end;
  return [{ title: `Register ${name} too`, applicability: 'safe', edits: [{ file, span: { start: at, end: at }, newText: `.${method}<${shown(type)}, ${name}>()` }] }];
}

export const openGenericServicesRule = defineRule<ServiceFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body }, emit) {
    for (const use of body.uses) for (const fact of openRegistrations(use, body)) emit(use.anchor, fact);
    for (const { at, name } of serviceNames(body)) emit(at, { kind: 'registered', name, isMade: !isGivenObject(at, body) });
    for (const request of requestsIn(body)) {
      const fact = factOf(request, body);
      if (fact) emit(request.at, fact);
    }
    for (const use of body.uses) for (const call of genericCalls(use, body)) emit(use.anchor, { kind: 'genericCall', call });
  },
  conclude,
});
