/**
 * AOT4001, second part: properties of types with a `TypeConverter`, which binding by reflection makes from the text of the settings. The
 * generated binder knows no converters: it leaves them unset, elements of lists out, and values of dictionaries empty (measured on net9.0
 * and net10.0; that of .NET 8 throws where the type has no constructor without parameters), and says
 * nothing. Reported only where a settings file has a text for the property. The same of what `Get<T>()` itself makes of a section; `GetValue`
 * goes on to ask converters (measured with 13 shapes, net8.0 and net9.0).
 */
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { applicationSettings } from '../../settingsFiles';
import type { BindingSpec } from './configurationTypes';
import { bindingSpec, boundProperties, elementOf, nullableOf } from './configurationTypes';
import { keyOf } from './settingsValues';

export interface Converted {
  readonly property: PropertySymbol;
  /** The type with the converter. */
  readonly type: NamedTypeSymbol;
  /** The property is a list or dictionary of such. */
  readonly isOfElements: boolean;
}

/** Settings of the host itself, whose keys are no options. */
const ofHost = /^(?:logging|kestrel|connectionstrings)(?::|$)/;

/** Properties that reflection would set through a converter. */
export function convertedProperties(type: TypeSymbol, spec: BindingSpec, generator: number): readonly Converted[] {
  if (spec.kind !== 'object' || spec.fault !== undefined || type.kind !== 'namedType') return [];
  return boundProperties(type).flatMap((property): readonly Converted[] => {
    const found = property.setMethod?.accessibility === 'public' ? convertedRoot(property.type, generator) : undefined;
    return found ? [{ property, ...found }] : [];
  });
}

function convertedType(type: TypeSymbol, generator: number): NamedTypeSymbol | undefined {
  const own = nullableOf(type) ?? type;
  if (own.kind !== 'namedType') return undefined;
  const spec = bindingSpec(own, generator);
  if (spec.kind !== 'object' || spec.fault !== undefined) return undefined;
  return [...baseTypesAndSelf(own)].some(({ attributes }) => attributes.some(({ fullName }) => fullName === 'System.ComponentModel.TypeConverterAttribute')) ? own : undefined;
}

/** What a call makes of a section, or a property is, where reflection would make it through a converter, as a whole or by its elements. */
export function convertedRoot(type: TypeSymbol, generator: number): Pick<Converted, 'type' | 'isOfElements'> | undefined {
  const own = convertedType(type, generator);
  if (own) return { type: own, isOfElements: false };
  const element = elementOf(bindingSpec(type, generator));
  const found = element && convertedType(element, generator);
  return found && { type: found, isOfElements: true };
}

/** Whether a settings file has a plain value, and no section, for the property. */
export function hasText({ property, isOfElements }: Converted, program: ProgramContext): boolean {
  return hasTextAt(keyOf(property), isOfElements, program);
}

/** The same for a path, in lower case, of which the first keys may be missing. */
export function hasTextAt(path: string, isOfElements: boolean, program: ProgramContext): boolean {
  return applicationSettings(program).some(({ key, value }) => {
    const own = isOfElements ? key.slice(0, Math.max(key.lastIndexOf(':'), 0)) : key;
    return (own === path || own.endsWith(`:${path}`)) && value !== '' && value !== 'null' && !ofHost.test(key);
  });
}
