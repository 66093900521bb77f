/** Symbols of members declared in source, written or synthesized. What is costly is given as functions and computed once. */
import type {
  Accessibility, AttributeData, AttributeValue, EventSymbol, FieldSymbol, MethodKind, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol,
  SourceLocation, TypeParameterSymbol, TypeSymbol,
} from './symbol';
import type { Deferred } from './sourceUnits';
import { errorType } from './types';

const none: readonly never[] = [];
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
  readonly attributes?: (() => readonly AttributeData[]) | undefined;
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
  private attributeList: Deferred<readonly AttributeData[]>;

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
    this.attributeList = source.attributes ?? none;
  }

  /** Looked up anew each time: the unit changes with edits. */
  get location(): SourceLocation | undefined { return this.locate?.(); }
  get attributes(): readonly AttributeData[] {
    const held = this.attributeList;
    if (typeof held !== 'function') return held;
    this.attributeList = none;
    return this.attributeList = held();
  }
}

export interface MethodSource extends MemberSource {
  readonly methodKind: MethodKind;
  readonly typeParameters?: ((owner: MethodSymbol) => readonly TypeParameterSymbol[]) | undefined;
  readonly parameters?: ((owner: MethodSymbol) => readonly ParameterSymbol[]) | undefined;
  readonly returnType: (owner: MethodSymbol) => TypeSymbol;
  readonly returnsByRef?: 'none' | 'ref' | 'refReadonly';
  readonly returnAttributes?: (() => readonly AttributeData[]) | undefined;
  readonly explicitInterfaceImplementations?: ((owner: MethodSymbol) => readonly MethodSymbol[]) | undefined;
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
  private typeParameterList: Deferred<readonly TypeParameterSymbol[], MethodSymbol>;
  private parameterList: Deferred<readonly ParameterSymbol[], MethodSymbol>;
  private result: Deferred<TypeSymbol, MethodSymbol>;
  private resultAttributes: Deferred<readonly AttributeData[]>;
  private implemented: Deferred<readonly MethodSymbol[], MethodSymbol>;

  constructor(source: MethodSource) {
    super(source);
    this.methodKind = source.methodKind;
    this.returnsByRef = source.returnsByRef ?? 'none';
    this.isExtensionMethod = source.isExtensionMethod ?? false;
    this.isAsync = source.isAsync ?? false;
    this.isInitOnly = source.isInitOnly ?? false;
    this.associatedSymbol = source.associatedSymbol;
    this.typeParameterList = source.typeParameters ?? none;
    this.parameterList = source.parameters ?? none;
    this.result = source.returnType;
    this.resultAttributes = source.returnAttributes ?? none;
    this.implemented = source.explicitInterfaceImplementations ?? none;
  }

  get originalDefinition(): MethodSymbol { return this; }
  get typeArguments(): readonly TypeSymbol[] { return this.typeParameters; }
  get typeParameters(): readonly TypeParameterSymbol[] {
    const held = this.typeParameterList;
    if (typeof held !== 'function') return held;
    this.typeParameterList = none;
    return this.typeParameterList = held(this);
  }
  get parameters(): readonly ParameterSymbol[] {
    const held = this.parameterList;
    if (typeof held !== 'function') return held;
    this.parameterList = none;
    return this.parameterList = held(this);
  }
  get returnType(): TypeSymbol {
    const held = this.result;
    if (typeof held !== 'function') return held;
    this.result = unresolved;
    return this.result = held(this);
  }
  get returnAttributes(): readonly AttributeData[] {
    const held = this.resultAttributes;
    if (typeof held !== 'function') return held;
    this.resultAttributes = none;
    return this.resultAttributes = held();
  }
  get explicitInterfaceImplementations(): readonly MethodSymbol[] {
    const held = this.implemented;
    if (typeof held !== 'function') return held;
    this.implemented = none;
    return this.implemented = held(this);
  }
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
  readonly explicitInterfaceImplementations?: ((owner: PropertySymbol) => readonly PropertySymbol[]) | undefined;
  readonly fieldAttributes?: (() => readonly AttributeData[]) | undefined;
}

export class SourceProperty extends SourceMember implements PropertySymbol {
  readonly kind = 'property';
  readonly isIndexer: boolean;
  readonly isRequired: boolean;
  readonly returnsByRef: 'none' | 'ref' | 'refReadonly';
  readonly nullableAnnotated: boolean | undefined;
  readonly getMethod: MethodSymbol | undefined;
  readonly setMethod: MethodSymbol | undefined;
  private valueType: Deferred<TypeSymbol>;
  private parameterList: Deferred<readonly ParameterSymbol[]>;
  private implemented: Deferred<readonly PropertySymbol[], PropertySymbol>;
  private fieldAttributeList: Deferred<readonly AttributeData[]>;

