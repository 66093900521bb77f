/** Methods (ECMA-335 II.22.26), with the kinds and modifiers that C# sees in them. */
import type {
  Accessibility, AttributeData, EventSymbol, MethodKind, MethodSymbol, ParameterSymbol, PropertySymbol, TypeParameterSymbol, TypeSymbol,
} from '../symbols/symbol';
import { annotatedType, nullableAnnotated, nullableContext } from './annotations';
import { attributesOf } from './customAttribute';
import { MetadataMember, memberAccessibility } from './member';
import { findMethod } from './memberReference';
import type { ParameterOwner } from './parameter';
import { MetadataParameter } from './parameter';
import { Col, Table } from './schema';
import type { MethodSignature, SignatureScope } from './signature';
import { readMethodSignature } from './signature';
import { rowOf, token } from './tables';
import { genericParameterRows, MetadataTypeParameter } from './typeParameter';

const extensionAttribute = 'System.Runtime.CompilerServices.ExtensionAttribute';
const isExternalInit = 'System.Runtime.CompilerServices.IsExternalInit';
const inAttribute = 'System.Runtime.InteropServices.InAttribute';
const conversions: ReadonlySet<string> = new Set(['op_Implicit', 'op_Explicit', 'op_CheckedExplicit']);

/** Bits of MethodDef.Flags (II.23.1.10). */
const enum Flag { Static = 0x10, Final = 0x20, Virtual = 0x40, NewSlot = 0x100, Abstract = 0x400, SpecialName = 0x800 }

export class MetadataMethod extends MetadataMember implements MethodSymbol, ParameterOwner {
  readonly kind = 'method';
  readonly isAsync = false;
  readonly containingSymbol = undefined;
  private cachedTypeParameters: readonly TypeParameterSymbol[] | undefined;
  private cachedSignature: MethodSignature | undefined;
  private cachedParameters: readonly ParameterSymbol[] | undefined;
  private cachedReturnType: TypeSymbol | undefined;
  private cachedReturnAttributes: readonly AttributeData[] | undefined;
  private cachedImplementations: readonly MethodSymbol[] | undefined;
  private cachedScope: SignatureScope | undefined;
  private cachedKind: MethodKind | undefined;
  private cachedIsExtension: boolean | undefined;

  private get row(): number { return rowOf(this.token); }
  private get flags(): number { return this.cell(Col.MethodDef.flags); }
  private is(flag: Flag): boolean { return (this.flags & flag) !== 0; }

  get name(): string { return this.text(Col.MethodDef.name); }
  get originalDefinition(): MethodSymbol { return this; }
  get accessibility(): Accessibility { return memberAccessibility(this.flags); }
  get isStatic(): boolean { return this.is(Flag.Static); }
  get isAbstract(): boolean { return this.is(Flag.Abstract); }
  get isOverride(): boolean {
    if (!this.is(Flag.Virtual) || this.containingType.typeKind === 'interface' || this.methodKind === 'destructor') return false;
    return this.is(Flag.NewSlot) ? this.overridesExplicitly : this.containingType.hasBaseType;
  }
  get isVirtual(): boolean { return this.is(Flag.Virtual) && !this.is(Flag.Final) && !this.isAbstract && !this.isOverride && this.methodKind !== 'destructor'; }
  get isSealed(): boolean { return this.is(Flag.Final) && !this.isAbstract && this.isOverride; }
  get isVararg(): boolean { return this.signature.isVararg; }
  get isInitOnly(): boolean { return this.signature.returnType.modifiers.includes(isExternalInit); }
  get isExtensionMethod(): boolean { return this.cachedIsExtension ??= this.isStatic && this.has(extensionAttribute); }
  get methodKind(): MethodKind { return this.cachedKind ??= this.readKind(); }
  get associatedSymbol(): PropertySymbol | EventSymbol | undefined { return this.containingType.associatedSymbol(this.row)?.symbol; }
  get typeArguments(): readonly TypeSymbol[] { return this.typeParameters; }

  get typeParameters(): readonly TypeParameterSymbol[] {
    return this.cachedTypeParameters ??= genericParameterRows(this.assembly, this.token)
      .map((row, ordinal) => new MetadataTypeParameter(this.assembly, row, ordinal, this, () => this.signatureScope));
  }

  override get signatureScope(): SignatureScope {
    return this.cachedScope ??= this.assembly.scope(this.containingType.signatureScope.typeParameters, this.typeParameters);
  }

  private get signature(): MethodSignature {
    return this.cachedSignature ??= readMethodSignature(this.assembly.module.tables.blob(Table.MethodDef, this.row, Col.MethodDef.signature), this.signatureScope);
  }

