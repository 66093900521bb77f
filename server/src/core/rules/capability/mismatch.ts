/** IL2046, IL3051, IL3003: a `Requires…` attribute on only one of an override or implementation and what it overrides or implements. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol, SourceLocation } from '../../symbols/symbol';
import type { Accessor, Expression, Unit } from '../../syntax/nodes';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { memberDisplay } from './display';
import { mismatchMetas } from './mismatchMetas';
import type { Capability } from './requires';
import { capabilities, findAttribute, hasSameSignature, isEnabled, overriddenMethod, requirementOf } from './requires';

/** Override, interface implementation: both directions are reported at the derived member. */
export const mismatchRule = defineRule({
  metas: mismatchMetas,
  checkBody(context) {
    const { owner } = context.body;
    if (owner.kind === 'member') {
      checkOverride(context, owner.symbol);
      checkInterfaces(context, owner.symbol.containingType, owner.symbol);
    }
    if (owner.kind === 'type') checkInterfaces(context, owner.symbol, undefined);
  },
});

function checkOverride(context: BodyContext, member: MemberSymbol): void {
  if (!member.isOverride) return;
  const methods = member.kind === 'method' ? [member] : accessorsOf(member);
  for (const method of methods) {
    const base = overriddenMethod(method);
    if (base) report(context, method, base, false, undefined);
  }
}

function accessorsOf(member: MemberSymbol): readonly MethodSymbol[] {
  const accessors = member.kind === 'property' ? [member.getMethod, member.setMethod] : member.kind === 'event' ? [member.addMethod, member.removeMethod] : [];
  return accessors.filter((accessor) => accessor !== undefined);
}

/**
 * Interface members and what implements them: those that `declared` implements, with the declaration's place, or, without it, those
 * that the type inherits, with the type's.
 */
function checkInterfaces(context: BodyContext, type: NamedTypeSymbol, declared: MemberSymbol | undefined): void {
  if (type.typeKind === 'interface' || (!declared && !context.body.units.some((unit) => unit === type.location?.unit))) return;
  for (const contract of type.allInterfaces) {
    if (!hasAnyAnnotation(contract, type)) continue;
    for (const member of contract.members) {
      if (member.isStatic || member.kind === 'field') continue;
      const implementation = implementationOf(type, member);
      if (!implementation) continue;
      const isOwn = implementation.containingType.originalDefinition === type.originalDefinition;
      if (declared) {
        if (isOwn && (isSame(implementation, declared) || (implementation.kind === 'method' && isSame(implementation.associatedSymbol, declared)))) report(context, implementation, member, true, undefined);
      } else if (!isOwn && context.program.frameworkVersion !== 8 && !isImplementedByBase(type, contract)) report(context, implementation, member, true, type);
    }
  }
}

function isSame(a: MemberSymbol | undefined, b: MemberSymbol): boolean {
  return a?.originalDefinition === b.originalDefinition;
}

/** What the base class already implements was reported there. */
function isImplementedByBase(type: NamedTypeSymbol, contract: NamedTypeSymbol): boolean {
  return type.baseType?.allInterfaces.includes(contract) ?? false;
}

function hasAnyAnnotation(contract: NamedTypeSymbol, type: NamedTypeSymbol): boolean {
  const isAnnotated = (symbol: { readonly attributes: readonly AttributeData[] }): boolean => capabilities.some((c) => findAttribute(symbol, c) !== undefined);
  const any = (owner: NamedTypeSymbol): boolean => owner.members.some((m) => isAnnotated(m.originalDefinition) || accessorsOf(m).some((a) => isAnnotated(a.originalDefinition)));
  if (any(contract)) return true;
  for (let current: NamedTypeSymbol | undefined = type; current; current = current.baseType) if (any(current)) return true;
  return false;
}

