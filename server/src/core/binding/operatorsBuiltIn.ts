/** Built-in operators (ECMA-334 §12.9–§12.14): numeric promotion, strings, enumerations, delegates, equality, tuples. */
import type { SpecialType, TypeSymbol } from '../symbols/symbol';
import type { BindingContext } from './conversions/conversion';
import type { ResolvedOperator } from './operators';
import type { ExpressionShape } from './shape';
import { sameType } from '../symbols/types';
import { classifyConversion } from './conversions/conversions';
import { hasImplicitConstant, isNumeric } from './conversions/conversionsNumeric';
import { isReferenceType, isString, isVoid, nullableOf, nullableUnderlying, specialTypeOf, stripNullable, tupleElements } from './conversions/conversionsTypes';

const equality: ReadonlySet<string> = new Set(['==', '!=']);
const relational: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);
const logical: ReadonlySet<string> = new Set(['&', '|', '^']);
const shifts: ReadonlySet<string> = new Set(['<<', '>>', '>>>']);
/** Promotion targets from the narrowest on (§12.4.7.3). */
const promotions: readonly SpecialType[] = ['Int32', 'UInt32', 'IntPtr', 'UIntPtr', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'];

function special(type: SpecialType, context: BindingContext): TypeSymbol | undefined {
  return context.compilation.specialType(type);
}

function typeOf(shape: ExpressionShape): TypeSymbol | undefined {
  return shape.kind === 'typed' ? shape.type : undefined;
}

/** A built-in binary operator; undefined when none applies. */
export function builtInBinary(operator: string, left: ExpressionShape, right: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const boolean = special('Boolean', context);
  if (boolean === undefined) return undefined;
  if (operator === '&&' || operator === '||') return { type: boolean, leftType: boolean, rightType: boolean };
  if (equality.has(operator)) return equalityOperator(left, right, boolean, context);
  const a = typeOf(left);
  const b = typeOf(right);
  if (operator === '+' && ((a !== undefined && isString(a)) || (b !== undefined && isString(b)))) return concatenation(left, right, context);
  const lifted = isNullable(left) || isNullable(right);
  const delegate = delegateOperator(operator, left, right);
  if (delegate !== undefined) return delegate;
  const pointer = pointerOperator(operator, a, b, boolean, context);
  if (pointer !== undefined) return pointer;
  const enumeration = enumOperator(operator, left, right, boolean, context);
  if (enumeration !== undefined) return enumeration;
  if (logical.has(operator) && isBooleanOperand(left) && isBooleanOperand(right)) return operation(boolean, boolean, lifted, context);
  if (shifts.has(operator)) return shift(left, right, context);
  const promoted = promote(left, right, context);
  if (promoted === undefined) return relational.has(operator) && (left.kind === 'unknown' || right.kind === 'unknown') ? { type: boolean } : undefined;
  if (relational.has(operator)) return { type: boolean, ...operands(promoted, lifted, context) };
  return operation(promoted, promoted, lifted, context);
}

function isNullable(shape: ExpressionShape): boolean {
  return shape.kind === 'null' || (shape.kind === 'typed' && nullableUnderlying(shape.type) !== undefined);
}

function isBooleanOperand(shape: ExpressionShape): boolean {
  return shape.kind === 'null' || (shape.kind === 'typed' && specialTypeOf(stripNullable(shape.type)) === 'Boolean');
}

function operands(type: TypeSymbol, lifted: boolean, context: BindingContext): { leftType: TypeSymbol; rightType: TypeSymbol } {
  const each = lifted ? nullableOf(type, context) ?? type : type;
  return { leftType: each, rightType: each };
}

function operation(result: TypeSymbol, operand: TypeSymbol, lifted: boolean, context: BindingContext): ResolvedOperator {
  return { type: lifted ? nullableOf(result, context) ?? result : result, ...operands(operand, lifted, context) };
}

/** §12.10.5: the other operand converts to string, or else to object. */
function concatenation(left: ExpressionShape, right: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const string = special('String', context);
  if (string === undefined || [left, right].some((s) => s.kind === 'lambda' || s.kind === 'methodGroup' || (s.kind === 'typed' && isVoid(s.type)))) return undefined;
  return { type: string, leftType: convertedToString(left, string, context), rightType: convertedToString(right, string, context) };
}

/** Where a type has a conversion of its own to string, string is a better target than object. */
function convertedToString(operand: ExpressionShape, string: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  if (operand.kind !== 'typed' || operand.type.kind !== 'namedType' || isString(operand.type)) return undefined;
  return classifyConversion(operand.type, string, context).kind === 'userDefined' ? string : undefined;
}

function delegateOperator(operator: string, left: ExpressionShape, right: ExpressionShape): ResolvedOperator | undefined {
  if (operator !== '+' && operator !== '-') return undefined;
  const type = [typeOf(left), typeOf(right)].find((t) => t?.kind === 'namedType' && t.typeKind === 'delegate');
  return type === undefined ? undefined : { type, leftType: type, rightType: type };
}

function pointerOperator(operator: string, a: TypeSymbol | undefined, b: TypeSymbol | undefined, boolean: TypeSymbol, context: BindingContext): ResolvedOperator | undefined {
  if (a?.kind !== 'pointer' && b?.kind !== 'pointer') return undefined;
  if (relational.has(operator)) return { type: boolean };
  if (a?.kind === 'pointer' && b?.kind === 'pointer') {
    const long = special('Int64', context);
    return operator === '-' && long !== undefined ? { type: long } : undefined;
  }
  const pointer = a?.kind === 'pointer' ? a : b;
  return pointer === undefined || (operator !== '+' && operator !== '-') ? undefined : { type: pointer };
}

function enumOf(shape: ExpressionShape): TypeSymbol | undefined {
  const type = shape.kind === 'typed' ? stripNullable(shape.type) : undefined;
  return type?.kind === 'namedType' && type.typeKind === 'enum' ? type : undefined;
}

/** §12.10.5, §12.10.6, §12.12.6, §12.13.3. */
function enumOperator(operator: string, left: ExpressionShape, right: ExpressionShape, boolean: TypeSymbol, context: BindingContext): ResolvedOperator | undefined {
  const a = enumOf(left);
  const b = enumOf(right);
  const type = a ?? b;
  if (type?.kind !== 'namedType') return undefined;
  if (a !== undefined && b !== undefined && !sameType(a, b)) return undefined;
  const lifted = isNullable(left) || isNullable(right);
  if (relational.has(operator)) return { type: boolean, ...operands(type, lifted, context) };
  if (logical.has(operator)) return operation(type, type, lifted, context);
  const underlying = type.enumUnderlyingType;
  if (operator === '-' && underlying !== undefined && a !== undefined && (b !== undefined || isEnumZero(right))) return operation(underlying, type, lifted, context);
  if ((operator !== '+' && operator !== '-') || (a !== undefined && b !== undefined)) return undefined;
  return { type: lifted ? nullableOf(type, context) ?? type : type };
}

function isEnumZero(shape: ExpressionShape): boolean {
  return shape.kind === 'typed' && shape.constant?.kind === 'enum' && Number(shape.constant.value) === 0;
}

function shift(left: ExpressionShape, right: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const type = unaryPromotion(left, context);
  const int = special('Int32', context);
  if (type === undefined || int === undefined || ['Single', 'Double', 'Decimal'].includes(specialTypeOf(type) ?? '')) return undefined;
  const lifted = isNullable(left) || isNullable(right);
  const nullableInt = lifted ? nullableOf(int, context) : int;
  return { ...operation(type, type, lifted, context), rightType: nullableInt ?? int };
}

/** §12.4.7.3, constants that fit the other operand's type included. */
function promote(left: ExpressionShape, right: ExpressionShape, context: BindingContext): TypeSymbol | undefined {
  for (const target of promotions) {
    const type = special(target, context);
    if (type !== undefined && fits(left, type, context) && fits(right, type, context)) return type;
  }
  return undefined;
}

function fits(shape: ExpressionShape, to: TypeSymbol, context: BindingContext): boolean {
  if (shape.kind === 'null') return true;
  if (shape.kind !== 'typed') return shape.kind === 'default';
  const type = stripNullable(shape.type);
  if (sameType(type, to)) return true;
  if (isNumeric(specialTypeOf(type))) return numericFits(shape, type, to, context);
  return type.kind === 'namedType' && type.typeKind !== 'enum' && !isString(type) && classifyConversion(type, to, context).kind === 'userDefined';
}

function numericFits(shape: Extract<ExpressionShape, { kind: 'typed' }>, type: TypeSymbol, to: TypeSymbol, context: BindingContext): boolean {
  return classifyConversion(type, to, context).kind === 'implicitNumeric' || hasImplicitConstant(shape, to);
}

function unaryPromotion(operand: ExpressionShape, context: BindingContext): TypeSymbol | undefined {
  for (const target of promotions) {
    const type = special(target, context);
    if (type !== undefined && operand.kind === 'typed' && fits({ kind: 'typed', type: operand.type }, type, context)) return type;
  }
  return undefined;
}

/** §12.12: numbers, bool, enumerations, strings, references, tuples elementwise, `null`. */
function equalityOperator(left: ExpressionShape, right: ExpressionShape, boolean: TypeSymbol, context: BindingContext): ResolvedOperator {
  const a = typeOf(left);
  const b = typeOf(right);
  const delegate = [a, b].find((t) => t?.kind === 'namedType' && t.typeKind === 'delegate');
  if (delegate !== undefined && [left, right].some((s) => s.kind === 'methodGroup' || s.kind === 'lambda')) return { type: boolean, leftType: delegate, rightType: delegate };
  const lifted = isNullable(left) || isNullable(right);
  const type = enumOf(left) ?? enumOf(right);
  if (type !== undefined) return { type: boolean, ...operands(type, lifted, context) };
  const string = special('String', context);
  if (string !== undefined && a !== undefined && b !== undefined && isString(a) !== isString(b) && [left, right].some((s) => convertedToString(s, string, context) === string)) return { type: boolean, leftType: string, rightType: string };
  if (a !== undefined && b !== undefined && ((isReferenceType(a) && isReferenceType(b)) || tupleElements(a) !== undefined)) return { type: boolean };
  const promoted = isNullLiteral(left) || isNullLiteral(right) ? undefined : promote(left, right, context) ?? booleanOf(left, right, boolean, context);
  return promoted === undefined ? { type: boolean } : { type: boolean, ...operands(promoted, lifted, context) };
}

/** `box == true`, where the other operand's type has a conversion to bool. */
function booleanOf(left: ExpressionShape, right: ExpressionShape, boolean: TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  const isOperand = (shape: ExpressionShape): boolean => isBooleanOperand(shape) || (shape.kind === 'typed' && classifyConversion(shape.type, boolean, context).kind === 'userDefined');
  return isOperand(left) && isOperand(right) ? boolean : undefined;
}

function isNullLiteral(shape: ExpressionShape): boolean {
  return shape.kind === 'null';
}

/** A built-in unary operator; undefined when none applies. */
export function builtInUnary(operator: string, operand: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const boolean = special('Boolean', context);
  if (operand.kind !== 'typed' || boolean === undefined) return operator === '!' && boolean !== undefined ? { type: boolean } : undefined;
  const lifted = isNullable(operand);
  if (operator === '!') return isBooleanOperand(operand) ? { type: operand.type } : { type: boolean, leftType: boolean };
  if (operator === '++' || operator === '--') return isStepOperand(operand.type) ? { type: operand.type } : undefined;
  if (operator === '~' && enumOf(operand) !== undefined) return { type: operand.type };
  const promoted = unaryPromotion(operand, context);
  if (promoted === undefined) return undefined;
  const negatedUnsigned = operator === '-' && specialTypeOf(promoted) === 'UInt32' ? special('Int64', context) : undefined;
  return operation(negatedUnsigned ?? promoted, negatedUnsigned ?? promoted, lifted, context);
}

function isStepOperand(type: TypeSymbol): boolean {
  const bare = stripNullable(type);
  return bare.kind === 'pointer' || isNumeric(specialTypeOf(bare)) || (bare.kind === 'namedType' && bare.typeKind === 'enum');
}
