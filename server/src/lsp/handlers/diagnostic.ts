/** `textDocument/diagnostic` (pull): the live tier of one document. What the client has already is not sent again. */
import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import { pathOf, toLspDiagnostic } from '../convert';
import type { Session } from '../session';

export async function handleDiagnostic(
  session: Session,
  params: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>> {
  // Lets edits and cancellations that have already arrived come first: analysing a text that is out of date is waste.
  await new Promise((resolve) => setImmediate(resolve));
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.ServerCancelled, 'superseded', { retriggerRequest: true });
  const { uri } = params.textDocument;
  const file = pathOf(uri);
  const found = file === undefined ? [] : session.diagnosticsOf(file);
  if (file !== undefined) session.tellStatus(uri, file);
  const own = file === undefined ? undefined : session.lineIndex(file);
  const items = found.map((d) => toLspDiagnostic(d, (other) => (other === file && own ? own : session.lineIndex(other))));
  const before = session.reportedTo(uri);
  if (before !== undefined && before.resultId === params.previousResultId && sameItems(before.items, items)) {
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: before.resultId };
  }
  return { kind: DocumentDiagnosticReportKind.Full, resultId: session.report(uri, items), items };
}

function sameItems(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((item, i) => sameItem(item, b[i]));
}

/** All else follows from the id, or is the same for all. */
function sameItem(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return b !== undefined && a.code === b.code && a.severity === b.severity && a.message === b.message
    && samePosition(a.range.start, b.range.start) && samePosition(a.range.end, b.range.end)
    && (a.relatedInformation === b.relatedInformation || JSON.stringify(a.relatedInformation) === JSON.stringify(b.relatedInformation));
}

function samePosition(a: Diagnostic['range']['start'], b: Diagnostic['range']['start']): boolean {
  return a.line === b.line && a.character === b.character;
}
