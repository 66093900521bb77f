/** Values that are made in one method of the program and serialized in another: results of methods, parameters, what objects hold. */
import type { Pattern } from './pattern';

const zoo = (result: string): string => `record Animal(int Id);\nrecord Dog(int Id, string Name) : Animal(Id);\nstatic class Zoo { public static ${result} }`;
const dog = '{"name":"a","id":1}';
const respond = 'static class Respond { public static IResult With(object data) => Results.Ok(data); public static IResult Outer(object? data) => data is null ? Results.NotFound() : With(data); }';
const envelope = 'record Envelope(object? Data, string? Error);\nstatic class Reply { public static Envelope Ok(object? data) => new(data, null); public static IResult Sent(object data) => Results.Ok(new Envelope(data, null)); public static object Make() => new Missing(1); }';
const items = (result: string): string => `static class Items { public static ${result} }`;
const writer = 'static class Writer { public static string Of(object value) => JsonSerializer.Serialize(value, value.GetType(), AppJson.Default); public static string Outer(object value) => Of(value); }';

/** Results of methods that are declared as a base type, as `object`, as `dynamic`, as a collection of objects. */
const resultPatterns: readonly Pattern[] = [
  { name: 'derived value of a method, returned', outcome: 'endpoint', types: zoo('Animal Find() => new Dog(1, "a");'), listed: ['Animal'], code: 'app.MapGet("/x", () => Zoo.Find());', answer: dog },
  { name: 'derived value of a method in a result', outcome: 'endpoint', types: zoo('Animal Find() { Animal found = new Dog(1, "a"); return found; }'), listed: ['Animal'], code: 'app.MapGet("/x", () => TypedResults.Ok(Zoo.Find()));', answer: dog },
  { name: 'derived value of a method in a variable', outcome: 'endpoint', types: zoo('Animal Find() => new Dog(1, "a");'), listed: ['Animal'], code: 'app.MapGet("/x", () => { var found = Zoo.Find(); return Results.Ok(found); });', answer: dog },
  { name: 'derived value of an async method', outcome: 'endpoint', types: zoo('async Task<Animal?> Find() { await Task.Yield(); return new Dog(1, "a"); }'), listed: ['Animal'], code: 'app.MapGet("/x", async () => await Zoo.Find());', answer: dog },
  { name: 'derived value of a handler by its name', outcome: 'endpoint', types: zoo('Animal Find() => new Dog(1, "a");'), listed: ['Animal'], code: 'app.MapGet("/x", Zoo.Find);', answer: dog },
  { name: 'derived value of a service behind an interface', outcome: 'endpoint', types: 'record Animal(int Id);\nrecord Dog(int Id, string Name) : Animal(Id);\ninterface IZoo { Animal Find(); }\nclass Zoo : IZoo { public Animal Find() => new Dog(1, "a"); }', listed: ['Animal'], services: 'builder.Services.AddSingleton<IZoo, Zoo>();', code: 'app.MapGet("/x", (IZoo zoo) => TypedResults.Ok(zoo.Find()));', answer: dog },
  { name: 'derived value of a method, listed', outcome: 'works', types: zoo('Animal Find() => new Dog(1, "a");'), listed: ['Animal', 'Dog'], code: 'app.MapGet("/x", () => Zoo.Find());', answer: dog },
  { name: 'derived value of a method that is not sent', outcome: 'works', types: zoo('Animal Find() => new Dog(1, "a");'), listed: ['Animal'], code: 'app.MapGet("/x", () => "a" + Zoo.Find().Id);' },
  { name: 'dynamic value of a method', outcome: 'endpoint', types: items('dynamic One() => new Missing(1);'), code: 'app.MapGet("/x", () => Results.Ok((object)Items.One()));' },
  { name: 'dynamic value of a method, listed', outcome: 'works', types: items('dynamic One() => new Known(1);'), code: 'app.MapGet("/x", () => Results.Ok((object)Items.One()));' },
  { name: 'list of objects of a method', outcome: 'endpoint', types: items('List<object> All() => [new Known(1), new Missing(1)];'), listed: ['List<object>'], code: 'app.MapGet("/x", () => Items.All());' },
  { name: 'list of objects of a method in a result', outcome: 'endpoint', types: items('IEnumerable<object> All() { var all = new List<object>(); all.Add(new Missing(1)); return all; }'), listed: ['List<object>', 'IEnumerable<object>'], code: 'app.MapGet("/x", () => Results.Ok(Items.All()));' },
  { name: 'dictionary of objects of an async method', outcome: 'endpoint', types: items('async Task<Dictionary<string, object>> All() { await Task.Yield(); return new() { ["a"] = new Missing(1) }; }'), listed: ['Dictionary<string, object>'], code: 'app.MapGet("/x", async () => await Items.All());' },
  { name: 'list of objects of a handler by its name', outcome: 'endpoint', types: items('object[] All() => [new Missing(1)];'), listed: ['object[]'], code: 'app.MapGet("/x", Items.All);' },
  { name: 'list of objects of a method, listed', outcome: 'works', types: items('List<object> All() => [new Known(1), "a", 1];'), listed: ['List<object>', 'string'], code: 'app.MapGet("/x", () => Items.All());' },
  { name: 'list of objects of a method that is not sent', outcome: 'works', types: items('List<object> All() => [new Missing(1)];'), listed: ['List<object>'], code: 'app.MapGet("/x", () => "a" + Items.All().Count);' },
  { name: 'array of objects of a switch in a method', outcome: 'endpoint', types: items('object[] All(int id) => id switch { 1 => [new Known(1)], _ => [new Missing(1)] };'), listed: ['object[]'], code: 'app.MapGet("/x", (int id) => Items.All(id));', request: 'GET /x?id=2' },
  { name: 'items that a method yields', outcome: 'endpoint', types: items('IEnumerable<object> All() { yield return new Known(1); yield return new Missing(1); }'), listed: ['IEnumerable<object>'], code: 'app.MapGet("/x", () => Items.All());' },
];

