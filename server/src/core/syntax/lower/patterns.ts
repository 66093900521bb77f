/** Lowering of patterns (ECMA-334 §11), `is` and switch expressions. */
import type { Argument, Designation, Expression, Pattern, Subpattern, SwitchArm } from '../nodes';
import { childOfType, field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, identifierText, isDamaged, textOf } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';
import { genericDeclaration } from './genericCall';
import { releaseSwallowed } from './patternTail';
import { makeBinary, makeRelational, makeSuffix } from './precedence';
import { identifierName, lowerType } from './types';

/** `e is pattern`; a lone name or type makes it IsType, as in Roslyn. */
export function lowerIsPattern(c: LowerContext, node: RawNode): Expression {
  const left = node.children[0];
  const right = node.children[node.children.length - 1];
  if (left === undefined || right === undefined || left === right) return errorNode(node);
  return makeRelational(lowerExpression(c, left), (expression) => isPattern(c, node, expression, right));
}

function isPattern(c: LowerContext, node: RawNode, expression: Expression, right: RawNode): Expression {
  const { start } = expression;
  const type = loneType(right);
  if (type !== undefined) return { kind: 'IsType', start, end: closedEnd(c, node.end), expression, type: lowerType(c, type) };
  const make = (pattern: Pattern): Expression => ({ kind: 'IsPattern', start, end: closedEnd(c, pattern.end), expression, pattern });
  return releaseBracketed(c, right, make) ?? releaseSwallowed(lowerPattern(c, right), make);
}

/** Behind the parentheses that the mask has blanked around a type at the end of a pattern. */
export function closedEnd(c: LowerContext, end: number): number {
  let last = end;
  for (let at = end; at < c.text.length; at++) {
    if (c.text[at] === ')' && c.rewrites?.get(at) === 'parenthesizedType') last = at + 1;
    else if (c.text.charCodeAt(at) > 32) break;
  }
  return last;
}

/** `x is P(var a, 1)` and `x is not A or B.C`, which the grammar reads as a call or a member of the `is` before. Undefined for other nodes. */
export function lowerContinuedPattern(c: LowerContext, node: RawNode): Expression | undefined {
  const match = node.children[0] !== undefined && startsWithMatch(node.children[0]) ? continuedMatch(node) : undefined;
  return match && lowerIsPattern(c, match);
}

function startsWithMatch(node: RawNode): boolean {
  if (node.type === 'is_pattern_expression' || node.type === 'is_expression') return true;
  return postfixes.has(node.type) && node.children[0] !== undefined && startsWithMatch(node.children[0]);
}

const postfixes = new Set(['invocation_expression', 'member_access_expression']);

/** The `is` expression at the left end, its last name followed by what hangs on the whole. */
function continuedMatch(node: RawNode): RawNode | undefined {
  if (node.type === 'is_pattern_expression') return node;
  const [target, ...rest] = node.children;
  const type = node.children[node.children.length - 1];
  if (node.type === 'is_expression') return type && { ...node, type: 'is_pattern_expression', children: [...node.children.slice(0, -1), { ...type, type: 'constant_pattern', children: [type] }] };
  const match = target && continuedMatch(target);
  return match && continuedAtEnd(match, node, rest);
}

function continuedAtEnd(node: RawNode, postfix: RawNode, rest: readonly RawNode[]): RawNode | undefined {
  const last = node.children[node.children.length - 1];
  if (last === undefined) return undefined;
  const { end } = postfix;
  const isWritten = node.type === 'constant_pattern' || node.type === 'type_pattern';
  if (isWritten && (isNameLike(last) || last.type === 'predefined_type' || last.type === 'implicit_type')) return { ...node, type: 'constant_pattern', end, children: [{ ...postfix, start: last.start, children: [last, ...rest] }] };
  const continued = patternEnds.has(node.type) ? continuedAtEnd(last, postfix, rest) : undefined;
  return continued && { ...node, end, children: [...node.children.slice(0, -1), continued] };
}

const patternEnds = new Set(['is_pattern_expression', 'negated_pattern', 'and_pattern', 'or_pattern', 'constant_pattern', 'binary_expression']);

/**
 * `x is [1] && y` and `x is P(1) && y`, which the grammar reads as `x is ([1] && y)`: `make` of the pattern with what follows around it.
 * Undefined where nothing was misread.
 */
