/** Construction of generic types and methods (ECMA-334 §8.4): substitution is lazy, and equal constructions are one object. */
import type { Compilation } from './compilation';
import type { AttributeData, AssemblySymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, SourceLocation, TypeParameterSymbol, TypeSymbol } from './symbol';
import type { Substitution } from './substitutedMembers';
import { substituteMember, SubstitutedMethod } from './substitutedMembers';
import { arrayType, errorType, functionPointerType, pointerType, typeId } from './types';
import { WeakTable } from './weakTable';

/** Type arguments by type parameter. */
export type TypeMap = ReadonlyMap<TypeParameterSymbol, TypeSymbol>;

/** A map from type parameters to the arguments at the same positions. */
export function typeMap(from: readonly TypeParameterSymbol[], to: readonly TypeSymbol[]): Map<TypeParameterSymbol, TypeSymbol> {
  const map = new Map<TypeParameterSymbol, TypeSymbol>();
  from.forEach((parameter, i) => {
    const argument = to[i];
    if (argument !== undefined && argument !== parameter) map.set(parameter, argument);
  });
  return map;
}

/** Types with more parts are unknown as parts of another: inference over a few lines may double them at each (`f(x, x)`). */
const maximumParts = 2000;
const tooLarge = errorType('…');
const functionPointerParts = new WeakMap<TypeSymbol, number>();

/** Number of types that a type is written with, itself included. */
export function partsOf(type: TypeSymbol): number {
  switch (type.kind) {
    case 'namedType': return type instanceof ConstructedNamedType ? type.parts : 1;
    case 'array': return 1 + partsOf(type.elementType);
    case 'pointer': return 1 + partsOf(type.pointedAtType);
    case 'functionPointer': {
      let parts = functionPointerParts.get(type);
      if (parts === undefined) functionPointerParts.set(type, parts = type.parameterTypes.reduce((sum, t) => sum + partsOf(t), 1 + partsOf(type.returnType)));
      return parts;
    }
    default: return 1;
  }
}

function limited(type: TypeSymbol): TypeSymbol {
  return partsOf(type) > maximumParts ? tooLarge : type;
}

/** The type with type parameters replaced; the same object where nothing changes. */
export function substitute(type: TypeSymbol, map: TypeMap): TypeSymbol {
  if (map.size === 0) return type;
  switch (type.kind) {
    case 'typeParameter': return map.get(type) ?? type;
    case 'namedType': return substituteNamed(type, map);
    case 'array': return arrayType(substitute(type.elementType, map), type.rank);
    case 'pointer': return pointerType(substitute(type.pointedAtType, map));
    case 'functionPointer': return functionPointerType(type.parameterTypes.map((t) => limited(substitute(t, map))), limited(substitute(type.returnType, map)));
    default: return type;
  }
}

/** `substitute` of a class, struct, interface, enum or delegate, which stays one. */
export function substituteNamed(type: NamedTypeSymbol, map: TypeMap): NamedTypeSymbol {
  if (map.size === 0 || type.isUnboundGeneric || (type.arity === 0 && type.containingType === undefined)) return type;
  const containingType = type.containingType && substituteNamed(type.containingType, map);
  let isChanged = containingType !== type.containingType;
  const typeArguments = type.typeArguments.map((argument) => {
    const result = substitute(argument, map);
    if (result !== argument) isChanged = true;
    return result;
  });
  return isChanged ? constructType(type.originalDefinition, typeArguments, containingType, type.tupleElementNames) : type;
}

const constructedTypes = new WeakMap<NamedTypeSymbol, WeakTable<NamedTypeSymbol>>();

/**
 * A generic definition with its own type arguments, in a (constructed) containing type. Gives the definition itself for its own
 * type parameters, and an already constructed type where there is one. A wrong number of arguments is filled up with error types, which
 * also take the place of arguments that are too large.
 */
export function constructType(
  definition: NamedTypeSymbol, ownTypeArguments: readonly TypeSymbol[], containingType = definition.containingType, tupleElementNames?: readonly (string | undefined)[],
): NamedTypeSymbol {
  const typeArguments = definition.typeParameters.map((parameter, i) => limited(ownTypeArguments[i] ?? errorType(parameter.name)));
  const names = tupleElementNames?.some((name) => name !== undefined) === true ? tupleElementNames : undefined;
  const isSame = containingType === definition.containingType && typeArguments.every((argument, i) => argument === definition.typeParameters[i]);
  if (isSame && names === undefined) return definition;
  const key = `${containingType === undefined ? '' : typeId(containingType)}<${typeArguments.map(typeId).join(',')}>${names === undefined ? '' : names.map((n) => n ?? '').join(',')}`;
  return intern(definition, key, () => new ConstructedNamedType(definition, typeArguments, containingType, names, false));
}