/** Parameters of type `object` whose value is serialized. */
const parameterPatterns: readonly Pattern[] = [
  { name: 'object given to a method that sends it', outcome: 'endpoint', types: respond, code: 'app.MapGet("/x", () => Respond.With(new Missing(1)));' },
  { name: 'object given through two methods', outcome: 'endpoint', types: respond, code: 'app.MapGet("/x", () => Respond.Outer(new { id = 1 }));' },
  { name: 'object given to a method that sends it, listed', outcome: 'works', types: respond, code: 'app.MapGet("/x", () => Respond.Outer(new Known(1)));' },
  { name: 'object given to a method that does not send it', outcome: 'works', types: 'static class Log { public static string Of(object data) => "a" + data; }', code: 'app.MapGet("/x", () => Log.Of(new Missing(1)));' },
  { name: 'object given to an envelope by a method', outcome: 'endpoint', types: envelope, listed: ['Envelope'], code: 'app.MapGet("/x", () => Reply.Ok(new Missing(1)));' },
  { name: 'object given to a sent envelope by a method', outcome: 'endpoint', types: envelope, listed: ['Envelope'], code: 'app.MapGet("/x", () => Reply.Sent(new Missing(1)));' },
  { name: 'object given to an envelope by a method, listed', outcome: 'works', types: envelope, listed: ['Envelope'], code: 'app.MapGet("/x", () => Reply.Ok(new Known(1)));' },
  { name: 'object given to an envelope by a method, text', outcome: 'works', types: envelope, listed: ['Envelope'], code: 'app.MapGet("/x", () => Reply.Ok("a"));' },
  { name: 'object of a method in an envelope', outcome: 'endpoint', types: envelope, listed: ['Envelope'], code: 'app.MapGet("/x", () => new Envelope(Reply.Make(), null));' },
  { name: 'object of a method in an envelope that is not sent', outcome: 'works', types: envelope.replace(/public static IResult Sent.*?; /, '').replace(/public static Envelope Ok.*?; /, ''), listed: ['Envelope'], code: 'app.MapGet("/x", () => "a" + new Envelope(Reply.Make(), null).Error);' },
  { name: 'type of a parameter in a context, missing', outcome: 'endpoint', types: writer, code: 'app.MapGet("/x", string () => Writer.Of(new Missing(1)));' },
  { name: 'type of a parameter in a context through two methods, missing', outcome: 'endpoint', types: writer, code: 'app.MapGet("/x", string () => Writer.Outer(new Missing(1)));' },
  { name: 'type of a parameter in a context, an interface', outcome: 'endpoint', unfixable: true, types: `${writer}\nstatic class Items { public static IReadOnlyList<Missing> All() => [new(1)]; }`, code: 'app.MapGet("/x", string () => Writer.Of(Items.All()));' },
  { name: 'type of a parameter in a context, listed', outcome: 'works', types: writer, code: 'app.MapGet("/x", string () => Writer.Of(new Known(1)));' },
];

