import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessContext, extensionMethodsInScope, lookupNamespaceOrType, type Scope } from '../../../server/src/core/binding/scope';
import { lookupMembers } from '../../../server/src/core/binding/lookup';
import { documentationId, typeDisplay } from '../../../server/src/core/symbols/display';
import type { NamedTypeSymbol } from '../../../server/src/core/symbols/symbol';
import { constructType } from '../../../server/src/core/symbols/construct';
import type { Unit } from '../../../server/src/core/syntax/nodes';
import { compile, type Compiled } from '../../harness/compile';

/** The scope inside a type's member. */
function scopeOf(compiled: Compiled, type: string, member: string): Scope {
  const unit = compiled.member(type, member).location?.unit;
  const scope = unit && compiled.compilation.scopeOf(unit as Unit);
  assert.ok(scope !== undefined);
  return scope;
}

function typeName(scope: Scope, name: string, arity = 0): string | undefined {
  const found = lookupNamespaceOrType(scope, name, arity);
  if (found === undefined) return undefined;
  return found.kind === 'namespace' ? `namespace ${found.name}` : typeDisplay(found.type);
}

function ids(compiled: Compiled, type: NamedTypeSymbol, name: string, options: { invocable?: boolean; arity?: number } = {}): (string | undefined)[] {
  const from = { assembly: compiled.compilation.assembly, type: undefined };
  return lookupMembers(type, name, { compilation: compiled.compilation, from, ...options }).members.map(documentationId);
}

test('names are found from the innermost scope outward', async () => {
  const compiled = await compile([
    'using Alias = System.Text.StringBuilder; using List = System.Collections.Generic.List<int>; namespace A { class X {} namespace B { using System.Text.Json; class X {} class Y : Base<string> { class Z {} void M<T>() {} class String {} } class Base<T> { public class Inner {} } } }',
    'global using G = System.Guid; namespace A.B { class Elsewhere {} file class Secret {} }',
  ]);
  const scope = scopeOf(compiled, 'A.B.Y', 'M');
  assert.equal(typeName(scope, 'T'), 'T');
  assert.equal(typeName(scope, 'X'), 'A.B.X');
  assert.equal(typeName(scope, 'Z'), 'A.B.Y.Z');
  assert.equal(typeName(scope, 'Inner'), 'A.B.Base<string>.Inner');
  assert.equal(typeName(scope, 'Elsewhere'), 'A.B.Elsewhere');
  assert.equal(typeName(scope, 'Alias'), 'System.Text.StringBuilder');
  assert.equal(typeName(scope, 'List'), 'System.Collections.Generic.List<int>');
  assert.equal(typeName(scope, 'List', 1), 'System.Collections.Generic.List<T>');
  assert.equal(typeName(scope, 'G'), 'System.Guid');
  assert.equal(typeName(scope, 'JsonSerializer'), 'System.Text.Json.JsonSerializer');
  assert.equal(typeName(scope, 'B'), 'namespace A.B');
  assert.equal(typeName(scope, 'Secret'), undefined, 'file types are seen in their file only');
  assert.equal(typeName(scope, 'Nope'), undefined);
});

test('two usings that bring the same name make it unknown; a nearer declaration wins', async () => {
  const compiled = await compile(['using P; using Q; namespace P { public class D {} public class E {} } namespace Q { public class D {} } class C { void M() {} class E {} }']);
  const scope = scopeOf(compiled, 'C', 'M');
  assert.equal(typeName(scope, 'D'), undefined);
  assert.equal(typeName(scope, 'E'), 'C.E');
});

test('inherited members: overrides are collapsed, hidden ones left out, private ones not seen', async () => {
  const compiled = await compile([`
    class A { public virtual void M(int a) {} public void M(string s) {} public int P { get; } private void Q() {} public int F; }
    class B : A { public override void M(int a) {} public void M<T>(T t) {} public new string P { get; } public new void F() {} }`]);
  const b = compiled.type('B');
  assert.deepEqual(ids(compiled, b, 'M'), ['M:B.M(System.Int32)', 'M:B.M``1(``0)', 'M:A.M(System.String)']);
  assert.deepEqual(ids(compiled, b, 'M', { arity: 1 }), ['M:B.M``1(``0)']);
  assert.deepEqual(ids(compiled, b, 'P'), ['P:B.P']);
  assert.deepEqual(ids(compiled, b, 'Q'), []);
  assert.deepEqual(ids(compiled, b, 'ToString'), ['M:System.Object.ToString']);
});

