/** Annotations inside bodies: of what lambdas, local functions and getters return, and of the parameters of the former. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import type { ParameterSymbol } from '../../symbols/symbol';
import type { Accessor, AttributeList, Expression, Lambda, LocalFunction, Unit } from '../../syntax/nodes';

/** What functions inside a body demand. */
export interface FunctionAnnotations {
  /** Expressions that such functions return, with the kinds of members that are demanded of them. */
  readonly returned: readonly { readonly expression: Expression; readonly types: number }[];
  ofParameter(parameter: ParameterSymbol): number | undefined;
}

/** Annotations of the lambdas and local functions of a body; their symbols carry none. */
export function functionAnnotations(body: BoundBody, version: number): FunctionAnnotations {
  const returned: { expression: Expression; types: number }[] = [];
  const parameters = new Map<ParameterSymbol, number>();
  for (const unit of body.units) {
    if (typeof unit.root !== 'object' || unit.root === null || !unit.text.includes('DynamicallyAccessedMembers') && !unit.text.includes('[')) continue;
    walk(unit.root as AnyNode, (node) => {
      if (node.kind === 'Lambda' || node.kind === 'LocalFunction') {
        const written = node as unknown as Lambda | LocalFunction;
        const symbol = body.functionOf(written);
        const types = typesOf(written.attributeLists.filter((list) => list.target === 'return'), body);
        if (types && symbol && isDataFlowType(symbol.returnType, false, version)) for (const { expression } of body.returnsOf(written)) returned.push({ expression, types });
        written.parameters?.forEach((parameter, i) => {
          const own = symbol?.parameters[i];
          const demand = own && typesOf(parameter.attributeLists, body);
          if (own && demand) parameters.set(own, demand);
        });
      }
      return undefined;
    });
  }
  return { returned, ofParameter: (parameter) => parameters.get(parameter) };
}

/** Value of a `[DynamicallyAccessedMembers]` as it is written. */
function typesOf(lists: readonly AttributeList[], body: BoundBody): number | undefined {
  for (const list of lists) {
    for (const attribute of list.attributes) {
      const use = body.uses.find((u) => u.kind === 'attribute' && u.node === attribute);
      const argument = attribute.arguments[0];
      if (use?.symbol?.kind !== 'method' || use.symbol.containingType.name !== 'DynamicallyAccessedMembersAttribute' || !argument) continue;
      const value = body.constantOf(argument.expression);
      if (value?.kind === 'enum') return Number(value.value);
    }
  }
  return undefined;
}

/** What the getter of a property returns, in its own code. */
export function getterResults(unit: Unit): readonly Expression[] {
  const root = unit.root as { readonly expressionBody?: Expression; readonly accessors?: readonly Accessor[] };
  if (root.expressionBody) return [root.expressionBody];
  const body = root.accessors?.find((accessor) => accessor.accessor === 'get')?.body;
  if (!body) return [];
  if (body.kind !== 'Block') return [body];
  const found: Expression[] = [];
  walk(body, (node) => {
    if (node.kind === 'Lambda' || node.kind === 'LocalFunction') return false;
    const { expression } = node as unknown as { readonly expression?: Expression };
    if (node.kind === 'Return' && expression) found.push(expression);
    return undefined;
  });
  return found;
}