const animals = 'record Animal(int Id);\nrecord Dog(int Id, string Name) : Animal(Id);\nrecord Cage(object Pet);';

/** Values in properties of type `object`, of inherited ones, and of a base type. */
const heldPatterns: readonly Pattern[] = [
  { name: 'object in an inherited property', outcome: 'endpoint', types: 'class Reply<T> { public T? Data { get; set; } }\nclass Reply : Reply<object>;', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Data = new Missing(1) });' },
  { name: 'object in an inherited property, listed', outcome: 'works', types: 'class Reply<T> { public T? Data { get; set; } }\nclass Reply : Reply<object>;', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Data = new Known(1) });' },
  { name: 'object in a renamed property', outcome: 'endpoint', types: 'record Reply { [JsonPropertyName("data")] public object? Value { get; init; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Value = new Missing(1) });' },
  { name: 'object in a property that is left out when null', outcome: 'endpoint', types: 'record Reply { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Value { get; init; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Value = new Missing(1) });' },
  { name: 'object in a property that is left out when null, listed', outcome: 'works', types: 'record Reply { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Value { get; init; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Value = new Known(1) });' },
  { name: 'object in a property that is ignored', outcome: 'works', types: 'record Reply { [JsonIgnore] public object? Value { get; init; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Value = new Missing(1) });' },
  { name: 'extension data', outcome: 'endpoint', types: 'record Reply { [JsonExtensionData] public Dictionary<string, object>? Rest { get; set; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Rest = new() { ["a"] = new Missing(1) } });' },
  { name: 'extension data, listed', outcome: 'works', types: 'record Reply { [JsonExtensionData] public Dictionary<string, object>? Rest { get; set; } }', listed: ['Reply'], code: 'app.MapGet("/x", () => new Reply { Rest = new() { ["a"] = new Known(1) } });' },
  { name: 'int, another context has one', outcome: 'application', types: 'record Entry(int Size);\n[JsonSerializable(typeof(Entry))]\ninternal partial class OtherJson : JsonSerializerContext;\nrecord Text(string Value);', context: '[JsonSerializable(typeof(Text))]\ninternal partial class AppJson : JsonSerializerContext;', code: 'app.MapGet("/x", () => 5);' },
  { name: 'derived value in an object, base listed', outcome: 'endpoint', types: animals, listed: ['Cage', 'Animal'], code: 'app.MapGet("/x", () => new Cage(new Dog(1, "a")));', answer: `{"pet":${dog}}` },
  { name: 'derived value in an object, listed', outcome: 'works', types: animals, listed: ['Cage', 'Animal', 'Dog'], code: 'app.MapGet("/x", () => new Cage(new Dog(1, "a")));', answer: `{"pet":${dog}}` },
  { name: 'derived value in an object, interface listed', outcome: 'endpoint', types: 'interface IAnimal { int Id { get; } }\nrecord Dog(string Name, int Id) : IAnimal;\nrecord Cage(object Pet);', listed: ['Cage', 'IAnimal'], code: 'app.MapGet("/x", () => new Cage(new Dog("a", 1)));', answer: `{"pet":${dog}}` },
  { name: 'derived value in an object, adds nothing', outcome: 'works', types: 'record Animal(int Id);\nrecord Dog(int Id) : Animal(Id);\nrecord Cage(object Pet);', listed: ['Cage', 'Animal'], code: 'app.MapGet("/x", () => new Cage(new Dog(1)));', answer: '{"pet":{"id":1}}' },
  { name: 'derived value as an object, base listed', outcome: 'endpoint', types: animals, listed: ['Animal'], code: 'app.MapGet("/x", object () => new Dog(1, "a"));', answer: dog },
  { name: 'derived value as an object in a result, base listed', outcome: 'endpoint', types: animals, listed: ['Animal'], code: 'app.MapGet("/x", () => Results.Ok<object>(new Dog(1, "a")));', answer: dog },
  { name: 'derived item of objects, base listed', outcome: 'endpoint', types: animals, listed: ['Animal', 'List<object>'], code: 'app.MapGet("/x", () => new List<object> { new Dog(1, "a") });', answer: `[${dog}]` },
  { name: 'derived value in a property of the base', outcome: 'works', types: 'record Animal(int Id);\nrecord Dog(int Id, string Name) : Animal(Id);\nrecord Cage(Animal Pet);', listed: ['Cage'], code: 'app.MapGet("/x", () => new Cage(new Dog(1, "a")));', answer: '{"pet":{"id":1}}' },
  { name: 'derived item of a list of the base', outcome: 'works', types: animals, listed: ['List<Animal>'], code: 'app.MapGet("/x", () => new List<Animal> { new Dog(1, "a") });', answer: '[{"id":1}]' },
  { name: 'derived value in an object, polymorphic base', outcome: 'works', types: '[JsonDerivedType(typeof(Dog))]\nrecord Animal(int Id);\nrecord Dog(int Id, string Name) : Animal(Id);\nrecord Cage(object Pet);', listed: ['Cage', 'Animal'], code: 'app.MapGet("/x", () => new Cage(new Dog(1, "a")));', answer: `{"pet":${dog}}` },
];

