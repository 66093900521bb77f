/** Conversions of lambdas and method groups to delegates and expression trees (ECMA-334 §10.7, §10.8). */
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from './conversion';
import type { ExpressionShape, LambdaBodyShape, LambdaShape, MethodGroupShape } from '../shape';
import { conversionOf, noConversion, unknownConversion } from './conversion';
import { classifyConversion } from './conversions';
import { hasImplicitReference, isIdentity } from './conversionsReference';
import { containsError, delegateOf, isExpressionTree, isObject, isTaskLike, isVoid, isWellKnown } from './conversionsTypes';
import { hasNaturalType } from '../overload/inferenceFunctionType';

/** A lambda to a delegate type, an expression tree, or by its natural type to what all delegates convert to. */
export function classifyLambda(lambda: LambdaShape, to: TypeSymbol, context: BindingContext): Conversion {
  const invoke = delegateOf(to);
  if (invoke === undefined) return acceptsFunctionType(to) && hasNaturalType(lambda, context) ? conversionOf('anonymousFunction') : noConversion;
  if (!parametersFit(lambda, invoke)) return noConversion;
  if (lambda.explicitReturnType !== undefined && !isIdentity(lambda.explicitReturnType, invoke.returnType)) {
    return containsError(lambda.explicitReturnType) ? unknownConversion : noConversion;
  }
  const types = parameterTypesFor(lambda, invoke);
  const body = lambda.bind(types, invoke.returnType);
  if (body.hasErrors && context.ignoreLambdaErrors !== true) return noConversion;
  const result = bodyFits(lambda, body, invoke.returnType, context);
  return result.isImplicit && (body.hasErrors || types.some(containsError)) ? unknownConversion : result;
}

/** Parameter types that the lambda's body sees when it converts to the delegate. */
export function parameterTypesFor(lambda: LambdaShape, invoke: MethodSymbol): readonly TypeSymbol[] {
  return lambda.explicitParameters?.map((p) => p.type) ?? invoke.parameters.map((p) => p.type);
}

function parametersFit(lambda: LambdaShape, invoke: MethodSymbol): boolean {
  if (lambda.parameterCount === undefined) return invoke.parameters.every((p) => p.refKind !== 'out');
  if (lambda.parameterCount !== invoke.parameters.length) return false;
  const explicit = lambda.explicitParameters;
  if (explicit === undefined) return invoke.parameters.every((p, i) => p.refKind === (lambda.modifiers?.[i] ?? 'none'));
  return invoke.parameters.every((p, i) => {
    const own = explicit[i];
    return own !== undefined && own.refKind === p.refKind && (isIdentity(own.type, p.type) || containsError(own.type) || containsError(p.type));
  });
}

function bodyFits(lambda: LambdaShape, body: LambdaBodyShape, returnType: TypeSymbol, context: BindingContext): Conversion {
  const fits = conversionOf('anonymousFunction');
  if (lambda.isAsync) {
    if (isVoid(returnType) || (isTaskLike(returnType) && returnType.arity === 0)) return returnsNothing(body) ? fits : noConversion;
    const result = isTaskLike(returnType) ? returnType.typeArguments[0] : undefined;
    if (result === undefined) return returnType.kind === 'error' ? unknownConversion : noConversion;
    return returnsFit(body, result, context);
  }
  if (isVoid(returnType)) return returnsNothing(body) ? fits : noConversion;
  return returnsFit(body, returnType, context);
}

function returnsNothing(body: LambdaBodyShape): boolean {
  if (body.isExpressionBody) return body.isStatementExpression || body.returns[0]?.kind === 'throw' || isVoidShape(body.returns[0]);
  return body.returns.length === 0;
}

function isVoidShape(shape: ExpressionShape | undefined): boolean {
  return shape?.kind === 'typed' && isVoid(shape.type);
}

function returnsFit(body: LambdaBodyShape, to: TypeSymbol, context: BindingContext): Conversion {
  if (body.returnsVoid) return noConversion;
  let unknown = false;
  for (const returned of body.returns) {
    const conversion = classifyConversion(returned, to, context);
    if (!conversion.isImplicit) return noConversion;
    unknown ||= conversion.unknown;
  }
  return unknown ? unknownConversion : conversionOf('anonymousFunction');
}

/** Types that a function type converts to besides delegate types (C# 10). */
export function acceptsFunctionType(to: TypeSymbol): boolean {
  if (isObject(to)) return true;
  if (to.kind !== 'namedType') return false;
  if (to.specialType === 'Delegate' || to.specialType === 'MulticastDelegate') return true;
  if (to.namespace === 'System.Linq.Expressions' && (to.name === 'LambdaExpression' || to.name === 'Expression')) return to.arity === 0;
  return isWellKnown(to, 'System', 'ICloneable', 0) || isWellKnown(to, 'System.Runtime.Serialization', 'ISerializable', 0);
}

/** A method group to a delegate type (§10.8), or by its natural type where it has one method. */
export function classifyMethodGroup(group: MethodGroupShape, to: TypeSymbol): Conversion {
  const invoke = isExpressionTree(to) ? undefined : delegateOf(to);
  if (invoke === undefined) return acceptsFunctionType(to) && group.methods.length === 1 ? conversionOf('methodGroup') : noConversion;
  const method = group.resolve(invoke.parameters);
  if (method === undefined) return invoke.parameters.some((p) => containsError(p.type)) ? unknownConversion : noConversion;
  if (containsError(method.returnType) || containsError(invoke.returnType)) return unknownConversion;
  return returnFits(method, invoke.returnType) ? { kind: 'methodGroup', isImplicit: true, unknown: false, method } : noConversion;
}

function returnFits(method: MethodSymbol, returnType: TypeSymbol): boolean {
  if (isVoid(returnType)) return isVoid(method.returnType);
  return isIdentity(method.returnType, returnType) || hasImplicitReference(method.returnType, returnType);
}
