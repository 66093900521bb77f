/** AOT3004: types of SignalR hubs, and of their clients, without metadata in a JsonSerializerContext of the hub protocol's options. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { absolute } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import { isExecutable } from '../../../msbuild';
import { jsonKey } from '../../../symbols/generatedJsonGraph';
import type { AssemblySymbol } from '../../../symbols/symbol';
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import { hasUnknownReference, libraryWords } from '../../aspnet/libraries';
import { isObject, someType } from '../../../symbols/types';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { canList, canListIn } from '../fixes/contextEdits';
import type { JsonContext, Registration } from '../registration/contexts';
import { contextsOf, isWithoutReflection, registeredContexts, registrationsIn } from '../registration/contexts';
import { withoutEnumChange } from '../fixes/enumText';
import { hubFix, listingFix, unnamedFix } from '../fixes/contextFixes';
import { keepingDefaults, keptDefaults } from '../fixes/lostDefaults';
import { clientBuilderEnd, clientTypes } from './hubClients';
import type { HubUse } from './hubs';
import { hubTypes } from './hubs';
import { isHeldByListed, isWrittenAsObject } from '../values/nearestMetadata';
import { contextsSetUpBy, setupAssemblies } from '../registration/packages';
import type { ResolverFact } from '../registration/resolverSlots';
import { resolvedRegistrations, resolverFacts } from '../registration/resolverSlots';
import { isService, serviceNames } from '../services';
import { typeName } from '../typeModel';

type HubFact =
  | { readonly kind: 'use'; readonly use: HubUse; /** Of anonymous types, for the fix that names them. */ readonly body: BoundBody | undefined }
  | { readonly kind: 'registration'; readonly registration: Registration }
  | ResolverFact
  | { readonly kind: 'service'; readonly name: string }
  /** A dll whose code may set up the application. */
  | { readonly kind: 'setup'; readonly assembly: AssemblySymbol }
  /** The call of AddSignalR, or the builder of a client's connection: its end in the unit. */
  | { readonly kind: 'addSignalR' | 'client'; readonly end: number }
  /** The options are handed to other code, or another protocol is added. */
  | { readonly kind: 'unknown' };

const meta: RuleMeta = {
  id: 'AOT3004', name: 'missing-hub-json-serializable', title: 'A type of a SignalR hub or of its client has no JSON metadata', defaultSeverity: 'warning', official: false,
  why: 'In a native program SignalR serializes with the metadata of its own options only; without it the call fails or the connection is closed.',
  whatToDo: 'Insert a context that lists the type into PayloadSerializerOptions.TypeInfoResolverChain in AddJsonProtocol.',
};

function conclude(context: ConcludeContext<HubFact>): void {
  const { program, facts } = context;
  if (!isWithoutReflection(program)) return;
  const written = facts.flatMap(({ value }) => (value.kind === 'registration' ? [value.registration] : []));
  const registrations = resolvedRegistrations(written, facts);
  if (registrations.some((registration) => registration.context === undefined) || facts.some(({ value }) => value.kind === 'unknown')) return;
  if (!isExecutable(program.project) || (registrations.length === 0 && hasUnknownReference(program))) return;
  const [server, client] = (['addSignalR', 'client'] as const).map((kind) => facts.find(({ value }) => value.kind === kind));
  // Hubs do not support Native AOT before .NET 9 at all; clients do. What nothing here sets up is set up elsewhere.
  const uses = facts.flatMap((fact) => {
    if (fact.value.kind !== 'use') return [];
    const { use, body } = fact.value;
    const added = use.ofClient ? client : server;
    return (use.ofClient !== undefined || program.frameworkVersion >= 9) && (added !== undefined || registrations.length > 0) ? [{ fact, use, added, body }] : [];
  });
  if (uses.length === 0) return;
  const all = contextsOf(program.compilation);
  const registered = registeredContexts(registrations, all);
  const services = new Set([...facts, ...context.unreached].flatMap(({ value }) => (value.kind === 'service' ? [value.name] : [])));
  const outOfSight = contextsSetUpBy(facts.flatMap(({ value }) => (value.kind === 'setup' ? [value.assembly] : [])), 'hubs', program.compilation);
  if (!outOfSight) return;
  for (const { fact, use, added, body } of uses) {
    if (outOfSight.some((known) => isCovered(use, known)) || registered.some((known) => isCovered(use, known)) || (use.role === 'read' && !use.ofClient && isService(use.type, services))) continue;
    const isRead = use.role === 'read';
    const isUnnamed = someType(use.type, isAnonymous);
    const where = isUnnamed ? 'an anonymous type cannot be listed in a JsonSerializerContext' : registered.length + outOfSight.length === 0 ? 'no JsonSerializerContext is registered for the hub protocol' : 'no JsonSerializerContext of the hub protocol lists it';
    context.report({ ...fact.anchor, file: fact.file }, {
      id: meta.id,
      message: `${isUnnamed ? 'An anonymous type' : `'${typeName(use.type)}'`} is ${isRead ? 'read from' : 'written as'} JSON by SignalR, but ${where}: in the native program ${effectOf(use)}.`,
      fixes: () => (isUnnamed ? unnamedFix(program, use.type, { body, file: fact.file }, registered) : fixesFor(program, use, registered, added, all).map((fix) => (isRead ? keepingDefaults(fix, keptDefaults(program, [use.type])) : fix))),
    });
  }
}

