/** The visible members of the types of all frameworks: equal ones are one member, with the places that it comes from. */
import { Col, Table } from '../core/metadata/schema';
import { token } from '../core/metadata/tables';
import type { UnionRow } from './encoder';
import type { Signature } from './signatureRewriter';
import type { TypeSource, UnionType } from './unionTypes';
import type { UnionReferences } from './unionReferences';
import { latin1 } from './unionReferences';

export interface Source {
  readonly type: TypeSource;
  readonly row: number;
}

/** A field, method, property or event. */
export interface Member {
  readonly row: UnionRow;
  readonly sources: (Source & { readonly signature: Signature | undefined })[];
  /** Row in the index. */
  number: number;
}

export interface TypeMembers {
  readonly type: UnionType;
  readonly fields: Map<string, Member>;
  readonly methods: Map<string, Member>;
  readonly properties: Map<string, Member>;
  readonly events: Map<string, Member>;
}

/** Accessibilities from here on are visible outside the assembly: protected, protected internal, public (ECMA-335 II.23.1.10). */
const lowestVisible = 4;

export class UnionMembers {
  readonly all: TypeMembers[] = [];
  private readonly ofType = new Map<UnionType, TypeMembers>();
  private readonly methods = new Map<object, Map<number, Member>>();

  constructor(private readonly references: UnionReferences, private readonly problems: string[]) {}

  /** Collects a type's members; explicit implementations are private, hence not among them. */
  collect(type: UnionType): void {
    const found: TypeMembers = { type, fields: new Map(), methods: new Map(), properties: new Map(), events: new Map() };
    for (const source of type.sources) {
      this.collectFields(found.fields, source);
      this.collectMethods(found.methods, source);
      this.collectAssociations(found, source, Table.Property);
      this.collectAssociations(found, source, Table.Event);
    }
    this.all.push(found);
    this.ofType.set(type, found);
  }

  /** Method that a MethodDef row of a source became. */
  methodOf(source: TypeSource, row: number): Member | undefined {
    return this.methods.get(source.module)?.get(row);
  }

  constructorOf(type: UnionType, frameworkBit: number, signature: string): Member | undefined {
    for (const method of this.ofType.get(type)?.methods.values() ?? []) {
      const { mask, cells } = method.row;
      if ((mask & frameworkBit) !== 0 && cells[Col.MethodDef.name] === '.ctor' && cells[Col.MethodDef.signature] === signature) return method;
    }
    return undefined;
  }

  private add(members: Map<string, Member>, source: Source, cells: UnionRow['cells'], more: string, signature: Signature | undefined): Member {
    const key = `${cells.join('\u0001')}\u0001${more}`;
    let member = members.get(key);
    if (member === undefined) members.set(key, member = { row: { mask: 0, cells }, sources: [], number: 0 });
    member.row.mask |= source.type.frameworkBit;
    member.sources.push({ ...source, signature });
    return member;
  }

  private collectFields(members: Map<string, Member>, source: TypeSource): void {
    const { tables } = source.module;
    const [first, last] = tables.list(Table.TypeDef, source.row, Col.TypeDef.fieldList, Table.Field);
    for (let row = first; row < last; row++) {
      const flags = tables.cell(Table.Field, row, Col.Field.flags);
      if ((flags & 7) < lowestVisible) continue;
      const name = tables.text(Table.Field, row, Col.Field.name);
      const signature = this.references.signature(source, tables.blob(Table.Field, row, Col.Field.signature), 'field');
      if (signature === undefined) this.problems.push(`field ${name} in ${source.module.path}`);
      else this.add(members, { type: source, row }, [flags & 0x77, name, latin1(signature.bytes)], '', signature);
    }
  }

  private collectMethods(members: Map<string, Member>, source: TypeSource): void {
    const { tables } = source.module;
    const known = this.methods.get(source.module) ?? new Map<number, Member>();
    this.methods.set(source.module, known);
    const [first, last] = tables.list(Table.TypeDef, source.row, Col.TypeDef.methodList, Table.MethodDef);
    for (let row = first; row < last; row++) {
      const flags = tables.cell(Table.MethodDef, row, Col.MethodDef.flags);
      if ((flags & 7) < lowestVisible) continue;
      const name = tables.text(Table.MethodDef, row, Col.MethodDef.name);
      const signature = this.references.signature(source, tables.blob(Table.MethodDef, row, Col.MethodDef.signature), 'method');
      if (signature === undefined) {
        this.problems.push(`method ${name} in ${source.module.path}`);
        continue;
      }
      const cells = [undefined, undefined, flags & 0x0d77, name, latin1(signature.bytes)];
      const parameters = parametersOf({ type: source, row }).map((parameter) => parameter.join(' ')).join(',');
      known.set(row, this.add(members, { type: source, row }, cells, parameters, signature));
    }
  }

  private collectAssociations(members: TypeMembers, source: TypeSource, table: typeof Table.Property | typeof Table.Event): void {
    const { module } = source;
    const isProperty = table === Table.Property;
    const map = isProperty ? Table.PropertyMap : Table.EventMap;
    const mapRow = module.memberMapRow(map, source.row);
    if (mapRow === undefined) return;
    const [first, last] = module.tables.list(map, mapRow, Col.MemberMap.list, table);
    for (let row = first; row < last; row++) {
      if (!module.accessors(token(table, row)).some(({ method }) => this.methodOf(source, method))) continue;
      const name = module.tables.text(table, row, isProperty ? Col.Property.name : Col.Event.name);
      const signature = isProperty ? this.references.signature(source, module.tables.blob(Table.Property, row, Col.Property.signature), 'method') : undefined;
      const type = isProperty ? signature && latin1(signature.bytes) : this.references.type(source, module.tables.coded(Table.Event, row, Col.Event.type, 'TypeDefOrRef'));
      if (type === undefined) this.problems.push(`${isProperty ? 'property' : 'event'} ${name} in ${module.path}`);
      else this.add(isProperty ? members.properties : members.events, { type: source, row }, [undefined, name, type], '', signature);
    }
  }
}

/** Rows of a method's parameters, the return value's included. */
export function parameterRows({ type, row }: Source): readonly number[] {
  const [first, last] = type.module.tables.list(Table.MethodDef, row, Col.MethodDef.paramList, Table.Param);
  return Array.from({ length: last - first }, (_, i) => first + i);
}

/** Cells of a method's parameters. */
export function parametersOf(source: Source): readonly (readonly [flags: number, sequence: number, name: string])[] {
  const { tables } = source.type.module;
  return parameterRows(source).map((row) => [tables.cell(Table.Param, row, Col.Param.flags) & 0x13, tables.cell(Table.Param, row, Col.Param.sequence), tables.text(Table.Param, row, Col.Param.name)]);
}
