/** Places where values pass from one method of the program to another, by identity: results of methods, and parameters. */
import type { BoundBody } from '../../../binding/boundBody';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import { implementationsOf, overriddenMember } from '../../../symbols/inheritance';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isObject } from '../../../symbols/types';
import type { Assignment, Expression, Pattern } from '../../../syntax/nodes';
import { unwrapTask } from '../../aspnet/endpoints/endpoint';
import { localFunctionNode, localFunctionsOf } from '../../localFunctions';
import { baseItemType } from './baseItems';
import { mayHaveMore } from './derivedValues';
import { functionItemResult, functionResult } from './functionValues';
import { methodOf } from '../genericResults';
import { holdsObjects } from './objectItems';
import { typeName } from '../typeModel';

/** `object` and `dynamic`: what is serialized is the value's own type. */
export function isAnyObject(type: TypeSymbol): boolean {
  return isObject(type) || type.kind === 'dynamic';
}

/** Whether the values of such a type may be written otherwise than the type says. */
export function isFollowed(type: TypeSymbol): boolean {
  const result = functionResult(type) ?? functionItemResult(type);
  return isFollowedValue(type) || (result !== undefined && isFollowedValue(result));
}

function isFollowedValue(type: TypeSymbol): boolean {
  return isAnyObject(type) || holdsObjects(type) || mayHaveMore(type) || baseItemType(type) !== undefined;
}

/** A method of the program by name and parameters, the same in whatever body it is named. */
export function methodKey({ containingType, name, parameters }: MethodSymbol): string {
  return `${typeName(containingType)}.${name}(${parameters.map(({ type }) => typeName(type)).join()})`;
}

/** The result of a method of the program whose values are worth following, also by a task. */
export function resultSlot({ originalDefinition: method, methodKind }: MethodSymbol): string | undefined {
  if (methodKind === 'localFunction' || !method.containingType.containingAssembly.isSource || !isFollowed(unwrapTask(method.returnType))) return undefined;
  return methodKey(method);
}

/** The results that a method's values become: its own, and those of what it overrides and implements. */
export function resultSlots(method: MethodSymbol): readonly string[] {
  return resultSlot(method) === undefined ? [] : [...new Set(contractsOf(method).flatMap((each) => resultSlot(each) ?? []))];
}

/** The method, and what it overrides and implements. */
function contractsOf(method: MethodSymbol): readonly MethodSymbol[] {
  const contracts = implementationsOf(method.containingType).flatMap(({ interfaceMember, implementation }) => (implementation === method && interfaceMember.kind === 'method' ? [interfaceMember] : []));
  const methods: MethodSymbol[] = [method, ...contracts];
  for (let base = overriddenMember(method); base && methods.length < 64; base = overriddenMember(base)) methods.push(base);
  return methods;
}

const healthChecks = 'Microsoft.Extensions.Diagnostics.HealthChecks';

/** What health checks give with their results (`Healthy("fine", data)`), and their report has under `Data`. */
export function healthDataSlot({ name, containingType }: { readonly name: string; readonly containingType: NamedTypeSymbol }): string | undefined {
  if (containingType.namespace !== healthChecks) return undefined;
  const isData = (containingType.name === 'HealthCheckResult' && (name === 'data' || name === 'Data')) || (containingType.name === 'HealthReportEntry' && name === 'Data');
  return isData ? `${healthChecks}.Data` : undefined;
}

/** Parameter of a method or local function of the program that a call gives a value to. */
export function parameterSlot(method: MethodSymbol, ordinal: number, { file }: BoundBody): string | undefined {
  const { originalDefinition } = method;
  const parameter = originalDefinition.parameters[ordinal];
  const ofHealth = parameter && healthDataSlot({ name: parameter.name, containingType: originalDefinition.containingType });
  if (ofHealth !== undefined) return ofHealth;
  if (!parameter || parameter.isParams || parameter.refKind !== 'none' || !isFollowed(parameter.type)) return undefined;
  if (method.methodKind === 'localFunction') return `${file}#${method.name}#${ordinal}`;
  return originalDefinition.containingType.containingAssembly.isSource ? `${methodKey(originalDefinition)}#${ordinal}` : undefined;
}

