/** `workspace/didChangeWatchedFiles`: sources, project files, restore results and settings that rules read. */
import type { DidChangeWatchedFilesParams } from 'vscode-languageserver';
import { pathOf } from '../convert';
import type { Session } from '../session';

export function handleWatchedFiles(session: Session, params: DidChangeWatchedFilesParams): void {
  const files = params.changes.map((change) => pathOf(change.uri)).filter((file) => file !== undefined);
  if (files.length > 0) session.filesChanged(files);
}
