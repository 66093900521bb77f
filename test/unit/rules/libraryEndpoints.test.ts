/** Endpoints, services and contexts of libraries: what the applications that reference them conclude about them, whatever is edited. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { diagnosticsOf } from '../../../server/src/cli/check';
import { createRuleSet } from '../../../server/src/core/program/analyze';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { mergeApplications } from '../../../server/src/core/merge';
import { rules } from '../../../server/src/core/rules/index';
import { applyEdits } from '../../../server/src/core/text/edit';
import { Workspace } from '../../../server/src/core/program/workspace';
import { loadParser } from '../../../server/src/node/loadParser';
import { createNodeHost } from '../../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

before(() => loadParser(path.join(root, 'dist')));

const application = (...references: readonly string[]): string => `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><PublishAot>true</PublishAot></PropertyGroup>
<ItemGroup>${references.map((name) => `<ProjectReference Include="../${name}/${name}.csproj" />`).join('')}</ItemGroup></Project>`;
const library = (properties = '<EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>', ...references: readonly string[]): string => `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>${properties}</PropertyGroup>
<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" />${references.map((name) => `<ProjectReference Include="../${name}/${name}.csproj" />`).join('')}</ItemGroup></Project>`;

const usings = 'using System.Text.Json.Serialization;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Routing;\nusing Microsoft.Extensions.DependencyInjection;\n';
const endpoints = (body: string, rest = ''): string => `${usings}namespace Lib;
public record Todo(int Id);
public record Other(int Id);
internal record Hidden(int Id);
public class Store;
public interface IModule { void Map(IEndpointRouteBuilder app); }
public static class Todos
{
    public static void MapTodos(this IEndpointRouteBuilder app) { ${body} }
${rest}
}
`;
const program = (lines: string, listed = 'int', rest = ''): string => `using System.Text.Json.Serialization;\nusing Lib;\nvar builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();\n${lines}\napp.Run();\n${rest}\n[JsonSerializable(typeof(${listed}))]\npartial class AppJson : JsonSerializerContext;\n`;

async function inFolder(files: Readonly<Record<string, string>>, action: (folder: string, workspace: Workspace) => void): Promise<void> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'libraries-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    action(folder, workspace);
    workspace.dispose();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Promise.resolve();
}

const aspNet = /^AOT(?:2002|2012|300\d)$/;

/** `ID 'subject' (applications)` of what some projects report together, in order of place. */
function all(workspace: Workspace, folder: string, ...projects: readonly string[]): string[] {
  return mergeApplications(projects.flatMap((name) => diagnosticsOf(workspace.program(path.join(folder, name, `${name}.csproj`)), undefined))).filter(({ id }) => aspNet.test(id)).map(described);
}

function described({ id, message }: Diagnostic): string {
  const subject = /^'([\w.<>[\]]+)'/.exec(message)?.[1] ?? '';
  const applications = /Applications?: ([\w, ]+)\.$/.exec(message)?.[1];
  return [id, subject, applications === undefined ? '' : `(${applications})`].filter(Boolean).join(' ');
}

