/** `workspace/didChangeWatchedFiles`: files that matter to an analysis, and folders that come and go with such files in them. */
import path from 'node:path';
import { FileChangeType, type DidChangeWatchedFilesParams, type FileEvent } from 'vscode-languageserver';
import { pathOf } from '../convert';
import type { Session } from '../session';

/** Sources, project files, restore results, and settings that rules read. */
const relevant = /\.(?:cs|csproj|csproj\.user|props|targets|rsp|sln[xf]?|editorconfig|globalconfig)$|^(?:global\.json|nuget\.config|project\.assets\.json|appsettings.*\.json|launchSettings\.json|runtimeconfig\.template\.json|Dockerfile)$/i;
/** Folders in which no sources of a project lie. */
const skipped = /^(?:\.git|bin|node_modules)$/i;
/** Entries of a new folder that are looked at, at most. */
const MOST_ENTRIES = 20_000;

export function handleWatchedFiles(session: Session, params: DidChangeWatchedFilesParams): void {
  const files = new Set(params.changes.flatMap((change) => affected(session, change)));
  if (files.size > 0) session.filesChanged([...files]);
}

/** A folder that went and came again is one that has changed, as editors tell it. */
function affected(session: Session, { uri, type }: FileEvent): readonly string[] {
  const file = pathOf(uri);
  if (file === undefined) return [];
  if (relevant.test(path.basename(file))) return [file];
  return [...session.workspace.filesBelow(file), ...(type === FileChangeType.Deleted ? [] : filesIn(session, file))];
}

/** Files of a folder and those below it; none where the path is a file. */
function filesIn({ host }: Session, folder: string): readonly string[] {
  const found: string[] = [];
  const pending = skipped.test(path.basename(folder)) ? [] : [folder];
  for (let entries = 0; pending.length > 0 && entries < MOST_ENTRIES;) {
    const current = pending.pop() ?? '';
    for (const { name, isDirectory } of host.readDirectory(current)) {
      entries++;
      const file = `${current}/${name}`;
      if (!isDirectory) {
        if (relevant.test(name)) found.push(file);
      } else if (!skipped.test(name)) pending.push(file);
    }
  }
  return found;
}
