/** What a body tells about the application builder: which one it makes, what it adds to it, and what of the full one it uses. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { parentsOf, unwrap } from '../../../flow/walk';
import type { FieldSymbol, MethodSymbol, PropertySymbol } from '../../../symbols/symbol';
import type { Assignment, Binary, ElementAccess, Expression, Invocation } from '../../../syntax/nodes';
import type { BuilderCreation } from '../appBuilder';
import { builderCreation } from '../appBuilder';
import type { TextFact } from './slimTexts';
import { asksFor, fieldTexts, givenTexts, takenText, textOf } from './slimTexts';

/** `has…`: brought back by hand. `uses…`: needed, and left out by the slim builder. `mayUseRegexRoute`: a package does, by its version. `keepsRouting`: brought, and not by the controllers that a fix makes endpoints of. `setsAddresses`: code has the addresses, in place of settings. */
export type SlimFact =
  | { readonly kind: 'creation'; readonly creation: BuilderCreation }
  | { readonly kind: 'oldHosting'; readonly method: string }
  | { readonly kind: 'usesRegexRoute' | 'mayUseRegexRoute' | 'usesHttpsUrl' | 'usesHttp3' | 'usesOnlyHttp3' | 'usesStaticAssets' | 'usesEndpoint' | 'usesHostingStartup' }
  | { readonly kind: 'usesEventLog' | 'usesDebugLog' | 'usesEventSourceLog' | 'hasEventLog' | 'hasDebugLog' | 'hasEventSourceLog' }
  | { readonly kind: 'hasRouting' | 'keepsRouting' | 'hasRoutingCore' | 'hasHttps' | 'hasQuic' | 'hasStaticAssets' | 'hasIis' | 'hasServer' | 'setsAddresses' }
  | TextFact;

const builderNamespace = 'Microsoft.AspNetCore.Builder';

/** Extension methods by name: what they bring. MVC calls AddRouting itself, SignalR and health checks do not (measured); where it is not known, it counts as brought. */
const brings: ReadonlyMap<string, readonly SlimFact['kind'][]> = new Map([
  ['AddRouting', ['hasRouting', 'hasRoutingCore', 'keepsRouting']], ['AddRoutingCore', ['hasRoutingCore']], ['AddControllers', ['hasRouting', 'hasRoutingCore']],
  ...['AddControllersWithViews', 'AddMvc', 'AddMvcCore', 'AddRazorPages', 'AddServerSideBlazor', 'AddGrpc'].map((name) => [name, ['hasRouting', 'hasRoutingCore', 'keepsRouting']] as const),
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
    if (symbol?.kind === 'field') emitProtocol(symbol, use, (kind) => { emit(use.anchor, { kind }); });
    if (symbol?.kind === 'property' && symbol.name === 'ConstraintMap') constraintFacts(use, symbol, body, emit);
    if (use.kind === 'indexer' && use.access === 'write' && symbol?.kind === 'property' && isConfiguration(symbol)) configuredAddress(use, body, emit);
    if (symbol?.kind === 'namedType' && symbol.name === 'RegexInlineRouteConstraint' && symbol.namespace === 'Microsoft.AspNetCore.Routing.Constraints') emit(use.anchor, { kind: 'hasRouting' });
    if (use.kind === 'attribute' && symbol?.kind === 'method' && symbol.containingType.name === 'HostingStartupAttribute' && symbol.containingType.namespace === 'Microsoft.AspNetCore.Hosting') emit(use.anchor, { kind: 'usesHostingStartup' });
    const creation = builderCreation(use);
    if (creation) emit(creation.name, { kind: 'creation', creation });
    if (use.kind === 'call' && symbol?.kind === 'method') callFacts(use, symbol, body, emit);
    if (use.kind === 'call' && symbol?.kind === 'method') givenTexts(use, symbol, body, emit);
  }
  fieldTexts(body, emit);
}

function emitProtocol({ containingType, name }: FieldSymbol, use: SymbolUse, found: (kind: 'usesHttp3' | 'usesOnlyHttp3') => void): void {
  if (containingType.name !== 'HttpProtocols' || containingType.namespace !== 'Microsoft.AspNetCore.Server.Kestrel.Core') return;
  if ((name !== 'Http3' && name !== 'Http1AndHttp2AndHttp3') || !isGiven(use)) return;
  found(name === 'Http3' ? 'usesOnlyHttp3' : 'usesHttp3');
}

/** Whether a value is given to something, and not compared with it or taken out of it. */
function isGiven({ node, anchor }: SymbolUse): boolean {
  const parents = parentsOf(anchor.unit.root);
  // A type name after `is` that turned out to be a constant is no expression of the tree.
  if (!node || !parents.has(node)) return false;
  for (let parent = parents.get(node); parent; parent = parents.get(parent)) {
    switch (parent.kind) {
      case 'Parenthesized':
      case 'MemberAccess':
      case 'QualifiedName': continue;
      case 'Binary': if ((parent as unknown as Binary).operator !== '|') return false; continue;
      case 'Assignment': return ['=', '|='].includes((parent as unknown as Assignment).operator);
      case 'Argument': {
        const call = parents.get(parent) as unknown as Invocation | undefined;
        return !(call?.kind === 'Invocation' && call.expression.kind === 'MemberAccess' && /^(?:HasFlag|Equals|CompareTo)$/.test(call.expression.name.name));
      }
      default: return !/Pattern$|^PrefixUnary$|^SwitchLabel$/.test(parent.kind);
    }
  }
  return true;
}