describe('endpoints of libraries', () => {
  it('are reported in the library, once, with the applications that map them', async () => {
    await inFolder({
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'B/B.csproj': application('Lib'), 'B/Program.cs': program('app.MapTodos();'),
      'C/C.csproj': application('Lib'), 'C/Program.cs': program('app.MapTodos();', 'Todo'), 'D/D.csproj': application('Lib'), 'D/Program.cs': program('app.MapGet("/d", () => new Own(1));', 'int', 'record Own(int Id);'),
      'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new Todo(1));'),
    }, (folder, workspace) => {
      assert.deepEqual(all(workspace, folder, 'A', 'B', 'C', 'D', 'Lib'), ['AOT3001 Lib.Todo (A, B)', 'AOT3001 Own']);
      assert.deepEqual(all(workspace, folder, 'Lib'), []);
    });
  });

  it('are found through other methods, projects, interfaces and types', async () => {
    const rest = `public static void MapAll(this WebApplication app) { app.MapTodos(); foreach (var module in Modules) module.Map(app); app.MapModule<Generic>(); }
    static IModule[] Modules => [new First()];
    static void MapModule<T>(this IEndpointRouteBuilder app) where T : IModule, new() => new T().Map(app);
    public static void MapUnused(this IEndpointRouteBuilder app) => app.MapGet("/unused", () => new Unused(1));`;
    const types = `public record Unused(int Id);\npublic record Item(int Id);
class First : IModule { public void Map(IEndpointRouteBuilder app) => app.MapGet("/1", () => TypedResults.Ok(new Other(1))); }
class Generic : IModule { void IModule.Map(IEndpointRouteBuilder app) => app.MapGet("/2", () => new Item(1)); }
class Unseen : IModule { public void Map(IEndpointRouteBuilder app) => app.MapGet("/3", () => new Unused(1)); }`;
    await inFolder({
      'A/A.csproj': application('Front'), 'A/Program.cs': program('app.MapFront();').replace('using Lib;', 'using Front;'),
      'Front/Front.csproj': library(undefined, 'Lib'), 'Front/Front.cs': `${usings}using Lib;\nnamespace Front;\npublic static class Setup { public static void MapFront(this WebApplication app) => app.MapAll(); }\n`,
      'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new Todo(1));', rest) + types,
    }, (folder, workspace) => {
      assert.deepEqual(all(workspace, folder, 'A'), ['AOT3001 Lib.Todo (A)', 'AOT3001 Lib.Other (A)', 'AOT3001 Lib.Item (A)']);
    });
  });

  it('take their services and their metadata from libraries too', async () => {
    const setup = `public static void AddTodos(this IServiceCollection services) { services.AddSingleton<Store>(); services.AddProblemDetails(); services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, LibJson.Default)); }`;
    await inFolder({
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('builder.Services.AddTodos();\napp.MapTodos();\napp.MapPost("/a", (Store store) => "a");').replace('var app = builder.Build();\nbuilder.Services.AddTodos();', 'builder.Services.AddTodos();\nvar app = builder.Build();'),
      'B/B.csproj': application('Lib'), 'B/Program.cs': program('app.MapTodos();'),
      'Lib/Lib.csproj': library(), 'Lib/Todos.cs': `${endpoints('app.MapGet("/todos", () => new Todo(1)); app.MapPost("/todos", (Store store) => Results.Problem());', setup)}[JsonSerializable(typeof(Todo))]\npublic partial class LibJson : JsonSerializerContext;\n`,
    }, (folder, workspace) => {
      assert.deepEqual(all(workspace, folder, 'A'), []);
      assert.deepEqual(all(workspace, folder, 'B'), ['AOT3001 Lib.Todo (B)', 'AOT3001 Microsoft.AspNetCore.Mvc.ProblemDetails (B)']);
    });
  });

  it('that reflection would have to build are reported where the generator is off', async () => {
    const body = 'app.MapGet("/a", async () => { await Task.Yield(); return "a"; }); app.MapGet("/b", (string q) => q); app.MapGet("/c", () => "c"); app.MapGet("/d/{id}", (int id) => "d");';
    for (const [properties, expected] of [['', ['AOT2012 (A)', 'AOT2012 (A)']], ['<EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>', []]] as const) {
      await inFolder({
        'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'Lib/Lib.csproj': library(properties), 'Lib/Todos.cs': endpoints(body),
      }, (folder, workspace) => {
        assert.deepEqual(all(workspace, folder, 'A', 'Lib'), expected);
      });
    }
  });

  it('that cannot be built end an application with authorization at start', async () => {
    for (const [services, effect] of [['', /every endpoint of the application fails with 500\.$/], ['builder.Services.AddAuthorization();', /the application ends at start\.$/]] as const) {
      await inFolder({
        'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();').replace('var app', `${services}\nvar app`), 'Lib/Lib.csproj': library(''), 'Lib/Todos.cs': endpoints('app.MapGet("/b", (string q) => q);'),
      }, (folder, workspace) => {
        const messages = diagnosticsOf(workspace.program(path.join(folder, 'A/A.csproj')), undefined).filter(({ id }) => id === 'AOT2012').map(({ message }) => message);
        assert.equal(messages.length, 1);
        assert.match(messages[0] ?? '', effect);
      });
    }
  });

  it('may have parameters in the prefix of a group, where some group has such a one or is not known', async () => {
    const body = 'app.MapGet("/a", (int n) => "a"); app.MapGroup("/lib").MapGet("/b", (string q) => q);';
    const cases = [
      ['app.MapTodos();', ['AOT2012 (A)', 'AOT2012 (A)']], ['app.MapGroup("/{N:int}").MapTodos();', ['AOT2012 (A)']], ['app.MapGroup("").MapTodos();', ['AOT2012 (A)', 'AOT2012 (A)']],
      ['app.MapGroup("/{other}").MapTodos();', ['AOT2012 (A)', 'AOT2012 (A)']], ['app.MapGroup(args[0]).MapTodos();', []],
    ] as const;
    for (const [calls, expected] of cases) {
      await inFolder({
        'A/A.csproj': application('Lib'), 'A/Program.cs': program(calls), 'Lib/Lib.csproj': library(''), 'Lib/Todos.cs': endpoints(body),
      }, (folder, workspace) => {
        assert.deepEqual(all(workspace, folder, 'A', 'Lib'), expected, calls);
      });
    }
  });

  it('are no part of a program that only references the application (its tests)', async () => {
    await inFolder({
      'Tests/Tests.csproj': application('A'), 'Tests/Program.cs': 'var host = WebApplication.CreateSlimBuilder(args).Build();\nhost.MapGet("/t", () => new Lib.Todo(1));\nhost.Run();\n',
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();', 'Todo'), 'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new Todo(1));'),
    }, (folder, workspace) => {
      assert.deepEqual(all(workspace, folder, 'Tests', 'A', 'Lib'), []);
    });
  });

  it('follow edits of the library and of the application as a new program would', async () => {
    await inFolder({
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'B/B.csproj': application('Lib'), 'B/Program.cs': program('app.MapTodos();', 'Todo'),
      'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new Todo(1));', 'public static void MapMore(this IEndpointRouteBuilder app) { app.MapGet("/more", () => new Other(1)); }'), 'Lib/Plain.cs': 'namespace Lib;\npublic class Plain { public int Sum() => 1; }\n',
    }, (folder, workspace) => {
      const [todos, plain, main] = ['Lib/Todos.cs', 'Lib/Plain.cs', 'A/Program.cs'].map((name) => path.join(folder, name)) as [string, string, string];
      const texts = new Map([todos, plain, main].map((file) => [file, workspace.textOf(file) ?? ''] as const));
      const edit = (file: string, from: string, to: string): void => {
        const text = texts.get(file) ?? '';
        assert.ok(text.includes(from), from);
        texts.set(file, text.replace(from, to));
        workspace.setText(file, texts.get(file) ?? '');
      };
      const shown = (): string[] => {
        for (const name of ['A', 'B']) workspace.program(path.join(folder, name, `${name}.csproj`)).complete();
        return [todos, main].flatMap((file) => workspace.analyzeFile(file)).filter(({ id }) => aspNet.test(id)).map(described);
      };
      const fresh = (): string[] => {
        const other = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
        for (const [file, text] of texts) other.setText(file, text);
        for (const name of ['A', 'B']) other.program(path.join(folder, name, `${name}.csproj`)).complete();
        const found = [todos, main].flatMap((file) => other.analyzeFile(file)).filter(({ id }) => aspNet.test(id)).map(described);
        other.dispose();
        return found;
      };
      assert.deepEqual(shown(), ['AOT3001 Lib.Todo (A)']);
      const steps: readonly (readonly [string, string, string, readonly string[]])[] = [
        [todos, 'app.MapGet("/todos", () => new Todo(1));', 'app.MapMore();', ['AOT3001 Lib.Other (A, B)']],
        [plain, '=> 1', '=> 2', ['AOT3001 Lib.Other (A, B)']],
        [main, 'typeof(int)', 'typeof(Other)', ['AOT3001 Lib.Other (B)']],
        [todos, 'app.MapMore();', 'app.MapMore(); app.MapGet("/a", () => Results.Ok(new int[0]));', ['AOT3001 int[] (A, B)', 'AOT3001 Lib.Other (B)']],
        [main, 'app.MapTodos();', '', ['AOT3001 int[] (B)', 'AOT3001 Lib.Other (B)']],
        [main, 'app.Run();', 'app.MapGet("/b", () => new Todo(1));\napp.Run();', ['AOT3001 int[] (B)', 'AOT3001 Lib.Other (B)', 'AOT3001 Lib.Todo']],
        [todos, 'public record Todo(int Id);', 'public record Todo(int Id, string Name);', ['AOT3001 int[] (B)', 'AOT3001 Lib.Other (B)', 'AOT3001 Lib.Todo']],
        [todos, 'namespace Lib;', '#pragma warning disable AOT3001\nnamespace Lib;', ['AOT3001 Lib.Todo']],
      ];
      for (const [file, from, to, expected] of steps) {
        edit(file, from, to);
        assert.deepEqual(shown(), expected, to);
        assert.deepEqual(fresh(), expected, `new: ${to}`);
      }
    });
  });

  it('are fixed in the application, or in the library that has the context', async () => {
    await inFolder({
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new Todo(1)); app.MapGet("/h", () => TypedResults.Ok(new Hidden(1)));'),
    }, (folder, workspace) => {
      const program = workspace.program(path.join(folder, 'A/A.csproj'));
      const fixes = diagnosticsOf(program, undefined).filter(({ id }) => id === 'AOT3001').map((found) => found.fixes?.()[0]);
      assert.deepEqual(fixes.map((fix) => fix?.title), ['Add [JsonSerializable(typeof(Lib.Todo))] to AppJson', undefined]);
      const file = path.join(folder, 'A/Program.cs');
      workspace.setText(file, applyEdits(workspace.textOf(file) ?? '', fixes[0]?.edits ?? []) ?? '');
      assert.deepEqual(all(workspace, folder, 'A'), ['AOT3001 Lib.Hidden (A)']);
    });
    await inFolder({
      'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();').replace('AppJson.Default', 'LibJson.Default'), 'Lib/Lib.csproj': library(), 'Lib/Todos.cs': `${endpoints('app.MapGet("/o", () => TypedResults.Ok(new Other(1))); app.MapGet("/h", () => TypedResults.Ok(new Hidden(1)));')}[JsonSerializable(typeof(int))]\npublic partial class LibJson : JsonSerializerContext;\n`,
    }, (folder, workspace) => {
      const [fix, hidden] = diagnosticsOf(workspace.program(path.join(folder, 'A/A.csproj')), undefined).filter(({ id }) => id === 'AOT3001').map((found) => found.fixes?.()[0]);
      assert.equal(fix?.title, 'Add [JsonSerializable(typeof(Lib.Other))] to LibJson');
      assert.equal(hidden, undefined, 'the property of a public context would be more visible than its type');
      assert.deepEqual(fix.edits.map((edit) => path.basename(edit.file)), ['Todos.cs']);
    });
  });
});

