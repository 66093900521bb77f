/** The local functions of a body as they are written. */
import type { BoundBody } from '../binding/boundBody';
import type { AnyNode } from '../flow/walk';
import { nodesOfKind } from '../flow/walk';
import type { MethodSymbol } from '../symbols/symbol';
import type { LocalFunction, NodeBase } from '../syntax/nodes';

/** All of them, those of top-level statements included. */
export function localFunctionsOf(body: BoundBody): readonly (LocalFunction & NodeBase)[] {
  return body.units.flatMap(({ root }) => {
    const top = root as AnyNode | undefined;
    return [...(top?.kind === 'LocalFunction' ? [top] : []), ...nodesOfKind(top, 'LocalFunction')].map((node) => node as unknown as LocalFunction);
  });
}

/** That of a symbol; undefined for other methods. */
export function localFunctionNode(method: MethodSymbol, body: BoundBody): (LocalFunction & NodeBase) | undefined {
  return method.methodKind === 'localFunction' ? localFunctionsOf(body).find((node) => body.functionOf(node) === method.originalDefinition) : undefined;
}
