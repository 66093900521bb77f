import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { bind, ready, usesOf } from './support';

before(() => ready);

function inMethod(code: string): string {
  return `class C { int F; int P { get; set; } event Action E; static int S(int n) => n; static string S(string s) => s; void M(List<string> list, dynamic d) { ${code} } }`;
}

test('overloads are told apart by the argument', () => {
  assert.deepEqual(usesOf(inMethod('S(1); S("x");'), 'call'), ['call S -> M:C.S(System.Int32)', 'call S -> M:C.S(System.String)']);
});

test('an unknown argument makes the call unknown, the statements around it stay known', () => {
  assert.deepEqual(usesOf(inMethod('Missing(); S(Missing2); S(3);'), 'call'), ['call S -> M:C.S(System.Int32)']);
  const body = bind(inMethod('Missing(); S(3);')).find((b) => b.statistics.invocations > 0);
  assert.equal(body?.statistics.invocations, 2);
});

test('type arguments of unknown names are known, each once', () => {
  for (const code of ['Unknown<List<C>> x;', 'new Unknown<List<C>>();', 'Unknown<List<C>>.Go();', 'Missing<List<C>>();', 'this.Missing<List<C>>();', 'list.Missing<List<C>>(3);', 'missing.Go<List<C>>();', 'System.Unknown<List<C>> x;', 'System.Unknown<List<C>>.Go();', 'No.Such<List<C>>.Inner x;', 'global::Unknown<List<C>> x;', 'object x = (Unknown<List<C>>)d;', 'if (d is Unknown<List<C>>) { }', 'Dictionary<List<C>> x;', 'object x = typeof(Unknown<List<C>[]>);']) {
    assert.deepEqual(usesOf(`class C { void M(List<string> list, object d) { ${code} } }`, 'type').slice(-2).sort(), ['type C -> T:C', 'type List -> T:System.Collections.Generic.List`1'], code);
    assert.equal(usesOf(`class C { void M(object d) { ${code} } }`, 'type').filter((use) => use.endsWith('T:C')).length, 1, code);
  }
  assert.deepEqual(usesOf('class A { [Unknown<List<A>>] Unknown<A> F; }', 'type').map((use) => use.split(' ')[1]).sort(), ['A', 'A', 'List']);
});

test('an alias of something unknown hides what has its name', () => {
  const uses = usesOf('using Console = Missing.Console; using L = System.Collections.Generic.List<int>; class C { Console F; void M() { Console.WriteLine(1); System.Console.WriteLine(2); object x = new Console(); L l = null; l.Add(1); } }');
  assert.deepEqual(uses.filter((use) => use.includes('Console') || use.includes('WriteLine')), ['type Console -> T:System.Console', 'call WriteLine -> M:System.Console.WriteLine(System.Int32)']);
  assert.ok(uses.includes('call Add -> M:System.Collections.Generic.List`1.Add(`0)'));
});

test('out _ in a lambda is no error that takes an overload away', () => {
  const code = 'class C { static bool T(out int n) { n = 1; return true; } static void G(Action<string> f) { } static int G<R>(Func<string, R> f) => 0; void M() { G(s => T(out _)); G(s => { T(out _); return 1; }); G(s => Missing); } }';
  assert.deepEqual(usesOf(code, 'call').filter((use) => use.startsWith('call G')), ['call G -> M:C.G``1(System.Func{System.String,``0})', 'call G -> M:C.G``1(System.Func{System.String,``0})']);
});

test('a member of a method that is not called is an error: the overload of the base class is left', () => {
  const code = 'static class X { public static int Len(this object o, int n) => n; } class B { public int G(Func<string, int> f) => 0; } class D : B { public int Len; public int G(Func<List<int>, int> f) => 1; void M() { G(s => s.Length); G(s => s.Count); G(s => s.Len.Count); } }';
  assert.deepEqual(usesOf(code, 'call').filter((use) => use.startsWith('call G')).slice(0, 2), ['call G -> M:B.G(System.Func{System.String,System.Int32})', 'call G -> M:D.G(System.Func{System.Collections.Generic.List{System.Int32},System.Int32})']);
});

