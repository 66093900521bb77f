/**
 * IL2026, IL3050, IL3002 with IL3000 and IL3001: a member that carries a `Requires…` attribute is used where the program cannot
 * give what it requires. Ids, texts and places are the official ones.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { guardsOf } from '../../flow/guards';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { AttributeData, FieldSymbol, MethodSymbol } from '../../symbols/symbol';
import type { BodyContext, ProgramContext, Report } from '../rule';
import { defineRule } from '../rule';
import { memberDisplay } from './display';
import type { DynamicOperations } from './dynamicOperations';
import { dynamicOperations } from './dynamicOperations';
import { dynamicInvocationMessage, dynamicTarget } from './dynamicUse';
import { requirementFixes } from './fixes';
import { isIntercepted } from './generators';
import { capabilityMetas } from './metas';
import { isHarmlessIntrinsic } from './reflectionIntrinsics';
import type { Capability } from './requires';
import { assemblyFiles, capabilities, findAttribute, isEnabled, isInScope, leastOverridden, requirementOf, unreferencedCode, useMessage } from './requires';
import { anchorOf, callAnchor, implicitBaseAnchor, initializerAnchor, methodGroupAnchor, parentOf, readAnchor, writeAnchor } from './spans';

/** A member that runs because of a use, with the place where the analyzers report it. */
interface UsedMember { readonly member: MethodSymbol | FieldSymbol; readonly anchor: Anchor; readonly isConstructorCall?: boolean }

/** The members that a use runs. Operators, conversions, `await`, deconstruction and the like are not looked at by the analyzers either. */
function usedMembers(use: SymbolUse, body: BoundBody, version: number): readonly UsedMember[] {
  const { symbol } = use;
  if (!symbol) return [];
  switch (symbol.kind) {
    case 'method': return usedMethod(use, symbol, body, version);
    case 'field': return [{ member: symbol, anchor: readAnchor(use) }];
    case 'property': return usedProperty(use, symbol.getMethod, symbol.setMethod, version);
    case 'event': return usedEvent(use, symbol.addMethod, symbol.removeMethod, version);
    default: return [];
  }
}

function usedMethod(use: SymbolUse, method: MethodSymbol, body: BoundBody, version: number): readonly UsedMember[] {
  const whole = use.node ? anchorOf(use.anchor.unit, use.node) : use.anchor;
  switch (use.kind) {
    case 'call': return [{ member: method, anchor: callAnchor(use, version) }];
    case 'localFunction':
      return [{ member: method, anchor: use.node?.kind === 'Invocation' ? callAnchor(use, version) : methodGroupAnchor(use, body) }];
    case 'methodGroup': return [{ member: method, anchor: methodGroupAnchor(use, body) }];
    case 'creation':
    case 'attribute':
    case 'query': return [{ member: method, anchor: whole }];
    case 'collectionInitializer': return [{ member: method, anchor: elementAnchor(use, version) }];
    case 'constructorInitializer': return [{ member: method, anchor: initializerAnchor(use), isConstructorCall: true }];
    case 'implicitBase': {
      const anchor = implicitBaseAnchor(use, version);
      return anchor ? [{ member: method, anchor, isConstructorCall: true }] : [];
    }
    case 'foreach': return version >= 9 && use.node?.kind === 'ForEach' ? [{ member: method, anchor: foreachAnchor(use, use.node) }] : [];
    default: return [];
  }
}

/** An element that is itself a call counts, from .NET 10 on, like one: by what it calls. */
function elementAnchor(use: SymbolUse, version: number): Anchor {
  const { unit, start, end } = use.anchor;
  if (version < 10) return use.anchor;
  for (const node of parentsOf(unit.root).keys()) {
    if (node.kind === 'Invocation' && node.start === start && node.end === end) return anchorOf(unit, (node as unknown as { readonly expression: AnyNode }).expression);
  }
  return use.anchor;
}

function foreachAnchor(use: SymbolUse, node: AnyNode): Anchor {
  return anchorOf(use.anchor.unit, (node as unknown as { readonly expression: AnyNode }).expression);
}

function usedProperty(use: SymbolUse, get: MethodSymbol | undefined, set: MethodSymbol | undefined, version: number): readonly UsedMember[] {
  if (use.kind !== 'property' && use.kind !== 'indexer') return [];
  const members: UsedMember[] = [];
  if (get && (use.access === 'read' || (use.access === 'readWrite' && version < 9))) members.push({ member: get, anchor: readAnchor(use) });
  const write = use.access === 'read' || (version < 9 && isAttributeProperty(use)) ? undefined : writeAnchor(use, version);
  if (set && write) members.push({ member: set, anchor: write });
  return members;
}

/** `[A(P = 1)]`, which the analyzers of .NET 8 do not look at. */
function isAttributeProperty(use: SymbolUse): boolean {
  return use.node?.kind === 'AttributeArgument' || (use.node !== undefined && parentOf(use, use.node)?.kind === 'AttributeArgument');
}

function usedEvent(use: SymbolUse, add: MethodSymbol | undefined, remove: MethodSymbol | undefined, version: number): readonly UsedMember[] {
  const anchor = writeAnchor(use, 9);
  if (!anchor || use.kind !== 'event') return [];
  const text = anchor.unit.text.slice(use.anchor.end, anchor.end).trimStart();
  const accessor = text.startsWith('+=') ? add : text.startsWith('-=') ? remove : undefined;
  return accessor ? [{ member: accessor, anchor: version < 9 ? readAnchor(use) : anchor }] : [];
}

