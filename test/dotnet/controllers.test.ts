/** Controllers as they are and as endpoints, in two applications that are asked the same: status and body, and the content type of what succeeds. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { applyEdits, editsByFile } from '../../server/src/core/text/edit';
import { movable } from '../harness/controllerCases';
import { looseAnalysis } from '../harness/looseAnalysis';
import { buildWebProgram, requestAnswers, temporaryFolder } from './support';

const strict = '<TreatWarningsAsErrors>true</TreatWarningsAsErrors>';

const program = `var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddAuthentication(Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddSingleton<N5.IStore, N5.Store>();
builder.Services.AddSingleton<N6.Clock>();
builder.Services.AddControllers();

var app = builder.Build();
app.UseAuthorization();
app.MapControllers();
app.Run();
`;

const files = [
  { path: '/app/Program.cs', text: program },
  ...movable.map(({ code }, index) => ({ path: `/app/Controllers${String(index)}.cs`, text: `using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\n\nnamespace N${String(index)};\n\n${code}` })),
];

test('endpoints answer what the controllers answered', async (t) => {
  const analysis = await looseAnalysis('net10.0');
  const [fix] = analysis.analyzeAll(files).find(({ id, file }) => id === 'AOT2100' && file === '/app/Program.cs')?.fixes?.() ?? [];
  assert.ok(fix);
  const edits = editsByFile(fix.edits);
  const after = files.map((file) => ({ ...file, text: applyEdits(file.text, edits.get(file.path) ?? []) ?? '' }));
  assert.ok(after.every(({ text }) => text !== '' && !/ControllerBase|MapControllers|AddControllers/.test(text)));

  const folder = temporaryFolder(t);
  const requests = movable.flatMap(({ requests: own }) => own);
  const before = await requestAnswers('dotnet', [buildWebProgram(path.join(folder, 'before'), files, strict)], requests);
  const answers = await requestAnswers('dotnet', [buildWebProgram(path.join(folder, 'after'), after, strict)], requests);
  assert.ok(before.filter(({ status }) => status < 400).length > 100);
  // What cannot be read from the request is answered without a body, and so is a status that MVC has no title for.
  const isStatusAlone = before.map(({ status, body }) => status === 418 || (status >= 400 && (body.includes('"errors"') || body === '')));
  const shown = (all: typeof before): readonly string[] => all.map((answer, index) => comparable(requests[index], answer, isStatusAlone[index] === true));
  assert.ok(before.filter(({ status }, index) => status >= 400 && isStatusAlone[index] !== true).length > 10);
  assert.deepEqual(shown(answers), shown(before));
});

function comparable(request: string | undefined, { status, headers, body }: { readonly status: number; readonly headers: readonly string[]; readonly body: string }, isStatusAlone: boolean): string {
  const content = body.replace(/"traceId":"[^"]*"/, '"traceId":"…"');
  return `${request ?? ''}: ${String(status)}${isStatusAlone ? '' : `${status < 400 ? ` ${headers.join(', ')}` : ''} ${content}`}`;
}
