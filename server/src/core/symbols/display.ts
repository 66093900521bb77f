/** Texts for symbols: documentation ids (ECMA-334 Annex D.4.2), full type names, and names as the analyzers' messages have them. */
import type { AnySymbol, EventSymbol, MemberSymbol, MethodKind, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, SpecialType, TypeParameterSymbol, TypeSymbol } from './symbol';
import { isTupleType, nullableUnderlying, tupleElementTypes } from './types';

const keywords: Readonly<Partial<Record<SpecialType, string>>> = {
  Object: 'object', Void: 'void', Boolean: 'bool', Char: 'char', SByte: 'sbyte', Byte: 'byte', Int16: 'short', UInt16: 'ushort', Int32: 'int', UInt32: 'uint',
  Int64: 'long', UInt64: 'ulong', Decimal: 'decimal', Single: 'float', Double: 'double', String: 'string', IntPtr: 'nint', UIntPtr: 'nuint',
};

interface TypeFormat {
  readonly useKeywords: boolean;
  readonly qualification: 'full' | 'containing' | 'none';
  readonly useTupleSyntax: boolean;
  readonly useNullableSyntax: boolean;
}
const fullFormat: TypeFormat = { useKeywords: true, qualification: 'full', useTupleSyntax: true, useNullableSyntax: true };
const metadataFormat: TypeFormat = { useKeywords: false, qualification: 'full', useTupleSyntax: false, useNullableSyntax: false };
const shortFormat: TypeFormat = { useKeywords: false, qualification: 'none', useTupleSyntax: true, useNullableSyntax: true };
const memberFormat: TypeFormat = { useKeywords: false, qualification: 'full', useTupleSyntax: true, useNullableSyntax: true };

function format(type: TypeSymbol, how: TypeFormat): string {
  switch (type.kind) {
    case 'dynamic': return 'dynamic';
    case 'error': return type.name;
    case 'typeParameter': return type.name;
    case 'pointer': return `${format(type.pointedAtType, how)}*`;
    case 'array': return formatArray(type, how);
    case 'functionPointer': return `delegate*<${[...type.parameterTypes, type.returnType].map((t) => format(t, how)).join(', ')}>`;
    case 'namedType': return formatNamed(type, how);
  }
}

/** `int[][,]` reads outermost first. */
function formatArray(type: TypeSymbol & { kind: 'array' }, how: TypeFormat): string {
  let ranks = '';
  let element: TypeSymbol = type;
  while (element.kind === 'array') {
    ranks += `[${','.repeat(element.rank - 1)}]`;
    element = element.elementType;
  }
  return format(element, how) + ranks;
}

function formatNamed(type: NamedTypeSymbol, how: TypeFormat): string {
  const keyword = (how.useKeywords || isNativeInteger(type, how)) && type.specialType !== undefined ? keywords[type.specialType] : undefined;
  if (keyword !== undefined) return keyword;
  const underlying = how.useNullableSyntax && !type.isUnboundGeneric && type.originalDefinition !== type ? nullableUnderlying(type) : undefined;
  if (underlying !== undefined) return `${format(underlying, how)}?`;
  if (how.useTupleSyntax && isTupleType(type) && type.originalDefinition !== type) {
    const elements = (tupleElementTypes(type) ?? []).map((t, i) => {
      const name = type.tupleElementNames?.[i];
      return name === undefined ? format(t, how) : `${format(t, how)} ${name}`;
    });
    return `(${elements.join(', ')})`;
  }
  const own = type.name + formatArguments(type, how);
  if (type.containingType !== undefined && how.qualification !== 'none') return `${formatNamed(type.containingType, how)}.${own}`;
  return how.qualification === 'full' && type.namespace !== '' ? `${type.namespace}.${own}` : own;
}

/** Roslyn writes `nint` and `nuint` even where it writes no other keywords. */
function isNativeInteger(type: NamedTypeSymbol, how: TypeFormat): boolean {
  return how !== metadataFormat && (type.specialType === 'IntPtr' || type.specialType === 'UIntPtr');
}

function formatArguments(type: NamedTypeSymbol, how: TypeFormat): string {
  if (type.arity === 0) return '';
  if (type.isUnboundGeneric) return `<${','.repeat(type.arity - 1)}>`;
  return `<${type.typeArguments.map((t) => format(t, how)).join(how === metadataFormat ? ',' : ', ')}>`;
}

