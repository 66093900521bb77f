/**
 * One project for one target framework, as it stands in the editor: its files, its compilation, and what the rules found, cached
 * so that cost follows the edit. A body's result lives as long as its units (their identity) and the program's declarations
 * (`declarationVersion`) do; an edit inside a body re-binds that body alone.
 */
import type { AnchoredReport, BodyResult, RuleSet } from './analyze';
import { analyzeBody, analyzeProject, compareDiagnostics, conclude, resolveReport } from './analyze';
import type { BodySource } from './binding/bodies';
import { bodiesOf } from './binding/bodies';
import { absolute } from './binding/boundBody';
import type { Diagnostic, Span } from './diagnostic';
import type { Host } from './host';
import type { EvaluatedProject } from './msbuild/projectModel';
import type { EnabledAnalyzers, Fact, ProgramContext, Rule } from './rules/rule';
import type { SourceFile } from './sourceFile';
import { applySuppressions } from './suppress';
import type { AnySymbol, AssemblySymbol } from './symbols/symbol';
import type { SourceCompilation } from './symbols/createCompilation';
import { createCompilation, updateCompilation } from './symbols/createCompilation';
import { createSourceFile, disposeSourceFile } from './syntax/sourceFileFactory';

export interface ProgramOptions {
  readonly host: Host;
  readonly rules: RuleSet;
  readonly project: EvaluatedProject;
  readonly references: readonly AssemblySymbol[];
  readonly projectReferences: readonly Program[];
  readonly analyzers: EnabledAnalyzers;
  /** Text of a file: the editor's when it is open there, else the disk's. Undefined when it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  /** Whether the editor has the file open: its syntax tree is kept for the next edit. */
  readonly isOpen: (path: string) => boolean;
}

interface CachedBody {
  readonly units: BodySource['units'];
  readonly declarationVersion: number;
  readonly result: BodyResult;
}

/** Figures for `check --stats`. */
export interface ProgramStatistics {
  readonly files: number;
  readonly invocations: number;
  readonly unbound: readonly { readonly file: string; readonly offset: number }[];
}

export class Program {
  readonly project: EvaluatedProject;
  private readonly sources = new Map<string, SourceFile>();
  private readonly bodies = new Map<string, { readonly file: SourceFile; readonly version: number; readonly list: readonly BodySource[] }>();
  private readonly results = new WeakMap<object, CachedBody>();
  private readonly factsByFile = new Map<string, readonly BodyResult[]>();
  private compilation: SourceCompilation | undefined;
  private declarationVersion = 0;
  private referencedVersion = 0;
  private conclusions: readonly AnchoredReport[] = [];
  private areConclusionsStale = true;

  constructor(private readonly options: ProgramOptions) {
    this.project = options.project;
    for (const path of options.project.compileFiles) this.load(path);
  }

  get files(): readonly SourceFile[] {
    return [...this.sources.values()];
  }

  has(path: string): boolean {
    return this.sources.has(path);
  }

  source(path: string): SourceFile | undefined {
    return this.sources.get(path);
  }

  /** Changes with every edit that another file, or a project that references this one, could see. */
  get version(): number {
    return this.declarationVersion + this.options.projectReferences.reduce((sum, program) => sum + program.version, 0);
  }

  /** Takes over the current text of a file of this program. */
  update(path: string): void {
    const previous = this.sources.get(path);
    if (!previous) return;
    const current = this.load(path);
    if (!current) {
      this.sources.delete(path);
      this.factsByFile.delete(path);
      this.invalidateDeclarations();
    } else if (current.declarationKey !== previous.declarationKey) {
      this.invalidateDeclarations();
    } else if (this.compilation) {
      this.compilation = updateCompilation(this.compilation, previous, current);
    }
  }

  /** The editor closed the file: its syntax tree is not needed any more. */
  release(path: string): void {
    const file = this.sources.get(path);
    if (file) disposeSourceFile(file);
  }

  private invalidateDeclarations(): void {
    this.compilation = undefined;
    this.declarationVersion++;
    this.areConclusionsStale = true;
  }

  private load(path: string): SourceFile | undefined {
    const text = this.options.textOf(path);
    if (text === undefined) return undefined;
    const previous = this.sources.get(path);
    if (previous?.text === text) return previous;
    const keepTree = this.options.isOpen(path);
    const file = createSourceFile(path, text, { defines: [...this.options.project.defines], keepTree }, previous);
    this.sources.set(path, file);
    return file;
  }

  /** The semantic model of the whole program, made when first asked for. */
  get semantics(): SourceCompilation {
    const referenced = this.options.projectReferences.reduce((sum, program) => sum + program.version, 0);
    if (this.compilation && referenced === this.referencedVersion) return this.compilation;
    if (referenced !== this.referencedVersion) {
      this.referencedVersion = referenced;
      this.invalidateDeclarations();
    }
    const { project } = this.options;
    this.compilation = createCompilation({
      project,
      files: this.files,
      references: this.options.references,
      projectReferences: this.options.projectReferences.map((program) => program.semantics),
    });
    return this.compilation;
  }

