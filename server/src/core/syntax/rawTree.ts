/** A plain copy of a part of a tree-sitter tree: one pass over the WebAssembly boundary, then lowering works on JS objects. */
import type { Language, TreeCursor } from 'web-tree-sitter';

/** One node without comments; anonymous tokens have their text as `type`. */
export interface RawNode {
  readonly type: string;
  /** Offsets relative to the base given to `readNode`. */
  readonly start: number;
  readonly end: number;
  /** Field of the parent; only read for parents that need it to tell their children apart. */
  readonly field: string | undefined;
  /** Inserted by error recovery: has no text. */
  readonly missing: boolean;
  readonly children: readonly RawNode[];
}

const noChildren: readonly RawNode[] = [];

/** Their children are never of interest: not worth two crossings each. */
const leaves = new Set([
  'identifier', 'modifier', 'predefined_type', 'implicit_type', 'integer_literal', 'real_literal', 'boolean_literal', 'null_literal',
  'verbatim_string_literal', 'character_literal', 'string_literal', 'raw_string_literal', 'string_content', 'escape_sequence', 'discard',
  'constructor_constraint', 'interpolation_format_clause', 'interpolation_start', 'interpolation_quote', 'interpolation_brace',
  'empty_statement', 'break_statement', 'continue_statement', 'calling_convention', 'attribute_target_specifier', 'extern_alias_directive',
]);

/** Parents whose children are told apart by field name; for the others position and type are enough. */
const withFields = new Set([
  'method_declaration', 'property_declaration', 'event_declaration', 'indexer_declaration', 'operator_declaration', 'conversion_operator_declaration',
  'constructor_declaration', 'destructor_declaration', 'delegate_declaration', 'local_function_statement', 'enum_member_declaration',
  'class_declaration', 'struct_declaration', 'interface_declaration', 'record_declaration', 'enum_declaration', 'namespace_declaration',
  'file_scoped_namespace_declaration', 'accessor_declaration', 'parameter', 'parameter_list', 'bracketed_parameter_list', 'type_parameter',
  'variable_declarator', 'for_statement', 'foreach_statement', 'recursive_pattern', 'declaration_pattern', 'lambda_expression', 'tuple_element',
  'argument', 'attribute_argument', 'using_directive', 'from_clause', 'join_clause', 'catch_declaration', 'var_pattern', 'list_pattern',
  'parenthesized_variable_designation', 'default_expression', 'anonymous_method_expression', 'if_statement', 'type_parameter_constraint',
  'function_pointer_type', 'switch_statement', 'using_statement', 'try_statement', 'catch_clause', 'declaration_expression',
]);

/** Deeper nesting than a person writes (long concatenations nest, too); recursion over what is kept never overflows the stack. */
const maximumDepth = 600;

const enum Trait { Named = 1, Leaf = 2, Fields = 4, Skipped = 8 }

/** What is known of each node kind of the grammar, by numeric id. */
export class NodeKinds {
  readonly types: readonly string[];
  private readonly traits: Uint8Array;
  private readonly fields: readonly (string | null)[];

  constructor(language: Language) {
    this.types = language.types;
    this.fields = language.fields;
    this.traits = Uint8Array.from(language.types, (type, id) => {
      const named = language.nodeTypeIsNamed(id);
      let trait = named ? Trait.Named : Trait.Leaf;
      if (named && leaves.has(type)) trait |= Trait.Leaf;
      if (withFields.has(type)) trait |= Trait.Fields;
      if (named && (type === 'comment' || type.startsWith('preproc_'))) trait |= Trait.Skipped;
      return trait;
    });
  }

  /** Type name of a node; `ERROR` for what could not be parsed. */
  type(cursor: TreeCursor): string {
    return this.types[cursor.nodeTypeId] ?? 'ERROR';
  }

  isSkipped(id: number): boolean {
    return ((this.traits[id] ?? 0) & Trait.Skipped) !== 0;
  }

  /** Copies the cursor's current node and what is below it; the cursor ends where it started. What lies too deep becomes an ERROR. */
  read(cursor: TreeCursor, base: number, damaged: boolean): RawNode {
    return this.copy(cursor, base, damaged, false, maximumDepth);
  }

  /** As `read`, with the node's field in its parent. */
  readChild(cursor: TreeCursor, base: number, damaged: boolean): RawNode {
    return this.copy(cursor, base, damaged, true, maximumDepth);
  }

  private copy(cursor: TreeCursor, base: number, damaged: boolean, readField: boolean, depth: number): RawNode {
    const id = cursor.nodeTypeId;
    const trait = this.traits[id] ?? Trait.Named;
    const type = this.types[id] ?? 'ERROR';
    const start = cursor.startIndex - base;
    const missing = damaged && cursor.nodeIsMissing;
    const end = missing ? start : (trait & Trait.Named) === 0 ? start + type.length : cursor.endIndex - base;
    const field = readField ? (this.fields[cursor.currentFieldId] ?? undefined) : undefined;
    if (depth === 0) return { type: 'ERROR', start, end, field, missing, children: noChildren };
    const children = (trait & Trait.Leaf) !== 0 ? noChildren : this.copyChildren(cursor, base, damaged, (trait & Trait.Fields) !== 0, depth - 1);
    return { type, start, end, field, missing, children };
  }

  private copyChildren(cursor: TreeCursor, base: number, damaged: boolean, readField: boolean, depth: number): readonly RawNode[] {
    if (!cursor.gotoFirstChild()) return noChildren;
    const children: RawNode[] = [];
    do {
      if (!this.isSkipped(cursor.nodeTypeId)) children.push(this.copy(cursor, base, damaged, readField, depth));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return children;
  }
}

/** First child in a field. By index, as below: these are asked for so often that iterators count. */
export function field({ children }: RawNode, name: string): RawNode | undefined {
  for (let i = 0; i < children.length; i++) if (children[i]?.field === name) return children[i];
  return undefined;
}

/** First child of a type. */
export function childOfType({ children }: RawNode, type: string): RawNode | undefined {
  for (let i = 0; i < children.length; i++) if (children[i]?.type === type) return children[i];
  return undefined;
}

export function hasToken(node: RawNode, token: string): boolean {
  return childOfType(node, token) !== undefined;
}

/** Children between the commas; empty groups are dropped. `open` and `close` are left out. */
export function commaGroups(node: RawNode, open: string, close: string): RawNode[][] {
  const groups: RawNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === ',') groups.push([]);
    else if (child.type !== open && child.type !== close) groups[groups.length - 1]?.push(child);
  }
  return groups.filter((group) => group.length > 0);
}
