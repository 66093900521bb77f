/** `aot-lens check`: the live tier over whole projects, and the SDK's analyzers beside it when asked. */
import type { Diagnostic, Severity } from '../core/diagnostic';
import { compareDiagnostics } from '../core/analyze';
import { mergeTiers } from '../core/merge';
import { LineIndex } from '../core/text/lineIndex';
import type { Workspace } from '../core/workspace';
import type { Host } from '../core/host';
import { runBuild } from '../publish/runBuild';
import type { CheckOptions } from './options';
import { renderGithub } from './report/github';
import { renderJson } from './report/json';
import type { Located, Report, RunStatistics } from './report/report';
import { renderSarif } from './report/sarif';
import { renderText } from './report/text';
import { resolveTargets, type Target } from './targets';

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };

/** Analyses and prints; the exit status is 1 when something is at or over `failOn`. */
export async function check(options: CheckOptions, workspace: Workspace, host: Host, version: string, write: (text: string) => void): Promise<number> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const targets = resolveTargets(options.paths, workspace, host, options.framework);
  const live = targets.flatMap(diagnosticsOf);
  const build = options.tiers.has('build') ? await buildDiagnostics(targets, host) : [];
  const merged = deduplicate(mergeTiers(live, build).sort(compareDiagnostics));
  const used = process.cpuUsage(cpu);
  const report: Report = {
    located: locate(merged, (file) => workspace.textOf(file)),
    stats: statistics(targets, performance.now() - started, (used.user + used.system) / 1000),
    workingFolder: process.cwd(),
    version,
  };
  write(render(report, options));
  const limit = options.failOn === 'never' ? Infinity : RANK[options.failOn];
  return merged.some((d) => RANK[d.severity] >= limit) ? 1 : 0;
}

/** All of a target's diagnostics, project file included; conclusions over the whole program are drawn first. */
export function diagnosticsOf(target: Target): Diagnostic[] {
  const { program, only } = target;
  program.complete();
  const found: Diagnostic[] = [];
  for (const file of program.files) if (!only || only.has(file.path)) found.push(...program.analyzeFile(file.path));
  if (!only) found.push(...program.analyzeProject());
  return found;
}

async function buildDiagnostics(targets: readonly Target[], host: Host): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const project of new Set(targets.map((t) => t.program.project.path))) {
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

function statistics(targets: readonly Target[], elapsedMs: number, cpuMs: number): RunStatistics {
  const programs = [...new Set(targets.map((t) => t.program))];
  const figures = programs.map((program) => program.statistics());
  const sum = (value: (f: (typeof figures)[number]) => number): number => figures.reduce((total, f) => total + value(f), 0);
  return {
    projects: programs.length,
    files: sum((f) => f.files),
    lines: programs.reduce((total, program) => total + program.files.reduce((n, file) => n + file.lines.lineCount, 0), 0),
    invocations: sum((f) => f.invocations),
    unboundInvocations: sum((f) => f.unbound.length),
    elapsedMs: Math.round(elapsedMs),
    cpuMs: Math.round(cpuMs),
    unresolved: [...new Set(programs.flatMap((program) => program.project.references.unresolved))],
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
