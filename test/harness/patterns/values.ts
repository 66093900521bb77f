/** Values on their way to a call: items of collections of objects, contexts and texts in variables, fields and parameters, arrays of text. */
import type { Pattern } from './pattern';

const objects = { listed: ['List<object>', 'object[]', 'Dictionary<string, object>'] } as const;
const crate = { types: 'record Crate(List<object> Items);', listed: ['Crate'] } as const;
const texts = { request: 'POST /x', body: '["a"]' } as const;
const slim = { answer: 'a', registration: '', context: '' } as const;
const writer = 'static class Writer\n{\n    public static string Of<T>(T value) => JsonSerializer.Serialize(value, typeof(T), AppJson.Default);\n    public static string With<T>(T value, JsonSerializerContext context) => JsonSerializer.Serialize(value, typeof(T), context);\n}';
const optionsOfEndpoints = 'Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> options';

export const valuePatterns: readonly Pattern[] = [
  { name: 'list of objects, item missing', outcome: 'endpoint', ...objects, code: 'app.MapGet("/x", () => new List<object> { new Known(1), new Missing(1) });' },
  { name: 'list of objects, items listed', outcome: 'works', ...objects, code: 'app.MapGet("/x", () => new List<object> { new Known(1), "a", 1 });' },
  { name: 'array of objects, item missing', outcome: 'endpoint', ...objects, code: 'app.MapGet("/x", () => new object[] { new Missing(1) });' },
  { name: 'list of objects in a variable, item added', outcome: 'endpoint', ...objects, code: 'app.MapGet("/x", () => { var items = new List<object>(); items.Add(new Missing(1)); return items; });' },
  { name: 'list of objects in a variable, listed item added', outcome: 'works', ...objects, code: 'app.MapGet("/x", () => { var items = new List<object>(); items.Add(new Known(1)); return items; });' },
  { name: 'list of objects that is not sent', outcome: 'works', ...objects, code: 'app.MapGet("/x", () => { var items = new List<object>(); items.Add(new Missing(1)); return "a" + items.Count; });' },
  { name: 'dictionary of objects in a variable, value set', outcome: 'endpoint', ...objects, code: 'app.MapGet("/x", () => { var values = new Dictionary<string, object>(); values["a"] = new Missing(1); return values; });' },
  { name: 'dictionary of objects in a variable, value added in a result', outcome: 'endpoint', ...objects, code: 'app.MapGet("/x", () => { var values = new Dictionary<string, object>(); values.Add("a", new Missing(1)); return Results.Ok(values); });' },
  { name: 'dictionary of objects in a variable, listed value set', outcome: 'works', ...objects, code: 'app.MapGet("/x", () => { var values = new Dictionary<string, object>(); values["a"] = new Known(1); return values; });' },
  { name: 'held list of objects, item missing', outcome: 'endpoint', ...crate, code: 'app.MapGet("/x", () => new Crate([new Missing(1)]));' },
  { name: 'held list of objects in a variable, item missing', outcome: 'endpoint', ...crate, code: 'app.MapGet("/x", () => { var items = new List<object> { new Missing(1) }; return new Crate(items); });' },
  { name: 'held list of objects, item added', outcome: 'endpoint', ...crate, code: 'app.MapGet("/x", () => { var crate = new Crate([]); crate.Items.Add(new Missing(1)); return crate; });' },
  { name: 'held list of objects, listed item added', outcome: 'works', ...crate, code: 'app.MapGet("/x", () => { var crate = new Crate([]); crate.Items.Add(new Known(1)); return crate; });' },
  { name: 'array of text in the body', outcome: 'endpoint', code: 'app.MapPost("/x", (string[] names) => "a" + names.Length);', ...texts, answer: 'a1' },
  { name: 'array of text in the body, listed', outcome: 'works', listed: ['string[]'], code: 'app.MapPost("/x", (string[] names) => "a" + names.Length);', ...texts, answer: 'a1' },
  { name: 'array of text in the body of [AsParameters]', outcome: 'endpoint', types: 'class Asked { public string[]? Names { get; set; } }', code: 'app.MapPost("/x", ([AsParameters] Asked asked) => "a" + asked.Names?.Length);', ...texts, answer: 'a1' },
  { name: 'array of text from the query of a POST', outcome: 'works', code: 'app.MapPost("/x", ([FromQuery] string[] titles) => "a" + titles.Length);', request: 'POST /x?titles=b', body: '{}', answer: 'a1' },
  { name: 'array of numbers from the query of a POST', outcome: 'works', code: 'app.MapPost("/x", (int[] ids) => "a" + ids.Length);', request: 'POST /x?ids=1', body: '{}', answer: 'a1' },
  { name: 'array of text from the query and one from the body', outcome: 'endpoint', unfixable: true, listed: ['string[]'], code: 'app.MapPost("/y", ([FromQuery] string[] words) => "a" + words.Length);\napp.MapPost("/x", (string[] words) => "a" + words.Length);', ...texts, answer: 'a1' },
  { name: 'context in a variable, missing', outcome: 'endpoint', code: 'app.MapGet("/x", string () => { var context = AppJson.Default; return JsonSerializer.Serialize(new Missing(1), typeof(Missing), context); });' },
  { name: 'context in a variable, listed', outcome: 'works', code: 'app.MapGet("/x", string () => { var context = AppJson.Default; return JsonSerializer.Serialize(new Known(1), typeof(Known), context); });' },
  { name: 'context with options of its own, missing', outcome: 'endpoint', code: 'app.MapGet("/x", string () => { JsonSerializerContext context = new AppJson(new JsonSerializerOptions()); return JsonSerializer.Serialize(new Missing(1), typeof(Missing), context); });' },
  { name: 'context and the type of a new object, missing', outcome: 'endpoint', code: 'app.MapGet("/x", string () => { object value = new Missing(1); return JsonSerializer.Serialize(value, value.GetType(), AppJson.Default); });' },
  { name: 'context in a generic method, missing', outcome: 'endpoint', types: writer, code: 'app.MapGet("/x", string () => Writer.Of(new Missing(1)));' },
  { name: 'context in a generic method, listed', outcome: 'works', types: writer, code: 'app.MapGet("/x", string () => Writer.Of(new Known(1)));' },
  { name: 'context given to a method, missing', outcome: 'endpoint', types: writer, code: 'app.MapGet("/x", string () => Writer.With(new Missing(1), AppJson.Default));' },
  { name: 'context given to a method, listed', outcome: 'works', types: writer, code: 'app.MapGet("/x", string () => Writer.With(new Known(1), AppJson.Default));' },
  { name: 'GetTypeInfo of the options of the endpoints, missing', outcome: 'endpoint', code: `app.MapGet("/x", string (${optionsOfEndpoints}) => $"{options.Value.SerializerOptions.GetTypeInfo(typeof(Missing)).Kind}");` },
  { name: 'GetTypeInfo of the options of the endpoints in a variable, missing', outcome: 'endpoint', code: `app.MapGet("/x", string (${optionsOfEndpoints}) => { var json = options.Value.SerializerOptions; return $"{json.GetTypeInfo(typeof(Missing)).Kind}"; });` },
  { name: 'GetTypeInfo of the options of the endpoints, listed', outcome: 'works', code: `app.MapGet("/x", string (${optionsOfEndpoints}) => $"{options.Value.SerializerOptions.GetTypeInfo(typeof(Known)).Kind}");` },
  { name: 'TryGetTypeInfo of the options of the endpoints', outcome: 'works', code: `app.MapGet("/x", string (${optionsOfEndpoints}) => $"{options.Value.SerializerOptions.TryGetTypeInfo(typeof(Missing), out _)}");` },
  { name: 'slim: regex constraint in a variable', outcome: 'application', ...slim, code: 'var pattern = "/{id:regex(^x$)}";\napp.MapGet(pattern, () => "a");' },
  { name: 'slim: regex constraint in a static field', outcome: 'application', ...slim, types: 'static class Routes { public static readonly string Own = "/{id:regex(^x$)}"; }', code: 'app.MapGet(Routes.Own, () => "a");' },
  { name: 'slim: regex constraint given to a helper', outcome: 'application', ...slim, types: 'static class Helper { public static void MapText(this IEndpointRouteBuilder routes, string pattern) => routes.MapGet(pattern, () => "a"); }', code: 'app.MapText("/{id:regex(^x$)}");' },
  { name: 'slim: regex constraint in escaped braces', outcome: 'works', ...slim, code: 'app.MapGet("/y/{{id:regex(x)}}", () => "a");\napp.MapGet("/x", () => "a");' },
  { name: 'slim: regex constraint of the program', outcome: 'works', ...slim, types: 'class Own(string text) : IRouteConstraint { public bool Match(HttpContext? context, IRouter? route, string key, RouteValueDictionary values, RouteDirection direction) => text.Length > 0; }', services: 'builder.Services.Configure<RouteOptions>(static options => options.SetParameterPolicy<Own>("regex"));', code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: https address in the configuration', outcome: 'application', unfixable: true, ...slim, services: 'builder.Configuration["Urls"] = "https://127.0.0.1:0";', code: 'app.MapGet("/x", () => "a");' },
  { name: 'slim: https address of an endpoint in the configuration', outcome: 'application', unfixable: true, ...slim, services: 'builder.Configuration["Kestrel:Endpoints:Web:Url"] = "https://127.0.0.1:0";', code: 'app.MapGet("/x", () => "a");' },
];
