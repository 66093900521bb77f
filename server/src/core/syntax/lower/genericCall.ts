/**
 * `(T)F<A>(x)`, `new List<(int A, int B)>(x)` and `(T)new List<A> { x }`, which the grammar reads as two comparisons. A type argument
 * list before `(` is never a comparison (ECMA-334 §6.2.5), nor is one before `{`, with which no operand begins.
 */
import { field } from '../rawTree';
import type { RawNode } from '../rawTree';
import type { LowerContext } from './context';
import { elementAccessOf, operationOf, patternTestOf, suppressedAccessOf } from './noCast';
import { around, leftmost } from './postfixChain';
import { precedence } from './operatorPrecedence';

const names = new Set(['identifier', 'generic_name', 'qualified_name', 'alias_qualified_name', 'member_access_expression']);
const types = new Set(['identifier', 'generic_name', 'qualified_name', 'alias_qualified_name', 'predefined_type', 'nullable_type', 'array_type', 'tuple_type', 'pointer_type']);

/** `left < argument > (…)` as the call or creation that it is; undefined when it is none. */
export function genericCall(c: LowerContext, node: RawNode): RawNode | undefined {
  const [comparison, greater, compared] = node.children;
  if (greater?.type !== '>' || compared === undefined || comparison?.type !== 'binary_expression') return undefined;
  const [left, less, argument] = comparison.children;
  const type = argument && asType(argument);
  if (left === undefined || less?.type !== '<' || type === undefined) return undefined;
  const [target, before] = operationsBefore(left);
  const [operand, behind] = operationsBehind(c, compared);
  const open = leftmost(operand);
  if (open.type !== 'parenthesized_expression' && open.type !== 'tuple_expression' && open.type !== 'initializer_expression') return undefined;
  const call = called(target, typeArgumentList(less, [type], greater), open, operand);
  return call && grouped([...before, { node: comparison, operator: undefined, operand: call }, ...behind]);
}

/** An operand with the operator before it, which the first of several has none of. @property node what the grammar made of the operation */
interface Operation { readonly node: RawNode; readonly operator: RawNode | undefined; readonly operand: RawNode }

/** The operand at the right end of `left`, and what stands before it, each operation with the operator behind its operand. */
function operationsBefore(left: RawNode): readonly [RawNode, readonly Operation[]] {
  const [first, operator, last] = left.type === 'binary_expression' ? left.children : [];
  if (first === undefined || operator === undefined || last === undefined) return [left, []];
  const [target, rest] = operationsBefore(last);
  return [target, [{ node: left, operator, operand: first }, ...rest]];
}

/** The operand at the left end of `right`, and the operations behind it. `(x) - y`, `(x)[i]` and `(x) is (P)` are read as casts there. */
function operationsBehind(c: LowerContext, right: RawNode): readonly [RawNode, readonly Operation[]] {
  const [first, operator, last] = isOperation(right) ? right.children : [];
  if (first !== undefined && operator !== undefined && last !== undefined) {
    const [operand, inner] = operationsBehind(c, first);
    return [operand, [...inner, { node: right, operator, operand: last }]];
  }
  const type = right.type === 'cast_expression' ? field(right, 'type') ?? right.children[1] : undefined;
  const value = right.children[right.children.length - 1];
  if (type === undefined || value === undefined) return [right, []];
  const access = elementAccessOf(right, type, value) ?? suppressedAccessOf(right, type, value);
  if (access !== undefined) return [access, []];
  const test = patternTestOf(c, right, type, value);
  if (test !== undefined) return operationsBehind(c, test);
  const operation = operationOf(right, type, value);
  return operation === undefined ? [right, []] : [operation.left, [{ node: { ...right, type: 'binary_expression', field: undefined }, operator: operation.operator, operand: operation.right }]];
}

function isOperation(node: RawNode): boolean {
  return node.type === 'binary_expression' || node.type === 'is_pattern_expression';
}

/** What stands before the call has its operator behind it, what follows the call before it; all are grouped from the left by precedence. */
function grouped(operations: readonly Operation[]): RawNode | undefined {
  const operands: RawNode[] = [];
  const operators: { readonly node: RawNode; readonly operator: RawNode }[] = [];
  const reduce = (): void => {
    const [right, left, by] = [operands.pop(), operands.pop(), operators.pop()];
    if (right && left && by) operands.push({ ...by.node, start: left.start, end: right.end, children: [left, by.operator, right] });
  };
  const push = (node: RawNode, operator: RawNode): void => {
    for (let top = operators.at(-1); top !== undefined && precedence(top.operator.type) >= precedence(operator.type); top = operators.at(-1)) reduce();
    operators.push({ node, operator });
  };
  const call = operations.findIndex(({ operator }) => operator === undefined);
  operations.forEach(({ node, operator, operand }, i) => {
    if (operator !== undefined && i > call) push(node, operator);
    operands.push(operand);
    if (operator !== undefined && i < call) push(node, operator);
  });
  while (operators.length > 0) reduce();
  return operands[0];
}

