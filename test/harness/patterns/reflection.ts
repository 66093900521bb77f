/** Types and members that are found by reflection: what the trimmer cannot see is gone, with a warning at the latest when publishing. */
import type { Pattern } from './pattern';

const own = { answer: 'a', registration: '', context: '', unfixable: true } as const;

export const reflectionPatterns: readonly Pattern[] = [
  { name: 'expression tree: operator of decimal', outcome: 'endpoint', ...own, types: 'record Priced(decimal Price);', code: 'app.MapGet("/x", () => { System.Linq.Expressions.Expression<Func<Priced, bool>> dear = item => item.Price > 3; return dear.Compile()(new Priced(5)) ? "a" : "b"; });' },
  { name: 'expression tree: operator of a nullable decimal', outcome: 'endpoint', ...own, types: 'record Offered(decimal? Price);', code: 'app.MapGet("/x", (decimal? most) => { System.Linq.Expressions.Expression<Func<Offered, bool>> dear = item => item.Price * 2 >= most; return dear.Compile()(new Offered(5)) ? "b" : "a"; });' },
  { name: 'expression tree: method of decimal', outcome: 'works', ...own, types: 'record Compared(decimal Price);', code: 'app.MapGet("/x", () => { System.Linq.Expressions.Expression<Func<Compared, bool>> dear = item => decimal.Compare(item.Price, 3) > 0; return dear.Compile()(new Compared(5)) ? "a" : "b"; });' },
  { name: 'expression tree: operators of others', outcome: 'works', ...own, types: 'record Dated(DateTime At, int Count, string Name);', code: 'app.MapGet("/x", () => { System.Linq.Expressions.Expression<Func<Dated, bool>> late = item => item.At > DateTime.UnixEpoch && item.Count > 1 && item.Name == "n"; return late.Compile()(new Dated(DateTime.UtcNow, 5, "n")) ? "a" : "b"; });' },
  { name: 'reflection: type of a joined name', outcome: 'endpoint', ...own, types: 'class HelloPlugin { public override string ToString() => "a"; }', request: 'GET /x?name=Hello', code: 'app.MapGet("/x", (string name) => Activator.CreateInstance(Type.GetType($"{name}Plugin")!)!.ToString());' },
  { name: 'reflection: type of a name with a suffix', outcome: 'endpoint', ...own, types: 'class GreetPlugin { public override string ToString() => "a"; }', request: 'GET /x?name=Greet', code: 'app.MapGet("/x", (string name) => { var full = name + "Plugin"; return Activator.CreateInstance(Type.GetType(full)!)!.ToString(); });' },
  { name: 'reflection: property of a value', outcome: 'endpoint', ...own, types: 'class Labelled { public string Label => "a"; }', code: 'object[] all = [new Labelled()];\napp.MapGet("/x", (int? at) => (string)all[at ?? 0].GetType().GetProperty("Label")!.GetValue(all[at ?? 0])!);' },
  { name: 'dynamic: property', outcome: 'endpoint', ...own, types: 'class Late { public string Title => "a"; }', code: 'dynamic late = new Late();\napp.MapGet("/x", () => { string title = late.Title; return title; });' },
  { name: 'dynamic: variable', outcome: 'works', ...own, code: 'dynamic held = "a";\napp.MapGet("/x", () => { object same = held; return same as string; });' },
  { name: 'reflection: name of the type of a value', outcome: 'works', ...own, types: 'class a;', code: 'object[] named = [new a()];\napp.MapGet("/x", (int? at) => named[at ?? 0].GetType().Name);' },
  { name: 'reflection: property of a known type', outcome: 'works', ...own, types: 'class Titled { public string Title => "a"; }', code: 'var titled = new Titled();\napp.MapGet("/x", () => (string)typeof(Titled).GetProperty("Title")!.GetValue(titled)!);' },
  { name: 'reflection: property of a value of a sealed type', outcome: 'works', ...own, types: 'sealed class Sealed { public string Title => "a"; public static string Read(Sealed value) => (string)value.GetType().GetProperty("Title")!.GetValue(value)!; }', code: 'app.MapGet("/x", () => Sealed.Read(new Sealed()));' },
  { name: 'native API: calling assembly', outcome: 'endpoint', ...own, code: 'app.MapGet("/x", () => System.Reflection.Assembly.GetCallingAssembly() is null ? "b" : "a");' },
  { name: 'native API: executing assembly', outcome: 'works', ...own, code: 'app.MapGet("/x", () => System.Reflection.Assembly.GetExecutingAssembly() is null ? "b" : "a");' },
  { name: 'native API: order of metadata', outcome: 'endpoint', ...own, types: 'class Ordered { public int Id { get; set; } }', code: 'app.MapGet("/x", () => typeof(Ordered).GetProperties().OrderBy(property => property.MetadataToken).First().Name == "Id" ? "a" : "b");' },
  { name: 'native API: debugger', outcome: 'endpoint', ...own, code: 'app.MapGet("/x", (bool? wanted) => { if (wanted != false) System.Diagnostics.Debugger.Launch(); return "a"; });' },
  { name: 'native API: interface map', outcome: 'endpoint', ...own, types: 'class Mapped : IDisposable { public void Dispose() { } }', code: 'app.MapGet("/x", () => typeof(Mapped).GetInterfaceMap(typeof(IDisposable)).TargetMethods.Length == 1 ? "a" : "b");' },
  { name: 'native API: default value of a type', outcome: 'endpoint', since: 9, ...own, code: 'app.MapGet("/x", () => (TimeSpan)new System.ComponentModel.DefaultValueAttribute(typeof(TimeSpan), "00:05").Value! == default ? "b" : "a");' },
  { name: 'native API: default value', outcome: 'works', ...own, code: 'app.MapGet("/x", () => (string)new System.ComponentModel.DefaultValueAttribute("a").Value!);' },
  { name: 'native API: stack trace', outcome: 'works', ...own, code: 'app.MapGet("/x", () => new System.Diagnostics.StackTrace(true).FrameCount > 0 ? "a" : "b");' },
];
