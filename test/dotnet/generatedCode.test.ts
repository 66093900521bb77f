/** Emission by a real build, and the ways between source and what the real generators make, for each framework. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { GeneratedCode } from '../../server/src/core/generated/generatedCode';
import { originsOf } from '../../server/src/core/generated/origin';
import { sitesIn } from '../../server/src/core/generated/sites';
import type { Logger } from '../../server/src/core/host';
import { evaluateAllFrameworks } from '../../server/src/core/msbuild/index';
import type { SourceFile } from '../../server/src/core/sourceFile';
import { createSourceFile } from '../../server/src/core/syntax/sourceFileFactory';
import { loadParser } from '../../server/src/node/loadParser';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { runGeneratorBuild } from '../../server/src/publish/runGeneratorBuild';
import { copySample, replaceInFile, temporaryFolder } from './support';

const root = process.env.PROJECT_ROOT ?? '';
const silent = (): void => undefined;
const log: Logger = { debug: silent, info: silent, warn: silent, error: silent };
const host = createNodeHost({ log, bundleFolder: '' });

before(() => loadParser(path.join(root, 'dist')));

function open(project: string): { readonly generated: GeneratedCode; readonly files: readonly SourceFile[]; readonly source: (name: string) => SourceFile } {
  const evaluations = evaluateAllFrameworks(project, host);
  const files = (evaluations[0]?.compileFiles ?? []).map((file) => createSourceFile(file, host.readText(file) ?? '', { defines: [] }));
  const source = (name: string): SourceFile => {
    const found = files.find((file) => file.path.endsWith(`/${name}`));
    assert.ok(found, name);
    return found;
  };
  return { generated: new GeneratedCode(evaluations, host, () => () => false), files, source };
}

test('every kind of generator, on .NET 8, 9 and 10: there and back', { timeout: 600_000 }, async (t) => {
  const folder = temporaryFolder(t);
  cpSync(path.join(root, 'test/fixtures/generators'), folder, { recursive: true });
  const result = await runGeneratorBuild({ dotnet: 'dotnet', project: path.join(folder, 'Generators.csproj'), asProperty: true });
  assert.equal(result.kind, 'succeeded', JSON.stringify(result));
  const { generated, files, source } = open(path.join(folder, 'Generators.csproj'));
  assert.deepEqual(generated.sets.map(({ framework, label }) => [framework, label]), ['net10.0', 'net8.0', 'net9.0'].map((framework) => [framework, `Debug ${framework}`]));

  const program = source('Program.cs');
  const sites = sitesIn(program);
  assert.equal(sites.length, 14);
  for (const site of sites) {
    const written = program.text.slice(site.span.start, site.span.end);
    const places = generated.placesOf(site);
    assert.equal(places.length, 3, written);
    for (const { file, span, output } of places) {
      assert.equal(output.kind, site.kind);
      const text = generated.parse(file.path)?.source?.text.slice(span.start, span.end) ?? '';
      assert.equal(text, site.kind === 'json' ? expectedJson(written) : (site.member?.name ?? (site.kind === 'options' ? 'Validate' : site.type.slice(site.type.lastIndexOf('.') + 1))), written);
      const back = originsOf(generated, file.path, span.start, files).map((origin) => program.text.slice(origin.span.start, origin.span.end));
      assert.deepEqual(back, [written]);
    }
  }

  const calls = ['Program.cs', 'Api/Routes.cs', 'Other/Routes.cs'].map((name) => {
    const file = source(name);
    const all = generated.interceptedCalls(file, files);
    assert.ok(all.every(({ moved }) => !moved));
    for (const { call, place } of all) {
      const back = originsOf(generated, place.file.path, place.span.start, files);
      assert.ok(back.some((origin) => origin.file === file.path && origin.span.start === call.nameStart), call.name);
    }
    return generated.sets.map(({ framework }) => all.filter(({ place }) => place.set.framework === framework).map(({ call }) => call.name).join(' '));
  });
  const each = (names: string): string[] => [names, names, names];
  assert.deepEqual(calls, [each('Configure Get Bind BindConfiguration MapGet MapGet MapPost MapGet MapGet'), each('MapGet MapMethods'), each('MapGet')]);
});

function expectedJson(attribute: string): string {
  return {
    'JsonSerializable(typeof(Order))': 'Order', 'JsonSerializable(typeof(List<Order>))': 'ListOrder', 'JsonSerializable(typeof(Dictionary<string, Order[]>))': 'DictionaryStringOrderArray',
    'JsonSerializable(typeof(int?))': 'NullableInt32', 'JsonSerializable(typeof((int, string)))': 'ValueTupleInt32String',
    'JsonSerializable(typeof(Api.Page), TypeInfoPropertyName = "ApiPage")': 'ApiPage',
  }[attribute] ?? '';
}

test('by the property of the project or of one build, also when nothing else has changed; artifacts output; every file is written each time', { timeout: 600_000 }, async (t) => {
  const project = copySample(t);
  writeFileSync(path.join(path.dirname(project), 'Directory.Build.props'), '<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>');
  const build = (asProperty: boolean): ReturnType<typeof runGeneratorBuild> => runGeneratorBuild({ dotnet: 'dotnet', project, asProperty });
  assert.equal((await build(false)).kind, 'succeeded');
  assert.deepEqual(open(project).generated.sets, []);
  assert.equal((await build(true)).kind, 'succeeded');
  const emitted = open(project).generated.sets;
  assert.deepEqual(emitted.map(({ label }) => label), ['debug']);
  const files = emitted.flatMap(({ generators }) => generators.flatMap((output) => output.files));
  assert.ok(files.length > 3);
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const { path: file } of files) utimesSync(file, longAgo, longAgo);
  replaceInFile(project, '<PublishAot>', '<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><PublishAot>');
  assert.equal((await build(false)).kind, 'succeeded');
  for (const { path: file } of files) assert.ok(statSync(file).mtimeMs > longAgo.getTime() + 1_000, file);
});

test('failures are explained: errors of the code, files compiled twice, no SDK', { timeout: 600_000 }, async (t) => {
  const project = copySample(t);
  const folder = path.dirname(project);
  const missing = await runGeneratorBuild({ dotnet: path.join(folder, 'no-dotnet'), project, asProperty: true });
  assert.ok(missing.kind === 'failed' && /"dotnet" was not found/.test(missing.failure.what));
  const text = readFileSync(path.join(folder, 'Program.cs'), 'utf8');
  replaceInFile(path.join(folder, 'Program.cs'), 'app.Run();', 'app.Run(Missing);');
  const broken = await runGeneratorBuild({ dotnet: 'dotnet', project, asProperty: true });
  assert.ok(broken.kind === 'failed' && /Program\.cs, line \d+: CS0103/.test(broken.failure.what), JSON.stringify(broken));
  writeFileSync(path.join(folder, 'Program.cs'), text);
  replaceInFile(project, '<PublishAot>', '<CompilerGeneratedFilesOutputPath>Made</CompilerGeneratedFilesOutputPath><PublishAot>');
  assert.equal((await runGeneratorBuild({ dotnet: 'dotnet', project, asProperty: true })).kind, 'succeeded');
  assert.ok(existsSync(path.join(folder, 'Made')));
  const twice = await runGeneratorBuild({ dotnet: 'dotnet', project, asProperty: true });
  assert.ok(twice.kind === 'failed' && /compiled a second time/.test(twice.failure.what), JSON.stringify(twice));
  rmSync(path.join(folder, 'Made'), { recursive: true });
});

test('cancelling ends the build', { timeout: 120_000 }, async (t) => {
  const project = copySample(t);
  const controller = new AbortController();
  const running = runGeneratorBuild({ dotnet: 'dotnet', project, asProperty: true, signal: controller.signal, onLine: () => { controller.abort(); } });
  assert.deepEqual(await running, { kind: 'cancelled' });
});
