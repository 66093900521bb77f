/** A type declared in source: its parts merged, its members made when first asked for. */
import type { Scope, TypeScope } from '../binding/scope';
import { withTypeParameters } from '../binding/scope';
import { bindType } from '../binding/typeBinding';
import type { DelegateDeclaration, MemberDeclaration, TypeDeclaration, TypeHeader, Unit } from '../syntax/nodes';
import type { Compilation } from './compilation';
import { buildMembers } from './sourceTypeMembers';
import type { Accessibility, AssemblySymbol, AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol, SourceLocation, SpecialType, TypeKind, TypeParameterSymbol } from './symbol';
import { recordEquatable } from './sourceRecord';
import { accessibilityOf, attributesOf, sourceTypeParameters } from './sourceSyntax';
import type { TypePart, UnitRegistry } from './sourceUnits';
import { lazy, locationIn } from './sourceUnits';
import { collectInterfaces, sameType } from './types';

/** What types need of the assembly that they are in. */
export interface SourceTypeContext extends UnitRegistry {
  readonly assembly: AssemblySymbol;
  compilation(): Compilation;
  /** Tells that the parts belong to the type, so that an edit can swap their syntax. */
  registerPart(part: TypePart): void;
}

const typeKinds: Readonly<Record<TypeHeader['typeKind'], TypeKind>> = {
  class: 'class', struct: 'struct', interface: 'interface', enum: 'enum', record: 'class', recordStruct: 'struct', extension: 'class',
};

/** Header of a type part or the delegate declaration. */
export function headerOf(part: TypePart): TypeHeader | DelegateDeclaration {
  return part.declaration.kind === 'Type' ? part.declaration.header.root : part.declaration.unit.root;
}

function unitOf(part: TypePart): Unit<TypeHeader | DelegateDeclaration> {
  return part.declaration.kind === 'Type' ? part.declaration.header : part.declaration.unit;
}

/** Key under which parts are one type. `file` types are one only within their file. */
export function partKey(header: TypeHeader | DelegateDeclaration, file: string): string {
  const key = `${header.name}\`${header.typeParameters.length}`;
  return header.modifiers.includes('file') ? `${key}@${file}` : key;
}

