/** Invocations (ECMA-334 §12.8.10), argument lists, `nameof` (§12.8.23), late-bound calls. */
import type { Argument, Expression, Invocation } from '../../syntax/nodes';
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BoundArgument } from '../boundBody';
import type { BindContext, Bound, MethodGroup } from '../binderContext';
import type { Choice, ChosenMethod } from './bindExpressionGroup';
import type { ArgumentShape } from '../shape';
import { containsError, containsTypeParameter, sameType, someType } from '../../symbols/types';
import { findLocal, isUnknown, recordUnbound, recordUse, specialType, unknown, value } from '../binderContext';
import { asValue, bindExpression, bindValue, convertTo, settle } from './bindExpression';
import { chooseMethod } from './bindExpressionGroup';
import { recordParamsCollection } from './bindExpressionCreation';
import { lookupSimpleName } from '../binderLookup';
import { delegateInvoke, overloadContext } from '../binderTypes';
import { paramsElementType } from '../conversions/conversionsCollection';
import type { OverloadResult } from '../overload/overloadTypes';
import { resolveOverload } from '../overload/overload';

/** An argument bound once, whatever method it goes to. */
export interface BoundArg {
  readonly bound: Bound;
  readonly argument: Argument | undefined;
  readonly shape: ArgumentShape;
}

/** Whether an argument makes the call late bound: of type dynamic, and passed by value (measured: by ref, out or in it does not). */
export function hasDynamicArgument(args: readonly BoundArg[]): boolean {
  return args.some((a) => a.shape.refKind === 'none' && a.bound.type?.kind === 'dynamic');
}

/** Binds the expressions of an argument list in order. */
export function bindArguments(context: BindContext, args: readonly Argument[]): BoundArg[] {
  return args.map((argument) => {
    const { hasErrors } = context.function;
    const bound = bindValue(context, argument.expression, argument.refKind === 'none' || argument.refKind === 'in' ? 'read' : argument.refKind === 'out' ? 'write' : 'readWrite');
    const discard = argument.refKind === 'out' && argument.expression.kind === 'IdentifierName' && argument.expression.name === '_' && isUnknown(bound);
    // `out _` names nothing: that there is no `_` is no error.
    if (discard) context.function.hasErrors = hasErrors;
    return { bound, argument, shape: { name: argument.name, refKind: argument.refKind, shape: discard ? { kind: 'outVar' } : bound.shape } };
  });
}

/** Shapes of bound arguments. */
export function shapesOf(args: readonly BoundArg[]): ArgumentShape[] {
  return args.map((a) => a.shape);
}

/** Converts the arguments to the parameters that they go to, or settles them where no method was found. */
export function finishArguments(context: BindContext, args: readonly BoundArg[], choice: Choice): void {
  args.forEach((arg, index) => {
    if (choice.kind !== 'method') {
      settle(arg.bound);
      return;
    }
    convertTo(context, arg.bound, argumentTarget(context, choice, index), choice.method.parameters[choice.argumentToParameter[index] ?? -1]);
  });
}

function argumentTarget(context: BindContext, choice: { readonly method: MethodSymbol; readonly argumentToParameter: readonly number[]; readonly expanded: boolean }, index: number): TypeSymbol | undefined {
  const parameter = choice.method.parameters[choice.argumentToParameter[index] ?? -1];
  if (parameter === undefined) return undefined;
  return choice.expanded && parameter.isParams ? paramsElementType(parameter.type, overloadContext(context)) : parameter.type;
}

/** Arguments with their parameters, the receiver of a reduced call first. */
export function argumentMap(args: readonly BoundArg[], choice: { readonly method: MethodSymbol; readonly argumentToParameter: readonly number[]; readonly reduced?: boolean }, receiver: Bound | undefined): BoundArgument[] {
  const result: BoundArgument[] = [];
  const first: ParameterSymbol | undefined = choice.method.parameters[0];
  if (choice.reduced === true && receiver !== undefined && first !== undefined) result.push({ parameter: first, expression: receiver.node, argument: undefined });
  args.forEach((arg, index) => {
    const parameter = choice.method.parameters[choice.argumentToParameter[index] ?? -1];
    if (parameter !== undefined) result.push({ parameter, expression: arg.bound.node, argument: arg.argument });
  });
  return result;
}

