/** Lowering of expressions: one case for each node type of the grammar. */
import type { Argument, Expression, TypeSyntax } from '../nodes';
import { field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, identifierText, isDamaged, rewrittenWithin } from './context';
import { deconstructionTarget } from './deconstructionTarget';
import type { LowerContext } from './context';
import {
  lowerAnonymousObject, lowerArrayCreation, lowerCollection, lowerImplicitArray, lowerInitializer, lowerObjectCreation, lowerStackAlloc, lowerWith,
} from './creations';
import { lowerAnonymousMethod, lowerLambda } from './lambdas';
import { lowerInterpolatedString, lowerLiteral, negatedLiteral } from './literals';
import { closedEnd, lowerContinuedPattern, lowerDesignation, lowerIsPattern, lowerSwitchExpression } from './patterns';
import { appendPostfix, lowerCast, makeBinary, makeRelational, makeUnary } from './precedence';
import { asType, genericCall, withGenericCalls } from './genericCall';
import { lowerQuery } from './queries';
import { genericName, identifierName, lowerArrayType, lowerName, lowerSimpleName, lowerType, predefinedType } from './types';

/** Any expression; what could not be parsed becomes an ErrorNode. */
export function lowerExpression(c: LowerContext, node: RawNode): Expression {
  const expression = lowerRead(c, node);
  const start = node.start - 1;
  if (c.rewrites?.get(start) !== 'parenthesizedKey' || c.rewrites.get(node.end) !== 'parenthesizedKey' || expression.kind === 'Parenthesized') return expression;
  return { kind: 'Parenthesized', start, end: node.end + 1, expression };
}

