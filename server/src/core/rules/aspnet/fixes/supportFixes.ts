/** Fixes of the support table, where the replacement is one statement. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { Expression } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { removalEdit, statementOf } from './sourceEdits';

/** For a call that stands as a statement of its own. */
export function supportFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const statement = statementOf(use, body);
  const node = use.node as Expression | undefined;
  const source = program.source(body.file);
  if (!statement || !source || node?.kind !== 'Invocation' || use.symbol?.kind !== 'method' || !isWholeStatement(statement, node)) return [];
  const callee = unwrap(node.expression);
  if (callee.kind !== 'MemberAccess') return [];
  const { unit } = use.anchor;
  switch (use.symbol.name) {
    case 'UseSpa': {
      if (use.receiverType?.kind !== 'namedType' || use.receiverType.name !== 'WebApplication') return [];
      const newText = 'MapFallbackToFile("index.html")';
      return [{ title: 'Serve index.html with MapFallbackToFile', applicability: 'unsafe', edits: [{ file: body.file, span: { start: unit.base + callee.name.start, end: unit.base + node.end }, newText }] }];
    }
    case 'UseSpaStaticFiles':
      return [{ title: 'Use UseStaticFiles', applicability: 'unsafe', edits: [{ file: body.file, span: { start: unit.base + callee.name.start, end: unit.base + node.end }, newText: 'UseStaticFiles()' }] }];
    case 'AddSpaStaticFiles':
      return [{ title: 'Remove AddSpaStaticFiles', applicability: 'unsafe', edits: [removalEdit(body.file, unit, statement, source.text)] }];
    default: return [];
  }
}

function isWholeStatement(statement: object, node: Expression): boolean {
  return (statement as { readonly expression?: Expression }).expression === node;
}