/** `f(…)`. */
export function bindInvocation(context: BindContext, node: Invocation): Bound {
  if (isNameof(context, node)) return bindNameof(context, node);
  const callee = bindExpression(context, node.expression, 'invoke');
  if (context.builder !== undefined) context.builder.invocations++;
  if (callee.group !== undefined) return callGroup(context, node, callee.group);
  return callDelegate(context, node, asValue(callee));
}

function callGroup(context: BindContext, node: Invocation, group: MethodGroup): Bound {
  const args = bindArguments(context, node.arguments);
  const choice = chooseMethod(context, group, shapesOf(args));
  if (hasDynamicArgument(args) && staysLateBound(choice)) {
    group.receiver?.alternative?.choose(group.methods.every((m) => m.isStatic));
    args.forEach((a) => { settle(a.bound); });
    if (choice.kind === 'method' && isOnlyCandidate(context, group, args)) called(context, node, group, args, choice);
    return lateBound(context, node, group.receiver);
  }
  noteLambdaErrors(context, args, choice);
  finishArguments(context, args, choice);
  if (choice.kind !== 'method') {
    group.receiver?.alternative?.choose(group.methods.every((m) => m.isStatic));
    recordUnbound(context, group.anchor, choice.kind === 'none' && !args.some((a) => isUnknown(a.bound)));
    return value(node, choice.kind === 'unknown' ? commonReturnType(choice.candidates) : undefined, { isUnboundCall: true });
  }
  group.receiver?.alternative?.choose(choice.method.isStatic && !choice.reduced);
  if (group.typeArguments === undefined && hangsOnUnknown(args, choice)) {
    recordUnbound(context, group.anchor, false);
    return value(node, commonReturnType([choice.method]), { isUnboundCall: true });
  }
  return called(context, node, group, args, choice);
}

/**
 * Whether a type argument could only be inferred from an argument that is unknown itself: to the compiler such a call does not bind
 * (measured; an unknown result of a lambda and a list of an unknown type infer).
 */
function hangsOnUnknown(args: readonly BoundArg[], { method, argumentToParameter }: ChosenMethod): boolean {
  return method.typeArguments.some((type, ordinal) => type.kind === 'error' && args.some(({ bound }, i) => {
    const parameter = method.originalDefinition.parameters[argumentToParameter[i] ?? -1];
    return isUnknown(bound) && parameter !== undefined && someType(parameter.type, (part) => part === method.originalDefinition.typeParameters[ordinal]);
  }));
}

/** A call whose lambdas fit nothing is an error in the function around, too: it decides there as it would in a build. */
export function noteLambdaErrors(context: BindContext, args: readonly BoundArg[], { hasLambdaErrors }: Pick<Choice, 'hasLambdaErrors'>): void {
  if (hasLambdaErrors === true && !args.some((a) => isUnknown(a.bound))) context.function.hasErrors = true;
}

/** Of the methods of a group one alone takes the arguments, whatever the late-bound ones turn out to be. */
function isOnlyCandidate(context: BindContext, group: MethodGroup, args: readonly BoundArg[]): boolean {
  return group.methods.length === 1 || group.methods.filter((method) => chooseMethod(context, { ...group, methods: [method] }, shapesOf(args)).kind === 'method').length === 1;
}

/** What all remaining candidates return, whichever it is. */
function commonReturnType(candidates: readonly MethodSymbol[]): TypeSymbol | undefined {
  const type = candidates[0]?.returnType;
  return type !== undefined && !containsError(type) && !containsTypeParameter(type) && candidates.every((c) => sameType(c.returnType, type)) ? type : undefined;
}

