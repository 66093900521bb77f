/** Closed files are parsed when something of them is asked for: results are those of a program that parsed them all. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { createRuleSet } from '../../server/src/core/program/analyze';
import type { Program } from '../../server/src/core/program/program';
import { rules } from '../../server/src/core/rules/index';
import { Workspace } from '../../server/src/core/program/workspace';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';

const root = process.env['PROJECT_ROOT'] ?? '.';
const silent = (): void => undefined;
const host = createNodeHost({ bundleFolder: path.join(root, 'dist'), log: { debug: silent, info: silent, warn: silent, error: (message) => { throw new Error(message); } } });

before(() => loadParser(path.join(root, 'dist')));

const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net9.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup>
</Project>`;

const marked = '[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("no")]';
const open = 'namespace App;\nclass Service : Base\n{\n    void M()\n    {\n        Hidden.Call();\n        "".Extend();\n        Inherited();\n        new Parts();\n    }\n}\n';
const files = {
  'A.cs': `namespace App;\npartial class Parts\n{\n    ${marked}\n    public Parts() { }\n}\n`,
  'B.cs': `namespace App;\nclass Base\n{\n    ${marked}\n    protected void Inherited() { }\n}\n`,
  'C.cs': `namespace App\n{\n    static class Extensions\n    {\n        ${marked}\n        public static void Extend(this string text) { }\n    }\n}\n`,
  'D.cs': 'namespace App;\npartial class Parts { }\n',
  'Unrelated.cs': 'namespace App.Far;\nclass Unrelated { }\n',
};
const hidden = `namespace App;\nstatic class Hidden\n{\n    ${marked}\n    public static void Call() { }\n}\n`;

function withProject(texts: Readonly<Record<string, string>>, action: (open: Program, file: string, fresh: () => Program) => void): void {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'closed-')));
  const workspaces: Workspace[] = [];
  const programFor = (file: string): Program => {
    const workspace = new Workspace(host, createRuleSet(rules), { assumeAot: false, framework: undefined });
    workspaces.push(workspace);
    workspace.setText(file, open);
    return workspace.programOf(file);
  };
  try {
    for (const [name, text] of Object.entries({ 'App.csproj': project, 'Service.cs': open, ...texts })) writeFileSync(path.join(folder, name), text);
    const file = path.join(folder, 'Service.cs');
    action(programFor(file), file, () => programFor(file));
  } finally {
    for (const workspace of workspaces) workspace.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

const unparsed = (program: Program): readonly string[] => program.files.filter((file) => file.outline !== undefined).map((file) => path.basename(file.path));
const plain = (program: Program, file: string): unknown => program.analyzeFile(file).map(({ id, span, message }) => ({ id, span, message }));

test('what a file does not name is not parsed for it', () => {
  withProject({ ...files, 'Hidden.cs': hidden }, (program, file) => {
    assert.equal(program.analyzeFile(file).filter((d) => d.id === 'IL2026').length, 4);
    assert.deepEqual(unparsed(program), ['Unrelated.cs']);
  });
});

test('first results are those of a program that has parsed everything', () => {
  withProject({ ...files, 'Hidden.cs': hidden }, (program, file, fresh) => {
    const first = plain(program, file);
    const parsed = fresh();
    parsed.complete();
    assert.deepEqual(unparsed(parsed), []);
    assert.deepEqual(first, plain(parsed, file));
  });
});

test('a declaration that the scan did not see is taken over once its file is parsed', () => {
  const unseen = { 'Directive.cs': hidden.replace('class Hidden', 'class\n#if true\nHidden\n#endif\n'), 'Global.cs': '#if true\nglobal/**/using static App.Far.Unrelated;\n#endif\nnamespace App.Odd;\nclass Odd { }\n' };
  withProject({ ...files, ...unseen }, (program, file, fresh) => {
    assert.equal(program.analyzeFile(file).filter((d) => d.id === 'IL2026').length, 3);
    for (const step of program.backgroundWork()) assert.ok(step.done <= step.total);
    assert.equal(program.isComplete, true);
    assert.equal(program.analyzeFile(file).filter((d) => d.id === 'IL2026').length, 4);
    const parsed = fresh();
    parsed.complete();
    assert.deepEqual(plain(program, file), plain(parsed, file));
  });
});

test('parts of a type keep the order of the files, whichever is parsed first', () => {
  withProject({ ...files, 'Hidden.cs': hidden }, (program, file) => {
    program.semantics.sourceAssembly.declareFile(program.files.find((f) => f.path.endsWith('D.cs')) ?? assert.fail());
    program.analyzeFile(file);
    const [type] = program.semantics.typesNamed('App', 'Parts');
    assert.equal(path.basename(type?.location?.file ?? ''), 'A.cs');
  });
});

test('an extension method is found in a part that leaves it to another to say static', () => {
  const parts = { 'C.cs': files['C.cs'].replace('static class', 'partial class'), 'E.cs': 'namespace App;\nstatic partial class Extensions { }\n' };
  withProject({ ...files, ...parts, 'Hidden.cs': hidden }, (program, file) => {
    assert.equal(program.analyzeFile(file).filter((d) => d.id === 'IL2026').length, 4);
  });
});
