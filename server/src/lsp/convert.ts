/** The only file that knows both worlds: offsets, paths and core diagnostics on one side, LSP's types on the other. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type CreateFile,
  type Diagnostic as LspDiagnostic,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Diagnostic, Fix, Severity, Span } from '../core/diagnostic';
import { documentationUrl } from '../core/rules/rule';
import { editsByFile } from '../core/text/edit';
import { LineIndex } from '../core/text/lineIndex';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const SOURCE = 'AOT Lens';

/** Path of a `file:` URI; undefined for other schemes (untitled, git), which have no project. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

export function toRange(index: LineIndex, span: Span): Range {
  return { start: index.position(span.start), end: index.position(span.end) };
}

/** `indexOf`: line index of any file, for related places. */
export function toLspDiagnostic(diagnostic: Diagnostic, indexOf: (file: string) => LineIndex): LspDiagnostic {
  const related = diagnostic.related?.map((place) => ({
    location: { uri: uriOf(place.file), range: toRange(indexOf(place.file), place.span) },
    message: place.message,
  }));
  return {
    range: toRange(indexOf(diagnostic.file), diagnostic.span),
    severity: SEVERITY[diagnostic.severity],
    code: diagnostic.id,
    codeDescription: { href: documentationUrl(diagnostic.id) },
    source: SOURCE,
    message: diagnostic.message,
    ...(related && related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** A fix's edits; files that do not exist yet are created. */
export function toWorkspaceEdit(fix: Fix, indexOf: (file: string) => LineIndex, exists: (file: string) => boolean): WorkspaceEdit {
  const changes: (TextDocumentEdit | CreateFile)[] = [];
  for (const [file, edits] of editsByFile(fix.edits)) {
    const uri = uriOf(file);
    if (!exists(file)) changes.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    const index = indexOf(file);
    changes.push({ textDocument: { uri, version: null }, edits: edits.map((e) => ({ range: toRange(index, e.span), newText: e.newText })) });
  }
  return { documentChanges: changes };
}

export function toCodeAction(fix: Fix, diagnostic: LspDiagnostic | undefined, edit: WorkspaceEdit, isPreferred: boolean): CodeAction {
  return {
    title: fix.title,
    kind: diagnostic ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
    ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
    isPreferred,
    edit,
  };
}
