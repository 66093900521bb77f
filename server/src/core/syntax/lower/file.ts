/** Lowering of a whole file: finds the units with a cursor and lowers only those whose text is new. */
import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { BlankedRange } from '../isolate';
import type { MaskedSource } from '../mask';
import type { AttributeList, CompilationUnit, DelegateDeclaration, MemberDeclaration, NamespaceDeclaration, Statement, TypeDeclaration, TypeHeader, Unit, UsingDirective } from '../nodes';
import type { NodeKinds, RawNode } from '../rawTree';
import type { RewriteKind } from '../rewrite/rewrite';
import type { UnitStore } from '../unitStore';
import { lowerAttributeList } from './attributes';
import type { LowerContext } from './context';
import { lowerTypeHeader, lowerUsing } from './headers';
import { errorMember, lowerMember } from './members';
import { lowerStatement } from './statements';

const typeDeclarations = new Set(['class_declaration', 'struct_declaration', 'interface_declaration', 'record_declaration', 'enum_declaration']);

/** Declarations collected for a file or a namespace. */
interface Scope {
  readonly usings: Unit<UsingDirective>[];
  readonly types: TypeDeclaration[];
  readonly delegates: Unit<DelegateDeclaration>[];
  readonly namespaces: NamespaceDeclaration[];
}

/** Lowers the tree of `source.parserText` without what was blanked of it. Units found in `units` are taken over. */
export function lowerFile(tree: Tree, kinds: NodeKinds, source: MaskedSource, units: UnitStore, blanked: readonly BlankedRange[]): CompilationUnit {
  const cursor = tree.walk();
  try {
    return new FileLowering(cursor, kinds, source, units, tree.rootNode.hasError || blanked.length > 0, blanked).lower();
  } finally {
    cursor.delete();
  }
}

class FileLowering {
  private readonly externAliases: string[] = [];
  private readonly attributeLists: Unit<AttributeList>[] = [];
  private readonly statements: Unit<Statement>[] = [];

  constructor(
    private readonly cursor: TreeCursor, private readonly kinds: NodeKinds, private readonly source: MaskedSource,
    private readonly units: UnitStore, private readonly damaged: boolean, private readonly blanked: readonly BlankedRange[],
  ) {}

  lower(): CompilationUnit {
    const scope: Scope = { usings: [], types: [], delegates: [], namespaces: [] };
    this.declarations(scope);
    return {
      kind: 'CompilationUnit', externAliases: this.externAliases, ...scope, attributeLists: this.attributeLists, statements: this.statements, hasErrors: this.damaged,
    };
  }

