/** Symbols of parameters and type parameters declared in source. What is costly is given as functions and computed once. */
import type { Deferred } from './sourceUnits';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, ParameterSymbol, RefKind, SourceLocation, TypeParameterSymbol, TypeSymbol } from './symbol';
import { errorType } from './types';

const none: readonly never[] = [];
const unresolved = errorType('?');
const noFlags: ReadonlySet<string> = new Set();

export interface ParameterSource {
  readonly name: string;
  readonly ordinal: number;
  readonly type: () => TypeSymbol;
  readonly refKind?: RefKind;
  readonly isParams?: boolean;
  readonly isScoped?: boolean;
  readonly isThis?: boolean;
  readonly hasDefaultValue?: boolean;
  readonly defaultValue?: () => AttributeValue;
  readonly nullableAnnotated?: boolean | undefined;
  readonly location?: () => SourceLocation | undefined;
  readonly attributes?: (() => readonly AttributeData[]) | undefined;
}

export class SourceParameter implements ParameterSymbol {
  readonly kind = 'parameter';
  readonly name: string;
  readonly ordinal: number;
  readonly refKind: RefKind;
  readonly isParams: boolean;
  readonly isScoped: boolean;
  readonly isThis: boolean;
  readonly hasDefaultValue: boolean;
  readonly nullableAnnotated: boolean | undefined;
  private valueType: Deferred<TypeSymbol>;
  private default: Deferred<AttributeValue>;
  private attributeList: Deferred<readonly AttributeData[]>;
  private readonly locate: (() => SourceLocation | undefined) | undefined;

  constructor(source: ParameterSource) {
    this.name = source.name;
    this.ordinal = source.ordinal;
    this.refKind = source.refKind ?? 'none';
    this.isParams = source.isParams ?? false;
    this.isScoped = source.isScoped ?? false;
    this.isThis = source.isThis ?? false;
    this.hasDefaultValue = source.hasDefaultValue ?? false;
    this.nullableAnnotated = source.nullableAnnotated;
    this.valueType = source.type;
    this.default = source.defaultValue;
    this.attributeList = source.attributes ?? none;
    this.locate = source.location;
  }

  get type(): TypeSymbol {
    const held = this.valueType;
    if (typeof held !== 'function') return held;
    this.valueType = unresolved;
    return this.valueType = held();
  }
  get isOptional(): boolean { return this.hasDefaultValue || this.attributes.some((a) => a.fullName === 'System.Runtime.InteropServices.OptionalAttribute'); }
  get defaultValue(): AttributeValue {
    const held = this.default;
    if (typeof held !== 'function') return held;
    this.default = undefined;
    return this.default = held();
  }
  get attributes(): readonly AttributeData[] {
    const held = this.attributeList;
    if (typeof held !== 'function') return held;
    this.attributeList = none;
    return this.attributeList = held();
  }
  get location(): SourceLocation | undefined { return this.locate?.(); }
}

export interface TypeParameterSource {
  readonly name: string;
  readonly ordinal: number;
  readonly owner: NamedTypeSymbol | MethodSymbol;
  readonly variance?: 'none' | 'in' | 'out';
  readonly flags: () => ReadonlySet<string>;
  readonly constraintTypes: () => readonly TypeSymbol[];
  readonly attributes: () => readonly AttributeData[];
}

export class SourceTypeParameter implements TypeParameterSymbol {
  readonly kind = 'typeParameter';
  readonly name: string;
  readonly ordinal: number;
  readonly owner: NamedTypeSymbol | MethodSymbol;
  readonly variance: 'none' | 'in' | 'out';
  readonly location = undefined;
  private heldFlags: Deferred<ReadonlySet<string>>;
  private constraints: Deferred<readonly TypeSymbol[]>;
  private attributeList: Deferred<readonly AttributeData[]>;

  constructor(source: TypeParameterSource) {
    this.name = source.name;
    this.ordinal = source.ordinal;
    this.owner = source.owner;
    this.variance = source.variance ?? 'none';
    this.heldFlags = source.flags;
    this.constraints = source.constraintTypes;
    this.attributeList = source.attributes;
  }

  get ownerKind(): 'type' | 'method' { return this.owner.kind === 'method' ? 'method' : 'type'; }
  get constraintTypes(): readonly TypeSymbol[] {
    const held = this.constraints;
    if (typeof held !== 'function') return held;
    this.constraints = none;
    return this.constraints = held();
  }
  get attributes(): readonly AttributeData[] {
    const held = this.attributeList;
    if (typeof held !== 'function') return held;
    this.attributeList = none;
    return this.attributeList = held();
  }
  private get flags(): ReadonlySet<string> {
    const held = this.heldFlags;
    if (typeof held !== 'function') return held;
    this.heldFlags = noFlags;
    return this.heldFlags = held();
  }
  get hasReferenceTypeConstraint(): boolean { return this.flags.has('class') || this.flags.has('class?'); }
  get hasValueTypeConstraint(): boolean { return this.flags.has('struct') || this.flags.has('unmanaged'); }
  get hasUnmanagedConstraint(): boolean { return this.flags.has('unmanaged'); }
  get hasConstructorConstraint(): boolean { return this.flags.has('new'); }
  get allowsRefLike(): boolean { return this.flags.has('allows ref struct'); }
}
