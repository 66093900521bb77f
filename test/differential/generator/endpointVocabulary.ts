/** What endpoints of minimal APIs are composed of: results, parameters, forms of handlers, classes that map. */

/** What a handler returns. */
export const results: readonly string[] = [
  '1', '"x"', 'new Todo(1, "a")', 'new[] { new Todo(1, "a") }', 'new List<Todo>()', 'new[] { new { A = 1 } }',
  'new[] { 1 }.Select(i => new { i }).ToList()', 'new[] { 1 }.Select(i => new { i })', 'new { A = 1 }', 'TypedResults.Ok(new { A = 1 })',
  'TypedResults.Ok(new Todo(1, "a"))', 'Results.Ok(new { A = 1 })', 'Task.FromResult(new { A = 1 })', '(1, "a")', 'new Dictionary<string, Todo>()',
  'new Dictionary<string, object> { ["a"] = new { B = 1 } }', 'new Box<Todo>()', 'new Box<Internal>()', '(int?)1', '(object)1', '(dynamic)1',
  'DateTime.Now.Ticks > 1 ? Results.Ok() : Results.NotFound()', 'Console.WriteLine()', 'default(Todo)', 'new Money()', 'Level.Low', '"abc".AsSpan()',
  '"abc".AsMemory()', 'Stream.Null', 'new Func<int>(() => 1)', 'new[] { new Box<int>() }', 'Enumerable.Range(0, 3)',
  'new[] { new Todo(1, "a") }.GroupBy(t => t.Id)', 'new KeyValuePair<string, Todo>("a", new Todo(1, "a"))', 'new Lazy<Todo>()', 'new Internal(1)',
  'Guid.NewGuid()', 'new Uri("http://a")', 'DateOnly.MinValue', 'Task.FromResult(1)', 'new ValueTask<Todo>(new Todo(1, "a"))', 'Task.CompletedTask',
  'ValueTask.CompletedTask', 'TypedResults.Created("/x", new { A = 1 })', 'TypedResults.Json(new Todo(1, "a"), Ctx.Default.Todo)',
  '(1, new { A = 1 })', 'Task.FromResult(new[] { new { A = 1 } })', 'Task.FromResult(TypedResults.Ok(new { A = 1 }))', 'new { A = new { B = 1 } }',
  'Ctx.Default.Todo', 'Ctx.Default.Options', 'Results.Json(new Todo(1, "a"))', 'TypedResults.Json(new Todo(1, "a"))',
  'TypedResults.ValidationProblem(new Dictionary<string, string[]>())', 'TypedResults.Problem("x")', 'Results.Content("x")', 'TypedResults.Text("x")',
  'TypedResults.File(new byte[0])', 'TypedResults.NoContent()', 'TypedResults.Accepted("/", new Todo(1, "a"))',
  'TypedResults.CreatedAtRoute(new Todo(1, "a"), "x")', 'TypedResults.BadRequest(new { E = "x" })', 'Results.BadRequest(new Todo(1, "a"))',
  'new Todo(1, "a") with { Id = 2 }', 'new Todo?[] { null }', 'new int[,] { { 1 } }', 'new HashSet<Todo>()', '(IReadOnlyList<Todo>)new List<Todo>()',
  'new Store().Get(1)', 'Handlers.Find()', 'Handlers.Later(new Good())', 'Handlers.Echo(new { A = 1 })', 'Handlers.Echo(new Todo(1, "a"))',
  'Task.FromResult(Handlers.Find())', 'new Outer.Inner<int>()', 'new Pair(1, "a")', 'new Bound()', 'checked(1 + 1)', '1L', '1.5m', `'a'`, 'true',
  'new byte[] { 1 }', 'DateTimeOffset.UtcNow', 'TimeSpan.Zero', 'new Version(1, 0)', 'typeof(Todo)', 'new Exception("x")',
  'new { Page = new Page(), Items = new List<Todo>() }',
];

