/** The metadata tables and their columns (ECMA-335 II.22). */

/** Numbers of the tables that are read. */
export const Table = {
  Module: 0x00, TypeRef: 0x01, TypeDef: 0x02, FieldPtr: 0x03, Field: 0x04, MethodPtr: 0x05, MethodDef: 0x06, ParamPtr: 0x07, Param: 0x08,
  InterfaceImpl: 0x09, MemberRef: 0x0a, Constant: 0x0b, CustomAttribute: 0x0c, EventMap: 0x12, EventPtr: 0x13, Event: 0x14, PropertyMap: 0x15,
  PropertyPtr: 0x16, Property: 0x17, MethodSemantics: 0x18, MethodImpl: 0x19, ModuleRef: 0x1a, TypeSpec: 0x1b, Assembly: 0x20, AssemblyRef: 0x23,
  File: 0x26, ExportedType: 0x27, NestedClass: 0x29, GenericParam: 0x2a, MethodSpec: 0x2b, GenericParamConstraint: 0x2c,
} as const;

/** Tables that a coded index may point into, by tag; -1 for unused tags (II.24.2.6). */
export const codedIndexes = {
  TypeDefOrRef: [0x02, 0x01, 0x1b],
  HasConstant: [0x04, 0x08, 0x17],
  HasCustomAttribute: [
    0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26, 0x27, 0x28, 0x2a, 0x2c, 0x2b,
  ],
  HasFieldMarshal: [0x04, 0x08],
  HasDeclSecurity: [0x02, 0x06, 0x20],
  MemberRefParent: [0x02, 0x01, 0x1a, 0x06, 0x1b],
  HasSemantics: [0x14, 0x17],
  MethodDefOrRef: [0x06, 0x0a],
  MemberForwarded: [0x04, 0x06],
  Implementation: [0x26, 0x23, 0x27],
  CustomAttributeType: [-1, -1, 0x06, 0x0a, -1],
  ResolutionScope: [0x00, 0x1a, 0x23, 0x01],
  TypeOrMethodDef: [0x02, 0x06],
} as const satisfies Record<string, readonly number[]>;

export type CodedIndex = keyof typeof codedIndexes;

/** A column: 2 or 4 bytes, an index into a heap, an index into a table, or a coded index. */
export type Column = 'u16' | 'u32' | 'string' | 'guid' | 'blob' | CodedIndex | { readonly table: number };

const to = (table: number): Column => ({ table });

/** Columns of each table by its number; undefined entries do not exist. */
export const columns: readonly (readonly Column[] | undefined)[] = [
  ['u16', 'string', 'guid', 'guid', 'guid'],
  ['ResolutionScope', 'string', 'string'],
  ['u32', 'string', 'string', 'TypeDefOrRef', to(0x04), to(0x06)],
  [to(0x04)],
  ['u16', 'string', 'blob'],
  [to(0x06)],
  ['u32', 'u16', 'u16', 'string', 'blob', to(0x08)],
  [to(0x08)],
  ['u16', 'u16', 'string'],
  [to(0x02), 'TypeDefOrRef'],
  ['MemberRefParent', 'string', 'blob'],
  ['u16', 'HasConstant', 'blob'],
  ['HasCustomAttribute', 'CustomAttributeType', 'blob'],
  ['HasFieldMarshal', 'blob'],
  ['u16', 'HasDeclSecurity', 'blob'],
  ['u16', 'u32', to(0x02)],
  ['u32', to(0x04)],
  ['blob'],
  [to(0x02), to(0x14)],
  [to(0x14)],
  ['u16', 'string', 'TypeDefOrRef'],
  [to(0x02), to(0x17)],
  [to(0x17)],
  ['u16', 'string', 'blob'],
  ['u16', to(0x06), 'HasSemantics'],
  [to(0x02), 'MethodDefOrRef', 'MethodDefOrRef'],
  ['string'],
  ['blob'],
  ['u16', 'MemberForwarded', 'string', to(0x1a)],
  ['u32', to(0x04)],
  ['u32', 'u32'],
  ['u32'],
  ['u32', 'u16', 'u16', 'u16', 'u16', 'u32', 'blob', 'string', 'string'],
  ['u32'],
  ['u32', 'u32', 'u32'],
  ['u16', 'u16', 'u16', 'u16', 'u32', 'blob', 'string', 'string', 'blob'],
  ['u32', to(0x23)],
  ['u32', 'u32', 'u32', to(0x23)],
  ['u32', 'string', 'blob'],
  ['u32', 'u32', 'string', 'string', 'Implementation'],
  ['u32', 'u32', 'string', 'Implementation'],
  [to(0x02), to(0x02)],
  ['u16', 'u16', 'TypeOrMethodDef', 'string'],
  ['MethodDefOrRef', 'blob'],
  [to(0x2a), 'TypeDefOrRef'],
];

/** Column positions by name, for the tables that are read. */
export const Col = {
  TypeRef: { scope: 0, name: 1, namespace: 2 },
  TypeDef: { flags: 0, name: 1, namespace: 2, extends: 3, fieldList: 4, methodList: 5 },
  Field: { flags: 0, name: 1, signature: 2 },
  MethodDef: { rva: 0, implFlags: 1, flags: 2, name: 3, signature: 4, paramList: 5 },
  Param: { flags: 0, sequence: 1, name: 2 },
  InterfaceImpl: { class: 0, interface: 1 },
  MemberRef: { class: 0, name: 1, signature: 2 },
  Constant: { type: 0, parent: 1, value: 2 },
  CustomAttribute: { parent: 0, type: 1, value: 2 },
  MemberMap: { parent: 0, list: 1 },
  Event: { flags: 0, name: 1, type: 2 },
  Property: { flags: 0, name: 1, signature: 2 },
  MethodSemantics: { semantics: 0, method: 1, association: 2 },
  MethodImpl: { class: 0, body: 1, declaration: 2 },
  TypeSpec: { signature: 0 },
  Assembly: { major: 1, minor: 2, build: 3, revision: 4, name: 7 },
  AssemblyRef: { name: 6 },
  ExportedType: { flags: 0, name: 2, namespace: 3, implementation: 4 },
  NestedClass: { nested: 0, enclosing: 1 },
  GenericParam: { number: 0, flags: 1, owner: 2, name: 3 },
  GenericParamConstraint: { owner: 0, constraint: 1 },
} as const;
