/** The form of a rule: data about it, and up to four pure functions. One file per rule (or per family with one mechanism). */
import type { Diagnostic, Fix, RelatedLocation, RuleId, Severity, Span } from '../diagnostic';
import type { Anchor, BoundBody } from '../binding/boundBody';
import type { Compilation } from '../symbols/compilation';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { SourceFile } from '../sourceFile';
import type { Host } from '../host';
import type { Trigger } from './reflection/nativeParts';

/** One diagnostic id that a rule may report. */
export interface RuleMeta {
  readonly id: RuleId;
  /** Kebab case, reads as a name: "requires-unreferenced-code". */
  readonly name: string;
  /** One line: what it means. Heading of its page in docs/rules/. */
  readonly title: string;
  readonly defaultSeverity: Severity;
  /** Why it matters and what to do, one sentence each: the hover. */
  readonly why: string;
  readonly whatToDo: string;
  /** An official diagnostic of the SDK (same id, text and span), or one of our own. */
  readonly official: boolean;
}

/** Everything about the program that a rule may look at. */
export interface ProgramContext {
  readonly project: EvaluatedProject;
  readonly compilation: Compilation;
  /** All C# files of the project. */
  readonly files: readonly SourceFile[];
  /** The file of a path as it is now, which may be long after a rule looked at it; undefined for one of another project. */
  source(path: string | undefined): SourceFile | undefined;
  readonly host: Host;
  /** "net8.0" -> 8; 0 when unknown. */
  readonly frameworkVersion: number;
  readonly analyzers: EnabledAnalyzers;
  /** Of an application: the libraries that it references, directly or not, whose code is known. */
  readonly libraries: readonly ProgramContext[];
  /** Of a library: whether an application that has been asked for looks at all of it (`Rule.inWhole`). */
  readonly isLookedAtWhole: boolean;
}

/** What decides without any code whether a rule looks at a library. */
export type ProgramTraits = Pick<ProgramContext, 'project' | 'frameworkVersion' | 'analyzers'>;

/** Which of the SDK's analyzers would run for this project (its properties, or all with `--assume-aot`). */
export interface EnabledAnalyzers {
  readonly trim: boolean;
  readonly aot: boolean;
  readonly singleFile: boolean;
  /** All others, such as those of regular expressions and P/Invokes. */
  readonly others: boolean;
  /** The request delegate generator, and so interception of Map* calls. */
  readonly requestDelegateGenerator: boolean;
  readonly configurationBindingGenerator: boolean;
  /** PublishAot itself is set, or assumed. */
  readonly publishAot: boolean;
}

export interface Report {
  readonly id: RuleId;
  readonly message: string;
  /** Overrides the rule's default, e.g. by measured behaviour. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedLocation[];
  readonly fixes?: () => readonly Fix[];
}

export interface BodyContext {
  readonly program: ProgramContext;
  readonly body: BoundBody;
  /** Placed by an anchor, so that a cached result moves with its unit. */
  report(at: Anchor, report: Report): void;
}

/**
 * A fact that a rule found in one body for its program-wide conclusion; cached with the body. `T` is the rule's own.
 */
export interface Fact<T> {
  readonly file: string;
  readonly anchor: Anchor;
  readonly value: T;
}

export interface ConcludeContext<T> {
  readonly program: ProgramContext;
  /** Of the program, and for a rule with `inLibraries` of what its code leads to in the libraries. */
  readonly facts: readonly Fact<T>[];
  /** Of the rest of the libraries: nothing is seen to lead there. */
  readonly unreached: readonly Fact<T>[];
  /** Whether code of a library with a trigger is part of a native program; only where the application looks at libraries as a whole. */
  isCompiled(trigger: Trigger): boolean;
  report(at: Anchor & { readonly file: string }, report: Report): void;
}

export interface ProjectContext {
  readonly project: EvaluatedProject;
  /** The projects that it references, directly or not, as their documents stand now. */
  readonly references: readonly EvaluatedProject[];
  /** Its code, for fixes; absent where the project alone is looked at. */
  readonly program?: () => ProgramContext;
  readonly host: Host;
  report(at: { readonly file: string; readonly span: Span }, report: Report): void;
}

export interface Rule<T = unknown> {
  readonly metas: readonly RuleMeta[];
  /** Looks at one member's binding. Must depend on nothing but the body and declarations (its result is cached with them). */
  readonly checkBody?: (context: BodyContext) => void;
  /** Extracts facts from one member (cached like checkBody) for `conclude`. */
  readonly collect?: (context: { readonly program: ProgramContext; readonly body: BoundBody }, emit: (at: Anchor, value: T) => void) => void;
  /** Runs over the facts of the whole program; must be cheap. */
  readonly conclude?: (context: ConcludeContext<T>) => void;
  /**
   * An application's conclusions take in the facts of the libraries that it references: those in files with one of these words. The
   * words are also of the signatures through which code leads from file to file.
   */
  readonly inLibraries?: RegExp;
  /** Whether an application's conclusions take in the facts of all files of a library; `isCompiled` tells then what counts. */
  readonly inWhole?: (application: ProgramTraits, library: ProgramTraits) => boolean;
  /** Looks at the project's evaluation and XML. */
  readonly checkProject?: (context: ProjectContext) => void;
}

/** Types a rule's facts; the rule list itself does not care. */
export function defineRule<T = never>(rule: Rule<T>): Rule {
  return rule as unknown as Rule;
}

/** Page of an id in the repository's documentation. */
export function documentationUrl(id: RuleId): string {
  return `https://github.com/aot-lens/aot-lens/blob/main/docs/rules/${id}.md`;
}

export type { Diagnostic };
