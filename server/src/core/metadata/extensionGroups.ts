/** Where an assembly has C# 14 extension blocks. */
import { Col, Table } from './schema';
import type { MetadataTables } from './tables';

/** Nested and public, sealed, with a special name (ECMA-335 II.23.1.15). */
const groupFlags = 0x502;
const groupMask = 0x507;

/** Rows of the types that stand for blocks, by the row of the static class around. */
export function extensionGroups(tables: MetadataTables, enclosingRow: (row: number) => number | undefined): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let i = 1; i <= tables.rowCount(Table.NestedClass); i++) {
    const row = tables.cell(Table.NestedClass, i, Col.NestedClass.nested);
    if ((tables.cell(Table.TypeDef, row, Col.TypeDef.flags) & groupMask) !== groupFlags || !tables.text(Table.TypeDef, row, Col.TypeDef.name).startsWith('<G>$')) continue;
    const enclosing = enclosingRow(row);
    if (enclosing === undefined) continue;
    found.set(enclosing, [...found.get(enclosing) ?? [], row]);
  }
  return found;
}
