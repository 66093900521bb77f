/** Fix of calls that serialize by reflection: the overload that takes metadata of a source-generated context. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { isNamed, someType } from '../../../symbols/types';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { unwrap } from '../../../flow/walk';
import type { Expression, Invocation } from '../../../syntax/nodes';
import { isAnonymous } from '../../aspnet/endpoint';
import type { ProgramContext } from '../../rule';
import type { Appended } from './contextEdits';
import { imports } from '../../imports';
import { appendEdits, entryEdits, newContext, partOf } from './contextEdits';
import type { JsonContext } from '../registration/contexts';
import { contextsOf } from '../registration/contexts';
import type { EnumChange } from './enumText';
import { enumChange, enumNote, plainEnums, writesEnumsAsText } from './enumText';
import { exactValue } from './exactValue';
import { handlerEdits } from './handlerLambda';
import { configuresHttpJson, httpOptionsAt } from '../registration/httpOptions';
import type { Listing } from './propertyNames';
import { listingOf, propertyIn } from './propertyNames';
import { recordPlan } from './records';
import type { TypedOverload } from './typedOverload';
import { callEdits, typedOverload } from './typedOverload';
import { nameAt, surroundings } from '../../shortNames';
import { isWriteOnly, writeOnlyTypes } from '../generationMode';
import { lostDefaults } from './lostDefaults';
import { modeEdits } from './modeEdits';
import { notNullEdits } from './nullableValue';
import { isClosed, isPublic, isReachable } from '../typeModel';
import { resultsJsonFixes } from './resultsJsonFix';
import { visibilityFix } from './visibilityFix';

const namespaces: ReadonlySet<string> = new Set(['System.Text.Json', 'System.Text.Json.Nodes', 'System.Net.Http.Json', 'Microsoft.AspNetCore.Http']);

const readers = /^(?:Deserialize|ReadFrom|GetFrom|DeleteFrom)/;

/** None where the call has no such overload, or its type cannot be listed. What is missing (entry, context, record) is added. */
export function typedJsonFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || use.node?.kind !== 'Invocation' || !namespaces.has(method.containingType.namespace)) return [];
  const overload = typedOverload(use, method);
  const exact = exactValue(use, method, body);
  const type = exact?.type ?? (overload && serializedType(use, method, body));
  if (!overload || type === 'unknown') return [];
  const plan = type && someType(type, isAnonymous) ? recordPlan(type, body, program) : undefined;
  if (type && !plan && !isReachable(type)) return visibilityFix(program, type);
  const listing = type && (plan ? plan.listing(type) : listingOf(type));
  const handler = handlerEdits(use, body, program, plan?.rename);
  if (handler === 'unknown') return [];
  const style = styleOf(use, method, body, program);
  if (style === 'unknown') return resultsJsonFixes(use, method, type, plan, body, program);
  if (exact && typeof style === 'object') return [];
  const place = { body, program, listing, isOfApplication: method.containingType.namespace === 'Microsoft.AspNetCore.Http', isVisible: plan ? plan.canBePublic : type === undefined || isPublic(type) };
  return infosFor(place, overload, style).flatMap(({ info, entry, appended, isPublic: hasPublicContext, note }) => {
    const declarations = [...(plan?.declarations(hasPublicContext) ?? []), ...appended];
    const call = callEdits(use.node as unknown as Invocation, use, overload, info, body.file);
    const added = appendEdits(program, declarations);
    const exactEdits = exact && type ? exact.edits(isAnonymous(type) ? plan?.name ?? '' : nameAt({ file: body.file, ...surroundings(body) }, type, program, plan?.rename)) : [];
    if (!call || !added || exactEdits.some(({ span }) => call.some((other) => other.span.start === span.start))) return [];
    const lost = type && readers.test(method.name) ? [...new Set(lostDefaults(type))] : [];
    const title = `Use ${info}${plan ? ` with record ${plan.name}` : ''}${lost.length > 0 ? ` (defaults of init-only ${lost.join(', ')} are lost)` : ''}${note}`;
    return [{ title, applicability: 'unsafe' as const, edits: [...exactEdits, ...(typeof style === 'object' ? style.edits : []), ...entry, ...handler, ...(plan?.edits ?? []), ...joined(notNullEdits(use, body, program), call), ...added] }];
  });
}

