/** Texts of the rules that the support table makes. */
import type { RuleMeta } from '../../rule';
import type { SupportReport, SupportRow } from './model';
import { supportedSince } from './model';

/** " before .NET 9", or nothing. */
function sinceText(row: SupportRow): string {
  const since = supportedSince(row);
  return since === undefined ? '' : ` before .NET ${since}`;
}

/** A feature's name inside a sentence. */
function inSentence(feature: string): string {
  return /^[A-Z][a-z]/.test(feature) && !/^(?:Razor|Blazor|Swashbuckle|Signal|Message)/.test(feature) ? feature.charAt(0).toLowerCase() + feature.slice(1) : feature;
}

export function metaOf(row: SupportRow, report: SupportReport): RuleMeta {
  return {
    id: report.id, name: `no-${row.feature.toLowerCase().replace(/[^a-z]+/g, '-')}`, title: `Native programs do not support ${inSentence(row.feature)}${sinceText(row)}`,
    defaultSeverity: report.severity, official: false, why: `Under Native AOT ${report.effect}; neither build nor publish says so.`, whatToDo: row.advice,
  };
}

/** `name`: the method or type that is used. */
export function messageOf(name: string, row: SupportRow, report: SupportReport): string {
  const modal = report.severity === 'info' ? 'not officially supported' : 'not supported';
  return `'${name}': ${inSentence(row.feature)} ${report.isPlural ? 'are' : 'is'} ${modal} under Native AOT${sinceText(row)}; ${report.effect}. ${row.advice}`;
}
