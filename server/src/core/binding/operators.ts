/** Resolution of unary and binary operators (ECMA-334 §12.4.3–§12.4.8). */
import type { MethodSymbol, TypeSymbol } from '../symbols/symbol';
import type { BindingContext } from './conversions/conversion';
import type { OverloadResult } from './overload/overloadTypes';
import type { ArgumentShape, ExpressionShape } from './shape';
import { builtInBinary, builtInUnary } from './operatorsBuiltIn';
import { baseTypesAndSelf, effectiveConstraints, isNonNullableValueType, nullableOf, nullableUnderlying, specialTypeOf, stripNullable } from './conversions/conversionsTypes';
import { isIdentity } from './conversions/conversionsReference';
import { resolveOverload } from './overload/overload';

export interface ResolvedOperator {
  /** Type of the whole operation. */
  readonly type: TypeSymbol;
  /** What the operands convert to; undefined where they keep their type. */
  readonly leftType?: TypeSymbol;
  readonly rightType?: TypeSymbol;
  /** The user-defined operator; undefined for a built-in one. */
  readonly method?: MethodSymbol;
  /** The `true` or `false` operator that a user-defined `&&` or `||` asks first (§12.16.3). */
  readonly truthOperator?: MethodSymbol;
}

const binaryNames: Readonly<Record<string, string>> = {
  '+': 'op_Addition', '-': 'op_Subtraction', '*': 'op_Multiply', '/': 'op_Division', '%': 'op_Modulus', '&': 'op_BitwiseAnd', '|': 'op_BitwiseOr',
  '^': 'op_ExclusiveOr', '<<': 'op_LeftShift', '>>': 'op_RightShift', '>>>': 'op_UnsignedRightShift', '==': 'op_Equality', '!=': 'op_Inequality',
  '<': 'op_LessThan', '>': 'op_GreaterThan', '<=': 'op_LessThanOrEqual', '>=': 'op_GreaterThanOrEqual', '&&': 'op_BitwiseAnd', '||': 'op_BitwiseOr',
};
const unaryNames: Readonly<Record<string, string>> = {
  '+': 'op_UnaryPlus', '-': 'op_UnaryNegation', '!': 'op_LogicalNot', '~': 'op_OnesComplement', '++': 'op_Increment', '--': 'op_Decrement',
};
const compoundNames: Readonly<Record<string, string>> = {
  '+=': 'op_AdditionAssignment', '-=': 'op_SubtractionAssignment', '*=': 'op_MultiplicationAssignment', '/=': 'op_DivisionAssignment', '%=': 'op_ModulusAssignment',
  '&=': 'op_BitwiseAndAssignment', '|=': 'op_BitwiseOrAssignment', '^=': 'op_ExclusiveOrAssignment', '<<=': 'op_LeftShiftAssignment',
  '>>=': 'op_RightShiftAssignment', '>>>=': 'op_UnsignedRightShiftAssignment', '++': 'op_IncrementAssignment', '--': 'op_DecrementAssignment',
};
const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** Metadata name of the method behind an operator that may be overloaded, by the number of its operands. */
export function operatorMethodName(operator: string, operands: number): string | undefined {
  return (operands === 1 ? unaryNames : binaryNames)[operator];
}

/** `left op right`; undefined when no operator applies or an operand is unknown. */
export function resolveBinaryOperator(operator: string, left: ExpressionShape, right: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  return userDefinedBinary(operator, left, right, context) ?? builtInBinary(operator, left, right, context);
}

/** `op operand`, or `operand op` for `++` and `--`. */
export function resolveUnaryOperator(operator: string, operand: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const name = unaryNames[operator];
  if (name !== undefined) {
    const found = operatorAmong(operatorsOf([operand], name, context), operator, [operand], context);
    if (found !== undefined) return found;
  }
  return builtInUnary(operator, operand, context);
}

