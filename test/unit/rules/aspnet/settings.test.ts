/** What settings files ask for and the slim builder leaves out; the worker's builder in a project without implicit usings. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCli, WEB_PROJECT, withFolder } from '../../../harness/cli';

const slim = 'var builder = WebApplication.CreateSlimBuilder(args);\nvar app = builder.Build();\napp.Run();\n';

/** Lines of `check` that report one of our ids of the builder. */
async function reported(files: Readonly<Record<string, string>>): Promise<string[]> {
  let lines: string[] = [];
  await withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': slim, ...files }, async (folder) => {
    const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
    lines = stdout.split('\n').flatMap((line) => /\bAOT20(?:0[2-9]|1\d)\b.*/.exec(line)?.[0] ?? []);
  });
  return lines;
}

describe('settings files beside a slim builder', () => {
  test('log providers: in the Logging section alone, comments and trailing commas allowed', async () => {
    const logging = '{ // "Logging": { "EventLog": {} }\n "Logging": { "LogLevel": { "Default": "{" }, /* } */ "EventLog": { "LogLevel": {} }, }, "Debug": {} }';
    const [first, ...rest] = await reported({ 'appsettings.json': logging });
    assert.match(first ?? '', /AOT2008.*appsettings\.json.*AddEventLog/);
    assert.deepEqual(rest, []);
    assert.deepEqual(await reported({ 'appsettings.json': '{ "Logging": { "LogLevel": { "Default": "Information" } }, "EventLog": { } }' }), []);
    assert.deepEqual(await reported({ 'appsettings.json': logging, 'Program.cs': slim.replace('var app', 'builder.Logging.AddEventLog();\nvar app') }), []);
  });

  test('https addresses, an error in what is published and a warning in what only development reads', async () => {
    assert.match((await reported({ 'appsettings.json': '{ "Kestrel": { "Endpoints": { "A": { "Url": "https://*:5001" } } } }' })).join(), /AOT2003.*appsettings\.json/);
    assert.match((await reported({ 'Properties/launchSettings.json': '{ "profiles": { "a": { "applicationUrl": "https://localhost:7001" } } }' })).join(), /AOT2003.*launchSettings\.json/);
    assert.match((await reported({ 'appsettings.json': '{ "Kestrel:Endpoints:A:Url": "https:\\/\\/*:5001" }' })).join(), /AOT2003/);
    assert.match((await reported({ 'appsettings.json': '{ "HTTPS_PORTS": 5001 }' })).join(), /AOT2003/);
  });

  for (const [what, files] of Object.entries<Readonly<Record<string, string>>>({
    'another address': { 'appsettings.json': '{ "Urls": "http://*:5000", "Kestrel": { "Endpoints": { "A": { "Url": "http://*:5000" } } }, "Authority": "https://example.org" }' },
    'another section of that name': { 'appsettings.json': '{ "Cors": { "Urls": ["https://example.org"] }, "Old": { "Kestrel": { "Endpoints": { "A": { "Url": "https://*:1" } } } } }' },
    'a comment': { 'appsettings.json': '{ // "Urls": "https://*:1"\n /* "Urls": "https://*:1" */ }' },
    'a profile that starts another program': { 'Properties/launchSettings.json': '{ "profiles": { "a": { "commandName": "Executable", "applicationUrl": "https://localhost:1" }, "b": { "commandName": "IISExpress", "applicationUrl": "https://localhost:1" } } }' },
    'an address to open': { 'Properties/launchSettings.json': '{ "profiles": { "a": { "launchUrl": "https://example.org", "applicationUrl": "http://localhost:1", "environmentVariables": { "API": "https://example.org" } } } }' },
    'addresses that code sets': { 'Properties/launchSettings.json': '{ "profiles": { "a": { "applicationUrl": "https://localhost:1" } } }', 'Program.cs': slim.replace('Run()', 'Run("http://*:5000")') },
    'the empty builder, which reads no settings': { 'appsettings.json': '{ "Urls": "https://*:1", "Logging": { "Debug": {} } }', 'Program.cs': slim.replace('CreateSlimBuilder(args);', 'CreateEmptyBuilder(new());\nbuilder.WebHost.UseKestrelCore();') },
  })) test(`no address: ${what}`, async () => { assert.deepEqual(await reported(files), []); });

  test('an endpoint of Kestrel is there whatever code sets', async () => {
    assert.match((await reported({ 'appsettings.json': '{ "Kestrel": { "Endpoints": { "A": { "Url": "https://*:1" } } } }', 'Program.cs': slim.replace('Run()', 'Run("http://*:5000")') })).join(), /AOT2003/);
  });

  test('HTTP/3 of an endpoint, alone and beside other protocols', async () => {
    const settings = (protocols: string): string => `{ "Kestrel": { "EndpointDefaults": { "Protocols": "${protocols}" } } }`;
    assert.match((await reported({ 'appsettings.json': settings('Http3') })).join(), /^AOT2005.*stops at start/);
    assert.match((await reported({ 'appsettings.json': settings('Http1AndHttp2AndHttp3') })).join(), /AOT2005.*goes on without/);
    assert.deepEqual(await reported({ 'appsettings.json': settings('Http1AndHttp2') }), []);
    assert.deepEqual(await reported({ 'appsettings.json': settings('Http3'), 'Program.cs': slim.replace('var app', 'builder.WebHost.UseQuic();\nvar app') }), []);
  });

  test('hosting startup assemblies of the launch profile', async () => {
    const launch = '{ "profiles": { "a": { "environmentVariables": { "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES": "Extra" } } } }';
    assert.match((await reported({ 'Properties/launchSettings.json': launch })).join(), /AOT2009.*launchSettings\.json/);
    assert.deepEqual(await reported({ 'Properties/launchSettings.json': launch, 'Program.cs': slim.replace('CreateSlimBuilder', 'CreateBuilder') }), []);
  });

  test('switching to the slim builder adds back the provider that the settings name', () =>
    withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': slim.replace('CreateSlimBuilder', 'CreateBuilder'), 'appsettings.json': '{ "Logging": { "Debug": { } } }' }, async (folder) => {
      assert.equal((await runCli(['fix', path.join(folder, 'App.csproj'), '--rule', 'AOT2001', '--unsafe'])).status, 0);
      assert.match(readFileSync(path.join(folder, 'Program.cs'), 'utf8'), /CreateSlimBuilder\(args\);\nbuilder\.Logging\.AddDebug\(\);/);
    }));
});

