/**
 * Declared members against Roslyn: declarations.ids.txt is what `bulk-oracle metadata --non-public` lists for declarations.cs built
 * into a library (backing fields left out).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { documentationId, typeDisplay } from '../../../server/src/core/symbols/display';
import { implementedInterfaceMembers, overriddenMember } from '../../../server/src/core/symbols/inheritance';
import type { AttributeValue, MemberSymbol } from '../../../server/src/core/symbols/symbol';
import { compile, declaredTypes, type Compiled } from '../../harness/compile';

const folder = path.join(process.env.PROJECT_ROOT ?? '.', 'test/unit/symbols');
let compiled: Compiled;

before(async () => {
  compiled = await compile([readFileSync(path.join(folder, 'declarations.cs'), 'utf8')]);
});

test('the types and members of every kind of declaration have the ids that Roslyn gives them', () => {
  const expected = readFileSync(path.join(folder, 'declarations.ids.txt'), 'utf8').trim().split('\n');
  const found: string[] = [];
  for (const type of declaredTypes(compiled.compilation)) {
    found.push(documentationId(type) ?? '?');
    for (const member of type.members) if (member.kind !== 'method' || member.associatedSymbol === undefined) found.push(documentationId(member) ?? '?');
  }
  assert.deepEqual(found.sort(), expected.sort());
});

function primitiveOf(value: AttributeValue): unknown {
  return value?.kind === 'primitive' || value?.kind === 'enum' ? value.value : value;
}

function constant(type: string, name: string): unknown {
  const member = compiled.member(type, name);
  return member.kind === 'field' ? primitiveOf(member.constantValue) : undefined;
}

test('constants and enum members are evaluated, unwritten ones counted on', () => {
  assert.equal(constant('N.M.Base`2', 'K'), 19);
  assert.equal(constant('N.M.Base`2+Inner`1+Color', 'Blue'), 6);
  assert.deepEqual(['A', 'B', 'C'].map((name) => constant('N.M.E1', name)), [-1, 0, 8]);
  assert.equal(constant('N.M.E2', 'Y'), 4);
});

function overriddenId(type: string, name: string): string | undefined {
  const base = overriddenMember(compiled.member(type, name));
  return base && documentationId(base);
}

test('overrides are found through constructed base classes', () => {
  assert.equal(overriddenId('N.M.Derived', 'Get'), 'M:N.M.Base`2.Get``1(``0,System.Collections.Generic.List{``0}[])');
  assert.equal(overriddenId('N.M.Derived', 'P'), 'P:N.M.Base`2.P');
  assert.equal(overriddenId('N.M.Derived', 'get_P'), 'M:N.M.Base`2.get_P');
  assert.equal(overriddenId('N.M.Derived', 'E'), 'E:N.M.Base`2.E');
  assert.equal(overriddenId('N.M.Student', 'ToString'), 'M:N.M.Person.ToString');
});

function implemented(member: MemberSymbol): (string | undefined)[] {
  return implementedInterfaceMembers(member).map(documentationId);
}

test('interface members are implemented explicitly and implicitly', () => {
  const explicit = compiled.member('N.M.Derived', 'System.Collections.Generic.IEnumerable<System.Int32>.GetEnumerator');
  assert.deepEqual(implemented(explicit), ['M:System.Collections.Generic.IEnumerable`1.GetEnumerator']);
  assert.deepEqual(implemented(compiled.member('N.M.Student', 'CompareTo')), ['M:System.IComparable`1.CompareTo(`0)']);
  assert.deepEqual(implemented(compiled.member('N.M.Derived', 'N.M.IShapeLike.get_Hidden')), ['M:N.M.IShapeLike.get_Hidden']);
  assert.deepEqual(implemented(compiled.member('N.M.Derived', 'Value')), []);
});

test('nested types of constructed generic types keep the arguments of the types around them', () => {
  const method = compiled.member('N.M.Gen`1+D2', 'X');
  assert.equal(method.kind === 'method' && typeDisplay(method.returnType), 'N.M.Gen<System.Collections.Generic.List<T>>.N1');
  const inner = compiled.member('N.M.Derived', 'C');
  assert.equal(inner.kind === 'method' && typeDisplay(inner.returnType), 'N.M.Base<string, int>.Inner<System.Collections.Generic.List<int>>.Color?');
});

test('aliases stand for tuples and constructed types; long tuples nest and read flat', () => {
  const parameters = compiled.member('N.M.Derived', 'Ptr');
  const types = parameters.kind === 'method' ? parameters.parameters.map((p) => typeDisplay(p.type)) : [];
  assert.deepEqual(types.slice(4, 8), ['(int A, string B)', '(int Left, string Right)', 'System.Collections.Generic.Dictionary<string, int>', 'int?[,][]']);
  const big = compiled.member('N.M.Derived', 'Big');
  assert.equal(big.kind === 'method' && typeDisplay(big.returnType), '(int, int, int, int, int, int, int, int, string)');
});

test('members of C# 14 extension blocks are static methods of the class around them', async () => {
  const { type, compilation } = await compile(['static class E { extension<T>(IEnumerable<T> xs) where T : class { public int Len() => 0; public U Conv<U>(U u) => u; public bool Empty => true; public static int Make(int n) => n; } extension(string s) { public int Half { get => 1; set { } } } }'], 'net10.0');
  assert.deepEqual(type('E').members.map(documentationId), [
    'M:E.Len``1(System.Collections.Generic.IEnumerable{``0})', 'M:E.Conv``2(System.Collections.Generic.IEnumerable{``0},``1)',
    'M:E.get_Empty``1(System.Collections.Generic.IEnumerable{``0})', 'M:E.Make``1(System.Int32)', 'M:E.get_Half(System.String)', 'M:E.set_Half(System.String,System.Int32)',
  ]);
  assert.equal(compilation.extensionMethods('', 'Len').length, 1);
  assert.equal(compilation.extensionMethods('', 'Make').length, 0);
});

test('partial methods are one symbol', () => {
  assert.equal(compiled.type('N.M.Part').membersNamed('Comp').length, 1);
  assert.equal(compiled.type('N.M.Part').membersNamed('Hook').length, 1);
});

test('assembly attributes give friends access', () => {
  assert.equal(compiled.compilation.assembly.givesAccessTo('Friend'), true);
  assert.equal(compiled.compilation.assembly.givesAccessTo('Stranger'), false);
});
