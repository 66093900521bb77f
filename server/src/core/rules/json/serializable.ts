/** AOT3001 to AOT3003, AOT3007 and AOT3009: types that minimal APIs serialize, or OpenAPI documents describe, without metadata in a registered JsonSerializerContext. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { BuilderCreation } from '../aspnet/appBuilder';
import { builderCreations } from '../aspnet/appBuilder';
import { buildsEndpointsEarly, unbuiltEffect } from '../aspnet/endpoints/earlyEndpoints';
import { isAnonymous } from '../aspnet/endpoints/endpoint';
import { hasUnknownReference, libraryWords } from '../aspnet/libraries';
import type { ServicesPlace } from '../aspnet/servicesPlace';
import { servicesPlaces } from '../aspnet/servicesPlace';
import { memberDisplay } from '../capability/display';
import { isExecutable } from '../../msbuild/index';
import { jsonKey, jsonKeysOf } from '../../symbols/generatedJsonGraph';
import type { Fix } from '../../diagnostic';
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { someType } from '../../symbols/types';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { ownerOf } from '../imports';
import type { JsonContext, Registration } from './registration/contexts';
import { contextsOf, dropsReflection, isDropped, isWithoutReflection, readContext, registrationsIn } from './registration/contexts';
import { isLibraryData } from './dataTypes';
import { isWrittenAs } from './values/derivedValues';
import type { HelperFact, JsonUse } from './endpoints';
import { endpointTypes, helperFacts, handlerSlot, resultGroupTypes, resultTypes, slotValues } from './endpoints';
import { filterTypes } from './filters';
import type { Builder } from './fixes/contextFixes';
import { keepingDefaults, keptDefaults } from './fixes/lostDefaults';
import { addAllFix, addEntryFix, problemFixes, recordFix, registerFix } from './fixes/contextFixes';
import { checkTypedCalls, generationModeFix, generationModeMeta, isWriteOnly } from './generationMode';
import type { GenericCall } from './genericResults';
import { genericCalls, openMethodOf } from './genericResults';
import type { OptionsFact } from './registration/givenOptions';
import { optionsFacts } from './registration/givenOptions';
import { givesDefault, initOnlyMeta, reportConstructed, typeRead } from './initOnly';
import { isUnknownSetup } from './hubs/hubSerializable';
import { hubTypes } from './hubs/hubs';
import { hubValues, reportHubValues } from './hubs/hubValues';
import { equallyNear, isHeldByListed, isWrittenAsObject, nearestAbove } from './values/nearestMetadata';
import type { HeldValue } from './values/objectValues';
import { heldValues } from './values/objectValues';
import { contextsSetUpBy, packageContexts, setupAssemblies } from './registration/packages';
import type { OptionsFact as HeldOptionsFact } from './registration/optionsResolver';
import { optionsFacts as heldOptionsFacts } from './registration/optionsResolver';
import type { OpenApiFact } from './openApi/openApi';
import { openApiFacts } from './openApi/openApi';
import { describedUses, documentsOf, keysBroughtByOpenApi, openApiMeta } from './openApi/openApiDocuments';
import { reportServiceMembers } from './openApi/openApiServices';
import { recordPlan } from './fixes/records';
import type { ResolverFact } from './registration/resolverSlots';
import { resolvedRegistrations, resolverFacts } from './registration/resolverSlots';
import { problemAsked, problemsOfContext, withProblems } from './problems';
import { isService, serviceNames } from './services';
import { helperOf, helpersCalled, isCalled } from './registration/setupHelpers';
import { isListable, targetOf } from './fixes/targetContext';
import { isClosed, isProblemDetails, isReachable, typeName } from './typeModel';
import { visibilityFix } from './fixes/visibilityFix';
import type { TypedWrite } from './typedWrites';
import { reportTypedValues, typedValues, typedWrites } from './typedWrites';
import type { Used } from './writtenUses';
import { isRead, placeOf, usesOf } from './writtenUses';

export type JsonFact =
  /** `body`: of anonymous types only, for the fix that names them. */
  | { readonly kind: 'use'; readonly use: JsonUse; readonly body: BoundBody | undefined }
  /** A value that a method gives or is given: serialized where the result or parameter is. */
  | { readonly kind: 'slotValue'; readonly slots: readonly string[]; readonly use: JsonUse; readonly body: BoundBody | undefined }
  /** Results and parameters of methods that are serialized. */
  | { readonly kind: 'writtenSlots'; readonly slots: readonly string[] }
  /** What a generic method writes in terms of its type parameters, and calls of such. */
  | { readonly kind: 'openUse'; readonly method: MethodSymbol; readonly use: JsonUse }
  | { readonly kind: 'genericCall'; readonly call: GenericCall; readonly body: BoundBody | undefined }
  /** A value in a property of type `object`: serialized where the type is that holds it. */
  | { readonly kind: 'held'; readonly value: HeldValue; readonly body: BoundBody | undefined }
  /** The same in a generic method, of a type parameter's value. */
  | { readonly kind: 'openHeld'; readonly method: MethodSymbol; readonly value: HeldValue }
  /** What SignalR writes, with contexts of its own. */
  | { readonly kind: 'hubWrite'; readonly type: TypeSymbol }
  | { readonly kind: 'unknownHubSetup' }
  /** What calls and hubs read; `method`: the one that the type is open in. */
  | { readonly kind: 'read'; readonly type: TypeSymbol; readonly isGenerated: boolean; readonly method: MethodSymbol | undefined }
  /** A body that gives init-only properties what they hold by default. */
  | { readonly kind: 'givenDefault' }
  /** Written with a context of its own, whatever is registered. */
  | { readonly kind: 'typedWrite'; readonly write: TypedWrite; readonly body: BoundBody | undefined }
  /** `helper`: the method that registers when it is called. */
  | { readonly kind: 'registration'; readonly registration: Registration; readonly isBesideBuilder: boolean; readonly helper: string | undefined }
  | { readonly kind: 'helperCall'; readonly key: string }
  | HelperFact
  | OpenApiFact
  | OptionsFact
  | HeldOptionsFact
  | ResolverFact
  | { readonly kind: 'service'; readonly name: string }
  /** A dll whose code may set up the application. */
  | { readonly kind: 'setup'; readonly assembly: AssemblySymbol }
  | { readonly kind: 'problemDetails' }
  /** Services with which the endpoints are built when the program starts. */
  | { readonly kind: 'earlyEndpoints' }
  | { readonly kind: 'builder'; readonly setup: BuilderCreation | ServicesPlace };

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT3001', name: 'missing-json-serializable', title: 'A type of an endpoint has no JSON metadata', defaultSeverity: 'error', official: false,
    why: 'Native programs serialize with generated metadata only; a type of an endpoint without it makes every endpoint of the application fail.',
    whatToDo: 'Add [JsonSerializable(typeof(T))] to a registered JsonSerializerContext.',
  },
  {
    id: 'AOT3002', name: 'unregistered-json-context', title: 'A JsonSerializerContext is not registered', defaultSeverity: 'error', official: false,
    why: 'The endpoints look for metadata in the options only; a context that is not in their resolver chain is not found.',
    whatToDo: 'Insert the context into SerializerOptions.TypeInfoResolverChain in ConfigureHttpJsonOptions.',
  },
  generationModeMeta,
  openApiMeta,
  initOnlyMeta,
];

