/** Members of constructed types and constructed methods: the declared symbol seen through type arguments. */
import type {
  AttributeData, AttributeValue, EventSymbol, FieldSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, SourceLocation,
  TypeParameterSymbol, TypeSymbol,
} from './symbol';

/** How a member's types are seen, and in which type it is. */
export interface Substitution {
  readonly type: NamedTypeSymbol;
  substitute(type: TypeSymbol): TypeSymbol;
  /** The member that stands for a declared member of the same type. */
  memberOf<T extends MemberSymbol>(definition: T): T;
  /** Maps a method's own type parameters besides. */
  extended(from: readonly TypeParameterSymbol[], to: readonly TypeSymbol[]): (type: TypeSymbol) => TypeSymbol;
}

abstract class SubstitutedMember<T extends MemberSymbol> {
  constructor(protected readonly declared: T, protected readonly substitution: Substitution) {}
  get name(): string { return this.declared.name; }
  get attributes(): readonly AttributeData[] { return this.declared.attributes; }
  get location(): SourceLocation | undefined { return this.declared.location; }
  get containingType(): NamedTypeSymbol { return this.substitution.type; }
  get accessibility(): T['accessibility'] { return this.declared.accessibility; }
  get isStatic(): boolean { return this.declared.isStatic; }
  get isVirtual(): boolean { return this.declared.isVirtual; }
  get isAbstract(): boolean { return this.declared.isAbstract; }
  get isOverride(): boolean { return this.declared.isOverride; }
  get isSealed(): boolean { return this.declared.isSealed; }
}

class SubstitutedParameter implements ParameterSymbol {
  readonly kind = 'parameter';
  private cachedType: TypeSymbol | undefined;
  constructor(private readonly declared: ParameterSymbol, private readonly substitute: (type: TypeSymbol) => TypeSymbol) {}
  get name(): string { return this.declared.name; }
  get attributes(): readonly AttributeData[] { return this.declared.attributes; }
  get location(): SourceLocation | undefined { return this.declared.location; }
  get ordinal(): number { return this.declared.ordinal; }
  get type(): TypeSymbol { return this.cachedType ??= this.substitute(this.declared.type); }
  get refKind(): ParameterSymbol['refKind'] { return this.declared.refKind; }
  get isParams(): boolean { return this.declared.isParams; }
  get isScoped(): boolean { return this.declared.isScoped ?? false; }
  get isThis(): boolean { return this.declared.isThis; }
  get isOptional(): boolean { return this.declared.isOptional; }
  get hasDefaultValue(): boolean { return this.declared.hasDefaultValue; }
  get defaultValue(): AttributeValue { return this.declared.defaultValue; }
  get nullableAnnotated(): boolean | undefined { return this.declared.nullableAnnotated; }
}

/** A method's type parameter whose constraints name type parameters of the constructed containing type. */
class SubstitutedTypeParameter implements TypeParameterSymbol {
  readonly kind = 'typeParameter';
  readonly ownerKind = 'method';
  private cachedConstraints: readonly TypeSymbol[] | undefined;
  constructor(private readonly declared: TypeParameterSymbol, readonly owner: MethodSymbol, private readonly substitute: (type: TypeSymbol) => TypeSymbol) {}
  get name(): string { return this.declared.name; }
  get attributes(): readonly AttributeData[] { return this.declared.attributes; }
  get location(): SourceLocation | undefined { return this.declared.location; }
  get ordinal(): number { return this.declared.ordinal; }
  get variance(): TypeParameterSymbol['variance'] { return this.declared.variance; }
  get constraintTypes(): readonly TypeSymbol[] { return this.cachedConstraints ??= this.declared.constraintTypes.map(this.substitute); }
  get hasReferenceTypeConstraint(): boolean { return this.declared.hasReferenceTypeConstraint; }
  get hasValueTypeConstraint(): boolean { return this.declared.hasValueTypeConstraint; }
  get hasUnmanagedConstraint(): boolean { return this.declared.hasUnmanagedConstraint; }
  get hasConstructorConstraint(): boolean { return this.declared.hasConstructorConstraint; }
  get allowsRefLike(): boolean { return this.declared.allowsRefLike; }
}

function substituteParameters(parameters: readonly ParameterSymbol[], substitute: (type: TypeSymbol) => TypeSymbol): readonly ParameterSymbol[] {
  return parameters.map((p) => new SubstitutedParameter(p, substitute));
}

/** A method of a constructed type, or (with `constructedArguments`) a generic method with its type arguments. */
export class SubstitutedMethod extends SubstitutedMember<MethodSymbol> implements MethodSymbol {
  readonly kind = 'method';
  readonly typeParameters: readonly TypeParameterSymbol[];
  readonly typeArguments: readonly TypeSymbol[];
  private readonly view: (type: TypeSymbol) => TypeSymbol;
  private cachedParameters: readonly ParameterSymbol[] | undefined;
  private cachedReturnType: TypeSymbol | undefined;

