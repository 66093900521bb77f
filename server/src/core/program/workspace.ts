/** The only mutable state of the engine: open texts, evaluated projects and their programs, and the shared metadata cache. */
import type { RuleSet } from './analyze';
import type { Diagnostic } from '../diagnostic';
import type { Host } from '../host';
import { intermediateFolder } from '../generated/generatedFolder';
import { MetadataCache } from '../metadata/metadataCache';
import { appDirectives, dirName, evaluateProject, findProjectOf, looseProject, nearestFramework, readSolution } from '../msbuild/index';
import { frameworkMajor } from '../msbuild/targetFramework';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { EnabledAnalyzers } from '../rules/rule';
import { Program } from './program';
import { mergeApplications } from '../merge';
import { LineIndex } from '../text/lineIndex';

export interface WorkspaceOptions {
  /** Analyse projects as if PublishAot were set. */
  readonly assumeAot: boolean;
  /** Analyse for this framework instead of the project's own. */
  readonly framework: string | undefined;
}

export class Workspace {
  private readonly openTexts = new Map<string, string>();
  /** Those of the open files that are not on the disk, as far as that has been told: no project lists them. */
  private readonly unsaved = new Set<string>();
  private readonly metadata: MetadataCache;
  private readonly programs = new Map<string, Program>();
  /** Key of the program that a reference to a project from one of a framework gets. */
  private readonly referenceKeys = new Map<string, string>();

  constructor(
    private readonly host: Host,
    private readonly rules: RuleSet,
    private options: WorkspaceOptions,
  ) {
    this.metadata = new MetadataCache(host);
  }

  /** Text of a file as the user sees it. */
  textOf(path: string): string | undefined {
    return this.openTexts.get(path) ?? this.host.readText(path);
  }

  /** Text of a file that is open in the editor. */
  openText(path: string): string | undefined {
    return this.openTexts.get(path);
  }

  isOpen(path: string): boolean {
    return this.openTexts.has(path);
  }

  get openFiles(): readonly string[] {
    return [...this.openTexts.keys()];
  }

  /** A document was opened or edited. */
  setText(path: string, text: string): void {
    if (!this.openTexts.has(path) && this.host.stamp(path) === undefined) this.unsaved.add(path);
    this.openTexts.set(path, text);
    this.changed(path);
  }

  /** A document was closed: the disk counts again. */
  closeText(path: string): void {
    this.openTexts.delete(path);
    this.unsaved.delete(path);
    this.changed(path);
    for (const program of this.programs.values()) program.release(path);
  }

  /** A file appeared, changed or vanished on disk. */
  fileChanged(path: string): void {
    if (!this.openTexts.has(path)) {
      this.changed(path);
      return;
    }
    const isUnsaved = this.host.stamp(path) === undefined;
    if (isUnsaved === this.unsaved.has(path)) return; // the editor's text counts
    if (isUnsaved) this.unsaved.add(path);
    else this.unsaved.delete(path);
    for (const [key, { project }] of [...this.programs]) if (this.isOutdatedBy(project, path)) this.drop(key);
  }

  /** Files in a folder that a program knows or has asked for. */
  filesBelow(folder: string): readonly string[] {
    const isBelow = (file: string): boolean => file.startsWith(folder) && /^[\\/]/.test(file.slice(folder.length));
    return [...new Set([...this.programs.values()].flatMap(({ files, project }) => [...files.map((file) => file.path).filter(isBelow), ...[...project.dependencies.files].filter(isBelow)]))];
  }

  setOptions(options: WorkspaceOptions): void {
    this.options = options;
    this.reset();
  }

  /** Forgets all projects; they are evaluated anew when asked for. */
  reset(): void {
    for (const program of this.programs.values()) program.dispose();
    this.programs.clear();
    this.referenceKeys.clear();
  }

  /** Line starts of a file's current text: those that its program has, or of what can be read. */
  lineIndex(path: string): LineIndex {
    for (const program of this.programs.values()) {
      const source = program.source(path);
      if (source) return source.lines;
    }
    return new LineIndex(this.textOf(path) ?? '');
  }

  private changed(path: string): void {
    const isConfiguration = /\.(?:editor|global)config$/i.test(path);
    if (/\.csproj$/i.test(path)) this.dropLoose(); // the project may be new
    for (const [key, program] of this.programs) {
      if (isConfiguration) program.configurationChanged();
      const before = program.source(path)?.text;
      if (before !== undefined) program.update(path);
      const now = program.source(path)?.text;
      if (now !== undefined ? hasOtherDirectives(program.project, before, now) : this.isOutdatedBy(program.project, path)) this.drop(key);
      else if (now === undefined) program.surroundingsChanged(path);
    }
  }

