/** Symbols of members declared in source, written or synthesized. What is costly is given as functions and computed once. */
import type {
  Accessibility, AttributeData, AttributeValue, EventSymbol, FieldSymbol, MethodKind, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol,
  RefKind, SourceLocation, TypeParameterSymbol, TypeSymbol,
} from './symbol';
import { lazy } from './sourceUnits';
import { errorType } from './types';

const none: readonly never[] = [];
const nothing = (): readonly never[] => none;
const unresolved = errorType('?');

/** What members of every kind are made from. Modifiers default to false, lists to empty. */
interface MemberSource {
  readonly name: string;
  readonly containingType: NamedTypeSymbol;
  readonly accessibility: Accessibility;
  readonly isStatic?: boolean;
  readonly isVirtual?: boolean;
  readonly isAbstract?: boolean;
  readonly isOverride?: boolean;
  readonly isSealed?: boolean;
  readonly location?: () => SourceLocation | undefined;
  readonly attributes?: () => readonly AttributeData[];
}

abstract class SourceMember {
  readonly name: string;
  readonly containingType: NamedTypeSymbol;
  readonly accessibility: Accessibility;
  readonly isStatic: boolean;
  readonly isVirtual: boolean;
  readonly isAbstract: boolean;
  readonly isOverride: boolean;
  readonly isSealed: boolean;
  private readonly locate: (() => SourceLocation | undefined) | undefined;
  private readonly attributeList: () => readonly AttributeData[];

  constructor(source: MemberSource) {
    this.name = source.name;
    this.containingType = source.containingType;
    this.accessibility = source.accessibility;
    this.isStatic = source.isStatic ?? false;
    this.isVirtual = source.isVirtual ?? false;
    this.isAbstract = source.isAbstract ?? false;
    this.isOverride = source.isOverride ?? false;
    this.isSealed = source.isSealed ?? false;
    this.locate = source.location;
    this.attributeList = source.attributes === undefined ? nothing : lazy(source.attributes, none);
  }

  /** Looked up anew each time: the unit changes with edits. */
  get location(): SourceLocation | undefined { return this.locate?.(); }
  get attributes(): readonly AttributeData[] { return this.attributeList(); }
}

export interface MethodSource extends MemberSource {
  readonly methodKind: MethodKind;
  readonly typeParameters?: (owner: MethodSymbol) => readonly TypeParameterSymbol[];
  readonly parameters?: (owner: MethodSymbol) => readonly ParameterSymbol[];
  readonly returnType: (owner: MethodSymbol) => TypeSymbol;
  readonly returnsByRef?: 'none' | 'ref' | 'refReadonly';
  readonly returnAttributes?: () => readonly AttributeData[];
  readonly explicitInterfaceImplementations?: (owner: MethodSymbol) => readonly MethodSymbol[];
  readonly associatedSymbol?: PropertySymbol | EventSymbol;
  readonly isExtensionMethod?: boolean;
  readonly isAsync?: boolean;
  readonly isInitOnly?: boolean;
}

export class SourceMethod extends SourceMember implements MethodSymbol {
  readonly kind = 'method';
  readonly methodKind: MethodKind;
  readonly returnsByRef: 'none' | 'ref' | 'refReadonly';
  readonly isExtensionMethod: boolean;
  readonly isAsync: boolean;
  readonly isInitOnly: boolean;
  readonly isVararg = false;
  readonly containingSymbol = undefined;
  readonly associatedSymbol: PropertySymbol | EventSymbol | undefined;
  private readonly lazyTypeParameters: () => readonly TypeParameterSymbol[];
  private readonly lazyParameters: () => readonly ParameterSymbol[];
  private readonly lazyReturnType: () => TypeSymbol;
  private readonly lazyReturnAttributes: () => readonly AttributeData[];
  private readonly lazyExplicit: () => readonly MethodSymbol[];

  constructor(source: MethodSource) {
    super(source);
    const { typeParameters, parameters, returnType, returnAttributes, explicitInterfaceImplementations } = source;
    this.methodKind = source.methodKind;
    this.returnsByRef = source.returnsByRef ?? 'none';
    this.isExtensionMethod = source.isExtensionMethod ?? false;
    this.isAsync = source.isAsync ?? false;
    this.isInitOnly = source.isInitOnly ?? false;
    this.associatedSymbol = source.associatedSymbol;
    this.lazyTypeParameters = typeParameters === undefined ? nothing : lazy(() => typeParameters(this), none);
    this.lazyParameters = parameters === undefined ? nothing : lazy(() => parameters(this), none);
    this.lazyReturnType = lazy(() => returnType(this), unresolved);
    this.lazyReturnAttributes = returnAttributes === undefined ? nothing : lazy(returnAttributes, none);
    this.lazyExplicit = explicitInterfaceImplementations === undefined ? nothing : lazy(() => explicitInterfaceImplementations(this), none);
  }