/** `Dictionary<,>` of typeof and nameof. */
export function unboundGeneric(definition: NamedTypeSymbol): NamedTypeSymbol {
  const containingType = definition.containingType === undefined ? undefined : unboundGeneric(definition.containingType);
  if (definition.arity === 0 && containingType?.isUnboundGeneric !== true) return definition;
  return intern(definition, 'unbound', () => new ConstructedNamedType(definition, definition.typeParameters, containingType, undefined, true));
}

function intern(definition: NamedTypeSymbol, key: string, make: () => NamedTypeSymbol): NamedTypeSymbol {
  let known = constructedTypes.get(definition);
  if (known === undefined) constructedTypes.set(definition, known = new WeakTable());
  return known.get(key, make);
}

function fullMap(definition: NamedTypeSymbol, typeArguments: readonly TypeSymbol[], containingType: NamedTypeSymbol | undefined): Map<TypeParameterSymbol, TypeSymbol> {
  const map = typeMap(definition.typeParameters, typeArguments);
  for (let outer = containingType; outer !== undefined; outer = outer.containingType) {
    for (const [parameter, argument] of typeMap(outer.originalDefinition.typeParameters, outer.typeArguments)) map.set(parameter, argument);
  }
  return map;
}

/** Type arguments of a type and of the types around it. */
export function typeMapOf(type: NamedTypeSymbol): TypeMap {
  return type instanceof ConstructedNamedType ? type.map : fullMap(type.originalDefinition, type.typeArguments, type.containingType);
}

/** The members of one constructed type: one symbol for each declared member, made when first asked for. */
class MemberView implements Substitution {
  private readonly cache = new Map<MemberSymbol, MemberSymbol>();
  constructor(readonly type: NamedTypeSymbol, private readonly map: TypeMap) {}

  substitute(type: TypeSymbol): TypeSymbol {
    return substitute(type, this.map);
  }

  extended(from: readonly TypeParameterSymbol[], to: readonly TypeSymbol[]): (type: TypeSymbol) => TypeSymbol {
    const map = new Map([...this.map, ...typeMap(from, to)]);
    return (type) => substitute(type, map);
  }

  memberOf<T extends MemberSymbol>(definition: T): T {
    let member = this.cache.get(definition);
    if (member === undefined) this.cache.set(definition, member = substituteMember(definition, this));
    return member as T;
  }
}

class ConstructedNamedType implements NamedTypeSymbol {
  readonly kind = 'namedType';
  readonly map: TypeMap;
  readonly view: MemberView;
  /** As `partsOf` counts them. */
  readonly parts: number;
  private cachedMembers: readonly MemberSymbol[] | undefined;
  private cachedInterfaces: readonly NamedTypeSymbol[] | undefined;
  private cachedAllInterfaces: readonly NamedTypeSymbol[] | undefined;
  private cachedBase: { readonly type: NamedTypeSymbol | undefined } | undefined;

  constructor(
    readonly originalDefinition: NamedTypeSymbol, readonly typeArguments: readonly TypeSymbol[], readonly containingType: NamedTypeSymbol | undefined,
    readonly tupleElementNames: readonly (string | undefined)[] | undefined, readonly isUnboundGeneric: boolean,
  ) {
    this.map = fullMap(originalDefinition, typeArguments, containingType);
    this.parts = typeArguments.reduce((parts, t) => parts + partsOf(t), containingType === undefined ? 1 : 1 + partsOf(containingType));
    this.view = new MemberView(this, this.map);
  }

  get name(): string { return this.originalDefinition.name; }
  get attributes(): readonly AttributeData[] { return this.originalDefinition.attributes; }
  get location(): SourceLocation | undefined { return this.originalDefinition.location; }
  get typeKind(): NamedTypeSymbol['typeKind'] { return this.originalDefinition.typeKind; }
  get specialType(): undefined { return undefined; }
  get namespace(): string { return this.originalDefinition.namespace; }
  get arity(): number { return this.originalDefinition.arity; }
  get typeParameters(): readonly TypeParameterSymbol[] { return this.originalDefinition.typeParameters; }
  get containingAssembly(): AssemblySymbol { return this.originalDefinition.containingAssembly; }
  get accessibility(): NamedTypeSymbol['accessibility'] { return this.originalDefinition.accessibility; }
  get isStatic(): boolean { return this.originalDefinition.isStatic; }
  get isAbstract(): boolean { return this.originalDefinition.isAbstract; }
  get isSealed(): boolean { return this.originalDefinition.isSealed; }
  get isReadOnly(): boolean { return this.originalDefinition.isReadOnly; }
  get isRefLike(): boolean { return this.originalDefinition.isRefLike; }
  get isRecord(): boolean { return this.originalDefinition.isRecord; }
  get isFileLocal(): boolean { return this.originalDefinition.isFileLocal; }
  get enumUnderlyingType(): NamedTypeSymbol | undefined { return this.originalDefinition.enumUnderlyingType; }

