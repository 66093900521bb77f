/** Element initializers: calls of Add that nothing names (ECMA-334 §12.8.17.4). */
import type { Argument, CollectionExpression, Expression } from '../../syntax/nodes';
import type { BindContext, Bound } from '../binderContext';
import { recordUse } from '../binderContext';
import { bindValue, settle } from './bindExpression';
import type { BoundArg } from './bindExpressionCall';
import { argumentMap, finishArguments, shapesOf } from './bindExpressionCall';
import { chooseMethod } from './bindExpressionGroup';
import { isWellKnown, methodsOf, overloadContext } from '../binderTypes';
import { iterationType } from '../conversions/conversionsCollection';

/** One element of a collection initializer: `x` or `{ k, v }`. */
export function callAdd(context: BindContext, item: Expression, receiver: Bound): void {
  const expressions = item.kind === 'Initializer' ? item.expressions : [item];
  const args = expressions.map((e): BoundArg => {
    const bound = bindValue(context, e);
    return { bound, argument: argumentFor(e), shape: { name: undefined, refKind: 'none', shape: bound.shape } };
  });
  if (receiver.type === undefined) {
    args.forEach((a) => { settle(a.bound); });
    return;
  }
  if (args.some((a) => a.bound.type?.kind === 'dynamic')) {
    args.forEach((a) => { settle(a.bound); });
    recordUse(context, 'dynamic', undefined, item, { node: item, receiver });
    return;
  }
  const choice = chooseMethod(context, addGroup(context, receiver, item), shapesOf(args));
  finishArguments(context, args, choice);
  if (choice.kind === 'method') recordUse(context, 'collectionInitializer', choice.method, item, { node: item, receiver, arguments: argumentMap(args, choice, receiver) });
}

/** An element of a collection expression, or what is spread into it. */
export interface AddedElement { readonly node: CollectionExpression['elements'][number]; readonly spread: boolean; readonly bound: Bound }

/** Notes the Add that a collection expression calls with an element as it is written, before any conversion (C# 12); that of lists is known. */
export function recordElement(context: BindContext, { node, spread, bound }: AddedElement, receiver: Bound): void {
  if (isWellKnown(receiver.type, 'System.Collections.Generic', 'List')) return;
  const iterated = spread && bound.type ? iterationType(bound.type, overloadContext(context)) : undefined;
  if (spread && !iterated) return;
  const at = node.kind === 'Spread' ? node.expression : node;
  const choice = chooseMethod(context, addGroup(context, receiver, at), [{ name: undefined, refKind: 'none', shape: iterated ? { kind: 'typed', type: iterated } : bound.shape }]);
  if (choice.kind === 'method') recordUse(context, 'collectionElement', choice.method, at, { node, receiver });
}

function argumentFor(expression: Expression): Argument {
  return { kind: 'Argument', start: expression.start, end: expression.end, name: undefined, refKind: 'none', expression };
}

function addGroup(context: BindContext, receiver: Bound, item: Expression): Parameters<typeof chooseMethod>[1] {
  return {
    name: { kind: 'IdentifierName', start: item.start, end: item.end, name: 'Add' }, receiver, typeArguments: undefined, anchor: item,
    methods: receiver.type === undefined ? [] : methodsOf(context, receiver.type, 'Add'),
  };
}