function conclude(context: ConcludeContext<JsonFact>): void {
  const uses = usesOf(context.facts);
  const typed = typedValues(context);
  const sent = hubValues(context);
  // What an object holds that is written in several ways may be made for any of them.
  const served = new Set([...typed, ...sent].flatMap(({ used, isServed }) => (isServed ? [placeOf(used)] : [])));
  concludeEndpoints(context, served.size === 0 ? uses : uses.filter((used) => !served.has(placeOf(used))));
  const others = new Set([...uses.map(placeOf), ...served]);
  reportTypedValues(context, typed, (used) => others.has(placeOf(used)));
  for (const { used } of typed) others.add(placeOf(used));
  reportHubValues(context, sent, (used) => others.has(placeOf(used)));
  reportConstructed(context, uses);
}

function concludeEndpoints(context: ConcludeContext<JsonFact>, uses: readonly Used[]): void {
  const { program, facts } = context;
  if (!isWithoutReflection(program)) return;
  const called = new Set(facts.flatMap(({ value }) => (value.kind === 'helperCall' ? [value.key] : [])));
  const everywhere = facts.flatMap(({ value }) => (value.kind === 'registration' && (value.helper === undefined || isCalled(value.helper, called)) ? [value.registration] : []));
  const written = everywhere.filter(({ options }) => options === 'endpoints');
  const registrations = resolvedRegistrations(written, facts);
  if (registrations.some((registration) => registration.context === undefined)) return;
  // What a library has is asked for by the applications that use it.
  if (!isExecutable(program.project)) return;
  if (registrations.length === 0 && hasUnknownReference(program)) return;
  const setup = facts.flatMap(({ value }) => (value.kind === 'setup' ? [value.assembly] : []));
  const documents = documentsOf(facts, setup);
  const described = documents ? describedUses(facts, documents) : [];
  const services = new Set([...facts, ...context.unreached].flatMap(({ value }) => (value.kind === 'service' ? [value.name] : [])));
  if (documents) reportServiceMembers(context, documents, services);
  if (uses.length + described.length === 0) return;
  const outOfSight = contextsSetUpBy(setup, 'endpoints', program.compilation);
  if (!outOfSight) return;
  const isSetUp = setup.length > 0;
  const all = contextsOf(program.compilation);
  const isSame = (known: JsonContext, type: NamedTypeSymbol | undefined): boolean => known.type.originalDefinition === type?.originalDefinition;
  const fromLibraries = registrations.flatMap(({ context: type }) => (type && !all.some((known) => isSame(known, type)) ? [readContext(type.originalDefinition)] : []));
  const registered = [...all.filter((known) => registrations.some((registration) => isSame(known, registration.context))), ...fromLibraries];
  const covered = new Map(registered.flatMap((known) => [...known.covered]));
  // With the resolvers of the framework dropped, nothing was ever written by reflection: no program loses what the listed base does not have.
  const losesMembers = !registrations.some(dropsReflection);
  // Beside contexts of the endpoints, one of the hub protocol is where it belongs.
  const ofHubs = registered.length === 0 ? [] : everywhere.filter(({ options }) => options === 'hubs');
  const unregistered = all.filter((known) => !registered.includes(known) && !ofHubs.some(({ context: type }) => isSame(known, type)));
  const hasProblems = facts.some(({ value }) => value.kind === 'problemDetails');
  const brought = new Set([...(hasProblems ? problemKeys(program) : []), ...keysBroughtByOpenApi(facts, program.compilation)]);
  const idle = new Map<JsonContext, boolean>();
  const meant = unregistered.filter((known) => uses.some(({ use }) => isMeantFor(use, known) && !registered.some((other) => isCovered(use, other))));
  const missing: Missing[] = [];
  for (const { fact, use: found, body } of uses) {
    const use = problemAsked(found, hasProblems);
    if (!use) continue;
    const name = typeName(use.type);
    if (use.role === 'bodyOrService' && (isService(use.type, services) || (isSetUp && use.type.kind === 'namedType' && isLibraryData(use.type)))) continue;
    const covering = registered.filter((known) => isCovered(use, known));
    const [writer] = covering;
    if (writer && covering.every((known) => isWriteOnly(use.type, known.writeOnly))) reportWriteOnly(context, fact, use, writer);
    const above = writer && losesMembers && use.isGivenAsObject ? nearestAbove(use.type, covered) : undefined;
    if (above) missing.push({ fact, use: { ...use, writtenAs: above }, body, owner: undefined, near: undefined });
    const near = writer && use.isGivenAsObject && !covering.some((known) => known.covered.has(name)) ? equallyNear(use.type, covered) : undefined;
    if (near) missing.push({ fact, use, body, owner: undefined, near });
    if (writer) continue;
    if (brought.has(jsonKey(use.type))) continue;
    if (use.writtenAs && !(losesMembers && isWrittenAs(use, hasProblems ? withProblems(covered, program.compilation) : covered))) continue;
    if (outOfSight.some((known) => isCovered(use, known))) continue;
    const owner = meant.find((known) => isCovered(use, known)) ?? packageContexts(use.type, program.compilation).find((known) => isCovered(use, known) && !isWriteOnly(use.type, known.writeOnly));
    if (owner && !use.writtenAs && program.source(owner.location?.file) !== undefined) idle.set(owner, idle.get(owner) === true || use.breaksAll);
    else missing.push({ fact, use, body, owner, near: undefined });
  }
  for (const { fact, use, body, documents: names } of described) {
    if (brought.has(jsonKey(use.type)) || [...registered, ...outOfSight].some((known) => isCovered(use, known)) || missing.some((other) => other.documents === undefined && typeName(other.use.type) === typeName(use.type))) continue;
    const owner = unregistered.find((known) => isMeantFor(use, known));
    if (!owner || !idle.has(owner)) missing.push({ fact, use, body, owner, near: undefined, documents: names });
  }
  for (const each of missing) reportMissing(context, each, { registered, all, missing, outOfSight, uses });
  for (const [owner, breaksAll] of idle) reportUnregistered(context, owner, breaksAll);
}