/** As the grammar reads it. */
function lowerRead(c: LowerContext, node: RawNode): Expression {
  if (node.missing || isDamaged(node) && !toleratesDamage.has(node.type)) return errorNode(node);
  const { start, end } = node;
  const first = node.children[0];
  switch (node.type) {
    case 'identifier': case 'implicit_type': return identifierName(c, node);
    case 'generic_name': return genericName(c, node);
    case 'predefined_type': return predefinedType(c, node);
    case 'alias_qualified_name': case 'qualified_name': return nameExpression(c, node);
    case 'nullable_type': case 'array_type': case 'pointer_type': case 'tuple_type': return typeExpression(c, node);
    case 'this': return { kind: 'This', start, end };
    case 'base': return { kind: 'Base', start, end };
    case 'null_literal': case 'boolean_literal': case 'integer_literal': case 'real_literal': case 'character_literal':
    case 'string_literal': case 'verbatim_string_literal': case 'raw_string_literal': return lowerLiteral(c, node);
    case 'interpolated_string_expression': return lowerInterpolatedString(c, node);
    case 'member_access_expression': return lowerContinuedPattern(c, node) ?? memberAccess(c, node);
    case 'invocation_expression': return lowerContinuedPattern(c, node) ?? invocation(c, node);
    case 'element_access_expression': return elementAccess(c, node);
    case 'conditional_access_expression': return conditionalAccess(c, node);
    case 'postfix_unary_expression': return postfixUnary(c, node);
    case 'element_binding_expression': return { kind: 'ImplicitElementAccess', start, end, arguments: lowerArguments(c, node) };
    case 'prefix_unary_expression': {
      const operand = node.children[1];
      if (first && operand && c.rewrites?.get(start) === 'pointerIndirection') return first.type === '~' ? indirection(c, lowerExpression(c, operand), start) : assignedPrefix(lowerExpression(c, operand), first.type, start);
      return first && operand ? makeUnary(lowerExpression(c, operand), start, (inner) => ({ kind: 'PrefixUnary', start, end: inner.end, operator: first.type, operand: first.type === '-' ? negatedLiteral(c, inner) : inner })) : errorNode(node);
    }
    case 'binary_expression': return binary(c, node);
    case 'assignment_expression': return assignment(c, node);
    case 'as_expression': return operands(node, (left, right) => makeRelational(lowerExpression(c, left), (expression) => ({ kind: 'As', start: expression.start, end, expression, type: lowerType(c, right) })));
    case 'is_expression': return operands(node, (left, right) => makeRelational(lowerExpression(c, left), (expression) => ({ kind: 'IsType', start: expression.start, end: closedEnd(c, end), expression, type: lowerType(c, right) })));
    case 'is_pattern_expression': return lowerIsPattern(c, node);
    case 'cast_expression': return lowerCast(c, node);
    case 'conditional_expression': return conditional(c, node);
    case 'await_expression': return last(node, (operand) => makeUnary(lowerExpression(c, operand), start, (expression) => ({ kind: 'Await', start, end: expression.end, expression })));
    case 'throw_expression': return last(node, (operand) => ({ kind: 'ThrowExpression', start, end, expression: lowerExpression(c, operand) }));
    case 'ref_expression': return last(node, (operand) => ({ kind: 'RefExpression', start, end, expression: lowerExpression(c, operand) }));
    case 'parenthesized_expression': return node.children[1] ? { kind: 'Parenthesized', start, end, expression: lowerExpression(c, node.children[1]) } : errorNode(node);
    case 'tuple_expression': return tuple(c, node);
    case 'range_expression': return range(c, node);
    case 'checked_expression': return node.children[2] ? { kind: 'Checked', start, end, checked: first?.type === 'checked', expression: lowerExpression(c, node.children[2]) } : errorNode(node);
    case 'typeof_expression': return node.children[2] ? { kind: 'TypeOf', start, end, type: lowerType(c, node.children[2]) } : errorNode(node);
    case 'sizeof_expression': return node.children[2] ? { kind: 'SizeOf', start, end, type: lowerType(c, node.children[2]) } : errorNode(node);
    case 'default_expression': return defaultExpression(c, node);
    case 'makeref_expression': case 'reftype_expression': case 'refvalue_expression': return typedReference(c, node);
    case 'object_creation_expression': case 'implicit_object_creation_expression': return lowerObjectCreation(c, node);
    case 'array_creation_expression': return lowerArrayCreation(c, node);
    case 'implicit_array_creation_expression': return lowerImplicitArray(c, node);
    case 'anonymous_object_creation_expression': return lowerAnonymousObject(c, node);
    case 'stackalloc_expression': case 'implicit_stackalloc_expression': return lowerStackAlloc(c, node);
    case 'initializer_expression': return lowerInitializer(c, node, 'array');
    case 'with_expression': return lowerWith(c, node);
    case 'collection_expression': return lowerCollection(c, node);
    case 'lambda_expression': return lowerLambda(c, node);
    case 'anonymous_method_expression': return lowerAnonymousMethod(c, node);
    case 'switch_expression': return lowerSwitchExpression(c, node);
    case 'query_expression': return lowerQuery(c, node);
    case 'declaration_expression': return declarationExpression(c, node);
    default: return errorNode(node);
  }
}

/** Lists whose other elements are good although one is not. */
const toleratesDamage = new Set(['tuple_expression', 'initializer_expression', 'collection_expression', 'switch_expression', 'anonymous_object_creation_expression']);

function last(node: RawNode, make: (operand: RawNode) => Expression): Expression {
  const operand = node.children[node.children.length - 1];
  return operand === undefined || node.children.length < 2 ? errorNode(node) : make(operand);
}

function operands(node: RawNode, make: (left: RawNode, right: RawNode) => Expression): Expression {
  const [left, , right] = node.children;
  return left === undefined || right === undefined ? errorNode(node) : make(left, right);
}

/** The grammar has type nodes where a name and an expression cannot be told apart; expressions use member accesses. */
export function nameExpression(c: LowerContext, node: RawNode): Expression {
  if (node.type === 'qualified_name') return memberAccess(c, node);
  const name = lowerName(c, node);
  return name.kind === 'QualifiedName' ? errorNode(node) : name;
}

function typeExpression(c: LowerContext, node: RawNode): Expression {
  if (node.type === 'array_type') return lowerArrayType(c, node);
  const type = lowerType(c, node);
  switch (type.kind) {
    case 'NullableType': case 'PointerType': case 'TupleType': return type;
    default: return errorNode(node);
  }
}

