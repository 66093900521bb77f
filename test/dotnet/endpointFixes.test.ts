/** Endpoints before and after their fixes, asked the same: what the generator can make code for answers as reflection did, or at last answers. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/text/edit';
import { endpointFixCases, fileOf, programOf } from '../harness/endpointFixCases';
import { looseAnalysis } from '../harness/looseAnalysis';
import { buildWebProgram, requestAnswers, temporaryFolder } from './support';

interface File { readonly path: string; readonly text: string }

test('endpoints answer the same after their fixes, or where nothing answered before', async (t) => {
  const analysis = await looseAnalysis('net10.0');
  const cases = [...endpointFixCases.entries()].filter(([, { isLeft }]) => isLeft !== true).map(([index, each]) => {
    const file = fileOf(each, index);
    let text = file.text;
    for (let round = 0; round < 10; round++) {
      const fix = analysis.analyze(file.path, text).filter(({ id }) => id === each.id).map((d) => d.fixes?.()[0]).find((found) => found !== undefined);
      if (!fix) break;
      text = applyEdits(text, fix.edits) ?? '';
    }
    const requests = each.requests.map((request) => request.replace(' ', ` /n${String(index)}`));
    return { each, index, file, now: { ...file, text }, requests };
  });
  assert.ok(cases.every(({ file, now }) => file.text !== now.text));

  const folder = temporaryFolder(t);
  const all = async (name: string, files: readonly File[], indexes: readonly number[], requests: readonly string[]): Promise<readonly string[]> => {
    const answers = await requestAnswers('dotnet', [buildWebProgram(path.join(folder, name), [...files, programOf(indexes)])], requests);
    return answers.map(({ status, body }) => (status >= 400 ? String(status) : body));
  };
  const open = cases.filter(({ each }) => each.answers === undefined);
  const refused = cases.filter(({ each }) => each.answers !== undefined);
  const openRequests = open.flatMap(({ requests }) => requests);
  const before = await all('before', open.map(({ file }) => file), open.map(({ index }) => index), openRequests);
  const after = await all('after', cases.map(({ now }) => now), cases.map(({ index }) => index), [...openRequests, ...refused.flatMap(({ requests }) => requests)]);
  assert.ok(before.filter((answer) => !/^[45]\d\d$/.test(answer)).length > 10);
  assert.deepEqual(after, [...before, ...refused.flatMap(({ each }) => each.answers ?? [])]);

  for (const [first] of [refused.slice(0, 1), refused.slice(-1)]) if (first) assert.deepEqual(await all(`refused${String(first.index)}`, [first.file], [first.index], first.requests.slice(0, 1)), ['500']);
});
