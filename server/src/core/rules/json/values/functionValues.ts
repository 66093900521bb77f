/** Functions that the program holds (`Func<int, object> shape`, `Lazy<object>`): what they return is written where they are called. */
import type { BoundBody } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import type { Await, Expression, Invocation } from '../../../syntax/nodes';
import { unwrapTask } from '../../aspnet/endpoints/endpoint';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { lookedUpSlots, memberSlots } from './memberSlots';
import { itemType, itemsOf } from './objectItems';
import { calledMethod, localFunctionResults, parameterSlots, resultSlot } from './slots';

/** What the functions of a type return, also by a task: those of a delegate, and what makes the value of a `Lazy<T>`. */
export function functionResult(type: TypeSymbol): TypeSymbol | undefined {
  if (type.kind !== 'namedType') return undefined;
  if (type.name === 'Lazy' && type.namespace === 'System') return type.typeArguments[0];
  return type.delegateInvokeMethod && unwrapTask(type.delegateInvokeMethod.returnType);
}

/** The same of the functions that a collection has. */
export function functionItemResult(type: TypeSymbol): TypeSymbol | undefined {
  const item = itemType(type);
  return item && functionResult(item);
}

/** What is returned: expressions of the body, or results and parameters that stand for such of other bodies. */
export interface Returned {
  readonly expressions: readonly Expression[];
  readonly slots: readonly string[];
}

const nothing: Returned = { expressions: [], slots: [] };

/** Variables and branches that stand for one another. */
const mostSteps = 8;

/** What a function returns that is held in a variable, a member or a collection: a lambda, a method by its name, or one from elsewhere. */
export function returnedBy(expression: Expression, body: BoundBody, steps = 0): Returned {
  const node = unwrap(expression);
  if (steps > mostSteps) return nothing;
  const inner = (...parts: readonly Expression[]): Returned => joined(parts.map((part) => returnedBy(part, body, steps + 1)));
  switch (node.kind) {
    case 'Lambda': return { expressions: body.returnsOf(node).map((each) => each.expression), slots: [] };
    case 'Cast':
    case 'As': return inner(node.expression);
    case 'Conditional': return inner(node.whenTrue, node.whenFalse);
    case 'Binary': return node.operator === '??' ? inner(node.left, node.right) : nothing;
    case 'ObjectCreation':
    case 'ImplicitObjectCreation': return madeOf(node.arguments?.[0]?.expression, body, steps);
    case 'IdentifierName':
    case 'MemberAccess':
    case 'ElementAccess': {
      const symbol = body.symbolOf(node);
      if (symbol?.kind === 'method') return resultsOf(symbol, body);
      const value = node.kind === 'IdentifierName' ? onlyValueOf(node, body) : undefined;
      return value ? inner(value) : { expressions: [], slots: [...parameterSlots(node, body), ...memberSlots(node, body), ...lookedUpSlots(node, body)] };
    }
    default: return nothing;
  }
}

/** Of `new Lazy<object>(() => x)` and `new Func<object>(Make)`; a `Lazy<T>` may be made of the value itself. */
function madeOf(argument: Expression | undefined, body: BoundBody, steps: number): Returned {
  if (!argument) return nothing;
  const type = body.typeOf(argument) ?? body.convertedTypeOf(argument);
  return !type || functionResult(type) || unwrap(argument).kind === 'Lambda' ? returnedBy(argument, body, steps + 1) : { expressions: [argument], slots: [] };
}

/** Of the functions that a collection is made with, or that one made elsewhere has. */
export function returnedByItems(expression: Expression, body: BoundBody): Returned {
  const node = unwrap(expression);
  if (node.kind === 'Invocation' && node.expression.kind === 'MemberAccess' && /^(?:AsReadOnly|ToFrozenDictionary|ToImmutable\w+|ToArray|ToList)$/.test(node.expression.name.name)) return returnedByItems(node.expression.expression, body);
  const slots = [...parameterSlots(node, body), ...memberSlots(node, body)];
  return slots.length > 0 ? { expressions: [], slots } : joined(itemsOf(node).map((item) => returnedBy(item, body)));
}

function resultsOf(method: MethodSymbol, body: BoundBody): Returned {
  const results = localFunctionResults(method, body);
  const slot = results ? undefined : resultSlot(method);
  return { expressions: results ?? [], slots: slot === undefined ? [] : [slot] };
}

/** What a call gives: of a local function what that returns, of a method of the program its result, of a function held somewhere what that returns. */
export function returnedByCall(call: Await | Invocation, body: BoundBody): Returned {
  const method = calledMethod(call, body);
  if (method?.methodKind !== 'delegateInvoke') return method ? resultsOf(method, body) : nothing;
  const { expression: callee } = calledFrom(call);
  return callee ? returnedBy(callee.kind === 'MemberAccess' && callee.name.name === 'Invoke' ? callee.expression : callee, body) : nothing;
}

function calledFrom(call: Expression): { readonly expression: Expression | undefined } {
  const node = unwrap(call);
  if (node.kind === 'Await') return calledFrom(node.expression);
  if (node.kind !== 'Invocation') return { expression: undefined };
  const callee = unwrap(node.expression);
  return callee.kind === 'MemberAccess' && callee.name.name === 'ConfigureAwait' ? calledFrom(callee.expression) : { expression: callee };
}

function joined(parts: readonly Returned[]): Returned {
  return { expressions: parts.flatMap(({ expressions }) => expressions), slots: parts.flatMap(({ slots }) => slots) };
}
