/** Applies text edits, and shows them as a unified diff. */
import type { Fix, TextEdit } from '../diagnostic';

/** Text with the edits applied; edits may come in any order. Overlapping edits: undefined, nothing is half applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.span.start < at || edit.span.end > text.length || edit.span.end < edit.span.start) return undefined;
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Edits by file, in the order the files first appear. */
export function editsByFile(edits: readonly TextEdit[]): Map<string, TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const list = files.get(edit.file);
    if (list) list.push(edit);
    else files.set(edit.file, [edit]);
  }
  return files;
}

/**
 * Chooses from fixes, in order, those that do not touch what an earlier one changes, and declare no type of a name that an earlier one
 * declares elsewhere; identical edits (two diagnostics that ask for the same `using` or attribute) count once.
 */
export function mergeFixes(fixes: readonly Fix[]): { readonly applied: readonly Fix[]; readonly edits: readonly TextEdit[] } {
  const applied: Fix[] = [];
  const edits: TextEdit[] = [];
  const declared = new Set<string>();
  for (const fix of fixes) {
    const fresh = fix.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other)));
    if (fresh.some((edit) => edits.some((other) => overlaps(edit, other) || repeats(edit, other)))) continue;
    const names = fresh.flatMap(({ newText }) => [...newText.matchAll(/\b(?:class|record|struct|interface|enum)\s+(?!class\b|struct\b)(@?\w+)/g)].map((match) => match[1] ?? ''));
    if (names.some((name) => declared.has(name))) continue;
    for (const name of names) declared.add(name);
    applied.push(fix);
    edits.push(...fresh);
  }
  return { applied, edits };
}

function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** Attributes that a declaration can have once; what a second fix wants of one follows when the first is there. */
const singleAttribute = /^\s*\[(?:\w+: ?)?(?:[\w.]+\.)?(DynamicallyAccessedMembers|Requires(?:UnreferencedCode|DynamicCode|AssemblyFiles))\(/;

/** Insertions at one place that share an attribute: the second would write it twice. */
function repeats(a: TextEdit, b: TextEdit): boolean {
  if (a.file !== b.file || a.span.start !== b.span.start || a.span.end !== b.span.end || a.span.start !== a.span.end) return false;
  const attributes = attributesOf(a.newText);
  return attributesOf(b.newText).some((attribute) => attributes.includes(attribute));
}

/** Lines of attributes alone; of those that stand only once, the name. */
function attributesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => /^\s*\[.*\]\s*$/.test(line)).map((line) => singleAttribute.exec(line)?.[1] ?? line);
}

/** Two insertions at one place do not overlap: both are kept, in order. */
function overlaps(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.span.start < b.span.end && b.span.start < a.span.end;
}

/** Unified diff (three lines of context) of one file; '' when the texts are equal. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const hunks = diffHunks(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head);
  return `--- a/${name}\n+++ b/${name}\n${renderHunks(a, b, hunks)}`;
}

interface Change { readonly aStart: number; readonly aEnd: number; readonly bStart: number; readonly bEnd: number }

/** Longest common subsequence by dynamic programming; regions too large for that are one change. */
function diffHunks(a: readonly string[], b: readonly string[], offset: number): Change[] {
  if (a.length * b.length > 4_000_000) return [{ aStart: offset, aEnd: offset + a.length, bStart: offset, bEnd: offset + b.length }];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const start = { i, j };
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))) i++;
      else j++;
    }
    changes.push({ aStart: offset + start.i, aEnd: offset + i, bStart: offset + start.j, bEnd: offset + j });
  }
  return changes;
}

const CONTEXT = 3;

function renderHunks(a: readonly string[], b: readonly string[], changes: readonly Change[]): string {
  let out = '';
  for (let first = 0; first < changes.length; ) {
    let last = first;
    while (last + 1 < changes.length && at(changes, last + 1).aStart - at(changes, last).aEnd <= 2 * CONTEXT) last++;
    const from = Math.max(0, at(changes, first).aStart - CONTEXT);
    const to = Math.min(a.length, at(changes, last).aEnd + CONTEXT);
    const shift = at(changes, first).bStart - at(changes, first).aStart;
    const bTo = Math.min(b.length, at(changes, last).bEnd + (to - at(changes, last).aEnd));
    out += `@@ -${from + 1},${to - from} +${from + shift + 1},${bTo - from - shift} @@\n`;
    let line = from;
    for (const change of changes.slice(first, last + 1)) {
      for (; line < change.aStart; line++) out += ` ${a[line] ?? ''}\n`;
      for (; line < change.aEnd; line++) out += `-${a[line] ?? ''}\n`;
      for (const added of b.slice(change.bStart, change.bEnd)) out += `+${added}\n`;
    }
    for (; line < to; line++) out += ` ${a[line] ?? ''}\n`;
    first = last + 1;
  }
  return out;
}

function at(changes: readonly Change[], index: number): Change {
  return changes[index] ?? { aStart: 0, aEnd: 0, bStart: 0, bEnd: 0 };
}
