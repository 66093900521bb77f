/** Types as the binder makes and asks them: shorthands over construction, special types and the well-known patterns. */
import type { Parameter } from '../syntax/nodes';
import type { MethodSymbol, NamedTypeSymbol, PropertySymbol, RefKind, SpecialType, TypeSymbol } from '../symbols/symbol';
import type { BindContext } from './binderContext';
import type { BindingContext } from './conversions/conversion';
import { constructMethod, constructType, nullableOf, tupleType } from '../symbols/construct';
import { isNullableValueType, isReferenceType, nullableUnderlying, sameType } from '../symbols/types';
import { delegateOf, isTaskLike } from './conversions/conversionsTypes';
import { unknownType } from './binderContext';
import { lookupMembers } from './binderLookup';

export { arrayType, isDelegateType, isNullableValueType, isTupleType, pointerType, tupleElementTypes } from '../symbols/types';

/** What conversions and overload resolution need; one object for each body. */
export function overloadContext(context: BindContext): BindingContext {
  return context.conversions;
}

/** Special type of a named type's definition. */
export function specialOf(type: TypeSymbol): SpecialType | undefined {
  return type.kind === 'namedType' ? type.originalDefinition.specialType : undefined;
}

/** Whether a type is the framework's type of this namespace and name, whatever its arity. */
export function isWellKnown(type: TypeSymbol | undefined, namespace: string, name: string): boolean {
  return type?.kind === 'namedType' && type.name === name && type.namespace === namespace && type.containingType === undefined;
}

/** A generic framework type with type arguments; undefined when it is missing. */
export function constructWellKnown(context: BindContext, metadataName: string, typeArguments: readonly TypeSymbol[]): NamedTypeSymbol | undefined {
  const definition = context.compilation.typeByMetadataName(metadataName);
  return definition === undefined ? undefined : constructType(definition, typeArguments);
}

/** A tuple type; undefined when the core library is missing. */
export function makeTuple(context: BindContext, types: readonly TypeSymbol[], names: readonly (string | undefined)[] | undefined): TypeSymbol | undefined {
  const type = tupleType(types, names, context.compilation);
  return type.kind === 'error' ? undefined : type;
}

/** `T?` of a value type; the type itself of a reference type or `T?`. */
export function constructNullable(context: BindContext, type: TypeSymbol): TypeSymbol {
  if (isReferenceType(type) || isNullableValueType(type) || specialOf(type) === 'Void' || type.kind === 'pointer') return type;
  if (type.kind === 'typeParameter' && !type.hasValueTypeConstraint && !type.hasUnmanagedConstraint) return type;
  return type.kind === 'error' ? type : nullableOf(type, context.compilation);
}

/** `T` of `T?`; the type itself otherwise. */
export function underlyingOfNullable(type: TypeSymbol): TypeSymbol {
  return nullableUnderlying(type) ?? type;
}

/** Invoke of a delegate, also of an expression tree's. */
export function delegateInvoke(type: TypeSymbol): MethodSymbol | undefined {
  return delegateOf(type);
}

/** `void` has no values: a variable of it is unknown. */
export function voidOrType(type: TypeSymbol): TypeSymbol {
  return specialOf(type) === 'Void' ? unknownType : type;
}

/** Passing mode of a declared parameter. */
export function parameterRefKind(node: Parameter): RefKind {
  const modifiers = node.modifiers;
  if (modifiers.includes('out')) return 'out';
  if (modifiers.includes('in')) return 'in';
  if (!modifiers.includes('ref')) return 'none';
  return modifiers.includes('readonly') ? 'refReadonly' : 'ref';
}

/** What `return e` converts to in an async function: the task's result, void for a plain task. */
export function awaitedType(context: BindContext, returnType: TypeSymbol): TypeSymbol | undefined {
  if (specialOf(returnType) === 'Void') return returnType;
  if (!isTaskLike(returnType)) return undefined;
  return returnType.typeArguments[0] ?? context.compilation.specialType('Void');
}

