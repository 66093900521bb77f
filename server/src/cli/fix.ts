/** `aot-lens fix`: applies fixes until nothing more can be applied; files are written whole or not at all. */
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic, Fix } from '../core/diagnostic';
import type { Host } from '../core/host';
import { applyEdits, editsByFile, mergeFixes, unifiedDiff } from '../core/text/edit';
import type { Workspace } from '../core/program/workspace';
import { diagnosticsOf } from './check';
import { UsageError, type FixOptions } from './options';
import { resolveTargets } from './targets';

/**
 * A fix may uncover another one (create a context, then add types), and fixes that add to the same place come one by one; more
 * rounds than this mean two fixes undo each other.
 */
const MAXIMUM_ROUNDS = 64;

/** Prints what it did (or would do); exit status 0 also when there was nothing to fix. */
export function fix(options: FixOptions, workspace: Workspace, host: Host, write: (text: string) => void): number {
  const before = new Map<string, string>();
  const applied: string[] = [];
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const found = resolveTargets(options.paths, workspace, host, options.framework).map((target) => diagnosticsOf(target.open(), target.only));
    const { applied: chosen, edits } = chosenOf(candidates(found, options));
    if (chosen.length === 0) break;
    for (const [file, list] of editsByFile(edits)) {
      const text = workspace.textOf(file) ?? '';
      const changed = applyEdits(text, list);
      if (changed === undefined) throw new Error(`${file}: two fixes change the same place; nothing was changed there`);
      if (!before.has(file)) before.set(file, text);
      workspace.setText(file, changed); // kept in memory until all is known to fit
    }
    applied.push(...chosen.map((f) => f.title));
  }
  const changes = [...before].map(([file, text]) => ({ file, before: text, after: workspace.textOf(file) ?? '' })).filter((c) => c.before !== c.after);
  if (options.dryRun) {
    for (const change of changes) write(unifiedDiff(path.relative(process.cwd(), change.file).split(path.sep).join('/'), change.before, change.after));
    return 0;
  }
  for (const change of changes) writeWhole(change.file, change.after, host);
  write(changes.length === 0 ? 'nothing to fix\n' : `${applied.map((title) => `  ${title}\n`).join('')}${applied.length} fix(es) applied in ${changes.length} file(s)\n`);
  return 0;
}

/** Another finding at the same place may have the fix that mends it, after which there is nothing to pass on. */
function chosenOf(fixes: readonly Fix[]): ReturnType<typeof mergeFixes> {
  const mending = mergeFixes(fixes.filter(({ passesOn }) => !passesOn));
  return mending.applied.length > 0 ? mending : mergeFixes(fixes);
}

/**
 * `targets`: the diagnostics of each. What one framework's program has a fix for may need another text in that of the next framework (only
 * .NET 8 wants a `!`): the first one's counts, and what is left shows in the next round.
 */
function candidates(targets: readonly (readonly Diagnostic[])[], options: FixOptions): Fix[] {
  const fixes: Fix[] = [];
  const places = new Set<string>();
  for (const diagnostics of targets) {
    const own: string[] = [];
    for (const diagnostic of diagnostics) {
      const place = `${diagnostic.file} ${String(diagnostic.span.start)} ${String(diagnostic.span.end)}`;
      if ((options.rules.size > 0 && !options.rules.has(diagnostic.id)) || places.has(place)) continue;
      const best = diagnostic.fixes?.().find((f) => f.applicability === 'safe' || options.unsafe);
      if (!best) continue;
      fixes.push(best);
      own.push(place);
    }
    for (const place of own) places.add(place);
  }
  return fixes;
}

/** Through a temporary file beside it, so that an interruption leaves the old or the new text, never half of one. */
function writeWhole(file: string, text: string, host: Host): void {
  const bytes = host.readBytes(file);
  const mark = bytes?.[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
  const target = existsSync(file) ? realpathSync(file) : file; // a link stays a link
  const temporary = `${target}.aot-lens-tmp`;
  try {
    writeFileSync(temporary, mark + text, existsSync(target) ? { mode: statSync(target).mode } : {});
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${file}: cannot be written (${error instanceof Error ? error.message : String(error)}); make it writable and run again`);
  }
}
