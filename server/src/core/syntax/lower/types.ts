/** Lowering of names and types. */
import type { ArrayRank, ArrayType, GenericName, IdentifierName, NameSyntax, SimpleName, TupleType, TypeSyntax } from '../nodes';
import { childOfType, commaGroups, field, hasToken } from '../rawTree';
import type { RawNode } from '../rawTree';
import { decodeIdentifier, errorNode, identifierText, isDamaged, textOf } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';

export function identifierName(c: LowerContext, node: RawNode): IdentifierName {
  return { kind: 'IdentifierName', start: node.start, end: node.end, name: identifierText(c, node) };
}

export function genericName(c: LowerContext, node: RawNode): GenericName {
  const identifier = node.children[0] ?? node;
  const list = childOfType(node, 'type_argument_list');
  return {
    kind: 'GenericName', start: node.start, end: node.end, name: identifierText(c, identifier), identifierEnd: identifier.end,
    typeArguments: list === undefined ? [] : typeArguments(c, list),
  };
}

function typeArguments(c: LowerContext, list: RawNode): TypeSyntax[] {
  const written = list.children.filter((child) => child.type !== '<' && child.type !== '>' && child.type !== ',');
  if (written.length > 0) return written.map((child) => lowerType(c, child));
  // `List<>`, `Dictionary<,>`: one omitted argument before each comma and one before `>`.
  return list.children.filter((child) => child.type === ',' || child.type === '>').map((token) => ({ kind: 'OmittedTypeArgument', start: token.start, end: token.start }));
}

/** A simple name; anything else (missing or damaged text) becomes an identifier with an empty name, which binds to nothing. */
export function lowerSimpleName(c: LowerContext, node: RawNode): SimpleName {
  if (node.type === 'generic_name') return genericName(c, node);
  if (node.type === 'identifier' && !node.missing) return identifierName(c, node);
  return { kind: 'IdentifierName', start: node.start, end: node.end, name: '' };
}

/** A name of any form; see `lowerSimpleName` for damage. */
export function lowerName(c: LowerContext, node: RawNode): NameSyntax {
  switch (node.type) {
    case 'qualified_name': case 'member_access_expression': {
      const left = node.children[0];
      const right = node.children[node.children.length - 1];
      if (left === undefined || right === undefined || left === right) break;
      return { kind: 'QualifiedName', start: node.start, end: node.end, left: lowerName(c, left), right: lowerSimpleName(c, right) };
    }
    case 'alias_qualified_name': {
      const alias = node.children[0];
      const name = node.children[2];
      if (alias === undefined || name === undefined) break;
      return { kind: 'AliasQualifiedName', start: node.start, end: node.end, alias: identifierText(c, alias), name: lowerSimpleName(c, name) };
    }
  }
  return lowerSimpleName(c, node);
}

/** A type; text that is none becomes an ErrorNode. */
export function lowerType(c: LowerContext, node: RawNode): TypeSyntax {
  if (node.missing || isDamaged(node)) return errorNode(node);
  const { start, end } = node;
  const first = node.children[0];
  switch (node.type) {
    case 'identifier': case 'implicit_type': return identifierName(c, node);
    case 'generic_name': return genericName(c, node);
    case 'qualified_name': case 'alias_qualified_name': case 'member_access_expression': return lowerName(c, node);
    case 'predefined_type': return predefinedType(c, node);
    case 'array_type': return lowerArrayType(c, node);
    case 'nullable_type': return nullableType(c, node);
    case 'pointer_type': return first ? { kind: 'PointerType', start, end, elementType: lowerType(c, first) } : errorNode(node);
    case 'function_pointer_type': return functionPointerType(c, node);
    case 'tuple_type': return tupleType(c, node);
    case 'ref_type': {
      const type = node.children[node.children.length - 1];
      return type ? { kind: 'RefType', start, end, readonly: hasToken(node, 'readonly'), type: lowerType(c, type) } : errorNode(node);
    }
    case 'scoped_type': {
      const type = node.children[1];
      return type ? { kind: 'ScopedType', start, end, type: lowerType(c, type) } : errorNode(node);
    }
    default: return errorNode(node);
  }
}

