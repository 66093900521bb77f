/**
 * Types that the code of the configuration binding generator makes by a constructor with parameters: it sets their init-only properties with
 * it. AOT4002, third part: where such a property and a parameter differ in case alone, that code does not compile (CS0103). Measured with
 * .NET 8, 9 and 10.
 */
import type { MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isValueType } from '../../symbols/types';
import { hasDefaultConstructor, isBound } from './configurationTypes';

/** Of a struct any constructor with parameters is called, of a class only where there is none without; undefined where none is. */
export function calledConstructor(type: NamedTypeSymbol): MethodSymbol | undefined {
  if (!isValueType(type) && hasDefaultConstructor(type)) return undefined;
  return type.constructors.find(({ isStatic, accessibility, parameters }) => !isStatic && accessibility === 'public' && parameters.length > 0);
}

/** An init-only property and the parameter that it is taken for: `public Limits(int count)` beside `Count { get; init; }`. */
export function miscasedParameter(type: NamedTypeSymbol): { readonly property: string; readonly parameter: string } | undefined {
  const parameters = calledConstructor(type)?.parameters ?? [];
  for (const { members } of parameters.length === 0 ? [] : baseTypesAndSelf(type)) {
    for (const member of members) {
      if (member.kind !== 'property' || member.setMethod?.isInitOnly !== true || member.setMethod.accessibility !== 'public' || !isBound(member)) continue;
      const parameter = parameters.find(({ name }) => name.toLowerCase() === member.name.toLowerCase());
      if (parameter && parameter.name !== member.name) return { property: member.name, parameter: parameter.name };
    }
  }
  return undefined;
}