  get baseType(): NamedTypeSymbol | undefined {
    const base = this.cachedBase ??= { type: this.originalDefinition.baseType && substituteNamed(this.originalDefinition.baseType, this.map) };
    return base.type;
  }
  get interfaces(): readonly NamedTypeSymbol[] {
    return this.cachedInterfaces ??= this.originalDefinition.interfaces.map((type) => substituteNamed(type, this.map));
  }
  get allInterfaces(): readonly NamedTypeSymbol[] {
    return this.cachedAllInterfaces ??= [...new Set(this.originalDefinition.allInterfaces.map((type) => substituteNamed(type, this.map)))];
  }
  get members(): readonly MemberSymbol[] {
    return this.cachedMembers ??= this.originalDefinition.members.map((member) => this.view.memberOf(member));
  }
  membersNamed(name: string): readonly MemberSymbol[] {
    return this.originalDefinition.membersNamed(name).map((member) => this.view.memberOf(member));
  }
  get constructors(): readonly MethodSymbol[] { return this.originalDefinition.constructors.map((member) => this.view.memberOf(member)); }
  get delegateInvokeMethod(): MethodSymbol | undefined {
    const invoke = this.originalDefinition.delegateInvokeMethod;
    return invoke && this.view.memberOf(invoke);
  }
  get nestedTypes(): readonly NamedTypeSymbol[] { return this.originalDefinition.nestedTypes.map((type) => this.nested(type)); }
  nestedTypesNamed(name: string): readonly NamedTypeSymbol[] { return this.originalDefinition.nestedTypesNamed(name).map((type) => this.nested(type)); }
  private nested(type: NamedTypeSymbol): NamedTypeSymbol {
    return this.isUnboundGeneric ? unboundGeneric(type) : constructType(type, type.typeParameters, this);
  }
}

/** The member of a constructed type that stands for a declared one (a member of `type.originalDefinition`). */
export function memberOf<T extends MemberSymbol>(definition: T, type: NamedTypeSymbol): T {
  return type instanceof ConstructedNamedType ? type.view.memberOf(definition) : definition;
}

/** The type constructed with its own type parameters, for `this`: the definition. */
export function isConstructed(type: NamedTypeSymbol): boolean {
  return type.originalDefinition !== type;
}

const constructedMethods = new WeakMap<MethodSymbol, WeakTable<MethodSymbol>>();

/** A generic method (of whatever type) with its type arguments; missing ones become error types. */
export function constructMethod(method: MethodSymbol, typeArguments: readonly TypeSymbol[]): MethodSymbol {
  if (method.typeParameters.length === 0) return method;
  const filled = method.typeParameters.map((parameter, i) => typeArguments[i] ?? errorType(parameter.name));
  if (filled.every((argument, i) => argument === method.typeParameters[i])) return method;
  let known = constructedMethods.get(method);
  if (known === undefined) constructedMethods.set(method, known = new WeakTable());
  return known.get(filled.map(typeId).join(','), () => new SubstitutedMethod(method, new MethodView(method), filled));
}

/** A method with its type arguments: everything but the type parameters stays as the method shows it. */
class MethodView implements Substitution {
  constructor(private readonly method: MethodSymbol) {}
  get type(): NamedTypeSymbol { return this.method.containingType; }
  substitute(type: TypeSymbol): TypeSymbol { return type; }
  memberOf<T extends MemberSymbol>(definition: T): T { return definition; }
  extended(from: readonly TypeParameterSymbol[], to: readonly TypeSymbol[]): (type: TypeSymbol) => TypeSymbol {
    const map = typeMap(from, to);
    return (type) => substitute(type, map);
  }
}

/** `(int a, string b)`: System.ValueTuple, nested in `Rest` beyond seven elements (§8.3.11). */
export function tupleType(elements: readonly TypeSymbol[], names: readonly (string | undefined)[] | undefined, compilation: Compilation): TypeSymbol {
  if (elements.length === 0) return compilation.typeByMetadataName('System.ValueTuple') ?? errorType('ValueTuple');
  const definition = compilation.typeByMetadataName(`System.ValueTuple\`${Math.min(elements.length, 8)}`);
  if (definition === undefined) return errorType('ValueTuple');
  const own = elements.length < 8 ? elements : [...elements.slice(0, 7), tupleType(elements.slice(7), undefined, compilation)];
  return constructType(definition, own, undefined, names);
}

/** `T?` of a value type. */
export function nullableOf(type: TypeSymbol, compilation: Compilation): TypeSymbol {
  const definition = compilation.specialType('Nullable');
  return definition === undefined ? errorType('Nullable') : constructType(definition, [type]);
}
