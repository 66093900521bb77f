import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Pattern { readonly begin?: string; readonly match?: string; readonly include?: string; readonly patterns?: readonly Pattern[] }
interface Grammar { readonly scopeName: string; readonly patterns: readonly Pattern[]; readonly repository: Readonly<Record<string, Pattern>> }
const root = process.env.PROJECT_ROOT ?? '';
const grammar = JSON.parse(readFileSync(path.join(root, 'syntaxes/publish-output.tmLanguage.json'), 'utf8')) as Grammar;

function firstMatch(line: string): { readonly name: string; readonly groups: readonly (string | undefined)[] } | undefined {
  for (const { include } of grammar.patterns) {
    const name = include?.slice(1) ?? '';
    const pattern = grammar.repository[name];
    const match = new RegExp(pattern?.begin ?? pattern?.match ?? '(?!)').exec(line);
    if (match) return { name, groups: match.slice(1) };
  }
  return undefined;
}

test('paths, positions, kinds of analysis, severities and ids are told apart', () => {
  assert.deepEqual(firstMatch('/a b/P.cs(12,5): warning IL2026: text'), { name: 'located', groups: ['/a b/P.cs', '12,5', undefined, undefined, 'warning', 'IL2026'] });
  assert.deepEqual(firstMatch('C:\\a\\P.cs(12): Trim analysis warning IL2026: M(): t')?.groups, ['C:\\a\\P.cs', '12', 'Trim analysis', undefined, 'warning', 'IL2026']);
  assert.equal(firstMatch('  App -> /a/b/')?.name, 'arrow');
  assert.equal(firstMatch('> dotnet publish')?.name, 'command');
  assert.equal(firstMatch('/usr/bin/ld.bfd: cannot find -lz')?.name, 'linker');
  assert.equal(firstMatch('  Generating native code'), undefined);
});

test('lines of ILC', () => {
  assert.deepEqual(firstMatch('ILC : AOT analysis warning IL3050: N.T.M(): x')?.groups.slice(-2), ['warning', 'IL3050']);
});

test('every include exists and the manifest names this scope', () => {
  const includes = JSON.stringify(grammar).matchAll(/"include":"#(\w+)"/g);
  for (const [, name] of includes) assert.ok(name !== undefined && name in grammar.repository, name);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly contributes: { readonly grammars: readonly { readonly scopeName: string }[] } };
  assert.equal(manifest.contributes.grammars[0]?.scopeName, grammar.scopeName);
});
