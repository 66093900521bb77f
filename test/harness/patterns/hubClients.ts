/** Clients of a SignalR hub: each calls the hub, or is called by it, in one way; text and contexts of its own. */

/** One client program. */
export interface HubClient {
  readonly name: string;
  /** A file with the class `Client`, whose `Run(url)` throws where something fails. */
  readonly text: string;
  readonly fails: boolean;
}

/** The hub that all of them call; its own context lists what it sends and takes. */
export const hub = `using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
namespace Server;

public sealed class Chat : Hub
{
    public Task Note(string text) => Clients.Caller.SendAsync("note", new Note(text));
    public Task Number() => Clients.Caller.SendAsync("number", 7);
    public Task Done() => Clients.Caller.SendAsync("done");
    public void Take(Note note) { }
    public int Count() => 3;
    public Note Last() => new("last");
    public async IAsyncEnumerable<Note> All() { yield return new("a"); await Task.Yield(); }
    public async Task<int> Up(IAsyncEnumerable<Note> notes) { var sum = 0; await foreach (var note in notes) sum += note.Text.Length; return sum; }
}

public sealed record Note(string Text);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(int))]
public sealed partial class HubJson : JsonSerializerContext;
`;

const client = (name: string, lists: string | undefined, calls: string, fails: boolean): HubClient => ({
  name,
  fails,
  text: `using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
namespace ${name};

public static class Client
{
    public static async Task Run(string url)
    {
        await using var connection = new HubConnectionBuilder()${lists === undefined ? '' : `.AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ${name}Json.Default))`}.WithUrl(url).Build();
        var called = false;
        var done = new TaskCompletionSource();
        connection.On("done", () => { done.TrySetResult(); });
        ${calls}
    }
    public static async IAsyncEnumerable<Note> Notes() { yield return new Note("abc"); await Task.Yield(); }
}

public record Note(string Text);
public sealed record Loud(string Text) : Note(Text);
${lists === undefined ? '' : `[JsonSerializable(typeof(${lists}))]\npublic sealed partial class ${name}Json : JsonSerializerContext;\n`}`,
});

const start = 'await connection.StartAsync(); ';
/** Messages arrive in the order in which they are sent: when the last one is there, the handler was called, or never will be. */
const heard = (send: string): string => `${start}await connection.SendAsync(${send}); await connection.SendAsync("Done"); await done.Task; if (!called) throw new Exception("not called");`;

export const hubClients: readonly HubClient[] = [
  client('SendsListed', 'Note', `${start}await connection.SendAsync("Take", new Note("x"));`, false),
  client('SendsDerived', 'Note', `${start}await connection.SendAsync("Take", new Loud("x"));`, false),
  client('SendsTextOfListed', 'Note', `connection.On<Note>("note", note => { called = note.Text == "x"; }); ${heard('"Note", "x"')}`, false),
  client('SendsUnlisted', 'int', `${start}await connection.SendAsync("Take", new Note("x"));`, true),
  client('SendsText', 'int', `${start}await connection.SendAsync("Note", "x");`, true),
  client('InvokesUnlisted', 'int', `${start}await connection.InvokeAsync("Take", new Note("x"));`, true),
  client('AsksListed', 'Note', `${start}if ((await connection.InvokeAsync<Note>("Last")).Text != "last") throw new Exception("wrong");`, false),
  client('AsksUnlisted', 'int', `${start}await connection.InvokeAsync<Note>("Last");`, true),
  client('AsksNumber', 'Note', `${start}await connection.InvokeAsync<int>("Count");`, true),
  client('HearsUnlisted', 'string', `connection.On<Note>("note", note => { called = true; }); ${heard('"Note", "x"')}`, true),
  client('HearsNumber', 'Note', `connection.On("number", (int number) => { called = number == 7; }); ${heard('"Number"')}`, true),
  client('StreamsListed', 'Note', `${start}await foreach (var note in connection.StreamAsync<Note>("All")) called = note.Text == "a"; if (!called) throw new Exception("empty");`, false),
  client('StreamsUnlisted', 'int', `${start}await foreach (var note in connection.StreamAsync<Note>("All")) called = true;`, true),
  client('StreamsUp', 'int', `${start}await connection.InvokeAsync<int>("Up", Notes());`, true),
  client('SendsNothing', undefined, `called = true; ${heard('"Done"')}`, false),
  client('InvokesNothing', undefined, `${start}await connection.InvokeAsync("Done");`, true),
  client('InvokesNothingListed', 'Guid', `${start}await connection.InvokeAsync("Done");`, false),
  client('AsksWithoutContext', undefined, `${start}await connection.InvokeAsync<int>("Count");`, true),
  client('SendsWithoutContext', undefined, `${start}await connection.SendAsync("Take", new Note("x"));`, true),
];

/** Of the package Microsoft.AspNetCore.SignalR.Client, as far as the programs use it: for an analysis without the package. */
export const clientDeclarations = `using Microsoft.AspNetCore.SignalR;
namespace Microsoft.AspNetCore.SignalR.Client;

public interface IHubConnectionBuilder : ISignalRBuilder { HubConnection Build(); }
public class HubConnectionBuilder : IHubConnectionBuilder
{
    public IServiceCollection Services { get; } = new ServiceCollection();
    public HubConnection Build() => new();
}
public class HubConnection : IAsyncDisposable
{
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    public ValueTask DisposeAsync() => default;
}
public static class HubConnectionExtensions
{
    public static IHubConnectionBuilder WithUrl(this IHubConnectionBuilder builder, string url) => builder;
    public static IDisposable On(this HubConnection connection, string methodName, Action handler) => null!;
    public static IDisposable On<T1>(this HubConnection connection, string methodName, Action<T1> handler) => null!;
    public static Task InvokeAsync(this HubConnection connection, string methodName, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public static Task InvokeAsync(this HubConnection connection, string methodName, object? arg1, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public static Task<TResult> InvokeAsync<TResult>(this HubConnection connection, string methodName, CancellationToken cancellationToken = default) => null!;
    public static Task<TResult> InvokeAsync<TResult>(this HubConnection connection, string methodName, object? arg1, CancellationToken cancellationToken = default) => null!;
    public static Task SendAsync(this HubConnection connection, string methodName, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public static Task SendAsync(this HubConnection connection, string methodName, object? arg1, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public static IAsyncEnumerable<TResult> StreamAsync<TResult>(this HubConnection connection, string methodName, CancellationToken cancellationToken = default) => null!;
}
`;
