/**
 * Which calls of a source file a set of interceptions means. The attributes name places in the text as it was compiled: while
 * the text is the same they are exact; after an edit, calls of one name are taken in their order as long as there are as many.
 */
import { baseName } from '../msbuild/paths';
import type { SourceFile } from '../sourceFile';
import { interceptedName } from './interceptors';
import type { InterceptedLocation, Interception } from './interceptors';
import { callsIn } from './sites';
import type { CallSite } from './sites';

export interface MatchedCall {
  readonly call: CallSite;
  /** Found by order, since the text has changed. */
  readonly moved: boolean;
}

/** By the index of the interception; those of other files, and those that cannot be told, are missing. */
export function matchCalls(file: SourceFile, calls: readonly CallSite[], interceptions: readonly Interception[], others: readonly SourceFile[]): Map<number, MatchedCall> {
  const found = new Map<number, MatchedCall>();
  for (const group of groupsOf(interceptions)) {
    const location = group[0]?.interception.location;
    if (!mayMean(location, file) || isNamed(location, others, file)) continue;
    const exact = exactMatches(file, calls, group);
    if (exact) for (const [i, call] of exact) found.set(i, { call, moved: false });
    else if (isOnly(location, file, others)) for (const [i, call] of byOrder(file, calls, group)) found.set(i, { call, moved: true });
  }
  return found;
}

interface Entry {
  readonly index: number;
  readonly interception: Interception;
}

/** Interceptions of one source file. */
function groupsOf(interceptions: readonly Interception[]): Entry[][] {
  const groups = new Map<string, Entry[]>();
  interceptions.forEach((interception, index) => {
    const { location } = interception;
    const key = location.form === 'path' ? location.path : `${location.checksum}:${location.name}`;
    const group = groups.get(key);
    if (group) group.push({ index, interception });
    else groups.set(key, [{ index, interception }]);
  });
  return [...groups.values()];
}

/** A path may be mapped (`/_/src/Program.cs`), and data holds the name alone: the name is what must be the same. */
function mayMean(location: InterceptedLocation | undefined, file: SourceFile): boolean {
  if (!location) return false;
  return baseName(location.form === 'path' ? location.path : location.name) === baseName(file.path);
}

function offsetOf({ location }: Interception, file: SourceFile): number {
  return location.form === 'data' ? location.offset : file.lines.offset({ line: location.line - 1, character: location.column - 1 });
}

/** The calls at exactly the places that are named; undefined when any place holds something else. */
function exactMatches(file: SourceFile, calls: readonly CallSite[], group: readonly Entry[]): Map<number, CallSite> | undefined {
  const byStart = new Map(calls.map((call) => [call.nameStart, call]));
  const found = new Map<number, CallSite>();
  for (const { index, interception } of group) {
    const call = byStart.get(offsetOf(interception, file));
    if (call?.name !== interceptedName(interception.method.name)) return undefined;
    found.set(index, call);
  }
  return found;
}

/** Whether a path names another file of the project outright. */
function isNamed(location: InterceptedLocation | undefined, others: readonly SourceFile[], file: SourceFile): boolean {
  return location?.form === 'path' && !samePath(location.path, file.path) && others.some((other) => samePath(location.path, other.path));
}

/** With a changed text, nothing tells files of one name apart but a path. */
function isOnly(location: InterceptedLocation | undefined, file: SourceFile, others: readonly SourceFile[]): boolean {
  if (location?.form === 'path' && samePath(location.path, file.path)) return true;
  return !others.some((other) => other.path !== file.path && mayMean(location, other));
}

/** Compilers write the path that they were given; on Windows in any case. */
function samePath(a: string, b: string): boolean {
  return a.replace(/\\/g, '/').toLowerCase() === b.replace(/\\/g, '/').toLowerCase();
}

function byOrder(file: SourceFile, calls: readonly CallSite[], group: readonly Entry[]): Map<number, CallSite> {
  const found = new Map<number, CallSite>();
  for (const name of new Set(group.map(({ interception }) => interceptedName(interception.method.name)))) {
    const wanted = group.filter(({ interception }) => interceptedName(interception.method.name) === name)
      .sort((a, b) => position(a.interception) - position(b.interception));
    const there = calls.filter((call) => call.name === name);
    if (there.length !== wanted.length) continue;
    wanted.forEach(({ index }, i) => {
      const call = there[i];
      if (call) found.set(index, call);
    });
  }
  return found;
}

/** Orders interceptions of one file. */
function position({ location }: Interception): number {
  return location.form === 'data' ? location.offset : location.line * 100_000 + location.column;
}

/** The place in source that an interception names, in the file of the project that it means. */
export function sourceOf(interception: Interception, group: readonly Interception[], files: readonly SourceFile[]): { readonly file: SourceFile; readonly call: CallSite; readonly moved: boolean } | undefined {
  const index = group.indexOf(interception);
  for (const file of files) {
    if (!mayMean(interception.location, file)) continue;
    const match = matchCalls(file, callsIn(file), group, files).get(index);
    if (match) return { file, ...match };
  }
  return undefined;
}
