/** The words that generated programs are made of. `@` in a declaration stands for the attributes under test, `$` for what is wrapped. */

/** Attributes that a declaration may carry: what a use of it requires. */
export const requirements: readonly string[] = [
  '[RequiresUnreferencedCode("u")]', '[RequiresUnreferencedCode("ends.", Url = "https://example.com")]', '[RequiresDynamicCode("d")]', '[RequiresDynamicCode("")]',
  '[RequiresUnreferencedCode("u")] [RequiresDynamicCode("d")]', '',
];

/** Of members that RequiresAssemblyFiles may stand on. */
export const memberRequirements: readonly string[] = [...requirements, '[RequiresAssemblyFiles("f")]', '[RequiresAssemblyFiles]', '[RequiresDynamicCode("d")] [RequiresAssemblyFiles("f", Url = "https://example.com")]'];

/** A declaration with expressions that use it: each has a value, and needs no `this` and no local. */
export interface Subject {
  readonly declaration: string;
  /** A class or struct carries the attributes itself. */
  readonly onType?: true;
  readonly uses: readonly string[];
}

export const subjects: readonly Subject[] = [
  { declaration: 'class S { @ public static int M(int n = 0) => n; @ public static T G<T>(T t) => t; @ public int I() => 1; } static class More { public static S? Optional() => default; }', uses: ['S.M()', 'S.M(n: 1)', 'S.G<int>(1)', 'S.G("x")', 'new S().I()', '(Func<int, int>)S.M', 'new Func<int, int>(S.M)', 'Call(S.M)', 'nameof(S.M)', 'new Lazy<int>(() => S.M())', 'More.Optional()?.I()', 'Call(new S().I)', 'typeof(S).GetMethod("M")', 'typeof(S).GetMethods()', 'typeof(S).GetMethod(nameof(S.G))'] },
  { declaration: 'class S { @ public S() { } @ public S(int n) { } public S(string s) { } } class D : S { public D() : base(1) { } @ public D(int n) { } public D(string s) : base(s) { } }', uses: ['new S()', 'new S(1)', 'new S("x")', 'new D()', 'new D(1)', 'new D("x")', 'Make<S>()', 'Activator.CreateInstance<S>()', 'Activator.CreateInstance(typeof(S))', 'new Box<S>()', 'typeof(Box<S>)', 'nameof(Box<S>)', 'typeof(S).GetConstructors()', 'new List<Box<S>>()'] },
  { declaration: 'class S { public static int P { @ get; @ set; } public int Q { @ get => 1; set { } } public int this[int i] { get => i; @ set { } } public static S One { get; } = new(); public static int? N { @ get; @ set; } }', uses: ['S.P', 'S.P = 1', 'S.P += 1', 'S.P++', 'S.One.Q', 'S.One.Q = 2', 'S.One[1]', 'S.One[1] = 2', 'new S { Q = 1, [2] = 3 }', '(S.P, S.One.Q)', 'S.One is { Q: 1 }', 'S.N ??= 1', 'S.N ?? 2', 'typeof(S).GetProperty("P")', 'typeof(S).GetProperties()'] },
  { declaration: 'class S { @ public static int P { get; set; } @ public int this[int i] { get => i; set { } } @ public static event Action? E; public static S One { get; } = new(); public static void F() { E?.Invoke(); } }', uses: ['S.P', 'S.P = 1', 'S.P--', 'S.One[1]', 'S.One[1] += 2'] },
  { declaration: '@ class S { public static int F; public int I; public const int C = 1; public static int P { get; set; } public static int M() => 1; public int IM() => 1; public S() { } public class N { public static int M() => 1; } } class D : S { }', onType: true, uses: ['S.F', 'S.F = 1', 'S.F++', 'new S().I', 'S.C', 'S.P', 'S.P = 2', 'S.M()', 'new S().IM()', 'new S()', 'S.N.M()', 'new D()', 'D.M()', 'Call(S.M)', 'nameof(S.F)', 'typeof(S)', 'Make<S>()', 'typeof(S).GetField("F")', 'typeof(S).GetMethod("IM")', 'new Box<S>()'] },
  { declaration: 'static class S { @ public static int E<T>(this T value, int depth = 0) => depth; }', uses: ['"x".E()', '1.E(depth: 2)', 'S.E("x")', 'new object().E<object>()', 'Text?.E()', 'CallOne("x".E<string>)'] },
  { declaration: 'interface S { @ int M(); int P { @ get; } } class Impl : S { @ public int M() => 1; public int P { @ get => 1; } } class V { @ public virtual int M() => 1; } class O : V { @ public override int M() => base.M(); }', uses: ['((S)new Impl()).M()', 'new Impl().M()', '((S)new Impl()).P', 'new V().M()', 'new O().M()', 'Call(new O().M)'] },
  { declaration: 'class S : System.Collections.IEnumerable { @ public void Add(int n) { } public System.Collections.IEnumerator GetEnumerator() => null!; }', uses: ['new S { 1 }', 'new S { 1, 2 }', 'new S { Identity(1) }', 'new S()'] },
  { declaration: 'class S : IDisposable { @ public void Dispose() { } @ public En GetEnumerator() => new(); @ public void Deconstruct(out int a, out int b) { a = b = 1; } @ public static S operator +(S a, S b) => a; @ public static implicit operator int(S s) => 1; public static int Loop() { foreach (var x in new S()) { } using var s = new S(); var (a, b) = s; return s + s; } } class En { public int Current { @ get => 1; } @ public bool MoveNext() => false; }', uses: ['S.Loop()', 'new S() + new S()', '(int)new S()', 'new S() is (1, 2)', 'new S().GetEnumerator()'] },
  { declaration: '[InterpolatedStringHandler] struct S { @ public S(int a, int b) { } @ public void AppendLiteral(string s) { } @ public void AppendFormatted<T>(T t) { } } static class Log { public static int W(S s) => 1; }', uses: ['Log.W($"a{1}b")', 'Log.W($"{1}")', 'Log.W($"x")'] },
  { declaration: 'struct S { @ public S() { } @ public S(int n) { } public int F; @ public readonly int M() => 1; } record R { @ public R() { } public int P { get; @ init; } }', uses: ['new S()', 'new S(1)', 'default(S).M()', 'new R()', 'new R { P = 1 }', 'new R() with { P = 2 }', 'Make<S>()', 'Make<R>()'] },
  { declaration: 'class At : Attribute { @ public At() { } public int P { get; @ set; } } [At(P = 1)] class Marked { [At] public static int M([At] int n) => n; [At] public static int F; }', uses: ['Marked.M(1)', 'Marked.F', 'new At()', 'new At { P = 1 }'] },
];

