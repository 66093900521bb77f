/** Lowering of attribute lists. */
import type { Attribute, AttributeArgument, AttributeList } from '../nodes';
import { childOfType, field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, isDamaged, textOf } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';
import { identifierName, lowerName } from './types';

/** The `attribute_list` children of a node. */
export function lowerAttributeLists(c: LowerContext, node: { readonly children: readonly RawNode[] }): AttributeList[] {
  const lists: AttributeList[] = [];
  for (const child of node.children) if (child.type === 'attribute_list') lists.push(lowerAttributeList(c, child));
  return lists;
}

/** An `attribute_list` or a `global_attribute` (`[assembly: …]`). */
export function lowerAttributeList(c: LowerContext, node: RawNode): AttributeList {
  const specifier = childOfType(node, 'attribute_target_specifier');
  const assembly = node.children.find((child) => child.type === 'assembly' || child.type === 'module');
  const target = specifier ? textOf(c, specifier).replace(/\s*:$/, '') : assembly?.type;
  const attributes = node.children.filter((child) => child.type === 'attribute').map((child) => lowerAttribute(c, child));
  return { kind: 'AttributeList', start: node.start, end: node.end, target, attributes };
}

function lowerAttribute(c: LowerContext, node: RawNode): Attribute {
  const list = childOfType(node, 'attribute_argument_list');
  const name = node.children[0] ?? node;
  const written = list?.children.filter((child) => child.type === 'attribute_argument' || child.type === 'ERROR') ?? [];
  return {
    kind: 'Attribute', start: node.start, end: node.end, name: lowerName(c, name),
    arguments: written.map((child) => lowerAttributeArgument(c, child)), hasArgumentList: list !== undefined,
  };
}

function lowerAttributeArgument(c: LowerContext, node: RawNode): AttributeArgument {
  const name = field(node, 'name');
  const expression = node.children[node.children.length - 1];
  const isMember = childOfType(node, '=') !== undefined;
  return {
    kind: 'AttributeArgument', start: node.start, end: node.end,
    name: name && !isMember ? identifierName(c, name).name : undefined,
    member: name && isMember ? identifierName(c, name) : undefined,
    expression: expression && node.type !== 'ERROR' && !isDamaged(node) ? lowerExpression(c, expression) : errorNode(node),
  };
}
