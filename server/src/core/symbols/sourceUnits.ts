/** How source symbols hold on to syntax: through cells, so that an edit inside a body swaps the unit and keeps the symbol. */
import type { Scope } from '../binding/scope';
import type { DelegateDeclaration, TypeDeclaration, Unit } from '../syntax/nodes';
import type { MemberSymbol, NamedTypeSymbol, SourceLocation } from './symbol';

/** The current unit of a declaration and the symbols that it declares. */
export interface UnitCell<T = unknown> {
  unit: Unit<T>;
  readonly file: string;
  /** Scope for what is written inside: type parameters of a generic method included. */
  scope: Scope;
  symbols: readonly (MemberSymbol | NamedTypeSymbol)[];
}

/** One `partial` part of a type (or the only one), or a delegate. */
export interface TypePart {
  declaration: TypeDeclaration | DelegatePart;
  readonly file: string;
  /** Around the type. */
  readonly outer: Scope;
}
export interface DelegatePart {
  readonly kind: 'DelegatePart';
  readonly unit: Unit<DelegateDeclaration>;
}

/** Where the declarations of a source assembly register their units. */
export interface UnitRegistry {
  cell<T>(unit: Unit<T>, file: string, scope: Scope): UnitCell<T>;
}

/** Place of a name in a cell's unit, as it stands now. */
export function locationIn(cell: UnitCell, start: number, end: number): SourceLocation {
  return { file: cell.file, unit: cell.unit, start, end };
}

/**
 * A value, or what computes it when it is first asked for. One field holds either: there are thousands of members, and functions
 * around functions would take most of their memory. While a value is computed the field has what bad input gets that asks again.
 */
export type Deferred<T, Owner = void> = T | ((owner: Owner) => T);

/** A value computed when first asked for; while that runs, bad input that asks again gets `circular`. */
export function lazy<T>(compute: () => T, circular: T): () => T {
  let state: 'new' | 'running' | 'done' = 'new';
  let value = circular;
  return () => {
    if (state === 'new') {
      state = 'running';
      value = compute();
      state = 'done';
    }
    return value;
  };
}
