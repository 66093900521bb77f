/** What an application writes and reads as JSON, and the values that come along in properties and collections of objects. */
import type { BoundBody } from '../../binding/boundBody';
import { jsonKey, jsonTypesOf } from '../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import { mappingsOf } from '../aspnet/endpoints/forwardedHandlers';
import type { Fact } from '../rule';
import type { JsonUse } from './endpoints';
import { isValue } from './endpoints';
import type { GenericCall } from './genericResults';
import { closedTypes, closedUses } from './genericResults';
import { usesOfOptions } from './registration/givenOptions';
import { isLeft, isNarrowed, leftOut, without } from './values/narrowedSlots';
import type { JsonFact } from './serializable';
import { isClosed, isProblemDetails, typeName } from './typeModel';

/** A use with its place; `body`: of anonymous types, for the fix that names them. */
export interface Used { readonly fact: Fact<JsonFact>; readonly use: JsonUse; readonly body: BoundBody | undefined }

/** The same for what is found in several ways. */
export function placeOf({ fact: { file, anchor }, use: { type } }: Used): string {
  return `${file} ${anchor.unit.base + anchor.start} ${typeName(type)}`;
}

/** Whether it is read only: what objects of the type hold is not written for that. */
export function isRead({ role }: JsonUse): boolean {
  return role === 'body' || role === 'bodyOrService' || role === 'read';
}

/** Everything that is serialized: named by an endpoint, written by a generic helper that is called, or held in such as an object. */
export function usesOf(facts: readonly Fact<JsonFact>[]): readonly Used[] {
  const uses: Used[] = facts.flatMap((fact) => (fact.value.kind === 'use' ? [{ fact, use: fact.value.use, body: fact.value.body }] : []));
  uses.push(...givenUses(facts), ...usesOfOptions(facts));
  const open = facts.flatMap(({ value }) => (value.kind === 'openUse' ? [value] : []));
  if (open.length > 0) {
    uses.push(...closedUses(open, callsIn(facts)).map(({ at: { fact, body }, use }) => ({ fact, use, body })));
  }
  const written = new Set(facts.flatMap(({ value }) => (value.kind === 'writtenSlots' ? value.slots : [])));
  const hasProblems = facts.some(({ value }) => value.kind === 'problemDetails') || uses.some(({ use }) => use.role === 'problem');
  return [...uses, ...followedUses(facts, uses.flatMap(({ use }) => (isRead(use) ? [] : [use.type])), written, hasProblems)];
}

/** The values that objects of some types hold, and what holds them in turn; `written`: also those that come to these results and parameters. */
export function usesHeldBy(types: readonly TypeSymbol[], facts: readonly Fact<JsonFact>[], written: ReadonlySet<string> = new Set()): readonly Used[] {
  return followedUses(facts, types, new Set(written), false);
}

interface CallAt { readonly fact: Fact<JsonFact>; readonly call: GenericCall; readonly body: BoundBody | undefined }

function callsIn(facts: readonly Fact<JsonFact>[]): readonly CallAt[] {
  return facts.flatMap((fact) => (fact.value.kind === 'genericCall' ? [{ fact, call: fact.value.call, body: fact.value.body }] : []));
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

/** Values that reach what is serialized through results and parameters of methods (`written` grows), and those that objects hold which are serialized. */
function followedUses(facts: readonly Fact<JsonFact>[], holding: readonly TypeSymbol[], written: Set<string>, hasProblems: boolean): readonly Used[] {
  let pending = [...facts.flatMap((fact): readonly Pending[] => {
    const { value } = fact;
    if (value.kind === 'slotValue') return [{ fact, use: value.use, body: value.body, slots: value.slots, holder: undefined }];
    return value.kind === 'held' ? [{ fact, use: value.value.use, body: value.body, slots: [], holder: value.value.holder }] : [];
  }), ...heldInGenerics(facts)];
  const found: Used[] = [];
  let holders: ReadonlySet<string> = new Set();
  for (let before = -1; pending.length > 0 && before < written.size + found.length;) {
    before = written.size + found.length;
    if (pending.some(({ holder }) => holder)) holders = keysWithBases([...holding, ...found.map(({ use }) => use.type)]);
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

/** What generic methods put into properties of type `object`, where they are called: `new Event(data)` in `Raise<T>(T data)`. */
function heldInGenerics(facts: readonly Fact<JsonFact>[]): readonly Pending[] {
  const open = facts.flatMap(({ value }) => (value.kind === 'openHeld' ? [{ method: value.method, type: value.value.use.type, value: value.value }] : []));
  return closedTypes(open, open.length === 0 ? [] : callsIn(facts)).flatMap(({ at: { fact, body }, of: { value: { holder, use } }, type }) => (
    isValue(type, use) ? [{ fact, use: { ...use, type, at: fact.anchor }, body, slots: [], holder }] : []));
}

/** Keys of everything that comes along with what is serialized, and of the base classes whose properties that inherits. */
function keysWithBases(types: readonly TypeSymbol[]): ReadonlySet<string> {
  return new Set(jsonTypesOf(types).flatMap((type) => (type.kind === 'namedType' && type.containingAssembly.isSource ? [...baseTypesAndSelf(type)] : [type]).map(jsonKey)));
}
