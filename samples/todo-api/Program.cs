using System.Text.Json;
using System.Text.Json.Serialization;

// The slim builder leaves out what most native services do not need.
var builder = WebApplication.CreateBuilder(args);

builder.Services.ConfigureHttpJsonOptions(options =>
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJsonContext.Default));

// Session state is not supported under Native AOT.
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();

var app = builder.Build();
var store = new TodoStore();

app.MapGet("/health", () => "ok");

app.MapGet("/todos", () => store.All());

// Summary is missing from AppJsonContext. Nothing warns about it in a build or a publish,
// yet every endpoint of the published application answers 500.
app.MapGet("/summary", () => new Summary(store.All().Length, store.All().Count(todo => todo.Done)));

// Serializes by reflection, which Native AOT does not have.
app.MapGet("/export", () => JsonSerializer.Serialize(store.All()));

app.Run();

public record Todo(int Id, string Title, bool Done);

public record Summary(int Total, int Done);

public sealed class TodoStore
{
    private readonly Todo[] todos =
    [
        new(1, "Walk the dog", true),
        new(2, "Publish a native service", false),
    ];

    public Todo[] All() => todos;
}

[JsonSerializable(typeof(Todo[]))]
internal partial class AppJsonContext : JsonSerializerContext;
