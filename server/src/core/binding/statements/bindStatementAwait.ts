/** The awaiter pattern (ECMA-334 §12.9.8.2). */
import type { NodeBase } from '../../syntax/nodes';
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import { recordUse, unknownType } from '../binderContext';
import { chooseMethod } from '../expressions/bindExpressionGroup';
import { methodsOf, propertyOf } from '../binderTypes';

/** Records GetAwaiter, IsCompleted and GetResult at a place and gives the result's type. */
export function recordAwait(context: BindContext, operand: Bound, at: NodeBase): TypeSymbol | undefined {
  const type = operand.type;
  if (type === undefined || operand.isUnboundCall === true) return undefined;
  if (type.kind === 'dynamic') return type;
  const choice = chooseMethod(context, {
    name: { kind: 'IdentifierName', start: at.start, end: at.end, name: 'GetAwaiter' }, receiver: operand, typeArguments: undefined, anchor: at,
    methods: methodsOf(context, type, 'GetAwaiter'),
  }, []);
  if (choice.kind !== 'method') {
    if (choice.kind === 'none') context.function.hasErrors = true;
    return undefined;
  }
  const awaiter = choice.method.returnType;
  const result = methodsOf(context, awaiter, 'GetResult').find((m) => m.parameters.length === 0);
  const details = { receiver: operand };
  recordUse(context, 'await', choice.method, at, details);
  recordUse(context, 'await', propertyOf(context, awaiter, 'IsCompleted'), at, details);
  recordUse(context, 'await', result, at, details);
  return result?.returnType ?? unknownType;
}
