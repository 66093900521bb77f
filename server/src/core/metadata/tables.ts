/** The metadata tables of one file and their heaps: rows are read in place, nothing is decoded ahead (ECMA-335 II.24.2.6). */
import { ByteReader, utf8 } from './bytes';
import type { MetadataStreams } from './pe';
import type { CodedIndex, Column } from './schema';
import { codedIndexes, columns } from './schema';

/** A row of some table: `table << 24 | row`, the form of metadata tokens; 0 is none. Rows count from 1. */
export type Token = number;

export function token(table: number, row: number): Token {
  return table * 0x1000000 + row;
}

export function tableOf(value: Token): number {
  return value >>> 24;
}

export function rowOf(value: Token): number {
  return value & 0xffffff;
}

interface TableLayout {
  readonly start: number;
  readonly rowSize: number;
  readonly rows: number;
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
}

const heapSizeFlags: Partial<Record<string, number>> = { string: 1, guid: 2, blob: 4 };

export class MetadataTables {
  /** Tables without a row. */
  static readonly empty = new MetadataTables({ tables: new Uint8Array(), strings: new Uint8Array(), blobs: new Uint8Array(), isUncompressed: false }, []);
  private readonly strings = new Map<number, string>();
  private constructor(private readonly streams: MetadataStreams, private readonly layouts: readonly (TableLayout | undefined)[]) {}

  /** Reads the header of the table stream; a string says what is wrong. */
  static read(streams: MetadataStreams): MetadataTables | string {
    const reader = new ByteReader(streams.tables, 6);
    const heapSizes = reader.u8();
    reader.position++;
    const present = [reader.u32(), reader.u32()];
    reader.position = 24;
    const rows: number[] = [];
    for (let table = 0; table < 64; table++) {
      const isPresent = (((present[table >>> 5] ?? 0) >>> (table & 31)) & 1) === 1;
      rows[table] = isPresent ? reader.u32() : 0;
      if (isPresent && columns[table] === undefined) return `unknown metadata table 0x${table.toString(16)}`;
    }
    if ((heapSizes & 0x40) !== 0) reader.position += 4;
    const layouts: TableLayout[] = [];
    let start = reader.position;
    for (const [table, schema] of columns.entries()) {
      const count = rows[table] ?? 0;
      const sizes: number[] = [];
      const offsets: number[] = [];
      let rowSize = 0;
      for (const column of count === 0 || schema === undefined ? [] : schema) {
        const size = columnSize(column, rows, heapSizes);
        offsets.push(rowSize);
        sizes.push(size);
        rowSize += size;
      }
      if (count > 0xffffff || start + count * rowSize > streams.tables.length) {
        return `metadata table 0x${table.toString(16)} with ${count} rows lies outside its stream`;
      }
      layouts.push({ start, rowSize, rows: count, offsets, sizes });
      start += count * rowSize;
    }
    return new MetadataTables(streams, layouts);
  }

  get isUncompressed(): boolean {
    return this.streams.isUncompressed;
  }

  rowCount(table: number): number {
    return this.layouts[table]?.rows ?? 0;
  }