/** A constraint that the program registers by hand. */
function constraintFacts({ anchor, node }: SymbolUse, { containingType }: PropertySymbol, body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  if (containingType.name !== 'RouteOptions' || containingType.namespace !== 'Microsoft.AspNetCore.Routing') return;
  const parents = parentsOf(anchor.unit.root);
  const parent = node && parents.get(node);
  const call = parent?.kind === 'MemberAccess' ? parents.get(parent) : parent;
  const keys = call?.kind === 'ElementAccess' || call?.kind === 'Invocation' ? (call as unknown as ElementAccess | Invocation).arguments : [];
  if (namesRegex(keys[0]?.expression, body)) emit(anchor, { kind: 'hasRouting' });
}

function isConfiguration({ containingType }: PropertySymbol): boolean {
  return containingType.namespace === 'Microsoft.Extensions.Configuration' && /^(?:IConfiguration|ConfigurationManager)/.test(containingType.name);
}

/** `builder.Configuration["urls"] = "https://…"` and the address of an endpoint of Kestrel's. */
function configuredAddress({ node, anchor: { unit } }: SymbolUse, body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  const parent = node && (parentsOf(unit.root).get(node) as unknown as Assignment | undefined);
  if (node?.kind !== 'ElementAccess' || parent?.kind !== 'Assignment' || parent.operator !== '=' || (parent.left as unknown) !== node) return;
  const key = (node as unknown as ElementAccess).arguments[0];
  if (key && /^(?:urls|kestrel:endpoints:.*:url)$/i.test(textOf(key.expression, body))) emitAddress(parent.right, unit, body, emit);
}

function emitAddress(expression: Expression, unit: Anchor['unit'], body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  const at: Anchor = { unit, start: expression.start, end: expression.end };
  emit(at, { kind: 'setsAddresses' });
  const taken = takenText(expression, 'usesHttpsUrl', body);
  if (taken) emit(at, taken);
  else if (asksFor(textOf(expression, body), 'usesHttpsUrl')) emit(at, { kind: 'usesHttpsUrl' });
}

function callFacts(use: SymbolUse, method: MethodSymbol, body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  const owner = method.containingType;
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
  // The template of Swashbuckle's document, `swagger.{extension:regex(^(json|ya?ml)$)}` in newer versions, stops the application at start (measured).
  if (owner.name === 'SwaggerBuilderExtensions' && /^(?:Use|Map)Swagger$/.test(method.name)) emit(use.anchor, { kind: 'mayUseRegexRoute' });
  if (isServerRegistration(method)) emit(use.anchor, { kind: 'hasServer' });
  if (method.name === 'SetParameterPolicy' && owner.name === 'RouteOptions' && namesRegex(firstArgument(use), body)) emit(use.anchor, { kind: 'hasRouting' });
  if (method.name.startsWith('Listen') && owner.name === 'KestrelServerOptions') emit(use.anchor, { kind: 'setsAddresses' });
  const isAddress = isAddressSetter(method, use, body);
  for (const { expression, parameter } of isRoute || isAddress ? use.arguments ?? [] : []) {
    if (parameter.isThis) continue;
    if (isAddress) emitAddress(expression, use.anchor.unit, body, emit);
    // A fallback with a regex constraint works (measured).
    if (!isRoute || method.name.startsWith('MapFallback')) continue;
    const at: Anchor = { unit: use.anchor.unit, start: expression.start, end: expression.end };
    const taken = takenText(expression, 'usesRegexRoute', body);
    if (taken) emit(at, taken);
    else if (asksFor(textOf(expression, body), 'usesRegexRoute')) emit(at, { kind: 'usesRegexRoute' });
  }
}

/** Whether a key is that of the regex constraint, or unknown. */
function namesRegex(key: Expression | undefined, body: BoundBody): boolean {
  return /^(?:regex)?$/i.test(key ? textOf(key, body) : '');
}

/** The first argument that is written in the parentheses. */
function firstArgument(use: SymbolUse): Expression | undefined {
  return use.arguments?.find(({ parameter }) => !parameter.isThis)?.expression;
}

/** `AddSingleton<IServer, Own>()`: a server of the program's own. */
function isServerRegistration({ name, typeArguments: [service] }: MethodSymbol): boolean {
  return /^(?:Try)?Add/.test(name) && service?.kind === 'namedType' && service.name === 'IServer' && service.namespace === 'Microsoft.AspNetCore.Hosting.Server';
}

/** `UseUrls`, `Run("…")`, `Urls.Add("…")`, `UseSetting("urls", "…")`. */
function isAddressSetter(method: MethodSymbol, use: SymbolUse, body: BoundBody): boolean {
  const owner = method.containingType;
  if (method.name === 'UseUrls' || (owner.name === 'WebApplication' && method.name.startsWith('Run'))) return true;
  const first = method.name === 'UseSetting' ? firstArgument(use) : undefined;
  return first !== undefined && (textOf(first, body).toLowerCase() === 'urls' || isUrlsKey(first, body));
}

/** `WebHostDefaults.ServerUrlsKey`, which is no constant. */
function isUrlsKey(expression: Expression, body: BoundBody): boolean {
  const field = body.symbolOf(unwrap(expression));
  return field?.kind === 'field' && field.name === 'ServerUrlsKey' && field.containingType.name === 'WebHostDefaults';
}

/** `app.Urls.Add("https://…")`: the receiver is the property, the method an interface's. */
export function collectAddedUrls(body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  for (const use of body.uses) {
    const receiver = use.receiver && unwrap(use.receiver);
    if (use.kind !== 'call' || use.symbol?.kind !== 'method' || use.symbol.name !== 'Add' || receiver?.kind !== 'MemberAccess') continue;
    const property = body.symbolOf(receiver);
    if (property?.kind !== 'property' || property.name !== 'Urls' || property.containingType.name !== 'WebApplication') continue;
    for (const { expression } of use.arguments ?? []) emitAddress(expression, use.anchor.unit, body, emit);
  }
}
