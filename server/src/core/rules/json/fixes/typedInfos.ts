/** What a serializing call is given in the place of options: metadata of a context, or of options that have a context. */
import type { BoundBody } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import type { TypeSymbol } from '../../../symbols/symbol';
import { importing, imports } from '../../imports';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { isWriteOnly, writeOnlyTypes } from '../generationMode';
import type { JsonContext } from '../registration/contexts';
import { contextsOf, readContext } from '../registration/contexts';
import { isPublic, isReachable } from '../typeModel';
import type { Appended } from './contextEdits';
import { canListIn, entryEdits, newContext, partOf } from './contextEdits';
import type { Defaults } from './contextInstance';
import { contextInstance, defaultOptions, instanceText } from './contextInstance';
import type { EnumChange } from './enumText';
import { enumChange, enumNote, plainEnums, writesEnumsAsText } from './enumText';
import type { HeldOptions } from './heldOptions';
import { modeEdits } from './modeEdits';
import type { Listing } from './propertyNames';
import { propertyIn } from './propertyNames';

/** Options that an expression gives. */
export interface GivenOptions {
  /** The expression. */
  readonly options: string;
  /** Made by the call itself. */
  readonly isFresh: boolean;
  /** What the call has in their place where they are null; undefined where they are not. */
  readonly whenNull: Defaults | undefined;
  readonly held: HeldOptions | undefined;
  /** What the expression needs. */
  readonly edits: readonly TextEdit[];
}

/** The options that the call serializes with. */
export type Style = Defaults | GivenOptions;

/** A call that is to get metadata. */
export interface Place {
  readonly body: BoundBody;
  readonly program: ProgramContext;
  /** What must be listed; empty where the type is known at run time only. */
  readonly listings: readonly Listing[];
  /** The type that is serialized, as the code there names it, where metadata is asked for by it: of type parameters there are no properties. */
  readonly asked: string | undefined;
  /** Whether type parameters are part of it. */
  readonly isOpen: boolean;
  /** Whether the overload takes a context instead of metadata. */
  readonly takesContext: boolean;
  /** Whether the call serializes with the options of the application's endpoints. */
  readonly isOfApplication: boolean;
  /** Whether a public context can list the types. */
  readonly isVisible: boolean;
}

/** An expression to pass, and what it needs. */
export interface Info {
  readonly info: string;
  /** For the title: the same without a cast. */
  readonly shown: string;
  /** Whether the compiler knows only by the cast which type it is for. */
  readonly isCast: boolean;
  /** Whether it names what a generator makes. */
  readonly isGenerated: boolean;
  readonly edits: readonly TextEdit[];
  readonly appended: readonly Appended[];
  /** Of the context. */
  readonly isPublic: boolean;
  /** For the title: what is written otherwise than before. */
  readonly note: string;
}

/** What can be passed, best first: with the call's own options, and with those of the context where they differ. */
export function infosFor(place: Place, style: Style): readonly Info[] {
  const held = typeof style === 'object' && !place.takesContext && place.asked !== undefined ? style.held : undefined;
  return (held && typeof style === 'object' ? heldInfo(place, style, held) : undefined) ?? contextInfos(place, style);
}

