import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { applyRewrites, rewriters } from '../../../server/src/core/syntax/rewrite/index';
import { parseTree } from '../../../server/src/core/syntax/parser';
import { grammarAccepts, lower, member, pattern, ready, shape, statement, type, expression } from './support';

before(() => ready);

/** A text for each rewriter. When the grammar accepts one, its rewriter is needless: delete it. */
const samples: Readonly<Record<string, string>> = {
  extensionBlock: 'static class E { extension(string s) { int N => 1; } }',
  conditionalAssignment: 'n?.V = 3;',
  compoundOperator: 'class C { public void operator +=(int x) { } }',
  slicePattern: 'if (x is [1, .. var rest]) { }',
  lambdaParameter: 'D d = (text, out result) => 1;',
  allowsRefStruct: 'class C<T> where T : allows ref struct { }',
  refPartialStruct: 'public ref partial struct S { }',
  contextualName: 'F(1, async);',
  interpolatedText: 'x = $@"{c}""";',
  listPatternWhen: 'x = y switch { [1, var z] when z > 2 => 3 };',
  pointerIndirection: '*(p + 1) = 4;',
  parenthesizedType: 'if (x is (string)) { }',
  refAssignment: 'x = 1; F(x) += 3;',
};

/** What these rewrite the grammar accepts, as something else. */
const readsOtherwise: ReadonlySet<string> = new Set(['genericCallArgument', 'tupleTypeArgument', 'patternTypeArguments', 'castOfProduct', 'parenthesizedKey', 'typeArguments']);

describe('each rewrite is still needed and makes the grammar accept the text', () => {
  for (const { kind } of rewriters.filter((rewriter) => !readsOtherwise.has(rewriter.kind))) {
    test(kind, () => {
      const sample = samples[kind];
      assert.ok(sample, 'a rewriter without a sample');
      assert.equal(grammarAccepts(sample), false, 'the grammar accepts this now: delete the rewriter');
      assert.equal(lower(sample).root.hasErrors, false);
    });
  }
});

test('parentheses around a type in a pattern: nothing of a cast, of a list of parameters or of an expression', () => {
  for (const [text, expected] of [
    ['b = x is (string) || x is not (int[]);', 'b = x is  string  || x is not  int[] ;'],
    ['b = x is ((List<A>)) and (A.B[,]) or (C);', 'b = x is   List<A>   and  A.B[,]  or (C);'],
    ['b = x is (A.B) && x is (K) && y is (List<A>) && z;', 'b = x is  A.B  && x is  K  && y is  List<A>_ && z;'],
    ['y = x switch { (int) => 1, (bool[], _) => 2, (string, (long)) => 3 };', 'y = x switch {  int  => 1, (bool[], _) => 2, (string,  long ) => 3 };'],
    ['switch (x) { case (string): break; case (int[]) when b: break; }', 'switch (x) { case  string : break; case  int[]  when b: break; }'],
  ] as const) assert.equal(applyRewrites(text).text, expected);
  for (const text of [
    'b = x is (int)1 or (E)2 or (K);', 'switch (x) { case (Color)Red: break; case (int)1: break; case (K): break; }', 'b = x is (string) s;', 'b = x is (E)K && y;', 'b = x is (int) & y;', 'b = x is (A + B) || c;',
    'x = y switch { (A) => F((int[] a) => 1, (string)o), _ => G((B)c, typeof(int), sizeof(int)) };', 'if (x is (1, 2)) { F((int)x, default(int), (a), (b)); M(out int c); }', 'b = x is (A) ? (B) : (C);',
  ]) assert.equal(applyRewrites(text).text, text);
});

