/** Which fixes of one round are applied together. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Fix, TextEdit } from '../../../server/src/core/diagnostic';
import { mergeFixes } from '../../../server/src/core/text/edit';

const edit = (file: string, start: number, end: number, newText: string): TextEdit => ({ file, span: { start, end }, newText });
const fix = (title: string, ...edits: readonly TextEdit[]): Fix => ({ title, applicability: 'safe', edits });
const titles = (...fixes: readonly Fix[]): readonly string[] => mergeFixes(fixes).applied.map(({ title }) => title);

it('leaves out a fix that declares a type which another one declares in another file', () => {
  const context = 'internal partial class AppJson : JsonSerializerContext\n{\n}\n';
  assert.deepEqual(titles(fix('a', edit('/a.cs', 9, 9, context)), fix('b', edit('/b.cs', 5, 5, context)), fix('c', edit('/c.cs', 1, 1, 'record Item(int Id);'))), ['a', 'c']);
  assert.deepEqual(titles(fix('a', edit('/a.cs', 9, 9, 'record struct Item(int Id);')), fix('b', edit('/b.cs', 5, 5, 'class Item { }'))), ['a']);
});

it('takes fixes that share an edit, not those that meet', () => {
  const using = edit('/a.cs', 0, 0, 'using System.Text.Json;\n');
  assert.deepEqual(titles(fix('a', using, edit('/a.cs', 5, 6, 'x')), fix('b', using, edit('/a.cs', 8, 9, 'y')), fix('c', edit('/a.cs', 5, 7, 'z'))), ['a', 'b']);
});

it('leaves for later what would write an attribute twice', () => {
  const problem = '[JsonSerializable(typeof(ProblemDetails))]\n';
  assert.deepEqual(titles(fix('a', edit('/a.cs', 0, 0, `${problem}[JsonSerializable(typeof(Other))]\n`)), fix('b', edit('/a.cs', 0, 0, problem)), fix('c', edit('/a.cs', 0, 0, '[JsonSerializable(typeof(int))]\n'))), ['a', 'c']);
});

it('leaves for later a second attribute of a kind that a declaration can have once', () => {
  const needs = (kind: string): TextEdit => edit('/a.cs', 3, 3, `[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.${kind})] `);
  assert.deepEqual(titles(fix('a', needs('PublicFields')), fix('b', needs('PublicMethods')), fix('c', needs('PublicFields'))), ['a', 'c']);
  const qualified = edit('/a.cs', 3, 3, '[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.All)]\n');
  assert.deepEqual(titles(fix('a', needs('PublicFields')), fix('b', qualified)), ['a']);
});