test('constraints that an override inherits name its own type parameters', () => {
  const code = 'interface I<T> { } class B { public virtual void M<T, U>() where U : I<T> { } static protected V Take<V>(V v) where V : class => v; } class D : B { T Of<T>() => default; void N<T>(I<T> x) { } public override void M<A, Z>() { N<A>(Of<Z>()); } }';
  assert.deepEqual(usesOf(code, 'call'), ['call N -> M:D.N``1(I{``0})', 'call Of -> M:D.Of``1']);
});

test('a using in a namespace names a namespace although its siblings bring a type of that name', () => {
  const uses = usesOf('namespace Mt.Serialization { public class Serialization { } } namespace Mt.Courier { using Mt.Serialization; using Serialization; class V { } }', 'type');
  assert.deepEqual(uses, []);
});

test('lambdas take their parameter types from the method that is called, and record their uses once', () => {
  assert.deepEqual(usesOf(inMethod('list.Where(s => s.Length > 1).Select(s => s.Trim());'), 'property'), ['property Length -> P:System.String.Length']);
  assert.deepEqual(usesOf(inMethod('list.Select(s => s.Trim());'), 'call').length, 2);
});

test('nested lambdas bind in time that does not double with each level', () => {
  let code = 'x0';
  for (let i = 14; i > 0; i--) code = `list.Select(x${i} => ${i === 14 ? `x${i}.Trim()` : code})`;
  const started = process.cpuUsage().user;
  const calls = usesOf(inMethod(`${code};`), 'call');
  assert.equal(calls.length, 15);
  assert.ok(process.cpuUsage().user - started < 5_000_000, 'more than five seconds of processor time');
});

/** Overloads that take lambdas, in each other: each level has three tries for every try of the level above. */
function nestedOverloads(depth: number, parameter: (level: number) => string, core: string): string {
  let code = core;
  for (let i = depth; i > 0; i--) code = `G(${parameter(i)} => ${code})`;
  return `class C { static int G(Func<int, int> f) => 0; static int G(Func<string, string> f) => 1; static int G(Func<long, string> f) => 2; void M() { ${code}; } }`;
}

test('a lambda that uses nothing of the lambdas around it is tried once for all their tries', () => {
  const calls = usesOf(nestedOverloads(14, (i) => `x${String(i)}`, '1'), 'call');
  const integers = 'call G -> M:C.G(System.Func{System.Int32,System.Int32})';
  assert.deepEqual(calls, Array.from({ length: 14 }, () => integers));
  assert.deepEqual(usesOf(nestedOverloads(2, (i) => `x${String(i)}`, 'x1 + 1'), 'call'), [integers, integers], 'what the outer lambda gives counts');
});

test('overloads that take lambdas in lambdas end, unknown, where the tries would be exponential', () => {
  for (const depth of [20, 60]) assert.deepEqual(usesOf(nestedOverloads(depth, () => 'x', 'x'), 'call').length < depth, true);
});

test('null converts by an operator of the target, and an array of params is better than its interface', () => {
  const code = 'struct Text { public static implicit operator Text(string s) => default; } class C { static void N(Text t) { } static void N(int m) { } static void P(params IEnumerable<int> l) { } static void P(params int[] l) { } void M() { N(null); P(1, 2); } }';
  assert.deepEqual(usesOf(code, 'call'), ['call N -> M:C.N(Text)', 'call P -> M:C.P(System.Int32[])']);
  assert.deepEqual(usesOf(code, 'conversion').length, 1);
});

test('a conditional converts by its own type first, and by its branches where that does not', () => {
  const code = 'struct Text { public static implicit operator Text(string s) => default; public static explicit operator Text(int[] a) => default; } class C { void M(bool c, string s, object o) { Text t = c ? s : null; Text u = s switch { "a" => s, _ => null }; object b = c ? 1 : "s"; var v = (Text)null; byte n = c ? 1 : 2; } }';
  assert.deepEqual(usesOf(code, 'conversion').map((use) => use.split(' -> ')[1]), Array.from({ length: 3 }, () => 'M:Text.op_Implicit(System.String)~Text'));
});

