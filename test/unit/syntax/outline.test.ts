/** What a file's text tells before it is parsed: too much is right, too little is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from '../../../server/src/core/syntax/outline';

test('types, nested ones and delegates are told by name', () => {
  const outline = outlineOf(`using System;
// class Comment
namespace A.B;
[Flags] public enum Kind { X }
public sealed partial class List<T> : Base where T : class
{
    private record struct Inner(int X);
    protected interface @event { }
}
public delegate (int A, string B) Maker<in T>(T value);
`);
  assert.equal(outline?.namespace, 'A.B');
  assert.equal(outline.isGlobalToo, false);
  for (const name of ['Kind', 'List', 'Inner', 'event', 'Maker']) assert.ok(outline.typeNames.has(name), name);
  assert.ok(!outline.typeNames.has('Base'));
});

test('extension methods are told by name', () => {
  const outline = outlineOf(`namespace A
{
    static class E
    {
        public static int First(this string s) => this.x;
        public static T Second<T>(
            [NotNull] this T s) => s;
        public static void Tuple(this(int, int) t) { }
        public static IList<U> Generic<T, U>(this IList<T> t, Func<T, U> f) => null;
        public static void ByReference<T>(ref this T t) where T : struct { }
        public static List<int> In(in this DateTime t) => null;
        public static void Annotated<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(this int i) { }
        public static void Typed<[Kept(typeof(List<int>), ">")] T, [Kept("<(")] in U>(
            [Kept(new[] { typeof(int[]) })] this int i) { }
        public static void Conditional(
#if NET
            [NotNull]
#endif
            this string s) { }
        void No(int x) { M(this); }
    }
}
`);
  const names = [...outline?.extensionNames ?? []];
  assert.deepEqual(names.slice(0, 6), ['First', 'Second', 'Tuple', 'Generic', 'ByReference', 'In']);
  for (const name of ['Annotated', 'Typed', 'Conditional']) assert.ok(names.includes(name), name);
  for (const name of ['No', 'M']) assert.ok(!names.includes(name), name);
  assert.equal(outline?.isGlobalToo, false);
});

test('comments between the words of a declaration', () => {
  const outline = outlineOf('namespace A;\nclass /*Default*/Impl { }\nrecord /* of */ struct // this one\n Value(int X);\nstatic class E { static void F(/* receiver */ this string s) { } static void G(// so\n this string s) { } }\n');
  for (const name of ['Impl', 'Value', 'E']) assert.ok(outline?.typeNames.has(name), name);
  assert.deepEqual([...outline?.extensionNames ?? []], ['F', 'G']);
  assert.equal(outlineOf('namespace /* X */ A;\nclass C { }')?.namespace, 'A');
});

test('types behind a namespace may be global ones', () => {
  assert.equal(outlineOf('namespace A\n{\n}\nclass B\n{\n}\n')?.isGlobalToo, true);
  assert.equal(outlineOf('class B { }\n')?.isGlobalToo, true);
});

for (const text of [
  'System.Console.WriteLine();', 'using System;\nvar x = 1;\nclass C { }', '', '[assembly: A]\nnamespace N;', 'global using System;\nnamespace N;', 'extern alias X;\nclass C { }',
  'namespace A { class B { } }\nnamespace C { class D { } }', 'static class E { extension(int x) { } }', 'class \\u0041 { }', 'using var x = M();\nclass C { }', 'using (M()) { }\nclass C { }',
]) {
  test(`is parsed at once: ${JSON.stringify(text)}`, () => {
    assert.equal(outlineOf(text), undefined);
  });
}

test('long white space, comments and brackets do not take long', () => {
  for (const piece of [' ', '/*', '[', 'delegate ', 'class ', 'namespace ', 'f<(', 'this ', '(this ', '([', '(in ', '{', '\n}']) outlineOf(`class C { }\n${piece.repeat(200_000 / piece.length)}`);
  // Behind the last brace, where something else follows.
  for (const piece of [' ', '\n', '// ', '//\n', '// a\n  ']) outlineOf(`namespace N\n{\nclass C { }\n}\n${piece.repeat(20_000)}\nclass D { }`);
});
