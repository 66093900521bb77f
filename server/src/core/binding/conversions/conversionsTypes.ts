/** Facts about types that conversions, inference and betterness ask again and again. */
import type { MethodSymbol, NamedTypeSymbol, SpecialType, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from './conversion';
import { constructType, tupleType } from '../../symbols/construct';
import { baseTypesAndSelf, isTask, isValueType, isVoid, nullableUnderlying } from '../../symbols/types';

export { baseTypesAndSelf, containsError, isObject, isReferenceType, isString, isValueType, isVoid, nullableUnderlying, tupleElementTypes as tupleElements } from '../../symbols/types';

/** The type's special type, of the definition for a constructed one. */
export function specialTypeOf(type: TypeSymbol): SpecialType | undefined {
  return type.kind === 'namedType' ? type.originalDefinition.specialType : undefined;
}

/** `T` for `T?`, the type itself otherwise. */
export function stripNullable(type: TypeSymbol): TypeSymbol {
  return nullableUnderlying(type) ?? type;
}

/** `T?`; undefined when the core library is missing. */
export function nullableOf(type: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  const definition = context.compilation.specialType('Nullable');
  return definition === undefined ? undefined : constructType(definition, [type]);
}

export function isWellKnown(type: TypeSymbol, namespace: string, name: string, arity: number): type is NamedTypeSymbol {
  return type.kind === 'namedType' && type.arity === arity && type.name === name && type.namespace === namespace && type.containingType === undefined;
}

/** `Span` or `ReadOnlySpan` with its element type; undefined for other types. */
export function spanOf(type: TypeSymbol): { readonly readOnly: boolean; readonly element: TypeSymbol } | undefined {
  if (type.kind !== 'namedType' || type.arity !== 1 || type.namespace !== 'System') return undefined;
  const element = type.typeArguments[0];
  if (element === undefined) return undefined;
  if (type.name === 'Span') return { readOnly: false, element };
  return type.name === 'ReadOnlySpan' ? { readOnly: true, element } : undefined;
}

/** The tuple type of these elements; undefined when the core library is missing. */
export function tupleOf(elements: readonly TypeSymbol[], context: BindingContext): TypeSymbol | undefined {
  const type = tupleType(elements, undefined, context.compilation);
  return type.kind === 'error' ? undefined : type;
}

/** A generic type of the framework constructed; undefined when it is missing. */
export function wellKnown(metadataName: string, typeArguments: readonly TypeSymbol[], context: BindingContext): TypeSymbol | undefined {
  const definition = context.compilation.typeByMetadataName(metadataName);
  if (definition === undefined) return undefined;
  return typeArguments.length === 0 ? definition : constructType(definition, typeArguments);
}

/** Constraint types of a type parameter with those of type parameters among them followed. */
export function effectiveConstraints(parameter: TypeParameterSymbol, seen: Set<TypeParameterSymbol> = new Set()): TypeSymbol[] {
  if (seen.has(parameter)) return [];
  seen.add(parameter);
  return parameter.constraintTypes.flatMap((c) => (c.kind === 'typeParameter' ? [c, ...effectiveConstraints(c, seen)] : [c]));
}

/** Value type other than `T?`. */
export function isNonNullableValueType(type: TypeSymbol): boolean {
  return isValueType(type) && nullableUnderlying(type) === undefined && !isVoid(type);
}

/** `ref struct`, or a type parameter that allows one. */
export function isRefLike(type: TypeSymbol): boolean {
  return (type.kind === 'namedType' && type.isRefLike) || (type.kind === 'typeParameter' && type.allowsRefLike);
}

/** The delegate's Invoke method, also through `Expression<D>`; undefined for other types. */
export function delegateOf(type: TypeSymbol): MethodSymbol | undefined {
  if (type.kind !== 'namedType') return undefined;
  if (type.typeKind === 'delegate') return type.delegateInvokeMethod;
  const inner = isExpressionTree(type) ? type.typeArguments[0] : undefined;
  return inner?.kind === 'namedType' ? inner.delegateInvokeMethod : undefined;
}

/** `System.Linq.Expressions.Expression<D>`. */
export function isExpressionTree(type: TypeSymbol): type is NamedTypeSymbol {
  return isWellKnown(type, 'System.Linq.Expressions', 'Expression', 1);
}

/** A task-like type (§15.14.2): what an async function may return. */
export function isTaskLike(type: TypeSymbol): type is NamedTypeSymbol {
  if (type.kind !== 'namedType' || type.arity > 1) return false;
  if (isTask(type)) return true;
  return type.originalDefinition.attributes.some((a) => a.fullName === 'System.Runtime.CompilerServices.AsyncMethodBuilderAttribute');
}

/** Whether `base` is a proper base class or an inherited interface of `type`, type arguments ignored. */
export function derivesFrom(type: NamedTypeSymbol, base: NamedTypeSymbol): boolean {
  const definition = base.originalDefinition;
  if (type.originalDefinition === definition) return false;
  if (definition.typeKind === 'interface') return type.allInterfaces.some((i) => i.originalDefinition === definition);
  if (type.typeKind === 'interface') return definition.specialType === 'Object';
  for (const b of baseTypesAndSelf(type)) if (b.originalDefinition === definition) return true;
  return false;
}

/** Names of the interfaces that `T[]` and collection expressions implement or convert to (§17.2.3, §12.8.22). */
const listInterfaces: ReadonlySet<string> = new Set(['IEnumerable', 'ICollection', 'IList', 'IReadOnlyCollection', 'IReadOnlyList']);

/** Element type of `IEnumerable<T>`, `IList<T>` and their like; undefined for other types. */
export function listInterfaceElement(type: TypeSymbol): TypeSymbol | undefined {
  return type.kind === 'namedType' && type.arity === 1 && type.typeKind === 'interface' && type.namespace === 'System.Collections.Generic' && listInterfaces.has(type.name)
    ? type.typeArguments[0] : undefined;
}
