/** Makes source files: mask, parse, lower; an edit shares everything that it did not touch. */
import type { Tree } from 'web-tree-sitter';
import type { SourceFile } from '../sourceFile';
import { LineIndex } from '../text/lineIndex';
import { blankRanges, scanBrackets } from './brackets';
import { declarationKey } from './declarationKey';
import type { BlankedRange, IsolatedText } from './isolate';
import { isolateErrors } from './isolate';
import { lowerFile } from './lower/file';
import { maskSource } from './mask';
import type { MaskedSource } from './mask';
import type { CompilationUnit } from './nodes';
import type { FileOutline } from './outline';
import { outlineOf } from './outline';
import { nodeKinds, parseTree, reparseTree } from './parser';
import { UnitStore } from './unitStore';

export interface SourceFileOptions {
  /** Preprocessor symbols that are defined from outside (`DefineConstants`). */
  readonly defines: readonly string[];
  /** Keep the tree, so that the next version re-parses incrementally: for open files. The owner calls `disposeSourceFile`. */
  readonly keepTree?: boolean;
}

interface ParserState {
  readonly parserText: string;
  readonly tree: Tree | undefined;
  readonly units: UnitStore;
}

/** Parser state belongs to the engine, not to the contract of a file: it lives beside it. */
const states = new WeakMap<SourceFile, ParserState>();

/** Longer texts are data, not code anyone edits: they are not parsed. In UTF-16 code units. */
export const maximumLength = 4_000_000;

const emptyRoot: CompilationUnit = {
  kind: 'CompilationUnit', externAliases: [], usings: [], attributeLists: [], types: [], delegates: [], namespaces: [], statements: [], hasErrors: true,
};

/**
 * Lowers one file. With `previous` (the same file before an edit) units whose text is the same keep their identity and only
 * their `base` moves, and the tree that `previous` kept is re-used and deleted: `previous` is worth nothing as a base any more.
 * Never throws for bad text; a text that is too long gives an empty root with errors. `initParser` must have resolved.
 */
export function createSourceFile(path: string, text: string, options: SourceFileOptions, previous?: SourceFile): SourceFile {
  const before = previous && states.get(previous);
  if (text.length > maximumLength) {
    before?.tree?.delete();
    if (previous) states.delete(previous);
    return { path, text, lines: new LineIndex(text), root: emptyRoot, pragmas: [], appDirectives: [], isGenerated: isGenerated(path, text), nullableDirectives: [], declarationKey: '' };
  }
  const masked = maskSource(text, options.defines);
  if (previous) states.delete(previous);
  const { tree, parserText, blanked } = parseIsolated(masked.parserText, before);
  const units = new UnitStore(before?.units);
  const root = tree ? lowerTree(tree, masked, units, blanked) : emptyRoot;
  units.seal();
  const file: SourceFile = {
    path, text, lines: new LineIndex(text), root, pragmas: masked.pragmas, appDirectives: masked.appDirectives, isGenerated: isGenerated(path, text),
    nullableDirectives: masked.nullableDirectives, declarationKey: declarationKey(root),
  };
  if (!options.keepTree) tree?.delete();
  states.set(file, { parserText: options.keepTree ? parserText : '', tree: options.keepTree ? tree : undefined, units });
  return file;
}

/**
 * A closed file, which is parsed when something of it besides its text is asked for: until then `outline` tells what that may be.
 * A file whose text tells too little is parsed now.
 */
export function createClosedFile(path: string, text: string, options: Pick<SourceFileOptions, 'defines'>): SourceFile {
  const outline = text.length > maximumLength ? undefined : outlineOf(text);
  return outline === undefined ? createSourceFile(path, text, options) : new UnparsedFile(path, text, outline, options);
}

class UnparsedFile implements SourceFile {
  private parsed: SourceFile | undefined;
  private lineIndex: LineIndex | undefined;

  constructor(readonly path: string, readonly text: string, private readonly scanned: FileOutline, private readonly options: SourceFileOptions) {}

  get outline(): FileOutline | undefined { return this.parsed === undefined ? this.scanned : undefined; }
  get lines(): LineIndex { return this.lineIndex ??= new LineIndex(this.text); }
  get isGenerated(): boolean { return isGenerated(this.path, this.text); }
  get root(): CompilationUnit { return this.file.root; }
  get pragmas(): SourceFile['pragmas'] { return this.file.pragmas; }
  get appDirectives(): SourceFile['appDirectives'] { return this.file.appDirectives; }
  get nullableDirectives(): SourceFile['nullableDirectives'] { return this.file.nullableDirectives; }
  get declarationKey(): string { return this.file.declarationKey; }