test('members of interfaces come from base interfaces and object', async () => {
  const compiled = await compile(['interface I : J, K { void M(int a); } interface J { void M(string s); int P { get; } } interface K { void M(int a); } ']);
  assert.deepEqual(ids(compiled, compiled.type('I'), 'M'), ['M:I.M(System.Int32)', 'M:J.M(System.String)']);
  assert.deepEqual(ids(compiled, compiled.type('I'), 'P'), ['P:J.P']);
  assert.deepEqual(ids(compiled, compiled.type('I'), 'GetHashCode'), ['M:System.Object.GetHashCode']);
});

test('members of type parameters come from the constraints', async () => {
  const compiled = await compile(['class C<T, U> where T : System.IO.Stream, System.IComparable<U> where U : struct {}']);
  const [t, u] = compiled.type('C`2').typeParameters;
  assert.ok(t !== undefined && u !== undefined);
  const from = { assembly: compiled.compilation.assembly, type: undefined };
  const names = (name: string, parameter = t): (string | undefined)[] => lookupMembers(parameter, name, { compilation: compiled.compilation, from }).members.map(documentationId);
  assert.deepEqual(names('CanRead'), ['P:System.IO.Stream.CanRead']);
  assert.deepEqual(names('CompareTo'), ['M:System.IComparable`1.CompareTo(`0)']);
  assert.deepEqual(names('Equals', u), ['M:System.ValueType.Equals(System.Object)', 'M:System.Object.Equals(System.Object,System.Object)']);
});

test('tuple names stand for the fields', async () => {
  const compiled = await compile(['class C { (int count, string text) F; (int, int, int, int, int, int, int, int, string last) G; }']);
  const field = (name: string): NamedTypeSymbol => {
    const member = compiled.member('C', name);
    assert.ok(member.kind === 'field' && member.type.kind === 'namedType');
    return member.type;
  };
  assert.deepEqual(ids(compiled, field('F'), 'text'), ['F:System.ValueTuple`2.Item2']);
  assert.deepEqual(ids(compiled, field('G'), 'last'), ['F:System.ValueTuple`2.Item2']);
  assert.deepEqual(ids(compiled, field('G'), 'Item8'), ['F:System.ValueTuple`2.Item1']);
});

test('a field that is no delegate does not count where the name is called', async () => {
  const compiled = await compile(['class A { public void Run() {} } class B : A { public new int Run; public System.Action Act; }']);
  assert.deepEqual(ids(compiled, compiled.type('B'), 'Run', { invocable: true }), ['M:A.Run']);
  assert.deepEqual(ids(compiled, compiled.type('B'), 'Act', { invocable: true }), ['F:B.Act']);
});

test('extension methods come in groups, nearest namespace first', async () => {
  const compiled = await compile([`
    using System.Linq; using static Tools;
    static class Tools { public static int Count(this string s) => 1; }
    namespace N { static class Near { public static int Count(this object o) => 1; } class C { void M() {} } }`]);
  const groups = [...extensionMethodsInScope(scopeOf(compiled, 'N.C', 'M'), 'Count')].map((group) => group.map((m) => m.containingType.name));
  assert.deepEqual(groups[0], ['Near']);
  assert.deepEqual(groups[1], ['Tools']);
  assert.ok(groups[2]?.includes('Enumerable'));
});

test('protected members are accessible through the accessing type only', async () => {
  const compiled = await compile(['class A { protected int P; protected internal int Q; private protected int R; } class B : A { void M() {} } class C : A {}']);
  const scope = scopeOf(compiled, 'B', 'M');
  const find = (type: string, name: string, through = true): number => lookupMembers(compiled.type(type), name, {
    compilation: compiled.compilation, from: accessContext(scope), ...(through ? { through: compiled.type(type) } : {}),
  }).members.length;
  assert.equal(find('B', 'P'), 1);
  assert.equal(find('C', 'P'), 0);
  assert.equal(find('C', 'Q'), 1);
  assert.equal(find('C', 'R'), 0);
  assert.equal(find('A', 'P', false), 1);
});

test('members of a constructed type are found constructed', async () => {
  const compiled = await compile(['class C {}']);
  const type = constructType(compiled.type('System.Collections.Generic.List`1'), [compiled.type('System.String')]);
  const [add] = lookupMembers(type, 'Add', { compilation: compiled.compilation, from: { assembly: compiled.compilation.assembly, type: undefined } }).members;
  assert.ok(add?.kind === 'method');
  assert.equal(typeDisplay(add.parameters[0]?.type ?? type), 'string');
});

test('top-level statements are in a class Program, which source may add to', async () => {
  const alone = await compile(['System.Console.WriteLine(typeof(Program));']);
  assert.deepEqual(alone.type('Program').members.map(documentationId), ['M:Program.#ctor']);
  const added = await compile(['return 1;', 'public partial class Program { void M() {} }']);
  assert.equal(added.type('Program').accessibility, 'public');
  assert.ok(added.member('Program', 'M').kind === 'method');
});
