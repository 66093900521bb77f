/** Figures for `check --stats`. */
import type { BodyResult } from './analyze';

export interface ProgramStatistics {
  readonly files: number;
  readonly invocations: number;
  readonly unbound: readonly { readonly file: string; readonly offset: number }[];
}

/** Of the results of all files. */
export function statisticsOf(files: readonly { readonly file: { readonly path: string }; readonly results: readonly BodyResult[] }[]): ProgramStatistics {
  const all = files.flatMap(({ file, results }) => results.map((result) => ({ file, result })));
  return {
    files: files.length,
    invocations: all.reduce((sum, { result }) => sum + result.invocations, 0),
    unbound: all.flatMap(({ file, result }) => result.unbound.map(({ unit, start }) => ({ file: file.path, offset: unit.base + start }))),
  };
}