describe('anonymous types of library endpoints', () => {
  const anonymous = 'app.MapGet("/todos/{id}", (int id) => Results.Ok(new { Id = id }));';
  /** The first fix of AOT3001 in the application, and what it makes of the files. */
  async function fixed(files: Readonly<Record<string, string>>): Promise<{ readonly title: string | undefined; readonly program: string; readonly library: string }> {
    let found = { title: undefined as string | undefined, program: '', library: '' };
    await inFolder({ 'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints(anonymous), ...files }, (folder, workspace) => {
      const fix = diagnosticsOf(workspace.program(path.join(folder, 'A/A.csproj')), undefined).find(({ id }) => id === 'AOT3001')?.fixes?.()[0];
      const text = (name: string): string => applyEdits(workspace.textOf(path.join(folder, name)) ?? '', (fix?.edits ?? []).filter((edit) => edit.file === path.join(folder, name))) ?? '';
      found = { title: fix?.title, program: text('A/Program.cs'), library: text('Lib/Todos.cs') };
    });
    return found;
  }

  it('become public records of the library that the application lists', async () => {
    const { title, program: main, library: own } = await fixed({});
    assert.equal(title, 'Declare public record TodosResponse and list it in AppJson');
    assert.match(main, /\[JsonSerializable\(typeof\(TodosResponse\)\)\]\n\[JsonSerializable\(typeof\(int\)\)\]/);
    assert.match(own, /Results\.Ok\(new TodosResponse\(Id: id\)\)/);
    assert.match(own, /\npublic record TodosResponse\(int Id\);\n/);
  });

  it('are listed in a new context where there is none', async () => {
    const { title, program: main } = await fixed({ 'A/Program.cs': 'using Lib;\nvar builder = WebApplication.CreateSlimBuilder(args);\nvar app = builder.Build();\napp.MapTodos();\napp.Run();\n' });
    assert.equal(title, 'Declare public record TodosResponse and list it in a new context');
    assert.match(main, /\[JsonSerializable\(typeof\(TodosResponse\)\)\]/);
  });

  it('become internal records where the application may name those', async () => {
    const { title, library: own } = await fixed({ 'Lib/Access.cs': '[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("A")]\n' });
    assert.equal(title, 'Declare record TodosResponse and list it in AppJson');
    assert.match(own, /\ninternal record TodosResponse\(int Id\);\n/);
  });

  it('become records of the library that has a registered context', async () => {
    const { title, program: main, library: own } = await fixed({ 'A/Program.cs': program('app.MapTodos();').replace('AppJson.Default', 'LibJson.Default'), 'Lib/Todos.cs': `${endpoints(anonymous)}[JsonSerializable(typeof(int))]\npublic partial class LibJson : JsonSerializerContext;\n` });
    assert.equal(title, 'Declare record TodosResponse and list it in LibJson');
    assert.match(own, /\[JsonSerializable\(typeof\(TodosResponse\)\)\]/);
    assert.ok(!main.includes('TodosResponse'));
  });

  it('stay where a record would show an internal type, have no comment though all public types do, or take a name of the application', async () => {
    assert.equal((await fixed({ 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => Results.Ok(new { Item = new Hidden(1) }));') })).title, undefined);
    assert.equal((await fixed({ 'Lib/Lib.csproj': library('<GenerateDocumentationFile>true</GenerateDocumentationFile>') })).title, undefined);
    assert.equal((await fixed({ 'A/More.cs': 'record TodosResponse(int Id);\n' })).title, undefined);
  });

  it('of the application do not go into the context of a library', async () => {
    const { title, program: main } = await fixed({
      'A/Program.cs': 'using Lib;\nvar builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, LibJson.Default));\nvar app = builder.Build();\napp.MapGet("/own", () => Results.Ok(new { A = 1 }));\napp.Run();\n',
      'Lib/Todos.cs': `${endpoints('')}[JsonSerializable(typeof(int))]\npublic partial class LibJson : JsonSerializerContext;\n`,
    });
    assert.equal(title, 'Declare record OwnResponse and list it in a new context');
    assert.match(main, /typeof\(OwnResponse\)/);
  });

  it('that handlers return become public records as well, for applications to list (RDG004)', () => inFolder({
    'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible><EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>'), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new { Id = 1 });'),
  }, (folder, workspace) => {
    const file = path.join(folder, 'Lib/Todos.cs');
    const [fix] = diagnosticsOf(workspace.program(path.join(folder, 'Lib/Lib.csproj')), undefined).find(({ id }) => id === 'RDG004')?.fixes?.() ?? [];
    assert.deepEqual([fix?.title, fix?.applicability], ['Declare public record TodosResponse (for a JsonSerializerContext of the application)', 'unsafe']);
    assert.match(applyEdits(workspace.textOf(file) ?? '', fix?.edits ?? []) ?? '', /new TodosResponse\(Id: 1\)[^]*\npublic record TodosResponse\(int Id\);/);
  }));
});

describe('anonymous results of library endpoints that an application maps (AOT2012)', () => {
  it('become public records that it lists', () => inFolder({
    'A/A.csproj': application('Lib'), 'A/Program.cs': program('app.MapTodos();'), 'Lib/Lib.csproj': library(), 'Lib/Todos.cs': endpoints('app.MapGet("/todos", () => new { Id = 1 });'),
  }, (folder, workspace) => {
    const [fix] = diagnosticsOf(workspace.program(path.join(folder, 'A/A.csproj')), undefined).find(({ id }) => id === 'AOT2012')?.fixes?.() ?? [];
    assert.deepEqual([fix?.title, fix?.applicability], ['Declare public record TodosResponse and list it in AppJson', 'safe']);
    for (const name of ['A/Program.cs', 'Lib/Todos.cs']) {
      const file = path.join(folder, name);
      workspace.setText(file, applyEdits(workspace.textOf(file) ?? '', (fix?.edits ?? []).filter((edit) => edit.file === file)) ?? '');
    }
    assert.deepEqual(all(workspace, folder, 'A'), []);
  }));
});

describe('the request delegate generator of a library', () => {
  /** The fixes that switch it on: of the library's project file and of its endpoints; each once. */
  async function switchedOn(body: string, rest = ''): Promise<readonly (string | undefined)[]> {
    let found: readonly (string | undefined)[] = [];
    await inFolder({ 'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible>'), 'Lib/Todos.cs': endpoints(body, rest) }, (folder, workspace) => {
      const all = diagnosticsOf(workspace.program(path.join(folder, 'Lib/Lib.csproj')), undefined).filter(({ id }) => /^AOT1023|^IL2026|^IL3050/.test(id));
      found = [...new Set(all.flatMap(({ id, fixes }) => fixes?.().filter(({ title }) => title.startsWith('Set Enable')).map(({ title, applicability }) => `${id} ${title} ${applicability}`) ?? []))];
    });
    return found;
  }
  const title = 'Set EnableRequestDelegateGenerator to true';

  it('is switched on where it takes every endpoint', async () => {
    assert.deepEqual(await switchedOn('app.MapGet("/todos", () => new Todo(1));'), [`IL2026 ${title} safe`, `IL3050 ${title} safe`, `AOT1023 ${title} safe`]);
  });

  it('is told of with what it leaves to reflection or reads otherwise, and not at endpoints that it leaves', async () => {
    const note = '(then reports RDG004)';
    assert.deepEqual(await switchedOn('app.MapGet("/todos", () => new { Id = 1 });'), [`AOT1023 ${title} ${note} unsafe`]);
    assert.deepEqual(await switchedOn('app.MapGet("/todos", () => new { Id = 1 }); app.MapGet("/all", () => "");'), [`IL2026 ${title} ${note} unsafe`, `IL3050 ${title} ${note} unsafe`, `AOT1023 ${title} ${note} unsafe`]);
    assert.deepEqual(await switchedOn('app.MapGet("/todos", ([AsParameters] Page page) => "");', 'public record struct Page(int Number = 1);'), [`IL2026 ${title} (then reports AOT2016) unsafe`, `IL3050 ${title} (then reports AOT2016) unsafe`, `AOT1023 ${title} (then reports AOT2016) unsafe`]);
  });

  it('stays off where its code would not compile, or the application would not start', async () => {
    assert.deepEqual(await switchedOn('app.MapGet("/todos", () => new[] { new { Id = 1 } });'), []);
    assert.deepEqual(await switchedOn('app.MapGet("/a", (int size = 1) => ""); app.MapGet("/b", (int size = 2) => "");'), []);
  });
});

describe('a referenced library that is not analysed (AOT1034)', () => {
  it('is told of as its project file stands in the editor', () => inFolder({
    'app/app.csproj': application('lib'), 'app/Program.cs': 'System.Console.WriteLine();\n', 'lib/lib.csproj': library(''), 'lib/Lib.cs': 'namespace Lib;\n',
  }, (folder, workspace) => {
    const [app, lib] = [path.join(folder, 'app/app.csproj'), path.join(folder, 'lib/lib.csproj')];
    const told = (): readonly Diagnostic[] => workspace.program(app).analyzeProject().filter(({ id }) => id === 'AOT1034');
    const [first] = told();
    assert.equal(first?.file, app);
    const fixed = applyEdits(library(''), first.fixes?.()[0]?.edits ?? []) ?? '';
    workspace.setText(lib, fixed);
    assert.deepEqual(told(), []);
    workspace.setText(lib, fixed.replace('<IsAotCompatible>true', '<IsAotCompatible>false'));
    assert.equal(told().length, 1);
    workspace.closeText(lib);
    assert.equal(told().length, 1);
  }));
});
