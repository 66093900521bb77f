/** Lowered trees of equal text at two places: which node of the one is which of the other. */
import type { NodeBase } from '../../syntax/nodes';

/** Fields that are offsets; all other numbers are values. */
const offsets: ReadonlySet<string> = new Set(['start', 'end', 'identifierEnd', 'nameStart', 'nameEnd', 'keywordStart', 'arrow']);

/** From the nodes of one tree to those of an equal one. */
export class Moved {
  /** Undefined when the two are one tree. */
  private readonly nodes: Map<object, object> | undefined;

  private constructor(isSame: boolean, readonly distance: number) {
    this.nodes = isSame ? undefined : new Map();
  }

  /** Undefined when the trees differ in more than where they stand. */
  static between(from: NodeBase, to: NodeBase): Moved | undefined {
    const moved = new Moved(from === to, to.start - from.start);
    return from === to || moved.pair('', from, to) ? moved : undefined;
  }

  private pair(key: string, from: unknown, to: unknown): boolean {
    if (typeof from === 'number') return to === (offsets.has(key) ? from + this.distance : from);
    if (typeof from !== 'object' || typeof to !== 'object' || from === null || to === null) return from === to;
    if (Array.isArray(from)) return Array.isArray(to) && to.length === from.length && from.every((item, i) => this.pair('', item, to[i]));
    const before = from as Record<string, unknown>;
    const after = to as Record<string, unknown>;
    let count = 0;
    for (const name in before) {
      if (!this.pair(name, before[name], after[name])) return false;
      count++;
    }
    for (const name in after) if (name in before) count--;
    this.nodes?.set(from, to);
    return count === 0;
  }

  /** The same node of the other tree. Nodes that the binder made are made again. */
  node<T extends object>(from: T): T {
    const { nodes } = this;
    if (nodes === undefined) return from;
    const known = nodes.get(from);
    if (known !== undefined) return known as T;
    const copy: Record<string, unknown> = {};
    nodes.set(from, copy);
    for (const [key, value] of Object.entries(from) as [string, unknown][]) copy[key] = this.value(key, value);
    return copy as T;
  }

  private value(key: string, value: unknown): unknown {
    if (typeof value === 'number') return offsets.has(key) ? value + this.distance : value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.value('', item));
    return typeof value === 'object' && value !== null ? this.node(value) : value;
  }
}

/** All texts in a tree, names among them; undefined where it has attributes, whose data know their place. */
export function namesIn(tree: object): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  return collect(tree, names) ? names : undefined;
}

function collect(node: object, names: Set<string>): boolean {
  for (const key in node) {
    const value: unknown = (node as Record<string, unknown>)[key];
    if (typeof value === 'string') {
      if (key !== 'kind') names.add(value);
    } else if (typeof value === 'object' && value !== null) {
      if (key === 'attributeLists' && Array.isArray(value) && value.length > 0) return false;
      if (!collect(value, names)) return false;
    }
  }
  return true;
}
