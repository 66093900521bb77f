/** Where emitted files are found. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inMemory, ready } from './support';

const JSON_FILE = 'System.Text.Json.SourceGeneration/System.Text.Json.SourceGeneration.JsonSourceGenerator/App.g.cs';

function labels(files: Readonly<Record<string, string>>, properties?: string): [string, string | undefined, string[]][] {
  return inMemory(files, properties).generated.sets.map((set) => [set.label, set.framework, set.generators.map(({ title, files: emitted }) => `${title}: ${emitted.map(({ name }) => name).join()}`)]);
}

describe('folders of generated files', () => {
  before(() => ready);

  it('by configuration, framework and runtime identifier', () => {
    const found = labels({
      [`obj/Debug/net9.0/generated/${JSON_FILE}`]: '', [`obj/Release/net9.0/linux-x64/generated/${JSON_FILE}`]: '',
      'obj/Debug/net9.0/generated/readme.txt': '', 'obj/Debug/net9.0/App.AssemblyInfo.cs': '', 'generated/A/B/c.cs': '',
    });
    assert.deepEqual(found, [
      ['Debug net9.0', 'net9.0', ['JSON serialization: App.g.cs']],
      ['Release net9.0 linux-x64', 'net9.0', ['JSON serialization: App.g.cs']],
    ]);
  });

  it('with artifacts output', () => {
    const files = {
      'Directory.Build.props': '<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>',
      [`artifacts/obj/App/debug_net8.0/generated/${JSON_FILE}`]: '', [`artifacts/obj/App/debug_net9.0/generated/${JSON_FILE}`]: '',
    };
    assert.deepEqual(labels(files, '<TargetFrameworks>net8.0;net9.0</TargetFrameworks>').map(([label, framework]) => [label, framework]),
      [['debug net8.0', 'net8.0'], ['debug net9.0', 'net9.0']]);
  });

  it('where CompilerGeneratedFilesOutputPath says', () => {
    const one = '<TargetFramework>net9.0</TargetFramework><CompilerGeneratedFilesOutputPath>Made\\Here</CompilerGeneratedFilesOutputPath>';
    assert.deepEqual(labels({ [`Made/Here/${JSON_FILE}`]: '' }, one).map(([label]) => label), ['net9.0']);
    const each = '<TargetFrameworks>net8.0;net9.0</TargetFrameworks><CompilerGeneratedFilesOutputPath>Made/$(TargetFramework)</CompilerGeneratedFilesOutputPath>';
    assert.deepEqual(labels({ [`Made/net8.0/${JSON_FILE}`]: '', [`Made/net9.0/${JSON_FILE}`]: '' }, each).map(([label]) => label), ['net8.0', 'net9.0']);
    const shared = '<TargetFrameworks>net8.0;net9.0</TargetFrameworks><CompilerGeneratedFilesOutputPath>Made</CompilerGeneratedFilesOutputPath>';
    assert.deepEqual(labels({ [`Made/${JSON_FILE}`]: '' }, shared).map(([label, framework]) => [label, framework]), [['all frameworks', undefined]]);
  });

  it('hint names with folders, and generators that nobody knows', () => {
    assert.deepEqual(labels({ 'obj/Debug/net9.0/generated/My.Tool/My.Tool.NiceGenerator/Pages/Index.g.cs': '' })[0]?.[2], ['NiceGenerator: Pages/Index.g.cs']);
  });

  it('leaves out what the last compilation did not write', () => {
    const folder = 'obj/Debug/net9.0/generated/System.Text.Json.SourceGeneration/System.Text.Json.SourceGeneration.JsonSourceGenerator';
    const { generated } = inMemory({ [`${folder}/App.g.cs`]: '', [`${folder}/App.Gone.g.cs`]: '' }, undefined, (name) => name.includes('Gone'));
    assert.deepEqual(generated.sets[0]?.generators[0]?.files.map(({ name }) => name), ['App.g.cs']);
  });

  it('nothing emitted', () => {
    assert.deepEqual(labels({ 'Program.cs': '', 'obj/Debug/net9.0/generated/A/empty.txt': '' }), []);
  });
});