/** The operator among these, of `left op right` or `op operand`, lifted where that is needed. */
export function operatorAmong(candidates: readonly MethodSymbol[], operator: string, operands: readonly ExpressionShape[], context: BindingContext): ResolvedOperator | undefined {
  const found = candidates.length === 0 ? undefined : withLifting(candidates, operator, operands, context);
  if (found?.kind !== 'method') return undefined;
  const [a, b] = found.method.parameters;
  const [left, right] = operands;
  return {
    type: resultType(found.method, operands, context, comparisons.has(operator)), method: found.method,
    ...(left === undefined ? {} : { leftType: operandType(left, a?.type, context) }), ...(right === undefined ? {} : { rightType: operandType(right, b?.type, context) }),
  };
}

/** C# 14 instance operator of a compound assignment, `++` or `--` (`void operator +=(T)`); undefined when the type has none that fits. */
export function resolveCompoundAssignment(operator: string, left: TypeSymbol, right: ExpressionShape | undefined, context: BindingContext): MethodSymbol | undefined {
  const name = compoundNames[operator];
  if (name === undefined || context.languageVersion < 14) return undefined;
  const candidates = withChecked(name, (each) => inheritedOperators(left, each), context);
  const found = candidates.length === 0 ? undefined : resolveOverload(candidates, right === undefined ? [] : [argument(right)], { context });
  return found?.kind === 'method' ? found.method : undefined;
}

/** Instance operators of a type and all that it inherits: as with methods, those of a derived type do not hide others. */
function inheritedOperators(type: TypeSymbol, name: string): readonly MethodSymbol[] {
  const bare = stripNullable(type);
  const classes = bare.kind === 'namedType' && bare.typeKind !== 'interface' ? [...baseTypesAndSelf(bare)] : [];
  const found = classes.length === 0 ? declared(bare, name) : classes.flatMap((each) => methodsNamed(each.membersNamed(name)));
  return found.filter((m) => !m.isStatic);
}

/** Metadata name of the instance operator behind a compound assignment, `++` or `--`. */
export function assignmentOperatorName(operator: string): string | undefined {
  return compoundNames[operator];
}

function argument(shape: ExpressionShape): ArgumentShape {
  return { name: undefined, refKind: 'none', shape };
}

function userDefinedBinary(operator: string, left: ExpressionShape, right: ExpressionShape, context: BindingContext): ResolvedOperator | undefined {
  const name = binaryNames[operator];
  if (name === undefined) return undefined;
  const found = operatorAmong(operatorsOf([left, right], name, context), operator, [left, right], context);
  return found?.method !== undefined && (operator === '&&' || operator === '||') ? { ...found, truthOperator: truth(found.method, operator) } : found;
}

function truth(method: MethodSymbol, operator: '&&' | '||'): MethodSymbol | undefined {
  const type = method.containingType;
  const member = type.membersNamed(operator === '&&' ? 'op_False' : 'op_True')[0];
  return member?.kind === 'method' ? member : undefined;
}

function operatorsOf(operands: readonly ExpressionShape[], name: string, context: BindingContext): readonly MethodSymbol[] {
  return withChecked(name, (each) => operatorsNamed(operands, each), context);
}

/** In a checked context an operator that is declared as checked stands for the one with the same parameters beside it (C# 11). */
export function withChecked(name: string, operatorsCalled: (name: string) => readonly MethodSymbol[], context: BindingContext): readonly MethodSymbol[] {
  const plain = operatorsCalled(name);
  const checked = context.isChecked === true ? operatorsCalled(name.replace('op_', 'op_Checked')) : [];
  return checked.length === 0 ? plain : [...checked, ...plain.filter((p) => !checked.some((c) => c.containingType === p.containingType && sameParameters(c, p)))];
}

function sameParameters(a: MethodSymbol, b: MethodSymbol): boolean {
  return a.parameters.length === b.parameters.length && a.parameters.every((p, i) => { const other = b.parameters[i]; return other !== undefined && isIdentity(p.type, other.type); });
}

