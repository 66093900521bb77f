/** Local constants that nothing names any more once a call is replaced: the compiler would warn of them (CS0219). */
import type { BoundBody } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { nodesOfKind, walk } from '../../../flow/walk';
import type { Expression, LocalDeclaration, Unit } from '../../../syntax/nodes';
import { removalEdit } from '../../aspnet/fixes/sourceEdits';

/** Takes out the declarations of constants that arguments of a call name, and nothing else does. `text`: of the file. */
export function unusedConstantEdits(removed: readonly Expression[], body: BoundBody, text: string): readonly TextEdit[] {
  const names = removed.flatMap((expression) => constantsIn(expression, body));
  // One more than that of the declaration is a use, be it in a comment.
  const unused = new Set(names.filter((name) => body.units.reduce((sum, unit) => sum + occurrences(unit.text, name), 0) === 1 + names.filter((other) => other === name).length));
  if (unused.size === 0) return [];
  return body.units.flatMap((unit) => declarations(unit).filter(({ variables }) => variables.every(({ name }) => unused.has(name))).map((statement) => removalEdit(body.file, unit, statement, text)));
}

/** Once for each time that one is named. */
function constantsIn(expression: Expression, body: BoundBody): readonly string[] {
  const names: string[] = [];
  walk(expression, (node) => {
    const symbol = body.symbolOf(node as Expression);
    if (node.kind === 'IdentifierName' && symbol?.kind === 'local' && symbol.isConst) names.push(symbol.name);
    return undefined;
  });
  return names;
}

function declarations(unit: Unit): readonly LocalDeclaration[] {
  return (nodesOfKind(unit.root, 'LocalDeclaration') as unknown as readonly LocalDeclaration[]).filter(({ isConst }) => isConst);
}

function occurrences(text: string, name: string): number {
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u')).length - 1;
}