function memberAccess(c: LowerContext, node: RawNode): Expression {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) return errorNode(node);
  const name = lowerSimpleName(c, right);
  const { end } = node;
  const target = lowerExpression(c, left);
  if (rewrittenWithin(c, 'conditionalAssignment', left.end, operator.start)) {
    return appendPostfix(target, end, (expression) => ({
      kind: 'ConditionalAccess', start: expression.start, end, expression, whenNotNull: { kind: 'MemberBinding', start: operator.start, end, name },
    }));
  }
  switch (c.rewrites?.get(operator.start)) {
    case 'refAssignment': return appendPostfix(target, end, (expression) => ({ kind: 'Invocation', start: expression.start, end, expression, arguments: [] }));
    case 'pointerIndirection': return appendPostfix(target, end, (operand) => ({ kind: 'PostfixUnary', start: operand.start, end, operator: c.text.slice(operator.start, end), operand }));
    default: return appendPostfix(target, end, (expression) => ({ kind: 'MemberAccess', start: expression.start, end, expression, name, arrow: operator.type === '->' }));
  }
}

function invocation(c: LowerContext, node: RawNode): Expression {
  const [target, list] = node.children;
  if (target === undefined || list === undefined) return errorNode(node);
  const { end } = node;
  const written = lowerArguments(c, list);
  return appendPostfix(lowerExpression(c, target), end, (expression) => castOfCall(c, target, expression, end, written) ?? { kind: 'Invocation', start: expression.start, end, expression, arguments: written });
}

/** `(T)(x)` is a cast (§12.9.7) that the grammar reads as a call in some places. */
function castOfCall(c: LowerContext, target: RawNode, expression: Expression, end: number, written: readonly Argument[]): Expression | undefined {
  const [only] = written;
  if (expression.kind !== 'Parenthesized' || only === undefined || written.length > 1) return undefined;
  let last: RawNode | undefined = target;
  while (last !== undefined && last.start < expression.start) last = last.children[last.children.length - 1];
  const type = last?.type === 'parenthesized_expression' && last.children[1] ? asType(last.children[1]) : undefined;
  return type && { kind: 'Cast', start: expression.start, end, type: lowerType(c, type), expression: { kind: 'Parenthesized', start: only.start - 1, end, expression: only.expression } };
}

/** `*` before a parenthesis, rewritten. A cast swallows what stands right of it: `*(int*)p = 3` assigns to the indirection. */
function indirection(c: LowerContext, operand: Expression, start: number): Expression {
  if (operand.kind === 'Cast' && operand.expression.kind === 'Assignment') {
    const { left } = operand.expression;
    const cast: Expression = { ...operand, type: writtenPointer(c, operand.type), end: left.end, expression: left };
    return { ...operand.expression, start, left: { kind: 'PrefixUnary', start, end: left.end, operator: '*', operand: cast } };
  }
  return { kind: 'PrefixUnary', start, end: operand.end, operator: '*', operand };
}

/** `--p = x` for `*--p = x`: the operator belongs to the left side. */
function assignedPrefix(operand: Expression, operator: string, start: number): Expression {
  if (operand.kind !== 'Assignment') return { kind: 'PrefixUnary', start, end: operand.end, operator, operand };
  const { left } = operand;
  return { ...operand, start, left: { kind: 'PrefixUnary', start, end: left.end, operator: '*', operand: { kind: 'PrefixUnary', start, end: left.end, operator, operand: left } } };
}

/** The type of a cast with the `*` behind it that was rewritten. */
function writtenPointer(c: LowerContext, type: TypeSyntax): TypeSyntax {
  const star = /^\s*\*/.exec(c.text.slice(type.end));
  return star === null ? type : { kind: 'PointerType', start: type.start, end: type.end + star[0].length, elementType: type };
}

