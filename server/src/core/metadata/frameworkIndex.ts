/** The index that is shipped for machines without targeting packs: one module for the reference assemblies of a framework. */
import { ByteReader, utf8 } from './bytes';
import type { IndexDescription } from './frameworkIndexFormat';
import { indexVersion, storedTables } from './frameworkIndexFormat';
import type { IndexTable } from './frameworkIndexTables';
import { writeTables } from './frameworkIndexTables';
import { MetadataModule } from './metadataModule';
import { Col, Table } from './schema';
import { MetadataTables } from './tables';

/** Which types a project sees: those of the framework's versions of these framework references. */
export interface IndexSelection {
  /** "net9.0". */
  readonly framework: string;
  /** "Microsoft.NETCore.App", … */
  readonly packs: readonly string[];
}

/** Flags that hide a type: nested and private, in no type (ECMA-335 II.23.1.15). */
const hiddenFlags = 3;
/** Higher than any real one: dlls of packages do not replace what the index stands for. */
const maximumVersion = 0xffff;

export class FrameworkIndex {
  private readonly modules = new Map<string, MetadataModule>();

  private constructor(
    private readonly path: string, private readonly description: IndexDescription,
    private readonly strings: Uint8Array, private readonly blobs: Uint8Array, private readonly tables: ReadonlyMap<number, IndexTable>,
    private readonly nameOffset: number,
  ) {}

  /** Reads the decompressed index; a string says what is wrong with it. */
  static read(path: string, bytes: Uint8Array): FrameworkIndex | string {
    const reader = new ByteReader(bytes);
    const section = (): Uint8Array => {
      const start = readNumber(reader);
      const length = Math.min(start, reader.remaining);
      reader.position += length;
      return bytes.subarray(reader.position - length, reader.position);
    };
    const description = parseDescription(section());
    if (description === undefined) return 'its description is not that of an index of this version';
    const [strings, blobs] = [section(), section()];
    const heaps = { string: stringOffsets(strings), blob: blobOffsets(blobs) };
    const next = { string: readNumber(reader), blob: readNumber(reader) };
    const tables = new Map<number, IndexTable>();
    for (const { table, columns } of storedTables) {
      const rows = readNumber(reader);
      if (rows > reader.remaining) return `table 0x${table.toString(16)} with ${rows} rows lies outside the file`;
      const masks = bytes.subarray(reader.position, reader.position += rows);
      const cells: Uint32Array[] = [];
      for (const { column, coding } of columns) {
        const values = cells[column] = readNumbers(reader, rows);
        if (coding === 'step') addSteps(values);
        else if (coding !== 'number') next[coding] = toOffsets(values, heaps[coding], next[coding]);
      }
      tables.set(table, { masks, cells });
    }
    return new FrameworkIndex(path, description, strings, blobs, tables, heaps.string[1] ?? 0);
  }

  /** Version of each targeting pack that the index was made from, as `IndexDescription` has them. */
  get sources(): readonly string[] {
    return this.description.sources;
  }

  /** The module for a framework; undefined when the index does not have it. */
  module(selection: IndexSelection): MetadataModule | undefined {
    const { frameworks, packs } = this.description;
    const framework = frameworks.indexOf(selection.framework);
    if (framework < 0) return undefined;
    let visible = 0;
    for (const [i, pack] of packs.entries()) if (selection.packs.includes(pack)) visible |= 1 << (framework + i * frameworks.length);
    const key = `${framework}|${visible}`;
    let module = this.modules.get(key);
    if (module === undefined) {
      const tables = this.select(framework, visible);
      if (typeof tables === 'string') return undefined;
      const names = Object.entries(this.description.assemblies).filter(([, mask]) => (mask & visible) !== 0).map(([name]) => name);
      this.modules.set(key, module = MetadataModule.over(`${this.path}#${key}`, tables, names));
    }
    return module;
  }

  private select(framework: number, visible: number): MetadataTables | string {
    const tables = new Map(this.tables);
    const types = tables.get(Table.TypeDef);
    if (types !== undefined) tables.set(Table.TypeDef, visibleTypes(types, visible));
    tables.set(Table.Module, { masks: Uint8Array.of(0xff), cells: [] });
    tables.set(Table.Assembly, { masks: Uint8Array.of(0xff), cells: assemblyCells(this.nameOffset) });
    return MetadataTables.read({ tables: writeTables(tables, 1 << framework), strings: this.strings, blobs: this.blobs, isUncompressed: false });
  }
}

/** All types stay, as blobs name them by row. */
function visibleTypes(types: IndexTable, visible: number): IndexTable {
  const cells = [...types.cells];
  const flags = cells[Col.TypeDef.flags];
  // Row 1 is the pseudo-type of global members.
  cells[Col.TypeDef.flags] = flags?.map((value, i) => i === 0 || ((types.masks[i] ?? 0) & visible) !== 0 ? value : (value & ~7) | hiddenFlags);
  return { masks: new Uint8Array(types.masks.length).fill(0xff), cells };
}

function assemblyCells(name: number): (Uint32Array | undefined)[] {
  const cells: (Uint32Array | undefined)[] = [];
  cells[Col.Assembly.major] = Uint32Array.of(maximumVersion);
  cells[Col.Assembly.name] = Uint32Array.of(name);
  return cells;
}

function parseDescription(bytes: Uint8Array): IndexDescription | undefined {
  try {
    const description = JSON.parse(utf8(bytes, 0, bytes.length)) as Partial<IndexDescription> | null;
    const { version, frameworks, packs, sources = [], assemblies } = description ?? {};
    if (version !== indexVersion || !Array.isArray(frameworks) || !Array.isArray(packs) || typeof assemblies !== 'object') return undefined;
    return { version, frameworks, packs, sources, assemblies };
  } catch {
    return undefined;
  }
}

function readNumber(reader: ByteReader): number {
  return readNumbers(reader, 1)[0] ?? 0;
}

function readNumbers(reader: ByteReader, count: number): Uint32Array {
  const { bytes } = reader;
  const values = new Uint32Array(count);
  let { position } = reader;
  for (let i = 0; i < count; i++) {
    let byte = bytes[position++] ?? 0;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 32; shift += 7) {
      byte = bytes[position++] ?? 0;
      value |= (byte & 0x7f) << shift;
    }
    values[i] = value;
  }
  reader.position = position;
  return values;
}

function addSteps(values: Uint32Array): void {
  let last = 0;
  for (let i = 0; i < values.length; i++) {
    const step = values[i] ?? 0;
    values[i] = last += (step & 1) === 0 ? step >>> 1 : -(step >>> 1) - 1;
  }
}

/** Replaces the entries of a heap by their offsets; gives the entry that comes next. */
function toOffsets(values: Uint32Array, heap: readonly number[], next: number): number {
  let fresh = next;
  for (let i = 0; i < values.length; i++) {
    const entry = values[i] ?? 0;
    values[i] = heap[entry === 0 ? fresh++ : entry - 1] ?? 0;
  }
  return fresh;
}

function stringOffsets(heap: Uint8Array): readonly number[] {
  const offsets: number[] = [];
  for (let start = 0; start < heap.length;) {
    offsets.push(start);
    const end = heap.indexOf(0, start);
    start = end < 0 ? heap.length : end + 1;
  }
  return offsets;
}

function blobOffsets(heap: Uint8Array): readonly number[] {
  const offsets: number[] = [];
  const reader = new ByteReader(heap);
  while (!reader.isAtEnd) {
    offsets.push(reader.position);
    const length = reader.compressed();
    reader.position += length;
  }
  return offsets;
}
