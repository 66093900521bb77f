/** Random applications with JSON endpoints and contexts that list what they need, something else, or too little; many are hosted by one program. */
import type { Random } from '../../differential/generator/random';
import type { JsonType } from './jsonTypes';
import { declarations, randomType, relatedTypes } from './jsonTypes';

/** An application of its own. */
export interface JsonProgram {
  readonly name: string;
  /** Program.cs with top-level statements. */
  readonly text: string;
  /** "GET /path", "POST /path {body}" or "HUB /path Method [arguments]", in order. */
  readonly requests: readonly string[];
}

const usings = `using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
`;

interface Endpoint {
  readonly map: string;
  readonly services?: string;
  readonly types?: string;
  /** A type that is written, besides the one that was drawn. */
  readonly needs?: string;
  readonly request: string;
}

type Form = (type: JsonType, index: number) => Omit<Endpoint, 'request'> & Partial<Pick<Endpoint, 'request'>>;

const lambda = (write: (type: JsonType) => string): Form => (type, index) => ({ map: `app.MapGet("/r${index}", ${write(type)});` });

/** Ways to write a value. */
const answers: readonly Form[] = [
  lambda(({ value }) => `() => ${value}`), lambda(({ name, value }) => `() => { ${name} value = ${value}; return value; }`), lambda(({ name, value }) => `${name} () => ${value}`),
  lambda(({ value }) => `async () => { await Task.Yield(); return ${value}; }`), lambda(({ name, value }) => `() => Task.FromResult<${name}>(${value})`), lambda(({ name, value }) => `() => new ValueTask<${name}>(${value})`),
  lambda(({ value }) => `() => Results.Ok(${value})`), lambda(({ value }) => `() => TypedResults.Ok(${value})`), lambda(({ name, value }) => `() => TypedResults.Ok<${name}>(${value})`), lambda(({ name, value }) => `() => Results.Ok<${name}>(${value})`),
  lambda(({ value }) => `() => Results.Json(${value})`), lambda(({ value }) => `() => TypedResults.Json(${value})`), lambda(({ value }) => `() => Results.Created("/x", ${value})`), lambda(({ value }) => `() => TypedResults.Accepted("/x", ${value})`),
  lambda(({ value }) => `() => Results.BadRequest(${value})`), lambda(({ value }) => `() => TypedResults.Conflict(${value})`), lambda(({ value }) => `() => Results.UnprocessableEntity(${value})`), lambda(({ value }) => `() => Results.NotFound(${value})`),
  lambda(({ name, value }) => `Results<Ok<${name}>, NotFound> () => TypedResults.Ok<${name}>(${value})`), lambda(({ name, value }) => `async Task<Results<NotFound, Ok<${name}>>> () => { await Task.Yield(); return TypedResults.Ok<${name}>(${value}); }`),
  lambda(({ value }) => `(int? id) => id > 0 ? Results.NotFound() : Results.Ok(${value})`), lambda(({ value }) => `(int? id) => id switch { 1 => Results.NotFound(), _ => Results.Ok(${value}) }`),
  lambda(({ value }) => `() => { var value = ${value}; return Results.Ok(value); }`), lambda(({ value }) => `() => { object value = ${value}; return Results.Ok(value); }`), lambda(({ value }) => `object () => ${value}`),
  lambda(({ value }) => `() => new { Value = ${value} }`), lambda(({ value }) => `() => Results.Ok(new { Value = ${value} })`), lambda(({ value }) => `() => (1, ${value})`), lambda(({ value }) => `() => new[] { 1 }.Select(x => ${value})`),
  lambda(({ value }) => `() => Results.Ok(new[] { 1 }.Select(x => ${value}).ToList())`), lambda(({ name, value }) => `() => new Paged<${name}> { Items = [${value}], Total = 1 }`), lambda(({ value }) => `async (HttpContext c) => { await c.Response.WriteAsJsonAsync(${value}); }`),
  lambda(() => '() => Results.NoContent()'), lambda(() => '() => "text"'),
  ({ name, value }, index) => ({ map: `app.MapGet("/r${index}", Get${index}); static ${name} Get${index}() => ${value};` }),
  ({ value }, index) => ({ map: `var group${index} = app.MapGroup("/r${index}"); group${index}.MapGet("", () => ${value});` }),
  ({ value }, index) => ({ map: `app.MapMethods("/r${index}", ["GET"], () => ${value});` }),
  ({ value }, index) => ({ map: `app.MapGet("/r${index}", () => "x").AddEndpointFilter(async (c, next) => { await next(c); return (object?)${value}; });` }),
  ({ value }, index) => ({ map: `app.MapGet("/r${index}", Handlers${index}.Get);`, types: `public static class Handlers${index} { public static async Task<IResult> Get() { await Task.Yield(); return TypedResults.Ok(${value}); } }` }),
  ({ name, value }, index) => ({ map: `app.MapGet("/r${index}", (Store${index} store) => store.Find());`, services: `builder.Services.AddSingleton<Store${index}>();`, types: `public class Store${index} { public ${name} Find() => ${value}; }` }),
  ({ name, value }, index) => ({ map: `app.MapGet("/r${index}", async (Store${index} store) => Results.Ok(await store.Find()));`, services: `builder.Services.AddSingleton<Store${index}>();`, types: `public class Store${index} { public Task<${name}> Find() => Task.FromResult<${name}>(${value}); }` }),
  ({ value }, index) => ({ map: `app.MapThings${index}();`, types: `public static class Extensions${index} { public static IEndpointRouteBuilder MapThings${index}(this IEndpointRouteBuilder routes) { routes.MapGet("/r${index}", () => Results.Ok(${value})); return routes; } }` }),
  ({ name, value }, index) => ({ map: `app.MapGet("/r${index}", () => Stream${index}.All());`, needs: `IAsyncEnumerable<${name}>`, types: `public static class Stream${index} { public static async IAsyncEnumerable<${name}> All() { await Task.Yield(); yield return ${value}; } }` }),
  // What objects a generic method puts into what it gives is not followed (docs/known-differences.md).
  ({ name, value }, index) => (/object|Animal/.test(name) ? { map: `app.MapGet("/r${index}", () => ${value});` } : { map: `app.MapGet("/r${index}", () => Make${index}.Of<${name}>(${value}));`, needs: `Box<${name}>`, types: `public static class Make${index} { public static Box<T> Of<T>(T value) => new(value); }` }),
  ({ value }, index) => ({ map: `app.MapGet("/r${index}", () => Reply${index}.Ok(${value}));`, types: `public static class Reply${index} { public static IResult Ok<T>(T value) => Results.Ok(value); }` }),
  ({ value }, index) => ({ map: `app.MapGet("/r${index}", () => "x").AddEndpointFilter<Filter${index}>();`, types: `public class Filter${index} : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { await next(context); return Results.Ok(${value}); } }` }),
  ({ name, value }, index) => ({
    map: `app.MapGet("/r${index}", (IFind${index} finder) => finder.Find(1) is { } found ? Results.Ok(found) : Results.NotFound());`, services: `builder.Services.AddSingleton<IFind${index}, Finder${index}>();`,
    types: `public interface IFind${index} { ${annotated(name)} Find(int id); }\npublic class Finder${index} : IFind${index} { public ${annotated(name)} Find(int id) => id > 0 ? ${value} : null; }`,
  }),
  ({ name, value }, index) => ({ map: `new Endpoints${index}().Map(app);`, needs: `List<${name}>`, types: `public class Endpoints${index} { public void Map(IEndpointRouteBuilder routes) { routes.MapGet("/r${index}", All); } IResult All(int? skip) => Results.Ok(new List<${name}> { ${value} }.Skip(skip ?? 0).ToList()); }` }),
];

