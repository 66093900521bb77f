/** All patterns, what the rules predict for one, and what their fixes make of it. */
import type { Diagnostic } from '../../../server/src/core/diagnostic';
import { applyEdits } from '../../../server/src/core/text/edit';
import type { LooseAnalysis } from '../looseAnalysis';
import { applicationPatterns } from './applications';
import { contextPatterns } from './contexts';
import { endpointPatterns } from './endpoints';
import { featurePatterns } from './features';
import type { Outcome, Pattern } from './pattern';
import { followedPatterns } from './followed';
import { forwardedPatterns } from './forwarded';
import { handlerPatterns } from './handlers';
import { initOnlyPatterns } from './initOnly';
import { openApiDeclarations, openApiPatterns } from './openApi';
import { reflectionPatterns } from './reflection';
import { registrationPatterns } from './registrations';
import { resultPatterns } from './results';
import { serializerPatterns } from './serializer';
import { servicePatterns } from './services';
import { stylePatterns } from './styles';
import { valuePatterns } from './values';

/** Endpoints, their results and contexts: the patterns that most applications have. */
const common: readonly Pattern[] = [...endpointPatterns, ...resultPatterns, ...contextPatterns, ...handlerPatterns];
/**
 * Each is one native program of its own. What handlers need that run by reflection is kept for all of a program as soon as one of its
 * patterns keeps it: with the applications of the last group, handlers would work that fail in a program by themselves.
 */
const groups: readonly (readonly Pattern[])[] = [
  common,
  [...forwardedPatterns, ...registrationPatterns, ...valuePatterns, ...followedPatterns],
  [...applicationPatterns, ...serializerPatterns, ...initOnlyPatterns, ...featurePatterns, ...stylePatterns, ...servicePatterns, ...reflectionPatterns],
  openApiPatterns,
];

/** Patterns that a framework ("net9.0") has, by the native program that they are part of; the common ones are the first group. */
export function patternGroupsOf(framework: string): readonly (readonly Pattern[])[] {
  const version = Number(/^net(\d+)/.exec(framework)?.[1] ?? 0);
  return groups.map((group) => group.filter((pattern) => (pattern.since ?? 8) <= version && version <= (pattern.until ?? version))).filter((group) => group.length > 0);
}

/** What the rules say of a program; beside those with OpenAPI documents stand the declarations of the package. */
export function diagnosticsOf(analysis: LooseAnalysis, file: string, program: string): readonly Diagnostic[] {
  if (!program.includes('AddOpenApi')) return analysis.analyze(file, program);
  return analysis.analyzeAll([{ path: file, text: program }, { path: `${file}.OpenApi.cs`, text: openApiDeclarations }]).filter((each) => each.file === file);
}

/** All patterns that a framework has. */
export function patternsOf(framework: string): readonly Pattern[] {
  return patternGroupsOf(framework).flat();
}

/** Our own diagnostics about what fails when the program runs; AOT2004 is about runs from the project. */
const isOwn = ({ id, severity }: Diagnostic): boolean => /^(?:AOT3|AOT200[23567]$|AOT201[2-8]$|AOT4001$|AOT500[34]$|ASP00(?:09|10)$)/.test(id) && (severity === 'error' || severity === 'warning');

/** Diagnostics that say that something may fail, but not how far, or that it depends on what is sent (AOT3009). */
const isWarning = ({ id, severity }: Diagnostic): boolean => id === 'AOT3009' || /^(?:IL2026|IL2057|IL2075|IL3050|AOT5001|SYSLIB1034|RDG004|AOT21\d\d)$/.test(id) && severity !== 'info';

/** What the diagnostics say about the program: an error breaks all of it. `possible`: something may fail. */
export function predictionOf(diagnostics: readonly Diagnostic[]): Outcome | 'possible' {
  const own = diagnostics.filter(isOwn);
  if (own.some(({ severity }) => severity === 'error')) return 'application';
  if (own.length > 0) return 'endpoint';
  return diagnostics.some(isWarning) ? 'possible' : 'works';
}

/** Whether what the rules say is what the program does, or does not say more than "may fail"; or nothing, where that is known. */
export function agrees(prediction: Outcome | 'possible', { outcome, isUnreported }: Pick<Pattern, 'outcome' | 'isUnreported'>): boolean {
  return prediction === (isUnreported ? 'works' : outcome) || prediction === 'possible';
}

const isFixed = (diagnostic: Diagnostic): boolean => isOwn(diagnostic) || diagnostic.id === 'AOT3009' || diagnostic.id === 'SYSLIB1034' || diagnostic.id === 'RDG004';

/** The program after the first fix of each of those diagnostics, one after the other. */
export function fixedProgram(analysis: LooseAnalysis, file: string, program: string): string {
  let text = program;
  for (let round = 0; round < 10; round++) {
    const fix = diagnosticsOf(analysis, file, text).filter(isFixed).map((diagnostic) => diagnostic.fixes?.()[0]).find((found) => found !== undefined);
    const next = fix && applyEdits(text, fix.edits);
    if (next === undefined) return text;
    text = next;
  }
  return text;
}
