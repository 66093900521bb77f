/**
 * Helpers that ask options for metadata which they are given (`Write<T>(T value, JsonSerializerOptions options)` with
 * `options.GetTypeInfo(typeof(T))`): of the options of the endpoints, what is asked for is known where the helper is called.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { TypeMap } from '../../../symbols/construct';
import { substitute } from '../../../symbols/construct';
import type { TypeSymbol } from '../../../symbols/symbol';
import { isNamed, isObject } from '../../../symbols/types';
import { keyOf, parameterAt } from '../../aspnet/endpoints/forwardedHandlers';
import type { Fact } from '../../rule';
import { isEndpointOptions } from '../endpoints';
import { genericCalls } from '../genericResults';
import type { JsonFact } from '../serializable';
import { isClosed, isDefined } from '../typeModel';
import type { Used } from '../writtenUses';

export type OptionsFact =
  /** `key`: the parameter that brings the options. */
  | { readonly kind: 'askedOptions'; readonly key: string; readonly type: TypeSymbol }
  /** A call that gives the options of the endpoints to parameters. */
  | { readonly kind: 'givenOptions'; readonly keys: readonly string[]; readonly types: TypeMap };

/** What a body asks of options that it is given, and the options of the endpoints that it gives to methods of the program. */
export function optionsFacts(body: BoundBody): readonly { readonly at: Anchor; readonly fact: OptionsFact }[] {
  return body.uses.flatMap((use) => {
    const fact = askedOptions(use, body) ?? givenOptions(use, body);
    return fact ? [{ at: use.anchor, fact }] : [];
  });
}

function isOptions(type: TypeSymbol): boolean {
  return isNamed(type, 'System.Text.Json', 'JsonSerializerOptions');
}

function askedOptions(use: SymbolUse, body: BoundBody): OptionsFact | undefined {
  const { kind, symbol, receiver, arguments: given = [] } = use;
  if (kind !== 'call' || symbol?.kind !== 'method' || symbol.name !== 'GetTypeInfo' || !receiver || !isOptions(symbol.containingType)) return undefined;
  const written = given[0] && body.constantOf(given[0].expression);
  const asked = written?.kind === 'type' ? written.value : undefined;
  const key = asked && isDefined(asked) ? parameterAt(receiver, use, body)?.key : undefined;
  return asked && key !== undefined ? { kind: 'askedOptions', key, type: asked } : undefined;
}

function givenOptions(use: SymbolUse, body: BoundBody): OptionsFact | undefined {
  const { kind, symbol, arguments: given = [] } = use;
  if ((kind !== 'call' && kind !== 'localFunction') || symbol?.kind !== 'method' || (kind === 'call' && !symbol.containingType.containingAssembly.isSource)) return undefined;
  const keys = given.flatMap(({ parameter, expression }) => (isOptions(parameter.type) && isEndpointOptions(expression, body) ? keyOf(symbol, parameter.ordinal, body) ?? [] : []));
  return keys.length > 0 ? { kind: 'givenOptions', keys, types: genericCalls(use, body)[0]?.types ?? new Map() } : undefined;
}

/** The types that helpers ask the options of the endpoints for, at the calls that give them. */
export function usesOfOptions(facts: readonly Fact<JsonFact>[]): readonly Used[] {
  const asked = facts.flatMap(({ value }) => (value.kind === 'askedOptions' ? [value] : []));
  if (asked.length === 0) return [];
  return facts.flatMap((fact) => {
    const { value } = fact;
    if (value.kind !== 'givenOptions') return [];
    const types = asked.filter(({ key }) => value.keys.includes(key)).map(({ type }) => substitute(type, value.types));
    return types.filter((type) => isClosed(type) && !isObject(type)).map((type): Used => ({ fact, use: { type, at: fact.anchor, role: 'asked', breaksAll: false }, body: undefined }));
  });
}
