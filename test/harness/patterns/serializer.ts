/** Values given as `object`, generation modes, converters of enums, fields: where the serializer looks for metadata, and what it needs of it. */
import type { Pattern } from './pattern';

const ser = '[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]\n[JsonSerializable(typeof(Known))]\npartial class AppJson : JsonSerializerContext;';
const serOf = '[JsonSerializable(typeof(Known), GenerationMode = JsonSourceGenerationMode.Serialization)]\npartial class AppJson : JsonSerializerContext;';
const post = { request: 'POST /x', body: '{"id":1}' } as const;
const conv = 'builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));';
const convT = 'builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter<Color>()));';
const color = 'enum Color { Red, Green }';
const an = 'class Animal { public int Id { get; set; } }\nclass Dog : Animal;';
export const serializerPatterns: readonly Pattern[] = [
  { name: 'Serialization mode, returned', outcome: 'endpoint', context: ser, code: 'app.MapGet("/x", () => new Known(1));' },
  { name: 'Serialization mode, Results.Ok', outcome: 'endpoint', context: ser, code: 'app.MapGet("/x", () => Results.Ok(new Known(1)));' },
  { name: 'Serialization mode, object', outcome: 'endpoint', context: ser, code: 'app.MapGet("/x", object () => new Known(1));' },
  { name: 'Serialization mode of a type, returned', outcome: 'endpoint', context: serOf, code: 'app.MapGet("/x", () => new Known(1));' },
  { name: 'Serialization mode, int held', outcome: 'works', context: ser, code: 'app.MapGet("/x", () => 1);' },
  { name: 'Serialization mode, body', outcome: 'endpoint', context: ser, code: 'app.MapPost("/x", (Known known) => "a");', ...post },
  { name: 'Serialization mode of a type, body', outcome: 'endpoint', context: serOf, code: 'app.MapPost("/x", (Known known) => "a");', ...post },
  { name: 'Serialization mode, ReadFromJsonAsync', outcome: 'endpoint', context: ser, code: 'app.MapPost("/x", async (HttpRequest request) => { await request.ReadFromJsonAsync<Known>(); return "a"; });', ...post },
  { name: 'Serialization mode, list returned', outcome: 'endpoint', context: ser.replace('partial', '[JsonSerializable(typeof(List<Known>))]\npartial'), code: 'app.MapGet("/x", () => new List<Known> { new(1) });' },
  { name: 'Serialization mode, list in the body', outcome: 'endpoint', context: ser.replace('partial', '[JsonSerializable(typeof(List<Known>))]\npartial'), code: 'app.MapPost("/x", (List<Known> all) => "a");', request: 'POST /x', body: '[{"id":1}]' },
  { name: 'JsonStringEnumConverter in the options', outcome: 'works', types: color, listed: ['Color'], services: conv, code: 'app.MapGet("/x", () => Color.Red);' },
  { name: 'JsonStringEnumConverter in the options, held', outcome: 'works', types: `${color}\nrecord Car(Color Color);`, listed: ['Car'], services: conv, code: 'app.MapGet("/x", () => new Car(Color.Red));' },
  { name: 'JsonStringEnumConverter in the options, no enum', outcome: 'works', services: conv, code: 'app.MapGet("/x", () => new Known(1));' },
  { name: 'JsonStringEnumConverter of an enum in the options', outcome: 'works', types: color, listed: ['Color'], services: convT, code: 'app.MapGet("/x", () => Color.Red);' },
  { name: 'JsonStringEnumConverter on a property, read', outcome: 'works', types: `${color}\nrecord Car([property: JsonConverter(typeof(JsonStringEnumConverter))] Color Color);`, listed: ['Car'], code: 'app.MapPost("/x", (Car car) => "a");', request: 'POST /x', body: '{"color":"Red"}' },
  { name: 'JsonStringEnumConverter on an enum, held', outcome: 'application', types: '[JsonConverter(typeof(JsonStringEnumConverter))]\nenum Color { Red }\nrecord Car(Color Color);', listed: ['Car'], code: 'app.MapGet("/x", () => new Car(Color.Red));' },
  { name: 'JsonStringEnumConverter on an enum, not used', outcome: 'works', types: '[JsonConverter(typeof(JsonStringEnumConverter))]\nenum Color { Red }\nrecord Car(Color Color);', listed: ['Car'], code: 'app.MapGet("/x", () => new Known(1));' },
  { name: 'JsonStringEnumConverter on a nullable property', outcome: 'works', types: `${color}\nrecord Car([property: JsonConverter(typeof(JsonStringEnumConverter))] Color? Color);`, listed: ['Car'], code: 'app.MapGet("/x", () => new Car(Color.Red));' },
  { name: 'held by a field', outcome: 'works', types: 'class Order { public Missing? Item; }', listed: ['Order'], code: 'app.MapGet("/x", () => new Missing(1));' },
  { name: 'held by an included field', outcome: 'works', types: 'class Order { [JsonInclude] public Missing? Item; }', listed: ['Order'], code: 'app.MapGet("/x", () => new Missing(1));' },
  { name: 'held by a field, IncludeFields', outcome: 'works', types: 'class Order { public Missing? Item; }', context: '[JsonSourceGenerationOptions(IncludeFields = true)]\n[JsonSerializable(typeof(Order))]\npartial class AppJson : JsonSerializerContext;', code: 'app.MapGet("/x", () => new Missing(1));' },
  { name: 'anonymous object of a method', outcome: 'endpoint', types: 'static class Handlers { public static object Get() => new { Id = 1 }; }', code: 'app.MapGet("/x", Handlers.Get);' },
  { name: 'anonymous object of a local function', outcome: 'endpoint', code: 'app.MapGet("/x", Get);\nobject Get() => new { Id = 1 };' },
  { name: 'missing object of a method', outcome: 'endpoint', types: 'static class Handlers { public static object Get() => new Missing(1); }', code: 'app.MapGet("/x", Handlers.Get);' },
  { name: 'object of a method, listed', outcome: 'works', types: 'static class Handlers { public static async Task<object> Get() { await Task.Yield(); return new Known(1); } public static object Other() => new Missing(1); }', code: 'app.MapGet("/x", Handlers.Get);' },
  { name: 'object of an instance method', outcome: 'endpoint', types: 'class Handlers { public object Get(int id) { if (id > 0) return new Missing(id); return Results.NotFound(); } }', code: 'var handlers = new Handlers();\napp.MapGet("/x/{id}", handlers.Get);', request: 'GET /x/1' },
  { name: 'returned anonymous object', outcome: 'application', code: 'app.MapGet("/x", () => new { Id = 1 });' },
  { name: 'anonymous object as object', outcome: 'endpoint', code: 'app.MapGet("/x", object () => new { Id = 1 });' },
  { name: 'returned array of anonymous as IEnumerable<object>', outcome: 'application', unfixable: true, code: 'app.MapGet("/x", IEnumerable<object> () => new[] { new { Id = 1 } });' },
  { name: 'object, base listed', outcome: 'works', types: an, listed: ['Animal'], code: 'app.MapGet("/x", object () => new Dog());' },
  { name: 'object, IEnumerable listed', outcome: 'works', listed: ['IEnumerable<Known>'], code: 'app.MapGet("/x", object () => new List<Known> { new(1) });' },
  { name: 'object, array, IEnumerable listed', outcome: 'works', listed: ['IEnumerable<Known>'], code: 'app.MapGet("/x", object () => new[] { new Known(1) });' },
  { name: 'object, array, IReadOnlyList listed', outcome: 'works', listed: ['IReadOnlyList<Known>'], code: 'app.MapGet("/x", object () => new[] { new Known(1) });' },
  { name: 'object, two interfaces listed', outcome: 'endpoint', listed: ['IReadOnlyList<Known>', 'IList<Known>'], code: 'app.MapGet("/x", object () => new List<Known> { new(1) });' },
  { name: 'object, derived type listed', outcome: 'works', types: an, listed: ['Dog'], code: 'app.MapGet("/x", object () => { Animal animal = new Dog(); return animal; });' },
  { name: 'object, projection, IEnumerable listed', outcome: 'works', listed: ['IEnumerable<Known>'], code: 'app.MapGet("/x", object () => new[] { 1 }.Select(id => new Known(id)));' },
  { name: 'object, projection, list listed', outcome: 'endpoint', listed: ['List<Known>'], code: 'app.MapGet("/x", object () => new[] { 1 }.Select(id => new Known(id)));' },
  { name: 'object, interface of a struct listed', outcome: 'works', types: 'interface IHasId { int Id { get; } }\nrecord struct Point(int Id) : IHasId;', listed: ['IHasId'], code: 'app.MapGet("/x", object () => new Point(1));' },
  { name: 'object, int', outcome: 'works', code: 'app.MapGet("/x", object () => 1);' },
  { name: 'object, int not held', outcome: 'endpoint', context: '[JsonSerializable(typeof(Guid))]\npartial class AppJson : JsonSerializerContext;', code: 'app.MapGet("/x", object () => 1);' },
  { name: 'object, enum', outcome: 'endpoint', types: color, code: 'app.MapGet("/x", object () => Color.Red);' },
  { name: 'object, null', outcome: 'works', code: 'app.MapGet("/x", object? () => null);' },
  { name: 'Results.Json with options', outcome: 'endpoint', answer: '{"id":1}', code: 'var own = new JsonSerializerOptions(JsonSerializerDefaults.Web);\napp.MapGet("/x", () => Results.Json(new Known(1), own));' },
  { name: 'JsonSerializer.Serialize', outcome: 'endpoint', code: 'app.MapGet("/x", string () => JsonSerializer.Serialize(new Known(1)));' },
  { name: 'JsonSerializer.Serialize with type information', outcome: 'works', code: 'app.MapGet("/x", string () => JsonSerializer.Serialize(new Known(1), AppJson.Default.Known));' },
  { name: 'JsonSerializer.Serialize with options of a context', outcome: 'works', code: 'app.MapGet("/x", string () => JsonSerializer.Serialize(new Known(1), AppJson.Default.Options));' },
  { name: 'ProblemDetails before set as resolver', outcome: 'application', registration: 'builder.Services.AddProblemDetails();\nbuilder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = AppJson.Default);', code: 'app.MapGet("/x", () => new ProblemDetails());' },
  { name: 'interface property', outcome: 'works', types: 'interface IAnimal { int Id { get; } }\nrecord Dog(int Id) : IAnimal;\nrecord Owner(IAnimal Pet);', listed: ['Owner'], code: 'app.MapGet("/x", () => new Owner(new Dog(1)));' },
  { name: 'object property, value listed', outcome: 'works', types: 'record Owner(object Pet);', listed: ['Owner'], code: 'app.MapGet("/x", () => new Owner(new Known(1)));' },
  { name: 'object property, value missing', outcome: 'endpoint', types: 'record Owner(object Pet);', listed: ['Owner'], code: 'app.MapGet("/x", () => new Owner(new Missing(1)));' },
  { name: 'Dictionary<string, object>, values missing', outcome: 'endpoint', listed: ['Dictionary<string, object>'], code: 'app.MapGet("/x", () => new Dictionary<string, object> { ["a"] = new Missing(1) });' },
  { name: 'Dictionary<string, object>, values listed', outcome: 'works', listed: ['Dictionary<string, object>'], code: 'app.MapGet("/x", () => new Dictionary<string, object> { ["a"] = new Known(1) });' },
];
