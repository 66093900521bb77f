/** From source to generated code and back, on small texts; test/dotnet/generatedCode.test.ts does the same with the real generators. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { callAt, siteAt } from '../../../server/src/core/generated/generatedCode';
import { originsOf } from '../../../server/src/core/generated/origin';
import { silentGenerators } from '../../../server/src/core/generated/silence';
import { sitesIn } from '../../../server/src/core/generated/sites';
import type { InMemory } from './support';
import { inMemory, interceptorData, ready } from './support';

const FOLDER = 'obj/Debug/net9.0/generated';
const JSON = `${FOLDER}/System.Text.Json.SourceGeneration/System.Text.Json.SourceGeneration.JsonSourceGenerator`;
const ENDPOINTS = `${FOLDER}/Microsoft.AspNetCore.Http.RequestDelegateGenerator/Microsoft.AspNetCore.Http.RequestDelegateGenerator.RequestDelegateGenerator/Routes.g.cs`;
const LOGGING = `${FOLDER}/Microsoft.Extensions.Logging.Generators/Microsoft.Extensions.Logging.Generators.LoggerMessageGenerator/LoggerMessage.g.cs`;

const jsonFile = (property: string): string => `namespace N { internal partial class Ctx { public JsonTypeInfo<object> ${property} => null!; } }`;

const mapGet = (...locations: readonly string[]): string =>
  `namespace G { file static class E { ${locations.map((l) => `[InterceptsLocation(${l})]`).join('\n')} internal static RouteHandlerBuilder MapGet0(this IEndpointRouteBuilder e) { return null; } static void MapCore() { } } }`;

/** What each site of a file leads to: "file: text". */
function targets({ generated, source }: InMemory, name: string): string[] {
  return sitesIn(source(name)).map((site) => generated.placesOf(site).map((place) => `${place.file.name}: ${generated.parse(place.file.path)?.source?.text.slice(place.span.start, place.span.end) ?? ''}`).join(' | '));
}

function interceptedLines(project: InMemory, name: string): [string, number, boolean][] {
  const file = project.source(name);
  return project.generated.interceptedCalls(file, project.files).map(({ call, moved }) => [call.name, file.lines.position(call.nameStart).line, moved]);
}

describe('attributes', () => {
  before(() => ready);

  it('find the file of each JSON type, by the name that the generator gives it', () => {
    const written = ['Todo', 'System.Collections.Generic.List<Todo>', 'Dictionary<string, Todo[]>', 'int?', 'Todo?', 'Todo[,]', '(int, global::N.Todo)', 'nint', 'Missing'];
    const names = ['Todo', 'ListTodo', 'DictionaryStringTodoArray', 'NullableInt32', 'TodoArray2D', 'ValueTupleInt32Todo', 'IntPtr'];
    const attributes = [...written.map((type) => `[JsonSerializable(typeof(${type}))]`), '[JsonSerializableAttribute(typeof(Todo), TypeInfoPropertyName = "Special")]'].join('\n');
    const files: Record<string, string> = { 'P.cs': `namespace N; ${attributes} partial class Ctx : JsonSerializerContext { }`, [`${JSON}/Ctx.g.cs`]: 'namespace N { partial class Ctx { } }' };
    for (const name of [...names, 'Special']) files[`${JSON}/Ctx.${name}.g.cs`] = jsonFile(name);
    files[`${JSON}/Other.Ctx.Todo.g.cs`] = 'partial class Ctx { int Todo => 1; }';
    assert.deepEqual(targets(inMemory(files), 'P.cs'), [
      'Ctx.Todo.g.cs: Todo', 'Ctx.ListTodo.g.cs: ListTodo', 'Ctx.DictionaryStringTodoArray.g.cs: DictionaryStringTodoArray', 'Ctx.NullableInt32.g.cs: NullableInt32',
      'Ctx.Todo.g.cs: Todo', 'Ctx.TodoArray2D.g.cs: TodoArray2D', 'Ctx.ValueTupleInt32Todo.g.cs: ValueTupleInt32Todo', 'Ctx.IntPtr.g.cs: IntPtr', 'Ctx.g.cs: Ctx', 'Ctx.Special.g.cs: Special',
    ]);
  });

  it('tell overloads and types of one name apart', () => {
    const source = `partial class Log { [LoggerMessage(1)] static partial void A(ILogger l, int? id); [LoggerMessage(2)] static partial void A(ILogger l, string[] id); }
      namespace N { partial class Log<T> { [LoggerMessage(3)] static partial void A(ILogger l); } }`;
    const text = `partial class Log { static partial void A(global::X.ILogger l, global::System.String[] id) { } static partial void A(global::X.ILogger l, global::System.Int32? id) { } }
      namespace N { partial class Log<T> { static partial void A(global::X.ILogger l) { } } }`;
    const project = inMemory({ 'P.cs': source, [LOGGING]: text });
    const offsets = sitesIn(project.source('P.cs')).map((site) => project.generated.placesOf(site)[0]?.span.start);
    assert.deepEqual(offsets, [text.indexOf('A(global::X.ILogger l, global::System.Int32'), text.indexOf('A(global::X.ILogger l, global::System.String'), text.lastIndexOf('A(')]);
  });

  it('answer the cursor anywhere in a member, and on a type only in the attribute', () => {
    const text = '[OptionsValidator] partial class V { [GeneratedRegex("x")] private static partial Regex R(); void Other() { } }';
    const file = inMemory({ 'P.cs': text }).source('P.cs');
    assert.equal(siteAt(file, text.indexOf('Regex R'))?.kind, 'regex');
    assert.equal(siteAt(file, text.indexOf('Validator]'))?.kind, 'options');
    assert.equal(siteAt(file, text.indexOf('Other')), undefined);
    assert.equal(siteAt(file, text.indexOf('class V')), undefined);
  });

  it('nothing for attributes that only look alike', () => {
    assert.deepEqual(sitesIn(inMemory({ 'P.cs': '[JsonSerializableFoo] [toString] [constructor] class A { [Regex] void M() { } }' }).source('P.cs')), []);
  });
});

