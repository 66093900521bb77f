/** C# 14 extension properties and static extension methods: looked up where a type has no such member of its own. */
import type { Expression, SimpleName } from '../../syntax/nodes';
import { constructMethod } from '../../symbols/construct';
import type { Compilation } from '../../symbols/compilation';
import type { ExtensionMember } from '../../symbols/extensionMembers';
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Access, BindContext, Bound } from '../binderContext';
import { identifierOf, recordUse, value } from '../binderContext';
import { overloadContext } from '../binderTypes';
import { methodGroup } from './bindExpressionGroup';
import { resolveOverload } from '../overload/overload';
import { accessContext, namespaceScopeOf } from '../scope';
import { isMemberAccessible } from '../accessibility';

type WithExtensionMembers = AssemblySymbol & Required<Pick<AssemblySymbol, 'extensionMembers'>>;
const assembliesOf = new WeakMap<Compilation, readonly WithExtensionMembers[]>();

function assembliesWithMembers(compilation: Compilation): readonly WithExtensionMembers[] {
  let known = assembliesOf.get(compilation);
  if (known === undefined) {
    known = [compilation.assembly, ...compilation.references].filter((a): a is WithExtensionMembers => a.extensionMembers !== undefined && compilation.isSeen(a));
    assembliesOf.set(compilation, known);
  }
  return known;
}

/** Members of these names in the order of extension method lookup (§12.8.10.3): for each namespace outward its own, then its usings'. */
export function* extensionMembersInScope(context: BindContext, names: readonly string[]): Generator<readonly ExtensionMember[]> {
  const assemblies = assembliesWithMembers(context.compilation);
  if (assemblies.length === 0) return;
  const from = accessContext(context.scope);
  const add = (namespace: string, found: Set<ExtensionMember>, container?: NamedTypeSymbol): void => {
    for (const assembly of assemblies) {
      for (const each of assembly.extensionMembers(namespace)) {
        if (!names.includes(each.member.name) || (container !== undefined && each.implementation.containingType !== container)) continue;
        if (isMemberAccessible(each.member, from)) found.add(each);
      }
    }
  };
  for (let scope: ReturnType<typeof namespaceScopeOf> | undefined = namespaceScopeOf(context.scope); scope !== undefined; scope = scope.parent) {
    const own = new Set<ExtensionMember>();
    add(scope.namespace, own);
    if (own.size > 0) yield [...own];
    const imported = new Set<ExtensionMember>();
    for (const namespace of scope.imports.namespaces) add(namespace, imported);
    for (const type of scope.imports.staticTypes) add(type.namespace, imported, type);
    if (imported.size > 0) yield [...imported];
  }
}

/** The member whose receiver fits best, with the type arguments of its block. */
function choose(context: BindContext, candidates: readonly ExtensionMember[], receiver: TypeSymbol): { readonly found: ExtensionMember; readonly blockArguments: readonly TypeSymbol[] } | undefined {
  const probes = candidates.flatMap((c) => c.probe ?? []);
  const result = resolveOverload(probes, [], { context: overloadContext(context), receiver: { kind: 'typed', type: receiver } });
  const found = result.kind === 'method' ? candidates.find((c) => c.probe === result.method.originalDefinition) : undefined;
  return found === undefined || result.kind !== 'method' ? undefined : { found, blockArguments: found.implementation.typeParameters.length === 0 ? [] : result.method.typeArguments };
}

/** `receiver.Name` where `Name` is no member of the receiver's type: undefined when no extension property or static method fits either. */
export function bindExtensionMember(context: BindContext, node: Expression, name: SimpleName, receiver: Bound, access: Access): Bound | undefined {
  if (receiver.type === undefined) return undefined;
  const isStatic = receiver.category === 'type';
  for (const level of extensionMembersInScope(context, [name.name])) {
    const candidates = level.filter((c) => c.isStatic === isStatic && (c.member.kind === 'property' || isStatic));
    const chosen = candidates.length === 0 ? undefined : choose(context, candidates, receiver.type);
    if (chosen === undefined) continue;
    const { member, implementation } = chosen.found;
    if (member.kind === 'property') {
      const accessor = chosen.blockArguments.length === 0 ? implementation : constructMethod(implementation, chosen.blockArguments);
      recordUse(context, 'property', member, identifierOf(name), { node, access: access === 'invoke' ? 'read' : access, receiver });
      return value(node, accessor.methodKind === 'propertyGet' ? accessor.returnType : accessor.parameters.at(-1)?.type, { symbol: member });
    }
    const blockArguments = new Map<MethodSymbol, readonly TypeSymbol[]>();
    for (const candidate of candidates) {
      const fitting = candidate.member.kind === 'method' ? choose(context, [candidate], receiver.type) : undefined;
      if (fitting !== undefined) blockArguments.set(candidate.implementation, fitting.blockArguments);
    }
    return methodGroup(context, node, name, [...blockArguments.keys()], receiver, blockArguments);
  }
  return undefined;
}
