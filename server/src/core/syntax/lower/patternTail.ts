/**
 * The grammar lets the operand of a relational pattern run on: `x is > 5 && y` reads as `x is > (5 && y)`. An operand is a shift
 * expression (ECMA-334 §11.2.6), so operators of lower precedence belong to the `is` expression as a whole.
 */
import type { Expression, Pattern } from '../nodes';

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
    case 'BinaryPattern':
      return releaseSwallowed(pattern.right, (inner) => make({ ...pattern, end: inner.end, right: inner }));
    default:
      return make(pattern);
  }
}

function releaseOperand(operand: Expression, make: (operand: Expression) => Expression): Expression {
  if (operand.kind === 'Binary' && !tighter.has(operand.operator)) {
    const left = releaseOperand(operand.left, make);
    return { ...operand, start: left.start, left };
  }
  if (operand.kind === 'Conditional') {
    const condition = releaseOperand(operand.condition, make);
    return { ...operand, start: condition.start, condition };
  }
  return make(operand);
}
