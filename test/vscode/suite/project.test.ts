/** Project files: contradictions, their fixes, and switching Native AOT on. */
import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { activateExtension, apply, diagnosticsWhen, has, open, quickFix, replaceText, revert, workspaceFile } from './support';

describe('project files', () => {
  before(activateExtension);

  it('says which properties contradict PublishAot or do nothing, and removes them', async () => {
    const project = await open('todo-api', 'TodoApi.csproj');
    await diagnosticsWhen(project.uri, (d) => has(project, d, 'AOT1017', '<PublishSingleFile>'));
    await replaceText(project, '<PublishAot>true</PublishAot>', '<PublishAot>true</PublishAot>\n    <PublishTrimmed>false</PublishTrimmed>');
    await diagnosticsWhen(project.uri, (d) => has(project, d, 'AOT1010', '<PublishTrimmed>'));
    await apply(await quickFix(project, '<PublishTrimmed>false', /PublishTrimmed/));
    await diagnosticsWhen(project.uri, (d) => !d.some((each) => JSON.stringify(each.code).includes('AOT1010')));
    assert.doesNotMatch(project.getText(), /<PublishTrimmed>false/);
    await revert(project);
  });

  it('survives a half-typed project file', async () => {
    const project = await open('todo-api', 'TodoApi.csproj');
    await diagnosticsWhen(project.uri, (d) => has(project, d, 'AOT1017', '<PublishSingleFile>'));
    await replaceText(project, '</Project>', '<PropertyGr');
    await diagnosticsWhen(project.uri, (d) => d.some((each) => JSON.stringify(each.code).includes('AOT1001')));
    await revert(project);
    await diagnosticsWhen(project.uri, (d) => has(project, d, 'AOT1017', '<PublishSingleFile>') && !d.some((each) => JSON.stringify(each.code).includes('AOT1001')));
  });

  it('enables Native AOT by command', async () => {
    const file = workspaceFile('plain', 'Plain.csproj');
    await commands.executeCommand('aotLens.enableNativeAot', file.fsPath);
    const project = await workspace.openTextDocument(file);
    assert.match(project.getText(), /<PublishAot>true<\/PublishAot>/);
    await revert(project);
    assert.doesNotMatch(project.getText(), /PublishAot/);
  });
});