/** `(JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))` of options that have a context for their resolver, or are given one. */
function heldInfo(place: Place, { options, edits }: GivenOptions, held: HeldOptions): readonly Info[] | undefined {
  const { program, listings } = place;
  const none = { appended: [], isPublic: false, note: '' };
  const asked = askedOf(place, options);
  const ofHeld = (more: readonly TextEdit[], of: Partial<Info>): readonly Info[] => [{ ...asked, isGenerated: false, ...none, ...of, edits: [...edits, ...asked.edits, ...more] }];
  if (held.contexts.length > 0) {
    const contexts = held.contexts.map((type) => readContext(type.originalDefinition));
    const missing = listings.filter((listing) => !contexts.some((context) => context.covered.has(listing.name)));
    const context = missing.length === 0 ? contexts[0] : contexts.find((each) => missing.every(({ type }) => (type ? canListIn(program, each, type) : place.isVisible || !isPublic(each.type))));
    const entries = context && missing.length > 0 ? entryEdits(program, context, missing) : [];
    return !context || (missing.length > 0 && entries.length === 0) ? undefined : ofHeld(entries, { isPublic: isPublic(context.type), note: enumNote(changeIn(place, context)) });
  }
  const context = contextFor(place, 'plain');
  const entries = context ? entriesOf(place, context) : [];
  if (context && entries) {
    const resolver = `${nameAt({ file: held.file, ...surroundings(held.body), isExpression: true }, context.type, program)}.Default`;
    return ofHeld([...entries, ...held.edits(resolver)], { isPublic: isPublic(context.type), note: enumNote(changeIn(place, context)) });
  }
  if (listings.length === 0) return undefined;
  const fresh = newContext(program, false, held.file);
  return ofHeld([...fresh.edits(listings), ...held.edits(`${fresh.name}.Default`)], { appended: [{ file: held.file, text: fresh.text(listings), isOnly: true }], note: enumNote(changeIn(place, undefined)) });
}

function contextInfos(place: Place, style: Style): readonly Info[] {
  const { program, body, listings } = place;
  const context = contextFor(place, style);
  const entries = context && entriesOf(place, context);
  if (!context || !entries) return newContextInfos(place, style);
  const name = nameAt({ file: body.file, ...surroundings(body), isExpression: true }, context.type, program);
  const [listing] = listings;
  const property = listing && propertyIn(program, context, listing);
  const of = (instance: string, more: readonly TextEdit[], note = enumNote(changeIn(place, context))): Info => {
    const taken = takenFrom(place, instance, property);
    return { ...taken, isGenerated: true, edits: [...taken.edits, ...entries, ...more], appended: [], isPublic: isPublic(context.type), note };
  };
  if (style === styleOfContext(context)) return [of(`${name}.Default`, [])];
  const byContext = of(`${name}.Default`, [], ` (with the options of ${context.type.name})`);
  const instance = typeof style === 'object' ? undefined : contextInstance(program, context, style);
  if (instance) return [of(`${name}.${instance.name}`, instance.edits), byContext];
  return [of(`new ${name}(${ownOptions(style, place)})`, typeof style === 'object' ? style.edits : []), byContext];
}

function newContextInfos(place: Place, style: Style): readonly Info[] {
  const { program, body, listings } = place;
  const [listing] = listings;
  if (!listing) return [];
  const fresh = newContext(program, style === 'web' || style === 'answer', body.file);
  const member = style === 'answer' ? instanceText(fresh.name, 'WebRelaxed', style, qualifier(place)) : undefined;
  const of = (instance: string, note: string, declared?: string): Info => {
    const taken = takenFrom(place, instance, fresh.propertyOf(listing));
    const text = declared === undefined ? fresh.text(listings) : fresh.text(listings).replace(/\}$/, `    ${declared}\n}`);
    return { ...taken, isGenerated: true, edits: [...taken.edits, ...fresh.edits(listings)], appended: [{ file: body.file, text, isOnly: true }], isPublic: false, note };
  };
  const note = enumNote(changeIn(place, undefined));
  if (typeof style === 'object') return [of(`new ${fresh.name}(${ownOptions(style, place)})`, note)].map((info) => ({ ...info, edits: [...style.edits, ...info.edits] }));
  const byDefault = `${fresh.name}.Default`;
  if (member === undefined) return [of(byDefault, note)];
  return [of(`${fresh.name}.WebRelaxed`, note, member), of(byDefault, `${note} (characters beyond ASCII are escaped)`)];
}

/** Metadata of a context: its property, or what its options give for a type that has none; or the context itself. */
function takenFrom(place: Place, context: string, property: string | undefined): Pick<Info, 'info' | 'shown' | 'isCast' | 'edits'> {
  if (place.isOpen && !place.takesContext) return askedOf(place, `${context}.Options`);
  const info = place.takesContext || property === undefined ? context : `${context}.${property}`;
  return { info, shown: info, isCast: false, edits: [] };
}