  get originalDefinition(): MethodSymbol { return this; }
  get typeParameters(): readonly TypeParameterSymbol[] { return this.lazyTypeParameters(); }
  get typeArguments(): readonly TypeSymbol[] { return this.lazyTypeParameters(); }
  get parameters(): readonly ParameterSymbol[] { return this.lazyParameters(); }
  get returnType(): TypeSymbol { return this.lazyReturnType(); }
  get returnAttributes(): readonly AttributeData[] { return this.lazyReturnAttributes(); }
  get explicitInterfaceImplementations(): readonly MethodSymbol[] { return this.lazyExplicit(); }
}

export interface PropertySource extends MemberSource {
  readonly type: () => TypeSymbol;
  readonly isIndexer?: boolean;
  readonly isRequired?: boolean;
  readonly returnsByRef?: 'none' | 'ref' | 'refReadonly';
  readonly nullableAnnotated?: boolean | undefined;
  readonly parameters?: () => readonly ParameterSymbol[];
  readonly getMethod?: (owner: PropertySymbol) => MethodSymbol | undefined;
  readonly setMethod?: (owner: PropertySymbol) => MethodSymbol | undefined;
  readonly explicitInterfaceImplementations?: (owner: PropertySymbol) => readonly PropertySymbol[];
  readonly fieldAttributes?: () => readonly AttributeData[];
}

export class SourceProperty extends SourceMember implements PropertySymbol {
  readonly kind = 'property';
  readonly isIndexer: boolean;
  readonly isRequired: boolean;
  readonly returnsByRef: 'none' | 'ref' | 'refReadonly';
  readonly nullableAnnotated: boolean | undefined;
  readonly getMethod: MethodSymbol | undefined;
  readonly setMethod: MethodSymbol | undefined;
  private readonly lazyType: () => TypeSymbol;
  private readonly lazyParameters: () => readonly ParameterSymbol[];
  private readonly lazyExplicit: () => readonly PropertySymbol[];
  private readonly lazyFieldAttributes: () => readonly AttributeData[];

  constructor(source: PropertySource) {
    super(source);
    const { parameters, explicitInterfaceImplementations, fieldAttributes } = source;
    this.isIndexer = source.isIndexer ?? false;
    this.isRequired = source.isRequired ?? false;
    this.returnsByRef = source.returnsByRef ?? 'none';
    this.nullableAnnotated = source.nullableAnnotated;
    this.lazyType = lazy(source.type, unresolved);
    this.lazyParameters = parameters === undefined ? nothing : lazy(parameters, none);
    this.lazyExplicit = explicitInterfaceImplementations === undefined ? nothing : lazy(() => explicitInterfaceImplementations(this), none);
    this.lazyFieldAttributes = fieldAttributes === undefined ? nothing : lazy(fieldAttributes, none);
    this.getMethod = source.getMethod?.(this);
    this.setMethod = source.setMethod?.(this);
  }

  get originalDefinition(): PropertySymbol { return this; }
  get type(): TypeSymbol { return this.lazyType(); }
  get parameters(): readonly ParameterSymbol[] { return this.lazyParameters(); }
  get explicitInterfaceImplementations(): readonly PropertySymbol[] { return this.lazyExplicit(); }
  get fieldAttributes(): readonly AttributeData[] { return this.lazyFieldAttributes(); }
}

export interface EventSource extends MemberSource {
  readonly type: () => TypeSymbol;
  readonly addMethod: (owner: EventSymbol) => MethodSymbol;
  readonly removeMethod: (owner: EventSymbol) => MethodSymbol;
  readonly explicitInterfaceImplementations?: (owner: EventSymbol) => readonly EventSymbol[];
}

export class SourceEvent extends SourceMember implements EventSymbol {
  readonly kind = 'event';
  readonly addMethod: MethodSymbol;
  readonly removeMethod: MethodSymbol;
  private readonly lazyType: () => TypeSymbol;
  private readonly lazyExplicit: () => readonly EventSymbol[];

  constructor(source: EventSource) {
    super(source);
    const { explicitInterfaceImplementations } = source;
    this.lazyType = lazy(source.type, unresolved);
    this.lazyExplicit = explicitInterfaceImplementations === undefined ? nothing : lazy(() => explicitInterfaceImplementations(this), none);
    this.addMethod = source.addMethod(this);
    this.removeMethod = source.removeMethod(this);
  }

  get originalDefinition(): EventSymbol { return this; }
  get type(): TypeSymbol { return this.lazyType(); }
  get explicitInterfaceImplementations(): readonly EventSymbol[] { return this.lazyExplicit(); }
}

