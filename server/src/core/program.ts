/**
 * One project for one target framework, as it stands in the editor: its files, its compilation, and what the rules found, cached
 * so that cost follows the edit. A body's result lives as long as its units (their identity) and the program's declarations
 * (`declarationVersion`) do; an edit inside a body re-binds that body alone.
 */
import type { AnchoredReport, BodyResult, RuleSet } from './analyze';
import { analyzeBody, analyzeProject, compareDiagnostics, conclude, resolveReport } from './analyze';
import type { BodySource } from './binding/bodies';
import { bodiesOf } from './binding/bodies';
import { BodyMemories } from './binding/bodyMemories';
import { absolute } from './binding/boundBody';
import type { Diagnostic, Span } from './diagnostic';
import { configuredSeverities } from './editorConfig';
import type { Host } from './host';
import type { EvaluatedProject } from './msbuild/projectModel';
import type { EnabledAnalyzers, Fact, ProgramContext, Rule } from './rules/rule';
import type { SourceFile } from './sourceFile';
import { applySuppressions } from './suppress';
import type { AnySymbol, AssemblySymbol } from './symbols/symbol';
import type { SourceCompilation } from './symbols/createCompilation';
import { createCompilation, updateCompilation } from './symbols/createCompilation';
import { createClosedFile, createSourceFile, disposeSourceFile } from './syntax/sourceFileFactory';

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

/** What all bodies of one version of a file gave. Holds no bound body: those of closed files would fill the memory. */
interface FileResults {
  readonly file: SourceFile;
  readonly declarationVersion: number;
  readonly results: readonly BodyResult[];
  readonly units: ReadonlySet<object>;
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
  private fileList: readonly SourceFile[] | undefined;
  private readonly analyzed = new Map<string, FileResults>();
  private readonly results = new WeakMap<object, CachedBody>();
  /** Results with facts, by file: most have none. */
  private readonly factsByFile = new Map<string, readonly BodyResult[]>();
  private readonly memories = new BodyMemories();
  private readonly severities = new Map<string, ReturnType<typeof configuredSeverities>>();
  private compilation: SourceCompilation | undefined;
  private declarationVersion = 0;
  /** Counts changes of closed files, of configuration and of conclusions. */
  private otherChanges = 0;
  private referencedVersion = 0;
  private cachedContext: ProgramContext | undefined;
  private readonly conclusions = new Map<Rule, readonly AnchoredReport[]>();
  /** Rules whose facts, or the declarations, have changed since they concluded. */
  private readonly staleRules: Set<Rule>;

  constructor(private readonly options: ProgramOptions) {
    this.project = options.project;
    this.staleRules = new Set(options.rules.rules);
    for (const path of options.project.compileFiles) this.load(path);
  }

  get files(): readonly SourceFile[] {
    return this.fileList ??= [...this.sources.values()];
  }

  has(path: string): boolean {
    return this.sources.has(path);
  }

  source(path: string): SourceFile | undefined {
    return this.sources.get(path);
  }

  /** Changes with every edit that another file, or a project that references this one, could see. */
  get version(): number {
    this.heedSurprises();
    return this.declarationVersion + this.options.projectReferences.reduce((sum, program) => sum + program.version, 0);
  }

  /** Changes with everything that closed files' diagnostics depend on; what is typed inside bodies seldom is part of it. */
  get revision(): string {
    this.conclude();
    return `${String(this.version)}.${String(this.otherChanges)}`;
  }

  /** Takes over the current text of a file of this program. */
  update(path: string): void {
    const previous = this.sources.get(path);
    if (!previous) return;
    const current = this.load(path);
    if (!current) {
      this.sources.delete(path);
      this.analyzed.delete(path);
      this.factsByFile.delete(path);
      this.filesChanged();
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
    for (const rule of this.options.rules.rules) this.staleRules.add(rule);
  }

  /** A closed file that has been parsed by now declares more than it seemed to: what was bound without that is bound again. */
  private heedSurprises(): void {
    if (this.compilation?.sourceAssembly.isOutdated === true) this.invalidateDeclarations();
  }

  private filesChanged(): void {
    this.fileList = undefined;
    this.cachedContext = undefined;
  }

  /** An .editorconfig or .globalconfig changed. */
  configurationChanged(): void {
    this.otherChanges++;
    this.severities.clear();
  }

  private load(path: string): SourceFile | undefined {
    const text = this.options.textOf(path);
    if (text === undefined) return undefined;
    const previous = this.sources.get(path);
    if (previous?.text === text) return previous;
    const keepTree = this.options.isOpen(path);
    if (!keepTree) this.otherChanges++;
    const defines = [...this.options.project.defines];
    const file = previous || keepTree ? createSourceFile(path, text, { defines, keepTree }, previous) : createClosedFile(path, text, { defines });
    this.sources.set(path, file);
    this.filesChanged();
    return file;
  }

  /** The semantic model of the whole program, made when first asked for. */
  get semantics(): SourceCompilation {
    this.heedSurprises();
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
    const compilation = this.semantics;
    if (this.cachedContext?.compilation === compilation) return this.cachedContext;
    const { project, host, analyzers } = this.options;
    return this.cachedContext = {
      project,
      compilation,
      files: this.files,
      host,
      frameworkVersion: Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0),
      analyzers,
    };
  }

