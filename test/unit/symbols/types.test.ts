import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { constructMethod, constructType, nullableOf, substitute, tupleType, typeMap, unboundGeneric } from '../../../server/src/core/symbols/construct';
import { typeDisplay } from '../../../server/src/core/symbols/display';
import type { NamedTypeSymbol, TypeSymbol } from '../../../server/src/core/symbols/symbol';
import { arrayType, containsError, dynamicType, errorType, isNullableValueType, isReferenceType, isTupleType, isValueType, nullableUnderlying, pointerType, sameType, tupleElementTypes } from '../../../server/src/core/symbols/types';
import { compile, type Compiled } from '../../harness/compile';

let compiled: Compiled;
let list: NamedTypeSymbol;
let dictionary: NamedTypeSymbol;
let int: NamedTypeSymbol;
let text: NamedTypeSymbol;

before(async () => {
  compiled = await compile(['class C<T> where T : class { public T? P; public U M<U>(T t, U[] u) where U : T => u[0]; public class N { public T F; } }']);
  list = compiled.type('System.Collections.Generic.List`1');
  dictionary = compiled.type('System.Collections.Generic.Dictionary`2');
  int = compiled.type('System.Int32');
  text = compiled.type('System.String');
});

/** Random types over a few definitions. */
function anyType(): fc.Arbitrary<TypeSymbol> {
  return fc.letrec<{ type: TypeSymbol }>((tie) => ({
    type: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<TypeSymbol>(int, text),
      tie('type').map((t) => constructType(list, [t])),
      fc.tuple(tie('type'), tie('type')).map(([k, v]) => constructType(dictionary, [k, v])),
      fc.tuple(tie('type'), fc.integer({ min: 1, max: 3 })).map(([t, rank]) => arrayType(t, rank)),
      tie('type').map((t) => pointerType(t)),
    ),
  })).type;
}

test('types built alike are one object, and are the same exactly when they read the same', () => {
  fc.assert(fc.property(anyType(), anyType(), (a, b) => {
    assert.equal(sameType(a, b), typeDisplay(a) === typeDisplay(b));
    assert.equal(sameType(a, b), a === b);
  }));
});

test('substitution replaces parameters and leaves everything else alone', () => {
  const [key, value] = dictionary.typeParameters;
  assert.ok(key !== undefined && value !== undefined);
  fc.assert(fc.property(anyType(), anyType(), (a, b) => {
    const open = constructType(dictionary, [arrayType(key), constructType(list, [value])]);
    const closed = substitute(open, typeMap([key, value], [a, b]));
    assert.equal(closed, constructType(dictionary, [arrayType(a), constructType(list, [b])]));
    assert.equal(substitute(a, typeMap([key], [b])), a);
  }));
});

test('members of constructed types show the arguments; the same member each time', () => {
  const constructed = constructType(compiled.type('C`1'), [text]);
  const [field] = constructed.membersNamed('P');
  assert.equal(field?.kind === 'field' && typeDisplay(field.type), 'string');
  assert.equal(field, constructed.membersNamed('P')[0]);
  assert.equal(field?.containingType, constructed);
  const [nested] = constructed.nestedTypes;
  assert.equal(nested && typeDisplay(nested), 'C<string>.N');
  const [inner] = nested?.membersNamed('F') ?? [];
  assert.equal(inner?.kind === 'field' && typeDisplay(inner.type), 'string');
});

test('a generic method of a constructed type has constraints in terms of its arguments, and constructs', () => {
  const [method] = constructType(compiled.type('C`1'), [text]).membersNamed('M');
  assert.ok(method?.kind === 'method');
  assert.deepEqual(method.typeParameters[0]?.constraintTypes.map(typeDisplay), ['string']);
  const constructed = constructMethod(method, [int]);
  assert.deepEqual(constructed.parameters.map((p) => typeDisplay(p.type)), ['string', 'int[]']);
  assert.equal(typeDisplay(constructed.returnType), 'int');
  assert.equal(constructed.originalDefinition, compiled.member('C`1', 'M'));
  assert.equal(constructMethod(method, [int]), constructed);
});

test('base types and interfaces of constructed types are constructed', () => {
  const constructed = constructType(dictionary, [text, int]);
  const names = constructed.allInterfaces.map(typeDisplay);
  assert.ok(names.includes('System.Collections.Generic.IEnumerable<System.Collections.Generic.KeyValuePair<string, int>>'), names.join());
});

test('tuples of more than seven elements nest in Rest', () => {
  const elements = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? int : text));
  const tuple = tupleType(elements, undefined, compiled.compilation);
  assert.ok(isTupleType(tuple));
  assert.deepEqual(tupleElementTypes(tuple), elements);
  assert.equal(tuple.arity, 8);
  const named = tupleType([int, text], ['a', undefined], compiled.compilation);
  assert.equal(typeDisplay(named), '(int a, string)');
  assert.ok(sameType(named, tupleType([int, text], undefined, compiled.compilation)), 'names are no part of identity');
});

test('nullable value types', () => {
  const nullable = nullableOf(int, compiled.compilation);
  assert.ok(isNullableValueType(nullable));
  assert.equal(nullableUnderlying(nullable), int);
  assert.equal(nullableUnderlying(int), undefined);
});

test('dynamic is object only where asked for', () => {
  const object = compiled.type('System.Object');
  assert.equal(sameType(constructType(list, [dynamicType]), constructType(list, [object])), false);
  assert.equal(sameType(constructType(list, [dynamicType]), constructType(list, [object]), { dynamicIsObject: true }), true);
});

test('errors are contagious and equal to nothing', () => {
  const missing = constructType(list, [errorType('Nope')]);
  assert.ok(containsError(missing));
  assert.ok(!containsError(constructType(list, [int])));
  assert.equal(sameType(errorType('A'), errorType('A')), false);
  assert.ok(containsError(constructType(dictionary, [int])), 'a missing argument is an error type');
});

test('unbound generics', () => {
  assert.equal(typeDisplay(unboundGeneric(dictionary)), 'System.Collections.Generic.Dictionary<,>');
  assert.equal(unboundGeneric(int), int);
});

test('what is known to be a value or a reference type', () => {
  const [parameter] = compiled.type('C`1').typeParameters;
  assert.ok(parameter !== undefined && isReferenceType(parameter) && !isValueType(parameter));
  assert.ok(isValueType(int) && !isReferenceType(int));
  assert.ok(isReferenceType(arrayType(int)));
});
