/** References to types and methods in the numbering of the index. */
import type { ByteReader } from '../core/metadata/bytes';
import { Col, Table } from '../core/metadata/schema';
import type { Token } from '../core/metadata/tables';
import { encodeCoded, rowOf, tableOf, token } from '../core/metadata/tables';
import type { UnionRow } from './encoder';
import type { Signature, SignatureKind } from './signatureRewriter';
import { rewriteSignature } from './signatureRewriter';
import type { TypeSource, UnionTypes } from './unionTypes';

export class UnionReferences {
  /** Rows of the TypeSpec and MemberRef tables. */
  readonly typeSpecs: UnionRow[] = [];
  readonly memberRefs: UnionRow[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly types: UnionTypes) {}

  /** Undefined when a type in it is not in the index. */
  signature(source: TypeSource, blob: ByteReader, kind: SignatureKind): Signature | undefined {
    return rewriteSignature(blob, kind, (type) => this.types.typeOf(source.module, type)?.row);
  }

  /** TypeDefOrRef for a type of a module; undefined when a part of it is not in the index. */
  type(source: TypeSource, type: Token): number | undefined {
    if (type === 0) return 0;
    if (tableOf(type) !== Table.TypeSpec) {
      const row = this.types.typeOf(source.module, type)?.row;
      return row === undefined ? undefined : encodeCoded(token(Table.TypeDef, row), 'TypeDefOrRef');
    }
    const signature = this.signature(source, source.module.tables.blob(Table.TypeSpec, rowOf(type), Col.TypeSpec.signature), 'type');
    return signature && encodeCoded(token(Table.TypeSpec, this.number(this.typeSpecs, [latin1(signature.bytes)])), 'TypeDefOrRef');
  }

  /** MethodDefOrRef for a method of a module. */
  method(source: TypeSource, method: Token): number | undefined {
    const { module } = source;
    const column = tableOf(method) === Table.MemberRef ? Col.MemberRef : Col.MethodDef;
    const type = this.type(source, module.declaringType(method));
    const signature = this.signature(source, module.tables.blob(tableOf(method), rowOf(method), column.signature), 'method');
    if (type === undefined || signature === undefined) return undefined;
    const parent = (type & 3) === 0 ? token(Table.TypeDef, type >>> 2) : token(Table.TypeSpec, type >>> 2);
    const cells = [encodeCoded(parent, 'MemberRefParent'), module.tables.text(tableOf(method), rowOf(method), column.name), latin1(signature.bytes)];
    return encodeCoded(token(Table.MemberRef, this.number(this.memberRefs, cells)), 'MethodDefOrRef');
  }

  private number(rows: UnionRow[], cells: (number | string)[]): number {
    const key = cells.join('\u0001');
    let row = this.numbers.get(key);
    if (row === undefined) this.numbers.set(key, row = rows.push({ mask: 0xff, cells }));
    return row;
  }
}

/** Bytes as text of as many characters, which can be a key. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