function releaseBracketed(c: LowerContext, node: RawNode, make: (pattern: Pattern) => Expression): Expression | undefined {
  if (node.type === 'collection_expression' || node.type === 'element_binding_expression') return make(bracketedPattern(c, node));
  if (node.type === 'invocation_expression') {
    const called = invocationPattern(c, node);
    return called.kind === 'ConstantPattern' ? undefined : make(called);
  }
  const declaration = genericDeclaration(node);
  if (declaration !== undefined) return make(declarationPattern(c, declaration));
  const [first, second, third, , fifth] = node.children;
  if (node.type === 'constant_pattern') return first && releaseBracketed(c, first, make);
  if (node.type === 'negated_pattern') return second && releaseBracketed(c, second, (pattern) => make(negate(node.start, pattern)));
  const inner = first && (node.type === 'binary_expression' || node.type === 'conditional_expression') ? releaseBracketed(c, first, make) : undefined;
  if (inner === undefined || second === undefined || third === undefined) return undefined;
  if (node.type === 'binary_expression') return makeBinary(inner, second.type, lowerExpression(c, third));
  return { kind: 'Conditional', start: inner.start, end: node.end, condition: inner, whenTrue: lowerExpression(c, third), whenFalse: fifth ? lowerExpression(c, fifth) : errorNode(node) };
}

const nameLike = new Set(['identifier', 'generic_name', 'qualified_name', 'alias_qualified_name']);

function isNameLike(node: RawNode): boolean {
  if (node.type !== 'member_access_expression') return nameLike.has(node.type);
  const left = node.children[0];
  return left !== undefined && node.children[1]?.type === '.' && isNameLike(left);
}

function loneType(pattern: RawNode): RawNode | undefined {
  const inner = pattern.children[0];
  if (inner === undefined) return undefined;
  if (pattern.type === 'type_pattern') return inner;
  return pattern.type === 'constant_pattern' && isNameLike(inner) ? inner : undefined;
}

/** Any pattern; what could not be parsed becomes an ErrorNode. */
export function lowerPattern(c: LowerContext, node: RawNode): Pattern {
  if (node.missing || isDamaged(node)) return errorNode(node);
  const { start, end } = node;
  const first = node.children[0];
  switch (node.type) {
    case 'discard': return { kind: 'DiscardPattern', start, end };
    case 'constant_pattern': return first ? constantPattern(c, first) : errorNode(node);
    case 'type_pattern': return first ? typePattern(c, first) : errorNode(node);
    case 'declaration_pattern': return declarationPattern(c, node);
    case 'var_pattern': {
      const designation = node.children[1];
      return designation ? { kind: 'VarPattern', start, end, designation: lowerDesignation(c, designation) } : errorNode(node);
    }
    case 'relational_pattern': {
      const operand = node.children[1];
      return first && operand ? { kind: 'RelationalPattern', start, end, operator: first.type, expression: lowerExpression(c, operand) } : errorNode(node);
    }
    case 'and_pattern': case 'or_pattern': {
      const right = node.children[2];
      if (first === undefined || right === undefined) return errorNode(node);
      return { kind: 'BinaryPattern', start, end, operator: node.type === 'and_pattern' ? 'and' : 'or', left: lowerPattern(c, first), right: lowerPattern(c, right) };
    }
    case 'negated_pattern': return node.children[1] ? negate(start, lowerPattern(c, node.children[1])) : errorNode(node);
    case 'parenthesized_pattern': if (c.rewrites?.get(start) === 'listPatternWhen' && node.children[1]) return lowerPattern(c, node.children[1]);
      return node.children[1] ? { kind: 'ParenthesizedPattern', start, end, pattern: lowerPattern(c, node.children[1]) } : errorNode(node);
    case 'list_pattern': return listPattern(c, node);
    case 'recursive_pattern': return recursivePattern(c, node);
    default: return constantPattern(c, node);
  }
}

/** `not` binds tighter than `and` and `or` (§11.2.9); the grammar has it the other way round. */
function negate(start: number, pattern: Pattern): Pattern {
  if (pattern.kind === 'BinaryPattern') return { ...pattern, start, left: negate(start, pattern.left) };
  return { kind: 'NotPattern', start, end: pattern.end, pattern };
}