  get context(): ProgramContext {
    const { project, host, analyzers } = this.options;
    return {
      project,
      compilation: this.semantics,
      files: this.files,
      host,
      frameworkVersion: Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0),
      analyzers,
    };
  }

  /** Results of all bodies of a file, bound now where the cache has none. `signal` is looked at between bodies. */
  private resultsOf(file: SourceFile, signal?: AbortSignal): readonly BodyResult[] {
    const semantics = this.semantics;
    let known = this.bodies.get(file.path);
    if (known?.file !== file || known.version !== this.declarationVersion) {
      known = { file, version: this.declarationVersion, list: bodiesOf(file, semantics) };
      this.bodies.set(file.path, known);
    }
    const context = this.context;
    const results: BodyResult[] = [];
    for (const source of known.list) {
      signal?.throwIfAborted();
      const key = source.units[0];
      const cached = key && this.results.get(key);
      if (cached && cached.declarationVersion === this.declarationVersion && sameUnits(cached.units, source.units)) {
        results.push(cached.result);
        continue;
      }
      const result = analyzeBody(this.options.rules, context, source.bind());
      if (key) this.results.set(key, { units: source.units, declarationVersion: this.declarationVersion, result });
      results.push(result);
    }
    const before = this.factsByFile.get(file.path);
    if (!before || !sameResults(before, results)) {
      if (!before || [...before, ...results].some((result) => result.facts.size > 0)) this.areConclusionsStale = true;
      this.factsByFile.set(file.path, results);
    }
    return results;
  }

  /** Whether every file has been bound since the last change of a declaration, so that conclusions can be drawn. */
  get isComplete(): boolean {
    for (const file of this.sources.values()) {
      const known = this.bodies.get(file.path);
      if (known?.file !== file || known.version !== this.declarationVersion) return false;
    }
    return true;
  }

  /**
   * Diagnostics of one C# file. What needs the whole program (missing JSON types) is included once `isComplete`; until then what
   * was concluded before stays where its unit is unchanged, so that nothing flickers while a declaration is being typed.
   * @throws the signal's reason when aborted
   */
  analyzeFile(path: string, signal?: AbortSignal): Diagnostic[] {
    const file = this.sources.get(path);
    if (!file) return [];
    const found = this.resultsOf(file, signal).flatMap((result) => result.reports.map(resolveReport));
    const units = new Set<object>(this.bodies.get(path)?.list.flatMap((source) => source.units));
    for (const report of this.conclude()) if (report.file === path && units.has(report.anchor.unit)) found.push(resolveReport(report));
    return applySuppressions(found, file, this.context).sort(compareDiagnostics);
  }

  /** Binds everything now, so that conclusions can be drawn. */
  complete(): void {
    for (const file of this.sources.values()) this.resultsOf(file);
  }

  /** Binds what is not bound yet, file by file: a step of background work each, most wanted files first. */
  *backgroundWork(first: readonly string[] = []): Generator<{ readonly path: string; readonly done: number; readonly total: number }, void> {
    const order = [...new Set([...first, ...this.sources.keys()])].filter((path) => this.sources.has(path));
    let done = 0;
    for (const path of order) {
      const file = this.sources.get(path);
      if (file) this.resultsOf(file);
      yield { path, done: ++done, total: order.length };
    }
  }

  private conclude(): readonly AnchoredReport[] {
    if (this.areConclusionsStale && this.isComplete) {
      this.conclusions = conclude(this.options.rules, this.context, (rule) => this.factsOf(rule));
      this.areConclusionsStale = false;
    }
    return this.conclusions;
  }

  private factsOf(rule: Rule): Fact<unknown>[] {
    const facts: Fact<unknown>[] = [];
    for (const results of this.factsByFile.values()) for (const result of results) facts.push(...(result.facts.get(rule) ?? []));
    return facts;
  }

  /** What the name at an offset binds to, with its span in the file. */
  useAt(path: string, offset: number): { readonly symbol: AnySymbol; readonly span: Span } | undefined {
    const file = this.sources.get(path);
    if (!file) return undefined;
    for (const source of bodiesOf(file, this.semantics)) {
      if (!source.units.some((unit) => unit.base <= offset && offset <= unit.base + unit.text.length)) continue;
      for (const { symbol, anchor } of source.bind().uses) {
        const span = absolute(anchor);
        if (symbol && span.start <= offset && offset <= span.end) return { symbol, span };
      }
    }
    return undefined;
  }

  /** Diagnostics over the project file and the user's imports. */
  analyzeProject(): Diagnostic[] {
    return analyzeProject(this.options.rules, { project: this.project, host: this.options.host }).sort(compareDiagnostics);
  }

  statistics(): ProgramStatistics {
    let invocations = 0;
    const unbound: { file: string; offset: number }[] = [];
    for (const file of this.sources.values()) {
      for (const result of this.resultsOf(file)) {
        invocations += result.invocations;
        for (const anchor of result.unbound) unbound.push({ file: file.path, offset: anchor.unit.base + anchor.start });
      }
    }
    return { files: this.sources.size, invocations, unbound };
  }

  /** Frees the syntax trees (WebAssembly memory is not garbage collected). */
  dispose(): void {
    for (const file of this.sources.values()) disposeSourceFile(file);
    this.sources.clear();
  }
}

function sameUnits(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((unit, i) => unit === b[i]);
}

function sameResults(a: readonly BodyResult[], b: readonly BodyResult[]): boolean {
  return a.length === b.length && a.every((result, i) => result === b[i]);
}
