/** What publishing says of libraries without analyzers: for which applications, libraries and properties, and whatever is edited. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { diagnosticsOf } from '../../../server/src/cli/check';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { factIdOf } from '../../../server/src/core/diagnostic';
import { mergeApplications } from '../../../server/src/core/merge';
import type { Workspace } from '../../../server/src/core/program/workspace';
import { applyEdits } from '../../../server/src/core/text/edit';
import { inProjects, projectText } from '../../harness/libraryAnalysis';

const referring = (...names: readonly string[]): string => names.map((name) => `<ProjectReference Include="../${name}/${name}.csproj" />`).join('');
const application = (references: readonly string[], properties = '<PublishAot>true</PublishAot>', framework = 'net9.0'): string => projectText('Microsoft.NET.Sdk', framework, `<OutputType>Exe</OutputType>${properties}`, referring(...references));
const library = (properties = '', references: readonly string[] = [], framework = 'net9.0'): string => projectText('Microsoft.NET.Sdk', framework, properties, referring(...references));
const store = `using System.Text.Json;
namespace Lib;
public class Store
{
    public string Save(object o) => JsonSerializer.Serialize(o);
    public string Load(object o) => JsonSerializer.Serialize(o);
    public static int Look(object o) => o.GetType().GetProperties().Length;
}
`;

/** `line id (applications)`, official ids with a star. */
function told(diagnostics: readonly Diagnostic[], texts: (file: string) => string | undefined): string[] {
  return diagnostics.filter(({ id }) => /^(?:IL|AOT5)/.test(id)).map((each) => {
    const line = (texts(each.file) ?? '').slice(0, each.span.start).split('\n').length;
    const applications = / Applications?: ([\w, ]+)\.$/.exec(each.message)?.[1];
    return `${path.basename(each.file)}:${String(line)} ${each.id === factIdOf(each) ? '*' : ''}${factIdOf(each)}${applications === undefined ? '' : ` (${applications})`}`;
  }).sort();
}

function check(workspace: Workspace, folder: string, ...projects: readonly string[]): string[] {
  const found = mergeApplications(projects.flatMap((name) => diagnosticsOf(workspace.program(path.join(folder, name, `${name}.csproj`)), undefined)));
  return told(found, (file) => workspace.textOf(file));
}

