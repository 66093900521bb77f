/** Classes, structs, interfaces, enums and delegates of metadata (ECMA-335 II.22.37). */
import type {
  Accessibility, AttributeData, EventSymbol, MemberSymbol, MethodKind, MethodSymbol, NamedTypeSymbol, PropertySymbol, SpecialType, TypeKind, TypeParameterSymbol, TypeSymbol,
} from '../symbols/symbol';
import { allTypeParameters, collectInterfaces } from '../symbols/types';
import { annotatedType, nullableContext } from './annotations';
import { visibleAttributesOf } from './customAttribute';
import type { MetadataAssembly } from './metadataAssembly';
import { MemberTable } from './memberTable';
import { splitArity } from './metadataModule';
import type { MetadataMethod } from './method';
import { Col, Table } from './schema';
import type { SignatureScope } from './signature';
import type { Token } from './tables';
import { token } from './tables';
import { genericParameterRows, MetadataTypeParameter } from './typeParameter';

const compilerServices = 'System.Runtime.CompilerServices.';
/** By the lowest three bits of TypeDef.Flags (II.23.1.15). */
const accessibilities: readonly Accessibility[] = ['internal', 'public', 'public', 'private', 'protected', 'internal', 'privateProtected', 'protectedInternal'];
const specialTypes: ReadonlySet<string> = new Set<SpecialType>([
  'Object', 'Void', 'Boolean', 'Char', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Decimal', 'Single', 'Double', 'String', 'IntPtr',
  'UIntPtr', 'Array', 'Enum', 'ValueType', 'Delegate', 'MulticastDelegate',
]);

export class MetadataNamedType implements NamedTypeSymbol {
  readonly kind = 'namedType';
  readonly location = undefined;
  readonly tupleElementNames = undefined;
  readonly isUnboundGeneric = false;
  readonly specialType: SpecialType | undefined;
  readonly name: string;
  readonly namespace: string;
  readonly containingType: MetadataNamedType | undefined;
  private readonly flags: number;
  private cachedKind: TypeKind | undefined;
  private cachedTypeParameters: readonly TypeParameterSymbol[] | undefined;
  private cachedScope: SignatureScope | undefined;
  private cachedAttributes: readonly AttributeData[] | undefined;
  private cachedBase: { readonly type: NamedTypeSymbol | undefined } | undefined;
  private cachedInterfaces: readonly NamedTypeSymbol[] | undefined;
  private cachedAllInterfaces: readonly NamedTypeSymbol[] | undefined;
  private cachedNested: readonly MetadataNamedType[] | undefined;
  private cachedMembers: MemberTable | undefined;
  private cachedDefaultMember: { readonly name: string | undefined } | undefined;
  private cachedContext: number | undefined;
  private cachedIsReadOnly: boolean | undefined;
  private cachedIsRefLike: boolean | undefined;
  private cachedConstructors: readonly MethodSymbol[] | undefined;

  constructor(readonly containingAssembly: MetadataAssembly, readonly row: number) {
    const { module } = containingAssembly;
    this.flags = module.tables.cell(Table.TypeDef, row, Col.TypeDef.flags);
    const enclosing = (this.flags & 7) > 1 ? module.enclosingRow(row) : undefined;
    this.containingType = enclosing === undefined ? undefined : containingAssembly.type(enclosing);
    this.name = splitArity(this.metadataName).name;
    this.namespace = this.containingType?.namespace ?? module.tables.text(Table.TypeDef, row, Col.TypeDef.namespace);
    this.specialType = this.readSpecialType();
  }

  private get token(): Token { return token(Table.TypeDef, this.row); }
  private get extendsToken(): Token { return this.containingAssembly.module.tables.coded(Table.TypeDef, this.row, Col.TypeDef.extends, 'TypeDefOrRef'); }
  private has(attribute: string): boolean { return this.containingAssembly.module.hasAttribute(this.token, attribute); }

  /** With the arity suffix ("List`1"). */
  get metadataName(): string { return this.containingAssembly.module.tables.text(Table.TypeDef, this.row, Col.TypeDef.name); }
  get originalDefinition(): NamedTypeSymbol { return this; }
  get accessibility(): Accessibility { return accessibilities[this.flags & 7] ?? 'internal'; }
  get isStatic(): boolean { return (this.flags & 0x180) === 0x180; }
  get isAbstract(): boolean { return (this.flags & 0x180) === 0x80; }
  get isSealed(): boolean { return (this.flags & 0x180) === 0x100; }
  get isReadOnly(): boolean { return this.cachedIsReadOnly ??= this.typeKind === 'struct' && this.has(`${compilerServices}IsReadOnlyAttribute`); }
  get isRefLike(): boolean { return this.cachedIsRefLike ??= this.typeKind === 'struct' && this.has(`${compilerServices}IsByRefLikeAttribute`); }
  get isRecord(): boolean { return this.typeKind === 'class' && this.membersNamed('<Clone>$').length > 0; }
  get isFileLocal(): boolean { return this.name.startsWith('<') && this.containingType === undefined && /^<.*>F[0-9A-F]{64}__/.test(this.name); }
  get typeKind(): TypeKind { return this.cachedKind ??= this.readTypeKind(); }
  /** Known without resolving the base type. */
  get hasBaseType(): boolean { return this.extendsToken !== 0; }
  get arity(): number { return this.typeParameters.length; }
  get typeArguments(): readonly TypeSymbol[] { return this.typeParameters; }
  get attributes(): readonly AttributeData[] { return this.cachedAttributes ??= visibleAttributesOf(this.signatureScope, this.containingAssembly, this.token); }