class BodyCheck {
  private readonly version: number;
  private readonly operations: DynamicOperations;
  /** Nodes that are bound at run time: what the binder found as their likely target does not count. */
  private readonly late: ReadonlySet<object | undefined>;
  private readonly seen = new Set<string>();

  constructor(private readonly context: BodyContext) {
    this.version = context.program.frameworkVersion || 10;
    this.operations = dynamicOperations(context.body);
    this.late = new Set(this.operations.uses.map((use) => use.node));
  }

  run(): void {
    const { body } = this.context;
    for (const use of body.uses) {
      if (use.inNameof) continue;
      if (use.kind === 'dynamic' || (use.node && this.late.has(use.node))) continue;
      for (const used of usedMembers(use, body, this.version)) this.checkMember(use, used);
    }
    if (this.version >= 9) for (const use of this.operations.uses) this.checkDynamic(use);
    else for (const use of body.uses) if (use.kind === 'dynamic') this.checkDynamic(use);
  }

  private checkMember(use: SymbolUse, used: UsedMember): void {
    const member = used.member.kind === 'method' ? leastOverridden(used.member) : used.member.originalDefinition;
    const special = this.version < 9 ? specialFinding(used.member) : specialFinding(member);
    for (const c of capabilities) {
      if (!isEnabled(c, this.context.program.analyzers)) continue;
      if (c === assemblyFiles && special) {
        this.report(use, used, c, { id: special.id, message: special.message(this.nameOf(member, c)) });
        continue;
      }
      const requirement = requirementOf(member, c);
      if (!requirement) continue;
      if (member.kind === 'method' && isHarmlessIntrinsic(use, member, this.context.body, c, this.version)) continue;
      this.reportUse(use, used, c, this.nameOf(member, c), requirement);
    }
  }

  /** Before .NET 9 the single-file analyzer spoke of the property, not of its accessor. */
  private nameOf(member: MethodSymbol | FieldSymbol, c: Capability): string {
    const property = this.version < 9 && c === assemblyFiles && member.kind === 'method' ? member.associatedSymbol : undefined;
    const isOfProperty = property !== undefined && (findAttribute(property.originalDefinition, c) !== undefined || specialFinding(member) !== undefined);
    return memberDisplay(isOfProperty ? property : member);
  }

  private reportUse(use: SymbolUse, used: UsedMember, c: Capability, name: string, requirement: AttributeData): void {
    const { body, program } = this.context;
    this.report(use, used, c, { id: c.useId, message: useMessage(name, requirement, c), fixes: () => requirementFixes(use, body, program, c) });
  }

  private checkDynamic(use: SymbolUse): void {
    const { body, program } = this.context;
    const target = dynamicTarget(use, body, this.version);
    if (!target) return;
    if (!target.method) {
      if (program.analyzers.trim) this.report(use, target, unreferencedCode, { id: unreferencedCode.useId, message: dynamicInvocationMessage });
      return;
    }
    for (const c of capabilities) {
      const requirement = isEnabled(c, program.analyzers) ? requirementOf(target.method, c) : undefined;
      if (requirement) this.report(use, target, c, { id: c.useId, message: useMessage(target.method, requirement, c) });
    }
  }

  private report(use: SymbolUse, used: Pick<UsedMember, 'anchor' | 'isConstructorCall'>, c: Capability, report: Report): void {
    const { body, program } = this.context;
    const { anchor } = used;
    const key = `${report.id} ${anchor.unit.base}:${anchor.start}-${anchor.end} ${report.message}`;
    if (this.seen.has(key)) return;
    if (isInScope(body, use.enclosing, c, used.isConstructorCall ?? false)) return;
    if (this.version >= 9 && (this.isGuarded(use, c) || this.isInsideDynamic(use) || isInUnusedLocalFunction(use, body))) return;
    if (isIntercepted(use, body, program.analyzers)) return;
    this.seen.add(key);
    this.context.report(anchor, report);
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

/** From .NET 9 on the analyzers follow the calls: a local function that nothing refers to is not looked at. */
function isInUnusedLocalFunction(use: SymbolUse, body: BoundBody): boolean {
  for (let f: SymbolUse['enclosing'] | undefined = use.enclosing; f; f = f.parent) {
    const { symbol } = f;
    if (symbol?.methodKind !== 'localFunction') continue;
    if (!body.uses.some((other) => other.symbol?.kind === 'method' && other.symbol.originalDefinition === symbol.originalDefinition)) return true;
  }
  return false;
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
  if (member.methodKind !== 'propertyGet' && member.methodKind !== 'ordinary') return undefined;
  return specialMembers[`${owner.name}.${member.associatedSymbol?.name ?? member.name}`];
}

/** Whether any analyzer of the family runs. */
function isActive(program: ProgramContext): boolean {
  return program.analyzers.trim || program.analyzers.aot || program.analyzers.singleFile;
}

/** Uses of members with a `Requires…` attribute. */
export const capabilityRule = defineRule({
  metas: capabilityMetas,
  checkBody(context) {
    if (isActive(context.program)) new BodyCheck(context).run();
  },
});