function isCovered({ type, isGivenAsObject, isMade, isLazy }: JsonUse, { covered }: JsonContext): boolean {
  return covered.has(typeName(type)) || (isGivenAsObject === true && (isWrittenAsObject(type, covered, isMade) || isHeldByListed(type, covered, isLazy)));
}

/** Whether a context is there for a type: it lists it, or what it lists brings a type of the program. That one has an `int`, too, says nothing. */
function isMeantFor(use: JsonUse, context: JsonContext): boolean {
  if (!isCovered(use, context)) return false;
  const name = typeName(use.type);
  return context.roots.some((root) => typeName(root) === name) || someType(use.type, (part) => part.kind === 'namedType' && part.containingAssembly.isSource);
}

interface Missing {
  readonly fact: Fact<JsonFact>;
  readonly use: JsonUse;
  readonly body: BoundBody | undefined;
  /** A context of a library that has it, and is not registered. */
  readonly owner: JsonContext | undefined;
  /** Listed interfaces of it, of which none is nearer. */
  readonly near: readonly [NamedTypeSymbol, NamedTypeSymbol] | undefined;
  /** Names of the OpenAPI documents that it is in, where nothing else asks for its metadata. */
  readonly documents?: readonly string[];
}

/** What a report about one type needs to know of the others. */
interface Situation {
  readonly registered: readonly JsonContext[];
  readonly all: readonly JsonContext[];
  readonly missing: readonly Missing[];
  /** What code of packages may register. */
  readonly outOfSight: readonly JsonContext[];
  readonly uses: readonly Used[];
}

