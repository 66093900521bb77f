/** What the rules predict for the patterns, before and after their fixes, beside what native programs of them do. */
import type { LooseAnalysis } from '../looseAnalysis';
import { agrees, diagnosticsOf, fixedProgram, predictionOf } from './index';
import type { NativeAnswer } from './nativeProgram';
import { nativeAnswers, publishNative } from './nativeProgram';
import { programOf } from './pattern';
import type { Outcome, Pattern } from './pattern';

/** One program, natively published and asked. */
export interface Measured extends NativeAnswer {
  readonly name: string;
  readonly isFixed: boolean;
  readonly program: string;
  readonly predicted: Outcome | 'possible';
  /** In words; undefined: pattern, prediction and program agree. */
  readonly disagreement: string | undefined;
}

const file = '/patterns/Program.cs';

/** Publishes patterns in one program, and with `withFixes` what the fixes make of those that fail. */
export async function measurePatterns(folder: string, framework: string, chosen: readonly Pattern[], analysis: LooseAnalysis, withFixes: boolean): Promise<readonly Measured[]> {
  const patterns = chosen.map((pattern) => ({ ...pattern, request: pattern.request ?? 'GET /x', body: pattern.body, answer: pattern.answer, isFixed: false, program: programOf(pattern) }));
  const fixed = withFixes ? patterns.filter(({ outcome, unfixable }) => outcome !== 'works' && !unfixable).flatMap((pattern) => {
    const program = fixedProgram(analysis, file, pattern.program);
    return program === pattern.program ? [] : [{ ...pattern, outcome: 'works' as const, isFixed: true, program }];
  }) : [];
  const cases = [...patterns, ...fixed];
  const answers = await nativeAnswers(publishNative(folder, framework, cases), cases);
  return cases.map((each, index) => {
    const { name, outcome, isFixed, program } = each;
    const answer = answers[index]!;
    const predicted = predictionOf(diagnosticsOf(analysis, file, program));
    const wrong = answer.outcome !== outcome ? `expected ${outcome}` : agrees(predicted, each) ? undefined : `predicted ${predicted}`;
    return { ...answer, name, isFixed, program, predicted, disagreement: wrong && `${isFixed ? 'after the fix ' : ''}${answer.outcome} (${answer.status ?? 'no answer'}), ${wrong}` };
  });
}
