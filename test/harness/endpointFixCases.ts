/**
 * Endpoints that the request delegate generator leaves to reflection, with fixes (RDG009, RDG011, RDG014, before .NET 10 RDG008): each case is a file with a
 * class `Api` whose `Map` maps them, in a namespace of its own. Requests are answered before the fix too where that is not said otherwise.
 */

export interface EndpointFixCase {
  readonly name: string;
  readonly id: 'RDG009' | 'RDG011' | 'RDG014';
  readonly code: string;
  /** "GET /path", "POST /path {json}", below `/<namespace>`. */
  readonly requests: readonly string[];
  /** Answers of the fixed program, where the first one answers nothing: reflection refuses such endpoints too. */
  readonly answers?: readonly string[];
  /** No fix is right here. */
  readonly isLeft?: true;
}

const api = (statements: string, rest: string): string => `public static class Api\n{\n    public static void Map(IEndpointRouteBuilder app)\n    {\n        ${statements}\n    }\n}\n\n${rest}\n`;

const nested = (name: string, query: string, statement: string, requests: readonly string[], answers: readonly string[]): EndpointFixCase => ({ name, id: 'RDG009', code: api(statement, query), requests, answers });
const open = (name: string, statements: string, rest: string, requests: readonly string[]): EndpointFixCase => ({ name, id: 'RDG011', code: api(statements, rest), requests });
const left = (name: string, id: EndpointFixCase['id'], statements: string, rest: string): EndpointFixCase => ({ name, id, code: api(statements, rest), requests: [], isLeft: true });

const todo = 'public record Todo(int Id, string Title);\npublic record User(int Id, string Name);';