/** One edit where both insert at one place. */
function joined(before: readonly TextEdit[], after: readonly TextEdit[]): readonly TextEdit[] {
  const isMet = (edit: TextEdit, other: TextEdit): boolean => edit.span.start === other.span.start && other.span.end === edit.span.start;
  return [
    ...before.filter((edit) => !after.some((other) => isMet(edit, other))),
    ...after.map((other) => ({ ...other, newText: before.filter((edit) => isMet(edit, other)).map(({ newText }) => newText).join('') + other.newText })),
  ];
}

/** Undefined where it is known at run time only. */
function serializedType(use: SymbolUse, method: MethodSymbol, body: BoundBody): TypeSymbol | 'unknown' | undefined {
  const [type] = method.typeArguments;
  if (method.typeArguments.length > 1) return 'unknown';
  if (type) return isClosed(type) && !isNamed(type, 'System', 'Object') ? type : 'unknown';
  const argument = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  const named = argument && body.constantOf(argument);
  if (named?.kind === 'type') return named.value && isClosed(named.value) ? named.value : 'unknown';
  return argument ? undefined : 'unknown';
}

/**
 * The options that the call serializes with: the serializer's own, those of web applications, those that ASP.NET Core writes with by
 * itself (which escape less, and which no attribute of a context can set), or an expression's.
 */
type Style = 'plain' | 'web' | 'answer' | { readonly options: string; readonly isFresh: boolean; readonly edits: readonly TextEdit[] };

/** Unknown where the options are the application's own, which are not at hand. */
function styleOf(use: SymbolUse, method: MethodSymbol, body: BoundBody, program: ProgramContext): Style | 'unknown' {
  const { namespace } = method.containingType;
  const byDefault = (): Style | 'unknown' => {
    if (namespace !== 'Microsoft.AspNetCore.Http') return namespace.startsWith('System.Text.Json') ? 'plain' : 'web';
    if (!configuresHttpJson(program)) return readers.test(method.name) ? 'web' : 'answer';
    const own = httpOptionsAt(use, body, program);
    return own ? { options: own.text, isFresh: false, edits: own.edits } : 'unknown';
  };
  const written = use.arguments?.find(({ parameter, argument }) => argument && isNamed(parameter.type, 'System.Text.Json', 'JsonSerializerOptions'))?.expression;
  if (!written) return byDefault();
  const value = withoutCast(written);
  if (value.kind === 'Literal' || value.kind === 'DefaultExpression') return byDefault();
  const symbol = body.symbolOf(written);
  if (symbol?.kind === 'property' && symbol.isStatic && symbol.containingType.name === 'JsonSerializerOptions') return symbol.name === 'Web' ? 'web' : 'plain';
  const isFresh = value.kind === 'ObjectCreation' || value.kind === 'ImplicitObjectCreation';
  return { options: use.anchor.unit.text.slice(written.start, written.end), isFresh, edits: [] };
}

function withoutCast(expression: Expression): Expression {
  const value = unwrap(expression);
  return value.kind === 'Cast' ? withoutCast(value.expression) : value;
}

/** Whether the generated options of a context are those of the style: `[JsonSourceGenerationOptions]` changes them. */
function styleOfContext({ type }: JsonContext): 'plain' | 'web' | 'other' {
  const attribute = type.attributes.find((a) => a.fullName === 'System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute');
  if (!attribute || ![...attribute.namedArguments.keys()].every((name) => name === 'GenerationMode')) return attribute ? 'other' : 'plain';
  const [defaults] = attribute.constructorArguments;
  return defaults?.kind === 'enum' && Number(defaults.value) === 1 ? 'web' : 'plain';
}

interface Place {
  readonly body: BoundBody;
  readonly program: ProgramContext;
  readonly listing: Listing | undefined;
  /** Whether the call serializes with the options of the application's endpoints. */
  readonly isOfApplication: boolean;
  /** Whether a public context can list the type. */
  readonly isVisible: boolean;
}
interface Info {
  readonly info: string;
  readonly entry: readonly TextEdit[];
  readonly appended: readonly Appended[];
  /** Of the context. */
  readonly isPublic: boolean;
  /** For the title: what is written otherwise than before. */
  readonly note: string;
}

