/**
 * Layout of the shipped index: the public part of all reference assemblies of the frameworks that it is for, as the tables of one module.
 * After decompression it is one sequence:
 *
 *   text     description (`IndexDescription` as JSON)
 *   text     string heap: names, each with a zero behind it (ECMA-335 II.24.2.3)
 *   bytes    blob heap: each blob with its length before it (II.24.2.4)
 *   for each of `storedTables`: number of rows, one byte per row with the frameworks that have it, then the columns one after the other
 *
 * A text or byte string is its length and its bytes; numbers are variable-length, seven bits a byte, lowest first. Tokens count the rows
 * of all frameworks together, so a framework's module leaves out rows and counts anew — except types: blobs name them by row, so types
 * that a framework lacks stay, hidden.
 */
import type { Column } from './schema';
import { Col, columns, Table } from './schema';

/** Raised when the layout changes: an index of another version is not read. */
export const indexVersion = 1;

export interface IndexDescription {
  readonly version: number;
  /** Bit i of a row's byte is the i-th one ("net8.0"). */
  readonly frameworks: readonly string[];
  /** Framework references. A type's byte repeats the bits of `frameworks` for each: who has it, and through which of them. */
  readonly packs: readonly string[];
  /** Version of each targeting pack that the index was made from ("Microsoft.NETCore.App 8.0.31"). */
  readonly sources: readonly string[];
  /** Simple names of the assemblies that the index stands for, with the same bits as a type. */
  readonly assemblies: Readonly<Record<string, number>>;
}

/**
 * How a column is written. `number`: as it is. `step`: difference from the row before, sign in the lowest bit. `string` and `blob`: position
 * in the heap's order plus one, or 0 for the next entry of the heap that has not occurred yet, behind the frequent entries at its start.
 */
export type Coding = 'number' | 'step' | 'string' | 'blob';

export interface StoredColumn {
  readonly column: number;
  readonly coding: Coding;
}

export interface StoredTable {
  readonly table: number;
  readonly columns: readonly StoredColumn[];
}

const { TypeDef, Field, MethodDef, Param, MemberRef, Constant, CustomAttribute, Event, Property, MethodSemantics, MethodImpl, GenericParam } = Col;

function stored(table: number, codings: Readonly<Record<number, Coding>>): StoredTable {
  return { table, columns: Object.entries(codings).map(([column, coding]) => ({ column: Number(column), coding })) };
}

/** In the order of the file. Columns that nobody reads are left out and are zero. */
export const storedTables: readonly StoredTable[] = [
  stored(Table.TypeDef, { [TypeDef.flags]: 'number', [TypeDef.name]: 'string', [TypeDef.namespace]: 'string', [TypeDef.extends]: 'number', [TypeDef.fieldList]: 'step', [TypeDef.methodList]: 'step' }),
  stored(Table.Field, { [Field.flags]: 'number', [Field.name]: 'string', [Field.signature]: 'blob' }),
  stored(Table.MethodDef, { [MethodDef.flags]: 'number', [MethodDef.name]: 'string', [MethodDef.signature]: 'blob', [MethodDef.paramList]: 'step' }),
  stored(Table.Param, { [Param.flags]: 'number', [Param.sequence]: 'number', [Param.name]: 'string' }),
  stored(Table.InterfaceImpl, { [Col.InterfaceImpl.class]: 'step', [Col.InterfaceImpl.interface]: 'number' }),
  stored(Table.MemberRef, { [MemberRef.class]: 'number', [MemberRef.name]: 'string', [MemberRef.signature]: 'blob' }),
  stored(Table.Constant, { [Constant.type]: 'number', [Constant.parent]: 'step', [Constant.value]: 'blob' }),
  stored(Table.CustomAttribute, { [CustomAttribute.parent]: 'step', [CustomAttribute.type]: 'number', [CustomAttribute.value]: 'blob' }),
  stored(Table.EventMap, { [Col.MemberMap.parent]: 'step', [Col.MemberMap.list]: 'step' }),
  stored(Table.Event, { [Event.name]: 'string', [Event.type]: 'number' }),
  stored(Table.PropertyMap, { [Col.MemberMap.parent]: 'step', [Col.MemberMap.list]: 'step' }),
  stored(Table.Property, { [Property.name]: 'string', [Property.signature]: 'blob' }),
  stored(Table.MethodSemantics, { [MethodSemantics.semantics]: 'number', [MethodSemantics.method]: 'step', [MethodSemantics.association]: 'step' }),
  stored(Table.MethodImpl, { [MethodImpl.class]: 'step', [MethodImpl.body]: 'step', [MethodImpl.declaration]: 'number' }),
  stored(Table.TypeSpec, { [Col.TypeSpec.signature]: 'blob' }),
  stored(Table.NestedClass, { [Col.NestedClass.nested]: 'step', [Col.NestedClass.enclosing]: 'step' }),
  stored(Table.GenericParam, { [GenericParam.number]: 'number', [GenericParam.flags]: 'number', [GenericParam.owner]: 'step', [GenericParam.name]: 'string' }),
  stored(Table.GenericParamConstraint, { [Col.GenericParamConstraint.owner]: 'step', [Col.GenericParamConstraint.constraint]: 'number' }),
];

/** Tables that the format wants ordered by a column (II.22), where leaving out rows can disturb the order. Referenced tables come first. */
export const sortColumns: readonly (readonly [table: number, column: number])[] = [
  [Table.GenericParam, GenericParam.owner], [Table.GenericParamConstraint, Col.GenericParamConstraint.owner], [Table.Constant, Constant.parent],
  [Table.CustomAttribute, CustomAttribute.parent], [Table.MethodSemantics, MethodSemantics.association],
];

/** Type of a column of a table. */
export function columnType(table: number, column: number): Column {
  return columns[table]?.[column] ?? 'u32';
}
