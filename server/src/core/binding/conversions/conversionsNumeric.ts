/** Numeric, constant and enumeration conversions (ECMA-334 §10.2.3, §10.2.4, §10.2.11, §10.3.2). */
import type { AttributeValue, SpecialType, TypeSymbol } from '../../symbols/symbol';
import type { ExpressionShape } from '../shape';
import { specialTypeOf } from './conversionsTypes';

const widening: Partial<Record<SpecialType, ReadonlySet<SpecialType>>> = {
  SByte: new Set<SpecialType>(['Int16', 'Int32', 'Int64', 'Single', 'Double', 'Decimal', 'IntPtr']),
  Byte: new Set<SpecialType>(['Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal', 'IntPtr', 'UIntPtr']),
  Int16: new Set<SpecialType>(['Int32', 'Int64', 'Single', 'Double', 'Decimal', 'IntPtr']),
  UInt16: new Set<SpecialType>(['Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal', 'IntPtr', 'UIntPtr']),
  Int32: new Set<SpecialType>(['Int64', 'Single', 'Double', 'Decimal', 'IntPtr']),
  UInt32: new Set<SpecialType>(['Int64', 'UInt64', 'Single', 'Double', 'Decimal', 'UIntPtr']),
  Int64: new Set<SpecialType>(['Single', 'Double', 'Decimal']),
  UInt64: new Set<SpecialType>(['Single', 'Double', 'Decimal']),
  IntPtr: new Set<SpecialType>(['Int64', 'Single', 'Double', 'Decimal']),
  UIntPtr: new Set<SpecialType>(['UInt64', 'Single', 'Double', 'Decimal']),
  Char: new Set<SpecialType>(['UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal', 'IntPtr', 'UIntPtr']),
  Single: new Set<SpecialType>(['Double']),
};
const numeric: ReadonlySet<SpecialType> = new Set<SpecialType>(['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Char', 'Single', 'Double', 'Decimal']);
const ranges: Partial<Record<SpecialType, readonly [bigint, bigint]>> = {
  SByte: [-128n, 127n], Byte: [0n, 255n], Int16: [-32768n, 32767n], UInt16: [0n, 65535n], Int32: [-2147483648n, 2147483647n],
  UInt32: [0n, 4294967295n], Int64: [-(2n ** 63n), 2n ** 63n - 1n], UInt64: [0n, 2n ** 64n - 1n], Char: [0n, 65535n],
  // Constants of native integers are those that fit 32 bits (§8.3.6).
  IntPtr: [-2147483648n, 2147483647n], UIntPtr: [0n, 4294967295n],
};

/** Whether a special type is one of the numeric types, char included. */
export function isNumeric(type: SpecialType | undefined): boolean {
  return type !== undefined && numeric.has(type);
}

/** Smallest and greatest value of an integral type; undefined for other types. */
export function integralRange(type: SpecialType | undefined): readonly [bigint, bigint] | undefined {
  return type === undefined ? undefined : ranges[type];
}

/** §10.2.3. */
export function hasImplicitNumeric(from: SpecialType | undefined, to: SpecialType | undefined): boolean {
  return from !== undefined && to !== undefined && widening[from]?.has(to) === true;
}

/** The integral value of a constant; undefined for others. */
export function integralConstant(constant: AttributeValue): bigint | undefined {
  if (constant?.kind !== 'primitive' && constant?.kind !== 'enum') return undefined;
  const value = constant.value;
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** §10.2.11: an `int` constant that fits, or a non-negative `long` constant to `ulong`. */
export function hasImplicitConstant(from: Extract<ExpressionShape, { kind: 'typed' }>, to: TypeSymbol): boolean {
  const source = specialTypeOf(from.type);
  if (source !== 'Int32' && source !== 'Int64') return false;
  const value = integralConstant(from.constant);
  const target = specialTypeOf(to);
  if (value === undefined || target === undefined) return false;
  if (source === 'Int64') return target === 'UInt64' && value >= 0n;
  if (target === 'Int32' || target === 'Int64' || target === 'Char' || target === 'IntPtr') return false;
  const range = ranges[target];
  return range !== undefined && value >= range[0] && value <= range[1];
}

/** §10.2.4: the constant zero of any numeric type converts to every enumeration. */
export function isZeroConstant(from: Extract<ExpressionShape, { kind: 'typed' }>): boolean {
  if (from.constant?.kind !== 'primitive' || !isNumeric(specialTypeOf(from.type)) || specialTypeOf(from.type) === 'Char') return false;
  return from.constant.value === 0 || from.constant.value === 0n;
}

const signed: Partial<Record<SpecialType, readonly SpecialType[]>> = {
  SByte: ['Byte', 'UInt16', 'UInt32', 'UInt64', 'UIntPtr'], Int16: ['UInt16', 'UInt32', 'UInt64', 'UIntPtr'],
  Int32: ['UInt32', 'UInt64', 'UIntPtr'], IntPtr: ['UInt64', 'UIntPtr'], Int64: ['UInt64', 'UIntPtr'],
};

/** §12.6.4.7: a signed integral type is a better target than an unsigned one of its size or greater. */
export function isBetterIntegral(a: SpecialType | undefined, b: SpecialType | undefined): boolean {
  return a !== undefined && b !== undefined && signed[a]?.includes(b) === true;
}
