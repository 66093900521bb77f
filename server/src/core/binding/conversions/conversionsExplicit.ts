/** Explicit conversions between types (ECMA-334 §10.3) other than user-defined ones. */
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from './conversion';
import { conversionOf, noConversion, unknownConversion } from './conversion';
import { isNumeric } from './conversionsNumeric';
import { hasBoxing, hasImplicitReference, isIdentity, typeParameterConverts } from './conversionsReference';
import { containsError, isObject, isReferenceType, isValueType, listInterfaceElement, specialTypeOf, stripNullable, tupleElements } from './conversionsTypes';

/** Explicit conversion where no implicit one exists. */
export function classifyExplicitFromType(from: TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion {
  if (from.kind === 'error' || to.kind === 'error') return unknownConversion;
  const source = stripNullable(from);
  const target = stripNullable(to);
  const value = explicitValue(source, target, context);
  if (value !== undefined) return conversionOf(source === from && target === to ? value : 'explicitNullable');
  if (isReferenceType(from) && isReferenceType(to) && explicitReference(from, to)) return conversionOf('explicitReference');
  if (hasBoxing(to, from) || (isReferenceType(from) && isValueType(to) && hasBoxing(target, from))) return conversionOf('unboxing');
  if (typeParameterCast(from, to)) return conversionOf('explicitReference');
  if (isPointerLike(from) ? isPointerLike(to) || isNumeric(specialTypeOf(to)) : isPointerLike(to) && isNumeric(specialTypeOf(from))) return conversionOf('explicitPointer');
  return containsError(from) || containsError(to) ? unknownConversion : noConversion;
}

function explicitValue(from: TypeSymbol, to: TypeSymbol, context: BindingContext): 'explicitNumeric' | 'explicitEnum' | 'explicitTuple' | 'identity' | undefined {
  const numericFrom = isNumeric(specialTypeOf(from));
  const numericTo = isNumeric(specialTypeOf(to));
  if (numericFrom && numericTo) return 'explicitNumeric';
  const enumFrom = isEnum(from);
  const enumTo = isEnum(to);
  if ((enumFrom && (numericTo || enumTo)) || (enumTo && numericFrom)) return 'explicitEnum';
  if (isValueType(from) && isIdentity(from, to)) return 'identity';
  const elements = tupleElements(from);
  const targets = tupleElements(to);
  if (elements === undefined || targets === undefined || elements.length !== targets.length) return undefined;
  const fits = elements.every((e, i) => {
    const target = targets[i];
    return target !== undefined && (isIdentity(e, target) || hasImplicitReference(e, target) || hasBoxing(e, target) || classifyExplicitFromType(e, target, context).kind !== 'none');
  });
  return fits ? 'explicitTuple' : undefined;
}

function isEnum(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind === 'enum';
}

function isPointerLike(type: TypeSymbol): boolean {
  return type.kind === 'pointer' || type.kind === 'functionPointer';
}

/** §10.3.5. */
function explicitReference(from: TypeSymbol, to: TypeSymbol): boolean {
  if (isObject(from) || hasImplicitReference(to, from)) return true;
  if (from.kind === 'array' && to.kind === 'array') return from.rank === to.rank && elementCast(from.elementType, to.elementType);
  if (from.kind === 'array') return elementOfListCast(from.elementType, to);
  if (to.kind === 'array') return elementOfListCast(to.elementType, from);
  if (from.kind !== 'namedType' || to.kind !== 'namedType') return false;
  const fromInterface = from.typeKind === 'interface';
  const toInterface = to.typeKind === 'interface';
  if (fromInterface && toInterface) return true;
  if (toInterface) return !from.isSealed;
  if (fromInterface) return !to.isSealed;
  return from.typeKind === 'delegate' && from.originalDefinition === to.originalDefinition;
}

function elementCast(from: TypeSymbol, to: TypeSymbol): boolean {
  return isReferenceType(from) && isReferenceType(to) && (hasImplicitReference(from, to) || explicitReference(from, to));
}

function elementOfListCast(element: TypeSymbol, other: TypeSymbol): boolean {
  const listElement = listInterfaceElement(other);
  return listElement !== undefined && (isIdentity(element, listElement) || elementCast(element, listElement) || elementCast(listElement, element));
}

/** §10.3.8. */
function typeParameterCast(from: TypeSymbol, to: TypeSymbol): boolean {
  if (from.kind === 'typeParameter') return isInterface(to) || (to.kind === 'typeParameter' && typeParameterConverts(to, from));
  if (to.kind !== 'typeParameter') return false;
  return isInterface(from) || isObject(from) || typeParameterConverts(to, from);
}

function isInterface(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind === 'interface';
}