/** All types that are missing and that a context could list. */
function listable(program: ProgramContext, missing: readonly Missing[], context: JsonContext | undefined): readonly TypeSymbol[] {
  return [...new Map(missing.filter(({ use }) => use.role !== 'problem' && isListable(program, use.type, context)).map(({ use }) => [typeName(use.type), use.type])).values()];
}

/** Keys of the types whose metadata AddProblemDetails brings: those of problem details and of what they hold, and JsonElement (measured). */
function problemKeys({ compilation }: ProgramContext): ReadonlySet<string> {
  const names = ['Microsoft.AspNetCore.Mvc.ProblemDetails', 'Microsoft.AspNetCore.Http.HttpValidationProblemDetails', 'System.Text.Json.JsonElement'];
  return jsonKeysOf(names.flatMap((name) => compilation.typeByMetadataName(name) ?? []));
}

function reportMissing(context: ConcludeContext<JsonFact>, { fact, use, body, owner, near, documents }: Missing, { registered, all, missing, outOfSight, uses }: Situation): void {
  const { program } = context;
  const isUnnamed = someType(use.type, isAnonymous);
  const name = isUnnamed ? 'an anonymous type' : `'${typeName(use.type)}'`;
  const effect = documents ? `every request for ${documents.length > 1 ? 'these documents' : 'the document'} fails with 500` : use.writtenAs ? `what it adds to '${typeName(use.writtenAs)}' is not in the answer${mayFail(use, context.facts) ? ', or the endpoint fails with 500' : ''}` : use.breaksAll ? wholeEffect(context.facts) : use.role === 'asked' ? 'this call throws' : 'this endpoint fails with 500';
  const verb = documents ? `described in the OpenAPI document${documents.length > 1 ? 's' : ''} ${documents.map((each) => `'${each}'`).join(', ')}` : isRead(use) ? 'read from JSON' : use.role === 'asked' ? 'asked for here' : 'written as JSON';
  const isProblem = use.role === 'problem';
  const where = isProblem && !use.writtenAs ? 'AddProblemDetails is not called' : owner ? `'${typeName(owner.type)}', which lists it, is not registered` : near ? `of the listed interfaces '${typeName(near[0])}' and '${typeName(near[1])}' none is nearer, and it is not listed itself` : registered.length + outOfSight.length === 0 ? 'no JsonSerializerContext is registered' : 'no registered JsonSerializerContext lists it';
  const what = isUnnamed ? 'an anonymous type cannot be listed in a JsonSerializerContext' : where;
  context.report({ ...fact.anchor, file: fact.file }, {
    id: documents ? openApiMeta.id : 'AOT3001', severity: use.breaksAll ? 'error' : 'warning',
    message: `${name.charAt(0).toUpperCase()}${name.slice(1)} is ${verb}, but ${what}: in the native program ${effect}.`,
    fixes: () => {
      const builder = builderOf(context.facts);
      if (isProblem) return problemFixes(program, problemTypes(fact, uses, registered), targetOf(program, registered, all, use.type), builder);
      // One that code of the application cannot name is left to its library; what it lists may be listed here as well.
      if (owner && isReachable(owner.type, program.compilation.assembly)) return registerFix(program, owner, builder);
      const home = ownerOf(program, fact.file) ?? program;
      const { context: target, isRegistered } = targetOf(program, isUnnamed ? contextsFor(registered, home, program) : registered, all, use.type);
      const plan = isUnnamed && body ? recordPlan(use.type, body, home) : undefined;
      if (plan) return recordFix(program, use.type, plan, target, isRegistered, builder, home);
      if (!isListable(program, use.type, target)) return visibilityFix(home, use.type);
      const read = uses.filter((each) => isRead(each.use)).map((each) => each.use.type);
      const keeping = (types: readonly TypeSymbol[]) => (fix: Fix): Fix => keepingDefaults(fix, keptDefaults(program, types, read));
      const others = listable(program, missing, target);
      return [...addEntryFix(program, use.type, target, isRegistered, builder).map(keeping([use.type])), ...addAllFix(program, others, target, isRegistered, builder).map(keeping(others))];
    },
  });
}

