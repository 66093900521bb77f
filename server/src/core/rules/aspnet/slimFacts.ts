/** What a body tells about the application builder: which one it makes, what it adds to it, and what of the full one it uses. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import type { MethodSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import type { BuilderCreation } from './appBuilder';
import { builderCreation } from './appBuilder';

/** `has…`: brought back by hand. `uses…`: needed, and left out by the slim builder. */
export type SlimFact =
  | { readonly kind: 'creation'; readonly creation: BuilderCreation }
  | { readonly kind: 'oldHosting'; readonly method: string }
  | { readonly kind: 'usesRegexRoute' | 'usesHttpsUrl' | 'usesHttp3' | 'usesOnlyHttp3' | 'usesStaticAssets' | 'usesEndpoint' | 'usesHostingStartup' }
  | { readonly kind: 'usesEventLog' | 'usesDebugLog' | 'usesEventSourceLog' | 'hasEventLog' | 'hasDebugLog' | 'hasEventSourceLog' }
  | { readonly kind: 'hasRouting' | 'hasRoutingCore' | 'hasHttps' | 'hasQuic' | 'hasStaticAssets' | 'hasIis' | 'hasServer' };

const builderNamespace = 'Microsoft.AspNetCore.Builder';

/** Extension methods by name: what they bring. MVC calls AddRouting itself, SignalR and health checks do not (measured); where it is not known, it counts as brought. */
const brings: ReadonlyMap<string, readonly SlimFact['kind'][]> = new Map([
  ['AddRouting', ['hasRouting', 'hasRoutingCore']], ['AddRoutingCore', ['hasRoutingCore']],
  ...['AddControllers', 'AddControllersWithViews', 'AddMvc', 'AddMvcCore', 'AddRazorPages', 'AddServerSideBlazor', 'AddGrpc'].map((name) => [name, ['hasRouting', 'hasRoutingCore']] as const),
  ['UseKestrelHttpsConfiguration', ['hasHttps']], ['UseKestrel', ['hasHttps', 'hasQuic', 'hasServer']], ['UseKestrelCore', ['hasServer']], ['UseQuic', ['hasQuic']],
  ['UseStaticWebAssets', ['hasStaticAssets']], ['UseIIS', ['hasIis', 'hasServer']], ['UseIISIntegration', ['hasIis']], ['UseHttpSys', ['hasServer']],
  ['UseServer', ['hasServer']], ['UseTestServer', ['hasServer']],
  ['AddEventLog', ['hasEventLog']], ['AddDebug', ['hasDebugLog']], ['AddEventSourceLogger', ['hasEventSourceLog']],
] as readonly (readonly [string, readonly SlimFact['kind'][]])[]);

/** Types whose use as a type argument (`AddFilter<T>`, `Configure<T>`) only makes sense with a logging provider. */
const providers: ReadonlyMap<string, SlimFact['kind']> = new Map([
  ['EventLogLoggerProvider', 'usesEventLog'], ['EventLogSettings', 'usesEventLog'], ['DebugLoggerProvider', 'usesDebugLog'], ['EventSourceLoggerProvider', 'usesEventSourceLog'],
]);

/** Facts of one body, in source order. */
export function collectSlimFacts(body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  for (const use of body.uses) {
    const { symbol } = use;
    if (use.inNameof) continue;
    if (symbol?.kind === 'field') emitProtocol(symbol.containingType.name, symbol.name, (kind) => { emit(use.anchor, { kind }); });
    if (symbol?.kind === 'namedType' && symbol.name === 'RegexInlineRouteConstraint' && symbol.namespace === 'Microsoft.AspNetCore.Routing.Constraints') emit(use.anchor, { kind: 'hasRouting' });
    if (use.kind === 'attribute' && symbol?.kind === 'method' && symbol.containingType.name === 'HostingStartupAttribute' && symbol.containingType.namespace === 'Microsoft.AspNetCore.Hosting') emit(use.anchor, { kind: 'usesHostingStartup' });
    if (use.kind === 'call' && symbol?.kind === 'method') callFacts(use, symbol, body, emit);
  }
}