/** A name alone is a constant to the parser, although binding may find a type (contract of ConstantPattern). */
function typePattern(c: LowerContext, type: RawNode): Pattern {
  const { start, end } = type;
  if (isNameLike(type) && type.type !== 'generic_name') return constantPattern(c, type);
  return { kind: 'TypePattern', start, end, type: lowerType(c, type) };
}

function constantPattern(c: LowerContext, node: RawNode): Pattern {
  const { start, end } = node;
  if (node.type === 'identifier' && textOf(c, node) === '_') return { kind: 'DiscardPattern', start, end };
  if (node.type === 'generic_name') return { kind: 'TypePattern', start, end, type: lowerType(c, node) };
  if (node.type === 'invocation_expression') return invocationPattern(c, node);
  if (node.type === 'element_binding_expression' || node.type === 'collection_expression') return bracketedPattern(c, node);
  if (node.type === 'range_expression' && node.children.length === 1) return { kind: 'SlicePattern', start, end, pattern: undefined };
  // `(1, _)` is positional: there are no tuple constants.
  if (node.type === 'tuple_expression') return { kind: 'RecursivePattern', start, end, type: undefined, positional: argumentSubpatterns(c, node), properties: undefined, designation: undefined };
  return { kind: 'ConstantPattern', start, end, expression: lowerExpression(c, node) };
}

/** `Point(1, 2)` is a positional pattern; the grammar takes it for a call when nothing follows. */
function invocationPattern(c: LowerContext, node: RawNode): Pattern {
  const { start, end } = node;
  const [target, list] = node.children;
  if (target?.type === 'implicit_type' && list !== undefined) return { kind: 'VarPattern', start, end, designation: argumentDesignations(c, list) };
  if (target === undefined || list === undefined || !isNameLike(target) || textOf(c, target) === 'nameof') {
    return { kind: 'ConstantPattern', start, end, expression: lowerExpression(c, node) };
  }
  return { kind: 'RecursivePattern', start, end, type: lowerType(c, target), positional: argumentSubpatterns(c, list), properties: undefined, designation: undefined };
}

/** `var (a, (b, _))`, which the grammar takes for a call likewise. */
function argumentDesignations(c: LowerContext, list: RawNode): Designation {
  const parts = list.children.flatMap((child) => (child.type === 'argument' ? child.children.slice(-1) : []));
  return {
    kind: 'ParenthesizedDesignation', start: list.start, end: list.end,
    designations: parts.map((part) => (part.type === 'tuple_expression' ? argumentDesignations(c, part) : lowerDesignation(c, part))),
  };
}

function argumentSubpatterns(c: LowerContext, list: RawNode): Subpattern[] {
  return list.children.filter((child) => child.type === 'argument' || child.type === 'ERROR').map((child) => argumentSubpattern(c, child));
}

function argumentSubpattern(c: LowerContext, node: RawNode): Subpattern {
  const name = field(node, 'name');
  const value = node.children[node.children.length - 1];
  const pattern = value === undefined || node.type === 'ERROR' ? errorNode(node) : expressionPattern(c, value);
  return { kind: 'Subpattern', start: node.start, end: node.end, name: name && name !== value ? [identifierName(c, name)] : [], pattern };
}

/** A list pattern that the grammar took for an expression: after `case` both may stand. */
function bracketedPattern(c: LowerContext, node: RawNode): Pattern {
  const patterns: Pattern[] = [];
  for (const child of node.children) {
    const value = child.type === 'collection_element' ? child.children[0]?.children.at(-1) : child.type === 'argument' ? child.children.at(-1) : undefined;
    if (value !== undefined) patterns.push(sliced(c, child.start, expressionPattern(c, value)));
    else if (child.type === 'ERROR') patterns.push(errorNode(child));
  }
  return { kind: 'ListPattern', start: node.start, end: node.end, patterns, designation: undefined };
}

function expressionPattern(c: LowerContext, node: RawNode): Pattern {
  if (node.type !== 'declaration_expression') return constantPattern(c, node);
  return declarationPattern(c, node);
}

