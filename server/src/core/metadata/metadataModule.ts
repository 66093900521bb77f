/** The decoded tables of one assembly file: independent of references, hence shared between all projects that use the file. */
import type { ByteReader } from './bytes';
import { extensionGroups } from './extensionGroups';
import type { ModuleSummary, NamesByNamespace } from './moduleSummary';
import { readStreams } from './pe';
import { Col, Table } from './schema';
import type { Token } from './tables';
import { encodeCoded, MetadataTables, rowOf, tableOf, token } from './tables';

/** What an assembly cannot do without: why it is left out. */
export interface MetadataProblem {
  readonly path: string;
  readonly message: string;
}

/** Rows of top-level types by name without arity suffix. */
type NameTable = Map<string, number[]>;

/** Rows of the top-level types of a namespace: their names are read when one of them is asked for. */
type TypeIndex = ReadonlyMap<string, readonly number[]>;

/** Namespaces with those that they are in. */
function withOuter(names: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names) for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) all.add(name.slice(0, end));
  return all;
}

const extensionAttribute = 'System.Runtime.CompilerServices.ExtensionAttribute';

/** Name without the arity suffix ("List`1"), and the arity that it names. */
export function splitArity(metadataName: string): { readonly name: string; readonly arity: number } {
  const tick = metadataName.lastIndexOf('`');
  if (tick <= 0) return { name: metadataName, arity: 0 };
  const arity = Number(metadataName.slice(tick + 1));
  return Number.isInteger(arity) && arity > 0 && arity < 1000 ? { name: metadataName.slice(0, tick), arity } : { name: metadataName, arity: 0 };
}

export class MetadataModule {
  readonly assemblyName: string;
  private referenced: readonly string[] | undefined;
  private index: TypeIndex | undefined;
  private allNamespaces: ReadonlySet<string> | undefined;
  private readonly names = new Map<string, NameTable>();
  private nested: Map<number, number[]> | undefined;
  private forwards: Map<string, string> | undefined;
  private extensions: Map<string, Map<string, number[]>> | undefined;
  private groups: ReadonlyMap<number, readonly number[]> | undefined;
  private readonly memberMaps = new Map<number, Map<number, number>>();
  private semantics: Map<number, readonly { readonly flags: number; readonly method: number }[]> | undefined;
  private readonly attributeNames = new Map<number, string>();

  /** `standsFor`: simple names of the assemblies that the module has the types of; of a dll, its own only. */
  private constructor(
    readonly path: string, private readTables: MetadataTables | (() => MetadataTables), readonly standsFor: readonly string[] = [], private readonly known?: ModuleSummary,
  ) {
    this.assemblyName = known?.assemblyName ?? this.tables.text(Table.Assembly, 1, Col.Assembly.name);
  }

  /** The tables, read now where only the summary was needed so far. */
  get tables(): MetadataTables {
    if (typeof this.readTables === 'function') this.readTables = this.readTables();
    return this.readTables;
  }

  /** Opens the bytes of a dll. What is not a readable assembly gives a problem, never an exception. */
  static open(path: string, bytes: Uint8Array): MetadataModule | MetadataProblem {
    const streams = readStreams(bytes);
    if (typeof streams === 'string') return { path, message: streams };
    const tables = MetadataTables.read(streams);
    if (typeof tables === 'string') return { path, message: tables };
    if (tables.rowCount(Table.Assembly) === 0) return { path, message: 'the file is a module without an assembly manifest' };
    return new MetadataModule(path, tables);
  }

  /** A module of which a summary is known: `read` gives the bytes once more is asked for. When they are no assembly then, it is empty. */
  static summed(path: string, summary: ModuleSummary, read: () => Uint8Array | undefined): MetadataModule {
    const open = (): MetadataTables => {
      const module = MetadataModule.open(path, read() ?? new Uint8Array());
      return module instanceof MetadataModule ? module.tables : MetadataTables.empty;
    };
    return new MetadataModule(path, open, [], summary);
  }

  /** A module over tables that come from elsewhere than a dll. */
  static over(path: string, tables: MetadataTables, standsFor: readonly string[]): MetadataModule {
    return new MetadataModule(path, tables, standsFor);
  }

  /** Four part version as one comparable number list. */
  get version(): readonly number[] {
    if (this.known !== undefined) return this.known.version;
    const { major, minor, build, revision } = Col.Assembly;
    return [major, minor, build, revision].map((column) => this.tables.cell(Table.Assembly, 1, column));
  }

  /** Namespaces of top-level types, and those around them. */
  get namespaces(): ReadonlySet<string> {
    return this.allNamespaces ??= withOuter(this.known?.types.namespaces ?? this.typeIndex.keys());
  }