/** Fully qualified with C# keywords, as the oracle's `type`: `System.Collections.Generic.List<string>`, `int?`, `(int a, string)`. */
export function typeDisplay(type: TypeSymbol): string {
  return format(type, fullFormat);
}

const containingFormat: TypeFormat = { useKeywords: true, qualification: 'containing', useTupleSyntax: true, useNullableSyntax: true };

const minimalFormat: TypeFormat = { useKeywords: true, qualification: 'none', useTupleSyntax: true, useNullableSyntax: true };

/** The simple name with type arguments (Roslyn: MinimallyQualifiedFormat): `List<int?>`. */
export function minimalDisplay(type: TypeSymbol): string {
  return format(type, minimalFormat);
}

/** With the containing types, but without namespaces: `Outer.Inner<int?>`. */
export function containingDisplay(type: TypeSymbol): string {
  return format(type, containingFormat);
}

const qualifiedFormat: TypeFormat = { useKeywords: false, qualification: 'full', useTupleSyntax: true, useNullableSyntax: true };

/** Fully qualified without keywords: `G<System.Collections.Generic.List<(System.Int32 a, System.String)>>`. */
export function qualifiedDisplay(type: TypeSymbol): string {
  return format(type, qualifiedFormat);
}

/** Fully qualified without keywords or tuple syntax: the prefix of an explicit implementation's name. */
export function metadataDisplay(type: TypeSymbol): string {
  return format(type, metadataFormat);
}

// ---------------------------------------------------------------- documentation ids

/** Documentation id of the symbol's original definition; undefined for symbols that have none (locals, parameters, arrays …). */
export function documentationId(symbol: AnySymbol): string | undefined {
  switch (symbol.kind) {
    case 'namespace': return `N:${symbol.name}`;
    case 'namedType': return `T:${typeIdText(symbol.originalDefinition)}`;
    case 'method': return isFunction(symbol) ? undefined : `M:${memberIdText(symbol.originalDefinition)}`;
    case 'property': return `P:${memberIdText(symbol.originalDefinition)}`;
    case 'event': return `E:${memberIdText(symbol.originalDefinition)}`;
    case 'field': return `F:${memberIdText(symbol.originalDefinition)}`;
    default: return undefined;
  }
}

function isFunction(method: MethodSymbol): boolean {
  return method.methodKind === 'localFunction' || method.methodKind === 'lambda';
}

/** `Namespace.Outer`1.Inner`. */
function typeIdText(type: NamedTypeSymbol): string {
  const own = type.arity === 0 ? type.name : `${type.name}\`${type.arity}`;
  if (type.containingType !== undefined) return `${typeIdText(type.containingType.originalDefinition)}.${own}`;
  return type.namespace === '' ? own : `${type.namespace}.${own}`;
}

function memberIdText(member: MemberSymbol): string {
  const container = typeIdText(member.containingType.originalDefinition);
  const name = member.kind === 'field' ? member.name : escapeName(metadataName(member));
  if (member.kind === 'method') {
    const arity = member.typeParameters.length === 0 ? '' : `\`\`${member.typeParameters.length}`;
    const result = member.methodKind === 'conversion' ? `~${parameterTypeId(member.returnType)}` : '';
    return `${container}.${name}${arity}${parameterIds(member.parameters, member.isVararg)}${result}`;
  }
  return member.kind === 'property' ? `${container}.${name}${parameterIds(member.parameters, false)}` : `${container}.${name}`;
}

/** Name in metadata: of an indexer it is found through its accessors (`get_Item`, or what IndexerName says). */
export function metadataName(member: MemberSymbol): string {
  if (member.kind !== 'property' || !member.isIndexer) return member.name;
  const accessor = (member.getMethod ?? member.setMethod)?.name;
  return accessor === undefined ? 'Item' : accessor.replace(/(^|\.)(?:get|set)_([^.]*)$/, '$1$2');
}

function escapeName(name: string): string {
  return name.replace(/[.<>,]/g, (c) => ({ '.': '#', '<': '{', '>': '}', ',': '@' })[c] ?? c);
}

function parameterIds(parameters: readonly ParameterSymbol[], isVararg: boolean): string {
  if (parameters.length === 0 && !isVararg) return '';
  const ids = parameters.map((p) => parameterTypeId(p.type) + (p.refKind === 'none' ? '' : '@'));
  return `(${[...ids, ...(isVararg ? [''] : [])].join(',')})`;
}

