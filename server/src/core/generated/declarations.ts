/** Declarations by name, in generated and in written code alike: what two parts of a partial type or member agree in. */
import type { SourceFile } from '../sourceFile';
import type { CompilationUnit, MemberDeclaration, MethodDeclaration, NamespaceDeclaration, Parameter, TypeDeclaration, TypeSyntax, Unit } from '../syntax/nodes';

export interface NamedType {
  /** `A.B.Outer.Inner`1`: namespaces and containing types with the number of their type parameters. */
  readonly name: string;
  readonly type: TypeDeclaration;
}

/** All types of a file, containing ones first. */
export function* typesIn(file: Pick<SourceFile, 'root'>): Generator<NamedType> {
  yield* below(file.root, '');
}

function* below(container: CompilationUnit | NamespaceDeclaration, prefix: string): Generator<NamedType> {
  for (const type of container.types) yield* nested(type, prefix);
  for (const namespace of container.namespaces) yield* below(namespace, `${prefix}${namespace.name}.`);
}

function* nested(type: TypeDeclaration, prefix: string): Generator<NamedType> {
  const { name, typeParameters } = type.header.root;
  const full = `${prefix}${name}${typeParameters.length > 0 ? `\`${typeParameters.length}` : ''}`;
  yield { name: full, type };
  for (const inner of type.types) yield* nested(inner, `${full}.`);
}

/** A method or property as its other part would be found. */
export interface MemberKey {
  readonly name: string;
  /** Types of the parameters, see `typeKey`; undefined for a property. */
  readonly parameters: readonly string[] | undefined;
}

export function memberKey(member: MemberDeclaration): MemberKey | undefined {
  if (member.kind === 'Method') return { name: member.name, parameters: parameterKeys(member) };
  return member.kind === 'Property' ? { name: member.name, parameters: undefined } : undefined;
}

function parameterKeys(method: MethodDeclaration): string[] {
  return method.parameters.map((parameter: Parameter) => typeKey(parameter.type));
}

/** The other part of a member: of the same name, and where methods share it, with the same parameters. */
export function findMember(type: TypeDeclaration, key: MemberKey): Unit<MemberDeclaration> | undefined {
  const candidates = type.members.filter(({ root }) => memberKey(root)?.name === key.name && (root.kind === 'Property') === (key.parameters === undefined));
  const exact = candidates.find(({ root }) => root.kind !== 'Method' || sameKeys(parameterKeys(root), key.parameters ?? []));
  return exact ?? (candidates.length === 1 ? candidates[0] : undefined);
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}

/** CLR names of the predefined types. */
const predefined: Readonly<Record<string, string>> = {
  bool: 'Boolean', byte: 'Byte', sbyte: 'SByte', char: 'Char', decimal: 'Decimal', double: 'Double', float: 'Single', int: 'Int32', uint: 'UInt32',
  long: 'Int64', ulong: 'UInt64', short: 'Int16', ushort: 'UInt16', object: 'Object', string: 'String', void: 'Void', nint: 'IntPtr', nuint: 'UIntPtr',
};

export function predefinedName(keyword: string): string {
  return Object.hasOwn(predefined, keyword) ? predefined[keyword] ?? keyword : keyword;
}

/** A type by its last names only, so that `int` and `global::System.Int32` are one; `?` is left out: generators differ in it. */
export function typeKey(type: TypeSyntax | undefined): string {
  switch (type?.kind) {
    case 'PredefinedType': return predefinedName(type.keyword);
    case 'IdentifierName': return predefinedName(type.name);
    case 'GenericName': return `${type.name}<${type.typeArguments.map(typeKey).join()}>`;
    case 'QualifiedName': return typeKey(type.right);
    case 'AliasQualifiedName': return typeKey(type.name);
    case 'NullableType': return typeKey(type.elementType);
    case 'ArrayType': return typeKey(type.elementType) + type.ranks.map(({ rank }) => `[${','.repeat(rank - 1)}]`).join('');
    case 'PointerType': return `${typeKey(type.elementType)}*`;
    case 'TupleType': return `(${type.elements.map((element) => typeKey(element.type)).join()})`;
    case 'RefType':
    case 'ScopedType': return typeKey(type.type);
    default: return '';
  }
}