const prefixes = new Set(['cast_expression', 'prefix_unary_expression', 'await_expression']);

/** `target` with the type arguments and the call at its right end, and what follows the call around it. */
function called(target: RawNode, list: RawNode, open: RawNode, right: RawNode): RawNode | undefined {
  const last = target.children[target.children.length - 1];
  if (prefixes.has(target.type) && last !== undefined) {
    const inner = called(last, list, open, right);
    return inner && { ...target, end: inner.end, children: [...target.children.slice(0, -1), inner] };
  }
  if (target.type === 'object_creation_expression') {
    const type = last !== undefined && target.children.length === 2 ? generic(last, list) : undefined;
    const [word] = target.children;
    return type && word && around(right, open, { ...target, end: open.end, children: [word, type, open.type === 'initializer_expression' ? open : argumentList(open)] });
  }
  if (open.type === 'initializer_expression') return undefined;
  const name = generic(target, list);
  return name && around(right, open, { ...target, type: 'invocation_expression', field: undefined, end: open.end, children: [name, argumentList(open)] });
}

function typeArgumentList(less: RawNode, types: readonly RawNode[], greater: RawNode): RawNode {
  return { ...less, type: 'type_argument_list', end: greater.end, field: undefined, children: [less, ...types, greater] };
}

/** A name with type arguments. */
function generic(name: RawNode, list: RawNode): RawNode | undefined {
  if (name.type === 'identifier') return { ...name, type: 'generic_name', end: list.end, children: [{ ...name, field: undefined }, list] };
  const last = name.children[name.children.length - 1];
  const inner = names.has(name.type) && name.type !== 'generic_name' && last !== undefined ? generic(last, list) : undefined;
  return inner && { ...name, end: list.end, children: [...name.children.slice(0, -1), inner] };
}

function argumentList(open: RawNode): RawNode {
  const children = open.children.map((child): RawNode => (child.type === 'argument' || child.type.length === 1 ? child : { ...child, type: 'argument', field: undefined, children: [child] }));
  return { ...open, type: 'argument_list', children };
}

/** What was read as an operand, as a type; a tuple of types, too. */
export function asType(node: RawNode): RawNode | undefined {
  if (types.has(node.type)) return node;
  if (node.type === 'member_access_expression') return asQualified(node);
  if (node.type !== 'tuple_expression') return undefined;
  const children: RawNode[] = [];
  for (const child of node.children) {
    const element = child.type === 'argument' ? asElement(child) : child;
    if (element === undefined) return undefined;
    children.push(element);
  }
  return { ...node, type: 'tuple_type', children };
}

function asElement(argument: RawNode): RawNode | undefined {
  const [value] = argument.children;
  if (value === undefined || argument.children.length > 1) return undefined;
  const declared = value.type === 'declaration_expression' ? value.children : [value];
  const type = declared[0] && asType(declared[0]);
  if (type === undefined) return undefined;
  return { ...argument, type: 'tuple_element', children: [{ ...type, field: 'type' }, ...declared.slice(1).map((name) => ({ ...name, field: 'name' }))] };
}

function asQualified(node: RawNode): RawNode | undefined {
  const [left, dot, right] = node.children;
  const inner = left && (left.type === 'member_access_expression' ? asQualified(left) : types.has(left.type) ? left : undefined);
  return inner && dot?.type === '.' && right ? { ...node, type: 'qualified_name', children: [inner, dot, right] } : undefined;
}

/** `H = new D<A, B> { … }` among the elements of an initializer, which the grammar reads as two comparisons, `… < A` and `B > { … }`. */
export function withGenericCreations(elements: readonly RawNode[]): readonly RawNode[] {
  if (elements.length < 2) return elements;
  const result: RawNode[] = [];
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    if (element === undefined) continue;
    const merged = genericCreation(elements, i);
    result.push(merged?.element ?? element);
    if (merged !== undefined) i = merged.last;
  }
  return result;
}

function genericCreation(elements: readonly RawNode[], first: number): { readonly element: RawNode; readonly last: number } | undefined {
  const element = elements[first];
  const opening = element?.type === 'assignment_expression' ? element.children[element.children.length - 1] : element;
  if (element === undefined || opening?.type !== 'binary_expression' || opening.children[0]?.type !== 'object_creation_expression' || opening.children[1]?.type !== '<') return undefined;
  const [creation, less, firstArgument] = opening.children;
  const types = [firstArgument && asType(firstArgument)];
  for (let i = first + 1; i < elements.length; i++) {
    const next = elements[i];
    const [last, greater, tail] = next?.type === 'binary_expression' && next.children[1]?.type === '>' ? next.children : [next, undefined, undefined];
    types.push(last && asType(last));
    const known = types.filter((type): type is RawNode => type !== undefined);
    if (known.length < types.length) return undefined;
    if (greater === undefined || tail === undefined) continue;
    const made = creationWith(creation, typeArgumentList(less, known, greater), tail);
    if (made === undefined) return undefined;
    const { end } = made;
    return { element: element === opening ? made : { ...element, end, children: [...element.children.slice(0, -1), made] }, last: i };
  }
  return undefined;
}