describe('libraries without analyzers', () => {
  it('are told what publishing reports in them, once for all applications', () => inProjects({
    'A/A.csproj': application(['Lib']), 'A/Program.cs': 'new Lib.Store().Save(args);', 'B/B.csproj': application(['Lib']), 'B/Program.cs': 'new Lib.Store().Save(args); Lib.Store.Look(args);',
    'C/C.csproj': application(['Lib'], ''), 'C/Program.cs': 'new Lib.Store().Load(args);', 'Lib/Lib.csproj': library(), 'Lib/Store.cs': store,
  }, (folder, workspace) => {
    const expected = ['Store.cs:5 IL2026 (A, B)', 'Store.cs:5 IL3050 (A, B)', 'Store.cs:7 IL2075 (B)'];
    assert.deepEqual(check(workspace, folder, 'C'), []);
    assert.deepEqual(check(workspace, folder, 'C', 'A', 'B', 'Lib'), expected);
    assert.deepEqual(check(workspace, folder, 'Lib'), []);
    const file = path.join(folder, 'Lib/Store.cs');
    workspace.setText(file, store);
    assert.deepEqual(told(workspace.analyzeFile(file), () => store), expected);
  }));

  for (const [properties, expected] of [
    ['<IsTrimmable>true</IsTrimmable>', ['Store.cs:5 IL3050 (A)']],
    ['<IsAotCompatible>true</IsAotCompatible>', []],
    ['<EnableTrimAnalyzer>true</EnableTrimAnalyzer><EnableAotAnalyzer>true</EnableAotAnalyzer><EnableSingleFileAnalyzer>true</EnableSingleFileAnalyzer>', []],
    ['<IsAotCompatible>true</IsAotCompatible><EnableTrimAnalyzer>false</EnableTrimAnalyzer>', ['Store.cs:5 IL2026 (A)', 'Store.cs:7 IL2075 (A)']],
    ['<NoWarn>IL2026;AOT5001</NoWarn>', ['Store.cs:5 IL3050 (A)', 'Store.cs:7 IL2075 (A)']],
    ['<NoWarn>AOT5002</NoWarn>', []],
  ] as const) {
    it(`${properties}: only of analyzers that are off, and of ids that are not suppressed`, () => inProjects({
      'A/A.csproj': application(['Lib']), 'A/Program.cs': 'new Lib.Store().Save(args); Lib.Store.Look(args);', 'Lib/Lib.csproj': library(properties), 'Lib/Store.cs': store,
    }, (folder, workspace) => { assert.deepEqual(check(workspace, folder, 'A'), expected); }));
  }

  for (const [properties, expected] of [
    ['<PublishTrimmed>true</PublishTrimmed>', []],
    ['<PublishAot>true</PublishAot><SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>', ['Store.cs:5 IL3050 (A)']],
    ['<PublishAot>true</PublishAot><NoWarn>IL3050</NoWarn>', ['Store.cs:5 IL2026 (A)', 'Store.cs:7 IL2075 (A)']],
  ] as const) {
    it(`of an application with ${properties}`, () => inProjects({
      'A/A.csproj': application(['Lib'], properties), 'A/Program.cs': 'new Lib.Store().Save(args); Lib.Store.Look(args);', 'Lib/Lib.csproj': library(), 'Lib/Store.cs': store,
    }, (folder, workspace) => { assert.deepEqual(check(workspace, folder, 'A'), expected); }));
  }

  it('for .NET 8 with their analyzers on: what these do not see', () => inProjects({
    'A/A.csproj': application(['Lib'], undefined, 'net8.0'), 'A/Program.cs': 'new Lib.Store().Save(args); Lib.Store.Look(args);', 'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible>', [], 'net8.0'), 'Lib/Store.cs': store,
  }, (folder, workspace) => {
    assert.deepEqual(check(workspace, folder, 'A'), ['Store.cs:7 IL2075 (A)']);
  }));

  it('for .NET 8 that set PublishAot themselves have AOT5001 instead', () => inProjects({
    'A/A.csproj': application(['Lib'], undefined, 'net8.0'), 'A/Program.cs': 'Lib.Store.Look(args);', 'Lib/Lib.csproj': library('<PublishAot>true</PublishAot>', [], 'net8.0'), 'Lib/Store.cs': store,
  }, (folder, workspace) => {
    assert.deepEqual(check(workspace, folder, 'A', 'Lib'), ['Store.cs:5 *IL2026', 'Store.cs:5 *IL3050', 'Store.cs:6 *IL2026', 'Store.cs:6 *IL3050', 'Store.cs:7 IL2075']);
    assert.deepEqual(workspace.program(path.join(folder, 'A/A.csproj')).libraryFiles, []);
  }));

  it('count what leads to them through libraries that are analysed, and back', () => inProjects({
    'A/A.csproj': application(['Front']), 'A/Program.cs': 'Front.Runner.Run(new Front.Plugin());',
    'Front/Front.csproj': library('<IsAotCompatible>true</IsAotCompatible>', ['Lib']),
    'Front/Front.cs': 'namespace Front;\npublic class Plugin : Lib.IPlugin { public void Go() => new Lib.Store().Save(this); public void Stop() => new Lib.Store().Load(this); }\npublic static class Runner { public static void Run(Lib.IPlugin plugin) => plugin.Go(); }',
    'Lib/Lib.csproj': library(), 'Lib/Store.cs': `${store}public interface IPlugin { void Go(); void Stop(); }\n`,
  }, (folder, workspace) => {
    assert.deepEqual(check(workspace, folder, 'A'), ['Store.cs:5 IL2026 (A)', 'Store.cs:5 IL3050 (A)']);
  }));

  it('offer the official fixes, and to switch the analyzers on', () => inProjects({
    'A/A.csproj': application(['Lib']), 'A/Program.cs': 'Lib.Orders.Save(new(1));', 'Lib/Lib.csproj': library(),
    'Lib/Orders.cs': 'using System.Text.Json;\nusing System.Text.Json.Serialization;\nnamespace Lib;\npublic record Order(int Id);\n[JsonSerializable(typeof(Order))] public partial class OrdersJson : JsonSerializerContext;\npublic static class Orders { public static string Save(Order order) => JsonSerializer.Serialize(order); }\n',
  }, (folder, workspace) => {
    const program = workspace.program(path.join(folder, 'A/A.csproj'));
    const found = diagnosticsOf(program, undefined).find(({ id }) => id === 'AOT5002');
    const fixes = found?.fixes?.() ?? [];
    assert.ok(fixes.some(({ title }) => title === 'Set IsAotCompatible in Lib'));
    const typed = fixes.find(({ edits }) => edits.some(({ newText }) => newText.includes('OrdersJson.Default.Order')));
    assert.ok(typed, fixes.map(({ title }) => title).join());
    const file = path.join(folder, 'Lib/Orders.cs');
    workspace.setText(file, applyEdits(workspace.textOf(file) ?? '', typed.edits.filter((edit) => edit.file === file)) ?? '');
    assert.deepEqual(check(workspace, folder, 'A'), []);
  }));

  it('of other applications cost nothing: their files are not even bound', () => inProjects({
    'A/A.csproj': application(['Lib']), 'A/Program.cs': 'new Lib.Store().Save(args);', 'Lib/Lib.csproj': library('<IsAotCompatible>true</IsAotCompatible>'), 'Lib/Store.cs': store,
    'B/B.csproj': application(['Other'], ''), 'B/Program.cs': 'new Lib.Store().Save(args);', 'Other/Other.csproj': library(), 'Other/Store.cs': store,
    'C/C.csproj': application(['Third']), 'C/Program.cs': 'new Lib.Store().Save(args);', 'Third/Third.csproj': library(), 'Third/Store.cs': store,
  }, (folder, workspace) => {
    const files = (name: string): readonly string[] => workspace.program(path.join(folder, name, `${name}.csproj`)).libraryFiles.map((file) => path.relative(folder, file));
    assert.deepEqual([files('A'), files('B'), files('C')], [[], [], [path.join('Third', 'Store.cs')]]);
  }));
});