/** What comes of it in the native program (measured). */
function effectOf({ role, ofClient }: HubUse): string {
  if (ofClient === 'handler') return role === 'read' ? 'the handler is not called' : 'the hub gets no answer';
  return role === 'read' || ofClient ? 'the call fails' : 'the connection is closed when it is sent';
}

function isCovered({ type, role, isLazy }: HubUse, { covered }: JsonContext): boolean {
  // An answer without a value needs no metadata of its own.
  if (role === 'read' && isObject(type)) return true;
  return role === 'read' ? covered.has(typeName(type)) : isWrittenAsObject(type, covered) || isHeldByListed(type, covered, isLazy);
}

function fixesFor(program: ProgramContext, { type }: HubUse, registered: readonly JsonContext[], added: Fact<HubFact> | undefined, all: readonly JsonContext[]): readonly Fix[] {
  const own = (known: JsonContext): boolean => program.source(known.location?.file) !== undefined;
  if (registered.length > 0) return listingFix(program, type, registered);
  if ((added?.value.kind !== 'addSignalR' && added?.value.kind !== 'client') || !canList(program, type)) return [];
  const editable = all.filter((known) => own(known) && canListIn(program, known, type));
  const context = withoutEnumChange(program, [type], editable.find((known) => known.covered.has(typeName(type))) ?? editable[0], false, []);
  return hubFix(program, type, context, { file: added.file, end: added.anchor.unit.base + added.value.end, at: added.anchor });
}

/** Whether a use hands the options of the hub protocol to other code, replaces them, or adds another protocol. */
export function isUnknownSetup(use: SymbolUse, body: BoundBody): boolean {
  const { symbol } = use;
  if (use.kind === 'call') return symbol?.kind === 'method' && /^Add\w+Protocol$/.test(symbol.name) && symbol.name !== 'AddJsonProtocol';
  if (use.kind !== 'property' || symbol?.kind !== 'property' || symbol.name !== 'PayloadSerializerOptions') return false;
  if (use.access !== 'read') return true;
  return body.uses.some((call) => call.arguments?.some(({ expression }) => (unwrap(expression) as unknown) === use.node) === true);
}

export const hubSerializableRule = defineRule<HubFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body }, emit) {
    const seen = new Set<string>();
    for (const use of [...hubTypes(body), ...clientTypes(body)]) {
      const key = `${absolute(use.at).start} ${use.role} ${jsonKey(use.type)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      emit(use.at, { kind: 'use', use, body: someType(use.type, isAnonymous) ? body : undefined });
    }
    for (const registration of registrationsIn(body)) if (registration.options === 'hubs') emit(registration.at, { kind: 'registration', registration });
    for (const { at, fact } of resolverFacts(body)) emit(at, fact);
    for (const { at, name } of serviceNames(body)) emit(at, { kind: 'service', name });
    for (const { at, assembly } of setupAssemblies(body)) emit(at, { kind: 'setup', assembly });
    for (const use of body.uses) {
      if (isUnknownSetup(use, body)) emit(use.anchor, { kind: 'unknown' });
      if (use.kind === 'call' && use.symbol?.kind === 'method' && use.symbol.name === 'AddSignalR' && use.node) emit(use.anchor, { kind: 'addSignalR', end: use.node.end });
      const end = clientBuilderEnd(use);
      if (end !== undefined) emit(use.anchor, { kind: 'client', end });
    }
  },
  conclude,
});
