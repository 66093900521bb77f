import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { expression, pattern, ready, shape } from './support';

before(() => ready);

const shapes: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'conditional access': [
    ['a?.b.c()', 'ConditionalAccess(a Invocation(MemberAccess(MemberBinding(b) c)))'],
    ['a?.b(1)?.c[2]', 'ConditionalAccess(a ConditionalAccess(Invocation(MemberBinding(b) [1]) ElementAccess(MemberBinding(c) [2])))'],
    ['!a?.b', 'PrefixUnary(! ConditionalAccess(a MemberBinding(b)))'],
    ['x == a?.b', 'Binary(== x ConditionalAccess(a MemberBinding(b)))'],
    ['x + a?.b.c', 'Binary(+ x ConditionalAccess(a MemberAccess(MemberBinding(b) c)))'],
    ['x ?? a?.b()', 'Binary(?? x ConditionalAccess(a Invocation(MemberBinding(b))))'],
    ['(x ?? a)?.b', 'ConditionalAccess(Parenthesized(Binary(?? x a)) MemberBinding(b))'],
    ['await a?.B()', 'Await(ConditionalAccess(a Invocation(MemberBinding(B))))'],
    ['(T)a?.b', 'Cast(T ConditionalAccess(a MemberBinding(b)))'],
    ['a?[0]', 'ConditionalAccess(a ElementBinding([0]))'],
    ['a?.b!.c', 'ConditionalAccess(a MemberAccess(PostfixUnary(! MemberBinding(b)) c))'],
    ['a?.b<int>(x)', 'ConditionalAccess(a Invocation(MemberBinding(GenericName(b [int])) [x]))'],
    ['a?.b ? c : d', 'Conditional(ConditionalAccess(a MemberBinding(b)) c d)'],
    ['c ? d : a?.b', 'Conditional(c d ConditionalAccess(a MemberBinding(b)))'],
    ['x => x?.y', 'Lambda([Parameter(x)] ConditionalAccess(x MemberBinding(y)))'],
  ],
  'casts': [
    ['(int)x', 'Cast(int x)'], ['(T)(x)', 'Cast(T Parenthesized(x))'], ['(int)-x', 'Cast(int PrefixUnary(- x))'],
    ['(a) - b', 'Binary(- Parenthesized(a) b)'], ['(a) - b * c', 'Binary(- Parenthesized(a) Binary(* b c))'], ['(a.b) + c - d', 'Binary(- Binary(+ Parenthesized(MemberAccess(a b)) c) d)'],
    ['(a) & b', 'Binary(& Parenthesized(a) b)'], ['(a)', 'Parenthesized(a)'], ['(T)x.y', 'Cast(T MemberAccess(x y))'], ['(T)!x', 'Cast(T PrefixUnary(! x))'],
    ['(List<int>)x', 'Cast(GenericName(List [int]) x)'], ['(A.B)x', 'Cast(QualifiedName(A B) x)'], ['(int?)null', 'Cast(NullableType(int) null)'],
  ],
  'generic names and comparisons': [
    ['F<int>(x)', 'Invocation(GenericName(F [int]) [x])'], ['a.F<int, string>()', 'Invocation(MemberAccess(a GenericName(F [int string])))'],
    ['a < b', 'Binary(< a b)'], ['a < b && c > d', 'Binary(&& Binary(< a b) Binary(> c d))'],
    ['nameof(List<>)', 'Invocation(nameof [GenericName(List [OmittedTypeArgument()])])'], ['typeof(D<,>)', 'TypeOf(GenericName(D [OmittedTypeArgument() OmittedTypeArgument()]))'],
    ['List<int>.Empty', 'MemberAccess(GenericName(List [int]) Empty)'],
  ],
  'names': [
    ['global::System.Console.X', 'MemberAccess(MemberAccess(AliasQualifiedName(global System) Console) X)'], ['int.MaxValue', 'MemberAccess(int MaxValue)'],
    ['@class', 'class'], ['this.x', 'MemberAccess(This() x)'], ['base.F()', 'Invocation(MemberAccess(Base() F))'], ['p->x', 'MemberAccess(p x true)'], ['nint.Zero', 'MemberAccess(nint Zero)'],
  ],
  'is and as': [
    ['x is Foo', 'IsType(x Foo)'], ['x is A.B', 'IsType(x QualifiedName(A B))'], ['x is int[]', 'IsType(x ArrayType(int [(1)]))'], ['x is null', 'IsPattern(x ConstantPattern(null))'],
    ['x is not null', 'IsPattern(x NotPattern(ConstantPattern(null)))'], ['x is Foo f', 'IsPattern(x DeclarationPattern(Foo ~f))'], ['x is > 5 && y', 'Binary(&& IsPattern(x RelationalPattern(> 5)) y)'],
    ['x is (A.B) && y', 'Binary(&& IsPattern(x ConstantPattern(MemberAccess(A B))) y)'], ['(A.B) && y == z', 'Binary(&& Parenthesized(MemberAccess(A B)) Binary(== y z))'],
    ['x is (A) && y is (B) && z', 'Binary(&& Binary(&& IsType(x A) IsType(y B)) z)'], ['x is (A) && y is (B) || z ? u : v', 'Conditional(Binary(|| Binary(&& IsType(x A) IsPattern(y ParenthesizedPattern(ConstantPattern(B)))) z) u v)'], ['(A.B) ^ y', 'Binary(^ Parenthesized(MemberAccess(A B)) y)'], ['(A) & &y', 'Binary(& Parenthesized(A) PrefixUnary(& y))'],
    ['x is > 1 and < 5 || y', 'Binary(|| IsPattern(x BinaryPattern(and RelationalPattern(> 1) RelationalPattern(< 5))) y)'],
    ['x is > 5 ? a : b', 'Conditional(IsPattern(x RelationalPattern(> 5)) a b)'], ['x is not A or B', 'IsPattern(x BinaryPattern(or NotPattern(ConstantPattern(A)) ConstantPattern(B)))'],
    ['x is Foo ? a : b', 'Conditional(IsType(x Foo) a b)'], ['x as Foo', 'As(x Foo)'], ['x as string ?? y', 'Binary(?? As(x string) y)'], ['x is { A: 1 } y && z', 'Binary(&& IsPattern(x RecursivePattern([Subpattern([A] ConstantPattern(1))] ~y)) z)'],
    ['x is List<int>', 'IsType(x GenericName(List [int]))'], ['x is int?', 'IsType(x NullableType(int))'],
  ],
  'creations': [
    ['new Foo(1) { A = 1, B = { 2 }, [0] = 4 }', 'ObjectCreation(Foo [1] Initializer(object [Assignment(= A 1) Assignment(= B Initializer(collection [2])) Assignment(= ImplicitElementAccess([0]) 4)]))'],
    ['new Foo { }', 'ObjectCreation(Foo Initializer(object))'], ['new List<int> { 1, { 2, 3 } }', 'ObjectCreation(GenericName(List [int]) Initializer(collection [1 Initializer(collection [2 3])]))'],
    ['new()', 'ImplicitObjectCreation()'], ['new(1) { X = 1 }', 'ImplicitObjectCreation([1] Initializer(object [Assignment(= X 1)]))'],
    ['new[] { 1, 2 }', 'ImplicitArrayCreation(1 Initializer(array [1 2]))'], ['new int[2][,]', 'ArrayCreation(ArrayType(int [(1 [2]) (2)]))'], ['new int[] { 1 }', 'ArrayCreation(ArrayType(int [(1)]) Initializer(array [1]))'],
    ['new int[,] { { 1 }, { 2 } }', 'ArrayCreation(ArrayType(int [(2)]) Initializer(array [Initializer(array [1]) Initializer(array [2])]))'],
    ['new { X = 1, y.Z, w }', 'AnonymousObjectCreation([(X 1) (MemberAccess(y Z)) (w)])'], ['stackalloc int[3]', 'StackAlloc(ArrayType(int [(1 [3])]))'], ['x with { A = 1 }', 'With(x Initializer(object [Assignment(= A 1)]))'],
    ['[1, ..x, 2]', 'CollectionExpression([1 Spread(x) 2])'], ['[]', 'CollectionExpression()'], ['(1, b: 2)', 'Tuple([1 Argument(b none 2)])'],
  ],
  'arguments': [
    ['F(out var x, out int y, out _, ref z, in w, n: 3)', 'Invocation(F [Argument(out DeclarationExpression(var ~x)) Argument(out DeclarationExpression(int ~y)) Argument(out _) Argument(ref z) Argument(in w) Argument(n none 3)])'],
    ['a[1..^2]', 'ElementAccess(a [Range(1 PrefixUnary(^ 2))])'], ['a[..]', 'ElementAccess(a [Range()])'],
  ],
  'lambdas': [
    ['static async x => await x', 'Lambda(true true [Parameter(x)] Await(x))'], ['(a, b) => a', 'Lambda([Parameter(a) Parameter(b)] a)'], ['(int a, string b = "x") => { }', 'Lambda([Parameter(int a) Parameter(string b "x")] Block())'],
    ['[Foo] int (ref int a) => a', 'Lambda([AttributeList([Attribute(Foo)])] int [Parameter([ref] int a)] a)'], ['delegate (int x) { }', 'Lambda([Parameter(int x)] true Block())'], ['delegate { }', 'Lambda(true Block())'],
    ['(params int[] x) => x', 'Lambda([Parameter([params] ArrayType(int [(1)]) x)] x)'], ['() => 1', 'Lambda(1)'],
  ],
  'queries': [
    ['from x in xs where x > 1 select x', 'Query([FromClause(x xs) WhereClause(Binary(> x 1)) SelectClause(x)])'],
    ['from T x in xs join y in ys on x equals y into g orderby x descending, y let t = x group t by x into h select h.Key',
      'Query([FromClause(T x xs) JoinClause(y ys x y g) OrderByClause([(x true) (y)]) LetClause(t x) GroupClause(t x) IntoClause(h) SelectClause(MemberAccess(h Key))])'],
  ],
  'the rest': [
    ['a ? b : c', 'Conditional(a b c)'], ['x switch { 1 or 2 => "a", _ when y => b }', 'SwitchExpression(x [SwitchArm(BinaryPattern(or ConstantPattern(1) ConstantPattern(2)) "a") SwitchArm(DiscardPattern() y b)])'],
    ['default(int)', 'DefaultExpression(int)'], ['default', 'default'], ['sizeof(int)', 'SizeOf(int)'], ['checked(a + b)', 'Checked(true Binary(+ a b))'], ['x++', 'PostfixUnary(++ x)'], ['x!', 'PostfixUnary(! x)'],
    ['a >>> b', 'Binary(>>> a b)'], ['throw x', 'ThrowExpression(x)'], ['ref a[0]', 'RefExpression(ElementAccess(a [0]))'], ['y ??= z', 'Assignment(??= y z)'], ['__makeref(x)', 'TypedReference(__makeref x)'], ['&x', 'PrefixUnary(& x)'],
  ],
};