export interface FieldSource extends MemberSource {
  readonly type: () => TypeSymbol;
  readonly isReadOnly?: boolean;
  readonly isConst?: boolean;
  readonly isRequired?: boolean;
  readonly isVolatile?: boolean;
  readonly nullableAnnotated?: boolean | undefined;
  readonly constantValue?: () => AttributeValue;
}

export class SourceField extends SourceMember implements FieldSymbol {
  readonly kind = 'field';
  readonly isReadOnly: boolean;
  readonly isConst: boolean;
  readonly isRequired: boolean;
  readonly isVolatile: boolean;
  readonly nullableAnnotated: boolean | undefined;
  private readonly lazyType: () => TypeSymbol;
  private readonly lazyConstant: (() => AttributeValue) | undefined;

  constructor(source: FieldSource) {
    super(source);
    this.isReadOnly = source.isReadOnly ?? false;
    this.isConst = source.isConst ?? false;
    this.isRequired = source.isRequired ?? false;
    this.isVolatile = source.isVolatile ?? false;
    this.nullableAnnotated = source.nullableAnnotated;
    this.lazyType = lazy(source.type, unresolved);
    this.lazyConstant = source.constantValue && lazy(source.constantValue, undefined);
  }

  get originalDefinition(): FieldSymbol { return this; }
  get type(): TypeSymbol { return this.lazyType(); }
  get constantValue(): AttributeValue { return this.lazyConstant?.(); }
}

export interface ParameterSource {
  readonly name: string;
  readonly ordinal: number;
  readonly type: () => TypeSymbol;
  readonly refKind?: RefKind;
  readonly isParams?: boolean;
  readonly isThis?: boolean;
  readonly hasDefaultValue?: boolean;
  readonly defaultValue?: () => AttributeValue;
  readonly nullableAnnotated?: boolean | undefined;
  readonly location?: () => SourceLocation | undefined;
  readonly attributes?: () => readonly AttributeData[];
}

export class SourceParameter implements ParameterSymbol {
  readonly kind = 'parameter';
  readonly name: string;
  readonly ordinal: number;
  readonly refKind: RefKind;
  readonly isParams: boolean;
  readonly isThis: boolean;
  readonly hasDefaultValue: boolean;
  readonly nullableAnnotated: boolean | undefined;
  private readonly lazyType: () => TypeSymbol;
  private readonly lazyDefault: (() => AttributeValue) | undefined;
  private readonly lazyAttributes: () => readonly AttributeData[];
  private readonly locate: (() => SourceLocation | undefined) | undefined;

  constructor(source: ParameterSource) {
    this.name = source.name;
    this.ordinal = source.ordinal;
    this.refKind = source.refKind ?? 'none';
    this.isParams = source.isParams ?? false;
    this.isThis = source.isThis ?? false;
    this.hasDefaultValue = source.hasDefaultValue ?? false;
    this.nullableAnnotated = source.nullableAnnotated;
    this.lazyType = lazy(source.type, unresolved);
    this.lazyDefault = source.defaultValue && lazy(source.defaultValue, undefined);
    this.lazyAttributes = source.attributes === undefined ? nothing : lazy(source.attributes, none);
    this.locate = source.location;
  }

  get type(): TypeSymbol { return this.lazyType(); }
  get isOptional(): boolean { return this.hasDefaultValue || this.attributes.some((a) => a.fullName === 'System.Runtime.InteropServices.OptionalAttribute'); }
  get defaultValue(): AttributeValue { return this.lazyDefault?.(); }
  get attributes(): readonly AttributeData[] { return this.lazyAttributes(); }
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
  private readonly flags: () => ReadonlySet<string>;
  private readonly lazyConstraints: () => readonly TypeSymbol[];
  private readonly lazyAttributes: () => readonly AttributeData[];

  constructor(source: TypeParameterSource) {
    this.name = source.name;
    this.ordinal = source.ordinal;
    this.owner = source.owner;
    this.variance = source.variance ?? 'none';
    this.flags = lazy(source.flags, new Set<string>());
    this.lazyConstraints = lazy(source.constraintTypes, none);
    this.lazyAttributes = lazy(source.attributes, none);
  }

  get ownerKind(): 'type' | 'method' { return this.owner.kind === 'method' ? 'method' : 'type'; }
  get constraintTypes(): readonly TypeSymbol[] { return this.lazyConstraints(); }
  get attributes(): readonly AttributeData[] { return this.lazyAttributes(); }
  get hasReferenceTypeConstraint(): boolean { return this.flags().has('class') || this.flags().has('class?'); }
  get hasValueTypeConstraint(): boolean { return this.flags().has('struct') || this.flags().has('unmanaged'); }
  get hasUnmanagedConstraint(): boolean { return this.flags().has('unmanaged'); }
  get hasConstructorConstraint(): boolean { return this.flags().has('new'); }
  get allowsRefLike(): boolean { return this.flags().has('allows ref struct'); }
}
