/** Loads the parser from the two wasm files beside the bundle. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { initParser } from '../core/syntax/parser';

/** @throws when a file is missing: the installation is broken, and the message names the file. */
export async function loadParser(folder: string): Promise<void> {
  // As bytes: given a path the runtime would use `import()`, which code from the compile cache cannot.
  const treeSitterWasm = readFileSync(path.join(folder, 'web-tree-sitter.wasm'));
  const grammarWasm = readFileSync(path.join(folder, 'tree-sitter-c_sharp.wasm'));
  await initParser({ treeSitterWasm, grammarWasm });
}
