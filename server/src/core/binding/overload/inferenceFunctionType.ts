/** Inferred return types and natural types of lambdas and method groups (ECMA-334 §12.6.3.14, C# 10 function types). */
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import type { ExpressionShape, LambdaShape } from '../shape';
import { constructType } from '../../symbols/construct';
import { isTaskLike, isVoid, wellKnown } from '../conversions/conversionsTypes';
import { bestCommonType } from './inferenceCommonType';
import type { DelegateParameter } from '../synthesizedDelegate';
import { synthesizedDelegate } from '../synthesizedDelegate';

/**
 * The inferred return type of a lambda for these parameter types: void, a type, a task; undefined when there is none. `target` is
 * the delegate's return type: an async lambda returns the task-like type that it names.
 */
export function inferReturnType(lambda: LambdaShape, parameterTypes: readonly TypeSymbol[], target: TypeSymbol | undefined, context: BindingContext): TypeSymbol | undefined {
  if (lambda.explicitReturnType !== undefined) return lambda.explicitReturnType;
  const body = lambda.bind(parameterTypes);
  const result = returnedType(body.returns, body.isExpressionBody, context);
  if (result === undefined || !lambda.isAsync) return result;
  return asTask(result, target, context);
}

function returnedType(returns: readonly ExpressionShape[], isExpressionBody: boolean, context: BindingContext): TypeSymbol | undefined {
  if (returns.length === 0) return context.compilation.specialType('Void');
  const only = returns.length === 1 ? returns[0] : undefined;
  if (only?.kind === 'typed') return only.type;
  if (isExpressionBody && only?.kind === 'unknown') return { kind: 'error', name: '?' };
  return bestCommonType(returns, context);
}

function asTask(result: TypeSymbol, target: TypeSymbol | undefined, context: BindingContext): TypeSymbol | undefined {
  const custom = target !== undefined && isTaskLike(target) && target.name !== 'Task' ? target.originalDefinition : undefined;
  if (isVoid(result)) return custom?.arity === 0 ? custom : wellKnown('System.Threading.Tasks.Task', [], context);
  return custom?.arity === 1 ? constructType(custom, [result]) : wellKnown('System.Threading.Tasks.Task`1', [result], context);
}

/** Whether a lambda has a natural type: its parameter types are known and its return type can be inferred. */
export function hasNaturalType(lambda: LambdaShape, context: BindingContext): boolean {
  const types = naturalParameters(lambda);
  return types !== undefined && inferReturnType(lambda, types, undefined, context) !== undefined;
}

function naturalParameters(lambda: LambdaShape): readonly TypeSymbol[] | undefined {
  if (lambda.explicitParameters !== undefined) return lambda.explicitParameters.map((p) => p.type);
  return lambda.parameterCount === 0 ? [] : undefined;
}

/** `Func<…>`, `Action<…>` or a synthesized delegate of a lambda; undefined without a natural type. */
export function naturalLambdaType(lambda: LambdaShape, context: BindingContext): NamedTypeSymbol | undefined {
  const types = naturalParameters(lambda);
  const returnType = types === undefined ? undefined : inferReturnType(lambda, types, undefined, context);
  return returnType === undefined ? undefined : functionDelegate(lambda.explicitParameters ?? [], returnType, context);
}

/** The delegate of a method group with one method, likewise. */
export function naturalMethodGroupType(method: MethodSymbol, context: BindingContext): NamedTypeSymbol | undefined {
  if (method.typeParameters.length > 0 && method.originalDefinition === method) return undefined;
  return functionDelegate(method.parameters, method.returnType, context);
}

function functionDelegate(parameters: readonly DelegateParameter[], returnType: TypeSymbol, context: BindingContext): NamedTypeSymbol | undefined {
  const isAction = isVoid(returnType);
  const isPlain = parameters.length <= 16 && parameters.every((p) => p.refKind === 'none' && p.isParams !== true && p.isOptional !== true);
  if (!isPlain) return synthesizedDelegate(parameters, returnType, context.compilation);
  const types = parameters.map((p) => p.type);
  const typeArguments = isAction ? types : [...types, returnType];
  const name = isAction ? 'System.Action' : 'System.Func';
  const type = wellKnown(typeArguments.length === 0 ? name : `${name}\`${typeArguments.length}`, typeArguments, context);
  return type?.kind === 'namedType' ? type : undefined;
}
