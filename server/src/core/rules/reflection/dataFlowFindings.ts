/** Where values of type Type and string of one body lack what is demanded of them. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { RuleId } from '../../diagnostic';
import { displayName } from '../../symbols/display';
import { anchorIn } from '../signature/places';
import { isSilenced } from '../signature/scope';
import { reflectedByBases, reflectionAccesses } from './accesses';
import { demandMessage, unclearMessage } from './dataFlowMessages';
import { reflectedByDeclarations } from './declaredTypes';
import type { Demand, Reached, Unclear } from './demands';

export interface DataFlowFinding {
  readonly anchor: Anchor;
  /** The official id and text. */
  readonly id: RuleId;
  readonly message: string;
  readonly reached: Demand | Unclear;
}

/** What the trim analyzer of a version finds in a body, each once. */
export function dataFlowFindings(body: BoundBody, version: number): readonly DataFlowFinding[] {
  const found: DataFlowFinding[] = [];
  const seen = new Set<string>();
  const add = (reached: Reached, anchor: Anchor, use: SymbolUse | undefined): void => {
    for (const each of reached) {
      if (each.kind !== 'demand' && each.kind !== 'unclear') continue;
      const finding = each.kind === 'demand' ? demandMessage(each, body, version) : unclearMessage(each, displayName(each.method.originalDefinition), body, version);
      if (!finding) continue;
      const key = `${placeOf(anchor)} ${finding.id} ${finding.message}`;
      if (seen.has(key) || (use && isSilenced(body, anchor, use.enclosing, version))) continue;
      seen.add(key);
      found.push({ anchor, ...finding, reached: each });
    }
  };
  for (const { reached, anchor, use } of reflectionAccesses(body, version)) add(reached, anchor, use);
  if (body.owner.kind === 'type') {
    const anchor = anchorIn(body, body.owner.symbol.location);
    if (anchor) add(reflectedByBases(body.owner.symbol, version), anchor, undefined);
  }
  for (const { reached, anchor } of reflectedByDeclarations(body, version)) add(reached, anchor, undefined);
  return found;
}

/** Start and end in the file, as text to compare. */
export function placeOf({ unit, start, end }: Anchor): string {
  return `${String(unit.base + start)} ${String(unit.base + end)}`;
}
