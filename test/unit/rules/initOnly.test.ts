/** AOT3009 where the types are those of a referenced project, and while defaults are being typed. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { createRuleSet } from '../../../server/src/core/program/analyze';
import { Workspace } from '../../../server/src/core/program/workspace';
import { rules } from '../../../server/src/core/rules/index';
import { loadParser } from '../../../server/src/node/loadParser';
import { createNodeHost } from '../../../server/src/node/nodeHost';
import { runCli, WEB_PROJECT, withFolder } from '../../harness/cli';

const bundleFolder = path.join(process.env['PROJECT_ROOT'] ?? '.', 'dist');
const silent = (): void => undefined;
const order = (member: string): string => `namespace Lib;\npublic class Order\n{\n    ${member}\n}\n`;
const withDefault = order('public List<int> Lines { get; init; } = [];');
const program = `using System.Text.Json.Serialization;
using Lib;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
app.MapPost("/orders", (Order order) => order.ToString());
app.Run();
[JsonSerializable(typeof(Order))]
partial class AppJson : JsonSerializerContext;
`;

describe('init-only properties', () => {
  before(() => loadParser(bundleFolder));

  it('of a library are told of where they are read', () => withFolder({
    'App/App.csproj': WEB_PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>'), 'App/Program.cs': program,
    'Lib/Lib.csproj': '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>', 'Lib/Order.cs': withDefault,
  }, async (folder) => {
    const { stdout } = await runCli(['check', path.join(folder, 'App/App.csproj'), '--fail-on', 'never']);
    assert.match(stdout, /Program\.cs\(6,\d+\): info AOT3009: 'Order\.Lines'/);
  }));

  it('keep their defaults where reflection reads them', () => withFolder({
    'App.csproj': WEB_PROJECT.replace('</PropertyGroup>', '<JsonSerializerIsReflectionEnabledByDefault>true</JsonSerializerIsReflectionEnabledByDefault></PropertyGroup>'),
    'Program.cs': program.replace('app.Run();', 'Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<Order>("{}"));\napp.MapGet("/typed", () => System.Text.Json.JsonSerializer.Deserialize("{}", AppJson.Default.Typed)!.Name);\napp.Run();').replace('partial class', '[JsonSerializable(typeof(Typed))]\npartial class'),
    'Order.cs': `${withDefault}public class Typed { public string Name { get; init; } = "t"; }`,
  }, async (folder) => {
    const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
    assert.deepEqual([...stdout.matchAll(/AOT3009: '([\w.]+)'/g)].map(([, name]) => name), ['Typed.Name']);
  }));

  it('are looked at again while their default is typed', () => withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': program, 'Order.cs': order('') }, (folder) => {
    const workspace = new Workspace(createNodeHost({ bundleFolder, log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } }), createRuleSet(rules), { assumeAot: false, framework: undefined });
    const file = path.join(folder, 'Order.cs');
    const counts = [order('public List<int> Lines { get; init; }'), withDefault, order('public List<int> Lines { get; init; } = null!;'), order('public Order() { Lines = []; } public List<int> Lines { get; init; }'), order('public Order() { } public List<int> Lines { get; init; }')].map((text) => {
      workspace.setText(file, text);
      const target = workspace.programOf(file);
      target.complete();
      return target.analyzeFile(file).filter(({ id }) => id === 'AOT3009').length;
    });
    assert.deepEqual(counts, [0, 1, 0, 1, 0]);
    workspace.dispose();
    return Promise.resolve();
  }));
});