  /** What `summed` needs to know of this module. */
  get summary(): ModuleSummary {
    if (this.known !== undefined) return this.known;
    const typeNames: NamesByNamespace = { namespaces: [...this.typeIndex.keys()], names: (namespace) => new Set(this.namesIn(namespace)?.keys()) };
    const extensions = this.extensions ??= this.buildExtensions();
    const extensionNames: NamesByNamespace = { namespaces: [...extensions.keys()], names: (namespace) => new Set(extensions.get(namespace)?.keys()) };
    return {
      assemblyName: this.assemblyName, version: this.version, referencedNames: this.referencedNames, definesObject: this.definesObject,
      hasForwards: this.tables.rowCount(Table.ExportedType) > 0, hasExtensionGroups: this.extensionGroups.size > 0, types: typeNames, extensionMethods: extensionNames,
    };
  }

  /** Simple names, in lower case, of the assemblies that this one refers to or forwards types to. */
  get referencedNames(): readonly string[] {
    return this.referenced ??= this.known?.referencedNames ?? Array.from({ length: this.tables.rowCount(Table.AssemblyRef) }, (_, i) => this.tables.text(Table.AssemblyRef, i + 1, Col.AssemblyRef.name).toLowerCase());
  }

  /** Whether a type reference has this name. */
  refersTo(namespace: string, metadataName: string): boolean {
    const { tables } = this;
    for (let row = tables.rowCount(Table.TypeRef); row > 0; row--) {
      if (tables.text(Table.TypeRef, row, Col.TypeRef.name) === metadataName && tables.text(Table.TypeRef, row, Col.TypeRef.namespace) === namespace) return true;
    }
    return false;
  }

  /** Rows of the top-level types with a simple name. */
  typeRows(namespace: string, name: string): readonly number[] {
    if (this.known?.types.names(namespace)?.has(name) === false) return [];
    return this.namesIn(namespace)?.get(name) ?? [];
  }

  hasTypesIn(namespace: string): boolean {
    return this.known === undefined ? this.typeIndex.has(namespace) : this.known.types.names(namespace) !== undefined;
  }

  allTypeRows(namespace: string): readonly number[] {
    return [...(this.namesIn(namespace)?.values() ?? [])].flat();
  }

  private namesIn(namespace: string): NameTable | undefined {
    let names = this.names.get(namespace);
    if (names === undefined && this.known?.types.names(namespace) === undefined && this.known !== undefined) return undefined;
    const rows = names === undefined ? this.typeIndex.get(namespace) : undefined;
    if (rows === undefined) return names;
    this.names.set(namespace, names = new Map<string, number[]>());
    for (const row of rows) {
      const { name } = splitArity(this.tables.text(Table.TypeDef, row, Col.TypeDef.name));
      const known = names.get(name);
      if (known === undefined) names.set(name, [row]);
      else known.push(row);
    }
    return names;
  }

  /** Whether System.Object is defined here: without its name being read from every assembly. */
  get definesObject(): boolean {
    if (this.known !== undefined) return this.known.definesObject;
    return this.typeIndex.get('System')?.some((row) => this.tables.isString(Table.TypeDef, row, Col.TypeDef.name, 'Object')) === true;
  }

  /** Row of the top-level type with a metadata name (arity suffix included). */
  typeRow(namespace: string, metadataName: string): number | undefined {
    const rows = this.typeRows(namespace, splitArity(metadataName).name);
    return rows.find((row) => this.tables.text(Table.TypeDef, row, Col.TypeDef.name) === metadataName);
  }

  private get typeIndex(): TypeIndex {
    return this.index ??= this.buildIndex();
  }

  private buildIndex(): TypeIndex {
    const { tables } = this;
    const types = new Map<string, number[]>();
    let [lastNamespace, rows]: [number, number[] | undefined] = [-1, undefined];
    for (let row = 2; row <= tables.rowCount(Table.TypeDef); row++) {
      const visibility = tables.cell(Table.TypeDef, row, Col.TypeDef.flags) & 7;
      if (visibility > 1) continue;
      const offset = tables.cell(Table.TypeDef, row, Col.TypeDef.namespace);
      if (rows === undefined || offset !== lastNamespace) {
        const namespace = tables.string(offset);
        rows = types.get(namespace);
        if (rows === undefined) types.set(namespace, rows = []);
        lastNamespace = offset;
      }
      rows.push(row);
    }
    return types;
  }

