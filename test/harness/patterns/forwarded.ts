/** Handlers that reach `Map…` through a parameter of a helper, as in the endpoint classes of many applications. */
import type { Pattern } from './pattern';

const inQuery = { request: 'GET /x?x=1' } as const;
const inRoute = { request: 'GET /x/1' } as const;
const post = { request: 'POST /x', body: '{"id":1}' } as const;
const helper = (body: string, parameters = 'string pattern, Delegate handler'): string => `static class Helper { public static void Add(this IEndpointRouteBuilder app, ${parameters}) { ${body} } }`;
const get = { types: helper('app.MapGet(pattern, handler);') } as const;
const handlers = 'static class Handlers { public static string Get(int x) => "a" + x; public static string Text() => "a"; public static async Task<string> Wait() { await Task.Yield(); return "a"; } }';

export const forwardedPatterns: readonly Pattern[] = [
  { name: 'handler given to a helper', outcome: 'works', ...get, code: 'app.Add("/x", () => "a");' },
  { name: 'handler given to a helper, query', outcome: 'application', unfixable: true, ...get, ...inQuery, types: get.types.replace('IEndpointRouteBuilder', 'WebApplication'), code: 'app.Add("/x", (int x) => "a" + x);' },
  { name: 'handler given to a helper, route', outcome: 'works', ...get, ...inRoute, code: 'app.Add("/x/{x}", (int x) => "a" + x);' },
  { name: 'handler given to a helper, task', outcome: 'application', unfixable: true, ...get, code: 'app.Add("/x", async () => Results.Text("a"));' },
  { name: 'handler given to a helper, value', outcome: 'application', unfixable: true, listed: ['int'], ...get, code: 'app.Add("/x", () => 1);' },
  { name: 'handler given to a helper, header', outcome: 'application', unfixable: true, ...get, code: 'app.Add("/x", ([FromHeader(Name = "x")] string? x) => "a" + x);' },
  { name: 'handler given to a helper, body', outcome: 'works', types: helper('app.MapPost(pattern, handler);'), ...post, code: 'app.Add("/x", (Known x) => "a" + x.Id);' },
  { name: 'method given to a helper', outcome: 'works', types: `${get.types}\n${handlers}`, code: 'app.Add("/x", Handlers.Text);' },
  { name: 'method given to a helper, query', outcome: 'application', unfixable: true, types: `${get.types}\n${handlers}`, ...inQuery, code: 'app.Add("/x", Handlers.Get);' },
  { name: 'method given to a helper, task', outcome: 'application', unfixable: true, types: `${get.types}\n${handlers}`, code: 'app.Add("/x", Handlers.Wait);' },
  { name: 'handler given to a helper of a helper', outcome: 'application', unfixable: true, types: `${get.types}\nstatic class Outer { public static void AddAll(this WebApplication app, string pattern, Delegate handler) => app.Add(pattern, handler); }`, code: 'app.AddAll("/x", async () => Results.Text("a"));' },
  { name: 'handler given to a local function', outcome: 'application', unfixable: true, code: 'void Add(string pattern, Delegate handler) => app.MapGet(pattern, handler);\nAdd("/x", async () => Results.Text("a"));' },
  { name: 'handler given to a local function, text', outcome: 'works', code: 'void Add(string pattern, Delegate handler) => app.MapGet(pattern, handler);\nAdd("/x", () => "a");' },
  { name: 'handler given to a helper with a default route', outcome: 'application', unfixable: true, types: `${helper('app.MapGet("/x" + pattern, handler).WithName(handler.Method.Name);', 'Delegate handler, string pattern = ""')}\n${handlers}`, code: 'app.Add(Handlers.Wait);' },
  { name: 'handler given to a helper that maps it twice', outcome: 'application', unfixable: true, types: helper('app.MapGet(pattern, handler); app.MapPost(pattern, handler);'), code: 'app.Add("/x", async () => Results.Text("a"));' },
  { name: 'handler given to a helper, returned', outcome: 'works', ...get, code: 'app.Add("/x", () => new Known(1));' },
  { name: 'handler given to a helper, missing returned', outcome: 'application', ...get, code: 'app.Add("/x", () => new Missing(1));' },
  { name: 'handler given to a helper, missing body', outcome: 'application', types: helper('app.MapPost(pattern, handler);'), ...post, code: 'app.Add("/x", (Missing x) => "a" + x.Id);' },
  { name: 'handler given to a helper, missing result', outcome: 'endpoint', ...get, code: 'app.Add("/x", () => Results.Ok(new Missing(1)));' },
  { name: 'method given to a helper, missing returned', outcome: 'application', types: `${get.types}\nstatic class Handlers { public static Missing Get() => new(1); }`, code: 'app.Add("/x", Handlers.Get);' },
  { name: 'handler given to a helper that does not map it', outcome: 'works', types: helper('app.MapGet(pattern, () => "a");'), code: 'app.Add("/x", () => new Missing(1));' },
  { name: 'RequestDelegate given to a helper', outcome: 'works', ...get, code: 'app.Add("/x", (RequestDelegate)(context => context.Response.WriteAsync("a")));' },
];
