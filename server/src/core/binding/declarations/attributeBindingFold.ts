/** Folding of operators over constants (ECMA-334 §12.23). Integers that a double holds exactly are numbers, longer ones bigint. */
import type { AttributeValue, SpecialType } from '../../symbols/symbol';

type Primitive = string | number | bigint | boolean | null;

function primitive(value: Primitive): AttributeValue {
  return { kind: 'primitive', value };
}

/** Bits and sign of the integral types. */
const integrals: Readonly<Partial<Record<SpecialType, { readonly bits: number; readonly signed: boolean }>>> = {
  SByte: { bits: 8, signed: true }, Byte: { bits: 8, signed: false }, Int16: { bits: 16, signed: true }, UInt16: { bits: 16, signed: false },
  Int32: { bits: 32, signed: true }, UInt32: { bits: 32, signed: false }, Int64: { bits: 64, signed: true }, UInt64: { bits: 64, signed: false },
  Char: { bits: 16, signed: false },
};

/** A number as a value of a numeric type (explicit numeric conversion, §10.3.2); undefined for other types and values. */
export function toNumericType(value: Primitive, type: SpecialType | undefined): Primitive | undefined {
  const number = typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : value;
  if (type === undefined || (typeof number !== 'number' && typeof number !== 'bigint')) return undefined;
  if (type === 'Single') return Math.fround(Number(number));
  if (type === 'Double' || type === 'Decimal') return Number(number);
  const integral = integrals[type];
  if (integral === undefined) return undefined;
  if (typeof number === 'number' && !Number.isFinite(number)) return undefined;
  const whole = typeof number === 'bigint' ? number : BigInt(Math.trunc(number));
  const wrapped = integral.signed ? BigInt.asIntN(integral.bits, whole) : BigInt.asUintN(integral.bits, whole);
  return type === 'Char' ? String.fromCharCode(Number(wrapped)) : narrow(wrapped);
}

function narrow(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** `+ - ! ~` of a constant. */
export function foldUnary(operator: string, operand: AttributeValue): AttributeValue {
  if (operand?.kind === 'enum') return operator === '~' ? { ...operand, value: narrow(~BigInt(operand.value)) } : undefined;
  if (operand?.kind !== 'primitive') return undefined;
  const { value } = operand;
  if (operator === '!' && typeof value === 'boolean') return primitive(!value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  switch (operator) {
    case '+': return operand;
    case '-': return primitive(-value);
    case '~': return typeof value === 'number' && !Number.isInteger(value) ? undefined : primitive(narrow(~BigInt(value)));
    default: return undefined;
  }
}

/** Arithmetic, shifts, logic and comparisons of constants, string concatenation, flags of one enum. */
export function foldBinary(operator: string, left: AttributeValue, right: AttributeValue): AttributeValue {
  if (left?.kind === 'enum' || right?.kind === 'enum') return foldEnum(operator, left, right);
  if (left?.kind !== 'primitive' || right?.kind !== 'primitive') return undefined;
  const a = left.value;
  const b = right.value;
  if (operator === '??') return a === null ? right : left;
  if (typeof a === 'boolean' && typeof b === 'boolean') return foldLogic(operator, a, b);
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return foldConcat(a, b);
  if (operator === '==') return primitive(a === b);
  if (operator === '!=') return primitive(a !== b);
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) return foldNumbers(operator, a, b);
  return undefined;
}

function foldEnum(operator: string, left: AttributeValue, right: AttributeValue): AttributeValue {
  const type = left?.kind === 'enum' ? left.type : right?.kind === 'enum' ? right.type : undefined;
  const a = numeric(left);
  const b = numeric(right);
  if (type === undefined || a === undefined || b === undefined) return undefined;
  const result = foldNumbers(operator, a, b);
  if (result?.kind !== 'primitive' || typeof result.value === 'boolean') return result;
  return typeof result.value === 'number' || typeof result.value === 'bigint' ? { kind: 'enum', type, value: result.value } : undefined;
}

function numeric(value: AttributeValue): number | bigint | undefined {
  if (value?.kind === 'enum') return value.value;
  return value?.kind === 'primitive' && (typeof value.value === 'number' || typeof value.value === 'bigint') ? value.value : undefined;
}

/** Longer texts are unknown: constants made of each other may double at every step. In UTF-16 code units. */
const maximumText = 1_000_000;

/** Two constant texts, `null` as none, after each other; undefined for what is no text, and for a text too long. */
export function foldConcat(a: Primitive, b: Primitive): AttributeValue {
  const isText = (value: Primitive): value is string | null => typeof value === 'string' || value === null;
  if (!isText(a) || !isText(b) || (a?.length ?? 0) + (b?.length ?? 0) > maximumText) return undefined;
  return primitive((a ?? '') + (b ?? ''));
}

function foldLogic(operator: string, a: boolean, b: boolean): AttributeValue {
  switch (operator) {
    case '&&': case '&': return primitive(a && b);
    case '||': case '|': return primitive(a || b);
    case '^': case '!=': return primitive(a !== b);
    case '==': return primitive(a === b);
    default: return undefined;
  }
}

function foldNumbers(operator: string, a: number | bigint, b: number | bigint): AttributeValue {
  switch (operator) {
    case '==': return primitive(sameNumber(a, b));
    case '!=': return primitive(!sameNumber(a, b));
    case '<': return primitive(a < b);
    case '>': return primitive(a > b);
    case '<=': return primitive(a <= b);
    case '>=': return primitive(a >= b);
    default: return isInteger(a) && isInteger(b) ? foldIntegers(operator, BigInt(a), BigInt(b)) : foldReals(operator, Number(a), Number(b));
  }
}

function sameNumber(a: number | bigint, b: number | bigint): boolean {
  return Number(a) === Number(b);
}

function isInteger(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** A constant that the longest integral types hold: beyond them the compiler reports an overflow. */
function whole(value: bigint): AttributeValue {
  return BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value ? primitive(narrow(value)) : undefined;
}

function foldIntegers(operator: string, a: bigint, b: bigint): AttributeValue {
  switch (operator) {
    case '+': return whole(a + b);
    case '-': return whole(a - b);
    case '*': return whole(a * b);
    case '/': return b === 0n ? undefined : whole(a / b);
    case '%': return b === 0n ? undefined : whole(a % b);
    case '&': return whole(a & b);
    case '|': return whole(a | b);
    case '^': return whole(a ^ b);
    case '<<': return b < 0n || b > 63n ? undefined : whole(a << b);
    case '>>': case '>>>': return b < 0n || b > 63n ? undefined : whole(a >> b);
    default: return undefined;
  }
}

function foldReals(operator: string, a: number, b: number): AttributeValue {
  switch (operator) {
    case '+': return primitive(a + b);
    case '-': return primitive(a - b);
    case '*': return primitive(a * b);
    case '/': return primitive(a / b);
    case '%': return primitive(a % b);
    default: return undefined;
  }
}
