/** JSON types of an application whose contexts, or their registration, are in a project that it references. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { runCli, WEB_PROJECT, withFolder } from '../../harness/cli';

const library = `using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
namespace Lib;
public record Listed(int Id);
public static class Setup
{
    public static IServiceCollection AddApiJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, LibJson.Default));
    public static IServiceCollection AddJson(this IServiceCollection services, params IJsonTypeInfoResolver[] resolvers) => services.ConfigureHttpJsonOptions(o => { foreach (var each in resolvers) o.SerializerOptions.TypeInfoResolverChain.Insert(0, each); });
    public static IServiceCollection AddJson<T>(this IServiceCollection services) where T : JsonSerializerContext, new() => services.AddJson(new T());
    public static IServiceCollection AddAllJson(this IServiceCollection services) => services.AddJson(Resolvers.All);
}
[JsonSerializable(typeof(Listed))]
public partial class LibJson : JsonSerializerContext;
`;

/** A file without a word about services or endpoints. */
const resolvers = `using System.Text.Json.Serialization.Metadata;
namespace Lib;
public static class Resolvers { public static readonly IJsonTypeInfoResolver All = JsonTypeInfoResolver.Combine(LibJson.Default); }
`;

/** Another one: it asks options that it is given. */
const texts = `using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
namespace Lib;
public static class Texts { public static string Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))); }
`;

/** Types that are reported in an application that registers its contexts with the given lines. */
async function reported(...lines: readonly string[]): Promise<string[]> {
  let found: string[] = [];
  const program = `using System.Text.Json.Serialization;\nusing Lib;\nvar builder = WebApplication.CreateSlimBuilder(args);\n${lines.join('\n')}
var app = builder.Build();\napp.MapGet("/own", () => new Own(1));\napp.MapGet("/listed", () => new Listed(1));\napp.Run();
public record Own(int Id);\n[JsonSerializable(typeof(int))]\npublic partial class AppJson : JsonSerializerContext;\n${lines.some((line) => line.includes('OwnJson')) ? '[JsonSerializable(typeof(Own))]\npublic partial class OwnJson : JsonSerializerContext;\n' : ''}`;
  await withFolder({
    'App/App.csproj': WEB_PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>'), 'App/Program.cs': program,
    'Lib/Lib.csproj': WEB_PROJECT.replace('Sdk.Web', 'Sdk').replace('</Project>', '<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>'), 'Lib/Lib.cs': library, 'Lib/Resolvers.cs': resolvers, 'Lib/Texts.cs': texts,
  }, async (folder) => {
    const { stdout } = await runCli(['check', path.join(folder, 'App/App.csproj'), '--fail-on', 'never']);
    found = [...stdout.matchAll(/AOT300\d: '([\w.]+)'/g)].map((match) => match[1] ?? '');
  });
  return found;
}

const register = (name: string): string => `builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ${name}.Default));`;

