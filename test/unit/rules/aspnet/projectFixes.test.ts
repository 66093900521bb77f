/** Fixes whose edits span source and project file, as the command line applies them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { runCli, WEB_PROJECT, withFolder } from '../../../harness/cli';

const library = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net9.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
  </ItemGroup>
</Project>
`;

test('endpoints and configuration in a class library: the generators are switched on in the project', () =>
  withFolder({
    'Lib.csproj': library,
    'Api.cs': 'using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Routing;\nusing Microsoft.Extensions.Configuration;\npublic class Settings { public int A { get; set; } }\npublic static class Api\n{\n    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/", () => "a");\n    public static Settings? Read(IConfiguration configuration) => configuration.Get<Settings>();\n}\n',
  }, async (folder) => {
    const project = path.join(folder, 'Lib.csproj');
    const check = async (): Promise<string> => (await runCli(['check', project, '--fail-on', 'never'])).stdout;
    assert.match(await check(), /IL3050.*MapGet/);
    assert.equal((await runCli(['fix', project, '--rule', 'IL3050'])).status, 0);
    const text = readFileSync(project, 'utf8');
    assert.match(text, /<EnableRequestDelegateGenerator>true<\/EnableRequestDelegateGenerator>/);
    assert.match(text, /<EnableConfigurationBindingGenerator>true<\/EnableConfigurationBindingGenerator>/);
    assert.doesNotMatch(await check(), /IL3050|IL2026/);
  }));

test('the configuration binding generator comes with set accessors for what it would leave unset, and not where it would warn', async () => {
  const call = 'using Microsoft.Extensions.Configuration;\npublic static class Api\n{\n    public static Settings? Read(IConfiguration configuration) => configuration.Get<Settings>();\n}\n';
  const settings = 'public class Settings\n{\n    public int A { get; init; }\n    public Inner? B { get; set; }\n    public string? C { get; set; }\n}\npublic class Inner { public string? D { get; init; } }\n';
  const off = WEB_PROJECT.replace('</PropertyGroup>', '  <EnableConfigurationBindingGenerator>false</EnableConfigurationBindingGenerator>\n  </PropertyGroup>');
  const run = (project: string, code: string, rule: string): Promise<readonly [project: string, code: string, check: string]> => {
    const files = { 'P.csproj': project, 'Api.cs': call, 'Settings.cs': code, ...(project === off ? { 'Program.cs': 'WebApplication.CreateSlimBuilder(args).Build().Run();\n' } : {}) };
    return withFolder(files, async (folder) => {
      const path_ = path.join(folder, 'P.csproj');
      await runCli(['fix', path_, '--rule', rule, '--unsafe']);
      return [readFileSync(path_, 'utf8'), readFileSync(path.join(folder, 'Settings.cs'), 'utf8'), (await runCli(['check', path_, '--fail-on', 'never'])).stdout];
    });
  };
  for (const [project, rule] of [[library, 'IL2026'], [off, 'AOT1019']] as const) {
    const [fixed, code, check] = await run(project, settings, rule);
    assert.doesNotMatch(fixed, /BindingGenerator>false/);
    assert.equal(code, settings.replaceAll('init;', 'set;'));
    assert.doesNotMatch(check, /IL2026|IL3050|AOT4001|AOT1019|SYSLIB11/);
    for (const unsupported of [settings.replace('public class Settings', 'public interface IHas { int A { get; init; } }\npublic class Settings : IHas'), `${settings.replace('string? C', 'Many? C')}public class Many { public Many(int a) { } public Many(string b) { } }\n`, settings.replace('string? D { get; init; }', 'required string D { get; set; }'), settings.replace('public class Settings', 'public readonly struct Settings').replaceAll('set;', 'init;')]) {
      assert.deepEqual((await run(project, unsupported, rule)).slice(0, 2), [project, unsupported]);
    }
  }
});

const stubs = `namespace Microsoft.Extensions.DependencyInjection
{
    public static class SwaggerGenServiceCollectionExtensions
    {
        public static IServiceCollection AddSwaggerGen(this IServiceCollection services) => services;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class SwaggerBuilderExtensions
    {
        public static IApplicationBuilder UseSwagger(this IApplicationBuilder app) => app;
    }

    public static class SwaggerUIBuilderExtensions
    {
        public static IApplicationBuilder UseSwaggerUI(this IApplicationBuilder app) => app;
    }
}
`;
const program = 'var builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.AddEndpointsApiExplorer();\nbuilder.Services.AddSwaggerGen();\nvar app = builder.Build();\nif (app.Environment.IsDevelopment())\n{\n    app.UseSwagger();\n    app.UseSwaggerUI();\n}\napp.Run();\n';
const reference = '<ItemGroup>\n    <PackageReference Include="Swashbuckle.AspNetCore" Version="6.4.0" />\n  </ItemGroup>\n</Project>';

test('Swashbuckle gives way to the OpenAPI package of the framework', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace('</Project>', `  ${reference}`), 'Program.cs': program, 'Stubs.cs': stubs }, async (folder) => {
    assert.equal((await runCli(['fix', path.join(folder, 'App.csproj'), '--unsafe', '--rule', 'AOT2108'])).status, 0);
    assert.equal(readFileSync(path.join(folder, 'Program.cs'), 'utf8'), program.replace('AddSwaggerGen', 'AddOpenApi').replace('UseSwagger()', 'MapOpenApi()').replace('    app.UseSwaggerUI();\n', ''));
    const project = readFileSync(path.join(folder, 'App.csproj'), 'utf8');
    assert.match(project, /<PackageReference Include="Microsoft\.AspNetCore\.OpenApi" Version="9\.0\.0" \/>/);
    assert.doesNotMatch(project, /Swashbuckle/);
  }));

test('with central package management the version of the OpenAPI package goes where the others are', () => {
  const central = reference.replace(' Version="6.4.0"', '');
  const props = '<Project>\r\n  <PropertyGroup>\r\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\r\n  </PropertyGroup>\r\n  <ItemGroup>\r\n    <PackageVersion Include="Swashbuckle.AspNetCore" Version="6.4.0" />\r\n  </ItemGroup>\r\n</Project>\r\n';
  return withFolder({ 'Directory.Packages.props': props, 'src/App.csproj': WEB_PROJECT.replace('</Project>', `  ${central}`), 'src/Program.cs': program, 'src/Stubs.cs': stubs }, async (folder) => {
    assert.equal((await runCli(['fix', path.join(folder, 'src/App.csproj'), '--unsafe', '--rule', 'AOT2108'])).status, 0);
    assert.match(readFileSync(path.join(folder, 'src/App.csproj'), 'utf8'), /<PackageReference Include="Microsoft\.AspNetCore\.OpenApi" \/>/);
    assert.equal(readFileSync(path.join(folder, 'Directory.Packages.props'), 'utf8'), props.replace('6.4.0" />', '6.4.0" />\r\n    <PackageVersion Include="Microsoft.AspNetCore.OpenApi" Version="9.0.0" />'));
  });
});

test('no rewrite to OpenAPI before .NET 9', () =>
  withFolder({ 'App.csproj': WEB_PROJECT.replace('net9.0', 'net8.0').replace('</Project>', `  ${reference}`), 'Program.cs': program, 'Stubs.cs': stubs }, async (folder) => {
    await runCli(['fix', path.join(folder, 'App.csproj'), '--unsafe', '--rule', 'AOT2108']);
    assert.equal(readFileSync(path.join(folder, 'Program.cs'), 'utf8'), program);
  }));

test('a culture in invariant mode: the mode is switched off, when asked for', () =>
  withFolder({
    'App.csproj': WEB_PROJECT.replace('</PropertyGroup>', '  <InvariantGlobalization>true</InvariantGlobalization>\n  </PropertyGroup>'),
    'Program.cs': 'var app = WebApplication.CreateSlimBuilder(args).Build();\napp.UseRequestLocalization("de-DE");\napp.Run();\n',
  }, async (folder) => {
    const project = path.join(folder, 'App.csproj');
    const check = async (): Promise<string> => (await runCli(['check', project, '--fail-on', 'never'])).stdout;
    assert.match(await check(), /error AOT2014: The culture 'de-DE' .* stops at start/);
    await runCli(['fix', project, '--rule', 'AOT2014']);
    assert.match(readFileSync(project, 'utf8'), /<InvariantGlobalization>true</);
    await runCli(['fix', project, '--rule', 'AOT2014', '--unsafe']);
    assert.match(readFileSync(project, 'utf8'), /<InvariantGlobalization>false</);
    assert.doesNotMatch(await check(), /AOT2014/);
  }));

test('without implicit usings, what fixes call gets its directives, also inside of a namespace that has its own', async () => {
  const project = WEB_PROJECT.replace(/<ImplicitUsings>\w+<\/ImplicitUsings>/, '<ImplicitUsings>disable</ImplicitUsings>');
  assert.match(project, /<ImplicitUsings>disable/);
  const fix = (code: string, rule: string): Promise<string> => withFolder({ 'P.csproj': project, 'Program.cs': code }, async (folder) => {
    await runCli(['fix', path.join(folder, 'P.csproj'), '--rule', rule, '--unsafe']);
    return readFileSync(path.join(folder, 'Program.cs'), 'utf8');
  });
  const top = 'using Microsoft.AspNetCore.Builder;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapGet("/{name:regex(^a+$)}", (string name) => name);\napp.Run("https://localhost:5001");\n';
  assert.equal(await fix(top, 'AOT2001'), top.replace('Builder;\n', 'Builder;\nusing Microsoft.AspNetCore.Hosting;\nusing Microsoft.Extensions.DependencyInjection;\n').replace('CreateBuilder(args);', 'CreateSlimBuilder(args);\nbuilder.WebHost.UseKestrelHttpsConfiguration();\nbuilder.Services.AddRouting();'));
  const inner = 'namespace Api\n{\n    using Microsoft.AspNetCore.Builder;\n    using Microsoft.Extensions.DependencyInjection;\n\n    static class Program\n    {\n        static void Main()\n        {\n            var builder = WebApplication.CreateSlimBuilder();\n            var app = builder.Build();\n            app.MapGet("/", () => new Reply(1));\n            app.Run();\n        }\n    }\n\n    public record Reply(int Id);\n}\n';
  const fixed = await fix(inner, 'AOT3001');
  assert.match(fixed, /\.Services\.ConfigureHttpJsonOptions\(/);
  assert.equal(fixed.match(/using Microsoft\.Extensions\.DependencyInjection;/g)?.length, 1);
  // A directive that would give a word of the file another meaning is not added, and neither is the call.
  const taken = top.replace('var builder', 'var taken = nameof(ServiceDescriptor);\nvar builder') + 'class ServiceDescriptor { }\n';
  assert.equal(await fix(taken, 'AOT2001'), taken);
});

test('listeners of events: reported where PublishAot switches event sources off, and switched on by the fix', () => {
  const worker = '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <OutputType>Exe</OutputType>\n    <TargetFramework>net9.0</TargetFramework>\n    <PublishAot>true</PublishAot>\n  </PropertyGroup>\n</Project>\n';
  const code = 'using System.Diagnostics.Tracing;\nusing var listener = new Counting();\nclass Counting : EventListener;\n';
  return withFolder({ 'P.csproj': worker, 'Program.cs': code, 'web/Web.csproj': WEB_PROJECT, 'web/Program.cs': code }, async (folder) => {
    const check = async (project: string): Promise<string> => (await runCli(['check', path.join(folder, project), '--fail-on', 'never'])).stdout;
    assert.match(await check('P.csproj'), /AOT5004.*EventListener/);
    assert.doesNotMatch(await check('web/Web.csproj'), /AOT5004/);
    assert.equal((await runCli(['fix', path.join(folder, 'P.csproj'), '--rule', 'AOT5004'])).status, 0);
    assert.match(readFileSync(path.join(folder, 'P.csproj'), 'utf8'), /<EventSourceSupport>true<\/EventSourceSupport>/);
    assert.doesNotMatch(await check('P.csproj'), /AOT5004/);
  });
});
