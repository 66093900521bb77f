/** Fixes about JsonSerializerContext: list a type, make a context, register it. */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import type { TypeSymbol } from '../../../symbols/symbol';
import type { BuilderCreation } from '../../aspnet/appBuilder';
import { builderEdits } from '../../aspnet/appBuilder';
import type { ServicesPlace } from '../../aspnet/servicesPlace';
import { servicesEdits } from '../../aspnet/servicesPlace';
import type { SourceFile } from '../../../sourceFile';
import { importing, namespaceOf, ownerOf } from '../../imports';
import type { ProgramContext } from '../../rule';
import { nameAt, placeIn } from '../../shortNames';
import type { NewContext } from './contextEdits';
import { appendEdits, canListIn, entryEdits, isDeclared, newContext } from './contextEdits';
import type { JsonContext } from '../registration/contexts';
import type { EnumChange } from './enumText';
import { enumChange, enumNote, withoutEnumChange } from './enumText';
import type { Listing } from './propertyNames';
import { listingOf } from './propertyNames';
import type { RecordPlan } from './records';
import { recordPlan } from './records';
import type { Target } from './targetContext';
import { isListable } from './targetContext';
import { isPublic, isReachable, typeName } from '../typeModel';
import { visibilityFix } from './visibilityFix';

/** Where services are registered: beside the builder's creation, or in a block that is given them. */
export interface Builder {
  readonly file: string;
  readonly setup: BuilderCreation | ServicesPlace;
  /** Statement of the same body that a registration must follow, since it would drop it; `nowhere`: it is somewhere else. */
  readonly registerAfter?: Anchor | 'nowhere';
}

/** Lists a type in a context, which is made, and registered, where it must. `isUnwritten`: nothing has written the type so far. */
export function addEntryFix(program: ProgramContext, type: TypeSymbol, context: JsonContext | undefined, isRegistered: boolean, builder: Builder | undefined, isUnwritten = false): readonly Fix[] {
  const listing = listingOf(type);
  const edits = listingEdits(program, [listing], context, isRegistered, builder, undefined);
  if (!edits) return [];
  const title = context ? `Add [JsonSerializable(typeof(${listing.name}))] to ${context.type.name}` : `Create ${newContext(program, false, undefined).name} with ${listing.name} and register it`;
  return [withNote(title, isUnwritten ? undefined : enumChange(program, [type], context, isRegistered), edits)];
}

/** Lists a type in a context that calls ask for it in vain: they have thrown so far, and write nothing otherwise than before. */
export function missingEntryFix(program: ProgramContext, type: TypeSymbol, context: JsonContext): readonly Fix[] {
  const home = ownerOf(program, context.location?.file);
  if (home && canListIn(home, context, type)) return addEntryFix(program, type, context, true, undefined, true);
  return isReachable(type, program.compilation.assembly) ? [] : visibilityFix(program, type);
}

/** Lists a type in one of the registered contexts: where there is one with which enums stay what they are, in that. */
export function listingFix(program: ProgramContext, type: TypeSymbol, registered: readonly JsonContext[]): readonly Fix[] {
  const usable = registered.filter((known) => {
    const owner = ownerOf(program, known.location?.file);
    return owner !== undefined && canListIn(owner, known, type);
  });
  const context = withoutEnumChange(program, [type], usable[0], true, usable) ?? usable[0];
  return context ? addEntryFix(program, type, context, true, undefined) : [];
}

/** Safe where nothing changes in what is written. */
function withNote(title: string, change: EnumChange | undefined, edits: readonly TextEdit[]): Fix {
  return { title: title + enumNote(change), applicability: change ? 'unsafe' : 'safe', edits };
}

/**
 * Declares records in place of anonymous types, and lists what is serialized then. `home`: the library in which they stand; they are public
 * there where the context is the application's.
 */
