/** Calls of annotated members that the native compiler reports and the analyzers do not; see foretold.ts. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { nativeCompiler } from '../../flow/bodyAndVersion';
import { guardsOf } from '../../flow/guards';
import { getterOf } from '../../symbols/inheritance';
import type { MethodSymbol } from '../../symbols/symbol';
import { mayRequire } from '../capability/capabilityRule';
import { memberDisplay } from '../capability/display';
import { localFunctionCalls } from '../capability/functions';
import { isIntercepted } from '../capability/generators';
import { isHarmlessIntrinsic } from '../capability/reflectionIntrinsics';
import type { Capability } from '../capability/requires';
import { dynamicCode, isInScope, leastOverridden, requirementOf, unreferencedCode, useMessage } from '../capability/requires';
import { unseenPlaces, usedMembers } from '../capability/usedMembers';
import type { ProgramContext } from '../rule';
import type { Foretold } from './foretold';

/** The first analyzer that leaves out places which it could look at, and calls whose arguments it does not follow. */
const leavesOut = 9;

/** Operators, conversions, elements of collection expressions and the like, which no name calls, and what the analyzers leave out. */
export function foretoldCalls(body: BoundBody, { frameworkVersion: version, analyzers }: ProgramContext): readonly Foretold[] {
  const found: Foretold[] = [];
  let unseen: readonly Anchor[] | undefined;
  for (const use of body.uses) {
    if (use.inNameof || !mayRequire(use.symbol)) continue;
    const seen = usedMembers(use, body, version);
    const hiddenMember = seen.length === 0 && hidden.has(use.kind) ? runMember(use) : undefined;
    const members = hiddenMember ? [{ member: hiddenMember, anchor: use.anchor }] : version < leavesOut ? [] : seen;
    for (const { member, anchor } of members) {
      if (member.kind !== 'method' || isIntercepted(use, body, analyzers)) continue;
      for (const c of [unreferencedCode, dynamicCode]) {
        const message = messageOf(use, anchor, member, c, body, version);
        if (message === undefined) continue;
        const isForetold = hiddenMember !== undefined || isInside(use.anchor, unseen ??= unseenPlaces(body))
          || (isHarmlessIntrinsic(use, member, body, c, version) && !isHarmlessIntrinsic(use, member, body, c, nativeCompiler(version)));
        if (isForetold) found.push({ anchor, id: c.useId, message });
      }
    }
  }
  return found;
}

const hidden: ReadonlySet<string> = new Set(['operator', 'conversion', 'deconstruct', 'pattern', 'collection', 'collectionElement', 'await', 'range', 'implicitIndexer', 'foreach', 'using']);

function runMember({ symbol, access }: SymbolUse): MethodSymbol | undefined {
  if (symbol?.kind === 'method') return symbol;
  return symbol?.kind === 'property' && access !== 'write' ? getterOf(symbol) : undefined;
}

/** Undefined where nothing is required, or it is excused, guarded or never runs. */
function messageOf(use: SymbolUse, anchor: Anchor, method: MethodSymbol, c: Capability, body: BoundBody, version: number): string | undefined {
  const member = leastOverridden(method);
  const requirement = requirementOf(member, c);
  if (!requirement || isInScope(body, use.enclosing, c, false)) return undefined;
  const isGuarded = (guardsOf(body).at(anchor.unit, anchor.start, anchor.end) & c.feature) !== 0;
  return isGuarded || localFunctionCalls(body, Math.max(version, leavesOut)).isUnused(use.enclosing) ? undefined : useMessage(memberDisplay(member), requirement, c);
}

function isInside(anchor: Anchor, places: readonly Anchor[]): boolean {
  return places.some((place) => place.unit === anchor.unit && place.start <= anchor.start && anchor.end <= place.end);
}