const pool = 'interface IPool<T> { string Name { get; } }\nclass Pool<T> : IPool<T> where T : new() { public string Name => "a" + (new T() is null); }\nclass Thing;\nstruct Small;';
const plain = { answer: 'aFalse', registration: '', context: '' } as const;
const open = 'builder.Services.AddSingleton(typeof(IPool<>), typeof(Pool<>));';

/** Open generic registrations whose implementation makes its items; parameters of framework types that nobody registers. */
const servicePatterns: readonly Pattern[] = [
  { name: 'open generic service that makes a class', outcome: 'application', unfixable: true, ...plain, types: pool, services: open, code: 'app.MapGet("/x", (IPool<Thing> pool) => pool.Name);' },
  { name: 'open generic service that makes a class, no use', outcome: 'application', unfixable: true, ...plain, answer: 'a', types: pool, services: open, code: 'app.MapGet("/x", () => "a");' },
  { name: 'open generic service that makes a class of its own constraint', outcome: 'works', ...plain, types: pool.replace('interface IPool<T>', 'interface IPool<T> where T : new()'), services: open, code: 'app.MapGet("/x", (IPool<Thing> pool) => pool.Name);' },
  { name: 'open generic class that makes a class', outcome: 'works', ...plain, types: pool, services: 'builder.Services.AddSingleton(typeof(Pool<>));', code: 'app.MapGet("/x", (Pool<Thing> pool) => pool.Name);' },
  { name: 'open generic service of structs', outcome: 'application', unfixable: true, ...plain, types: 'interface IBox<T> { string Name { get; } }\nclass Box<T> : IBox<T> where T : struct { public string Name => "a"; }', services: 'builder.Services.AddScoped(typeof(IBox<>), typeof(Box<>));', answer: 'a', code: 'app.MapGet("/x", () => "a");' },
  { name: 'keyed open generic service that makes a class', outcome: 'application', unfixable: true, ...plain, types: pool, services: 'builder.Services.AddKeyedTransient(typeof(IPool<>), "a", typeof(Pool<>));', answer: 'a', code: 'app.MapGet("/x", () => "a");' },
  { name: 'open generic service whose constructors are kept', outcome: 'application', unfixable: true, ...plain, types: 'interface IBox<T>;\nclass Box<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T> : IBox<T>;', services: 'builder.Services.AddScoped(typeof(IBox<>), typeof(Box<>));', answer: 'a', code: 'app.MapGet("/x", () => "a");' },
  { name: 'open generic service of reference types', outcome: 'works', ...plain, types: 'interface IBox<T>;\nclass Box<T> : IBox<T> where T : class;', services: 'builder.Services.AddScoped(typeof(IBox<>), typeof(Box<>));', answer: 'a', code: 'app.MapGet("/x", () => "a");' },
  { name: 'framework class as a parameter of a POST', outcome: 'application', unfixable: true, answer: 'a', code: 'app.MapPost("/x", (Random random) => "a");', request: 'POST /x', body: '{}' },
  { name: 'framework class as a parameter, registered', outcome: 'works', answer: 'a', services: 'builder.Services.AddSingleton(Random.Shared);', code: 'app.MapGet("/x", (Random random) => "a");' },
  { name: 'text builder as a parameter of a POST', outcome: 'application', unfixable: true, answer: 'a', code: 'app.MapPost("/x", (System.Text.StringBuilder builder) => "a");', request: 'POST /x', body: '{}' },
];

