import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMemberName } from '../../../server/src/core/publish/memberName';

const cases: readonly [printed: string, types: readonly string[], member: string | undefined][] = [
  ['N.Type.Method(String)', ['N.Type', 'N'], 'Method'],
  ['Program.<>c.<<Main>$>b__0_3()', ['Program'], 'Main'],
  ['Program.<Main>$(String[])', ['Program'], 'Main'],
  ['N.Outer.Inner`1<T>.Get(T)', ['N.Outer.Inner', 'N.Outer', 'N'], 'Get'],
  ['N.T.<Run>d__3.MoveNext()', ['N.T', 'N'], 'Run'],
  ['N.T.Name.get', ['N.T', 'N'], 'Name'],
  ['N.T..ctor()', ['N.T', 'N'], '.ctor'],
  ['N.T..cctor()', ['N.T', 'N'], '.cctor'],
  ['N.T.<Local>g__F|0_0(Int32)', ['N.T', 'N'], 'Local'],
  ['N.Outer+Inner.M()', ['N.Outer.Inner', 'N.Outer', 'N'], 'M'],
];

for (const [printed, types, member] of cases) {
  test(printed, () => {
    assert.deepEqual(parseMemberName(printed), { types, member });
  });
}

test('a type alone', () => {
  assert.deepEqual(parseMemberName('N.Type'), { types: ['N.Type', 'N'], member: undefined });
});

test('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('<', '>', '.', '(', ')', '`', 'A', 'b', '1', '[', '+') }), (text) => {
    parseMemberName(text);
  }));
});
