import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, isPublishIdentifier, parseSettings, TRACE_LEVELS } from '../../../shared/settings';

const root = process.env.PROJECT_ROOT ?? '';
interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown; readonly enum?: readonly string[]; readonly markdownDescription?: string }>> };
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] } };
}
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

function flatten(value: object, prefix: string): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null ? flatten(inner, `${prefix}.${name}`) : [[`${prefix}.${name}`, inner]]);
}

test('package.json declares exactly the settings that are read, with the same defaults', () => {
  const declared = Object.entries(manifest.contributes.configuration.properties).map(([name, property]) => [name, property.default]);
  assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(flatten(DEFAULT_SETTINGS, 'aotLens')));
  assert.deepEqual(manifest.contributes.configuration.properties['aotLens.trace.server']?.enum, [...TRACE_LEVELS]);
  for (const [name, property] of Object.entries(manifest.contributes.configuration.properties)) assert.ok(property.markdownDescription, name);
});

test('package.json and the client know the same commands', () => {
  const client = readFileSync(path.join(root, 'client/src/extension.ts'), 'utf8');
  const registered = [...client.matchAll(/^ {2}'(aotLens\.\w+)':/gm)].map((match) => match[1]).sort();
  assert.deepEqual(manifest.contributes.commands.map((c) => c.command).sort(), registered);
  for (const { category } of manifest.contributes.commands) assert.equal(category, 'AOT Lens');
  for (const item of Object.values(manifest.contributes.menus).flat()) assert.ok(registered.includes(item.command));
  assert.ok(readdirSync(path.join(root, 'client/src/commands')).length > 4);
});

test('an untrusted workspace cannot name the program that is run', () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['aotLens.dotnetPath']);
});

test('values of a wrong type are reported and replaced', () => {
  const { settings, problems } = parseSettings({ enable: 'yes', dotnetPath: 3, publish: { configuration: '-p:X=1', runtimeIdentifier: 'linux-x64' }, trace: { server: 'loud' } });
  assert.deepEqual(settings, { ...DEFAULT_SETTINGS, publish: { configuration: 'Release', runtimeIdentifier: 'linux-x64' } });
  assert.equal(problems.length, 4);
});

test('nothing given: the defaults, silently', () => {
  for (const raw of [undefined, null, {}, [], 7, { publish: null }]) assert.deepEqual(parseSettings(raw), { settings: DEFAULT_SETTINGS, problems: [] });
});

test('any object is read without throwing, and options of dotnet cannot be smuggled in', () => {
  fc.assert(fc.property(fc.object(), (raw) => {
    const { publish } = parseSettings({ ...raw, publish: raw }).settings;
    for (const value of [publish.configuration, publish.runtimeIdentifier]) assert.ok(value === '' || isPublishIdentifier(value));
  }));
  for (const bad of ['-r', '/p:a=b', 'a b', 'a;b', '', '@file', 'a=b']) assert.equal(isPublishIdentifier(bad), false, bad);
});