function askedOf({ program, body, asked }: Place, options: string): Pick<Info, 'info' | 'shown' | 'isCast' | 'edits'> {
  const { prefix, edits } = importing(program, body.file, 'System.Text.Json.Serialization.Metadata', surroundings(body).namespace);
  const shown = `${options}.GetTypeInfo(typeof(${asked ?? ''}))`;
  return { info: `(${prefix}JsonTypeInfo<${asked ?? ''}>)${shown}`, shown, isCast: true, edits };
}

/** Edits that list what a context lacks; undefined where it cannot list it. */
function entriesOf({ program, listings }: Place, context: JsonContext): readonly TextEdit[] | undefined {
  const missing = listings.filter((listing) => !isCovered(context, listing));
  const listed = missing.length > 0 ? entryEdits(program, context, missing) : [];
  if (missing.length > 0 && listed.length === 0) return undefined;
  return [...listed, ...listings.filter((listing) => !missing.includes(listing)).slice(0, 1).flatMap((listing) => metadataEdits(program, context, listing))];
}

/** Whether the generated options of a context are those of the style: `[JsonSourceGenerationOptions]` changes them. */
function styleOfContext({ type }: JsonContext): 'plain' | 'web' | 'other' {
  const attribute = type.attributes.find((a) => a.fullName === 'System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute');
  if (!attribute || ![...attribute.namedArguments.keys()].every((name) => name === 'GenerationMode')) return attribute ? 'other' : 'plain';
  const [defaults] = attribute.constructorArguments;
  return defaults?.kind === 'enum' && Number(defaults.value) === 1 ? 'web' : 'plain';
}

/** How enums of the types are written otherwise with a context, or with a new one. */
function changeIn({ program, listings, isOfApplication }: Place, context: JsonContext | undefined): EnumChange | undefined {
  const types = listings.flatMap(({ type }): readonly TypeSymbol[] => (type ? [type] : []));
  if (types.length === 0) return undefined;
  if (isOfApplication) return enumChange(program, types, context, true);
  const enums = context && writesEnumsAsText(context.type) ? plainEnums(types) : [];
  return enums.length > 0 ? { enums, toText: true } : undefined;
}

/** A type that is listed for fast serialization alone needs more for most calls. */
function metadataEdits(program: ProgramContext, { type }: JsonContext, listing: Listing): readonly TextEdit[] {
  const part = listing.type && isWriteOnly(listing.type, writeOnlyTypes(type)) ? partOf(program, type) : undefined;
  return part ? modeEdits(type, part) : [];
}

/** A context sets itself into its options, which must be its own for that. */
function ownOptions(style: Style, place: Place): string {
  if (typeof style !== 'object') return defaultOptions(style, qualifier(place));
  if (style.isFresh) return style.options;
  // The constructor throws for null.
  return `new ${qualifier(place)}JsonSerializerOptions(${style.options}${style.whenNull ? ` ?? ${defaultOptions(style.whenNull, qualifier(place))}` : ''})`;
}

function qualifier({ program, body }: Place): string {
  return imports(program, body.file, 'System.Text.Json', surroundings(body).namespace) ? '' : 'System.Text.Json.';
}

function isCovered(context: JsonContext, listing: Listing): boolean {
  return context.covered.has(listing.name);
}

/** One that has the types already before one that must take them, one with the same options before others; none that writes enums otherwise. */
function contextFor(place: Place, style: Style): JsonContext | undefined {
  const { program, listings, isVisible } = place;
  const isComplete = (context: JsonContext): boolean => listings.length > 0 && listings.every((listing) => isCovered(context, listing));
  const own = (context: JsonContext): boolean => context.type.containingAssembly === program.compilation.assembly;
  const canTake = (context: JsonContext): boolean => isVisible || !isPublic(context.type) || isComplete(context);
  const usable = contextsOf(program.compilation).filter((context) => isReachable(context.type) && (own(context) || context.type.accessibility === 'public') && canTake(context));
  const rank = (context: JsonContext): number => (isComplete(context) ? 0 : own(context) ? 2 : 4) + (style === styleOfContext(context) ? 0 : 1);
  const ranked = [...usable].sort((a, b) => rank(a) - rank(b));
  return ranked.find((context) => !changeIn(place, context)) ?? (changeIn(place, undefined) ? ranked[0] : undefined);
}
