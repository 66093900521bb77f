/** Merges the modules of all frameworks into the tables of one: equal rows are written once, with a bit for each framework that has them. */
import type { ByteReader } from '../core/metadata/bytes';
import { Col, Table } from '../core/metadata/schema';
import type { Token } from '../core/metadata/tables';
import { encodeCoded, rowOf, tableOf, token } from '../core/metadata/tables';
import type { UnionRow } from './encoder';
import { keptAttributes } from './keptAttributes';
import { memberNullability, methodNullability, nullableBlob, typeNullability } from './nullability';
import type { Member, TypeMembers } from './unionMembers';
import { parameterRows, parametersOf, UnionMembers } from './unionMembers';
import { latin1, UnionReferences } from './unionReferences';
import type { TypeSource, UnionType, UnionTypes } from './unionTypes';

/** The signature `instance void (byte)`: of the constructors that nullability is written with. */
const byteConstructor = '\u0020\u0001\u0001\u0005';

/** Bits of the tag in the columns that tables are ordered by. */
const tagBits = { plain: 0, pair: 1, constant: 2, attribute: 5 };

/** A row that others refer to, before the rows are in order and have their numbers. */
interface Pending {
  readonly row: UnionRow;
  readonly source: TypeSource;
  readonly sourceRow: number;
}

export class UnionTables {
  private readonly tables = new Map<number, UnionRow[]>();
  private readonly references: UnionReferences;
  private readonly members: UnionMembers;
  /** Rows by their cells, for each table. */
  private readonly known = new Map<number, Map<string, UnionRow>>();
  private readonly genericParameters: Pending[] = [];
  private readonly interfaces: Pending[] = [];
  private fieldList = 1;
  private methodList = 1;

  /** What cannot be carried over is named in `problems`. */
  constructor(private readonly types: UnionTypes, private readonly problems: string[]) {
    this.references = new UnionReferences(types);
    this.members = new UnionMembers(this.references, problems);
  }

  /** All tables that the index stores. */
  build(): ReadonlyMap<number, readonly UnionRow[]> {
    this.rows(Table.TypeDef).push({ mask: 0xff, cells: [0, '<Module>', '', 0, 1, 1] });
    for (const type of this.types.ordered) this.members.collect(type);
    for (const members of this.members.all) this.numberMembers(members);
    for (const members of this.members.all) this.addType(members);
    this.sort(Table.InterfaceImpl, Col.InterfaceImpl.class, tagBits.plain);
    this.sort(Table.GenericParam, Col.GenericParam.owner, tagBits.pair);
    this.addPendingDetails();
    this.sort(Table.Constant, Col.Constant.parent, tagBits.constant);
    this.sort(Table.CustomAttribute, Col.CustomAttribute.parent, tagBits.attribute);
    this.sort(Table.MethodSemantics, Col.MethodSemantics.association, tagBits.pair);
    this.sort(Table.MethodImpl, Col.MethodImpl.class, tagBits.plain);
    this.sort(Table.GenericParamConstraint, Col.GenericParamConstraint.owner, tagBits.plain);
    return new Map([...this.tables, [Table.TypeSpec, this.references.typeSpecs], [Table.MemberRef, this.references.memberRefs]]);
  }

  private rows(table: number): UnionRow[] {
    let rows = this.tables.get(table);
    if (rows === undefined) this.tables.set(table, rows = []);
    return rows;
  }

  /** Adds a row or, where the same one is there, its framework. */
  private add(table: number, source: TypeSource, cells: UnionRow['cells']): UnionRow {
    const known = this.known.get(table) ?? new Map<string, UnionRow>();
    this.known.set(table, known);
    const key = cells.join('\u0001');
    let row = known.get(key);
    if (row === undefined) {
      known.set(key, row = { mask: 0, cells });
      this.rows(table).push(row);
    }
    row.mask |= source.frameworkBit;
    return row;
  }

