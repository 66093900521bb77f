/**
 * The symbol model: the part of Roslyn's ISymbol family that the rules need, under Roslyn's names. One model for source and
 * metadata. A constructed type and its members are symbols of their own whose `originalDefinition` is the declaration.
 * Everything expensive is a lazy getter. Reference nullability is no part of a type's identity.
 */

import type { ExtensionMember } from './extensionMembers';

export type Accessibility = 'public' | 'protected' | 'internal' | 'protectedInternal' | 'privateProtected' | 'private';

export type TypeKind = 'class' | 'struct' | 'interface' | 'enum' | 'delegate';

/** The types that the language itself knows (Roslyn: SpecialType and well-known types). Value: metadata name without namespace System. */
export type SpecialType =
  | 'Object' | 'Void' | 'Boolean' | 'Char' | 'SByte' | 'Byte' | 'Int16' | 'UInt16' | 'Int32' | 'UInt32' | 'Int64' | 'UInt64' | 'Decimal'
  | 'Single' | 'Double' | 'String' | 'IntPtr' | 'UIntPtr' | 'Array' | 'Enum' | 'ValueType' | 'Delegate' | 'MulticastDelegate' | 'Nullable';

/** Where a source symbol is declared: span of its name, relative to the unit, in a file. */
export interface SourceLocation {
  readonly file: string;
  readonly unit: { base: number };
  readonly start: number;
  readonly end: number;
}

/** One application of an attribute. */
export interface AttributeData {
  readonly attributeClass: NamedTypeSymbol | undefined;
  /** Full name of the class without arity ("System.ObsoleteAttribute"), known even when the class cannot be resolved. */
  readonly fullName: string;
  readonly attributeConstructor: MethodSymbol | undefined;
  readonly constructorArguments: readonly AttributeValue[];
  readonly namedArguments: ReadonlyMap<string, AttributeValue>;
  /** The node of an attribute in source: what tells its use in a bound body from others. */
  readonly syntax?: { readonly start: number; readonly end: number };
}
/** Constant of an attribute argument. `undefined`: could not be evaluated. */
export type AttributeValue =
  | { readonly kind: 'primitive'; readonly value: string | number | bigint | boolean | null }
  | { readonly kind: 'enum'; readonly type: TypeSymbol; readonly value: number | bigint }
  | { readonly kind: 'type'; readonly value: TypeSymbol | undefined }
  | { readonly kind: 'array'; readonly values: readonly AttributeValue[] }
  | undefined;

interface SymbolBase {
  readonly name: string;
  readonly attributes: readonly AttributeData[];
  /** Undefined for metadata. */
  readonly location: SourceLocation | undefined;
}

export interface AssemblySymbol {
  readonly kind: 'assembly';
  readonly name: string;
  /** True for the compilation's own source assembly and referenced projects bound as source. */
  readonly isSource: boolean;
  /** Path of the dll; undefined for source. */
  readonly path: string | undefined;
  /** Of a dll: simple names, in lower case, of the assemblies that it refers to. */
  readonly referencedNames?: readonly string[];
  /** Of a dll: whether anything in it, bodies included, names a type of another assembly. */
  readonly refersTo?: (namespace: string, metadataName: string) => boolean;
  readonly attributes: readonly AttributeData[];
  readonly moduleAttributes: readonly AttributeData[];
  /** Whether `internal` members of this assembly are visible to the named one (InternalsVisibleTo). */
  givesAccessTo(assemblyName: string): boolean;
  /** Top-level types of a namespace by simple name (without arity suffix); all arities. '' is the global namespace. */
  typesNamed(namespace: string, name: string): readonly NamedTypeSymbol[];
  /** All top-level types of a namespace. */
  typesIn(namespace: string): readonly NamedTypeSymbol[];
  /** Whether `typesIn` gives any, where that costs less than all of them. */
  readonly hasTypesIn?: (namespace: string) => boolean;
  /** All namespaces that contain a type here, with their parents. */
  readonly namespaces: ReadonlySet<string>;
  /** Whether `namespaces` has one, where that costs less than all of them. */
  readonly hasNamespace?: (namespace: string) => boolean;
  /** Extension methods (classic and C# 14 blocks' implementation methods) called `name` in static classes directly in `namespace`. */
  extensionMethods(namespace: string, name: string): readonly MethodSymbol[];
  /** Members of C# 14 extension blocks in static classes directly in `namespace`; undefined for assemblies without one. */
  readonly extensionMembers?: (namespace: string) => readonly ExtensionMember[];
}

