/**
 * What the grammar reads as a cast because of a parenthesized name, and is none: `(list)[0].Name`, `(point) is (1, 2)` and `(x) - y`.
 */
import type { RawNode } from '../rawTree';
import type { LowerContext } from './context';
import { around, leftmost } from './postfixChain';

/**
 * A cast as the access to an element that it is, with what follows; undefined where it is a cast. A name without type arguments is an operand
 * before `[`; a type that can be nothing else, or one with type arguments, makes a cast of a collection expression (Roslyn's `ScanCast`).
 */
export function elementAccessOf(cast: RawNode, type: RawNode, value: RawNode): RawNode | undefined {
  const [target, ...assigned] = value.type === 'assignment_expression' ? value.children : [];
  const written = target && elementAccessOf(cast, type, target);
  if (written !== undefined) return { ...value, start: cast.start, field: undefined, children: [written, ...assigned] };
  const collection = leftmost(value);
  // Behind several casts the grammar has what stands in `a?[i]`.
  if ((collection.type !== 'collection_expression' && collection.type !== 'element_binding_expression') || !(isPlainName(type) || type.type === 'array_type')) return undefined;
  return accessAt(parenthesizedOperand(cast, type), value, collection);
}

/** A cast of `![i]` as the access that it is behind type arguments: `F<A>(x)![i]`. Elsewhere it is a cast, or would be one (Roslyn's `ScanCast`). */
export function suppressedAccessOf(cast: RawNode, type: RawNode, value: RawNode): RawNode | undefined {
  const [bang, chain] = value.type === 'prefix_unary_expression' ? value.children : [];
  const operand = parenthesizedOperand(cast, type);
  if (bang?.type !== '!' || chain === undefined || operand === undefined) return undefined;
  const collection = leftmost(chain);
  if (collection.type !== 'collection_expression') return undefined;
  return accessAt({ ...value, type: 'postfix_unary_expression', start: cast.start, end: bang.end, field: undefined, children: [operand, bang] }, chain, collection);
}

/** `value` with the collection at its left end as the index into `operand`. */
function accessAt(operand: RawNode | undefined, value: RawNode, collection: RawNode): RawNode | undefined {
  const elements = collection.children.map(argument);
  if (operand === undefined || elements.length < 3 || !elements.every((element) => element !== undefined)) return undefined;
  const list: RawNode = { ...collection, type: 'bracketed_argument_list', field: undefined, children: elements };
  return around(value, collection, { ...collection, type: 'element_access_expression', start: operand.start, children: [operand, list] });
}

const types = new Set(['predefined_type', 'array_type', 'nullable_type', 'generic_name', 'pointer_type']);

/** A cast of `is (…)` as the test that it is: no method is called `is`. */
export function patternTestOf(c: LowerContext, cast: RawNode, type: RawNode, value: RawNode): RawNode | undefined {
  const [word, list] = value.children;
  if (value.type !== 'invocation_expression' || word?.type !== 'identifier' || c.text.slice(word.start, word.end) !== 'is' || list === undefined) return undefined;
  const operand = parenthesizedOperand(cast, type);
  if (operand === undefined) return undefined;
  const written = list.children.filter((child) => child.type === 'argument');
  const only = written.length === 1 ? written[0]?.children[0] : undefined;
  const inner: RawNode = only === undefined ? { ...list, type: 'tuple_expression', field: undefined } : { ...list, type: 'parenthesized_expression', field: undefined, children: list.children.map((child) => (child === written[0] ? only : child)) };
  const patternType = only?.type === 'declaration_expression' ? 'declaration_pattern' : only !== undefined && types.has(only.type) ? 'type_pattern' : undefined;
  const pattern: RawNode = only !== undefined && patternType !== undefined
    ? { ...list, type: 'parenthesized_pattern', field: 'pattern', children: inner.children.map((child) => (child === only ? { ...only, type: patternType, field: undefined, children: patternType === 'type_pattern' ? [only] : only.children } : child)) }
    : { ...list, type: 'constant_pattern', field: 'pattern', children: [inner] };
  return { ...cast, type: 'is_pattern_expression', children: [{ ...operand, field: 'expression' }, { ...word, type: 'is', children: [] }, pattern] };
}

/** Operators that stand before one operand or between two. */
const binaryLike: ReadonlySet<string> = new Set(['+', '-', '*', '&', '^']);

/** A cast as the operation that it is: `(x) - y`, and `(x) && y`, which reads as `(x)(&(&y))`. A cast needs another kind of token there (ECMA-334 §12.9.7). */
export function operationOf(cast: RawNode, type: RawNode, value: RawNode): { readonly left: RawNode; readonly operator: RawNode; readonly right: RawNode } | undefined {
  const prefix = leftmost(value);
  const left = parenthesizedOperand(cast, type);
  const [operator, first] = prefix.type === 'prefix_unary_expression' ? prefix.children : [];
  if (left === undefined || operator === undefined || first === undefined || !binaryLike.has(operator.type)) return undefined;
  const [second, behind] = operator.type === '&' && first.type === 'prefix_unary_expression' && first.start === operator.end ? first.children : [];
  if (second?.type === '&' && behind !== undefined) return { left, operator: { ...operator, type: '&&', end: second.end }, right: around(value, prefix, behind) };
  return { left, operator, right: around(value, prefix, first) };
}

const names = new Set(['identifier', 'qualified_name', 'alias_qualified_name', 'generic_name']);

/** The parentheses of a cast around its type, as an expression; undefined where the type can be nothing else. */
export function parenthesizedOperand(cast: RawNode, type: RawNode): RawNode | undefined {
  const close = cast.children.find((child) => child.type === ')');
  const operand = asOperand(type);
  return close && operand && { ...cast, type: 'parenthesized_expression', field: undefined, end: close.end, children: [...cast.children.slice(0, cast.children.indexOf(type)), operand, close] };
}

/** A name, or `x[i]`, which is read as an array type with a size: no cast has one. */
function asOperand(type: RawNode): RawNode | undefined {
  if (names.has(type.type)) return { ...type, field: undefined };
  const [inner, rank] = type.children;
  const target = type.type === 'array_type' && inner && asOperand(inner);
  if (!target || rank === undefined) return undefined;
  const sizes = rank.children.filter((child) => !'[,]'.includes(child.type));
  if (sizes.length !== rank.children.filter((child) => child.type === ',').length + 1) return undefined;
  const list: RawNode = { ...rank, type: 'bracketed_argument_list', field: undefined, children: rank.children.map((child) => (sizes.includes(child) ? { ...child, type: 'argument', field: undefined, children: [child] } : child)) };
  return { ...type, type: 'element_access_expression', field: undefined, children: [target, list] };
}

function isPlainName(type: RawNode): boolean {
  if (type.type === 'identifier') return true;
  const [left, , right] = type.children;
  return type.type === 'qualified_name' && left !== undefined && right?.type === 'identifier' && (left.type === 'generic_name' || isPlainName(left));
}

/** An element as an argument, `..x` as a range; brackets and commas as they are. */
function argument(element: RawNode): RawNode | undefined {
  if (element.type !== 'collection_element') return element.children.length === 0 || element.type === 'argument' ? element : undefined;
  const [content] = element.children;
  const value = content?.type === 'spread_element' ? { ...content, type: 'range_expression' } : content?.children[0];
  return value && { ...element, type: 'argument', children: [value] };
}
