/** While one place of a file is half-typed, all other declarations and statements stay as they are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration } from '../../../server/src/core/syntax/nodes';
import { createSourceFile, disposeSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
import { lower, ready } from './support';

before(() => ready);

const folder = path.join(process.env.PROJECT_ROOT ?? '.', 'test/fixtures/symbols');
const files = ['classes.cs', 'generics.cs', 'modern.cs', 'tasks.cs', 'web.cs'];
const placesPerFile = 3;
/** One character in so many is looked at, so that the test stays fast. */
const stride = 5;

const typed = [
  'var q = list.Where(x => x.Id > 3).Select(x => new { x.Id, Name = $"{x.Name}!" }).ToList();',
  'if (value is { Length: > 0 } text && text.StartsWith("a")) { Console.WriteLine(text); }',
  'foreach (var (key, item) in map) await JsonSerializer.SerializeAsync(stream, item, new JsonSerializerOptions { WriteIndented = true });',
  'public List<Dictionary<string, int>> Extra { get; set; } = new();',
  'app.MapGet("/x/{id}", async (int id, HttpContext http) => { return Results.Ok(id); });',
  'switch (kind) { case "a": return 1; default: throw new InvalidOperationException($"bad {kind}"); }',
];

/** Every declaration and top-level statement with where it is declared. */
function declarations(scope: CompilationUnit | NamespaceDeclaration, around = ''): string[] {
  const found: string[] = [];
  const addType = (type: TypeDeclaration, outer: string): void => {
    const own = `${outer}/${type.header.root.name}`;
    found.push(own, ...type.members.map((unit) => `${own}|${unit.root.kind}|${unit.text}`));
    for (const nested of type.types) addType(nested, own);
  };
  for (const unit of [...scope.usings, ...scope.delegates]) found.push(`${around}|${unit.text}`);
  for (const type of scope.types) addType(type, around);
  if (scope.kind === 'CompilationUnit') for (const unit of scope.statements) found.push(`|${unit.text}`);
  for (const inner of scope.namespaces) found.push(...declarations(inner, `${around}.${inner.name}`));
  return found;
}

/** What `now` lacks of `wanted`. */
function lost(wanted: readonly string[], now: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of now) left.set(item, (left.get(item) ?? 0) + 1);
  return wanted.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

/** Offsets of lines behind a complete statement or declaration, spread over the text, with the indentation there. */
function places(text: string): { readonly offset: number; readonly indent: string }[] {
  const ends = [...text.matchAll(/^([ \t]*)\S.*[;}]\r?\n/gm)].map((match) => ({ offset: match.index + match[0].length, indent: match[1] ?? '' }));
  return Array.from({ length: placesPerFile }, (_, i) => ends[Math.floor(((i + 0.5) * ends.length) / placesPerFile)]).filter((place) => place !== undefined);
}

describe('typing a line keeps all but the member around it, or the one behind it', () => {
  for (const [n, name] of files.entries()) {
    test(name, () => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      for (const [i, place] of places(text).entries()) {
        const line = typed[(i + n) % typed.length] ?? '';
        let file: SourceFile = createSourceFile('/typed.cs', text, { defines: [], keepTree: true });
        const wanted = declarations(file.root);
        for (let length = 1; length <= line.length; length += stride) {
          const now = `${text.slice(0, place.offset)}${place.indent}${line.slice(0, length)}\n${text.slice(place.offset)}`;
          file = createSourceFile('/typed.cs', now, { defines: [], keepTree: true }, file);
          const missing = lost(wanted, declarations(file.root));
          assert.ok(missing.length <= 1, `at ${place.offset}, typed ${line.slice(0, length)}: lost ${missing.join('\n')}`);
        }
        disposeSourceFile(file);
      }
    });
  }
});

test('a broken statement leaves the other statements of its body', () => {
  const [unit] = lower('class C { void M()\n{\n    A();\n    var x = b.Where(y =>\n    C();\n    if (z) {\n        D();\n}\n}').root.types[0]?.members ?? [];
  assert.equal(unit?.hasError, true);
  assert.equal(unit.root.kind, 'Method');
  const body = unit.root.body;
  assert.equal(body?.kind, 'Block');
  const texts = body.statements.map((statement) => unit.text.slice(statement.start, statement.end));
  assert.ok(texts.includes('A();') && texts.includes('C();'), texts.join(' | '));
});

test('a file whose end is half-typed keeps its declarations', () => {
  const { root } = lower('using System;\nvar app = Create();\napp.Run();\nclass A { int X; }\nclass B\n{\n    void M() { app.MapGet("/", (int id');
  assert.deepEqual(root.statements.map((unit) => unit.text), ['var app = Create();', 'app.Run();']);
  assert.deepEqual(root.types.map((type) => type.header.root.name).slice(0, 1), ['A']);
  assert.equal(root.hasErrors, true);
});

test('a half-typed interpolation ends with its line; one that goes on does not', () => {
  const file = lower('class C {\n    string A = $"{x.\n    string B = $"{a switch { 1 => "b",\n        _ => "c" }}";\n    string D = $"{e\n        ?? f}";\n}');
  assert.deepEqual(file.root.types[0]?.members.map((unit) => unit.root.kind === 'Field' ? unit.root.variables[0]?.name : ''), ['B', 'D']);
});
