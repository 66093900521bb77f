import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluateCondition } from '../../../server/src/core/msbuild/condition';
import { expand } from '../../../server/src/core/msbuild/expression';
import type { ExpansionScope } from '../../../server/src/core/msbuild/expression';
import { memoryHost } from './memoryHost';

const properties: Readonly<Record<string, string>> = {
  a: 'x', empty: '', flag: 'true', off: 'False', version: '9.0', targetframework: 'net9.0', path: '/w/src/', list: 'a;b;c', text: 'Hello.World',
};
const scope: ExpansionScope = {
  host: memoryHost({ '/w/Directory.Build.props': '', '/w/src/p/a.txt': 'content' }, { environment: { HOME_DIR: '/h' } }),
  projectFolder: '/w/src/p', thisFile: '/w/src/p/p.csproj',
  property: (name) => (name.toLowerCase() === 'unknown' ? undefined : Object.hasOwn(properties, name.toLowerCase()) ? properties[name.toLowerCase()] : ''),
};

const conditions: readonly (readonly [string, boolean | undefined])[] = [
  ['', true], ['true', true], ['!false', true], ["'$(A)' == 'X'", true], ["'$(a)' != 'x'", false], ["$(flag)", true], ["!$(flag)", false], ["'$(off)'", false],
  ["'$(empty)' == ''", true], ["'$(A)'=='x' and '$(flag)'=='true'", true], ["'$(A)'=='y' or '$(flag)'=='TRUE'", true],
  ["'$(A)'=='y' And ('$(flag)'=='true' Or true)", false], ["('$(A)'=='x')", true], ["'1.0' == '1'", true], ["'10' > '9'", true], ["$(version) >= 8", true],
  ["'9.0.1' > '9.0'", true], ["'10.0' > '9.0'", true], ["1 < 2 and 2 <= 2 and 0x10 == 16", true], ["'on' == 'true'", true],
  ["Exists('a.txt')", true], ["exists('b.txt')", false], ["Exists('')", false], ["HasTrailingSlash('$(path)')", true], ["!HasTrailingSlash('x')", true],
  ["$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net8.0'))", true],
  ["$([MSBuild]::IsTargetFrameworkCompatible('net472', 'netstandard2.0'))", true],
  ["'$([MSBuild]::GetTargetFrameworkIdentifier('netstandard2.0'))' == '.NETStandard'", true],
  ["$([MSBuild]::VersionGreaterThanOrEquals('$(version)', '9.0'))", true], ["$([MSBuild]::IsOSPlatform('Linux'))", true], ["$([MSBuild]::IsOSPlatform('Windows'))", false],
  ["$(text.Contains('World')) and $(text.StartsWith(\"Hello\"))", true], ["'$([System.String]::IsNullOrEmpty('$(empty)'))' == 'true'", true],
  ["'$(unknown)' == 'x'", undefined], ["'$(unknown)' == 'x' or true", true], ["'$(unknown)' == 'x' and false", false], ["!('$(unknown)' == '')", undefined],
  ["'a' <", undefined], ["'a' == 'b", undefined], ['(', undefined], ['and', undefined], ["'a' > 'b'", undefined], ["'x' == 'x' garbage", undefined],
];
for (const [text, expected] of conditions) test(`condition ${text}`, () => { assert.equal(evaluateCondition(text, scope), expected); });