  get returnType(): TypeSymbol {
    const { type, isByRef, modifiers } = this.signature.returnType;
    return this.cachedReturnType ??= annotatedType(type, this.assembly.module, this.returnToken, isByRef, modifiers.length);
  }

  get returnsByRef(): MethodSymbol['returnsByRef'] {
    const { isByRef, modifiers } = this.signature.returnType;
    return !isByRef ? 'none' : modifiers.includes(inAttribute) ? 'refReadonly' : 'ref';
  }

  get returnAttributes(): readonly AttributeData[] {
    return this.cachedReturnAttributes ??= this.returnToken === 0 ? [] : attributesOf(this.signatureScope, this.assembly, this.returnToken);
  }

  get returnNullableAnnotated(): boolean | undefined {
    const { returnType } = this;
    const isTask = returnType.kind === 'namedType' && returnType.arity === 1 && /^(?:Value)?Task$/.test(returnType.name) && returnType.namespace === 'System.Threading.Tasks';
    const [result] = isTask ? returnType.typeArguments : [returnType];
    return result && nullableAnnotated(this.assembly.module, this.returnToken, result, () => this.nullableContext(), isTask ? 1 : 0);
  }

  get parameters(): readonly ParameterSymbol[] {
    return this.cachedParameters ??= this.readParameters();
  }

  private readParameters(): readonly ParameterSymbol[] {
    const rows = this.parameterRows();
    return this.signature.parameters.map((type, i) => new MetadataParameter(this, rows.get(i + 1) ?? 0, i, type));
  }

  /** Row in the Param table for each sequence number; 0 is the return value. */
  parameterRows(): ReadonlyMap<number, number> {
    const { module } = this.assembly;
    const [first, last] = module.tables.list(Table.MethodDef, this.row, Col.MethodDef.paramList, Table.Param);
    const rows = new Map<number, number>();
    for (let i = first; i < last; i++) {
      const row = module.throughPointer(Table.ParamPtr, i);
      rows.set(module.tables.cell(Table.Param, row, Col.Param.sequence), row);
    }
    return rows;
  }

  private get returnToken(): number {
    const { tables } = this.assembly.module;
    const [first] = tables.list(Table.MethodDef, this.row, Col.MethodDef.paramList, Table.Param);
    if (tables.rowCount(Table.ParamPtr) > 0) {
      const row = this.parameterRows().get(0);
      return row === undefined ? 0 : token(Table.Param, row);
    }
    const [, last] = tables.list(Table.MethodDef, this.row, Col.MethodDef.paramList, Table.Param);
    return first < last && tables.cell(Table.Param, first, Col.Param.sequence) === 0 ? token(Table.Param, first) : 0;
  }

  /** What NullableContextAttribute says for the types in this method's signature. */
  nullableContext(): number {
    return nullableContext(this.assembly.module, this.token) ?? this.containingType.nullableContext;
  }

  get explicitInterfaceImplementations(): readonly MethodSymbol[] {
    return this.cachedImplementations ??= this.implementedMethods().filter((method) => method.containingType.typeKind === 'interface');
  }

  /** Overrides with a more derived return type take a new slot and name what they override (MethodImpl). */
  private get overridesExplicitly(): boolean {
    return this.containingType.typeKind === 'class' && this.implementedMethods().some((method) => method.containingType.typeKind === 'class');
  }

  private implementedMethods(): readonly MethodSymbol[] {
    return this.containingType.declarationsImplementedBy(this.token)
      .map((declaration) => findMethod(declaration, this.assembly, this.containingType.signatureScope))
      .filter((method) => method !== undefined);
  }

  private readKind(): MethodKind {
    const accessorKind = this.containingType.associatedSymbol(this.row)?.methodKind;
    if (accessorKind !== undefined) return accessorKind;
    const { name } = this;
    if (this.is(Flag.SpecialName)) {
      if (name === '.ctor') return 'constructor';
      if (name === '.cctor') return 'staticConstructor';
      if (name.startsWith('op_')) return conversions.has(name) ? 'conversion' : 'operator';
    }
    if (this.isStatic && !name.includes('.')) return 'ordinary';
    if (name === 'Invoke' && this.containingType.typeKind === 'delegate') return 'delegateInvoke';
    if (name === 'Finalize' && this.isFinalizer) return 'destructor';
    return name.includes('.') && this.explicitInterfaceImplementations.length > 0 ? 'explicitInterface' : 'ordinary';
  }

  private get isFinalizer(): boolean {
    const { signature } = this;
    return this.is(Flag.Virtual) && (!this.is(Flag.NewSlot) || this.containingType.specialType === 'Object') && this.containingType.typeKind === 'class' && signature.parameters.length === 0
      && this.typeParameters.length === 0 && signature.returnType.type === this.assembly.special('Void');
  }
}
