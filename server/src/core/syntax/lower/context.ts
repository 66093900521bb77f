/** What every lowering function gets: the unit's text, and the rewrites that the mask made inside the unit. */
import type { ErrorNode } from '../nodes';
import type { RawNode } from '../rawTree';
import type { RewriteKind } from '../rewrite/rewrite';

export interface LowerContext {
  /** Text of the unit as it was before rewriting; offsets of raw nodes index it. */
  readonly text: string;
  /** Kind of rewrite by its offset in the unit; undefined when there is none. */
  readonly rewrites: ReadonlyMap<number, RewriteKind> | undefined;
}

export function textOf(c: LowerContext, node: RawNode): string {
  return c.text.slice(node.start, node.end);
}

/** Stands for what could not be parsed. */
export function errorNode(node: { readonly start: number; readonly end: number }): ErrorNode {
  return { kind: 'Error', start: node.start, end: node.end };
}

/** True when skipped text sits directly in the node: its structure cannot be trusted. */
export function isDamaged(node: RawNode): boolean {
  for (const child of node.children) if (child.type === 'ERROR') return true;
  return false;
}

/** Identifier without `@` and with Unicode escapes decoded (ECMA-334 §6.4.3). */
export function identifierText(c: LowerContext, node: RawNode): string {
  return decodeIdentifier(textOf(c, node));
}

export function decodeIdentifier(text: string): string {
  const plain = text.startsWith('@') ? text.slice(1) : text;
  if (!plain.includes('\\')) return plain;
  return plain.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g, (whole, short: string | undefined, long: string | undefined) => {
    const code = parseInt(short ?? long ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** True when a rewrite of this kind starts in `[start, end)`. */
export function rewrittenWithin(c: LowerContext, kind: RewriteKind, start: number, end: number): boolean {
  if (c.rewrites === undefined) return false;
  for (const [offset, found] of c.rewrites) if (found === kind && offset >= start && offset < end) return true;
  return false;
}