/** What every program has besides. */
export const prelude = `using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using static Tools;
static class Tools
{
    public static bool Flag;
    public static string? Text;
    public static object? Take(object? value) => value;
    public static IDisposable Use(object? value) => null!;
    public static T Identity<T>(T value) => value;
    public static int Call(Func<int> f) => f();
    public static int Call(Func<int, int> f) => f(1);
    public static int CallOne(Func<int, int> f) => f(1);
    public static T Make<T>() where T : new() => new T();
}
class Box<T> where T : new() { }
`;

/** Statements that hold an expression. */
export const statements: readonly string[] = [
  '_ = $;', 'object? v = $;', 'Take($);', 'Func<object?> f = () => $; f();', 'if (Take($) is null) { }', 'Console.WriteLine(Flag ? $ : null);', 'lock (Take($)!) { }', 'using (Use($)) { }',
  'foreach (var q in new object?[] { $ }) { }', 'switch (Take($)) { default: break; }', '_ = Take($) switch { null => 1, _ => 2 };', 'do { Take($); } while (Flag);', 'for (Take($); Flag; Take($)) { }',
  'object? L() => $; L();', 'object? Unused() => $;', 'static object? L2() => $; Take((Func<object?>)L2);', 'object? o = null; o ??= $;', 'Take(Text ?? Take($));', 'Expression<Func<object?>> e = () => Take($);', 'var t = (1, Take($));',
  'object?[] a = [$, Take($)];', 'Take($"{Take($)}");', 'try { Take($); } catch (Exception e) when (Take($) == e) { Take($); } finally { Take($); }', 'throw new Exception(Take($)?.ToString());', 'Take(new { X = $ });', 'Take(from n in new[] { 1 } select Take($));',
];

const guard = 'RuntimeFeature.IsDynamicCodeSupported';

