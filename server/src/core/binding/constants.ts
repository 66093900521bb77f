/** Constant folding (ECMA-334 §12.23) with the value ranges of C#'s types. */
import type { AttributeValue, SpecialType, TypeSymbol } from '../symbols/symbol';
import { integralConstant, integralRange } from './conversions/conversionsNumeric';
import { specialTypeOf } from './conversions/conversionsTypes';
import { foldConcat } from './declarations/attributeBindingFold';

type Primitive = string | number | bigint | boolean | null;

function underlying(type: TypeSymbol): SpecialType | undefined {
  if (type.kind === 'namedType' && type.typeKind === 'enum') return type.enumUnderlyingType?.specialType;
  return specialTypeOf(type);
}

function primitive(value: Primitive): AttributeValue {
  return { kind: 'primitive', value };
}

/** Numbers that a double holds exactly are numbers, others bigints. */
function integer(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function wrap(value: bigint, special: SpecialType): bigint {
  const range = integralRange(special);
  if (range === undefined) return value;
  const size = range[1] - range[0] + 1n;
  const offset = (value - range[0]) % size;
  return range[0] + (offset < 0n ? offset + size : offset);
}

/** A value as a constant of a type; undefined when it does not fit. */
function ofType(value: bigint, type: TypeSymbol, wraps: boolean): AttributeValue {
  const special = underlying(type);
  const range = integralRange(special);
  if (special === undefined || range === undefined) return undefined;
  if (!wraps && (value < range[0] || value > range[1])) return undefined;
  const result = integer(wraps ? wrap(value, special) : value);
  if (type.kind === 'namedType' && type.typeKind === 'enum') return { kind: 'enum', type, value: result };
  return primitive(special === 'Char' ? String.fromCharCode(Number(result)) : result);
}

function raw(constant: AttributeValue): Primitive | undefined {
  return constant?.kind === 'primitive' || constant?.kind === 'enum' ? constant.value : undefined;
}

/** Integral value of a constant, characters by their code. */
function integral(constant: AttributeValue, isCharacter: boolean): bigint | undefined {
  const value = raw(constant);
  if (typeof value === 'string') return isCharacter && value.length === 1 ? BigInt(value.charCodeAt(0)) : undefined;
  return integralConstant(constant);
}

const floating: ReadonlySet<string> = new Set(['Single', 'Double', 'Decimal']);

/** The constant converted to a type as a cast or an implicit conversion does; undefined when the result is no constant. */
export function foldCast(constant: AttributeValue, type: TypeSymbol): AttributeValue {
  if (constant === undefined) return undefined;
  const special = underlying(type);
  const value = raw(constant);
  if (special === 'String') return typeof value === 'string' || value === null ? primitive(value) : undefined;
  if (special === 'Boolean') return typeof value === 'boolean' ? constant : undefined;
  if (value === null) return type.kind === 'namedType' && special !== undefined && type.typeKind === 'struct' ? undefined : constant;
  if (special !== undefined && floating.has(special)) return castToFloating(value, special);
  if (integralRange(special) === undefined) return undefined;
  if (typeof value === 'string') return value.length === 1 ? ofType(BigInt(value.charCodeAt(0)), type, true) : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? ofType(BigInt(Math.trunc(value)), type, true) : undefined;
  return typeof value === 'bigint' ? ofType(value, type, true) : undefined;
}

function castToFloating(value: Primitive | undefined, special: SpecialType): AttributeValue {
  const number = typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
  if (number === undefined) return undefined;
  return primitive(special === 'Single' ? Math.fround(number) : number);
}

/** `left op right` of a built-in operator with this result type; undefined when it is not constant. */
export function foldBinary(operator: string, left: AttributeValue, right: AttributeValue, type: TypeSymbol): AttributeValue {
  if (left === undefined || right === undefined) return undefined;
  const a = raw(left);
  const b = raw(right);
  if (a === undefined || b === undefined) return undefined;
  const special = underlying(type);
  if (special === 'String') return operator === '+' ? foldConcat(a, b) : undefined;
  if (special === 'Boolean') return foldBoolean(operator, a, b);
  if (special !== undefined && floating.has(special)) return foldFloating(operator, a, b, special);
  const x = integral(left, true);
  const y = integral(right, true);
  if (x === undefined || y === undefined) return undefined;
  const result = foldIntegral(operator, x, y, special);
  return result === undefined ? undefined : ofType(result, type, false);
}

function foldBoolean(operator: string, a: Primitive, b: Primitive): AttributeValue {
  switch (operator) {
    case '==': return primitive(equals(a, b));
    case '!=': return primitive(!equals(a, b));
    case '&&': case '&': return typeof a === 'boolean' && typeof b === 'boolean' ? primitive(a && b) : undefined;
    case '||': case '|': return typeof a === 'boolean' && typeof b === 'boolean' ? primitive(a || b) : undefined;
    case '^': return typeof a === 'boolean' && typeof b === 'boolean' ? primitive(a !== b) : undefined;
    default: return compare(operator, a, b);
  }
}

function isNumber(value: Primitive): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function equals(a: Primitive, b: Primitive): boolean {
  if (typeof a === 'number' && typeof b === 'bigint') return BigInt(Math.trunc(a)) === b && Number.isInteger(a);
  if (typeof a === 'bigint' && typeof b === 'number') return equals(b, a);
  return a === b;
}

function compare(operator: string, a: Primitive, b: Primitive): AttributeValue {
  const left = typeof a === 'string' ? a.charCodeAt(0) : a;
  const right = typeof b === 'string' ? b.charCodeAt(0) : b;
  if (!isNumber(left) || !isNumber(right)) return undefined;
  switch (operator) {
    case '<': return primitive(left < right);
    case '>': return primitive(left > right);
    case '<=': return primitive(left <= right);
    case '>=': return primitive(left >= right);
    default: return undefined;
  }
}

function foldFloating(operator: string, a: Primitive, b: Primitive, special: SpecialType): AttributeValue {
  const x = typeof a === 'string' ? a.charCodeAt(0) : a;
  const y = typeof b === 'string' ? b.charCodeAt(0) : b;
  if (!isNumber(x) || !isNumber(y)) return undefined;
  const result = arithmetic(operator, Number(x), Number(y));
  if (result === undefined || (special === 'Decimal' && !Number.isFinite(result))) return undefined;
  return primitive(special === 'Single' ? Math.fround(result) : result);
}

function arithmetic(operator: string, x: number, y: number): number | undefined {
  switch (operator) {
    case '+': return x + y;
    case '-': return x - y;
    case '*': return x * y;
    case '/': return x / y;
    case '%': return x % y;
    default: return undefined;
  }
}

function foldIntegral(operator: string, x: bigint, y: bigint, special: SpecialType | undefined): bigint | undefined {
  const bits = special === 'Int64' || special === 'UInt64' ? 64n : 32n;
  switch (operator) {
    case '+': return x + y;
    case '-': return x - y;
    case '*': return x * y;
    case '/': return y === 0n ? undefined : x / y;
    case '%': return y === 0n ? undefined : x % y;
    case '&': return x & y;
    case '|': return x | y;
    case '^': return x ^ y;
    case '<<': return special === undefined ? undefined : wrap(x << (y & (bits - 1n)), special);
    case '>>': return x >> (y & (bits - 1n));
    case '>>>': return special === undefined ? undefined : wrap((x < 0n ? x + (1n << bits) : x) >> (y & (bits - 1n)), special);
    default: return undefined;
  }
}

/** `op operand` of a built-in operator with this result type; undefined when it is not constant. */
export function foldUnary(operator: string, operand: AttributeValue, type: TypeSymbol): AttributeValue {
  const value = raw(operand);
  if (value === undefined) return undefined;
  if (operator === '!') return typeof value === 'boolean' ? primitive(!value) : undefined;
  const special = underlying(type);
  if (special !== undefined && floating.has(special)) {
    if (!isNumber(value)) return undefined;
    return operator === '-' ? primitive(-Number(value)) : operator === '+' ? primitive(value) : undefined;
  }
  const x = integral(operand, true);
  if (x === undefined) return undefined;
  switch (operator) {
    case '+': return ofType(x, type, false);
    case '-': return ofType(-x, type, false);
    case '~': return ofType(~x, type, true);
    default: return undefined;
  }
}
