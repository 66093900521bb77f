/** AOT3001 to AOT3003: types that minimal APIs serialize without metadata in a registered JsonSerializerContext. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { BuilderCreation } from '../aspnet/appBuilder';
import { builderCreations } from '../aspnet/appBuilder';
import { isAnonymous } from '../aspnet/endpoint';
import { hasUnknownReference, libraryWords } from '../aspnet/libraries';
import { memberDisplay } from '../capability/display';
import { isExecutable } from '../../msbuild/index';
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { someType } from '../../symbols/types';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { canList, ownerOf } from './contextEdits';
import type { JsonContext, Registration } from './contexts';
import { contextsOf, readContext, registrationsIn } from './contexts';
import type { JsonUse } from './endpoints';
import { endpointTypes, filterMethodTypes, objectHandlerKey, objectMethodValues, resultTypes } from './endpoints';
import type { Builder } from './fixes';
import { addAllFix, addEntryFix, problemFix, recordFix, registerFix } from './fixes';
import { checkTypedCalls, generationModeFix, generationModeMeta, isWriteOnly } from './generationMode';
import { isWrittenAsObject } from './nearestMetadata';
import { recordPlan } from './records';
import { isService, serviceNames } from './services';
import { isReachable, typeName } from './typeModel';

export type JsonFact =
  /** `body`: of anonymous types only, for the fix that names them. */
  | { readonly kind: 'use'; readonly use: JsonUse; readonly body: BoundBody | undefined }
  /** A value of a method that returns `object`: serialized where the method is a handler. */
  | { readonly kind: 'methodValue'; readonly key: string; readonly use: JsonUse; readonly body: BoundBody | undefined }
  | { readonly kind: 'methodHandler'; readonly key: string }
  | { readonly kind: 'registration'; readonly registration: Registration; readonly isBesideBuilder: boolean }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'problemDetails' }
  | { readonly kind: 'builder'; readonly creation: BuilderCreation };

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
  const registrations = facts.flatMap(({ value }) => (value.kind === 'registration' && value.registration.options === 'endpoints' ? [value.registration] : []));
  if (registrations.some((registration) => registration.context === undefined)) return;
  // What a library has is asked for by the applications that use it.
  if (!isExecutable(program.project)) return;
  if (registrations.length === 0 && hasUnknownReference(program)) return;
  const handlers = new Set(facts.flatMap(({ value }) => (value.kind === 'methodHandler' ? [value.key] : [])));
  const uses = facts.flatMap((fact) => (fact.value.kind === 'use' || (fact.value.kind === 'methodValue' && handlers.has(fact.value.key)) ? [{ fact, use: fact.value.use, body: fact.value.body }] : []));
  if (uses.length === 0) return;
  const services = new Set([...facts, ...context.unreached].flatMap(({ value }) => (value.kind === 'service' ? [value.name] : [])));
  const all = contextsOf(program.compilation);
  const isSame = (known: JsonContext, type: NamedTypeSymbol | undefined): boolean => known.type.originalDefinition === type?.originalDefinition;
  const fromLibraries = registrations.flatMap(({ context: type }) => (type && !all.some((known) => isSame(known, type)) ? [readContext(type.originalDefinition)] : []));
  const registered = [...all.filter((known) => registrations.some((registration) => isSame(known, registration.context))), ...fromLibraries];
  const unregistered = all.filter((known) => !registered.includes(known));
  const hasProblemDetails = facts.some(({ value }) => value.kind === 'problemDetails');
  const idle = new Set<JsonContext>();
  const missing: Missing[] = [];
  for (const { fact, use, body } of uses) {
    const name = typeName(use.type);
    if (use.role === 'bodyOrService' && isService(use.type, services)) continue;
    const covering = registered.filter((known) => isCovered(use, known));
    const [writer] = covering;
    if (writer && covering.every((known) => isWriteOnly(use.type, known.writeOnly))) reportWriteOnly(context, fact, use, writer);
    if (writer) continue;
    if (hasProblemDetails && problemTypes.has(name)) continue;
    const owner = unregistered.find((known) => isCovered(use, known));
    if (owner && program.files.some((file) => file.path === owner.location?.file)) idle.add(owner);
    else missing.push({ fact, use, body, owner });
  }
  for (const each of missing) reportMissing(context, each, { registered, all, missing });
  for (const owner of idle) reportUnregistered(context, owner);
}