/** Groups declarations into types, in order of first appearance. */
export function groupParts(parts: readonly TypePart[]): readonly (readonly TypePart[])[] {
  const groups = new Map<string, TypePart[]>();
  for (const part of parts) {
    const key = partKey(headerOf(part), part.file);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  return [...groups.values()];
}

const none: readonly never[] = [];
const implicitBases: Readonly<Record<Exclude<TypeKind, 'interface'>, SpecialType>> = { class: 'Object', struct: 'ValueType', enum: 'Enum', delegate: 'MulticastDelegate' };

export class SourceNamedType implements NamedTypeSymbol {
  readonly kind = 'namedType';
  readonly name: string;
  readonly typeKind: TypeKind;
  readonly specialType: SpecialType | undefined;
  readonly arity: number;
  readonly containingAssembly: AssemblySymbol;
  readonly accessibility: Accessibility;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isSealed: boolean;
  readonly isReadOnly: boolean;
  readonly isRefLike: boolean;
  readonly isRecord: boolean;
  readonly isFileLocal: boolean;
  readonly isUnboundGeneric = false;
  readonly tupleElementNames = undefined;
  private readonly lazyTypeParameters: () => readonly TypeParameterSymbol[];
  private readonly lazyBases: () => readonly NamedTypeSymbol[];
  private readonly lazyInterfaces: () => readonly NamedTypeSymbol[];
  private readonly lazyAllInterfaces: () => readonly NamedTypeSymbol[];
  private readonly lazyAttributes: () => readonly AttributeData[];
  private readonly lazyMembers: () => readonly MemberSymbol[];
  private readonly lazyNested: () => readonly SourceNamedType[];
  private membersByName: Map<string, MemberSymbol[]> | undefined;
  private knownBase: NamedTypeSymbol | undefined;
  /** The bases that `knownBase` was found among. */
  private basesOfKnown: readonly NamedTypeSymbol[] | undefined;

  constructor(readonly context: SourceTypeContext, readonly parts: readonly TypePart[], readonly namespace: string, readonly containingType: SourceNamedType | undefined) {
    const [first] = parts;
    const header = first && headerOf(first);
    const modifiers = new Set(parts.flatMap((part) => headerOf(part).modifiers));
    this.name = header?.name ?? '';
    this.typeKind = header?.kind === 'TypeHeader' ? typeKinds[header.typeKind] : 'delegate';
    this.arity = header?.typeParameters.length ?? 0;
    this.containingAssembly = context.assembly;
    this.accessibility = accessibilityOf([...modifiers], defaultAccessibility(containingType));
    this.isStatic = modifiers.has('static');
    this.isAbstract = modifiers.has('abstract') || this.typeKind === 'interface' || this.isStatic;
    this.isSealed = modifiers.has('sealed') || this.isStatic || this.typeKind === 'struct' || this.typeKind === 'enum' || this.typeKind === 'delegate';
    this.isReadOnly = modifiers.has('readonly');
    this.isRefLike = modifiers.has('ref');
    this.isRecord = header?.kind === 'TypeHeader' && (header.typeKind === 'record' || header.typeKind === 'recordStruct');
    this.isFileLocal = modifiers.has('file');
    this.specialType = undefined;
    this.lazyTypeParameters = lazy(() => this.makeTypeParameters(), []);
    this.lazyBases = lazy(() => this.bindBases(), []);
    this.lazyInterfaces = lazy(() => this.bindInterfaces(), []);
    this.lazyAllInterfaces = lazy(() => collectInterfaces(this.interfaces, this.baseType), []);
    this.lazyAttributes = lazy(() => this.bindAttributes(), []);
    this.lazyMembers = lazy(() => buildMembers(this), []);
    this.lazyNested = lazy(() => this.makeNested(), []);
    for (const part of parts) this.registerPart(part);
  }

  private registerPart(part: TypePart): void {
    this.context.registerPart(part);
    this.context.cell(unitOf(part), part.file, this.scopeInside(part)).symbols = [this];
  }

  get originalDefinition(): NamedTypeSymbol { return this; }
  get typeParameters(): readonly TypeParameterSymbol[] { return this.lazyTypeParameters(); }
  get typeArguments(): readonly TypeParameterSymbol[] { return this.lazyTypeParameters(); }
  get interfaces(): readonly NamedTypeSymbol[] { return this.lazyInterfaces(); }
  get allInterfaces(): readonly NamedTypeSymbol[] { return this.lazyAllInterfaces(); }
  get attributes(): readonly AttributeData[] { return this.lazyAttributes(); }
  get members(): readonly MemberSymbol[] { return this.lazyMembers(); }
  get nestedTypes(): readonly NamedTypeSymbol[] { return this.lazyNested(); }

  get location(): SourceLocation | undefined {
    const [part] = this.parts;
    if (part === undefined) return undefined;
    const { nameStart, nameEnd } = headerOf(part);
    return locationIn(this.context.cell(unitOf(part), part.file, part.outer), nameStart, nameEnd);
  }

  get baseType(): NamedTypeSymbol | undefined {
    // Asked for at every look-up of a member: found once for the bases as they are (none while they are being bound).
    const bases = this.typeKind === 'class' ? this.lazyBases() : none;
    if (this.basesOfKnown !== bases) {
      this.knownBase = this.typeKind === 'interface' ? undefined : bases.find((type) => type.typeKind === 'class') ?? this.context.compilation().specialType(implicitBases[this.typeKind]);
      this.basesOfKnown = bases;
    }
    return this.knownBase;
  }

  get enumUnderlyingType(): NamedTypeSymbol | undefined {
    if (this.typeKind !== 'enum') return undefined;
    return this.lazyBases()[0] ?? this.context.compilation().specialType('Int32');
  }

  get constructors(): readonly MethodSymbol[] {
    return this.membersNamed('.ctor').filter((m): m is MethodSymbol => m.kind === 'method');
  }

  get delegateInvokeMethod(): MethodSymbol | undefined {
    return this.typeKind === 'delegate' ? this.membersNamed('Invoke').find((m): m is MethodSymbol => m.kind === 'method') : undefined;
  }

  get hasUnknownBase(): boolean {
    const written = this.parts.reduce((sum, { declaration }) => sum + (declaration.kind === 'Type' ? declaration.header.root.bases.length : 0), 0);
    return written > this.lazyBases().length;
  }

  get mayHaveMore(): boolean {
    return this.hasUnknownBase || this.parts.some(({ declaration }) => declaration.kind === 'Type'
      && (declaration.header.hasError || declaration.header.root.modifiers.includes('partial') || declaration.members.some(({ root }) => root.kind === 'Error')));
  }

  membersNamed(name: string): readonly MemberSymbol[] {
    if (this.membersByName === undefined) {
      const byName = new Map<string, MemberSymbol[]>();
      for (const member of this.members) {
        const list = byName.get(member.name);
        if (list === undefined) byName.set(member.name, [member]);
        else list.push(member);
      }
      // While the members are still being made (bad input that asks for them) the list is empty and must not stay so.
      if (this.members.length === 0) return [];
      this.membersByName = byName;
    }
    return this.membersByName.get(name) ?? [];
  }

  nestedTypesNamed(name: string): readonly NamedTypeSymbol[] {
    const nested = this.lazyNested();
    return nested.length === 0 ? none : nested.filter((type) => type.name === name);
  }

  /** Scope of everything between the braces of one part. */
  scopeInside(part: TypePart): TypeScope {
    return { kind: 'type', type: this, parent: part.outer };
  }

  /** Scope of base lists, constraints and attributes: the type parameters, but no members. */
  headerScope(part: TypePart): Scope {
    return withTypeParameters(part.outer, this.typeParameters);
  }

  private makeTypeParameters(): readonly TypeParameterSymbol[] {
    const [part] = this.parts;
    if (part === undefined) return [];
    const withConstraints = this.parts.find((p) => headerOf(p).constraints.length > 0) ?? part;
    const { typeParameters } = headerOf(part);
    const parts = this.parts.map((p) => ({ typeParameters: headerOf(p).typeParameters, scope: () => this.headerScope(p) }));
    return sourceTypeParameters(typeParameters, headerOf(withConstraints).constraints, this, () => this.headerScope(withConstraints), 0, undefined, parts);
  }

  private bindBases(): readonly NamedTypeSymbol[] {
    const bound = this.parts.flatMap((part) => {
      const header = headerOf(part);
      return header.kind === 'TypeHeader' ? header.bases.map((base) => bindType(base, this.headerScope(part))) : [];
    });
    return bound.filter((type): type is NamedTypeSymbol => type.kind === 'namedType' && type.originalDefinition !== this);
  }

  private bindInterfaces(): readonly NamedTypeSymbol[] {
    if (this.typeKind === 'enum' || this.typeKind === 'delegate') return [];
    const declared = this.lazyBases().filter((type) => type.typeKind === 'interface');
    const equatable = this.isRecord ? recordEquatable({ type: this, compilation: () => this.context.compilation(), primaryConstructor: undefined, location: () => undefined }) : undefined;
    const all = equatable === undefined || declared.some((type) => sameType(type, equatable)) ? declared : [...declared, equatable];
    return [...new Set(all)];
  }

  private bindAttributes(): readonly AttributeData[] {
    return this.parts.flatMap((part) => attributesOf(headerOf(part).attributeLists, [undefined, 'type'], this.headerScope(part)));
  }

  private makeNested(): readonly SourceNamedType[] {
    const parts = this.parts.flatMap((part): TypePart[] => {
      if (part.declaration.kind !== 'Type') return [];
      const { types, members } = part.declaration;
      const outer = this.scopeInside(part);
      const isNamed = (type: TypeDeclaration): boolean => type.header.root.typeKind !== 'extension';
      const delegates = members.filter(isDelegateUnit).map((unit) => ({ kind: 'DelegatePart' as const, unit }));
      return [
        ...types.filter(isNamed).map((declaration) => ({ declaration, file: part.file, outer })),
        ...delegates.map((declaration) => ({ declaration, file: part.file, outer })),
      ];
    });
    return groupParts(parts).map((group) => new SourceNamedType(this.context, group, this.namespace, this));
  }
}

function defaultAccessibility(containingType: SourceNamedType | undefined): Accessibility {
  if (containingType === undefined) return 'internal';
  return containingType.typeKind === 'interface' ? 'public' : 'private';
}

function isDelegateUnit(unit: Unit<MemberDeclaration>): unit is Unit<DelegateDeclaration> {
  return unit.root.kind === 'Delegate';
}
