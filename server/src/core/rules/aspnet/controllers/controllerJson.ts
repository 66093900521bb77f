/** `AddControllers().AddJsonOptions(…)`: the same settings for endpoints, where nothing else of the program writes or reads with those of endpoints. */
import type { BoundBody } from '../../../binding/boundBody';
import { parentsOf } from '../../../flow/walk';
import { isNamed } from '../../../symbols/types';
import type { Expression, Invocation, Unit } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { mvcNamespace } from './controllerModel';

/** What uses the JSON options of endpoints. */
const endpointJson = /\.Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback|Group|Health\w*|Identity\w*|OpenApi)?\s*(?:<[^>]*>)?\(|\b(?:WriteAsJsonAsync|ReadFromJsonAsync|ConfigureHttpJsonOptions|Results|TypedResults|AddOpenApi)\b|\bHttp\.Json\.JsonOptions\b/;

/** The call of `AddJsonOptions` on the result of another call; undefined where there is none. */
export function jsonOptionsCall(call: Invocation, unit: Unit): Invocation | undefined {
  const parents = parentsOf(unit.root);
  const access = parents.get(call) as unknown as Expression | undefined;
  if (access?.kind !== 'MemberAccess' || access.name.name !== 'AddJsonOptions') return undefined;
  const outer = parents.get(access) as unknown as Expression | undefined;
  return outer?.kind === 'Invocation' && outer.expression === access ? outer : undefined;
}

/** The lambda that sets the same up for endpoints; undefined where it does more, or other code would be changed with it. */
export function endpointOptions(call: Invocation, unit: Unit, body: BoundBody, program: ProgramContext): string | undefined {
  const [argument, ...others] = call.arguments;
  const lambda = argument?.expression;
  const [parameter] = lambda?.kind === 'Lambda' ? lambda.parameters ?? [] : [];
  if (!argument || others.length > 0 || lambda?.kind !== 'Lambda' || !parameter || parameter.type || lambda.parameters?.length !== 1) return undefined;
  if (program.files.some(({ text }) => endpointJson.test(text))) return undefined;
  const names = body.uses.filter(({ kind, symbol, receiver, anchor }) => kind === 'property' && symbol?.kind === 'property' && symbol.name === 'JsonSerializerOptions' && isNamed(symbol.containingType, mvcNamespace, 'JsonOptions')
    && receiver?.kind === 'IdentifierName' && receiver.name === parameter.name && anchor.unit === unit && lambda.start <= anchor.start && anchor.end <= lambda.end);
  const text = unit.text.slice(lambda.start, lambda.end);
  const mentions = text.match(new RegExp(`\\b${parameter.name}\\b`, 'gu'))?.length ?? 0;
  if (names.length === 0 || mentions !== names.length + 1) return undefined;
  let result = '';
  let at = lambda.start;
  for (const { anchor: { start, end } } of [...names].sort((a, b) => a.anchor.start - b.anchor.start)) {
    result += `${unit.text.slice(at, start)}SerializerOptions`;
    at = end;
  }
  return result + unit.text.slice(at, lambda.end);
}
