/**
 * AOT4001, fourth part: objects that `Bind` is given as a base class or interface, `this` of a base class included. The generated code sets
 * what the declared type has, binding by reflection what the object has (measured with ten shapes, net8.0 and net9.0); a cast around the
 * object changes nothing, the generator looks behind it.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject } from '../../../symbols/types';
import type { Expression } from '../../../syntax/nodes';
import { slotValues } from '../../json/endpoints';
import { typeName } from '../../json/typeModel';
import { derivedUses, mayHaveMore } from '../../json/values/derivedValues';
import { initializerText } from '../../propertyInitializers';
import type { Fact, ProgramContext } from '../../rule';
import { boundProperties } from './configurationTypes';
import { isLeftAtDefault } from './settingsValues';

/** What `Bind` is given as a type that others may be derived from. */
export interface BoundInstance {
  readonly declared: NamedTypeSymbol;
  readonly isThis: boolean;
  /** Classes below that, where they are made, and the places of the program whose values come there. */
  readonly made: readonly NamedTypeSymbol[];
  readonly slots: readonly string[];
}

export type InstanceFact =
  /** A value that comes to results, parameters and members: of a class below the declared type, or what other such places have. */
  | { readonly kind: 'value'; readonly slots: readonly string[]; readonly type: NamedTypeSymbol | undefined; readonly madeBy: readonly string[] }
  /** A class that is made by itself, and not as what it is derived from. */
  | { readonly kind: 'class'; readonly type: NamedTypeSymbol };

/** Of `section.Bind(options)`, whose target the generator takes for `declared`. */
export function boundInstance({ arguments: given = [], anchor: { unit } }: SymbolUse, declared: TypeSymbol, body: BoundBody): BoundInstance | undefined {
  const written = given.find(({ parameter }) => parameter.name === 'instance')?.expression;
  const node = written && withoutCasts(written);
  if (!node || declared.kind !== 'namedType' || !mayHaveMore(declared) || node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation') return undefined;
  if (node.kind === 'This') return { declared, isThis: true, made: [], slots: [] };
  const values = derivedUses(declared, node, unit, body);
  const made = values.flatMap(({ type, madeBy }) => (madeBy === undefined && type.kind === 'namedType' ? [type] : []));
  const slots = values.flatMap(({ madeBy }) => madeBy ?? []);
  return made.length + slots.length > 0 ? { declared, isThis: false, made, slots } : undefined;
}

function withoutCasts(expression: Expression): Expression {
  const node = unwrap(expression);
  return node.kind === 'Cast' || node.kind === 'As' ? withoutCasts(node.expression) : node;
}

/** What a body tells of objects that calls elsewhere may bind. */
export function instanceFacts(body: BoundBody): readonly { readonly at: Anchor; readonly fact: InstanceFact }[] {
  const { owner, units: [unit] } = body;
  const type = owner.kind === 'type' ? owner.symbol : undefined;
  const above = type?.baseType;
  const isDerived = type?.typeKind === 'class' && !type.isAbstract && above?.kind === 'namedType' && !isObject(above) && above.containingAssembly.isSource;
  const classes: readonly { readonly at: Anchor; readonly fact: InstanceFact }[] = unit && type && isDerived ? [{ at: { unit, start: 0, end: 0 }, fact: { kind: 'class', type } }] : [];
  return [...classes, ...slotValues(body).flatMap(({ slots, values }) => values.flatMap((use) => {
    if (use.writtenAs === undefined) return [];
    const own = use.madeBy === undefined && use.type.kind === 'namedType' ? use.type : undefined;
    return [{ at: use.at, fact: { kind: 'value' as const, slots, type: own, madeBy: use.madeBy ?? [] } }];
  }))];
}

/** A call with what it is given, and the properties that stay as they are. */
export interface LostInstance<T> { readonly call: T; readonly type: NamedTypeSymbol; readonly declared: NamedTypeSymbol; readonly properties: readonly PropertySymbol[] }

/** What calls leave unset of objects of classes below the declared type; one class for each call. */
export function lostInstances<T extends { readonly instance: BoundInstance }>(calls: readonly T[], facts: readonly Fact<InstanceFact>[], program: ProgramContext): readonly LostInstance<T>[] {
  if (calls.length === 0) return [];
  const classes = facts.flatMap(({ value }) => (value.kind === 'class' ? [value.type] : []));
  const own = calls.flatMap(({ instance }) => (instance.isThis ? [instance.declared] : []));
  return calls.flatMap((call) => {
    const { declared, isThis, made, slots } = call.instance;
    const types = isThis ? classes.filter((type) => isBelow(type, declared) && !own.some((other) => isBelow(other, declared) && (typeName(other) === typeName(type) || isBelow(type, other)))) : [...made, ...valuesAt(slots, facts)];
    const lost = types.map((type) => ({ call, type, declared, properties: addedTo(declared, type, program) })).find(({ properties }) => properties.length > 0);
    return lost ? [lost] : [];
  });
}

/** Classes of the values that come to places of the program, by way of others too. */
function valuesAt(slots: readonly string[], facts: readonly Fact<InstanceFact>[]): readonly NamedTypeSymbol[] {
  const reached = new Set(slots);
  let pending = facts.flatMap(({ value }) => (value.kind === 'value' ? [value] : []));
  const found: NamedTypeSymbol[] = [];
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    const here = pending.filter((value) => value.slots.some((slot) => reached.has(slot)));
    pending = pending.filter((value) => !here.includes(value));
    for (const { type, madeBy } of here) {
      if (type) found.push(type);
      for (const slot of madeBy) reached.add(slot);
    }
  }
  return found;
}

function isBelow(type: NamedTypeSymbol, base: NamedTypeSymbol): boolean {
  return typeName(type) !== typeName(base) && [...baseTypesAndSelf(type)].some((each) => typeName(each) === typeName(base));
}

/** Properties that binding by reflection sets and the declared type does not have, unless the settings leave them at their default. */
function addedTo(declared: NamedTypeSymbol, type: NamedTypeSymbol, program: ProgramContext): readonly PropertySymbol[] {
  const known = new Set([...baseTypesAndSelf(declared), ...declared.allInterfaces].flatMap(({ members }) => members.map(({ name }) => name)));
  return boundProperties(type).filter((property) => {
    if (known.has(property.name) || property.getMethod?.accessibility !== 'public') return false;
    const initializer = initializerText(property);
    return (property.setMethod?.accessibility === 'public' || initializer !== undefined) && !isLeftAtDefault(property, initializer, program);
  });
}