/** Control flow around statements; guards among it. */
export const flows: readonly string[] = [
  '$', '$', '$', `if (${guard}) { $ }`, `if (!${guard}) { $ }`, `if (!${guard}) return; $`, `if (!${guard}) throw new Exception(); $`, `if (${guard} && Flag) { $ } else { Take(1); }`, `if (Flag || ${guard}) { $ }`,
  `if (!${guard} || Flag) { } else { $ }`, `while (${guard}) { $ break; }`, `if (${guard} is true) { $ }`, `if (${guard} == false) { } else { $ }`, `if (${guard} is not true) return; $`, `bool g = ${guard}; if (g) { $ }`,
  `try { if (!${guard}) return; $ } catch { }`, `if (${guard}) { Action a = () => { $ }; a(); }`, `if (${guard}) { void L() { $ } L(); }`, `switch (${guard}) { case true: { $ break; } default: break; }`, 'return; $', 'while (true) { $ }', 'if (Flag) { $ }',
  'void L() { $ } L();', 'void U() { $ }', 'Action a = () => { $ }; a();', '[RequiresUnreferencedCode("in")] void R() { $ } R();', 'Action r = [RequiresDynamicCode("in")] () => { $ }; r();', '[UnconditionalSuppressMessage("a", "IL2026")] void W() { $ } W();',
  'try { $ } finally { Take(1); }', 'try { Take(1); } catch { $ }', `for (var i = 0; ${guard}; i++) { $ }`, `foreach (var i in new int[1]) { if (!${guard}) continue; $ }`, `if (AppContext.TryGetSwitch("x", out var s) && s) { $ }`, `_ = ${guard} ? 1 : throw new Exception(); $`,
  `System.Diagnostics.Debug.Assert(${guard}); $`, 'goto end; end: $', 'unsafe { $ }', 'checked { $ }', 'void A1() { A2(); } void A2() { A1(); $ }',
  '\n#pragma warning disable IL2026, IL3002\n$\n#pragma warning restore IL2026\n', '\n#pragma warning disable\n$\n#pragma warning restore\n',
];

/** Members that hold statements. `!` is where attributes of the member go. */
export const members: readonly string[] = [
  '! void M() { $ }', '! static void M() { $ }', '! async Task M() { await Task.Yield(); $ }', '! Host() { $ }', '! Host(int n) : this() { $ } Host() { }', 'static Host() { $ }', '! int P { get { $ return 1; } set { } }', 'int P { get => 1; ! set { $ } }', '! int this[int i] { get { $ return 1; } }',
  'event Action E { ! add { $ } remove { } }', '! public static Host operator +(Host a, int b) { $ return a; }', '~Host() { $ }', 'Action F = () => { $ };', 'static Action F = delegate { $ };', '! IEnumerable<int> M() { yield return 1; $ yield return 2; }', '! void M<T>(T t) where T : class { $ }',
  'class Inner { ! void M() { $ } }', 'struct Inner { ! void M() { $ } }', 'interface IInner { ! void M() { $ } }', 'record Inner(int N) { ! void M() { $ } }', 'partial class Inner { partial void M(); } partial class Inner { ! partial void M() { $ } }', 'partial class Inner { ! partial void M(); } partial class Inner { partial void M() { $ } }',
  'partial class Inner { ! public partial int M(); } partial class Inner { public partial int M() { $ return 1; } }',
];

/** Members that hold an expression only. */
export const expressionMembers: readonly string[] = [
  'object? F = $;', 'static object? F = $;', '! object? P { get; } = $;', 'static object? P { get; } = $;', '! object? P => $;', '! object? M() => $;', '! object? this[int i] => $;', '! Host(object? o) { } Host() : this($) { }', 'class In(object? o) { } class Sub(int n) : $I { }'.replace('$I', 'In($)'),
  'Lazy<object?> F = new(() => $);', 'object? F = $; ! Host() { }', 'object? F = $; ! Host() { } Host(int n) { }', 'static object? F = $; ! Host() { }', 'Func<object?> F = () => $; ! Host() { }', '! object? P { get => $; set => Take($); }', 'object? P { ! get => $; }', '! static implicit operator string(Host h) => Take($) + "";'.replace('static', 'public static'),
  'IEnumerable<object?> M() { yield return $; }', 'async Task<object?> M() { return await Task.FromResult($); }', 'object? M() { return $; }', 'readonly struct In() { readonly object? F = $; }', 'Dictionary<string, object?> F = new() { ["a"] = $ };', 'object?[] F = [$];', 'event Action E = () => Take($);',
];

/** Attributes of the member around, or none. */
export const memberAttributes: readonly string[] = [
  '', '', '', '', '', '[UnconditionalSuppressMessage("Trimming", "IL2026")]', '[UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "x")]', '[SuppressMessage("Trimming", "IL2026")]', '[RequiresUnreferencedCode("outer")]', '[RequiresDynamicCode("outer")]',
  '[RequiresUnreferencedCode("outer")] [RequiresDynamicCode("outer")]', '[Obsolete]',
];

/** Attributes of the type around, or none. */
export const typeAttributes: readonly string[] = ['', '', '', '', '', '', '[RequiresUnreferencedCode("type")]', '[RequiresDynamicCode("type")]', '[UnconditionalSuppressMessage("Trimming", "IL2026")]', '[SuppressMessage("AOT", "IL3050")]'];
