/** Where the data flow analyzer reports a use, and where it keeps silent. */
import type { Anchor, BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import { guardsOf } from '../../flow/guards';
import { localFunctionCalls } from '../capability/functions';
import { isInScope, unreferencedCode } from '../capability/requires';
import { anchorOf, parentOf } from '../capability/spans';

/** Whether a place is excused by `[RequiresUnreferencedCode]` around it, guarded by a feature check, or never runs. */
export function isSilenced(body: BoundBody, anchor: Anchor, enclosing: EnclosingFunction, version: number): boolean {
  if (isInScope(body, enclosing, unreferencedCode, false)) return true;
  if (version < 9) return false;
  if ((guardsOf(body).at(anchor.unit, anchor.start, anchor.end) & unreferencedCode.feature) !== 0) return true;
  return localFunctionCalls(body, version).isUnused(enclosing);
}

/** The whole call, in all versions. */
export function callPlace(use: SymbolUse): Anchor {
  const { node } = use;
  if (!node) return use.anchor;
  const parent = node.kind === 'Invocation' ? undefined : parentOf(use, node);
  return anchorOf(use.anchor.unit, parent?.kind === 'Invocation' && (parent as unknown as { readonly expression: unknown }).expression === node ? parent : node);
}
