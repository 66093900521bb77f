/**
 * The grammar lets the operand of a relational pattern run on: `x is > 5 && y` reads as `x is > (5 && y)`. An operand is a shift
 * expression (ECMA-334 §11.2.6), so operators of lower precedence belong to the `is` expression as a whole.
 */
import type { BinaryPattern, Expression, IsPattern, IsType, Pattern, TypeSyntax } from '../nodes';
import { regrouped } from './precedence';

type Make = (pattern: Pattern) => Expression;

const tighter = new Set(['*', '/', '%', '+', '-', '<<', '>>', '>>>']);

/** `make(pattern)` with what its last operand has swallowed put around it. */
export function releaseSwallowed(pattern: Pattern, make: Make): Expression {
  switch (pattern.kind) {
    case 'RelationalPattern':
      return releaseOperand(pattern.expression, (operand) => make({ ...pattern, end: operand.end, expression: operand }));
    case 'ConstantPattern':
      return releaseOperand(pattern.expression, (operand) => make({ ...pattern, end: operand.end, expression: operand }));
    case 'NotPattern':
      return releaseSwallowed(pattern.pattern, (inner) => make({ ...pattern, end: inner.end, pattern: inner }));
    case 'BinaryPattern': {
      const whole = hasSwallowed(pattern.left) ? continued(releaseSwallowed(pattern.left, make), pattern) : undefined;
      return whole ?? releaseSwallowed(pattern.right, (inner) => make({ ...pattern, end: inner.end, right: inner }));
    }
    default:
      return make(pattern);
  }
}

/** Whether the last operand of a pattern holds more than an operand. */
function hasSwallowed(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'RelationalPattern': case 'ConstantPattern':
      return pattern.expression.kind === 'Conditional' || (pattern.expression.kind === 'Binary' && !tighter.has(pattern.expression.operator));
    case 'NotPattern': return hasSwallowed(pattern.pattern);
    case 'BinaryPattern': return hasSwallowed(pattern.left) || hasSwallowed(pattern.right);
    default: return false;
  }
}

/** `x is null && y is A or B`: `or B` goes on with the `is` that the first pattern had swallowed. Undefined where none ends the expression. */
function continued(target: Expression, tail: BinaryPattern): Expression | undefined {
  switch (target.kind) {
    case 'IsType': return continuedIs(target, typeAsPattern(target.type), tail);
    case 'IsPattern': return continuedIs(target, target.pattern, tail);
    case 'Binary': {
      const right = continued(target.right, tail);
      return right && { ...target, end: right.end, right };
    }
    case 'Conditional': {
      const whenFalse = continued(target.whenFalse, tail);
      return whenFalse && { ...target, end: whenFalse.end, whenFalse };
    }
    default: return undefined;
  }
}

function continuedIs(target: IsType | IsPattern, before: Pattern, { operator, right }: BinaryPattern): Expression {
  return releaseSwallowed(right, (after) => {
    const { start, expression } = target;
    return { kind: 'IsPattern', start, end: after.end, expression, pattern: joined(before, operator, after) };
  });
}

/** `and` binds tighter than `or` (§11.2.10). */
function joined(left: Pattern, operator: BinaryPattern['operator'], right: Pattern): Pattern {
  if (operator === 'and' && left.kind === 'BinaryPattern' && left.operator === 'or') return { ...left, end: right.end, right: joined(left.right, operator, right) };
  return { kind: 'BinaryPattern', start: left.start, end: right.end, operator, left, right };
}

/** What stands after `is` alone, as a pattern: a name is a constant until binding finds a type. */
function typeAsPattern(type: TypeSyntax): Pattern {
  const { start, end } = type;
  const expression = nameExpression(type);
  return expression === undefined ? { kind: 'TypePattern', start, end, type } : { kind: 'ConstantPattern', start, end, expression };
}

/** `A.B.C` as an expression; undefined for other syntax of types. */
export function nameExpression(type: TypeSyntax): Expression | undefined {
  if (type.kind === 'IdentifierName' || type.kind === 'GenericName' || type.kind === 'AliasQualifiedName') return type;
  const left = type.kind === 'QualifiedName' ? nameExpression(type.left) : undefined;
  return type.kind === 'QualifiedName' && left !== undefined ? { kind: 'MemberAccess', start: type.start, end: type.end, expression: left, name: type.right, arrow: false } : undefined;
}

function releaseOperand(operand: Expression, make: (operand: Expression) => Expression): Expression {
  if (operand.kind === 'Binary' && !tighter.has(operand.operator)) {
    const left = releaseOperand(operand.left, make);
    return regrouped({ ...operand, start: left.start, left });
  }
  if (operand.kind === 'Conditional') {
    const condition = releaseOperand(operand.condition, make);
    return { ...operand, start: condition.start, condition };
  }
  return make(operand);
}