  /** By a column, rows with one kind of parent together: that compresses best, and the reader of the index orders what it selects. */
  private sort(table: number, column: number, bits: number): void {
    const key = (row: UnionRow): number => {
      const value = Number(row.cells[column]);
      return (value & ((1 << bits) - 1)) * 2 ** 30 + (value >>> bits);
    };
    this.rows(table).sort((a, b) => key(a) - key(b));
  }

  private numberMembers(members: TypeMembers): void {
    for (const [table, map] of [[Table.Field, members.fields], [Table.MethodDef, members.methods], [Table.Property, members.properties], [Table.Event, members.events]] as const) {
      for (const member of map.values()) member.number = this.rows(table).push(member.row);
    }
  }

  private addType(members: TypeMembers): void {
    const { type } = members;
    const { flags, base } = this.definitionOf(type);
    const mask = type.sources.reduce((sum, source) => sum | source.packBit, 0);
    this.rows(Table.TypeDef).push({ mask, cells: [flags, type.name, type.namespace, base, this.fieldList, this.methodList] });
    this.fieldList += members.fields.size;
    this.methodList += members.methods.size;
    if (type.enclosing !== undefined) this.rows(Table.NestedClass).push({ mask: 0xff, cells: [type.row, type.enclosing.row] });
    for (const [map, list] of [[Table.PropertyMap, members.properties], [Table.EventMap, members.events]] as const) {
      const [first] = list.values();
      if (first !== undefined) this.rows(map).push({ mask: 0xff, cells: [type.row, first.number] });
    }
    const owner = token(Table.TypeDef, type.row);
    for (const source of type.sources) {
      this.addInterfaces(source, type);
      this.addAttributes(source, token(Table.TypeDef, source.row), owner);
      this.addNullable(source, owner, 'NullableContext', typeNullability(source.module, source.row));
      this.addGenericParameters(source, token(Table.TypeDef, source.row), owner);
    }
    this.addMembers(members);
  }

  /** A type has one row, so the newest framework's flags and base type count for all. */
  private definitionOf(type: UnionType): { readonly flags: number; readonly base: number } {
    const found = type.sources.map((source) => {
      const { tables } = source.module;
      const base = this.references.type(source, tables.coded(Table.TypeDef, source.row, Col.TypeDef.extends, 'TypeDefOrRef'));
      if (base === undefined) this.problems.push(`base type of ${type.key} in ${source.module.path}`);
      return { flags: tables.cell(Table.TypeDef, source.row, Col.TypeDef.flags) & 0x1a7, base: base ?? 0 };
    });
    const newest = found.at(-1) ?? { flags: 0, base: 0 };
    if (found.some((one) => one.flags !== newest.flags || one.base !== newest.base)) this.problems.push(`${type.key} is not the same in all frameworks`);
    return newest;
  }

  private addInterfaces(source: TypeSource, type: UnionType): void {
    const { tables } = source.module;
    for (const row of tables.rowsWith(Table.InterfaceImpl, Col.InterfaceImpl.class, source.row)) {
      // Internal interfaces are not in the index, and nobody outside can name them.
      const implemented = this.references.type(source, tables.coded(Table.InterfaceImpl, row, Col.InterfaceImpl.interface, 'TypeDefOrRef'));
      if (implemented !== undefined) this.interfaces.push({ row: this.add(Table.InterfaceImpl, source, [type.row, implemented]), source, sourceRow: row });
    }
  }

  private addMembers(members: TypeMembers): void {
    for (const member of members.fields.values()) this.addFieldDetails(member, Table.Field);
    for (const member of members.properties.values()) this.addFieldDetails(member, Table.Property);
    for (const member of members.methods.values()) this.addMethodDetails(member);
    for (const member of members.events.values()) {
      for (const source of member.sources) this.addAttributes(source.type, token(Table.Event, source.row), token(Table.Event, member.number));
    }
    for (const member of members.properties.values()) this.addAccessors(member, Table.Property);
    for (const member of members.events.values()) this.addAccessors(member, Table.Event);
    for (const source of members.type.sources) this.addImplementations(source, members.type);
  }

