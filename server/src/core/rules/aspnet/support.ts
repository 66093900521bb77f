/** AOT2100 to AOT2108: features that native ASP.NET Core programs do not have. */
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { capabilities, requirementOf } from '../capability/requires';
import type { SupportReport, SupportRow } from './supportModel';
import { statusIn, supportedSince } from './supportModel';
import { supportRowOf } from './supportOverview';
import { supportTable } from './supportTable';

/** " before .NET 9", or nothing. */
function sinceText(row: SupportRow): string {
  const since = supportedSince(row);
  return since === undefined ? '' : ` before .NET ${since}`;
}

/** A feature's name inside a sentence. */
function inSentence(feature: string): string {
  return /^[A-Z][a-z]/.test(feature) && !/^(?:Razor|Blazor|Swashbuckle|Signal|Message)/.test(feature) ? feature.charAt(0).toLowerCase() + feature.slice(1) : feature;
}

function metaOf(row: SupportRow, report: SupportReport): RuleMeta {
  return {
    id: report.id, name: `no-${row.feature.toLowerCase().replace(/[^a-z]+/g, '-')}`, title: `Native programs do not support ${inSentence(row.feature)}${sinceText(row)}`,
    defaultSeverity: report.severity, official: false, why: `Under Native AOT ${report.effect}; neither build nor publish says so.`, whatToDo: row.advice,
  };
}

function messageOf(name: string, row: SupportRow, report: SupportReport): string {
  const modal = report.severity === 'info' ? 'not officially supported' : 'not supported';
  return `'${name}': ${inSentence(row.feature)} ${report.isPlural ? 'are' : 'is'} ${modal} under Native AOT${sinceText(row)}; ${report.effect}. ${row.advice}`;
}

export const supportRule = defineRule({
  metas: supportTable.flatMap((row) => (row.report ? [metaOf(row, row.report)] : [])),
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.publishAot) return;
    for (const use of body.uses) {
      const method = use.symbol;
      if (use.kind !== 'call' || method?.kind !== 'method') continue;
      const row = supportRowOf(method);
      const isMissing = row !== undefined && statusIn(row, program.frameworkVersion || 10) === 'none';
      if (!isMissing || !row.report || capabilities.some((c) => requirementOf(method, c) !== undefined)) continue;
      context.report(use.anchor, { id: row.report.id, severity: row.report.severity, message: messageOf(method.name, row, row.report) });
    }
  },
});