test('a type argument list before parentheses or an initializer is no comparison', () => {
  const types = 'class K { } class D<A, B> : List<A> { public D() { } public D(int n) { } public K this[A a] { get => null; set { } } } class S { public D<K, K> H; public int N; } ';
  const inClass = (code: string): string => `${types} class T { object G<A>(object o) => o; object G(object o, object p) => o; void M(object o, K k, int n) { ${code} } }`;
  for (const [code, count] of [
    ['var s = new S { H = new D<K, K> { [k] = k }, N = 1 };', 2], ['var s = new S { N = 1, H = new D<K, K>(n) { [k] = k } };', 2], ['var s = new S { H = new D<K, K> { } };', 2],
    ['var l = new List<(K A, K B)>(n).Count;', 0], ['var l = new D<(K A, int B), K>(n);', 1],
  ] as const) assert.equal(usesOf(inClass(code), 'creation').length, count, code);
  assert.deepEqual(usesOf(inClass('var t = (T)G<K>(o); var u = (string)G<K>(o).ToString();'), 'call'), ['call G -> M:T.G``1(System.Object)', 'call G -> M:T.G``1(System.Object)', 'call ToString -> M:System.Object.ToString']);
  assert.deepEqual(usesOf(inClass('if (o is List<(K A, K B)> l && n > 3) l.Add((k, k));'), 'call'), ['call Add -> M:System.Collections.Generic.List`1.Add(`0)']);
});

test('an operator behind a conditional access takes its operand by precedence', () => {
  const code = (condition: string): string => `class V { public V Next; public static bool operator ==(V a, V b) => true; public static bool operator !=(V a, V b) => true; } class T { void M(V v, string s, bool b, object o) { if (${condition}) { } } }`;
  for (const condition of ['b && v.Next?.Next == v', 'b || !b && v?.Next != v', 's.Length > 3 && v?.Next == v && b']) assert.equal(usesOf(code(condition), 'operator').length, 1, condition);
  assert.deepEqual(usesOf(code('b && s?.Trim() is string t && t.Length > 3'), 'property'), ['property Length -> P:System.String.Length']);
});

test('`with` is a name where no initializer follows; `@field` is a field; fixed buffers are pointers', () => {
  assert.deepEqual(usesOf('class T { void M(string s) { var with = s; with.Trim(); } }', 'call'), ['call Trim -> M:System.String.Trim']);
  assert.deepEqual(usesOf('class T { int field; int P { get { return @field; } } }', 'field'), ['field @field -> F:T.field']);
  assert.deepEqual(usesOf('unsafe struct T { fixed long a[4]; static void N(long n) { } static void N(object o) { } void M() { N(a[0]); } }', 'call'), ['call N -> M:T.N(System.Int64)']);
});

test('arguments of a target-typed new see the variables of their switch arm; a nested delegate its type parameters', () => {
  assert.deepEqual(usesOf('struct B { public B(string s) { } } class T { B M(object o) => o switch { string s => new(s), _ => default }; }', 'creation'), ['creation new(s) -> M:B.#ctor(System.String)']);
  assert.deepEqual(usesOf('class T { delegate U Make<U>(U u); }', 'typeParameter').length, 2);
});

test('the left side of ?? converts to the type of the right one', () => {
  const code = 'struct Text { public static implicit operator Text(string s) => default; } class T { void M(string s, Text t) { var u = s ?? t; } }';
  assert.deepEqual(usesOf(code, 'conversion').length, 1);
});

test('an extension method whose lambda binds comes before a method of the type whose lambda does not', () => {
  const code = `delegate R Two<A, B, R>(A a, B b); delegate void Act<A, B>(A a, B b); class S { public int Run<T>(T t, Two<S, T, string> f) => 0; }
    static class E { public static int Run<T>(this S s, T t, Act<T, Action<T>> f) => 0; }
    class C { void M(S s, Action<Action> a) { s.Run(a, (x, self) => x(() => self(x))); s.Run(1, (x, y) => "" + y); s.Run(a, (x, y) => Missing()); } }`;
  assert.deepEqual(usesOf(code, 'call').map((use) => use.includes('M:E.Run')), [true, false, false]);
});

