import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementEnd } from '../../../server/src/core/publish/statementSpan';

const end = (text: string): string => text.slice(0, statementEnd(text, 0));

test('a statement over several lines goes to its semicolon', () => {
  assert.equal(end('var x = items\n    .Select(i => i.A)\n    .ToList(); next();'), 'var x = items\n    .Select(i => i.A)\n    .ToList();');
  assert.equal(end('F(a,\n  "x;y",\n  b); G();'), 'F(a,\n  "x;y",\n  b);');
});

test('a block ends it: the statements inside have places of their own', () => {
  assert.equal(end('app.MapGet("/", () =>\n{\n  return 1;\n});'), 'app.MapGet("/", () =>');
  assert.equal(end('if (x)\n{\n}'), 'if (x)');
});

test('semicolons in comments and characters do not count', () => {
  assert.equal(end("F(';', // a; b\n  1);"), "F(';', // a; b\n  1);");
});

test('a text that never ends gives the first line', () => {
  assert.equal(end('abc\ndef'), 'abc');
});
