/** Which analyzers run, by properties; measured with builds of the SDK after a restore. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateProject } from '../../../server/src/core/msbuild/index';
import { enabledAnalyzers } from '../../../server/src/core/program/workspace';
import { memoryHost } from './memoryHost';

/** Initials of the trim, AOT and single-file analyzers, and of all others, that run. */
function running(properties: string, { framework = 'net10.0', assumeAot = false } = {}): string {
  const text = `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework>${properties}</PropertyGroup></Project>`;
  const { trim, aot, singleFile, others } = enabledAnalyzers(evaluateProject('/w/app.csproj', memoryHost({ '/w/app.csproj': text }), {}), assumeAot);
  return [trim ? 't' : '', aot ? 'a' : '', singleFile ? 's' : '', others ? 'o' : ''].join('');
}

const compatible = '<IsAotCompatible>true</IsAotCompatible>';
const aot = '<PublishAot>true</PublishAot>';
const cases: readonly (readonly [properties: string, expected: string])[] = [
  ['', 'o'], [compatible, 'taso'], [aot, 'taso'], ['<IsTrimmable>true</IsTrimmable>', 'to'], ['<PublishTrimmed>true</PublishTrimmed>', 'to'], ['<PublishSingleFile>true</PublishSingleFile>', 'so'],
  [`${compatible}<IsTrimmable>false</IsTrimmable>`, 'aso'], [`${aot}<IsTrimmable>false</IsTrimmable>`, 'taso'], [`${aot}<IsAotCompatible>false</IsAotCompatible>`, 'taso'],
  [`${compatible}<EnableAotAnalyzer>false</EnableAotAnalyzer>`, 'tso'], [`${compatible}<EnableTrimAnalyzer></EnableTrimAnalyzer>`, 'taso'],
  [`${compatible}<IncludeAllContentForSelfExtract>true</IncludeAllContentForSelfExtract>`, 'tao'],
  [`${compatible}<AnalysisLevel>none</AnalysisLevel>`, 'o'], [`${compatible}<AnalysisLevel>4</AnalysisLevel>`, 'o'], [`${compatible}<AnalysisLevel>none-all</AnalysisLevel>`, 'o'],
  [`${compatible}<AnalysisLevel>5</AnalysisLevel>`, 'taso'], [`${compatible}<AnalysisLevel>latest-none</AnalysisLevel>`, 'taso'], [`${compatible}<AnalysisMode>None</AnalysisMode>`, 'taso'],
  [`${compatible}<AnalysisLevel>none</AnalysisLevel><EnableTrimAnalyzer>true</EnableTrimAnalyzer>`, 'to'], [`${compatible}<EnableNETAnalyzers>false</EnableNETAnalyzers>`, 'taso'],
  [`${compatible}<RunAnalyzers>False</RunAnalyzers>`, ''], [`${compatible}<WarningLevel>0</WarningLevel>`, ''],
  [`${aot}<SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>`, 'aso'], [`${aot}<SuppressAotAnalysisWarnings>true</SuppressAotAnalysisWarnings>`, 'tso'],
  [`${compatible}<SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>`, 'aso'], [`${compatible}<SuppressAotAnalysisWarnings>true</SuppressAotAnalysisWarnings>`, 'taso'],
];

for (const [properties, expected] of cases) {
  test(`the analyzers of ${properties === '' ? 'a plain project' : properties}`, () => { assert.equal(running(properties), expected); });
}

test('to assume PublishAot is to ask for the analyzers: only what is said of one of them counts', () => {
  assert.equal(running('', { assumeAot: true }), 'taso');
  assert.equal(running('<AnalysisLevel>none</AnalysisLevel><RunAnalyzers>false</RunAnalyzers><SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>', { assumeAot: true }), 'taso');
  assert.equal(running('<EnableTrimAnalyzer>false</EnableTrimAnalyzer>', { assumeAot: true }), 'aso');
  assert.equal(running('', { framework: 'netstandard2.0', assumeAot: true }), 'o');
});