  private addAccessors(member: Member, table: number): void {
    for (const source of member.sources) {
      for (const { flags, method } of source.type.module.accessors(token(table, source.row))) {
        const accessor = this.members.methodOf(source.type, method);
        if (accessor !== undefined) this.add(Table.MethodSemantics, source.type, [flags, accessor.number, encodeCoded(token(table, member.number), 'HasSemantics')]);
      }
    }
  }

  /** Attributes, constant and nullability of a field or property. */
  private addFieldDetails(member: Member, table: number): void {
    const owner = token(table, member.number);
    for (const { type, row, signature } of member.sources) {
      this.addAttributes(type, token(table, row), owner);
      this.addConstant(type, token(table, row), owner);
      if (signature?.isValueType[0] === false) this.addNullable(type, owner, 'Nullable', memberNullability(type.module, type.row, token(table, row)));
    }
  }

  private addMethodDetails(member: Member): void {
    const [firstSource] = member.sources;
    if (firstSource === undefined) return;
    const start = this.rows(Table.Param).length + 1;
    member.row.cells[Col.MethodDef.paramList] = start;
    const declared = parametersOf(firstSource);
    for (const [flags, sequence, name] of declared) this.rows(Table.Param).push({ mask: member.row.mask, cells: [flags, sequence, name] });
    const owner = token(Table.MethodDef, member.number);
    for (const source of member.sources) {
      const { type, row, signature } = source;
      this.addAttributes(type, token(Table.MethodDef, row), owner);
      this.addGenericParameters(type, token(Table.MethodDef, row), owner);
      const rows = parameterRows(source);
      for (const [i, parameter] of rows.entries()) {
        this.addAttributes(type, token(Table.Param, parameter), token(Table.Param, start + i));
        this.addConstant(type, token(Table.Param, parameter), token(Table.Param, start + i));
      }
      const isReference = declared.map(([, sequence]) => sequence > 0 && signature?.isValueType[sequence] === false);
      const nullability = methodNullability(type.module, type.row, row, rows, isReference);
      this.addNullable(type, owner, 'NullableContext', nullability.context);
      for (const [i, flag] of nullability.parameters.entries()) this.addNullable(type, token(Table.Param, start + i), 'Nullable', flag);
    }
  }

  private addConstant(source: TypeSource, from: Token, owner: Token): void {
    const { tables } = source.module;
    for (const row of tables.rowsWith(Table.Constant, Col.Constant.parent, encodeCoded(from, 'HasConstant'))) {
      const value = rest(tables.blob(Table.Constant, row, Col.Constant.value));
      this.add(Table.Constant, source, [tables.cell(Table.Constant, row, Col.Constant.type) & 0xff, encodeCoded(owner, 'HasConstant'), value]);
    }
  }

  private addAttributes(source: TypeSource, from: Token, owner: Token): void {
    const { module } = source;
    for (const row of module.attributeRows(from)) {
      const name = module.attributeName(row);
      if (!keptAttributes.has(name)) continue;
      const constructor = this.attributeConstructor(source, module.tables.coded(Table.CustomAttribute, row, Col.CustomAttribute.type, 'CustomAttributeType'));
      if (constructor === undefined) this.problems.push(`attribute ${name} in ${module.path}`);
      else this.addAttribute(source, owner, constructor, rest(module.tables.blob(Table.CustomAttribute, row, Col.CustomAttribute.value)));
    }
  }

  private addAttribute(source: TypeSource, owner: Token, constructor: Member, value: string): void {
    this.add(Table.CustomAttribute, source, [encodeCoded(owner, 'HasCustomAttribute'), encodeCoded(token(Table.MethodDef, constructor.number), 'CustomAttributeType'), value]);
  }

