/** All patterns, what the rules predict for one, and what their fixes make of it. */
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { applyEdits } from '../../../server/src/core/text/edit';
import type { LooseAnalysis } from '../looseAnalysis';
import { applicationPatterns } from './applications';
import { contextPatterns } from './contexts';
import { endpointPatterns } from './endpoints';
import type { Outcome, Pattern } from './pattern';
import { resultPatterns } from './results';

export const patterns: readonly Pattern[] = [...endpointPatterns, ...resultPatterns, ...contextPatterns, ...applicationPatterns];

/** Patterns that a framework ("net9.0") has. */
export function patternsOf(framework: string): readonly Pattern[] {
  const version = Number(/^net(\d+)/.exec(framework)?.[1] ?? 0);
  return patterns.filter((pattern) => (pattern.since ?? 8) <= version);
}

/** Our own diagnostics, and the official ones whose endpoints fail. */
const isAboutJson = ({ id }: Diagnostic): boolean => /^(?:AOT3|RDG004$)/.test(id);

/** Official warnings that do not tell what fails. */
const warnings: ReadonlySet<string> = new Set(['IL2026', 'IL3050', 'SYSLIB1034']);

/** What the diagnostics say about the program: an error breaks all of it. `possible`: only official warnings say that something may fail. */
export function predictionOf(diagnostics: readonly Diagnostic[]): Outcome | 'possible' {
  const own = diagnostics.filter(isAboutJson);
  if (own.some(({ severity }) => severity === 'error')) return 'application';
  if (own.length > 0) return 'endpoint';
  return diagnostics.some(({ id }) => warnings.has(id)) ? 'possible' : 'works';
}

/** Whether what the rules say is what the program does, or does not say more than "may fail". */
export function agrees(prediction: Outcome | 'possible', outcome: Outcome): boolean {
  return prediction === outcome || prediction === 'possible';
}

/** The program after the first fix of each of those diagnostics, one after the other. */
export function fixedProgram(analysis: LooseAnalysis, file: string, program: string): string {
  let text = program;
  for (let round = 0; round < 10; round++) {
    const fix = analysis.analyze(file, text).filter((each) => isAboutJson(each) || each.id === 'SYSLIB1034').map((diagnostic) => diagnostic.fixes?.()[0]).find((found) => found !== undefined);
    const next = fix && applyEdits(text, fix.edits);
    if (next === undefined) return text;
    text = next;
  }
  return text;
}
