/** The tier `build`: the SDK's own analyzers over a real project. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { runBuild } from '../../server/src/publish/runBuild';
import type { Logger } from '../../server/src/core/host';
import { copySample, replaceInFile } from './support';

const silent = (): void => undefined;
const log: Logger = { debug: silent, info: silent, warn: silent, error: silent };
const host = createNodeHost({ log, bundleFolder: '' });

test('the analyzers’ warnings with their spans, also when the build is up to date', async (t) => {
  const project = copySample(t);
  const text = readFileSync(path.join(path.dirname(project), 'Program.cs'), 'utf8');
  for (let run = 0; run < 2; run++) {
    const found = await runBuild(project, host);
    assert.deepEqual(found.filter((d) => d.id.startsWith('IL')).map((d) => [d.id, d.tier, text.slice(d.span.start, d.span.end)]), [
      ['IL2026', 'build', 'builder.Services.AddSession()'],
      ['IL2026', 'build', 'JsonSerializer.Serialize(store.All())'],
      ['IL3050', 'build', 'JsonSerializer.Serialize(store.All())'],
    ]);
  }
});

test('errors of the SDK, which never reach the compiler', async (t) => {
  const project = copySample(t);
  replaceInFile(project, 'net9.0', 'net99.0');
  const found = await runBuild(project, host);
  assert.ok(found.some((d) => d.id === 'NETSDK1045' && d.file === project), JSON.stringify(found));
});