/** Types inside ids: type arguments in braces, type parameters by position, arrays with bounds. */
function parameterTypeId(type: TypeSymbol): string {
  switch (type.kind) {
    case 'dynamic': return 'System.Object';
    case 'error': return type.name;
    case 'typeParameter': return type.ownerKind === 'method' ? `\`\`${type.ordinal}` : `\`${typeParameterPosition(type)}`;
    case 'pointer': return `${parameterTypeId(type.pointedAtType)}*`;
    case 'array': return `${parameterTypeId(type.elementType)}[${type.rank === 1 ? '' : Array<string>(type.rank).fill('0:').join(',')}]`;
    // The format has none; Roslyn writes nothing.
    case 'functionPointer': return '';
    case 'namedType': return namedTypeId(type);
  }
}

function namedTypeId(type: NamedTypeSymbol): string {
  const typeArguments = type.arity === 0 ? '' : `{${type.typeArguments.map(parameterTypeId).join(',')}}`;
  const own = type.name + typeArguments;
  if (type.containingType !== undefined) return `${namedTypeId(type.containingType)}.${own}`;
  return type.namespace === '' ? own : `${type.namespace}.${own}`;
}

/** Position among the type parameters of the type and all types around it. */
function typeParameterPosition(parameter: TypeParameterSymbol): number {
  let position = parameter.ordinal;
  const { owner } = parameter;
  for (let outer = owner.kind === 'namedType' ? owner.containingType : undefined; outer !== undefined; outer = outer.containingType) position += outer.arity;
  return position;
}

// ---------------------------------------------------------------- names in messages

/**
 * A symbol as the trim and AOT analyzers name it in messages: the containing types in full, parameter types short
 * (`System.Text.Json.JsonSerializer.Serialize<TValue>(TValue, JsonSerializerOptions)`), accessors as `Type.Property.get`.
 */
export function displayName(symbol: AnySymbol): string {
  switch (symbol.kind) {
    case 'namespace': case 'local': case 'parameter': return symbol.name;
    case 'namedType': return format(symbol, memberFormat);
    case 'method': return methodDisplay(symbol);
    case 'property': case 'event': return ownerDisplay(symbol);
    case 'field': return `${containerDisplay(symbol)}${symbol.name}`;
    default: return format(symbol, memberFormat);
  }
}

function containerDisplay(member: MemberSymbol): string {
  return `${format(member.containingType, memberFormat)}.`;
}

/** A property or event by itself (not its accessor): the messages have it in full, with keywords. */
function ownerDisplay(owner: PropertySymbol | EventSymbol): string {
  const [target] = owner.explicitInterfaceImplementations;
  const prefix = target === undefined ? '' : `${format(target.containingType, fullFormat)}.`;
  const parameters = owner.kind === 'property' ? owner.parameters : [];
  const name = owner.kind === 'property' && owner.isIndexer ? `this[${parameters.map((p) => format(p.type, fullFormat)).join(', ')}]` : (target ?? owner).name;
  return `${format(owner.containingType, fullFormat)}.${prefix}${name}`;
}

function parameterDisplay(parameters: readonly ParameterSymbol[]): string {
  return parameters.map((p) => `${p.isParams ? 'params ' : ''}${refDisplay(p)}${format(p.type, shortFormat)}`).join(', ');
}

/** `scoped ref `; what `out` and `params` imply is not said. */
export function refDisplay(parameter: ParameterSymbol): string {
  const scoped = parameter.isScoped && !parameter.isParams && parameter.refKind !== 'out' ? 'scoped ' : '';
  switch (parameter.refKind) {
    case 'none': return scoped;
    case 'refReadonly': return `${scoped}ref readonly `;
    default: return `${scoped}${parameter.refKind} `;
  }
}

const accessorSuffix: ReadonlyMap<MethodKind, string> = new Map([['propertyGet', 'get'], ['propertySet', 'set'], ['eventAdd', 'add'], ['eventRemove', 'remove']]);

