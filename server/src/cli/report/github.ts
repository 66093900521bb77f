/** GitHub Actions workflow commands: annotations on the pull request's lines. */
import path from 'node:path';
import type { Severity } from '../../core/diagnostic';
import type { Report } from './report';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

export function renderGithub(report: Report): string {
  return report.located
    .map(({ diagnostic: d, start, end }) => {
      const file = path.relative(report.workingFolder, d.file).split(path.sep).join('/');
      const properties = { file, line: start.line + 1, endLine: end.line + 1, col: start.character + 1, endColumn: end.character + 1, title: d.id };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${COMMAND[d.severity]} ${list.join(',')}::${escapeData(d.message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