  /** The number in a cell; 0 outside the table. */
  cell(table: number, row: number, column: number): number {
    const layout = this.layouts[table];
    if (layout === undefined || row < 1 || row > layout.rows) return 0;
    const at = layout.start + (row - 1) * layout.rowSize + (layout.offsets[column] ?? 0);
    const bytes = this.streams.tables;
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    return layout.sizes[column] === 2 ? low : (low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  }

  text(table: number, row: number, column: number): string {
    return this.string(this.cell(table, row, column));
  }

  /** Whether a string column holds an ASCII text, compared in place. */
  isString(table: number, row: number, column: number, text: string): boolean {
    const bytes = this.streams.strings;
    const offset = this.cell(table, row, column);
    for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false;
    return bytes[offset + text.length] === 0;
  }

  /** Entry of the string heap; the same names occur again and again, so they are kept. */
  string(offset: number): string {
    if (offset === 0) return '';
    let text = this.strings.get(offset);
    if (text === undefined) {
      const bytes = this.streams.strings;
      const end = bytes.indexOf(0, offset);
      text = offset < bytes.length ? utf8(bytes, offset, end < 0 ? bytes.length : end) : '';
      this.strings.set(offset, text);
    }
    return text;
  }

  /** Reader over a blob; empty when the index is wrong. */
  blob(table: number, row: number, column: number): ByteReader {
    const reader = new ByteReader(this.streams.blobs, this.cell(table, row, column));
    const length = reader.compressed();
    const start = Math.min(reader.position, this.streams.blobs.length);
    return new ByteReader(this.streams.blobs, start, Math.min(start + length, this.streams.blobs.length));
  }

  /** A coded index cell as token; 0 for none and for nonsense. */
  coded(table: number, row: number, column: number, index: CodedIndex): Token {
    return decodeCoded(this.cell(table, row, column), index);
  }

  /** Rows `[first, last)` of a list column, which ends where the next row's list starts (II.22: TypeDef.FieldList and the like). */
  list(table: number, row: number, column: number, target: number): readonly [number, number] {
    const limit = this.rowCount(target) + 1;
    const first = Math.min(Math.max(this.cell(table, row, column), 1), limit);
    const last = row < this.rowCount(table) ? Math.min(this.cell(table, row + 1, column), limit) : limit;
    return [first, Math.max(first, last)];
  }

  /** Rows whose column has a value: binary search, as the format prescribes the order of these tables; a scan where it does not hold. */
  rowsWith(table: number, column: number, value: number): readonly number[] {
    const count = this.rowCount(table);
    const found: number[] = [];
    if (this.streams.isUncompressed) {
      for (let row = 1; row <= count; row++) if (this.cell(table, row, column) === value) found.push(row);
      return found;
    }
    let low = 1;
    let high = count + 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.cell(table, middle, column) < value) low = middle + 1;
      else high = middle;
    }
    for (let row = low; row <= count && this.cell(table, row, column) === value; row++) found.push(row);
    return found;
  }
}

/** Bytes of a column, by the sizes of what it points into (II.24.2.6). */
export function columnSize(column: Column, rows: readonly number[], heapSizes: number): number {
  if (column === 'u16') return 2;
  if (column === 'u32') return 4;
  if (typeof column === 'object') return (rows[column.table] ?? 0) < 0x10000 ? 2 : 4;
  if (column === 'string' || column === 'guid' || column === 'blob') return (heapSizes & (heapSizeFlags[column] ?? 0)) === 0 ? 2 : 4;
  const targets = codedIndexes[column];
  const limit = 1 << (16 - (bitsOf.get(column) ?? 0));
  for (const target of targets) if ((rows[target] ?? 0) >= limit) return 4;
  return 2;
}

/** Bits of the tag of each coded index. */
const bitsOf = new Map<string, number>(Object.entries(codedIndexes).map(([name, targets]) => [name, Math.ceil(Math.log2(targets.length))]));

/** Bits of a coded index that say which table it points into. */
export function tagBits(index: CodedIndex): number {
  return bitsOf.get(index) ?? 0;
}

/** Token behind the value of a coded index. */
export function decodeCoded(value: number, index: CodedIndex): Token {
  const bits = bitsOf.get(index) ?? 0;
  const table = codedIndexes[index][value & ((1 << bits) - 1)];
  const row = value >>> bits;
  return table === undefined || table < 0 || row === 0 || row > 0xffffff ? 0 : token(table, row);
}

/** Value of a coded index for a token (inverse of `decodeCoded`). */
export function encodeCoded(value: Token, index: CodedIndex): number {
  const targets: readonly number[] = codedIndexes[index];
  return ((rowOf(value) << (bitsOf.get(index) ?? 0)) | targets.indexOf(tableOf(value))) >>> 0;
}