test('several type arguments before `(`, `{`, `&&` and `||`: nothing of comparisons, declarations or one type argument', () => {
  for (const [text, expected] of [
    ['F(_ => new A<B, C<D, E>> { X = 1 });', 'F(_ => new A<B?,C<D?,E>> { X = 1 });'],
    ['F(_ => new G::N.A<B,(C, D?)[]>\n  { X = 1 });', 'F(_ => new G::N.A<B,(C, D?)[]>\n? { X = 1 });'],
    ['return [new A<B<C>, D> /* { */ { 1 }, new A<B,C> { }];', 'return [new A<B<C>?,D> /* { */ { 1 }, new A<B,C>?{ }];'],
    ['x = (y.F<X<A, List<B>>>(() => 1), 2);', 'x = (y.F<X<A?,List<B>>>(() => 1), 2);'],
    ['x = (o is A<B, C> t || p); case A<B, C> when p:', 'x = (o is A<B?,C> t || p); case A<B?,C> when p:'],
    ['x = (o is E t || (object)V.H<A, B>(c) is null);', 'x = (o is E t || (object)V.H<A?,B>(c) is null);'],
    ['x = (o is A<B[], C.D> && (p) ? F()!.M<A, (B, C)>(z) : c ? M<A, B>(z) : d);', 'x = (o is A<B[]?,C.D> && (p) ? F()!.M<A?,(B?,C)>(z) : c ? M<A?,B>(z) : d);'],
  ] as const) assert.equal(applyRewrites(text).text, expected);
  for (const text of [
    'class A<B, C>(D d) : E<F> { }', 'F(x < new A(b, c) > { });', 'F(_ => new A<B> { X = 1 });', 'F(_ => new A<B,C>{ X = 1 });', 'class K { void F<A, B>() where A : new() { } X[] G<A, B>(A a) => null; int? H<A, B>(A a) => null; int* I<A, B>(A a) => null; (X, Y) J<A, B>() => x; List<X> L<A, B>(B b) { } }',
    'void N.I<X>.F<A, B>() { }', 'static implicit operator A<B, C>(D d) => null;', 'F(a < (b), c > (d));', 'F(a < b[i], c > (d));', 'F(a < b, o is C > (d));', 'interface I<in A, out B> { }', 'Dictionary<A, B> x = y;',
  ]) assert.equal(applyRewrites(text).text, text);
  assert.equal(shape(expression('F(1, _ => new A<B, C<D>> { X = 1 })')), shape(expression('F(1, _ => new A<B, C<D>>() { X = 1 })')).replace('ObjectCreation(GenericName(A [B GenericName(C [D])]) []', 'ObjectCreation(GenericName(A [B GenericName(C [D])])'));
  assert.equal(applyRewrites('static class E { extension<A, B>(X<A> x) { } }').text, 'static class E { class Ext<A, B>(X<A> x) { } }');
  assert.equal(shape(expression('(o is A<B, C> && (p) ? 1 : 2)')), shape(expression('(o is A && (p) ? 1 : 2)')).replace('IsType(o A)', 'IsType(o GenericName(A [B C]))'));
});

test('doubled braces in strings that stand in holes', () => {
  assert.equal(applyRewrites('s = $"a{$"{{{i}}}"}b{{c}}";').text, 's = $"a{$"(({i}))"}b((c))";');
  assert.equal(applyRewrites('s = $"{F($@"{{""{i}""}}", \'}\', "}}")}}}";').text, 's = $"{F($@"((\'\'{i}\'\'))", \'}\', "}}")}))";');
  assert.equal(applyRewrites('s = $"""{$"{{{i}}}"}""" + $$"""{{{$"{{{i}}}"}}}""";').text, 's = $"""{$"(({i}))"}""" + $$"""({{$"(({i}))"}})""";');
});

test('nint and nuint as names of aliases and alone in nameof', () => {
  assert.equal(applyRewrites('using nint = A.B; using nuint = C;').text, 'using ____ = A.B; using _____ = C;');
  assert.equal(applyRewrites('x = nameof(nint) + nameof(nuint.Size) + (nint)x;').text, 'x = nameof(____) + nameof(nuint.Size) + (nint)x;');
  assert.equal(applyRewrites('using nint n = F(); using (nint) { }').text, 'using nint n = F(); using (nint) { }');
});