/** Of a type that may be null. */
function annotated(name: string): string {
  return name.endsWith('?') ? name : `${name}?`;
}

/** Ways to write a value that a member of a service has. */
const members: readonly Form[] = [
  ({ name, value }) => ({ types: `private readonly ${name} _value = ${value}; public ${name} Find() => _value;`, map: 'Find()' }),
  ({ value }) => ({ types: `private readonly object _value = ${value}; public object Find() => _value;`, map: 'Find()' }),
  ({ value }) => ({ types: `private static readonly object Shared = ${value}; public object Find() { var found = Shared; return found; }`, map: 'Find()' }),
  ({ value }, index) => ({ types: `private readonly object _value; public Keeper${index}() { _value = ${value}; } public object Value => _value;`, map: 'Value' }),
  ({ value }) => ({ types: `public object Value { get; } = ${value};`, map: 'Value' }),
  ({ name, value }) => ({ types: `public ${name} Value { get { return ${value}; } }`, map: 'Value' }),
  ({ value }) => ({ types: `private object? _value; public object Value => _value ??= ${value};`, map: 'Value' }),
  ({ value }) => ({ types: `private readonly Dictionary<string, object> _map = new() { ["a"] = ${value} }; public object? Find(string key = "a") => _map.TryGetValue(key, out var found) ? found : null;`, map: 'Find()' }),
  ({ value }) => ({ types: `private readonly Dictionary<string, object> _map = []; public object Find(string key = "a") { _map[key] = ${value}; return _map[key]; }`, map: 'Find()' }),
  ({ value }) => ({ types: `private readonly object _other = new Unsent(); private readonly object _value = ${value}; public bool Has => _other is not null; public object Value => _value;`, map: 'Value' }),
];

