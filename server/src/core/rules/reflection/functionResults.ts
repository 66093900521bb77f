/** Annotations inside bodies: of what lambdas, local functions and getters return, and of the parameters of the former. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import type { MethodSymbol, ParameterSymbol } from '../../symbols/symbol';
import type { Accessor, AttributeList, Expression, Lambda, LocalFunction, Unit } from '../../syntax/nodes';
import { perBody } from '../perBody';

/** A lambda or local function with what its attributes say; the symbol of one carries none. */
export interface InnerFunction {
  readonly method: MethodSymbol;
  /** What is demanded of its result; undefined where that cannot be told. */
  readonly result: number | undefined;
  /** By position. */
  readonly parameters: readonly (number | undefined)[];
  readonly node: Lambda | LocalFunction;
}

/** The functions inside a body, by symbol. */
export const innerFunctions = perBody((body: BoundBody): ReadonlyMap<MethodSymbol, InnerFunction> => {
  const found = new Map<MethodSymbol, InnerFunction>();
  for (const unit of body.units) {
    if (typeof unit.root !== 'object' || unit.root === null) continue;
    walk(unit.root as AnyNode, (node) => {
      if (node.kind !== 'Lambda' && node.kind !== 'LocalFunction') return undefined;
      const written = node as unknown as Lambda | LocalFunction;
      const method = body.functionOf(written);
      if (method) {
        found.set(method, {
          method, node: written,
          result: typesOf(written.attributeLists.filter((list) => list.target === 'return'), body),
          parameters: (written.parameters ?? []).map((parameter) => typesOf(parameter.attributeLists, body)),
        });
      }
      return undefined;
    });
  }
  return found;
});

/** What functions inside a body return where something is demanded of it. */
export function annotatedResults(body: BoundBody, version: number): readonly { readonly expression: Expression; readonly types: number; readonly method: MethodSymbol }[] {
  return [...innerFunctions(body).values()].flatMap(({ method, node, result }) =>
    (result && isDataFlowType(method.returnType, false, version) ? body.returnsOf(node).map(({ expression }) => ({ expression, types: result, method })) : []));
}

/** The function inside a body that a parameter is of. */
export function innerFunctionOf(parameter: ParameterSymbol, body: BoundBody): InnerFunction | undefined {
  for (const each of innerFunctions(body).values()) if (each.method.parameters[parameter.ordinal] === parameter) return each;
  return undefined;
}

/** Value of a `[DynamicallyAccessedMembers]` as it is written: 0 without one. */
function typesOf(lists: readonly AttributeList[], body: BoundBody): number | undefined {
  for (const list of lists) {
    for (const attribute of list.attributes) {
      const use = body.uses.find((u) => u.kind === 'attribute' && u.node === attribute);
      const argument = attribute.arguments[0];
      if (use?.symbol?.kind !== 'method' || use.symbol.containingType.name !== 'DynamicallyAccessedMembersAttribute' || !argument) continue;
      const value = body.constantOf(argument.expression);
      return value?.kind === 'enum' ? Number(value.value) : undefined;
    }
  }
  return 0;
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
