/** The members of one metadata type: names are indexed without decoding anything else; symbols are made when asked for. */
import type { EventSymbol, MemberSymbol, MethodKind, PropertySymbol } from '../symbols/symbol';
import { MetadataField } from './field';
import { implicitConstructor } from './implicitConstructor';
import { MetadataMethod } from './method';
import type { MetadataNamedType } from './namedType';
import { MetadataEvent, MetadataProperty } from './property';
import { Col, Table } from './schema';
import type { Token } from './tables';
import { tableOf, token } from './tables';

interface Association {
  readonly token: Token;
  readonly methodKind: MethodKind;
}

/** By the bits of MethodSemantics.Semantics (II.23.1.12). */
const accessorKinds: Partial<Record<number, MethodKind>> = { 1: 'propertySet', 2: 'propertyGet', 8: 'eventAdd', 16: 'eventRemove' };

const none: readonly MemberSymbol[] = [];

export class MemberTable {
  private readonly symbols = new Map<Token, MemberSymbol>();
  private byName: Map<string, Token[]> | undefined;
  private readonly namedMembers = new Map<string, readonly MemberSymbol[]>();
  private associations: Map<number, Association> | undefined;
  private implementations: Map<Token, Token[]> | undefined;
  private cachedAll: readonly MemberSymbol[] | undefined;
  private cachedConstructor: MemberSymbol | undefined;
  private readonly lists: { readonly fields: readonly number[]; readonly methods: readonly number[]; readonly properties: readonly number[]; readonly events: readonly number[] };

  constructor(private readonly type: MetadataNamedType) {
    this.lists = {
      fields: this.rows(Table.TypeDef, type.row, Col.TypeDef.fieldList, Table.Field, Table.FieldPtr),
      methods: this.rows(Table.TypeDef, type.row, Col.TypeDef.methodList, Table.MethodDef, Table.MethodPtr),
      properties: this.mapped(Table.PropertyMap, Table.Property, Table.PropertyPtr),
      events: this.mapped(Table.EventMap, Table.Event, Table.EventPtr),
    };
  }

  private get module() { return this.type.containingAssembly.module; }

  get all(): readonly MemberSymbol[] {
    return this.cachedAll ??= [
      ...this.lists.fields.map((row) => this.symbol(token(Table.Field, row))).filter((field) => field.name !== 'value__'),
      ...this.lists.methods.map((row) => this.symbol(token(Table.MethodDef, row))),
      ...this.lists.properties.map((row) => this.symbol(token(Table.Property, row))),
      ...this.lists.events.map((row) => this.symbol(token(Table.Event, row))),
      ...this.implicitMembers(),
    ];
  }

  named(name: string): readonly MemberSymbol[] {
    if (name === 'this[]') {
      const { defaultMemberName } = this.type;
      return defaultMemberName === undefined ? none : this.symbolsNamed(defaultMemberName).filter((m) => m.kind === 'property' && m.isIndexer);
    }
    let found = this.namedMembers.get(name);
    if (found === undefined) {
      const written = this.symbolsNamed(name);
      const declared = written === none ? none : written.filter((m) => m.name === name);
      found = name === '.ctor' ? [...declared, ...this.implicitMembers()] : declared;
      // Most names that are looked up are not there: nothing is kept for those.
      if (found.length > 0) this.namedMembers.set(name, found);
    }
    return found;
  }

  method(row: number): MetadataMethod | undefined {
    const symbol = this.symbol(token(Table.MethodDef, row));
    return symbol instanceof MetadataMethod ? symbol : undefined;
  }

  associated(methodRow: number): { readonly symbol: PropertySymbol | EventSymbol; readonly methodKind: MethodKind } | undefined {
    this.associations ??= this.readAssociations();
    const found = this.associations.get(methodRow);
    if (found === undefined) return undefined;
    const symbol = this.symbol(found.token);
    return symbol.kind === 'property' || symbol.kind === 'event' ? { symbol, methodKind: found.methodKind } : undefined;
  }