function declarationPattern(c: LowerContext, node: RawNode): Pattern {
  const { start, end } = node;
  const type = field(node, 'type');
  const designation = node.children[node.children.length - 1];
  if (type === undefined || designation === undefined || designation === type) return errorNode(node);
  // Which node `var` is depends on how the parser came there when it repairs broken text.
  if (type.type === 'implicit_type' || textOf(c, type) === 'var') return { kind: 'VarPattern', start, end, designation: lowerDesignation(c, designation) };
  // `(A, not B)` is an expression to the grammar, whose second element declares a `B` of the type `not`.
  if (textOf(c, type) === 'not' && designation.type === 'identifier') return { kind: 'NotPattern', start, end, pattern: constantPattern(c, designation) };
  const rewrite = c.rewrites?.get(designation.start);
  if (rewrite === 'patternTypeArguments' || rewrite === 'parenthesizedType') return { kind: 'TypePattern', start, end: type.end, type: lowerType(c, type) };
  if (designation.type === 'parenthesized_variable_designation') return designatedPattern(c, node, type, designation);
  return { kind: 'DeclarationPattern', start, end, type: lowerType(c, type), designation: lowerDesignation(c, designation) };
}

/** `Foo(x, _)` matches by position: only after `var` do parentheses declare variables. */
function designatedPattern(c: LowerContext, node: RawNode, type: RawNode, list: RawNode): Pattern {
  const { start, end } = node;
  const positional = positionalPatterns(c, list);
  const only = positional[0]?.pattern;
  if (textOf(c, type) !== 'nameof' || only?.kind !== 'ConstantPattern') {
    return { kind: 'RecursivePattern', start, end, type: lowerType(c, type), positional, properties: undefined, designation: undefined };
  }
  const written: Argument = { kind: 'Argument', start: only.start, end: only.end, name: undefined, refKind: 'none', expression: only.expression };
  return { kind: 'ConstantPattern', start, end, expression: { kind: 'Invocation', start, end, expression: lowerExpression(c, type), arguments: [written] } };
}

function positionalPatterns(c: LowerContext, list: RawNode): Subpattern[] {
  const inner = list.children.filter((child) => child.type !== '(' && child.type !== ')' && child.type !== ',');
  return inner.map(({ start, end, ...child }): Subpattern => {
    const pattern: Pattern = child.type === 'parenthesized_variable_designation'
      ? { kind: 'RecursivePattern', start, end, type: undefined, positional: positionalPatterns(c, { start, end, ...child }), properties: undefined, designation: undefined }
      : child.type === 'discard' ? { kind: 'DiscardPattern', start, end } : constantPattern(c, { start, end, ...child });
    return { kind: 'Subpattern', start, end, name: [], pattern };
  });
}

function listPattern(c: LowerContext, node: RawNode): Pattern {
  const close = node.children.findIndex((child) => child.type === ']');
  const patterns: Pattern[] = [];
  for (const child of node.children.slice(1, close < 0 ? undefined : close)) {
    if (child.type === '..') patterns.push({ kind: 'SlicePattern', start: child.start, end: child.end, pattern: undefined });
    else if (child.type !== ',') patterns.push(sliced(c, child.start, lowerPattern(c, child)));
  }
  const designation = close < 0 ? undefined : node.children[close + 1];
  return { kind: 'ListPattern', start: node.start, end: node.end, patterns, designation: designation && lowerDesignation(c, designation) };
}

/** `.. p` reaches the grammar as `p`: the rewrite tells where the dots were. */
function sliced(c: LowerContext, start: number, pattern: Pattern): Pattern {
  for (const [offset, kind] of c.rewrites ?? []) {
    if (kind === 'slicePattern' && offset === start - 1) return { kind: 'SlicePattern', start: offset, end: pattern.end, pattern: undefined };
    if (kind === 'slicePattern' && offset < start && c.text.slice(offset + 2, start).trim() === '') return { kind: 'SlicePattern', start: offset, end: pattern.end, pattern };
  }
  return pattern;
}

