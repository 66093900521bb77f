/** The one Diagnostic model of all three tiers. Offsets are UTF-16; lines exist only at the edges (LSP, reports). */

/** Half-open range `[start, end)` of UTF-16 code units in one file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Who found it: our engine, `dotnet build`, or `dotnet publish` (ILLink/ILC). */
export type Tier = 'live' | 'build' | 'publish';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Official id (`IL3050`, `RDG004`, `NETSDK1207`) or our own `AOTnnnn`. */
export type RuleId = string;

/** Replace `span` of `file` by `newText`. Edits of one fix never overlap. A file that does not exist yet is created (span 0..0). */
export interface TextEdit {
  /** Absolute path. */
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

/** `safe` fixes keep behaviour and may be applied in bulk; `unsafe` ones need a look. */
export type Applicability = 'safe' | 'unsafe';

export interface Fix {
  readonly title: string;
  readonly applicability: Applicability;
  readonly edits: readonly TextEdit[];
  /** It mends nothing but passes the problem on to callers: where fixes are applied together, only after those that mend. */
  readonly passesOn?: true;
}

export interface RelatedLocation {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

export interface Diagnostic {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly tier: Tier;
  /** Absolute path of the file; for a fact about a whole project, its project file. */
  readonly file: string;
  readonly span: Span;
  readonly message: string;
  /** Names of the applications in which it holds, where it is about a library that they reference. */
  readonly applications?: readonly string[];
  readonly related?: readonly RelatedLocation[];
  /** Computed on demand (code action, `fix`), never on the keystroke path. Absent where the rule offers none. */
  readonly fixes?: () => readonly Fix[];
}

/** Id of diagnostics that foretell an official one, which their message names first. */
export const foretellingId: RuleId = 'AOT5001';

/** Id of those that foretell official ones in a library, where the analyzers are off that would tell. */
export const foretellingInLibraryId: RuleId = 'AOT5002';

/** Id of the fact that a diagnostic tells: its own, or the official one that it foretells. What is suppressed or shown under that one is this, too. */
export function factIdOf({ id, message }: { readonly id: RuleId; readonly message: string }): RuleId {
  return id === foretellingId || id === foretellingInLibraryId ? (/\bIL\d{4}\b/.exec(message)?.[0] ?? id) : id;
}
