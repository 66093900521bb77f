/**
 * What of a body leads to code of libraries when an application is compiled natively: finer than `reach.ts`, which counts too much rather
 * than too little. Accessors, initializers and constructors are parts of their own, and what only runs with dynamic code leads nowhere.
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { nativeGuardsOf } from '../../flow/guards';
import { nodesOfKind } from '../../flow/walk';
import { localFunctionCalls } from '../capability/functions';
import { reflectionAccesses } from './accesses';
import { membersOf } from './demands';
import { MemberTypes } from '../signature/annotations';
import { getterOf, setterOf } from '../../symbols/inheritance';
import type { AssemblySymbol, AttributeData, FieldSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Accessor, NodeBase, Unit } from '../../syntax/nodes';

/**
 * When a part of a body runs: with a method or accessor, with the constructors of a type (initializers, base arguments), with the first
 * access to a type's static fields, or at any rate (top-level code).
 */
export type Trigger =
  | { readonly kind: 'member'; readonly symbol: MethodSymbol }
  | { readonly kind: 'instance' | 'statics'; readonly symbol: NamedTypeSymbol }
  | { readonly kind: 'always' };

/** What one part leads to; all symbols are definitions. */
export interface NativePart {
  readonly trigger: Trigger;
  /** Methods called or made to a delegate, constructors, and static fields. */
  readonly calls: ReadonlySet<MethodSymbol | FieldSymbol>;
  /** Methods called on `base`. */
  readonly baseCalls: ReadonlySet<MethodSymbol>;
  /** Types of which instances are made. */
  readonly made: ReadonlySet<NamedTypeSymbol>;
  /** Type arguments. */
  readonly given: ReadonlySet<NamedTypeSymbol>;
  /** What `typeof` names: it is there, though nobody need make an instance. */
  readonly held: ReadonlySet<NamedTypeSymbol>;
  /** Types whose instances generated JSON metadata makes, reads and fills. */
  readonly serialized: ReadonlySet<NamedTypeSymbol>;
}

type Building = { readonly [K in keyof NativePart]: NativePart[K] extends ReadonlySet<infer T> ? Set<T> : NativePart[K] };

/** The native compiler of .NET 8 knows as much as the analyzers of .NET 9. */
export function nativeVersion(frameworkVersion: number): number {
  return Math.max(frameworkVersion, 9);
}

/** When the code at a place of a body runs. */
export function triggerAt({ owner }: BoundBody, unit: Unit, start: number): Trigger {
  if (owner.kind === 'program' || owner.kind === 'file') return { kind: 'always' };
  if (owner.kind === 'type') return { kind: 'instance', symbol: owner.symbol.originalDefinition };
  const symbol = owner.symbol.originalDefinition;
  const type = symbol.containingType.originalDefinition;
  if (symbol.kind === 'method') return symbol.methodKind === 'staticConstructor' ? { kind: 'statics', symbol: type } : { kind: 'member', symbol };
  const root = unit.root as NodeBase & { readonly accessors?: readonly Accessor[]; readonly expressionBody?: NodeBase };
  const isInside = (node: NodeBase | undefined): boolean => node !== undefined && node.start <= start && start < node.end;
  const keyword = isInside(root.expressionBody) ? 'get' : root.accessors?.find(isInside)?.accessor;
  const accessor = keyword && accessorOf(symbol, keyword);
  if (accessor) return { kind: 'member', symbol: accessor };
  return { kind: symbol.isStatic ? 'statics' : 'instance', symbol: type };
}

function accessorOf(symbol: MemberSymbol, keyword: Accessor['accessor']): MethodSymbol | undefined {
  if (symbol.kind === 'property') return keyword === 'get' ? symbol.getMethod : symbol.setMethod;
  if (symbol.kind === 'event') return keyword === 'add' ? symbol.addMethod : symbol.removeMethod;
  return undefined;
}

/** Where a body leads to in projects bound as source. `own`: of an application, all of whose code counts, its assembly. */
export function nativePartsOf(body: BoundBody, own: AssemblySymbol | undefined, frameworkVersion: number): readonly NativePart[] {
  const version = nativeVersion(frameworkVersion);
  return new PartBuilder(body, own, version).build();
}

class PartBuilder {
  private readonly parts = new Map<object, Building>();
  private always: Building | undefined;

