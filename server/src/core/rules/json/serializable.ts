/** AOT3001 to AOT3003: types that minimal APIs serialize without metadata in a registered JsonSerializerContext. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { BuilderCreation } from '../aspnet/appBuilder';
import { builderCreations } from '../aspnet/appBuilder';
import { isAnonymous } from '../aspnet/endpoint';
import { mappingsOf } from '../aspnet/forwardedHandlers';
import { hasUnknownReference, libraryWords } from '../aspnet/libraries';
import type { ServicesPlace } from '../aspnet/servicesPlace';
import { servicesPlaces } from '../aspnet/servicesPlace';
import { memberDisplay } from '../capability/display';
import { isExecutable } from '../../msbuild/index';
import { jsonKey, jsonKeysOf, jsonTypesOf } from '../../symbols/generatedJsonGraph';
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, someType } from '../../symbols/types';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { ownerOf } from '../imports';
import type { JsonContext, Registration } from './contexts';
import { contextsOf, dropsReflection, isDropped, readContext, registrationsIn } from './contexts';
import { isLibraryData } from './dataTypes';
import { isWrittenAs } from './derivedValues';
import type { HelperFact, JsonUse } from './endpoints';
import { endpointTypes, filterMethodTypes, helperFacts, handlerSlot, resultGroupTypes, resultTypes, slotValues } from './endpoints';
import type { Builder } from './fixes';
import { addAllFix, addEntryFix, problemFixes, recordFix, registerFix } from './fixes';
import { checkTypedCalls, generationModeFix, generationModeMeta, isWriteOnly } from './generationMode';
import type { GenericCall } from './genericResults';
import { closedUses, genericCalls, openMethodOf } from './genericResults';
import { isLeft, isNarrowed, leftOut, without } from './narrowedSlots';
import { equallyNear, isWrittenAsObject, nearestAbove } from './nearestMetadata';
import type { HeldValue } from './objectValues';
import { heldValues, isProblemDetails } from './objectValues';
import { contextsSetUpBy, packageContexts, setupAssemblies } from './packages';
import { recordPlan } from './records';
import type { ResolverFact } from './resolverSlots';
import { resolvedRegistrations, resolverFacts } from './resolverSlots';
import { isService, serviceNames } from './services';
import { helperOf, helpersCalled, isCalled } from './setupHelpers';
import { isListable, targetOf } from './targetContext';
import { isClosed, isReachable, typeName } from './typeModel';

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
  /** `helper`: the method that registers when it is called. */
  | { readonly kind: 'registration'; readonly registration: Registration; readonly isBesideBuilder: boolean; readonly helper: string | undefined }
  | { readonly kind: 'helperCall'; readonly key: string }
  | HelperFact
  | ResolverFact
  | { readonly kind: 'service'; readonly name: string }
  /** A dll whose code may set up the application. */
  | { readonly kind: 'setup'; readonly assembly: AssemblySymbol }
  | { readonly kind: 'problemDetails' }
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
];

function conclude(context: ConcludeContext<JsonFact>): void {
  const { program, facts } = context;
  if (!program.analyzers.publishAot || program.project.flag('JsonSerializerIsReflectionEnabledByDefault')) return;
  const called = new Set(facts.flatMap(({ value }) => (value.kind === 'helperCall' ? [value.key] : [])));
  const everywhere = facts.flatMap(({ value }) => (value.kind === 'registration' && (value.helper === undefined || isCalled(value.helper, called)) ? [value.registration] : []));
  const written = everywhere.filter(({ options }) => options === 'endpoints');
  const registrations = resolvedRegistrations(written, facts.flatMap(({ value }) => (value.kind === 'given' || value.kind === 'unboundCall' ? [value] : [])));
  if (registrations.some((registration) => registration.context === undefined)) return;
  // What a library has is asked for by the applications that use it.
  if (!isExecutable(program.project)) return;
  if (registrations.length === 0 && hasUnknownReference(program)) return;
  const uses = usesOf(facts);
  if (uses.length === 0) return;
  const outOfSight = contextsSetUpBy(facts.flatMap(({ value }) => (value.kind === 'setup' ? [value.assembly] : [])), 'endpoints', program.compilation);
  if (!outOfSight) return;
  const services = new Set([...facts, ...context.unreached].flatMap(({ value }) => (value.kind === 'service' ? [value.name] : [])));
  const isSetUp = facts.some(({ value }) => value.kind === 'setup');
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
  const brought = facts.some(({ value }) => value.kind === 'problemDetails') ? problemKeys(program) : new Set<string>();
  const idle = new Map<JsonContext, boolean>();
  const missing: Missing[] = [];
  for (const { fact, use, body } of uses) {
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
    if (use.writtenAs && !(losesMembers && isWrittenAs(use, covered))) continue;
    if (outOfSight.some((known) => isCovered(use, known))) continue;
    const owner = unregistered.find((known) => isCovered(use, known)) ?? packageContexts(use.type, program.compilation).find((known) => isCovered(use, known) && !isWriteOnly(use.type, known.writeOnly));
    if (owner && !use.writtenAs && program.source(owner.location?.file) !== undefined) idle.set(owner, idle.get(owner) === true || use.breaksAll);
    else missing.push({ fact, use, body, owner, near: undefined });
  }
  for (const each of missing) reportMissing(context, each, { registered, all, missing, outOfSight, uses });
  for (const [owner, breaksAll] of idle) reportUnregistered(context, owner, breaksAll);
}

