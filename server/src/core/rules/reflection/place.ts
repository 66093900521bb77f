/** Places that values come from or go to, as messages name them. */
import type { FieldSymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol } from '../../symbols/symbol';

/** A place whose annotation promises or demands something of the values in it. */
export type Place =
  | { readonly role: 'parameter'; readonly method: MethodSymbol; readonly ordinal: number }
  | { readonly role: 'this'; readonly method: MethodSymbol }
  | { readonly role: 'result'; readonly method: MethodSymbol }
  | { readonly role: 'field'; readonly field: FieldSymbol }
  /** The field behind an automatic property. */
  | { readonly role: 'backingField'; readonly name: string }
  | { readonly role: 'typeParameter'; readonly parameter: TypeParameterSymbol; readonly owner: NamedTypeSymbol | MethodSymbol; /** What to name instead of the owner. */ readonly ownerName?: string };

/** A place that a value comes from. */
export type Source =
  | Place
  /** The variable of a query: a parameter of its lambdas. */
  | { readonly role: 'rangeVariable'; readonly name: string }
  /** A property of an anonymous type. */
  | { readonly role: 'getter'; readonly name: string };

/** A parameter of a method, by position. */
export function parameterPlace(method: MethodSymbol, ordinal: number): Place {
  return { role: 'parameter', method, ordinal };
}

/** What a method is called on. */
export function receiverPlace(method: MethodSymbol): Place {
  return { role: 'this', method };
}

export function resultPlace(method: MethodSymbol): Place {
  return { role: 'result', method };
}

/** `method`: of the parameter of a local function, which its own symbol does not tell. `ownerName`: what to name instead of the owner. */
export function typeParameterPlace(parameter: TypeParameterSymbol, method?: MethodSymbol, ownerName?: string): Place {
  return { role: 'typeParameter', parameter, owner: method?.methodKind === 'localFunction' ? method : parameter.owner, ...(ownerName === undefined ? {} : { ownerName }) };
}