/** What a handler takes; always `p`, where something else is not the point. */
export const parameters: readonly string[] = [
  'int p', 'nint p', 'string p', 'string? p', 'int[] p', 'string[] p', 'Todo p', 'Todo? p', 'IStore p', '[FromServices] IStore p',
  '[FromKeyedServices("a")] IStore p', '[FromServices, FromKeyedServices("a")] IStore p', '[FromBody][FromKeyedServices("a")] Todo p',
  '[FromBody] Todo p', '[FromQuery] int[] p', '[FromQuery] Todo p', '[FromRoute] int p', '[FromHeader(Name = "x")] string p', '[FromForm] string p',
  '[FromForm] Todo p', '[FromForm] int[] p', '[FromForm] List<int> p', '[FromForm] Dictionary<string, string> p', 'IFormFile p',
  'IFormFileCollection p', 'IFormCollection p', '[FromForm] IFormFile p', '[AsParameters] Page p', '[AsParameters] Page? p',
  '[AsParameters] Filter p', '[AsParameters] int[] p', '[AsParameters] List<int> p', '[AsParameters] Dictionary<string,int> p',
  '[AsParameters] int p', '[AsParameters] string p', '[AsParameters] Todo p', '[AsParameters] Box<int> p', '[AsParameters] Box<Todo> p',
  '[AsParameters] Money p', '[AsParameters] (int A, int B) p', '[AsParameters] Level p', '[AsParameters] IStore p', '[AsParameters] HttpContext p',
  '[AsParameters] DateTime p', '[AsParameters] Stream p', 'int p = 3', 'string p = "a"', 'Level p = Level.High', 'Todo? p = null',
  'DateTime p = default', 'long p = long.MaxValue', 'double p = 1.5', 'decimal p = 1.5m', `char p = 'a'`, 'ReadOnlySpan<char> p', 'Memory<byte> p',
  'object p', 'dynamic p', '(int, string) p', 'List<int> p', 'Dictionary<string, Todo> p', 'Box<int> p', 'Internal p', 'HttpContext p',
  'HttpRequest p, HttpResponse q, CancellationToken t, System.Security.Claims.ClaimsPrincipal u', 'System.IO.Pipelines.PipeReader p', 'Stream p',
  'ReadOnlyMemory<byte> p', 'Func<int> p', 'ILogger<Todo> p', 'IConfiguration p', 'Guid p', 'Guid? p', 'Uri p', 'int?[] p', 'Guid[] p', 'int[][] p',
  'Todo[] p', 'Microsoft.Extensions.Primitives.StringValues p', '[FromQuery(Name = "a b")] string @class', 'params int[] p', 'Level[] p',
  'Todo a, Page b', 'Version p', 'System.Net.IPAddress p', 'System.Numerics.BigInteger p', 'System.Globalization.CultureInfo p', 'TimeSpan p',
  'TimeOnly p', 'Half p', 'Bound p', 'Simple p', 'Parsed p', 'Culture? p', '[FromQuery] Parsed[] p', 'FormHolder p', '[AsParameters] FormHolder p',
  '[AsParameters] QueryHolder p', '[AsParameters] Nested p', '[AsParameters] NestedNull p', '[AsParameters] Mismatch p', '[AsParameters] WrongType p',
  '[AsParameters] NoCtor p', '[AsParameters] Many p', '[AsParameters] Twice p', '[AsParameters] AbstractThing p', '[AsParameters] IThing p',
  '[AsParameters] GoodStruct p', '[AsParameters] Pair p', '[AsParameters] Listing p', '[AsParameters] Outer.Inner<int> p',
  '[AsParameters] Inherited p', '[AsParameters] Reader p', '[AsParameters] Statics p', '[Key("a")] IStore p', '[Mine] int p', '[FromBody] Todo? p',
  '[FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Todo p', '[FromHeader] int p',
  '[FromHeader] string[] p', '[FromRoute(Name = "id")] int p', '[FromQuery] Guid? p', '[FromQuery] DateTimeOffset[] p',
  '[FromServices] IEnumerable<IStore> p', 'IEnumerable<IStore> p', '[FromForm(Name = "a")] Guid p', '[FromForm] Page p, IFormFile q',
  'Todo a, [FromQuery] int b', '[FromBody] List<Todo> p', 'Dictionary<string, Todo>? p', 'in int p', 'Level? p', '[FromQuery] Level? p',
  'DateOnly? p', 'Uri? p', 'CancellationToken p', 'System.Security.Claims.ClaimsPrincipal p', 'HttpRequest p', 'IServiceProvider p',
  'IAsyncEnumerable<Todo> p', 'Box<Box<int>> p', 'KeyValuePair<string, int> p',
];

