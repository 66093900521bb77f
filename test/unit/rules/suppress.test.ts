/** Pragmas, suppression attributes, NoWarn and configuration files. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { configuredOptions, globalConfigsAround } from '../../../server/src/core/suppression/editorConfig';
import type { Host } from '../../../server/src/core/host';
import type { EvaluatedProject } from '../../../server/src/core/msbuild/projectModel';
import type { EnabledAnalyzers, ProgramContext } from '../../../server/src/core/rules/rule';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import { applySuppressions } from '../../../server/src/core/suppression/suppress';
import { createCompilation } from '../../../server/src/core/symbols/createCompilation';
import { createSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
import { loadParser } from '../../../server/src/node/loadParser';

const root = process.env['PROJECT_ROOT'] ?? '.';

/** Files of a pretended disk. */
function hostOf(files: Readonly<Record<string, string>>): Host {
  const read = (file: string): string | undefined => files[file];
  return { readText: read, stamp: read } as Partial<Host> as Host;
}

function contextOf(files: readonly SourceFile[], disk: Readonly<Record<string, string>>, noWarn: readonly string[], own: Partial<EvaluatedProject> = {}): ProgramContext {
  const analyzerConfigFiles = { named: [], discoversEditorConfigs: true, discoversGlobalConfigs: true };
  const project = { noWarn: new Set(noWarn), analyzerConfigFiles, ...own } as Partial<EvaluatedProject> as EvaluatedProject;
  const compilation = createCompilation({ project: { assemblyName: 'app', langVersion: 'latest', globalUsings: [{ name: 'System.Diagnostics.CodeAnalysis', isStatic: false, alias: undefined }], nullableEnabled: false }, files: [...files, source(library, '/app/lib.cs')], references: [], projectReferences: [] });
  return { project, files, compilation, host: hostOf(disk), analyzers: { others: true } as Partial<EnabledAnalyzers> as EnabledAnalyzers } as Partial<ProgramContext> as ProgramContext;
}

function source(text: string, file = '/app/src/a.cs'): SourceFile {
  return createSourceFile(file, text, { defines: [] }, undefined);
}

/** What the suppressions of the assembly are bound with. */
const library = `namespace System { public class Object {} public class ValueType {} public struct Void {} public struct Int32 {} public struct Boolean {} public class String {} public class Attribute {} }
namespace System.Diagnostics.CodeAnalysis { ${['SuppressMessageAttribute', 'UnconditionalSuppressMessageAttribute'].map((name) => `
public class ${name} : Attribute { public ${name}(string category, string checkId) {} public string Scope { get; set; } public string Target { get; set; } }`).join('')} }`;

/** Ids that stay when `id` is reported on every `X` of the text; with the severity. */
function remaining(text: string, options: { readonly disk?: Readonly<Record<string, string>>; readonly noWarn?: readonly string[]; readonly id?: string; readonly others?: readonly string[]; readonly project?: Partial<EvaluatedProject>; readonly frameworkVersion?: number } = {}): string[] {
  const file = source(text);
  const others = (options.others ?? []).map((other, i) => source(other, `/app/src/other${i}.cs`));
  const found: Diagnostic[] = [...text.matchAll(/\bX\d\b/g)].map((match) => ({
    id: options.id ?? 'IL2026', severity: 'warning', tier: 'live', file: file.path, span: { start: match.index, end: match.index + 2 }, message: match[0],
  }));
  const context = { ...contextOf([file, ...others], options.disk ?? {}, options.noWarn ?? [], options.project), frameworkVersion: options.frameworkVersion ?? 9 };
  const { host, project } = context;
  const configured = configuredOptions(file.path, host, project.analyzerConfigFiles, globalConfigsAround([file.path], host));
  return applySuppressions(found, file, context, () => configured).map((d) => `${d.message} ${d.severity}`);
}