  /** A file that came or went changes the list of files; a file that evaluation asked for changes the project. */
  private isOutdatedBy(project: EvaluatedProject, path: string): boolean {
    if (path.endsWith('.cs') && this.belongs(project, path)) return true;
    const { files, folders } = project.dependencies;
    return files.has(path) || (/\.(?:props|targets)$/i.test(path) && folders.has(dirName(path))); // imports may have wildcards
  }

  private belongs(project: EvaluatedProject, path: string): boolean {
    if (project.compileFiles.includes(path)) return true;
    // What a build writes is none of the project's sources.
    return path.startsWith(`${project.folder}/`) && !path.startsWith(`${intermediateFolder(project)}/`);
  }

  /** Drops a program and those that reference its project. Files that were of no project may be of this one when it is made anew. */
  private drop(key: string): void {
    const program = this.programs.get(key);
    if (!program) return;
    this.programs.delete(key);
    for (const [other, user] of [...this.programs]) if (user.project.projectReferences.includes(program.project.path)) this.drop(other);
    program.dispose();
    this.dropLoose();
  }

  private dropLoose(): void {
    for (const [key, program] of [...this.programs]) {
      if (program.project.kind === 'msbuild') continue;
      this.programs.delete(key);
      program.dispose();
    }
  }

  /** Gives up a program that is not needed any more, and those made to be referenced that neither others reference nor `isNeeded` names. */
  close(program: Program, isNeeded: (referenced: Program) => boolean): void {
    const kept = new Set<Program>();
    const keep = (each: Program): void => {
      if (kept.has(each)) return;
      kept.add(each);
      each.projectReferences.forEach(keep);
    };
    for (const each of this.programs.values()) if (each.isReferenced ? isNeeded(each) : each !== program) keep(each);
    for (const [key, each] of [...this.programs]) {
      if (kept.has(each)) continue;
      this.programs.delete(key);
      each.dispose();
    }
  }

  /** The program that a C# file belongs to, for the first framework of its project; a file without a project is one by itself. */
  programOf(path: string): Program {
    for (const program of this.programs.values()) if (program.has(path)) return program;
    const project = findProjectOf(path, this.host);
    if (project) {
      const program = this.program(project);
      if (program.has(path)) return program;
    }
    return this.looseProgram([path]);
  }

  /** Whether a program still stands for its project: one that was dropped is made anew when asked for. */
  isCurrent(program: Program): boolean {
    return [...this.programs.values()].includes(program);
  }

  /**
   * Live diagnostics of a C# file: its program's, and what the applications conclude that reference it and have been asked for.
   * @throws the signal's reason when aborted
   */
  analyzeFile(path: string, signal?: AbortSignal): Diagnostic[] {
    return mergeApplications(this.programOf(path).analyzeFile(path, signal, this.conclusionsAbout(path)));
  }

  /** What applications conclude about a file of a library. */
  conclusionsAbout(path: string): Diagnostic[] {
    return [...this.programs.values()].flatMap((program) => program.conclusionsAbout(path));
  }

  /** The same as it is told where nothing else about the file is. */
  libraryConclusions(path: string): Diagnostic[] {
    return mergeApplications([...this.programs.values()].flatMap((program) => program.libraryConclusions(path)));
  }

  /** Programs of applications that reference a program's project, also through others, and have been asked for. */
  applicationsOf(program: Program): Program[] {
    const references = (user: Program): boolean => user.projectReferences.some((each) => each.project.path === program.project.path || references(each));
    return [...this.programs.values()].filter((user) => !user.isReferenced && references(user));
  }

  /** C# files without a project: a compilation of their own. */
  looseProgram(paths: readonly string[]): Program {
    const key = `loose|${paths.join('|')}`;
    return this.programs.get(key) ?? this.add(key, looseProject(paths, this.host, { targetFramework: this.options.framework, textOf: (file) => this.textOf(file) }));
  }

  /** Evaluation of a project file for a framework, its first one (newest first) without. */
  program(projectPath: string, framework = this.options.framework): Program {
    const key = `${projectPath}|${framework ?? ''}`;
    const known = this.programs.get(key);
    if (known) return known;
    return this.add(key, this.evaluate(projectPath, framework));
  }