  private attributeConstructor(source: TypeSource, constructor: Token): Member | undefined {
    const { module } = source;
    const type = this.types.typeOf(module, module.declaringType(constructor));
    const column = tableOf(constructor) === Table.MemberRef ? Col.MemberRef.signature : Col.MethodDef.signature;
    const signature = this.references.signature(source, module.tables.blob(tableOf(constructor), rowOf(constructor), column), 'method');
    return type && signature && this.members.constructorOf(type, source.frameworkBit, latin1(signature.bytes));
  }

  private addNullable(source: TypeSource, owner: Token, attribute: 'Nullable' | 'NullableContext', flag: number | undefined): void {
    if (flag === undefined) return;
    const type = this.types.named(`System.Runtime.CompilerServices.${attribute}Attribute`);
    const constructor = type && this.members.constructorOf(type, source.frameworkBit, byteConstructor);
    if (constructor === undefined) this.problems.push(`${attribute}Attribute is missing`);
    else this.addAttribute(source, owner, constructor, nullableBlob(flag));
  }

  private addGenericParameters(source: TypeSource, from: Token, owner: Token): void {
    const { tables } = source.module;
    const { number, flags, owner: ownerColumn, name } = Col.GenericParam;
    for (const row of tables.rowsWith(Table.GenericParam, ownerColumn, encodeCoded(from, 'TypeOrMethodDef'))) {
      const cells = [tables.cell(Table.GenericParam, row, number), tables.cell(Table.GenericParam, row, flags), encodeCoded(owner, 'TypeOrMethodDef'), tables.text(Table.GenericParam, row, name)];
      this.genericParameters.push({ row: this.add(Table.GenericParam, source, cells), source, sourceRow: row });
    }
  }

  /** What refers to type parameters and implemented interfaces, now that those have their numbers. */
  private addPendingDetails(): void {
    for (const [table, pending] of [[Table.GenericParam, this.genericParameters], [Table.InterfaceImpl, this.interfaces]] as const) {
      const numbers = new Map(this.rows(table).map((row, i) => [row, i + 1]));
      for (const { row, source, sourceRow } of pending) {
        const number = numbers.get(row) ?? 0;
        this.addAttributes(source, token(table, sourceRow), token(table, number));
        if (table === Table.GenericParam) this.addConstraints(source, sourceRow, number);
      }
    }
  }

  private addConstraints(source: TypeSource, sourceRow: number, number: number): void {
    const { tables } = source.module;
    for (const row of tables.rowsWith(Table.GenericParamConstraint, Col.GenericParamConstraint.owner, sourceRow)) {
      const type = this.references.type(source, tables.coded(Table.GenericParamConstraint, row, Col.GenericParamConstraint.constraint, 'TypeDefOrRef'));
      if (type === undefined) this.problems.push(`constraint in ${source.module.path}`);
      else this.add(Table.GenericParamConstraint, source, [number, type]);
    }
  }

  /** What methods that are in the index implement or override by name (MethodImpl, ECMA-335 II.22.27). */
  private addImplementations(source: TypeSource, type: UnionType): void {
    const { tables } = source.module;
    for (const row of tables.rowsWith(Table.MethodImpl, Col.MethodImpl.class, source.row)) {
      const body = tables.coded(Table.MethodImpl, row, Col.MethodImpl.body, 'MethodDefOrRef');
      const member = tableOf(body) === Table.MethodDef ? this.members.methodOf(source, rowOf(body)) : undefined;
      const declaration = member && this.references.method(source, tables.coded(Table.MethodImpl, row, Col.MethodImpl.declaration, 'MethodDefOrRef'));
      if (member !== undefined && declaration !== undefined) this.add(Table.MethodImpl, source, [type.row, encodeCoded(token(Table.MethodDef, member.number), 'MethodDefOrRef'), declaration]);
    }
  }
}

function rest(reader: ByteReader): string {
  return latin1(reader.bytes.subarray(reader.position, reader.end));
}
