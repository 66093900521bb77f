/** What LINQ gives is of types of its own, whatever it is declared as. */
import type { BoundBody } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { Expression } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { isOfEnumerable } from './objectItems';

/** Methods of Enumerable that give an object of their own: not arrays, nor what they are called on. */
const lazy = /^(?:Select|SelectMany|Where|Order|OrderBy|OrderDescending|OrderByDescending|ThenBy|ThenByDescending|Reverse|GroupBy|Distinct|DistinctBy|Union|UnionBy|Intersect|IntersectBy|Except|ExceptBy|Concat|Append|Prepend|Zip|Join|GroupJoin|Chunk|SkipWhile|TakeWhile)$/;

/** Whether a value is enumerated when it is written: it is of no list or array type that a context lists. */
export function isIterator(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  const made = node.kind === 'IdentifierName' ? onlyValueOf(node, body) : node;
  const call = made && unwrap(made);
  const method = call?.kind === 'Invocation' ? body.symbolOf(call) : undefined;
  return method?.kind === 'method' && isOfEnumerable(method) && lazy.test(method.name);
}
