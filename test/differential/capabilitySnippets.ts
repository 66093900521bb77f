/** Small programs drawn by a seeded generator: an expression out of a list, in a place out of another. */

/** Expressions with what the analyzers have to say about, and others that look alike. `P` is the class that holds them. */
const expressions: readonly string[] = [
  'JsonSerializer.Serialize(item)', 'JsonSerializer.Serialize<object>(item, (JsonSerializerOptions?)null)', 'JsonSerializer.Deserialize<Item>("{}")', 'JsonSerializer.Deserialize("{}", typeof(Item))',
  'JsonSerializer.SerializeToElement(item)', 'JsonDocument.Parse("{}").RootElement.GetRawText()', 'JsonSerializer.Serialize(item, info)', 'JsonNode.Parse("{}")!.ToJsonString()', 'JsonNode.Parse("{}")!.GetValue<int>()',
  'typeof(Item).Assembly.GetTypes()', 'typeof(Item).Assembly.Location', 'Assembly.LoadFrom("x.dll")', 'Assembly.GetExecutingAssembly().GetName().Name', 'Assembly.GetEntryAssembly()?.Location',
  'typeof(Item).Module.Name', 'typeof(Item).Assembly.GetFiles()', 'Enum.GetValues(typeof(DayOfWeek))', 'Enum.GetValues<DayOfWeek>()', 'Array.CreateInstance(typeof(int), 3)', 'Enum.GetNames(typeof(DayOfWeek))',
  'typeof(List<>).MakeGenericType(typeof(int))', 'typeof(List<>).MakeGenericType(type)', 'type.MakeArrayType()', 'Marshal.SizeOf(typeof(int))', 'Marshal.SizeOf<int>()', 'new XmlSerializer(typeof(Item))',
  'new DataContractSerializer(typeof(Item))', 'TypeDescriptor.GetConverter(typeof(int))', 'TypeDescriptor.GetProperties(item)', 'Activator.CreateInstance("a", "b")', 'Activator.CreateInstance<Item>()', 'new Base()',
  'new Derived()', 'P.Reflect()', 'P.Emit(1)', 'P.Emit("x")', 'P.Both<int>(1)', 'P.Value', 'P.Counter', 'P.Named', 'new P()[1]', 'item.Extend()', 'Extensions.Extend(item)', 'item.Name', 'nameof(P.Reflect)',
  'P.Take(P.Reflect)', 'P.Take(() => P.Reflect())', 'new Func<int>(P.Reflect)', '(Func<int>)P.Reflect', 'new Lazy<int>(P.Reflect).Value', 'P.Flag ? P.Reflect() : 0', 'RuntimeFeature.IsDynamicCodeSupported ? P.Emit(1) : 0',
  'RuntimeFeature.IsDynamicCodeSupported && P.Emit(1) == 1', '!RuntimeFeature.IsDynamicCodeSupported || P.Emit(1) == 1', 'late.Name', 'late.Run(1)', 'late[0]', 'new List<int>().AsQueryable().Count()', 'Enumerable.Range(0, 3).Select(i => P.Emit(i)).Sum()',
  'Annotated.Make()', 'new Annotated()', 'new Annotated().Instance()', 'Annotated.Constant', 'Annotated.Field', 'Expression.Property(Expression.Constant(item), "Name")', 'typeof(P).GetMethod("Reflect")!.Name',
  'contract.Load()', 'new Loader().Load()', 'virtualBase.Run()', 'new Override().Run()', 'Task.Run(P.Reflect).Result', 'System.Text.Json.JsonSerializer.Serialize(1)', 'item?.Extend()', 'P.Nested.Reflect()',
  'AppContext.BaseDirectory', 'Environment.ProcessPath', 'new ResourceManager("a", typeof(P).Assembly).GetString("x")', 'typeof(P).Assembly.GetType("P")', 'Type.GetType("System.String, System.Runtime")',
];