describe('intercepted calls', () => {
  before(() => ready);
  const program = 'app.MapGet("/", () => 1);\nother.MapPost("/");\napp.MapGet("/x", () =>\n{\n  return 2;\n});\n';
  const data = (text: string, at: number, name = 'P.cs', checksum = 7): string => `1, "${interceptorData(text.indexOf('MapGet', at), name, checksum)}"`;

  it('are found by data and by path', () => {
    assert.deepEqual(interceptedLines(inMemory({ 'P.cs': program, [ENDPOINTS]: mapGet(data(program, 0), data(program, 20)) }), 'P.cs'), [['MapGet', 0, false], ['MapGet', 2, false]]);
    assert.deepEqual(interceptedLines(inMemory({ 'P.cs': program, [ENDPOINTS]: mapGet('@"/w/P.cs", 1, 5', '@"/w/P.cs", 3, 5') }), 'P.cs'), [['MapGet', 0, false], ['MapGet', 2, false]]);
    assert.deepEqual(interceptedLines(inMemory({ 'P.cs': program, [ENDPOINTS]: mapGet('@"/_/build/P.cs", 3, 5') }), 'P.cs'), [['MapGet', 2, false]]);
  });

  it('after an edit by their order, while there are as many', () => {
    const edited = `// a new line\n${program}`;
    assert.deepEqual(interceptedLines(inMemory({ 'P.cs': edited, [ENDPOINTS]: mapGet(data(program, 0), data(program, 20)) }), 'P.cs'), [['MapGet', 1, true], ['MapGet', 3, true]]);
    const added = `app.MapGet("/new", () => 0);\n${program}`;
    assert.deepEqual(interceptedLines(inMemory({ 'P.cs': added, [ENDPOINTS]: mapGet(data(program, 0), data(program, 20)) }), 'P.cs'), []);
  });

  it('of files with one name go to the right one, or nowhere', () => {
    const other = 'class C { void M() { routes.MapGet("/", () => 1); } }';
    const text = mapGet(data(program, 0, 'P.cs', 1), data(program, 20, 'P.cs', 1), data(other, 0, 'P.cs', 2));
    const project = inMemory({ 'P.cs': program, 'sub/P.cs': other, [ENDPOINTS]: text });
    assert.deepEqual(interceptedLines(project, 'P.cs'), [['MapGet', 0, false], ['MapGet', 2, false]]);
    assert.deepEqual(interceptedLines(project, 'sub/P.cs'), [['MapGet', 0, false]]);
    const edited = inMemory({ 'P.cs': `\n${program}`, 'sub/P.cs': other, [ENDPOINTS]: text });
    assert.deepEqual(interceptedLines(edited, 'P.cs'), []);
    const byPath = inMemory({ 'P.cs': `\n${program}`, 'sub/P.cs': program, [ENDPOINTS]: mapGet('@"/w/P.cs", 1, 5', '@"/w/P.cs", 3, 5') });
    assert.deepEqual(interceptedLines(byPath, 'P.cs'), [['MapGet', 1, true], ['MapGet', 3, true]]);
    assert.deepEqual(interceptedLines(byPath, 'sub/P.cs'), []);
  });

  it('answer the cursor in their handler, and on their line', () => {
    const project = inMemory({ 'P.cs': program, [ENDPOINTS]: mapGet(data(program, 0), data(program, 20)) });
    const calls = project.generated.interceptedCalls(project.source('P.cs'), project.files);
    const at = (text: string): number[] => callAt(calls, program.indexOf(text), { start: program.lastIndexOf('\n', program.indexOf(text)) + 1, end: program.indexOf('\n', program.indexOf(text)) }).map(({ call }) => call.nameStart);
    assert.deepEqual(at('return 2'), [program.lastIndexOf('MapGet')]);
    assert.deepEqual(at('app.MapGet("/",'), [program.indexOf('MapGet')]);
    assert.deepEqual(at('other'), []);
  });

  it('are found from the generated method, all of them', () => {
    const text = mapGet(data(program, 0), data(program, 20));
    const project = inMemory({ 'P.cs': program, [ENDPOINTS]: text });
    const back = (needle: string): number[] => originsOf(project.generated, `/w/${ENDPOINTS}`, text.indexOf(needle), project.files).map(({ span }) => span.start);
    assert.deepEqual(back('MapGet0'), [program.indexOf('MapGet'), program.lastIndexOf('MapGet')]);
    assert.deepEqual(back('return null'), [program.indexOf('MapGet'), program.lastIndexOf('MapGet')]);
    assert.deepEqual(back('MapCore'), []);
    assert.deepEqual(originsOf(project.generated, '/w/elsewhere.cs', 0, project.files), []);
  });
});

