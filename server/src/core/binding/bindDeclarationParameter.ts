/** Parameter lists: types, attributes and default values (ECMA-334 §15.6.2). */
import type { Parameter } from '../syntax/nodes';
import type { ParameterSymbol } from '../symbols/symbol';
import type { BindContext } from './binderContext';
import { bindConverted } from './bindExpression';
import { bindAttributeLists } from './bindDeclarationAttribute';
import { bindTypeSyntax } from './binderLookup';

/** Default values, converted to their parameters. */
export function bindParameterDefaults(context: BindContext, nodes: readonly Parameter[], symbols: readonly ParameterSymbol[]): void {
  nodes.forEach((node, i) => {
    if (node.default !== undefined) bindConverted(context, node.default, symbols[i]?.type);
  });
}

/** A parameter list of a declaration. */
export function bindParameters(context: BindContext, nodes: readonly Parameter[], symbols: readonly ParameterSymbol[]): void {
  for (const node of nodes) {
    bindAttributeLists(context, node.attributeLists);
    if (node.type !== undefined) bindTypeSyntax(context, node.type);
  }
  bindParameterDefaults(context, nodes, symbols);
}
