/** Loads the parser from the two wasm files beside the bundle. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { initParser } from '../core/syntax/parser';

/** @throws when a file is missing: the installation is broken, and the message names the file. */
export async function loadParser(folder: string): Promise<void> {
  // As bytes: given a path the runtime would use `import()`, which code from the compile cache cannot.
  const treeSitterWasm = readFileSync(path.join(folder, 'web-tree-sitter.wasm'));
  const grammar = path.join(folder, 'tree-sitter-c_sharp.wasm');
  const descriptor = openSync(grammar, 'r');
  try {
    const read = (target: Uint8Array, position: number): void => {
      if (readSync(descriptor, target, 0, target.length, position) < target.length) throw new Error(`${grammar} is not whole`);
    };
    await initParser({ treeSitterWasm, grammarWasm: { size: fstatSync(descriptor).size, read } });
  } finally {
    closeSync(descriptor);
  }
}