function recursivePattern(c: LowerContext, node: RawNode): Pattern {
  const { start, end } = node;
  const type = field(node, 'type');
  const positional = childOfType(node, 'positional_pattern_clause');
  const properties = childOfType(node, 'property_pattern_clause');
  const lastChild = node.children[node.children.length - 1];
  const inner = wrapped(node, type, properties);
  const castTo = inner && loneType(inner);
  // `case (Color)Red`: what stands before a name is a type where it can be one (Roslyn's `ScanCast`).
  if (positional === undefined && castTo !== undefined && lastChild?.type === 'identifier') {
    return { kind: 'ConstantPattern', start, end, expression: { kind: 'Cast', start, end, type: lowerType(c, castTo), expression: lowerExpression(c, lastChild) } };
  }
  const designation = lastChild && lastChild !== type && (lastChild.field === 'name' || designations.has(lastChild.type)) ? lowerDesignation(c, lastChild) : undefined;
  return {
    kind: 'RecursivePattern', start, end, type: type && lowerType(c, type),
    positional: positional ? subpatterns(c, positional) : inner && [{ kind: 'Subpattern', start: inner.start, end: inner.end, name: [], pattern: lowerPattern(c, inner) }], properties: properties && subpatterns(c, properties), designation,
  };
}

const designations = new Set(['discard', 'parenthesized_variable_designation']);

/** `(p) x`: the grammar has the one pattern without a clause around it. */
function wrapped(node: RawNode, type: RawNode | undefined, properties: RawNode | undefined): RawNode | undefined {
  return type === undefined && properties === undefined && node.children[0]?.type === '(' ? node.children[1] : undefined;
}

function subpatterns(c: LowerContext, clause: RawNode): Subpattern[] {
  const lowered: Subpattern[] = [];
  for (const child of clause.children) {
    if (child.type === 'subpattern') lowered.push(subpattern(c, child));
    else if (child.type === 'ERROR') lowered.push({ kind: 'Subpattern', start: child.start, end: child.end, name: [], pattern: errorNode(child) });
  }
  return lowered;
}

function subpattern(c: LowerContext, node: RawNode): Subpattern {
  const pattern = node.children[node.children.length - 1];
  const name = node.children.length > 1 ? node.children[0] : undefined;
  return {
    kind: 'Subpattern', start: node.start, end: node.end, name: name ? memberPath(c, name) : [],
    pattern: pattern && !isDamaged(node) ? lowerPattern(c, pattern) : errorNode(node),
  };
}

/** `A.B.C` before the colon of a property pattern. */
function memberPath(c: LowerContext, node: RawNode): ReturnType<typeof identifierName>[] {
  if (node.type === 'identifier') return [identifierName(c, node)];
  const left = node.children[0];
  const right = node.children[node.children.length - 1];
  return left && right && left !== right ? [...memberPath(c, left), ...memberPath(c, right)] : [];
}

/** `x`, `_` or `(x, _, (y, z))`. */
export function lowerDesignation(c: LowerContext, node: RawNode): Designation {
  const { start, end } = node;
  if (node.type === 'discard' || textOf(c, node) === '_') return { kind: 'DiscardDesignation', start, end };
  if (node.type === 'parenthesized_variable_designation' || node.type === 'tuple_pattern') {
    const inner = node.children.filter((child) => child.type !== '(' && child.type !== ')' && child.type !== ',' && child.type !== 'ERROR');
    return { kind: 'ParenthesizedDesignation', start, end, designations: inner.map((child) => lowerDesignation(c, child)) };
  }
  return { kind: 'SingleDesignation', start, end, name: node.missing ? '' : identifierText(c, node) };
}

/** `e switch { p when c => v, … }`. */
export function lowerSwitchExpression(c: LowerContext, node: RawNode): Expression {
  const target = node.children[0];
  if (target === undefined) return errorNode(node);
  const arms = node.children.filter((child) => child.type === 'switch_expression_arm').map((child) => switchArm(c, child));
  return makeSuffix(lowerExpression(c, target), node.end, (expression) => ({ kind: 'SwitchExpression', start: expression.start, end: node.end, expression, arms }));
}

function switchArm(c: LowerContext, node: RawNode): SwitchArm {
  const pattern = node.children[0];
  const value = node.children[node.children.length - 1];
  const when = childOfType(node, 'when_clause')?.children[1];
  const good = !isDamaged(node);
  return {
    kind: 'SwitchArm', start: node.start, end: node.end, pattern: pattern && good ? lowerPattern(c, pattern) : errorNode(node),
    when: when && lowerExpression(c, when), expression: value && good ? lowerExpression(c, value) : errorNode(node),
  };
}
