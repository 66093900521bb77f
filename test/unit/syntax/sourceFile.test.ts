import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import type { AnyNode } from '../../../server/src/core/syntax/query';
import { children, findNodeAt, indentationAt, unitsOf, usingInsertion, walk } from '../../../server/src/core/syntax/query';
import { createSourceFile, disposeSourceFile, maximumLength } from '../../../server/src/core/syntax/sourceFileFactory';
import { lower, ready } from './support';

before(() => ready);

const options = { defines: ['DEBUG'], keepTree: true };

const program = `using System;
#if DEBUG
using System.Linq;
#else
using Broken
#endif
namespace N;

[Obsolete("x")]
public class C<T>(int size) : B(size) where T : class
{
    private readonly int count = 1, other;
    public const int K = 2;
    public int P { get; set; } = 3;
    int Twice() => count * 2;
    int Twice2() => count * 2;
    void F(string a, int b = 4)
    {
        n?.V = 3;
        if (a is [1, .. var rest] && b is > 5 && a?.Length == 2) G($"{a}x{b:N}");
        foreach (var (x, y) in list) { Console.WriteLine(x); }
    }
    enum E { A = 1, B }
}
static class X { extension(string s) { public int Len => s.Length; } }
`;

/** Everything that must not depend on how a text came about. */
function content(file: SourceFile): unknown {
  const { root, pragmas, nullableDirectives, declarationKey } = file;
  return { root, pragmas, nullableDirectives, declarationKey };
}

function edit(file: SourceFile, from: string, to: string): SourceFile {
  assert.ok(file.text.includes(from));
  return createSourceFile(file.path, file.text.replace(from, to), options, file);
}

test('an edit in a body replaces that unit only and moves the others', () => {
  const before = createSourceFile('/a.cs', program, options);
  const old = unitsOf(before);
  const oldBases = new Map(old.map((unit) => [unit, unit.base]));
  const after = edit(before, 'Console.WriteLine(x);', 'Console.WriteLine(x + 100);');
  const now = unitsOf(after);
  const fresh = now.filter((unit) => !oldBases.has(unit));
  assert.deepEqual(fresh.map((unit) => unit.text.slice(0, 6)), ['void F']);
  for (const unit of now) assert.ok(after.text.startsWith(unit.text.slice(0, 6), unit.base));
  assert.ok(now.some((unit) => oldBases.has(unit) && oldBases.get(unit) !== unit.base), 'units behind the edit have moved');
  assert.equal(after.declarationKey, before.declarationKey);
  disposeSourceFile(after);
});

describe('declaration key', () => {
  const same: readonly (readonly [string, string])[] = [
    ['count * 2', 'count * 3'], ['count = 1', 'count = 7'], ['= 3;', '= 4;'], ['n?.V = 3;', ''], ['list)', 'other)'], ['s.Length', 's.Length + 1'], ['\n\n[Obs', '\n\n\n  [Obs'],
  ];
  const different: readonly (readonly [string, string])[] = [
    ['K = 2', 'K = 3'], ['b = 4', 'b = 5'], ['"x"', '"y"'], ['A = 1', 'A = 2'], ['int P', 'long P'], ['get; set;', 'get;'], ['using System;', 'using Other;'], ['namespace N', 'namespace M'], ['B(size)', 'D(size)'], ['string s)', 'object s)'], ['other;', 'another;'],
  ];
  const key = (text: string): string => lower(text, ['DEBUG']).declarationKey;
  for (const [from, to] of same) test(`stays: ${from} -> ${to}`, () => { assert.equal(key(program.replace(from, to)), key(program)); });
  for (const [from, to] of different) test(`changes: ${from} -> ${to}`, () => { assert.notEqual(key(program.replace(from, to)), key(program)); });
});

test('property: an edited file equals one made from scratch', () => {
  const piece = fc.oneof(fc.constantFrom('{', '}', '(', ')', ';', '"', '//', '/*', '*/', '\n', '#if X\n', '#endif\n', ' int x;', 'void G() { }', '?.', ' = ', 'x', '$"', '"""', '..', 'extension(', '[', ']', 'é', '😀'), fc.string({ maxLength: 4 }));
  const change = fc.record({ at: fc.nat(program.length), remove: fc.nat(12), insert: piece });
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
    let file = createSourceFile('/a.cs', program, options);
    for (const { at, remove, insert } of changes) {
      const start = Math.min(at, file.text.length);
      const text = file.text.slice(0, start) + insert + file.text.slice(start + remove);
      file = createSourceFile('/a.cs', text, options, file);
      assert.deepEqual(content(file), content(createSourceFile('/a.cs', text, { defines: ['DEBUG'] })));
    }
    disposeSourceFile(file);
  }), { numRuns: 60, seed: 11 });
});

