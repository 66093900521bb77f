/**
 * One project for one target framework, as it stands in the editor: its files, its compilation, and what the rules found, cached
 * so that cost follows the edit. A body's result lives as long as its units (their identity) and the program's declarations
 * (`declarationVersion`) do; an edit inside a body re-binds that body alone.
 */
import type { AnchoredReport, BodyResult, RuleSet } from './analyze';
import { analyzeBody, analyzeProject, compareDiagnostics, resolveReport } from './analyze';
import type { BodySource } from '../binding/bodies';
import { bodiesOf } from '../binding/bodies';
import type { BackgroundStep } from './backgroundSteps';
import { bindInSteps } from './backgroundSteps';
import { BodyMemories } from '../binding/bodyMemories';
import { Conclusions, sameItems } from './conclusions';
import type { Diagnostic } from '../diagnostic';
import { factIdOf } from '../diagnostic';
import type { CachedBody, FileResults } from './fileResults';
import { areOf } from './fileResults';
import type { Host } from '../host';
import { isLookedAtWhole, librariesOf, referencedProjects, sharedWords, stepsKept, traitsOf } from './libraries';
import { isExecutable } from '../msbuild/index';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { ProgramStatistics } from './programStatistics';
import { statisticsOf } from './programStatistics';
import { assemblyAliases } from './referenceAliases';
import type { EnabledAnalyzers, ProgramContext, Rule } from '../rules/rule';
import type { SourceFile } from '../sourceFile';
import { applySuppressions, suppressWithoutPlace } from '../suppression/suppress';
import { Surroundings } from './surroundings';
import type { AssemblySymbol } from '../symbols/symbol';
import type { SourceCompilation } from '../symbols/createCompilation';
import { createCompilation, updateCompilation } from '../symbols/createCompilation';
import type { NameUse } from './useAt';
import { useAt } from './useAt';
import { createClosedFile, createSourceFile, disposeSourceFile } from '../syntax/sourceFileFactory';

export interface ProgramOptions {
  readonly host: Host;
  readonly rules: RuleSet;
  readonly project: EvaluatedProject;
  readonly references: readonly AssemblySymbol[];
  readonly projectReferences: readonly Program[];
  /** Whether other programs reference this one. */
  readonly isReferenced: boolean;
  readonly analyzers: EnabledAnalyzers;
  /** Text of a file: the editor's when it is open there, else the disk's. Undefined when it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  /** Whether the editor has the file open: its syntax tree is kept for the next edit. */
  readonly isOpen: (path: string) => boolean;
}

/** Files seldom declare more than they seemed to, and each does so but once. */
const mostRounds = 8;

export class Program {
  readonly project: EvaluatedProject;
  private readonly sources = new Map<string, SourceFile>();
  private fileList: readonly SourceFile[] | undefined;
  private sharedList: readonly SourceFile[] | undefined;
  private readonly analyzed = new Map<string, FileResults>();
  private results = new WeakMap<object, CachedBody>();
  /** Paths of the files that have changed, or seen a declaration change, since their bodies were bound. */
  private readonly unbound = new Set<string>();
  /** Libraries whose facts count in the conclusions; whether all of their files do, or of a library, whether an application wants that. */
  private readonly libraries: readonly Program[];
  private looksAtWhole: boolean;
  private readonly memories = new BodyMemories();
  private compilation: SourceCompilation | undefined;
  private declarationVersion = 0;
  /** Counts changes of closed files and of configuration. */
  private otherChanges = 0;
  private referencedVersion = 0;
  private cachedContext: ProgramContext | undefined;
  private readonly conclusions: Conclusions;
  private readonly surroundings: Surroundings;

  constructor(private readonly options: ProgramOptions) {
    this.project = options.project;
    this.surroundings = new Surroundings(options.host, options.project);
    this.libraries = isExecutable(options.project) ? librariesOf(options.projectReferences) : [];
    this.looksAtWhole = this.libraries.some((library) => isLookedAtWhole(options.rules, traitsOf(options), traitsOf(library.options)));
    if (this.looksAtWhole) for (const library of this.libraries) library.lookAtWhole();
    this.conclusions = new Conclusions(options.rules, this.libraries.map((library) => ({
      get factVersion() { return library.conclusions.factVersion; },
      results: () => this.filesOf(library).flatMap((file) => library.conclusions.resultsWithFacts(file.path)),
    })));
    for (const path of options.project.compileFiles) this.load(path);
  }

  /** Whether it is a reference of other programs, and nothing else. */
  get isReferenced(): boolean {
    return this.options.isReferenced;
  }

  /** Programs that this one was made with. */
  get projectReferences(): readonly Program[] {
    return this.options.projectReferences;
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
    return `${String(this.version)}.${String(this.otherChanges)}.${String(this.conclusions.drawnRules)}`;
  }

