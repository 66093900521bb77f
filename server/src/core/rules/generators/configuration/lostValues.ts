/**
 * AOT4001, third part: values that the code of the configuration binding generator loses, where binding by reflection keeps them
 * (measured with native programs). Of a dictionary of nullable values (`Dictionary<string, int?>`) the generators of .NET 8 and 9 leave
 * every entry out; the structs of a dictionary keep their defaults with that of .NET 9; that of .NET 8 throws for a nullable property
 * whose text is empty, as null of a settings file is, and its `Get<T>()` sets numbers, bools, enums and other values without a key to the
 * default of their type; lists that a constructor takes get every element twice with all of them.
 */
import { typeDisplay } from '../../../symbols/display';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { isValueType } from '../../../symbols/types';
import { initializerText, isDefaultText, quotedName } from '../../propertyInitializers';
import type { ProgramContext } from '../../rule';
import type { Setting } from '../../settingsFiles';
import { applicationSettings } from '../../settingsFiles';
import type { BindingSpec } from './configurationTypes';
import { bindingSpec, boundProperties, elementOf, isParsable, nullableOf } from './configurationTypes';
import { doubledProperties } from './constructedOptions';
import { isLeftAtDefault, keyOf } from './settingsValues';

/** A type that calls bind, directly or within another. `generator` is its major version; `isGotten`: a call of `Get<T>()` makes it. */
export interface BoundType { readonly type: TypeSymbol; readonly spec: BindingSpec; readonly generator: number; readonly isGotten: boolean }

/** What is lost, and at which property; undefined where it is what a call binds itself. */
export interface Lost<T extends BoundType> { readonly bound: T; readonly property: PropertySymbol | undefined; readonly message: string }

/** Everything that the generated code loses of what a program binds. */
export function lostValues<T extends BoundType>(types: readonly T[], program: ProgramContext): readonly Lost<T>[] {
  const objects = types.flatMap((bound) => (bound.spec.kind === 'object' && !bound.spec.fault && bound.type.kind === 'namedType' ? [{ bound, properties: filled(bound.type) }] : []));
  // They matter to the generator of .NET 8 alone.
  const settings = types.some(({ generator }) => generator === 8) ? applicationSettings(program) : [];
  const found = [...lostEntries(types, objects, program), ...emptyTexts(objects, settings), ...objects.flatMap(({ bound, properties }) => [...doubled(bound, program), ...lostDefaults(bound, properties, settings)])];
  // What types inherit is said once.
  const first = new Map(found.map((lost) => [lost.property?.originalDefinition, lost] as const).reverse());
  return found.filter((lost) => lost.property === undefined || first.get(lost.property.originalDefinition) === lost);
}

interface BoundObject<T> { readonly bound: T; readonly properties: readonly PropertySymbol[] }

/** Properties that binding sets, or fills in place. */
function filled(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return boundProperties(type).filter((property) => (
    property.getMethod?.accessibility === 'public'
    && ((property.setMethod?.accessibility === 'public' && !property.setMethod.isInitOnly) || initializerText(property) !== undefined)
  ));
}

function lostEntries<T extends BoundType>(types: readonly T[], objects: readonly BoundObject<T>[], program: ProgramContext): readonly Lost<T>[] {
  return types.flatMap((bound): readonly Lost<T>[] => {
    const what = lostOf(bound);
    if (what === undefined) return [];
    const holders = objects.flatMap((object) => object.properties.filter((property) => property.type === bound.type).map((property) => ({ bound: object.bound, property })));
    const message = (name: string): string => `${name} is a dictionary ${what} in the native program.`;
    if (holders.length === 0) return [{ bound, property: undefined, message: message(`'${typeDisplay(bound.type)}'`) }];
    return holders.filter(({ property }) => !isLeftAtDefault(property, undefined, program)).map(({ bound: holder, property }) => ({ bound: holder, property, message: message(quotedName(property)) }));
  });
}

