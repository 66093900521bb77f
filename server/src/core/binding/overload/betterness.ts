/** Better conversions (ECMA-334 §12.6.4.5–§12.6.4.7, with the rules of C# 10–14). Results: -1 first, 1 second, 0 neither. */
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from '../conversions/conversion';
import type { ExpressionShape, LambdaShape } from '../shape';
import { classifyConversion, standardImplicit } from '../conversions/conversions';
import { betterCollection } from '../conversions/conversionsCollection';
import { parameterTypesFor } from '../conversions/conversionsFunction';
import { isBetterIntegral } from '../conversions/conversionsNumeric';
import { isIdentity } from '../conversions/conversionsReference';
import { delegateOf, isExpressionTree, isTaskLike, isVoid, isWellKnown, nullableUnderlying, spanOf, specialTypeOf, stripNullable, tupleElements } from '../conversions/conversionsTypes';
import { inferReturnType } from './inferenceFunctionType';

/** §12.6.4.5: which of two parameter types an argument converts to better. */
export function betterConversionFromExpression(shape: ExpressionShape, a: TypeSymbol, conversionA: Conversion, b: TypeSymbol, conversionB: Conversion, context: BindingContext): number {
  if (a === b || isIdentity(a, b)) return 0;
  if (shape.kind === 'collection') {
    if (conversionA.kind !== 'collectionExpression' || conversionB.kind !== 'collectionExpression') return betterConversionTarget(a, b, context);
    return betterCollection(shape.elements, a, b, context, (element, x, y) => betterForElement(element, x, y, context)) || betterConversionTarget(a, b, context);
  }
  const handler = Number(conversionB.kind === 'interpolatedStringHandler') - Number(conversionA.kind === 'interpolatedStringHandler');
  if (handler !== 0 && shape.kind === 'typed' && shape.constant === undefined) return handler;
  const exactA = matchesExactly(shape, a, context);
  const exactB = matchesExactly(shape, b, context);
  if (exactA !== exactB) return exactA ? -1 : 1;
  if (!exactA) {
    const span = Number(conversionB.kind === 'span') - Number(conversionA.kind === 'span');
    if (span !== 0) return span;
  }
  return betterTargetFor(shape, a, b, context);
}

/**
 * Whether what a lambda prefers of two delegate types gives way to what other arguments prefer (Roslyn:
 * CanDowngradeConversionFromLambdaToNeither): their parameters differ, or nothing tells their results apart.
 */
export function isWeakPreference(shape: ExpressionShape, a: TypeSymbol, b: TypeSymbol, context: BindingContext): boolean {
  const [invokeA, invokeB] = [delegateOf(a), delegateOf(b)];
  if (shape.kind !== 'lambda' || invokeA === undefined || invokeB === undefined) return false;
  if (!sameParameterTypes(invokeA, invokeB)) return true;
  if (isVoid(invokeA.returnType) || isVoid(invokeB.returnType)) return isVoid(invokeA.returnType) && isVoid(invokeB.returnType);
  return isIdentity(invokeA.returnType, invokeB.returnType) || inferReturnType(shape.lambda, parameterTypesFor(shape.lambda, invokeA), invokeA.returnType, context) === undefined;
}

function betterForElement(shape: ExpressionShape, a: TypeSymbol, b: TypeSymbol, context: BindingContext): number {
  return betterConversionFromExpression(shape, a, classifyConversion(shape, a, context), b, classifyConversion(shape, b, context), context);
}

/** §12.6.4.6. */
function matchesExactly(shape: ExpressionShape, type: TypeSymbol, context: BindingContext): boolean {
  switch (shape.kind) {
    case 'typed':
      if (shape.elements !== undefined && !isIdentity(shape.type, type)) return tupleMatches(shape.elements, type, context);
      return isIdentity(shape.type, type);
    case 'tuple': return tupleMatches(shape.elements, type, context);
    case 'lambda': return lambdaMatches(shape.lambda, type, context);
    case 'branches': return shape.branches.every((branch) => matchesExactly(branch, type, context));
    default: return false;
  }
}

function tupleMatches(elements: readonly ExpressionShape[], type: TypeSymbol, context: BindingContext): boolean {
  const targets = tupleElements(type);
  return targets?.length === elements.length && elements.every((element, i) => {
    const target = targets[i];
    return target !== undefined && matchesExactly(element, target, context);
  });
}

/** The inferred return type is the delegate's, or every returned expression matches it exactly. */
function lambdaMatches(lambda: LambdaShape, type: TypeSymbol, context: BindingContext): boolean {
  const invoke = delegateOf(type);
  if (invoke === undefined || isVoid(invoke.returnType)) return false;
  const types = parameterTypesFor(lambda, invoke);
  const inferred = inferReturnType(lambda, types, invoke.returnType, context);
  if (inferred !== undefined && isIdentity(inferred, invoke.returnType)) return true;
  const result = lambda.isAsync && isTaskLike(invoke.returnType) ? invoke.returnType.typeArguments[0] : invoke.returnType;
  if (result === undefined || lambda.explicitReturnType !== undefined) return false;
  const returns = lambda.bind(types).returns;
  return returns.length > 0 && returns.every((r) => matchesExactly(r, result, context));
}