/** What can be passed, best first: with the call's own options, and with those of the context where they differ. */
function infosFor(place: Place, { takesContext }: TypedOverload, style: Style): readonly Info[] {
  const { program, body, listing } = place;
  const context = contextFor(place, style);
  const isMissing = context !== undefined && listing !== undefined && !isCovered(context, listing);
  const entry = context && listing ? isMissing ? entryEdits(program, context, [listing]) : metadataEdits(program, context, listing) : [];
  const member = (property: string | undefined): string => (takesContext || property === undefined ? '' : `.${property}`);
  if (!context || (isMissing && entry.length === 0)) {
    const fresh = newContext(program, style === 'web' || style === 'answer', body.file);
    const appended = [{ file: body.file, text: fresh.text(listing ? [listing] : []), isOnly: true }];
    const byOptions = `new ${fresh.name}(${ownOptions(style, place)})`;
    const byDefault = `${fresh.name}.Default`;
    const [own, other] = typeof style === 'object' ? [byOptions] : style === 'answer' ? [byOptions, byDefault] : [byDefault];
    if (!listing) return [];
    const note = enumNote(changeIn(place, undefined));
    const ofFresh = (value: string, noted: string): Info => ({ info: value + member(fresh.propertyOf(listing)), entry: fresh.edits([listing]), appended, isPublic: false, note: noted });
    return [ofFresh(own, note), ...(other === undefined ? [] : [ofFresh(other, `${note} (characters beyond ASCII are escaped)`)])];
  }
  const property = member(listing && propertyIn(program, context, listing));
  const name = nameAt({ file: body.file, ...surroundings(body), isExpression: true }, context.type, program);
  const note = enumNote(changeIn(place, context));
  const byContext = { info: `${name}.Default${property}`, entry, appended: [], isPublic: isPublic(context.type), note };
  if (style === styleOfContext(context)) return [byContext];
  return [{ ...byContext, info: `new ${name}(${ownOptions(style, place)})${property}` }, { ...byContext, note: ` (with the options of ${context.type.name})` }];
}

/** How enums of the type are written otherwise with a context, or with a new one. */
function changeIn({ program, listing, isOfApplication }: Place, context: JsonContext | undefined): EnumChange | undefined {
  if (!listing?.type) return undefined;
  if (isOfApplication) return enumChange(program, [listing.type], context, true);
  const enums = context && writesEnumsAsText(context.type) ? plainEnums([listing.type]) : [];
  return enums.length > 0 ? { enums, toText: true } : undefined;
}

/** A type that is listed for fast serialization alone needs more for most calls. */
function metadataEdits(program: ProgramContext, { type }: JsonContext, listing: Listing): readonly TextEdit[] {
  const part = listing.type && isWriteOnly(listing.type, writeOnlyTypes(type)) ? partOf(program, type) : undefined;
  return part ? modeEdits(type, part) : [];
}

/** A context sets itself into its options, which must be its own for that. */
function ownOptions(style: Style, place: Place): string {
  if (typeof style === 'object' && style.isFresh) return style.options;
  if (style === 'answer') return `new ${qualifier(place)}JsonSerializerOptions(${qualifier(place)}JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }`;
  const source = typeof style === 'object' ? style.options : style === 'web' ? `${qualifier(place)}JsonSerializerDefaults.Web` : '';
  return `new ${qualifier(place)}JsonSerializerOptions(${source})`;
}

function qualifier({ program, body }: Place): string {
  return imports(program, body.file, 'System.Text.Json', surroundings(body).namespace) ? '' : 'System.Text.Json.';
}

function isCovered(context: JsonContext, listing: Listing): boolean {
  return context.covered.has(listing.name);
}

/** One that has the type already before one that must take it, one with the same options before others; none that writes enums otherwise. */
function contextFor(place: Place, style: Style): JsonContext | undefined {
  const { program, listing, isVisible } = place;
  const own = (context: JsonContext): boolean => context.type.containingAssembly === program.compilation.assembly;
  const canTake = (context: JsonContext): boolean => isVisible || !isPublic(context.type) || (listing !== undefined && isCovered(context, listing));
  const usable = contextsOf(program.compilation).filter((context) => isReachable(context.type) && (own(context) || context.type.accessibility === 'public') && canTake(context));
  const rank = (context: JsonContext): number => (listing && isCovered(context, listing) ? 0 : own(context) ? 2 : 4) + (style === styleOfContext(context) ? 0 : 1);
  const ranked = [...usable].sort((a, b) => rank(a) - rank(b));
  return ranked.find((context) => !changeIn(place, context)) ?? (changeIn(place, undefined) ? ranked[0] : undefined);
}
