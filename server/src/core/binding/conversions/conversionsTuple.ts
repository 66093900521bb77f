/** Tuple conversions, elementwise (ECMA-334 §10.2.13), and the names of elements. */
import { constructType } from '../../symbols/construct';
import type { TypeSymbol } from '../../symbols/symbol';
import type { Conversion } from './conversion';
import { arrayType } from '../../symbols/types';
import { noConversion, unknownConversion } from './conversion';

/** Joins the conversions of elements: `whole` when all are implicit, unknown when one is unknown, otherwise none. */
export function allImplicit<T>(elements: readonly T[], targets: readonly TypeSymbol[], whole: Conversion, classify: (element: T, target: TypeSymbol) => Conversion): Conversion {
  if (elements.length !== targets.length) return noConversion;
  let unknown = false;
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    const target = targets[i];
    if (element === undefined || target === undefined) return noConversion;
    const conversion = classify(element, target);
    if (!conversion.isImplicit) return noConversion;
    unknown ||= conversion.unknown;
  }
  return unknown ? unknownConversion : whole;
}

/** One of two types that are the same but for the names of tuple elements: with the names that both have (§12.6.3.12). */
export function mergeNames(a: TypeSymbol, b: TypeSymbol): TypeSymbol {
  if (a === b) return a;
  if (a.kind === 'array' && b.kind === 'array') {
    const element = mergeNames(a.elementType, b.elementType);
    return element === a.elementType ? a : arrayType(element, a.rank);
  }
  if (a.kind !== 'namedType' || b.kind !== 'namedType' || a.typeArguments.length === 0 || a.originalDefinition !== b.originalDefinition) return a;
  const others = b.typeArguments;
  const typeArguments = a.typeArguments.map((argument, i) => mergeNames(argument, others[i] ?? argument));
  const names = a.tupleElementNames?.map((name, i) => (name === b.tupleElementNames?.[i] ? name : undefined));
  const isSame = typeArguments.every((t, i) => t === a.typeArguments[i]) && (names === undefined || names.every((n, i) => n === a.tupleElementNames?.[i]));
  return isSame ? a : constructType(a.originalDefinition, typeArguments, a.containingType, names);
}
