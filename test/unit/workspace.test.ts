/** Whatever happens to files on the disk and in the editor, a workspace reports what a new one would, and its programs' revisions tell when. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import type { Host } from '../../server/src/core/host';
import type { Program } from '../../server/src/core/program/program';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const outside = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

before(() => loadParser(path.join(root, 'dist')));

const api = (more: string): string => `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup>
<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup>${more}</Project>`;
const lib = (more: string): string => `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework>${more}</PropertyGroup></Project>`;
const app = (builder: string, more: string): string => `var builder = WebApplication.${builder}(args);\nvar app = builder.Build();\napp.MapGet("/", () => new Item("a"));\n${more}\napp.Run();\npublic record Item(string Name);\n`;
const library = (attribute: string): string => `using System.Diagnostics.CodeAnalysis;\npublic static class Tools\n{\n    ${attribute} public static void Call() { }\n}\n`;
const context = '[System.Text.Json.Serialization.JsonSerializable(typeof(Item))] internal partial class Context : System.Text.Json.Serialization.JsonSerializerContext { }\n';
const properties = (text: string): string => `<Project><PropertyGroup>${text}</PropertyGroup></Project>`;
const script = (directives: string): string => `${directives}using System.Text.Json;\nConsole.WriteLine(JsonSerializer.Serialize(args));\n`;
const https = '{ "Kestrel": { "Endpoints": { "Https": { "Url": "https://localhost:5001" } } } }';

/** What each file may hold; undefined: there is none. The first is how it begins. */
const texts: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '/w/api/Api.csproj': [api(''), api('<Import Project="../shared/*.props" />'), api('<ItemGroup><Compile Remove="Extra.cs" /></ItemGroup>'), undefined],
  '/w/api/Program.cs': [app('CreateSlimBuilder', ''), app('CreateBuilder', 'Tools.Call();'), app('CreateSlimBuilder', '#if EXTRA\nTools.Call();\n#endif'), app('CreateSlimBuilder', 'Tools.'), undefined],
  '/w/api/Extra.cs': [undefined, context, `${context}public static class Tools { public static void Call() { } }\n`, 'class Second { static void Run(string[] args) => WebApplication.CreateSlimBuilder(args).Build().Run(); }\n'],
  '/w/api/appsettings.json': [undefined, https, '{}'],
  '/w/api/Properties/launchSettings.json': [undefined, '{ "profiles": { "a": { "commandName": "Project", "applicationUrl": "https://localhost:1" } } }'],
  '/w/api/runtimeconfig.template.json': [undefined, '{}'],
  '/w/api/.globalconfig': [undefined, 'is_global = true\ndotnet_diagnostic.IL3050.severity = error\n'],
  '/w/lib/Lib.csproj': [lib(''), lib('<IsAotCompatible>true</IsAotCompatible>'), undefined],
  '/w/lib/Tools.cs': [library('[RequiresUnreferencedCode("no")]'), library('[RequiresDynamicCode("no")]'), library(''), undefined],
  '/w/lib/Odd.cs': [undefined, 'public static class\n#if true\nOdd\n#endif\n{\n    public static void MapOdd(this IEndpointRouteBuilder app) { app.MapGet("/odd", () => 1); }\n}\n'], // the scan of closed files does not see it
  '/w/shared/a.props': [undefined, properties('<DefineConstants>$(DefineConstants);EXTRA</DefineConstants>')],
  '/w/Directory.Build.props': [undefined, properties('<NoWarn>$(NoWarn);IL2026</NoWarn>'), properties('<JsonSerializerIsReflectionEnabledByDefault>true</JsonSerializerIsReflectionEnabledByDefault>')],
  '/w/.editorconfig': [undefined, '[*.cs]\ndotnet_diagnostic.IL2026.severity = none\n', '[*.cs]\ndotnet_diagnostic.IL2026.severity = error\n'],
  '/w/scripts/hello.cs': [script('#:property PublishAot=true\n'), script('#:property PublishAot=false\n'), script('#:sdk Microsoft.NET.Sdk.Web\n'), script('')],
};
const paths = Object.keys(texts);

/** The files under /w are in memory, all others those of the machine. */
class Disk {
  readonly files = new Map<string, { readonly text: string; readonly stamp: string }>();
  private writes = 0;

  set(file: string, text: string | undefined): void {
    if (text === undefined) this.files.delete(file);
    else this.files.set(file, { text, stamp: String(++this.writes) });
  }

