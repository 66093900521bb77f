/**
 * Loads the grammar with its tables read straight into the parser's memory. They are 5 of its 5.1 MB: the usual way, which has the whole
 * file in a buffer, in the engine's copy of the module and in the memory, takes twice the time of a start and 10 MB more.
 */
import { Language } from 'web-tree-sitter';

/** Its types come with the DOM's only. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** A file that is read piece by piece. */
export interface ReadableFile {
  /** Length in bytes. */
  readonly size: number;
  /** Fills `target` from `position` on. @throws when the file ends before, or cannot be read */
  read(target: Uint8Array, position: number): void;
}

/** What is used of the runtime (an Emscripten module), beside its typed interface. */
export interface ParserRuntime {
  readonly HEAPU8: Uint8Array;
  _calloc(count: number, size: number): number;
  _free(address: number): void;
  loadWebAssemblyModule: (module: object, flags: object, name?: string, scope?: object, handle?: number) => GrammarExports;
}

interface GrammarExports {
  /** Writes addresses into the tables; can be called again. */
  readonly __wasm_apply_data_relocs?: () => void;
}

const DATA_SECTION = 11;

/** Emscripten's record of a loaded library: its size, and where in it the address of the library's memory is put. */
const HANDLE_SIZE = 28;
const HANDLE_MEMORY_BASE = 12;

/** @throws when the file is no grammar that fits the runtime */
export function loadGrammar(runtime: ParserRuntime, file: ReadableFile): Language {
  const data = dataSection(file);
  if (data === undefined) return Language.loadSync(new WebAssembly.Module(bytesOf(file, 0, file.size)));
  const code = new WebAssembly.Module(bytesOf(file, 0, data.section));
  const load = runtime.loadWebAssemblyModule;
  runtime.loadWebAssemblyModule = (module, flags) => {
    const handle = runtime._calloc(HANDLE_SIZE, 1);
    const exports = load(module, flags, undefined, undefined, handle);
    const { HEAPU8: memory } = runtime;
    const base = new DataView(memory.buffer).getUint32(handle + HANDLE_MEMORY_BASE, true);
    runtime._free(handle);
    file.read(memory.subarray(base, base + data.length), data.start);
    exports.__wasm_apply_data_relocs?.(); // the first call, before there were tables, was for nothing
    return exports;
  };
  try {
    return Language.loadSync(code);
  } finally {
    runtime.loadWebAssemblyModule = load;
  }
}

function bytesOf(file: ReadableFile, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  file.read(bytes, start);
  return bytes;
}

interface DataSection {
  /** Offset of the section in the file. */
  readonly section: number;
  /** Offset of its one segment's bytes, and their count. */
  readonly start: number;
  readonly length: number;
}

/** The data section of a position-independent module when it is one segment at the start of the module's memory, and nothing but names follows. */
function dataSection(file: ReadableFile): DataSection | undefined {
  let position = 8; // after magic and version
  while (position + 1 < file.size) {
    const header = new Bytes(bytesOf(file, position, Math.min(position + 32, file.size)));
    const id = header.byte();
    const length = header.unsigned();
    const contents = position + header.position;
    if (id === DATA_SECTION) {
      // One active segment whose offset is the import `__memory_base`: `global.get`, its index, `end`.
      const isPlain = header.unsigned() === 1 && header.byte() === 0 && header.byte() === 0x23 && header.unsigned() >= 0 && header.byte() === 0x0b;
      const size = header.unsigned();
      const start = position + header.position;
      return isPlain && start + size === contents + length ? { section: position, start, length: size } : undefined;
    }
    position = contents + length;
  }
  return undefined;
}

/** Reads the numbers of a WebAssembly file; zero after the end. */
class Bytes {
  position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    return this.bytes[this.position++] ?? 0;
  }

  /** LEB128. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }
}
