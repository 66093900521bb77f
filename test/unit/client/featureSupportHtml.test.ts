/** The page of the support table: what it says, and that nothing of the workspace becomes markup. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureSupportHtml } from '../../../client/src/featureSupportHtml';
import type { FeatureSupportResult, FeatureSupportRow, FeatureUseSummary } from '../../../shared/protocol';

const use = (name: string, file = '/w/Program.cs', line = 2): FeatureUseSummary => ({ name, file, range: { start: { line, character: 0 }, end: { line, character: 3 } } });
const row = (feature: string, status: FeatureSupportRow['status'], uses: readonly FeatureUseSummary[] = [], ruleId: string | null = null): FeatureSupportRow =>
  ({ feature, status, uses, advice: 'Use `MapGet`.', docs: 'https://example.com/a', ruleId });
const page = (rows: readonly FeatureSupportRow[], extra: Partial<FeatureSupportResult> = {}): string =>
  featureSupportHtml('/w/App.csproj', { framework: 'net9.0', publishAot: true, rows, ...extra }, 'N0NCE', (file) => file.slice(3));

test('what the project uses comes first, what does not work before the rest', () => {
  const html = page([row('CORS', 'full', [use('AddCors')]), row('Session', 'none', [use('UseSession')], 'AOT2105'), row('gRPC', 'full')]);
  assert.match(html, /1 feature that the project uses does not work natively/);
  const order = ['Session', 'CORS', 'Other features', 'gRPC'].map((text) => html.indexOf(text));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.match(html, /data-row="1" data-use="0"[^>]*>UseSession, Program\.cs:3</);
  assert.match(html, /data-rule="AOT2105"/);
  assert.match(html, /<code>MapGet<\/code>/);
});

test('long lists of uses are cut, and counted', () => {
  const html = page([row('Minimal APIs', 'partial', Array.from({ length: 40 }, () => use('MapGet')))]);
  assert.match(html, /and 28 more/);
  assert.match(html, /Every feature that the project uses works/);
});

test('a project without a framework or PublishAot, and without uses', () => {
  const html = page([row('CORS', 'unavailable')], { framework: '', publishAot: false });
  assert.match(html, /No target framework, PublishAot is not set\. The project uses no feature of this table\./);
});

test('nothing of the workspace becomes markup, and only what has the nonce runs', () => {
  const evil = '<img src=x onerror="alert(1)">\'&';
  const html = featureSupportHtml(`/w/${evil}.csproj`, { framework: evil, publishAot: true, rows: [{ ...row(evil, 'none', [use(evil, `/w/${evil}`)], evil), advice: evil, docs: 'javascript:alert(1)' }] }, 'N0NCE', (file) => file);
  assert.ok(!html.includes('<img'));
  assert.ok(!html.includes('javascript:'));
  assert.match(html, /default-src 'none'; style-src 'nonce-N0NCE'; script-src 'nonce-N0NCE'/);
  assert.ok(!/ on\w+=|style=/.test(html.replace(/&#\d+;/g, '').replace(/onerror/g, '')));
});
