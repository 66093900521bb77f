/** Types as System.Text.Json's source generator sees them: identity, what a listed type brings along, and what a handler returns. */
import type { AttributeData, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { tupleElements } from '../capability/display';

const keywordOf: Readonly<Record<string, string>> = {
  Object: 'object', Boolean: 'bool', Char: 'char', SByte: 'sbyte', Byte: 'byte', Int16: 'short', UInt16: 'ushort', Int32: 'int', UInt32: 'uint',
  Int64: 'long', UInt64: 'ulong', Decimal: 'decimal', Single: 'float', Double: 'double', String: 'string', Void: 'void', IntPtr: 'nint', UIntPtr: 'nuint',
};

/** The type as C# source would write it from anywhere (`N.Outer.Inner<int>[]`): its identity, and text for `typeof(…)`. */
export function typeName(type: TypeSymbol): string {
  switch (type.kind) {
    case 'array': return `${typeName(type.elementType)}[${','.repeat(type.rank - 1)}]`;
    case 'pointer': return `${typeName(type.pointedAtType)}*`;
    case 'dynamic': return 'object';
    case 'namedType': return namedTypeName(type);
    case 'functionPointer': return 'nint';
    default: return type.name;
  }
}

function namedTypeName(type: NamedTypeSymbol): string {
  const keyword = type.specialType && type.namespace === 'System' ? keywordOf[type.specialType] : undefined;
  if (keyword !== undefined) return keyword;
  if (type.namespace === 'System' && type.name === 'ValueTuple' && type.arity > 1) return `(${tupleElements(type).map(typeName).join(', ')})`;
  const own = type.typeArguments.length === 0 ? type.name : `${type.name}<${type.typeArguments.map(typeName).join(', ')}>`;
  if (type.containingType) return `${namedTypeName(type.containingType)}.${own}`;
  return type.namespace === '' ? own : `${type.namespace}.${own}`;
}

/** Whether every part of the type is known and closed. */
export function isClosed(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'error':
    case 'dynamic':
    case 'typeParameter':
    case 'pointer':
    case 'functionPointer': return false;
    case 'array': return isClosed(type.elementType);
    case 'namedType': return !type.isUnboundGeneric && type.typeArguments.every(isClosed);
  }
}

export function isNamed(type: TypeSymbol, namespace: string, name: string): type is NamedTypeSymbol {
  return type.kind === 'namedType' && type.name === name && type.namespace === namespace;
}

/** `Nullable<T>` is serialized with the metadata of `T`. */
export function withoutNullable(type: TypeSymbol): TypeSymbol {
  return isNamed(type, 'System', 'Nullable') ? (type.typeArguments[0] ?? type) : type;
}

/** Types for which one `[JsonSerializable(typeof(root))]` makes metadata: the type and what its properties and elements hold. */
export function coveredBy(root: TypeSymbol, into: Set<string>): void {
  const type = withoutNullable(root);
  const name = typeName(type);
  if (into.has(name) || !isClosed(type)) return;
  into.add(name);
  if (type.kind === 'array') {
    coveredBy(type.elementType, into);
    return;
  }
  if (type.kind !== 'namedType' || type.typeKind === 'enum' || type.typeKind === 'delegate') return;
  const elements = elementTypes(type);
  if (elements.length > 0) {
    for (const element of elements) coveredBy(element, into);
    return;
  }
  if (isLeaf(type)) return;
  for (const member of serializedMembers(type)) coveredBy(member, into);
  for (const derived of derivedTypes(type)) coveredBy(derived, into);
}

/** Types with a converter of their own, whose members are not looked at. */
function isLeaf(type: NamedTypeSymbol): boolean {
  return type.specialType !== undefined || (type.namespace === 'System' && type.arity === 0) || type.namespace === 'System.Text.Json' || type.namespace === 'System.Text.Json.Nodes';
}

/** Element, or key and value, of a collection. */
function elementTypes(type: NamedTypeSymbol): readonly TypeSymbol[] {
  if (type.specialType === 'String') return [];
  const candidates = [type, ...type.allInterfaces];
  const dictionary = candidates.find((i) => i.namespace === 'System.Collections.Generic' && (i.name === 'IDictionary' || i.name === 'IReadOnlyDictionary'));
  if (dictionary) return dictionary.typeArguments;
  const sequence = candidates.find((i) => i.namespace === 'System.Collections.Generic' && (i.name === 'IEnumerable' || i.name === 'IAsyncEnumerable'));
  return sequence ? sequence.typeArguments : [];
}

function serializedMembers(type: NamedTypeSymbol): readonly TypeSymbol[] {
  const found: TypeSymbol[] = [];
  for (let current: NamedTypeSymbol | undefined = type; current && current.specialType !== 'Object'; current = current.baseType) {
    for (const member of current.members) {
      if (member.isStatic || isIgnored(member.attributes)) continue;
      const isIncluded = member.accessibility === 'public' || hasAttribute(member.attributes, 'JsonIncludeAttribute');
      if (member.kind === 'property' && !member.isIndexer && isIncluded) found.push(member.type);
      if (member.kind === 'field' && hasAttribute(member.attributes, 'JsonIncludeAttribute')) found.push(member.type);
    }
  }
  return found;
}

/** `[JsonIgnore]` without a condition, or with `Always` (1). */
function isIgnored(attributes: readonly AttributeData[]): boolean {
  return attributes.some((attribute) => {
    if (attribute.fullName !== 'System.Text.Json.Serialization.JsonIgnoreAttribute') return false;
    const condition = attribute.namedArguments.get('Condition');
    return condition?.kind !== 'enum' || Number(condition.value) === 1;
  });
}

function hasAttribute(attributes: readonly AttributeData[], name: string): boolean {
  return attributes.some((attribute) => attribute.fullName === `System.Text.Json.Serialization.${name}`);
}

function derivedTypes(type: NamedTypeSymbol): readonly TypeSymbol[] {
  return type.attributes.flatMap((attribute) => {
    const value = attribute.fullName === 'System.Text.Json.Serialization.JsonDerivedTypeAttribute' ? attribute.constructorArguments[0] : undefined;
    return value?.kind === 'type' && value.value ? [value.value] : [];
  });
}
