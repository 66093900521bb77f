/** Which interface members the analyzers compare with what implements them. */
import { findImplementation } from '../../symbols/inheritance';
import type { ImplementationPair } from '../../symbols/inheritance';
import type { MemberSymbol, NamedTypeSymbol } from '../../symbols/symbol';

const known = new WeakMap<NamedTypeSymbol, readonly ImplementationPair[]>();

/**
 * Pairs for the interfaces that a type names in its own base list, and for theirs: what only a base class declares was compared
 * there. Properties, events and their accessors are pairs of their own. An interface implements only explicitly.
 */
export function declaredImplementations(type: NamedTypeSymbol): readonly ImplementationPair[] {
  let pairs = known.get(type);
  if (!pairs) known.set(type, (pairs = findPairs(type)));
  return pairs;
}

function findPairs(type: NamedTypeSymbol): readonly ImplementationPair[] {
  const contracts = new Set(type.interfaces.flatMap((i) => [i, ...i.allInterfaces]));
  const pairs: ImplementationPair[] = [];
  for (const contract of contracts) {
    for (const interfaceMember of contract.members) {
      if (!interfaceMember.isAbstract && !interfaceMember.isVirtual) continue;
      const implementation = findImplementation(type, interfaceMember);
      if (implementation && isComparable(implementation, type)) pairs.push({ interfaceMember, implementation });
    }
  }
  return pairs;
}

/** What another interface implements by default is compared there; what it makes abstract again is not. */
function isComparable(implementation: MemberSymbol, type: NamedTypeSymbol): boolean {
  if (implementation.containingType.typeKind !== 'interface') return true;
  return isOwn(implementation, type) && !implementation.isAbstract && implementation.kind !== 'field' && implementation.explicitInterfaceImplementations.length > 0;
}

/** Whether a type implements by a member of its own; otherwise by one of its base class. */
export function isOwn(implementation: MemberSymbol, type: NamedTypeSymbol): boolean {
  return implementation.containingType.originalDefinition === type.originalDefinition;
}