/** Statements that map a handler, by the form in which it is given. */
export const handlers: readonly string[] = [
  'var h = (int id) => "x";\napp.MapGet("/{id}", h);', 'Delegate h = (int id) => "x";\napp.MapGet("/{id}", h);',
  'Func<int, string> h = id => "x";\napp.MapGet("/{id}", h);', 'Special h = id => "x";\napp.MapGet("/{id}", h);',
  'app.MapGet("/{id}", new Special(id => "x"));', 'app.MapGet("/{id}", new Special(H));\nstatic string H(int id) => "x";',
  'app.MapGet("/{id}", (Func<int, string>)(id => "x"));', 'app.MapGet("/{id}", (Delegate)((int id) => "x"));',
  'app.MapGet("/{id}", args.Length > 0 ? (int id) => "x" : (int id) => "y");',
  'app.MapGet("/{id}", args.Length switch { 0 => (int id) => "x", _ => (int id) => "y" });', 'app.MapGet("/{id}", Api.Prop);',
  'app.MapGet("/{id}", Api.PropGet());', 'app.MapGet("/{id}", Api.Ro);', 'app.MapGet("/{id}", new Api().RoI);', 'app.MapGet("/{id}", Api.F);',
  'app.MapGet("/{id}", Api.RoD);', 'app.MapGet("/{id}", Api.RoC);', 'app.MapGet("/{id}", Api.RoM);', 'app.MapGet("/{id}", new Api().Inst);',
  'app.MapGet("/{id}", Api.Gen<int>);', 'app.MapGet("/{id}", new GApi<int>().Get);', 'app.MapGet("/{id}", new Todo(1, "").Ext);',
  'app.MapGet("/{id}", ((int id) => "x"));', 'app.MapGet("/{id}", (Delegate)null!);', 'app.MapGet("/{id}", ((Delegate)((int id) => "x"))!);',
  'Delegate? d = null;\napp.MapGet("/{id}", d ?? ((int id) => "x"));', 'app.MapGet("/{id}", delegate (int id) { return "x"; });',
  'app.MapGet("/{id}", static (int id) => "x");', 'app.MapGet("/{id}", async (int id) => { await Task.Yield(); });',
  'app.MapGet(handler: (int id) => "x", pattern: "/{id}");', 'app.MapMethods("/{id}", ["GET", "PUT"], (int id) => "x");',
  'string[] m = ["GET"];\napp.MapMethods("/{id}", m, (int id) => "x");', 'app.MapFallback(() => "x");', 'app.MapFallback("/a", () => "x");',
  'app.Map("/a", () => "x");', 'app.Map("/a", (HttpContext c) => Task.CompletedTask);',
  'app.MapGet("/a", async context => await context.Response.WriteAsync("x"));', 'RequestDelegate r = c => Task.CompletedTask;\napp.MapGet("/a", r);',
  'var g = app.MapGroup("/g");\ng.MapGet("/{id}", (int id) => "x").WithName("a");', 'app.MapGroup("/g").MapGet("/{id}", (int id) => "x");',
  'IEndpointRouteBuilder e = app;\ne.MapPost("/{id}", (int id) => "x");', 'EndpointRouteBuilderExtensions.MapGet(app, "/{id}", (int id) => "x");',
  'Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/{id}", (int id) => "x");',
  'var route = args[0];\napp.MapGet(route, () => "x");', 'const string route = "/a";\napp.MapGet(route, () => "x");',
  'app.MapGet($"/{args[0]}", () => "x");', 'app.MapGet("/" + args[0], () => "x");', 'app.MapGet(Api.Route(), () => "x");',
  '((WebApplication?)app)?.MapGet("/", () => "x");', 'foreach (var r in args) app.MapGet(r, () => r);',
  'app.MapGet("/", L);\nstatic string L() => "x";', 'var n = 3;\napp.MapGet("/", () => n);', 'app.MapGet("/", [Produces("a/b")] (int id) => "x");',
  'app.MapGet("/", [return: System.Diagnostics.CodeAnalysis.MaybeNull] string (int id) => "x");', 'app.MapGet("/", object () => new { A = 1 });',
  'app.MapGet("/", IResult () => Results.Ok(new { A = 1 }));', 'app.MapGet("/", string () => throw new Exception());',
  'app.MapGet("/", () => { throw new Exception(); });',
  'app.MapGet("/", () => { if (DateTime.Now.Ticks > 1) return Results.Ok(1); return Results.NotFound(); });',
  'app.MapGet("/", Results<Ok<Todo>, NotFound> (int id) => id > 1 ? TypedResults.Ok(new Todo(1, "")) : TypedResults.NotFound());',
  'app.MapGet("/a", () => new { A = 1 });\napp.MapGet("/b", () => new { B = 2 });', 'app.MapGet("/a", (ref int x) => "a");',
  'app.MapGet("/a", (in int x) => "a");', 'app.MapGet("/a/{_}", (int _) => "a");', 'app.MapGet("/a", (HttpContext _, CancellationToken __) => "a");',
  'app.MapGet("/a/{class}", (int @class) => "a");', 'app.MapGet("/", Y);\nstatic IEnumerable<int> Y() { yield return 1; }',
  'app.MapGet("/", Y);\nstatic async IAsyncEnumerable<int> Y() { await Task.Yield(); yield return 1; }',
  '(Delegate a, int b) t = (() => "x", 1);\napp.MapGet("/", t.a);', 'Delegate[] d = [() => "x"];\napp.MapGet("/", d[0]);',
  'var d = new Dictionary<string, Delegate> { ["/"] = () => "x" };\nforeach (var (k, v) in d) app.MapGet(k, v);',
  'object o = () => "x";\napp.MapGet("/", (o as Delegate)!);', 'app.MapGet("/", Api.Make());',
  'app.MapGet("/", await Task.FromResult<Delegate>(() => "x"));',
];

