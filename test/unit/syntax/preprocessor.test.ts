import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evaluateCondition } from '../../../server/src/core/syntax/condition';
import { maskSource } from '../../../server/src/core/syntax/mask';

const masked = (text: string, ...defines: string[]): string => maskSource(text, defines).text.replace(/ +/g, ' ');

describe('conditions', () => {
  const symbols = new Set(['A', 'B']);
  const cases: readonly (readonly [string, boolean])[] = [
    ['A', true], ['C', false], ['!C', true], ['A && C', false], ['A || C', true], ['C || A && B', true], ['(C || A) && C', false], ['A == B', true], ['A != C', true],
    ['true', true], ['false || !false', true], ['A // && C', true], ['', false], ['A == C == false', true],
  ];
  for (const [text, expected] of cases) test(text, () => { assert.equal(evaluateCondition(text, symbols), expected); });
});

test('the first branch whose condition holds is kept', () => {
  const text = '#if A\na\n#elif B\nb\n#else\nc\n#endif\nd';
  assert.equal(masked(text, 'A', 'B').replace(/\s/g, ''), 'ad');
  assert.equal(masked(text, 'B').replace(/\s/g, ''), 'bd');
  assert.equal(masked(text).replace(/\s/g, ''), 'cd');
});

test('inner branches of an inactive one stay inactive, and unknown directives in them do nothing', () => {
  assert.equal(masked('#if X\n#if A\na\n#else\nb\n#endif\n#define Y\n#endif\n#if Y\nc\n#endif\nd', 'A').replace(/\s/g, ''), 'd');
});

test('#define and #undef count from where they stand', () => {
  assert.equal(masked('#define A\n#undef B\n#if A && !B\na\n#endif', 'B').replace(/\s/g, ''), 'a');
});

test('text in strings and comments is no directive', () => {
  for (const text of ['var s = @"\n#if X\n";', 'var s = """\n  #if X\n  """;', '/*\n#if X\n*/', 'var s = $@"{f("\n")}\n#if X\n";', 'var s = $$"""\n#if {{x}}\n""";']) {
    assert.equal(maskSource(text, []).text, text);
  }
});

test('a quote in a comment or an inactive line opens nothing', () => {
  assert.equal(masked('// it\'s "\n#if X\ndon\'t "\n#endif\na').replace(/\s/g, ''), '//it\'s"a');
});

test('pragmas, nullable and app directives of active code are collected with their places', () => {
  const text = '#:package Foo@1.0\n#pragma warning disable IL2026, IL3050 // why\n#nullable enable\n#if X\n#pragma warning restore\n#endif\n#pragma warning restore';
  const result = maskSource(text, []);
  assert.deepEqual(result.appDirectives.map(({ kind, value }) => [kind, value]), [['package', 'Foo@1.0']]);
  assert.deepEqual(result.pragmas.map(({ kind, ids }) => [kind, ids]), [['disable', ['IL2026', 'IL3050']], ['restore', []]]);
  const first = result.pragmas[0];
  assert.ok(first);
  assert.equal(text.slice(first.span.start, first.span.end), '#pragma warning disable IL2026, IL3050 // why');
  assert.deepEqual(result.nullableDirectives, [{ setting: 'enable', offset: text.indexOf('#nullable') }]);
});

test('property: the mask keeps length and line breaks, and only blanks or rewrites', () => {
  const pieces = ['#if A\n', '#elif B\r\n', '#else\n', '#endif\n', '#define A\n', '#pragma warning disable X\n', '"', '"""', '@"', '$"{', '}', '\'', '/*', '*/', '//', '\n', '\r\n',
    'int x;', ' ', '\0', '\u2028', 'extension(', 'x?.y = 3', '.. var z', '(out a) => b', '\\', '{', '}', 'operator +=', 'allows ref struct', '#!/x\n', '#:a b\n', 'async)', '$$"""'];
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
    const text = parts.join('');
    const { text: plain, parserText } = maskSource(text, ['A']);
    assert.equal(plain.length, text.length);
    assert.equal(parserText.length, text.length);
    for (let i = 0; i < text.length; i++) {
      if (/[\r\n\u2028]/.test(text.charAt(i))) assert.equal(parserText.charAt(i), text.charAt(i));
      assert.ok(plain.charAt(i) === text.charAt(i) || plain.charAt(i) === ' ');
    }
  }), { numRuns: 300, seed: 7 });
});
