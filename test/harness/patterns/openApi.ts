/** OpenAPI documents, which are made from the JSON metadata of what they describe. */
import type { Pattern } from './pattern';

/** What the package declares, for the analysis of single files. */
export const openApiDeclarations = `namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenApiServiceCollectionExtensions
    {
        public static IServiceCollection AddOpenApi(this IServiceCollection services) => services;
        public static IServiceCollection AddOpenApi(this IServiceCollection services, string documentName) => services;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class OpenApiEndpointRouteBuilderExtensions
    {
        public static IEndpointConventionBuilder MapOpenApi(this Routing.IEndpointRouteBuilder endpoints, string pattern = "/openapi/{documentName}.json") => endpoints.MapGet(pattern, context => Task.CompletedTask);
    }
}
`;

const types = `enum Kind { A, B }
record struct Paging(Guid Id, int? Page);
record struct Point(int X) : IParsable<Point>
{
    public static Point Parse(string text, IFormatProvider? provider) => new(1);
    public static bool TryParse(string? text, IFormatProvider? provider, out Point point) { point = new(1); return true; }
}`;

const documents: Omit<Pattern, 'name' | 'outcome' | 'code'> = { since: 9, types, services: 'builder.Services.AddOpenApi();', request: 'GET /openapi/v1.json' };
const fails = (name: string, code: string, more: Partial<Pattern> = {}): Pattern => ({ ...documents, name: `OpenAPI: ${name}`, outcome: 'endpoint', code: `app.MapOpenApi();\n${code}`, ...more });
const works = (name: string, code: string, more: Partial<Pattern> = {}): Pattern => ({ ...fails(name, code, more), outcome: 'works' });

export const openApiPatterns: readonly Pattern[] = [
  works('text and what a context holds', 'app.MapGet("/y/{id}", (int id, string name) => "a");'),
  fails('enum', 'app.MapGet("/y", (Kind k) => "a");'),
  works('enum, listed', 'app.MapGet("/y", (Kind k) => "a");', { listed: ['Kind'] }),
  fails('nullable of a listed enum', 'app.MapGet("/y", (Kind? k) => "a");', { listed: ['Kind'] }),
  works('enum of a listed nullable', 'app.MapGet("/y", (Kind k) => "a");', { listed: ['Kind?'] }),
  fails('Guid in the route', 'app.MapGet("/y/{id:guid}", (Guid id) => "a");'),
  fails('bool', 'app.MapGet("/y", (bool b = true) => "a");'),
  fails('array of text', 'app.MapGet("/y", (string[] tags) => "a");'),
  fails('header', 'app.MapGet("/y", ([FromHeader(Name = "X-Day")] DateOnly day) => "a");'),
  works('header that is left out', 'app.MapGet("/y", ([FromHeader(Name = "content-type")] Kind k) => "a");'),
  works('parsable', 'app.MapGet("/y", (Point p, Half h) => "a");'),
  fails('parsable with an attribute', 'app.MapGet("/y", ([FromQuery] Point p) => "a");'),
  fails('[AsParameters]', 'app.MapGet("/y", ([AsParameters] Paging p) => "a");'),
  fails('form', 'app.MapPost("/y", ([FromForm] Kind k) => "a").DisableAntiforgery();'),
  fails('file', 'app.MapPost("/y", (IFormFile f) => "a").DisableAntiforgery();'),
  fails('Stream', 'app.MapPost("/y", (Stream s) => "a");'),
  fails('Produces', 'app.MapGet("/y", () => Results.NoContent()).Produces<List<Known>>();'),
  fails('ProducesProblem', 'app.MapGet("/y", () => "a").ProducesProblem(400);'),
  works('ProducesProblem with AddProblemDetails', 'app.MapGet("/y", () => "a").ProducesProblem(400);', { services: 'builder.Services.AddOpenApi();\nbuilder.Services.AddProblemDetails();' }),
  works('Produces, replaced', 'app.MapGet("/y", () => "a").Produces<List<Known>>().Produces<Known>();'),
  fails('Accepts', 'app.MapPost("/y", (HttpRequest r) => "a").Accepts<Kind>("application/json");'),
  works('excluded', 'app.MapGet("/y", (Kind k) => "a").ExcludeFromDescription();'),
  works('excluded by an attribute', 'app.MapGet("/y", [ExcludeFromDescription] (Kind k) => "a");'),
  works('excluded by its group', 'var g = app.MapGroup("/g");\ng.MapGet("/y", (Kind k) => "a");\ng.ExcludeFromDescription();'),
  works('of another document', 'app.MapGet("/y", (Kind k) => "a").WithGroupName("v2");'),
  fails('of this document', 'app.MapGet("/y", (Kind k) => "a").WithGroupName("v1");'),
  fails('of this document by its group', 'app.MapGroup("/g").WithGroupName("v1").MapGet("/y", (Kind k) => "a");'),
  works('attribute against the group', 'app.MapGroup("/g").WithGroupName("v1").MapGet("/y", [EndpointGroupName("v2")] (Kind k) => "a");'),
  fails('call against the attribute', 'app.MapGet("/y", [EndpointGroupName("v2")] (Kind k) => "a").WithGroupName("v1");'),
  fails('helper', 'app.MapOwn();', { types: `${types}\nstatic class Own { public static void MapOwn(this IEndpointRouteBuilder routes) => routes.MapGet("/y", (Kind k) => "a"); }` }),
  works('any method', 'app.Map("/y", (Kind k) => "a");'),
  works('fallback', 'app.MapFallback((Kind k) => "a");'),
  fails('no context', 'app.MapGet("/y", (Guid id) => "a");', { registration: '', context: '' }),
  fails('context that replaces the resolver', 'app.MapGet("/y", () => "a");', { registration: '', services: 'builder.Services.AddOpenApi();\nbuilder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = AppJson.Default);' }),
  works('context that replaces the resolver before', 'app.MapGet("/y", () => "a");', { registration: 'builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = AppJson.Default);' }),
  works('text as a value', 'app.MapGet("/x", () => Results.Ok("a"));', { request: 'GET /x' }),
  fails('service in [AsParameters]', 'app.MapGet("/y", ([AsParameters] Given g) => "a");', { services: 'builder.Services.AddOpenApi();\nbuilder.Services.AddSingleton<Clock>();', types: 'class Clock { }\nrecord struct Given(Clock Clock, ILogger<Clock> Log);' }),
  fails('service in a class for [AsParameters]', 'app.MapGet("/y", ([AsParameters] Given g) => "a");', { services: 'builder.Services.AddOpenApi();\nbuilder.Services.AddSingleton<Clock>();', types: 'class Clock { }\nclass Given { public Clock Clock { get; set; } = null!; }' }),
  works('service and body in [AsParameters]', 'app.MapPost("/y", ([AsParameters] Given g) => "a");', { services: 'builder.Services.AddOpenApi();\nbuilder.Services.AddSingleton<Clock>();', types: 'class Clock { }\nrecord Given(Clock Clock, Known Known);' }),
  works('metadata of its own', 'app.MapGet("/y", (Kind k) => "a").WithMetadata(new ExcludeFromDescriptionAttribute());'),
];
