/**
 * AOT3009: init-only members of the types that contexts list, of which generated metadata makes something else than reflection does: defaults
 * that are lost where the JSON leaves a property out, extension data for which the metadata throws, and members to be populated beside them.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { typeDisplay } from '../../symbols/display';
import { jsonKey, jsonTypesOf } from '../../symbols/generatedJsonGraph';
import type { PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, isObject, isValueType, nullableUnderlying } from '../../symbols/types';
import { unbuiltEffect } from '../aspnet/endpoints/earlyEndpoints';
import { ownerOf } from '../imports';
import { propertyDeclaration, propertyPlace, quotedName, setterFix } from '../propertyInitializers';
import type { ConcludeContext, Fact, RuleMeta } from '../rule';
import { constructedMembers } from './constructedMembers';
import { closedTypes } from './genericResults';
import type { JsonContext } from './registration/contexts';
import { contextsOf, isAnalyzedForNative, isWithoutReflection } from './registration/contexts';
import type { JsonFact } from './serializable';
import { isClosed, typeName } from './typeModel';
import type { Used } from './writtenUses';
import { isRead } from './writtenUses';

export const initOnlyMeta: RuleMeta = {
  id: 'AOT3009', name: 'json-init-only', title: 'Generated JSON metadata treats an init-only property otherwise than reflection', defaultSeverity: 'info', official: false,
  why: 'Generated metadata sets init-only properties with the constructor: what the JSON leaves out becomes null or zero, and extension data cannot be set so at all; neither build nor publish says so.',
  whatToDo: 'Give the property a set accessor, or make it required.',
};

const callers = /^System\.(?:Text\.Json|Net\.Http\.Json)$|^Microsoft\.AspNetCore\.Http$/;
const readers = /Deserialize|FromJson/;

/** The type that a call reads from JSON. `isGenerated`: with metadata or a context that it is given; others have generated metadata where no reflection is left. */
export function typeRead({ kind, symbol, arguments: given = [] }: SymbolUse, body: BoundBody): { readonly type: TypeSymbol; readonly isGenerated: boolean } | undefined {
  if (kind !== 'call' || symbol?.kind !== 'method' || !readers.test(symbol.name) || !callers.test(symbol.containingType.namespace)) return undefined;
  const named = given.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  const value = named && body.constantOf(named);
  const type = value ? (value.kind === 'type' ? value.value : undefined) : symbol.typeArguments[0];
  const isGenerated = given.some(({ parameter }) => isNamed(parameter.type, 'System.Text.Json.Serialization.Metadata', 'JsonTypeInfo') || isNamed(parameter.type, 'System.Text.Json.Serialization', 'JsonSerializerContext'));
  return type && !isObject(type) ? { type, isGenerated } : undefined;
}

/** Whether a body decides what an init-only property holds by default. */
export function givesDefault({ owner }: BoundBody): boolean {
  if (owner.kind !== 'member') return false;
  const { symbol } = owner;
  if (symbol.kind === 'property') return symbol.setMethod?.isInitOnly === true;
  return symbol.kind === 'method' && symbol.methodKind === 'constructor' && symbol.containingType.members.some((member) => member.kind === 'property' && member.setMethod?.isInitOnly === true);
}

/** A type that is read, and where. */
interface Read { readonly type: TypeSymbol; readonly fact: Fact<JsonFact> }

/** `uses`: what endpoints read and write. */
export function reportConstructed(context: ConcludeContext<JsonFact>, uses: readonly Used[]): void {
  const { program } = context;
  if (!isAnalyzedForNative(program)) return;
  const contexts = contextsOf(program.compilation);
  const types = new Map(contexts.flatMap(({ covered, writeOnly }) => [...covered].filter(([, type]) => !writeOnly.has(jsonKey(type)))));
  const made = [...types.values()].map((type) => ({ type, members: constructedMembers(type, program.frameworkVersion) }));
  const failing = made.filter(({ members }) => members.extensionData ?? members.populated);
  const losing = new Map(made.flatMap(({ type, members: { lost } }) => (lost.length > 0 ? [[typeName(type), lost.filter(isPlain)] as const] : [])));
  if (failing.length > 0) reportFailing(context, failing, contexts, uses);
  if (losing.size > 0) reportLosing(context, losing, readsIn(context, uses));
}