  /** Results of all bodies of a file, bound now where the cache has none. `signal` is looked at between bodies. */
  private resultsOf(file: SourceFile, signal?: AbortSignal): FileResults {
    const { context, declarationVersion } = this;
    const known = this.analyzed.get(file.path);
    if (known?.file === file && known.declarationVersion === declarationVersion) return known;
    const results: BodyResult[] = [];
    const units = new Set<object>();
    const isEdited = known?.declarationVersion === declarationVersion && this.options.isOpen(file.path);
    for (const source of bodiesOf(file, this.semantics)) {
      signal?.throwIfAborted();
      for (const unit of source.units) units.add(unit);
      results.push(this.resultOf(source, context, isEdited ? file.path : undefined));
    }
    const found = { file, declarationVersion, results, units };
    this.analyzed.set(file.path, found);
    this.takeFacts(file.path, results.filter((result) => result.facts.size > 0));
    return found;
  }

  /** As `resultsOf`, again where that parsed a file which declares more than it seemed to. */
  private settledResultsOf(file: SourceFile, signal?: AbortSignal): FileResults {
    let version: number;
    let found: FileResults;
    do {
      version = this.version;
      found = this.resultsOf(file, signal);
    } while (this.version !== version);
    return found;
  }

  /** `edited` is the path of a file that is being edited: what is bound again there is likely to be soon bound once more. */
  private resultOf(source: BodySource, context: ProgramContext, edited: string | undefined): BodyResult {
    const { declarationVersion } = this;
    const key = source.units[0];
    const cached = key && this.results.get(key);
    if (cached?.declarationVersion === declarationVersion && sameItems(cached.units, source.units)) return cached.result;
    const result = analyzeBody(this.options.rules, context, source.bind(edited === undefined ? undefined : this.memories.of(source.owner, edited, declarationVersion)));
    if (key) this.results.set(key, { units: source.units, declarationVersion, result });
    return result;
  }

  /** Only rules that lose or gain facts have to conclude again. */
  private takeFacts(path: string, results: readonly BodyResult[]): void {
    const before = this.factsByFile.get(path) ?? [];
    if (sameItems(before, results)) return;
    for (const result of [...before.filter((r) => !results.includes(r)), ...results.filter((r) => !before.includes(r))]) {
      for (const rule of result.facts.keys()) this.staleRules.add(rule);
    }
    this.factsByFile.set(path, results);
  }

  /** Whether every file has been bound since the last change of a declaration, so that conclusions can be drawn. */
  get isComplete(): boolean {
    for (const file of this.sources.values()) {
      const known = this.analyzed.get(file.path);
      if (known?.file !== file || known.declarationVersion !== this.declarationVersion) return false;
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
    const { results, units } = this.settledResultsOf(file, signal);
    const found = results.flatMap((result) => result.reports.map(resolveReport));
    for (const reports of this.conclude().values()) {
      for (const report of reports) if (report.file === path && units.has(report.anchor.unit)) found.push(resolveReport(report));
    }
    return applySuppressions(found, file, this.context, () => this.severitiesOf(path)).sort(compareDiagnostics);
  }

  /** The configuration files are looked for once for each file, not at each keystroke: their changes are told. */
  private severitiesOf(path: string): ReturnType<typeof configuredSeverities> {
    let lookup = this.severities.get(path);
    if (lookup === undefined) this.severities.set(path, lookup = configuredSeverities(path, this.options.host));
    return lookup;
  }

  /** Binds everything now, so that conclusions can be drawn. */
  complete(): void {
    for (const file of this.sources.values()) this.semantics.sourceAssembly.declareFile(file);
    for (const file of this.sources.values()) this.resultsOf(file);
  }

  /** Binds what is not bound yet, file by file: a step of background work each, most wanted files first. */
  *backgroundWork(first: readonly string[] = []): Generator<{ readonly path: string; readonly done: number; readonly total: number }, void> {
    const order = [...new Set([...first, ...this.sources.keys()])].filter((path) => this.sources.has(path));
    let done = 0;
    for (const path of order) {
      const file = this.sources.get(path);
      if (file) this.semantics.sourceAssembly.declareFile(file);
      yield { path, done, total: order.length };
    }
    for (const path of order) {
      const file = this.sources.get(path);
      if (file) this.resultsOf(file);
      yield { path, done: ++done, total: order.length };
    }
  }

  private conclude(): ReadonlyMap<Rule, readonly AnchoredReport[]> {
    if (this.staleRules.size === 0 || !this.isComplete) return this.conclusions;
    for (const rule of this.staleRules) {
      this.otherChanges++;
      this.conclusions.set(rule, conclude({ ...this.options.rules, rules: [rule] }, this.context, (each) => this.factsOf(each)));
    }
    this.staleRules.clear();
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
      for (const result of this.resultsOf(file).results) {
        invocations += result.invocations;
        for (const anchor of result.unbound) unbound.push({ file: file.path, offset: anchor.unit.base + anchor.start });
      }
    }
    return { files: this.sources.size, invocations, unbound };
  }

  /** Frees the syntax trees (WebAssembly memory is not garbage collected) and all that was made of them. The program is empty from then on. */
  dispose(): void {
    for (const file of this.sources.values()) disposeSourceFile(file);
    this.sources.clear();
    this.analyzed.clear();
    this.factsByFile.clear();
    this.conclusions.clear();
    this.filesChanged();
    this.compilation = undefined;
  }
}

function sameItems(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