const kept: Form = (type, index) => {
  const { types = '', map } = members[(index + type.name.length + type.value.length) % members.length]!(type, index);
  return { map: `app.MapGet("/r${index}", (Keeper${index} keeper) => Results.Ok(keeper.${map}));`, services: `builder.Services.AddSingleton<Keeper${index}>();`, types: `public class Keeper${index} { ${types} }` };
};

/** Hubs write and read by the options of their own protocol. */
function hub(members: (type: JsonType) => string, given: (type: JsonType) => string): Form {
  return (type, index) => ({
    map: `app.MapHub<Hub${index}>("/r${index}");`, request: `HUB /r${index} Call [${given(type)}]`,
    services: 'builder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, Ctx.Default));', types: `public class Hub${index} : Hub { ${members(type)} }`,
  });
}

const hubs: readonly Form[] = [
  hub(({ name, value }) => `public ${name} Call() => ${value};`, () => ''), hub(({ name, value }) => `public async Task<${name}> Call() { await Task.Yield(); return ${value}; }`, () => ''),
  hub(({ value }) => `public Task Call() => Clients.Caller.SendAsync("x", ${value});`, () => ''), hub(({ value }) => `public Task Call() => Clients.Caller.SendAsync("x", new { Value = ${value} });`, () => ''),
  hub(({ name }) => `public void Call(${name} value) { }`, ({ body }) => body),
];

/** Values of a type of its own, which go by that in hubs. */
const isExact = ({ name }: JsonType): boolean => !/object|Animal|IShape|Figure|Wrap|Zoo/.test(name);

const inNew: readonly Form[] = [
  lambda(({ value }) => `() => Results.Ok(new Wrap { Data = ${value} }.Data)`), lambda(({ value }) => `() => { var box = new Box<object>(${value}); return Results.Ok(box.Value); }`),
];

/** Ways to read one. */
const bodies: readonly Form[] = [
  ({ name }, index) => ({ map: `app.MapPost("/r${index}", (${name} value) => "x");` }),
  ({ name }, index) => ({ map: `app.MapPost("/r${index}", ([FromBody] ${name} value) => Results.NoContent());` }),
  ({ name }, index) => ({ map: `app.MapPost("/r${index}", async (HttpContext c, ${name} value) => { await Task.Yield(); return TypedResults.NoContent(); });` }),
  ({ name }, index) => ({ map: `app.MapPost("/r${index}", async (HttpRequest r) => { var value = await r.ReadFromJsonAsync<${name}>(); return Results.NoContent(); });` }),
  ({ name }, index) => ({ map: `app.MapPost("/r${index}", ([AsParameters] Asked${index} asked) => "x");`, types: `public class Asked${index} { [FromBody] public ${name} Value { get; set; } = default!; }` }),
];

