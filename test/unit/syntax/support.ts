/** What the syntax tests share: the loaded parser, and short ways to lowered nodes. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import type { Expression, MemberDeclaration, Pattern, Statement, TypeDeclaration } from '../../../server/src/core/syntax/nodes';
import { initParser, parseTree } from '../../../server/src/core/syntax/parser';
import { createSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';

const modules = path.join(process.env.PROJECT_ROOT ?? '', 'node_modules');

/** Resolves when files can be lowered. */
export const ready = initParser({
  treeSitterWasm: path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm'),
  grammarWasm: path.join(modules, 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm'),
});

export function lower(text: string, defines: readonly string[] = []): SourceFile {
  return createSourceFile('/test.cs', text, { defines });
}

/** True when the grammar alone, without mask and rewrites, accepts the text. */
export function grammarAccepts(text: string): boolean {
  const tree = parseTree(text);
  assert.ok(tree);
  const accepted = !tree.rootNode.hasError;
  tree.delete();
  return accepted;
}

export function statement(text: string): Statement {
  const file = lower(text);
  assert.equal(file.root.hasErrors, false, `the grammar does not accept: ${text}`);
  const unit = file.root.statements[0];
  assert.ok(unit);
  return unit.root;
}

/** The expression on the right of an assignment. */
export function expression(text: string): Expression {
  const lowered = statement(`x = ${text};`);
  assert.equal(lowered.kind, 'ExpressionStatement');
  assert.equal(lowered.expression.kind, 'Assignment');
  return lowered.expression.right;
}

/** The pattern of `x is …`. */
export function pattern(text: string): Pattern {
  const lowered = statement(`switch (x) { case ${text}: break; }`);
  assert.equal(lowered.kind, 'Switch');
  const found = lowered.sections[0]?.labels[0]?.pattern;
  assert.ok(found);
  return found;
}

export function type(text: string): TypeDeclaration {
  const file = lower(text);
  assert.equal(file.root.hasErrors, false, `the grammar does not accept: ${text}`);
  const found = file.root.types[0];
  assert.ok(found);
  return found;
}

export function member(text: string): MemberDeclaration {
  const unit = type(`class C { ${text} }`).members[0];
  assert.ok(unit);
  return unit.root;
}

/**
 * A node in one line: `Kind(children and values)`, names and literals as they are. Spans, undefined, false and empty lists are left out.
 */
export function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shape).join(' ')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : String(value);
  const node = value as Record<string, unknown>;
  if (node.kind === 'IdentifierName') return String(node.name);
  if (node.kind === 'Literal') return typeof node.value === 'string' ? JSON.stringify(node.value) : node.literalType === 'default' ? 'default' : shape(node.value);
  if (node.kind === 'PredefinedType') return String(node.keyword);
  if (node.kind === 'Argument' && node.refKind === 'none' && node.name === undefined) return shape(node.expression);
  if (node.kind === 'SingleDesignation') return `~${String(node.name)}`;
  const parts = Object.entries(node).filter(([key, part]) => !(hiddenKeys.has(key) && typeof part !== 'boolean') && part !== undefined && part !== false && !(Array.isArray(part) && part.length === 0));
  return `${typeof node.kind === 'string' ? node.kind : ''}(${parts.map(([, part]) => shape(part === true ? 'true' : part)).join(' ')})`;
}

const hiddenKeys = new Set(['kind', 'start', 'end', 'nameStart', 'nameEnd', 'identifierEnd', 'keywordStart', 'arrow']);
