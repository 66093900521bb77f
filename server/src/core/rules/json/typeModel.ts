/** Types as source text names them, and predicates over what is serialized. */
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
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
  if (type.namespace === 'System' && type.name === 'Nullable' && type.typeArguments[0]) return `${typeName(type.typeArguments[0])}?`;
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
