/**
 * Repairs what the grammar's precedences get wrong: it gives `?.` the precedence of `?:` and takes every `(x) - y` for a cast.
 * The shapes made here are those of ECMA-334 §12.4.2 and §12.9.7.
 */
import type { Argument, Binary, Expression, NodeBase } from '../nodes';
import { field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';
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

const precedences: Readonly<Record<string, number>> = {
  '*': 10, '/': 10, '%': 10, '+': 9, '-': 9, '<<': 8, '>>': 8, '>>>': 8, '<': 7, '>': 7, '<=': 7, '>=': 7, '==': 6, '!=': 6,
  '&': 5, '^': 4, '|': 3, '&&': 2, '||': 1, '??': 0,
};

function precedence(operator: string): number {
  return precedences[operator] ?? 11;
}

/** Binary expressions that the grammar had as one operand: an operator that follows binds tighter where precedence says so. */
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
  return joined(left.left, left.operator, makeRelational(left.right, make));
}

/** `left operator right`, where `right` may be more than an operand: what binds less tightly in it goes around. */
function joined(left: Expression, operator: string, right: Expression): Expression {
  if (right.kind === 'Binary' && precedence(right.operator) <= precedence(operator)) return { ...right, start: left.start, left: joined(left, operator, right.left) };
  if (right.kind === 'Conditional') return { ...right, start: left.start, condition: joined(left, operator, right.condition) };
  return { kind: 'Binary', start: left.start, end: right.end, operator, left, right };
}

/** `left operator right`, with what a mistaken cast on either side has swallowed put right. */
export function makeBinary(left: Expression, operator: string, right: Expression): Expression {
  // `??` groups from the right.
  if (isOneOperand(left) && (precedence(operator) > precedence(left.operator) || (operator === '??' && left.operator === '??'))) {
    return regrouped({ ...left, end: right.end, right: makeBinary(left.right, operator, right) });
  }
  if (isOneOperand(right) && operator !== '??' && precedence(right.operator) <= precedence(operator)) {
    return regrouped({ ...right, start: left.start, left: makeBinary(left, operator, right.left) });
  }
  return { kind: 'Binary', start: left.start, end: right.end, operator, left, right };
}

function isOneOperand(expression: Expression): expression is Binary {
  return expression.kind === 'Binary' && oneOperand.has(expression);
}

/** `make` of the operand that a prefix operator, a cast or `await` takes from an expression on its right: `-(x) - y` negates `(x)`. */
export function makeUnary(operand: Expression, start: number, make: (operand: Expression) => Expression): Expression {
  return isOneOperand(operand) ? regrouped({ ...operand, start, left: makeUnary(operand.left, start, make) }) : make(operand);
}

/** `make` of the operand that `switch` or `with` takes from an expression on its left: `(x) - y with { }` copies `y`. */
export function makeSuffix(operand: Expression, end: number, make: (operand: Expression) => Expression): Expression {
  return isOneOperand(operand) ? regrouped({ ...operand, end, right: makeSuffix(operand.right, end, make) }) : make(operand);
}

/** `(x) - y` is a subtraction when `x` can be an expression: a cast needs another kind of token there (§12.9.7). */
export function lowerCast(c: LowerContext, node: RawNode): Expression {
  const type = field(node, 'type') ?? node.children[1];
  const value = node.children[node.children.length - 1];
  if (type === undefined || value === undefined || value === type) return errorNode(node);
  const operand = lowerExpression(c, value);
  if (isName(type) || isElement(type)) {
    const close = node.children.find((child) => child.type === ')');
    const parenthesized = (): Expression => ({ kind: 'Parenthesized', start: node.start, end: close?.end ?? type.end, expression: isElement(type) ? element(c, type) : lowerExpression(c, type) });
    const first = leftmost(operand);
    if (first.kind === 'Range' && first.left === undefined) return withLeftmost(operand, node.start, { ...first, start: node.start, left: parenthesized() });
    if (first.kind === 'PrefixUnary' && binaryLike.has(first.operator)) {
      // `(x) && y` reads as `(x)(&(&y))`.
      const inner = first.operator === '&' && first.operand.kind === 'PrefixUnary' && first.operand.operator === '&' && first.operand.start === first.start + 1 ? first.operand : undefined;
      const right = inner?.operand ?? first.operand;
      return regroupedFrom(makeBinary(parenthesized(), inner === undefined ? first.operator : '&&', withLeftmost(operand, right.start, right)));
    }
  }
  return makeUnary(operand, node.start, (expression) => ({ kind: 'Cast', start: node.start, end: expression.end, type: lowerType(c, type), expression }));
}

/** Where the text of an operand begins: of `-a * b`, told as one operand, `-a`. */
function leftmost(operand: Expression): Expression {
  return isOneOperand(operand) ? leftmost(operand.left) : operand;
}

/** The same operand with another beginning. */
function withLeftmost(operand: Expression, start: number, first: Expression): Expression {
  return isOneOperand(operand) ? regrouped({ ...operand, start, left: withLeftmost(operand.left, start, first) }) : first;
}

/** `x[i]`, read as an array type with a size: no cast has one. */
function isElement(type: RawNode): boolean {
  const [inner, rank] = type.children;
  if (type.type !== 'array_type' || inner === undefined || rank === undefined) return false;
  return (isName(inner) || isElement(inner)) && rank.children.filter((child) => !'[,]'.includes(child.type)).length === rank.children.filter((child) => child.type === ',').length + 1;
}

function element(c: LowerContext, type: RawNode): Expression {
  const [inner, rank] = type.children;
  if (inner === undefined || rank === undefined) return errorNode(type);
  const expression = inner.type === 'array_type' ? element(c, inner) : lowerExpression(c, inner);
  const written = rank.children.filter((child) => !'[,]'.includes(child.type)).map((index): Argument => ({ kind: 'Argument', start: index.start, end: index.end, name: undefined, refKind: 'none', expression: lowerExpression(c, index) }));
  return { kind: 'ElementAccess', start: expression.start, end: rank.end, expression, arguments: written };
}

const binaryLike = new Set(['+', '-', '*', '&', '^']);

function isName(type: RawNode): boolean {
  return type.type === 'identifier' || type.type === 'qualified_name' || type.type === 'alias_qualified_name' || type.type === 'generic_name';
}