  constructor(declared: MethodSymbol, substitution: Substitution, constructedArguments?: readonly TypeSymbol[]) {
    super(declared, substitution);
    if (constructedArguments !== undefined) {
      this.typeParameters = declared.typeParameters;
      this.typeArguments = constructedArguments;
      this.view = substitution.extended(declared.typeParameters, constructedArguments);
    } else {
      const own = declared.typeParameters.map((t): TypeParameterSymbol => new SubstitutedTypeParameter(t, this, (type) => this.view(type)));
      this.view = substitution.extended(declared.typeParameters, own);
      this.typeParameters = own;
      this.typeArguments = own;
    }
  }

  get originalDefinition(): MethodSymbol { return this.declared.originalDefinition; }
  get methodKind(): MethodSymbol['methodKind'] { return this.declared.methodKind; }
  get parameters(): readonly ParameterSymbol[] { return this.cachedParameters ??= substituteParameters(this.declared.parameters, this.view); }
  get returnType(): TypeSymbol { return this.cachedReturnType ??= this.view(this.declared.returnType); }
  get returnsByRef(): MethodSymbol['returnsByRef'] { return this.declared.returnsByRef; }
  get returnAttributes(): readonly AttributeData[] { return this.declared.returnAttributes; }
  get isExtensionMethod(): boolean { return this.declared.isExtensionMethod; }
  get isAsync(): boolean { return this.declared.isAsync; }
  get isVararg(): boolean { return this.declared.isVararg; }
  get isInitOnly(): boolean { return this.declared.isInitOnly; }
  get associatedSymbol(): PropertySymbol | EventSymbol | undefined {
    const symbol = this.declared.associatedSymbol;
    return symbol && this.substitution.memberOf(symbol);
  }
  get explicitInterfaceImplementations(): readonly MethodSymbol[] { return this.declared.explicitInterfaceImplementations; }
  get containingSymbol(): MethodSymbol['containingSymbol'] { return this.declared.containingSymbol; }
}

class SubstitutedProperty extends SubstitutedMember<PropertySymbol> implements PropertySymbol {
  readonly kind = 'property';
  private cachedType: TypeSymbol | undefined;
  private cachedParameters: readonly ParameterSymbol[] | undefined;
  get originalDefinition(): PropertySymbol { return this.declared.originalDefinition; }
  get type(): TypeSymbol { return this.cachedType ??= this.substitution.substitute(this.declared.type); }
  get parameters(): readonly ParameterSymbol[] {
    return this.cachedParameters ??= substituteParameters(this.declared.parameters, (type) => this.substitution.substitute(type));
  }
  get isIndexer(): boolean { return this.declared.isIndexer; }
  get isRequired(): boolean { return this.declared.isRequired; }
  get returnsByRef(): PropertySymbol['returnsByRef'] { return this.declared.returnsByRef; }
  get getMethod(): MethodSymbol | undefined { return this.accessor(this.declared.getMethod); }
  get setMethod(): MethodSymbol | undefined { return this.accessor(this.declared.setMethod); }
  get explicitInterfaceImplementations(): readonly PropertySymbol[] { return this.declared.explicitInterfaceImplementations; }
  get nullableAnnotated(): boolean | undefined { return this.declared.nullableAnnotated; }
  private accessor(method: MethodSymbol | undefined): MethodSymbol | undefined { return method && this.substitution.memberOf(method); }
}

class SubstitutedEvent extends SubstitutedMember<EventSymbol> implements EventSymbol {
  readonly kind = 'event';
  private cachedType: TypeSymbol | undefined;
  get originalDefinition(): EventSymbol { return this.declared.originalDefinition; }
  get type(): TypeSymbol { return this.cachedType ??= this.substitution.substitute(this.declared.type); }
  get addMethod(): MethodSymbol | undefined { return this.accessor(this.declared.addMethod); }
  get removeMethod(): MethodSymbol | undefined { return this.accessor(this.declared.removeMethod); }
  get explicitInterfaceImplementations(): readonly EventSymbol[] { return this.declared.explicitInterfaceImplementations; }
  private accessor(method: MethodSymbol | undefined): MethodSymbol | undefined { return method && this.substitution.memberOf(method); }
}

class SubstitutedField extends SubstitutedMember<FieldSymbol> implements FieldSymbol {
  readonly kind = 'field';
  private cachedType: TypeSymbol | undefined;
  get originalDefinition(): FieldSymbol { return this.declared.originalDefinition; }
  get type(): TypeSymbol { return this.cachedType ??= this.substitution.substitute(this.declared.type); }
  get isReadOnly(): boolean { return this.declared.isReadOnly; }
  get isConst(): boolean { return this.declared.isConst; }
  get isRequired(): boolean { return this.declared.isRequired; }
  get isVolatile(): boolean { return this.declared.isVolatile; }
  get constantValue(): AttributeValue { return this.declared.constantValue; }
  get nullableAnnotated(): boolean | undefined { return this.declared.nullableAnnotated; }
}

/** The member of a constructed type that stands for a declared one. */
export function substituteMember(declared: MemberSymbol, substitution: Substitution): MemberSymbol {
  switch (declared.kind) {
    case 'method': return new SubstitutedMethod(declared, substitution);
    case 'property': return new SubstitutedProperty(declared, substitution);
    case 'event': return new SubstitutedEvent(declared, substitution);
    case 'field': return new SubstitutedField(declared, substitution);
  }
}
