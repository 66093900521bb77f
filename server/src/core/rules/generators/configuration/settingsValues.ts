/** What the settings files of a project say of a bound property: whether any value would be another than it has by default. */
import type { SourceFile } from '../../../sourceFile';
import { stringOf } from '../../../symbols/attributeValues';
import type { PropertySymbol } from '../../../symbols/symbol';
import { isValueType, nullableUnderlying } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { applicationSettings, settingsFiles } from '../../settingsFiles';

/** Sources of configuration other than the files and the environment that every host reads. */
const otherSources = /\bAdd(?:Json|Ini|Xml|KeyPer)\w*File\b|\bAddJsonStream\b|\bAddInMemoryCollection\b|\bAddAzure\w+|\bAddUserSecrets\b|\bIConfigurationSource\b|\bAddConfiguration\(/;
const scanned = new WeakMap<SourceFile, boolean>();

/** By file: of an edit only the edited one is looked at again. */
function hasOtherSource(file: SourceFile): boolean {
  let found = scanned.get(file);
  if (found === undefined) scanned.set(file, found = otherSources.test(file.text));
  return found;
}

/**
 * Whether the configuration leaves a property at its default: there are settings files, none has a value for its key that differs
 * from the default, and the program reads no other sources. `initializer`: text of the property's initializer.
 */
export function isLeftAtDefault(property: PropertySymbol, initializer: string | undefined, program: ProgramContext): boolean {
  const { host, project: { folder } } = program;
  if (settingsFiles(program).length === 0 || program.files.some(hasOtherSource)) return false;
  const key = keyOf(property);
  const launch = (host.readText(`${folder}/Properties/launchSettings.json`) ?? '').toLowerCase();
  if (['__', ':'].some((before) => ['"', '__', ':'].some((after) => launch.includes(`${before}${key}${after}`)))) return false;
  // A section under the key counts as a value.
  const values = applicationSettings(program).filter((setting) => setting.key.split(':').includes(key)).map((setting) => plain(setting.value));
  const own = plain(initializer ?? (isValueType(property.type) && !nullableUnderlying(property.type) ? '0' : 'null'));
  return values.every((value) => value === own);
}

/** The key of a property in its section, in lower case. */
export function keyOf(property: PropertySymbol): string {
  const renamed = property.attributes.find(({ fullName }) => fullName === 'Microsoft.Extensions.Configuration.ConfigurationKeyNameAttribute')?.constructorArguments[0];
  return (stringOf(renamed) ?? property.name).toLowerCase();
}

/** A literal of JSON or C#, so that equal ones are equal: without quotes, `false` and `default` as 0. */
function plain(literal: string): string {
  const text = literal.trim().replace(/^"(.*)"$/s, '$1');
  return /^(?:false|default|0+)$/i.test(text) ? '0' : text;
}