/** A creation with its type arguments and what stands behind them: an initializer, or one argument and an initializer. */
function creationWith(creation: RawNode, list: RawNode, tail: RawNode): RawNode | undefined {
  const [word, name] = creation.children;
  const type = creation.children.length === 2 && name !== undefined ? generic(name, list) : undefined;
  if (word === undefined || type === undefined) return undefined;
  const { end } = tail;
  if (tail.type === 'initializer_expression') return { ...creation, end, children: [word, type, tail] };
  const initializer = tail.children[3];
  if (tail.type !== 'cast_expression' || initializer?.type !== 'initializer_expression') return undefined;
  const open: RawNode = { ...tail, end: tail.children[2]?.end ?? end, field: undefined, children: tail.children.slice(0, 3) };
  return { ...creation, end, children: [word, type, argumentList(open), initializer] };
}

/** `List<(int A, int B)> name` after `is`, which the grammar reads as two comparisons, as a declaration pattern. */
export function genericDeclaration(node: RawNode): RawNode | undefined {
  const [comparison, greater, name] = node.children;
  if (node.type !== 'binary_expression' || greater?.type !== '>' || name?.type !== 'identifier' || comparison?.type !== 'binary_expression') return undefined;
  const [left, less, argument] = comparison.children;
  const type = argument && asType(argument);
  if (left === undefined || less?.type !== '<' || type === undefined) return undefined;
  const named = generic(left, typeArgumentList(less, [type], greater));
  return named && { ...node, type: 'declaration_pattern', children: [{ ...named, field: 'type' }, { ...name, field: 'name' }] };
}

/**
 * `F(… new D<A, B>(x))` and `(… ? G<A, B>(x) : H<A, B>(y))`, whose arguments or elements (of initializers and collections, too) the grammar reads as two
 * comparisons: those that are written. The same list where nothing was misread.
 */
export function withGenericCalls(list: readonly RawNode[]): readonly RawNode[] {
  if (!list.some((element) => isComparison(valueOf(element), '>'))) return list;
  const written = list.filter((child) => child.type.length > 1);
  const result: RawNode[] = [];
  for (let i = 0; i < written.length; i++) {
    const argument = written[i];
    if (argument === undefined) continue;
    const merged = callFrom(argument, written, i);
    result.push(merged?.argument ?? argument);
    if (merged !== undefined) i = merged.last;
  }
  return result;
}

const wrappers = new Set(['argument', 'collection_element', 'expression_element']);

/** The expression in an argument or element; undefined where something stands before it. */
function valueOf(node: RawNode | undefined): RawNode | undefined {
  if (node === undefined || !wrappers.has(node.type)) return node;
  return node.children.length === 1 ? valueOf(node.children[0]) : undefined;
}

function isComparison(node: RawNode | undefined, operator: '<' | '>'): boolean {
  return node?.type === 'binary_expression' && node.children[1]?.type === operator;
}

/** What may end in a call whose type arguments were torn apart. */
const open = new Set([...wrappers, 'conditional_expression', 'assignment_expression', 'lambda_expression', 'binary_expression', 'await_expression', 'throw_expression', 'cast_expression']);

/** The comparison at the right end of a node that begins the type arguments. */
function openingOf(node: RawNode): RawNode | undefined {
  if (isComparison(node, '<')) return node;
  const last = node.children[node.children.length - 1];
  return last !== undefined && open.has(node.type) ? openingOf(last) : undefined;
}

function callFrom(argument: RawNode, written: readonly RawNode[], first: number): { readonly argument: RawNode; readonly last: number } | undefined {
  const opening = openingOf(argument);
  const [target, less, firstType] = opening?.children ?? [];
  if (opening === undefined || target === undefined || less === undefined) return undefined;
  const types = [firstType && asType(firstType)];
  for (let i = first + 1; i < written.length; i++) {
    const value = valueOf(written[i]);
    const [last, greater, right] = isComparison(value, '>') ? value?.children ?? [] : [value, undefined, undefined];
    types.push(last && asType(last));
    const known = types.filter((type): type is RawNode => type !== undefined);
    if (known.length < types.length) return undefined;
    if (greater === undefined || right === undefined) continue;
    const parenthesis = leftmost(right);
    const isCall = parenthesis.type === 'parenthesized_expression' || parenthesis.type === 'tuple_expression';
    const torn = typeArgumentList(less, known, greater);
    const made = isCall ? called(target, torn, parenthesis, right) : target.type === 'object_creation_expression' ? creationWith(target, torn, right) : undefined;
    return made && { argument: ending(argument, opening, made), last: i };
  }
  return undefined;
}

/** A node with another one at its right end. */
function ending(node: RawNode, old: RawNode, made: RawNode): RawNode {
  if (node === old) return { ...made, field: node.field };
  const last = node.children[node.children.length - 1];
  return last === undefined ? node : { ...node, end: made.end, children: [...node.children.slice(0, -1), ending(last, old, made)] };
}
