/**
 * Streams of value types that a hub's methods take: SignalR reads them by code that it makes at run time, and without dynamic code
 * `MapHub` throws for the hub (measured with 9.0 and 10.0, parameters of all kinds; streams that methods give back work).
 */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import type { TypeSymbol } from '../../../symbols/symbol';
import { isValueType } from '../../../symbols/types';
import { isHubMethod, streamed } from '../../json/hubs/hubs';
import { typeName } from '../../json/typeModel';

/** A parameter, with its stream. */
export interface StreamParameter {
  readonly at: Anchor;
  readonly type: TypeSymbol;
}

/** Parameters of a body that is a hub's method. */
export function valueStreamsOf({ owner, units: [unit] }: BoundBody): readonly StreamParameter[] {
  const method = owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol : undefined;
  if (!method || !unit || !isHubMethod(method)) return [];
  return method.parameters.flatMap(({ type, location }) => {
    const item = streamed(type);
    return item && isValueType(item) && location?.unit === unit ? [{ type, at: { unit, start: location.start, end: location.end } }] : [];
  });
}

/** What the report says. */
export function valueStreamMessage({ type }: StreamParameter): string {
  return `A hub method cannot take '${typeName(type)}', a stream of a value type, without dynamic code: in the native program 'MapHub' throws for this hub, and the application ends at start. Stream a class that holds the value.`;
}