function assertContained(node: AnyNode, start: number, end: number): void {
  assert.ok(start <= node.start && node.start <= node.end && node.end <= end, `${node.kind ?? 'node'} ${node.start}..${node.end} in ${start}..${end}`);
  for (const child of children(node)) assertContained(child, node.start, node.end);
}

test('property: nodes lie inside their parents and units are slices of the file, whatever the text', () => {
  const words = fc.constantFrom('class', 'C', '{', '}', '(', ')', 'void', 'F', ';', 'x', '=', '?', '.', '?.', '[', ']', 'is', 'not', '>', '<', '"a"', '$"{', '}"', 'int', ',', '=>', 'new', 'switch', 'case', ':', '1', 'var', 'from', 'in', 'select', 'where', '..', 'namespace', 'using', 'async', 'await', '!', '-', 'out', '@', '#if\n', '\n');
  fc.assert(fc.property(fc.array(words, { maxLength: 40 }), (tokens) => {
    const file = lower(tokens.join(' '));
    for (const unit of unitsOf(file)) {
      assert.equal(unit.text.length <= file.text.length - unit.base, true);
      assertContained(unit.root, 0, unit.text.length);
    }
  }), { numRuns: 300, seed: 3 });
});

test('a text that is too long is given up, and NUL does not end a text', () => {
  const long = lower(`class C { }${' '.repeat(maximumLength)}`);
  assert.equal(long.root.hasErrors, true);
  assert.equal(long.root.types.length, 0);
  assert.deepEqual(lower('class A { }\0class B { }').root.types.map((found) => found.header.root.name), ['A', 'B']);
});

test('nesting that no person writes does not exhaust the stack', () => {
  const nested = [`x = ${'('.repeat(4000)}1${')'.repeat(4000)};`, `x = ${'a + '.repeat(8000)}a;`, `x = a${'.b()'.repeat(8000)};`, `x = ${'a => '.repeat(3000)}1;`, '{'.repeat(8000), 'class C {'.repeat(3000)];
  for (const text of nested) assert.doesNotThrow(() => unitsOf(lower(text)));
});

test('generated files are known by name and by comment', () => {
  const generated = (path: string, text: string): boolean => createSourceFile(path, text, { defines: [] }).isGenerated;
  assert.equal(generated('/a.g.cs', ''), true);
  assert.equal(generated('/a.Designer.cs', ''), true);
  assert.equal(generated('/a.cs', '// <auto-generated/>\nclass C { }'), true);
  assert.equal(generated('/a.cs', 'class C { } // <auto-generated/>'), false);
  assert.equal(generated('/ag.cs', ''), false);
});

test('findNodeAt gives the way down to the innermost node', () => {
  const file = lower(program, ['DEBUG']);
  const offset = program.indexOf('WriteLine(x)') + 2;
  const found = findNodeAt(file, offset);
  assert.ok(found);
  assert.equal(found.unit.root.kind, 'Method');
  const kinds = found.path.map((node) => node.kind);
  assert.deepEqual(kinds.slice(-3), ['Invocation', 'MemberAccess', 'IdentifierName']);
  assert.equal(findNodeAt(file, program.indexOf('\n\n[') + 1), undefined);
});

test('walk enters what the visitor does not refuse', () => {
  const unit = unitsOf(lower('F(() => G());')).find((candidate) => candidate.root.kind === 'ExpressionStatement');
  assert.ok(unit);
  const kinds: (string | undefined)[] = [];
  walk(unit.root, (node) => { kinds.push(node.kind); return node.kind !== 'Lambda'; });
  assert.deepEqual(kinds, ['ExpressionStatement', 'Invocation', 'IdentifierName', 'Argument', 'Lambda']);
});

test('usings go after the last one, or to the top behind comments', () => {
  const insert = (text: string): string => {
    const { offset, newText } = usingInsertion(lower(text));
    return text.slice(0, offset) + newText('using X;') + text.slice(offset);
  };
  assert.equal(insert('using A;\nclass C { }'), 'using A;\nusing X;\nclass C { }');
  assert.equal(insert('// license\n#nullable enable\nclass C { }'), '// license\n#nullable enable\nusing X;\n\nclass C { }');
  assert.equal(insert('using A;\r\nclass C { }'), 'using A;\r\nusing X;\r\nclass C { }');
  assert.equal(indentationAt('a\n  \tb c', 6), '  \t');
});
