/** Names of symbols as the trim analyzers write them in messages: `N.Type<T>.Method<U>(Int32, List<String>)`. */
import { declaredName, operatorTokens, qualifiedDisplay, refDisplay } from '../../symbols/display';
import type { AnySymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, SpecialType, TypeSymbol } from '../../symbols/symbol';

/** Name with namespace and containing types. */
export function typeDisplay(type: NamedTypeSymbol): string {
  const own = nameWithArguments(type);
  if (type.containingType) return `${typeDisplay(type.containingType)}.${own}`;
  return type.namespace === '' ? own : `${type.namespace}.${own}`;
}

function nameWithArguments(type: NamedTypeSymbol): string {
  return type.typeArguments.length === 0 ? type.name : `${type.name}<${type.typeArguments.map(shortTypeDisplay).join(', ')}>`;
}

/** Name without namespace and containing types, as in parameter lists. */
export function shortTypeDisplay(type: TypeSymbol): string {
  switch (type.kind) {
    case 'array': return arrayDisplay(type);
    case 'pointer': return `${shortTypeDisplay(type.pointedAtType)}*`;
    case 'functionPointer': return `delegate*<${[...type.parameterTypes, type.returnType].map(shortTypeDisplay).join(', ')}>`;
    case 'dynamic': return 'dynamic';
    case 'error':
    case 'typeParameter': return type.name;
    case 'namedType': return namedTypeDisplay(type);
  }
}

function arrayDisplay(type: TypeSymbol): string {
  let element = type;
  let ranks = '';
  while (element.kind === 'array') {
    ranks += `[${','.repeat(element.rank - 1)}]`;
    element = element.elementType;
  }
  return shortTypeDisplay(element) + ranks;
}

function namedTypeDisplay(type: NamedTypeSymbol): string {
  const [argument] = type.typeArguments;
  if (type.specialType === 'IntPtr') return 'nint';
  if (type.specialType === 'UIntPtr') return 'nuint';
  if (type.namespace === 'System' && type.name === 'Nullable' && argument) return `${shortTypeDisplay(argument)}?`;
  if (type.namespace === 'System' && type.name === 'ValueTuple' && type.arity > 1) {
    const names = type.tupleElementNames;
    return `(${tupleElements(type).map((element, i) => shortTypeDisplay(element) + (names?.[i] === undefined ? '' : ` ${names[i]}`)).join(', ')})`;
  }
  return nameWithArguments(type);
}

/** Element types of a tuple; the eighth type argument is itself a tuple of the rest. */
export function tupleElements(type: NamedTypeSymbol): readonly TypeSymbol[] {
  if (type.arity < 8) return type.typeArguments;
  const rest = type.typeArguments[7];
  const first = type.typeArguments.slice(0, 7);
  return rest?.kind === 'namedType' && rest.name === 'ValueTuple' ? [...first, ...tupleElements(rest)] : [...first, ...(rest ? [rest] : [])];
}

/** Name of a member for a message; accessors as `N.Type.Property.get`. */
export function memberDisplay(symbol: AnySymbol): string {
  switch (symbol.kind) {
    case 'method': return methodDisplay(symbol.originalDefinition);
    case 'property':
    case 'event': return `${typeDisplay(symbol.containingType.originalDefinition)}.${symbol.name}`;
    case 'field': return `${qualifiedDisplay(symbol.containingType)}.${symbol.name}`;
    case 'namedType': return typeDisplay(symbol);
    case 'parameter':
    case 'local':
    case 'typeParameter':
    case 'namespace': return symbol.name;
    default: return shortTypeDisplay(symbol);
  }
}

/** Name of a declaration as Roslyn writes symbols other than methods and types: properties as `N.C.P` and `N.C.this[int]`. */
export function declarationDisplay(symbol: MemberSymbol | NamedTypeSymbol): string {
  if (symbol.kind !== 'property' || !symbol.isIndexer) return memberDisplay(symbol);
  const modifier = { none: '', ref: 'ref ', out: 'out ', in: 'in ', refReadonly: 'ref readonly ' };
  const parameters = symbol.parameters.map((p) => (p.isParams ? 'params ' : modifier[p.refKind]) + keywordDisplay(p.type));
  return `${typeDisplay(symbol.containingType.originalDefinition)}.this[${parameters.join(', ')}]`;
}