function isCovered({ type, isGivenAsObject }: JsonUse, { covered }: JsonContext): boolean {
  return covered.has(typeName(type)) || (isGivenAsObject === true && isWrittenAsObject(type, covered));
}

interface Missing {
  readonly fact: Fact<JsonFact>;
  readonly use: JsonUse;
  readonly body: BoundBody | undefined;
  /** A context of a library that has it, and is not registered. */
  readonly owner: JsonContext | undefined;
}

/** What a report about one type needs to know of the others. */
interface Situation {
  readonly registered: readonly JsonContext[];
  readonly all: readonly JsonContext[];
  readonly missing: readonly Missing[];
}

function isRead({ role }: JsonUse): boolean {
  return role === 'body' || role === 'bodyOrService' || role === 'read';
}

/** Whether a context, which is that of the fixed program itself where there is none yet, can list the type. */
function isListable(program: ProgramContext, use: JsonUse, context: JsonContext | undefined): boolean {
  const owner = context ? ownerOf(program, context.location?.file) : program;
  return use.role !== 'problem' && owner !== undefined && canList(owner, use.type) && !someType(use.type, isAnonymous);
}

/** All types that are missing and that a context could list. */
function listable(program: ProgramContext, missing: readonly Missing[], context: JsonContext): readonly TypeSymbol[] {
  return [...new Map(missing.filter(({ use }) => isListable(program, use, context)).map(({ use }) => [typeName(use.type), use.type])).values()];
}

/** Types whose metadata AddProblemDetails brings. */
const problemTypes: ReadonlySet<string> = new Set(['Microsoft.AspNetCore.Mvc.ProblemDetails', 'Microsoft.AspNetCore.Http.HttpValidationProblemDetails']);

function reportMissing(context: ConcludeContext<JsonFact>, { fact, use, body, owner }: Missing, { registered, all, missing }: Situation): void {
  const { program } = context;
  const isUnnamed = someType(use.type, isAnonymous);
  const name = isUnnamed ? 'an anonymous type' : `'${typeName(use.type)}'`;
  const effect = use.breaksAll ? 'every endpoint of the application fails with 500' : 'this endpoint fails with 500';
  const verb = isRead(use) ? 'read from' : 'written as';
  const isProblem = use.role === 'problem';
  const where = isProblem ? 'AddProblemDetails is not called' : owner ? `'${typeName(owner.type)}', which lists it, is not registered` : registered.length === 0 ? 'no JsonSerializerContext is registered' : 'no registered JsonSerializerContext lists it';
  const what = isUnnamed ? 'an anonymous type cannot be listed in a JsonSerializerContext' : where;
  context.report({ ...fact.anchor, file: fact.file }, {
    id: 'AOT3001', severity: use.breaksAll ? 'error' : 'warning',
    message: `${name.charAt(0).toUpperCase()}${name.slice(1)} is ${verb} JSON, but ${what}: in the native program ${effect}.`,
    fixes: () => {
      if (isProblem) return problemFix(program, builderOf(context.facts));
      const builder = builderOf(context.facts);
      if (owner) return isReachable(owner.type, program.compilation.assembly) ? registerFix(program, owner, builder) : [];
      const target = targetOf(program, registered, use);
      const idle = all.find((known) => program.files.some((file) => file.path === known.location?.file));
      const home = ownerOf(program, fact.file);
      const plan = isUnnamed && body && home && (home === program || ownerOf(program, target?.location?.file) === home) ? recordPlan(use.type, body, home) : undefined;
      if (plan) return recordFix(program, use.type, plan, target ?? idle, target !== undefined, builder);
      if (!isListable(program, use, target ?? idle)) return [];
      return [...addEntryFix(program, use.type, target ?? idle, target !== undefined, builder), ...(target ? addAllFix(program, listable(program, missing, target), target) : [])];
    },
  });
}

