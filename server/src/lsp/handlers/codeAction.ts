/** `textDocument/codeAction`: the fixes of the diagnostics in a range, a controller as endpoints at its name, and "Enable Native AOT" in a project file. */
import type { CancellationToken, CodeAction, CodeActionParams } from 'vscode-languageserver';
import { enableNativeAotFix } from '../../core/msbuild/index';
import { pathOf, toCodeAction, toLspDiagnostic, toWorkspaceEdit } from '../convert';
import { controllerFixesAt } from '../../core/rules/aspnet/controllers/controllersFix';
import { isCSharp, isProject, type Session } from '../session';

export function handleCodeAction(session: Session, params: CodeActionParams, token: CancellationToken): CodeAction[] {
  const file = pathOf(params.textDocument.uri);
  if (file === undefined || token.isCancellationRequested) return [];
  const index = session.lineIndex(file);
  const start = index.offset(params.range.start);
  const end = index.offset(params.range.end);
  const indexOf = (other: string) => session.lineIndex(other);
  const exists = (other: string) => session.workspace.textOf(other) !== undefined;

  const actions: CodeAction[] = [];
  for (const diagnostic of session.diagnosticsOf(file)) {
    if (diagnostic.span.start > end || diagnostic.span.end < start) continue;
    const shown = toLspDiagnostic(diagnostic, indexOf);
    (diagnostic.fixes?.() ?? []).forEach((fix, i) => {
      actions.push(toCodeAction(fix, shown, toWorkspaceEdit(fix, indexOf, exists), i === 0 && fix.applicability === 'safe'));
    });
  }
  if (isCSharp(file)) {
    for (const fix of controllerFixesAt(session.workspace.programOf(file).context, file, start)) actions.push(toCodeAction(fix, undefined, toWorkspaceEdit(fix, indexOf, exists), false));
  }
  if (isProject(file)) {
    const enable = enableNativeAotFix(session.workspace.evaluate(file));
    if (enable) actions.push(toCodeAction(enable, undefined, toWorkspaceEdit(enable, indexOf, exists), false));
  }
  return actions;
}