function implementationOf(type: NamedTypeSymbol, member: MemberSymbol): MemberSymbol | undefined {
  for (let current: NamedTypeSymbol | undefined = type; current; current = current.baseType) {
    const explicit = current.members.find((m) => m.kind !== 'field' && m.kind === member.kind
      && m.explicitInterfaceImplementations.some((i) => i.originalDefinition === member.originalDefinition));
    if (explicit) return explicit;
    const implicit = current.membersNamed(member.name).find((m) => m.kind === member.kind && m.accessibility === 'public' && !m.isStatic && matches(m, member));
    if (implicit) return implicit;
  }
  return undefined;
}

function matches(a: MemberSymbol, b: MemberSymbol): boolean {
  if (a.kind === 'method' && b.kind === 'method') return hasSameSignature(a, b);
  return a.kind !== 'property' || b.kind !== 'property' || a.parameters.length === b.parameters.length;
}

function report(context: BodyContext, member: MemberSymbol, base: MemberSymbol, isInterface: boolean, origin: NamedTypeSymbol | undefined): void {
  for (const c of capabilities) {
    if (!isEnabled(c, context.program.analyzers) || !isMismatch(member, base, c)) continue;
    const anchor = locate(context.body, (origin ?? member).location, origin ? undefined : member);
    if (anchor) context.report(anchor, { id: c.mismatchId, message: mismatchMessage(member, base, isInterface, c) });
  }
}

function isMismatch(a: MemberSymbol, b: MemberSymbol, c: Capability): boolean {
  return (requirementOf(a, c) !== undefined && !fulfils(b, c)) || (requirementOf(b, c) !== undefined && !fulfils(a, c));
}

/** Unlike for code inside, an instance member of an annotated type fulfils the requirement: its constructor warned already. */
function fulfils(member: MemberSymbol, c: Capability): boolean {
  const definition = member.originalDefinition;
  if (findAttribute(definition, c) || findAttribute(definition.containingType.originalDefinition, c)) return true;
  return definition.kind === 'method' && definition.associatedSymbol !== undefined && findAttribute(definition.associatedSymbol.originalDefinition, c) !== undefined;
}

function mismatchMessage(member: MemberSymbol, base: MemberSymbol, isInterface: boolean, c: Capability): string {
  const name = memberDisplay(member);
  const baseName = memberDisplay(base);
  const attribute = `'${c.shortName}'`;
  const rule = `${attribute} annotations must match across all interface implementations or overrides.`;
  if (findAttribute(member.originalDefinition, c)) {
    return `Member '${name}' with ${attribute} ${isInterface ? 'implements interface' : 'overrides base'} member '${baseName}' without ${attribute}. ${rule}`;
  }
  return isInterface
    ? `Interface member '${baseName}' with ${attribute} has an implementation member '${name}' without ${attribute}. ${rule}`
    : `Base member '${baseName}' with ${attribute} has a derived member '${name}' without ${attribute}. ${rule}`;
}

/** Place of a declaration's name; of an accessor its keyword, or the expression of an expression-bodied property. */
function locate(body: BoundBody, location: SourceLocation | undefined, member: MemberSymbol | undefined): Anchor | undefined {
  const unit = body.units.find((candidate) => candidate === location?.unit) ?? (member?.kind === 'method' ? body.units[0] : undefined);
  if (!unit) return undefined;
  const accessor = member?.kind === 'method' && member.associatedSymbol ? accessorSpan(unit, member) : undefined;
  if (accessor) return accessor;
  if (member?.kind === 'method' && member.associatedSymbol) return undefined;
  return location ? { unit, start: location.start, end: location.end } : undefined;
}

const keywords: Readonly<Record<string, readonly string[]>> = {
  propertyGet: ['get'], propertySet: ['set', 'init'], eventAdd: ['add'], eventRemove: ['remove'],
};

function accessorSpan(unit: Unit, method: MethodSymbol): Anchor | undefined {
  const root = unit.root as { readonly accessors?: readonly Accessor[]; readonly expressionBody?: Expression };
  const accessor = root.accessors?.find((a) => keywords[method.methodKind]?.includes(a.accessor));
  if (accessor) return { unit, start: accessor.keywordStart, end: accessor.keywordStart + accessor.accessor.length };
  const body = root.expressionBody;
  return body ? { unit, start: body.start, end: body.end } : undefined;
}

