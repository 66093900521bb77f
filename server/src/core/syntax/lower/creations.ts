/** Lowering of creation expressions, initializers and collection expressions. */
import type { ArrayType, Expression, Initializer, Spread } from '../nodes';
import { childOfType, commaGroups } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, identifierText } from './context';
import type { LowerContext } from './context';
import { lowerArguments, lowerExpression } from './expressions';
import { withGenericCalls, withGenericCreations } from './genericCall';
import { makeSuffix } from './precedence';
import { identifierName, lowerArrayType, lowerType } from './types';

function initializerOf(c: LowerContext, node: RawNode, kind: 'array' | 'creation'): Initializer | undefined {
  const initializer = childOfType(node, 'initializer_expression');
  return initializer && lowerInitializer(c, initializer, kind);
}

/** `new T(…) {…}` and `new(…) {…}`. */
export function lowerObjectCreation(c: LowerContext, node: RawNode): Expression {
  const { start, end } = node;
  const list = childOfType(node, 'argument_list');
  const type = node.children[1];
  if (type === undefined) return errorNode(node);
  if (type.type === 'argument_list') {
    return { kind: 'ImplicitObjectCreation', start, end, arguments: lowerArguments(c, type), initializer: initializerOf(c, node, 'creation') };
  }
  if (type.type === 'array_type' && list === undefined) return lowerArrayCreation(c, node);
  return { kind: 'ObjectCreation', start, end, type: lowerType(c, type), arguments: list && lowerArguments(c, list), initializer: initializerOf(c, node, 'creation') };
}

/** `new T[n] {…}`. */
export function lowerArrayCreation(c: LowerContext, node: RawNode): Expression {
  const type = childOfType(node, 'array_type');
  if (type === undefined) return errorNode(node);
  const arrayType: ArrayType = lowerArrayType(c, type);
  return { kind: 'ArrayCreation', start: node.start, end: node.end, type: arrayType, initializer: initializerOf(c, node, 'array') };
}

/** `new[] {…}`. */
export function lowerImplicitArray(c: LowerContext, node: RawNode): Expression {
  const initializer = initializerOf(c, node, 'array');
  if (initializer === undefined) return errorNode(node);
  const rank = node.children.filter((child) => child.type === ',').length + 1;
  return { kind: 'ImplicitArrayCreation', start: node.start, end: node.end, rank, initializer };
}

/** `stackalloc T[n] {…}` and `stackalloc[] {…}`. */
export function lowerStackAlloc(c: LowerContext, node: RawNode): Expression {
  const type = childOfType(node, 'array_type');
  return { kind: 'StackAlloc', start: node.start, end: node.end, type: type && lowerArrayType(c, type), initializer: initializerOf(c, node, 'array') };
}

/** `new { A = 1, x.B }`. */
export function lowerAnonymousObject(c: LowerContext, node: RawNode): Expression {
  const groups = commaGroups({ ...node, children: node.children.slice(1) }, '{', '}');
  const members = groups.map((group) => {
    const [first, operator, value] = group;
    if (first !== undefined && operator?.type === '=' && value !== undefined) return { name: identifierText(c, first), expression: lowerExpression(c, value) };
    return { name: undefined, expression: first !== undefined && group.length === 1 ? lowerExpression(c, first) : errorNode(first ?? node) };
  });
  return { kind: 'AnonymousObjectCreation', start: node.start, end: node.end, members };
}

/**
 * `{ … }` after a creation. After `new T` it sets members when its first element assigns (§12.8.17.2.2), otherwise it adds elements;
 * what follows an array is an array's.
 */
export function lowerInitializer(c: LowerContext, node: RawNode, context: 'array' | 'creation'): Initializer {
  const elements = withGenericCalls(withGenericCreations(node.children.filter((child) => child.type !== '{' && child.type !== '}' && child.type !== ',')));
  const kind = context === 'array' ? 'array' : elements.length === 0 || elements[0]?.type === 'assignment_expression' ? 'object' : 'collection';
  const expressions = elements.map((element) => (kind === 'object' ? memberInitializer(c, element) : elementInitializer(c, element, context)));
  return { kind: 'Initializer', start: node.start, end: node.end, initializerKind: kind, expressions };
}

function elementInitializer(c: LowerContext, node: RawNode, context: 'array' | 'creation'): Expression {
  if (node.type !== 'initializer_expression') return lowerExpression(c, node);
  if (context === 'array') return lowerInitializer(c, node, 'array');
  // `{ k, v }`: the arguments of one Add call.
  return { ...lowerInitializer(c, node, 'array'), initializerKind: 'collection' };
}

function memberInitializer(c: LowerContext, node: RawNode): Expression {
  const [left, operator, right] = node.children;
  if (node.type !== 'assignment_expression' || left === undefined || operator === undefined || right === undefined) return lowerExpression(c, node);
  return {
    kind: 'Assignment', start: node.start, end: node.end, operator: operator.type, left: lowerExpression(c, left),
    right: right.type === 'initializer_expression' ? lowerInitializer(c, right, 'creation') : lowerExpression(c, right),
  };
}

/** `x with { A = 1 }`. */
export function lowerWith(c: LowerContext, node: RawNode): Expression {
  const target = node.children[0];
  const open = childOfType(node, '{');
  if (target === undefined || open === undefined) return errorNode(node);
  const expressions = node.children.filter((child) => child.type === 'with_initializer').map((child): Expression => {
    const [name, , value] = child.children;
    if (name === undefined || value === undefined) return errorNode(child);
    const right = value.type === 'initializer_expression' ? lowerInitializer(c, value, 'creation') : lowerExpression(c, value);
    return { kind: 'Assignment', start: child.start, end: child.end, operator: '=', left: identifierName(c, name), right };
  });
  const initializer: Initializer = { kind: 'Initializer', start: open.start, end: node.end, initializerKind: 'object', expressions };
  return makeSuffix(lowerExpression(c, target), node.end, (expression) => ({ kind: 'With', start: expression.start, end: node.end, expression, initializer }));
}

/** `[a, ..b]`. */
export function lowerCollection(c: LowerContext, node: RawNode): Expression {
  const elements: (Expression | Spread)[] = [];
  for (const child of withGenericCalls(node.children)) {
    if (child.type === 'ERROR') elements.push(errorNode(child));
    else if (child.type === 'collection_element') elements.push(collectionElement(c, child));
  }
  return { kind: 'CollectionExpression', start: node.start, end: node.end, elements };
}

function collectionElement(c: LowerContext, node: RawNode): Expression | Spread {
  const element = node.children[0];
  const value = element?.children[element.children.length - 1];
  if (element === undefined || value === undefined) return errorNode(node);
  const expression = lowerExpression(c, value);
  if (element.type === 'spread_element') return { kind: 'Spread', start: element.start, end: element.end, expression };
  const spread = withoutDots(expression);
  return spread ? { kind: 'Spread', start: element.start, end: element.end, expression: spread } : expression;
}

/** In `[..a ?? b]` the grammar takes `..a` for a range: the expression without the dots; undefined when there are none in front. */
function withoutDots(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'Range': return expression.left === undefined ? expression.right : undefined;
    case 'Binary': {
      const left = withoutDots(expression.left);
      return left && { ...expression, start: left.start, left };
    }
    case 'Conditional': {
      const condition = withoutDots(expression.condition);
      return condition && { ...expression, start: condition.start, condition };
    }
    case 'As': case 'IsType': case 'IsPattern': case 'SwitchExpression': case 'With': {
      const inner = withoutDots(expression.expression);
      return inner && { ...expression, start: inner.start, expression: inner };
    }
    default: return undefined;
  }
}
