/** Small edits at declarations that the fixes share: a modifier, an attribute, a parameter, found again from the symbol. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Span, TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, walk } from '../../../flow/walk';
import type { SourceFile } from '../../../sourceFile';
import type { SourceLocation } from '../../../symbols/symbol';
import type { Attribute, AttributeList, ConstructorDeclaration, NodeBase, Parameter, TypeDeclaration, TypeHeader, Unit } from '../../../syntax/nodes';
import { indentStepOf, indentationAt, newLineOf } from '../../../syntax/query';

/** A declaration in its unit. */
export interface Declared<T> {
  readonly file: string;
  readonly unit: Unit;
  readonly node: T;
}

type DeclarationNode = Parameter | ConstructorDeclaration | TypeHeader | (NodeBase & { readonly kind: 'Property'; readonly nameStart: number; readonly type: NodeBase; readonly attributeLists: readonly AttributeList[] });

/** The node whose name token is where a symbol says that it is declared. */
export function declarationAt<K extends DeclarationNode['kind']>(location: SourceLocation | undefined, kind: K): Declared<Extract<DeclarationNode, { kind: K }>> | undefined {
  if (!location) return undefined;
  const unit = location.unit as Unit;
  let found: Extract<DeclarationNode, { kind: K }> | undefined;
  if (typeof unit.root !== 'object' || unit.root === null) return undefined;
  walk(unit.root as AnyNode, (node) => {
    if (node.kind === kind && (node as unknown as { readonly nameStart: number }).nameStart === location.start) found = node as unknown as typeof found;
    return found === undefined;
  });
  return found && { file: location.file, unit, node: found };
}

/** Edit of a span that is relative to a unit. */
export function editIn({ file, unit }: { readonly file: string; readonly unit: Unit }, start: number, end: number, newText: string): TextEdit {
  return { file, span: { start: unit.base + start, end: unit.base + end }, newText };
}

const accessibility = /\b(?:private\s+protected|protected\s+private|protected\s+internal|internal\s+protected|public|private|protected|internal)\b(?=[^()[\]{}=]*$)/;

/** Gives a declaration another accessibility; it is written in front where none is. */
export function accessibilityEdit(declared: Declared<{ readonly attributeLists: readonly AttributeList[]; readonly start: number; readonly nameStart: number }>, wanted: string): TextEdit {
  const { unit, node } = declared;
  const head = node.attributeLists[node.attributeLists.length - 1]?.end ?? node.start;
  const text = unit.text.slice(head, node.nameStart);
  const found = accessibility.exec(text);
  if (found) return editIn(declared, head + found.index, head + found.index + found[0].length, wanted);
  const at = head + (/^\s*/.exec(text)?.[0].length ?? 0);
  return editIn(declared, at, at, `${wanted} `);
}

/** Takes an attribute out of its list, and the list with it where it stood alone. */
export function removeAttributeEdit(declared: { readonly file: string; readonly unit: Unit }, lists: readonly AttributeList[], attribute: Attribute): TextEdit | undefined {
  const list = lists.find((candidate) => candidate.attributes.includes(attribute));
  if (!list) return undefined;
  const text = declared.unit.text;
  if (list.attributes.length === 1) {
    const space = /^\s*/.exec(text.slice(list.end))?.[0].length ?? 0;
    return editIn(declared, list.start, list.end + space, '');
  }
  const index = list.attributes.indexOf(attribute);
  const next = list.attributes[index + 1];
  const previous = list.attributes[index - 1];
  return next ? editIn(declared, attribute.start, next.start, '') : editIn(declared, previous?.end ?? attribute.start, attribute.end, '');
}

/** The expression statement that a call is part of; undefined where its value goes elsewhere. */
export function statementOf(use: SymbolUse, body: BoundBody): NodeBase | undefined {
  const unit = use.node && body.unitOf(use.node);
  if (!unit || unit !== use.anchor.unit) return undefined;
  const parents = parentsOf(unit.root);
  let node: AnyNode | undefined = use.node;
  while (node && node.kind !== 'ExpressionStatement') {
    if (node.kind === 'Lambda' || node.kind === 'Argument') return undefined;
    node = parents.get(node);
  }
  return node;
}

/** A statement with its line, where it has one of its own; with the blanks up to what else stands on the line. */
export function statementSpan(unit: Unit, node: NodeBase, text: string): Span {
  let start = unit.base + node.start;
  let end = unit.base + node.end;
  if (text[end - 1] !== ';') end = text.indexOf(';', end) + 1;
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const isOwnLine = start - before === 0 || text[start - before - 1] === '\n';
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  if (isOwnLine && after) { start -= before; end += after[0].length; } else if (after) start -= before;
  else end += /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end };
}

const embedding: ReadonlySet<string> = new Set(['If', 'While', 'DoWhile', 'For', 'ForEach', 'Using', 'Lock', 'Fixed', 'Labeled']);

/** Whether a statement is all that an `if`, a loop or the like does, without braces around it. */
export function isEmbedded(unit: Unit, node: NodeBase): boolean {
  const parent = parentsOf(unit.root).get(node as AnyNode);
  return parent !== undefined && embedding.has(parent.kind);
}

/** Takes a statement out, with its line; where it is embedded, braces stay in its place. */
export function removalEdit(file: string, unit: Unit, node: NodeBase, text: string): TextEdit {
  if (!isEmbedded(unit, node)) return { file, span: statementSpan(unit, node, text), newText: '' };
  const end = unit.base + node.end;
  return { file, span: { start: unit.base + node.start, end: text[end - 1] === ';' ? end : text.indexOf(';', end) + 1 }, newText: '{ }' };
}

/** Statements in the place of one: on lines of their own, or in braces where that is embedded. */
export function inPlaceOf(statements: readonly string[], unit: Unit, node: NodeBase, lineBreak: string): string {
  return statements.length > 1 && isEmbedded(unit, node) ? `{ ${statements.join(' ')} }` : statements.join(lineBreak);
}

interface Scope { readonly types: readonly TypeDeclaration[]; readonly namespaces?: readonly Scope[] }

/** The declaration whose header a unit is. */
export function typeDeclarationOf(scopes: readonly Scope[], header: Unit): TypeDeclaration | undefined {
  for (const scope of scopes) {
    const found = scope.types.find((type) => type.header === header) ?? typeDeclarationOf([...(scope.namespaces ?? []), ...scope.types], header);
    if (found) return found;
  }
  return undefined;
}

/** Members in front of a type's own; a body for a type that ends in a semicolon. */
export function membersEdit(members: readonly string[], { path, text }: SourceFile, { range, header }: TypeDeclaration): TextEdit {
  const newLine = newLineOf(text);
  const indentation = indentationAt(text, header.base);
  const lines = members.map((member) => `${newLine}${indentation}${indentStepOf(text)}${member}`).join('');
  const { bodyStart, end } = range;
  if (text[bodyStart - 1] === '{') {
    const rest = /^[ \t]*\r?\n/.test(text.slice(bodyStart)) ? '' : newLine + indentation;
    return { file: path, span: { start: bodyStart, end: bodyStart }, newText: lines + rest };
  }
  const semicolon = text.lastIndexOf(';', end);
  return { file: path, span: { start: semicolon, end: semicolon + 1 }, newText: `${newLine}${indentation}{${lines}${newLine}${indentation}}` };
}
