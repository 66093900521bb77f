/** All patterns, what the rules predict for one, and what their fixes make of it. */
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { applyEdits } from '../../../server/src/core/text/edit';
import type { LooseAnalysis } from '../looseAnalysis';
import { contextPatterns } from './contexts';
import { endpointPatterns } from './endpoints';
import type { Outcome, Pattern } from './pattern';
import { resultPatterns } from './results';

export const patterns: readonly Pattern[] = [...endpointPatterns, ...resultPatterns, ...contextPatterns];

/** Patterns that a framework ("net9.0") has. */
export function patternsOf(framework: string): readonly Pattern[] {
  const version = Number(/^net(\d+)/.exec(framework)?.[1] ?? 0);
  return patterns.filter((pattern) => (pattern.since ?? 8) <= version);
}

/** Our own diagnostics, and the official ones whose endpoints fail. */
const isAboutJson = ({ id }: Diagnostic): boolean => /^(?:AOT3|RDG004$|SYSLIB1034$)/.test(id);

/** What the diagnostics say about the program: an error or a converter without type breaks all of it. `possible`: only the analyzers' warnings say so. */
export function predictionOf(diagnostics: readonly Diagnostic[]): Outcome | 'possible' {
  const own = diagnostics.filter(isAboutJson);
  if (own.some(({ id, severity }) => severity === 'error' || id === 'SYSLIB1034')) return 'application';
  if (own.length > 0) return 'endpoint';
  return diagnostics.some(({ id }) => id === 'IL2026' || id === 'IL3050') ? 'possible' : 'works';
}

/** The program after the first fix of each of those diagnostics, one after the other. */
export function fixedProgram(analysis: LooseAnalysis, file: string, program: string): string {
  let text = program;
  for (let round = 0; round < 10; round++) {
    const fix = analysis.analyze(file, text).filter(isAboutJson).map((diagnostic) => diagnostic.fixes?.()[0]).find((found) => found !== undefined);
    const next = fix && applyEdits(text, fix.edits);
    if (next === undefined) return text;
    text = next;
  }
  return text;
}
