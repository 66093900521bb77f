/**
 * IL2055 to IL2091, IL2096, IL2103: values of type Type and string go where `[DynamicallyAccessedMembers]` demands more of them than the
 * place that they come from promises, or calls of the reflection API cannot be followed. Ids, texts and places are the official ones.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { displayName } from '../../symbols/display';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { anchorIn } from '../signature/places';
import { isSilenced } from '../signature/scope';
import { reflectedByBases, reflectionAccesses } from './accesses';
import { annotateFixes } from './annotateFix';
import { dataFlowMetas } from './dataFlowMetas';
import { demandMessage, unclearMessage } from './dataFlowMessages';
import { reflectedByDeclarations } from './declaredTypes';
import type { Reached } from './demands';

export const dataFlowRule = defineRule({
  metas: dataFlowMetas,
  checkBody(context) {
    if (context.program.analyzers.trim) new DataFlowCheck(context).run();
  },
});

class DataFlowCheck {
  private readonly version: number;
  private readonly seen = new Set<string>();

  constructor(private readonly context: BodyContext) {
    this.version = context.program.frameworkVersion || 10;
  }

  run(): void {
    const { body } = this.context;
    for (const { reached, anchor, use } of reflectionAccesses(body, this.version)) this.check(reached, anchor, use);
    if (body.owner.kind === 'type') {
      const anchor = anchorIn(body, body.owner.symbol.location);
      if (anchor) this.check(reflectedByBases(body.owner.symbol, this.version), anchor, undefined);
    }
    for (const { reached, anchor } of reflectedByDeclarations(body, this.version)) this.check(reached, anchor, undefined);
  }

  private check(reached: Reached, anchor: Anchor, use: SymbolUse | undefined): void {
    for (const each of reached) {
      if (each.kind !== 'demand' && each.kind !== 'unclear') continue;
      const found = findingOf(each, this.context.body, this.version);
      if (!found) continue;
      const key = `${found.id} ${anchor.unit.base + anchor.start} ${anchor.end} ${found.message}`;
      if (this.seen.has(key) || (use && isSilenced(this.context.body, anchor, use.enclosing, this.version))) continue;
      this.seen.add(key);
      const { body, program } = this.context;
      this.context.report(anchor, each.kind === 'demand' ? { ...found, fixes: () => annotateFixes(each, body, program) } : found);
    }
  }
}

function findingOf(each: Reached[number], body: BoundBody, version: number): { readonly id: string; readonly message: string } | undefined {
  if (each.kind === 'demand') return demandMessage(each, body, version);
  return each.kind === 'unclear' ? unclearMessage(each, displayName(each.method.originalDefinition), body, version) : undefined;
}