function emitProtocol(type: string, name: string, found: (kind: 'usesHttp3' | 'usesOnlyHttp3') => void): void {
  if (type !== 'HttpProtocols') return;
  if (name === 'Http3') found('usesOnlyHttp3');
  if (name === 'Http1AndHttp2AndHttp3') found('usesHttp3');
}

function callFacts(use: SymbolUse, method: MethodSymbol, body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  const owner = method.containingType;
  const creation = builderCreation(use);
  if (creation) emit(creation.name, { kind: 'creation', creation });
  const isFramework = owner.namespace.startsWith('Microsoft.');
  if (!isFramework) return;
  if (method.name === 'ConfigureWebHostDefaults' || (method.name === 'CreateDefaultBuilder' && owner.name === 'WebHost')) emit(use.anchor, { kind: 'oldHosting', method: method.name });
  if (method.isExtensionMethod) for (const kind of brings.get(method.name) ?? []) emit(use.anchor, { kind } as SlimFact);
  const logged = method.name === 'AddFilter' || method.name === 'Configure' ? method.typeArguments[0] : undefined;
  const provider = logged?.kind === 'namedType' && logged.namespace.startsWith('Microsoft.Extensions.Logging') ? providers.get(logged.name) : undefined;
  if (provider) emit(use.anchor, { kind: provider } as SlimFact);
  const isRoute = owner.namespace === builderNamespace && method.name.startsWith('Map') && method.parameters[0]?.type.kind === 'namedType' && method.parameters[0].type.name === 'IEndpointRouteBuilder';
  if (isRoute && method.name !== 'MapGroup') emit(use.anchor, { kind: 'usesEndpoint' });
  if (isRoute && method.name === 'MapStaticAssets') emit(use.anchor, { kind: 'usesStaticAssets' });
  const isAddress = isAddressSetter(method, use, body);
  if (!isRoute && !isAddress) return;
  for (const { expression } of use.arguments ?? []) {
    const text = textOf(expression, body);
    const at: Anchor = { unit: use.anchor.unit, start: expression.start, end: expression.end };
    // A fallback with a regex constraint works (measured).
    if (isRoute && !method.name.startsWith('MapFallback') && /:regex\(/i.test(text)) emit(at, { kind: 'usesRegexRoute' });
    if (isAddress && /https:\/\//i.test(text)) emit(at, { kind: 'usesHttpsUrl' });
  }
}

/** `UseUrls`, `Run("…")`, `Urls.Add("…")`, `UseSetting("urls", "…")`. */
function isAddressSetter(method: MethodSymbol, use: SymbolUse, body: BoundBody): boolean {
  const owner = method.containingType;
  if (method.name === 'UseUrls' || (owner.name === 'WebApplication' && method.name.startsWith('Run'))) return true;
  const [first] = use.arguments?.filter(({ parameter }) => !parameter.isThis) ?? [];
  return method.name === 'UseSetting' && first !== undefined && textOf(first.expression, body).toLowerCase() === 'urls';
}

/** Constant text of an expression, or the constant parts of an interpolated string or concatenation. */
export function textOf(expression: Expression, body: BoundBody): string {
  const value = body.constantOf(expression);
  if (value?.kind === 'primitive') return typeof value.value === 'string' ? value.value : '';
  const node = unwrap(expression);
  if (node.kind === 'InterpolatedString') return node.parts.map((part) => (typeof part === 'string' ? part : textOf(part.expression, body))).join('');
  return node.kind === 'Binary' && node.operator === '+' ? textOf(node.left, body) + textOf(node.right, body) : '';
}

/** `app.Urls.Add("https://…")`: the receiver is the property, the method an interface's. */
export function collectAddedUrls(body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  for (const use of body.uses) {
    const receiver = use.receiver && unwrap(use.receiver);
    if (use.kind !== 'call' || use.symbol?.kind !== 'method' || use.symbol.name !== 'Add' || receiver?.kind !== 'MemberAccess') continue;
    const property = body.symbolOf(receiver);
    if (property?.kind !== 'property' || property.name !== 'Urls' || property.containingType.name !== 'WebApplication') continue;
    for (const { expression } of use.arguments ?? []) {
      if (/https:\/\//i.test(textOf(expression, body))) emit({ unit: use.anchor.unit, start: expression.start, end: expression.end }, { kind: 'usesHttpsUrl' });
    }
  }
}
