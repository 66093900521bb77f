/** Edits of project files that the server proposes. */
import { Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import type { EnableNativeAotResult } from '../../shared/protocol';

/** Applies edits in the editor, where they can be undone; the files stay unsaved. False when they were edited in the meantime. */
export function applyEdits(edits: EnableNativeAotResult['edits']): Thenable<boolean> {
  const edit = new WorkspaceEdit();
  for (const { file, range, newText } of edits) {
    edit.replace(Uri.file(file), new Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
  }
  return workspace.applyEdit(edit);
}
