/** What a report is made of: diagnostics with positions, and the figures of the run. */
import type { Applicability, Diagnostic } from '../../core/diagnostic';
import type { Position } from '../../core/text/lineIndex';

/** A diagnostic with 0-based LSP positions. */
export interface Located {
  readonly diagnostic: Diagnostic;
  readonly start: Position;
  readonly end: Position;
  readonly fixes: readonly { readonly title: string; readonly applicability: Applicability }[];
}

/** Figures of `--stats`, always part of JSON output. */
export interface RunStatistics {
  readonly projects: number;
  readonly files: number;
  readonly lines: number;
  readonly invocations: number;
  readonly unboundInvocations: number;
  readonly elapsedMs: number;
  readonly cpuMs: number;
  /** What could not be resolved: packages not restored, broken assemblies. */
  readonly unresolved: readonly string[];
}

export interface Report {
  readonly located: readonly Located[];
  readonly stats: RunStatistics;
  /** Paths in text output are relative to this folder. */
  readonly workingFolder: string;
  readonly version: string;
}
