/** Better function member (ECMA-334 §12.6.4.3) with its tie-breaking rules. Results: -1 first, 1 second, 0 neither. */
import type { ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import type { Applicable } from './overloadApplicability';
import type { ArgumentShape } from '../shape';
import { betterConversionFromExpression, isWeakPreference } from './betterness';
import { exists, standardImplicit } from '../conversions/conversions';
import { betterCollection, collectionElementType } from '../conversions/conversionsCollection';
import { isIdentity } from '../conversions/conversionsReference';
import { isTaskLike, spanOf } from '../conversions/conversionsTypes';

/** Which of two applicable candidates is better for these arguments. */
export function betterMember(a: Applicable, b: Applicable, args: readonly ArgumentShape[], context: BindingContext): number {
  let result = 0;
  let allSame = true;
  // Lambdas that only weigh something by their parameters do not contradict other arguments (a deliberate deviation of the compiler).
  let isWeak = false;
  let ignoresWeak = false;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    const typeA = a.types[i];
    const typeB = b.types[i];
    const conversionA = a.conversions[i];
    const conversionB = b.conversions[i];
    if (argument === undefined || typeA === undefined || typeB === undefined || conversionA === undefined || conversionB === undefined) continue;
    if (typeA === typeB || isIdentity(typeA, typeB)) continue;
    allSame &&= sameButForTasks(typeA, typeB);
    if (argument.shape.kind === 'outVar' || conversionA.unknown || conversionB.unknown) continue;
    const one = betterConversionFromExpression(argument.shape, typeA, conversionA, typeB, conversionB, context);
    if (one === 0) continue;
    const isWeakOne = isWeakPreference(argument.shape, typeA, typeB, context);
    if (result === 0) {
      if (ignoresWeak && isWeakOne) continue;
      [result, isWeak] = [one, isWeakOne];
    } else if (result === one) isWeak &&= isWeakOne;
    else if (isWeak && isWeakOne) [result, isWeak, ignoresWeak] = [0, false, true];
    else if (isWeak) [result, isWeak] = [one, false];
    else if (!isWeakOne) {
      // Each is better at another argument: like the compiler, see who needs no defaults all the same.
      result = 0;
      break;
    }
  }
  if (result !== 0) return result;
  return allSame && usedCount(a) === usedCount(b) ? tieBreak(a, b, args, context) : usedParameters(a, b) || byValue(a, b);
}

/** Whether types are the same if Task stands for every task-like type: `Func<ValueTask>` and `Func<Task>` leave it to the tie-breaking rules. */
function sameButForTasks(a: TypeSymbol, b: TypeSymbol): boolean {
  if (a.kind === 'array' && b.kind === 'array') return a.rank === b.rank && sameButForTasks(a.elementType, b.elementType);
  if (a.kind !== 'namedType' || b.kind !== 'namedType' || a.arity !== b.arity || a.arity === 0) return isIdentity(a, b) || (isTaskLike(a) && isTaskLike(b) && a.arity === b.arity);
  if (a.originalDefinition !== b.originalDefinition && !(isTaskLike(a) && isTaskLike(b))) return false;
  return a.typeArguments.every((argument, i) => {
    const other = b.typeArguments[i];
    return other !== undefined && sameButForTasks(argument, other);
  });
}

/** Parameters with an argument or a default, each element of a params collection counted. */
function usedCount(applicable: Applicable): number {
  return applicable.mapping.length + applicable.defaults;
}

/** Candidates that use a different number of parameters: normal before expanded, then the one that needs no defaults. */
function usedParameters(a: Applicable, b: Applicable): number {
  if (usedCount(a) === usedCount(b)) return 0;
  if (a.expanded !== b.expanded) return a.expanded ? 1 : -1;
  return Number(a.defaults > 0) - Number(b.defaults > 0);
}

function tieBreak(a: Applicable, b: Applicable, args: readonly ArgumentShape[], context: BindingContext): number {
  const generic = Number(a.method.typeParameters.length > 0) - Number(b.method.typeParameters.length > 0);
  if (generic !== 0) return generic;
  if (a.expanded !== b.expanded) return a.expanded ? 1 : -1;
  if (a.expanded) {
    const more = b.method.parameters.length - a.method.parameters.length;
    if (more !== 0) return Math.sign(more);
  }
  const defaults = Number(!a.expanded && a.defaults > 0) - Number(!b.expanded && b.defaults > 0);
  if (defaults !== 0) return defaults;
  return moreSpecificMember(a, b) || byValue(a, b) || betterParams(a, b, args, context);
}

