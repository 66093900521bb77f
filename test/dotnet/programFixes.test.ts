/** A program before and after the fixes that change what runs in it (regular expressions, P/Invokes, marshalling, enums, folders, JSON calls): it prints the same. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { applyEdits, editsByFile, mergeFixes } from '../../server/src/core/text/edit';
import { looseAnalysis } from '../harness/looseAnalysis';
import { buildWebProgram, temporaryFolder } from './support';

const library = process.platform === 'win32' ? 'msvcrt' : 'libc';

const program = `using System.Text.Json;
using Shop.Data;

Console.WriteLine(Text.All("x=1, y=22;z") + Text.Dashes("Hello, World!") + Text.Count("aXbx"));
Console.WriteLine(Native.Work());
Console.WriteLine(Memory.Work());
var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true };
var order = new Order(7, "tea", State.Sent) { Lines = [new("a", null), new("b", 2)] };
Console.WriteLine(JsonSerializer.Serialize(order, options));
Console.WriteLine(JsonSerializer.Serialize(order));
Console.WriteLine(JsonSerializer.Serialize<IReadOnlyList<Line>>(order.Lines));
Console.WriteLine(JsonSerializer.Deserialize<Dictionary<string, Order[]>>("""{"k":[{"Id":1,"Name":"z","State":"Open"}]}""")!["k"][0]);
Console.WriteLine(JsonSerializer.SerializeToElement(new { a = 1, b = new[] { 1.5m } }).GetProperty("b")[0]);
Console.WriteLine(Store.Load(Store.Save([order]))[0].Lines[1].Count);
Console.WriteLine(Labels.Write(order));
Console.WriteLine(Folders.Work());
`;

const data = `using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Data;

[JsonConverter(typeof(JsonStringEnumConverter))]
public enum State { Open, Sent }
public record Line(string Text, int? Count);
public record Order(int Id, string Name, State State) { public IReadOnlyList<Line> Lines { get; set; } = []; }

static class Store
{
    private static readonly JsonSerializerOptions snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true };
    public static byte[] Save(List<Order> orders) => JsonSerializer.SerializeToUtf8Bytes(orders, snake);
    public static List<Order> Load(byte[] bytes) => JsonSerializer.Deserialize<List<Order>>(bytes, snake)!;
}
`;

const labels = `using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shop.Data;

static class Labels
{
    private static readonly JsonSerializerOptions shouted = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Shout, static info => { if (info.Type == typeof(Order)) info.Properties.RemoveAt(0); } } } };

    public static string Write(Order order) => JsonSerializer.Serialize(order, shouted);

    private static void Shout(JsonTypeInfo info)
    {
        foreach (var property in info.Properties) property.Name = property.Name.ToUpperInvariant();
    }
}
`;

const text = `using System.Text.RegularExpressions;

static class Text
{
    private const string Separator = "[,;]\\\\s*";
    private static readonly Regex pair = new Regex(@"(?<key>\\w+)=(?<value>\\d+)", RegexOptions.Compiled | RegexOptions.CultureInvariant);
    public static int All(string text) => Regex.Split(text, Separator).Sum(part => pair.Match(part) is { Success: true, Groups: var groups } ? int.Parse(groups["value"].Value) : 1000);
    public static string Dashes(string text) { var MyRegex = "-"; return Regex.Replace(text.ToLowerInvariant(), "[^a-z0-9]+", MyRegex).Trim('-'); }
    public static int Count(string text) => new Regex("x", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Count(text);
}
`;

const native = `using System.Runtime.InteropServices;

static class Native
{
    [DllImport("${library}", EntryPoint = "toupper", ExactSpelling = true)] static extern int Upper(int character);
    [DllImport("${library}", CharSet = CharSet.Ansi, CallingConvention = CallingConvention.Cdecl)] static extern nuint strlen(string text);
    [DllImport("${library}", ExactSpelling = true)] static extern nint memset(byte[] target, int value, nuint count);
    [DllImport("${library}", ExactSpelling = true)] static extern void srand(uint seed);
    [DllImport("${library}", ExactSpelling = true)] static extern unsafe byte* strchr(byte* text, int character);

    public static unsafe string Work()
    {
        var bytes = new byte[4];
        memset(bytes, 7, 3);
        srand(1);
        byte* letters = stackalloc byte[] { 65, 66, 0 };
        return $"{Upper('a')} {strlen("hello")} {string.Join(',', bytes)} {strchr(letters, 66) - letters}";
    }
}

static class Memory
{
    [StructLayout(LayoutKind.Sequential)] struct Point { public int X, Y; }
    delegate int Add(int a, int b);

    public static string Work()
    {
        var pointer = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(Point)));
        Marshal.StructureToPtr(new Point { X = 5, Y = 6 }, pointer, false);
        var point = (Point)Marshal.PtrToStructure(pointer, typeof(Point))!;
        Add add = (a, b) => a + b;
        var called = (Add)Marshal.GetDelegateForFunctionPointer(Marshal.GetFunctionPointerForDelegate(add), typeof(Add));
        var days = "";
        foreach (DayOfWeek day in Enum.GetValues(typeof(DayOfWeek))) days += (int)day;
        return $"{point.X + point.Y} {called(1, 2)} {days} {((DayOfWeek[])Enum.GetValues(typeof(DayOfWeek)))[1]} {Enum.GetValues(typeof(DayOfWeek)).Length}";
    }
}
`;

const folders = `using System.Reflection;

static class Folders
{
    public static string Work()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var path = assembly.Location;
        string?[] all = [Path.GetDirectoryName(typeof(Folders).Assembly.Location), new FileInfo(Assembly.GetEntryAssembly()!.Location).DirectoryName, Directory.GetParent(path)?.FullName];
        return string.Join(' ', all.Select(each => each + "/" == AppContext.BaseDirectory.Replace('\\\\', '/')));
    }
}
`;

const files = Object.entries({ 'Program.cs': program, 'Data.cs': data, 'Text.cs': text, 'Native.cs': native, 'Labels.cs': labels, 'Folders.cs': folders }).map(([name, content]) => ({ path: `/app/${name}`, text: content }));
const fixed = /^(?:SYSLIB1045|SYSLIB1054|SYSLIB1034|IL2026|IL3050|IL3000)$/;

test('a program prints the same after its fixes', async (t) => {
  const analysis = await looseAnalysis('net10.0');
  let after: readonly { readonly path: string; readonly text: string }[] = files;
  for (let round = 0; round < 40; round++) {
    const found = analysis.analyzeAll(after).filter(({ id }) => fixed.test(id));
    const { edits } = mergeFixes(found.flatMap((each) => each.fixes?.().find(({ title }) => !title.startsWith('Pass the requirement on')) ?? []));
    if (edits.length === 0) break;
    const byFile = editsByFile(edits);
    after = after.map((file) => ({ ...file, text: applyEdits(file.text, byFile.get(file.path) ?? []) ?? '' }));
  }
  assert.deepEqual(analysis.analyzeAll(after).filter(({ id }) => fixed.test(id)).map(({ id, file, span }) => `${id} ${file} ${String(span.start)}`), []);
  assert.ok(after.every((file, index) => file.text !== '' && file.text !== files[index]?.text));

  const folder = temporaryFolder(t);
  const printed = (name: string, sources: typeof files): string => {
    const { status, stdout, stderr } = spawnSync('dotnet', [buildWebProgram(path.join(folder, name), [...sources], '<AllowUnsafeBlocks>true</AllowUnsafeBlocks>')], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const before = printed('before', files);
  assert.ok(before.split('\n').length > 20, before);
  assert.match(before, /True True True/, 'the folders');
  assert.equal(printed('after', [...after]), before);
});
