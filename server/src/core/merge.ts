/** The one place where facts that several tiers report are told from facts that only one knows; client and command line share it. */
import type { Diagnostic } from './diagnostic';
import { factIdOf } from './diagnostic';

/** What merging needs to know of a diagnostic, whatever positions it otherwise uses. */
export interface MergeKey {
  /** Of the fact (`factIdOf`). */
  readonly id: string;
  /** Absolute path, or anything else that names a file. */
  readonly file: string;
  /** Both inclusive; offsets or lines, as long as all of one merge use the same. */
  readonly start: number;
  readonly end: number;
}

/**
 * Live, build and publish diagnostics without repetitions: a diagnostic is dropped when an earlier tier has one with the same id in the
 * same file whose span it touches. ILC knows lines only, so a publish diagnostic's span is its line and touches all that is on it.
 */
export function mergeTiers(live: readonly Diagnostic[], build: readonly Diagnostic[], publish: readonly Diagnostic[] = []): Diagnostic[] {
  return mergeBy([live, build, publish], (diagnostic) => ({ id: factIdOf(diagnostic), file: diagnostic.file, start: diagnostic.span.start, end: diagnostic.span.end }));
}

/**
 * The rule behind `mergeTiers` for any positions: `tiers` in order of trust. Diagnostics of one tier never hide each other:
 * two on one line are two facts.
 */
export function mergeBy<T>(tiers: readonly (readonly T[])[], keyOf: (diagnostic: T) => MergeKey): T[] {
  const taken = new Map<string, MergeKey[]>();
  const merged: T[] = [];
  for (const tier of tiers) {
    const kept: MergeKey[] = [];
    for (const diagnostic of tier) {
      const key = keyOf(diagnostic);
      if (taken.get(factOf(key))?.some((earlier) => key.start <= earlier.end && earlier.start <= key.end)) continue;
      kept.push(key);
      merged.push(diagnostic);
    }
    for (const key of kept) {
      const list = taken.get(factOf(key));
      if (list) list.push(key);
      else taken.set(factOf(key), [key]);
    }
  }
  return merged;
}

function factOf(key: MergeKey): string {
  return `${key.id}\n${key.file}`;
}

/** Of diagnostics about libraries each once, with the names of all applications in which it holds in its message. Others stay as they are. */
export function mergeApplications(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const merged: Diagnostic[] = [];
  const about = new Map<string, { readonly index: number; readonly names: Set<string> }>();
  for (const diagnostic of diagnostics) {
    const { id, file, span, message, applications } = diagnostic;
    const key = [id, file, span.start, span.end, message].join('\n');
    const known = applications && about.get(key);
    if (applications && !known) about.set(key, { index: merged.length, names: new Set(applications) });
    if (known) applications.forEach((name) => known.names.add(name));
    else merged.push(diagnostic);
  }
  for (const { index, names } of about.values()) {
    const diagnostic = merged[index];
    if (diagnostic) merged[index] = { ...diagnostic, message: `${diagnostic.message} ${names.size > 1 ? 'Applications' : 'Application'}: ${[...names].sort().join(', ')}.` };
  }
  return merged;
}