  private get file(): SourceFile {
    if (this.parsed === undefined) {
      this.parsed = createSourceFile(this.path, this.text, this.options);
      const state = states.get(this.parsed);
      if (state) states.set(this, state);
    }
    return this.parsed;
  }
}

interface ParsedText {
  readonly tree: Tree | undefined;
  readonly parserText: string;
  readonly blanked: readonly BlankedRange[];
}

/** Longer texts with errors are left to the parser's own recovery. In UTF-16 code units. */
const maximumIsolated = 400_000;
/** How much text may be read to find what is broken, as a multiple of the text's length, and at least. In UTF-16 code units. */
const maximumRereading = 24;
const minimumBudget = 200_000;

/**
 * The tree of what is left without broken declarations and statements. While brackets are open the text as it stands is not parsed
 * at all: recovering from such an error costs as much as the rest of the file, and what is left differs little between edits.
 */
function parseIsolated(text: string, before: ParserState | undefined): ParsedText {
  const { balanced, unreadable } = scanBrackets(text);
  if (unreadable.length === 0) return parseBalanced(text, balanced, before);
  const readable = blankRanges(text, unreadable);
  const parsed = parseBalanced(readable, scanBrackets(readable).balanced, before);
  return { ...parsed, blanked: [...unreadable, ...parsed.blanked] };
}

function parseBalanced(text: string, balanced: boolean, before: ParserState | undefined): ParsedText {
  const open = balanced ? undefined : isolate(text);
  if (open !== undefined && open.blanked.length > 0) return { tree: parseAfter(open.text, before), parserText: open.text, blanked: open.blanked };
  const tree = parseAfter(text, before);
  const asItIs: ParsedText = { tree, parserText: text, blanked: [] };
  if (tree?.rootNode.hasError !== true || open !== undefined) return asItIs;
  const result = isolate(text);
  // All but what was blanked is as in the tree there is.
  const better = result.blanked.length === 0 ? undefined : reparseTree(result.text, text, tree.copy());
  if (better === undefined) return asItIs;
  tree.delete();
  return { tree: better, parserText: result.text, blanked: result.blanked };
}

/** Blanks what is broken; nothing where the text is too long, or too much of it would have to be read. */
function isolate(text: string): IsolatedText {
  const asItIs: IsolatedText = { text, blanked: [] };
  if (text.length > maximumIsolated) return asItIs;
  // Counted whether a piece is known or not: the outcome must not depend on what was read before.
  let budget = text.length * maximumRereading + minimumBudget;
  const result = isolateErrors(text, (piece) => (budget -= piece.length) < 0 || accepted(piece));
  return budget < 0 ? asItIs : result;
}

/** Parses from what the version before left, which is deleted. */
function parseAfter(text: string, before: ParserState | undefined): Tree | undefined {
  return before?.tree ? reparseTree(text, before.parserText, before.tree) : parseTree(text);
}

/** What the grammar said of pieces of texts: while someone types, nearly all are the same as before. */
const known = new Map<string, boolean>();
/** In UTF-16 code units, of all pieces together. */
const maximumKnown = 2_000_000;
let knownLength = 0;

function accepted(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  const tree = parseTree(text);
  const isGood = tree?.rootNode.hasError === false;
  tree?.delete();
  knownLength += text.length;
  if (knownLength > maximumKnown) {
    known.clear();
    knownLength = text.length;
  }
  known.set(text, isGood);
  return isGood;
}

/** Members are cut off at a depth, but nested types and namespaces are not: ten thousand of them may exhaust the stack. */
function lowerTree(tree: Tree, masked: MaskedSource, units: UnitStore, blanked: readonly BlankedRange[]): CompilationUnit {
  try {
    return lowerFile(tree, nodeKinds(), masked, units, blanked);
  } catch (error) {
    if (error instanceof RangeError) return emptyRoot;
    throw error;
  }
}

/** Frees the tree of a file made with `keepTree`. The file itself stays good. */
export function disposeSourceFile(file: SourceFile): void {
  const state = states.get(file);
  state?.tree?.delete();
  states.delete(file);
}

/** As Roslyn tells generated code: by name, or by `<auto-generated>` in a comment at the top. */
function isGenerated(path: string, text: string): boolean {
  if (/\.(?:designer|generated|g|g\.i)\.cs$/i.test(path) || /(?:^|[\\/])TemporaryGeneratedFile_[^\\/]*$/i.test(path)) return true;
  const comments = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/.exec(text.slice(0, 4000))?.[0] ?? '';
  return /<auto-?generated/i.test(comments);
}