function isCovered({ type, isGivenAsObject, isMade }: JsonUse, { covered }: JsonContext): boolean {
  return covered.has(typeName(type)) || (isGivenAsObject === true && isWrittenAsObject(type, covered, isMade));
}

interface Missing {
  readonly fact: Fact<JsonFact>;
  readonly use: JsonUse;
  readonly body: BoundBody | undefined;
  /** A context of a library that has it, and is not registered. */
  readonly owner: JsonContext | undefined;
  /** Listed interfaces of it, of which none is nearer. */
  readonly near: readonly [NamedTypeSymbol, NamedTypeSymbol] | undefined;
}

interface Used { readonly fact: Fact<JsonFact>; readonly use: JsonUse; readonly body: BoundBody | undefined }

/** Everything that is serialized: named by an endpoint, written by a generic helper that is called, or held in such as an object. */
function usesOf(facts: readonly Fact<JsonFact>[]): readonly Used[] {
  const uses: Used[] = facts.flatMap((fact) => (fact.value.kind === 'use' ? [{ fact, use: fact.value.use, body: fact.value.body }] : []));
  uses.push(...givenUses(facts));
  const open = facts.flatMap(({ value }) => (value.kind === 'openUse' ? [value] : []));
  if (open.length > 0) {
    const calls = facts.flatMap((fact) => (fact.value.kind === 'genericCall' ? [{ fact, call: fact.value.call, body: fact.value.body }] : []));
    uses.push(...closedUses(open, calls).map(({ at: { fact, body }, use }) => ({ fact, use, body })));
  }
  return [...uses, ...followedUses(facts, uses)];
}

/** Types of handlers given to helpers that map them. */
function givenUses(facts: readonly Fact<JsonFact>[]): readonly Used[] {
  const mapped = facts.flatMap(({ value }) => (value.kind === 'mappedTypes' ? [value] : []));
  if (mapped.length === 0) return [];
  const passed = facts.flatMap(({ value }) => (value.kind === 'passed' ? [value] : []));
  return facts.flatMap((fact) => {
    if (fact.value.kind !== 'givenTypes') return [];
    const { value } = fact;
    const mappings = mappingsOf(value, mapped, passed);
    const types = mappings.length === 0 ? [] : mappings.every(({ infersBody }) => infersBody) ? value.withBody : value.withoutBody;
    return types.flatMap((use) => (isClosed(use.type) && use.madeBy === undefined ? [{ fact: { ...fact, anchor: use.at }, use, body: undefined }] : []));
  });
}

/** Values that reach what is serialized through results and parameters of methods, and those that objects hold which are serialized. */
function followedUses(facts: readonly Fact<JsonFact>[], direct: readonly Used[]): readonly Used[] {
  const written = new Set(facts.flatMap(({ value }) => (value.kind === 'writtenSlots' ? value.slots : [])));
  const hasProblems = facts.some(({ value }) => value.kind === 'problemDetails') || direct.some(({ use }) => use.role === 'problem');
  let pending = facts.flatMap((fact): readonly Pending[] => {
    const { value } = fact;
    if (value.kind === 'slotValue') return [{ fact, use: value.use, body: value.body, slots: value.slots, holder: undefined }];
    return value.kind === 'held' ? [{ fact, use: value.value.use, body: value.body, slots: [], holder: value.value.holder }] : [];
  });
  const found: Used[] = [];
  let holders: ReadonlySet<string> = new Set();
  for (let before = -1; pending.length > 0 && before < written.size + found.length;) {
    before = written.size + found.length;
    if (pending.some(({ holder }) => holder)) holders = keysWithBases([...direct, ...found]);
    const isReached = ({ slots, holder }: Pending): boolean => (holder ? holders.has(jsonKey(holder)) || (hasProblems && isProblemDetails(holder)) : slots.some((slot) => written.has(slot)));
    const reached = pending.filter(isReached);
    pending = pending.filter((each) => !reached.includes(each));
    for (const { fact, use, body } of reached) {
      if (use.madeBy === undefined) found.push({ fact, use, body });
      else for (const slot of use.madeBy) written.add(slot);
    }
    if ([...written].some(isNarrowed)) for (const each of pending) addNarrowed(each, written, found);
  }
  // By a field and by the getter that sets it, a value is written once all the same.
  const places = new Set<string>();
  return found.filter(({ fact, use: { at, type, writtenAs } }) => {
    const { size } = places;
    return places.add(`${fact.file} ${at.unit.base + at.start} ${typeName(type)} ${writtenAs ? typeName(writtenAs) : ''}`).size > size;
  });
}

