/**
 * JSON contexts of dlls: those of referenced packages that the application could register, and those that code of a package may register
 * out of sight, as `services.AddLib()` does. A dll tells what it declares, and which types its bodies name, but not what they do.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Compilation } from '../../../symbols/compilation';
import { isJsonContext } from '../../../symbols/generatedJsonGraph';
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed, someType } from '../../../symbols/types';
import { perBody } from '../../perBody';
import type { JsonContext, Registration } from './contexts';
import { contextsIn } from './contexts';
import { isReachable } from '../typeModel';

const json = 'system.text.json';
const serialization = 'System.Text.Json.Serialization';
const metadata = `${serialization}.Metadata`;

/** What holds the options of endpoints and hubs: without its name no code gets at them. */
const optionTypes: Readonly<Record<Registration['options'], { readonly assembly: string; readonly namespace: string; readonly name: string }>> = {
  endpoints: { assembly: 'microsoft.aspnetcore.http.extensions', namespace: 'Microsoft.AspNetCore.Http.Json', name: 'JsonOptions' },
  hubs: { assembly: 'microsoft.aspnetcore.signalr.protocols.json', namespace: 'Microsoft.AspNetCore.SignalR', name: 'JsonHubProtocolOptions' },
};

/** Types through which code gets at the services of an application, or at its options. */
export const setupTypes = /^(?:IServiceCollection|IServiceProvider|\w*Builder|WebApplication|IHost|Json\w*Options)$/;

const configuring: ReadonlySet<string> = new Set(['IConfigureOptions', 'IPostConfigureOptions', 'IConfigureNamedOptions', 'IStartupFilter']);

/** Of the framework and its packages is known what they register: nothing that covers types of applications (the patterns' native programs show it). */
export const ofFramework = /^(?:System|Microsoft\.(?:AspNetCore|Extensions|Net|NETCore\.App))(?:\.|$)/i;

/** Assemblies whose code a body lets set up the application, each once. */
export const setupAssemblies = perBody((body: BoundBody): readonly { readonly at: Anchor; readonly assembly: AssemblySymbol }[] => {
  const found = new Map<AssemblySymbol, Anchor>();
  for (const use of body.uses) for (const assembly of setUpBy(use)) if (assembly.referencedNames && !ofFramework.test(assembly.name) && !found.has(assembly)) found.set(assembly, use.anchor);
  return [...found].map(([assembly, at]) => ({ at, assembly }));
});

function setUpBy({ kind, symbol, inNameof }: SymbolUse): readonly AssemblySymbol[] {
  if (inNameof || symbol?.kind !== 'method' || (kind !== 'call' && kind !== 'methodGroup' && kind !== 'creation')) return [];
  const { containingAssembly } = symbol.containingType;
  const own = !containingAssembly.isSource && takesSetup(symbol) ? [containingAssembly] : [];
  const given = /^(?:Try)?Add|Configure/.test(symbol.name) ? symbol.typeArguments.flatMap((type) => (type.kind === 'namedType' && isConfiguring(type) ? [type.containingAssembly] : [])) : [];
  return [...own, ...given];
}

function takesSetup({ parameters }: MethodSymbol): boolean {
  return parameters.some(({ type }) => type.kind === 'namedType' && (setupTypes.test(type.name) || type.typeArguments.some((each) => each.kind === 'namedType' && setupTypes.test(each.name))));
}

function isConfiguring(type: NamedTypeSymbol): boolean {
  return !type.containingAssembly.isSource && type.typeKind === 'class' && type.allInterfaces.some((each) => configuring.has(each.name));
}

