/** What endpoint filters return: it is written as JSON by the type of the value, unless it is text or a result. */
import type { BoundBody } from '../../binding/boundBody';
import { nodesOfKind } from '../../flow/walk';
import type { MethodSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import type { Lambda, LocalFunction, Unit } from '../../syntax/nodes';
import { localFunctionsOf } from '../localFunctions';
import { methodOf } from './genericResults';
import type { JsonUse } from './endpoints';
import { valueUse } from './endpoints';
import { isAnyObject } from './values/slots';
import { unwrapTask } from '../aspnet/endpoints/endpoint';

/**
 * Of methods of `IEndpointFilter`, and of whatever has the form of a filter: functions given to `AddEndpointFilter`, in variables and
 * fields, and those that factories (`AddEndpointFilterFactory`) give back.
 */
export function filterTypes(body: BoundBody): readonly JsonUse[] {
  const [first] = body.units;
  const method = methodOf(body);
  const own = method && first && isFilter(method) ? body.returnsOf(undefined).flatMap(({ expression }) => valueUse(expression, first, body)) : [];
  return [...own, ...functionsOf(body).flatMap(({ node, unit }) => {
    const symbol = body.functionOf(node);
    return symbol && isFilter(symbol) ? body.returnsOf(node).flatMap(({ expression }) => valueUse(expression, unit, body)) : [];
  })];
}

/** Lambdas and local functions where endpoint filters are named or added. */
function functionsOf(body: BoundBody): readonly { readonly node: Lambda | LocalFunction; readonly unit: Unit }[] {
  const units = body.units.filter(({ text }) => text.includes('EndpointFilter'));
  if (units.length === 0) return [];
  const lambdas = units.flatMap((unit) => nodesOfKind(unit.root, 'Lambda').map((node) => ({ node: node as unknown as Lambda, unit })));
  const locals = localFunctionsOf(body).flatMap((node) => {
    const unit = body.unitOf(node) ?? units[0];
    return unit ? [{ node, unit }] : [];
  });
  return [...lambdas, ...locals];
}

/** Whether a function takes the call of an endpoint and gives, as a task, what is written. */
function isFilter({ parameters: [context, next, ...others], returnType }: MethodSymbol): boolean {
  if (!context || others.length > 0 || !isNamed(context.type, http, 'EndpointFilterInvocationContext') || (next && !isNamed(next.type, http, 'EndpointFilterDelegate'))) return false;
  return returnType.kind === 'namedType' && returnType.name === 'ValueTask' && isAnyObject(unwrapTask(returnType));
}

const http = 'Microsoft.AspNetCore.Http';
