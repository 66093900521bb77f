/** Tuple conversions, elementwise (ECMA-334 §10.2.13). */
import type { TypeSymbol } from '../../symbols/symbol';
import type { Conversion } from './conversion';
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