test('parentheses around a name before orderby and descending: the grammar reads casts', () => {
  const query = 'var q = from x in list where (x.A) orderby (x.B) descending, (x.C) ascending select (x);';
  assert.deepEqual(applyRewrites(query).text, 'var q = from x in list where  x.A  orderby  x.B  descending,  x.C  ascending select (x);');
  for (const text of ['var d = (Order)descending;', 'F((Order)ascending, 1);', 'var q = from x in F(descending) orderby G(x) descending select x;', 'x = (A)orderby(1);', 'var q = F((A)orderby);', 'var q = from x in list orderby (x.A + 1) descending select x;']) {
    assert.equal(applyRewrites(text).text, text);
  }
});

test('extension blocks are types of their own kind and hold their members', () => {
  const outer = type('static class E { extension<T>(List<T> list) where T : class { public int N => 1; } void After() { } }');
  assert.deepEqual(outer.members.map((unit) => unit.root.kind), ['Method']);
  const block = outer.types[0];
  assert.ok(block);
  const header = block.header.root;
  assert.equal(header.typeKind, 'extension');
  assert.equal(header.name, '');
  assert.equal(block.header.text.slice(header.nameStart, header.nameEnd), 'extension');
  assert.equal(shape(header.parameters), '[Parameter(GenericName(List [T]) list)]');
  assert.deepEqual(header.typeParameters.map((parameter) => parameter.name), ['T']);
  assert.equal(block.members[0]?.root.kind, 'Property');
});

test('a receiver without a name is a type, not a name', () => {
  for (const written of ['Foo', 'int', 'List<int>', 'A.B']) {
    const block = lower(`static class E { extension(${written}) { } }`).root.types[0]?.types[0];
    const parameter = block?.header.root.parameters?.[0];
    assert.ok(parameter?.type, written);
    assert.equal(parameter.name, '');
    assert.equal(block?.header.text.slice(parameter.type.start, parameter.type.end), written);
  }
});

test('conditional assignment assigns inside of the conditional access', () => {
  assert.equal(shape(statement('n?.V = 3;')), 'ExpressionStatement(ConditionalAccess(n Assignment(= MemberBinding(V) 3)))');
  assert.equal(shape(statement('a?.b?.c += 3;')), 'ExpressionStatement(ConditionalAccess(a ConditionalAccess(MemberBinding(b) Assignment(+= MemberBinding(c) 3))))');
  assert.equal(shape(statement('n?[1] ??= 3;')), 'ExpressionStatement(ConditionalAccess(n Assignment(??= ElementBinding([1]) 3)))');
  assert.equal(shape(statement('n?.x.y = 3;')), 'ExpressionStatement(ConditionalAccess(n Assignment(= MemberAccess(MemberBinding(x) y) 3)))');
});

test('comparisons and lambdas after a conditional access are no assignments', () => {
  assert.equal(shape(expression('a?.b == c')), 'Binary(== ConditionalAccess(a MemberBinding(b)) c)');
  assert.equal(shape(expression('c ? [d] : e')), 'Conditional(c CollectionExpression([d]) e)');
});

test('compound assignment operators keep their whole token', () => {
  for (const operator of ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '>>>=']) {
    const lowered = member(`public void operator checked ${operator}(int x) { }`);
    assert.equal(lowered.kind, 'Operator');
    assert.equal(lowered.operator, operator);
    assert.equal(lowered.checked, true);
    assert.equal(lowered.nameEnd - lowered.nameStart, operator.length);
  }
  assert.equal((member('public static bool operator ==(C a, C b) => true;') as { operator: string }).operator, '==');
});

test('slices hold their pattern', () => {
  assert.equal(shape(pattern('[1, .. var rest]')), 'ListPattern([ConstantPattern(1) SlicePattern(VarPattern(~rest))])');
  assert.equal(shape(pattern('[.. [2, ..], 3]')), 'ListPattern([SlicePattern(ListPattern([ConstantPattern(2) SlicePattern()])) ConstantPattern(3)])');
  assert.equal(shape(pattern('[.. string s]')), 'ListPattern([SlicePattern(DeclarationPattern(string ~s))])');
});

test('slices without a pattern stand anywhere in a list', () => {
  assert.equal(shape(pattern('[1, ..] and [.., > 3]')), 'BinaryPattern(and ListPattern([ConstantPattern(1) SlicePattern()]) ListPattern([SlicePattern() RelationalPattern(> 3)]))');
  assert.equal(shape(pattern('{ A: [.., 4] }')), 'RecursivePattern([Subpattern([A] ListPattern([SlicePattern() ConstantPattern(4)]))])');
  assert.equal(shape(pattern('not [..]')), 'NotPattern(ListPattern([SlicePattern()]))');
});

