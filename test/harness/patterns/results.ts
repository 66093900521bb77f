/** Results, filters, problem details, and what is written to the response by hand. */
import type { Pattern } from './pattern';

const sold = 'class Sold : ProblemDetails { public string? Item { get; set; } }';

/** Users of the identity endpoints, which are asked for nobody. */
const people = `class Person { public string? Name, Email; }
class People : IUserPasswordStore<Person>, IUserEmailStore<Person>
{
    public Task<IdentityResult> CreateAsync(Person user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public void Dispose() { }
    public Task<Person?> FindByIdAsync(string id, CancellationToken token) => Task.FromResult<Person?>(null);
    public Task<Person?> FindByNameAsync(string name, CancellationToken token) => Task.FromResult<Person?>(null);
    public Task<Person?> FindByEmailAsync(string email, CancellationToken token) => Task.FromResult<Person?>(null);
    public Task<string> GetUserIdAsync(Person user, CancellationToken token) => Task.FromResult("");
    public Task<string?> GetUserNameAsync(Person user, CancellationToken token) => Task.FromResult(user.Name);
    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken token) => Task.FromResult(user.Name);
    public Task<string?> GetEmailAsync(Person user, CancellationToken token) => Task.FromResult(user.Email);
    public Task<string?> GetNormalizedEmailAsync(Person user, CancellationToken token) => Task.FromResult(user.Email);
    public Task<bool> GetEmailConfirmedAsync(Person user, CancellationToken token) => Task.FromResult(true);
    public Task<string?> GetPasswordHashAsync(Person user, CancellationToken token) => Task.FromResult<string?>(null);
    public Task<bool> HasPasswordAsync(Person user, CancellationToken token) => Task.FromResult(false);
    public Task SetUserNameAsync(Person user, string? name, CancellationToken token) { user.Name = name; return Task.CompletedTask; }
    public Task SetNormalizedUserNameAsync(Person user, string? name, CancellationToken token) => Task.CompletedTask;
    public Task SetEmailAsync(Person user, string? email, CancellationToken token) { user.Email = email; return Task.CompletedTask; }
    public Task SetNormalizedEmailAsync(Person user, string? email, CancellationToken token) => Task.CompletedTask;
    public Task SetEmailConfirmedAsync(Person user, bool isConfirmed, CancellationToken token) => Task.CompletedTask;
    public Task SetPasswordHashAsync(Person user, string? hash, CancellationToken token) => Task.CompletedTask;
}`;
const identity = 'builder.Services.AddAuthorization();\nbuilder.Services.AddIdentityApiEndpoints<Person>();\nbuilder.Services.AddSingleton<IUserStore<Person>, People>();';
const login = { request: 'POST /login', body: '{"email":"a","password":"b"}' } as const;

