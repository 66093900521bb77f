/** Compares the symbols that the shipped index gives with those of the reference assemblies that it was made from. */
import { documentationId, typeDisplay } from '../../server/src/core/symbols/display';
import type { AssemblySymbol, AttributeValue, MemberSymbol, NamedTypeSymbol } from '../../server/src/core/symbols/symbol';
import { keptAttributes } from '../../server/src/indexer/keptAttributes';
import type { Json } from '../differential/metadataShape';
import { shapesOf } from '../differential/metadataShape';

/** Classes of extension methods that two assemblies have, which an index of one module shows as one shape; their members are compared. */
const twice = new Set([
  'Microsoft.Extensions.DependencyInjection.IdentityServiceCollectionExtensions', 'Microsoft.Extensions.DependencyInjection.SignalRDependencyInjectionExtensions',
  'Microsoft.AspNetCore.Hosting.WebHostBuilderIISExtensions', 'Microsoft.Extensions.Logging.LoggingBuilderExtensions',
].map((name) => `T:${name}`));

/** Everything the index keeps of the visible types, as text by documentation id. */
export function indexedShapes(assemblies: readonly AssemblySymbol[]): Map<string, string> {
  const found = new Map<string, string>();
  const put = (id: string, text: string): void => void found.set(id, found.has(id) ? [found.get(id) ?? '', text].sort().join('\n') : text);
  for (const assembly of assemblies) {
    for (const [id, shape] of shapesOf(assembly)) if (!twice.has(id)) put(id, JSON.stringify(reduce({ ...shape, interfaces: [] })));
    for (const namespace of new Set(['', ...assembly.namespaces])) for (const type of assembly.typesIn(namespace)) addDetails(type, put);
  }
  return found;
}

/** The attributes that the index keeps, and no explicit implementations: C# calls them through the interface. */
function reduce(value: Json): Json {
  if (Array.isArray(value)) {
    return value.filter((one: Json) => !isFields(one) || (isFields(one) && !isLeftOut(one))).map(reduce).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, reduce(one)] as const)
    .filter(([key, one]) => key !== 'implements' && !(Array.isArray(one) && one.length === 0)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isFields(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isLeftOut(value: { readonly [key: string]: Json }): boolean {
  if (typeof value['ctor'] === 'string' && typeof value['type'] === 'string') return !keptAttributes.has(value['type']);
  return value['kind'] === 'ExplicitInterfaceImplementation' || (value['accessibility'] === 'private' && value['implements'] !== undefined);
}

/** What the shapes do not show: nullability, and the attributes that C# expresses otherwise. */
function addDetails(type: NamedTypeSymbol, put: (id: string, text: string) => void): void {
  if (!isVisible(type.accessibility)) return;
  // Internal interfaces are not in the index.
  put(`${documentationId(type) ?? ''} interfaces`, type.interfaces.filter((i) => isVisible(i.accessibility)).map(typeDisplay).sort().join(' '));
  for (const member of type.members) {
    if (!isVisible(member.accessibility)) continue;
    const id = documentationId(member);
    if (id !== undefined) put(`${id} details`, details(member));
  }
  for (const nested of type.nestedTypes) addDetails(nested, put);
}

function isVisible(accessibility: string): boolean {
  return ['public', 'protected', 'protectedInternal'].includes(accessibility);
}

function details(member: MemberSymbol): string {
  const parameters = member.kind === 'method' || member.kind === 'property' ? member.parameters.map((p) => `${p.name} ${String(p.nullableAnnotated)} ${names(p)} ${value(p.defaultValue)}`) : [];
  const own = member.kind === 'field' || member.kind === 'property' ? String(member.nullableAnnotated) : '';
  const constant = member.kind === 'field' ? value(member.constantValue) : '';
  return `${member.name} ${own} ${constant} ${names(member)} (${parameters.join(', ')})`;
}

function names(symbol: { readonly attributes: MemberSymbol['attributes'] }): string {
  return symbol.attributes.map((a) => a.fullName).filter((name) => keptAttributes.has(name)).sort().join(' ');
}

function value(constant: AttributeValue): string {
  return constant?.kind === 'primitive' ? String(constant.value) : constant?.kind === 'enum' ? `${typeDisplay(constant.type)} ${constant.value}` : '';
}
