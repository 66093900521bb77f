/** IL2110, IL2111: fields and methods with annotations that are reached by reflection or through a delegate. */
import type { Anchor, SymbolUse } from '../../binding/boundBody';
import { displayName } from '../../symbols/display';
import type { MethodSymbol } from '../../symbols/symbol';
import { findAttribute, typeAttribute, unreferencedCode } from '../capability/requires';
import { reflectedByBases, reflectionAccesses } from '../reflection/accesses';
import { reflectedByDeclarations } from '../reflection/declaredTypes';
import type { Reached } from '../reflection/demands';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { MemberTypes, backingFieldAnnotation, fieldAnnotation, hasHiddenRequirement } from './annotations';
import { checkDelegates, reflectedMethodMessage } from './delegates';
import { backingFieldName } from './names';
import { anchorIn } from './places';
import { reflectionMetas } from './reflectionMetas';
import { isSilenced } from './scope';

export const reflectionRule = defineRule({
  metas: reflectionMetas,
  checkBody(context) {
    if (!context.program.analyzers.trim) return;
    const version = context.program.frameworkVersion || 10;
    checkDelegates(context, version);
    const check = new ReflectionCheck(context, version);
    for (const { reached, anchor, use } of reflectionAccesses(context.body, version)) for (const member of reached) check.check(anchor, use, member);
    check.checkBaseTypes();
    for (const { reached, anchor } of reflectedByDeclarations(context.body, version)) for (const member of reached) check.check(anchor, undefined, member);
  },
});

class ReflectionCheck {
  private readonly seen = new Set<string>();

  constructor(private readonly context: BodyContext, private readonly version: number) {}

  /** Type arguments of the base class and interfaces, reported at the type. */
  checkBaseTypes(): void {
    const { body } = this.context;
    if (body.owner.kind !== 'type') return;
    const anchor = anchorIn(body, body.owner.symbol.location);
    if (anchor) for (const member of reflectedByBases(body.owner.symbol, this.version)) this.check(anchor, undefined, member);
  }

  /** Members that require unreferenced code are a finding of another kind. */
  check(anchor: Anchor, use: SymbolUse | undefined, member: Reached[number]): void {
    if (member.kind === 'demand' || member.kind === 'unclear') return;
    if (member.kind === 'backingField') {
      if (isDemand(backingFieldAnnotation(member.property, this.version))) this.report(anchor, use, 'IL2110', fieldMessage(backingFieldName(member.property)));
      return;
    }
    const definition = member.originalDefinition;
    if (definition.kind === 'field') {
      if (isDemand(fieldAnnotation(definition, this.version))) this.report(anchor, use, 'IL2110', fieldMessage(displayName(member)));
    } else if (definition.kind === 'method' && !requiresUnreferencedCode(definition) && hasHiddenRequirement(definition, this.version)) {
      this.report(anchor, use, 'IL2111', reflectedMethodMessage(displayName(definition)));
    }
  }

  private report(anchor: Anchor, use: SymbolUse | undefined, id: string, message: string): void {
    const key = `${id} ${anchor.unit.base + anchor.start} ${anchor.end} ${message}`;
    if (this.seen.has(key) || (use && isSilenced(this.context.body, anchor, use.enclosing, this.version))) return;
    this.seen.add(key);
    this.context.report(anchor, { id, message });
  }
}

function isDemand(annotation: number | undefined): boolean {
  return annotation !== undefined && annotation !== MemberTypes.none;
}

function fieldMessage(name: string): string {
  return `Field '${name}' with 'DynamicallyAccessedMembersAttribute' is accessed via reflection. Trimmer can't guarantee availability of the requirements of the field.`;
}

function requiresUnreferencedCode(method: MethodSymbol): boolean {
  if (typeAttribute(method, unreferencedCode)) return true;
  const around = [method, ...(method.associatedSymbol ? [method.associatedSymbol.originalDefinition] : [])];
  return around.some((symbol) => findAttribute(symbol, unreferencedCode) !== undefined);
}