/** What a name stands for that is a parameter, of the method or of a local function, which nothing else is assigned to. */
export function parameterSlots(expression: Expression, body: BoundBody): readonly string[] {
  const node = unwrap(expression);
  const symbol = node.kind === 'IdentifierName' ? body.symbolOf(node) : undefined;
  if (node.kind !== 'IdentifierName' || symbol?.kind !== 'parameter' || isAssigned(node.name, body) || isTested(node.name, body)) return [];
  const method = methodAround(symbol, body);
  const methods = method ? (method.methodKind === 'localFunction' ? [method] : contractsOf(method)) : [];
  return methods.flatMap((each) => parameterSlot(each, symbol.ordinal, body) ?? []);
}

function methodAround(parameter: ParameterSymbol, body: BoundBody): MethodSymbol | undefined {
  const own = methodOf(body);
  if (own?.parameters[parameter.ordinal] === parameter) return own;
  return localFunctionsOf(body).map((node) => body.functionOf(node)).find((method) => method?.parameters[parameter.ordinal] === parameter);
}

function isAssigned(name: string, body: BoundBody): boolean {
  return body.units.some(({ root }) => nodesOfKind(root, 'Assignment').some((node) => {
    const { left, operator } = node as unknown as Assignment;
    return operator === '=' && left.kind === 'IdentifierName' && left.name === name;
  }));
}

/** Whether code goes by the type of a variable: then it depends on the branch what it may be. */
export function isTested(name: string, body: BoundBody): boolean {
  return body.units.some(({ root }) => testing.some((kind) => nodesOfKind(root, kind).some((node) => {
    const { expression, pattern } = node as unknown as { readonly expression: Expression; readonly pattern?: Pattern };
    const tested = unwrap(expression);
    return tested.kind === 'IdentifierName' && tested.name === name && !(pattern && isNullTest(pattern));
  })));
}

const testing = ['IsType', 'IsPattern', 'SwitchExpression', 'Switch'] as const;

/** `null`, `not null`, `{ }`. */
function isNullTest(pattern: Pattern): boolean {
  if (pattern.kind === 'NotPattern' || pattern.kind === 'ParenthesizedPattern') return isNullTest(pattern.pattern);
  return pattern.kind === 'ConstantPattern' || (pattern.kind === 'RecursivePattern' && pattern.type === undefined);
}

/** What a local function returns; undefined for other methods. */
export function localFunctionResults(method: MethodSymbol, body: BoundBody): readonly Expression[] | undefined {
  const written = localFunctionNode(method, body);
  return written && body.returnsOf(written).map(({ expression }) => expression);
}

/** The method of the program that an expression calls, by whichever of its tasks it awaits. */
export function calledMethod(expression: Expression, body: BoundBody): MethodSymbol | undefined {
  const call = awaited(expression);
  const method = call.kind === 'Invocation' ? body.symbolOf(call) : undefined;
  return method?.kind === 'method' ? method : undefined;
}

/** Without `await` and `ConfigureAwait`. */
function awaited(expression: Expression): Expression {
  const node = unwrap(expression);
  if (node.kind !== 'Await') return node;
  const task = unwrap(node.expression);
  return task.kind === 'Invocation' && task.expression.kind === 'MemberAccess' && task.expression.name.name === 'ConfigureAwait' ? unwrap(task.expression.expression) : task;
}

/** The value of a task that is made of it: of `Task.FromResult(x)`, `ValueTask.FromResult(x)` and `new ValueTask<T>(x)`; the expression itself otherwise. */
export function valueOfTask(expression: Expression, body: BoundBody): Expression {
  const node = unwrap(expression);
  const made = node.kind === 'Invocation' || node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation' ? body.symbolOf(node) : undefined;
  if (made?.kind !== 'method' || made.containingType.namespace !== 'System.Threading.Tasks' || made.parameters.length !== 1) return expression;
  const isOfValue = made.name === 'FromResult' || (made.methodKind === 'constructor' && made.containingType.name === 'ValueTask' && made.parameters[0]?.name === 'result');
  return (isOfValue && 'arguments' in node ? node.arguments?.[0]?.expression : undefined) ?? expression;
}