export interface NamespaceSymbol {
  readonly kind: 'namespace';
  /** Full dotted name; '' is the global namespace. */
  readonly name: string;
}

export interface NamedTypeSymbol extends SymbolBase {
  readonly kind: 'namedType';
  readonly typeKind: TypeKind;
  readonly specialType: SpecialType | undefined;
  /** Full dotted namespace; '' for the global one. */
  readonly namespace: string;
  /** Own arity, without the containing types'. */
  readonly arity: number;
  readonly typeParameters: readonly TypeParameterSymbol[];
  /** Own type arguments; the type parameters themselves in a definition; same length as typeParameters. */
  readonly typeArguments: readonly TypeSymbol[];
  /** Constructed like this one. */
  readonly containingType: NamedTypeSymbol | undefined;
  readonly containingAssembly: AssemblySymbol;
  readonly originalDefinition: NamedTypeSymbol;
  /** Names of tuple elements, one entry an element, where this is a tuple written with names. */
  readonly tupleElementNames: readonly (string | undefined)[] | undefined;
  readonly accessibility: Accessibility;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isSealed: boolean;
  readonly isReadOnly: boolean;
  /** `ref struct`. */
  readonly isRefLike: boolean;
  readonly isRecord: boolean;
  /** `file` types. */
  readonly isFileLocal: boolean;
  /** `List<>` in typeof/nameof. */
  readonly isUnboundGeneric: boolean;
  /** True for a definition whose members need not all be known: partial (a source generator may add some), not parsed in full, of an unknown base. */
  readonly mayHaveMore?: boolean;
  /** True for a definition of source with a base class or interface that could not be resolved. */
  readonly hasUnknownBase?: boolean;
  readonly baseType: NamedTypeSymbol | undefined;
  /** Declared interfaces, without inherited ones. */
  readonly interfaces: readonly NamedTypeSymbol[];
  /** All interfaces, transitively, without duplicates. */
  readonly allInterfaces: readonly NamedTypeSymbol[];
  /** Own members (not inherited, no nested types): accessors are found through their property or event, but are listed in metadata order too. */
  readonly members: readonly MemberSymbol[];
  /** Own members by name: constructors ".ctor", static constructors ".cctor", indexers "this[]", operators "op_Addition". */
  membersNamed(name: string): readonly MemberSymbol[];
  readonly nestedTypes: readonly NamedTypeSymbol[];
  nestedTypesNamed(name: string): readonly NamedTypeSymbol[];
  readonly constructors: readonly MethodSymbol[];
  readonly enumUnderlyingType: NamedTypeSymbol | undefined;
  readonly delegateInvokeMethod: MethodSymbol | undefined;
}

export interface ArrayTypeSymbol { readonly kind: 'array'; readonly elementType: TypeSymbol; readonly rank: number }
export interface PointerTypeSymbol { readonly kind: 'pointer'; readonly pointedAtType: TypeSymbol }
export interface FunctionPointerTypeSymbol { readonly kind: 'functionPointer'; readonly parameterTypes: readonly TypeSymbol[]; readonly returnType: TypeSymbol }
export interface DynamicTypeSymbol { readonly kind: 'dynamic' }
/** A type that could not be resolved. Contagious: what depends on it is unknown and reports nothing. */
export interface ErrorTypeSymbol { readonly kind: 'error'; readonly name: string }
export interface TypeParameterSymbol extends SymbolBase {
  readonly kind: 'typeParameter';
  readonly ordinal: number;
  readonly ownerKind: 'type' | 'method';
  readonly owner: NamedTypeSymbol | MethodSymbol;
  readonly variance: 'none' | 'in' | 'out';
  readonly constraintTypes: readonly TypeSymbol[];
  readonly hasReferenceTypeConstraint: boolean;
  readonly hasValueTypeConstraint: boolean;
  readonly hasUnmanagedConstraint: boolean;
  readonly hasConstructorConstraint: boolean;
  readonly allowsRefLike: boolean;
}
export type TypeSymbol =
  | NamedTypeSymbol | ArrayTypeSymbol | PointerTypeSymbol | FunctionPointerTypeSymbol | DynamicTypeSymbol | ErrorTypeSymbol | TypeParameterSymbol;

export type RefKind = 'none' | 'ref' | 'out' | 'in' | 'refReadonly';

