/** Finds the declaration of a member by name in source files: for tools that name a member but no place (ILC). */
import type { Span } from '../diagnostic';
import type { CompilationUnit, MemberDeclaration, NamespaceDeclaration, TypeDeclaration, Unit } from '../syntax/nodes';
import type { SourceFile } from '../sourceFile';
import type { MemberName } from '../publish/memberName';

/** Span of the declared name, in file offsets. The type's own name when the member is not found in it. */
export function locateMember(files: readonly SourceFile[], name: MemberName): { readonly file: string; readonly span: Span } | undefined {
  for (const typeName of name.types) {
    let fallback: { readonly file: string; readonly span: Span } | undefined;
    for (const file of files) {
      for (const type of typesNamed(file.root, typeName)) {
        fallback ??= { file: file.path, span: nameSpan(type.header) };
        if (name.member === undefined) return fallback;
        const member = type.members.find((unit) => declares(unit.root, name.member ?? ''));
        if (member) return { file: file.path, span: nameSpan(member) };
      }
    }
    if (fallback) return fallback;
    // Top-level statements have no type declaration: their class is Program, their method Main.
    const program = typeName === 'Program' ? files.find((file) => file.root.statements.length > 0) : undefined;
    const statement = program?.root.statements[0];
    if (program && statement) return { file: program.path, span: { start: statement.base, end: statement.base + statement.text.length } };
  }
  return undefined;
}

function nameSpan(unit: Unit<{ readonly nameStart: number; readonly nameEnd: number }>): Span {
  return { start: unit.base + unit.root.nameStart, end: unit.base + unit.root.nameEnd };
}

function typesNamed(root: CompilationUnit, fullName: string): TypeDeclaration[] {
  return [...below(root, '')].filter(({ name }) => name === fullName).map(({ type }) => type);
}

function* below(container: CompilationUnit | NamespaceDeclaration, prefix: string): Generator<{ name: string; type: TypeDeclaration }> {
  for (const type of container.types) yield* nested(type, prefix);
  for (const namespace of container.namespaces) yield* below(namespace, `${prefix}${namespace.name}.`);
}

function* nested(type: TypeDeclaration, prefix: string): Generator<{ name: string; type: TypeDeclaration }> {
  const name = prefix + type.header.root.name;
  yield { name, type };
  for (const inner of type.types) yield* nested(inner, `${name}.`);
}

function declares(member: MemberDeclaration, name: string): boolean {
  switch (member.kind) {
    case 'Constructor': return name === '.ctor' || name === '.cctor';
    case 'Field': return member.variables.some((v) => v.name === name);
    case 'Event': return member.name === name || member.variables.some((v) => v.name === name);
    case 'Method':
    case 'Property':
    case 'EnumMember':
    case 'Delegate': return member.name === name || `get_${member.name}` === name || `set_${member.name}` === name;
    case 'Indexer': return /^(this|Item|get_Item|set_Item)/.test(name);
    default: return false;
  }
}
