/** What an edit of a declaration leaves behind: nothing keeps the compilations that came before. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRuleSet } from '../../server/src/core/program/analyze';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;

before(() => loadParser(path.join(root, 'dist')));

const project = '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup></Project>';

/** Types of the source as parts of arrays, pointers, function pointers, tuples, constructed types and methods of the framework. */
const service = (member: string): string => `namespace App;
public record Item(int Id);
public struct Point { public int X; }
public unsafe class Service
{
    ${member}
    delegate*<Item, Point*, void> call;
    public Dictionary<string, List<Item[]>> All() => new() { ["a"] = [[new Item(1)]] };
    public (Item, Point?) Pair() => (All().Values.SelectMany(items => items).First().Single(), null);
    public async Task<Item?> Find(IEnumerable<Item> items) { await Task.Yield(); return items.FirstOrDefault(item => item.Id == 1); }
    public string Text() => System.Text.Json.JsonSerializer.Serialize(All());
}
`;

test('compilations from before the declarations changed are collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'memory-')));
  try {
    const file = path.join(folder, 'Service.cs');
    writeFileSync(path.join(folder, 'App.csproj'), project);
    writeFileSync(path.join(folder, 'Program.cs'), 'var app = WebApplication.CreateSlimBuilder(args).Build();\napp.MapGet("/", () => new App.Service().All());\napp.Run();\n');
    writeFileSync(file, service(''));
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    const compilations: WeakRef<object>[] = [];
    for (let i = 0; i < 8; i++) {
      // A declaration, and then a body, whose statements are remembered for the next key.
      for (const body of ['1', '1 + 1']) {
        workspace.setText(file, service(`public int Added${i}() { var items = new List<Item>(); return items.Count + ${body}; }`));
        workspace.analyzeFile(file);
      }
      const program = workspace.programOf(file);
      program.complete();
      assert.ok(program.analyzeFile(file).length > 0);
      compilations.push(new WeakRef(program.semantics));
      await turn(); // what was looked at in this turn lives until its end
    }
    collect();
    await turn();
    collect();
    const alive = compilations.flatMap((compilation, i) => (compilation.deref() ? [i] : []));
    assert.deepEqual(alive, [compilations.length - 1]);
    workspace.dispose();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
