/** Workspaces of several folders: projects of folders that come and go. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECTS, type ProjectsResult } from '../../../shared/protocol';
import { WEB_PROJECT, withFolder } from '../../harness/cli';
import { LspSession } from '../../harness/lsp';

test('projects of a folder that is added are known, and forgotten when it is removed', { timeout: 60_000 }, () =>
  withFolder({ 'one/One.csproj': WEB_PROJECT, 'two/Two.csproj': WEB_PROJECT, 'two/lib/Lib.csproj': WEB_PROJECT }, async (folder) => {
    const session = await LspSession.start(path.join(folder, 'one'));
    try {
      const projects = async (): Promise<string[]> => (await session.connection.sendRequest<ProjectsResult>(PROJECTS, {})).map((project) => path.basename(project.path));
      assert.deepEqual(await projects(), ['One.csproj']);
      const two = { uri: session.uri(path.join(folder, 'two')), name: 'two' };
      await session.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [two], removed: [] } });
      assert.deepEqual(await projects(), ['One.csproj', 'Two.csproj', 'Lib.csproj']);
      await session.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [two] } });
      assert.deepEqual(await projects(), ['One.csproj']);
    } finally {
      await session.end();
    }
  }));