function elementAccess(c: LowerContext, node: RawNode): Expression {
  const [target, list] = node.children;
  if (target === undefined || list === undefined) return errorNode(node);
  const { end } = node;
  const written = lowerArguments(c, list);
  const [only] = written;
  if (c.rewrites?.get(target.start) === 'pointerIndirection' && target.type === 'identifier') {
    if (only === undefined) return errorNode(node);
    const inside: Expression = { kind: 'Parenthesized', start: list.start, end, expression: only.expression };
    return c.text[target.start] === ')' ? inside : indirection(c, inside, target.start);
  }
  if (c.rewrites?.get(list.start) === 'refAssignment') {
    return appendPostfix(lowerExpression(c, target), end, (expression) => ({ kind: 'Invocation', start: expression.start, end, expression, arguments: written }));
  }
  if (rewrittenWithin(c, 'conditionalAssignment', target.end, list.start)) {
    return appendPostfix(lowerExpression(c, target), end, (expression) => ({
      kind: 'ConditionalAccess', start: expression.start, end, expression, whenNotNull: { kind: 'ElementBinding', start: list.start, end, arguments: written },
    }));
  }
  return appendPostfix(lowerExpression(c, target), end, (expression) => ({ kind: 'ElementAccess', start: expression.start, end, expression, arguments: written }));
}

function conditionalAccess(c: LowerContext, node: RawNode): Expression {
  const [condition, , binding] = node.children;
  if (condition === undefined || binding === undefined) return errorNode(node);
  const { end } = node;
  const whenNotNull = lowerBinding(c, binding);
  return appendPostfix(lowerExpression(c, condition), end, (expression) => ({ kind: 'ConditionalAccess', start: expression.start, end, expression, whenNotNull }));
}

function lowerBinding(c: LowerContext, node: RawNode): Expression {
  const { start, end } = node;
  if (node.type === 'element_binding_expression') return { kind: 'ElementBinding', start, end, arguments: lowerArguments(c, node) };
  const name = node.children[1];
  return name === undefined || name.missing ? errorNode(node) : { kind: 'MemberBinding', start, end, name: lowerSimpleName(c, name) };
}

function postfixUnary(c: LowerContext, node: RawNode): Expression {
  const [operand, operator] = node.children;
  if (operand === undefined || operator === undefined || operator.missing) return errorNode(node);
  const { end } = node;
  return appendPostfix(lowerExpression(c, operand), end, (expression) => ({ kind: 'PostfixUnary', start: expression.start, end, operator: operator.type, operand: expression }));
}

function binary(c: LowerContext, node: RawNode): Expression {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) return errorNode(node);
  const call = operator.type === '>' ? genericCall(c, node) : undefined;
  if (call !== undefined) return lowerExpression(c, call);
  return makeBinary(lowerExpression(c, left), c.rewrites?.get(operator.start) === 'castOfProduct' ? '*' : operator.type, lowerExpression(c, right));
}

function assignment(c: LowerContext, node: RawNode): Expression {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) return errorNode(node);
  const target = lowerExpression(c, left);
  const value = lowerExpression(c, right);
  return assigned(operator.type === '=' ? deconstructionTarget(target) : target, operator.type, value);
}

/** `a?.b = c` assigns inside of the conditional access (C# 14). */
function assigned(left: Expression, operator: string, right: Expression): Expression {
  if (left.kind === 'ConditionalAccess') return { ...left, end: right.end, whenNotNull: assigned(left.whenNotNull, operator, right) };
  return { kind: 'Assignment', start: left.start, end: right.end, operator, left, right };
}

function conditional(c: LowerContext, node: RawNode): Expression {
  const [condition, , whenTrue, , whenFalse] = node.children;
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return errorNode(node);
  return {
    kind: 'Conditional', start: node.start, end: node.end,
    condition: lowerExpression(c, condition), whenTrue: lowerExpression(c, whenTrue), whenFalse: lowerExpression(c, whenFalse),
  };
}

function range(c: LowerContext, node: RawNode): Expression {
  const dots = node.children.findIndex((child) => child.type === '..');
  const left = dots > 0 ? node.children[dots - 1] : undefined;
  const right = node.children[dots + 1];
  return { kind: 'Range', start: node.start, end: node.end, left: left && lowerExpression(c, left), right: right && lowerExpression(c, right) };
}

function defaultExpression(c: LowerContext, node: RawNode): Expression {
  const { start, end } = node;
  const type = field(node, 'type');
  return type ? { kind: 'DefaultExpression', start, end, type: lowerType(c, type) } : { kind: 'Literal', start, end, literalType: 'default', value: null };
}

function typedReference(c: LowerContext, node: RawNode): Expression {
  const [keyword, , expression, , type] = node.children;
  if (keyword === undefined || expression === undefined) return errorNode(node);
  return {
    kind: 'TypedReference', start: node.start, end: node.end, keyword: keyword.type, expression: lowerExpression(c, expression),
    type: node.type === 'refvalue_expression' && type ? lowerType(c, type) : undefined,
  };
}

