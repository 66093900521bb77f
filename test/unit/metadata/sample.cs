// Source of sample.dll: a core library of its own, so that the tests need no SDK. Compiled with
//   dotnet <sdk>/Roslyn/bincore/csc.dll -nostdlib -noconfig -t:library -o+ -deterministic -debug- -unsafe -nullable -langversion:14
//     -runtimemetadataversion:v4.0.30319 -nowarn:CS8597,CS9113 -pathmap:$PWD=. -out:sample.dll sample.cs
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]
namespace System
{
    public class Object { public virtual string? ToString() => null; ~Object() { } }
    public abstract class ValueType { }
    public abstract class Enum : ValueType { }
    public abstract class Array { }
    public class String { }
    public class Type { }
    public struct Void { } public struct Boolean { } public struct Char { } public struct Byte { } public struct SByte { } public struct Int16 { } public struct UInt16 { }
    public struct Int32 { } public struct UInt32 { } public struct Int64 { } public struct UInt64 { } public struct Single { } public struct Double { } public struct IntPtr { }
    public struct UIntPtr { } public struct Decimal { public Decimal(int lo, int mid, int hi, bool isNegative, byte scale) { } }
    public struct Nullable<T> where T : struct { public Nullable(T value) { } }
    public struct ValueTuple<T1, T2> { public T1 Item1; public T2 Item2; }
    public abstract class Delegate { }
    public abstract class MulticastDelegate : Delegate { }
    public class Exception { }
    public class NotSupportedException : Exception { }
    public abstract class Attribute { }
    public class ParamArrayAttribute : Attribute { }
    [AttributeUsage(AttributeTargets.All)] public class AttributeUsageAttribute(AttributeTargets targets) : Attribute { public bool AllowMultiple { get; set; } public bool Inherited { get; set; } }
    public enum AttributeTargets { Class = 4, All = 32767 }
    public class ObsoleteAttribute : Attribute { public ObsoleteAttribute() { } public ObsoleteAttribute(string? message, bool error) { } }
}
namespace System.Reflection { public class DefaultMemberAttribute(string memberName) : Attribute { } }
namespace System.Runtime.InteropServices { public class InAttribute : Attribute { } public class UnmanagedType { } }
namespace System.Runtime.CompilerServices
{
    public class InternalsVisibleToAttribute(string assemblyName) : Attribute { }
    public class ExtensionAttribute : Attribute { }
    public class CompilerGeneratedAttribute : Attribute { }
    public class CompilationRelaxationsAttribute(int relaxations) : Attribute { }
    public class RuntimeCompatibilityAttribute : Attribute { public bool WrapNonExceptionThrows { get; set; } }
    public class IsExternalInit { }
    public class IsVolatile { }
    public class DecimalConstantAttribute : Attribute { public DecimalConstantAttribute(byte scale, byte sign, uint hi, uint mid, uint low) { } }
    public class DynamicAttribute : Attribute { public DynamicAttribute() { } public DynamicAttribute(bool[] flags) { } }
    public class TupleElementNamesAttribute(string?[] names) : Attribute { }
    public class RequiredMemberAttribute : Attribute { }
    public class CompilerFeatureRequiredAttribute(string name) : Attribute { }
    public class PreserveBaseOverridesAttribute : Attribute { }
    public class UnsafeValueTypeAttribute : Attribute { }
    public class FixedBufferAttribute(System.Type elementType, int length) : Attribute { }
    public static class RuntimeFeature { public const string ByRefFields = "", DefaultImplementationsOfInterfaces = "", CovariantReturnsOfClasses = "", ByRefLikeGenerics = ""; }
}
namespace Sample
{
    using System;

    public enum Color : short { Red = -1, Green = 2 }

    public class InfoAttribute : Attribute
    {
        public InfoAttribute(string? text, Color color, Type type, object boxed, params int[] numbers) { }
        public Type[]? Types { get; set; }
        public long Long;
        public char Char;
    }

    public interface IShape<in TIn, out TOut> { TOut Area(TIn unit); int this[int index] { get; } }
    public delegate TResult Mapper<in T, out TResult>(T value) where T : allows ref struct;

    [Info("text\u00e9", Color.Green, typeof(Outer<int>.Inner<string[]>), Color.Red, 1, 2, Types = new[] { typeof(int), typeof(Outer<>) }, Long = -5, Char = 'x')]
    public abstract class Base { protected internal virtual object Make() => this; public abstract int Count { get; } private protected int hidden; internal int Shared; }

    public sealed class Derived : Base, IShape<string, Color>
    {
        protected internal override Derived Make() => this;
        public override int Count => 0;
        Color IShape<string, Color>.Area(string unit) => default;
        int IShape<string, Color>.this[int index] => index;
        public required string Name { get; init; }
        public ref readonly int Find(in int key, ref int a, out int b, ref readonly int c, params int[] rest) { b = 0; throw null!; }
        public static explicit operator int(Derived d) => 0;
        public static Derived operator +(Derived a, Derived b) => a;
        public string? Maybe(string sure, string? maybe = "m", int number = 3, decimal money = -1.5m, Color color = Color.Green, Derived? none = null) => maybe;
        public const ulong Big = 18446744073709551615;
        public volatile int Flag;
        public (int A, (string B, dynamic C) Tail) Pair(dynamic[] items) => throw null!;
        public int this[string key] { get => 0; set { } }
        public unsafe delegate*<int, void> Callback;
    }

    public class Outer<T> { public class Inner<U> where U : class { public T? First; public U? Second; public void Both<V>(T t, U u, V v) where V : struct, IShape<T, U> { } } }
    public struct Plain { public unsafe fixed int Buffer[4]; }
    public readonly ref struct View { public View(int a) { } public void Use<T>() where T : unmanaged { } }
    public static class Extensions { public static int Twice(this int value) => value; extension(string text) { public int Size() => 0; public static string Empty() => text2; } private static string text2 = null!; }
    internal class Hidden { }
}