export function recordFix(program: ProgramContext, type: TypeSymbol, plan: RecordPlan, context: JsonContext | undefined, isRegistered: boolean, builder: Builder | undefined, home = program): readonly Fix[] {
  const owner = context ? ownerOf(program, context.location?.file) : program;
  const isApart = home !== owner;
  if (isApart && (home === program || owner !== program || !canBeNamedIn(program, plan, home))) return [];
  const isShown = (context !== undefined && isPublic(context.type)) || (isApart && !home.compilation.assembly.givesAccessTo(program.compilation.assembly.name));
  if (isShown && !plan.canBePublic) return [];
  const edits = listingEdits(program, [plan.listing(type)], context, isRegistered, builder, { plan, isPublic: isShown });
  const title = `Declare ${isApart && isShown ? 'public ' : ''}record ${plan.name} and list it in ${context?.type.name ?? 'a new context'}`;
  return edits ? [withNote(title, enumChange(program, [type], context, isRegistered), [...plan.edits, ...edits])] : [];
}

/** The same where a context is asked for the type that is in place already: of a call, or of the hub protocol. */
export function unnamedFix(program: ProgramContext, type: TypeSymbol, { body, file }: { readonly body: BoundBody | undefined; readonly file: string }, contexts: readonly JsonContext[]): readonly Fix[] {
  const home = ownerOf(program, file) ?? program;
  const context = contexts.find((known) => ownerOf(program, known.location?.file) === home) ?? contexts.find((known) => program.source(known.location?.file) !== undefined);
  const plan = context && body && recordPlan(type, body, home);
  return plan ? recordFix(program, type, plan, context, true, undefined, home) : [];
}

/** The record alone: the applications that map an endpoint of a library list what it writes. */
export function publicRecordFix(plan: RecordPlan, home: ProgramContext): readonly Fix[] {
  if (!plan.canBePublic || isDocumented(home)) return [];
  const added = appendEdits(home, plan.declarations(true));
  return added ? [{ title: `Declare public record ${plan.name} (for a JsonSerializerContext of the application)`, applicability: 'unsafe', edits: [...plan.edits, ...added] }] : [];
}

/** Whether the application can list records of a library. */
function canBeNamedIn(program: ProgramContext, plan: RecordPlan, home: ProgramContext): boolean {
  return program.compilation.references.includes(home.compilation.assembly) && !isDeclared(program, plan.name) && !isDocumented(home);
}

/** Whether the compiler warns of public types without a comment. */
function isDocumented({ project }: ProgramContext): boolean {
  return project.flag('GenerateDocumentationFile');
}

/** Edits that list types in a context, which is made where there is none, and registered where it is not; undefined where that cannot be. */
export function listingEdits(
  program: ProgramContext, listings: readonly Listing[], context: JsonContext | undefined, isRegistered: boolean, builder: Builder | undefined, records: { readonly plan: RecordPlan; readonly isPublic: boolean } | undefined,
): readonly TextEdit[] | undefined {
  const fresh = context ? undefined : newContext(program, false, builder?.file);
  const register = isRegistered ? [] : registerEdits(program, context ?? fresh, builder);
  const entries = context && entryEdits(program, context, listings);
  if (!register || (context && entries?.length === 0)) return undefined;
  const appended = appendEdits(program, [
    ...(records?.plan.declarations(records.isPublic) ?? []),
    ...(fresh ? [{ file: builder?.file, text: fresh.text(listings), isOnly: true }] : []),
  ]);
  return appended && [...register, ...(entries ?? []), ...(fresh?.edits(listings) ?? []), ...appended];
}

function contextName(program: ProgramContext, context: JsonContext | NewContext | undefined, source: SourceFile): string {
  return context && 'type' in context ? nameAt(placeIn(source), context.type, program) : context?.name ?? '';
}