function methodDisplay(method: MethodSymbol): string {
  if (method.methodKind === 'lambda') return 'lambda expression';
  const suffix = accessorSuffix.get(method.methodKind);
  if (suffix !== undefined && method.associatedSymbol !== undefined) return `${accessorOwnerDisplay(method.associatedSymbol)}.${method.isInitOnly ? 'init' : suffix}`;
  const typeArguments = method.typeParameters.length === 0 ? '' : `<${method.typeArguments.map((t) => format(t, shortFormat)).join(', ')}>`;
  const signature = `${typeArguments}(${parameterDisplay(method.parameters)})`;
  if (method.methodKind === 'localFunction') return method.name + signature;
  return `${containerDisplay(method)}${methodName(method)}${signature}`;
}

/** The interface of an explicit implementation, short; empty for other members. */
function explicitPrefix(member: MethodSymbol | PropertySymbol | EventSymbol): string {
  const [target] = member.explicitInterfaceImplementations;
  return target === undefined ? '' : `${format(target.containingType, shortFormat)}.`;
}

/** A property or event before `.get`: all types are short here, those of an explicit interface too. */
function accessorOwnerDisplay(owner: PropertySymbol | EventSymbol): string {
  const name = owner.kind === 'property' && owner.isIndexer ? `this[${parameterDisplay(owner.parameters)}]` : (owner.explicitInterfaceImplementations[0] ?? owner).name;
  return `${containerDisplay(owner)}${explicitPrefix(owner)}${name}`;
}

/** Name without the interface of an explicit implementation. */
export function declaredName(method: MethodSymbol): string {
  return method.explicitInterfaceImplementations[0]?.name ?? method.name;
}

function methodName(method: MethodSymbol): string {
  switch (method.methodKind) {
    case 'constructor': return method.containingType.name;
    case 'destructor': return `~${method.containingType.name}`;
    case 'conversion': {
      const name = declaredName(method);
      return `${explicitPrefix(method)}${name === 'op_Implicit' ? 'implicit' : 'explicit'} operator ${name.includes('Checked') ? 'checked ' : ''}${format(method.returnType, shortFormat)}`;
    }
    case 'operator': return explicitPrefix(method) + operatorDisplay(declaredName(method));
    default: return explicitPrefix(method) + declaredName(method);
  }
}

/** Tokens of operator methods; what an assignment does in place has the token of C# 14. */
export const operatorTokens: Readonly<Record<string, string>> = {
  op_Addition: '+', op_Subtraction: '-', op_Multiply: '*', op_Division: '/', op_Modulus: '%', op_BitwiseAnd: '&', op_BitwiseOr: '|', op_ExclusiveOr: '^',
  op_LeftShift: '<<', op_RightShift: '>>', op_UnsignedRightShift: '>>>', op_Equality: '==', op_Inequality: '!=', op_LessThan: '<', op_GreaterThan: '>',
  op_LessThanOrEqual: '<=', op_GreaterThanOrEqual: '>=', op_UnaryPlus: '+', op_UnaryNegation: '-', op_LogicalNot: '!', op_OnesComplement: '~',
  op_Increment: '++', op_Decrement: '--', op_True: 'true', op_False: 'false', op_CheckedAddition: 'checked +', op_CheckedSubtraction: 'checked -',
  op_CheckedMultiply: 'checked *', op_CheckedDivision: 'checked /', op_CheckedUnaryNegation: 'checked -', op_CheckedIncrement: 'checked ++', op_CheckedDecrement: 'checked --',
  op_AdditionAssignment: '+=', op_SubtractionAssignment: '-=', op_MultiplicationAssignment: '*=', op_DivisionAssignment: '/=', op_ModulusAssignment: '%=',
  op_BitwiseAndAssignment: '&=', op_BitwiseOrAssignment: '|=', op_ExclusiveOrAssignment: '^=', op_LeftShiftAssignment: '<<=', op_RightShiftAssignment: '>>=',
  op_UnsignedRightShiftAssignment: '>>>=', op_IncrementAssignment: '++', op_DecrementAssignment: '--', op_CheckedAdditionAssignment: 'checked +=',
  op_CheckedSubtractionAssignment: 'checked -=', op_CheckedMultiplicationAssignment: 'checked *=', op_CheckedDivisionAssignment: 'checked /=',
  op_CheckedIncrementAssignment: 'checked ++', op_CheckedDecrementAssignment: 'checked --',
};

function operatorDisplay(name: string): string {
  const token = operatorTokens[name];
  return token === undefined ? name : `operator ${token}`;
}
