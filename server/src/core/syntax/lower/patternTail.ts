/**
 * The grammar lets the operand of a relational pattern run on: `x is > 5 && y` reads as `x is > (5 && y)`. An operand is a shift
 * expression (ECMA-334 §11.2.6), so operators of lower precedence belong to the `is` expression as a whole.
 */
import type { Argument, BinaryPattern, Designation, Expression, IsPattern, IsType, NameSyntax, Pattern, TypeSyntax } from '../nodes';

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
    return { ...operand, start: left.start, left };
  }
  if (operand.kind === 'Conditional') {
    const condition = releaseOperand(operand.condition, make);
    return { ...operand, start: condition.start, condition };
  }
  return make(operand);
}

type Primary = (primary: Expression) => Expression;

/** `x is A.B ? 1 : 2`, `x is var (a, b)`: the grammar hangs `.B` and `(a, b)` on the whole `is` expression. Undefined for what cannot stand there. */
export function appendToType(target: IsType, end: number, make: Primary): Expression | undefined {
  const name = nameExpression(target.type);
  const made = name && make(name);
  if (made?.kind === 'MemberAccess' && made.expression === name && !made.arrow && isName(target.type)) {
    return { ...target, end, type: { kind: 'QualifiedName', start: target.type.start, end, left: target.type, right: made.name } };
  }
  const pattern = made?.kind === 'Invocation' && isVar(target.type) ? varPattern(target.type.start, end, made.arguments) : undefined;
  return pattern && { kind: 'IsPattern', start: target.start, end, expression: target.expression, pattern };
}

/** `x is not null && y is A.B or A.C`, `x is not A.B ? 1 : 2`: likewise for the right end of a pattern; `append` for what is an expression. */
export function appendToIs(target: IsPattern, end: number, make: Primary, append: (target: Expression, end: number, make: Primary) => Expression): Expression | undefined {
  const descend = (pattern: Pattern): Pattern | undefined => {
    switch (pattern.kind) {
      case 'ConstantPattern':
      case 'RelationalPattern': return { ...pattern, end, expression: append(pattern.expression, end, make) };
      case 'NotPattern': {
        const inner = descend(pattern.pattern);
        return inner && { ...pattern, end, pattern: inner };
      }
      case 'BinaryPattern': {
        const right = descend(pattern.right);
        return right && { ...pattern, end, right };
      }
      case 'TypePattern': {
        const made = isVar(pattern.type) ? make(pattern.type) : undefined;
        return made?.kind === 'Invocation' ? varPattern(pattern.start, end, made.arguments) : undefined;
      }
      default: return undefined;
    }
  };
  const pattern = descend(target.pattern);
  return pattern && { ...target, end, pattern };
}

function isVar(type: TypeSyntax): type is Extract<TypeSyntax, { kind: 'IdentifierName' }> {
  return type.kind === 'IdentifierName' && type.name === 'var';
}

function isName(type: TypeSyntax): type is NameSyntax {
  return nameExpression(type) !== undefined;
}

function varPattern(start: number, end: number, parts: readonly Argument[]): Pattern | undefined {
  const designation = designationOf((parts[0]?.start ?? end) - 1, end, parts);
  return designation && { kind: 'VarPattern', start, end, designation };
}

function designationOf(start: number, end: number, parts: readonly Argument[]): Designation | undefined {
  const designations = parts.map(({ expression }) => {
    if (expression.kind === 'Tuple') return designationOf(expression.start, expression.end, expression.arguments);
    if (expression.kind !== 'IdentifierName') return undefined;
    const { start: first, end: last, name } = expression;
    return name === '_' ? { kind: 'DiscardDesignation' as const, start: first, end: last } : { kind: 'SingleDesignation' as const, start: first, end: last, name };
  });
  return designations.every((d) => d !== undefined) ? { kind: 'ParenthesizedDesignation', start, end, designations } : undefined;
}
