import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MethodSymbol } from '../../../server/src/core/symbols/symbol';
import type { OverloadOptions } from '../../../server/src/core/binding/overload/overloadTypes';
import type { ArgumentShape, ExpressionShape } from '../../../server/src/core/binding/shape';
import { resolveOverload } from '../../../server/src/core/binding/overload/overload';
import { args, arrayOf, contextOf, declare, display, lambda, literal, method, of, value, world as w } from './support';

/** The chosen method's parameter types, or the kind of failure. */
function choose(candidates: readonly MethodSymbol[], given: readonly ArgumentShape[], options: Partial<OverloadOptions> = {}): string {
  const result = resolveOverload(candidates, given, { context: contextOf(), ...options });
  if (result.kind !== 'method') return result.kind;
  return `${result.expanded ? 'params ' : ''}${result.method.parameters.map((p) => display(p.type)).join(', ')}`;
}

const write = [w.bool, w.char, w.int, w.uint, w.long, w.ulong, w.double, w.decimal, w.object, w.string].map((t) => method('WriteLine', () => [t]));
const format = [
  method('Format', () => [w.string, w.object]), method('Format', () => [w.string, w.object, w.object]),
  method('Format', () => [w.string, [arrayOf(w.object), 'params']]), method('Format', () => [w.string, [of(w.readOnlySpan, w.object), 'params']]),
];
const run = [
  method('Run', () => [w.action]), method('Run', (r) => [of(w.func1, r)], { generic: ['R'] }),
  method('Run', () => [of(w.func1, w.task)]), method('Run', (r) => [of(w.func1, of(w.taskOf, r))], { generic: ['R'] }),
];

test('numbers go to the nearest numeric overload', () => {
  assert.equal(choose(write, args(value(w.byte))), 'Int32');
  assert.equal(choose(write, args(value(w.short))), 'Int32');
  assert.equal(choose(write, args(literal(w.int, 1))), 'Int32');
  assert.equal(choose(write, args(value(w.comparable))), 'Object');
});

test('null prefers string to object', () => {
  assert.equal(choose(write, args({ kind: 'null' })), 'String');
});

test('params: normal form before expanded, span before array', () => {
  assert.equal(choose(format, args(value(w.string), value(w.int))), 'String, Object');
  assert.equal(choose(format, args(value(w.string), value(w.int), value(w.int), value(w.int))), 'params String, ReadOnlySpan<Object>');
  assert.equal(choose(format, args(value(w.string), value(arrayOf(w.object)))), 'String, Object[]');
});

test('params collections need C# 13', () => {
  assert.equal(choose(format, args(value(w.string), value(w.int), value(w.int), value(w.int)), { context: contextOf(12) }), 'params String, Object[]');
});

test('Task.Run: what the lambda gives decides', () => {
  assert.equal(choose(run, args(lambda(() => value(w.int)))), 'Func<Int32>');
  assert.equal(choose(run, args(lambda(() => value(w.void), { isStatement: true }))), 'Action');
  assert.equal(choose(run, args(lambda(() => value(w.int), { isAsync: true }))), 'Func<Task<Int32>>');
  assert.equal(choose(run, args(lambda(() => value(w.void), { isAsync: true, isStatement: true }))), 'Func<Task>');
  assert.equal(choose(run, args(lambda(() => value(of(w.taskOf, w.int)), { isStatement: true }))), 'Func<Task<Int32>>');
  assert.equal(choose(run, args(lambda(() => value(w.task), { isStatement: true }))), 'Func<Task>');
});

test('generic inference through interfaces and lambdas, in reduced form', () => {
  const select = [
    method('Select', (s, r) => [of(w.enumerable, s), of(w.func2, s, r)], { generic: ['S', 'R'] }),
    method('Select', (s, r) => [of(w.enumerable, s), of(w.func3, s, w.int, r)], { generic: ['S', 'R'] }),
  ];
  const receiver = value(of(w.list, w.string));
  assert.equal(choose(select, args(lambda(() => value(w.int), { parameters: 1 })), { receiver }), 'IEnumerable<String>, Func<String, Int32>');
  assert.equal(choose(select, args(lambda((x, i) => value(i), { parameters: 2 })), { receiver }), 'IEnumerable<String>, Func<String, Int32, Int32>');
  assert.equal(choose(select, args(lambda((x) => value(x), { parameters: 1 })), { receiver: value(arrayOf(w.double)) }), 'IEnumerable<Double>, Func<Double, Double>');
});