export interface ParameterSymbol extends SymbolBase {
  readonly kind: 'parameter';
  readonly ordinal: number;
  readonly type: TypeSymbol;
  readonly refKind: RefKind;
  readonly isParams: boolean;
  /** Written with `scoped`: may not be kept beyond the call. Messages name it. */
  readonly isScoped?: boolean;
  readonly isThis: boolean;
  /** Has a default value (or [Optional]). */
  readonly isOptional: boolean;
  readonly hasDefaultValue: boolean;
  readonly defaultValue: AttributeValue;
  /** Annotated `?` (source) or by NullableAttribute (metadata) on its outermost type; undefined: oblivious. */
  readonly nullableAnnotated: boolean | undefined;
}

interface MemberBase extends SymbolBase {
  readonly containingType: NamedTypeSymbol;
  readonly accessibility: Accessibility;
  readonly isStatic: boolean;
  readonly isVirtual: boolean;
  readonly isAbstract: boolean;
  readonly isOverride: boolean;
  readonly isSealed: boolean;
}

export type MethodKind =
  | 'ordinary' | 'constructor' | 'staticConstructor' | 'destructor' | 'operator' | 'conversion' | 'propertyGet' | 'propertySet' | 'eventAdd'
  | 'eventRemove' | 'delegateInvoke' | 'explicitInterface' | 'localFunction' | 'lambda';

export interface MethodSymbol extends MemberBase {
  readonly kind: 'method';
  readonly methodKind: MethodKind;
  readonly originalDefinition: MethodSymbol;
  readonly typeParameters: readonly TypeParameterSymbol[];
  /** The type parameters themselves unless constructed. */
  readonly typeArguments: readonly TypeSymbol[];
  readonly parameters: readonly ParameterSymbol[];
  readonly returnType: TypeSymbol;
  readonly returnsByRef: 'none' | 'ref' | 'refReadonly';
  readonly returnAttributes: readonly AttributeData[];
  /** Of metadata: whether the result, or that of the task, is annotated `?`; undefined: oblivious, or of source, whose declaration tells. */
  readonly returnNullableAnnotated?: boolean | undefined;
  readonly isExtensionMethod: boolean;
  readonly isAsync: boolean;
  readonly isVararg: boolean;
  readonly isInitOnly: boolean;
  /** Property or event of an accessor. */
  readonly associatedSymbol: PropertySymbol | EventSymbol | undefined;
  readonly explicitInterfaceImplementations: readonly MethodSymbol[];
  /** For a local function or lambda: the member or function around it. */
  readonly containingSymbol: MethodSymbol | PropertySymbol | FieldSymbol | EventSymbol | undefined;
}

export interface PropertySymbol extends MemberBase {
  readonly kind: 'property';
  readonly originalDefinition: PropertySymbol;
  readonly type: TypeSymbol;
  readonly isIndexer: boolean;
  readonly isRequired: boolean;
  readonly returnsByRef: 'none' | 'ref' | 'refReadonly';
  readonly parameters: readonly ParameterSymbol[];
  readonly getMethod: MethodSymbol | undefined;
  readonly setMethod: MethodSymbol | undefined;
  readonly explicitInterfaceImplementations: readonly PropertySymbol[];
  readonly nullableAnnotated: boolean | undefined;
  /** `[field: …]` of a declaration in source: the attributes of the field that the compiler makes for it. */
  readonly fieldAttributes?: readonly AttributeData[];
}

export interface EventSymbol extends MemberBase {
  readonly kind: 'event';
  readonly originalDefinition: EventSymbol;
  readonly type: TypeSymbol;
  readonly addMethod: MethodSymbol | undefined;
  readonly removeMethod: MethodSymbol | undefined;
  readonly explicitInterfaceImplementations: readonly EventSymbol[];
}

export interface FieldSymbol extends MemberBase {
  readonly kind: 'field';
  readonly originalDefinition: FieldSymbol;
  readonly type: TypeSymbol;
  readonly isReadOnly: boolean;
  readonly isConst: boolean;
  readonly isRequired: boolean;
  readonly isVolatile: boolean;
  /** In source, a `ref` field (C# 11): `type` is what it refers to. */
  readonly isRef?: boolean;
  /** Of constants and enum members. */
  readonly constantValue: AttributeValue;
  readonly nullableAnnotated: boolean | undefined;
}

export type MemberSymbol = MethodSymbol | PropertySymbol | EventSymbol | FieldSymbol;

export interface LocalSymbol { readonly kind: 'local'; readonly name: string; readonly type: TypeSymbol; readonly isConst: boolean; readonly isRef: boolean }

export type AnySymbol =
  | NamespaceSymbol | NamedTypeSymbol | TypeParameterSymbol | MemberSymbol | ParameterSymbol | LocalSymbol | ArrayTypeSymbol | PointerTypeSymbol
  | FunctionPointerTypeSymbol | DynamicTypeSymbol;