  declarationsImplementedBy(body: Token): readonly Token[] {
    this.implementations ??= this.readImplementations();
    return this.implementations.get(body) ?? [];
  }

  private symbolsNamed(name: string): readonly MemberSymbol[] {
    this.byName ??= this.buildNames();
    return this.byName.get(name)?.map((t) => this.symbol(t)) ?? none;
  }

  private buildNames(): Map<string, Token[]> {
    const names = new Map<string, Token[]>();
    const add = (table: number, column: number, rows: readonly number[]): void => {
      for (const row of rows) {
        const name = this.module.tables.text(table, row, column);
        const known = names.get(name);
        if (known === undefined) names.set(name, [token(table, row)]);
        else known.push(token(table, row));
      }
    };
    add(Table.Field, Col.Field.name, this.lists.fields);
    add(Table.MethodDef, Col.MethodDef.name, this.lists.methods);
    add(Table.Property, Col.Property.name, this.lists.properties);
    add(Table.Event, Col.Event.name, this.lists.events);
    return names;
  }

  private symbol(member: Token): MemberSymbol {
    let symbol = this.symbols.get(member);
    if (symbol === undefined) this.symbols.set(member, symbol = this.create(member));
    return symbol;
  }

  private create(member: Token): MemberSymbol {
    switch (tableOf(member)) {
      case Table.Field: return new MetadataField(this.type, member);
      case Table.Property: return new MetadataProperty(this.type, member);
      case Table.Event: return new MetadataEvent(this.type, member);
      default: return new MetadataMethod(this.type, member);
    }
  }

  /** Structs and enums have a parameterless constructor even where none is declared. */
  private implicitMembers(): readonly MemberSymbol[] {
    const { typeKind } = this.type;
    if (typeKind !== 'struct' && typeKind !== 'enum') return [];
    const isDeclared = this.symbolsNamed('.ctor').some((m) => m.kind === 'method' && m.parameters.length === 0);
    if (isDeclared) return [];
    return [this.cachedConstructor ??= implicitConstructor(this.type, this.type.containingAssembly.special('Void'))];
  }

  private rows(table: number, row: number, column: number, target: number, pointers: number): readonly number[] {
    const { tables } = this.module;
    // The list of an uncompressed file counts rows of the pointer table.
    const [first, last] = tables.list(table, row, column, tables.rowCount(pointers) > 0 ? pointers : target);
    return Array.from({ length: last - first }, (_, i) => this.module.throughPointer(pointers, first + i));
  }

  private mapped(map: number, target: number, pointers: number): readonly number[] {
    const row = this.module.memberMapRow(map, this.type.row);
    return row === undefined ? [] : this.rows(map, row, Col.MemberMap.list, target, pointers);
  }

  private readAssociations(): Map<number, Association> {
    const found = new Map<number, Association>();
    for (const association of [...this.lists.properties.map((row) => token(Table.Property, row)), ...this.lists.events.map((row) => token(Table.Event, row))]) {
      for (const { flags, method } of this.module.accessors(association)) {
        const methodKind = accessorKinds[flags];
        if (methodKind !== undefined) found.set(method, { token: association, methodKind });
      }
    }
    return found;
  }

  private readImplementations(): Map<Token, Token[]> {
    const { tables } = this.module;
    const found = new Map<Token, Token[]>();
    for (const row of tables.rowsWith(Table.MethodImpl, Col.MethodImpl.class, this.type.row)) {
      const body = tables.coded(Table.MethodImpl, row, Col.MethodImpl.body, 'MethodDefOrRef');
      const declaration = tables.coded(Table.MethodImpl, row, Col.MethodImpl.declaration, 'MethodDefOrRef');
      found.set(body, [...(found.get(body) ?? []), declaration]);
    }
    return found;
  }
}
