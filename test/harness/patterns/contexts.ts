/** How contexts are declared and registered. */
import type { Pattern } from './pattern';

const known = 'app.MapGet("/x", () => new Known(1));';
const missing = 'app.MapGet("/x", () => new Missing(1));';
const two = '[JsonSerializable(typeof(Known))]\npartial class AppJson : JsonSerializerContext;\n\n[JsonSerializable(typeof(Missing))]\npartial class OtherJson : JsonSerializerContext;';
const http = (statement: string): string => `builder.Services.ConfigureHttpJsonOptions(options => ${statement});`;

export const contextPatterns: readonly Pattern[] = [
  { name: 'no context', outcome: 'application', registration: '', context: '', code: known },
  { name: 'context not registered', outcome: 'application', registration: '', code: known },
  { name: 'inserted', outcome: 'works', code: known },
  { name: 'added', outcome: 'works', registration: http('options.SerializerOptions.TypeInfoResolverChain.Add(AppJson.Default)'), code: known },
  { name: 'AddContext', outcome: 'works', registration: '#pragma warning disable SYSLIB0049\nbuilder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.AddContext<AppJson>());\n#pragma warning restore SYSLIB0049', code: known },
  { name: 'set as resolver', outcome: 'works', registration: http('options.SerializerOptions.TypeInfoResolver = AppJson.Default'), code: known },
  { name: 'set as resolver, missing', outcome: 'application', registration: http('options.SerializerOptions.TypeInfoResolver = AppJson.Default'), code: missing },
  { name: 'new context', outcome: 'works', registration: http('options.SerializerOptions.TypeInfoResolverChain.Insert(0, new AppJson())'), code: known },
  { name: 'new context with options', outcome: 'works', registration: http('options.SerializerOptions.TypeInfoResolverChain.Insert(0, new AppJson(new JsonSerializerOptions(JsonSerializerDefaults.Web)))'), code: known },
  { name: 'two contexts', outcome: 'works', context: two, registration: 'builder.Services.ConfigureHttpJsonOptions(options => { options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default); options.SerializerOptions.TypeInfoResolverChain.Insert(1, OtherJson.Default); });', code: missing },
  { name: 'second context not registered', outcome: 'application', context: two, code: missing },
  { name: 'combined', outcome: 'works', context: two, registration: http('options.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(AppJson.Default, OtherJson.Default)'), code: missing },
  { name: 'combined without', outcome: 'application', context: two, registration: http('options.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(AppJson.Default)'), code: missing },
  { name: 'Configure<JsonOptions>', outcome: 'works', registration: 'builder.Services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));', code: known },
  { name: 'Configure<JsonOptions> of MVC', outcome: 'application', registration: 'builder.Services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(options => options.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));', code: known },
  { name: 'options of something else', outcome: 'application', registration: 'var other = new JsonSerializerOptions { TypeInfoResolver = AppJson.Default };', code: known },
  { name: 'resolver in a variable', outcome: 'works', registration: 'var resolver = AppJson.Default;\nbuilder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, resolver));', code: known },
  { name: 'chain in a variable', outcome: 'works', registration: 'builder.Services.ConfigureHttpJsonOptions(options => { var chain = options.SerializerOptions.TypeInfoResolverChain; chain.Insert(0, AppJson.Default); });', code: known },
  { name: 'registered in an extension method', outcome: 'works', registration: 'builder.Services.AddJson();', types: 'static class Setup { public static IServiceCollection AddJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)); }', code: known },
  { name: 'registered by a method of its own', outcome: 'works', registration: 'builder.Services.ConfigureHttpJsonOptions(Setup.Json);', types: 'static class Setup { public static void Json(Microsoft.AspNetCore.Http.Json.JsonOptions options) { options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default); } }', code: known },
  { name: 'parts of a context', outcome: 'application', context: 'partial class AppJson : JsonSerializerContext;\n\n[JsonSerializable(typeof(Known))]\npartial class AppJson;', code: missing },
  { name: 'parts of a context, listed', outcome: 'works', context: 'partial class AppJson : JsonSerializerContext;\n\n[JsonSerializable(typeof(Known))]\npartial class AppJson;', code: known },
  { name: 'nested context', outcome: 'works', registration: http('options.SerializerOptions.TypeInfoResolverChain.Insert(0, Outer.AppJson.Default)'), context: 'partial class Outer\n{\n    [JsonSerializable(typeof(Known))]\n    internal partial class AppJson : JsonSerializerContext;\n}', code: known },
  { name: 'nested context, missing', outcome: 'application', registration: http('options.SerializerOptions.TypeInfoResolverChain.Insert(0, Outer.AppJson.Default)'), context: 'partial class Outer\n{\n    [JsonSerializable(typeof(Known))]\n    internal partial class AppJson : JsonSerializerContext;\n}', code: missing },
  { name: 'context in a namespace', outcome: 'application', registration: http('options.SerializerOptions.TypeInfoResolverChain.Insert(0, Models.Json.AppJson.Default)'), context: 'namespace Models.Json\n{\n    [JsonSerializable(typeof(Known))]\n    internal partial class AppJson : JsonSerializerContext { }\n}', code: missing },
  { name: 'Metadata mode, body', outcome: 'works', context: '[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]\n[JsonSerializable(typeof(Known))]\npartial class AppJson : JsonSerializerContext;', code: 'app.MapPost("/x", (Known known) => "a");', request: 'POST /x', body: '{"id":1}' },
  { name: 'naming policy in the options of the context', outcome: 'works', context: '[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]\n[JsonSerializable(typeof(Known))]\npartial class AppJson : JsonSerializerContext;', code: known },
  { name: 'JsonStringEnumConverter on an enum', outcome: 'application', types: '[JsonConverter(typeof(JsonStringEnumConverter))]\nenum Color { Red }', listed: ['Color'], code: 'app.MapGet("/x", () => Color.Red);' },
  { name: 'JsonStringEnumConverter on a property', outcome: 'application', types: 'enum Color { Red }\nrecord Car([property: JsonConverter(typeof(JsonStringEnumConverter))] Color Color);', listed: ['Car'], code: 'app.MapGet("/x", () => new Car(Color.Red));' },
  { name: 'JsonStringEnumConverter of an enum', outcome: 'works', types: '[JsonConverter(typeof(JsonStringEnumConverter<Color>))]\nenum Color { Red }', listed: ['Color'], code: 'app.MapGet("/x", () => Color.Red);' },
  { name: 'UseStringEnumConverter', outcome: 'works', types: 'enum Color { Red }', context: '[JsonSourceGenerationOptions(UseStringEnumConverter = true)]\n[JsonSerializable(typeof(Color))]\npartial class AppJson : JsonSerializerContext;', code: 'app.MapGet("/x", () => Color.Red);' },
  { name: 'two types with the same name', outcome: 'application', types: 'namespace A { record Item(int Id); }\nnamespace B { record Item(string Name); }', listed: ['A.Item', 'B.Item'], code: 'app.MapGet("/x", () => new B.Item("a"));' },
  { name: 'two types with the same name, first', outcome: 'works', types: 'namespace A { record Item(int Id); }\nnamespace B { record Item(string Name); }', listed: ['A.Item', 'B.Item'], code: 'app.MapGet("/x", () => new A.Item(1));' },
  { name: 'TypeInfoPropertyName', outcome: 'works', types: 'namespace A { record Item(int Id); }\nnamespace B { record Item(string Name); }', context: '[JsonSerializable(typeof(A.Item))]\n[JsonSerializable(typeof(B.Item), TypeInfoPropertyName = "BItem")]\npartial class AppJson : JsonSerializerContext;', code: 'app.MapGet("/x", () => new B.Item("a"));' },
  { name: 'converter of a type of its own', outcome: 'works', types: 'class ItemConverter : JsonConverter<Item> { public override Item Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(); public override void Write(Utf8JsonWriter writer, Item value, JsonSerializerOptions options) => writer.WriteNumberValue(1); }\n[JsonConverter(typeof(ItemConverter))] class Item { public Missing? Held { get; set; } }', listed: ['Item'], code: 'app.MapGet("/x", () => new Item());' },
  { name: 'held by a type with a converter of its own', outcome: 'application', types: 'class ItemConverter : JsonConverter<Item> { public override Item Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(); public override void Write(Utf8JsonWriter writer, Item value, JsonSerializerOptions options) => writer.WriteNumberValue(1); }\n[JsonConverter(typeof(ItemConverter))] class Item { public Missing? Held { get; set; } }', listed: ['Item'], code: 'app.MapGet("/x", () => new Missing(1));' },
  { name: 'full builder', outcome: 'application', builder: 'WebApplication.CreateBuilder(args)', code: missing },
  { name: 'full builder, listed', outcome: 'works', builder: 'WebApplication.CreateBuilder(args)', code: known },
];