describe('init-only options and the values that the settings have for them', () => {
  const program = (extra = ''): string => `var builder = WebApplication.CreateSlimBuilder(args);\n${extra}builder.Services.Configure<Retry>(builder.Configuration.GetSection("Retry"));\nbuilder.Build().Run();\n\npublic record Retry\n{\n    public int Count { get; init; } = 3;\n    [ConfigurationKeyName("client-id")] public string? Client { get; init; }\n    public bool On { get; init; }\n}\n`;
  const unset = async (settings: string | undefined, extra?: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> => {
    let names: string[] = [];
    await withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': program(extra), ...(settings === undefined ? {} : { 'appsettings.json': settings }), ...more }, async (folder) => {
      const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
      names = [...stdout.matchAll(/AOT4001.*'Retry\.(\w+)'/g)].map((match) => match[1] ?? '');
    });
    return names;
  };

  test('reported where a value differs from the default, or where it may come from elsewhere', async () => {
    assert.deepEqual(await unset('{ "Retry": { "count": 5, "client-id": "x", "On": true } }'), ['Count', 'Client', 'On']);
    assert.deepEqual(await unset('{ "Retry:Count": 4 }'), ['Count']);
    assert.deepEqual(await unset(undefined), ['Count', 'Client', 'On']);
    assert.deepEqual(await unset('{ }', 'builder.Configuration.AddJsonFile("retry.json");\n'), ['Count', 'Client', 'On']);
    assert.deepEqual(await unset('{ }', '', { 'appsettings.Production.json': '{ "Retry": { "On": true } }' }), ['On']);
    assert.deepEqual(await unset('{ }', '', { 'Properties/launchSettings.json': '{ "profiles": { "a": { "environmentVariables": { "Retry__Count": "9" } } } }' }), ['Count']);
  });

  test('silent where the settings leave it at its default', async () => {
    assert.deepEqual(await unset('{ "Logging": { } }'), []);
    assert.deepEqual(await unset('{ "Retry": { "Count": 3, "client-id": null, "On": false } }'), []);
  });
});