/** Contexts that code of some assemblies may register; undefined where it may register other resolvers. */
export function contextsSetUpBy(assemblies: readonly AssemblySymbol[], options: Registration['options'], { references }: Compilation): readonly JsonContext[] | undefined {
  const found = new Map<NamedTypeSymbol, JsonContext>();
  let byName: ReadonlyMap<string, AssemblySymbol> | undefined;
  for (const assembly of new Set(assemblies)) {
    byName ??= new Map(references.map((each) => [each.name.toLowerCase(), each]));
    const reached = reachedFrom(assembly, byName);
    const setters = reached.filter((each) => isSetter(each, options));
    if (setters.length === 0) continue;
    if (setters.some((each) => refersTo(each, metadata, 'DefaultJsonTypeInfoResolver')) || reached.some((each) => declared(each).hasOtherResolver)) return undefined;
    for (const each of reached) for (const context of declared(each).contexts) found.set(context.type, context);
  }
  return [...found.values()];
}

/** An assembly and the others that it refers to, as far as JSON is their concern. */
function reachedFrom(first: AssemblySymbol, byName: ReadonlyMap<string, AssemblySymbol>): readonly AssemblySymbol[] {
  const reached = new Set([first]);
  for (const each of reached) {
    for (const name of each.referencedNames ?? []) {
      const next = byName.get(name);
      if (next && !next.isSource && !ofFramework.test(name)) reached.add(next); // a set gives what is added while it is walked
    }
  }
  return [...reached].filter((each) => each.referencedNames?.includes(json));
}

function isSetter(each: AssemblySymbol, options: Registration['options']): boolean {
  const { assembly, namespace, name } = optionTypes[options];
  return each.referencedNames?.includes(assembly) === true && refersTo(each, namespace, name);
}

const references = new WeakMap<AssemblySymbol, Map<string, boolean>>();

function refersTo(assembly: AssemblySymbol, namespace: string, name: string): boolean {
  let known = references.get(assembly);
  if (!known) references.set(assembly, (known = new Map<string, boolean>()));
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = assembly.refersTo?.(namespace, name) === true));
  return found;
}

interface Declared {
  readonly contexts: readonly JsonContext[];
  /** Whether there is a resolver that is no context: what it covers is not known. */
  readonly hasOtherResolver: boolean;
}

const known = new WeakMap<AssemblySymbol, Declared>();

function declared(assembly: AssemblySymbol): Declared {
  let found = known.get(assembly);
  if (!found) {
    const contexts = refersTo(assembly, serialization, 'JsonSerializerContext') ? contextsIn(assembly) : [];
    const mayResolve = refersTo(assembly, metadata, 'IJsonTypeInfoResolver') || refersTo(assembly, metadata, 'DefaultJsonTypeInfoResolver');
    known.set(assembly, (found = { contexts, hasOtherResolver: mayResolve && [...new Set([...assembly.namespaces, ''])].some((namespace) => assembly.typesIn(namespace).some(isOtherResolver)) }));
  }
  return found;
}

function isOtherResolver(type: NamedTypeSymbol): boolean {
  const isResolver = (type.typeKind === 'class' || type.typeKind === 'struct') && type.allInterfaces.some((each) => isNamed(each, metadata, 'IJsonTypeInfoResolver'));
  return (isResolver && !isJsonContext(type)) || type.nestedTypes.some(isOtherResolver);
}

/** Contexts of packages that can have a type of a package, nearest first, and that the application may name. */
export function packageContexts(type: TypeSymbol, { assembly, references: all }: Compilation): readonly JsonContext[] {
  const owners = new Set<AssemblySymbol>();
  someType(type, (part) => {
    if (part.kind === 'namedType' && !part.containingAssembly.isSource && !/^(?:System|Microsoft)\b/.test(part.namespace)) owners.add(part.containingAssembly);
    return false;
  });
  if (owners.size === 0) return [];
  const names = new Set([...owners].map((owner) => owner.name.toLowerCase()));
  const beside = all.filter((each) => !each.isSource && !owners.has(each) && each.referencedNames?.some((name) => names.has(name)));
  const candidates = [...owners, ...beside].filter((each) => each.referencedNames?.includes(json));
  return candidates.flatMap((each) => declared(each).contexts).filter((context) => isReachable(context.type, assembly) && context.type.membersNamed('Default').length > 0);
}
