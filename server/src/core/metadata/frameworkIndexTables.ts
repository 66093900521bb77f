/** Writes the rows that one framework has as a table stream (ECMA-335 II.24.2.6), for the reader that all dlls go through. */
import { columnType, sortColumns } from './frameworkIndexFormat';
import type { CodedIndex, Column } from './schema';
import { codedIndexes, columns } from './schema';
import { columnSize, tagBits } from './tables';

/** Rows of a table as columns; columns that are absent are zero. */
export interface IndexTable {
  /** Bits for each row: who has it. */
  readonly masks: Uint8Array;
  readonly cells: readonly (Uint32Array | undefined)[];
}

/** String and blob offsets take four bytes. */
const heapSizes = 5;
const headerSize = 24;

/** The `#~` stream with the rows whose mask has a bit of `wanted`; references among them are adjusted. */
export function writeTables(tables: ReadonlyMap<number, IndexTable>, wanted: number): Uint8Array {
  const selections = new Map<number, Selection>();
  for (const [number, table] of tables) selections.set(number, new Selection(table, wanted));
  for (const [number, column] of sortColumns) {
    const [cells, selection] = [tables.get(number)?.cells[column], selections.get(number)];
    if (cells !== undefined && selection !== undefined) selection.sortBy(selectCells(number, column, cells, selection, selections));
  }
  const rows = columns.map((_, number) => selections.get(number)?.count ?? 0);
  const sizes = columns.map((schema) => (schema ?? []).map((column) => columnSize(column, rows, heapSizes)));
  const present = rows.filter((count) => count > 0).length;
  const total = rows.reduce((sum, count, number) => sum + count * (sizes[number] ?? []).reduce((a, b) => a + b, 0), headerSize + present * 4);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint8(4, 2);
  view.setUint8(6, heapSizes);
  let position = headerSize;
  for (const [number, count] of rows.entries()) {
    if (count === 0) continue;
    view.setUint32(8 + (number >>> 5) * 4, (view.getUint32(8 + (number >>> 5) * 4, true) | (1 << (number & 31))) >>> 0, true);
    view.setUint32(position, count, true);
    position += 4;
  }
  for (const [number, count] of rows.entries()) {
    const [table, selection] = [tables.get(number), selections.get(number)];
    if (count === 0 || table === undefined || selection === undefined) continue;
    const columnSizes = sizes[number] ?? [];
    const rowSize = columnSizes.reduce((a, b) => a + b, 0);
    const values = table.cells.map((cells, column) => cells && selectCells(number, column, cells, selection, selections));
    let offset = position;
    for (const [column, size] of columnSizes.entries()) {
      const cells = values[column];
      if (cells !== undefined) writeColumn(bytes, offset, rowSize, cells, size === 4);
      offset += size;
    }
    position += count * rowSize;
  }
  return bytes;
}

function writeColumn(bytes: Uint8Array, start: number, rowSize: number, cells: Uint32Array, isWide: boolean): void {
  let at = start;
  for (let i = 0; i < cells.length; i++, at += rowSize) {
    const value = cells[i] ?? 0;
    bytes[at] = value;
    bytes[at + 1] = value >>> 8;
    if (!isWide) continue;
    bytes[at + 2] = value >>> 16;
    bytes[at + 3] = value >>> 24;
  }
}

/** Which rows stay, and the numbers that they get. */
class Selection {
  readonly count: number;
  private isAll: boolean;
  /** Rows that stay, from 0. */
  readonly rows: Uint32Array;
  /** For each old row, from 1 to one past the end: the number of the first row that stays from there on. */
  private readonly numbers: Uint32Array;

  constructor(table: IndexTable, wanted: number) {
    const total = table.masks.length;
    this.rows = new Uint32Array(total);
    this.numbers = new Uint32Array(total + 2);
    let count = 0;
    for (let i = 0; i < total; i++) {
      this.numbers[i + 1] = count + 1;
      if (((table.masks[i] ?? 0) & wanted) !== 0) this.rows[count++] = i;
    }
    this.numbers[total + 1] = count + 1;
    this.count = count;
    this.isAll = count === total;
  }

  /** Orders the rows that stay by a key for each, stably. */
  sortBy(keys: Uint32Array): void {
    const places = 2 ** 20;
    const order = new Float64Array(keys.length);
    for (let i = 0; i < keys.length; i++) order[i] = (keys[i] ?? 0) * places + i;
    order.sort();
    const old = this.rows.slice();
    for (let i = 0; i < order.length; i++) {
      const row = old[(order[i] ?? 0) % places] ?? 0;
      this.rows[i] = row;
      this.numbers[row + 1] = i + 1;
    }
    this.isAll = false;
  }

  /** New number of a row from 1; of an end of a list likewise. */
  number(row: number): number {
    return this.isAll ? row : this.numbers[row] ?? 0;
  }
}

/** Cells of the rows that stay, with the new numbers of the rows that they refer to. */
function selectCells(table: number, column: number, cells: Uint32Array, selection: Selection, selections: ReadonlyMap<number, Selection>): Uint32Array {
  const { rows, count } = selection;
  const found = new Uint32Array(count);
  for (let i = 0; i < count; i++) found[i] = cells[rows[i] ?? 0] ?? 0;
  const type = columnType(table, column);
  if (typeof type === 'object') {
    const target = selections.get(type.table);
    for (let i = 0; i < count; i++) found[i] = target?.number(found[i] ?? 0) ?? 0;
  } else if (isCoded(type)) {
    const targets = codedIndexes[type].map((target) => selections.get(target));
    const bits = tagBits(type);
    const tags = (1 << bits) - 1;
    for (let i = 0; i < count; i++) {
      const value = found[i] ?? 0;
      const target = targets[value & tags];
      found[i] = target === undefined || value === 0 ? 0 : (target.number(value >>> bits) << bits) | (value & tags);
    }
  }
  return found;
}

function isCoded(type: Column): type is CodedIndex {
  return typeof type === 'string' && type in codedIndexes;
}
