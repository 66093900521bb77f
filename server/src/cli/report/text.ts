/** Text for people, in the form MSBuild prints: `file(line,column): severity ID: message`. */
import path from 'node:path';
import type { Report, RunStatistics } from './report';

export function renderText(report: Report, showStatistics: boolean): string {
  const lines = report.located.map(({ diagnostic: d, start, fixes }) => {
    const fix = fixes.length > 0 ? ` [fix: ${fixes.map((f) => (f.applicability === 'unsafe' ? `${f.title} (unsafe)` : f.title)).join('; ')}]` : '';
    return `${path.relative(report.workingFolder, d.file) || d.file}(${start.line + 1},${start.character + 1}): ${d.severity} ${d.id}: ${d.message}${fix}`;
  });
  lines.push(summary(report));
  if (showStatistics) lines.push(...statistics(report.stats));
  return `${lines.join('\n')}\n`;
}

function summary(report: Report): string {
  const count = (severity: string): number => report.located.filter((l) => l.diagnostic.severity === severity).length;
  const { stats } = report;
  return `${count('error')} error(s), ${count('warning')} warning(s), ${count('info')} information in ${stats.files} file(s), ${(stats.elapsedMs / 1000).toFixed(2)} s`;
}

function statistics(stats: RunStatistics): string[] {
  const bound = stats.invocations - stats.unboundInvocations;
  const share = stats.invocations > 0 ? ` (${((100 * bound) / stats.invocations).toFixed(2)} %)` : '';
  return [
    `projects: ${stats.projects}, files: ${stats.files}, lines: ${stats.lines}`,
    `invocations bound: ${bound} of ${stats.invocations}${share}`,
    `CPU: ${stats.cpuMs} ms`,
    ...stats.unresolved.map((what) => `unresolved: ${what}`),
  ];
}
