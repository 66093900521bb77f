/** Generated code of the projects, as last read from the disk, and how old it is. */
import { statSync } from 'node:fs';
import { evaluateAllFrameworks } from '../core/msbuild/index';
import type { EvaluatedProject } from '../core/msbuild/projectModel';
import { intermediateFolder } from '../core/generated/generatedFolder';
import type { GeneratedSet } from '../core/generated/generatedFolder';
import { GeneratedCode } from '../core/generated/generatedCode';
import type { Program } from '../core/program/program';
import type { Session } from './session';

/**
 * The compiler writes all generated files one after another, and deletes none: what is this much older than the newest was not
 * written by the last compilation. In milliseconds.
 */
const LEFT_OVER_MS = 60_000;

export class GeneratedCodeIndex {
  private readonly known = new Map<string, GeneratedCode>();
  private readonly folders = new Map<string, readonly string[]>();

  constructor(private readonly session: Session) {}

  /** What was read last, or now if nothing was. */
  of(project: string): GeneratedCode {
    return this.known.get(project) ?? this.read(project);
  }

  /** Reads the folders of a project again. */
  read(project: string): GeneratedCode {
    const { workspace, host } = this.session;
    const evaluations = evaluateAllFrameworks(project, host, { overlay: (file) => workspace.openText(file) });
    const generated = new GeneratedCode(evaluations, host, (set) => {
      const newest = newestOf(set);
      return (file) => newest - modified(file.path) > LEFT_OVER_MS;
    });
    this.known.set(project, generated);
    this.folders.set(project, [...generated.sets.map((set) => set.folder), ...evaluations.slice(0, 1).map(intermediateFolder)]);
    return generated;
  }

  /** Files were written or deleted: what lies in the folders of a project is read again when asked for. True if any was. */
  filesChanged(files: readonly string[]): boolean {
    let changed = false;
    for (const [project, folders] of this.folders) {
      const isOurs = (file: string): boolean => file === project || folders.some((folder) => file.startsWith(`${folder}/`) || file.startsWith(`${folder}\\`));
      if (!files.some(isOurs)) continue;
      changed = this.known.delete(project) || changed;
    }
    return changed;
  }

  clear(): void {
    this.known.clear();
    this.folders.clear();
  }

  /** The first of the source files that is newer than a set, in the editor or on disk. */
  newerSource(set: GeneratedSet, sources: readonly string[]): string | undefined {
    const generatedAt = newestOf(set);
    return sources.find((file) => this.isUnsaved(file) || modified(file) > generatedAt);
  }

  /** Whether one file is newer than a set. */
  isNewer(file: string, set: GeneratedSet): boolean {
    return this.isUnsaved(file) || modified(file) > newestOf(set);
  }

  private isUnsaved(file: string): boolean {
    const { workspace, host } = this.session;
    return workspace.isOpen(file) && workspace.openText(file) !== host.readText(file);
  }
}

/** The project that a source file is compiled in; undefined for a file without one. */
export function projectOf(program: Program): EvaluatedProject | undefined {
  return program.project.kind === 'msbuild' ? program.project : undefined;
}

function newestOf(set: GeneratedSet): number {
  return set.generators.reduce((newest, output) => output.files.reduce((time, file) => Math.max(time, modified(file.path)), newest), 0);
}

/** Time of the last change in milliseconds; 0 for what is not there. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
