/** Fixes that add a generated member: the types around a place are made partial, the member goes to the end of the innermost one. */
import type { TextEdit } from '../../diagnostic';
import type { SourceFile } from '../../sourceFile';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration } from '../../syntax/nodes';
import { indentStepOf, indentationAt, newLineOf } from '../../syntax/query';

/** Type declarations of a file around an offset, the outermost first; extension blocks are no types and left out. */
export function typesAround(file: SourceFile, offset: number): readonly TypeDeclaration[] {
  const found: TypeDeclaration[] = [];
  let types = typesOf(file.root);
  for (;;) {
    const next = types.find((type) => type.range.start <= offset && offset < type.range.end);
    if (!next) return found;
    if (next.header.root.typeKind !== 'extension') found.push(next);
    types = next.types;
  }
}

function typesOf(scope: CompilationUnit | NamespaceDeclaration): readonly TypeDeclaration[] {
  return [...scope.types, ...scope.namespaces.flatMap(typesOf)];
}

/**
 * Which of the parts of a partial type a declaration is, over all files: fixes in several parts at once have to make different names.
 */
export function partIndex(files: readonly SourceFile[], part: TypeDeclaration): number {
  const { name, typeParameters, modifiers } = part.header.root;
  if (!modifiers.includes('partial')) return 0;
  let index = 0;
  const all = files.flatMap((file) => typesOf(file.root));
  // Types of the same name elsewhere count too: the number only has to differ.
  for (let type = all.pop(); type && type !== part; type = all.pop()) {
    const { root } = type.header;
    if (root.name === name && root.typeParameters.length === typeParameters.length) index++;
    all.push(...type.types);
  }
  return index;
}

const keyword = /\b(?:record\s+struct|record\s+class|record|class|struct|interface)\s*$/;

/** `partial` in front of the keyword of each type that lacks it; undefined where the keyword cannot be told. */
export function partialEdits(file: SourceFile, types: readonly TypeDeclaration[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { header } of types) {
    if (header.root.modifiers.includes('partial')) continue;
    const before = keyword.exec(header.text.slice(0, header.root.nameStart));
    if (!before) return undefined;
    const at = header.base + before.index;
    edits.push({ file: file.path, span: { start: at, end: at }, newText: 'partial ' });
  }
  return edits;
}

/**
 * Lines of a new member at the end of a type's body, after a blank line. The brace is part of the edit: two such edits overlap, so
 * that fixes in bulk add one member after the other and their names stay different. Undefined for a type without a body.
 */
export function memberEdit(file: SourceFile, type: TypeDeclaration, lines: readonly string[]): TextEdit | undefined {
  const { text } = file;
  const { bodyStart, bodyEnd } = type.range;
  if (text[bodyEnd] !== '}' || bodyEnd < bodyStart) return undefined;
  const newLine = newLineOf(text);
  const outer = indentationAt(text, type.range.start);
  const unit = indentStepOf(text);
  const indentation = outer + unit;
  let start = bodyEnd;
  while (start > bodyStart && /\s/.test(text[start - 1] ?? '')) start--;
  const blank = start === bodyStart ? newLine : newLine + newLine;
  const newText = `${blank}${lines.map((line) => `${indentation}${line}`).join(newLine)}${newLine}${outer}}`;
  return { file: file.path, span: { start, end: bodyEnd + 1 }, newText };
}

/** Whether names of a namespace can be used unqualified in the whole file. */
export function hasUsing(file: SourceFile, globalUsings: readonly { readonly name: string; readonly isStatic: boolean; readonly alias: string | undefined }[], namespace: string): boolean {
  if (globalUsings.some((using) => using.name === namespace && !using.isStatic && using.alias === undefined)) return true;
  return file.root.usings.some(({ root, text }) => !root.isStatic && root.alias === undefined && text.slice(root.target.start, root.target.end).replace(/\s/g, '') === namespace);
}