  constructor(source: PropertySource) {
    super(source);
    this.isIndexer = source.isIndexer ?? false;
    this.isRequired = source.isRequired ?? false;
    this.returnsByRef = source.returnsByRef ?? 'none';
    this.nullableAnnotated = source.nullableAnnotated;
    this.valueType = source.type;
    this.parameterList = source.parameters ?? none;
    this.implemented = source.explicitInterfaceImplementations ?? none;
    this.fieldAttributeList = source.fieldAttributes ?? none;
    this.getMethod = source.getMethod?.(this);
    this.setMethod = source.setMethod?.(this);
  }

  get originalDefinition(): PropertySymbol { return this; }
  get type(): TypeSymbol {
    const held = this.valueType;
    if (typeof held !== 'function') return held;
    this.valueType = unresolved;
    return this.valueType = held();
  }
  get parameters(): readonly ParameterSymbol[] {
    const held = this.parameterList;
    if (typeof held !== 'function') return held;
    this.parameterList = none;
    return this.parameterList = held();
  }
  get explicitInterfaceImplementations(): readonly PropertySymbol[] {
    const held = this.implemented;
    if (typeof held !== 'function') return held;
    this.implemented = none;
    return this.implemented = held(this);
  }
  get fieldAttributes(): readonly AttributeData[] {
    const held = this.fieldAttributeList;
    if (typeof held !== 'function') return held;
    this.fieldAttributeList = none;
    return this.fieldAttributeList = held();
  }
}

export interface EventSource extends MemberSource {
  readonly type: () => TypeSymbol;
  readonly addMethod: (owner: EventSymbol) => MethodSymbol;
  readonly removeMethod: (owner: EventSymbol) => MethodSymbol;
  readonly explicitInterfaceImplementations?: ((owner: EventSymbol) => readonly EventSymbol[]) | undefined;
}

export class SourceEvent extends SourceMember implements EventSymbol {
  readonly kind = 'event';
  readonly addMethod: MethodSymbol;
  readonly removeMethod: MethodSymbol;
  private valueType: Deferred<TypeSymbol>;
  private implemented: Deferred<readonly EventSymbol[], EventSymbol>;

  constructor(source: EventSource) {
    super(source);
    this.valueType = source.type;
    this.implemented = source.explicitInterfaceImplementations ?? none;
    this.addMethod = source.addMethod(this);
    this.removeMethod = source.removeMethod(this);
  }

  get originalDefinition(): EventSymbol { return this; }
  get type(): TypeSymbol {
    const held = this.valueType;
    if (typeof held !== 'function') return held;
    this.valueType = unresolved;
    return this.valueType = held();
  }
  get explicitInterfaceImplementations(): readonly EventSymbol[] {
    const held = this.implemented;
    if (typeof held !== 'function') return held;
    this.implemented = none;
    return this.implemented = held(this);
  }
}

export interface FieldSource extends MemberSource {
  readonly type: () => TypeSymbol;
  readonly isReadOnly?: boolean;
  readonly isConst?: boolean;
  readonly isRequired?: boolean;
  readonly isVolatile?: boolean;
  readonly isRef?: boolean;
  readonly nullableAnnotated?: boolean | undefined;
  readonly constantValue?: () => AttributeValue;
}

export class SourceField extends SourceMember implements FieldSymbol {
  readonly kind = 'field';
  readonly isReadOnly: boolean;
  readonly isConst: boolean;
  readonly isRequired: boolean;
  readonly isVolatile: boolean;
  readonly isRef: boolean;
  readonly nullableAnnotated: boolean | undefined;
  private valueType: Deferred<TypeSymbol>;
  private constant: Deferred<AttributeValue>;

  constructor(source: FieldSource) {
    super(source);
    this.isReadOnly = source.isReadOnly ?? false;
    this.isConst = source.isConst ?? false;
    this.isRequired = source.isRequired ?? false;
    this.isVolatile = source.isVolatile ?? false;
    this.isRef = source.isRef ?? false;
    this.nullableAnnotated = source.nullableAnnotated;
    this.valueType = source.type;
    this.constant = source.constantValue;
  }

  get originalDefinition(): FieldSymbol { return this; }
  get type(): TypeSymbol {
    const held = this.valueType;
    if (typeof held !== 'function') return held;
    this.valueType = unresolved;
    return this.valueType = held();
  }
  get constantValue(): AttributeValue {
    const held = this.constant;
    if (typeof held !== 'function') return held;
    this.constant = undefined;
    return this.constant = held();
  }
}
