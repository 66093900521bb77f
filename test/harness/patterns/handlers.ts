/**
 * Handlers that the request delegate generator does not see: in variables, members and type-parameter helpers. Not among them is a `bool` of the
 * route, which fails alone: in a program with all the patterns something keeps its `TryParse`.
 */
import type { Pattern } from './pattern';

const inQuery = { request: 'GET /x?x=1' } as const;
const inRoute = { request: 'GET /x/1' } as const;
const post = { request: 'POST /x', body: '{"id":1}' } as const;
const variable = (type: string, value: string, map = 'app.MapGet("/x", handler);'): string => `${type} handler = ${value};\n${map}`;
const route = 'app.MapGet("/x/{x}", handler);';

const store = { types: 'class Store { public int Count => 1; }', services: 'builder.Services.AddSingleton<Store>();' } as const;

export const handlerPatterns: readonly Pattern[] = [
  { name: 'handler in a variable', outcome: 'works', code: variable('Func<string>', '() => "a"') },
  { name: 'handler in a variable, query', outcome: 'application', code: variable('Func<int, string>', 'x => "a" + x'), ...inQuery },
  { name: 'handler in a variable, query text', outcome: 'application', code: variable('Func<string?, string>', 'x => "a" + x'), ...inQuery },
  { name: 'handler in a variable, query array', outcome: 'application', code: variable('Func<int[], string>', 'x => "a" + x.Length'), ...inQuery },
  { name: 'handler in a variable, header', outcome: 'application', code: variable('var', '([FromHeader(Name = "x")] string? x) => "a" + x') },
  { name: 'handler in a variable, default value', outcome: 'application', code: variable('var', '(int size = 1) => "a" + size') },
  { name: 'handler in a variable, route', outcome: 'works', code: variable('Func<int, string>', 'x => "a" + x', route), ...inRoute },
  { name: 'handler in a variable, text of the route', outcome: 'works', code: variable('Func<string, string>', 'x => "a" + x', route), ...inRoute },
  { name: 'handler in a variable, enum of the route', outcome: 'works', code: variable('Func<DayOfWeek, string>', 'x => "a" + x', route), ...inRoute },
  { name: 'handler in a variable, date of the route', outcome: 'works', code: variable('Func<DateOnly, string>', 'x => "a" + x', route), request: 'GET /x/2020-01-01' },
  { name: 'handler in a variable, Guid of the route', outcome: 'application', code: variable('Func<Guid, string>', 'x => "a" + x', route), request: 'GET /x/6f9619ff-8b86-d011-b42d-00cf4fc964ff' },
  { name: 'handler in a variable, TimeSpan of the route', outcome: 'application', code: variable('Func<TimeSpan, string>', 'x => "a" + x', route), request: 'GET /x/10:00' },
  { name: 'handler in a variable, TryParse of the route', outcome: 'application', types: 'record struct Code(string Text) { public static bool TryParse(string text, out Code code) { code = new(text); return true; } }', code: variable('Func<Code, string>', 'x => "a" + x.Text', route), ...inRoute },
  { name: 'handler in a variable, BindAsync', outcome: 'application', types: 'class Page { public static ValueTask<Page?> BindAsync(HttpContext context) => new(new Page()); }', code: variable('Func<Page, string>', 'x => "a"') },
  { name: 'handler in a variable, catch-all', outcome: 'works', code: variable('Func<string, string>', 'x => "a" + x', 'app.MapGet("/x/{**x}", handler);'), request: 'GET /x/a/b' },
  { name: 'handler in a variable, fallback', outcome: 'works', code: variable('Func<string, string>', 'path => "a" + path', 'app.MapFallback(handler);') },
  { name: 'handler in a variable, service', outcome: 'works', ...store, code: variable('Func<Store, string>', 'x => "a" + x.Count') },
  { name: 'handler in a variable, context', outcome: 'works', code: variable('Func<HttpContext, CancellationToken, string>', '(context, token) => "a"') },
  { name: 'handler in a variable, body', outcome: 'works', code: variable('Func<Known, string>', 'x => "a" + x.Id', 'app.MapPost("/x", handler);'), ...post },
  { name: 'handler in a variable, missing body', outcome: 'application', code: variable('Func<Missing, string>', 'x => "a" + x.Id', 'app.MapPost("/x", handler);'), ...post },
  { name: 'handler in a variable, returned', outcome: 'works', code: variable('Func<Known>', '() => new Known(1)') },
  { name: 'handler in a variable, missing returned', outcome: 'application', code: variable('Func<Missing>', '() => new Missing(1)') },
  { name: 'handler in a variable, result', outcome: 'works', code: variable('Func<Ok<Known>>', '() => TypedResults.Ok(new Known(1))') },
  { name: 'handler in a variable, task', outcome: 'application', code: variable('Func<Task<string>>', '() => Task.FromResult("a")') },
  { name: 'handler in a variable, async result', outcome: 'application', code: variable('Func<Task<IResult>>', 'async () => Results.Text("a")') },
  { name: 'handler in a variable, task of the context', outcome: 'application', code: variable('Func<HttpContext, Task>', 'context => context.Response.WriteAsync("a")') },
  { name: 'handler in a variable, RequestDelegate', outcome: 'works', code: variable('RequestDelegate', 'context => context.Response.WriteAsync("a")') },
  { name: 'handler in a variable, Delegate of a RequestDelegate', outcome: 'works', code: variable('Delegate', '(RequestDelegate)(context => context.Response.WriteAsync("a"))') },
  { name: 'handler in a variable, value', outcome: 'application', listed: ['int'], code: variable('Func<int>', '() => 1') },
  { name: 'handler in a variable, nothing returned', outcome: 'works', code: variable('Action<HttpContext>', 'context => context.Response.StatusCode = 204') },
  { name: 'handler in a variable, AsParameters', outcome: 'application', types: 'class Search { public int X { get; set; } }', code: variable('var', '([AsParameters] Search search) => "a" + search.X'), ...inQuery },
  { name: 'handler in a variable of a variable', outcome: 'application', unfixable: true, code: 'var first = (int x) => "a" + x;\nvar handler = first;\napp.MapGet("/x", handler);', ...inQuery },
  { name: 'method in a variable', outcome: 'application', types: 'static class Handlers { public static string Get(int x) => "a" + x; }', code: variable('var', 'Handlers.Get'), ...inQuery },
  { name: 'handler of a call', outcome: 'application', unfixable: true, types: 'static class Handlers { public static Func<int, string> Make() => x => "a" + x; }', code: 'app.MapGet("/x", Handlers.Make());', ...inQuery },
  { name: 'handler of a call, route', outcome: 'works', types: 'static class Handlers { public static Func<int, string> Make() => x => "a" + x; }', code: 'app.MapGet("/x/{x}", Handlers.Make());', ...inRoute },
  { name: 'handler of a call, task', outcome: 'application', unfixable: true, types: 'static class Handlers { public static Func<Task<string>> Make() => () => Task.FromResult("a"); }', code: 'app.MapGet("/x", Handlers.Make());' },
  { name: 'handler in a static field', outcome: 'application', unfixable: true, types: 'static class Handlers { public static Func<int, string> Get = x => "a" + x; }', code: 'app.MapGet("/x", Handlers.Get);', ...inQuery },
  { name: 'handler in a readonly field', outcome: 'works', types: 'static class Handlers { public static readonly Func<int, string> Get = x => "a" + x; }', code: 'app.MapGet("/x", Handlers.Get);', request: 'GET /x?arg=1' },
  { name: 'handler of a private type, async', outcome: 'application', types: 'static class Endpoints { private class Service; public static void Register(IServiceCollection services) => services.AddSingleton<Service>(); public static void Map(IEndpointRouteBuilder app) => app.MapGet("/x", async (Service service) => "a"); }', services: 'Endpoints.Register(builder.Services);', code: 'Endpoints.Map(app);' },
  { name: 'handler of a private type', outcome: 'works', types: 'static class Endpoints { private class Service; public static void Register(IServiceCollection services) => services.AddSingleton<Service>(); public static void Map(IEndpointRouteBuilder app) => app.MapGet("/x", (Service service) => "a"); }', services: 'Endpoints.Register(builder.Services);', code: 'Endpoints.Map(app);' },
  { name: 'generic handler, async', outcome: 'application', unfixable: true, ...store, types: `${store.types}\nstatic class Endpoints { public static void Map<T>(IEndpointRouteBuilder app) where T : class => app.MapGet("/x", async ([FromServices] T service) => "a"); }`, code: 'Endpoints.Map<Store>(app);' },
  { name: 'generic handler, service', outcome: 'works', ...store, types: `${store.types}\nstatic class Endpoints { public static void Map<T>(IEndpointRouteBuilder app) where T : class => app.MapGet("/x", ([FromServices] T service) => "a"); }`, code: 'Endpoints.Map<Store>(app);' },
  { name: 'generic handler, query', outcome: 'application', unfixable: true, ...store, ...inQuery, types: `${store.types}\nstatic class Endpoints { public static void Map<T>(WebApplication app) where T : class => app.MapGet("/x", (int x, [FromServices] T service) => "a"); }`, code: 'Endpoints.Map<Store>(app);' },
];
