/** Symbols that binding itself makes: functions inside bodies, their parameters, anonymous types. */
import type { AttributeData, FieldSymbol, MethodKind, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, RefKind, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import type { Compilation } from '../symbols/compilation';
import { sameTypes } from './binderTypes';

const none: readonly never[] = [];

/** A parameter of a function inside a body. */
export function synthesizedParameter(name: string, ordinal: number, type: TypeSymbol, refKind: RefKind = 'none', options: Partial<ParameterSymbol> = {}): ParameterSymbol {
  return {
    kind: 'parameter', name, ordinal, type, refKind, isParams: false, isThis: false, isOptional: false, hasDefaultValue: false,
    defaultValue: undefined, nullableAnnotated: undefined, attributes: none, location: undefined, ...options,
  };
}

/** What a synthesized method differs in. */
export interface SynthesizedMethod {
  readonly name: string;
  readonly methodKind: MethodKind;
  readonly containingType: NamedTypeSymbol;
  readonly containingSymbol: MethodSymbol['containingSymbol'];
  readonly parameters: readonly ParameterSymbol[];
  readonly returnType: TypeSymbol;
  readonly isStatic: boolean;
  readonly isAsync: boolean;
  readonly typeParameters?: readonly TypeParameterSymbol[];
  readonly attributes?: readonly AttributeData[];
}

/** The method symbol of a lambda, local function or anonymous type's accessor. */
export function synthesizedMethod(from: SynthesizedMethod): MethodSymbol {
  const typeParameters = from.typeParameters ?? none;
  const method = {
    kind: 'method' as const, accessibility: 'private' as const, isVirtual: false, isAbstract: false, isOverride: false, isSealed: false,
    typeParameters, typeArguments: typeParameters, returnsByRef: 'none' as const, returnAttributes: none, isExtensionMethod: false,
    isVararg: false, isInitOnly: false, associatedSymbol: undefined, explicitInterfaceImplementations: none, location: undefined,
    name: from.name, methodKind: from.methodKind, containingType: from.containingType, containingSymbol: from.containingSymbol,
    parameters: from.parameters, returnType: from.returnType, isStatic: from.isStatic, isAsync: from.isAsync, attributes: from.attributes ?? none,
    get originalDefinition(): MethodSymbol { return method; },
  };
  return method;
}

/** The field behind the `field` keyword of a property (C# 14). */
export function synthesizedBackingField(property: PropertySymbol): FieldSymbol {
  const field: FieldSymbol = {
    kind: 'field', name: `<${property.name}>k__BackingField`, containingType: property.containingType, accessibility: 'private', isStatic: property.isStatic,
    isVirtual: false, isAbstract: false, isOverride: false, isSealed: false, get originalDefinition() { return field; }, type: property.type, isReadOnly: false,
    isConst: false, isRequired: false, isVolatile: false, constantValue: undefined, nullableAnnotated: property.nullableAnnotated, attributes: none, location: undefined,
  };
  return field;
}

interface AnonymousEntry {
  readonly types: readonly TypeSymbol[];
  readonly symbol: NamedTypeSymbol;
}
const anonymousTypes = new WeakMap<Compilation, Map<string, AnonymousEntry[]>>();

/** The anonymous type with these properties; the same for the same names and types in the same order (§12.8.17.7). */
export function anonymousType(compilation: Compilation, members: readonly { readonly name: string; readonly type: TypeSymbol }[]): NamedTypeSymbol {
  let byNames = anonymousTypes.get(compilation);
  if (byNames === undefined) anonymousTypes.set(compilation, byNames = new Map<string, AnonymousEntry[]>());
  const key = members.map((m) => m.name).join(',');
  let entries = byNames.get(key);
  if (entries === undefined) byNames.set(key, entries = []);
  const known = entries.find((e) => e.types.every((t, i) => sameTypes(t, members[i]?.type ?? t)));
  if (known !== undefined) return known.symbol;
  const symbol = makeAnonymousType(compilation, members);
  entries.push({ types: members.map((m) => m.type), symbol });
  return symbol;
}

function makeAnonymousType(compilation: Compilation, members: readonly { readonly name: string; readonly type: TypeSymbol }[]): NamedTypeSymbol {
  let properties: readonly PropertySymbol[] | undefined;
  const ofThis = (): readonly PropertySymbol[] => properties ??= members.map((m) => anonymousProperty(type, m.name, m.type));
  const type: NamedTypeSymbol = {
    kind: 'namedType', name: '', typeKind: 'class', specialType: undefined, namespace: '', arity: 0, typeParameters: none, typeArguments: none,
    containingType: undefined, containingAssembly: compilation.assembly, get originalDefinition() { return type; }, tupleElementNames: undefined,
    accessibility: 'internal', isStatic: false, isAbstract: false, isSealed: true, isReadOnly: false, isRefLike: false, isRecord: false,
    isFileLocal: false, isUnboundGeneric: false, get baseType() { return compilation.specialType('Object'); }, interfaces: none, allInterfaces: none,
    get members() { return ofThis(); }, membersNamed: (name) => ofThis().filter((p) => p.name === name), nestedTypes: none,
    nestedTypesNamed: () => none, constructors: none, enumUnderlyingType: undefined, delegateInvokeMethod: undefined, attributes: none, location: undefined,
  };
  return type;
}

function anonymousProperty(containingType: NamedTypeSymbol, name: string, type: TypeSymbol): PropertySymbol {
  const property: PropertySymbol = {
    kind: 'property', name, containingType, accessibility: 'public', isStatic: false, isVirtual: false, isAbstract: false, isOverride: false,
    isSealed: false, get originalDefinition() { return property; }, type, isIndexer: false, isRequired: false, returnsByRef: 'none', parameters: none,
    get getMethod() {
      return synthesizedMethod({ name: `get_${name}`, methodKind: 'propertyGet', containingType, containingSymbol: undefined, parameters: none, returnType: type, isStatic: false, isAsync: false });
    },
    setMethod: undefined, explicitInterfaceImplementations: none, nullableAnnotated: undefined, attributes: none, location: undefined,
  };
  return property;
}

/** Whether a type has no name: made for `new { … }`, a query's range variables, or a function that no `Func` or `Action` fits. */
export function isAnonymousType(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.name === '' && (type.typeKind === 'class' || type.typeKind === 'delegate');
}
