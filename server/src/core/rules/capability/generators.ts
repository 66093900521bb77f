/** Which calls the SDK's source generators take over, so that the analyzers' findings on them are suppressed. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import type { EnabledAnalyzers } from '../rule';
import type { Accessibility, MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';

const mapNames: ReadonlySet<string> = new Set(['Map', 'MapGet', 'MapPost', 'MapPut', 'MapDelete', 'MapPatch', 'MapMethods', 'MapFallback']);
const configurationOwners: Readonly<Record<string, ReadonlySet<string>>> = {
  'Microsoft.Extensions.Configuration.ConfigurationBinder': new Set(['Get', 'GetValue', 'Bind']),
  'Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions': new Set(['Configure']),
  'Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions': new Set(['Bind', 'BindConfiguration']),
};

/** Why the request delegate generator leaves an endpoint out: the id and its argument. */
export interface SkippedEndpoint { readonly id: 'RDG002' | 'RDG004' | 'RDG011' | 'RDG012'; readonly typeName?: string }

/** Whether a method is one of the `Map…(…, Delegate)` extension methods of minimal APIs. */
export function isMapWithDelegate(method: MethodSymbol): boolean {
  const owner = method.containingType;
  const last = method.parameters[method.parameters.length - 1];
  return (
    owner.name === 'EndpointRouteBuilderExtensions' && owner.namespace === 'Microsoft.AspNetCore.Builder' && mapNames.has(method.name)
    && last?.type.kind === 'namedType' && last.type.specialType === 'Delegate'
  );
}

/** Handler argument of a call of such a method. */
export function handlerOf(use: SymbolUse): Expression | undefined {
  const found = use.arguments?.find((argument) => argument.parameter.type.kind === 'namedType' && argument.parameter.type.specialType === 'Delegate');
  return found?.expression;
}

/** Whether a source generator of the project replaces this call. */
export function isIntercepted(use: SymbolUse, body: BoundBody, analyzers: EnabledAnalyzers): boolean {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return false;
  if (analyzers.requestDelegateGenerator && isMapWithDelegate(method)) return skippedEndpoint(use, body) === undefined;
  if (!analyzers.configurationBindingGenerator) return false;
  const owner = method.containingType;
  return configurationOwners[`${owner.namespace}.${owner.name}`]?.has(method.name) ?? false;
}

/** What keeps the request delegate generator from an endpoint; undefined where it makes the code, or where that is not known. */
export function skippedEndpoint(use: SymbolUse, body: BoundBody): SkippedEndpoint | undefined {
  const written = handlerOf(use);
  if (!written) return undefined;
  const handler = withoutDelegateCreation(unwrap(written));
  if (handler.kind === 'Lambda') {
    const method = body.functionOf(handler);
    return method && skippedMethod(method, body.returnsOf(handler).map((r) => r.type));
  }
  const symbol = body.symbolOf(handler);
  if (symbol?.kind === 'method') {
    return symbol.methodKind !== 'ordinary' && symbol.methodKind !== 'localFunction' ? { id: 'RDG002' } : skippedMethod(symbol, []);
  }
  if (symbol?.kind === 'field') return symbol.isReadOnly ? undefined : { id: 'RDG002' };
  if (symbol !== undefined || handler.kind === 'Conditional' || handler.kind === 'Invocation') return { id: 'RDG002' };
  return undefined;
}

function withoutDelegateCreation(node: Expression): Expression {
  if (node.kind === 'Cast') return withoutDelegateCreation(unwrap(node.expression));
  const only = node.kind === 'ObjectCreation' && node.arguments?.length === 1 ? node.arguments[0] : undefined;
  return only ? withoutDelegateCreation(unwrap(only.expression)) : node;
}

function skippedMethod(method: MethodSymbol, returned: readonly (TypeSymbol | undefined)[]): SkippedEndpoint | undefined {
  const types = [method.returnType, ...method.parameters.map((parameter) => parameter.type)];
  if ([unwrapTask(method.returnType), ...returned].some((type) => type !== undefined && isAnonymous(type))) return { id: 'RDG004' };
  if (types.some((type) => isOpen(type, method))) return { id: 'RDG011' };
  const hidden = types.find((type) => type.kind === 'namedType' && isInaccessible(type));
  return hidden?.kind === 'namedType' ? { id: 'RDG012', typeName: hidden.name } : undefined;
}

/** Result of a `Task<T>` or `ValueTask<T>`, else the type itself. */
export function unwrapTask(type: TypeSymbol): TypeSymbol {
  if (type.kind !== 'namedType' || type.namespace !== 'System.Threading.Tasks') return type;
  return (type.name === 'Task' || type.name === 'ValueTask') && type.typeArguments[0] ? type.typeArguments[0] : type;
}

/** Anonymous types have no name that source could write. */
export function isAnonymous(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && (type.name === '' || type.name.startsWith('<'));
}

/** A type parameter of what is around; the handler's own have arguments at the call. */
function isOpen(type: TypeSymbol, handler: MethodSymbol): boolean {
  return type.kind === 'typeParameter' && !handler.originalDefinition.typeParameters.some((own) => own.name === type.name);
}

const hiddenAccess: ReadonlySet<Accessibility> = new Set(['private', 'protected', 'privateProtected']);

function isInaccessible(type: TypeSymbol): boolean {
  for (let current = type.kind === 'namedType' ? type : undefined; current; current = current.containingType) {
    if (hiddenAccess.has(current.accessibility) || current.isFileLocal) return true;
  }
  return false;
}
