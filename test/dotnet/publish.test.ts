/** The real native publish: its warnings, its program, and how it ends when it cannot or must not go on. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostRuntimeIdentifier } from '../../server/src/publish/dotnet';
import { placeRecords } from '../../server/src/core/publish/placeRecords';
import { preflight } from '../../server/src/publish/preflight';
import { runPublish, type PublishRequest, type PublishResult } from '../../server/src/publish/runPublish';
import { copySample, replaceInFile, requestStatuses, temporaryFolder } from './support';

const runtimeIdentifier = hostRuntimeIdentifier();
const request = (project: string): PublishRequest => ({ dotnet: 'dotnet', project, runtimeIdentifier, configuration: 'Release' });

function succeeded(result: PublishResult): Extract<PublishResult, { kind: 'succeeded' }> {
  if (result.kind !== 'succeeded') throw new Error(`${result.kind}:\n${result.lines.slice(-30).join('\n')}`);
  return result;
}

test('the sample publishes, and proves at run time what no build says: 500 before the type is listed, 200 after', async (t) => {
  const project = copySample(t);
  const program = path.join(path.dirname(project), 'Program.cs');
  const before = succeeded(await runPublish(request(project)));
  assert.ok(before.binary && before.binary.size > 1_000_000);
  assert.equal(before.binary.path, path.join(before.folder ?? '', process.platform === 'win32' ? 'TodoApi.exe' : 'TodoApi'));
  assert.ok(before.elapsedMs > 0);

  const diagnostics = placeRecords(before.records, { project, readText: (file) => readFileSync(file, 'utf8'), locateMember: () => undefined });
  const text = readFileSync(program, 'utf8');
  assert.deepEqual(
    diagnostics.map((d) => [d.id, path.basename(d.file), text.slice(d.span.start, d.span.end)]),
    [['IL2026', 'Program.cs', 'builder.Services.AddSession'], ['IL2026', 'Program.cs', 'JsonSerializer.Serialize'], ['IL3050', 'Program.cs', 'JsonSerializer.Serialize']],
  );
  assert.deepEqual(await requestStatuses(before.binary.path, ['/summary', '/todos', '/health']), [500, 500, 500]);

  replaceInFile(program, '[JsonSerializable(typeof(Todo[]))]', '[JsonSerializable(typeof(Todo[]))]\n[JsonSerializable(typeof(Summary))]');
  const after = succeeded(await runPublish(request(project)));
  assert.deepEqual(await requestStatuses(after.binary?.path ?? '', ['/summary', '/todos', '/health']), [200, 200, 200]);
});

test('cancelling ends every process of the publish', { skip: process.platform === 'win32' ? 'reads /proc' : false }, async (t) => {
  const project = copySample(t);
  const controller = new AbortController();
  const result = await runPublish({
    ...request(project),
    signal: controller.signal,
    onLine: (line) => {
      if (line.includes('Generating native code') || line.includes(' -> ')) controller.abort();
    },
  });
  assert.equal(result.kind, 'cancelled');
  assert.deepEqual(processesIn(path.dirname(project)), []);
});

/** Command lines of running processes that mention a folder. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(folder) ? [line] : [];
    } catch {
      return [];
    }
  });
}

test('code that does not compile: the error at its place, and the reason', async (t) => {
  const project = copySample(t);
  replaceInFile(path.join(path.dirname(project), 'Program.cs'), 'app.Run();', 'app.Run()');
  const result = await runPublish(request(project));
  assert.equal(result.kind, 'failed');
  assert.match(result.failure.what, /does not compile \(CS1002\)/);
  assert.ok(result.records.some((r) => r.id === 'CS1002' && r.place?.line !== undefined));
});

test('a project that refuses Native AOT is explained', async (t) => {
  const project = copySample(t);
  replaceInFile(project, '<PublishAot>true</PublishAot>', '<PublishAot>true</PublishAot><PublishTrimmed>false</PublishTrimmed>');
  const result = await runPublish(request(project));
  assert.equal(result.kind, 'failed');
  assert.ok(result.records.some((r) => r.severity === 'error'), result.lines.join('\n'));
});

test('preflight: nothing to say about the sample', async (t) => {
  assert.deepEqual(await preflight(request(copySample(t))), { problems: [], targetFrameworks: ['net9.0'], publishAot: true });
});

test('preflight: another operating system, an old framework, no PublishAot', async (t) => {
  const project = copySample(t);
  const foreign = process.platform === 'win32' ? 'linux-x64' : 'win-x64';
  assert.match((await preflight({ ...request(project), runtimeIdentifier: foreign })).problems[0]?.what ?? '', /cannot be made on this operating system/);
  replaceInFile(project, 'net9.0', 'net6.0');
  replaceInFile(project, '<PublishAot>true</PublishAot>', '');
  const { problems, publishAot } = await preflight(request(project));
  assert.equal(publishAot, false);
  assert.match(problems[0]?.what ?? '', /not available for the target framework/);
});

test('preflight and publish without dotnet say how to get it', async (t) => {
  const project = copySample(t);
  const missing = { ...request(project), dotnet: path.join(path.dirname(project), 'no-such-dotnet') };
  assert.match((await preflight(missing)).problems[0]?.what ?? '', /"dotnet" was not found/);
  const result = await runPublish(missing);
  assert.equal(result.kind, 'failed');
  assert.match(result.failure.what, /"dotnet" was not found/);
});

test('a publish that is killed half-way says so', { skip: process.platform === 'win32' ? 'needs a script as executable' : false }, async (t) => {
  const folder = temporaryFolder(t);
  const dotnet = script(folder, 'echo "  Generating native code"\nkill -9 $$\n');
  const result = await runPublish({ ...request(path.join(folder, 'A.csproj')), dotnet });
  assert.equal(result.kind, 'failed');
  assert.match(result.failure.what, /ended half-way \(SIGKILL\)/);
  assert.deepEqual(result.lines, ['  Generating native code']);
});

test('processes that ignore SIGTERM are ended too', { skip: process.platform === 'linux' ? false : 'reads /proc' }, async (t) => {
  const folder = temporaryFolder(t);
  const pidFile = path.join(folder, 'pid');
  const dotnet = script(folder, `trap '' TERM\n(trap '' TERM; echo $$ > ${pidFile}; echo started; while :; do sleep 1; done) &\nwait\nwhile :; do sleep 1; done\n`);
  const controller = new AbortController();
  const result = await runPublish({ ...request(path.join(folder, 'A.csproj')), dotnet, signal: controller.signal, onLine: () => { controller.abort(); } });
  assert.equal(result.kind, 'cancelled');
  assert.ok(existsSync(pidFile));
  assert.deepEqual(runningInGroup(readFileSync(pidFile, 'utf8').trim()), []);
});

test('values that dotnet could read as options are not handed to it', async (t) => {
  const folder = temporaryFolder(t);
  const result = await runPublish({ ...request(path.join(folder, 'A.csproj')), configuration: '-p:PreBuildEvent=x' });
  assert.equal(result.kind, 'failed');
  assert.match(result.failure.what, /is not a runtime identifier/);
});

/** Ids of the processes of a group that still run; those that only wait to be reaped do not (proc_pid_stat(5)). */
function runningInGroup(group: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return processGroup === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}

function script(folder: string, body: string): string {
  const file = path.join(folder, 'dotnet-script');
  writeFileSync(file, `#!/bin/sh\n${body}`);
  chmodSync(file, 0o755);
  return file;
}
