/** The JSON contract: version 1, 0-based LSP ranges, absolute paths, sorted by file, position, id. */
import type { Report } from './report';

export function renderJson(report: Report): string {
  const diagnostics = report.located.map(({ diagnostic, start, end, fixes }) => ({
    id: diagnostic.id,
    severity: diagnostic.severity,
    tier: diagnostic.tier,
    file: diagnostic.file,
    range: { start, end },
    message: diagnostic.message,
    fixes,
  }));
  return `${JSON.stringify({ version: 1, diagnostics, stats: report.stats }, undefined, 2)}\n`;
}