  /** Rows of the types nested directly in a type. */
  nestedRows(row: number): readonly number[] {
    if (this.nested === undefined) {
      this.nested = new Map();
      for (let i = 1; i <= this.tables.rowCount(Table.NestedClass); i++) {
        const enclosing = this.tables.cell(Table.NestedClass, i, Col.NestedClass.enclosing);
        const inner = this.tables.cell(Table.NestedClass, i, Col.NestedClass.nested);
        const rows = this.nested.get(enclosing);
        if (rows === undefined) this.nested.set(enclosing, [inner]);
        else rows.push(inner);
      }
    }
    return this.nested.get(row) ?? [];
  }

  /** Row of the type around a nested one. */
  enclosingRow(row: number): number | undefined {
    const [found] = this.tables.rowsWith(Table.NestedClass, Col.NestedClass.nested, row);
    const enclosing = found === undefined ? 0 : this.tables.cell(Table.NestedClass, found, Col.NestedClass.enclosing);
    // Compilers write enclosing types first; anything else could be a cycle of corrupt data.
    return enclosing > 0 && enclosing < row ? enclosing : undefined;
  }

  /** Simple name of the assembly that a top-level type has moved to (ExportedType, II.22.14). */
  forwardedTo(namespace: string, metadataName: string): string | undefined {
    if (this.known?.hasForwards === false) return undefined;
    if (this.forwards === undefined) {
      this.forwards = new Map();
      for (let row = 1; row <= this.tables.rowCount(Table.ExportedType); row++) {
        const target = this.tables.coded(Table.ExportedType, row, Col.ExportedType.implementation, 'Implementation');
        if (tableOf(target) !== Table.AssemblyRef) continue;
        const name = this.tables.text(Table.ExportedType, row, Col.ExportedType.name);
        const key = `${this.tables.text(Table.ExportedType, row, Col.ExportedType.namespace)}.${name}`;
        this.forwards.set(key, this.tables.text(Table.AssemblyRef, rowOf(target), Col.AssemblyRef.name));
      }
    }
    return this.forwards.get(`${namespace}.${metadataName}`);
  }

  /** Rows in the CustomAttribute table for a definition. */
  attributeRows(owner: Token): readonly number[] {
    return this.tables.rowsWith(Table.CustomAttribute, Col.CustomAttribute.parent, encodeCoded(owner, 'HasCustomAttribute'));
  }

  /** Full name of the class of an attribute: of the type that its constructor (MethodDef or MemberRef) is in. */
  attributeName(row: number): string {
    const constructor = this.tables.coded(Table.CustomAttribute, row, Col.CustomAttribute.type, 'CustomAttributeType');
    let name = this.attributeNames.get(constructor);
    if (name === undefined) this.attributeNames.set(constructor, name = this.typeName(this.declaringType(constructor)));
    return name;
  }

  /** Value of an attribute on a definition; undefined without one. */
  attributeBlob(owner: Token, fullName: string): ByteReader | undefined {
    const row = this.attributeRows(owner).find((r) => this.attributeName(r) === fullName);
    return row === undefined ? undefined : this.tables.blob(Table.CustomAttribute, row, Col.CustomAttribute.value);
  }

  hasAttribute(owner: Token, fullName: string): boolean {
    return this.attributeRows(owner).some((row) => this.attributeName(row) === fullName);
  }

