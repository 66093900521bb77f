/** Which calls the SDK's source generators take over, so that the analyzers' findings on them are suppressed. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { endpointFaults, isMapWithDelegate } from '../aspnet/endpoint';
import type { MethodSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import type { EnabledAnalyzers } from '../rule';

const configurationOwners: Readonly<Record<string, ReadonlySet<string>>> = {
  'Microsoft.Extensions.Configuration.ConfigurationBinder': new Set(['Get', 'GetValue', 'Bind']),
  'Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions': new Set(['Configure']),
  'Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions': new Set(['Bind', 'BindConfiguration']),
};

/** Whether a source generator of the project replaces this call. */
export function isIntercepted(use: SymbolUse, body: BoundBody, analyzers: EnabledAnalyzers): boolean {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return false;
  if (analyzers.requestDelegateGenerator && isMapWithDelegate(method)) return endpointFaults(use, body)?.length === 0;
  return analyzers.configurationBindingGenerator && isBindingCall(use);
}

/** A call that the configuration binding generator looks at: `a.Bind(…)`, but neither `a?.Bind(…)` nor a method group. */
export function isBindingCall(use: SymbolUse): boolean {
  const node = use.node as Expression | undefined;
  return use.kind === 'call' && use.symbol?.kind === 'method' && node?.kind === 'Invocation' && node.expression.kind === 'MemberAccess' && isConfigurationBinding(use.symbol);
}

/** Whether the configuration binding generator has a method of its own for this one. */
export function isConfigurationBinding(method: MethodSymbol): boolean {
  const owner = method.containingType;
  return configurationOwners[`${owner.namespace}.${owner.name}`]?.has(method.name) ?? false;
}