/** A value that is written unless it is of certain types. */
function addNarrowed({ fact, use, body, slots }: Pending, written: Set<string>, found: Used[]): void {
  for (const narrowed of [...written].filter(isNarrowed)) {
    for (const slot of slots) {
      const types = leftOut(narrowed, slot);
      if (!types) continue;
      if (use.madeBy !== undefined) for (const each of use.madeBy) written.add(without(each, types));
      else if (isLeft(use.type, types) && !found.some((known) => known.use === use)) found.push({ fact, use, body });
    }
  }
}

interface Pending extends Used { readonly slots: readonly string[]; readonly holder: NamedTypeSymbol | undefined }

/** Keys of everything that comes along with what is serialized, and of the base classes whose properties that inherits. */
function keysWithBases(uses: readonly Used[]): ReadonlySet<string> {
  return new Set(jsonTypesOf(uses.map(({ use }) => use.type)).flatMap((type) => (type.kind === 'namedType' && type.containingAssembly.isSource ? [...baseTypesAndSelf(type)] : [type]).map(jsonKey)));
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

function isRead({ role }: JsonUse): boolean {
  return role === 'body' || role === 'bodyOrService' || role === 'read';
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

function reportMissing(context: ConcludeContext<JsonFact>, { fact, use, body, owner, near }: Missing, { registered, all, missing, outOfSight, uses }: Situation): void {
  const { program } = context;
  const isUnnamed = someType(use.type, isAnonymous);
  const name = isUnnamed ? 'an anonymous type' : `'${typeName(use.type)}'`;
  const effect = use.writtenAs ? `what it adds to '${typeName(use.writtenAs)}' is not in the answer` : use.breaksAll ? 'every endpoint of the application fails with 500' : use.role === 'asked' ? 'this call throws' : 'this endpoint fails with 500';
  const verb = isRead(use) ? 'read from JSON' : use.role === 'asked' ? 'asked for here' : 'written as JSON';
  const isProblem = use.role === 'problem';
  const where = isProblem && !use.writtenAs ? 'AddProblemDetails is not called' : owner ? `'${typeName(owner.type)}', which lists it, is not registered` : near ? `of the listed interfaces '${typeName(near[0])}' and '${typeName(near[1])}' none is nearer, and it is not listed itself` : registered.length + outOfSight.length === 0 ? 'no JsonSerializerContext is registered' : 'no registered JsonSerializerContext lists it';
  const what = isUnnamed ? 'an anonymous type cannot be listed in a JsonSerializerContext' : where;
  context.report({ ...fact.anchor, file: fact.file }, {
    id: 'AOT3001', severity: use.breaksAll ? 'error' : 'warning',
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
      if (!isListable(program, use.type, target)) return [];
      return [...addEntryFix(program, use.type, target, isRegistered, builder), ...addAllFix(program, listable(program, missing, target), target, isRegistered, builder)];
    },
  });
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
    message: `'${memberDisplay(owner.type)}' lists types of endpoints but is not registered: in the native program ${breaksAll ? 'every endpoint fails' : 'the endpoints that write them fail'} with 500.`,
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
      for (const found of resultGroupTypes(use)) add(found);
      for (const call of genericCalls(use, body)) emit(use.anchor, { kind: 'genericCall', call, body: [...call.types.values()].some((type) => someType(type, isAnonymous)) ? body : undefined });
    }
    const isKnown = ({ type, madeBy }: JsonUse): boolean => madeBy !== undefined || isClosed(type);
    for (const value of heldValues(body)) if (isKnown(value.use)) emit(value.use.at, { kind: 'held', value, body: named(value.use.type, body) });
    for (const use of calls) {
      const slot = handlerSlot(use, body);
      if (slot !== undefined) emit(use.anchor, { kind: 'writtenSlots', slots: [slot] });
    }
    for (const { slots, values } of slotValues(body)) for (const use of values) if (isKnown(use)) emit(use.at, { kind: 'slotValue', slots, use, body: named(use.type, body) });
    for (const found of filterMethodTypes(body)) if (isKnown(found)) add(found);
    const creations = builderCreations(body);
    const registrations = registrationsIn(body);
    for (const use of calls) {
      if (use.symbol?.kind === 'method' && use.symbol.name === 'AddProblemDetails' && !isDropped(use.anchor, 'endpoints', registrations, body)) emit(use.anchor, { kind: 'problemDetails' });
    }
    for (const registration of registrations) emit(registration.at, { kind: 'registration', registration, isBesideBuilder: creations.length > 0, helper: helperOf(body) });
    for (const { at, key } of helpersCalled(body)) emit(at, { kind: 'helperCall', key });
    for (const { at, fact } of [...helperFacts(body), ...resolverFacts(body)]) emit(at, fact);
    for (const { at, name } of serviceNames(body)) emit(at, { kind: 'service', name });
    for (const { at, assembly } of setupAssemblies(body)) emit(at, { kind: 'setup', assembly });
    for (const setup of creations) emit(setup.name, { kind: 'builder', setup });
    for (const setup of servicesPlaces(body)) emit(setup.block, { kind: 'builder', setup });
  },
  conclude,
});
