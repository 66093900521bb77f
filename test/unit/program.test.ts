/** Incremental work of a program: what an edit binds again, and that any history of edits ends where a fresh program starts. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Diagnostic } from '../../server/src/core/diagnostic';
import type { Program } from '../../server/src/core/program/program';
import { rules } from '../../server/src/core/rules/index';
import type { Rule } from '../../server/src/core/rules/rule';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

before(() => loadParser(path.join(root, 'dist')));

const project = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup>
</Project>`;

/** Statements that warn, that warn depending on another file's declarations, and that do not. */
const statements = [
  'System.Text.Json.JsonSerializer.Serialize(this);',
  'Other.Marked();',
  'Other.Plain(1);',
  'var t = typeof(Service).GetMethods();',
  'Type.GetType("x")?.GetMethods();',
  'new List<int>().Where(x => x > 1).ToList();',
];

/** Methods with a gap each for a statement. */
function service(bodies: readonly string[]): string {
  return `namespace App;\npublic class Service\n{\n${bodies.map((body, i) => `    public void M${i}()\n    {\n        ${body}\n    }\n`).join('\n')}}\n`;
}

function other(attribute: string): string {
  return `using System.Diagnostics.CodeAnalysis;\nnamespace App;\npublic static class Other\n{\n    ${attribute}\n    public static void Marked() { }\n    public static int Plain(int x) => x + 1;\n}\n`;
}

const program = `var app = WebApplication.CreateSlimBuilder(args).Build();\napp.MapGet("/x", () => App.Other.Plain(2));\napp.Run();\n`;
const marked = '[RequiresUnreferencedCode("no")]';

function withProject(files: Readonly<Record<string, string>>, action: (folder: string) => void): void {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'program-')));
  try {
    for (const [name, text] of Object.entries({ 'App.csproj': project, ...files })) writeFileSync(path.join(folder, name), text);
    action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A rule that reports nothing and counts the bodies that it is shown, by file name. */
function countingRule(): { readonly rule: Rule; take(): Readonly<Record<string, number>> } {
  let counts: Record<string, number> = {};
  const rule: Rule = {
    metas: [],
    checkBody: ({ body }) => {
      const name = path.basename(body.file);
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
  return { rule, take: () => { const taken = counts; counts = {}; return taken; } };
}

/** Everything that is known once the whole program has been bound. */
function complete(target: Program): Diagnostic[] {
  target.complete();
  return target.files.flatMap((file) => target.analyzeFile(file.path));
}

const plain = (found: readonly Diagnostic[]): unknown => found.map(({ file, span, id, message, severity }) => ({ file: path.basename(file), span, id, message, severity }))
  .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test('an edit that touches no declaration binds one body again, in its own file only', () => {
  withProject({ 'Service.cs': service(statements), 'Other.cs': other(marked), 'Program.cs': program }, (folder) => {
    const counter = countingRule();
    const workspace = new Workspace(host, createRuleSet([...rules, counter.rule]), { assumeAot: false, framework: undefined });
    const file = path.join(folder, 'Service.cs');
    workspace.setText(file, service(statements));
    const target = workspace.programOf(file);
    const first = complete(target);
    assert.deepEqual(counter.take(), { 'Service.cs': statements.length + 1, 'Other.cs': 4, 'Program.cs': 1 });
    assert.ok(first.some((d) => d.id === 'IL2026' && d.file === file));

    for (const typed of ['var a = 1;', 'var ab = 1;', 'Other.', 'Other.Marked();']) {
      workspace.setText(file, service(statements.map((statement, i) => (i === 2 ? typed : statement))));
      workspace.programOf(file).analyzeFile(file);
      assert.deepEqual(counter.take(), { 'Service.cs': 1 }, typed);
    }
    workspace.setText(file, `// moved\n${service(statements.map((statement, i) => (i === 2 ? 'Other.Marked();' : statement)))}`);
    const moved = workspace.programOf(file).analyzeFile(file);
    assert.deepEqual(counter.take(), {}, 'text before the units binds nothing');
    assert.ok(moved.every((d) => d.span.start > '// moved\n'.length));
    complete(target);
    assert.deepEqual(counter.take(), {}, 'the background pass finds nothing to do');
    workspace.dispose();
  });
});

test('a changed declaration binds everything that could see it', () => {
  withProject({ 'Service.cs': service(statements), 'Other.cs': other(''), 'Program.cs': program }, (folder) => {
    const counter = countingRule();
    const workspace = new Workspace(host, createRuleSet([...rules, counter.rule]), { assumeAot: false, framework: undefined });
    const [file, declaring] = [path.join(folder, 'Service.cs'), path.join(folder, 'Other.cs')];
    const target = workspace.programOf(file);
    const before = complete(target).filter((d) => d.file === file).length;
    counter.take();
    workspace.setText(declaring, other(marked));
    const after = complete(target).filter((d) => d.file === file).length;
    assert.equal(after, before + 1);
    assert.equal(counter.take()['Service.cs'], statements.length + 1);
    workspace.dispose();
  });
});

test('the revision is the same while nothing changes that closed files depend on', () => {
  withProject({ 'Service.cs': service(statements), 'Other.cs': other(''), 'Program.cs': program }, (folder) => {
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    const [file, closed] = [path.join(folder, 'Service.cs'), path.join(folder, 'Other.cs')];
    const revisionWith = (text: string): string => {
      workspace.setText(file, text);
      complete(workspace.programOf(file));
      return workspace.programOf(file).revision;
    };
    const first = revisionWith(service(statements));
    const second = revisionWith(service(statements.map((statement, i) => (i === 2 ? 'var a = 1;' : statement))));
    assert.equal(second, first);
    const third = revisionWith(`${service(statements)}public class New { }`);
    assert.notEqual(third, second, 'a declaration');
    writeFileSync(closed, other('').replace('x + 1', 'x + 2'));
    workspace.fileChanged(closed);
    const fourth = revisionWith(`${service(statements)}public class New { }`);
    assert.notEqual(fourth, third, 'the text of a closed file');
    workspace.fileChanged(path.join(folder, '.editorconfig'));
    assert.notEqual(revisionWith(`${service(statements)}public class New { }`), fourth, 'configuration');
    workspace.dispose();
  });
});

/** One edit of one of the two files. */
type Edit = { readonly kind: 'text'; readonly file: number; readonly at: number; readonly remove: number; readonly insert: string } | { readonly kind: 'body'; readonly index: number; readonly statement: string } | { readonly kind: 'marked'; readonly isMarked: boolean };

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), file: fc.nat(2), at: fc.nat(2000), remove: fc.nat(6), insert: fc.constantFrom('', ' ', ';', '}', '{', '(', 'x', '\n', '"', '/*', '#if X\n', 'Other.Marked();') }),
  fc.record({ kind: fc.constant('body' as const), index: fc.nat(statements.length - 1), statement: fc.constantFrom(...statements, '') }),
  fc.record({ kind: fc.constant('marked' as const), isMarked: fc.boolean() }),
);

