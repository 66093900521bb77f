/**
 * Types that the code of the configuration binding generator makes by a constructor with parameters: it sets their init-only properties with
 * it. AOT4002, third part: where such a property and a parameter differ in case alone, and where a type has nothing but collections that can
 * only be read, that code does not compile (CS0103). AOT4001: collections get every element twice, once by the constructor and once more
 * afterwards. Measured with .NET 8, 9 and 10.
 */
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol } from '../../../symbols/symbol';
import { isNamed, isValueType } from '../../../symbols/types';
import { bindingSpec, boundProperties, hasDefaultConstructor, isReadOnlyCollection } from './configurationTypes';

/** Of a struct any constructor with parameters is called, of a class only where there is none without; undefined where none is. */
export function calledConstructor(type: NamedTypeSymbol): MethodSymbol | undefined {
  if (!isValueType(type) && hasDefaultConstructor(type)) return undefined;
  return type.constructors.find(({ isStatic, accessibility, parameters }) => !isStatic && accessibility === 'public' && parameters.length > 0);
}

/** An init-only property and the parameter that it is taken for: `public Limits(int count)` beside `Count { get; init; }`. */
export function miscasedParameter(type: NamedTypeSymbol): { readonly property: string; readonly parameter: string } | undefined {
  const parameters = calledConstructor(type)?.parameters;
  for (const { name, setMethod } of parameters ? boundProperties(type) : []) {
    const parameter = setMethod?.isInitOnly === true && setMethod.accessibility === 'public' ? parameterFor(name, parameters) : undefined;
    if (parameter && parameter.name !== name) return { property: name, parameter: parameter.name };
  }
  return undefined;
}

function parameterFor(property: string, parameters: readonly ParameterSymbol[] | undefined): ParameterSymbol | undefined {
  return parameters?.find(({ name }) => name.toLowerCase() === property.toLowerCase());
}

function readableProperties(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return boundProperties(type).filter(({ getMethod }) => getMethod?.accessibility === 'public');
}

/** Whether all that a type binds are collections without a way to add to them, which a constructor takes. */
export function hasNothingToFill(type: NamedTypeSymbol): boolean {
  if (calledConstructor(type) === undefined) return false;
  const properties = readableProperties(type);
  return properties.length > 0 && properties.every((property) => isReadOnlyCollection(property.type) && (property.setMethod === undefined || property.setMethod.isInitOnly));
}

/** Lists that are bound twice: what the constructor or an initializer is given is filled once more. By reflection a parameter of another case is no match, and doubles them as well. */
export function doubledProperties(type: NamedTypeSymbol, generator: number): readonly PropertySymbol[] {
  const parameters = calledConstructor(type)?.parameters;
  if (!parameters) return [];
  return readableProperties(type).filter((property) => {
    if (property.type.kind === 'array' || isReadOnlyCollection(property.type) || isSet(property.type) || bindingSpec(property.type, generator).kind !== 'list') return false;
    const parameter = parameterFor(property.name, parameters);
    return parameter ? parameter.name === property.name : property.setMethod?.isInitOnly === true;
  });
}

/** A collection that takes no element twice. */
function isSet(type: PropertySymbol['type']): boolean {
  return type.kind === 'namedType' && [type, ...type.allInterfaces].some((each) => isNamed(each, 'System.Collections.Generic', 'ISet'));
}
