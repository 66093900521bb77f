/** The page of the support table, as HTML. Everything that comes from the workspace is escaped; scripts and styles run by nonce only. */
import path from 'node:path';
import type { FeatureSupportResult, FeatureSupportRow } from '../../shared/protocol';

/** What the page's script sends to the extension: numbers and known ids only. */
export type FeatureSupportMessage =
  | { readonly kind: 'open'; readonly row: number; readonly use: number }
  | { readonly kind: 'rule'; readonly id: string };

const WORDS: Readonly<Record<FeatureSupportRow['status'], string>> = { full: 'supported', partial: 'in part', none: 'not supported', unavailable: 'not in this version' };
const MARKS: Readonly<Record<FeatureSupportRow['status'], string>> = { full: '✓', partial: '~', none: '✗', unavailable: '–' };
/** More places of one feature are only counted. */
const MAXIMUM_USES = 12;

/** `project`: path of the project file. `nonce`: a new one for each page. `relative`: path of a file as people read it. */
export function featureSupportHtml(project: string, result: FeatureSupportResult, nonce: string, relative: (file: string) => string): string {
  const name = path.basename(project, path.extname(project));
  const indexed = result.rows.map((row, index) => ({ row, index }));
  const used = indexed.filter(({ row }) => row.uses.length > 0).sort((a, b) => ORDER.indexOf(a.row.status) - ORDER.indexOf(b.row.status));
  const unused = indexed.filter(({ row }) => row.uses.length === 0);
  const broken = used.filter(({ row }) => row.status === 'none' || row.status === 'unavailable').length;
  const verdict = used.length === 0 ? 'The project uses no feature of this table.'
    : broken === 0 ? 'Every feature that the project uses works natively, at least in part.'
      : `${broken} ${broken === 1 ? 'feature' : 'features'} that the project uses ${broken === 1 ? 'does' : 'do'} not work natively.`;
  const table = (rows: typeof indexed, isUsed: boolean): string => `<table><thead><tr><th>Feature</th><th>Native AOT</th>${isUsed ? '<th>Used in</th>' : ''}<th>Advice</th></tr></thead><tbody>
${rows.map(({ row, index }) => rowHtml(row, index, relative, isUsed)).join('\n')}
</tbody></table>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Feature support</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<h1>${escape(name)}: ASP.NET Core features under Native AOT</h1>
<p>${escape(result.framework === '' ? 'No target framework' : result.framework)}${result.publishAot ? '' : ', PublishAot is not set'}. ${verdict}</p>
${used.length > 0 ? `<h2>Used by this project</h2>\n${table(used, true)}` : ''}
<h2>Other features</h2>
${table(unused, false)}
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

const ORDER: readonly FeatureSupportRow['status'][] = ['none', 'unavailable', 'partial', 'full'];

function rowHtml({ feature, status, uses, advice, docs, ruleId }: FeatureSupportRow, index: number, relative: (file: string) => string, isUsed: boolean): string {
  const places = uses.slice(0, MAXIMUM_USES).map((use, i) =>
    `<a href="#" data-row="${index}" data-use="${i}" title="${escape(relative(use.file))}">${escape(use.name)}, ${escape(path.basename(use.file))}:${use.range.start.line + 1}</a>`);
  if (uses.length > MAXIMUM_USES) places.push(`and ${uses.length - MAXIMUM_USES} more`);
  const rule = ruleId === null ? '' : ` <a href="#" data-rule="${escape(ruleId)}">${escape(ruleId)}</a>`;
  const link = /^https:\/\//.test(docs) ? `<a href="${escape(docs)}">${escape(feature)}</a>` : escape(feature);
  return `<tr><td>${link}</td><td class="${status}">${MARKS[status]} ${WORDS[status]}</td>${isUsed ? `<td>${places.join('<br>')}</td>` : ''}<td>${code(advice)}${rule}</td></tr>`;
}

/** `code` in texts. */
function code(text: string): string {
  return escape(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); padding: 0 1.5em 2em; line-height: 1.5; }
h1 { font-size: 1.4em; font-weight: 600; } h2 { font-size: 1.15em; font-weight: 600; margin-top: 1.6em; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; } th, td { padding: 0.3em 0.8em 0.3em 0; vertical-align: top; border-bottom: 1px solid var(--vscode-widget-border, #8884); }
td:nth-child(2), td a[data-use] { white-space: nowrap; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
code { font-family: var(--vscode-editor-font-family); }
.full { color: var(--vscode-testing-iconPassed, inherit); } .partial { color: var(--vscode-editorWarning-foreground, inherit); }
.none, .unavailable { color: var(--vscode-editorError-foreground, inherit); }
`;

const SCRIPT = `
const vscode = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  const { row, use, rule } = link.dataset;
  if (row !== undefined) vscode.postMessage({ kind: 'open', row: Number(row), use: Number(use) });
  else if (rule !== undefined) vscode.postMessage({ kind: 'rule', id: rule });
  else return;
  event.preventDefault();
});
`;
