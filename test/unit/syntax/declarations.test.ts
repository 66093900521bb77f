import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { lower, member, ready, shape, statement, type } from './support';

before(() => ready);

describe('members', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['public static int F(ref int a, params string[] b) => a;', 'Method([public static] F int [Parameter([ref] int a) Parameter([params] ArrayType(string [(1)]) b)] a)'],
    ['void I.F<T>() where T : class?, I, new() { }', 'Method(F I void [TypeParameter(none T)] [ConstraintClause(T [class? new] [I])] Block())'], ['ref readonly int F();', 'Method(F RefType(true int))'],
    ['int P { get; private set; } = 3;', 'Property(P int [Accessor(get) Accessor([private] set)] 3)'], ['int P => 1;', 'Property(P int 1)'], ['int P { get => field; init { } }', 'Property(P int [Accessor(get field) Accessor(init Block())])'],
    ['int this[int i] => i;', 'Indexer(int [Parameter(int i)] i)'], ['event Action A, B;', 'Event(Action [VariableDeclarator(A) VariableDeclarator(B)])'], ['event Action E { add { } remove { } }', 'Event(E Action [Accessor(add Block()) Accessor(remove Block())])'],
    ['C(int x) : base(x) { }', 'Constructor([Parameter(int x)] Block() (base [x]))'], ['static C() { }', 'Constructor([static] Block())'], ['~C() { }', 'Destructor(Block())'],
    ['public static C operator +(C a, C b) => a;', 'Operator([public static] + C [Parameter(C a) Parameter(C b)] a)'], ['public static explicit operator checked int(C a) => 1;', 'Conversion([public static] explicit true int [Parameter(C a)] 1)'],
    ['const int K = 3;', 'Field([const] int [VariableDeclarator(K 3)])'], ['fixed int x[4];', 'Field([fixed] int [VariableDeclarator(x)] true)'], ['delegate void D(int x);', 'Delegate(D void [Parameter(int x)])'],
    ['[A, B(1, X = 2, y: 3)] [return: C] void F() { }', 'Method([AttributeList([Attribute(A) Attribute(B [AttributeArgument(1) AttributeArgument(X 2) AttributeArgument(y 3)] true)]) AttributeList(return [Attribute(C)])] F void Block())'],
    ['delegate* unmanaged<int, void> p;', 'Field(FunctionPointerType([int void] true) [VariableDeclarator(p)])'], ['(int a, string) t;', 'Field(TupleType([(int a) (string)]) [VariableDeclarator(t)])'],
  ];
  for (const [text, expected] of cases) test(text, () => { assert.equal(shape(member(text)), expected); });
});

describe('statements', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['var (a, b) = f();', 'ExpressionStatement(Assignment(= DeclarationExpression(var ParenthesizedDesignation([~a ~b])) Invocation(f)))'],
    ['(var c, int d) = g();', 'ExpressionStatement(Assignment(= Tuple([DeclarationExpression(var ~c) DeclarationExpression(int ~d)]) Invocation(g)))'],
    ['foreach (var (k, v) in m) ;', 'ForEach(DeclarationExpression(var ParenthesizedDesignation([~k ~v])) m Empty())'], ['await foreach (var x in y) { }', 'ForEach(true DeclarationExpression(var ~x) y Block())'],
    ['await using var u = q;', 'LocalDeclaration(true true var [VariableDeclarator(u q)])'], ['using (var z = f()) ;', 'Using(LocalDeclaration(var [VariableDeclarator(z Invocation(f))]) Empty())'], ['using (x) ;', 'Using(x Empty())'],
    ['for (int i = 0, j = 1; i < 10; i++, j++) ;', 'For(LocalDeclaration(int [VariableDeclarator(i 0) VariableDeclarator(j 1)]) Binary(< i 10) [PostfixUnary(++ i) PostfixUnary(++ j)] Empty())'], ['for (;;) { }', 'For(Block())'],
    ['switch (x) { case 1: case > 2 when y: F(); break; default: return; }', 'Switch(x [SwitchSection([SwitchLabel(ConstantPattern(1)) SwitchLabel(RelationalPattern(> 2) y)] [ExpressionStatement(Invocation(F)) Jump(break)]) SwitchSection([SwitchLabel()] [Return()])])'],
    ['try { } catch (E e) when (x) { } catch { } finally { }', 'Try(Block() [Catch(E e x Block()) Catch(Block())] Block())'], ['if (a) b(); else if (c) d();', 'If(a ExpressionStatement(Invocation(b)) If(c ExpressionStatement(Invocation(d))))'],
    ['int Local<T>(T a) where T : notnull => 1;', 'LocalFunction(Local int [TypeParameter(none T)] [ConstraintClause(T [notnull])] [Parameter(T a)] 1)'], ['goto case 1;', 'Jump(gotoCase 1)'], ['goto end;', 'Jump(goto end)'], ['end: x = 1;', 'Labeled(end ExpressionStatement(Assignment(= x 1)))'],
    ['do { } while (x);', 'DoWhile(x Block())'], ['fixed (int* p = x) { }', 'Fixed(LocalDeclaration(PointerType(int) [VariableDeclarator(p x)]) Block())'], ['unsafe { }', 'ModifiedBlock(unsafe Block())'], ['yield return 1;', 'Yield(1)'], ['int[] x = { 1 };', 'LocalDeclaration(ArrayType(int [(1)]) [VariableDeclarator(x Initializer(array [1]))])'],
  ];
  for (const [text, expected] of cases) test(text, () => { assert.equal(shape(statement(text)), expected); });
});

