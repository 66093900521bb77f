using System; using System.Collections; using System.Collections.Generic; using System.ComponentModel; using System.Diagnostics.CodeAnalysis; using System.Runtime.CompilerServices;
using Pair = (int Left, string Right); using Map = System.Collections.Generic.Dictionary<string, int>;
[assembly: InternalsVisibleTo("Friend, PublicKey=00")]
namespace N.M {
  public interface IShape<T> where T : notnull { T Area { get; } void Draw(in int x, ref T[] y); event EventHandler<T> Moved; T this[int i, string s] { get; set; } static abstract IShape<T> operator +(IShape<T> a, IShape<T> b); int Default() => 1; static virtual int SV() => 2; }
  public abstract class Base<T, U> where T : class, IComparable<T> where U : struct {
    protected Base(T t) {} public abstract Dictionary<T, U[]> Get<V>(V v, List<V>[] w) where V : T; public virtual int P { get; protected set; } public virtual event Action<T>? E;
    protected internal virtual void Q(params U?[] u) {} private protected int F; public class Inner<W> { public W? Field; public T? M(U u, W w) => default; public enum Color : byte { Red, Green = 5, Blue } }
    ~Base() {} static Base() {}
    public const int K = 1 << 4 | 3; public static readonly string S = "x" + nameof(K); public volatile int V;
  }
  public sealed class Derived : Base<string, int>, IDisposable, IEnumerable<int>, IShapeLike {
    public Derived() : base("") {} public override Dictionary<string, int[]> Get<V>(V v, List<V>[] w) => null!; public override int P { get => 1; protected set { } } public override event Action<string>? E;
    void IDisposable.Dispose() {} IEnumerator<int> IEnumerable<int>.GetEnumerator() => null!; IEnumerator IEnumerable.GetEnumerator() => null!;
    public int Value { get; init; } int IShapeLike.Hidden { get => 1; set {} } public required string Name { get; set; }
    public static implicit operator int(Derived d) => 1; public static explicit operator Derived(int i) => null!; public static Derived operator +(Derived a, Derived b) => a; public static Derived operator -(Derived a) => a; public static bool operator ==(Derived? a, Derived? b) => true; public static bool operator !=(Derived? a, Derived? b) => false; public static Derived operator ++(Derived d) => d; public static bool operator true(Derived d) => true; public static bool operator false(Derived d) => false; public static Derived operator checked -(Derived a) => a;  public static Derived operator >>>(Derived a, int n) => a;
    public override bool Equals(object? o) => true; public override int GetHashCode() => 1; public override string ToString() => "";
    event EventHandler IShapeLike.Ev { add {} remove {} }
    public unsafe int* Ptr(delegate*<int, void> f, void** v, nint n, dynamic d, (int A, string B) t, Pair p, Map m, int?[,][] a, ref readonly int rr) => null; 
    public (int, int, int, int, int, int, int, int, string) Big() => default;
    public Base<string, int>.Inner<List<int>>.Color? C(Inner<int> i) => null;
  }
  public interface IShapeLike { int Hidden { get; set; } event EventHandler Ev; }
  public record Person(string First, [property: Obsolete] int Age = 3) { public int Extra { get; set; } }
  public sealed record Student(string First, int Age, string School) : Person(First, Age), IComparable<Student> { public int CompareTo(Student? o) => 0; public override string ToString() => ""; }
  public abstract record AbstractRec; public record struct Point(int X, int Y); public readonly record struct RoPoint(int X); public record Custom { protected virtual bool PrintMembers(System.Text.StringBuilder b) => true; public virtual bool Equals(Custom? o) => true; public override int GetHashCode() => 0; }
  public class Prim(int a, string b) { public int A => a; public Prim() : this(1, "") {} } public struct St { public int X; public static int Z; } public struct St2(int q) { public int Q => q; }
  public delegate TResult Fn<in T, out TResult>(T a, ref int b, params object[] c); public static class Ext { public static int Count2<T>(this IEnumerable<T> xs, Func<T, bool> f) => 0; internal static void E(this string s) {} }
  public enum E1 : long { A = -1, B, C = B | 8 } [Flags] public enum E2 { None, X = 1 << 1, Y = X << 1 }
  public partial class Part { partial void Hook(int x); public partial int Comp(string s); public partial string PP { get; } } public partial class Part { public partial int Comp(string s) => 1; partial void Hook(int x) {} public partial string PP => ""; }
  public class Ix { [IndexerName("Chars")] public char this[int i] => 'c'; } file class Loc { public int L; } public ref struct RS { public Span<int> S; } 
  public class Gen<T> { public class N1 { public class N2<U> { public T A(U u, T t) => t; public N2<T> B(Gen<U>.N1 n) => null!; } } public class D2 : Gen<List<T>> { public N1 X() => null!; } }
}
