/** For fixes that make endpoints of other code, or have them read or write other types: the JSON metadata that those types then need. */
import { bodiesOf } from '../../../binding/bodies';
import type { TextEdit } from '../../../diagnostic';
import { isExecutable } from '../../../msbuild/index';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import { jsonKey } from '../../../symbols/generatedJsonGraph';
import type { TypeSymbol } from '../../../symbols/symbol';
import { isString, isVoid } from '../../../symbols/types';
import type { Builder } from './contextFixes';
import { builderCreations } from '../../aspnet/appBuilder';
import { servicesPlaces } from '../../aspnet/servicesPlace';
import type { Fact, ProgramContext } from '../../rule';
import type { JsonContext } from '../registration/contexts';
import { contextsOf, isWithoutReflection, registeredContexts, registrationsIn } from '../registration/contexts';
import { listingEdits, problemServices } from './contextFixes';
import { resolvedRegistrations, resolverFacts } from '../registration/resolverSlots';
import type { JsonFact } from '../serializable';
import { builderOf } from '../serializable';
import type { Target } from './targetContext';
import { isListable, targetOf } from './targetContext';
import { listingOf } from './propertyNames';
import { isClosed, typeName } from '../typeModel';

/** Bodies that make a builder or are given the services, register contexts, or lead them there. */
const setupWords = /\b(?:Create(?:Slim|Empty)?Builder|Configure(?:\w*Services|HttpJsonOptions)|TypeInfoResolver(?:Chain)?|AddContext|JsonOptions|JsonSerializerContext|IJsonTypeInfoResolver)\b/;

/**
 * Lists types in a registered context, or in one that is made and registered, where a native program asks for metadata and it can be told
 * what is registered. `problems`: results with problem details are written too, which get their `traceId` from services.
 */
export function metadataEdits(program: ProgramContext, types: readonly TypeSymbol[], problems = false): readonly TextEdit[] {
  const isNative = isWithoutReflection(program);
  if (!isExecutable(program.project) || (!isNative && !problems)) return [];
  const facts = setupFacts(program);
  const builder = builderOf(facts);
  const hasProblemDetails = program.files.some(({ text }) => text.includes('AddProblemDetails('));
  const services = problems && !hasProblemDetails ? problemServices(program, builder) : [];
  return [...(isNative ? listed(program, types, facts, builder) : []), ...services];
}

/** Where a native application best lists a type, and what it can be registered with; undefined where what is registered cannot be told. */
export function jsonTarget(program: ProgramContext, type: TypeSymbol): { readonly target: Target; readonly builder: Builder | undefined } | undefined {
  const facts = setupFacts(program);
  const contexts = contextsIn(program, facts);
  return contexts && { target: targetOf(program, contexts.registered, contexts.all, type), builder: builderOf(facts) };
}

function contextsIn(program: ProgramContext, facts: readonly Fact<JsonFact>[]): { readonly registered: readonly JsonContext[]; readonly all: readonly JsonContext[] } | undefined {
  const written = facts.flatMap(({ value }) => (value.kind === 'registration' && value.registration.options === 'endpoints' ? [value.registration] : []));
  const registrations = resolvedRegistrations(written, facts);
  if (registrations.some(({ context }) => context === undefined)) return undefined;
  const all = contextsOf(program.compilation);
  const registered = registeredContexts(registrations, all);
  return { registered, all };
}

function listed(program: ProgramContext, types: readonly TypeSymbol[], facts: readonly Fact<JsonFact>[], builder: Builder | undefined): readonly TextEdit[] {
  const contexts = contextsIn(program, facts);
  if (!contexts) return [];
  const { registered, all } = contexts;
  const missing = [...new Map(types.map((type) => [jsonKey(type), type])).values()].filter((type) => isSerialized(type) && !registered.some(({ covered }) => covered.has(typeName(type))));
  const [first] = missing;
  if (!first) return [];
  const { context: target, isRegistered } = targetOf(program, registered, all, first);
  const listings = missing.filter((type) => isListable(program, type, target)).map(listingOf);
  return listings.length === 0 ? [] : listingEdits(program, listings, target, isRegistered, builder, undefined) ?? [];
}

/** Text and nothing need no metadata, results bring their own values. */
function isSerialized(type: TypeSymbol): boolean {
  return isClosed(type) && !isString(type) && !isVoid(type);
}

function setupFacts(program: ProgramContext): readonly Fact<JsonFact>[] {
  const found: Fact<JsonFact>[] = [];
  for (const { files, compilation } of [program, ...program.libraries]) {
    for (const source of files) {
      if (!setupWords.test(source.text)) continue;
      for (const each of bodiesOf(source, compilation as SourceCompilation)) {
        if (!each.units.some(({ text }) => setupWords.test(text))) continue;
        const body = each.bind();
        const creations = builderCreations(body);
        for (const registration of registrationsIn(body)) found.push({ file: source.path, anchor: registration.at, value: { kind: 'registration', registration, isBesideBuilder: creations.length > 0, helper: undefined } });
        for (const { at, fact } of resolverFacts(body)) found.push({ file: source.path, anchor: at, value: fact });
        for (const setup of creations) found.push({ file: source.path, anchor: setup.name, value: { kind: 'builder', setup } });
        for (const setup of servicesPlaces(body)) found.push({ file: source.path, anchor: setup.block, value: { kind: 'builder', setup } });
      }
    }
  }
  return found;
}