  /** Metadata repeats the type parameters of the types around before the own ones. */
  get typeParameters(): readonly TypeParameterSymbol[] {
    if (this.cachedTypeParameters === undefined) {
      const outer = this.containingType === undefined ? 0 : allTypeParameters(this.containingType).length;
      this.cachedTypeParameters = genericParameterRows(this.containingAssembly, this.token).slice(outer)
        .map((row, ordinal) => new MetadataTypeParameter(this.containingAssembly, row, ordinal, this, () => this.signatureScope));
    }
    return this.cachedTypeParameters;
  }

  /** Meaning of tokens and type variables inside this type. */
  get signatureScope(): SignatureScope {
    return this.cachedScope ??= this.containingAssembly.scope(allTypeParameters(this), []);
  }

  get baseType(): NamedTypeSymbol | undefined {
    return (this.cachedBase ??= { type: this.readBaseType() }).type;
  }

  get interfaces(): readonly NamedTypeSymbol[] {
    return this.cachedInterfaces ??= this.readInterfaces();
  }

  get allInterfaces(): readonly NamedTypeSymbol[] {
    return this.cachedAllInterfaces ??= collectInterfaces(this.interfaces, this.baseType);
  }

  get nestedTypes(): readonly MetadataNamedType[] {
    return this.cachedNested ??= this.containingAssembly.module.nestedRows(this.row).filter((row) => row > this.row).map((row) => this.containingAssembly.type(row));
  }

  nestedTypesNamed(name: string): readonly MetadataNamedType[] {
    const { nestedTypes } = this;
    return nestedTypes.length === 0 ? nestedTypes : nestedTypes.filter((type) => type.name === name);
  }

  nestedTypeWithMetadataName(name: string): MetadataNamedType | undefined {
    return this.nestedTypes.find((type) => type.metadataName === name);
  }

  private get memberTable(): MemberTable { return this.cachedMembers ??= new MemberTable(this); }
  get members(): readonly MemberSymbol[] { return this.memberTable.all; }
  membersNamed(name: string): readonly MemberSymbol[] { return this.memberTable.named(name); }
  /** Symbol of a MethodDef row of this type. */
  method(row: number): MetadataMethod | undefined { return this.memberTable.method(row); }
  /** Property or event that a method is an accessor of. */
  associatedSymbol(row: number): { readonly symbol: PropertySymbol | EventSymbol; readonly methodKind: MethodKind } | undefined { return this.memberTable.associated(row); }
  /** Declarations that MethodImpl rows of this type name for a body (II.22.27). */
  declarationsImplementedBy(body: Token): readonly Token[] { return this.memberTable.declarationsImplementedBy(body); }

  get constructors(): readonly MethodSymbol[] {
    return this.cachedConstructors ??= this.membersNamed('.ctor').filter((m): m is MethodSymbol => m.kind === 'method');
  }

  get enumUnderlyingType(): NamedTypeSymbol | undefined {
    if (this.typeKind !== 'enum') return undefined;
    const field = this.membersNamed('value__')[0];
    return field?.kind === 'field' && field.type.kind === 'namedType' ? field.type : undefined;
  }

  get delegateInvokeMethod(): MethodSymbol | undefined {
    if (this.typeKind !== 'delegate') return undefined;
    return this.membersNamed('Invoke').find((m): m is MethodSymbol => m.kind === 'method');
  }

  /** Name of the type's indexers (System.Reflection.DefaultMemberAttribute). */
  get defaultMemberName(): string | undefined {
    if (this.cachedDefaultMember === undefined) {
      const blob = this.containingAssembly.module.attributeBlob(this.token, 'System.Reflection.DefaultMemberAttribute');
      blob?.u16();
      this.cachedDefaultMember = { name: blob?.serString() ?? undefined };
    }
    return this.cachedDefaultMember.name;
  }

  /** Nullability of reference types in this type that carry no annotation of their own. */
  get nullableContext(): number {
    return this.cachedContext ??= nullableContext(this.containingAssembly.module, this.token)
      ?? this.containingType?.nullableContext ?? nullableContext(this.containingAssembly.module, token(Table.Module, 1)) ?? 0;
  }

  private readSpecialType(): SpecialType | undefined {
    if (this.namespace !== 'System' || this.containingType !== undefined || !this.containingAssembly.isCoreLibrary) return undefined;
    if (this.metadataName === 'Nullable`1') return 'Nullable';
    return specialTypes.has(this.metadataName) ? this.metadataName as SpecialType : undefined;
  }

  private readTypeKind(): TypeKind {
    if ((this.flags & 0x20) !== 0) return 'interface';
    switch (this.containingAssembly.module.typeName(this.extendsToken)) {
      case 'System.Enum': return 'enum';
      case 'System.MulticastDelegate': return 'delegate';
      case 'System.ValueType': return this.namespace === 'System' && this.metadataName === 'Enum' ? 'class' : 'struct';
      default: return 'class';
    }
  }

  private readBaseType(): NamedTypeSymbol | undefined {
    const base = this.extendsToken;
    if (base === 0) return undefined;
    const type = annotatedType(this.signatureScope.resolve(base), this.containingAssembly.module, this.token, false, 0);
    return type.kind === 'namedType' ? type : undefined;
  }

  private readInterfaces(): readonly NamedTypeSymbol[] {
    const { module } = this.containingAssembly;
    const found: NamedTypeSymbol[] = [];
    for (const row of module.tables.rowsWith(Table.InterfaceImpl, Col.InterfaceImpl.class, this.row)) {
      const type = this.signatureScope.resolve(module.tables.coded(Table.InterfaceImpl, row, Col.InterfaceImpl.interface, 'TypeDefOrRef'));
      const annotated = annotatedType(type, module, token(Table.InterfaceImpl, row), false, 0);
      if (annotated.kind === 'namedType') found.push(annotated);
    }
    return found;
  }
}