  /** Type that a MethodDef or MemberRef belongs to. */
  declaringType(member: Token): Token {
    if (tableOf(member) === Table.MemberRef) return this.tables.coded(Table.MemberRef, rowOf(member), Col.MemberRef.class, 'MemberRefParent');
    if (tableOf(member) !== Table.MethodDef) return 0;
    let low = 1;
    let high = this.tables.rowCount(Table.TypeDef);
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.tables.cell(Table.TypeDef, middle, Col.TypeDef.methodList) <= rowOf(member)) low = middle;
      else high = middle - 1;
    }
    return token(Table.TypeDef, low);
  }

  /** Full dotted name without arities, of a TypeDef, TypeRef, or the generic type of a TypeSpec; '' when there is none. */
  typeName(type: Token, depth = 0): string {
    const { tables } = this;
    const row = rowOf(type);
    if (depth > 16) return '';
    if (tableOf(type) === Table.TypeSpec) {
      const blob = tables.blob(Table.TypeSpec, row, Col.TypeSpec.signature);
      if (blob.u8() !== 0x15) return '';
      blob.position++;
      return this.typeName(signatureToken(blob.compressed()), depth + 1);
    }
    const isRef = tableOf(type) === Table.TypeRef;
    if (!isRef && tableOf(type) !== Table.TypeDef) return '';
    const column = isRef ? Col.TypeRef : Col.TypeDef;
    const name = splitArity(tables.text(tableOf(type), row, column.name)).name;
    const scope = isRef ? tables.coded(Table.TypeRef, row, Col.TypeRef.scope, 'ResolutionScope') : 0;
    const enclosing = isRef ? 0 : this.enclosingRow(row) ?? 0;
    const outer = tableOf(scope) === Table.TypeRef ? scope : enclosing === 0 ? 0 : token(Table.TypeDef, enclosing);
    const prefix = outer === 0 ? tables.text(tableOf(type), row, column.namespace) : this.typeName(outer, depth + 1);
    return prefix === '' ? name : `${prefix}.${name}`;
  }

  /** Rows of the extension methods called `name` in the top-level static classes of a namespace. */
  extensionMethodRows(namespace: string, name: string): readonly number[] {
    if (this.known !== undefined && this.known.extensionMethods.names(namespace)?.has(name) !== true) return [];
    this.extensions ??= this.buildExtensions();
    return this.extensions.get(namespace)?.get(name) ?? [];
  }

  /** Rows of the types that stand for C# 14 extension blocks, by the row of the static class around them. */
  get extensionGroups(): ReadonlyMap<number, readonly number[]> {
    return this.groups ??= this.known?.hasExtensionGroups === false ? new Map() : extensionGroups(this.tables, (row) => this.enclosingRow(row));
  }

  private buildExtensions(): Map<string, Map<string, number[]>> {
    const { tables } = this;
    const found = new Map<string, Map<string, number[]>>();
    // Few constructors stand behind many attributes: the raw cells are compared, and one name is read for each constructor.
    const isExtension = new Map<number, boolean>();
    for (let row = 1; row <= tables.rowCount(Table.CustomAttribute); row++) {
      const method = tables.coded(Table.CustomAttribute, row, Col.CustomAttribute.parent, 'HasCustomAttribute');
      if (tableOf(method) !== Table.MethodDef) continue;
      const constructor = tables.cell(Table.CustomAttribute, row, Col.CustomAttribute.type);
      let matches = isExtension.get(constructor);
      if (matches === undefined) isExtension.set(constructor, matches = this.attributeName(row) === extensionAttribute);
      if (!matches) continue;
      const type = rowOf(this.declaringType(method));
      if ((tables.cell(Table.TypeDef, type, Col.TypeDef.flags) & 7) > 1) continue;
      const namespace = tables.text(Table.TypeDef, type, Col.TypeDef.namespace);
      let names = found.get(namespace);
      if (names === undefined) found.set(namespace, names = new Map<string, number[]>());
      const name = tables.text(Table.MethodDef, rowOf(method), Col.MethodDef.name);
      const rows = names.get(name);
      if (rows === undefined) names.set(name, [rowOf(method)]);
      else rows.push(rowOf(method));
    }
    return found;
  }

  /** Accessors of a property or event (MethodSemantics, II.22.28). */
  accessors(association: Token): readonly { readonly flags: number; readonly method: number }[] {
    this.semantics ??= new Map();
    const key = encodeCoded(association, 'HasSemantics');
    let list = this.semantics.get(key);
    if (list === undefined) {
      const { semantics, method, association: column } = Col.MethodSemantics;
      list = this.tables.rowsWith(Table.MethodSemantics, column, key)
        .map((row) => ({ flags: this.tables.cell(Table.MethodSemantics, row, semantics), method: this.tables.cell(Table.MethodSemantics, row, method) }));
      this.semantics.set(key, list);
    }
    return list;
  }

  /** Row of a type in PropertyMap or EventMap, which are in no promised order. */
  memberMapRow(map: number, type: number): number | undefined {
    let rows = this.memberMaps.get(map);
    if (rows === undefined) {
      this.memberMaps.set(map, rows = new Map<number, number>());
      for (let row = 1; row <= this.tables.rowCount(map); row++) rows.set(this.tables.cell(map, row, Col.MemberMap.parent), row);
    }
    return rows.get(type);
  }

  /** Row behind an entry of a member list: the pointer tables of uncompressed metadata lie between (II.22: FieldPtr and the like). */
  throughPointer(pointerTable: number, row: number): number {
    return this.tables.rowCount(pointerTable) > 0 ? this.tables.cell(pointerTable, row, 0) : row;
  }
}

/** Token of a TypeDefOrRef as signatures encode it (II.23.2.8). */
export function signatureToken(encoded: number): Token {
  const table = [Table.TypeDef, Table.TypeRef, Table.TypeSpec][encoded & 3];
  return table === undefined || encoded >>> 2 === 0 ? 0 : token(table, encoded >>> 2);
}