function betterTargetFor(shape: ExpressionShape, a: TypeSymbol, b: TypeSymbol, context: BindingContext): number {
  const target = betterConversionTarget(a, b, context);
  if (target !== 0) return target;
  const invokeA = delegateOf(a);
  const invokeB = delegateOf(b);
  if (invokeA === undefined || invokeB === undefined) {
    if (shape.kind === 'lambda' || shape.kind === 'methodGroup') return Number(invokeA === undefined) - Number(invokeB === undefined);
    return 0;
  }
  if (isExpressionTree(a) !== isExpressionTree(b)) return 0;
  if (shape.kind === 'lambda') return betterDelegate(shape.lambda, invokeA, invokeB, context);
  return shape.kind === 'methodGroup' ? betterReturn(invokeA, invokeB, context) : 0;
}

function sameParameterTypes(a: MethodSymbol, b: MethodSymbol): boolean {
  return a.parameters.length === b.parameters.length && a.parameters.every((p, i) => {
    const other = b.parameters[i];
    return other !== undefined && p.refKind === other.refKind && isIdentity(p.type, other.type);
  });
}

/** A delegate that returns something is better than one that does not; of two the one with the better return type. */
function betterDelegate(lambda: LambdaShape, a: MethodSymbol, b: MethodSymbol, context: BindingContext): number {
  if (!sameParameterTypes(a, b)) return 0;
  if (isVoid(a.returnType) !== isVoid(b.returnType)) return isVoid(a.returnType) ? 1 : -1;
  const returned = lambda.bind(parameterTypesFor(lambda, a)).returns;
  const isTask = lambda.isAsync && isTaskLike(a.returnType) && isTaskLike(b.returnType);
  const resultA = isTask && isTaskLike(a.returnType) ? a.returnType.typeArguments[0] : a.returnType;
  const resultB = isTask && isTaskLike(b.returnType) ? b.returnType.typeArguments[0] : b.returnType;
  if (resultA === undefined || resultB === undefined) return Number(resultA === undefined) - Number(resultB === undefined);
  let result = 0;
  for (const shape of returned) {
    const one = betterForElement(shape, resultA, resultB, context);
    if (one === 0) continue;
    if (result !== 0 && result !== one) return 0;
    result = one;
  }
  return result !== 0 ? result : betterConversionTarget(a.returnType, b.returnType, context);
}

function betterReturn(a: MethodSymbol, b: MethodSymbol, context: BindingContext): number {
  if (!sameParameterTypes(a, b)) return 0;
  if (isVoid(a.returnType) !== isVoid(b.returnType)) return isVoid(a.returnType) ? 1 : -1;
  return betterConversionTarget(a.returnType, b.returnType, context);
}

/** §12.6.4.7. */
export function betterConversionTarget(a: TypeSymbol, b: TypeSymbol, context: BindingContext): number {
  if (isIdentity(a, b)) return 0;
  const span = betterSpan(a, b, context);
  if (span !== 0) return span;
  const aToB = converts(a, b, context);
  const bToA = converts(b, a, context);
  if (aToB !== bToA) return aToB ? -1 : 1;
  if (isGenericTask(a) && isGenericTask(b)) {
    const x = a.kind === 'namedType' ? a.typeArguments[0] : undefined;
    const y = b.kind === 'namedType' ? b.typeArguments[0] : undefined;
    return x === undefined || y === undefined ? 0 : betterConversionTarget(x, y, context);
  }
  return betterSigned(a, b);
}

function isGenericTask(type: TypeSymbol): boolean {
  return isWellKnown(type, 'System.Threading.Tasks', 'Task', 1);
}

function converts(from: TypeSymbol, to: TypeSymbol, context: BindingContext): boolean {
  if (from.kind === 'dynamic') return false;
  const standard = standardImplicit(from, to, context);
  if (standard.kind !== 'none' || standard.unknown) return !standard.unknown;
  return classifyConversion(from, to, context).kind !== 'none';
}

/** ReadOnlySpan of E over Span of E; of two ReadOnlySpans the one with the better element (C# 14). */
function betterSpan(a: TypeSymbol, b: TypeSymbol, context: BindingContext): number {
  if (context.languageVersion < 14) return 0;
  const x = spanOf(a);
  const y = spanOf(b);
  if (x === undefined || y === undefined) return 0;
  if (x.readOnly !== y.readOnly) return !isIdentity(x.element, y.element) ? 0 : x.readOnly ? -1 : 1;
  if (!x.readOnly) return 0;
  const forward = converts(x.element, y.element, context);
  const backward = converts(y.element, x.element, context);
  return forward === backward ? 0 : forward ? -1 : 1;
}

function betterSigned(a: TypeSymbol, b: TypeSymbol): number {
  const x = specialTypeOf(stripNullable(a));
  const y = specialTypeOf(stripNullable(b));
  if (isBetterIntegral(x, y)) return nullableUnderlying(a) === undefined || nullableUnderlying(b) !== undefined ? -1 : 0;
  if (isBetterIntegral(y, x)) return nullableUnderlying(b) === undefined || nullableUnderlying(a) !== undefined ? 1 : 0;
  return 0;
}