test('a list pattern ends before the operator behind it', () => {
  assert.equal(shape(expression('y is [1, ..] && a || b')), 'Binary(|| Binary(&& IsPattern(y ListPattern([ConstantPattern(1) SlicePattern()])) a) b)');
  assert.equal(shape(expression('y is [1, var z] ? z : 2')), 'Conditional(IsPattern(y ListPattern([ConstantPattern(1) VarPattern(~z)])) z 2)');
});

test('ranges in element accesses and collections are not slices', () => {
  assert.equal(shape(expression('a[..]')), 'ElementAccess(a [Range()])');
  assert.equal(shape(expression('a is null ? b[..] : c')), 'Conditional(IsPattern(a ConstantPattern(null)) ElementAccess(b [Range()]) c)');
});

test('a list pattern has its condition', () => {
  assert.equal(shape(expression('y switch { [1, var z] when z > 2 => 3 }')), 'SwitchExpression(y [SwitchArm(ListPattern([ConstantPattern(1) VarPattern(~z)]) Binary(> z 2) 3)])');
});

test('indirection of a parenthesis or a cast', () => {
  assert.equal(shape(statement('*(p + 1) = F(2);')), 'ExpressionStatement(Assignment(= PrefixUnary(* Parenthesized(Binary(+ p 1))) Invocation(F [2])))');
  assert.equal(shape(statement('*(int*)p = 3;')), 'ExpressionStatement(Assignment(= PrefixUnary(* Cast(PointerType(int) p)) 3))');
  assert.equal(shape(statement('*(int*)(p + 1) += 3;')), 'ExpressionStatement(Assignment(+= PrefixUnary(* Cast(PointerType(int) Parenthesized(Binary(+ p 1)))) 3))');
  assert.equal(shape(statement('*(int**) (p) = q;')), 'ExpressionStatement(Assignment(= PrefixUnary(* Cast(PointerType(PointerType(int)) Parenthesized(p))) q))');
  assert.equal(shape(statement('*p++ = *q--;')), 'ExpressionStatement(Assignment(= PrefixUnary(* PostfixUnary(++ p)) PrefixUnary(* PostfixUnary(-- q))))');
  assert.equal(shape(expression('*(int*)p')), 'PrefixUnary(* Cast(PointerType(int) p))');
  assert.equal(shape(expression('a * (b + c)')), 'Binary(* a Parenthesized(Binary(+ b c)))');
});

test('a query that starts with _', () => {
  assert.equal(shape(expression('F(from _ in a from x in b select _)')).includes('_'), true);
  assert.equal(lower('class C { int F = from _ in a where _ > 1 select 2; }').root.hasErrors, false);
});

test('indirection of what is counted first', () => {
  assert.equal(shape(statement('*--p = F(2);')), 'ExpressionStatement(Assignment(= PrefixUnary(* PrefixUnary(-- p)) Invocation(F [2])))');
  assert.equal(shape(statement('*++n->P[1] += 3;')), 'ExpressionStatement(Assignment(+= PrefixUnary(* PrefixUnary(++ ElementAccess(MemberAccess(n P true) [1]))) 3))');
  assert.equal(shape(expression('*--p == 3 && a == *++q')), 'Binary(&& Binary(== PrefixUnary(* PrefixUnary(-- p)) 3) Binary(== a PrefixUnary(* PrefixUnary(++ q))))');
  assert.equal(shape(expression('F(**--pp, a * --b, a * *--p)')), 'Invocation(F [PrefixUnary(* PrefixUnary(* PrefixUnary(-- pp))) Binary(* a PrefixUnary(-- b)) Binary(* a PrefixUnary(* PrefixUnary(-- p)))])');
});