function applyEdit(texts: string[], bodies: string[], edit: Edit): number {
  if (edit.kind === 'text') {
    const text = texts[edit.file] ?? '';
    const at = edit.at % (text.length + 1);
    texts[edit.file] = text.slice(0, at) + edit.insert + text.slice(at + edit.remove);
    return edit.file;
  }
  if (edit.kind === 'marked') {
    texts[1] = other(edit.isMarked ? marked : '');
    return 1;
  }
  bodies[edit.index] = edit.statement;
  texts[0] = service(bodies);
  return 0;
}

test('after any edits a program reports what a new one would', () => {
  withProject({ 'Service.cs': service(statements), 'Other.cs': other(marked), 'Program.cs': program }, (folder) => {
    const files = ['Service.cs', 'Other.cs', 'Program.cs'].map((name) => path.join(folder, name));
    const ruleSet = createRuleSet(rules);
    const fresh = new Workspace(host, ruleSet, { assumeAot: false, framework: undefined });
    fc.assert(fc.property(fc.array(edits, { minLength: 1, maxLength: 8 }), (history) => {
      const incremental = new Workspace(host, ruleSet, { assumeAot: false, framework: undefined });
      const texts = [service(statements), other(marked), program];
      const bodies = [...statements];
      files.forEach((file, i) => { incremental.setText(file, texts[i] ?? ''); });
      complete(incremental.programOf(files[0] ?? ''));
      history.forEach((edit, step) => {
        const changed = applyEdit(texts, bodies, edit);
        const file = files[changed] ?? '';
        incremental.setText(file, texts[changed] ?? '');
        // Some steps are pulled, some only in the background, some not at all before the next edit.
        if (step % 3 === 0) incremental.programOf(file).analyzeFile(file);
        if (step % 3 === 1) complete(incremental.programOf(file));
      });
      const found = plain(complete(incremental.programOf(files[0] ?? '')));
      fresh.reset();
      files.forEach((file, i) => { fresh.setText(file, texts[i] ?? ''); });
      assert.deepEqual(found, plain(complete(fresh.programOf(files[0] ?? ''))));
      incremental.dispose();
    }), { numRuns: 25, seed: 20261123 });
    fresh.dispose();
  });
});
