/** Member accesses, calls and the like behind one operand: where they begin, and the same with another beginning. */
import type { RawNode } from '../rawTree';

const postfixes = new Set(['member_access_expression', 'invocation_expression', 'element_access_expression', 'postfix_unary_expression']);

/** The operand at the left end of a chain. */
export function leftmost(node: RawNode): RawNode {
  const [first] = node.children;
  return first !== undefined && postfixes.has(node.type) ? leftmost(first) : node;
}

/** `node` with `open` at its left end replaced. */
export function around(node: RawNode, open: RawNode, replacement: RawNode): RawNode {
  const [first, ...rest] = node.children;
  if (node === open || first === undefined) return replacement;
  return { ...node, start: replacement.start, children: [around(first, open, replacement), ...rest] };
}
