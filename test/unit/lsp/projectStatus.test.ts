/** `aotLens/projectStatus`: what the client is told of how an open document is analysed, and when. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { WEB_PROJECT, withFolder } from '../../harness/cli';
import { LspSession } from '../../harness/lsp';

const PROGRAM = 'System.Console.WriteLine();\n';
const project = (properties: string, items = ''): string =>
  `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net9.0</TargetFramework>${properties}</PropertyGroup>${items}</Project>`;

async function withSession(files: Readonly<Record<string, string>>, wants: boolean, use: (session: LspSession, folder: string) => Promise<void>): Promise<void> {
  await withFolder(files, async (folder) => {
    const session = await LspSession.start(folder, { projectStatus: wants });
    try {
      await use(session, folder);
    } finally {
      await session.end();
    }
  });
}

test('how each open document is analysed is told with its diagnostics, and again only when it changes', { timeout: 60_000 }, () =>
  withSession({
    'web/App.csproj': WEB_PROJECT, 'web/Program.cs': PROGRAM,
    'plain/Plain.csproj': project('<OutputType>Exe</OutputType>'), 'plain/Program.cs': PROGRAM,
    'lib/Lib.csproj': project('<IsAotCompatible>true</IsAotCompatible>'), 'lib/A.cs': 'class A;\n',
    'trimmed/T.csproj': project('<PublishTrimmed>true</PublishTrimmed>'), 'trimmed/A.cs': 'class A;\n',
    'missing/M.csproj': project('<PublishAot>true</PublishAot>', '<ItemGroup><PackageReference Include="No.Such.Package" Version="1.2.3" /></ItemGroup>'), 'missing/A.cs': 'class A;\n',
  }, true, async (session, folder) => {
    const statusOf = async (file: string, text: string): Promise<unknown> => {
      await session.open(path.join(folder, file), text);
      await session.diagnostics(path.join(folder, file));
      const { uri, status } = session.statuses.at(-1) ?? assert.fail('nothing was told');
      assert.equal(uri, session.uri(path.join(folder, file)));
      return status;
    };
    assert.deepEqual(await statusOf('web/Program.cs', PROGRAM), { project: path.join(folder, 'web/App.csproj'), framework: 'net9.0', analysis: 'nativeAot', unresolved: [] });
    assert.deepEqual(await statusOf('lib/A.cs', 'class A;\n'), { project: path.join(folder, 'lib/Lib.csproj'), framework: 'net9.0', analysis: 'compatible', unresolved: [] });
    assert.deepEqual(await statusOf('trimmed/A.cs', 'class A;\n'), { project: path.join(folder, 'trimmed/T.csproj'), framework: 'net9.0', analysis: 'trimming', unresolved: [] });
    assert.deepEqual(await statusOf('missing/A.cs', 'class A;\n'), {
      project: path.join(folder, 'missing/M.csproj'), framework: 'net9.0', analysis: 'nativeAot', unresolved: ['package No.Such.Package 1.2.3 is not restored; run "dotnet restore"'],
    });
    const plain = { project: path.join(folder, 'plain/Plain.csproj'), framework: 'net9.0', unresolved: [] };
    assert.deepEqual(await statusOf('plain/Program.cs', PROGRAM), { ...plain, analysis: 'off' });

    const told = session.statuses.length;
    const file = path.join(folder, 'plain/Program.cs');
    await session.edit(file, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// x\n');
    await session.diagnostics(file);
    assert.equal(session.statuses.length, told);

    writeFileSync(path.join(folder, 'plain/Plain.csproj'), project('<OutputType>Exe</OutputType><PublishAot>true</PublishAot>'));
    await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: session.uri(path.join(folder, 'plain/Plain.csproj')), type: 2 }] });
    await session.diagnostics(file);
    assert.deepEqual(session.statuses.slice(told), [{ uri: session.uri(file), status: { ...plain, analysis: 'nativeAot' } }]);
  }));

test('a client that does not ask is told nothing', { timeout: 60_000 }, () =>
  withSession({ 'App.csproj': WEB_PROJECT, 'Program.cs': PROGRAM }, false, async (session, folder) => {
    const file = path.join(folder, 'Program.cs');
    await session.open(file, PROGRAM);
    await session.diagnostics(file);
    assert.deepEqual(session.statuses, []);
  }));