/** Element type of an iterator's return type (§15.15.4); undefined for other functions. */
export function yieldedType(context: BindContext, returnType: TypeSymbol): TypeSymbol | undefined {
  if (returnType.kind !== 'namedType') return undefined;
  if (returnType.namespace === 'System.Collections.Generic' && /^I(?:Async)?Enumer(?:able|ator)$/.test(returnType.name)) return returnType.typeArguments[0];
  return returnType.namespace === 'System.Collections' && /^IEnumer(?:able|ator)$/.test(returnType.name) ? context.compilation.specialType('Object') : undefined;
}

/** The construction of an interface's definition that a type has, itself included; undefined for none. */
export function implementedInterface(type: TypeSymbol, wanted: NamedTypeSymbol): NamedTypeSymbol | undefined {
  const definition = wanted.originalDefinition;
  switch (type.kind) {
    case 'namedType':
      if (type.originalDefinition === definition) return type;
      return type.allInterfaces.find((i) => i.originalDefinition === definition);
    case 'typeParameter':
      for (const constraint of type.constraintTypes) {
        const found = constraint === type ? undefined : implementedInterface(constraint, wanted);
        if (found !== undefined) return found;
      }
      return undefined;
    default: return undefined;
  }
}

/** What an inline array (C# 12) holds: its one field's type. */
export function inlineArrayElement(type: TypeSymbol): TypeSymbol | undefined {
  if (type.kind !== 'namedType' || type.typeKind !== 'struct' || !hasAttribute(type.originalDefinition, 'System.Runtime.CompilerServices.InlineArrayAttribute')) return undefined;
  const element = type.members.find((m) => m.kind === 'field' && !m.isStatic);
  return element?.kind === 'field' ? element.type : undefined;
}

/** Whether a declaration carries an attribute of this full name. */
export function hasAttribute(symbol: { readonly attributes: readonly { readonly fullName: string }[] }, fullName: string): boolean {
  return symbol.attributes.some((a) => a.fullName === fullName);
}

/** Methods of a type by name, inherited ones too. */
export function methodsOf(context: BindContext, type: TypeSymbol, name: string): MethodSymbol[] {
  return lookupMembers(context, type, name).filter((m): m is MethodSymbol => m.kind === 'method');
}

/** A readable property of a type by name, inherited ones too. */
export function propertyOf(context: BindContext, type: TypeSymbol, name: string): PropertySymbol | undefined {
  return lookupMembers(context, type, name).find((m): m is PropertySymbol => m.kind === 'property' && m.getMethod !== undefined);
}

/** Indexers of a type, inherited ones too. */
export function indexersOf(context: BindContext, type: TypeSymbol): PropertySymbol[] {
  return lookupMembers(context, type, 'this[]').filter((m): m is PropertySymbol => m.kind === 'property');
}

/** The method named by [CollectionBuilder], constructed with the collection's type arguments. */
export function collectionBuilderMethod(context: BindContext, type: NamedTypeSymbol): MethodSymbol | undefined {
  const attribute = type.originalDefinition.attributes.find((a) => a.fullName === 'System.Runtime.CompilerServices.CollectionBuilderAttribute');
  const [builder, name] = attribute?.constructorArguments ?? [];
  if (builder?.kind !== 'type' || builder.value?.kind !== 'namedType' || name?.kind !== 'primitive' || typeof name.value !== 'string') return undefined;
  const found = builder.value.membersNamed(name.value).find((m): m is MethodSymbol => m.kind === 'method' && m.typeParameters.length === type.typeArguments.length
    && m.parameters.length === 1 && isWellKnown(m.parameters[0]?.type, 'System', 'ReadOnlySpan'));
  return found === undefined ? undefined : constructMethod(found, type.typeArguments);
}

/** The copying method of a record, which `with` calls. */
export function recordCloneMethod(type: TypeSymbol): MethodSymbol | undefined {
  if (type.kind !== 'namedType' || type.typeKind !== 'class') return undefined;
  const method = type.membersNamed('<Clone>$')[0];
  return method?.kind === 'method' ? method : undefined;
}

/** Structural identity of types. */
export function sameTypes(a: TypeSymbol, b: TypeSymbol): boolean {
  return a === b || sameType(a, b);
}
