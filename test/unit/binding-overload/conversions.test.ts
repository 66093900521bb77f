import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TypeSymbol } from '../../../server/src/core/symbols/symbol';
import type { ExpressionShape } from '../../../server/src/core/binding/shape';
import { classifyConversion, classifyExplicitConversion } from '../../../server/src/core/binding/conversions/conversions';
import { arrayOf, contextOf, declare, lambda, literal, method, of, tupleOf, value, world } from './support';

const w = world;
const celsius = declare('Celsius', { kind: 'struct', members: (self) => [method('op_Implicit', () => [self], { in: self, returns: w.double }), method('op_Explicit', () => [w.double], { in: self, returns: self })] });
const color = declare('Color', { kind: 'enum' });

const implicit: readonly (readonly [string, ExpressionShape | TypeSymbol, TypeSymbol, string])[] = [
  ['int to int', w.int, w.int, 'identity'],
  ['int to long', w.int, w.long, 'implicitNumeric'],
  ['long to int', w.long, w.int, 'none'],
  ['5 to byte', literal(w.int, 5), w.byte, 'implicitConstant'],
  ['300 to byte', literal(w.int, 300), w.byte, 'none'],
  ['-1 to ulong', literal(w.int, -1), w.ulong, 'none'],
  ['0 to enum', literal(w.int, 0), color, 'implicitEnum'],
  ['1 to enum', literal(w.int, 1), color, 'none'],
  ['int to int?', w.int, of(w.nullable, w.int), 'nullable'],
  ['int? to long?', of(w.nullable, w.int), of(w.nullable, w.long), 'nullable'],
  ['int? to int', of(w.nullable, w.int), w.int, 'none'],
  ['null to string', { kind: 'null' }, w.string, 'nullLiteral'],
  ['null to int', { kind: 'null' }, w.int, 'none'],
  ['int to object', w.int, w.object, 'boxing'],
  ['int to IComparable', w.int, w.comparable, 'boxing'],
  ['string to object', w.string, w.object, 'implicitReference'],
  ['List<string> to IEnumerable<object>', of(w.list, w.string), of(w.enumerable, w.object), 'implicitReference'],
  ['List<int> to IEnumerable<object>', of(w.list, w.int), of(w.enumerable, w.object), 'none'],
  ['Action<object> to Action<string>', of(w.action1, w.object), of(w.action1, w.string), 'implicitReference'],
  ['string[] to object[]', arrayOf(w.string), arrayOf(w.object), 'implicitReference'],
  ['int[] to IEnumerable<int>', arrayOf(w.int), of(w.enumerable, w.int), 'implicitReference'],
  ['int[] to Array', arrayOf(w.int), w.array, 'implicitReference'],
  ['(int, string) to (long, object)', tupleOf(w.int, w.string), tupleOf(w.long, w.object), 'tuple'],
  ['string[] to Span<string>', arrayOf(w.string), of(w.span, w.string), 'span'],
  ['string[] to ReadOnlySpan<object>', arrayOf(w.string), of(w.readOnlySpan, w.object), 'span'],
  ['string to ReadOnlySpan<char>', w.string, of(w.readOnlySpan, w.char), 'span'],
  ['Celsius to double', celsius, w.double, 'userDefined'],
  ['Celsius to object', celsius, w.object, 'boxing'],
  ['double to Celsius', w.double, celsius, 'none'],
  ['x => x to Func<int, long>', lambda((x) => value(x)), of(w.func2, w.int, w.long), 'anonymousFunction'],
  ['x => x to Func<long, int>', lambda((x) => value(x)), of(w.func2, w.long, w.int), 'none'],
  ['x => x to Action<int>', lambda((x) => value(x)), of(w.action1, w.int), 'none'],
  ['x => f() to Action<int>', lambda((x) => value(x), { isStatement: true }), of(w.action1, w.int), 'anonymousFunction'],
  ['x => x to Delegate', lambda((x) => value(x)), w.delegate, 'none'],
  ['(int x) => x to Delegate', lambda((x) => value(x), { explicit: [w.int] }), w.delegate, 'anonymousFunction'],
  ['async x => 1 to Func<int, Task<int>>', lambda(() => value(w.int), { parameters: 1, isAsync: true }), of(w.func2, w.int, of(w.taskOf, w.int)), 'anonymousFunction'],
  ['[1, 2] to List<long>', { kind: 'collection', elements: [{ spread: false, shape: literal(w.int, 1) }] }, of(w.list, w.long), 'collectionExpression'],
  ['["a"] to int[]', { kind: 'collection', elements: [{ spread: false, shape: value(w.string) }] }, arrayOf(w.int), 'none'],
];

for (const [name, from, to, kind] of implicit) {
  test(`implicit: ${name} is ${kind}`, () => { assert.equal(classifyConversion(from, to, contextOf()).kind, kind); });
}

test('span conversions begin with C# 14', () => {
  assert.equal(classifyConversion(arrayOf(w.int), of(w.span, w.int), contextOf(13)).kind, 'none');
});

test('error types are unknown, not refused', () => {
  assert.deepEqual(classifyConversion({ kind: 'unknown' }, w.int, contextOf()), { kind: 'none', isImplicit: true, unknown: true });
  assert.equal(classifyConversion(of(w.list, { kind: 'error', name: 'X' }), of(w.list, w.int), contextOf()).unknown, true);
});

const explicit: readonly (readonly [string, TypeSymbol, TypeSymbol, string])[] = [
  ['long to int', w.long, w.int, 'explicitNumeric'],
  ['int to enum', w.int, color, 'explicitEnum'],
  ['object to string', w.object, w.string, 'explicitReference'],
  ['object to int', w.object, w.int, 'unboxing'],
  ['int? to int', of(w.nullable, w.int), w.int, 'explicitNullable'],
  ['double to Celsius', w.double, celsius, 'userDefined'],
  ['int to Celsius', w.int, celsius, 'userDefined'],
  ['Celsius to int', celsius, w.int, 'userDefined'],
  ['string to int', w.string, w.int, 'none'],
];
for (const [name, from, to, kind] of explicit) {
  test(`cast: ${name} is ${kind}`, () => { assert.equal(classifyExplicitConversion(from, to, contextOf()).kind, kind); });
}