/** What endpoints, hubs and calls read. */
function readsIn({ facts, program }: ConcludeContext<JsonFact>, uses: readonly Used[]): readonly Read[] {
  const isWithout = isWithoutReflection(program);
  const ofEndpoints = isWithout ? uses.flatMap(({ use, fact }) => (isRead(use) ? [{ type: use.type, fact }] : [])) : [];
  const read = facts.flatMap((fact) => (fact.value.kind === 'read' && (fact.value.isGenerated || isWithout) ? [{ fact, ...fact.value }] : []));
  const called = read.filter(({ method }) => method === undefined);
  const open = read.flatMap(({ method, type }) => (method ? [{ method, type }] : []));
  const calls = open.length === 0 ? [] : facts.flatMap((fact) => (fact.value.kind === 'genericCall' ? [{ fact, call: fact.value.call }] : []));
  return [...ofEndpoints, ...called, ...closedTypes(open, calls).map(({ at: { fact }, type }) => ({ type, fact }))].filter(({ type }) => isClosed(type));
}

function reportLosing(context: ConcludeContext<JsonFact>, losing: ReadonlyMap<string, readonly PropertySymbol[]>, reads: readonly Read[]): void {
  const told = new Set<PropertySymbol>();
  for (const { type, fact } of reads) {
    for (const part of jsonTypesOf([type])) {
      for (const property of losing.get(typeName(part)) ?? []) {
        const at = propertyPlace(context.program, property) ?? (context.program.source(fact.file) ? { ...fact.anchor, file: fact.file } : undefined);
        if (!at || told.has(property.originalDefinition)) continue;
        told.add(property.originalDefinition);
        const empty = isValueType(property.type) && !nullableUnderlying(property.type) ? `the default of '${typeDisplay(property.type)}'` : 'null';
        context.report(at, {
          id: initOnlyMeta.id,
          message: `${quotedName(property)} is init-only: where the JSON leaves it out, generated metadata sets it to ${empty}, and its default is lost in the native program.`,
          fixes: () => settersFor(context, [property]),
        });
      }
    }
  }
}

/** What an accessor with a body makes of null is not followed. */
function isPlain(property: PropertySymbol): boolean {
  return propertyDeclaration(property)?.root.accessors.every(({ body }) => body === undefined) === true;
}

interface Failing { readonly type: TypeSymbol; readonly members: ReturnType<typeof constructedMembers> }

function reportFailing(context: ConcludeContext<JsonFact>, failing: readonly Failing[], contexts: readonly JsonContext[], uses: readonly Used[]): void {
  const asked = isWithoutReflection(context.program) ? uses.filter(({ use }) => use.breaksAll).map(({ use }) => use.type) : [];
  const askedNames = new Set(asked.length === 0 ? [] : jsonTypesOf(asked).map((type) => typeName(type)));
  const told = new Set<PropertySymbol>();
  for (const { type, members: { extensionData, populated, initOnly, hasRequired } } of failing) {
    const property = extensionData ?? populated;
    const at = property && (propertyPlace(context.program, property) ?? placeOfContext(context, type, contexts));
    if (!at || told.has(property.originalDefinition)) continue;
    told.add(property.originalDefinition);
    const breaksAll = askedNames.has(typeName(type));
    const effect = breaksAll ? unbuiltEffect(context.facts.some(({ value }) => value.kind === 'earlyEndpoints')) : `reading and writing '${typeName(type)}' throws`;
    const what = extensionData ? 'is init-only extension data' : `is to be populated beside ${initOnly.length > 0 ? `init-only '${initOnly[0]?.name ?? ''}'` : 'required members'}`;
    context.report(at, {
      id: initOnlyMeta.id, severity: breaksAll ? 'error' : 'warning',
      message: `${quotedName(property)} ${what}, which generated metadata sets with the constructor and refuses: in the native program ${effect}.`,
      fixes: () => (extensionData ? settersFor(context, [extensionData]) : hasRequired ? [] : settersFor(context, initOnly)),
    });
  }
}

/** At the context of this program that lists a type. */
function placeOfContext({ program }: ConcludeContext<JsonFact>, type: TypeSymbol, contexts: readonly JsonContext[]): (Anchor & { readonly file: string }) | undefined {
  const listing = contexts.find(({ covered, location }) => covered.has(typeName(type)) && program.source(location?.file) !== undefined)?.location;
  return listing && { unit: listing.unit as Anchor['unit'], start: listing.start, end: listing.end, file: listing.file };
}

/** One fix that makes all of some properties settable, or none. */
function settersFor({ program }: ConcludeContext<JsonFact>, properties: readonly PropertySymbol[]): readonly Fix[] {
  const fixes = properties.map((property) => {
    const source = ownerOf(program, property.originalDefinition.location?.file)?.source(property.originalDefinition.location?.file);
    return source ? setterFix(property, source)[0] : undefined;
  });
  const [first] = fixes;
  if (!first || fixes.some((fix) => fix === undefined)) return [];
  return [{ ...first, title: `Make ${properties.map(({ name }) => name).join(', ')} settable`, edits: fixes.flatMap((fix) => fix?.edits ?? []) }];
}