/** `nint` and `nuint` are contextual: identifiers to Roslyn. */
export function predefinedType(c: LowerContext, node: RawNode): TypeSyntax & { readonly kind: 'PredefinedType' | 'IdentifierName' } {
  const keyword = textOf(c, node);
  if (keyword === 'nint' || keyword === 'nuint') return { kind: 'IdentifierName', start: node.start, end: node.end, name: decodeIdentifier(keyword) };
  return { kind: 'PredefinedType', start: node.start, end: node.end, keyword };
}

/** Array types nest in the tree; Roslyn has one node with all ranks from left to right. */
export function lowerArrayType(c: LowerContext, node: RawNode): ArrayType {
  const ranks: ArrayRank[] = [];
  let element = node;
  while (element.type === 'array_type' && !isDamaged(element)) {
    const rank = childOfType(element, 'array_rank_specifier');
    const inner = element.children[0];
    if (rank === undefined || inner === undefined) break;
    ranks.unshift(arrayRank(c, rank));
    element = inner;
  }
  const elementType = element === node ? errorNode(node) : lowerType(c, element);
  return { kind: 'ArrayType', start: node.start, end: node.end, elementType, ranks };
}

function arrayRank(c: LowerContext, node: RawNode): ArrayRank {
  const sizes = node.children.filter((child) => child.type !== '[' && child.type !== ']' && child.type !== ',');
  return { rank: node.children.filter((child) => child.type === ',').length + 1, sizes: sizes.map((size) => lowerExpression(c, size)) };
}

function functionPointerType(c: LowerContext, node: RawNode): TypeSyntax {
  const types: TypeSyntax[] = [];
  for (const child of node.children) {
    const parameterType = child.type === 'function_pointer_parameter' ? child.children[child.children.length - 1] : child.field === 'returns' ? child : undefined;
    if (parameterType !== undefined) types.push(lowerType(c, parameterType));
  }
  const convention = childOfType(node, 'calling_convention');
  const unmanaged = convention !== undefined && textOf(c, convention).startsWith('unmanaged');
  return { kind: 'FunctionPointerType', start: node.start, end: node.end, types, unmanaged };
}

/** `T?`, or `T` where the mask has put the `?`. */
function nullableType(c: LowerContext, node: RawNode): TypeSyntax {
  const [type, mark] = node.children;
  if (type === undefined) return errorNode(node);
  if (mark !== undefined && c.rewrites?.get(mark.start) === 'typeArguments') return lowerType(c, type);
  return { kind: 'NullableType', start: node.start, end: node.end, elementType: lowerType(c, type) };
}

function tupleType(c: LowerContext, node: RawNode): TupleType {
  const elements = node.children.filter((child) => child.type === 'tuple_element').map((element) => {
    const type = field(element, 'type');
    const name = field(element, 'name');
    if (type !== undefined && c.rewrites?.get(element.start) === 'tupleTypeArgument') return rewrittenElement(c, type);
    return { type: type ? lowerType(c, type) : errorNode(element), name: name && identifierText(c, name) };
  });
  return { kind: 'TupleType', start: node.start, end: node.end, elements };
}

/** An element that the mask has made nullable: its type and name as they are written. */
function rewrittenElement(c: LowerContext, node: RawNode): TupleType['elements'][number] {
  const inner = c.text[node.end - 1] === '?' ? node : node.children[0];
  if (inner === undefined) return { type: errorNode(node), name: undefined };
  const name = /^\s*(@?[^\s,()]+)/.exec(c.text.slice(inner.end))?.[1];
  return { type: lowerType(c, inner), name: name === undefined ? undefined : decodeIdentifier(name) };
}

/** Groups of `commaGroups` for lists in parentheses. */
export function parenthesizedGroups(node: RawNode): RawNode[][] {
  return commaGroups(node, '(', ')');
}
