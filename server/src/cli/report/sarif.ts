/** SARIF 2.1.0 (OASIS standard), one run. Columns and lines are 1-based there. */
import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../core/diagnostic';
import { metaOf } from '../../core/rules/index';
import { documentationUrl } from '../../core/rules/rule';
import type { Located, Report } from './report';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export function renderSarif(report: Report): string {
  const ids = [...new Set(report.located.map((l) => l.diagnostic.id))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'AOT Lens', semanticVersion: report.version, informationUri: 'https://github.com/aot-lens/aot-lens', rules: ids.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: report.located.map((located) => result(located, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(id: string): ReportingDescriptor {
  const meta = metaOf(id);
  return {
    id,
    helpUri: documentationUrl(id),
    ...(meta ? { name: meta.name, shortDescription: { text: meta.title }, fullDescription: { text: `${meta.why} ${meta.whatToDo}` }, defaultConfiguration: { level: LEVEL[meta.defaultSeverity] } } : {}),
  };
}

function result({ diagnostic, start, end }: Located, ids: readonly string[]): Result {
  return {
    ruleId: diagnostic.id,
    ruleIndex: ids.indexOf(diagnostic.id),
    level: LEVEL[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: pathToFileURL(diagnostic.file).href },
          region: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
        },
      },
    ],
    properties: { tier: diagnostic.tier },
  };
}
