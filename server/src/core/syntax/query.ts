/** Questions about lowered syntax that many ask: walking, finding a node by offset, where to insert text. */
import type { SourceFile } from '../sourceFile';
import type { CompilationUnit, NamespaceDeclaration, NameSyntax, NodeBase, TypeDeclaration, Unit } from './nodes';

/** A node of any kind. Some nodes (a constructor initializer, an ordering) have no `kind`. */
export interface AnyNode extends NodeBase {
  readonly kind?: string;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

/** Calls `visit` for each direct child in source order of the fields; nodes in plain groupings (array ranks, tuple elements) count as direct. */
export function forEachChild(node: object, visit: (child: AnyNode) => void): void {
  for (const value of Object.values(node) as unknown[]) visitValue(value, visit);
}

function visitValue(value: unknown, visit: (child: AnyNode) => void): void {
  if (isNode(value)) visit(value);
  else if (Array.isArray(value)) for (const element of value as unknown[]) visitValue(element, visit);
  else if (typeof value === 'object' && value !== null) forEachChild(value, visit);
}

/** Direct children of a node, by position. */
export function children(node: object): AnyNode[] {
  const found: AnyNode[] = [];
  forEachChild(node, (child) => found.push(child));
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Visits a node and everything below it, parents first. What `visit` answers false for is not entered. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  forEachChild(node, (child) => { walk(child, visit); });
}

/** All units of a file: usings, attributes, headers, members, delegates, statements, in no particular order. */
export function unitsOf(file: Pick<SourceFile, 'root'>): Unit<AnyNode>[] {
  const units: Unit<AnyNode>[] = [...file.root.attributeLists, ...file.root.statements];
  collectScope(file.root, units);
  return units;
}

function collectScope(scope: CompilationUnit | NamespaceDeclaration, units: Unit<AnyNode>[]): void {
  units.push(...scope.usings, ...scope.delegates);
  for (const type of scope.types) collectType(type, units);
  for (const namespace of scope.namespaces) collectScope(namespace, units);
}

function collectType(type: TypeDeclaration, units: Unit<AnyNode>[]): void {
  units.push(type.header, ...type.members);
  for (const nested of type.types) collectType(nested, units);
}

/** Where a node was found: its unit, and the way down from the unit's root, the innermost node last. */
export interface NodePath {
  readonly unit: Unit<AnyNode>;
  readonly path: readonly AnyNode[];
}

/** The innermost node around an offset of the file; a node's end counts as inside. Undefined between units. */
export function findNodeAt(file: Pick<SourceFile, 'root'>, offset: number): NodePath | undefined {
  for (const unit of unitsOf(file)) {
    if (offset < unit.base || offset > unit.base + unit.text.length) continue;
    return { unit, path: pathTo(unit.root, offset - unit.base) };
  }
  return undefined;
}

function pathTo(root: AnyNode, offset: number): AnyNode[] {
  const path = [root];
  for (let node: AnyNode | undefined = root; node !== undefined;) {
    // Of two neighbours that meet at the offset the one that starts there is meant.
    node = children(node).filter((child) => child.start <= offset && offset <= child.end).pop();
    if (node !== undefined) path.push(node);
  }
  return path;
}

/** White space that the line of an offset starts with. */
export function indentationAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, Math.max(lineStart, offset)))?.[0] ?? '';
}

/** What follows an attribute list that is put in front of a declaration: a line of its own, unless the declaration stands within a line. */
export function gapAfterAttribute(text: string, offset: number): string {
  const indentation = indentationAt(text, offset);
  const lineStart = offset - indentation.length;
  return lineStart === 0 || /[\r\n]/.test(text[lineStart - 1] ?? '') ? newLineOf(text) + indentation : ' ';
}

/** End of a comment that follows on the same line, and with which the line ends; the offset itself where there is none. */
export function endOfLineComment(text: string, offset: number): number {
  return offset + (/^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*(?:\r?\n|$)))/.exec(text.slice(offset, offset + 1000))?.[0].length ?? 0);
}

/** Last part of a name, without type arguments: of an attribute what is written instead of its whole name. */
export function simpleNameOf(name: NameSyntax): string {
  return name.kind === 'QualifiedName' ? name.right.name : name.kind === 'AliasQualifiedName' ? name.name.name : name.name;
}

/** The name, with a number where the text has it already. */
export function unusedName(name: string, text: string): string {
  let found = name;
  for (let i = 2; new RegExp(`\\b${found}\\b`).test(text); i++) found = `${name}${String(i)}`;
  return found;
}

/** One level of indentation, as the lines of a text have it. */
export function indentStepOf(text: string): string {
  return /\n\t/.test(text) ? '\t' : '    ';
}

/** The line ending that a text uses most in its first lines; `\n` when it has none. */
export function newLineOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
}

/**
 * Where a new using directive of a file goes: right after the last one of the file itself, otherwise in front of the first
 * declaration, after comments and directives at the top. `newText` makes the text to insert there.
 */
export function usingInsertion(file: Pick<SourceFile, 'root' | 'text'>): { readonly offset: number; readonly newText: (directive: string) => string } {
  const newLine = newLineOf(file.text);
  const condition = /^[ \t]*#[ \t]*if\b/m.exec(file.text)?.index ?? Infinity;
  const last = file.root.usings.filter(({ base }) => base < condition).at(-1);
  if (last !== undefined) return { offset: last.base + last.text.length, newText: (directive) => newLine + directive };
  // With a blank line behind it, as the last directive has.
  return { offset: topOffset(file.text), newText: (directive) => directive + newLine + newLine };
}

/** Offset of the first line that is neither comment, directive (but `#if`) nor blank. */
function topOffset(text: string): number {
  const pattern = /^(?:[ \t]*(?:\/\/[^\n]*|#(?!\s*if\b)[^\n]*|\/\*[^]*?\*\/[ \t]*)?\r?\n)*/;
  return pattern.exec(text)?.[0].length ?? 0;
}
