/** Where JSON metadata resolvers get into options: additions to a resolver chain, and what TypeInfoResolver is set to. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, unwrap } from '../../../flow/walk';
import type { MethodSymbol } from '../../../symbols/symbol';
import type { Assignment, Invocation } from '../../../syntax/nodes';
import { resolverArguments } from './resolverSlots';
import type { ResolverSource } from './resolverTypes';
import { contextOf, isResolverType, resolverParameters, typeParameterSlot } from './resolverTypes';
import { ResolverValues, addingMethods } from './resolverValues';

/** One place where resolvers go in. */
export interface ResolverSink {
  readonly at: Anchor;
  readonly sources: readonly ResolverSource[];
}

const unknown: readonly ResolverSource[] = [{ kind: 'unknown' }];

/** Methods of a chain that add nothing. */
const harmless: ReadonlySet<string> = new Set(['Clear', 'Remove', 'RemoveAt', 'Contains', 'IndexOf', 'CopyTo', 'GetEnumerator', 'Any', 'Count', 'All', 'Select', 'OfType']);

/** All places of a body where options, or what may be their chain, take resolvers. */
export function sinksOf(body: BoundBody): readonly ResolverSink[] {
  let values: ResolverValues | undefined;
  return body.uses.flatMap((use) => {
    if (use.inNameof || !mayTake(use)) return [];
    values ??= new ResolverValues(body);
    const sources = sourcesOf(use, body, values);
    return sources ? [{ at: use.anchor, sources }] : [];
  });
}

/** By names only. */
function mayTake({ kind, symbol, access }: SymbolUse): boolean {
  if (symbol?.kind === 'method') return (kind === 'call' || kind === 'methodGroup') && (addingMethods.has(symbol.name) || symbol.name === 'AddContext' || isOfPackage(symbol));
  if (symbol?.kind !== 'property') return false;
  return symbol.isIndexer ? access !== 'read' : symbol.name === 'TypeInfoResolver' || symbol.name === 'TypeInfoResolverChain';
}

/** Whether a method comes from neither the program nor the framework: what it does with a resolver is not known. */
function isOfPackage({ containingType }: MethodSymbol): boolean {
  return !containingType.containingAssembly.isSource && !/^(?:System|Microsoft)\b/.test(containingType.namespace);
}

/** Undefined where nothing goes in. */
function sourcesOf(use: SymbolUse, body: BoundBody, values: ResolverValues): readonly ResolverSource[] | undefined {
  const { symbol } = use;
  if (symbol?.kind === 'method') {
    const owner = symbol.containingType;
    if (symbol.name === 'AddContext') return owner.name === 'JsonSerializerOptions' ? symbol.typeArguments.flatMap((type) => (type.kind === 'typeParameter' ? typeParameterSlot(type, values.scope) : contextOf(type) ?? [])) : undefined;
    // Packages may register what they are given.
    if (isOfPackage(symbol)) return use.kind === 'call' && takesServices(symbol) && resolverParameters(symbol).length > 0 ? values.all(resolverArguments(use, body)) : undefined;
    if (owner.containingAssembly.isSource || !use.receiverType || !isResolverType(use.receiverType)) return undefined;
    return use.kind === 'call' ? values.all(resolverArguments(use, body)) : givenToGroup(use, body, values);
  }
  if (symbol?.kind !== 'property') return undefined;
  if (symbol.isIndexer) return use.receiverType && isResolverType(use.receiverType) ? assigned(use, values) : undefined;
  if (symbol.containingType.name !== 'JsonSerializerOptions' || symbol.containingType.namespace !== 'System.Text.Json') return undefined;
  return symbol.name === 'TypeInfoResolver' ? (use.access === 'read' ? [] : assigned(use, values)) : ofChain(use, body, values);
}

function takesServices({ parameters: [first], isExtensionMethod }: MethodSymbol): boolean {
  return isExtensionMethod && first?.type.kind === 'namedType' && /^(?:IServiceCollection|\w*Builder|WebApplication|Json\w*Options)$/.test(first.type.name);
}

/** `resolvers.ForEach(chain.Add)` */
function givenToGroup(use: SymbolUse, body: BoundBody, values: ResolverValues): readonly ResolverSource[] {
  const parents = parentsOf(use.anchor.unit.root);
  let node = use.node;
  while (node && node.kind !== 'Invocation' && node.kind !== 'Lambda') node = parents.get(node);
  const call = node?.kind === 'Invocation' ? (node as unknown as Invocation) : undefined;
  if (!call) return unknown;
  const receiver = call.expression.kind === 'MemberAccess' ? [call.expression.expression] : [];
  const given = [...receiver, ...call.arguments.map((argument) => argument.expression)].filter((each) => {
    const type = body.typeOf(each);
    return type !== undefined && isResolverType(type);
  });
  return given.length > 0 ? values.all(given) : unknown;
}

/** The right side of the assignment that writes. */
function assigned({ node, anchor }: SymbolUse, values: ResolverValues): readonly ResolverSource[] {
  const parents = parentsOf(anchor.unit.root);
  for (let each = node; each; each = parents.get(each)) {
    if (each.kind === 'Assignment') return values.of((each as unknown as Assignment).right);
    if (each.kind !== 'MemberAccess' && each.kind !== 'ElementAccess' && each.kind !== 'IdentifierName' && each.kind !== 'ConditionalAccess' && each.kind !== 'MemberBinding') break;
  }
  return unknown;
}

/** The chain itself: what goes in by `= { … }`; unknown where code that is not of the program gets hold of it. */
function ofChain(use: SymbolUse, body: BoundBody, values: ResolverValues): readonly ResolverSource[] {
  const parents = parentsOf(use.anchor.unit.root);
  const node = use.node as AnyNode;
  const outer = parents.get(node);
  const top = outer?.kind === 'MemberAccess' && (outer as unknown as { readonly name: unknown }).name === node ? outer : node;
  const parent = parents.get(top);
  if (parent?.kind === 'Assignment' && (parent as unknown as Assignment).left as AnyNode === top) return values.of((parent as unknown as Assignment).right);
  const call = body.uses.find((each) => each.kind === 'call' && each.arguments?.some(({ expression }) => unwrap(expression) as AnyNode === top || unwrap(expression) as AnyNode === node));
  if (call?.symbol?.kind !== 'method' || call.symbol.containingType.containingAssembly.isSource) return [];
  return harmless.has(call.symbol.name) ? [] : unknown;
}

