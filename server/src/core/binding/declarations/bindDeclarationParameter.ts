/** Parameter lists: types, attributes and default values (ECMA-334 §15.6.2). */
import type { Parameter } from '../../syntax/nodes';
import type { ParameterSymbol } from '../../symbols/symbol';
import type { BindContext } from '../binderContext';
import { bindAttributes } from './attributeBinding';
import { bindConverted } from '../expressions/bindExpression';
import { bindAttributeLists } from './bindDeclarationAttribute';
import { bindTypeSyntax } from '../binderLookup';
import type { Scope } from '../scope';

const none: readonly never[] = [];

/** Default values, converted to their parameters. */
export function bindParameterDefaults(context: BindContext, nodes: readonly Parameter[], symbols: readonly ParameterSymbol[]): void {
  nodes.forEach((node, i) => {
    if (node.default !== undefined) bindConverted(context, node.default, symbols[i]?.type);
  });
}

/** What the symbol of a lambda's or local function's parameter has of its syntax besides name and type. */
export function parameterFacts(node: Parameter, scope: Scope): Pick<ParameterSymbol, 'isOptional' | 'hasDefaultValue' | 'nullableAnnotated' | 'attributes'> {
  const hasDefaultValue = node.default !== undefined;
  return { isOptional: hasDefaultValue, hasDefaultValue, nullableAnnotated: node.type?.kind === 'NullableType', attributes: node.attributeLists.length === 0 ? none : bindAttributes(node.attributeLists, scope) };
}

/** A parameter list of a declaration. */
export function bindParameters(context: BindContext, nodes: readonly Parameter[], symbols: readonly ParameterSymbol[]): void {
  for (const node of nodes) {
    bindAttributeLists(context, node.attributeLists);
    if (node.type !== undefined) bindTypeSyntax(context, node.type);
  }
  bindParameterDefaults(context, nodes, symbols);
}