/** Names that stand for the slim builder's creation and addresses; handlers that are generic local functions. */
const formPatterns: readonly Pattern[] = [
  { name: 'slim: https address of a list', outcome: 'application', unfixable: true, answer: 'a', registration: '', context: '', code: 'string[] urls = ["https://127.0.0.1:0"];\nforeach (var url in urls) app.Urls.Add(url);\napp.MapGet("/x", () => "a");' },
  { name: 'slim: http address of a list', outcome: 'works', answer: 'a', registration: '', context: '', code: 'string[] urls = ["http://127.0.0.1:0"];\nforeach (var url in urls) { _ = url; }\napp.MapGet("/x", () => "a");' },
  { name: 'slim: made by a method group, regex constraint', outcome: 'application', unfixable: true, answer: 'a', registration: '', context: '', builder: 'new Func<string[], WebApplicationBuilder>(WebApplication.CreateSlimBuilder)(args)', code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'generic local function as a handler, missing', outcome: 'application', unfixable: true, code: 'T Make<T>() where T : class => (T)(object)new Missing(1);\napp.MapGet("/x", Make<Missing>);' },
  { name: 'generic local function that sends', outcome: 'endpoint', types: 'record Box<T>(T Value);', code: 'IResult Send<T>(T value) => Results.Ok(new Box<T>(value));\napp.MapGet("/x", () => Send(new Known(1)));' },
  { name: 'generic local function that sends, by another one', outcome: 'endpoint', code: 'IResult Send<T>(T value) => Results.Ok(new[] { value });\nIResult Outer<T>(T value) => Send(value);\napp.MapGet("/x", () => Outer(new Known(1)));' },
  { name: 'generic local function that sends, listed', outcome: 'works', types: 'record Box<T>(T Value);', listed: ['Box<Known>'], code: 'IResult Send<T>(T value) => Results.Ok(new Box<T>(value));\napp.MapGet("/x", () => Send(new Known(1)));' },
  { name: 'context in a generic local function, missing', outcome: 'endpoint', code: 'string Of<T>(T value) => JsonSerializer.Serialize(value, typeof(T), AppJson.Default);\napp.MapGet("/x", string () => Of(new Missing(1)));' },
  { name: 'generic local function as a handler, listed', outcome: 'works', code: 'T Make<T>() where T : class => (T)(object)new Known(1);\napp.MapGet("/x", Make<Known>);' },
];

const views = (member: string): string => `static class Views { ${member} }`;