const usual = 'builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Ctx.Default));';
const registrations: readonly string[] = [
  '', 'builder.Services.ConfigureHttpJsonOptions(options => { options.SerializerOptions.TypeInfoResolverChain.Add(Ctx.Default); });', 'builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = Ctx.Default);',
  'builder.Services.ConfigureHttpJsonOptions(o => { var json = o.SerializerOptions; json.TypeInfoResolverChain.Clear(); json.TypeInfoResolverChain.Add(new Ctx()); });',
  'builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(Ctx.Default, Second.Default));', 'builder.Services.AddJson();',
  'builder.Services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(o => { o.SerializerOptions.TypeInfoResolverChain.Insert(0, Ctx.Default); o.SerializerOptions.TypeInfoResolverChain.Insert(0, Second.Default); });',
];
const helper = `public static class Setup { public static IServiceCollection AddJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, Ctx.Default)); }\n`;

function context(name: string, listed: readonly string[]): string {
  return `${listed.map((type) => `[JsonSerializable(typeof(${type}))]`).join('\n')}\npublic partial class ${name} : JsonSerializerContext;\n`;
}

/** One or two endpoints, one or two contexts. */
export function randomJsonProgram(name: string, random: Random): JsonProgram {
  const chance = (share: number): boolean => random.next() < share;
  const drawn = Array.from({ length: chance(0.3) ? 2 : 1 }, (_, index): { readonly type: JsonType; readonly endpoint: Endpoint } => {
    const reads = chance(0.2);
    const type = randomType(random, !reads);
    const form = !reads && isExact(type) && chance(0.12) ? random.pick(hubs) : random.pick(reads ? bodies : [...answers, ...inNew, ...Array.from({ length: 6 }, () => kept)]);
    return { type, endpoint: { request: reads ? `POST /r${index} ${type.body}` : `GET /r${index}`, ...form(type, index) } };
  });
  const listed = new Set<string>();
  for (const { type, endpoint } of drawn) {
    if (chance(0.55)) listed.add(type.name);
    else if (chance(0.7)) listed.add(random.pick(relatedTypes(type)));
    if (chance(0.2)) listed.add(random.pick(relatedTypes(type)));
    if (endpoint.needs !== undefined && chance(0.5)) listed.add(endpoint.needs);
  }
  if (listed.size === 0) listed.add('Holder');
  const second = [...listed].filter(() => chance(0.25));
  const first = [...listed].filter((each) => !second.includes(each));
  const registration = chance(0.45) ? usual : random.pick(registrations);
  const setUp = [...new Set([registration, ...drawn.flatMap(({ endpoint: { services } }) => services ?? [])])].join('\n');
  const maps = drawn.map(({ endpoint: { map } }) => map).join('\n');
  const types = `${context('Ctx', first.length > 0 ? first : ['Holder'])}${context('Second', second.length > 0 ? second : ['Point'])}${helper}${declarations}${drawn.flatMap(({ endpoint: { types: more } }) => more ?? []).join('\n')}\n`;
  return {
    name, requests: drawn.map(({ endpoint: { request } }) => request),
    text: `${usings}\nvar builder = WebApplication.${chance(0.25) ? 'CreateBuilder' : 'CreateSlimBuilder'}(args);\n${setUp}\nvar app = builder.Build();\n${maps}\napp.Run();\n\n${types}`,
  };
}

/** The text of such a program, or of what fixes make of it, in a namespace of its own: `App.Build()` gives the application. */
export function hosted(name: string, text: string): string {
  // The generator of contexts names its files by the context alone.
  const named = [...text.matchAll(/\bpartial class (\w+)\s*:\s*JsonSerializerContext\b/g)].reduce((all, [, context = '']) => all.replaceAll(new RegExp(`\\b${context}\\b`, 'g'), `${name}${context}`), text);
  const [head = '', types = ''] = named.split('app.Run();');
  const statements = head.indexOf('var builder');
  const body = head.slice(statements).replace('WebApplication.CreateSlimBuilder(args)', 'Host.New(WebApplication.CreateSlimBuilder())').replace('WebApplication.CreateBuilder(args)', 'Host.New(WebApplication.CreateBuilder())');
  return `namespace ${name}\n{\n${head.slice(0, statements)}public static class App\n{\npublic static WebApplication Build()\n{\n${body}return app;\n}\n}\n${types}}\n`;
}
