/** Names of the properties that contexts have for their types: of two types of one name, one needs an attribute that names it. */
import { jsonEntries, jsonKey, jsonTypesOf, isNamedByConverter, typeInfoName } from '../../../symbols/generatedJsonGraph';
import type { Compilation } from '../../../symbols/compilation';
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { bodiesNaming } from '../../programBodies';
import type { ProgramContext } from '../../rule';
import type { NamePlace } from '../../shortNames';
import { nameAt } from '../../shortNames';
import type { JsonContext } from '../registration/contexts';
import { isPublic, typeName } from '../typeModel';

/** A type to list: as source writes it, and the property that a context would have for it. */
export interface Listing {
  readonly name: string;
  readonly property: string;
  /** Undefined for a type that is yet to be declared. */
  readonly type: TypeSymbol | undefined;
  /** How a place of a program names a type that is yet to be declared. */
  readonly nameAt?: (place: NamePlace, program: ProgramContext) => string;
}

/** Listing of a type that exists. */
export function listingOf(type: TypeSymbol): Listing {
  return { name: typeName(type), property: typeInfoName(type), type };
}

/** A type of a context, and the other name that its property gets. */
export interface Renamed { readonly type: TypeSymbol; readonly property: string }

/** What a context has metadata for: names of its properties by key of the type, and the other way round. */
interface PropertyNames {
  readonly names: Map<string, string>;
  readonly keys: Map<string, string>;
}

const known = new WeakMap<Compilation, Map<NamedTypeSymbol, PropertyNames>>();

/** Found once for all fixes: each asks for them. */
function namesOf({ compilation }: ProgramContext, { type }: JsonContext): PropertyNames {
  let ofContexts = known.get(compilation);
  if (!ofContexts) known.set(compilation, ofContexts = new Map<NamedTypeSymbol, PropertyNames>());
  let found = ofContexts.get(type);
  if (!found) {
    const entries = jsonEntries(type).map((entry) => [jsonKey(entry.type), entry.name] as const);
    ofContexts.set(type, found = { names: new Map(entries), keys: new Map(entries.map(([key, name]) => [name, key])) });
  }
  return found;
}

/** Names of a context that is yet to be made. */
export function newNames(listings: readonly Listing[]): PropertyNames {
  const taken = { names: new Map<string, string>(), keys: new Map<string, string>() };
  reserve(listings, taken);
  return taken;
}

/**
 * Names of a context once types are listed in it, and the types that have to leave theirs to types that can have no other. Undefined where
 * one of those is asked for by its name.
 */
export function namesWith(program: ProgramContext, context: JsonContext, listings: readonly Listing[]): PropertyNames & { readonly renamed: readonly Renamed[] } | undefined {
  const before = namesOf(program, context);
  const after = { names: new Map(before.names), keys: new Map(before.keys) };
  const renamed: Renamed[] = [];
  for (const name of reserve(listings, after)) {
    const found = renamedIn(program, context, name);
    if (!found) return undefined;
    renamed.push(found);
    after.names.set(jsonKey(found.type), found.property);
    after.keys.set(found.property, jsonKey(found.type));
  }
  return { ...after, renamed };
}

/** The type that a property of a context is for, with a name that it can have instead. */
export function renamedIn(program: ProgramContext, { type: context }: Pick<JsonContext, 'type'>, name: string): Renamed | undefined {
  const type = jsonEntries(context).find((entry) => entry.name === name)?.type;
  if (!type || isNamedByConverter(type) || isPublic(context)) return undefined;
  for (const each of [program, ...program.libraries]) {
    for (const { body } of bodiesNaming(each, name)) {
      if (body.uses.some(({ symbol }) => symbol?.kind === 'property' && symbol.name === name && symbol.containingType.originalDefinition === context.originalDefinition)) return undefined;
    }
  }
  return { type, property: uniqueProperty(typeName(type)) };
}

/** Gives types that can have no other name theirs; the names that other types have so far. */
function reserve(listings: readonly Listing[], { keys }: PropertyNames): readonly string[] {
  const left: string[] = [];
  for (const type of jsonTypesOf(listings.flatMap((listing) => listing.type ?? []))) {
    const name = typeInfoName(type);
    const owner = isNamedByConverter(type) ? keys.get(name) ?? '' : jsonKey(type);
    if (owner === jsonKey(type)) continue;
    if (owner !== '') left.push(name);
    keys.set(name, jsonKey(type));
  }
  return left;
}

/** Name of the property that a context has, or will have, for a type: two types of one name need an attribute that tells them apart. */
export function propertyIn(program: ProgramContext, context: JsonContext, listing: Listing): string {
  const { names, keys } = namesOf(program, context);
  const after = { names, keys: new Map(keys) };
  reserve([listing], after);
  return propertyWith(after, listing);
}

/** The same with the names that are taken. */
export function propertyWith({ names, keys }: PropertyNames, { name, property, type }: Listing): string {
  const key = type ? jsonKey(type) : name;
  return names.get(key) ?? ((keys.get(property) ?? key) !== key ? uniqueProperty(name) : property);
}

/** The whole name in one word: `Shop.Orders.Item<int>` is `ShopOrdersItemInt`. */
export function uniqueProperty(name: string): string {
  return name.replace(/\[/g, 'Array').split(/[^\p{L}\p{N}_]+/u).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * Arguments of the attribute of a type, and of one for each type that comes along and whose name another type has taken: without a
 * name of its own it would be left out. What is listed is noted in the maps.
 */
export function attributeArguments({ name, property, type, nameAt: unlisted }: Listing, { names, keys }: PropertyNames, canBeListed: (type: TypeSymbol) => boolean, program: ProgramContext, place: NamePlace | undefined): readonly string[] {
  const shown = (part: TypeSymbol): string => (place ? nameAt(place, part, program) : typeName(part));
  const key = type && jsonKey(type);
  const found: string[] = [];
  const add = (text: string, ownKey: string, own: string, short = text): void => {
    const isTaken = (keys.get(own) ?? ownKey) !== ownKey;
    found.push(`typeof(${short})${isTaken ? `, TypeInfoPropertyName = "${uniqueProperty(text)}"` : ''}`);
    names.set(ownKey, own);
    if (!isTaken) keys.set(own, ownKey);
  };
  add(name, key ?? name, property, type ? shown(type) : place && unlisted?.(place, program));
  for (const part of type ? jsonTypesOf([type]) : []) {
    const partKey = jsonKey(part);
    const own = typeInfoName(part);
    const owner = keys.get(own);
    if (owner === undefined) keys.set(own, partKey);
    else if (partKey !== key && owner !== partKey && !names.has(partKey) && canBeListed(part)) add(typeName(part), partKey, own, shown(part));
  }
  return found;
}
