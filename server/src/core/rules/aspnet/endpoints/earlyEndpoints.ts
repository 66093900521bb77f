/** Whether a program builds its endpoints when it starts, and not when the first request comes. */
import type { SymbolUse } from '../../../binding/boundBody';

/**
 * Methods that add authorization: its middleware asks for all endpoints when it is made, so that a program with an endpoint that cannot be
 * built ends there, instead of answering each request with 500 (measured for net8.0 and net9.0).
 */
const authorizing: ReadonlySet<string> = new Set(['AddAuthorization', 'AddAuthorizationBuilder', 'AddSignalR', 'AddConnections']);

/** Whether a call makes endpoints be built at start. */
export function buildsEndpointsEarly({ symbol }: SymbolUse): boolean {
  return symbol?.kind === 'method' && authorizing.has(symbol.name) && symbol.containingType.namespace === 'Microsoft.Extensions.DependencyInjection';
}

/** What an endpoint that cannot be built does to the application. */
export function unbuiltEffect(isEarly: boolean): string {
  return isEarly ? 'the application ends at start' : 'every endpoint of the application fails with 500';
}