for (const [name, cases] of Object.entries(shapes)) {
  describe(name, () => {
    for (const [text, expected] of cases) test(text, () => { assert.equal(shape(expression(text)), expected); });
  });
}

describe('literals', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['1', 'int', 1], ['2147483648', 'uint', 2147483648], ['4294967296', 'long', 4294967296n], ['0xFFFFFFFFFFFFFFFF', 'ulong', 0xffffffffffffffffn], ['1_000L', 'long', 1000n], ['0b101u', 'uint', 5],
    ['1ul', 'ulong', 1n], ['1.5', 'double', 1.5], ['1e3', 'double', 1000], ['0.1f', 'float', Math.fround(0.1)], ['2m', 'decimal', 2], ['.5d', 'double', 0.5],
    ["'\\n'", 'char', '\n'], ["'\\u0041'", 'char', 'A'], ['"a\\tb\\x41\\e"', 'string', 'a\tbA\x1b'], ['@"a""\\b"', 'string', 'a"\\b'], ['"x"u8', 'utf8', 'x'], ['"""a "b" c"""', 'string', 'a "b" c'],
    ['"""\n    one\n      two\n\n    """', 'string', 'one\n  two\n'], ['true', 'bool', true], ['null', 'null', null], ['"\\U0001F600"', 'string', '\u{1F600}'],
  ];
  for (const [text, literalType, value] of cases) {
    test(text, () => {
      const literal = expression(text);
      assert.equal(literal.kind, 'Literal');
      assert.equal(literal.literalType, literalType);
      assert.equal(literal.value, value);
    });
  }
});