export const resultPatterns: readonly Pattern[] = [
  { name: 'Results.Ok', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Ok(new Missing(1)));' },
  { name: 'Results.Ok, listed', outcome: 'works', code: 'app.MapGet("/x", () => Results.Ok(new Known(1)));' },
  { name: 'Results.Ok of an array', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Ok(new[] { new Known(1) }));' },
  { name: 'Results.Ok of an anonymous object', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Ok(new { Id = 1 }));' },
  { name: 'Results.Ok of a projection', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Ok(new[] { new Known(1) }.Select(k => new { k.Id, Twice = k.Id * 2 })));' },
  { name: 'Results.Ok of text', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Ok("a"));' },
  { name: 'Results.Ok without a value', outcome: 'works', code: 'app.MapGet("/x", () => Results.Ok());' },
  { name: 'TypedResults.Ok', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Ok(new Missing(1)));' },
  { name: 'TypedResults.Ok, listed', outcome: 'works', code: 'app.MapGet("/x", () => TypedResults.Ok(new Known(1)));' },
  { name: 'TypedResults.Ok of text', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Ok("a"));' },
  { name: 'Results.Created', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Created("/y", new Missing(1)));' },
  { name: 'TypedResults.Created', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Created("/y", new Missing(1)));' },
  { name: 'Results.Accepted', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Accepted("/y", new Missing(1)));' },
  { name: 'TypedResults.NotFound', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.NotFound(new Missing(1)));' },
  { name: 'Results.NotFound of text', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.NotFound("a"));' },
  { name: 'TypedResults.BadRequest', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.BadRequest(new Missing(1)));' },
  { name: 'TypedResults.Conflict', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Conflict(new Missing(1)));' },
  { name: 'TypedResults.UnprocessableEntity', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.UnprocessableEntity(new Missing(1)));' },
  { name: 'TypedResults.InternalServerError', since: 9, outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.InternalServerError(new Missing(1)));', answer: '{"id":1}' },
  { name: 'Results union', outcome: 'endpoint', code: 'app.MapGet("/x", Results<Ok<Missing>, NotFound> (int id) => id > 0 ? TypedResults.Ok(new Missing(1)) : TypedResults.NotFound());', request: 'GET /x?id=1' },
  { name: 'Results union, listed', outcome: 'works', code: 'app.MapGet("/x", Results<Ok<Known>, NotFound> (int id) => id > 0 ? TypedResults.Ok(new Known(1)) : TypedResults.NotFound());', request: 'GET /x?id=1' },
  { name: 'async Results union', outcome: 'endpoint', code: 'app.MapGet("/x", async Task<Results<Ok<Missing>, NotFound>> (int id) => { await Task.Yield(); return id > 0 ? TypedResults.Ok(new Missing(1)) : TypedResults.NotFound(); });', request: 'GET /x?id=1' },
  { name: 'Results.NoContent', outcome: 'works', code: 'app.MapGet("/x", () => Results.NoContent());' },
  { name: 'Results.Text', outcome: 'works', code: 'app.MapGet("/x", () => Results.Text("a"));' },
  { name: 'Results.Content', outcome: 'works', code: 'app.MapGet("/x", () => TypedResults.Content("a"));' },
  { name: 'Results.Bytes', outcome: 'works', code: 'app.MapGet("/x", () => Results.Bytes(new byte[1]));' },
  { name: 'Results.Problem', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Problem("a", statusCode: 418));' },
  { name: 'Results.Problem with AddProblemDetails', outcome: 'works', services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem("a", statusCode: 418));' },
  { name: 'Results.Problem, listed', outcome: 'works', listed: ['ProblemDetails'], code: 'app.MapGet("/x", () => Results.Problem("a", statusCode: 418));' },
  { name: 'TypedResults.Problem', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Problem("a", statusCode: 418));' },
  { name: 'Results.ValidationProblem', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.ValidationProblem(new Dictionary<string, string[]>()));' },
  { name: 'ValidationProblem with AddProblemDetails', outcome: 'works', services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => TypedResults.ValidationProblem(new Dictionary<string, string[]>()));' },
  { name: 'identity endpoints', outcome: 'endpoint', types: people, services: identity, code: 'app.MapIdentityApi<Person>();', ...login },
  { name: 'identity endpoints with AddProblemDetails', outcome: 'works', types: people, services: `${identity}\nbuilder.Services.AddProblemDetails();`, code: 'app.MapIdentityApi<Person>();', ...login },
  { name: 'identity endpoints, problem details listed', outcome: 'works', types: people, listed: ['ProblemDetails', 'HttpValidationProblemDetails'], services: identity, code: 'app.MapIdentityApi<Person>();', ...login },
  { name: 'class below problem details', outcome: 'endpoint', types: sold, services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem(new Sold { Status = 418 }));' },
  { name: 'class below problem details, listed', outcome: 'works', types: sold, listed: ['Sold'], services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem(new Sold { Status = 418 }));' },
  { name: 'class below problem details without more', outcome: 'endpoint', types: 'class Gone : ProblemDetails { public Gone() => Status = 418; }', services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => TypedResults.Problem(new Gone()));' },
  { name: 'class below problem details from a method', outcome: 'endpoint', types: `${sold}\nstatic class Problems { public static ProblemDetails Sold(string item) => new Sold { Status = 418, Item = item }; }`, services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem(Problems.Sold("a")));' },
  { name: 'ValidationProblemDetails', outcome: 'endpoint', services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem(new ValidationProblemDetails { Status = 418 }));' },
  { name: 'HttpValidationProblemDetails', outcome: 'works', services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", () => Results.Problem(new HttpValidationProblemDetails { Status = 418 }));' },
  { name: 'class below problem details by the service', outcome: 'endpoint', types: sold, services: 'builder.Services.AddProblemDetails();', code: 'app.MapGet("/x", async Task (HttpContext context, IProblemDetailsService service) => { context.Response.StatusCode = 418; await service.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = new Sold { Item = "a" } }); });' },
  { name: 'class below problem details without AddProblemDetails', outcome: 'endpoint', types: sold, listed: ['ProblemDetails'], answer: '{"title":"a","status":418,"item":"b"}', code: 'app.MapGet("/x", () => Results.Problem(new Sold { Title = "a", Status = 418, Item = "b" }));' },
  { name: 'class below problem details without more, without AddProblemDetails', outcome: 'works', types: 'class Gone : ProblemDetails { public Gone() => Status = 418; }', listed: ['ProblemDetails'], code: 'app.MapGet("/x", () => Results.Problem(new Gone()));' },
  { name: 'Results.Json with type information', outcome: 'works', code: 'app.MapGet("/x", () => Results.Json(new Known(1), AppJson.Default.Known));' },
  { name: 'Results.Json with a context', outcome: 'works', code: 'app.MapGet("/x", () => Results.Json(new Known(1), AppJson.Default));' },
  { name: 'Results.Json without options', outcome: 'endpoint', code: 'app.MapGet("/x", () => Results.Json(new Missing(1)));' },
  { name: 'Results.Json without options, listed', outcome: 'works', code: 'app.MapGet("/x", () => Results.Json(new Known(1)));' },
  { name: 'TypedResults.Json without options', outcome: 'endpoint', code: 'app.MapGet("/x", () => TypedResults.Json(new Missing(1)));' },
  { name: 'TypedResults.Json without options, listed', outcome: 'works', code: 'app.MapGet("/x", () => TypedResults.Json(new Known(1)));' },
  { name: 'WriteAsJsonAsync', outcome: 'endpoint', code: 'app.MapGet("/x", (HttpResponse response) => response.WriteAsJsonAsync(new Missing(1)));' },
  { name: 'WriteAsJsonAsync, listed', outcome: 'works', code: 'app.MapGet("/x", (HttpResponse response) => response.WriteAsJsonAsync(new Known(1)));' },
  { name: 'WriteAsJsonAsync with type information', outcome: 'works', code: 'app.MapGet("/x", async context => await context.Response.WriteAsJsonAsync(new Known(1), AppJson.Default.Known));' },
  { name: 'WriteAsJsonAsync of an anonymous object', outcome: 'endpoint', code: 'app.MapGet("/x", (HttpContext context) => context.Response.WriteAsJsonAsync(new { Id = 1 }));' },
  { name: 'WriteAsJsonAsync in middleware', outcome: 'endpoint', code: 'app.Use(async (context, next) => { if (context.Request.Path == "/x") await context.Response.WriteAsJsonAsync(new Missing(1)); else await next(context); });' },
  { name: 'ReadFromJsonAsync', outcome: 'endpoint', code: 'app.MapPost("/x", async (HttpRequest request) => { await request.ReadFromJsonAsync<Missing>(); return "a"; });', request: 'POST /x', body: '{"id":1}' },
  { name: 'ReadFromJsonAsync, listed', outcome: 'works', code: 'app.MapPost("/x", async (HttpRequest request) => { await request.ReadFromJsonAsync<Known>(); return "a"; });', request: 'POST /x', body: '{"id":1}' },
  { name: 'ReadFromJsonAsync of a Type', outcome: 'endpoint', code: 'app.MapPost("/x", async (HttpRequest request) => { await request.ReadFromJsonAsync(typeof(Missing)); return "a"; });', request: 'POST /x', body: '{"id":1}' },
  { name: 'filter', outcome: 'endpoint', code: 'app.MapGet("/x", () => "a").AddEndpointFilter(async (context, next) => { await next(context); return new Missing(1); });' },
  { name: 'filter class', outcome: 'endpoint', types: 'class Filter : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { await next(context); return new Missing(1); } }', code: 'app.MapGet("/x", () => "a").AddEndpointFilter<Filter>();' },
  { name: 'filter returns a result', outcome: 'endpoint', code: 'app.MapGet("/x", () => "a").AddEndpointFilter(async (context, next) => { await next(context); return Results.Ok(new Missing(1)); });' },
  { name: 'filter passes on', outcome: 'works', code: 'app.MapGet("/x", () => "a").AddEndpointFilter(async (context, next) => await next(context));' },
  { name: 'IResult of a handler class', outcome: 'endpoint', types: 'class Handlers { public static async Task<IResult> Get() { await Task.Yield(); return Results.Ok(new Missing(1)); } }', code: 'app.MapGet("/x", Handlers.Get);' },
  { name: 'custom result', outcome: 'works', types: 'class Plain : IResult { public Task ExecuteAsync(HttpContext context) => context.Response.WriteAsync("a"); }', code: 'app.MapGet("/x", () => new Plain());' },
  { name: 'derived value in Results.Ok', outcome: 'endpoint', types: 'class Animal { public int Id { get; set; } }\nclass Dog : Animal;', listed: ['Animal'], code: 'app.MapGet("/x", () => Results.Ok(new Dog()));' },
  { name: 'derived value in Results.Ok as object', outcome: 'works', types: 'class Animal { public int Id { get; set; } }\nclass Dog : Animal;', listed: ['Animal'], code: 'app.MapGet("/x", () => Results.Ok<object>(new Dog()));' },
  { name: 'derived value in TypedResults.Ok of the base', outcome: 'works', types: 'class Animal { public int Id { get; set; } }\nclass Dog : Animal;', listed: ['Animal'], code: 'app.MapGet("/x", () => TypedResults.Ok<Animal>(new Dog()));' },
  { name: 'collection expression in Results.Ok', outcome: 'endpoint', code: 'app.MapGet("/x", () => { List<Known> all = [new(1)]; return Results.Ok(all); });' },
  { name: 'variable in Results.Ok', outcome: 'endpoint', code: 'app.MapGet("/x", () => { var value = new Missing(1); return Results.Ok(value); });' },
  { name: 'RequestDelegate result executed', outcome: 'endpoint', code: 'app.MapGet("/x", async (HttpContext context) => await Results.Ok(new Missing(1)).ExecuteAsync(context));' },
];