/** The registered context that a type is best listed in: one that can, of the type's own namespace before others, of this program before libraries. */
function targetOf(program: ProgramContext, registered: readonly JsonContext[], use: JsonUse): JsonContext | undefined {
  const usable = registered.filter(({ location }) => {
    const owner = ownerOf(program, location?.file);
    return owner !== undefined && (someType(use.type, isAnonymous) || canList(owner, use.type));
  });
  const namespace = use.type.kind === 'namedType' ? use.type.namespace : undefined;
  const own = usable.filter(({ type }) => type.containingAssembly === program.compilation.assembly);
  return usable.find((known) => known.type.namespace === namespace) ?? own[0] ?? usable[0];
}

function reportWriteOnly(context: ConcludeContext<JsonFact>, fact: Fact<JsonFact>, use: JsonUse, { type }: JsonContext): void {
  context.report({ ...fact.anchor, file: fact.file }, {
    id: generationModeMeta.id,
    message: `'${typeName(use.type)}' is ${isRead(use) ? 'read from' : 'written as'} JSON, but '${typeName(type)}' has code for serialization with its own options only: in the native program this endpoint fails with 500.`,
    fixes: () => generationModeFix(context.program, type),
  });
}

function reportUnregistered(context: ConcludeContext<JsonFact>, owner: JsonContext): void {
  const { location } = owner;
  const file = location && context.program.files.find((candidate) => candidate.path === location.file);
  if (!location || !file) return;
  context.report({ unit: location.unit as Anchor['unit'], start: location.start, end: location.end, file: file.path }, {
    id: 'AOT3002',
    message: `'${memberDisplay(owner.type)}' lists types of endpoints but is not registered: in the native program every endpoint fails with 500.`,
    fixes: () => registerFix(context.program, owner, builderOf(context.facts)),
  });
}

/** What makes the builder; a new registration goes after it, and after the statement that would drop it. */
function builderOf(facts: readonly Fact<JsonFact>[]): Builder | undefined {
  const fact = facts.find(({ value }) => value.kind === 'builder');
  if (fact?.value.kind !== 'builder') return undefined;
  const replacing = facts.flatMap(({ value }) => (value.kind === 'registration' && value.registration.replaces && value.registration.options === 'endpoints' ? [value.registration.replaces] : []));
  const last = replacing.at(-1);
  if (!last) return { file: fact.file, creation: fact.value.creation };
  const isBeside = facts.some(({ value, file }) => value.kind === 'registration' && value.registration.replaces === last && file === fact.file && value.isBesideBuilder);
  return { file: fact.file, creation: fact.value.creation, registerAfter: isBeside ? last : 'nowhere' };
}

function factOf(use: JsonUse, body: BoundBody): JsonFact {
  return { kind: 'use', use, body: someType(use.type, isAnonymous) ? body : undefined };
}

export const jsonSerializableRule = defineRule<JsonFact>({
  metas,
  inLibraries: libraryWords,
  checkBody: checkTypedCalls,
  collect({ body }, emit) {
    const calls = body.uses.filter((use) => use.kind === 'call');
    for (const use of calls) {
      for (const found of endpointTypes(use, body)) emit(found.at, factOf(found, body));
      for (const found of resultTypes(use, body)) emit(found.at, factOf(found, body));
    }
    for (const use of calls) {
      const key = objectHandlerKey(use, body);
      if (key !== undefined) emit(use.anchor, { kind: 'methodHandler', key });
    }
    const returned = objectMethodValues(body);
    for (const use of returned?.values ?? []) emit(use.at, { kind: 'methodValue', key: returned?.key ?? '', use, body: someType(use.type, isAnonymous) ? body : undefined });
    for (const found of filterMethodTypes(body)) emit(found.at, factOf(found, body));
    for (const use of calls) if (use.symbol?.kind === 'method' && use.symbol.name === 'AddProblemDetails') emit(use.anchor, { kind: 'problemDetails' });
    const creations = builderCreations(body);
    for (const registration of registrationsIn(body)) emit(registration.at, { kind: 'registration', registration, isBesideBuilder: creations.length > 0 });
    for (const { at, name } of serviceNames(body)) emit(at, { kind: 'service', name });
    for (const creation of creations) emit(creation.name, { kind: 'builder', creation });
  },
  conclude,
});