  /** Visits the children of the cursor's node; after a file-scoped namespace the rest belongs to it. */
  private declarations(outer: Scope): void {
    if (!this.cursor.gotoFirstChild()) return;
    let scope = outer;
    do {
      const type = this.kinds.type(this.cursor);
      if (type === 'file_scoped_namespace_declaration') {
        scope = { usings: [], types: [], delegates: [], namespaces: [] };
        outer.namespaces.push({ kind: 'Namespace', name: this.nameOf(), fileScoped: true, ...scope });
      } else this.declaration(type, scope);
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
  }

  private declaration(type: string, scope: Scope): void {
    if (typeDeclarations.has(type)) scope.types.push(this.typeDeclaration());
    else if (type === 'using_directive') scope.usings.push(this.unit('using', lowerUsing));
    else if (type === 'namespace_declaration') this.namespace(scope);
    else if (type === 'delegate_declaration') this.delegate(scope);
    else if (type === 'global_attribute') this.attributeLists.push(this.unit('attributes', lowerAttributeList));
    else if (type === 'global_statement') this.statements.push(this.unit('statement', (c, node) => lowerStatement(c, node.children[0] ?? node)));
    // In a block the grammar takes the directive for a field of a type `alias`. All are the file's: that one more is in scope matters to nothing.
    else if (type === 'extern_alias_directive' || type === 'field_declaration') {
      const alias = /^extern\s+alias\s+@?([^\s;]+)\s*;$/.exec(this.currentText())?.[1];
      if (alias !== undefined) this.externAliases.push(alias);
    }
    // What the parser could not place may still hold whole declarations; the fragments of others are not worth a guess.
    else if (type === 'ERROR') this.recovered(scope);
  }

  private recovered(scope: Scope): void {
    if (!this.cursor.gotoFirstChild()) return;
    do {
      const type = this.kinds.type(this.cursor);
      if (type !== 'global_statement' && type !== 'ERROR') this.declaration(type, scope);
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
  }

  private currentText(): string {
    return this.source.text.slice(this.cursor.startIndex, this.cursor.endIndex);
  }

  /** Dotted name of the namespace that the cursor is at, without comments and white space. */
  private nameOf(): string {
    let name = '';
    if (!this.cursor.gotoFirstChild()) return name;
    do {
      if (this.cursor.currentFieldName === 'name') name = this.currentText();
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
    return name.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|[\s@]/g, '');
  }

  private namespace(outer: Scope): void {
    const scope: Scope = { usings: [], types: [], delegates: [], namespaces: [] };
    outer.namespaces.push({ kind: 'Namespace', name: this.nameOf(), fileScoped: false, ...scope });
    if (!this.cursor.gotoFirstChild()) return;
    do {
      if (this.kinds.type(this.cursor) === 'declaration_list') this.declarations(scope);
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
  }

  private delegate(scope: Scope): void {
    const unit = this.unit('member', lowerMember);
    if (unit.root.kind === 'Delegate') scope.delegates.push(unit as Unit<DelegateDeclaration>);
  }

  /** Whether the cursor's node has an error, or had one that was blanked. */
  private isDamaged(start: number, end: number): boolean {
    return this.damaged && (this.cursor.currentNode.hasError || this.blanked.some((range) => range.start < end && range.end > start));
  }

  /** The unit of the cursor's node. */
  private unit<T>(kind: string, lower: (c: LowerContext, node: RawNode) => T): Unit<T> {
    const base = this.cursor.startIndex;
    const text = this.source.text.slice(base, this.cursor.endIndex);
    const hasError = this.isDamaged(base, this.cursor.endIndex);
    const c = this.context(text, base);
    return this.units.get(keyOf(kind, c, hasError), text, base, () => ({ root: lower(c, this.kinds.read(this.cursor, base, hasError)), hasError }));
  }

  private context(text: string, base: number): LowerContext {
    let rewrites: Map<number, RewriteKind> | undefined;
    for (const { offset, kind } of this.source.rewrites) {
      if (offset >= base && offset < base + text.length) (rewrites ??= new Map<number, RewriteKind>()).set(offset - base, kind);
    }
    return { text, rewrites };
  }

  private typeDeclaration(): TypeDeclaration {
    const start = this.cursor.startIndex;
    const end = this.cursor.endIndex;
    const members: Unit<MemberDeclaration>[] = [];
    const types: TypeDeclaration[] = [];
    const range = { start, end, bodyStart: end, bodyEnd: end };
    const type = this.kinds.type(this.cursor);
    let headerEnd = start;
    let damaged = false;
    if (this.cursor.gotoFirstChild()) {
      do {
        const child = this.kinds.type(this.cursor);
        if (child === 'declaration_list' || child === 'enum_member_declaration_list') {
          range.bodyStart = this.cursor.startIndex + 1;
          range.bodyEnd = this.cursor.endIndex - 1;
          this.members(members, types);
        } else if (child !== ';' && child !== 'comment' && range.bodyStart === end) {
          headerEnd = this.cursor.endIndex;
          damaged ||= this.isDamaged(this.cursor.startIndex, headerEnd);
        }
      } while (this.cursor.gotoNextSibling());
      this.cursor.gotoParent();
    }
    return { kind: 'Type', header: this.header(type, start, headerEnd, damaged), members, types, range };
  }

  /** The header's unit has the node's children up to the body. */
  private header(type: string, base: number, end: number, hasError: boolean): Unit<TypeHeader> {
    const text = this.source.text.slice(base, end);
    const c = this.context(text, base);
    return this.units.get(keyOf(`header ${type}`, c, hasError), text, base, () => {
      const children = this.childrenBefore(base, end, hasError);
      return { root: lowerTypeHeader(c, { type, start: 0, end: end - base, field: undefined, missing: false, children }), hasError };
    });
  }

  private childrenBefore(base: number, end: number, damaged: boolean): RawNode[] {
    const children: RawNode[] = [];
    if (!this.cursor.gotoFirstChild()) return children;
    do {
      if (this.cursor.startIndex >= end) break;
      if (!this.kinds.isSkipped(this.cursor.nodeTypeId)) children.push(this.kinds.readChild(this.cursor, base, damaged));
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
    return children;
  }

  private members(members: Unit<MemberDeclaration>[], types: TypeDeclaration[]): void {
    if (!this.cursor.gotoFirstChild()) return;
    do {
      const type = this.kinds.type(this.cursor);
      if (typeDeclarations.has(type)) types.push(this.typeDeclaration());
      else if (type === 'ERROR') members.push(this.unit('error', (_, node) => errorMember(node)));
      else if (type.endsWith('_declaration')) members.push(this.unit(type, lowerMember));
    } while (this.cursor.gotoNextSibling());
    this.cursor.gotoParent();
  }
}

/** Undefined for what must be lowered anew: how broken text is read depends on the text around it. */
function keyOf(kind: string, c: LowerContext, hasError: boolean): string | undefined {
  if (hasError) return undefined;
  return c.rewrites === undefined ? kind : `${kind} ${[...c.rewrites.entries()].join()}`;
}
