/** `aot-lens check`: the live tier over whole projects, and the SDK's analyzers beside it when asked. */
import { setImmediate } from 'node:timers/promises';
import type { Diagnostic, Severity } from '../core/diagnostic';
import { compareDiagnostics } from '../core/program/analyze';
import { mergeApplications, mergeTiers } from '../core/merge';
import { LineIndex } from '../core/text/lineIndex';
import type { Program } from '../core/program/program';
import type { Workspace } from '../core/program/workspace';
import type { Host } from '../core/host';
import { runBuild } from '../publish/runBuild';
import type { CheckOptions } from './options';
import { renderGithub } from './report/github';
import { renderJson } from './report/json';
import type { Located, Report, RunStatistics } from './report/report';
import { renderSarif } from './report/sarif';
import { renderText } from './report/text';
import { resolveTargets } from './targets';

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };

/** Analyses and prints; the exit status is 1 when something is at or over `failOn`. */
export async function check(options: CheckOptions, workspace: Workspace, host: Host, version: string, write: (text: string) => void): Promise<number> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const targets = resolveTargets(options.paths, workspace, host, options.framework);
  const projects = [...new Set(targets.map((target) => target.project))];
  const live: Diagnostic[] = [];
  const figures: ProgramFigures[] = [];
  for (const [i, target] of targets.entries()) {
    const program = target.open();
    await bindAll(program);
    live.push(...diagnosticsOf(program, target.only).map(detached));
    figures.push(figuresOf(program));
    workspace.close(program, (referenced) => targets.slice(i + 1).some((later) => later.mayReference(referenced.project)));
  }
  const build = options.tiers.has('build') ? await buildDiagnostics(projects, host) : [];
  const merged = deduplicate(mergeTiers(mergeApplications(live), build).sort(compareDiagnostics));
  const used = process.cpuUsage(cpu);
  const report: Report = {
    located: locate(merged, (file) => workspace.textOf(file)),
    stats: statistics(figures, performance.now() - started, (used.user + used.system) / 1000),
    workingFolder: process.cwd(),
    version,
  };
  write(render(report, options));
  const limit = options.failOn === 'never' ? Infinity : RANK[options.failOn];
  return merged.some((d) => RANK[d.severity] >= limit) ? 1 : 0;
}

/**
 * All diagnostics of a program, or those of some files, project file included; conclusions over the whole program are drawn first. Those of
 * an application that are about libraries come too: the libraries' own programs do not know them.
 */
export function diagnosticsOf(program: Program, only: ReadonlySet<string> | undefined): Diagnostic[] {
  program.complete();
  const found: Diagnostic[] = [];
  for (const file of program.files) if (!only || only.has(file.path)) found.push(...program.analyzeFile(file.path));
  if (!only) found.push(...program.libraryConclusions(), ...program.analyzeProject());
  return found;
}

/** Files that are bound before collected objects may go. */
const filesAtOnce = 25;

/**
 * Binds a whole program, with pauses: types are kept by weak references, and what one of them has been asked for lives until the code
 * that asked ends. Without pauses that would be all types of all programs.
 */
async function bindAll(program: Program): Promise<void> {
  let steps = 0;
  for (const step of program.backgroundWork()) if (step.done === step.total || ++steps % filesAtOnce === 0) await setImmediate();
}

/** With its fixes worked out, so that it does not hold its program. */
function detached(diagnostic: Diagnostic): Diagnostic {
  if (!diagnostic.fixes) return diagnostic;
  const fixes = diagnostic.fixes();
  return { ...diagnostic, fixes: () => fixes };
}

async function buildDiagnostics(projects: readonly string[], host: Host): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const project of projects) {
    if (host.stamp(project) !== undefined && project.endsWith('.csproj')) found.push(...(await runBuild(project, host)));
  }
  return found;
}

/** The frameworks of a multi-targeted project say much the same: once is enough. Sorted input. */
function deduplicate(sorted: readonly Diagnostic[]): Diagnostic[] {
  return sorted.filter((d, i) => {
    const previous = sorted[i - 1];
    return !previous || compareDiagnostics(previous, d) !== 0;
  });
}

/** Positions and fix titles, for reports. */
export function locate(diagnostics: readonly Diagnostic[], textOf: (file: string) => string | undefined): Located[] {
  const indexes = new Map<string, LineIndex>();
  return diagnostics.map((diagnostic) => {
    let index = indexes.get(diagnostic.file);
    if (!index) indexes.set(diagnostic.file, (index = new LineIndex(textOf(diagnostic.file) ?? '')));
    return {
      diagnostic,
      start: index.position(diagnostic.span.start),
      end: index.position(diagnostic.span.end),
      fixes: (diagnostic.fixes?.() ?? []).map(({ title, applicability }) => ({ title, applicability })),
    };
  });
}

/** What a report tells about one program. */
interface ProgramFigures {
  readonly files: number;
  readonly lines: number;
  readonly invocations: number;
  readonly unboundInvocations: number;
  readonly unresolved: readonly string[];
}

function figuresOf(program: Program): ProgramFigures {
  const { files, invocations, unbound } = program.statistics();
  const lines = program.files.reduce((n, file) => n + file.lines.lineCount, 0);
  return { files, lines, invocations, unboundInvocations: unbound.length, unresolved: program.project.references.unresolved };
}

function statistics(programs: readonly ProgramFigures[], elapsedMs: number, cpuMs: number): RunStatistics {
  const sum = (key: 'files' | 'lines' | 'invocations' | 'unboundInvocations'): number => programs.reduce((total, program) => total + program[key], 0);
  return {
    projects: programs.length,
    files: sum('files'),
    lines: sum('lines'),
    invocations: sum('invocations'),
    unboundInvocations: sum('unboundInvocations'),
    elapsedMs: Math.round(elapsedMs),
    cpuMs: Math.round(cpuMs),
    unresolved: [...new Set(programs.flatMap((program) => program.unresolved))],
  };
}

function render(report: Report, options: CheckOptions): string {
  switch (options.format) {
    case 'json': return renderJson(report);
    case 'sarif': return renderSarif(report);
    case 'github': return renderGithub(report);
    case 'text': return renderText(report, options.stats);
  }
}
