/** The statement that makes the application builder, and the lines that can be put after it. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { TextEdit } from '../../diagnostic';
import { parentsOf } from '../../flow/walk';
import type { SourceFile } from '../../sourceFile';

/** Where a builder is created: `var builder = WebApplication.CreateBuilder(args);`. */
export interface BuilderCreation {
  readonly method: string;
  /** The method's name token. */
  readonly name: Anchor;
  /** Name of the variable; undefined when the result goes anywhere else. */
  readonly variable: string | undefined;
  /** The declaration statement. */
  readonly statement: Anchor | undefined;
}

/** Creation of a WebApplicationBuilder by a static method of WebApplication. */
export function builderCreation(use: SymbolUse): BuilderCreation | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  if (method.containingType.name !== 'WebApplication' || method.containingType.namespace !== 'Microsoft.AspNetCore.Builder') return undefined;
  return method.name.startsWith('Create') && method.name.endsWith('Builder') ? creationBy(use, method.name) : undefined;
}

/** The declaration around a call that makes a builder. */
export function creationBy(use: SymbolUse, method: string): BuilderCreation {
  const { unit } = use.anchor;
  const parents = parentsOf(unit.root);
  let node = use.node;
  while (node && node.kind !== 'VariableDeclarator' && node.kind !== 'LocalDeclaration') node = parents.get(node);
  const variable = node?.kind === 'VariableDeclarator' ? (node as unknown as { readonly name: string }).name : undefined;
  const statement = node?.kind === 'VariableDeclarator' ? (parents.get(node) ?? node) : undefined;
  return { method, name: use.anchor, variable, statement: statement && { unit, start: statement.start, end: statement.end } };
}

/** All creations in a body. */
export function builderCreations(body: BoundBody): readonly BuilderCreation[] {
  return body.uses.map(builderCreation).filter((creation) => creation !== undefined);
}

/** Edit that puts statements on lines of their own after the declaration. */
export function insertAfter(statement: Anchor, file: SourceFile, lines: readonly string[]): TextEdit {
  const base = statement.unit.base;
  const text = file.text;
  const start = base + statement.start;
  let end = base + statement.end;
  if (text[end - 1] !== ';' && /^\s*;/.test(text.slice(end))) end = text.indexOf(';', end) + 1;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return { file: file.path, span: { start: end, end }, newText: lines.map((line) => `${newLine}${indentation}${line}`).join('') };
}
