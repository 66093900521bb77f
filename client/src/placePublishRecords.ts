/** Brings publish records to their places with the server's help: it knows where a member is declared. */
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Diagnostic, Span } from '../../server/src/core/diagnostic';
import type { OutputRecord } from '../../server/src/core/publish/parseOutput';
import { placeRecords } from '../../server/src/core/publish/placeRecords';
import { LineIndex } from '../../server/src/core/text/lineIndex';
import { LOCATE_MEMBERS, type LocateMembersParams, type LocateMembersResult } from '../../shared/protocol';
import { readText } from './files';

/** Never rejects: without a server, members stay unresolved and are grouped under the project. */
export async function placePublishRecords(client: LanguageClient | undefined, project: string, records: readonly OutputRecord[]): Promise<Diagnostic[]> {
  const members = [...new Set(records.flatMap((record) => (record.member !== undefined && !record.place ? [record.member] : [])))];
  const places = await locate(client, project, members);
  return placeRecords(records, { project, readText, locateMember: (_name, printed) => places.get(printed) });
}

async function locate(
  client: LanguageClient | undefined,
  project: string,
  members: readonly string[],
): Promise<ReadonlyMap<string, { readonly file: string; readonly span: Span }>> {
  const places = new Map<string, { readonly file: string; readonly span: Span }>();
  if (!client || members.length === 0) return places;
  const params: LocateMembersParams = { project, members };
  const answer = await client.sendRequest<LocateMembersResult>(LOCATE_MEMBERS, params).catch((): LocateMembersResult => []);
  answer.forEach((location, i) => {
    const member = members[i];
    const text = location ? readText(location.file) : undefined;
    if (!location || member === undefined || text === undefined) return;
    const lines = new LineIndex(text);
    places.set(member, { file: location.file, span: { start: lines.offset(location.range.start), end: lines.offset(location.range.end) } });
  });
  return places;
}
