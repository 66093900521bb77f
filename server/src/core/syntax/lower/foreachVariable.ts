/**
 * `foreach (G<S> item in …)`: where all type arguments are plain names, the grammar takes the type and the variable for comparisons,
 * `(G < S) > item`, which no loop can have. The operands and operators, in order, are the type again.
 */
import type { Expression, GenericName, NameSyntax, SimpleName, TypeSyntax } from '../nodes';
import type { RawNode } from '../rawTree';
import { identifierName, lowerType } from './types';
import type { LowerContext } from './context';

/** One operand, or one angle bracket. */
type Piece = RawNode | { readonly type: '<' | '>'; readonly start: number; readonly end: number; readonly children?: undefined };

/** The loop variable's declaration; undefined where the comparison is none of a type and a name. */
export function declarationOfComparison(c: LowerContext, node: RawNode): Expression | undefined {
  if (node.type !== 'binary_expression') return undefined;
  const pieces = piecesOf(node);
  const variable = pieces?.pop();
  if (!pieces || variable?.children === undefined || variable.type !== 'identifier' || variable.missing) return undefined;
  const type = readType(c, pieces);
  if (!type || pieces.length > 0) return undefined;
  const { name, start, end } = identifierName(c, variable);
  return { kind: 'DeclarationExpression', start: type.start, end, type, designation: { kind: 'SingleDesignation', start, end, name } };
}

function piecesOf(node: RawNode): Piece[] | undefined {
  if (node.type !== 'binary_expression') return [node];
  const [left, operator, right] = node.children;
  if (!left || !operator || !right || node.children.length !== 3 || !/^(?:<|>{1,3})$/.test(operator.type)) return undefined;
  const before = piecesOf(left);
  const after = piecesOf(right);
  const brackets = Array.from(operator.type, (type, i): Piece => ({ type: type === '<' ? '<' : '>', start: operator.start + i, end: operator.start + i + 1 }));
  return before && after ? [...before, ...brackets, ...after] : undefined;
}

/** Takes a name and, in brackets, its argument off the front. */
function readType(c: LowerContext, pieces: Piece[]): TypeSyntax | undefined {
  const operand = pieces.shift();
  if (operand?.children === undefined) return undefined;
  const type = lowerType(c, operand);
  if (pieces[0]?.type !== '<') return type.kind === 'Error' ? undefined : type;
  pieces.shift();
  const argument = readType(c, pieces);
  const close = pieces.shift();
  return argument && close?.type === '>' ? withArgument(type, argument, close.end) : undefined;
}

function withArgument(type: TypeSyntax, argument: TypeSyntax, end: number): NameSyntax | undefined {
  const generic = (name: SimpleName): GenericName => ({ kind: 'GenericName', start: name.start, end, name: name.name, identifierEnd: name.end, typeArguments: [argument] });
  switch (type.kind) {
    case 'IdentifierName': return generic(type);
    case 'QualifiedName': return type.right.kind === 'IdentifierName' ? { ...type, end, right: generic(type.right) } : undefined;
    case 'AliasQualifiedName': return type.name.kind === 'IdentifierName' ? { ...type, end, name: generic(type.name) } : undefined;
    default: return undefined;
  }
}