/** Type as in source with all names in full: `string`, `System.Collections.Generic.List<int>`. */
function keywordDisplay(type: TypeSymbol): string {
  switch (type.kind) {
    case 'array': return `${keywordDisplay(type.elementType)}[${','.repeat(type.rank - 1)}]`;
    case 'pointer': return `${keywordDisplay(type.pointedAtType)}*`;
    case 'namedType': {
      const keyword = type.specialType === undefined ? undefined : keywords[type.specialType];
      if (keyword !== undefined) return keyword;
      const [argument] = type.typeArguments;
      if (type.specialType === 'Nullable' && argument) return `${keywordDisplay(argument)}?`;
      const outer = type.containingType ? `${keywordDisplay(type.containingType)}.` : type.namespace === '' ? '' : `${type.namespace}.`;
      return outer + type.name + (type.typeArguments.length === 0 ? '' : `<${type.typeArguments.map(keywordDisplay).join(', ')}>`);
    }
    default: return shortTypeDisplay(type);
  }
}

const keywords: Readonly<Partial<Record<SpecialType, string>>> = {
  Object: 'object', Void: 'void', Boolean: 'bool', Char: 'char', SByte: 'sbyte', Byte: 'byte', Int16: 'short', UInt16: 'ushort', Int32: 'int', UInt32: 'uint',
  Int64: 'long', UInt64: 'ulong', Decimal: 'decimal', Single: 'float', Double: 'double', String: 'string', IntPtr: 'nint', UIntPtr: 'nuint',
};

function methodDisplay(method: MethodSymbol): string {
  if (method.methodKind === 'lambda') return 'lambda expression';
  const signature = `${methodName(method)}(${method.parameters.map(parameterDisplay).join(', ')})`;
  if (method.methodKind === 'localFunction') return signature;
  const owner = typeDisplay(method.containingType.originalDefinition);
  const accessor = accessorDisplay(method);
  return accessor === undefined ? `${owner}.${signature}` : `${owner}.${accessor}`;
}

function methodName(method: MethodSymbol): string {
  if (method.methodKind === 'constructor') return method.containingType.name;
  if (method.methodKind === 'staticConstructor') return '.cctor';
  if (method.methodKind === 'destructor') return `~${method.containingType.name}`;
  const [explicit] = method.explicitInterfaceImplementations;
  const prefix = explicit ? `${nameWithArguments(explicit.containingType)}.` : '';
  const own = declaredName(method);
  if (method.methodKind === 'operator' && operatorTokens[own] !== undefined) return `${prefix}operator ${operatorTokens[own] ?? ''}`;
  if (method.methodKind === 'conversion') return `${prefix}${own === 'op_Implicit' ? 'implicit' : 'explicit'} operator ${own.includes('Checked') ? 'checked ' : ''}${shortTypeDisplay(method.returnType)}`;
  const name = prefix + own;
  return method.typeParameters.length === 0 ? name : `${name}<${method.typeParameters.map((p) => p.name).join(', ')}>`;
}

const accessorNames: Readonly<Record<string, string>> = { propertyGet: 'get', propertySet: 'set', eventAdd: 'add', eventRemove: 'remove' };

function accessorDisplay(method: MethodSymbol): string | undefined {
  const member = method.associatedSymbol;
  const suffix = method.isInitOnly ? 'init' : accessorNames[method.methodKind];
  if (!member || suffix === undefined) return undefined;
  const explicit = member.explicitInterfaceImplementations[0];
  const name = explicit ? `${nameWithArguments(explicit.containingType)}.${explicit.name}` : member.name;
  if (member.kind === 'property' && member.isIndexer) return `this[${member.parameters.map(parameterDisplay).join(', ')}].${suffix}`;
  return `${name}.${suffix}`;
}

function parameterDisplay(parameter: MethodSymbol['parameters'][number]): string {
  const modifier = parameter.isParams ? 'params ' : refDisplay(parameter);
  return modifier + shortTypeDisplay(parameter.type);
}