test('patterns go on where the grammar ends them', () => {
  const enumeration = 'enum E { A, B, C }';
  for (const condition of ['o is not null && e is E.A or E.B', 'o is null || e is not E.A and not E.B', 'o is not null || c && e is E.A or E.B', 'o is not string s && e is E.A or E.B', 'o is not 5 && e is E.A or E.B && c']) {
    assert.deepEqual(usesOf(`${enumeration} class T { bool M(object o, E e, bool c) => ${condition}; }`, 'field'), ['field A -> F:E.A', 'field B -> F:E.B'], condition);
  }
  const record = 'record Pair(string A, string B); record Box<T>(T A, Pair B);';
  for (const condition of ['o is Pair(var a, _)', 'c && o is Pair(var a, _)', 'o is not Pair(var a, _)', 'o is Box<int>(_, Pair(var a, _))', 'o is Pair(var a, "x") && c', 'o is string or Pair("a", var a)', 'c ? false : o is Box<string>(var a, _)']) {
    assert.deepEqual(usesOf(`${record} class T { void M(object o, bool c) { if (${condition}) a.Trim(); } }`, 'call'), ['call Trim -> M:System.String.Trim'], condition);
  }
});

test('accesses of properties tell reading from writing', () => {
  const accesses = bind(inMethod('P = P; P += 1; P++; E += null;')).flatMap((b) => b.uses).filter((u) => u.kind === 'property').map((u) => u.access);
  assert.deepEqual(accesses, ['write', 'read', 'readWrite', 'readWrite']);
});

test('uses inside nameof are marked', () => {
  const uses = bind(inMethod('var n = nameof(F); S(F);')).flatMap((b) => b.uses).filter((u) => u.kind === 'field');
  assert.deepEqual(uses.map((u) => u.inNameof), [true, false]);
});

test('a dynamic argument by ref, out or in does not make the call late bound', () => {
  const members = 'class C { C(out dynamic x) { x = null; } void R(ref dynamic x) { } void I(in dynamic x) { } void O(out object o, dynamic q) { o = q; } ';
  for (const call of ['R(ref m);', 'I(in m);', 'new C(out m);']) assert.deepEqual(usesOf(`${members} void T() { dynamic m = 1; ${call} } }`, 'dynamic'), [], call);
  assert.deepEqual(usesOf(`${members} void T(dynamic m) { O(out m, m); } }`, 'dynamic'), ['dynamic O(out m, m) -> ']);
});

test('late-bound operations are dynamic uses', () => {
  assert.deepEqual(usesOf(inMethod('d.Foo(1); S(d); d[0] = 1;'), 'dynamic'), ['dynamic d.Foo(1) -> ', 'dynamic S(d) -> ', 'dynamic d[0] -> ']);
});

test('a name that is a value and its type goes by the member (Color Color)', () => {
  const text = 'enum Color { Red } class D { Color Color; static int N; int I; void M() { var a = Color.Red; var b = Color.ToString(); } }';
  assert.deepEqual(usesOf(text).filter((u) => / Color -> /.test(u)), ['type Color -> T:Color', 'type Color -> T:Color', 'field Color -> F:D.Color']);
});

test('query clauses call the query operators', () => {
  assert.deepEqual(usesOf(inMethod('var q = from s in list where s.Length > 1 select s.Trim();'), 'query'), [
    'query where s.Length > 1 -> M:System.Linq.Enumerable.Where``1(System.Collections.Generic.IEnumerable{``0},System.Func{``0,System.Boolean})',
    'query select s.Trim() -> M:System.Linq.Enumerable.Select``2(System.Collections.Generic.IEnumerable{``0},System.Func{``0,``1})',
  ]);
});

test('uses inside functions name their function', () => {
  const uses = bind(inMethod('Action a = () => S(1); void L() { S(2); } S(3);')).flatMap((b) => b.uses).filter((u) => u.kind === 'call');
  assert.deepEqual(uses.map((u) => [u.enclosing.symbol?.methodKind, u.enclosing.parent?.symbol?.name]), [['lambda', 'M'], ['localFunction', 'M'], ['ordinary', undefined]]);
});

test('receivers and arguments are given with their parameters', () => {
  const use = bind(inMethod('list.Where(s => true);')).flatMap((b) => b.uses).find((u) => u.kind === 'call');
  assert.deepEqual(use?.arguments?.map((a) => [a.parameter.name, a.expression.kind]), [['s', 'IdentifierName'], ['f', 'Lambda']]);
  assert.equal(use.receiver?.kind, 'IdentifierName');
});

