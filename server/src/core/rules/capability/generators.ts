/** Which calls the SDK's source generators take over, so that the analyzers' findings on them are suppressed. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { endpointFaults, isMapWithDelegate } from '../aspnet/endpoints/endpoint';
import type { MethodSymbol } from '../../symbols/symbol';
import { parentsOf } from '../../flow/walk';
import type { Expression, NodeBase, QueryClause } from '../../syntax/nodes';
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

/** The first version whose generators find such calls, too. */
const findsAllCalls = 10;

/**
 * Whether the analyzers report a call although a generator replaces it: before .NET 10 what suppresses the report finds no call in a place
 * that has its very span: an argument, an element of a tuple or collection, what `orderby` sorts by (measured).
 */
export function isReportedAllTheSame(use: SymbolUse, frameworkVersion: number): boolean {
  const { node } = use;
  const parent = node && frameworkVersion < findsAllCalls ? parentsOf(use.anchor.unit.root).get(node) : undefined;
  if (!node || !parent) return false;
  const fills = (place: NodeBase): boolean => place.start === node.start && place.end === node.end;
  switch (parent.kind) {
    case 'Argument': return fills(parent);
    case 'CollectionExpression': return true;
    case 'OrderByClause': return (parent as QueryClause & { readonly kind: 'OrderByClause' }).orderings.some(fills);
    default: return false;
  }
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
