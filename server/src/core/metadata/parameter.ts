/** Parameters: the Param table (ECMA-335 II.22.33) beside the types of the signature. */
import type { AttributeData, AttributeValue, ParameterSymbol, RefKind, TypeSymbol } from '../symbols/symbol';
import { annotatedType, nullableAnnotated } from './annotations';
import { constantOf } from './constant';
import { attributesOf } from './customAttribute';
import type { MetadataAssembly } from './metadataAssembly';
import { Col, Table } from './schema';
import type { SignatureScope, SignatureType } from './signature';
import type { Token } from './tables';
import { token } from './tables';

/** What a parameter knows of the method or property that it belongs to. */
export interface ParameterOwner {
  readonly assembly: MetadataAssembly;
  readonly isExtensionMethod: boolean;
  readonly signatureScope: SignatureScope;
  nullableContext(): number;
}

const compilerServices = 'System.Runtime.CompilerServices.';

export class MetadataParameter implements ParameterSymbol {
  readonly kind = 'parameter';
  readonly location = undefined;
  private cachedAttributes: readonly AttributeData[] | undefined;
  private cachedDefault: { readonly value: AttributeValue; readonly exists: boolean } | undefined;
  private cachedType: TypeSymbol | undefined;
  private cachedRefKind: RefKind | undefined;
  private cachedIsParams: boolean | undefined;
  private cachedNullable: { readonly value: boolean | undefined } | undefined;

  /** `row` 0: the signature has a parameter that the Param table leaves out. */
  constructor(private readonly owner: ParameterOwner, private readonly row: number, readonly ordinal: number, private readonly signature: SignatureType) {}

  private get token(): Token { return this.row === 0 ? 0 : token(Table.Param, this.row); }
  private get flags(): number { return this.owner.assembly.module.tables.cell(Table.Param, this.row, Col.Param.flags); }
  private has(attribute: string): boolean { return this.row !== 0 && this.owner.assembly.module.hasAttribute(this.token, attribute); }

  get name(): string { return this.row === 0 ? '' : this.owner.assembly.module.tables.text(Table.Param, this.row, Col.Param.name); }
  get attributes(): readonly AttributeData[] {
    return this.cachedAttributes ??= this.row === 0 ? [] : attributesOf(this.owner.signatureScope, this.owner.assembly, this.token);
  }
  get type(): TypeSymbol {
    return this.cachedType ??= annotatedType(this.signature.type, this.owner.assembly.module, this.token, this.signature.isByRef, this.signature.modifiers.length);
  }
  get refKind(): RefKind { return this.cachedRefKind ??= this.readRefKind(); }
  get isParams(): boolean { return this.cachedIsParams ??= this.has('System.ParamArrayAttribute') || this.has(`${compilerServices}ParamCollectionAttribute`); }
  get isScoped(): boolean { return this.has(`${compilerServices}ScopedRefAttribute`); }
  get isThis(): boolean { return this.ordinal === 0 && this.owner.isExtensionMethod; }
  get isOptional(): boolean { return (this.flags & 0x10) !== 0 || this.hasDefaultValue; }
  get hasDefaultValue(): boolean { return this.defaults.exists; }
  get defaultValue(): AttributeValue { return this.defaults.value; }
  get nullableAnnotated(): boolean | undefined {
    return (this.cachedNullable ??= { value: nullableAnnotated(this.owner.assembly.module, this.token, this.type, () => this.owner.nullableContext()) }).value;
  }

  private get defaults(): { readonly value: AttributeValue; readonly exists: boolean } {
    return this.cachedDefault ??= this.readDefault();
  }

  private readDefault(): { readonly value: AttributeValue; readonly exists: boolean } {
    if (this.row === 0) return { value: undefined, exists: false };
    const constant = constantOf(this.owner.assembly.module, this.token);
    return constant === undefined ? { value: undefined, exists: false } : { value: constant, exists: true };
  }

  private readRefKind(): RefKind {
    if (!this.signature.isByRef) return 'none';
    if ((this.flags & 3) === 2) return 'out';
    if (this.row !== 0) {
      if (this.has(`${compilerServices}RequiresLocationAttribute`)) return 'refReadonly';
      if (this.has(`${compilerServices}IsReadOnlyAttribute`)) return 'in';
    }
    return this.signature.modifiers.includes('System.Runtime.InteropServices.InAttribute') ? 'in' : 'ref';
  }
}
