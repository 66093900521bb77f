/** Init-only and required members, which generated metadata sets with the constructor: defaults, extension data, what is populated. */
import type { Pattern } from './pattern';

const empty = { request: 'POST /x', body: '{}' } as const;
const more = { request: 'POST /x', body: '{"id":1,"more":2}' } as const;
const filled = { request: 'POST /x', body: '{"lines":[1]}' } as const;
const readLines = 'app.MapPost("/x", (Order order) => order.Lines.Count.ToString());';
const writeOrder = 'app.MapGet("/x", () => new Order());';
const populate = '[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]';
const extension = 'class Order { public int Id { get; set; } [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; init; } }';
const listed = ['Order'] as const;

export const initOnlyPatterns: readonly Pattern[] = [
  { name: 'init-only default, left out', outcome: 'endpoint', types: 'class Order { public List<int> Lines { get; init; } = []; }', listed, code: readLines, ...empty },
  { name: 'init-only default of the constructor, left out', outcome: 'endpoint', types: 'class Order { public Order() { Lines = []; } public List<int> Lines { get; init; } }', listed, code: readLines, ...empty },
  { name: 'init-only default in a record with parameters', outcome: 'endpoint', types: 'record Order(int Id) { public List<int> Lines { get; init; } = []; }', listed, code: readLines, ...empty },
  { name: 'init-only default of a base class', outcome: 'endpoint', types: 'abstract class Document { public List<int> Lines { get; init; } = []; }\nclass Order : Document;', listed, code: readLines, ...empty },
  { name: 'init-only default of a held type', outcome: 'endpoint', types: 'class Basket { public List<int> Lines { get; init; } = []; }\nclass Order { public Basket Basket { get; set; } = new(); }', listed, code: 'app.MapPost("/x", (Order order) => order.Basket.Lines.Count.ToString());', request: 'POST /x', body: '{"basket":{}}' },
  { name: 'init-only default, read with metadata', outcome: 'endpoint', types: 'class Order { public List<int> Lines { get; init; } = []; }', listed, code: 'app.MapGet("/x", string () => JsonSerializer.Deserialize("{}", AppJson.Default.Order)!.Lines.Count.ToString());' },
  { name: 'init-only default with a converter', outcome: 'endpoint', types: 'class Order { [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] public DayOfWeek Day { get; init; } = DayOfWeek.Friday; }', listed, code: 'app.MapPost("/x", (Order order) => order.Day == DayOfWeek.Friday ? "a" : throw new InvalidOperationException());', ...empty },
  { name: 'default that can be set', outcome: 'works', types: 'class Order { public List<int> Lines { get; set; } = []; }', listed, code: readLines, ...empty },
  { name: 'default of a parameter', outcome: 'works', types: 'record Order(string Name = "b");', listed, code: 'app.MapPost("/x", (Order order) => order.Name.Length.ToString());', ...empty },
  { name: 'init-only default of a parameter', outcome: 'works', types: 'class Order(string name = "b") { public string Name { get; init; } = name; }', listed, code: 'app.MapPost("/x", (Order order) => order.Name.Length.ToString());', ...empty },
  { name: 'init-only default that an accessor sees to', outcome: 'works', types: 'class Order { private List<int> lines = []; public List<int> Lines { get => lines; init => lines = value ?? []; } }', listed, code: readLines, ...empty },
  { name: 'init-only default, internal accessor', outcome: 'works', types: 'class Order { public List<int> Lines { get; internal init; } = []; }', listed, code: readLines, ...empty },
  { name: 'init-only default, written', outcome: 'works', types: 'class Order { public List<int> Lines { get; init; } = []; }', listed, code: writeOrder },
  { name: 'init-only default of an ignored property', outcome: 'endpoint', until: 9, types: 'class Order { [JsonIgnore] public List<int> Lines { get; init; } = []; }', listed, code: readLines, ...empty },
  { name: 'init-only default of an ignored property', outcome: 'works', since: 10, types: 'class Order { [JsonIgnore] public List<int> Lines { get; init; } = []; }', listed, code: readLines, ...empty },
  { name: 'init-only extension data, read', outcome: 'application', types: extension, listed, code: 'app.MapPost("/x", (Order order) => order.Id.ToString());', ...more },
  { name: 'init-only extension data, returned', outcome: 'application', types: extension, listed, code: writeOrder },
  { name: 'init-only extension data, in a result', outcome: 'endpoint', types: extension, listed, code: 'app.MapGet("/x", () => Results.Ok(new Order()));' },
  { name: 'init-only extension data, held and returned', outcome: 'application', types: `${extension}\nrecord Page(Order Order);`, listed: ['Page'], code: 'app.MapGet("/x", () => new Page(new Order()));' },
  { name: 'init-only extension data, another type returned', outcome: 'works', types: extension, code: 'app.MapGet("/x", () => new Known(new Order().Id));' },
  { name: 'extension data that can be set', outcome: 'works', types: extension.replace('init', 'set'), listed, code: 'app.MapPost("/x", (Order order) => order.More!.Count.ToString());', ...more },
  { name: 'extension data that can be set, beside a required property', outcome: 'works', types: extension.replace('init', 'set').replace('public int Id', 'public required int Id'), listed, code: 'app.MapPost("/x", (Order order) => order.More!.Count.ToString());', ...more },
  { name: 'populated beside an init-only property', outcome: 'application', types: `class Order { public int Id { get; init; } ${populate} public List<int> Lines { get; } = []; }`, listed, code: readLines, ...filled },
  { name: 'populated type with an init-only property, returned', outcome: 'application', types: `${populate} class Order { public int Id { get; init; } public List<int> Lines { get; } = []; }`, listed, code: writeOrder },
  { name: 'populated beside a required property', outcome: 'endpoint', unfixable: true, types: `class Order { public required int Id { get; set; } ${populate} public List<int> Lines { get; } = []; }`, listed, code: 'app.MapGet("/x", () => TypedResults.Ok(new Order { Id = 1 }));' },
  { name: 'populated without init-only properties', outcome: 'works', types: `class Order { public int Id { get; set; } ${populate} public List<int> Lines { get; } = []; }`, listed, code: readLines, ...filled },
];
