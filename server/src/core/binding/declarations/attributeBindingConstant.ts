/** Constant expressions (ECMA-334 §12.23) outside of bodies: attribute arguments, constants, enum members, default values. */
import type { Expression } from '../../syntax/nodes';
import type { AttributeValue, FieldSymbol, MemberSymbol, TypeSymbol } from '../../symbols/symbol';
import { isEnumType, nullableUnderlying } from '../../symbols/types';
import { foldBinary, foldConcat, foldUnary, toNumericType } from './attributeBindingFold';
import { lookupMembers } from '../lookup';
import type { NamespaceOrType } from '../imports';
import type { Scope } from '../scope';
import { accessContext, compilationOf, lookupNamespaceOrType, staticImports } from '../scope';
import { arityOf, bindType, finishName, isName, keywordType, memberOf } from '../typeBinding';

/** Value of a constant expression converted to `target`; undefined when it is none, or is not known. */
export function evaluateConstant(expression: Expression, scope: Scope, target?: TypeSymbol): AttributeValue {
  return convertConstant(evaluate(expression, scope, target), target);
}

/** Adapts a constant to the type that it is converted to: integers to enums, one value to a nullable's. */
export function convertConstant(value: AttributeValue, target: TypeSymbol | undefined): AttributeValue {
  const type = target && (nullableUnderlying(target) ?? target);
  if (value?.kind === 'primitive' && type !== undefined && isEnumType(type) && (typeof value.value === 'number' || typeof value.value === 'bigint')) {
    return { kind: 'enum', type, value: value.value };
  }
  // A longer result can only come from an unchecked context (§12.8.20): folding knows no types, so it wraps here.
  if (value?.kind === 'primitive' && type?.kind === 'namedType' && wrapping.has(type.specialType ?? '') && (typeof value.value === 'bigint' || Number.isInteger(value.value))) {
    const wrapped = toNumericType(value.value, type.specialType);
    return wrapped === undefined ? value : primitive(wrapped);
  }
  return value;
}

const wrapping: ReadonlySet<string> = new Set(['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64']);

/** Characters calculate as numbers (§12.4.7), except beside a string. */
function foldOperands(expression: Expression & { kind: 'Binary' }, scope: Scope): AttributeValue {
  const left = evaluate(expression.left, scope, undefined);
  const right = evaluate(expression.right, scope, undefined);
  const [a, b] = [asCode(expression.left, left), asCode(expression.right, right)];
  return a !== undefined && b !== undefined ? foldBinary(expression.operator, a, b) : foldBinary(expression.operator, left, right);
}

function asCode(expression: Expression, value: AttributeValue): AttributeValue {
  if (value?.kind !== 'primitive') return undefined;
  if (expression.kind === 'Literal' && expression.literalType === 'char' && typeof value.value === 'string') return primitive(value.value.charCodeAt(0));
  return typeof value.value === 'number' || typeof value.value === 'bigint' ? value : undefined;
}

/** In bytes, of the types whose size is a constant (§12.8.19). */
const sizes: Readonly<Record<string, number>> = {
  SByte: 1, Byte: 1, Boolean: 1, Int16: 2, UInt16: 2, Char: 2, Int32: 4, UInt32: 4, Single: 4, Int64: 8, UInt64: 8, Double: 8, Decimal: 16,
};

/** `sizeof` of the types where it is a constant (§12.8.19). */
export function sizeOf(type: TypeSymbol): AttributeValue {
  const special = type.kind === 'namedType' ? (type.enumUnderlyingType ?? type).specialType : undefined;
  const size = special === undefined ? undefined : sizes[special];
  return size === undefined ? undefined : primitive(size);
}

function primitive(value: string | number | bigint | boolean | null): AttributeValue {
  return { kind: 'primitive', value };
}

function evaluate(expression: Expression, scope: Scope, target: TypeSymbol | undefined): AttributeValue {
  switch (expression.kind) {
    case 'Literal': return expression.literalType === 'default' ? defaultOf(target) : primitive(expression.value);
    case 'Parenthesized': return evaluate(expression.expression, scope, target);
    case 'Checked': return evaluate(expression.expression, scope, target);
    case 'PostfixUnary': return expression.operator === '!' ? evaluate(expression.operand, scope, target) : undefined;
    case 'PrefixUnary': return foldUnary(expression.operator, evaluate(expression.operand, scope, target));
    case 'Binary': return foldOperands(expression, scope);
    case 'Conditional': return evaluateConditional(expression, scope, target);
    case 'TypeOf': return { kind: 'type', value: bindType(expression.type, scope) };
    case 'DefaultExpression': return defaultOf(bindType(expression.type, scope));
    case 'SizeOf': return sizeOf(bindType(expression.type, scope));
    case 'Cast': return castConstant(evaluate(expression.expression, scope, undefined), bindType(expression.type, scope));
    case 'InterpolatedString': return interpolated(expression, scope);
    case 'Invocation': return evaluateNameof(expression);
    case 'IdentifierName': case 'MemberAccess': return constantMember(expression, scope);
    case 'ArrayCreation': return arrayOf(expression.initializer?.expressions ?? [], scope, elementTypeOf(bindType(expression.type, scope)));
    case 'ImplicitArrayCreation': return arrayOf(expression.initializer.expressions, scope, elementTypeOf(target));
    case 'CollectionExpression': return arrayOf(expression.elements.map((e) => (e.kind === 'Spread' ? e.expression : e)), scope, elementTypeOf(target));
    case 'Initializer': return arrayOf(expression.expressions, scope, elementTypeOf(target));
    default: return undefined;
  }
}