test('a selector overload is chosen by what the lambda returns', () => {
  const sum = [w.int, w.long, w.double, w.decimal, of(w.nullable, w.int)].map((t) => method('Sum', (s) => [of(w.enumerable, s), of(w.func2, s, t)], { generic: ['S'] }));
  const receiver = value(of(w.list, w.string));
  for (const [type, expected] of [[w.int, 'Int32'], [w.double, 'Double'], [of(w.nullable, w.int), 'Nullable<Int32>']] as const) {
    assert.equal(choose(sum, args(lambda(() => value(type), { parameters: 1 })), { receiver }), `IEnumerable<String>, Func<String, ${expected}>`);
  }
});

test('arrays: spans before interfaces in C# 14, not before', () => {
  const reverse = [method('Reverse', (t) => [of(w.span, t)], { generic: ['T'] }), method('Reverse', (t) => [of(w.enumerable, t)], { generic: ['T'] })];
  assert.equal(choose(reverse, [], { receiver: value(arrayOf(w.int)) }), 'Span<Int32>');
  assert.equal(choose(reverse, [], { receiver: value(arrayOf(w.int)), context: contextOf(13) }), 'IEnumerable<Int32>');
});

test('non-generic before generic; more specific before less', () => {
  const candidates = [method('M', () => [w.string]), method('M', (t) => [t], { generic: ['T'] }), method('M', (t) => [of(w.list, t)], { generic: ['T'] })];
  assert.equal(choose(candidates, args(value(w.string))), 'String');
  assert.equal(choose(candidates, args(value(w.int))), 'Int32');
  assert.equal(choose(candidates, args(value(of(w.list, w.int)))), 'List<Int32>');
});

test('constraints take a candidate away', () => {
  const candidates = [method('M', (t) => [t, [w.int, 'optional']], { generic: ['struct T'] }), method('M', () => [w.object])];
  assert.equal(choose(candidates, args(value(w.string))), 'Object');
  assert.equal(choose(candidates, args(value(w.int))), 'Int32, Int32');
});

test('named and optional arguments', () => {
  const candidates = [method('M', () => [[w.int, 'name:a'], [w.string, 'name:b', 'optional']]), method('M', () => [[w.int, 'name:a']])];
  assert.equal(choose(candidates, args(value(w.int))), 'Int32');
  const result = resolveOverload(candidates, [{ name: 'b', refKind: 'none', shape: value(w.string) }, { name: 'a', refKind: 'none', shape: value(w.int) }], { context: contextOf() });
  assert.deepEqual(result.kind === 'method' ? result.argumentToParameter : result.kind, [1, 0]);
});

test('ref kinds must agree', () => {
  const candidates = [method('M', () => [[w.int, 'out']]), method('M', () => [[w.int, 'ref']]), method('M', () => [w.int])];
  const of1 = (refKind: ArgumentShape['refKind'], shape: ExpressionShape): readonly ArgumentShape[] => [{ name: undefined, refKind, shape }];
  for (const [kind, index] of [['out', 0], ['ref', 1], ['none', 2]] as const) {
    const result = resolveOverload(candidates, of1(kind, value(w.int)), { context: contextOf() });
    assert.equal(result.kind === 'method' ? candidates.indexOf(result.method) : -1, index);
  }
  assert.equal(choose(candidates, of1('out', { kind: 'outVar' })), 'Int32');
});

test('an applicable method of the derived type hides a better one of the base', () => {
  const base = declare('Base');
  const derived = declare('Derived', { base: () => base });
  const candidates = [method('M', () => [w.object], { in: derived }), method('M', () => [w.string], { in: base })];
  assert.equal(choose(candidates, args(value(w.string))), 'Object');
  const overriding = [method('M', () => [w.object], { in: derived }), method('M', () => [w.string], { in: derived, isOverride: true }), method('M', () => [w.string], { in: base })];
  assert.equal(choose(overriding, args(value(w.string))), 'Object');
});

test('an unknown argument leaves the choice open only where it matters', () => {
  const unknown: ExpressionShape = { kind: 'unknown' };
  assert.equal(choose(write, args(unknown)), 'unknown');
  assert.equal(choose([method('M', () => [w.int])], args(unknown)), 'Int32');
  assert.equal(choose([method('M', () => [w.int, w.object]), method('M', () => [w.string, w.object])], args(value(w.int), unknown)), 'Int32, Object');
  const generic = resolveOverload([method('M', (t) => [t], { generic: ['T'] })], args(unknown), { context: contextOf() });
  assert.equal(generic.kind === 'method' ? generic.method.typeArguments[0]?.kind : generic.kind, 'error');
});

test('equally good candidates are ambiguous', () => {
  assert.equal(choose([method('M', () => [w.int, w.long]), method('M', () => [w.long, w.int])], args(value(w.int), value(w.int))), 'ambiguous');
});