test('what a call returns by reference is assigned to', () => {
  assert.equal(shape(statement('x.F<int>(ref y) += 3;')), 'ExpressionStatement(Assignment(+= Invocation(MemberAccess(x GenericName(F [int])) [Argument(ref y)]) 3))');
  assert.equal(shape(statement('(a, b) = (b, a);')), 'ExpressionStatement(Assignment(= Tuple([a b]) Tuple([b a])))');
});

test('type arguments behind a pattern are no comparisons', () => {
  const isNull = 'IsPattern(r ConstantPattern(null))';
  const made = (name: string): string => `ObjectCreation(GenericName(${name} [A B]) [x y])`;
  assert.equal(shape(expression('(r is null ? new H<A, B>(x, y) : new F<A, B>(x, y))')), `Parenthesized(Conditional(${isNull} ${made('H')} ${made('F')}))`);
  assert.equal(shape(expression('Z(r is null ? N<A, B>(x) : M<A, C.D>(y), z)')), `Invocation(Z [Conditional(${isNull} Invocation(GenericName(N [A B]) [x]) Invocation(GenericName(M [A QualifiedName(C D)]) [y])) z])`);
  assert.match(shape(expression('(r is null ? 1 : new F<A, B> { P = 2 })')), /^Parenthesized\(Conditional\(.*ObjectCreation\(GenericName\(F \[A B\]\)/);
  assert.equal(shape(expression('(a < b, c > d)')), 'Tuple([Binary(< a b) Binary(> c d)])');
});

test('type arguments before && end a pattern', () => {
  assert.equal(shape(expression('x is not A<T> && b')), 'Binary(&& IsPattern(x NotPattern(TypePattern(GenericName(A [T])))) b)');
  assert.equal(shape(expression('x is B or A<T, int[]> && b ? 1 : 2')), 'Conditional(Binary(&& IsPattern(x BinaryPattern(or ConstantPattern(B) TypePattern(GenericName(A [T ArrayType(int [(1)])])))) b) 1 2)');
});

test('?? groups from the right past a conditional access', () => {
  assert.equal(shape(expression('a ?? b?.c ?? d')), 'Binary(?? a Binary(?? ConditionalAccess(b MemberBinding(c)) d))');
});

test('two comparisons are two arguments', () => {
  assert.equal(shape(expression('F(a < b, c > d)')), 'Invocation(F [Binary(< a b) Binary(> c d)])');
  assert.match(shape(expression('F(out A<B, C> d)')), /DeclarationExpression/);
});

test('spreads are not slices', () => {
  assert.equal(shape(expression('[..a, ..b ?? c, d]')), 'CollectionExpression([Spread(a) Spread(Binary(?? b c)) d])');
  assert.equal(shape(expression('[..p ? q : r]')), 'CollectionExpression([Spread(Conditional(p q r))])');
});

test('lambda parameters keep their modifiers', () => {
  const parametersOf = (text: string): string => {
    const lambda = expression(text);
    assert.equal(lambda.kind, 'Lambda');
    return shape(lambda.parameters);
  };
  assert.equal(parametersOf('(text, out result) => 1'), '[Parameter(text) Parameter([out] result)]');
  assert.equal(parametersOf('(in Foo x, out List<int, Bar> y) => 1'), '[Parameter([in] Foo x) Parameter([out] GenericName(List [int Bar]) y)]');
  assert.equal(parametersOf('(scoped ref x) => 1'), '[Parameter([scoped ref] x)]');
});

test('constraints that read as notnull say what was written', () => {
  const header = type('class C<T, U> where T : class, allows\n ref struct where U : notnull { }').header.root;
  assert.deepEqual(header.constraints.map((clause) => clause.flags), [['class', 'allows ref struct'], ['notnull']]);
  const method = member('void F<U>() where U : default { }');
  assert.equal(method.kind, 'Method');
  assert.deepEqual(method.constraints[0]?.flags, ['default']);
});

test('ref partial structs have both modifiers', () => {
  assert.deepEqual([...type('public readonly ref partial struct S { }').header.root.modifiers].sort(), ['partial', 'public', 'readonly', 'ref']);
});

test('contextual names keep their spelling', () => {
  assert.equal(shape(statement('F(x, async);')), 'ExpressionStatement(Invocation(F [x async]))');
  assert.equal(shape(statement('(await) = await.N;')), 'ExpressionStatement(Assignment(= Parenthesized(await) MemberAccess(await N)))');
  assert.equal(shape(statement('x = y ? await : await[0];')), 'ExpressionStatement(Assignment(= x Conditional(y await ElementAccess(await [0]))))');
  assert.equal(shape(statement('F(await, async[1]);')), 'ExpressionStatement(Invocation(F [await ElementAccess(async [1])]))');
  assert.equal(shape(statement('await (x);')), 'ExpressionStatement(Await(Parenthesized(x)))');
  assert.equal(shape(statement('await -x;')), 'ExpressionStatement(Await(PrefixUnary(- x)))');
  assert.equal(shape(expression('[type, param.X]')), 'CollectionExpression([type MemberAccess(param X)])');
});

test('the grammar alone takes a generic creation for comparisons: when it does not, the rewriter is needless', () => {
  const tree = parseTree('y = new List<Foo>(x) { a };');
  assert.ok(tree);
  assert.ok(tree.rootNode.toString().includes('binary_expression'));
  tree.delete();
});

test('generic calls with a name in parentheses are no comparisons', () => {
  assert.equal(shape(expression('new List<Foo>(x) { a }')), 'ObjectCreation(GenericName(List [Foo]) [x] Initializer(collection [a]))');
  assert.equal(shape(expression('new List<Foo>(@event.Items) { a }')), shape(expression('new List<Foo>(event.Items) { a }')));
  assert.equal(shape(expression('G(new D<A.X, List<B>>(s.T) { [t] = v })')),
    'Invocation(G [ObjectCreation(GenericName(D [QualifiedName(A X) GenericName(List [B])]) [MemberAccess(s T)] Initializer(object [Assignment(= ImplicitElementAccess([t]) v)]))])');
  assert.equal(shape(expression('G(F<A, B>(c) - d)')), 'Invocation(G [Binary(- Invocation(GenericName(F [A B]) [c]) d)])');
  assert.equal(shape(expression('F<A>(this)[0]')), 'ElementAccess(Invocation(GenericName(F [A]) [This()]) [0])');
  for (const call of ['F<A>(s)', 'F<A, B>(s.T)', 'F<A, B>(s, t)']) {
    assert.equal(shape(expression(`G(${call}![0].X)`)), shape(expression(`G(${call}[0].X)`)).replace(/ElementAccess\((.*) \[0\]\)/, 'ElementAccess(PostfixUnary(! $1) [0])'));
  }
  assert.equal(shape(expression('a > (T)x')), 'Binary(> a Cast(T x))');
  assert.equal(shape(expression('$"{F<A<B>>(s)![0]}"')), shape(expression('$"{G![0]}"')).replace('! G', '! Invocation(GenericName(F [GenericName(A [B])]) [s])'));
  assert.equal(shape(expression('a > (T)!x')), 'Binary(> a Cast(T PrefixUnary(! x)))');
});

test('the grammar alone takes a tuple as type argument for comparisons: when it does not, the rewriter is needless', () => {
  const tree = parseTree('y = new List<(int A, int B)> { a };');
  assert.ok(tree);
  assert.ok(tree.rootNode.toString().includes('binary_expression'));
  tree.delete();
});

test('tuples as type arguments keep their elements', () => {
  const list = (elements: string): string => `ObjectCreation(GenericName(List [TupleType([${elements}])]) Initializer(collection [a]))`;
  assert.equal(shape(expression('new List<(string Name, Foo Other)> { a }')), list('(string Name) (Foo Other)'));
  assert.equal(shape(expression('new List<(Foo, A.B)> { a }')), list('(Foo) (QualifiedName(A B))'));
  assert.equal(shape(expression('new List<(int? @a, C d)> { a }')), list('(NullableType(int) a) (C d)'));
  assert.equal(shape(expression('new List<(A<B, C> x, D[] y)> { a }')), list('(GenericName(A [B C]) x) (ArrayType(D [(1)]) y)'));
  assert.equal(shape(expression('new List<List<(int A, int B)>> { a }')),
    'ObjectCreation(GenericName(List [GenericName(List [TupleType([(int A) (int B)])])]) Initializer(collection [a]))');
  assert.equal(shape(expression('x + F<(A B, C D)>(e)')), 'Binary(+ x Invocation(GenericName(F [TupleType([(A B) (C D)])]) [e]))');
  assert.equal(shape(expression('await G<(A, B)>(e) - 1')), 'Binary(- Await(Invocation(GenericName(G [TupleType([(A) (B)])]) [e])) 1)');
});

test('a pattern goes on behind the next `is`', () => {
  const isNotNull = 'IsPattern(o NotPattern(ConstantPattern(null)))';
  const either = 'BinaryPattern(or ConstantPattern(MemberAccess(A B)) ConstantPattern(MemberAccess(A C)))';
  assert.equal(shape(expression('o is not null && o is A.B or A.C')), `Binary(&& ${isNotNull} IsPattern(o ${either}))`);
  assert.equal(shape(expression('o is not null && o is A.B or A.C && q')), `Binary(&& Binary(&& ${isNotNull} IsPattern(o ${either})) q)`);
  assert.equal(shape(expression('o is 3 && o is A.B or A.C')), `Binary(&& IsPattern(o ConstantPattern(3)) IsPattern(o ${either}))`);
  assert.equal(shape(expression('o is not null && o is "a" or "b"')), `Binary(&& ${isNotNull} IsPattern(o BinaryPattern(or ConstantPattern("a") ConstantPattern("b"))))`);
});

test('doubled characters beside an interpolation', () => {
  assert.equal(shape(expression('$@"a\\b""{c}"""')), 'InterpolatedString([a\\b" Interpolation(c) "])');
  assert.equal(shape(expression('$"{{{a}}}"')), 'InterpolatedString([{ Interpolation(a) }])');
  assert.equal(shape(expression('F($"", $"{$""}")')), 'Invocation(F [InterpolatedString() InterpolatedString([Interpolation(InterpolatedString())])])');
  assert.equal(shape(expression('$"\\"{{{a["}}}"]}"')), 'InterpolatedString(["{ Interpolation(ElementAccess(a ["}}}"]))])');
  assert.equal(shape(expression('$$"""{{{a}} {{b}}}"""')), 'InterpolatedString([{ Interpolation(a)   Interpolation(b) }])');
  assert.equal(shape(expression('$$"""{ {{a["}}}"]}} }"""')), 'InterpolatedString([{  Interpolation(ElementAccess(a ["}}}"]))  }])');
});

test('casts of products', () => {
  const product = 'Parenthesized(Binary(* a b))';
  assert.equal(shape(expression('(T)(a * b)')), `Cast(T ${product})`);
  assert.equal(shape(expression('(T)(a * b).F')), `Cast(T MemberAccess(${product} F))`);
  assert.equal(shape(expression('(A)(B.C<D>)(x.y * @z) + 1')), 'Binary(+ Cast(A Cast(QualifiedName(B GenericName(C [D])) Parenthesized(Binary(* MemberAccess(x y) z)))) 1)');
  assert.equal(shape(expression('F((T)(a * b), x => (T)(a * b))')), `Invocation(F [Cast(T ${product}) Lambda([Parameter(x)] Cast(T ${product}))])`);
  assert.equal(shape(expression('F(x)(a * b)')), 'Invocation(Invocation(F [x]) [Binary(* a b)])');
  assert.equal(shape(expression('F<T>(a * b)')), 'Invocation(GenericName(F [T]) [Binary(* a b)])');
});

test('elements of tuples that are declared with type arguments', () => {
  assert.match(shape(statement('(Type t, Func<A, object?> f) = M();')), /DeclarationExpression\(GenericName\(Func \[A NullableType\(object\)\]\) ~f\)/);
  assert.match(shape(statement('(Map<K, V> map, int n) = M();')), /DeclarationExpression\(GenericName\(Map \[K V\]\) ~map\)/);
  assert.equal(shape(expression('(a < b, c > d).F')), 'MemberAccess(Tuple([Binary(< a b) Binary(> c d)]) F)');
  assert.equal(shape(expression('F(a < b, c > d, e)')), 'Invocation(F [Binary(< a b) Binary(> c d) e])');
});
