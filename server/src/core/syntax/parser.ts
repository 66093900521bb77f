/** The tree-sitter parser: loaded once per process, then synchronous. The only module that owns WebAssembly memory. */
import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import { loadGrammar } from './grammar';
import type { ParserRuntime, ReadableFile } from './grammar';
import { NodeKinds } from './rawTree';

/** The two WebAssembly files: what is in them, or a path (or URL) that the runtime can open. */
export interface ParserFiles {
  /** `web-tree-sitter.wasm`: the runtime. */
  readonly treeSitterWasm: Uint8Array | string;
  /** `tree-sitter-c_sharp.wasm`: the grammar. */
  readonly grammarWasm: ReadableFile | string;
}

interface LoadedParser {
  readonly parser: Parser;
  readonly kinds: NodeKinds;
}

let loaded: LoadedParser | undefined;
let loading: Promise<void> | undefined;

async function load(files: ParserFiles): Promise<void> {
  const { treeSitterWasm, grammarWasm } = files;
  const runtime: object = typeof treeSitterWasm === 'string' ? { locateFile: () => treeSitterWasm } : { wasmBinary: treeSitterWasm };
  await Parser.init(runtime); // makes the object the module
  const language = typeof grammarWasm === 'string' ? await Language.load(grammarWasm) : loadGrammar(runtime as ParserRuntime, grammarWasm);
  const parser = new Parser();
  parser.setLanguage(language);
  loaded = { parser, kinds: new NodeKinds(language) };
}

/** Loads runtime and grammar; later calls return the first call's promise. Rejects when a file is missing or does not fit. */
export function initParser(files: ParserFiles): Promise<void> {
  loading ??= load(files).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Node kinds of the loaded grammar. Throws before `initParser` has resolved: that is a mistake in the caller, not bad input. */
export function nodeKinds(): NodeKinds {
  return current().kinds;
}

function current(): LoadedParser {
  if (loaded === undefined) throw new Error('initParser must resolve before a file is parsed');
  return loaded;
}

/** Parses a whole text; undefined when the parser gives up. The caller deletes the tree. */
export function parseTree(text: string): Tree | undefined {
  return parseWithLimit(text, undefined);
}

/** About two seconds. Ordinary code takes one call for each hundred characters, so a text has to be far from code to come here. */
const maximumProgressCalls = 100_000;

/**
 * Text handed over at once, in UTF-16 code units. The runtime copies each piece unit by unit: a whole text is best cut into few
 * pieces, but after an edit only the text around the change is read, at places far apart.
 */
const wholePiece = 5000;
const editPiece = 256;

function parseWithLimit(text: string, oldTree: Tree | undefined): Tree | undefined {
  const { parser } = current();
  const piece = oldTree === undefined ? wholePiece : editPiece;
  let calls = 0;
  const tree = parser.parse((index) => text.slice(index, index + piece), oldTree, { progressCallback: () => ++calls > maximumProgressCalls });
  if (tree === null) parser.reset();
  return tree ?? undefined;
}

/**
 * Parses `text` reusing what `oldTree`, the tree of `oldText`, has in common with it. Deletes `oldTree` in any case.
 * The one changed span is found by common prefix and suffix, so it does not matter how the text came to change.
 */
export function reparseTree(text: string, oldText: string, oldTree: Tree): Tree | undefined {
  const span = changedSpan(oldText, text);
  // Points are never used here, but must grow with the index: all text is taken as one line.
  const point = (index: number): { row: number; column: number } => ({ row: 0, column: index });
  oldTree.edit(new Edit({
    startIndex: span.start, oldEndIndex: span.oldEnd, newEndIndex: span.newEnd,
    startPosition: point(span.start), oldEndPosition: point(span.oldEnd), newEndPosition: point(span.newEnd),
  }));
  try {
    return parseWithLimit(text, oldTree);
  } finally {
    oldTree.delete();
  }
}

/** In UTF-16 code units: whole pieces are compared much faster than one unit after the other. */
const comparedAtOnce = 512;

/** The one span in which two texts differ, by common prefix and suffix; empty (`start === oldEnd === newEnd`) when equal. */
export function changedSpan(oldText: string, newText: string): { readonly start: number; readonly oldEnd: number; readonly newEnd: number } {
  const shorter = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start + comparedAtOnce <= shorter && oldText.slice(start, start + comparedAtOnce) === newText.slice(start, start + comparedAtOnce)) start += comparedAtOnce;
  while (start < shorter && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  let suffix = 0;
  while (suffix + comparedAtOnce <= shorter - start && oldText.endsWith(newText.slice(newText.length - suffix - comparedAtOnce, newText.length - suffix), oldText.length - suffix)) suffix += comparedAtOnce;
  while (suffix < shorter - start && oldText.charCodeAt(oldText.length - 1 - suffix) === newText.charCodeAt(newText.length - 1 - suffix)) suffix++;
  return { start, oldEnd: oldText.length - suffix, newEnd: newText.length - suffix };
}