/** Whether a class below problem details may also come to what AddProblemDetails brings, which asks for its own metadata. */
function mayFail({ writtenAs, problem, role }: JsonUse, facts: readonly Fact<JsonFact>[]): boolean {
  return problem === undefined && role === 'result' && writtenAs?.kind === 'namedType' && isProblemDetails(writtenAs) && facts.some(({ value }) => value.kind === 'problemDetails');
}

/** Those that can list records of a program: its own before the application's. */
function contextsFor(registered: readonly JsonContext[], home: ProgramContext, program: ProgramContext): readonly JsonContext[] {
  const of = (owner: ProgramContext): readonly JsonContext[] => registered.filter((known) => ownerOf(program, known.location?.file) === owner);
  return of(home).length > 0 ? of(home) : of(program);
}

/** What one call needs the metadata of: of validation problems, that of the base as well. */
function problemTypes({ file, anchor }: Fact<JsonFact>, uses: readonly Used[], registered: readonly JsonContext[]): readonly TypeSymbol[] {
  const here = uses.filter(({ use, fact }) => use.role === 'problem' && fact.file === file && fact.anchor.unit === anchor.unit && fact.anchor.start === anchor.start);
  return here.map(({ use }) => use.type).filter((type) => !registered.some(({ covered }) => covered.has(typeName(type))));
}

