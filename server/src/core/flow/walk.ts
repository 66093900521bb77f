/** Generic access to the children of lowered syntax, for rules that need a parent or a search and not a full traversal of their own. */
import type { Expression, NodeBase } from '../syntax/nodes';

/** Any lowered node. */
export type AnyNode = NodeBase & { readonly kind: string };

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string' && typeof (value as { start?: unknown }).start === 'number';
}

/** Calls `visit` for each direct child node, in the order of the node's fields (source order for all kinds that the rules walk). */
export function forEachChild(node: object, visit: (child: AnyNode) => void): void {
  // Without the arrays and iterators that shorter forms make: all bodies are walked several times.
  for (const key in node) visitValue((node as Readonly<Record<string, unknown>>)[key], visit);
}

function visitValue(value: unknown, visit: (child: AnyNode) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visitValue(value[i], visit);
  } else if (isNode(value)) {
    visit(value);
  } else {
    forEachChild(value, visit);
  }
}

/** The node and everything below it, depth first. `visit` returns false to leave a subtree out. */
export function walk(node: AnyNode, visit: (node: AnyNode, parent: AnyNode | undefined) => boolean | undefined, parent?: AnyNode): void {
  if (visit(node, parent) === false) return;
  forEachChild(node, (child) => { walk(child, visit, node); });
}

const parentCache = new WeakMap<object, Map<AnyNode, AnyNode>>();

/** Parents of all nodes of a unit's root; made once for each root. */
export function parentsOf(root: unknown): ReadonlyMap<AnyNode, AnyNode> {
  if (typeof root !== 'object' || root === null) return new Map();
  let parents = parentCache.get(root);
  if (!parents) {
    parents = new Map();
    const map = parents;
    const visit = (node: AnyNode, parent: AnyNode | undefined): undefined => { if (parent) map.set(node, parent); };
    if (isNode(root)) walk(root, visit);
    else forEachChild(root, (child) => { walk(child, visit); });
    parentCache.set(root, parents);
  }
  return parents;
}

const kindCache = new WeakMap<object, Map<string, AnyNode[]>>();

/** Nodes of a kind below a unit's root, depth first; all kinds are told apart once for each root. */
export function nodesOfKind(root: unknown, kind: string): readonly AnyNode[] {
  if (typeof root !== 'object' || root === null) return none;
  let byKind = kindCache.get(root);
  if (!byKind) {
    byKind = new Map();
    for (const node of parentsOf(root).keys()) {
      const known = byKind.get(node.kind);
      if (known) known.push(node);
      else byKind.set(node.kind, [node]);
    }
    kindCache.set(root, byKind);
  }
  return byKind.get(kind) ?? none;
}

const none: readonly AnyNode[] = [];

/** Whether what a node throws comes to a `catch` around it. */
export function isCaught(node: AnyNode | undefined, root: unknown): boolean {
  const parents = parentsOf(root);
  for (let inner = node; inner; inner = parents.get(inner)) {
    const around = parents.get(inner) as { readonly kind: string; readonly body?: unknown; readonly catches?: readonly unknown[] } | undefined;
    if (around?.kind === 'Try' && around.body === inner && around.catches?.length) return true;
  }
  return false;
}

/** Without parentheses and null-forgiving operators. */
export function unwrap(expression: Expression): Expression {
  if (expression.kind === 'Parenthesized') return unwrap(expression.expression);
  if (expression.kind === 'PostfixUnary' && expression.operator === '!') return unwrap(expression.operand);
  return expression;
}