test('headers', () => {
  const header = (text: string): string => shape(type(text).header.root);
  assert.equal(header('[A] public abstract partial class C<in T, out U>(int x) : B<T>(x), I where T : struct { }'),
    'TypeHeader([AttributeList([Attribute(A)])] [public abstract partial] class C [TypeParameter(in T) TypeParameter(out U)] [ConstraintClause(T [struct])] [Parameter(int x)] [GenericName(B [T]) I] ([x]))');
  assert.equal(header('record R(int X) : B(X);'), 'TypeHeader(record R [Parameter(int X)] [B] ([X]))');
  assert.equal(header('readonly record struct S;'), 'TypeHeader([readonly] recordStruct S)');
  assert.equal(header('enum E : byte { A }'), 'TypeHeader(enum E [byte])');
  assert.equal(header('public ref struct S { }'), 'TypeHeader([public ref] struct S)');
});

test('enum members', () => {
  assert.deepEqual(type('enum E { A = 1, [X] B }').members.map((unit) => shape(unit.root)), ['EnumMember(A 1)', 'EnumMember([AttributeList([Attribute(X)])] B)']);
});

test('usings of every form', () => {
  const { usings } = lower('using System; using static System.Math; using X = System.Collections.Generic.List<int>; global using unsafe P = int*; using T = (int, string);').root;
  assert.deepEqual(usings.map((unit) => shape(unit.root)), [
    'UsingDirective(System)', 'UsingDirective(true QualifiedName(System Math))',
    'UsingDirective(X QualifiedName(QualifiedName(QualifiedName(System Collections) Generic) GenericName(List [int])))', 'UsingDirective(true P PointerType(int))', 'UsingDirective(T TupleType([(int) (string)]))',
  ]);
});

test('a file-scoped namespace holds what follows it', () => {
  const { root } = lower('using A;\n[assembly: X]\nnamespace N.M;\nusing B;\nclass C { class D { } }\ndelegate void E();');
  assert.deepEqual([root.usings.length, root.attributeLists.length, root.types.length], [1, 1, 0]);
  const namespace = root.namespaces[0];
  assert.ok(namespace);
  assert.deepEqual([namespace.name, namespace.fileScoped, namespace.usings.length, namespace.types.length, namespace.delegates.length], ['N.M', true, 1, 1, 1]);
  assert.equal(namespace.types[0]?.types[0]?.header.root.name, 'D');
});

test('range of a type: whole declaration and inside of its braces', () => {
  const text = 'namespace N { class C : B { int x; } }';
  const { range } = lower(text).root.namespaces[0]!.types[0]!;
  assert.equal(text.slice(range.start, range.end), 'class C : B { int x; }');
  assert.equal(text.slice(range.bodyStart, range.bodyEnd), ' int x; ');
});

test('damage stays local', () => {
  const { root } = lower('class C { void F() { x.; G(); } void H( { } int P => 1; }\nclass D { }');
  assert.equal(root.hasErrors, true);
  assert.ok(root.types.some((found) => found.header.root.name === 'D' && !found.header.hasError));
});

test('a half-typed statement does not hide the others', () => {
  const method = lower('class C { void F() { A(); var x = foo(; B(); } void G() { } }').root.types[0]?.members;
  assert.ok(method);
  assert.deepEqual(method.map((unit) => unit.root.kind), ['Method', 'Method']);
  assert.deepEqual(method.map((unit) => unit.hasError), [true, false]);
});