/** Lists a type in a context, which is made where there is none, and registers it for the hub protocol after the call that adds SignalR, or the builder of a client. */
export function hubFix(program: ProgramContext, type: TypeSymbol, context: JsonContext | undefined, addSignalR: { readonly file: string; readonly end: number; readonly at: Anchor }): readonly Fix[] {
  const listing = listingOf(type);
  const fresh = context ? undefined : newContext(program, false, addSignalR.file);
  const source = program.source(addSignalR.file);
  const name = source ? contextName(program, context ?? fresh, source) : '';
  const isMissing = context !== undefined && !context.covered.has(typeName(type));
  const entry = isMissing ? entryEdits(program, context, [listing]) : [];
  const appended = appendEdits(program, fresh ? [{ file: addSignalR.file, text: fresh.text([listing]), isOnly: true }] : []);
  if (!appended || !source || (isMissing && entry.length === 0)) return [];
  // AddJsonProtocol is an extension method there.
  const { prefix, edits: usings } = importing(program, source.path, 'Microsoft.Extensions.DependencyInjection', namespaceOf(source, addSignalR.at.unit));
  if (prefix !== '') return [];
  // Takes in the last character, so that of two such fixes only one is applied at a time.
  const register = { file: addSignalR.file, span: { start: addSignalR.end - 1, end: addSignalR.end }, newText: `).AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ${name}.Default))` };
  const title = context ? `Register ${context.type.name} for the hub protocol${entry.length > 0 ? ` with ${listing.name}` : ''}` : `Create ${name} with ${listing.name} and register it for the hub protocol`;
  return [withNote(title, enumChange(program, [type], context, false), [register, ...usings, ...entry, ...(fresh?.edits([listing]) ?? []), ...appended])];
}

/** Lists several types at once, in a context that is made and registered where it must. */
export function addAllFix(program: ProgramContext, types: readonly TypeSymbol[], context: JsonContext | undefined, isRegistered: boolean, builder: Builder | undefined): readonly Fix[] {
  if (types.length < 2) return [];
  const edits = listingEdits(program, types.map(listingOf), context, isRegistered, builder, undefined);
  const title = context ? `Add all ${types.length} missing types of the application to ${context.type.name}` : `Create ${newContext(program, false, undefined).name} with all ${types.length} missing types of the application and register it`;
  return edits ? [withNote(title, enumChange(program, types, context, isRegistered), edits)] : [];
}

/** Registers a context in ConfigureHttpJsonOptions, right after the builder was made. */
export function registerFix(program: ProgramContext, context: JsonContext, builder: Builder | undefined): readonly Fix[] {
  const edits = registerEdits(program, context, builder);
  return edits ? [withNote(`Register ${context.type.name} in ConfigureHttpJsonOptions`, enumChange(program, [], context, false), edits)] : [];
}

/** Lists the types of problem details; or adds their services, and so the JSON metadata. */
export function problemFixes(program: ProgramContext, types: readonly TypeSymbol[], { context, isRegistered }: Target, builder: Builder | undefined): readonly Fix[] {
  const listings = types.map(listingOf);
  const listed = types.every((type) => isListable(program, type, context)) ? listingEdits(program, listings, context, isRegistered, builder, undefined) : undefined;
  const title = context
    ? `Add ${listings.map(({ name }) => `[JsonSerializable(typeof(${name}))]`).join(' and ')} to ${context.type.name}`
    : `Create ${newContext(program, false, undefined).name} with ${listings.map(({ name }) => name).join(' and ')} and register it`;
  const services = problemServices(program, builder);
  return [
    ...(listed ? [withNote(title, enumChange(program, [], context, isRegistered), listed)] : []),
    ...(services.length > 0 ? [{ title: 'Call Services.AddProblemDetails() (problem details get a traceId)', applicability: 'unsafe' as const, edits: services }] : []),
  ];
}

/** Adds the services of problem details. */
export function problemServices(program: ProgramContext, builder: Builder | undefined): readonly TextEdit[] {
  return (builder && serviceEdits(program, builder, () => 'AddProblemDetails();', undefined)) ?? [];
}

function registerEdits(program: ProgramContext, context: JsonContext | NewContext | undefined, builder: Builder | undefined): readonly TextEdit[] | undefined {
  if (!builder || builder.registerAfter === 'nowhere') return undefined;
  return serviceEdits(program, builder, (source) => `ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ${contextName(program, context, source)}.Default));`, builder.registerAfter);
}

function serviceEdits(program: ProgramContext, { file, setup }: Builder, call: (source: SourceFile) => string, after: Anchor | undefined): readonly TextEdit[] | undefined {
  const source = program.source(file);
  if (!source) return undefined;
  return 'services' in setup ? servicesEdits(program, setup, source, call(source)) : builderEdits(program, setup, source, (variable) => [`${variable}.Services.${call(source)}`], after);
}
