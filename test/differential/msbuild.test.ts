// The evaluator against the real MSBuild, over project shapes written for the purpose.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { evaluateProject } from '../../server/src/core/msbuild/index';
import type { EvaluatedProject } from '../../server/src/core/msbuild/projectModel';
import { createNodeHost } from '../../server/src/node/nodeHost';
import { shapes } from './msbuildShapes';
import type { Shape } from './msbuildShapes';

/** Properties that the SDK itself decides; those of the packs that a restore brings are not there without one. */
const properties = [
  'TargetFramework', 'OutputType', 'AssemblyName', 'RootNamespace', 'LangVersion', 'Nullable', 'ImplicitUsings', 'DefineConstants', 'NoWarn', 'PublishAot', 'PublishTrimmed',
  'IsAotCompatible', 'IsTrimmable', 'EnableAotAnalyzer', 'EnableTrimAnalyzer', 'EnableSingleFileAnalyzer', 'EnableRequestDelegateGenerator', 'EnableConfigurationBindingGenerator',
  'PublishSelfContained', 'InvariantGlobalization', 'Configuration', 'SignalRCustomAwaitableSupport', 'PublishIISAssets', 'TargetFrameworkIdentifier', 'TargetFrameworkVersion', 'TargetPlatformIdentifier',
];

interface Answer {
  readonly Properties: Readonly<Record<string, string>>;
  readonly Items: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const host = createNodeHost({ log, bundleFolder: tmpdir() });
const answers = new Map<string, Answer>();
let root = '';

async function ask(shape: Shape): Promise<void> {
  for (const [name, text] of Object.entries(shape.files)) {
    const file = path.join(root, shape.name, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const framework = shape.framework === undefined ? [] : [`-p:TargetFramework=${shape.framework}`];
  const args = ['msbuild', path.join(root, shape.project), ...framework, `-getProperty:${properties.join(',')}`, '-getItem:Compile,Using,PackageReference,ProjectReference', '-nodeReuse:false'];
  const { stdout } = await promisify(execFile)('dotnet', args, { maxBuffer: 1 << 26, env: { ...process.env, DOTNET_CLI_UI_LANGUAGE: 'en' } });
  answers.set(shape.name, JSON.parse(stdout) as Answer);
}

before(async () => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'msbuild-shapes-')));
  const queue = [...shapes];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await ask(next);
  };
  await Promise.all([work(), work()]);
});
after(() => { rmSync(root, { recursive: true, force: true }); });

/** Lists are compared as sets where their order means nothing. */
function comparable(name: string, value: string): string {
  return name === 'DefineConstants' || name === 'NoWarn' ? value.split(/[;,]/).map((v) => v.trim()).filter((v) => v !== '' && v !== 'IL2121').sort().join(';') : value;
}

function items(answer: Answer, type: string): readonly Readonly<Record<string, string>>[] {
  return answer.Items[type] ?? [];
}

function compare(project: EvaluatedProject, answer: Answer): void {
  const ours = Object.fromEntries(properties.map((name) => [name, comparable(name, project.property(name)?.value ?? '')]));
  const theirs = Object.fromEntries(properties.map((name) => [name, comparable(name, answer.Properties[name] ?? '')]));
  assert.deepEqual(ours, theirs);
  assert.deepEqual([...project.compileFiles].sort(), [...new Set(items(answer, 'Compile').map((i) => i['FullPath']))].sort(), 'Compile');
  const using = (name: string, isStatic: boolean, alias: string): string => `${name}${isStatic ? ' static' : ''} ${alias}`;
  assert.deepEqual(project.globalUsings.map((u) => using(u.name, u.isStatic, u.alias ?? '')), items(answer, 'Using').map((i) => using(i['Identity'] ?? '', i['Static'] === 'true', i['Alias'] ?? '')), 'Using');
  assert.deepEqual(project.packageReferences.map((p) => p.id), items(answer, 'PackageReference').map((i) => i['Identity']), 'PackageReference');
  for (const item of items(answer, 'PackageReference')) {
    // Central versions are put on the items by a target, not by evaluation: MSBuild has none to compare with here.
    const version = item['VersionOverride'] ?? item['Version'];
    if (version !== undefined) assert.equal(project.packageReferences.find((p) => p.id === item['Identity'])?.version, version);
  }
  assert.deepEqual(project.projectReferences, items(answer, 'ProjectReference').map((i) => i['FullPath']), 'ProjectReference');
}

for (const shape of shapes) {
  test(`evaluates ${shape.name} as MSBuild does`, () => {
    const answer = answers.get(shape.name);
    assert.ok(answer);
    compare(evaluateProject(path.join(root, shape.project), host, shape.framework === undefined ? {} : { targetFramework: shape.framework }), answer);
  });
}

for (const framework of ['net9.0', 'net48', 'netstandard2.1', 'netcoreapp3.1', 'net8.0-windows']) {
  test(`defines the symbols of ${framework} as the SDK's target does`, async () => {
    const file = path.join(root, `defines-${framework}`, 'p.csproj');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework><EnableWindowsTargeting>true</EnableWindowsTargeting></PropertyGroup></Project>`);
    const { stdout } = await promisify(execFile)('dotnet', ['msbuild', file, '-t:AddImplicitDefineConstants', '-getProperty:DefineConstants', '-nodeReuse:false']);
    assert.deepEqual([...evaluateProject(file, host).defines].sort(), stdout.trim().split(';').sort());
  });
}