  evaluate(projectPath: string, framework = this.options.framework): EvaluatedProject {
    return evaluateProject(projectPath, this.host, { targetFramework: framework, overlay: (file) => this.openTexts.get(file) });
  }

  /** Projects that a solution lists. */
  projectsOfSolution(path: string): { readonly projects: readonly string[]; readonly problems: readonly Diagnostic[] } {
    return readSolution(path, this.host);
  }

  private add(key: string, project: EvaluatedProject, loading: readonly string[] = []): Program {
    const references = this.metadata.bind(project.references);
    const referenced = project.projectReferences.filter((path) => !loading.includes(path)).map((path) => this.referencedProgram(path, project, [...loading, project.path]));
    const program = new Program({
      host: this.host,
      rules: this.rules,
      project,
      references,
      projectReferences: referenced,
      isReferenced: key.endsWith('|reference'),
      analyzers: enabledAnalyzers(project, this.options.assumeAot),
      textOf: (file) => this.textOf(file),
      isOpen: (file) => this.openTexts.has(file),
    });
    this.programs.set(key, program);
    return program;
  }

  /**
   * A referenced project is taken for the framework nearest to the referring project's, with the referring project's files where
   * both reference an assembly of the same name: in a build, too, its types are those that the referring project sees.
   */
  private referencedProgram(path: string, from: EvaluatedProject, loading: readonly string[]): Program {
    const asked = `${path}|${from.targetFramework}`;
    const knownKey = this.referenceKeys.get(asked);
    const known = knownKey === undefined ? undefined : this.programs.get(knownKey);
    if (known) return known;
    const own = this.evaluate(path, undefined);
    const framework = nearestFramework(from.targetFramework, own.targetFrameworks) ?? own.targetFramework;
    const key = `${path}|${framework}|reference`;
    this.referenceKeys.set(asked, key);
    const project = framework === own.targetFramework ? own : this.evaluate(path, framework);
    return this.programs.get(key) ?? this.add(key, withReferencesOf(from, project), loading);
  }

  /** Keeps, where the host can, what makes the next start cheaper. To be called when nobody waits. */
  keepSummaries(): void {
    this.metadata.keepSummaries();
  }

  dispose(): void {
    this.reset();
    this.openTexts.clear();
    this.unsaved.clear();
  }
}

/** The directives of a file-based app are its project. */
function hasOtherDirectives({ kind, compileFiles }: EvaluatedProject, before: string | undefined, now: string): boolean {
  if (kind === 'msbuild' || compileFiles.length !== 1) return false;
  const written = (text: string): string => appDirectives(text).map((each) => `${each.kind} ${each.value}`).join('\n');
  return written(before ?? '') !== written(now);
}

function withReferencesOf(from: EvaluatedProject, project: EvaluatedProject): EvaluatedProject {
  const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const seen = new Map(from.references.assemblies.map((path) => [nameOf(path), path]));
  return { ...project, references: { ...project.references, assemblies: project.references.assemblies.map((path) => seen.get(nameOf(path)) ?? path) } };
}

/**
 * Which analyzers the SDK would run, by the properties that it reads. To assume PublishAot is to ask for them: then only what the
 * project says of one analyzer switches it off.
 */
export function enabledAnalyzers(project: EvaluatedProject, assumeAot: boolean): EnabledAnalyzers {
  const isAsked = assumeAot && frameworkMajor(project.targetFramework) >= 5;
  const decided = (name: string): boolean => (isAsked && project.property(name)?.origin === undefined) || project.flag(name);
  const generator = (name: string, fallback: boolean): boolean => (project.property(name) ? project.flag(name) : fallback);
  const publishAot = assumeAot || project.flag('PublishAot');
  const trimmed = publishAot || project.flag('PublishTrimmed');
  // At warning level 0 the compiler drops what analyzers find, errors too.
  const run = isAsked || (project.property('RunAnalyzers')?.value.trim().toLowerCase() !== 'false' && project.property('WarningLevel')?.value.trim() !== '0');
  return {
    publishAot,
    trim: run && decided('EnableTrimAnalyzer'),
    aot: run && decided('EnableAotAnalyzer'),
    singleFile: run && decided('EnableSingleFileAnalyzer') && !project.flag('IncludeAllContentForSelfExtract'),
    others: run,
    requestDelegateGenerator: generator('EnableRequestDelegateGenerator', trimmed),
    configurationBindingGenerator: generator('EnableConfigurationBindingGenerator', trimmed),
  };
}
