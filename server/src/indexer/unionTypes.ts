/** The types of all frameworks together, found by name, in the order of the index. */
import type { MetadataModule } from '../core/metadata/metadataModule';
import { Col, Table } from '../core/metadata/schema';
import type { Token } from '../core/metadata/tables';
import { rowOf, tableOf } from '../core/metadata/tables';
import { rewriteSignature } from './signatureRewriter';

/** A reference assembly with the bit of its framework, and the bit of its framework and pack. */
export interface SourceModule {
  readonly module: MetadataModule;
  readonly frameworkBit: number;
  readonly packBit: number;
}

export interface TypeSource extends SourceModule {
  readonly row: number;
}

export interface UnionType {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly enclosing: UnionType | undefined;
  /** At most one for each framework, oldest first. */
  readonly sources: TypeSource[];
  readonly nested: UnionType[];
  uses: number;
  row: number;
}

/** Rows up to this one take two bytes or less in signatures. */
const lastShortRow = 0x3fff >>> 2;
/** As many take one byte. */
const shortestRows = 29;

export class UnionTypes {
  private readonly byKey = new Map<string, UnionType>();
  private readonly rows = new Map<MetadataModule, Map<Token, UnionType | undefined>>();
  /** By row; the pseudo-type of row 1 is not among them. */
  readonly ordered: readonly UnionType[];

  constructor(modules: readonly SourceModule[]) {
    for (const source of modules) this.collect(source);
    for (const source of modules) this.countUses(source.module);
    this.ordered = this.order();
  }

  named(key: string): UnionType | undefined {
    return this.byKey.get(key);
  }

  /** Type behind a TypeDef or TypeRef of a module. */
  typeOf(module: MetadataModule, token: Token): UnionType | undefined {
    let known = this.rows.get(module);
    if (known === undefined) this.rows.set(module, known = new Map<Token, UnionType | undefined>());
    if (!known.has(token)) known.set(token, this.byKey.get(keyOf(module, token) ?? ''));
    return known.get(token);
  }

  private collect(source: SourceModule): void {
    const { module } = source;
    for (let row = 2; row <= module.tables.rowCount(Table.TypeDef); row++) {
      if (!isVisible(module, row)) continue;
      const name = keyOf(module, Table.TypeDef * 0x1000000 + row) ?? '';
      // Some classes of extension methods have the name of one in another assembly; references are to the first.
      const isTaken = this.byKey.get(name)?.sources.some((known) => known.frameworkBit === source.frameworkBit) === true;
      const key = isTaken ? `${name}@${module.assemblyName}` : name;
      let type = this.byKey.get(key);
      if (type === undefined) {
        const outer = module.enclosingRow(row);
        const enclosing = outer === undefined ? undefined : this.byKey.get(keyOf(module, Table.TypeDef * 0x1000000 + outer) ?? '');
        type = {
          key, enclosing, sources: [], nested: [], uses: 0, row: 0,
          name: module.tables.text(Table.TypeDef, row, Col.TypeDef.name), namespace: module.tables.text(Table.TypeDef, row, Col.TypeDef.namespace),
        };
        this.byKey.set(key, type);
        enclosing?.nested.push(type);
      }
      type.sources.push({ ...source, row });
    }
  }

  private countUses(module: MetadataModule): void {
    const count = (token: Token): number => {
      const type = this.typeOf(module, token);
      if (type !== undefined) type.uses++;
      return 0;
    };
    for (let row = 1; row <= module.tables.rowCount(Table.MethodDef); row++) rewriteSignature(module.tables.blob(Table.MethodDef, row, Col.MethodDef.signature), 'method', count);
    for (let row = 1; row <= module.tables.rowCount(Table.Field); row++) rewriteSignature(module.tables.blob(Table.Field, row, Col.Field.signature), 'field', count);
  }

  /** Much used types get the short row numbers; otherwise neighbours in the alphabet are neighbours here. Nested types follow what is around them. */
  private order(): readonly UnionType[] {
    const byUse = [...this.byKey.values()].filter((type) => type.enclosing === undefined).sort((a, b) => b.uses - a.uses || compare(a, b));
    const short: UnionType[][] = [[], [], []];
    let size = 0;
    for (const [i, type] of byUse.entries()) {
      size += 1 + countNested(type);
      short[i < shortestRows && type.nested.length === 0 ? 0 : size < lastShortRow && type.uses > 0 ? 1 : 2]?.push(type);
    }
    const ordered: UnionType[] = [];
    const add = (type: UnionType): void => {
      ordered.push(type);
      type.row = ordered.length + 1;
      [...type.nested].sort(compare).forEach(add);
    };
    for (const tier of short) tier.sort(compare).forEach(add);
    return ordered;
  }
}

function countNested(type: UnionType): number {
  return type.nested.reduce((sum, nested) => sum + 1 + countNested(nested), 0);
}

function compare(a: UnionType, b: UnionType): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Public, or protected inside something public (ECMA-335 II.23.1.15). */
function isVisible(module: MetadataModule, row: number): boolean {
  const visibility = module.tables.cell(Table.TypeDef, row, Col.TypeDef.flags) & 7;
  const enclosing = module.enclosingRow(row);
  return enclosing === undefined ? visibility === 1 : (visibility === 2 || visibility === 4 || visibility === 7) && isVisible(module, enclosing);
}

/** "Ns.Outer+Inner`1". */
function keyOf(module: MetadataModule, token: Token): string | undefined {
  const { tables } = module;
  const row = rowOf(token);
  if (tableOf(token) === Table.TypeDef) {
    const enclosing = module.enclosingRow(row);
    const name = tables.text(Table.TypeDef, row, Col.TypeDef.name);
    return enclosing === undefined ? `${tables.text(Table.TypeDef, row, Col.TypeDef.namespace)}.${name}` : `${keyOf(module, Table.TypeDef * 0x1000000 + enclosing) ?? ''}+${name}`;
  }
  if (tableOf(token) !== Table.TypeRef) return undefined;
  const scope = tables.coded(Table.TypeRef, row, Col.TypeRef.scope, 'ResolutionScope');
  const name = tables.text(Table.TypeRef, row, Col.TypeRef.name);
  return tableOf(scope) === Table.TypeRef ? `${keyOf(module, scope) ?? ''}+${name}` : `${tables.text(Table.TypeRef, row, Col.TypeRef.namespace)}.${name}`;
}