  /** Takes over the current text of a file of this program. */
  update(path: string): void {
    const previous = this.sources.get(path);
    if (!previous) return;
    const current = this.load(path);
    if (!current) {
      this.sources.delete(path);
      this.analyzed.delete(path);
      this.unbound.delete(path);
      this.conclusions.forget(path);
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
    for (const path of this.sources.keys()) this.unbound.add(path);
    this.conclusions.declarationsChanged();
  }

  /** A closed file that has been parsed by now declares more than it seemed to: what was bound without that is bound again. */
  private heedSurprises(): void {
    if (this.compilation?.sourceAssembly.isOutdated === true) this.invalidateDeclarations();
  }

  private filesChanged(): void {
    this.fileList = undefined;
    this.sharedList = undefined;
  }

  /** A file that is none of the sources appeared, changed or vanished: rules that asked for it, or listed its folder, look again. */
  surroundingsChanged(path: string): void {
    if (!this.surroundings.has(path)) return;
    this.otherChanges++;
    this.invalidateDeclarations();
  }

  /** An .editorconfig or .globalconfig changed. */
  configurationChanged(): void {
    this.otherChanges++;
    this.surroundings.configurationChanged();
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
    this.unbound.add(path);
    this.filesChanged();
    return file;
  }

  private heedReferences(): void {
    this.heedSurprises();
    const referenced = this.options.projectReferences.reduce((sum, program) => sum + program.version, 0);
    if (referenced === this.referencedVersion) return;
    this.referencedVersion = referenced;
    this.invalidateDeclarations();
  }

  /** The semantic model of the whole program, made when first asked for. */
  get semantics(): SourceCompilation {
    this.heedReferences();
    if (this.compilation) return this.compilation;
    const { project } = this.options;
    this.compilation = createCompilation({
      project,
      files: this.files,
      references: this.options.references,
      projectReferences: this.options.projectReferences.map((program) => program.semantics),
      aliases: assemblyAliases(this.options),
    });
    return this.compilation;
  }

  get context(): ProgramContext {
    const compilation = this.semantics;
    if (this.cachedContext?.compilation === compilation) return this.cachedContext;
    const [contexts, files] = [() => this.libraries.map((library) => library.context), () => this.files] as const;
    return this.cachedContext = {
      compilation,
      get files() { return files(); }, // fixes are made long after what they fix was found
      source: (path) => (path === undefined ? undefined : this.source(path)),
      host: this.surroundings.host,
      ...traitsOf(this.options),
      get libraries() { return contexts(); },
      isLookedAtWhole: this.looksAtWhole && !isExecutable(this.project),
    };
  }

  /** Results of all bodies of a file, bound now where the cache has none. `signal` is looked at between bodies. */
  private resultsOf(file: SourceFile, signal?: AbortSignal): FileResults {
    const { context, declarationVersion } = this;
    const known = this.analyzed.get(file.path);
    if (known && areOf(known, file, declarationVersion)) return known;
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
    if (declarationVersion === this.declarationVersion) this.unbound.delete(file.path);
    this.conclusions.take(file.path, results);
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
    const result = analyzeBody(this.options.rules, context, source.bind(edited === undefined ? undefined : this.memories.of(source.owner, edited, declarationVersion)), stepsKept(this.options, this.libraries.length, this.looksAtWhole));
    if (key) this.results.set(key, { units: source.units, declarationVersion, result });
    return result;
  }

  /** Whether every file has been bound since the last change of a declaration, so that conclusions can be drawn. */
  get isComplete(): boolean {
    this.heedReferences();
    return this.areBound(this.files) && this.libraries.every((library) => library.areBound(this.filesOf(library)));
  }

  private areBound(files: readonly SourceFile[]): boolean {
    this.heedReferences();
    return this.unbound.size === 0 || !files.some((file) => this.unbound.has(file.path));
  }

  /** An application looks at all of this library: what has been found without that is found anew. */
  private lookAtWhole(): void {
    if (this.looksAtWhole) return;
    this.looksAtWhole = true;
    this.cachedContext = undefined;
    this.results = new WeakMap();
    this.analyzed.clear();
    for (const path of this.sources.keys()) this.unbound.add(path);
  }

  /** The files of a library that matter to this application: all, or those with words that rules look for. */
  private filesOf(library: Program): readonly SourceFile[] {
    if (this.looksAtWhole) return library.files;
    return library.sharedList ??= library.files.filter((file) => sharedWords(this.options.rules, file));
  }

  /**
   * Diagnostics of one C# file. What needs the whole program (missing JSON types) is included once `isComplete`; until then what
   * was concluded before stays where its unit is unchanged, so that nothing flickers while a declaration is being typed.
   * @throws the signal's reason when aborted
   */
  analyzeFile(path: string, signal?: AbortSignal, concluded: readonly Diagnostic[] = []): Diagnostic[] {
    const file = this.sources.get(path);
    if (!file) return [];
    const { results, units } = this.settledResultsOf(file, signal);
    const found = results.flatMap((result) => result.reports.map(resolveReport));
    return this.withoutSuppressed(file, [...found, ...this.concludedAt(path, units), ...concluded]);
  }

  /** Without fixes until `isComplete`: they would be made for declarations that have changed. */
  private concludedAt(path: string, units: ReadonlySet<object>): Diagnostic[] {
    const found: Diagnostic[] = [];
    for (const reports of this.conclude().values()) {
      for (const report of reports) if (report.file === path && units.has(report.anchor.unit)) found.push(resolveReport(report));
    }
    return this.isComplete ? found : found.map((each) => ({ ...each, fixes: () => [] }));
  }

  private withoutSuppressed(file: SourceFile, found: readonly Diagnostic[]): Diagnostic[] {
    return applySuppressions(found, file, this.context, () => this.surroundings.optionsOf(file.path)).sort(compareDiagnostics);
  }

  /** What this application concludes about a file of a library that it references. */
  conclusionsAbout(path: string): Diagnostic[] {
    const library = this.has(path) ? undefined : this.libraries.find((each) => each.has(path));
    const units = library?.analyzed.get(path)?.units;
    if (!units) return [];
    const { assemblyName, noWarn } = this.project;
    return this.concludedAt(path, units).filter((found) => !noWarn.has(found.id) && !noWarn.has(factIdOf(found))).map((found) => ({ ...found, applications: [assemblyName] }));
  }

  /** The same about all files of libraries, or one, as the libraries' suppressions leave it. */
  libraryConclusions(only?: string): Diagnostic[] {
    return this.libraries.flatMap((library) => library.files.flatMap((file) => (
      only === undefined || file.path === only ? library.withoutSuppressed(file, this.conclusionsAbout(file.path)) : []
    )));
  }

  /** Files of libraries that this application's conclusions may be about. */
  get libraryFiles(): readonly string[] {
    return this.libraries.flatMap((library) => this.filesOf(library).map((file) => file.path));
  }

  /** Binds everything now, so that conclusions can be drawn. */
  complete(): void {
    for (const work = this.backgroundWork(); work.next().done !== true;);
  }

  /** Binds what is not bound yet, file by file: a step of background work each, most wanted files first. */
  *backgroundWork(first: readonly string[] = []): Generator<BackgroundStep, void> {
    // A file that is parsed on the way may declare more than it seemed to, here or in a library: then bodies are bound once more.
    for (let round = 0; round < mostRounds && !this.isComplete; round++) yield* this.bindAll(first);
  }

  private bindAll(first: readonly string[]): Generator<BackgroundStep, void> {
    const current = (path: string, action: (file: SourceFile) => void) => (): void => { // it may be gone by then
      const file = this.sources.get(path);
      if (file) action(file);
    };
    const order = [...new Set([...first, ...this.sources.keys()])].filter((path) => this.sources.has(path));
    return bindInSteps(
      order.map((path) => ({ path, declare: current(path, (file) => { this.semantics.sourceAssembly.declareFile(file); }), bind: current(path, (file) => { this.resultsOf(file); }) })),
      this.libraries.flatMap((library) => this.filesOf(library).map((file) => ({ path: file.path, bind: () => { library.settledResultsOf(file); } }))),
    );
  }

  private conclude(): ReadonlyMap<Rule, readonly AnchoredReport[]> {
    return this.isComplete ? this.conclusions.drawn(() => this.context) : this.conclusions.reports;
  }

  /** What the name at an offset binds to, with its span in the file. */
  useAt(path: string, offset: number): NameUse | undefined {
    const file = this.sources.get(path);
    return file && useAt(file, this.semantics, offset);
  }

  /** Diagnostics over the project file and the user's imports. */
  analyzeProject(): Diagnostic[] {
    const found = analyzeProject(this.options.rules, { project: this.project, references: referencedProjects(this.projectReferences), host: this.surroundings.host, program: () => this.context });
    return suppressWithoutPlace(found, () => this.context, () => this.surroundings.optionsOf('')).sort(compareDiagnostics);
  }

  statistics(): ProgramStatistics {
    return statisticsOf(this.files.map((file) => this.resultsOf(file)));
  }

  /** Frees the syntax trees (WebAssembly memory is not garbage collected) and all that was made of them. The program is empty from then on. */
  dispose(): void {
    for (const file of this.sources.values()) disposeSourceFile(file);
    this.sources.clear();
    this.analyzed.clear();
    this.unbound.clear();
    this.conclusions.clear();
    this.filesChanged();
    this.compilation = undefined;
  }
}
