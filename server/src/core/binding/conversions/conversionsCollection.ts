/** Collection expressions and params collections: element types and conversions (C# 12 collection expressions, C# 13 params). */
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { BindingContext, Conversion } from './conversion';
import type { ExpressionShape } from '../shape';
import { conversionOf, noConversion, unknownConversion } from './conversion';
import { classifyConversion, standardImplicit } from './conversions';
import { isString, isWellKnown, listInterfaceElement, spanOf, specialTypeOf, stripNullable } from './conversionsTypes';

export interface CollectionElement { readonly spread: boolean; readonly shape: ExpressionShape }

/** Element type of a collection type that `[…]` can make; undefined where it cannot. */
export function collectionElementType(type: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  if (type.kind === 'array') return type.rank === 1 ? type.elementType : undefined;
  if (type.kind !== 'namedType' || isString(type)) return undefined;
  const direct = spanOf(type)?.element ?? listInterfaceElement(type);
  if (direct !== undefined) return direct;
  if (type.typeKind === 'interface' && !hasBuilder(type)) return undefined;
  const element = iterationType(type, context);
  if (element === undefined) return undefined;
  return hasBuilder(type) || isConstructible(type) ? element : undefined;
}

function hasBuilder(type: NamedTypeSymbol): boolean {
  return type.originalDefinition.attributes.some((a) => a.fullName === 'System.Runtime.CompilerServices.CollectionBuilderAttribute');
}

function isConstructible(type: NamedTypeSymbol): boolean {
  if (type.isAbstract) return false;
  if (type.typeKind !== 'struct' && !type.constructors.some((c) => c.parameters.every((p) => p.isOptional || p.isParams))) return false;
  return type.typeKind === 'class' || type.typeKind === 'struct';
}

/** What `foreach` over the type gives; undefined when it cannot be iterated. */
export function iterationType(type: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  if (type.kind === 'array') return type.elementType;
  if (type.kind !== 'namedType') return undefined;
  const span = spanOf(type);
  if (span !== undefined) return span.element;
  if (isString(type)) return context.compilation.specialType('Char');
  const own = enumeratorCurrent(type);
  if (own !== undefined) return own;
  const all = [type, ...type.allInterfaces];
  const generic = all.find((i) => isWellKnown(i, 'System.Collections.Generic', 'IEnumerable', 1));
  if (generic?.kind === 'namedType') return generic.typeArguments[0];
  return all.some((i) => isWellKnown(i, 'System.Collections', 'IEnumerable', 0)) ? context.compilation.specialType('Object') : undefined;
}

function enumeratorCurrent(type: NamedTypeSymbol): TypeSymbol | undefined {
  for (const at of baseTypesAndSelf(type)) {
    for (const member of at.membersNamed('GetEnumerator')) {
      if (member.kind !== 'method' || member.parameters.length > 0 || member.isStatic || member.accessibility !== 'public') continue;
      const enumerator = member.returnType;
      const current = enumerator.kind === 'namedType' ? currentOf(enumerator) : undefined;
      if (current !== undefined) return current;
    }
  }
  return undefined;
}

function currentOf(enumerator: NamedTypeSymbol): TypeSymbol | undefined {
  for (const type of [enumerator, ...enumerator.allInterfaces]) {
    const current = type.membersNamed('Current').find((m) => m.kind === 'property' && m.accessibility === 'public');
    if (current?.kind === 'property') return current.type;
  }
  return undefined;
}

/** A collection expression to a type: every element converts to its element type. */
export function classifyCollection(elements: readonly CollectionElement[], to: TypeSymbol, context: BindingContext): Conversion {
  const element = collectionElementType(stripNullable(to), context);
  if (element === undefined) return noConversion;
  let unknown = false;
  for (const item of elements) {
    const conversion = classifyElement(item, element, context);
    if (!conversion.isImplicit) return noConversion;
    unknown ||= conversion.unknown;
  }
  return unknown ? unknownConversion : conversionOf('collectionExpression');
}

/** Conversion of one element or of what a spread gives. */
export function classifyElement(item: CollectionElement, element: TypeSymbol, context: BindingContext): Conversion {
  if (!item.spread) return classifyConversion(item.shape, element, context);
  if (item.shape.kind !== 'typed') return item.shape.kind === 'unknown' ? unknownConversion : noConversion;
  const iterated = iterationType(item.shape.type, context);
  if (iterated === undefined) return item.shape.type.kind === 'dynamic' ? conversionOf('dynamic') : noConversion;
  return classifyConversion(iterated, element, context);
}

/** Element type of a params parameter: of an array always, of other collections from C# 13 on. */
export function paramsElementType(type: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  if (type.kind === 'array') return type.rank === 1 ? type.elementType : undefined;
  return context.languageVersion >= 13 ? collectionElementType(type, context) : undefined;
}

/** Better collection conversion (C# 13 and later): spans over arrays and interfaces, then the better element. */
export function betterCollection(elements: readonly CollectionElement[], a: TypeSymbol, b: TypeSymbol, context: BindingContext, better: (shape: ExpressionShape, x: TypeSymbol, y: TypeSymbol) => number): number {
  const spanA = spanOf(a);
  const spanB = spanOf(b);
  const elementA = collectionElementType(a, context);
  const elementB = collectionElementType(b, context);
  if (elementA === undefined || elementB === undefined) return 0;
  const byElement = betterElements(elements, elementA, elementB, context, better);
  const same = standardImplicit(elementA, elementB, context).kind === 'identity';
  if (!same && context.languageVersion >= 13) {
    if (byElement !== 0) return byElement;
    return 0;
  }
  if (spanA !== undefined && spanB !== undefined) return spanA.readOnly === spanB.readOnly ? 0 : spanA.readOnly ? -1 : 1;
  const plainA = isArrayOrList(a);
  const plainB = isArrayOrList(b);
  if (spanA !== undefined && plainB) return -1;
  if (spanB !== undefined && plainA) return 1;
  return 0;
}

function isArrayOrList(type: TypeSymbol): boolean {
  return type.kind === 'array' || listInterfaceElement(type) !== undefined || specialTypeOf(type) === 'Array';
}

function betterElements(elements: readonly CollectionElement[], a: TypeSymbol, b: TypeSymbol, context: BindingContext, better: (shape: ExpressionShape, x: TypeSymbol, y: TypeSymbol) => number): number {
  let result = 0;
  for (const item of elements) {
    const iterated = item.spread && item.shape.kind === 'typed' ? iterationType(item.shape.type, context) : undefined;
    if (item.spread && iterated === undefined) continue;
    const one = better(iterated === undefined ? item.shape : { kind: 'typed', type: iterated }, a, b);
    if (one === 0) continue;
    if (result !== 0 && result !== one) return 0;
    result = one;
  }
  return result;
}