/** Each maps in a class of its own: generic, private, `file` and other types that generated code cannot name. */
export const mappers: readonly string[] = [
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapGet("/", () => default(T)); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) where T : class { b.MapPost("/", (T t) => "x"); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapGet("/", () => new List<T>()); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapPost("/", (T[] t) => "x"); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapPost("/", (List<T> t) => "x"); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapPost("/", (Dictionary<string, List<T>> t) => "x"); } }',
  'public class E<T> { public void Map(IEndpointRouteBuilder b) { b.MapGet("/", (T t) => 1); } }',
  'public class E<T> { public void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => 1); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapGet("/", async () => { await Task.Yield(); return default(T); }); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) { b.MapGet("/", () => TypedResults.Ok(default(T))); } }',
  'public static class E { public static void Map<T>(IEndpointRouteBuilder b) where T : IStore { b.MapGet("/{id}", ([FromServices] T s, int id) => s.Get(id)); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P()); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (P p) => 1); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new List<P>()); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (List<P> p) => 1); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P[0]); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (P[] p) => 1); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P.Q()); } private class P { public class Q { } } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (P.Q q) => 1); } private class P { public class Q { } } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/{p}", (P p) => 1); } private enum P { A } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", async () => { await Task.Yield(); return new P(); }); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => TypedResults.Ok(new P())); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", ([AsParameters] P p) => 1); } private class P { public int A { get; set; } } }',
  'public class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", ([AsParameters] R p) => 1); } internal class R { internal P A { get; set; } = null!; public int B { get; set; } } private class P { } }',
  'public class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P()); } protected class P { } }',
  'public class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P()); } protected internal class P { } }',
  'public class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P()); } private protected class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new P()); } } file class P { }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (P p) => 1); } } file class P { }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new List<P>()); } } file class P { }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", ([AsParameters] P p) => 1); } } file class P { public int A { get; set; } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", P.H); } } file static class P { public static int H() => 1; }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", ([FromServices] P p) => 1); } } file class P { }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", H); } private static int H() => 1; }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => (1, new P())); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/{p}", (P? p) => 1); } private enum P { A } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", ([FromServices] P p) => 1); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (Dictionary<string, List<P>> p) => 1); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new Box<P>()); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => Task.FromResult(new List<P>())); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", Results<Ok<P>, NotFound> () => TypedResults.NotFound()); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => Results.Ok(new P())); } private class P { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", (IP p) => 1); } private interface IP { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new O<P>.I()); } private class P { } public class O<T> { public class I { } } }',
  'public class E<T> { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new I()); } public class I { } }',
  'public static unsafe class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", H); } static int H(int* p) => 1; }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => new R()); } public ref struct R { } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapPost("/", (R r) => 1); } public ref struct R { } }',
  'public static class E { public static void Map(this IEndpointRouteBuilder b) { var g = b.MapGroup("/todos").RequireAuthorization(); g.MapGet("/", All); g.MapGet("/{id:int}", One).WithName("One").Produces<Todo>(); g.MapPost("/", Add); g.MapDelete("/{id}", Del); } static Ok<List<Todo>> All() => TypedResults.Ok(new List<Todo>()); static async Task<Results<Ok<Todo>, NotFound>> One(int id, IStore s) { await Task.Yield(); return s.Get(id) is { } t ? TypedResults.Ok(t) : TypedResults.NotFound(); } static Created<Todo> Add(Todo t) => TypedResults.Created("/", t); static NoContent Del(int id) => TypedResults.NoContent(); }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", (Func<int, string>)H); } static string H(int a) => "x"; static string H(string b) => "y"; }',
  'public abstract class Base { public void Map(IEndpointRouteBuilder b) { b.MapGet("/", Handle); b.MapGet("/b", this.Handle2); } protected abstract Task<IResult> Handle(HttpContext c); private string Handle2() => "x"; }',
  'public interface IModule { void Map(IEndpointRouteBuilder b); } public class M(IStore store) : IModule { public void Map(IEndpointRouteBuilder b) => b.MapGet("/{id}", (int id) => store.Get(id)); }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { var m = b.MapGet; m("/", () => 1); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { Func<string, Delegate, RouteHandlerBuilder> m = b.MapGet; m("/", () => 1); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/", () => Results.Json(new Todo(1, ""), Ctx.Default.Todo)); b.MapGet("/b", () => Ctx.Default.Todo); b.MapGet("/c", () => System.Text.Json.JsonSerializer.Deserialize("", Ctx.Default.Todo)); b.MapGet("/d", () => System.Text.Json.JsonSerializer.Serialize(new Todo(1, ""), Ctx.Default.Todo)); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/c", async (HttpContext c) => { var t = await c.Request.ReadFromJsonAsync(Ctx.Default.Todo); return t; }); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/c", async (HttpContext c) => { var t = await c.Request.ReadFromJsonAsync(Ctx.Default.Todo); return TypedResults.Ok(t); }); } }',
  'public static class E { public static void Map(IEndpointRouteBuilder b) { b.MapGet("/c", (HttpContext c) => c.Request.ReadFromJsonAsync(Ctx.Default.Todo)); } }',
  'public static partial class E { [System.Text.RegularExpressions.GeneratedRegex("a")] private static partial System.Text.RegularExpressions.Regex R(); public static void Map(IEndpointRouteBuilder b) { b.MapGet("/c", () => R().IsMatch("a")); } }',
];

