/** Where a value of type `object` is made: what the program writes as JSON is the type that it has there. */
import type { BoundBody } from '../../../binding/boundBody';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import type { Assignment, Await, Expression, Invocation, Unit, VariableDeclarator } from '../../../syntax/nodes';
import { unwrapTask } from '../../aspnet/endpoints/endpoint';
import { returnedByCall } from './functionValues';
import { heldByNew, lookedUpSlots, memberSlots } from './memberSlots';
import { narrowedSlots } from './narrowedSlots';
import { patternValueOf } from './patternValues';
import { isAnyObject, parameterSlots, valueOfTask } from './slots';

/** An expression with a type of its own, or one that stands for values made in other methods of the program. */
export interface ObjectSource {
  readonly expression: Expression;
  readonly unit: Unit;
  /** The results and parameters that it stands for. */
  readonly madeBy: readonly string[] | undefined;
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
    if (type && !isAnyObject(unwrapTask(type))) found.push({ expression: next.expression === expression ? expression : node, unit: next.unit, madeBy: undefined });
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
    case 'Conditional': return here(node.whenTrue, node.whenFalse);
    case 'SwitchExpression': return here(...node.arms.map((arm) => arm.expression));
    case 'Binary': return node.operator === '??' ? here(node.left, node.right) : [];
    case 'Assignment': return node.operator === '=' ? here(node.right) : node.operator === '??=' ? here(node.left, node.right) : [];
    case 'IdentifierName': {
      const madeBy = [...parameterSlots(node, body), ...memberSlots(node, body), ...lookedUpSlots(node, body), ...narrowedSlots(node, body)];
      if (madeBy.length > 0) found.push({ expression: node, unit, madeBy });
      return madeBy.length > 0 ? [] : [...here(...valuesOfVariable(node.name, unit)), ...placedIn(patternValueOf(node, body), unit, body)];
    }
    case 'MemberAccess':
    case 'ElementAccess': return storedElsewhere(node, unit, body, found) ?? (node.kind === 'MemberAccess' ? placedIn(heldByNew(node, body), unit, body) : []);
    case 'Await':
    case 'Invocation': return storedElsewhere(node, unit, body, found) ?? valuesOfCall(node, unit, body, found);
    default: return [];
  }
}

function placedIn(expression: Expression | undefined, unit: Unit, body: BoundBody): readonly Placed[] {
  return expression ? [{ expression, unit: body.unitOf(expression) ?? unit }] : [];
}

/** A member of the program, or what is looked up in a collection that is one, is a source itself. */
function storedElsewhere(node: Expression, unit: Unit, body: BoundBody, found: ObjectSource[]): readonly Placed[] | undefined {
  const madeBy = [...memberSlots(node, body), ...lookedUpSlots(node, body)];
  if (madeBy.length === 0) return undefined;
  found.push({ expression: node, unit, madeBy });
  return [];
}

/** A call of a local function or a lambda stands for its results; one of a method of the program is a source itself. */
function valuesOfCall(node: Await | Invocation, unit: Unit, body: BoundBody, found: ObjectSource[]): readonly Placed[] {
  const task = node.kind === 'Await' ? node.expression : node;
  const value = valueOfTask(task, body);
  if (value !== task) return [{ expression: value, unit }];
  const { expressions, slots } = returnedByCall(node, body);
  if (slots.length > 0) found.push({ expression: node, unit, madeBy: slots });
  return expressions.map((expression) => ({ expression, unit: body.unitOf(expression) ?? unit }));
}

/** What the only variable of that name in the unit is given. */
function valuesOfVariable(name: string, { root }: Unit): readonly Expression[] {
  const declared = nodesOfKind(root, 'VariableDeclarator').map((node) => node as unknown as VariableDeclarator).filter((variable) => variable.name === name);
  if (declared.length !== 1) return [];
  const assigned = nodesOfKind(root, 'Assignment').map((node) => node as unknown as Assignment).filter(({ operator, left }) => operator === '=' && left.kind === 'IdentifierName' && left.name === name);
  return [...(declared[0]?.initializer ? [declared[0].initializer] : []), ...assigned.map(({ right }) => right)];
}