  constructor(private readonly body: BoundBody, private readonly own: AssemblySymbol | undefined, private readonly version: number) {}

  build(): readonly NativePart[] {
    for (const use of this.body.uses) this.add(use);
    for (const { reached, use } of reflectionAccesses(this.body, this.version)) {
      const members = reached.filter((each) => each.kind === 'method' || each.kind === 'property' || each.kind === 'field' || each.kind === 'event');
      if (members.some((member) => this.isForeign(member.containingType))) this.addReflected(members, use);
    }
    this.addSerialized();
    return [...this.parts.values(), ...(this.always ? [this.always] : [])];
  }

  private partAt(unit: Unit, start: number): Building {
    const trigger: Trigger = this.own ? { kind: 'always' } : triggerAt(this.body, unit, start);
    return this.partOf(trigger);
  }

  private partOf(trigger: Trigger): Building {
    const create = (): Building => ({ trigger, calls: new Set(), baseCalls: new Set(), made: new Set(), given: new Set(), held: new Set(), serialized: new Set() });
    if (trigger.kind === 'always') return this.always ??= create();
    let part = this.parts.get(trigger.symbol);
    if (!part) this.parts.set(trigger.symbol, part = create());
    return part;
  }

  /** Whether code of a library may run because of a type: one of its own, or one that is made of one. */
  private isForeign(type: NamedTypeSymbol): boolean {
    const isOne = ({ containingAssembly }: NamedTypeSymbol): boolean => containingAssembly.isSource && containingAssembly !== this.own;
    for (let each: NamedTypeSymbol | undefined = type; each?.containingAssembly.isSource; each = each.baseType) if (isOne(each) || each.interfaces.some(isOne)) return true;
    return false;
  }

  private add(use: SymbolUse): void {
    const { symbol, kind } = use;
    if (kind === 'typeof' && symbol?.kind === 'namedType' && !isInAttribute(use)) this.hold(typesIn(symbol), use);
    if (use.inNameof || kind === 'attribute' || (symbol?.kind !== 'method' && symbol?.kind !== 'field' && symbol?.kind !== 'property' && symbol?.kind !== 'event')) return;
    const given = givenTo(symbol).filter(({ type }) => this.isForeign(type));
    const isForeign = this.isForeign(symbol.containingType);
    if ((!isForeign && given.length === 0) || !this.runs(use)) return;
    const part = this.partAt(use.anchor.unit, use.anchor.start);
    for (const { parameter, type } of given) {
      part.given.add(type.originalDefinition);
      if (parameter.hasConstructorConstraint) for (const member of membersOf(type.originalDefinition, MemberTypes.publicParameterlessConstructor, this.version)) if (member.kind === 'method') this.addConstructor(member, part);
    }
    if (!isForeign) return;
    if (symbol.kind === 'field') {
      if (symbol.isStatic && !symbol.isConst) part.calls.add(symbol.originalDefinition);
      return;
    }
    for (const method of methodsRun(use, symbol)) this.addCall(method.originalDefinition, use, part);
  }

  private hold(types: readonly NamedTypeSymbol[], use: SymbolUse): void {
    const foreign = types.filter((type) => this.isForeign(type));
    if (foreign.length === 0 || !this.runs(use)) return;
    const part = this.partAt(use.anchor.unit, use.anchor.start);
    for (const type of foreign) part.held.add(type);
  }

  private addCall(method: MethodSymbol, use: SymbolUse, part: Building): void {
    if (method.methodKind === 'lambda' || method.methodKind === 'localFunction') return;
    if (use.receiver?.kind === 'Base') part.baseCalls.add(method);
    else if (use.kind === 'creation') this.addConstructor(method, part);
    else part.calls.add(method);
  }

  private addConstructor(constructor: MethodSymbol, part: Building): void {
    part.made.add(constructor.containingType.originalDefinition);
    part.calls.add(constructor.originalDefinition);
  }

  private addReflected(members: readonly MemberSymbol[], use: SymbolUse): void {
    if (!this.runs(use)) return;
    const part = this.partAt(use.anchor.unit, use.anchor.start);
    for (const member of members) {
      const { originalDefinition: definition } = member;
      if (definition.kind === 'method' && definition.methodKind === 'constructor') this.addConstructor(definition, part);
      else if (definition.kind === 'method') part.calls.add(definition);
      else if (definition.kind === 'field' && definition.isStatic && !definition.isConst) part.calls.add(definition);
      else for (const accessor of accessorsOf(definition)) part.calls.add(accessor);
    }
  }