function lostOf({ spec, generator }: BoundType): string | undefined {
  const element = spec.kind === 'dictionary' ? elementOf(spec) : undefined;
  if (!element || generator > 9) return undefined;
  if (nullableOf(element)) return 'of nullable values: the generated configuration binder of .NET 8 and 9 leaves every entry out';
  return generator === 9 && isSetByProperties(element, generator) ? 'of structs: the generated configuration binder of .NET 9 leaves their properties at their defaults' : undefined;
}

/** A struct that no constructor with parameters makes. */
function isSetByProperties(type: TypeSymbol, generator: number): boolean {
  if (type.kind !== 'namedType' || !isValueType(type) || bindingSpec(type, generator).kind !== 'object') return false;
  return type.constructors.every(({ parameters }) => parameters.length === 0) && filled(type).length > 0;
}

/** Properties whose key stands in a settings file with an empty text; where other bound properties have the key, those are meant, or these. */
function emptyTexts<T extends BoundType>(objects: readonly BoundObject<T>[], settings: readonly Setting[]): readonly Lost<T>[] {
  const byKey = new Map<string, Lost<T>[]>();
  const others = new Set<string>();
  for (const { bound, properties } of objects) {
    const keys = new Set(properties.map(keyOf));
    for (const property of properties) {
      const underlying = nullableOf(property.type);
      const key = keyOf(property);
      if (!underlying || !isParsable(underlying)) others.add(key);
      else if (settings.some((setting) => isEmptyText(setting, key, keys, settings))) {
        const message = `${quotedName(property)} has an empty text or null in the settings: the generated configuration binder of .NET 8 throws for it in the native program.`;
        byKey.set(key, [...byKey.get(key) ?? [], { bound, property, message }]);
      }
    }
  }
  return [...byKey].flatMap(([key, lost]) => (others.has(key) ? [] : lost));
}

/** No section, and all that stands beside it belongs to the type. */
function isEmptyText({ key, value }: Setting, name: string, keys: ReadonlySet<string>, settings: readonly Setting[]): boolean {
  if (value !== '' && value !== 'null') return false;
  const parts = key.split(':');
  if (parts.at(-1) !== name || settings.some((other) => other.key.startsWith(`${key}:`))) return false;
  const section = parts.slice(0, -1).join(':');
  const beside = settings.filter((other) => section === '' || other.key.startsWith(`${section}:`)).map((other) => other.key.slice(section === '' ? 0 : section.length + 1).split(':')[0] ?? '');
  return beside.every((other) => keys.has(other));
}

function doubled<T extends BoundType>(bound: T, program: ProgramContext): readonly Lost<T>[] {
  if (bound.type.kind !== 'namedType') return [];
  return doubledProperties(bound.type, bound.generator).filter((property) => !isLeftAtDefault(property, undefined, program)).map((property) => ({
    bound, property, message: `${quotedName(property)} is a list that a constructor is given: the generated configuration binder fills it once more, and it has every element twice in the native program.`,
  }));
}

/** Values with a default for which no settings file has a key. */
function lostDefaults<T extends BoundType>(bound: T, properties: readonly PropertySymbol[], settings: readonly Setting[]): readonly Lost<T>[] {
  if (bound.generator !== 8 || !bound.isGotten || isValueType(bound.type)) return [];
  return properties.filter((property) => {
    const { type, setMethod } = property;
    const written = initializerText(property);
    if (written === undefined || setMethod?.accessibility !== 'public' || setMethod.isInitOnly || !isValueType(type) || !isParsable(type) || isDefaultText(written, type)) return false;
    return !settings.some(({ key }) => key.split(':').at(-1) === keyOf(property));
  }).map((property) => ({
    bound, property, message: `${quotedName(property)} loses its default where the configuration has no value for it: Get<T>() of the generated configuration binder of .NET 8 sets it to the default of its type in the native program. Bind an instance instead.`,
  }));
}