function reportWriteOnly(context: ConcludeContext<JsonFact>, fact: Fact<JsonFact>, use: JsonUse, { type }: JsonContext): void {
  context.report({ ...fact.anchor, file: fact.file }, {
    id: generationModeMeta.id,
    message: `'${typeName(use.type)}' is ${isRead(use) ? 'read from' : 'written as'} JSON, but '${typeName(type)}' has code for serialization with its own options only: in the native program this endpoint fails with 500.`,
    fixes: () => generationModeFix(context.program, type),
  });
}

function reportUnregistered(context: ConcludeContext<JsonFact>, owner: JsonContext, breaksAll: boolean): void {
  const { location } = owner;
  const file = location && context.program.source(location.file);
  if (!location || !file) return;
  context.report({ unit: location.unit as Anchor['unit'], start: location.start, end: location.end, file: file.path }, {
    id: 'AOT3002', severity: breaksAll ? 'error' : 'warning',
    message: `'${memberDisplay(owner.type)}' lists types of endpoints but is not registered: in the native program ${breaksAll ? wholeEffect(context.facts) : 'the endpoints that write them fail with 500'}.`,
    fixes: () => registerFix(context.program, owner, builderOf(context.facts)),
  });
}

/** What makes the builder, or else where services are registered; a new registration goes there, after the statement that would drop it. */
export function builderOf(facts: readonly Fact<JsonFact>[]): Builder | undefined {
  const all = facts.flatMap(({ value, file }) => (value.kind === 'builder' ? [{ file, setup: value.setup }] : []));
  const found = all.find(({ setup }) => !('services' in setup)) ?? all.find(({ setup }) => 'services' in setup && setup.isStartup) ?? all[0];
  if (!found) return undefined;
  const replacing = facts.flatMap(({ value }) => (value.kind === 'registration' && value.registration.replaces && value.registration.options === 'endpoints' ? [value.registration.replaces] : []));
  const last = replacing.at(-1);
  if (!last) return found;
  const isBeside = !('services' in found.setup) && facts.some(({ value, file }) => value.kind === 'registration' && value.registration.replaces === last && file === found.file && value.isBesideBuilder);
  return { ...found, registerAfter: isBeside ? last : 'nowhere' };
}

/** Undefined for an open type outside of a generic method. */
function factOf(use: JsonUse, body: BoundBody): JsonFact | undefined {
  if (use.madeBy !== undefined) return { kind: 'writtenSlots', slots: use.madeBy };
  if (isClosed(use.type)) return { kind: 'use', use, body: named(use.type, body) };
  const method = openMethodOf([use.type], body);
  return method && { kind: 'openUse', method, use };
}

/** The body, for types that have no name. */
function named(type: TypeSymbol, body: BoundBody): BoundBody | undefined {
  return someType(type, isAnonymous) ? body : undefined;
}

/** What a type of an endpoint that has no metadata does to the application. */
function wholeEffect(facts: readonly Fact<JsonFact>[]): string {
  return unbuiltEffect(facts.some(({ value }) => value.kind === 'earlyEndpoints'));
}

