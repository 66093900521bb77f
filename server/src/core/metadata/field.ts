/** Fields, constants and enum members (ECMA-335 II.22.15). */
import type { Accessibility, AttributeValue, FieldSymbol, TypeSymbol } from '../symbols/symbol';
import { pointerType } from '../symbols/types';
import { annotatedType, nullableAnnotated } from './annotations';
import { constantOf } from './constant';
import { attributesOf } from './customAttribute';
import { MetadataMember, memberAccessibility } from './member';
import { Col } from './schema';
import type { SignatureType } from './signature';
import { readFieldSignature } from './signature';
import { rowOf, tableOf } from './tables';

const compilerServices = 'System.Runtime.CompilerServices.';

export class MetadataField extends MetadataMember implements FieldSymbol {
  readonly kind = 'field';
  readonly isVirtual = false;
  readonly isAbstract = false;
  readonly isOverride = false;
  readonly isSealed = false;
  private cachedSignature: SignatureType | undefined;
  private cachedType: TypeSymbol | undefined;
  private cachedConstant: { readonly value: AttributeValue } | undefined;
  private cachedNullable: { readonly value: boolean | undefined } | undefined;

  get name(): string { return this.text(Col.Field.name); }
  get originalDefinition(): FieldSymbol { return this; }
  private get flags(): number { return this.cell(Col.Field.flags); }
  get accessibility(): Accessibility { return memberAccessibility(this.flags); }
  get isStatic(): boolean { return (this.flags & 0x10) !== 0; }
  get isConst(): boolean { return (this.flags & 0x40) !== 0 || (this.isStaticReadOnly && this.has(`${compilerServices}DecimalConstantAttribute`)); }
  get isReadOnly(): boolean { return (this.flags & 0x20) !== 0; }
  get isRequired(): boolean { return this.has(`${compilerServices}RequiredMemberAttribute`); }
  get isVolatile(): boolean { return this.signature.modifiers.includes(`${compilerServices}IsVolatile`); }
  get type(): TypeSymbol { return this.cachedType ??= this.readFieldType(); }
  get constantValue(): AttributeValue {
    return (this.cachedConstant ??= { value: this.isConst ? constantOf(this.assembly.module, this.token) : undefined }).value;
  }
  get nullableAnnotated(): boolean | undefined {
    return (this.cachedNullable ??= { value: nullableAnnotated(this.assembly.module, this.token, this.type, () => this.containingType.nullableContext) }).value;
  }

  private get isStaticReadOnly(): boolean { return (this.flags & 0x30) === 0x30; }

  private get signature(): SignatureType {
    return this.cachedSignature ??= readFieldSignature(this.assembly.module.tables.blob(tableOf(this.token), rowOf(this.token), Col.Field.signature), this.signatureScope);
  }

  private readFieldType(): TypeSymbol {
    const { type, isByRef, modifiers } = this.signature;
    return this.fixedBufferType() ?? annotatedType(type, this.assembly.module, this.token, isByRef, modifiers.length);
  }

  /** `fixed int x[4]` is a pointer to C#; its metadata type is a hidden struct. */
  private fixedBufferType(): TypeSymbol | undefined {
    const name = `${compilerServices}FixedBufferAttribute`;
    if (!this.has(name)) return undefined;
    const element = attributesOf(this.signatureScope, this.assembly, this.token).find((a) => a.fullName === name)?.constructorArguments[0];
    return element?.kind === 'type' && element.value !== undefined ? pointerType(element.value) : undefined;
  }
}
