/** `[AsParameters]` types: the constructor that the framework picks, and the properties that become parameters. */
import type { AttributeData, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol } from '../../../symbols/symbol';
import { isValueType, sameType } from '../../../symbols/types';

/** A property of the type, with what the constructor's parameter of the same name adds. */
export interface AsParametersProperty {
  readonly property: PropertySymbol;
  readonly parameter: ParameterSymbol | undefined;
  readonly attributes: readonly AttributeData[];
}

/** Why the generator cannot make such a type. */
export type AsParametersFault = 'RDG005' | 'RDG006' | 'RDG007' | 'RDG008' | 'RDG014';

/** Properties of the type, or what is wrong with it. `rejectsEnumerables`: .NET 10 and later. */
export function asParametersProperties(type: NamedTypeSymbol, rejectsEnumerables: boolean): readonly AsParametersProperty[] | AsParametersFault {
  if (type.isAbstract) return 'RDG005';
  if (rejectsEnumerables && [type, ...type.allInterfaces].some((i) => i.name === 'IEnumerable' && i.namespace === 'System.Collections')) return 'RDG014';
  const constructors = type.constructors.filter((c) => c.accessibility === 'public' && !c.isStatic);
  const properties = type.members.filter((m): m is PropertySymbol => m.kind === 'property' && m.accessibility === 'public');
  const writable = (): readonly AsParametersProperty[] => properties.filter((p) => p.setMethod).map((property) => ({ property, parameter: undefined, attributes: property.attributes }));
  const [only] = constructors;
  if (only && constructors.length === 1) return only.parameters.length === 0 ? writable() : matched(only, properties) ?? 'RDG006';
  if (isValueType(type)) return writable();
  return constructors.length > 1 ? 'RDG008' : 'RDG007';
}

/** By name without case, and by type. */
function matched(constructor: MethodSymbol, properties: readonly PropertySymbol[]): readonly AsParametersProperty[] | undefined {
  const found: AsParametersProperty[] = [];
  for (const parameter of constructor.parameters) {
    const property = properties.find((p) => p.name.toLowerCase() === parameter.name.toLowerCase() && sameType(p.type, parameter.type));
    if (!property) return undefined;
    found.push({ property, parameter, attributes: [...property.attributes, ...parameter.attributes] });
  }
  return found;
}
