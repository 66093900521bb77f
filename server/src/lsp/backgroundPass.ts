/**
 * Binds the rest of the open documents' programs in small steps, so that requests come between: only then can conclusions over a
 * whole program be drawn (missing JSON types), and the Problems view lists closed files too.
 */
import type { Diagnostic } from '../core/diagnostic';
import { mergeApplications } from '../core/merge';
import type { Program } from '../core/program/program';
import { limitGarbage } from '../node/tuneEngine';
import { uriOf } from './convert';
import type { Session } from './session';

/** Typing pauses this long before work that nobody waits for starts again. */
const IDLE_MS = 150;
/** Longest time that the pass holds the process before it lets requests in. */
const SLICE_MS = 8;
/** Programs with fewer files show no progress: it would only flash. */
const PROGRESS_FILES = 60;

export class BackgroundPass {
  private timer: NodeJS.Timeout | undefined;
  private generation = 0;
  /** What the diagnostics depended on that were pushed last, by program; those of programs whose last document was closed are kept up to date too. */
  private readonly pushedOf = new Map<Program, string>();

  constructor(private readonly session: Session) {}

  /** (Re)starts the pass after a pause; a running one ends at its next step. */
  schedule(): void {
    this.generation++;
    clearTimeout(this.timer);
    const generation = this.generation;
    this.timer = setTimeout(() => {
      this.run(generation).catch((error: unknown) => {
        this.session.log.error(`background analysis: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
    }, IDLE_MS);
  }

  stop(): void {
    this.generation++;
    clearTimeout(this.timer);
  }

  private async run(generation: number): Promise<void> {
    const programs = this.wantedPrograms();
    if (!await this.completeAll(programs, generation)) return;
    // The programs of open documents come first; applications that reference them are looked for where none is known.
    const isNews = await this.session.applications.run(programs, () => generation === this.generation);
    const all = isNews ? this.wantedPrograms() : programs;
    if (isNews && !await this.completeAll(all.filter((program) => !programs.includes(program)), generation)) return;
    if (isNews) for (const program of programs) this.push(program);
    this.pushLibraries(all);
    this.clearOthers(all);
    limitGarbage();
  }

  private wantedPrograms(): readonly Program[] {
    for (const program of this.pushedOf.keys()) if (!this.session.workspace.isCurrent(program)) this.pushedOf.delete(program);
    return [...new Set([...this.session.openPrograms(), ...this.pushedOf.keys()])];
  }

  private async completeAll(programs: readonly Program[], generation: number): Promise<boolean> {
    for (const program of programs) {
      const news = !program.isComplete;
      const finished = await this.complete(program, generation);
      if (!finished) return false;
      if (news) this.session.refresh();
      this.push(program);
    }
    return true;
  }

  private async complete(program: Program, generation: number): Promise<boolean> {
    const { connection, workspace } = this.session;
    if (program.isComplete) return true;
    const progress = program.files.length >= PROGRESS_FILES ? await connection.window.createWorkDoneProgress() : undefined;
    progress?.begin('AOT Lens', 0, 'analysing the project');
    try {
      let sliceEnd = performance.now() + SLICE_MS;
      for (const { done, total } of program.backgroundWork(workspace.openFiles)) {
        if (performance.now() < sliceEnd) continue;
        progress?.report(Math.floor((100 * done) / total));
        await new Promise((resolve) => setImmediate(resolve));
        if (generation !== this.generation) return false;
        sliceEnd = performance.now() + SLICE_MS;
      }
      return true;
    } finally {
      progress?.done();
    }
  }

  /** Closed files are pushed, since clients pull open documents only. Open ones are cleared: they would show twice, unless that is how the client gets them. */
  private push(program: Program): void {
    const { workspace, settings } = this.session;
    const state = [program.revision, settings.enable, ...workspace.openFiles, ...workspace.applicationsOf(program).map((user) => user.revision)].join('\n');
    if (this.pushedOf.get(program) === state) return;
    this.pushedOf.set(program, state);
    const project = settings.enable ? program.analyzeProject() : [];
    const files = new Set([...program.files.map((f) => f.path), ...filesOfProject(program)]);
    for (const file of files) {
      const open = workspace.isOpen(file);
      const found = open || !settings.enable ? [] : program.has(file) ? mergeApplications(program.analyzeFile(file, undefined, workspace.conclusionsAbout(file))) : project.filter((d) => d.file === file);
      this.send(file, found);
    }
  }

  /** Of libraries without an open document only what applications conclude about them is told. */
  private pushLibraries(programs: readonly Program[]): void {
    const { workspace, settings } = this.session;
    const known = (file: string): boolean => programs.some((program) => program.has(file));
    for (const file of new Set(programs.flatMap((program) => program.libraryFiles))) {
      if (!known(file)) this.send(file, settings.enable ? workspace.libraryConclusions(file) : []);
    }
  }

  /** Files that are gone, or of no project any more. */
  private clearOthers(programs: readonly Program[]): void {
    const known = new Set(programs.flatMap((program) => [...program.libraryFiles, ...filesOfProject(program)]));
    for (const file of this.session.pushed.files) if (!known.has(file) && !programs.some((program) => program.has(file))) this.send(file, []);
  }

  private send(file: string, found: readonly Diagnostic[]): void {
    const { pushed, supportsPull, workspace } = this.session;
    if (supportsPull || !workspace.isOpen(file)) pushed.send(uriOf(file), found);
  }
}

/** The project file and the user's files that it imports. */
function filesOfProject({ project }: Program): readonly string[] {
  return [project.path, ...project.documents.map((document) => document.file)];
}
