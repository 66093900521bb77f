/** Bound bodies of a whole program, for fixes that must know all uses of what they change. */
import { bodiesOf } from '../binding/bodies';
import type { BoundBody } from '../binding/boundBody';
import type { SourceFile } from '../sourceFile';
import type { SourceCompilation } from '../symbols/createCompilation';
import type { ProgramContext } from './rule';

/** The bodies in which a name, or a match of an expression without the flag `g`, is written, bound anew: cost follows the number of files that have it. */
export function* bodiesNaming(program: ProgramContext, name: string | RegExp): Generator<{ readonly source: SourceFile; readonly body: BoundBody }> {
  const isNamedIn = (text: string): boolean => (typeof name === 'string' ? text.includes(name) : name.test(text));
  for (const source of program.files) {
    if (!isNamedIn(source.text)) continue;
    for (const each of bodiesOf(source, program.compilation as SourceCompilation)) {
      if (each.units.some(({ text }) => isNamedIn(text))) yield { source, body: each.bind() };
    }
  }
}