describe('interpolated strings', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['$"a{x:N2}b{y,3}c{{"', 'InterpolatedString([a Interpolation(x N2) b Interpolation(y 3) c{])'], ['$@"a""{x}"', 'InterpolatedString([a" Interpolation(x)])'], ['$"\\t{x}"', 'InterpolatedString([\t Interpolation(x)])'],
    ['$$"""{a}{{x}}"""', 'InterpolatedString([{a} Interpolation(x)])'], ['$"""\n    a\n      {x}\n    """', 'InterpolatedString([a\n   Interpolation(x)])'], ['$"{(a ? b : c)}"', 'InterpolatedString([Interpolation(Parenthesized(Conditional(a b c)))])'],
  ];
  for (const [text, expected] of cases) test(text, () => { assert.equal(shape(expression(text)), expected); });
});

test('`var (b, c)` in a tuple declares variables where the tuple is assigned to', () => {
  assert.equal(shape(expression('(int a, var (b, (c, _))) = (F, var(d, e))')),
    'Assignment(= Tuple([DeclarationExpression(int ~a) DeclarationExpression(var ParenthesizedDesignation([~b ParenthesizedDesignation([~c DiscardDesignation()])]))]) Tuple([F Invocation(var [d e])]))');
});

describe('patterns', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Foo', 'ConstantPattern(Foo)'], ['string', 'TypePattern(string)'], ['List<int>', 'TypePattern(GenericName(List [int]))'], ['var x', 'VarPattern(~x)'], ['var (a, _)', 'VarPattern(ParenthesizedDesignation([~a DiscardDesignation()]))'],
    ['_', 'DiscardPattern()'], ['Foo _', 'DeclarationPattern(Foo DiscardDesignation())'], ['>= 1', 'RelationalPattern(>= 1)'], ['not (A or B)', 'NotPattern(ParenthesizedPattern(BinaryPattern(or ConstantPattern(A) ConstantPattern(B))))'],
    ['(1, var x)', 'RecursivePattern([Subpattern(ConstantPattern(1)) Subpattern(VarPattern(~x))])'], ['Point(1, _)', 'RecursivePattern(Point [Subpattern(ConstantPattern(1)) Subpattern(DiscardPattern())])'],
    ['Point(x: 1) { Y: 2 } p', 'RecursivePattern(Point [Subpattern([x] ConstantPattern(1))] [Subpattern([Y] ConstantPattern(2))] ~p)'], ['{ A.B: > 3 }', 'RecursivePattern([Subpattern([A B] RelationalPattern(> 3))])'],
    ['[1, .., 2]', 'ListPattern([ConstantPattern(1) SlicePattern() ConstantPattern(2)])'], ['[_, not 2] x', 'ListPattern([DiscardPattern() NotPattern(ConstantPattern(2))] ~x)'], ['nameof(x)', 'ConstantPattern(Invocation(nameof [x]))'], ['Foo(x, (_, y))', 'RecursivePattern(Foo [Subpattern(ConstantPattern(x)) Subpattern(RecursivePattern([Subpattern(DiscardPattern()) Subpattern(ConstantPattern(y))]))])'], ['-1', 'ConstantPattern(PrefixUnary(- 1))'],
  ];
  for (const [text, expected] of cases) test(text, () => { assert.equal(shape(pattern(text)), expected); });
});
