/** Satisfying constraints (ECMA-334 §8.4.5), checked on candidates of overload resolution. */
import type { MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import { substitute, typeMap } from '../../symbols/construct';
import { standardImplicit } from '../conversions/conversions';
import { containsError, isNonNullableValueType, isRefLike, isReferenceType, isValueType } from '../conversions/conversionsTypes';

/** Whether the type arguments satisfy the method's constraints; unknown types satisfy all. */
export function satisfiesConstraints(method: MethodSymbol, typeArguments: readonly TypeSymbol[], context: BindingContext): boolean {
  let map: ReadonlyMap<TypeParameterSymbol, TypeSymbol> | undefined;
  return method.typeParameters.every((parameter, i) => {
    const argument = typeArguments[i];
    if (argument === undefined || containsError(argument)) return true;
    if (!satisfiesFlags(parameter, argument)) return false;
    if (parameter.constraintTypes.length === 0) return true;
    map ??= typeMap(method.typeParameters, typeArguments);
    const by = map;
    return parameter.constraintTypes.every((constraint) => convertsToConstraint(argument, substitute(constraint, by), context));
  });
}

function satisfiesFlags(parameter: TypeParameterSymbol, argument: TypeSymbol): boolean {
  if (argument.kind === 'pointer' || argument.kind === 'functionPointer') return false;
  if (parameter.hasReferenceTypeConstraint && !isReferenceType(argument)) return false;
  if ((parameter.hasValueTypeConstraint || parameter.hasUnmanagedConstraint) && !isNonNullableValueType(argument)) return false;
  if (parameter.hasConstructorConstraint && !hasConstructor(argument)) return false;
  return parameter.allowsRefLike || !isRefLike(argument);
}

function hasConstructor(argument: TypeSymbol): boolean {
  if (isValueType(argument)) return true;
  if (argument.kind === 'typeParameter') return argument.hasConstructorConstraint;
  if (argument.kind !== 'namedType') return argument.kind === 'dynamic';
  return isCreatable(argument);
}

function isCreatable(type: NamedTypeSymbol): boolean {
  return type.typeKind === 'class' && !type.isAbstract && (type.name === '' || type.constructors.some((c) => c.parameters.length === 0 && c.accessibility === 'public'));
}

function convertsToConstraint(argument: TypeSymbol, constraint: TypeSymbol, context: BindingContext): boolean {
  const conversion = standardImplicit(argument, constraint, context);
  if (conversion.unknown) return true;
  if (isRefLike(argument)) return implementsDirectly(argument, constraint);
  return conversion.kind === 'identity' || conversion.kind === 'implicitReference' || conversion.kind === 'boxing' || conversion.kind === 'typeParameter' || conversion.kind === 'dynamic';
}

/** A ref struct implements interfaces but does not convert to them. */
function implementsDirectly(argument: TypeSymbol, constraint: TypeSymbol): boolean {
  return argument.kind === 'namedType' && constraint.kind === 'namedType' ? argument.allInterfaces.includes(constraint) : true;
}
