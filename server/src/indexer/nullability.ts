/**
 * Nullability in the form that the index keeps: of each field, property and parameter only whether its outermost type is annotated, and
 * only where that differs from the context around it. It is what the reader asks for (`core/metadata/annotations.ts`).
 */
import { nullableContext } from '../core/metadata/annotations';
import type { MetadataModule } from '../core/metadata/metadataModule';
import { Table } from '../core/metadata/schema';
import type { Token } from '../core/metadata/tables';
import { token } from '../core/metadata/tables';

/** Value of NullableAttribute(byte) or NullableContextAttribute(byte) as latin-1 text. */
export function nullableBlob(flag: number): string {
  return `\u0001\u0000${String.fromCharCode(flag)}\u0000\u0000`;
}

function contextOfType(module: MetadataModule, row: number): number {
  const own = nullableContext(module, token(Table.TypeDef, row));
  if (own !== undefined) return own;
  const enclosing = module.enclosingRow(row);
  return enclosing === undefined ? nullableContext(module, token(Table.Module, 1)) ?? 0 : contextOfType(module, enclosing);
}

/** Context that a type has to state; undefined when it is that of the type around it, or none for a top-level type. */
export function typeNullability(module: MetadataModule, row: number): number | undefined {
  const enclosing = module.enclosingRow(row);
  const own = contextOfType(module, row);
  return own === (enclosing === undefined ? 0 : contextOfType(module, enclosing)) ? undefined : own;
}

function flagOf(module: MetadataModule, owner: Token): number | undefined {
  const blob = module.attributeBlob(owner, 'System.Runtime.CompilerServices.NullableAttribute');
  if (blob === undefined) return undefined;
  const isArray = blob.remaining > 5;
  blob.u16();
  if (isArray) blob.u32();
  return blob.u8();
}

/** Flag that a field or property of reference type has to state; undefined when it is the type's. */
export function memberNullability(module: MetadataModule, typeRow: number, member: Token): number | undefined {
  const context = contextOfType(module, typeRow);
  const own = flagOf(module, member) ?? context;
  return own === context ? undefined : own;
}

export interface MethodNullability {
  readonly context: number | undefined;
  /** For each row of the parameters. */
  readonly parameters: readonly (number | undefined)[];
}

/** What a method and its parameters have to state: the context that leaves the fewest parameters to speak for themselves. */
export function methodNullability(module: MetadataModule, typeRow: number, row: number, parameterRows: readonly number[], isReference: readonly boolean[]): MethodNullability {
  const outer = contextOfType(module, typeRow);
  const declared = nullableContext(module, token(Table.MethodDef, row)) ?? outer;
  const flags = parameterRows.map((parameter, i) => isReference[i] === true ? flagOf(module, token(Table.Param, parameter)) ?? declared : undefined);
  const cost = (context: number): number => (context === outer ? 0 : 1) + flags.filter((flag) => flag !== undefined && flag !== context).length;
  const context = [outer, 0, 1, 2].reduce((best, one) => cost(one) < cost(best) ? one : best);
  return { context: context === outer ? undefined : context, parameters: flags.map((flag) => flag === context ? undefined : flag) };
}