export const endpointFixCases: readonly EndpointFixCase[] = [
  nested('record in a record', 'public record Query([AsParameters] Page Page, string? Filter);\npublic record Page(int Number, int Size);',
    'app.MapGet("/a", ([AsParameters] Query query) => $"{query.Page.Number} {query.Page.Size} {query.Filter}");', ['GET /a?number=1&size=2&filter=x', 'GET /a?number=1&size=2', 'GET /a?number=1'], ['1 2 x', '1 2 ', '400']),
  nested('default values', 'public record Query([AsParameters] Page Page, string Filter);\npublic record Page(int Number = 1, int Size = 20);',
    'app.MapGet("/a", ([AsParameters] Query query) => $"{query.Page} {query.Filter}");', ['GET /a?filter=x', 'GET /a?filter=x&size=3', 'GET /a'], ['Page { Number = 1, Size = 20 } x', 'Page { Number = 1, Size = 3 } x', '400']),
  nested('class with properties, record with a body', 'public record Query(\n    string? Search,\n    [AsParameters] Paging Paging)\n{\n    public int Skip => (Paging.Page ?? 0) * 10;\n}\npublic class Paging\n{\n    public int? Page { get; set; }\n    public string[] Sort { get; set; } = [];\n}',
    'app.MapGet("/a", ([AsParameters] Query query) => $"{query.Search} {query.Skip} {string.Join(\',\', query.Paging.Sort)}");', ['GET /a?search=s&page=2&sort=a&sort=b', 'GET /a'], ['s 20 a,b', ' 0 ']),
  nested('attributes', 'public record Query(int Id, [AsParameters] Tenant Tenant);\npublic class Tenant\n{\n    [FromHeader(Name = "X-Tenant")] public string? Name { get; init; }\n    [FromQuery(Name = "r")] public required string Region { get; init; }\n    public HttpContext Context { get; init; } = null!;\n}',
    'app.MapGet("/a/{id}", ([AsParameters] Query query) => $"{query.Id} {query.Tenant.Name} {query.Tenant.Region} {query.Tenant.Context.Request.Method}");', ['GET /a/5?r=eu', 'GET /a/x?r=eu', 'GET /a/5'], ['5  eu GET', '400', '400']),
  nested('inner record struct', 'public record Query([AsParameters] Page Page);\npublic readonly record struct Page(int Number, int @class);',
    'app.MapGet("/a", ([AsParameters] Query query) => $"{query.Page.Number} {query.Page.@class}");\n        app.MapGet("/b", ([AsParameters] Query query) => query.Page.ToString());', ['GET /a?number=1&class=2', 'GET /b?number=1&class=2'], ['1 2', 'Page { Number = 1, class = 2 }']),
  left('created elsewhere', 'RDG009', 'app.MapGet("/a", ([AsParameters] Query query) => query);\n        app.MapGet("/b", () => new Query(new Page(1)).ToString());', 'public record Query([AsParameters] Page Page);\npublic record Page(int Number);'),
  left('names that meet', 'RDG009', 'app.MapGet("/a", ([AsParameters] Query query) => query.Page.Number);', 'public record Query([AsParameters] Page Page, int Number);\npublic record Page(int Number);'),
  left('inner object written', 'RDG009', 'app.MapGet("/a", ([AsParameters] Query query) => { query.Page.Number = 2; return query.Page.Number; });', 'public record Query([AsParameters] Page Page);\npublic class Page { public int Number { get; set; } }'),
  left('taken apart', 'RDG009', 'app.MapGet("/a", ([AsParameters] Query query) => { var (page, filter) = query; return page.Number + filter; });', 'public record Query([AsParameters] Page Page, int Filter);\npublic record Page(int Number);'),
  left('a parameter in an initializer', 'RDG009', 'app.MapGet("/a", ([AsParameters] Query query) => query.Skip);', 'public record Query([AsParameters] Page Page) { public int Skip { get; } = Page.Number * 10; }\npublic record Page(int Number);'),

  open('one type', 'app.MapEcho<Todo>("/a");', `file static class Routes\n{\n    /// <summary>Echoes.</summary>\n    /// <typeparam name="T">What.</typeparam>\n    public static void MapEcho<T>(this IEndpointRouteBuilder app, string path) where T : class\n    {\n        app.MapPost(path, (T item) => item.ToString());\n    }\n}\n\n${todo}`, ['POST /a {"id":1,"title":"x"}', 'POST /a {']),
  open('several types', 'app.MapCrud<Todo>("/todos").MapCrud<User>("/users");', `public interface IEntity { int Id { get; } }\npublic record Todo(int Id, string Title) : IEntity;\npublic record User(int Id, string Name) : IEntity;\npublic static class Crud\n{\n    // Each entity has its own store.\n    public static IEndpointRouteBuilder MapCrud<TEntity>(this IEndpointRouteBuilder app, string path)\n        where TEntity : class, IEntity\n    {\n        var items = new List<TEntity>();\n        var group = app.MapGroup(path);\n        group.MapGet("/", () => Results.Ok(items));\n        group.MapGet("/{id}", (int id) => items.Find(item => item.Id == id) is { } found ? Results.Ok(found) : Results.NotFound());\n        group.MapPost("/", (TEntity item) => { items.Add(item); return TypedResults.Created($"{path}/{item.Id}", item); });\n        group.MapGet("/name", () => typeof(TEntity).Name);\n        return app;\n    }\n}`,
    ['GET /todos/', 'POST /todos/ {"id":1,"title":"x"}', 'GET /todos/', 'GET /todos/1', 'GET /todos/2', 'POST /users/ {"id":3,"name":"y"}', 'GET /users/3', 'GET /users/name', 'GET /todos/name']),
  open('types that are told by arguments', 'app.MapConstant("/a", new Todo(1, "x"));\n        app.MapConstant("/b", 5);', `static class Routes\n{\n    public static void MapConstant<T>(this IEndpointRouteBuilder app, string path, T value) where T : notnull => app.MapGet(path, T () => value);\n}\n${todo}`, ['GET /a', 'GET /b']),
  open('two type parameters', 'Routes.Map2<Todo, int>(app, "/a", item => item.Id);\n        Routes.Map2<User, string>(app, "/b", item => item.Name);', `static class Routes\n{\n    internal static void Map2<T, TKey>(IEndpointRouteBuilder app, string path, Func<T, TKey> key)\n        where T : class\n        where TKey : notnull\n    {\n        app.MapPost(path, (T item, ILogger<T> logger) => key(item));\n    }\n}\n${todo}`, ['POST /a {"id":1,"title":"x"}', 'POST /b {"id":1,"name":"y"}']),
  open('local function', 'void MapOne<T>(string path) => app.MapPost(path, (T item) => "ok" + item);\n        MapOne<Todo>("/a");\n        MapOne<User>("/b");', todo, ['POST /a {"id":1,"title":"x"}', 'POST /b {"id":1,"name":"y"}']),
  open('new(), static members', 'app.MapNew<Todo>("/a");', 'public interface INamed<T> { static abstract string Kind { get; } }\npublic class Todo : INamed<Todo> { public int Id { get; set; } = 7; public static string Kind => "todo"; }\nstatic class Routes\n{\n    public static void MapNew<T>(this IEndpointRouteBuilder app, string path) where T : class, INamed<T>, new()\n    {\n        app.MapGet(path, Task<T> () => Task.FromResult(new T()));\n        app.MapGet(path + "/kind", () => T.Kind);\n        app.MapPost(path, (T? item) => item == default(T) ? "none" : "one");\n    }\n}', ['GET /a', 'GET /a/kind', 'POST /a {}', 'POST /a null']),
  left('never called', 'RDG011', 'app.MapGet("/a", () => "a");', 'public static class Routes { public static void Map<T>(IEndpointRouteBuilder app) => app.MapPost("/b", (T item) => "ok"); }'),
  left('called with an open type', 'RDG011', 'Routes.Outer<Todo>(app);', `static class Routes\n{\n    public static void Outer<T>(IEndpointRouteBuilder app) => Inner<T>(app);\n    private static void Inner<T>(IEndpointRouteBuilder app) => app.MapPost("/a", (T item) => "ok");\n}\n${todo}`),
  left('type parameter of a class', 'RDG011', 'new Routes<Todo>().Map(app);', `public class Routes<T>\n{\n    public void Map(IEndpointRouteBuilder app) => app.MapPost("/a", (T item) => "ok");\n}\n${todo}`),
  left('explicit implementation', 'RDG011', 'Routes.Map<Todo>(app);', 'public interface IHasId { int Id { get; } }\npublic class Todo : IHasId { int IHasId.Id => 1; }\nstatic class Routes { public static void Map<T>(IEndpointRouteBuilder app) where T : class, IHasId => app.MapPost("/a", (T item) => item.Id); }'),
  left('used as a value', 'RDG011', 'Action<IEndpointRouteBuilder> map = Routes.Map<Todo>;\n        map(app);', `static class Routes { public static void Map<T>(IEndpointRouteBuilder app) => app.MapPost("/a", (T item) => "ok"); }\n${todo}`),
  left('nameof', 'RDG011', 'Routes.Map<Todo>(app);', `static class Routes { public static void Map<T>(IEndpointRouteBuilder app) => app.MapPost("/a", (T item) => nameof(T)); }\n${todo}`),

  { name: 'text', id: 'RDG014', code: api('app.MapGet("/a", ([AsParameters] string name) => name);', ''), requests: ['GET /a?name=x', 'GET /a'], answers: ['x', '400'] },
  { name: 'list in the query', id: 'RDG014', code: api('app.MapGet("/a", ([AsParameters] List<int> ids) => { var sum = 0; foreach (var id in ids) sum += id; return $"{sum} {ids.Count} {ids.Max()} {ids[0]}"; });', ''), requests: ['GET /a?ids=1&ids=5'], answers: ['6 2 5 1'] },
  { name: 'list in the body', id: 'RDG014', code: api('app.MapPost("/a", (int x, [AsParameters] List<Todo> todos) => { todos.Add(new(2, "b")); return todos.Count + x; });', todo), requests: ['POST /a?x=1 [{"id":1,"title":"a"}]'], answers: ['3'] },
  left('list that is changed', 'RDG014', 'app.MapGet("/a", ([AsParameters] List<int> ids) => { ids.Add(1); return ids.Count; });', ''),
  left('list of objects in the query', 'RDG014', 'app.MapGet("/a", ([AsParameters] List<Todo> todos) => "ok");', todo),
];

/** What stands above each case in its file. */
export function fileOf({ code }: EndpointFixCase, index: number): { readonly path: string; readonly text: string } {
  return { path: `/app/Case${String(index)}.cs`, text: `using Microsoft.AspNetCore.Mvc;\n\nnamespace N${String(index)};\n\n${code}` };
}

/** A program that maps the cases; those whose endpoints cannot even be built are in a program of their own, or the rest would fail with them. */
export function programOf(indexes: readonly number[]): { readonly path: string; readonly text: string } {
  const calls = indexes.map((index) => `N${String(index)}.Api.Map(app.MapGroup("/n${String(index)}"));`);
  return { path: '/app/Program.cs', text: `var builder = WebApplication.CreateBuilder(args);\nbuilder.Logging.ClearProviders();\nvar app = builder.Build();\n${calls.join('\n')}\napp.Run();\n` };
}