function elementTypeOf(type: TypeSymbol | undefined): TypeSymbol | undefined {
  return type?.kind === 'array' ? type.elementType : undefined;
}

function arrayOf(elements: readonly Expression[], scope: Scope, elementType: TypeSymbol | undefined): AttributeValue {
  return { kind: 'array', values: elements.map((element) => evaluateConstant(element, scope, elementType)) };
}

function defaultOf(type: TypeSymbol | undefined): AttributeValue {
  if (type === undefined) return primitive(null);
  if (isEnumType(type)) return { kind: 'enum', type, value: 0 };
  if (type.kind !== 'namedType' || type.typeKind !== 'struct') return primitive(null);
  switch (type.specialType) {
    case 'Boolean': return primitive(false);
    case 'Char': return primitive('\0');
    case 'Int64': case 'UInt64': return primitive(0);
    case undefined: return primitive(null);
    default: return primitive(0);
  }
}

function evaluateConditional(expression: Expression & { kind: 'Conditional' }, scope: Scope, target: TypeSymbol | undefined): AttributeValue {
  const condition = evaluate(expression.condition, scope, undefined);
  if (condition?.kind !== 'primitive' || typeof condition.value !== 'boolean') return undefined;
  return evaluate(condition.value ? expression.whenTrue : expression.whenFalse, scope, target);
}

function castConstant(value: AttributeValue, type: TypeSymbol): AttributeValue {
  if (value?.kind === 'enum') return isEnumType(type) ? { ...value, type } : castConstant(primitive(value.value), type);
  if (value?.kind !== 'primitive' || type.kind !== 'namedType') return value;
  const converted = toNumericType(value.value, type.specialType);
  return convertConstant(converted === undefined ? value : primitive(converted), type);
}

function interpolated(expression: Expression & { kind: 'InterpolatedString' }, scope: Scope): AttributeValue {
  let text: AttributeValue = primitive('');
  for (const part of expression.parts) {
    const value: AttributeValue = typeof part === 'string' ? primitive(part) : evaluate(part.expression, scope, undefined);
    if (text?.kind !== 'primitive' || value?.kind !== 'primitive' || typeof value.value !== 'string') return undefined;
    text = foldConcat(text.value, value.value);
  }
  return text;
}

/** `nameof(a.b<c>)`: the last name, whatever it refers to (§12.8.23). */
function evaluateNameof(expression: Expression & { kind: 'Invocation' }): AttributeValue {
  const { expression: callee, arguments: args } = expression;
  const argument = args[0]?.expression;
  if (callee.kind !== 'IdentifierName' || callee.name !== 'nameof' || args.length !== 1 || argument === undefined) return undefined;
  const name = lastName(argument);
  return name === undefined ? undefined : primitive(name);
}

function lastName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'IdentifierName': case 'GenericName': return expression.name;
    case 'MemberAccess': return expression.name.name;
    case 'AliasQualifiedName': return expression.name.name;
    case 'PostfixUnary': return lastName(expression.operand);
    case 'Parenthesized': return lastName(expression.expression);
    default: return undefined;
  }
}

// ---------------------------------------------------------------- constant fields

function constantMember(expression: ConstantName, scope: Scope): AttributeValue {
  const field = constantField(expression, scope);
  return field && convertConstant(field.constantValue, field.type);
}

type ConstantName = Expression & { readonly kind: 'IdentifierName' | 'MemberAccess' };

/** The field that a constant names. */
export function constantField(expression: ConstantName, scope: Scope): FieldSymbol | undefined {
  return expression.kind === 'IdentifierName' ? fieldByName(expression.name, scope) : memberField(expression, scope);
}

function asField(members: readonly MemberSymbol[]): FieldSymbol | undefined {
  const [member] = members;
  return member?.kind === 'field' ? member : undefined;
}

function fieldOf(type: TypeSymbol, name: string, scope: Scope): FieldSymbol | undefined {
  return asField(lookupMembers(type, name, { compilation: compilationOf(scope), from: accessContext(scope) }).members);
}

/** A constant of a type around, or of a `using static`. */
function fieldByName(name: string, scope: Scope): FieldSymbol | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const field = current.kind === 'type' ? fieldOf(current.type, name, scope) : undefined;
    if (field !== undefined) return field;
  }
  for (const types of staticImports(scope)) {
    for (const type of types) {
      const field = asField(type.membersNamed(name));
      if (field !== undefined) return field;
    }
  }
  return undefined;
}

function memberField(expression: Expression & { kind: 'MemberAccess' }, scope: Scope): FieldSymbol | undefined {
  const left = namespaceOrTypeOf(expression.expression, scope);
  if (left?.kind === 'type') return fieldOf(left.type, expression.name.name, scope);
  return undefined;
}

/** The type or namespace that an expression names: a constant's qualifier is never a value. */
function namespaceOrTypeOf(expression: Expression, scope: Scope): NamespaceOrType | undefined {
  if (expression.kind === 'PredefinedType') {
    const type = keywordType(expression.keyword, scope);
    return type && { kind: 'type', type };
  }
  if (expression.kind === 'IdentifierName' || expression.kind === 'GenericName') {
    return finishName(expression, lookupNamespaceOrType(scope, expression.name, arityOf(expression)), scope, {});
  }
  if (expression.kind === 'MemberAccess') {
    const left = namespaceOrTypeOf(expression.expression, scope);
    return left && finishName(expression.name, memberOf(left, expression.name, scope), scope, {});
  }
  if (!isName(expression)) return undefined;
  const type = bindType(expression, scope);
  return type.kind === 'error' ? undefined : { kind: 'type', type };
}
