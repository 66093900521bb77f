/** `textDocument/codeAction`: the fixes of the diagnostics in a range or of a whole document, a controller as endpoints at its name, and "Enable Native AOT" in a project file. */
import type { CancellationToken, CodeAction, CodeActionParams } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { enableNativeAotFix } from '../../core/msbuild/index';
import type { Fix } from '../../core/diagnostic';
import { controllerFixesAt } from '../../core/rules/aspnet/controllers/controllersFix';
import { mergeFixes } from '../../core/text/edit';
import { pathOf, toCodeAction, toLspDiagnostic, toWorkspaceEdit } from '../convert';
import { isCSharp, isProject, type Session } from '../session';

/** All safe fixes of a document; a name of its own lets settings choose it. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.aotLens`;

/** Longest time that a request waits for the files to be bound whose declarations have changed. */
const PATIENCE_MS = 1000;
/** Longest time that it holds the process before it lets other requests in. */
const SLICE_MS = 20;

export async function handleCodeAction(session: Session, params: CodeActionParams, token: CancellationToken): Promise<CodeAction[]> {
  const file = pathOf(params.textDocument.uri);
  if (file === undefined || !(await complete(session, token))) return [];
  const index = session.lineIndex(file);
  const start = index.offset(params.range.start);
  const end = index.offset(params.range.end);
  const indexOf = (other: string) => session.lineIndex(other);
  const exists = (other: string) => session.workspace.textOf(other) !== undefined;
  const diagnostics = session.diagnosticsOf(file);
  if (params.context.only?.some((kind) => FIX_ALL === kind || FIX_ALL.startsWith(`${kind}.`)) === true) {
    const safe = diagnostics.flatMap((each) => each.fixes?.().find((fix) => fix.applicability === 'safe') ?? []);
    const { applied, edits } = mergeFixes(safe);
    const all: Fix = { title: `Apply all safe fixes of AOT Lens (${String(applied.length)})`, applicability: 'safe', edits };
    return edits.length > 0 ? [{ ...toCodeAction(all, undefined, toWorkspaceEdit(all, indexOf, exists), false), kind: FIX_ALL }] : [];
  }

  const actions: CodeAction[] = [];
  for (const diagnostic of diagnostics) {
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

/** What is concluded about a whole program has fixes only when all of it is bound. False where nobody waits any more. */
async function complete(session: Session, token: CancellationToken): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const program of session.openPrograms()) {
    if (program.isComplete) continue;
    const steps = program.backgroundWork(session.workspace.openFiles);
    while (steps.next().done !== true) {
      if (performance.now() < sliceEnd) continue;
      if (performance.now() > deadline) return true;
      await new Promise((resolve) => setImmediate(resolve));
      if (token.isCancellationRequested) return false;
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return !token.isCancellationRequested;
}