  /** Neither what runs with a feature that a native program lacks, or never, nor what is in a local function that nobody calls. */
  private runs({ anchor, enclosing }: SymbolUse): boolean {
    return nativeGuardsOf(this.body).at(anchor.unit, anchor.start, anchor.end) === 0 && !localFunctionCalls(this.body, this.version).isUnused(enclosing);
  }

  private addSerialized(): void {
    const { owner } = this.body;
    if (owner.kind !== 'type') return;
    for (const attribute of owner.symbol.attributes) {
      const type = attribute.fullName === 'System.Text.Json.Serialization.JsonSerializableAttribute' ? typeGiven(attribute) : undefined;
      if (type) for (const each of typesIn(type)) this.partOf(this.own ? { kind: 'always' } : { kind: 'statics', symbol: owner.symbol.originalDefinition }).serialized.add(each);
    }
  }
}

/** The type that is the first argument of an attribute. */
export function typeGiven({ constructorArguments: [first] }: AttributeData): TypeSymbol | undefined {
  return first?.kind === 'type' ? first.value : undefined;
}

/** Definitions of the named types that a type is made of. */
export function typesIn(type: TypeSymbol): readonly NamedTypeSymbol[] {
  if (type.kind === 'array') return typesIn(type.elementType);
  return type.kind === 'namedType' ? [type.originalDefinition, ...type.typeArguments.filter((argument) => argument !== type).flatMap(typesIn)] : [];
}

/** The accessors that a declaration has, of a field none. */
export function accessorsOf(member: MemberSymbol): readonly MethodSymbol[] {
  switch (member.kind) {
    case 'property': return [member.getMethod, member.setMethod].filter((each) => each !== undefined);
    case 'event': return [member.addMethod, member.removeMethod].filter((each) => each !== undefined);
    default: return [];
  }
}

function methodsRun({ access }: SymbolUse, symbol: Exclude<MemberSymbol, FieldSymbol>): readonly MethodSymbol[] {
  if (symbol.kind === 'method') return [symbol];
  if (symbol.kind === 'event') return accessorsOf(symbol);
  return [access === 'write' ? undefined : getterOf(symbol), access === 'read' ? undefined : setterOf(symbol)].filter((each) => each !== undefined);
}

function isInAttribute({ anchor }: SymbolUse): boolean {
  return nodesOfKind(anchor.unit.root, 'Attribute').some(({ start, end }) => start <= anchor.start && anchor.end <= end);
}

interface Given { readonly parameter: TypeParameterSymbol; readonly type: NamedTypeSymbol }

/** The types that a member, and the types that it is in, are given. */
function givenTo(symbol: MemberSymbol): readonly Given[] {
  const found: Given[] = symbol.kind === 'method' ? pairs(symbol.originalDefinition.typeParameters, symbol.typeArguments) : [];
  for (let type: NamedTypeSymbol | undefined = symbol.containingType; type; type = type.containingType) found.push(...pairs(type.originalDefinition.typeParameters, type.typeArguments));
  return found;
}

function pairs(parameters: readonly TypeParameterSymbol[], given: readonly TypeSymbol[]): Given[] {
  return parameters.flatMap((parameter, i) => {
    const type = given[i];
    return type?.kind === 'namedType' && type.containingAssembly.isSource ? [{ parameter, type }] : [];
  });
}

/** Whether two bodies lead to the same. */
export function sameParts(a: readonly NativePart[], b: readonly NativePart[]): boolean {
  return a.length === b.length && a.every((part, i) => {
    const other = b[i];
    return other !== undefined && sameTrigger(part.trigger, other.trigger)
      && sameSet(part.calls, other.calls) && sameSet(part.baseCalls, other.baseCalls) && sameSet(part.made, other.made) && sameSet(part.given, other.given) && sameSet(part.held, other.held) && sameSet(part.serialized, other.serialized);
  });
}

function sameTrigger(a: Trigger, b: Trigger): boolean {
  return a.kind === b.kind && (a.kind === 'always' || b.kind === 'always' || a.symbol === b.symbol);
}

function sameSet(a: ReadonlySet<object>, b: ReadonlySet<object>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}
