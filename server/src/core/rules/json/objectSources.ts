/** Where a value of type `object` is made: what the program writes as JSON is the type that it has there. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, unwrap } from '../../flow/walk';
import { implementationsOf, overriddenMember } from '../../symbols/inheritance';
import type { MethodSymbol } from '../../symbols/symbol';
import { isObject } from '../../symbols/types';
import type { Assignment, Expression, LocalFunction, Unit, VariableDeclarator } from '../../syntax/nodes';
import { unwrapTask } from '../aspnet/endpoint';
import { typeName } from './typeModel';

/** An expression with a type of its own, or a call of a method of the program that returns `object`. */
export interface ObjectSource {
  readonly expression: Expression;
  readonly unit: Unit;
  /** Identity of the method that is called. */
  readonly madeBy: string | undefined;
}

/** The expression itself, or the values that it stands for where its own type is `object` or depends on its target. */
export function objectSources(expression: Expression, unit: Unit, body: BoundBody): readonly ObjectSource[] {
  const found: ObjectSource[] = [];
  const seen = new Set<Expression>();
  const pending: Placed[] = [{ expression, unit }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = unwrap(next.expression);
    if (seen.has(node)) continue;
    seen.add(node);
    const type = body.typeOf(node);
    if (type && !isObject(type)) found.push({ expression: next.expression === expression ? expression : node, unit: next.unit, madeBy: undefined });
    else pending.push(...branchesOf(node, next.unit, body, found));
  }
  return found;
}

interface Placed { readonly expression: Expression; readonly unit: Unit }

function branchesOf(node: Expression, unit: Unit, body: BoundBody, found: ObjectSource[]): readonly Placed[] {
  const here = (...expressions: readonly Expression[]): readonly Placed[] => expressions.map((expression) => ({ expression, unit }));
  switch (node.kind) {
    case 'Cast':
    case 'As': return here(node.expression);
    case 'Await': return valuesOfCall(awaited(node.expression), unit, body, found);
    case 'Conditional': return here(node.whenTrue, node.whenFalse);
    case 'SwitchExpression': return here(...node.arms.map((arm) => arm.expression));
    case 'Binary': return node.operator === '??' ? here(node.left, node.right) : [];
    case 'Assignment': return node.operator === '=' ? here(node.right) : [];
    case 'IdentifierName': return here(...valuesOfVariable(node.name, unit));
    case 'Invocation': return valuesOfCall(node, unit, body, found);
    default: return [];
  }
}

/** A call of a local function stands for its results; one of a method of the program is a source itself. */
function valuesOfCall(node: Expression, unit: Unit, body: BoundBody, found: ObjectSource[]): readonly Placed[] {
  const method = node.kind === 'Invocation' ? body.symbolOf(node) : undefined;
  if (method?.kind !== 'method') return [];
  const results = localFunctionResults(method, body);
  const madeBy = results ? undefined : objectMethodKey(method);
  if (madeBy !== undefined) found.push({ expression: node, unit, madeBy });
  return results ?? [];
}

/** Without `ConfigureAwait`. */
function awaited(expression: Expression): Expression {
  const node = unwrap(expression);
  return node.kind === 'Invocation' && node.expression.kind === 'MemberAccess' && node.expression.name.name === 'ConfigureAwait' ? unwrap(node.expression.expression) : node;
}

/** What the only variable of that name in the unit is given. */
function valuesOfVariable(name: string, { root }: Unit): readonly Expression[] {
  const declared = nodesOfKind(root, 'VariableDeclarator').map((node) => node as unknown as VariableDeclarator).filter((variable) => variable.name === name);
  if (declared.length !== 1) return [];
  const assigned = nodesOfKind(root, 'Assignment').map((node) => node as unknown as Assignment).filter(({ operator, left }) => operator === '=' && left.kind === 'IdentifierName' && left.name === name);
  return [...(declared[0]?.initializer ? [declared[0].initializer] : []), ...assigned.map(({ right }) => right)];
}

/** What a local function returns; undefined for other methods. */
export function localFunctionResults(method: MethodSymbol, body: BoundBody): readonly Placed[] | undefined {
  for (const unit of body.units) {
    const root = unit.root as AnyNode | undefined;
    for (const node of [...(root?.kind === 'LocalFunction' ? [root] : []), ...nodesOfKind(root, 'LocalFunction')]) {
      const written = node as unknown as LocalFunction;
      if (body.functionOf(written) === method.originalDefinition) return body.returnsOf(written).map(({ expression }) => ({ expression, unit }));
    }
  }
  return undefined;
}

/** Identity of a method of the program that returns `object`, also by a task; undefined for others. */
export function objectMethodKey(method: MethodSymbol): string | undefined {
  const { originalDefinition: { containingType, name, parameters, returnType } } = method;
  if (!isObject(unwrapTask(returnType)) || !containingType.containingAssembly.isSource) return undefined;
  return `${typeName(containingType)}.${name}(${parameters.map(({ type }) => typeName(type)).join()})`;
}

/** Identities that a method is called by: its own, and those of what it overrides and implements. */
export function objectMethodKeys(method: MethodSymbol): readonly string[] {
  const own = objectMethodKey(method);
  if (own === undefined) return [];
  const contracts = implementationsOf(method.containingType).flatMap(({ interfaceMember, implementation }) => (implementation === method && interfaceMember.kind === 'method' ? [interfaceMember] : []));
  const methods: MethodSymbol[] = [method, ...contracts];
  for (let base = overriddenMember(method); base && methods.length < 64; base = overriddenMember(base)) methods.push(base);
  return [...new Set(methods.flatMap((each) => objectMethodKey(each) ?? []))];
}