/** Places; `$` is the expression. */
const places: readonly string[] = [
  'object? A() => $;', 'void A() { var x = $; }', 'void A() { _ = $; }', 'object? A { get { return $; } }', 'Func<object?> A() => () => $;', 'void A() { object? L() => $; L(); }', 'void A() { object? Unused() => $; }',
  'async Task<object?> A() { await Task.Yield(); return $; }', 'IEnumerable<object?> A() { yield return $; }', 'void A() { try { _ = $; } catch (Exception e) when (e.Message == "x") { _ = $; } finally { Console.WriteLine($); } }',
  'void A() { using var s = new MemoryStream(); Console.WriteLine($); }', 'void A() { foreach (var i in new int[2]) { Console.WriteLine($); } }', 'object? A(int n) => n switch { 1 => $, _ => null };', 'void A() { lock (this) { _ = $; } }',
  '[RequiresUnreferencedCode("outer")] object? A() => $;', '[RequiresUnreferencedCode("outer")] [RequiresDynamicCode("outer")] [RequiresAssemblyFiles("outer")] void A() { Action a = () => { _ = $; }; a(); }',
  '[UnconditionalSuppressMessage("Trimming", "IL2026")] object? A() => $;', 'void A() {\n#pragma warning disable IL2026, IL3050\n_ = $;\n#pragma warning restore\n_ = $; }', 'string A() => $"{$}";', 'void A() { if (RuntimeFeature.IsDynamicCodeSupported) { _ = $; } else { _ = $; } }',
  'void A() { if (!RuntimeFeature.IsDynamicCodeSupported) return; _ = $; }', 'void A() { return; _ = $; }', 'void A(bool b) { if (b) throw new InvalidOperationException($"x {$}"); }', 'object?[] A() => [$, $];',
  'object A() => new { X = $ };', '(object?, int) A() => ($, 1);', 'void A() { object? x = null; x ??= $; }', 'Dictionary<string, object?> A() => new() { ["a"] = $ };', 'void A() { Parallel.For(0, 3, i => Console.WriteLine($)); }',
  'IEnumerable<object?> A(int[] xs) => from x in xs where x > 1 select (object?)$;', 'void A() { for (var i = 0; i < 2; i++) _ = $; }', 'void A() { do { _ = $; } while (false); }', 'static object? Fallback(object? o) => o; object? A() => Fallback($);',
];

const fields = 'static Item item = new(); static dynamic late = new object(); static Type type = typeof(int); static JsonTypeInfo<Item> info = null!; static IContract contract = new Loader(); static VirtualBase virtualBase = new Override();';

const frame = `using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Serialization;
class Host
{
    ${fields}
    @
}
public class Item { public string? Name { get; set; } }
public static class Extensions { [RequiresUnreferencedCode("Extends")] public static int Extend<T>(this T value, int depth = 0) => depth; }
public class Base { [RequiresUnreferencedCode("Base")] public Base() { } }
public class Derived : Base { public Derived() { } }
public class P
{
    [RequiresUnreferencedCode("Reflects", Url = "https://example.com")] public static int Reflect() => 1;
    [RequiresDynamicCode("Emits.")] public static int Emit(int n) => n;
    public static int Emit(string s) => s.Length;
    [RequiresUnreferencedCode("Both")] [RequiresDynamicCode("Both")] public static T Both<T>(T value) => value;
    public static int Value { [RequiresUnreferencedCode("get")] get; [RequiresUnreferencedCode("set")] set; }
    public static int Counter { get; [RequiresUnreferencedCode("set")] set; }
    [RequiresAssemblyFiles("Files")] public static string Named => "";
    public int this[int i] { [RequiresUnreferencedCode("index")] get => i; }
    public static bool Flag => true;
    public static int Take(Func<int> f) => f();
    public static class Nested { public static int Reflect() => 1; }
}
[RequiresUnreferencedCode("All")] public class Annotated { public static int Make() => 1; public int Instance() => 1; public const int Constant = 1; public static int Field; }
public interface IContract { [RequiresUnreferencedCode("contract")] object Load(); }
public class Loader : IContract { [RequiresUnreferencedCode("loader")] public object Load() => this; }
public class VirtualBase { [RequiresDynamicCode("base")] public virtual object Run() => this; }
public class Override : VirtualBase { [RequiresDynamicCode("override")] public override object Run() => this; }
`;

/** Mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Programs with three members each. The same seed gives the same programs. */
export function generatedSnippets(count: number, seed: number): readonly { readonly name: string; readonly text: string }[] {
  const next = random(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const members = [1, 2, 3].map((n) => {
      const expression = pick(expressions);
      return pick(places).replace(/\$(?!["{])/g, () => expression).replace(/\{\$\}/g, () => `{${expression.includes('?') || expression.includes('"') ? `(${expression})` : expression}}`).replace(/\bA\b(?=[ (])/, `A${n}`).replace('Fallback(object? o)', `Fallback${n}(object? o)`).replace('=> Fallback(', `=> Fallback${n}(`);
    });
    return { name: `generated${index}.cs`, text: frame.replace('@', () => members.join('\n    ')) };
  });
}