describe('options of types with a TypeConverter and the texts that the settings have for them', () => {
  const program = `using System.ComponentModel;
using System.Drawing;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.Configure<Theme>(builder.Configuration.GetSection("Theme"));
builder.Build().Run();

public class Theme
{
    public Color Back { get; set; }
    public Grade? Grade { get; set; }
    [ConfigurationKeyName("pen-size")] public Size? Pen { get; set; }
    public List<Grade> Grades { get; set; } = [];
    public Dictionary<string, Grade> ByName { get; set; } = [];
    public Uri? Home { get; set; }
    public Plain? Plain { get; set; }
    public Color Fixed { get; private set; }
}
public class Grades : TypeConverter;
[TypeConverter(typeof(Grades))] public class Grade { public int Number { get; set; } }
public class Plain { public int Number { get; set; } }
`;
  const lost = async (settings: string): Promise<string[]> => {
    let names: string[] = [];
    await withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': program, 'appsettings.json': settings }, async (folder) => {
      const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
      names = [...stdout.matchAll(/AOT4001.*'Theme\.(\w+)'.*TypeConverter/g)].map((match) => match[1] ?? '');
    });
    return names;
  };

  test('reported where the settings have a text', async () => {
    assert.deepEqual(
      await lost('{ "Theme": { "back": "Red", "Grade": "7", "pen-size": "1, 2", "Grades": ["1", "2"], "ByName": { "a": 3 }, "Home": "http://a", "Plain": "1", "Fixed": "Red" } }'),
      ['Back', 'Grade', 'Pen', 'Grades', 'ByName'],
    );
  });

  test('silent where they have none, or a section', async () => {
    assert.deepEqual(await lost('{ "Theme": { "Back": "", "Grade": { "Number": 7 }, "Grades": [{ "Number": 1 }], "ByName": { "a": { "Number": 3 } }, "Pen": "1, 2" } }'), []);
    assert.deepEqual(await lost('{ "Logging": { "LogLevel": { "Grade": "Warning" } } }'), []);
  });

  test('so are sections that a call makes a value of, but not what GetValue reads', async () => {
    const calls = [
      'configuration.GetSection("Grade").Get<Grade>()', 'configuration.GetSection("A").GetRequiredSection("Grade").Get(typeof(Grade))', 'section.Get<List<Grade>>()', 'configuration.GetSection("ByName").Get<Dictionary<string, Grade>>()',
      'configuration.GetValue<Grade>("Grade")', 'configuration.GetSection("Other").Get<Grade>()', 'configuration.GetSection(args[0]).Get<Grade>()', 'configuration.GetSection("Plain").Get<Plain>()', 'configuration.GetSection("Grade").Get<string>()',
    ];
    const text = `using System.ComponentModel;\nvar builder = WebApplication.CreateSlimBuilder(args);\nvar configuration = builder.Configuration;\nvar section = configuration.GetSection("Grades");\n${calls.map((call) => `_ = ${call};\n`).join('')}builder.Build().Run();\n\npublic class Grades : TypeConverter;\n[TypeConverter(typeof(Grades))] public class Grade { public int Number { get; set; } }\npublic class Plain { public int Number { get; set; } }\n`;
    await withFolder({ 'App.csproj': WEB_PROJECT, 'Program.cs': text, 'appsettings.json': '{ "Grade": "7", "A": { "Grade": "8" }, "Grades": ["1"], "ByName": { "a": "3" }, "Other": { "Number": 1 }, "Plain": "1" }' }, async (folder) => {
      const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
      assert.deepEqual([...stdout.matchAll(/\((\d+),\d+\): \w+ AOT4001/g)].map((match) => Number(match[1]) - 5), [0, 1, 2, 3]);
    });
  });
});

