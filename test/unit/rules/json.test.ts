/** The JSON types of a program over several files: contexts, their registration, and fixes for the whole program. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { applyEdits } from '../../../server/src/core/text/edit';
import type { LooseAnalysis } from '../../harness/looseAnalysis';
import { looseAnalysis } from '../../harness/looseAnalysis';

const top = 'using System.Text.Json.Serialization;\nusing System.Text.Json.Serialization.Metadata;\nvar builder = WebApplication.CreateSlimBuilder(args);\n';
const model = 'namespace Shop;\npublic record Order(int Id, Line[] Lines);\npublic record Line(string Text);\npublic record Other(int Id);\n';

function context(name: string, ...types: readonly string[]): string {
  return `${types.map((type) => `[System.Text.Json.Serialization.JsonSerializable(typeof(${type}))]\n`).join('')}internal partial class ${name} : System.Text.Json.Serialization.JsonSerializerContext { }\n`;
}

function register(value: string): string {
  return `builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.${value});\n`;
}

describe('JSON types of a program', () => {
  let analysis: LooseAnalysis;
  let count = 0;
  before(async () => { analysis = await looseAnalysis('net10.0'); });

  /** The JSON diagnostics of a program whose first file has top-level statements: `ID "text"`. */
  function check(main: string, ...others: readonly string[]): { readonly texts: string[]; readonly all: readonly Diagnostic[] } {
    const files = [main, ...others].map((text) => ({ path: `/json/${++count}.cs`, text }));
    const all = analysis.analyzeAll(files).filter((d) => d.id.startsWith('AOT30') || d.id.startsWith('SYSLIB'));
    return { all, texts: all.map((d) => `${d.id} "${files.find((f) => f.path === d.file)?.text.slice(d.span.start, d.span.end) ?? ''}"`) };
  }
  const routes = 'var app = builder.Build();\napp.MapGet("/a", () => new Shop.Order(1, []));\napp.MapGet("/b", () => new Shop.Line[1]);\napp.MapGet("/c", () => new Shop.Other(1));\napp.Run();\n';

  it('knows what listed types hold, over files', () => {
    assert.deepEqual(check(top + register('TypeInfoResolverChain.Insert(0, AppJson.Default)') + routes, model, context('AppJson', 'Shop.Order', 'Shop.Other')).texts, []);
  });

  it('says what a missing type of an endpoint does', () => {
    const message = (services: string): string | undefined => check(top + register('TypeInfoResolverChain.Insert(0, AppJson.Default)') + services + routes, model, context('AppJson', 'Shop.Order', 'Shop.Line[]')).all.find(({ id }) => id === 'AOT3001')?.message;
    assert.match(message('') ?? '', /every endpoint of the application fails with 500\.$/);
    for (const services of ['AddAuthorization()', 'AddAuthorizationBuilder()', 'AddSignalR()']) assert.match(message(`builder.Services.${services};\n`) ?? '', /the application ends at start\.$/);
  });

  it('knows the parts of a context', () => {
    // Attributes on both parts would make the generator write the same file twice.
    const parts = ['internal partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext { }\n', context('AppJson', 'Shop.Order', 'Shop.Other').replace(/ : \S+ /, ' ')];
    assert.deepEqual(check(top + register('TypeInfoResolverChain.Insert(0, AppJson.Default)') + routes, model, ...parts).texts, []);
  });

  it('knows combined resolvers', () => {
    const combined = register('TypeInfoResolver = JsonTypeInfoResolver.Combine(OrderJson.Default, OtherJson.Default)');
    assert.deepEqual(check(top + combined + routes, model, context('OrderJson', 'Shop.Order'), context('OtherJson', 'Shop.Other')).texts, []);
    assert.deepEqual(check(top + register('TypeInfoResolver = OrderJson.Default') + routes, model, context('OrderJson', 'Shop.Order'), context('OtherJson', 'Shop.Other')).texts, ['AOT3002 "OtherJson"']);
  });

  it('is silent about resolvers that it does not know', () => {
    assert.deepEqual(check(top + register('TypeInfoResolverChain.Insert(0, new DefaultJsonTypeInfoResolver())') + routes, model).texts, []);
  });

  it('gives up where variables lead through too many others', () => {
    const chain = Array.from({ length: 300 }, (_, i) => `IJsonTypeInfoResolver r${i + 1} = args.Length > ${i} ? r${i} : r${i};\n`).join('');
    const helper = 'static class Setup { public static void AddJson(this IServiceCollection services, System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver each) => services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, each)); }\n';
    assert.deepEqual(check(`${top}IJsonTypeInfoResolver r0 = AppJson.Default;\n${chain}builder.Services.AddJson(r300);\n${routes}`, model, helper, context('AppJson', 'int')).texts, []);
    assert.deepEqual(check(`${top}IJsonTypeInfoResolver r0 = AppJson.Default;\n${chain}builder.Services.AddJson(r20);\n${routes}`, model, helper, context('AppJson', 'Shop.Order', 'Shop.Other')).texts, []);
    assert.deepEqual(check(`${top}IJsonTypeInfoResolver r0 = null!;\nr0 = r0 ?? AppJson.Default;\nbuilder.Services.AddJson(r0);\n${routes}`, model, helper, context('AppJson', 'Shop.Order')).texts.length, 1);
  });

  it('tells the options of hubs from those of endpoints', () => {
    const hubs = 'builder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));\n';
    assert.ok(check(top + hubs + routes, model, context('AppJson', 'Shop.Order', 'Shop.Other')).texts.includes('AOT3002 "AppJson"'));
    // Beside a context of the endpoints it is no context that was forgotten.
    const beside = check(top + hubs + register('TypeInfoResolverChain.Insert(0, ApiJson.Default)') + routes, model, context('AppJson', 'Shop.Order', 'Shop.Other'), context('ApiJson', 'System.Version')).texts;
    assert.ok(!beside.some((text) => text.startsWith('AOT3002')) && beside.some((text) => text.startsWith('AOT3001')), beside.join());
  });

  describe('of hubs', () => {
    const hub = 'public class Chat : Microsoft.AspNetCore.SignalR.Hub { public Shop.Other Last(Store store) => new(1); }\npublic class Store { }\n';
    const end = 'builder.Build().Run();\n';
    const service = 'builder.Services.AddSingleton(new Store());\n';

    it('are found in what the hub protocol has alone', () => {
      const protocol = (setup: string): readonly string[] => check(top + service + `builder.Services.AddSignalR().AddJsonProtocol(o => ${setup});\n` + end, model, hub, context('AppJson', 'Shop.Other')).texts;
      assert.deepEqual(protocol('o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)'), []);
      assert.deepEqual(protocol('o.PayloadSerializerOptions.PropertyNamingPolicy = null'), ['AOT3004 "Last"']);
      assert.deepEqual(protocol('Setup(o.PayloadSerializerOptions)); void Setup(System.Text.Json.JsonSerializerOptions options) => options.ToString('), []);
      assert.deepEqual(check(top + service + register('TypeInfoResolverChain.Insert(0, AppJson.Default)') + 'builder.Services.AddSignalR();\n' + end, model, hub, context('AppJson', 'Shop.Other')).texts, ['AOT3004 "Last"']);
    });

    it('are no services, and not looked for where SignalR is not set up', () => {
      assert.deepEqual(check(top + 'builder.Services.AddSignalR();\n' + end, model, hub).texts, ['AOT3004 "Last"', 'AOT3004 "store"']);
      assert.deepEqual(check(top + end, model, hub).texts, []);
    });

    it('are registered with a context that there is', () => {
      const found = check(top + service + 'builder.Services.AddSignalR();\n' + end, model, hub, context('AppJson', 'Shop.Other'));
      const [fix] = found.all[0]?.fixes?.() ?? [];
      assert.equal(fix?.title, 'Register AppJson for the hub protocol');
      assert.deepEqual(fix.edits.map((edit) => edit.newText), [').AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default))']);
    });
  });

  it('adds all missing types at once', () => {
    const main = top + register('TypeInfoResolverChain.Insert(0, AppJson.Default)') + routes;
    const json = context('AppJson', 'int');
    const found = check(main, model, json);
    assert.equal(found.texts.length, 3);
    const fix = found.all[0]?.fixes?.().find((candidate) => candidate.title.startsWith('Add all 3 '));
    assert.deepEqual(check(main, model, applyEdits(json, fix?.edits ?? []) ?? '').texts, []);
  });

  it('makes one context for all missing types, and tells types of one name apart', () => {
    const main = `var app = WebApplication.CreateSlimBuilder(args).AddAll().Build();\napp.MapGet("/a", () => new Shop.Order(1, []));\napp.MapGet("/b", () => new Mail.Line(1));\napp.Run();\n`;
    const setup = 'static class Setup { public static WebApplicationBuilder AddAll(this WebApplicationBuilder web) => web; }\nnamespace Mail { public record Line(int Id); }\n';
    const found = check(main, model, setup);
    assert.equal(found.texts.length, 2);
    const fix = found.all[0]?.fixes?.().find((candidate) => candidate.title === 'Create AppJsonSerializerContext with all 2 missing types of the application and register it');
    const fixed = applyEdits(main, fix?.edits ?? []) ?? '';
    assert.ok(fixed.startsWith('using System.Text.Json.Serialization;\n\nvar builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.ConfigureHttpJsonOptions('), fixed);
    assert.ok(fixed.includes('\nvar app = builder.AddAll().Build();\n'), fixed);
    assert.ok(fixed.includes('typeof(Mail.Line), TypeInfoPropertyName = "MailLine")'), fixed);
    assert.deepEqual(check(fixed, model, setup).texts, []);
  });

  it('leaves the lines of an anonymous object as they are', () => {
    const main = `${top}var app = builder.Build();\napp.MapGet("/total", () => Results.Ok(new\n    {\n        Count = 3, // pieces\n        Name = "all",\n    }));\napp.Run();\n`;
    const fixed = applyEdits(main, check(main).all[0]?.fixes?.()[0]?.edits ?? []) ?? '';
    assert.ok(fixed.includes('Results.Ok(new TotalResponse(\n        Count: 3, // pieces\n        Name: "all"\n    )));\n'), fixed);
  });

  it('keeps the defaults that generated metadata would lose, and says which are lost', () => {
    const order = 'interface IOrder { int[] Codes { get; init; } }\nclass Order : IOrder { public int[] Codes { get; init; } = [1]; public int[] Lines { get; init; } = []; public int[] Other { get; set; } = []; public string Name { get; init; } = null!; public required int[] All { get; init; } = []; }\n';
    const titles = (call: string): readonly string[] => analysis.analyze('/json/defaults.cs', `System.Text.Json.JsonSerializer.${call};\n${order}`).find(({ id }) => id === 'IL2026')?.fixes?.().map(({ title }) => title) ?? [];
    assert.deepEqual(titles('Deserialize<Order[]>("[]")'), ['Use AppJsonSerializerContext.Default.OrderArray (init-only Order.Lines becomes settable, to keep its default; defaults of init-only Order.Codes are lost)']);
    assert.deepEqual(titles('Serialize(new Order { All = [] })'), ['Use AppJsonSerializerContext.Default.Order']);
  });

  it('says which enums a context turns to text', () => {
    const textual = context('AppJson', 'Shop.Known').replace('[', '[System.Text.Json.Serialization.JsonSourceGenerationOptions(UseStringEnumConverter = true)]\n[');
    const types = 'namespace Shop;\npublic enum Kind { A }\npublic enum Level { High }\npublic record Known(Kind Kind);\npublic record Both(Kind Kind, Level Level);\n';
    const fixesOf = (main: string, ...others: readonly string[]): readonly string[] => check(main, types, ...others).all.flatMap(({ fixes }) => fixes?.() ?? []).map(({ title, applicability }) => `${applicability}: ${title}`);
    const registered = top + register('TypeInfoResolverChain.Insert(0, AppJson.Default)');
    // A new context beside it might come first for the enum that is text already.
    assert.deepEqual(fixesOf(`${registered}builder.Build().MapGet("/", () => new Shop.Both(0, 0));\n`, textual), ['unsafe: Add [JsonSerializable(typeof(Shop.Both))] to AppJson (Level is written as text)']);
    assert.deepEqual(fixesOf(`${registered}builder.Build().MapGet("/", () => new Shop.Known[1]);\n`, textual), ['safe: Add [JsonSerializable(typeof(Shop.Known[]))] to AppJson']);
    assert.deepEqual(fixesOf(`${registered}builder.Build().MapGet("/", () => Shop.Level.High);\n`, textual), ['safe: Create AppJsonSerializerContext with Shop.Level and register it']);
    assert.deepEqual(fixesOf(`${top}builder.Build().MapGet("/", () => new Shop.Known(0));\n`, textual), ['unsafe: Register AppJson in ConfigureHttpJsonOptions (Kind is written as text)']);
    // The call has thrown so far.
    assert.deepEqual(fixesOf(`${top}System.Text.Json.JsonSerializer.Serialize(new Shop.Both(0, 0), typeof(Shop.Both), AppJson.Default);\n`, textual), ['safe: Add [JsonSerializable(typeof(Shop.Both))] to AppJson']);
  });

  it('keeps problem details as they are, or says what their services add', () => {
    const main = `${top}var app = builder.Build();\napp.MapGet("/", () => Results.ValidationProblem(new Dictionary<string, string[]>()));\napp.Run();\n`;
    const [first, second] = check(main).all[0]?.fixes?.() ?? [];
    assert.equal(first?.title, 'Create AppJsonSerializerContext with Microsoft.AspNetCore.Mvc.ProblemDetails and Microsoft.AspNetCore.Http.HttpValidationProblemDetails and register it');
    assert.equal(first.applicability, 'safe');
    assert.deepEqual(check(applyEdits(main, first.edits) ?? '').texts, []);
    assert.equal(`${second?.applicability}: ${second?.title}`, 'unsafe: Call Services.AddProblemDetails() (problem details get a traceId)');
    assert.deepEqual(check(applyEdits(main, second?.edits ?? []) ?? '').texts, []);
  });

  it('binds generated members of contexts', () => {
    const main = `${top}var text = System.Text.Json.JsonSerializer.Serialize(new Shop.Line("a"), AppJson.Default.Line);\nvar lines = System.Text.Json.JsonSerializer.Deserialize(text, AppJson.Default.LineArray)!;\nbuilder.Build().MapGet("/", () => lines);\n`;
    assert.deepEqual(check(main, model, context('AppJson', 'Shop.Order')).texts, ['AOT3002 "AppJson"']);
  });
});