describe('JSON types over projects', () => {
  it('are covered by a context of a library that the application registers', async () => {
    assert.deepEqual(await reported(register('LibJson')), ['Own']);
  });

  it('are asked for by a library that is given the options of the endpoints', async () => {
    const ask = 'var options = builder.Build().Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;';
    assert.deepEqual(await reported(register('LibJson'), ask, 'Texts.Write(2, options); Texts.Write(3L, options); Texts.Write("text", AppJson.Default.Options);'), ['long', 'Own']);
  });

  it('may be covered by what a library registers, beside what the application does', async () => {
    assert.deepEqual(await reported('builder.Services.AddApiJson();', register('AppJson')), ['Own']);
  });

  it('are missing where a library alone registers a context without them', async () => {
    assert.deepEqual(await reported('builder.Services.AddApiJson();'), ['Own']);
  });

  it('are missing where nobody calls the method of the library that registers', async () => {
    assert.deepEqual(await reported(), ['Own', 'Lib.Listed']);
  });

  it('are covered by the contexts that a helper of a library is given', async () => {
    assert.deepEqual(await reported('builder.Services.AddJson(OwnJson.Default, LibJson.Default);'), []);
    assert.deepEqual(await reported('builder.Services.AddJson<OwnJson>();'), ['Lib.Listed']);
    assert.deepEqual(await reported('builder.Services.AddJson(LibJson.Default);'), ['Own']);
  });

  it('are covered by what a library holds in a field', async () => {
    assert.deepEqual(await reported('builder.Services.AddAllJson();'), ['Own']);
    assert.deepEqual(await reported('builder.Services.AddJson(Resolvers.All);'), ['Own']);
  });

  it('may be covered by what is not known', async () => {
    assert.deepEqual(await reported('builder.Services.AddJson(args.Select(each => (System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver)Activator.CreateInstance(Type.GetType(each)!)!).ToArray());'), []);
    assert.deepEqual(await reported('builder.Services.AddJson(Missing.Json);'), []);
  });

  it('are listed in the application where the context of the library cannot be named there', async () => {
    const program = 'var app = WebApplication.CreateSlimBuilder(args).Build();\napp.MapGet("/listed", () => new Lib.Listed(1));\napp.Run();\n';
    await withFolder({
      'App/App.csproj': WEB_PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>'), 'App/Program.cs': program,
      'Lib/Lib.csproj': WEB_PROJECT.replace('Sdk.Web', 'Sdk'), 'Lib/Lib.cs': 'namespace Lib;\npublic record Listed(int Id);\n[System.Text.Json.Serialization.JsonSerializable(typeof(Listed))]\ninternal partial class LibJson : System.Text.Json.Serialization.JsonSerializerContext;\n',
    }, async (folder) => {
      const { stdout } = await runCli(['check', path.join(folder, 'App/App.csproj'), '--fail-on', 'never']);
      assert.match(stdout, /AOT3001: 'Lib\.Listed' .*\[fix: Create AppJsonSerializerContext with Lib\.Listed and register it/);
    });
  });

  it('are asked of a context by generic methods of a library, which are told of where the application calls them', async () => {
    const wire = `using System.Text.Json;\nusing System.Text.Json.Serialization;\nnamespace Lib;\npublic record Listed(int Id);
public static class Wire\n{
    public static string Dump<T>(T value) => JsonSerializer.Serialize(value, typeof(T), LibJson.Default);
    public static string Own() => Dump(new List<long>());
    public static string Other<T>(T value, JsonSerializerContext context) => JsonSerializer.Serialize(value, typeof(T), context);
}\n[JsonSerializable(typeof(Listed))]\npublic partial class LibJson : JsonSerializerContext;\n`;
    const calls = 'using Lib;\nConsole.WriteLine(Wire.Dump(new Listed(1)));\nConsole.WriteLine(Wire.Dump(new List<int>()));\nConsole.WriteLine(Wire.Own());\nConsole.WriteLine(Wire.Other(new HashSet<int>(), LibJson.Default));\n';
    await withFolder({
      'App/App.csproj': WEB_PROJECT.replace('</Project>', '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>'), 'App/Program.cs': calls,
      'Lib/Lib.csproj': WEB_PROJECT.replace('Sdk.Web', 'Sdk').replace('<PublishAot>true</PublishAot>', '<IsAotCompatible>true</IsAotCompatible>'), 'Lib/Wire.cs': wire,
    }, async (folder) => {
      const asked = async (name: string): Promise<string[]> => {
        const { stdout } = await runCli(['check', path.join(folder, `${name}/${name}.csproj`), '--fail-on', 'never']);
        return [...stdout.matchAll(/(\w+\.cs)\((\d+),.*AOT3005: .* asked for '([^']+)'/g)].map((match) => `${match[1] ?? ''}:${match[2] ?? ''} ${match[3] ?? ''}`);
      };
      assert.deepEqual(await asked('App'), ['Program.cs:3 System.Collections.Generic.List<int>', 'Program.cs:5 System.Collections.Generic.HashSet<int>']);
      assert.deepEqual(await asked('Lib'), ['Wire.cs:8 System.Collections.Generic.List<long>']);
    });
  });
});
