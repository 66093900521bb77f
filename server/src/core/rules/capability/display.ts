/** Names of symbols as the trim analyzers write them in messages: `N.Type<T>.Method<U>(Int32, List<String>)`. */
import type { AnySymbol, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';

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
    case 'event':
    case 'field': return `${typeDisplay(symbol.containingType.originalDefinition)}.${symbol.name}`;
    case 'namedType': return typeDisplay(symbol);
    case 'parameter':
    case 'local':
    case 'typeParameter':
    case 'namespace': return symbol.name;
    default: return shortTypeDisplay(symbol);
  }
}

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
  const explicit = method.explicitInterfaceImplementations[0];
  const name = explicit ? `${nameWithArguments(explicit.containingType)}.${explicit.name}` : method.name;
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
  const modifier = parameter.isParams ? 'params ' : { none: '', ref: 'ref ', out: 'out ', in: 'in ', refReadonly: 'ref readonly ' }[parameter.refKind];
  return modifier + shortTypeDisplay(parameter.type);
}
