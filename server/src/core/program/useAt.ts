/** From a place in a file to the symbol that its name binds to. */
import { bodiesOf } from '../binding/bodies';
import { absolute } from '../binding/boundBody';
import type { Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import type { SourceCompilation } from '../symbols/createCompilation';
import type { AnySymbol } from '../symbols/symbol';

export interface NameUse {
  readonly symbol: AnySymbol;
  /** In the file, UTF-16 offsets. */
  readonly span: Span;
}

/** The bound name at an offset (UTF-16) of a file of the compilation; undefined where there is none. */
export function useAt(file: SourceFile, compilation: SourceCompilation, offset: number): NameUse | undefined {
  for (const source of bodiesOf(file, compilation)) {
    if (!source.units.some((unit) => unit.base <= offset && offset <= unit.base + unit.text.length)) continue;
    for (const { symbol, anchor } of source.bind().uses) {
      const span = absolute(anchor);
      if (symbol && span.start <= offset && offset <= span.end) return { symbol, span };
    }
  }
  return undefined;
}
