/** Brings the records of a build or publish output to places in the user's files, as Diagnostics. */
import type { Diagnostic, Span } from '../diagnostic';
import { LineIndex } from '../text/lineIndex';
import { parseMemberName, type MemberName } from './memberName';
import { statementEnd } from './statementSpan';
import type { OutputPlace, OutputRecord } from './parseOutput';

export interface PlaceContext {
  /** Absolute path of the published project: the place of last resort. */
  readonly project: string;
  /** Text of a file; undefined when it cannot be read. */
  readonly readText: (file: string) => string | undefined;
  /** Declaration of a member in the workspace's sources; undefined when they do not declare it. */
  readonly locateMember: (name: MemberName, printed: string) => { readonly file: string; readonly span: Span } | undefined;
}

/** Every record becomes part of one diagnostic; those about code that is not the user's are grouped by owner and id. */
export function placeRecords(records: readonly OutputRecord[], context: PlaceContext): Diagnostic[] {
  const texts = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, context.readText(file));
    return texts.get(file);
  };
  const placed: Diagnostic[] = [];
  const foreign: OutputRecord[] = [];
  for (const record of records) {
    const at = record.package ? undefined : (atPlace(record.place, read) ?? atMember(record, context));
    if (at) placed.push(diagnostic(record, at.file, at.span, record.message));
    else foreign.push(record);
  }
  return [...placed, ...groupForeign(foreign, context.project, read)];
}

/**
 * Where a project file names a package; undefined when it does not (transitive, or central management elsewhere).
 * A plain text search: the half-typed project must answer too.
 */
export function findPackageReference(projectText: string, packageId: string): Span | undefined {
  const escaped = packageId.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`<PackageReference\\s[^>]*?\\b(?:Include|Update)\\s*=\\s*(["'])(${escaped})\\1`, 'i').exec(projectText);
  if (!match?.[2]) return undefined;
  const end = match.index + match[0].length - 1;
  return { start: end - match[2].length, end };
}

/** Namespace or package that a foreign member belongs to, for grouping: the longest known package that prefixes it, else two name parts. */
function ownerOf(record: OutputRecord, packages: readonly string[]): string {
  if (record.package) return record.package.id;
  const type = record.member ? parseMemberName(record.member).types[0] : undefined;
  if (type === undefined) return '';
  const owner = packages.filter((id) => type.toLowerCase().startsWith(`${id.toLowerCase()}.`)).sort((a, b) => b.length - a.length)[0];
  return owner ?? type.split('.').slice(0, 2).join('.');
}

function groupForeign(records: readonly OutputRecord[], project: string, read: (file: string) => string | undefined): Diagnostic[] {
  const packages = [...new Set(records.flatMap((record) => (record.package ? [record.package.id] : [])))];
  const groups = new Map<string, OutputRecord[]>();
  for (const record of records) {
    const owner = ownerOf(record, packages);
    // Errors and messages without an owner are facts of their own; only warnings inside other people's code are worth folding.
    const key = owner === '' || record.severity === 'error' ? JSON.stringify([record.id, record.message]) : JSON.stringify([record.id, owner]);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    return first ? [foreignDiagnostic(first, group, ownerOf(first, packages), first.project ?? project, read)] : [];
  });
}

function foreignDiagnostic(
  first: OutputRecord,
  group: readonly OutputRecord[],
  owner: string,
  project: string,
  read: (file: string) => string | undefined,
): Diagnostic {
  const text = read(project) ?? '';
  const reference = owner === '' ? undefined : findPackageReference(text, owner);
  const inMember = first.member ? `${first.member}: ` : '';
  const version = first.package ? ` (package ${first.package.id} ${first.package.version}${reference ? '' : ', referenced indirectly'})` : '';
  const more = group.length > 1 ? ` [and ${group.length - 1} more in ${owner}]` : '';
  return diagnostic(first, project, reference ?? firstElement(text), `${inMember}${first.message}${version}${more}`);
}

function diagnostic(record: OutputRecord, file: string, span: Span, message: string): Diagnostic {
  return { id: record.id, severity: record.severity, tier: record.tier, file, span, message };
}

function atPlace(place: OutputPlace | undefined, read: (file: string) => string | undefined): { readonly file: string; readonly span: Span } | undefined {
  if (!place) return undefined;
  // A binary or a file of the SDK is no place to send a user to.
  if (/\.(?:dll|exe)$|[\\/]Sdks[\\/]|[\\/]sdk[\\/]\d+\.\d+\.\d+/i.test(place.path)) return undefined;
  const text = read(place.path);
  if (text === undefined) return undefined;
  return { file: place.path, span: spanOf(place, text) };
}

function atMember(record: OutputRecord, context: PlaceContext): { readonly file: string; readonly span: Span } | undefined {
  return record.member === undefined ? undefined : context.locateMember(parseMemberName(record.member), record.member);
}

/** Span in a text: as printed, or the name that starts at the printed position, or the statement that starts on the line. */
export function spanOf(place: OutputPlace, text: string): Span {
  if (place.line === undefined) return firstElement(text);
  const lines = new LineIndex(text);
  const lineStart = lines.lineStart(place.line);
  const lineText = (text.slice(lineStart, lines.lineStart(place.line + 1)).split(/[\r\n]/, 1)[0] ?? '').trimEnd();
  if (place.character === undefined) {
    const indent = lineText.length - lineText.trimStart().length;
    const start = lineStart + indent;
    return { start, end: Math.max(lineStart + lineText.length, statementEnd(text, start)) };
  }
  const start = lines.offset({ line: place.line, character: place.character });
  if (place.endLine !== undefined && place.endCharacter !== undefined) {
    return { start, end: Math.max(start, lines.offset({ line: place.endLine, character: place.endCharacter })) };
  }
  const name = /^[\p{L}\p{Nd}_@][\p{L}\p{Nd}_.]*/u.exec(text.slice(start, start + 200));
  return { start, end: start + (name?.[0].length ?? Math.min(1, text.length - start)) };
}

/** The first line of a project file: facts about all of it are shown there. */
function firstElement(text: string): Span {
  const start = Math.max(0, text.search(/\S/));
  const end = text.slice(start).search(/[\r\n]|$/);
  return { start, end: start + Math.max(0, end) };
}
