/**
 * Repairs what the grammar's precedences get wrong: it gives `?.` the precedence of `?:` and takes every `(x) - y` for a cast.
 * The shapes made here are those of ECMA-334 §12.4.2 and §12.9.7.
 */
import type { Binary, Expression, IsPattern, IsType, NodeBase, RangeExpression } from '../nodes';
import { field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode } from './context';
import type { LowerContext } from './context';
import { elementAccessOf, operationOf, parenthesizedOperand, patternTestOf } from './noCast';
import { lowerExpression } from './expressions';
import { precedence } from './operatorPrecedence';
import { lowerType } from './types';

/**
 * Applies a postfix operation to the primary expression at the right end of `target`. In `!a?.b` and `x == a?.b` the grammar
 * hangs `?.b` on the whole left side; and `a?.b.c` is `a?.(b.c)`, so the operation belongs inside a conditional access.
 */
export function appendPostfix(target: Expression, end: number, make: (primary: Expression) => Expression): Expression {
  const descend = (inner: Expression): Expression => appendPostfix(inner, end, make);
  switch (target.kind) {
    case 'ConditionalAccess': return { ...target, end, whenNotNull: descend(target.whenNotNull) };
    case 'Binary': return regrouped({ ...target, end, right: descend(target.right) });
    case 'Assignment': return { ...target, end, right: descend(target.right) };
    case 'PrefixUnary': return { ...target, end, operand: descend(target.operand) };
    case 'Await': return { ...target, end, expression: descend(target.expression) };
    case 'Cast': return { ...target, end, expression: descend(target.expression) };
    case 'RefExpression': return { ...target, end, expression: descend(target.expression) };
    case 'ThrowExpression': return { ...target, end, expression: descend(target.expression) };
    case 'Conditional': return { ...target, end, whenFalse: descend(target.whenFalse) };
    case 'Range': return target.right === undefined ? make(target) : { ...target, end, right: descend(target.right) };
    case 'Lambda': return target.body.kind === 'Block' ? make(target) : { ...target, end, body: descend(target.body) };
    default: return make(target);
  }
}

/** Binary expressions and tests that the grammar had as one operand: an operator beside them binds tighter where precedence says so. */
const oneOperand = new WeakSet<NodeBase>();

/** The same expression, told as one operand. */
export function regrouped(expression: Expression): Expression {
  oneOperand.add(expression);
  return expression;
}

/** The same expression, all of which on the left is one operand. */
function regroupedFrom(expression: Expression): Expression {
  for (let inner = expression; inner.kind === 'Binary'; inner = inner.left) regrouped(inner);
  return expression;
}

/** `make` of the operand that `is` or `as` takes from an expression on its left. */
export function makeRelational(left: Expression, make: (operand: Expression) => Expression): Expression {
  if (left.kind !== 'Binary' || !oneOperand.has(left) || precedence(left.operator) >= precedence('<')) return make(left);
  return regroupedFrom(joined(left.left, left.operator, makeRelational(left.right, make)));
}

/** `left operator right`, where `right` may be more than an operand: what binds less tightly in it goes around. */
function joined(left: Expression, operator: string, right: Expression): Expression {
  if (right.kind === 'Binary' && precedence(right.operator) <= precedence(operator)) return { ...right, start: left.start, left: joined(left, operator, right.left) };
  if (right.kind === 'Conditional') return { ...right, start: left.start, condition: joined(left, operator, right.condition) };
  return { kind: 'Binary', start: left.start, end: right.end, operator, left, right };
}

/** `left operator right`, with what a mistaken cast on either side has swallowed put right. */
export function makeBinary(left: Expression, operator: string, right: Expression): Expression {
  if (isOneOperand(right) && operator !== '??' && precedence(right.operator) <= precedence(operator)) {
    return regrouped(makeBinary(makeBinary(left, operator, right.left), right.operator, right.right));
  }
  // `??` groups from the right.
  if (isOneOperand(left) && (precedence(operator) > precedence(left.operator) || (operator === '??' && left.operator === '??'))) {
    return regrouped({ ...left, end: right.end, right: makeBinary(left.right, operator, right) });
  }
  if (isOneTest(right) && precedence(operator) >= precedence('<')) return regrouped({ ...right, start: left.start, expression: makeBinary(left, operator, right.expression) });
  return { kind: 'Binary', start: left.start, end: right.end, operator, left, right };
}

function isOneOperand(expression: Expression): expression is Binary {
  return expression.kind === 'Binary' && oneOperand.has(expression);
}

/** `(i)..j`, read as a cast: a prefix operator takes its left side only, as in `^(i)..j`. */
function isOneRange(expression: Expression): expression is RangeExpression {
  return expression.kind === 'Range' && oneOperand.has(expression);
}

/** `(x) is (P)`, which the grammar reads as a cast: it goes around what stands before it. */
function isOneTest(expression: Expression): expression is IsPattern | IsType {
  return (expression.kind === 'IsPattern' || expression.kind === 'IsType') && oneOperand.has(expression);
}

/** `make` of the operand that a prefix operator, a cast or `await` takes from an expression on its right: `-(x) - y` negates `(x)`. */
export function makeUnary(operand: Expression, start: number, make: (operand: Expression) => Expression): Expression {
  if (isOneOperand(operand)) return regrouped({ ...operand, start, left: makeUnary(operand.left, start, make) });
  if (isOneRange(operand) && operand.left !== undefined) return regrouped({ ...operand, start, left: makeUnary(operand.left, start, make) });
  return isOneTest(operand) ? regrouped({ ...operand, start, expression: makeUnary(operand.expression, start, make) }) : make(operand);
}

/** `make` of the operand that `switch` or `with` takes from an expression on its left: `(x) - y with { }` copies `y`. */
export function makeSuffix(operand: Expression, end: number, make: (operand: Expression) => Expression): Expression {
  return isOneOperand(operand) ? regrouped({ ...operand, end, right: makeSuffix(operand.right, end, make) }) : make(operand);
}

/** A cast, or what the grammar reads as one. */
export function lowerCast(c: LowerContext, node: RawNode): Expression {
  const type = field(node, 'type') ?? node.children[1];
  const value = node.children[node.children.length - 1];
  if (type === undefined || value === undefined || value === type) return errorNode(node);
  const access = elementAccessOf(node, type, value);
  if (access !== undefined) return lowerExpression(c, access);
  const test = patternTestOf(c, node, type, value);
  if (test !== undefined) return regrouped(lowerExpression(c, test));
  const operation = operationOf(node, type, value);
  if (operation !== undefined) return regroupedFrom(makeBinary(lowerExpression(c, operation.left), operation.operator.type, lowerExpression(c, operation.right)));
  const operand = lowerExpression(c, value);
  if (operand.kind === 'Range' && operand.left === undefined) {
    const left = parenthesizedOperand(node, type);
    if (left !== undefined) return regrouped({ ...operand, start: node.start, left: lowerExpression(c, left) });
  }
  return makeUnary(operand, node.start, (expression) => ({ kind: 'Cast', start: node.start, end: expression.end, type: lowerType(c, type), expression }));
}
