import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AttributeValue, TypeSymbol } from '../../../server/src/core/symbols/symbol';
import type { ExpressionShape } from '../../../server/src/core/binding/shape';
import { foldBinary, foldCast, foldUnary } from '../../../server/src/core/binding/constants';
import { bestCommonType } from '../../../server/src/core/binding/overload/inference';
import { resolveBinaryOperator, resolveCompoundAssignment, resolveUnaryOperator } from '../../../server/src/core/binding/operators';
import { contextOf, declare, display, literal, method, of, value, world as w } from './support';

const color = declare('Shade', { kind: 'enum' });
const money = declare('Money', { kind: 'struct', members: (self) => [method('op_Addition', () => [self, self], { in: self, returns: self }), method('op_Equality', () => [self, self], { in: self, returns: w.bool }), method('op_UnaryNegation', () => [self], { in: self, returns: self })] });
const answer = declare('Answer', { members: (self) => [method('op_BitwiseAnd', () => [self, self], { in: self, returns: self }), method('op_False', () => [self], { in: self, returns: w.bool })] });
const counter = declare('Counter', { members: (self) => [method('op_AdditionAssignment', () => [w.int], { in: self, isStatic: false })] });
const nullable = (type: TypeSymbol): TypeSymbol => of(w.nullable, type);

const binary: readonly (readonly [string, ExpressionShape, ExpressionShape, string])[] = [
  ['+', value(w.byte), value(w.byte), 'Int32'],
  ['+', value(w.int), value(w.long), 'Int64'],
  ['+', value(w.uint), value(w.int), 'Int64'],
  ['+', value(w.uint), literal(w.int, 1), 'UInt32'],
  ['*', value(w.int), value(w.double), 'Double'],
  ['+', nullableShape(w.int), value(w.int), 'Nullable<Int32>'],
  ['+', value(w.string), value(w.int), 'String'],
  ['+', value(w.char), value(w.char), 'Int32'],
  ['<', value(w.int), value(w.double), 'Boolean'],
  ['==', value(w.string), { kind: 'null' }, 'Boolean'],
  ['|', value(color), value(color), 'Shade'],
  ['-', value(color), value(color), 'Int32'],
  ['+', value(color), value(w.int), 'Shade'],
  ['<<', value(w.long), value(w.int), 'Int64'],
  ['&', value(w.bool), value(w.bool), 'Boolean'],
  ['+', value(money), value(money), 'Money'],
  ['+', nullableShape(money), value(money), 'Nullable<Money>'],
  ['==', nullableShape(money), value(money), 'Boolean'],
  ['-', value(w.string), value(w.int), 'nothing'],
];
function nullableShape(type: TypeSymbol): ExpressionShape {
  return value(nullable(type));
}

for (const [operator, left, right, expected] of binary) {
  const name = (s: ExpressionShape): string => (s.kind === 'typed' ? display(s.type) : s.kind);
  test(`${name(left)} ${operator} ${name(right)} is ${expected}`, () => {
    assert.equal(display(resolveBinaryOperator(operator, left, right, contextOf())?.type), expected);
  });
}

test('user-defined operators are named', () => {
  assert.equal(resolveBinaryOperator('+', value(money), value(money), contextOf())?.method?.name, 'op_Addition');
  assert.equal(resolveBinaryOperator('+', value(w.int), value(w.int), contextOf())?.method, undefined);
  assert.equal(resolveUnaryOperator('-', value(money), contextOf())?.method?.name, 'op_UnaryNegation');
  assert.equal(resolveBinaryOperator('&&', value(answer), value(answer), contextOf())?.truthOperator?.name, 'op_False');
});

test('instance compound operators begin with C# 14', () => {
  assert.equal(resolveCompoundAssignment('+=', counter, value(w.int), contextOf())?.name, 'op_AdditionAssignment');
  assert.equal(resolveCompoundAssignment('+=', counter, value(w.int), contextOf(13)), undefined);
  assert.equal(resolveCompoundAssignment('+=', counter, value(w.string), contextOf()), undefined);
});

test('unary promotion', () => {
  assert.equal(display(resolveUnaryOperator('-', value(w.byte), contextOf())?.type), 'Int32');
  assert.equal(display(resolveUnaryOperator('-', value(w.uint), contextOf())?.type), 'Int64');
  assert.equal(display(resolveUnaryOperator('++', value(w.byte), contextOf())?.type), 'Byte');
  assert.equal(display(resolveUnaryOperator('~', value(color), contextOf())?.type), 'Shade');
});

test('best common type', () => {
  assert.equal(display(bestCommonType([literal(w.int, 1), value(w.double)], contextOf())), 'Double');
  assert.equal(display(bestCommonType([{ kind: 'null' }, value(w.string)], contextOf())), 'String');
  assert.equal(bestCommonType([{ kind: 'null' }, value(w.int)], contextOf()), undefined);
  assert.equal(bestCommonType([value(w.string), value(w.int)], contextOf()), undefined);
  assert.equal(bestCommonType([value(w.string), { kind: 'unknown' }], contextOf())?.kind, 'error');
});

const constant = (v: string | number | bigint | boolean): AttributeValue => ({ kind: 'primitive', value: v });

test('constants fold within the range of their type', () => {
  assert.deepEqual(foldBinary('+', constant('a'), constant('b'), w.string), constant('ab'));
  assert.equal(foldBinary('+', constant(2147483647), constant(1), w.int), undefined);
  assert.deepEqual(foldBinary('+', constant(2147483647), constant(1), w.long), constant(2147483648));
  assert.deepEqual(foldBinary('/', constant(-7), constant(2), w.int), constant(-3));
  assert.equal(foldBinary('/', constant(1), constant(0), w.int), undefined);
  assert.deepEqual(foldBinary('<', constant(1), constant(2), w.bool), constant(true));
  assert.deepEqual(foldUnary('!', constant(true), w.bool), constant(false));
  assert.deepEqual(foldUnary('~', constant(0), w.uint), constant(4294967295));
  assert.deepEqual(foldCast(constant(65), w.char), constant('A'));
  assert.deepEqual(foldCast(constant('A'), w.int), constant(65));
  assert.deepEqual(foldCast(constant(3), color), { kind: 'enum', type: color, value: 3 });
});

test('casts to byte wrap', () => {
  fc.assert(fc.property(fc.integer(), (n) => { assert.deepEqual(foldCast(constant(n), w.byte), constant(((n % 256) + 256) % 256)); }));
});

test('shifts agree with 32-bit arithmetic', () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 0, max: 31 }), (n, by) => {
    assert.deepEqual(foldBinary('<<', constant(n), constant(by), w.int), constant(n << by));
    assert.deepEqual(foldBinary('>>', constant(n), constant(by), w.int), constant(n >> by));
    assert.deepEqual(foldBinary('>>>', constant(n), constant(by), w.uint), constant(n >>> by));
  }));
});
