/** IL2046, IL3051, IL3003: a `Requires…` attribute on only one of an override or implementation and what it overrides or implements. */
import type { Anchor } from '../../binding/boundBody';
import { displayName } from '../../symbols/display';
import { overriddenMember } from '../../symbols/inheritance';
import type { MemberSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { declaredImplementations, isOwn } from '../signature/implementations';
import { anchorIn, declarationAnchor, declaredMembers, memberAnchor } from '../signature/places';
import { mismatchMetas } from './mismatchMetas';
import type { Capability } from './requires';
import { assemblyFiles, capabilities, findAttribute, isEnabled, requirementOf, typeAttribute } from './requires';

/** Override, interface implementation: both directions are reported at the derived member. */
export const mismatchRule = defineRule({
  metas: mismatchMetas,
  checkBody(context) {
    const { body, program } = context;
    const { owner } = body;
    if (!(program.analyzers.trim || program.analyzers.aot || program.analyzers.singleFile)) return;
    if (owner.kind !== 'member' && owner.kind !== 'type') return;
    const declared = declaredMembers(body);
    if (owner.kind === 'member') for (const member of declared) checkOverride(context, member);
    checkInterfaces(context, owner.kind === 'type' ? owner.symbol : owner.symbol.containingType, declared);
  },
});

/** Since .NET 9 only methods and accessors are compared; accessors that nobody wrote are left out. */
function checkOverride(context: BodyContext, member: MemberSymbol): void {
  const version = context.program.frameworkVersion || 10;
  if (!member.isOverride || (version >= 9 && member.kind !== 'method') || isUnwrittenAccessor(member)) return;
  const base = overriddenMember(member);
  if (base) report(context, member, base, false, memberAnchor(context.body, member));
}

/** Accessors of a field-like event have the event's place. */
function isUnwrittenAccessor(member: MemberSymbol): boolean {
  return member.kind === 'method' && member.associatedSymbol?.kind === 'event' && member.location?.start === member.associatedSymbol.location?.start;
}

/** Own implementations are reported where they are declared, inherited ones at the type; before .NET 9 in the base class, if that is in the same file. */
function checkInterfaces(context: BodyContext, type: NamedTypeSymbol, declared: readonly MemberSymbol[]): void {
  const { body, program } = context;
  const typeAnchor = body.owner.kind === 'type' ? anchorIn(body, type.location) : undefined;
  for (const { interfaceMember, implementation } of declaredImplementations(type)) {
    if (isOwn(implementation, type)) {
      const isHere = declared.includes(implementation) && anchorIn(body, implementation.location) !== undefined;
      if (isHere) report(context, implementation, interfaceMember, true, memberAnchor(body, implementation));
    } else if (typeAnchor) {
      const inBase = implementation.location?.file === body.file ? declarationAnchor(implementation) : undefined;
      report(context, implementation, interfaceMember, true, program.frameworkVersion === 8 ? inBase : typeAnchor);
    }
  }
}

function report(context: BodyContext, member: MemberSymbol, base: MemberSymbol, isInterface: boolean, anchor: Anchor | undefined): void {
  if (!anchor) return;
  const version = context.program.frameworkVersion || 10;
  for (const c of capabilities) {
    if (!isEnabled(c, context.program.analyzers) || !isMismatch(member, base, c, version)) continue;
    context.report(anchor, { id: c.mismatchId, message: mismatchMessage(member, base, isInterface, c) });
  }
}

function isMismatch(a: MemberSymbol, b: MemberSymbol, c: Capability, version: number): boolean {
  return (requires(a, c, version) && !fulfils(b, c, version)) || (requires(b, c, version) && !fulfils(a, c, version));
}

/** The .NET 8 analyzer compared properties with properties and accessors with accessors. */
function isJudgedByItself(member: MemberSymbol, c: Capability, version: number): boolean {
  return version < 9 && c === assemblyFiles && member.kind === 'method' && member.associatedSymbol !== undefined;
}

function requires(member: MemberSymbol, c: Capability, version: number): boolean {
  return isJudgedByItself(member, c, version) ? findAttribute(member.originalDefinition, c) !== undefined : requirementOf(member, c) !== undefined;
}

/** Unlike for code inside, an instance member of an annotated type fulfils the requirement: its constructor warned already. */
function fulfils(member: MemberSymbol, c: Capability, version: number): boolean {
  const definition = member.originalDefinition;
  if (findAttribute(definition, c) || typeAttribute(definition, c)) return true;
  if (definition.kind !== 'method' || !definition.associatedSymbol || isJudgedByItself(member, c, version)) return false;
  return findAttribute(definition.associatedSymbol.originalDefinition, c) !== undefined;
}

function mismatchMessage(member: MemberSymbol, base: MemberSymbol, isInterface: boolean, c: Capability): string {
  const name = displayName(member.originalDefinition);
  const baseName = displayName(base.originalDefinition);
  const attribute = `'${c.shortName}'`;
  const rule = `${attribute} annotations must match across all interface implementations or overrides.`;
  if (findAttribute(member.originalDefinition, c)) {
    return `Member '${name}' with ${attribute} ${isInterface ? 'implements interface' : 'overrides base'} member '${baseName}' without ${attribute}. ${rule}`;
  }
  return isInterface
    ? `Interface member '${baseName}' with ${attribute} has an implementation member '${name}' without ${attribute}. ${rule}`
    : `Base member '${baseName}' with ${attribute} has a derived member '${name}' without ${attribute}. ${rule}`;
}