describe('suppression', () => {
  before(() => loadParser(path.join(root, 'dist')));

  it('follows #pragma warning by id, for all, and back', () => {
    const text = `class C { int X1;
#pragma warning disable IL2026, IL3050
int X2;
#pragma warning restore IL2026
int X3;
#pragma warning disable
int X4;
#pragma warning restore
int X5;
#pragma warning disable 2026, CS2026, IL3050
int X6;
#pragma warning disable "IL2026"
int X7;
#pragma warning disable IL3050 IL2026
int X8;
#pragma warning disable ,IL2026 // why
int X9; }`;
    assert.deepEqual(remaining(text), ['X1 warning', 'X3 warning', 'X5 warning', 'X6 warning', 'X7 warning', 'X8 warning']);
  });

  it('lets no #pragma silence what the JSON generator says of a context', () => {
    assert.deepEqual(remaining('#pragma warning disable\nclass C { int X1; }', { id: 'SYSLIB1032' }), ['X1 warning']);
  });

  it('follows attributes on members and types', () => {
    const text = `using System.Diagnostics.CodeAnalysis;
class C {
  [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "x")] int X1;
  [SuppressMessage("Trimming", "IL2026")] void M() { int X2; }
  [SuppressMessage("Trimming", "IL3050")] void N() { int X3; }
  int P { [System.Diagnostics.CodeAnalysis.SuppressMessage("Trimming", "IL2026")] get { int X4; } set { int X5; } }
}
[SuppressMessage("Trimming", "IL2026")] class D { int X6; class E { int X7; } }
class F { int X8; }`;
    assert.deepEqual(remaining(text), ['X3 warning', 'X5 warning', 'X8 warning']);
  });

  it('follows attributes on any part of a partial type or member, in any file', () => {
    const text = `partial class C<T> {
  partial void M(int n) { int X1; }
  partial void M(string n) { int X2; }
  partial int P { get { int X3; } set { int X4; } }
  partial int this[int i] => X5;
  partial C() { int X6; }
  partial event Action E { add { int X7; } remove { } }
  void N() { int X8; }
}
partial class C { int X9; }`;
    const attribute = '[UnconditionalSuppressMessage("Trimming", "IL2026")]';
    const other = `partial class C<T> { ${attribute} partial void M(int n); partial int P { ${attribute} get; set; } partial int this[int i] { ${attribute} get; } ${attribute} partial C(); ${attribute} partial event Action E; }`;
    assert.deepEqual(remaining(text, { others: [other] }), ['X2 warning', 'X4 warning', 'X8 warning', 'X9 warning']);
    assert.deepEqual(remaining(text, { others: [`${attribute} partial class C<T> { }`] }), ['X9 warning']);
    assert.deepEqual(remaining(text, { others: [`${attribute} class C<T> { }`] }).length, 9);
  });

  it('tells overloads apart, and takes the scope of a namespace for none of its types', () => {
    const text = 'namespace N { class C { void A(int i) { X1(); } void A(string s) { X2(); } void A(ref int i) { X3(); } void A() { X4(); } } }';
    const attribute = (scope: string, target: string): string => `[assembly: UnconditionalSuppressMessage("Trimming", "IL2026", Scope = "${scope}", Target = "${target}")]`;
    const left = (...of: readonly number[]): string[] => of.map((n) => `X${n} warning`);
    assert.deepEqual(remaining(text, { others: [attribute('member', 'M:N.C.A(System.Int32)')] }), left(2, 3, 4));
    assert.deepEqual(remaining(text, { others: [attribute('member', 'M:N.C.A(System.Int32@)')] }), left(1, 2, 4));
    assert.deepEqual(remaining(text, { others: [attribute('member', 'M:N.C.A')] }), left(1, 2, 3));
    assert.deepEqual(remaining(text, { others: [attribute('namespace', 'N:N')] }), left(1, 2, 3, 4));
    assert.deepEqual(remaining(text, { others: [attribute('namespaceanddescendants', 'N:N')] }), []);
  });

  it('follows assembly attributes with scope and target, from any file', () => {
    const text = 'namespace N.M { class C<T> { void A() { int X1; } void B() { int X2; } } class D { int X3; } } namespace O { class E { int X4; } }';
    const member = '[assembly: System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2026", Scope = "member", Target = "~M:N.M.C`1.A")]';
    assert.deepEqual(remaining(text, { others: [member] }), ['X2 warning', 'X3 warning', 'X4 warning']);
    const type = member.replace('"member"', '"type"').replace('~M:N.M.C`1.A', '~T:N.M.D');
    assert.deepEqual(remaining(text, { others: [type] }), ['X1 warning', 'X2 warning', 'X4 warning']);
    const names = member.replace('"member"', '"namespaceanddescendants"').replace('~M:N.M.C`1.A', '~N:N');
    assert.deepEqual(remaining(text, { others: [names] }), ['X4 warning']);
    const module = '[module: System.Diagnostics.CodeAnalysis.SuppressMessage("Trimming", "IL2026")]';
    assert.deepEqual(remaining(text, { others: [module] }), []);
  });

  it('knows targets by documentation id: operators, accessors, explicit implementations; and as FxCop wrote them', () => {
    const text = `namespace N { interface I { void H(); } class C : I { public static C operator +(C a, C b) { X1(); } public static implicit operator int(C c) { X2(); }
int P { get { X3(); } set { X4(); } } event System.Action E { add { X5(); } remove { X6(); } } void I.H() { X7(); } ~C() { X8(); } int Q => X9; } }`;
    const cases: readonly (readonly [string, string])[] = [
      ['~M:N.C.op_Addition(N.C,N.C)', 'X1'], ['~M:N.C.op_Implicit(N.C)~System.Int32', 'X2'], ['~M:N.C.op_Implicit(N.C)', 'X2'], ['~M:N.C.get_P', 'X3'], ['~M:N.C.set_P(System.Int32)', 'X4'],
      ['~M:N.C.add_E(System.Action)', 'X5'], ['~M:N.C.N#I#H', 'X7'], ['~M:N.C.Finalize', 'X8'], ['~P:N.C.Q', 'X9'], ['N.C.#Finalize()', 'X8'], ['~P:N.C.P', 'X3 X4'],
    ];
    const all = Array.from({ length: 9 }, (_, i) => `X${i + 1} warning`);
    const attribute = (target: string, rest = 'Scope = "member"'): string => `[assembly: UnconditionalSuppressMessage("Trimming", "IL2026", ${rest}, Target = "${target}")]`;
    for (const [target, gone] of cases) assert.deepEqual(remaining(text, { others: [attribute(target)] }), all.filter((left) => !gone.includes(left.slice(0, 2))), target);
    for (const target of ['~M:N.C.get_Q', '~M:N.C.op_Addition', '~M:N.C.op_Addition(N.C,)', '~M:N.C.H']) assert.deepEqual(remaining(text, { others: [attribute(target)] }), all, target);
    assert.deepEqual(remaining(text, { others: [attribute('X', 'Scope = "module"')] }), all);
  });

  it('reads ids that are constants, by name, or given to an alias of the attribute', () => {
    const text = `using Own = System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute;
class C { const string Id = "IL" + "2026"; [UnconditionalSuppressMessage("c", Id)] void A() { X1(); } [UnconditionalSuppressMessage(checkId: "IL2026", category: "IL3050")] void B() { X2(); } [Own("c", "IL2026")] void D() { X3(); }
[field: UnconditionalSuppressMessage("c", "IL2026")] int P { get; } = X4; void E() { X5(); } }`;
    assert.deepEqual(remaining(text), ['X4 warning', 'X5 warning']);
  });

  it('follows NoWarn', () => {
    assert.deepEqual(remaining('class C { int X1; }', { noWarn: ['IL2026'] }), []);
    assert.deepEqual(remaining('class C { int X1; }', { noWarn: ['IL3050'] }), ['X1 warning']);
  });

  it('makes warnings errors as the compiler options say', () => {
    const text = 'class C { int X1; }';
    const none: readonly string[] = [];
    const built = (all: boolean, ids: readonly string[], except: readonly string[], severity?: string): string[] => {
      const disk: Readonly<Record<string, string>> = severity === undefined ? {} : { '/app/.editorconfig': `[*.cs]\ndotnet_diagnostic.IL2026.severity = ${severity}\n` };
      return remaining(text, { disk, project: { warningsAsErrors: { all, ids: new Set(ids), except: new Set(except) } } });
    };
    assert.deepEqual(built(true, none, none), ['X1 error']);
    assert.deepEqual(built(true, none, none, 'suggestion'), ['X1 info']);
    assert.deepEqual(built(true, none, ['IL2026']), ['X1 warning']);
    assert.deepEqual(built(false, ['IL2026'], none, 'none'), ['X1 error']);
    assert.deepEqual(built(false, none, ['IL2026'], 'error'), ['X1 warning']);
    assert.deepEqual(remaining(text, { id: 'AOT2001', project: { warningsAsErrors: { all: true, ids: new Set(), except: new Set() } } }), ['X1 warning']);
  });

  it('reads GlobalAnalyzerConfigFiles, which .globalconfig outweighs', () => {
    const severity = (value: string): string => `is_global = true\ndotnet_diagnostic.IL2026.severity = ${value}\n`;
    const project = { analyzerConfigFiles: { named: ['/app/rules.globalconfig'], discoversEditorConfigs: true, discoversGlobalConfigs: true } };
    assert.deepEqual(remaining('class C { int X1; }', { disk: { '/app/rules.globalconfig': severity('error') }, project }), ['X1 error']);
    assert.deepEqual(remaining('class C { int X1; }', { disk: { '/app/rules.globalconfig': severity('error'), '/app/.globalconfig': severity('none') }, project }), []);
  });

  it('merges global files by level, and heeds no key that two of one level set', () => {
    const severity = (value: string, level = ''): string => `is_global = true\n${level === '' ? '' : `global_level = ${level}\n`}dotnet_diagnostic.IL2026.severity = ${value}\n`;
    const merged = (...files: readonly string[]): string[] => {
      const named = files.map((_, i) => `/app/${i}.globalconfig`);
      const project = { analyzerConfigFiles: { named, discoversEditorConfigs: true, discoversGlobalConfigs: true } };
      return remaining('class C { int X1; }', { disk: Object.fromEntries(named.map((name, i) => [name, files[i] ?? ''])), project });
    };
    assert.deepEqual(merged(severity('error'), severity('error')), ['X1 warning']);
    assert.deepEqual(merged(severity('error', '2'), severity('none', '1')), ['X1 error']);
    assert.deepEqual(merged(severity('error', '-1'), severity('none')), []);
    assert.deepEqual(merged(severity('error'), severity('none'), severity('suggestion', '1')), ['X1 info']);
    assert.deepEqual(merged('dotnet_diagnostic.IL2026.severity = error\n'), ['X1 warning']);
    assert.deepEqual(remaining('class C { int X1; }', { disk: { '/app/.editorconfig': severity('none') } }), []);
    assert.deepEqual(remaining('class C { int X1; }', { disk: { '/app/.globalconfig': 'is_global = true\n[/app/src/a.cs]\ndotnet_diagnostic.IL2026.severity = error\n' } }), ['X1 error']);
  });

  it('takes generated_code from .editorconfig over the name', () => {
    const disk = (value: string): Readonly<Record<string, string>> => ({ '/app/.editorconfig': `[*.cs]\ngenerated_code = ${value}\n` });
    assert.deepEqual(remaining('class C { int X1; }', { disk: disk('true'), frameworkVersion: 8 }), []);
    assert.deepEqual(remaining('class C { int X1; }', { disk: disk('true'), id: 'SYSLIB1045' }), []);
    assert.deepEqual(remaining('class C { int X1; }', { disk: disk('true') }), ['X1 warning']);
    assert.deepEqual(remaining('// <auto-generated/>\nclass C { int X1; }', { disk: disk('false'), frameworkVersion: 8 }), ['X1 warning']);
    assert.deepEqual(remaining('// <auto-generated/>\nclass C { int X1; }', { disk: disk('auto'), frameworkVersion: 8 }), []);
  });

  it('takes severities from the nearest .editorconfig up to the root', () => {
    const text = 'class C { int X1; }';
    const severity = (value: string): string => `[*.cs]\ndotnet_diagnostic.IL2026.severity = ${value} # why\n`;
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': severity('error') } }), ['X1 error']);
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': severity('none') } }), []);
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': severity('error'), '/app/src/.editorconfig': severity('suggestion') } }), ['X1 info']);
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': severity('error'), '/app/src/.editorconfig': 'root = true\n' } }), ['X1 warning']);
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': '[lib/*.cs]\ndotnet_diagnostic.IL2026.severity = none\n' } }), ['X1 warning']);
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': '[src/**.cs]\ndotnet_diagnostic.IL2026.severity = none\n' } }), []);
  });

  it('takes severities of categories and of .globalconfig, which weighs less', () => {
    const text = 'class C { int X1; }';
    assert.deepEqual(remaining(text, { disk: { '/app/.editorconfig': '[*]\ndotnet_analyzer_diagnostic.category-Trimming.severity = error\n' } }), ['X1 error']);
    assert.deepEqual(remaining(text, { disk: { '/app/.globalconfig': 'is_global = true\ndotnet_diagnostic.IL2026.severity = none\n' } }), []);
    const both = { '/app/.globalconfig': 'dotnet_diagnostic.IL2026.severity = none\n', '/app/.editorconfig': '[*.cs]\ndotnet_diagnostic.IL2026.severity = error\n' };
    assert.deepEqual(remaining(text, { disk: both }), ['X1 error']);
  });

  it('keeps own rules out of generated code', () => {
    const text = '// <auto-generated/>\nclass C { int X1; }';
    assert.deepEqual(remaining(text, { id: 'AOT2001' }), []);
    assert.deepEqual(remaining(text), ['X1 warning']);
  });

  it('keeps the analyzers of .NET 8 out of generated code, its generators in', () => {
    const text = '// <auto-generated/>\nclass C { int X1; }';
    assert.deepEqual(remaining(text, { frameworkVersion: 8 }), []);
    assert.deepEqual(remaining(text, { frameworkVersion: 8, id: 'SYSLIB1030' }), ['X1 warning']);
    assert.deepEqual(remaining('class C { int X1; }', { frameworkVersion: 8 }), ['X1 warning']);
  });
});

describe('section globs', () => {
  const matches = (glob: string, file: string): boolean => {
    const host = hostOf({ '/r/.editorconfig': `[${glob}]\ndotnet_diagnostic.IL2026.severity = error\n` });
    return configuredOptions(file, host, { named: [], discoversEditorConfigs: true, discoversGlobalConfigs: false }, []).severity('IL2026', '') === 'error';
  };
  for (const [glob, file, expected] of [
    ['*.cs', '/r/a/b.cs', true], ['*.{cs,vb}', '/r/b.vb', true], ['*.{cs,vb}', '/r/b.fs', false], ['a/*.cs', '/r/a/b.cs', true], ['a/*.cs', '/r/a/c/b.cs', false],
    ['a/**.cs', '/r/a/c/b.cs', true], ['**/b.cs', '/r/b.cs', false], ['**/b.cs', '/r/a/b.cs', true], ['?.cs', '/r/ab.cs', false], ['[ab].cs', '/r/a.cs', true], ['[!ab].cs', '/r/a.cs', false],
    ['f{1..3}.cs', '/r/f2.cs', true], ['f{1..3}.cs', '/r/f4.cs', false], ['(x).cs', '/r/(x).cs', true], ['[', '/r/a.cs', false],
  ] as const) it(`${glob} and ${file}`, () => { assert.equal(matches(glob, file), expected); });
});
