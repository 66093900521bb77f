/** `textDocument/hover`: what a diagnostic, an annotated API or an MSBuild property means, in three lines. */
import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver';
import { elementAt } from '../../core/msbuild/index';
import { hoverFor } from '../../core/rules/hover';
import { propertyHelp } from '../../core/rules/project/propertyHelp';
import type { Span } from '../../core/diagnostic';
import { pathOf, toRange } from '../convert';
import { isCSharp, isMSBuild, type Session } from '../session';

export function handleHover(session: Session, params: HoverParams): Hover | null {
  const file = pathOf(params.textDocument.uri);
  if (file === undefined || !session.settings.enable) return null;
  const index = session.lineIndex(file);
  const offset = index.offset(params.position);
  const found = isCSharp(file) ? inCode(session, file, offset) : isMSBuild(file) ? inProject(session, file, offset) : undefined;
  return found ? { contents: { kind: MarkupKind.Markdown, value: found.text }, range: toRange(index, found.span) } : null;
}

interface Explanation {
  readonly text: string;
  readonly span: Span;
}

/** The annotated symbol under the cursor first; else the diagnostic that covers it. */
function inCode(session: Session, file: string, offset: number): Explanation | undefined {
  const covering = session.diagnosticsOf(file).filter((d) => d.span.start <= offset && offset <= d.span.end);
  const parts: string[] = [];
  let span: Span | undefined;
  const use = session.workspace.programOf(file).useAt(file, offset);
  const symbol = use?.symbol && hoverFor(use.symbol);
  if (use && symbol) {
    parts.push(symbol);
    span = use.span;
  }
  for (const id of new Set(covering.map((d) => d.id))) {
    const text = hoverFor(id);
    if (text) parts.push(text);
    span ??= covering.find((d) => d.id === id)?.span;
  }
  return parts.length > 0 && span ? { text: parts.join('\n\n---\n\n'), span } : undefined;
}

function inProject(session: Session, file: string, offset: number): Explanation | undefined {
  const program = session.openPrograms().find((p) => p.project.documents.some((d) => d.file === file));
  const document = program?.project.documents.find((d) => d.file === file);
  const element = document && elementAt(document, offset);
  if (!element || offset < element.nameSpan.start || offset > element.nameSpan.end) return undefined;
  const text = propertyHelp(element.name);
  return text ? { text: [`**${text.name}** ${text.lines[0]}`, text.lines[1], text.lines[2]].join('\n\n'), span: element.nameSpan } : undefined;
}
