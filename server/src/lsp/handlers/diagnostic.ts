/** `textDocument/diagnostic` (pull): the live tier of one document. */
import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
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
  const file = pathOf(params.textDocument.uri);
  const found = file === undefined ? [] : session.diagnosticsOf(file);
  const own = file === undefined ? undefined : session.lineIndex(file);
  return {
    kind: DocumentDiagnosticReportKind.Full,
    items: found.map((d) => toLspDiagnostic(d, (other) => (other === file && own ? own : session.lineIndex(other)))),
  };
}