const expansions: readonly (readonly [string, string | undefined])[] = [
  ['a$(A)b$(Empty)', 'axb'], ['$(text.Replace(".", "_").ToUpper())', 'HELLO_WORLD'], ['$(text.Substring(6))', 'World'], ['$(text.Substring(99))', undefined],
  ["$(text.Split('.')[1])", 'World'], ['$(text.Length)', '11'], ["$(version.TrimStart('v9').TrimStart('.'))", '0'],
  ['$([System.IO.Path]::Combine($(path), "b"))', '/w/src/b'], ['$([System.IO.Path]::GetFileNameWithoutExtension(/a/b.tar.gz))', 'b.tar'],
  ["$([MSBuild]::GetDirectoryNameOfFileAbove('/w/src/p', 'Directory.Build.props'))", '/w'],
  ["$([MSBuild]::GetPathOfFileAbove('Directory.Build.props'))", '/w/Directory.Build.props'],
  ["$([MSBuild]::GetPathOfFileAbove('nowhere.props', '/w/src'))", ''],
  ["$([MSBuild]::NormalizePath('/w/src/', '../x'))", '/w/x'], ["$([MSBuild]::EnsureTrailingSlash('/w'))", '/w/'], ["$([MSBuild]::ValueOrDefault('$(empty)', 'd'))", 'd'],
  ["$([MSBuild]::GetTargetFrameworkVersion('net8.0'))", '8.0'], ["$([MSBuild]::GetTargetPlatformIdentifier('net8.0-windows10.0.19041'))", 'Windows'],
  ["$([MSBuild]::Add(9, $([MSBuild]::Subtract(9, 5)))).0", '13.0'], ["$([System.Environment]::GetEnvironmentVariable('HOME_DIR'))", '/h'],
  ['$([System.IO.File]::ReadAllText(a.txt))', 'content'], ['$([System.DateTime]::Now)', undefined], ['$(A.NoSuchMember())', undefined], ['$(unclosed', '$(unclosed'],
  ["$([System.Text.RegularExpressions.Regex]::IsMatch('abc', '^a'))", 'True'],
  ["$([System.Text.RegularExpressions.Regex]::Match($(version), '\\d+').Value)", '9'], ["$([System.Text.RegularExpressions.Regex]::Match($(version), '(\\d)\\.(?<minor>\\d)').Groups['minor'].Value)", '0'],
  ["$([System.Text.RegularExpressions.Regex]::Match('a1b', '(a)(\\d)').Groups[2].Value)", '1'], ["$([System.Text.RegularExpressions.Regex]::Match('x', 'y').Success)", 'False'], ["$([System.Text.RegularExpressions.Regex]::Match('x', 'y').Value)z", 'z'],
  ["$([System.Text.RegularExpressions.Regex]::Split('a1b2c', '\\d')[2])", 'c'], ["$([System.Text.RegularExpressions.Regex]::IsMatch('aaaa', '(a+)+$'))", undefined], ["$([System.Text.RegularExpressions.Regex]::IsMatch('aaaa', '(a|a)*$'))", undefined],
  ["$([System.IO.Directory]::GetParent($(path)).Parent.FullName)", '/w'], ["$([System.IO.Directory]::GetParent('/w/src/p').Name)", 'src'], ["$([System.IO.DirectoryInfo]::new('$(path)').Parent.FullName)", '/w'], ['$(text.Parent)', undefined],
  ["$([MSBuild]::BitwiseOr(4, 2))", '6'], ["$([System.Math]::Max(3, $([System.Int32]::Parse('5'))))", '5'], ['$([MSBuild]::__proto__())', undefined], ['$(text.constructor())', undefined],
];
for (const [text, expected] of expansions) test(`expansion ${text}`, () => { assert.equal(expand(text, scope), expected); });

test('conditions and expansions of any text give a value and never throw', () => {
  const token = fc.constantFrom("'", '"', '$(', ')', '(', '==', '!=', '<', ' and ', ' or ', '!', 'a', '$(A)', '[MSBuild]::', '.Replace(', ',', '@(', '%(', 'Exists', '0x', '$([System.String]::Join(');
  fc.assert(fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
    const text = tokens.join('');
    assert.ok([true, false, undefined].includes(evaluateCondition(text, scope)));
    const expanded = expand(text, scope);
    assert.ok(expanded === undefined || typeof expanded === 'string');
  }), { numRuns: 500, seed: 3 });
});