describe('an edit', () => {
  const projects = {
    'A/A.csproj': application(['Lib']), 'A/Program.cs': 'using Lib;\nvar store = new Store();\nstore.Save(args);\n',
    'B/B.csproj': application(['Lib'], ''), 'B/Program.cs': 'new Lib.Store().Load(args);',
    'Lib/Lib.csproj': library(), 'Lib/Store.cs': store, 'Lib/More.cs': 'namespace Lib;\npublic static class More\n{\n    public static int Go(Store s) { return s.Load(1).Length; }\n    public static int Idle() { return 1; }\n}\n',
  };

  it('leaves what a new program would report', () => inProjects(projects, (folder, workspace, another) => {
    const [app, lib, more] = ['A/Program.cs', 'Lib/Store.cs', 'Lib/More.cs'].map((name) => path.join(folder, name)) as [string, string, string];
    check(workspace, folder, 'B', 'A', 'Lib');
    const edits: readonly (readonly [string, string, string])[] = [
      [app, 'store.Save(args);', 'store.Save(args); Store.Look(args);'], [app, 'store.Save(args);', ''], [app, 'var store', 'More.Go(new()); var store'],
      [more, 's.Load(1)', 's.Save(1)'], [more, 'return 1;', 'return Store.Look(1);'], [app, 'More.Go(new());', 'More.Idle();'],
      [lib, 'JsonSerializer.Serialize(o)', '"" + JsonSerializer.Serialize(o)'], [lib, 'o.GetType()', 'typeof(string)'], [lib, 'typeof(string)', 'o.GetType()'],
      [lib, 'public static int Look(object o)', 'public static long Look(object o)'], [app, 'More.Idle();', 'if (System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported) More.Idle();'],
    ];
    for (const [file, from, to] of edits) {
      const text = workspace.textOf(file) ?? '';
      assert.ok(text.includes(from), from);
      workspace.setText(file, text.replace(from, to));
      const fresh = another();
      for (const each of [app, lib, more]) fresh.setText(each, workspace.textOf(each) ?? '');
      assert.deepEqual(check(workspace, folder, 'A', 'B'), check(fresh, folder, 'A', 'B'), `${from} -> ${to}`);
    }
  }));

  it('in a body that leads nowhere else draws no conclusion again', () => inProjects(projects, (folder, workspace) => {
    const program = workspace.program(path.join(folder, 'A/A.csproj'));
    const more = path.join(folder, 'Lib/More.cs');
    workspace.setText(more, workspace.textOf(more) ?? '');
    program.complete();
    const before = program.revision;
    workspace.setText(more, (workspace.textOf(more) ?? '').replace('return 1;', 'return 12;'));
    program.complete();
    assert.equal(program.revision, before);
    workspace.setText(more, (workspace.textOf(more) ?? '').replace('return 12;', 'return Store.Look(1);'));
    program.complete();
    assert.notEqual(program.revision, before);
  }));
});
