/** An end to walks through the members of types: generic classes may lead to ever longer ones (`class Node<T> { Node<List<T>> Next; }`). */
import { partsOf } from './construct';
import type { TypeSymbol } from './symbol';

/** More than in any type that someone wrote. */
const mostParts = 60;
/** More than anyone has of one generic type in one graph. */
const mostForms = { ofSource: 500, ofMetadata: 10_000 } as const;

/** Of one walk. */
export class TypeGraphLimit {
  private readonly forms = new Map<TypeSymbol, number>();

  /** Whether the walk goes on with a type. To be asked once of each. */
  takes(type: TypeSymbol): boolean {
    if (type.kind !== 'namedType' || type.arity === 0) return partsOf(type) <= mostParts;
    const definition = type.originalDefinition;
    const count = (this.forms.get(definition) ?? 0) + 1;
    this.forms.set(definition, count);
    return count <= (type.containingAssembly.isSource ? mostForms.ofSource : mostForms.ofMetadata) && partsOf(type) <= mostParts;
  }
}
