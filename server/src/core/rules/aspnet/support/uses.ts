/** Where a program uses the features of the support table: for views, not for diagnostics, so it is asked for and not kept live by rules. */
import { bodiesOf } from '../../../binding/bodies';
import { absolute } from '../../../binding/boundBody';
import type { Span } from '../../../diagnostic';
import type { SourceFile } from '../../../sourceFile';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import { supportedFeatureOf } from './overview';

export interface FeatureUse {
  /** As `SupportOverviewRow.feature`. */
  readonly feature: string;
  /** Method, attribute or class as it is named there. */
  readonly name: string;
  readonly file: string;
  readonly span: Span;
}

/** Uses in one file in order; binds all its bodies. */
export function featureUsesIn(file: SourceFile, compilation: SourceCompilation): FeatureUse[] {
  const found = new Map<number, FeatureUse>();
  for (const source of bodiesOf(file, compilation)) {
    for (const { symbol, anchor, kind } of source.bind().uses) {
      const feature = symbol && kind !== 'implicitBase' ? supportedFeatureOf(symbol) : undefined;
      const span = absolute(anchor);
      if (feature !== undefined && !found.has(span.start)) found.set(span.start, { feature, name: file.text.slice(span.start, span.end), file: file.path, span });
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}
