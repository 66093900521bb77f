/**
 * IL2026, IL3050, IL3002 with IL3000 and IL3001: a member that carries a `Requires…` attribute is used where the program cannot
 * give what it requires. Ids, texts and places are the official ones.
 */
import type { Anchor, SymbolUse } from '../../binding/boundBody';
import { guardsOf } from '../../flow/guards';
import type { AnySymbol, AttributeData, FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/symbol';
import type { BodyContext, ProgramContext, Report } from '../rule';
import { defineRule } from '../rule';
import { declarationDisplay, memberDisplay } from './display';
import type { ConstrainedName } from './constructorConstraint';
import { aroundDisplay, constrainedNames } from './constructorConstraint';
import type { DynamicOperations } from './dynamicOperations';
import { dynamicOperations } from './dynamicOperations';
import { dynamicInvocationMessage, dynamicTarget } from './dynamicUse';
import { extensionDisplay } from './extensionDisplay';
import { requirementFixes } from './fixes';
import { isIntercepted, isReportedAllTheSame } from './generators';
import { capabilityMetas } from './metas';
import type { LocalFunctionCalls } from './functions';
import { annotatedLambdas, isAttributeOfFunction, localFunctionCalls } from './functions';
import { locationFixes } from './locationFix';
import { isHarmlessIntrinsic, isHarmlessNatively } from './reflectionIntrinsics';
import { reflectedByBases, reflectionAccesses } from '../reflection/accesses';
import { reflectedByDeclarations } from '../reflection/declaredTypes';
import type { Reached } from '../reflection/demands';
import { backingFieldName } from '../signature/names';
import type { Capability } from './requires';
import { assemblyFiles, capabilities, constraintMessage, dynamicCode, findAttribute, isDeclarationInScope, isEnabled, isInScope, leastOverridden, requirementOf, unreferencedCode, typeAttribute, useMessage } from './requires';
import { getterOf, setterOf } from '../../symbols/inheritance';
import type { UsedMember } from './usedMembers';
import { unseenPlaces, usedMembers } from './usedMembers';

class BodyCheck {
  private readonly operations: DynamicOperations;
  /** Nodes that are bound at run time: what the binder found as their likely target does not count. */
  private readonly late: ReadonlySet<object | undefined>;
  private cachedFunctions: LocalFunctionCalls | undefined;
  private readonly seen = new Set<string>();
  private unseen: readonly Anchor[] | undefined;

  constructor(private readonly context: BodyContext, private readonly version: number, private readonly analyzers: RequiredAnalyzers, private readonly isNative: boolean) {
    this.operations = dynamicOperations(context.body);
    this.late = new Set(this.operations.uses.map((use) => use.node));
  }

  /** Version whose knowledge of calls that are harmless counts: the native compiler of .NET 8 has that of its analyzer. */
  private get followedBy(): number {
    return this.context.program.frameworkVersion === 8 ? 8 : this.version;
  }

  /** What members that are reached by reflection are asked for: unreferenced code, by the native compiler all. */
  private get reflected(): readonly Capability[] {
    return capabilities.filter((c) => isEnabled(c, this.analyzers) && (this.isNative || c === unreferencedCode));
  }

  private get functions(): LocalFunctionCalls {
    return this.cachedFunctions ??= localFunctionCalls(this.context.body, this.version);
  }

  run(): void {
    const { body } = this.context;
    for (const use of body.uses) {
      if (use.inNameof || !mayRequire(use.symbol) || isAttributeOfFunction(use)) continue;
      if (use.kind === 'dynamic' || (use.node && this.late.has(use.node))) continue;
      for (const used of usedMembers(use, body, this.version)) this.checkMember(use, used);
    }
    this.checkBases();
    if (this.reflected.length > 0) this.checkReflection();
    if (this.analyzers.trim) {
      for (const { reached, anchor } of reflectedByDeclarations(body, this.version)) this.reportReflected(reached, anchor);
    }
    if (this.version >= 9) for (const use of this.operations.uses) this.checkDynamic(use);
    else for (const use of body.uses) if (use.kind === 'dynamic') this.checkDynamic(use);
    for (const lambda of annotatedLambdas(body)) this.checkMember(lambda.use, { member: lambda.method, anchor: lambda.use.anchor });
    for (const name of constrainedNames(body)) this.checkConstructorConstraint(name);
  }

  private checkMember(use: SymbolUse, used: UsedMember): void {
    const isOwnProperty = this.version < 9 && used.member.kind === 'method' && used.member.associatedSymbol !== undefined && findAttribute(used.member.associatedSymbol.originalDefinition, assemblyFiles) !== undefined;
    // A field is named with the type arguments of its type.
    const member = used.member.kind === 'field' ? used.member : isOwnProperty ? used.member.originalDefinition : leastOverridden(used.member);
    const special = this.version < 9 ? specialFinding(used.member) : specialFinding(member);
    for (const c of capabilities) {
      if (!isEnabled(c, this.analyzers)) continue;
      if (c === assemblyFiles && special) {
        this.report(use, used, c, { id: special.id, message: special.message(this.nameOf(member, c)), fixes: () => locationFixes(use, this.context.body, this.context.program) });
        continue;
      }
      const requirement = requirementOf(member, c);
      if (!requirement) continue;
      if (member.kind === 'method' && isHarmlessIntrinsic(use, member, this.context.body, c, this.followedBy)) continue;
      if (this.isNative && c === dynamicCode && member.kind === 'method' && isHarmlessNatively(use, member, this.context.body, this.followedBy)) continue;
      const inBlock = member.kind === 'method' ? extensionDisplay(use, member, this.context.body) : undefined;
      this.reportUse(use, used, c, inBlock ?? this.nameOf(member, c), requirement);
    }
  }

  /** Members that require something and are reached by reflection. */
  private checkReflection(): void {
    for (const { reached, anchor, use } of reflectionAccesses(this.context.body, this.version)) {
      if (use.kind === 'dynamic' || (use.node && this.late.has(use.node))) continue;
      for (const member of reached) {
        for (const c of this.reflected) {
          const requirement = reflectedRequirement(member, c);
          if (requirement) this.report(use, { anchor }, c, { id: c.useId, message: useMessage(requirement.name, requirement.attribute, c) });
        }
      }
    }
  }

  /** `new()` of a type parameter: decided by syntax alone, so guards and unreachable code do not count. Up to .NET 9 it is the place that is named. */
  private checkConstructorConstraint({ anchor, around, constructors }: ConstrainedName): void {
    // The namespace that a using stands in, which would be named, is not known here.
    if (this.version < 10 && this.context.body.owner.kind === 'file') return;
    for (const c of capabilities) {
      if (!isEnabled(c, this.analyzers) || (around !== undefined && isDeclarationInScope(around, c))) continue;
      for (const constructor of constructors) {
        const requirement = requirementOf(constructor, c);
        const name = this.version >= 10 ? memberDisplay(constructor) : aroundDisplay(around);
        if (!requirement || requirement.constructorArguments.length === 0) continue;
        const message = constraintMessage(name, requirement, c);
        const key = `${c.useId} ${anchor.unit.base}:${anchor.start}-${anchor.end} ${message}`;
        if (!this.seen.has(key)) this.context.report(anchor, { id: c.useId, message });
        this.seen.add(key);
      }
    }
  }

  /** What the base types of the type that is declared here reach by reflection. */
  private checkBases(): void {
    const { body } = this.context;
    const { owner } = body;
    const location = owner.kind === 'type' ? owner.symbol.location : undefined;
    const [unit] = body.units;
    if (owner.kind !== 'type' || !location || !this.analyzers.trim || location.unit !== unit || owner.symbol.typeKind === 'delegate') return;
    this.reportReflected(reflectedByBases(owner.symbol, this.version), { unit, start: location.start, end: location.end });
  }

  /** At a declaration, which no code is around. */
  private reportReflected(reached: Reached, anchor: Anchor): void {
    for (const member of reached) {
      const requirement = reflectedRequirement(member, unreferencedCode);
      if (requirement) this.context.report(anchor, { id: unreferencedCode.useId, message: useMessage(requirement.name, requirement.attribute, unreferencedCode) });
    }
  }

  /** Before .NET 9 the single-file analyzer spoke of the property, not of its accessor. */
  private nameOf(member: MethodSymbol | FieldSymbol, c: Capability): string {
    const property = this.version < 9 && c === assemblyFiles && member.kind === 'method' ? member.associatedSymbol : undefined;
    const isOfProperty = property !== undefined && (findAttribute(property.originalDefinition, c) !== undefined || specialFinding(member) !== undefined);
    return isOfProperty ? declarationDisplay(property) : memberDisplay(member);
  }

  private reportUse(use: SymbolUse, used: UsedMember, c: Capability, name: string, requirement: AttributeData): void {
    const { body, program } = this.context;
    this.report(use, used, c, { id: c.useId, message: useMessage(name, requirement, c), fixes: () => requirementFixes(use, body, program, c) });
  }

  private checkDynamic(use: SymbolUse): void {
    const { body } = this.context;
    const target = dynamicTarget(use, body, this.version);
    if (!target) return;
    if (!target.method) {
      if (this.analyzers.trim) this.report(use, target, unreferencedCode, { id: unreferencedCode.useId, message: dynamicInvocationMessage });
      return;
    }
    const site = this.isNative ? body.compilation.typeByMetadataName('System.Runtime.CompilerServices.CallSite`1')?.membersNamed('Create')[0] : undefined;
    for (const method of [target.method, site]) {
      for (const c of capabilities) {
        const requirement = method?.kind === 'method' && isEnabled(c, this.analyzers) ? requirementOf(method, c) : undefined;
        if (method && requirement) this.report(use, target, c, { id: c.useId, message: useMessage(method, requirement, c) });
      }
    }
  }

  private report(use: SymbolUse, used: Pick<UsedMember, 'anchor' | 'isConstructorCall'>, c: Capability, report: Report): void {
    const { body, program } = this.context;
    const { anchor } = used;
    const key = `${report.id} ${anchor.unit.base}:${anchor.start}-${anchor.end} ${report.message}`;
    if (this.seen.has(key)) return;
    if (isInScope(body, use.enclosing, c, used.isConstructorCall ?? false)) return;
    if (this.version >= 9 && (this.isGuarded(use, c) || this.isInsideDynamic(use) || this.functions.isUnused(use.enclosing) || this.isUnseen(use))) return;
    if (isIntercepted(use, body, program.analyzers) && (this.isNative || !isReportedAllTheSame(use, this.version))) return;
    this.seen.add(key);
    this.context.report(anchor, report);
  }

  private isUnseen(use: SymbolUse): boolean {
    this.unseen ??= unseenPlaces(this.context.body);
    const { unit, start, end } = use.anchor;
    return this.unseen.some((place) => place.unit === unit && place.start <= start && end <= place.end);
  }

  private isInsideDynamic(use: SymbolUse): boolean {
    const place = use.node ?? use.anchor;
    return this.operations.isInside(use.anchor.unit, place.start, place.end);
  }

  private isGuarded(use: SymbolUse, c: Capability): boolean {
    const { unit, start, end } = use.anchor;
    return (guardsOf(this.context.body).at(unit, start, end) & c.feature) !== 0;
  }
}

interface SpecialFinding { readonly id: 'IL3000' | 'IL3001'; message(name: string): string }

const emptyPath: SpecialFinding = {
  id: 'IL3000',
  message: (name) => `'${name}' always returns an empty string for assemblies embedded in a single-file app. If the path to the app directory is needed, consider calling 'System.AppContext.BaseDirectory'.`,
};
const throwing: SpecialFinding = { id: 'IL3001', message: (name) => `'${name}' will throw for assemblies embedded in a single-file app` };
const specialMembers: Readonly<Record<string, SpecialFinding>> = {
  'Assembly.Location': emptyPath, 'AssemblyName.CodeBase': emptyPath, 'AssemblyName.EscapedCodeBase': emptyPath,
  'Assembly.GetFile': throwing, 'Assembly.GetFiles': throwing,
};

function specialFinding(member: MethodSymbol | FieldSymbol): SpecialFinding | undefined {
  const owner = member.containingType;
  if (member.kind !== 'method' || owner.namespace !== 'System.Reflection') return undefined;
  if (member.methodKind !== 'propertyGet' && member.methodKind !== 'propertySet' && member.methodKind !== 'ordinary') return undefined;
  return specialMembers[`${owner.name}.${member.associatedSymbol?.name ?? member.name}`];
}

/** By definition. Symbols of source live as long as the declarations that they, their attributes and their bases are made of. */
const requiring = new WeakMap<MethodSymbol | FieldSymbol, boolean>();
const requiringProperties = new WeakMap<PropertySymbol, boolean>();

/** Whether anything that a use of a symbol may run requires something: most do not, and where they are used does not matter then. */
export function mayRequire(symbol: AnySymbol | undefined): boolean {
  switch (symbol?.kind) {
    case 'method':
    case 'field': return mayMemberRequire(symbol);
    case 'property': return mayPropertyRequire(symbol.originalDefinition);
    case 'event': return [symbol.addMethod, symbol.removeMethod].some((accessor) => accessor && mayMemberRequire(accessor));
    default: return false;
  }
}

function mayPropertyRequire(property: PropertySymbol): boolean {
  let may = requiringProperties.get(property);
  if (may === undefined) requiringProperties.set(property, may = [getterOf(property), setterOf(property)].some((accessor) => accessor && mayMemberRequire(accessor)));
  return may;
}

function mayMemberRequire(member: MethodSymbol | FieldSymbol): boolean {
  const { originalDefinition: definition } = member;
  let may = requiring.get(definition);
  if (may === undefined) {
    const declared = definition.kind === 'method' ? [definition, leastOverridden(definition)] : [definition];
    may = declared.some((each) => specialFinding(each) !== undefined || (isAnnotated(each) && capabilities.some((c) => requirementOf(each, c) !== undefined)));
    requiring.set(definition, may);
  }
  return may;
}

/** Whether anything that `requirementOf` looks at has attributes at all. */
function isAnnotated(member: MethodSymbol | FieldSymbol): boolean {
  const associated = member.kind === 'method' ? member.associatedSymbol : undefined;
  return member.attributes.length > 0 || (associated !== undefined && associated.originalDefinition.attributes.length > 0) || member.containingType.originalDefinition.attributes.length > 0;
}

/** The attribute of a member that is reached by reflection; of a type that carries it, its methods and static fields have it. */
function reflectedRequirement(member: Reached[number], c: Capability): { readonly name: string; readonly attribute: AttributeData } | undefined {
  if (member.kind === 'backingField') {
    const ofType = member.property.isStatic ? typeAttribute(member.property, c) : undefined;
    return ofType && { name: backingFieldName(member.property), attribute: ofType };
  }
  if (member.kind !== 'method' && member.kind !== 'field') return undefined;
  const isOfType = member.kind === 'method' || member.isStatic;
  const attribute = requirementOf(member, c) ?? (isOfType ? typeAttribute(member, c) : undefined);
  return attribute && { name: memberDisplay(member), attribute };
}

/** The analyzers whose findings are asked for. */
type RequiredAnalyzers = Pick<ProgramContext['analyzers'], 'trim' | 'aot' | 'singleFile'>;

/** Whether any analyzer of the family runs. */
function isActive(analyzers: RequiredAnalyzers): boolean {
  return analyzers.trim || analyzers.aot || analyzers.singleFile;
}

/** Reports what the native compiler of a version reports in place of analyzers that are off. */
export function checkNatively(context: BodyContext, version: number, off: RequiredAnalyzers): void {
  if (isActive(off)) new BodyCheck(context, version, off, true).run();
}

/** Uses of members with a `Requires…` attribute. */
export const capabilityRule = defineRule({
  metas: capabilityMetas,
  checkBody(context) {
    const { analyzers, frameworkVersion } = context.program;
    if (isActive(analyzers)) new BodyCheck(context, frameworkVersion || 10, analyzers, false).run();
  },
});