/** What the handlers are written with, beside the endpoints' own differential types. */
export const types = `using System.Text.Json.Serialization;
public record Todo(int Id, string Title);
public enum Level { Low, High }
public struct Money { public decimal Amount { get; set; } }
internal record Internal(int X);
public interface IStore { Todo? Get(int id); }
public class Store : IStore { public Todo? Get(int id) => null; }
public class Box<T> { public T Value { get; set; } = default!; }
public class Page { public int Skip { get; set; } public int Take { get; set; } }
public record Filter(string? Q, int Max = 3);
public delegate string Special(int id);
[JsonSerializable(typeof(Todo))]
public partial class Ctx : JsonSerializerContext;
public class Api
{
    public static Func<int, string> Prop { get; } = id => "x";
    public static Delegate PropGet() => () => "x";
    public static readonly Func<int, string> Ro = id => "x";
    public readonly Func<int, string> RoI = id => "x";
    public static Func<int, string> F = id => "x";
    public static readonly Delegate RoD = (int id) => "x";
    public static readonly Func<int, string> RoC;
    static Api() { RoC = id => "x"; }
    public static readonly Func<int, string> RoM = H;
    static string H(int id) => "x";
    public string Inst(int id) => "x";
    public static string Gen<T>(T id) => "x";
    public static string Route() => "/a";
    public static Func<string> Make() => () => "x";
}
public class GApi<T> { public string Get(T id) => "x"; }
public static class Exts { public static string Ext(this Todo t, int id) => "x"; }
`;
