/** The grammar whose tables are read straight into the parser's memory parses as the one that the runtime loads. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Language, Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../../server/src/core/syntax/grammar';
import type { ParserRuntime } from '../../../server/src/core/syntax/grammar';

const root = process.env['PROJECT_ROOT'] ?? '.';
const modules = path.join(root, 'node_modules');
const wasm = readFileSync(path.join(modules, 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'));

function fileOf(bytes: Uint8Array): { size: number; read: (target: Uint8Array, position: number) => void } {
  return { size: bytes.length, read: (target, position) => { target.set(bytes.subarray(position, position + target.length)); } };
}

function parsed(language: Language, text: string): string | undefined {
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(text);
  const shape = tree?.rootNode.toString();
  tree?.delete();
  parser.delete();
  return shape;
}

describe('grammar', async () => {
  const runtime: object = { wasmBinary: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')) };
  await Parser.init(runtime);
  const usual = await Language.load(wasm);
  const direct = loadGrammar(runtime as ParserRuntime, fileOf(wasm));

  it('has the same kinds and fields', () => {
    assert.deepEqual(direct.types, usual.types);
    assert.deepEqual(direct.fields, usual.fields);
  });

  it('parses the samples alike', () => {
    const folder = path.join(root, 'samples');
    const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.cs'));
    assert.ok(files.length > 0);
    for (const file of files) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      assert.equal(parsed(direct, text), parsed(usual, text), file);
    }
  });

  it('takes what may follow the tables, and throws where the file ends early', () => {
    const nameless = Buffer.from([0, 1, 0]); // a custom section
    assert.deepEqual(loadGrammar(runtime as ParserRuntime, fileOf(Buffer.concat([wasm, nameless]))).types, usual.types);
    for (const length of [100, 60_000]) assert.throws(() => loadGrammar(runtime as ParserRuntime, fileOf(wasm.subarray(0, length))), `${String(length)} bytes`);
  });
});
