import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSarif, type SarifContext } from '../../../server/src/core/build/sarif';

const source = 'class P\r\n{\r\n    int x = F();\r\n}\r\n';
const context: SarifContext = {
  project: '/w/P.csproj',
  readText: (file) => (file === '/w/P.cs' ? source : undefined),
  pathOf: (uri) => (uri.startsWith('file://') ? decodeURI(uri.slice(7)) : undefined),
};
const log = (result: object): string => JSON.stringify({ version: '2.1.0', runs: [{ results: [result] }] });
const location = { physicalLocation: { artifactLocation: { uri: 'file:///w/P.cs' }, region: { startLine: 3, startColumn: 13, endLine: 3, endColumn: 16 } } };

test('a result with its region', () => {
  const [d] = parseSarif(log({ ruleId: 'IL2026', level: 'warning', message: { text: 'm' }, locations: [location], relatedLocations: [{ ...location, message: { text: 'r' } }] }), context);
  assert.equal(source.slice(d!.span.start, d!.span.end), 'F()');
  assert.deepEqual([d!.id, d!.severity, d!.tier, d!.file, d!.related?.[0]?.message], ['IL2026', 'warning', 'build', '/w/P.cs', 'r']);
});

test('levels, and the default level', () => {
  const severity = (level: string | undefined): string | undefined => parseSarif(log({ ruleId: 'X1', level, message: { text: 'm' }, locations: [location] }), context)[0]?.severity;
  assert.deepEqual(['error', 'warning', 'note', 'none', undefined].map(severity), ['error', 'warning', 'info', 'hint', 'warning']);
});

test('suppressed results are left out, rejected suppressions do not count', () => {
  const result = (suppressions: object[]): string => log({ ruleId: 'X1', message: { text: 'm' }, locations: [location], suppressions });
  assert.equal(parseSarif(result([{ kind: 'inSource' }]), context).length, 0);
  assert.equal(parseSarif(result([{ kind: 'inSource', status: 'rejected' }]), context).length, 1);
});

test('without a readable location the project stands in', () => {
  assert.equal(parseSarif(log({ ruleId: 'CS5001', message: { text: 'no Main' } }), context)[0]?.file, '/w/P.csproj');
});

test('anything else is no diagnostic and no exception', () => {
  for (const text of ['', '{', 'null', '[]', '{"runs":3}', '{"runs":[{"results":[null,{"ruleId":4}]}]}']) assert.deepEqual(parseSarif(text, context), []);
  fc.assert(fc.property(fc.json(), (text) => {
    parseSarif(text, context);
  }));
});