  host(): Host {
    const isOurs = (file: string): boolean => file.startsWith('/w/') || file === '/w';
    return Object.assign(Object.create(outside) as Host, {
      readText: (file: string) => (isOurs(file) ? this.files.get(file)?.text : outside.readText(file)),
      stamp: (file: string) => (isOurs(file) ? this.files.get(file)?.stamp : outside.stamp(file)),
      readDirectory: (folder: string) => {
        if (!isOurs(folder)) return outside.readDirectory(folder);
        const below = [...this.files.keys()].filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1).split('/'));
        return [...new Map(below.map((parts) => [parts[0] ?? '', parts.length > 1])).entries()].map(([name, isDirectory]) => ({ name, isDirectory }));
      },
    } satisfies Partial<Host>);
  }
}

const created = (disk: Disk): Workspace => new Workspace(disk.host(), createRuleSet(rules), { assumeAot: false, framework: undefined });
const plain = (found: readonly Diagnostic[]): readonly string[] => found.map((d) => `${d.file} ${d.span.start}-${d.span.end} ${d.severity} ${d.id} ${d.message}`).sort();

/** What is known of every file once everything is bound, by the program that tells it. */
function everything(workspace: Workspace, disk: Disk): { readonly all: readonly string[]; readonly byProgram: ReadonlyMap<Program, readonly string[]> } {
  const byProgram = new Map<Program, readonly string[]>();
  const sources = [...new Set([...disk.files.keys(), ...workspace.openFiles])].filter((file) => file.endsWith('.cs')).sort();
  for (const program of new Set([...sources.map((file) => workspace.programOf(file)), ...['/w/api/Api.csproj', '/w/lib/Lib.csproj'].filter((file) => disk.files.has(file)).map((file) => workspace.program(file))])) {
    program.complete();
    assert.ok(program.isComplete, program.project.path);
    byProgram.set(program, []);
  }
  for (const program of byProgram.keys()) {
    const files = sources.filter((file) => workspace.programOf(file) === program);
    byProgram.set(program, plain([...program.analyzeProject(), ...files.flatMap((file) => workspace.analyzeFile(file))]));
  }
  return { all: [...byProgram.values()].flat().sort(), byProgram };
}

const step = fc.record({ file: fc.constantFrom(...paths), text: fc.nat(4), how: fc.constantFrom('disk', 'disk', 'editor', 'close') });

test('property: any history of changes ends where a new workspace starts', () => {
  const disk = new Disk();
  const fresh = created(disk);
  fc.assert(fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), (history) => {
    disk.files.clear();
    for (const file of paths) disk.set(file, texts[file]?.[0]);
    const workspace = created(disk);
    everything(workspace, disk);
    let told = new Map<Program, { readonly state: string; readonly found: readonly string[] }>();
    for (const steps of history) {
      for (const { file, text, how } of steps) {
        const choices = texts[file] ?? [];
        const choice = choices[text % choices.length];
        if (how === 'disk') { disk.set(file, choice); workspace.fileChanged(file); }
        else if (how === 'editor' && choice !== undefined && (file.endsWith('.cs') || disk.files.has(file))) workspace.setText(file, choice);
        else if (workspace.isOpen(file)) workspace.closeText(file);
        if (workspace.isOpen(file) && file.endsWith('.cs')) workspace.analyzeFile(file); // as an editor asks, before the rest is bound
      }
      const { all, byProgram } = everything(workspace, disk);
      fresh.dispose();
      for (const file of workspace.openFiles) fresh.setText(file, workspace.textOf(file) ?? '');
      assert.deepEqual(all, everything(fresh, disk).all);
      // What was told of closed files is told again only where the revision is another.
      const isClosed = (line: string): boolean => !workspace.openFiles.some((file) => line.startsWith(`${file} `));
      const now = new Map([...byProgram].map(([program, found]) => [program, { state: [program.revision, ...workspace.openFiles].join(' '), found: found.filter(isClosed) }] as const));
      for (const [program, { state, found }] of now) {
        const last = told.get(program);
        if (last?.state === state) assert.deepEqual(found, last.found);
      }
      told = now;
    }
    workspace.dispose();
  }), { numRuns: 50, seed: 20261127 });
});

test('conclusions do not depend on which file was bound first', () => {
  const disk = new Disk();
  for (const [file, text] of [['/w/lib/Lib.csproj', lib('')], ['/w/api/Api.csproj', api('')], ['/w/api/appsettings.json', https], ['/w/api/A.cs', app('CreateSlimBuilder', '')], ['/w/api/B.cs', app('CreateSlimBuilder', '')]] as const) disk.set(file, text);
  const found = ['/w/api/A.cs', '/w/api/B.cs'].map((first) => {
    const workspace = created(disk);
    workspace.setText(first, workspace.textOf(first) ?? '');
    workspace.analyzeFile(first);
    const { all } = everything(workspace, disk);
    workspace.dispose();
    return all.filter((line) => line.includes('AOT2003'));
  });
  assert.equal(found[0]?.length, 1);
  assert.deepEqual(found[0], found[1]);
});
