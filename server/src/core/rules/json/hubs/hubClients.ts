/**
 * What clients of SignalR hubs write to and read from JSON: arguments and results of their calls, and what handlers are called with. As
 * on the server, only the options of the hub protocol count, and text and numbers need metadata too (measured with the packages for
 * .NET 8 and 9).
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import { perBody } from '../../perBody';
import type { HubUse } from './hubs';
import { isData, sentValues, streamed, writtenValue } from './hubs';

const client = 'Microsoft.AspNetCore.SignalR.Client';

/** Of all calls of a body on connections. */
export const clientTypes = perBody((body): readonly HubUse[] => body.uses.flatMap((use) => {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method' || !isOfConnection(method)) return [];
  if (method.name === 'On') return handledTypes(method, use, body);
  return /^(?:Send|Invoke|StreamAsChannel|Stream)(?:Core)?Async(?:Core)?$/.test(method.name) ? calledTypes(method, use, body) : [];
}));

function isOfConnection({ containingType }: MethodSymbol): boolean {
  return isNamed(containingType, client, 'HubConnection') || isNamed(containingType, client, 'HubConnectionExtensions');
}

function read(type: TypeSymbol, at: Anchor, ofClient: 'call' | 'handler'): readonly HubUse[] {
  return isData(type) ? [{ type, at, role: 'read', ofClient }] : [];
}

/** `InvokeAsync<Answer>("name", value)`: of a stream that is sent, its items. */
function calledTypes(method: MethodSymbol, use: SymbolUse, body: BoundBody): readonly HubUse[] {
  const sent = sentValues(use, body).flatMap((value) => writtenValue(value, body.unitOf(value) ?? use.anchor.unit, body)).flatMap((each): readonly HubUse[] => {
    const item = streamed(each.type);
    if (item === undefined) return [{ ...each, ofClient: 'call' }];
    return isData(item) ? [{ type: item, at: each.at, role: 'written', ofClient: 'call' }] : [];
  });
  const found = [...method.typeArguments.flatMap((type) => read(type, use.anchor, 'call')), ...typesNamedBy('returnType', use, body, 'call'), ...sent];
  // What is asked of the hub is answered, with nothing, too.
  const answer = found.length === 0 && method.name === 'InvokeAsync' ? body.compilation.specialType('Object') : undefined;
  return answer ? [{ type: answer, at: use.anchor, role: 'read', ofClient: 'call' }] : found;
}

/** `On<string, Note>("name", (text, note) => …)`; what a handler returns (`TResult`) goes to the hub. */
function handledTypes(method: MethodSymbol, use: SymbolUse, body: BoundBody): readonly HubUse[] {
  const taken = method.typeArguments.flatMap((type, index): readonly HubUse[] => {
    if (method.originalDefinition.typeParameters[index]?.name !== 'TResult') return read(type, use.anchor, 'handler');
    return isData(type) ? [{ type, at: use.anchor, role: 'written', ofClient: 'handler' }] : [];
  });
  return [...taken, ...typesNamedBy('parameterTypes', use, body, 'handler')];
}

/** `typeof` in the argument of a parameter. */
function typesNamedBy(name: string, use: SymbolUse, body: BoundBody, ofClient: 'call' | 'handler'): readonly HubUse[] {
  return (use.arguments ?? []).filter(({ parameter }) => parameter.name === name).flatMap(({ expression: { start, end } }) => body.uses.flatMap(({ kind, symbol, anchor }) => (
    kind === 'typeof' && symbol?.kind === 'namedType' && anchor.unit === use.anchor.unit && start <= anchor.start && anchor.end <= end ? read(symbol, anchor, ofClient) : []
  )));
}

/** The end of `new HubConnectionBuilder()` in its unit, where a use is that. */
export function clientBuilderEnd({ kind, symbol, node }: SymbolUse): number | undefined {
  return kind === 'creation' && symbol?.kind === 'method' && isNamed(symbol.containingType, client, 'HubConnectionBuilder') && node?.kind === 'ObjectCreation' ? node.end : undefined;
}