function declarationExpression(c: LowerContext, node: RawNode): Expression {
  const type = field(node, 'type');
  const name = field(node, 'name');
  if (type === undefined || name === undefined) return errorNode(node);
  return { kind: 'DeclarationExpression', start: node.start, end: node.end, type: lowerType(c, type), designation: lowerDesignation(c, name) };
}

/** `F(a * b)`: the grammar sees the declaration of a pointer, which needs an `out` there. */
function product(c: LowerContext, node: RawNode | undefined): Expression | undefined {
  const [type, right] = node?.type === 'declaration_expression' ? node.children : [];
  const [left, star] = type?.type === 'pointer_type' ? type.children : [];
  if (left === undefined || right?.type !== 'identifier' || star?.type !== '*') return undefined;
  return makeBinary(lowerExpression(c, left), '*', lowerExpression(c, right));
}

/** Arguments in `()` or `[]`; skipped text between them becomes an argument that is an ErrorNode. */
export function lowerArguments(c: LowerContext, list: RawNode, isTuple = false): Argument[] {
  const written: Argument[] = [];
  for (const child of withGenericCalls(list.children)) {
    if (child.type === 'argument') written.push(...(isTuple ? undefined : comparisons(c, child)) ?? [lowerArgument(c, child)]);
    else if (child.type === 'ERROR') written.push({ kind: 'Argument', start: child.start, end: child.end, name: undefined, refKind: 'none', expression: errorNode(child) });
  }
  return written;
}

function tuple(c: LowerContext, node: RawNode): Expression {
  const { start, end } = node;
  // An element of several is a declaration, `(Map<K, V> map, int n) = …`, but `(a < b, c > d)` are two (§6.2.5).
  const written = lowerArguments(c, node, node.children.filter((child) => child.type === 'argument').length > 1);
  const [only] = written;
  return only !== undefined && written.length === 1 ? { kind: 'Parenthesized', start, end, expression: only.expression } : { kind: 'Tuple', start, end, arguments: written };
}

/** `F(a < b, c > d)` has two arguments (§6.2.5); the grammar sees a declaration, which needs an `out` there. */
function comparisons(c: LowerContext, node: RawNode): Argument[] | undefined {
  const [declaration] = node.children;
  if (node.children.length !== 1 || declaration?.type !== 'declaration_expression') return undefined;
  const type = field(declaration, 'type');
  const name = field(declaration, 'name');
  const [left, list] = type?.type === 'generic_name' ? type.children : [];
  if (left === undefined || name === undefined || list?.type !== 'type_argument_list') return undefined;
  const types = list.children.filter((child) => child.type !== '<' && child.type !== '>' && child.type !== ',');
  if (types.length < 2) return undefined;
  return types.map((child, i): Argument => {
    const own = lowerExpression(c, child);
    const expression = i === 0 ? makeBinary(lowerExpression(c, left), '<', own) : i === types.length - 1 ? makeBinary(own, '>', lowerExpression(c, name)) : own;
    return { kind: 'Argument', start: expression.start, end: expression.end, name: undefined, refKind: 'none', expression };
  });
}

function lowerArgument(c: LowerContext, node: RawNode): Argument {
  const name = field(node, 'name');
  const expression = node.children[node.children.length - 1];
  const passing = refKind(node);
  return {
    kind: 'Argument', start: node.start, end: node.end, name: name && expression !== name ? identifierText(c, name) : undefined, refKind: passing,
    expression: expression && !isDamaged(node) ? (passing === 'none' ? product(c, expression) : undefined) ?? lowerExpression(c, expression) : errorNode(node),
  };
}

function refKind(node: RawNode): Argument['refKind'] {
  for (const child of node.children) if (child.type === 'ref' || child.type === 'out' || child.type === 'in') return child.type;
  return 'none';
}

/** Expression of an `arrow_expression_clause` or similar: the last child. */
export function lowerArrowBody(c: LowerContext, node: RawNode): Expression {
  return last(node, (operand) => lowerExpression(c, operand));
}