/** A call with a `dynamic` argument binds at run time, extension methods and local functions excepted. */
function staysLateBound(choice: Choice): boolean {
  return choice.kind !== 'method' || (!choice.reduced && choice.method.methodKind !== 'localFunction');
}

function called(context: BindContext, node: Invocation, group: MethodGroup, args: readonly BoundArg[], choice: ChosenMethod): Bound {
  const method = choice.method;
  const details = { node, receiver: group.receiver, arguments: argumentMap(args, choice, group.receiver) };
  recordUse(context, method.methodKind === 'localFunction' ? 'localFunction' : 'call', method, group.anchor, details);
  if (choice.expanded) recordParamsCollection(context, method, node);
  context.builder?.symbols.set(node.expression, method);
  return value(node, method.returnType, { symbol: method });
}

function lateBound(context: BindContext, node: Expression, receiver: Bound | undefined): Bound {
  recordUse(context, 'dynamic', undefined, node, { node, receiver });
  return value(node, { kind: 'dynamic' });
}

function callDelegate(context: BindContext, node: Invocation, callee: Bound): Bound {
  settle(callee);
  const args = bindArguments(context, node.arguments);
  if (callee.type?.kind === 'dynamic') {
    args.forEach((a) => { settle(a.bound); });
    return lateBound(context, node, callee);
  }
  if (callee.type?.kind === 'functionPointer') {
    const pointer = callee.type;
    args.forEach((a, i) => { convertTo(context, a.bound, pointer.parameterTypes[i]); });
    return value(node, pointer.returnType);
  }
  const invoke = callee.type === undefined ? undefined : delegateInvoke(callee.type);
  const result: OverloadResult = invoke === undefined ? { kind: 'none' } : resolveOverload([invoke], shapesOf(args), { context: overloadContext(context) });
  noteLambdaErrors(context, args, result);
  if (result.kind !== 'method') {
    if (hasDynamicArgument(args)) return lateBound(context, node, callee);
    args.forEach((a) => { settle(a.bound); });
    const isNoDelegate = callee.type?.kind === 'namedType' && callee.type.typeKind !== 'delegate';
    recordUnbound(context, node, (invoke !== undefined || isNoDelegate) && result.kind === 'none');
    return unknown(node);
  }
  const choice: ChosenMethod = { ...result, reduced: false };
  if (hasDynamicArgument(args)) {
    args.forEach((a) => { settle(a.bound); });
    return lateBound(context, node, callee);
  }
  finishArguments(context, args, choice);
  recordUse(context, 'delegateInvoke', choice.method, node, { node, receiver: callee, arguments: argumentMap(args, choice, undefined) });
  return value(node, choice.method.returnType, { symbol: choice.method });
}

function isNameof(context: BindContext, node: Invocation): boolean {
  const callee = node.expression;
  return callee.kind === 'IdentifierName' && callee.name === 'nameof' && node.arguments.length === 1
    && findLocal(context, 'nameof') === undefined && lookupSimpleName(context, callee).kind === 'none';
}

function bindNameof(context: BindContext, node: Invocation): Bound {
  const argument = node.arguments[0]?.expression;
  const before = context.inNameof;
  context.inNameof = true;
  const bound = argument === undefined ? undefined : bindExpression(context, argument);
  bound?.alternative?.choose(false);
  if (bound?.group?.receiver?.alternative !== undefined) bound.group.receiver.alternative.choose(true);
  context.inNameof = before;
  const name = argument === undefined ? undefined : lastName(argument);
  return value(node, specialType(context, 'String'), name === undefined ? {} : { constant: { kind: 'primitive', value: name } });
}

function lastName(node: Expression): string | undefined {
  switch (node.kind) {
    case 'IdentifierName': case 'GenericName': return node.name;
    case 'AliasQualifiedName': case 'MemberAccess': return node.name.name;
    default: return undefined;
  }
}
