/** The invariants of ARCHITECTURE.md that source text can show. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = process.env['PROJECT_ROOT'] ?? '.';

function sources(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true })
    .map((name) => path.posix.join(folder, String(name).split(path.sep).join('/')))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
}

function imports(text: string): string[] {
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'/g)].map((match) => match[1] ?? '');
}

const core = sources('server/src/core');
const all = [...core, ...sources('server/src/lsp'), ...sources('server/src/cli'), ...sources('server/src/node'), ...sources('server/src/publish'), ...sources('client/src'), ...sources('shared')];

test('the scan sees the engine', () => {
  assert.ok(core.length > 50);
  assert.ok(core.some((f) => imports(f.text).length > 3));
});

test('core imports only core; web-tree-sitter only in core/syntax; pure glob and JSON libraries only in core/msbuild', () => {
  const wrong: string[] = [];
  for (const { name, text } of core) {
    for (const target of imports(text)) {
      if (target.startsWith('.')) {
        if (!path.posix.join(path.posix.dirname(name), target).startsWith('server/src/core/')) wrong.push(`${name} -> ${target}`);
      } else if (!(target === 'web-tree-sitter' && name.startsWith('server/src/core/syntax/')) && !(['picomatch', 'jsonc-parser', 'sarif'].includes(target))) {
        wrong.push(`${name} -> ${target}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('core uses no process, console, timers or network', () => {
  const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const wrong = core.filter(({ text }) => /\b(process\.|console\.|setTimeout\(|setInterval\(|fetch\()/.test(withoutComments(text))).map((f) => f.name);
  assert.deepEqual(wrong, []);
});

test('rules see neither trees nor the parser', () => {
  const wrong = core.filter((f) => f.name.startsWith('server/src/core/rules/') && imports(f.text).some((i) => /syntax\/(parser|lower|rawTree)/.test(i) || i === 'web-tree-sitter')).map((f) => f.name);
  assert.deepEqual(wrong, []);
});

test('only lsp/convert.ts maps between protocol and core diagnostics', () => {
  const wrong = all.filter(({ name, text }) => name.startsWith('server/src/lsp/') && name !== 'server/src/lsp/convert.ts' && /DiagnosticSeverity\.|pathToFileURL|fileURLToPath/.test(text)).map((f) => f.name);
  assert.deepEqual(wrong, []);
});

test('no shell: processes are started with argument arrays', () => {
  const wrong = all.filter(({ text }) => /\bexec(Sync)?\(|shell:\s*true/.test(text.replace(/\.exec\(/g, ''))).map((f) => f.name);
  assert.deepEqual(wrong, []);
});

test('no source file is longer than 400 lines', () => {
  const long = all.map(({ name, text }) => ({ name, lines: text.split('\n').length })).filter((f) => f.lines > 401).map((f) => `${f.name}: ${String(f.lines)}`);
  assert.deepEqual(long, []);
});

test('no escape from the type checker or the linter', () => {
  const marks = /:\s*any\b|\bas any\b|eslint-disable|@ts-(ignore|expect-error|nocheck)|\b(TODO|FIXME|HACK)\b/;
  assert.deepEqual(all.filter(({ text }) => marks.test(text)).map((f) => f.name), []);
});