describe('the way back from members', () => {
  before(() => ready);

  it('by type, name and parameters, and from what carries them', () => {
    const source = 'partial class Log { [LoggerMessage(1)] static partial void A(ILogger l, int id); [LoggerMessage(2)] static partial void A(ILogger l, string id); [LoggerMessage(3)] static partial void B(ILogger l); }';
    const text = 'partial class Log { static Action __BCallback = null; static partial void A(ILogger l, global::System.String id) { } }';
    const project = inMemory({ 'P.cs': source, [LOGGING]: text });
    const back = (needle: string): string[] => originsOf(project.generated, `/w/${LOGGING}`, text.indexOf(needle), project.files).map(({ span }) => source.slice(span.start, span.end));
    assert.deepEqual(back('A(ILogger'), ['LoggerMessage(2)']);
    assert.deepEqual(back('__B'), ['LoggerMessage(3)']);
    assert.deepEqual(back('partial class'), ['LoggerMessage(1)', 'LoggerMessage(2)', 'LoggerMessage(3)']);
  });
});

describe('generators that emitted nothing', () => {
  before(() => ready);
  const source = 'app.MapGet("/", () => 1);\nservices.Configure<O>(section);\npartial class C { [GeneratedRegex("x")] private static partial Regex R(); }';
  const off = { requestDelegateGenerator: false, configurationBindingGenerator: false };
  const on = { requestDelegateGenerator: true, configurationBindingGenerator: true };

  it('are told with the reason: off, not asked, asked in vain', () => {
    const project = inMemory({ 'P.cs': source });
    const titles = (switches: typeof off, isBuilt: boolean): string[] => silentGenerators(project.project, project.files, switches, isBuilt ? project.generated : undefined).map(({ kind, reason }) => `${kind}: ${/is off|none of|There is no|none was/.exec(reason)?.[0] ?? reason}`);
    assert.deepEqual(titles(off, false), ['endpoints: is off', 'configuration: is off', 'json: There is no']);
    assert.deepEqual(titles(on, false), ['json: There is no']);
    assert.deepEqual(titles(on, true), ['endpoints: none of', 'json: There is no', 'regex: none was']);
  });

  it('are not where they emitted, or where nobody expects them', () => {
    const built = inMemory({ 'P.cs': source, [ENDPOINTS]: mapGet() });
    assert.deepEqual(silentGenerators(built.project, built.files, on, built.generated).map(({ kind }) => kind), ['json', 'regex']);
    const library = inMemory({ 'P.cs': 'class C { void M() { map.Map("x", 1); } }' });
    assert.deepEqual(silentGenerators({ ...library.project, sdk: 'Microsoft.NET.Sdk' }, library.files, off, undefined), []);
  });
});