test('constructors call the base constructor that is not written', () => {
  const text = 'class A { public A() {} public A(int n) {} } class B : A { public B(string s) {} public B() : base(1) {} } class D : A {} class P(int x) : A(x);';
  assert.deepEqual(usesOf(text).filter((u) => /^(?:implicitBase|constructorInitializer)/.test(u) && u.includes(':A')), [
    'implicitBase B -> M:A.#ctor', 'constructorInitializer : base(1) -> M:A.#ctor(System.Int32)', 'implicitBase D -> M:A.#ctor', 'constructorInitializer A(x) -> M:A.#ctor(System.Int32)',
  ]);
});

test('attributes use their constructor and set their properties', () => {
  const text = 'class TagAttribute : Attribute { public TagAttribute(int n) {} public string Name { get; set; } } [Tag(1, Name = "x")] class C { [return: Tag(2)] int M([Tag(3)] int p) => p; }';
  assert.deepEqual(usesOf(text, 'attribute').length, 3);
  assert.deepEqual(usesOf(text, 'property'), ['property Name -> P:TagAttribute.Name']);
});

test('any text binds without an exception', () => {
  const pieces = ['(', ')', '{', '}', 'x', '=>', 'new', 'from', 'in', 'select', '?', '.', 'list', 'var', 'is', 'switch', '[', ']', ',', '1', '"s"', '$"{x}"', 'await', 'foreach', ';', '=', 'S', 'int', '<', '>', '..', 'with'];
  fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (words) => {
    bind(inMethod(words.join(' ')));
  }), { numRuns: 150 });
});

const schedulers = `delegate R Two<A, B, R>(A a, B b); interface IScheduler { void Schedule<T>(T state, Two<IScheduler, T, Action> f); }
static class Ext { public static void Schedule<T>(this IScheduler s, T state, Two<T, int, Action> f) {} public static Action Each<T>(this T s, Func<T, Action> f) => null; }`;

test('a member that a type of source cannot have makes a lambda unfit, where none may be unseen', () => {
  const use = (type: string): readonly string[] => usesOf(`${schedulers} ${type} { Action Tick(int n) => null; void M(IScheduler s) => s.Schedule(this, (self, n) => self.Tick(n)); }`, 'call');
  assert.deepEqual(use('class Plain'), ['call Schedule -> M:Ext.Schedule``1(IScheduler,``0,Two{``0,System.Int32,System.Action})', 'call Tick -> M:Plain.Tick(System.Int32)']);
  const open = usesOf(`${schedulers.replace('interface', 'partial interface')} class P { Action Tick(int n) => null; void M(IScheduler s) => s.Schedule(this, (self, n) => self.Tick(n)); }`, 'call');
  assert.match(open[0] ?? '', /IScheduler\.Schedule/, 'a generator may add it');
});

test('a call whose lambda fits nothing makes the lambda around it unfit', () => {
  const code = `${schedulers} class A { } class B { public Action Go() => null; } class C { static void F(Func<A, Action> f) {} static void F(Func<B, Action> f) {} void M() => F(x => x.Each(y => y.Go())); }`;
  assert.match(usesOf(code, 'call')[0] ?? '', /F\(System\.Func\{B,System\.Action\}\)/);
});

test('the part of a constructor without a body calls no base', () => {
  assert.equal(usesOf('partial class C { public partial C(int x); } partial class C { public partial C(int x) { } }', 'implicitBase').length, 1);
});

test('arguments of a collection expression are read from C# 15 on; before, and behind another element, they call a method', () => {
  const code = `class Bag : List<int> { public Bag() { } public Bag(int size) { } public Bag(string name) { } }
class C { static int with(int n) => n; void M() { Bag a = [with(3), 1]; Bag b = [with("n")]; Bag c = [1, with(2)]; Bag d = [@with(3)]; Bag e = []; } }`;
  assert.deepEqual(usesOf(code, 'collection', 'preview').map((use) => use.replace(/.*-> /s, '')), ['M:Bag.#ctor(System.Int32)', 'M:Bag.#ctor(System.String)', 'M:Bag.#ctor', 'M:Bag.#ctor', 'M:Bag.#ctor']);
  assert.deepEqual(usesOf(code, 'call', 'preview').length, 2);
  assert.deepEqual(usesOf(code, 'collection', '14').map((use) => use.replace(/.*-> /s, '')), Array.from({ length: 5 }, () => 'M:Bag.#ctor'));
  assert.deepEqual(usesOf(code, 'call', '14').length, 3);
});