describe('values that the generated binder loses', () => {
  const program = `var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.Configure<Limits>(builder.Configuration.GetSection("Limits"));
builder.Services.Configure<Names>(builder.Configuration.GetSection("Names"));
builder.Build().Run();

public class Limits
{
    public int? Most { get; set; }
    public TimeSpan? Wait { get; set; }
    public string? Name { get; set; }
    public Dictionary<string, int?> ByUser { get; set; } = [];
}
public class Names { public string? Wait { get; set; } public DayOfWeek? Day { get; set; } }
`;
  const lost = async (framework: string, settings: string, text = program): Promise<string[]> => {
    let names: string[] = [];
    await withFolder({ 'App.csproj': WEB_PROJECT.replace('net9.0', framework), 'Program.cs': text, 'appsettings.json': settings }, async (folder) => {
      const { stdout } = await runCli(['check', path.join(folder, 'App.csproj'), '--fail-on', 'never']);
      names = [...stdout.matchAll(/AOT4001: '\w+\.(\w+)'/g)].map((match) => match[1] ?? '');
    });
    return names;
  };

  test('with .NET 8 empty texts of nullable values, unless another option may be meant', async () => {
    assert.deepEqual(await lost('net8.0', '{ "Limits": { "Most": null, "Name": null, "Wait": "" }, "Names": { "Day": "" } }'), ['Most', 'Day']);
    assert.deepEqual(await lost('net8.0', '{ "Limits": { "Most": 3, "Name": "" }, "Other": { "Most": null, "Least": 1 } }'), []);
    assert.deepEqual(await lost('net8.0', '{ "Limits": { "Most": { "Value": 1 } } }'), []);
    assert.deepEqual(await lost('net9.0', '{ "Limits": { "Most": null } }'), []);
  });

  test('defaults that Get<T>() of .NET 8 overwrites, unless the settings have a value', async () => {
    const gotten = (framework: string, settings: string): Promise<string[]> => lost(framework, settings, program.replace('builder.Build()', 'var server = builder.Configuration.GetSection("Server").Get<Server>();\nbuilder.Build()') + 'public class Server { public int Port { get; set; } = 8080; public bool On { get; set; } = true; }\n');
    assert.deepEqual(await gotten('net8.0', '{ "Server": { "Port": 80 } }'), ['On']);
    assert.deepEqual(await gotten('net8.0', '{ "Server": { "Port": 80, "On": false } }'), []);
    assert.deepEqual(await gotten('net9.0', '{ "Server": { "Port": 80 } }'), []);
  });

  test('dictionaries of nullable values where the settings have entries', async () => {
    assert.deepEqual(await lost('net8.0', '{ "Limits": { "ByUser": { "a": 1 } } }'), ['ByUser']);
    assert.deepEqual(await lost('net9.0', '{ "Limits": { "ByUser": { "a": 1 } } }'), ['ByUser']);
    assert.deepEqual(await lost('net9.0', '{ "Limits": { "Most": 1 } }'), []);
    assert.deepEqual(await lost('net10.0', '{ "Limits": { "ByUser": { "a": 1 } } }'), []);
  });
});

test('a worker gets the namespaces that its new lines need', () =>
  withFolder({
    'App.csproj': WEB_PROJECT.replace('<ImplicitUsings>enable</ImplicitUsings>', ''),
    'Program.cs': '// A worker.\nusing Microsoft.Extensions.Hosting;\n\nvar builder = Host.CreateApplicationBuilder();\nbuilder.Build().Run();\n',
  }, async (folder) => {
    assert.equal((await runCli(['fix', path.join(folder, 'App.csproj'), '--rule', 'AOT2011', '--unsafe'])).status, 0);
    const text = readFileSync(path.join(folder, 'Program.cs'), 'utf8');
    assert.match(text, /^\/\/ A worker\.\nusing System;\nusing System\.IO;\nusing Microsoft\.Extensions\.Configuration;\nusing Microsoft\.Extensions\.Logging;\nusing Microsoft\.Extensions\.Hosting;\n/);
    assert.doesNotMatch(text, /Args|AddCommandLine/);
  }));