export const jsonSerializableRule = defineRule<JsonFact>({
  metas,
  inLibraries: libraryWords,
  checkBody: checkTypedCalls,
  collect({ body }, emit) {
    const calls = body.uses.filter((use) => use.kind === 'call');
    const add = (found: JsonUse): void => {
      const fact = factOf(found, body);
      if (fact) emit(found.at, fact);
    };
    for (const use of calls) {
      for (const found of endpointTypes(use, body)) add(found);
      for (const found of resultTypes(use, body)) add(found);
    }
    for (const use of body.uses) {
      for (const found of [...resultGroupTypes(use), ...problemsOfContext(use, body)]) add(found);
      for (const call of genericCalls(use, body)) emit(use.anchor, { kind: 'genericCall', call, body: [...call.types.values()].some((type) => someType(type, isAnonymous)) ? body : undefined });
    }
    const isKnown = ({ type, madeBy }: JsonUse): boolean => madeBy !== undefined || isClosed(type);
    for (const value of heldValues(body)) {
      const method = isKnown(value.use) ? undefined : openMethodOf([value.use.type], body);
      if (method && isClosed(value.holder)) emit(value.use.at, { kind: 'openHeld', method, value });
      else if (isKnown(value.use)) emit(value.use.at, { kind: 'held', value, body: named(value.use.type, body) });
    }
    for (const { type, at, role } of hubTypes(body)) emit(at, role === 'written' ? { kind: 'hubWrite', type } : { kind: 'read', type, isGenerated: false, method: undefined });
    for (const use of calls) {
      const read = typeRead(use, body);
      const method = read && !isClosed(read.type) ? openMethodOf([read.type], body) : undefined;
      if (read && (method ?? isClosed(read.type))) emit(use.anchor, { kind: 'read', ...read, method });
    }
    for (const use of body.uses) if (isUnknownSetup(use, body)) emit(use.anchor, { kind: 'unknownHubSetup' });
    const [unit] = body.units;
    if (unit && givesDefault(body)) emit({ unit, start: 0, end: 0 }, { kind: 'givenDefault' });
    if (unit) for (const fact of heldOptionsFacts(body)) emit({ unit, start: 0, end: 0 }, fact);
    for (const write of typedWrites(body)) emit(write.at, { kind: 'typedWrite', write, body: write.values.some(({ type }) => someType(type, isAnonymous)) ? body : undefined });
    for (const use of calls) {
      const slot = handlerSlot(use, body);
      if (slot !== undefined) emit(use.anchor, { kind: 'writtenSlots', slots: [slot] });
    }
    for (const { slots, values } of slotValues(body)) for (const use of values) if (isKnown(use)) emit(use.at, { kind: 'slotValue', slots, use, body: named(use.type, body) });
    for (const found of filterTypes(body)) add(found);
    const creations = builderCreations(body);
    const registrations = registrationsIn(body);
    for (const use of calls) {
      if (use.symbol?.kind === 'method' && use.symbol.name === 'AddProblemDetails' && !isDropped(use.anchor, 'endpoints', registrations, body)) emit(use.anchor, { kind: 'problemDetails' });
    }
    for (const use of calls) if (buildsEndpointsEarly(use)) emit(use.anchor, { kind: 'earlyEndpoints' });
    for (const registration of registrations) emit(registration.at, { kind: 'registration', registration, isBesideBuilder: creations.length > 0, helper: helperOf(body) });
    for (const { at, key } of helpersCalled(body)) emit(at, { kind: 'helperCall', key });
    for (const { at, fact } of openApiFacts(body, registrations)) emit(at, fact);
    for (const { at, fact } of [...helperFacts(body), ...optionsFacts(body), ...resolverFacts(body)]) emit(at, fact);
    for (const { at, name } of serviceNames(body)) emit(at, { kind: 'service', name });
    for (const { at, assembly } of setupAssemblies(body)) emit(at, { kind: 'setup', assembly });
    for (const setup of creations) emit(setup.name, { kind: 'builder', setup });
    for (const setup of servicesPlaces(body)) emit(setup.block, { kind: 'builder', setup });
  },
  conclude,
});
