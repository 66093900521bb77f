/** Properties and events (ECMA-335 II.22.34, II.22.13): their modifiers are those of their accessors. */
import type { Accessibility, EventSymbol, MethodSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../symbols/symbol';
import { annotatedType, nullableAnnotated } from './annotations';
import { MetadataMember } from './member';
import type { MetadataMethod } from './method';
import type { ParameterOwner } from './parameter';
import { MetadataParameter } from './parameter';
import { Col, Table } from './schema';
import type { MethodSignature } from './signature';
import { readMethodSignature } from './signature';
import { rowOf } from './tables';

const order: readonly Accessibility[] = ['private', 'privateProtected', 'internal', 'protected', 'protectedInternal', 'public'];

abstract class MetadataAccessible extends MetadataMember {
  protected abstract readonly accessors: readonly MethodSymbol[];

  get accessibility(): Accessibility {
    const all = this.accessors.map((accessor) => accessor.accessibility);
    if (all.includes('internal') && all.includes('protected')) return 'protectedInternal';
    return all.reduce<Accessibility>((most, one) => order.indexOf(one) > order.indexOf(most) ? one : most, 'private');
  }
  get isStatic(): boolean { return this.accessors.some((accessor) => accessor.isStatic); }
  get isAbstract(): boolean { return this.accessors.some((accessor) => accessor.isAbstract); }
  get isOverride(): boolean { return this.accessors.some((accessor) => accessor.isOverride); }
  get isVirtual(): boolean { return !this.isOverride && !this.isAbstract && this.accessors.some((accessor) => accessor.isVirtual); }
  get isSealed(): boolean { return this.accessors.some((accessor) => accessor.isSealed); }

  /** The accessor with one of the bits of MethodSemantics.Semantics. */
  protected accessor(flag: number): MetadataMethod | undefined {
    const found = this.assembly.module.accessors(this.token).find((accessor) => accessor.flags === flag);
    return found && this.containingType.method(found.method);
  }

  /** Properties or events that the interface methods behind an accessor belong to. */
  protected implemented(accessor: MethodSymbol | undefined): readonly (PropertySymbol | EventSymbol)[] {
    return (accessor?.explicitInterfaceImplementations ?? []).map((method) => method.associatedSymbol).filter((symbol) => symbol !== undefined);
  }
}

export class MetadataProperty extends MetadataAccessible implements PropertySymbol, ParameterOwner {
  readonly kind = 'property';
  readonly isExtensionMethod = false;
  private cachedSignature: MethodSignature | undefined;
  private cachedType: TypeSymbol | undefined;
  private cachedParameters: readonly ParameterSymbol[] | undefined;
  private cachedImplementations: readonly PropertySymbol[] | undefined;
  private cachedNullable: { readonly value: boolean | undefined } | undefined;

  /** Name in the metadata: "Item" or "Chars" for an indexer. */
  get metadataName(): string { return this.text(Col.Property.name); }
  get name(): string { return this.isIndexer ? 'this[]' : this.metadataName; }
  get originalDefinition(): PropertySymbol { return this; }
  get isIndexer(): boolean { return this.signature.parameters.length > 0 && this.metadataName === this.containingType.defaultMemberName; }
  get isRequired(): boolean { return this.has('System.Runtime.CompilerServices.RequiredMemberAttribute'); }
  get getMethod(): MetadataMethod | undefined { return this.accessor(2); }
  get setMethod(): MetadataMethod | undefined { return this.accessor(1); }
  protected get accessors(): readonly MethodSymbol[] { return [this.getMethod, this.setMethod].filter((m) => m !== undefined); }

  private get signature(): MethodSignature {
    return this.cachedSignature ??= readMethodSignature(this.assembly.module.tables.blob(Table.Property, rowOf(this.token), Col.Property.signature), this.signatureScope);
  }
  get type(): TypeSymbol {
    const { type, isByRef, modifiers } = this.signature.returnType;
    return this.cachedType ??= annotatedType(type, this.assembly.module, this.token, isByRef, modifiers.length);
  }
  get returnsByRef(): PropertySymbol['returnsByRef'] {
    const { isByRef, modifiers } = this.signature.returnType;
    return !isByRef ? 'none' : modifiers.includes('System.Runtime.InteropServices.InAttribute') ? 'refReadonly' : 'ref';
  }
  get parameters(): readonly ParameterSymbol[] {
    return this.cachedParameters ??= this.readParameters();
  }
  /** Names and attributes are those of an accessor's parameters. */
  private readParameters(): readonly ParameterSymbol[] {
    const rows = (this.getMethod ?? this.setMethod)?.parameterRows();
    return this.signature.parameters.map((type, i) => new MetadataParameter(this, rows?.get(i + 1) ?? 0, i, type));
  }
  nullableContext(): number { return (this.getMethod ?? this.setMethod)?.nullableContext() ?? this.containingType.nullableContext; }
  get nullableAnnotated(): boolean | undefined {
    return (this.cachedNullable ??= { value: nullableAnnotated(this.assembly.module, this.token, this.type, () => this.containingType.nullableContext) }).value;
  }
  get explicitInterfaceImplementations(): readonly PropertySymbol[] {
    return this.cachedImplementations ??= this.implemented(this.getMethod ?? this.setMethod).filter((symbol) => symbol.kind === 'property');
  }
}

export class MetadataEvent extends MetadataAccessible implements EventSymbol {
  readonly kind = 'event';
  private cachedType: TypeSymbol | undefined;
  private cachedImplementations: readonly EventSymbol[] | undefined;

  get name(): string { return this.text(Col.Event.name); }
  get originalDefinition(): EventSymbol { return this; }
  get addMethod(): MetadataMethod | undefined { return this.accessor(8); }
  get removeMethod(): MetadataMethod | undefined { return this.accessor(16); }
  protected get accessors(): readonly MethodSymbol[] { return [this.addMethod, this.removeMethod].filter((m) => m !== undefined); }
  get type(): TypeSymbol { return this.cachedType ??= this.readEventType(); }
  get explicitInterfaceImplementations(): readonly EventSymbol[] {
    return this.cachedImplementations ??= this.implemented(this.addMethod ?? this.removeMethod).filter((symbol) => symbol.kind === 'event');
  }
  private readEventType(): TypeSymbol {
    const type = this.assembly.module.tables.coded(Table.Event, rowOf(this.token), Col.Event.type, 'TypeDefOrRef');
    return annotatedType(this.signatureScope.resolve(type), this.assembly.module, this.token, false, 0);
  }
}
