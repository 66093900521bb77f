/** Types as source text names them, and predicates over what is serialized. */
import type { AssemblySymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { escapedName, escapedPath } from '../../syntax/keywords';
import { tupleElements } from '../capability/display';

const keywordOf: Readonly<Record<string, string>> = {
  Object: 'object', Boolean: 'bool', Char: 'char', SByte: 'sbyte', Byte: 'byte', Int16: 'short', UInt16: 'ushort', Int32: 'int', UInt32: 'uint',
  Int64: 'long', UInt64: 'ulong', Decimal: 'decimal', Single: 'float', Double: 'double', String: 'string', Void: 'void', IntPtr: 'nint', UIntPtr: 'nuint',
};

/** Name of a type that is to be written otherwise than by its own. */
export type Rename = (type: NamedTypeSymbol) => string | undefined;

/** The type as C# source would write it from anywhere (`N.Outer.Inner<int>[]`): its identity, and text for `typeof(…)`. */
export function typeName(type: TypeSymbol, rename?: Rename): string {
  switch (type.kind) {
    case 'array': return arrayName(type, rename);
    case 'pointer': return `${typeName(type.pointedAtType, rename)}*`;
    case 'dynamic': return 'object';
    case 'namedType': return rename?.(type) ?? namedTypeName(type, rename);
    case 'functionPointer': return 'nint';
    default: return type.name;
  }
}

/** The outermost rank comes first: `int[][,]` is an array of `int[,]`. */
function arrayName(type: TypeSymbol, rename: Rename | undefined): string {
  let element = type;
  let ranks = '';
  while (element.kind === 'array') {
    ranks += `[${','.repeat(element.rank - 1)}]`;
    element = element.elementType;
  }
  return typeName(element, rename) + ranks;
}

function namedTypeName(type: NamedTypeSymbol, rename: Rename | undefined): string {
  const keyword = type.specialType && type.namespace === 'System' ? keywordOf[type.specialType] : undefined;
  if (keyword !== undefined) return keyword;
  if (type.namespace === 'System' && type.name === 'Nullable' && type.typeArguments[0]) return `${typeName(type.typeArguments[0], rename)}?`;
  if (type.namespace === 'System' && type.name === 'ValueTuple' && type.arity > 1) return `(${tupleElements(type).map((element) => typeName(element, rename)).join(', ')})`;
  const own = type.typeArguments.length === 0 ? escapedName(type.name) : `${escapedName(type.name)}<${type.typeArguments.map((argument) => typeName(argument, rename)).join(', ')}>`;
  if (type.containingType) return `${namedTypeName(type.containingType, rename)}.${own}`;
  return type.namespace === '' ? own : `${escapedPath(type.namespace)}.${own}`;
}

/** Whether code anywhere in an assembly, its own when left out, may name the type: a context, for example. */
export function isReachable(type: TypeSymbol, from?: AssemblySymbol): boolean {
  if (type.kind === 'array') return isReachable(type.elementType, from);
  return type.kind === 'namedType' && isReachableItself(type, from) && type.typeArguments.every((argument) => isReachable(argument, from));
}

/** The same without its type arguments. */
export function isReachableItself(type: NamedTypeSymbol, from: AssemblySymbol = type.containingAssembly): boolean {
  const { containingAssembly: owner } = type;
  const isInside = owner === from || owner.givesAccessTo(from.name);
  for (let level: NamedTypeSymbol | undefined = type; level; level = level.containingType) {
    if (level.isFileLocal || !(isInside ? reachable.has(level.accessibility) : level.accessibility === 'public')) return false;
  }
  return true;
}

/** Whether other assemblies may name every part of the type: what a context lists that is public itself must be. */
export function isPublic(type: TypeSymbol): boolean {
  if (type.kind === 'array') return isPublic(type.elementType);
  return type.kind === 'namedType' && isPublicItself(type) && type.typeArguments.every(isPublic);
}

/** The same without its type arguments. */
export function isPublicItself(type: NamedTypeSymbol): boolean {
  for (let level: NamedTypeSymbol | undefined = type; level; level = level.containingType) if (level.accessibility !== 'public') return false;
  return true;
}

const reachable: ReadonlySet<string> = new Set(['public', 'internal', 'protectedInternal']);

/**
 * What the attributes of a type say of how values of types below it are written: with a discriminator, which values that are written as
 * `object` get as well, or by a converter. Undefined: nothing.
 */
export function writingBelow({ attributes }: NamedTypeSymbol): 'discriminator' | 'converter' | 'unknown' | undefined {
  if (attributes.some(({ attributeClass }) => attributeClass === undefined)) return 'unknown';
  const named = (name: RegExp): boolean => attributes.some(({ fullName }) => name.test(fullName));
  if (named(/^System\.Text\.Json\.Serialization\.Json(?:DerivedType|Polymorphic)Attribute$/)) return 'discriminator';
  return named(/^System\.Text\.Json\.Serialization\.JsonConverterAttribute$/) ? 'converter' : undefined;
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

/** Whether every part of the type is known; type parameters are. */
export function isDefined(type: TypeSymbol): boolean {
  if (type.kind === 'typeParameter') return true;
  if (type.kind === 'array') return isDefined(type.elementType);
  return type.kind === 'namedType' && !type.isUnboundGeneric && type.typeArguments.every(isDefined);
}

/** The type whose extensions are written with every problem. */
export function isProblemDetails({ name, namespace }: NamedTypeSymbol): boolean {
  return name === 'ProblemDetails' && namespace === 'Microsoft.AspNetCore.Mvc';
}