/** Functions in variables, fields and collections, and what they return. */
const functionPatterns: readonly Pattern[] = [
  { name: 'result of a function in a field', outcome: 'endpoint', types: views('public static readonly Func<int, object> Shape = id => new Missing(id);'), code: 'app.MapGet("/x", () => Results.Ok(Views.Shape(1)));' },
  { name: 'result of a function in a field, listed', outcome: 'works', types: views('public static readonly Func<int, object> Shape = id => new Known(id);'), code: 'app.MapGet("/x", () => Results.Ok(Views.Shape(1)));' },
  { name: 'result of a function in a field that is not sent', outcome: 'works', types: views('public static readonly Func<int, object> Shape = id => new Missing(id);'), code: 'app.MapGet("/x", () => Views.Shape(1).ToString());' },
  { name: 'result of an async function in a property', outcome: 'endpoint', types: views('public static Func<Task<object>> Shape { get; } = async () => { await Task.Yield(); return new Missing(1); };'), code: 'app.MapGet("/x", async () => await Views.Shape());' },
  { name: 'result of a function in a variable', outcome: 'endpoint', code: 'Func<int, object> shape = id => new Missing(id);\napp.MapGet("/x", () => Results.Ok(shape(1)));' },
  { name: 'result of a function in a dictionary', outcome: 'endpoint', types: views('public static readonly Dictionary<string, Func<object>> All = new() { ["a"] = () => new Known(1), ["b"] = () => new Missing(1) };'), code: 'app.MapGet("/x/{name}", (string name) => Results.Ok(Views.All[name]()));', request: 'GET /x/b' },
  { name: 'result of a function in a dictionary, listed', outcome: 'works', types: views('public static readonly Dictionary<string, Func<object>> All = new() { ["a"] = () => new Known(1), ["b"] = () => new Missing(1) };'), code: 'app.MapGet("/x", () => Results.Ok(Views.All["a"]()));' },
  { name: 'result of a function that is a parameter', outcome: 'endpoint', types: views('public static IResult Send(Func<object> make) => Results.Ok(make());'), code: 'app.MapGet("/x", () => Views.Send(() => new Missing(1)));' },
  { name: 'result of a function that is a parameter, listed', outcome: 'works', types: views('public static IResult Send(Func<object> make) => Results.Ok(make());'), code: 'app.MapGet("/x", () => Views.Send(() => new Known(1)));' },
  { name: 'result of a method in a field of functions', outcome: 'endpoint', types: views('public static readonly Func<object> Shape = Make; private static object Make() => new Missing(1);'), code: 'app.MapGet("/x", () => Results.Ok(Views.Shape()));' },
  { name: 'item of a request', outcome: 'endpoint', code: 'app.Use(async (context, next) => { context.Items["a"] = new Missing(1); await next(); });\napp.MapGet("/x", (HttpContext context) => Results.Ok(context.Items["a"]));' },
  { name: 'item of a request, listed', outcome: 'works', code: 'app.Use(async (context, next) => { context.Items["a"] = new Known(1); context.Items["b"] = new Missing(1); await next(); });\napp.MapGet("/x", (HttpContext context) => Results.Ok(context.Items["a"]));' },
  { name: 'value of a Lazy', outcome: 'endpoint', types: views('public static readonly Lazy<object> Made = new(() => new Missing(1));'), code: 'app.MapGet("/x", () => Results.Ok(Views.Made.Value));' },
  { name: 'value of a Lazy, listed', outcome: 'works', types: views('public static readonly Lazy<object> Made = new(() => new Known(1));'), code: 'app.MapGet("/x", () => Results.Ok(Views.Made.Value));' },
  { name: 'derived result of a function', outcome: 'endpoint', types: zoo('readonly Func<Animal> Find = () => new Dog(1, "a");'), listed: ['Animal'], code: 'app.MapGet("/x", () => Zoo.Find());', answer: dog },
];

export const followedPatterns: readonly Pattern[] = [...resultPatterns, ...functionPatterns, ...parameterPatterns, ...heldPatterns, ...servicePatterns, ...formPatterns];