/** Types before construction decide: `List<T>` is more specific than `T`. */
function moreSpecificMember(a: Applicable, b: Applicable): number {
  let result = 0;
  for (let i = 0; i < a.mapping.length; i++) {
    const one = moreSpecific(declaredType(a, i), declaredType(b, i));
    if (one === 0) continue;
    if (result !== 0 && result !== one) return 0;
    result = one;
  }
  return result;
}

function declaredType(applicable: Applicable, argument: number): TypeSymbol | undefined {
  const index = applicable.mapping[argument] ?? -1;
  const type = applicable.method.originalDefinition.parameters[index]?.type;
  if (type === undefined || !applicable.expanded || index !== applicable.method.parameters.length - 1) return type;
  if (type.kind === 'array') return type.elementType;
  return type.kind === 'namedType' ? type.typeArguments[0] : undefined;
}

/** §12.6.4.3: anything is more specific than a type parameter; constructed types compare by their arguments. */
function moreSpecific(a: TypeSymbol | undefined, b: TypeSymbol | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0;
  if (a.kind === 'typeParameter' || b.kind === 'typeParameter') return Number(a.kind === 'typeParameter') - Number(b.kind === 'typeParameter');
  if (a.kind === 'array' && b.kind === 'array') return a.rank === b.rank ? moreSpecific(a.elementType, b.elementType) : 0;
  if (a.kind === 'pointer' && b.kind === 'pointer') return moreSpecific(a.pointedAtType, b.pointedAtType);
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  if (a.kind !== 'namedType' || b.kind !== 'namedType' || a.originalDefinition !== b.originalDefinition) return 0;
  let result = 0;
  for (let i = 0; i < a.typeArguments.length; i++) {
    const one = moreSpecific(a.typeArguments[i], b.typeArguments[i]);
    if (one === 0) continue;
    if (result !== 0 && result !== one) return 0;
    result = one;
  }
  return result;
}

/** An argument passed without `in` prefers a value parameter. */
function byValue(a: Applicable, b: Applicable): number {
  let result = 0;
  for (let i = 0; i < a.mapping.length; i++) {
    const one = Number(isIn(a.method.parameters[a.mapping[i] ?? -1])) - Number(isIn(b.method.parameters[b.mapping[i] ?? -1]));
    if (one === 0) continue;
    if (result !== 0 && result !== one) return 0;
    result = one;
  }
  return result;
}

function isIn(parameter: ParameterSymbol | undefined): boolean {
  return parameter?.refKind === 'in' || parameter?.refKind === 'refReadonly';
}

/** Two params collections with the same elements: a span is better than an array or interface (C# 13). */
function betterParams(a: Applicable, b: Applicable, args: readonly ArgumentShape[], context: BindingContext): number {
  const typeA = a.method.parameters[a.method.parameters.length - 1]?.type;
  const typeB = b.method.parameters[b.method.parameters.length - 1]?.type;
  if (!a.expanded || !b.expanded || typeA === undefined || typeB === undefined || isIdentity(typeA, typeB)) return 0;
  const elements = args.filter((_, i) => a.mapping[i] === a.method.parameters.length - 1).map((argument) => ({ spread: false, shape: argument.shape }));
  return betterCollection(elements, typeA, typeB, context, () => 0) || moreDerivedCollection(typeA, typeB, context);
}

/** Of two collections of the same elements the one that converts to the other. */
function moreDerivedCollection(a: TypeSymbol, b: TypeSymbol, context: BindingContext): number {
  const elementA = collectionElementType(a, context);
  const elementB = collectionElementType(b, context);
  if (elementA === undefined || elementB === undefined || !isIdentity(elementA, elementB) || spanOf(a) !== undefined || spanOf(b) !== undefined) return 0;
  return Number(exists(standardImplicit(b, a, context))) - Number(exists(standardImplicit(a, b, context)));
}
