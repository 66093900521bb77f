/** References with aliases: their types are seen behind `alias::`, and without it only where `global` is among the aliases. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { createRuleSet } from '../../server/src/core/program/analyze';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: silent } });

before(() => loadParser(path.join(root, 'dist')));

const properties = '<PropertyGroup><TargetFramework>net9.0</TargetFramework><PublishAot>true</PublishAot></PropertyGroup>';

/** A library whose members tell its name when they are called. */
function library(name: string): string {
  const marked = `[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("${name}")]`;
  return `namespace Shared { public static class Things { ${marked} public static void Call() {} ${marked} public static void Extend(this string s) {} } public class Box<T> { public class Inner { ${marked} public Inner() {} } } }
namespace Only.${name} { public class Deep { ${marked} public static void Call() {} } }
public class Rootless { ${marked} public static void Call() {} }`;
}

/** Which library each reported line of the application calls. */
function calls(references: string, source: string): readonly string[] {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'aliases-')));
  const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
  try {
    for (const name of ['New', 'Old']) {
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, `${name}.csproj`), `<Project Sdk="Microsoft.NET.Sdk">${properties}</Project>`);
      writeFileSync(path.join(folder, name, 'Library.cs'), library(name));
    }
    const file = path.join(folder, 'App', 'Use.cs');
    mkdirSync(path.dirname(file));
    writeFileSync(path.join(folder, 'App', 'App.csproj'), `<Project Sdk="Microsoft.NET.Sdk">${properties}<ItemGroup>${references}</ItemGroup></Project>`);
    writeFileSync(file, source);
    const program = workspace.programOf(file);
    return program.analyzeFile(file).filter((d) => d.id === 'IL2026').map((d) => `${source.slice(0, d.span.start).split('\n').length}: ${/(New|Old)\./.exec(d.message)?.[1] ?? d.message}`);
  } finally {
    workspace.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

const both = '<ProjectReference Include="../New/New.csproj" Aliases="fresh, other" /><ProjectReference Include="../Old/Old.csproj"><Aliases>global;old</Aliases></ProjectReference>';

test('types, extension methods and namespaces behind an alias', () => {
  assert.deepEqual(calls(both, `extern alias fresh;
extern alias old;
using fresh::Only.New;
using N = fresh::Shared;
using Inner = fresh::Shared.Box<int>.Inner;
class Use
{
    void M()
    {
        fresh::Shared.Things.Call();
        old::Shared.Things.Call();
        global::Shared.Things.Call();
        Shared.Things.Call();
        Deep.Call();
        N.Things.Call();
        new Inner();
        new fresh::Shared.Box<int>.Inner();
        fresh::Rootless.Call();
        Rootless.Call();
        global::Only.New.Deep.Call();
    }
}`), ['10: New', '11: Old', '12: Old', '13: Old', '14: New', '15: New', '16: New', '17: New', '18: New', '19: Old']);
});

test('an alias inside of a namespace, and extension methods of what its usings bring', () => {
  assert.deepEqual(calls(both, `namespace A
{
    extern alias other;
    using other::Shared;
    class Use { void M() => "".Extend(); }
}
namespace B
{
    using Shared;
    class Use { void M() => "".Extend(); }
}`), ['5: New', '10: Old']);
});

test('without aliases in the project file an extern alias means all references', () => {
  assert.deepEqual(calls('<ProjectReference Include="../New/New.csproj" />', `extern alias fromTarget;
using fromTarget::Only.New;
class Use { void M() => Deep.Call(); }`), ['3: New']);
});