/** Operators declared by the operands' types or their bases; the nearest type that has any (§12.4.6). */
function operatorsNamed(operands: readonly ExpressionShape[], name: string): readonly MethodSymbol[] {
  const found = new Set<MethodSymbol>();
  for (const operand of operands) {
    if (operand.kind !== 'typed') continue;
    for (const method of declared(stripNullable(operand.type), name)) found.add(method);
  }
  return [...found];
}

function declared(type: TypeSymbol, name: string): readonly MethodSymbol[] {
  if (type.kind === 'typeParameter') return effectiveConstraints(type).flatMap((c) => (c.kind === 'namedType' ? [c, ...c.allInterfaces] : [])).flatMap((c) => methodsNamed(c.membersNamed(name)));
  if (type.kind !== 'namedType' || hasBuiltInOperators(type.specialType) || type.typeKind === 'enum' || type.typeKind === 'delegate') return [];
  for (const base of baseTypesAndSelf(type)) {
    const methods = methodsNamed(base.membersNamed(name));
    if (methods.length > 0) return methods;
  }
  return type.typeKind === 'interface' ? type.allInterfaces.flatMap((i) => methodsNamed(i.membersNamed(name))) : [];
}

/** The language's own operators come first for the types it knows; decimal's are methods but built in all the same. */
function hasBuiltInOperators(special: string | undefined): boolean {
  return special !== undefined && special !== 'Nullable';
}

function methodsNamed(members: readonly { readonly kind: string }[]): readonly MethodSymbol[] {
  return members.filter((m): m is MethodSymbol => m.kind === 'method');
}

/** Tries the operands as they are, then without their `?` (lifted, §12.4.8). */
function withLifting(candidates: readonly MethodSymbol[], operator: string, operands: readonly ExpressionShape[], context: BindingContext): OverloadResult {
  const plain = resolveOverload(candidates, operands.map(argument), { context });
  if (plain.kind !== 'none') return plain;
  if (!operands.some((o) => o.kind === 'null' || (o.kind === 'typed' && nullableUnderlying(o.type) !== undefined))) return plain;
  const liftable = candidates.filter((m) => canBeLifted(m, operator));
  const stripped = operands.map((o): ExpressionShape => (o.kind === 'typed' ? { kind: 'typed', type: stripNullable(o.type), constant: o.constant } : o.kind === 'null' ? { kind: 'default' } : o));
  return resolveOverload(liftable, stripped.map(argument), { context });
}

/** A lifted form takes and gives non-nullable value types; comparisons give bool, and equality compares like with like, as the compiler has it. */
function canBeLifted(method: MethodSymbol, operator: string): boolean {
  const [first, second] = method.parameters;
  if (!method.parameters.every((p) => isNonNullableValueType(p.type))) return false;
  if (!comparisons.has(operator)) return isNonNullableValueType(method.returnType);
  return specialTypeOf(method.returnType) === 'Boolean' && ((operator !== '==' && operator !== '!=') || (first !== undefined && second !== undefined && isIdentity(first.type, second.type)));
}

function isLifted(method: MethodSymbol, operands: readonly ExpressionShape[]): boolean {
  return operands.some((operand, i) => {
    const parameter = method.parameters[i]?.type;
    return parameter !== undefined && isNonNullableValueType(parameter) && (operand.kind === 'null' || (operand.kind === 'typed' && nullableUnderlying(operand.type) !== undefined));
  });
}

function resultType(method: MethodSymbol, operands: readonly ExpressionShape[], context: BindingContext, isComparison: boolean): TypeSymbol {
  if (isComparison || !isLifted(method, operands) || !isNonNullableValueType(method.returnType)) return method.returnType;
  return nullableOf(method.returnType, context) ?? method.returnType;
}

function operandType(operand: ExpressionShape, parameter: TypeSymbol | undefined, context: BindingContext): TypeSymbol | undefined {
  if (parameter === undefined || operand.kind !== 'typed' || nullableUnderlying(operand.type) === undefined || !isNonNullableValueType(parameter)) return parameter;
  return nullableOf(parameter, context);
}
