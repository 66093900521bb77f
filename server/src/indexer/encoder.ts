/** Writes tables in the layout of the index (`frameworkIndexFormat.ts`). */
import { writeCompressed } from './signatureRewriter';
import type { IndexDescription } from '../core/metadata/frameworkIndexFormat';
import { storedTables } from '../core/metadata/frameworkIndexFormat';

/** A cell: a number, a name, or a blob as latin-1 text. */
export type Cell = number | string;

export interface UnionRow {
  mask: number;
  /** By column. */
  readonly cells: (Cell | undefined)[];
}

/** Entries that occur at least as often stand at the start of their heap, the most frequent first. */
const frequent = 4;

/** Entries of a heap with the numbers that cells get for them. */
class Heap {
  private readonly counts = new Map<string, number>();
  private readonly numbers = new Map<string, number>();
  readonly entries: string[];
  /** Entries before this one are the frequent ones. */
  frequentCount = 0;
  private readonly fresh = new Set<string>();

  constructor(first: readonly string[]) {
    this.entries = [...first];
  }

  count(entry: string): void {
    this.counts.set(entry, (this.counts.get(entry) ?? 0) + 1);
  }

  arrange(): void {
    const first = new Set(this.entries);
    const often = [...this.counts].filter(([entry, count]) => count >= frequent && !first.has(entry)).sort((a, b) => b[1] - a[1]).map(([entry]) => entry);
    this.entries.push(...often);
    this.frequentCount = this.entries.length;
    this.entries.push(...[...this.counts.keys()].filter((entry) => !first.has(entry) && (this.counts.get(entry) ?? 0) < frequent));
    for (const [i, entry] of this.entries.entries()) {
      this.numbers.set(entry, i);
      if (i >= this.frequentCount) this.fresh.add(entry);
    }
  }

  /** The cell for an entry, in the order of `count`. */
  cell(entry: string): number {
    return this.fresh.delete(entry) ? 0 : (this.numbers.get(entry) ?? 0) + 1;
  }
}

/** The whole index, not yet compressed. Heaps begin with the empty entry; the string heap's second is the name of the module. */
export function encodeIndex(description: IndexDescription, moduleName: string, tables: ReadonlyMap<number, readonly UnionRow[]>): Uint8Array {
  const heaps = { string: new Heap(['', moduleName]), blob: new Heap(['']) };
  for (const { table, column, coding, rows } of columnsOf(tables)) {
    if (coding !== 'string' && coding !== 'blob') continue;
    for (const row of rows) heaps[coding].count(textCell(row, table, column));
  }
  heaps.string.arrange();
  heaps.blob.arrange();
  const out: number[] = [];
  const section = (bytes: Uint8Array): void => {
    writeNumber(out, bytes.length);
    for (const byte of bytes) out.push(byte);
  };
  section(new TextEncoder().encode(JSON.stringify(description)));
  section(new TextEncoder().encode(heaps.string.entries.map((entry) => `${entry}\0`).join('')));
  const blobs: number[] = [];
  for (const entry of heaps.blob.entries) {
    writeCompressed(blobs, entry.length);
    for (let i = 0; i < entry.length; i++) blobs.push(entry.charCodeAt(i));
  }
  section(Uint8Array.from(blobs));
  writeNumber(out, heaps.string.frequentCount);
  writeNumber(out, heaps.blob.frequentCount);
  for (const { table, columns } of storedTables) {
    const rows = tables.get(table) ?? [];
    writeNumber(out, rows.length);
    for (const row of rows) out.push(row.mask);
    for (const { column, coding } of columns) {
      let last = 0;
      for (const row of rows) {
        if (coding === 'string' || coding === 'blob') writeNumber(out, heaps[coding].cell(textCell(row, table, column)));
        else {
          const value = numberCell(row, table, column);
          const step = value - last;
          writeNumber(out, coding === 'number' ? value : step >= 0 ? step * 2 : -step * 2 - 1);
          last = value;
        }
      }
    }
  }
  return Uint8Array.from(out);
}

function* columnsOf(tables: ReadonlyMap<number, readonly UnionRow[]>) {
  for (const { table, columns } of storedTables) for (const { column, coding } of columns) yield { table, column, coding, rows: tables.get(table) ?? [] };
}

function textCell(row: UnionRow, table: number, column: number): string {
  const cell = row.cells[column] ?? '';
  if (typeof cell !== 'string') throw new Error(`table ${table} column ${column} holds a number`);
  return cell;
}

function numberCell(row: UnionRow, table: number, column: number): number {
  const cell = row.cells[column] ?? 0;
  if (typeof cell !== 'number') throw new Error(`table ${table} column ${column} holds text`);
  return cell;
}

function writeNumber(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) out.push((rest % 128) | 0x80);
  out.push(rest);
}
