/** Operators of C# 14 extension blocks: asked where neither the operands' types nor the language has an operator that applies. */
import type { ExtensionMember } from '../../symbols/extensionMembers';
import type { MethodSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import { specialType } from '../binderContext';
import { overloadContext } from '../binderTypes';
import { classifyConversion } from '../conversions/conversions';
import { isReferenceType, nullableUnderlying, specialTypeOf, stripNullable, tupleElements } from '../conversions/conversionsTypes';
import type { ResolvedOperator } from '../operators';
import { assignmentOperatorName, operatorAmong, operatorMethodName, withChecked } from '../operators';
import { resolveOverload } from '../overload/overload';
import type { ExpressionShape } from '../shape';
import { extensionMembersInScope } from './bindExtensionMember';

/** Operators of a name for each scope outward, in a checked context those declared as checked before the others. */
function* operatorsInScope(context: BindContext, name: string, isStatic: boolean): Generator<readonly MethodSymbol[]> {
  for (const level of extensionMembersInScope(context, [name, name.replace('op_', 'op_Checked')])) {
    yield withChecked(name, (each) => methodsNamed(level, each, isStatic), overloadContext(context));
  }
}

function methodsNamed(members: readonly ExtensionMember[], name: string, isStatic: boolean): readonly MethodSymbol[] {
  return members.flatMap((each) => (each.member.kind === 'method' && each.member.name === name && each.isStatic === isStatic ? [each.member] : []));
}

/** The instance operator for a compound assignment, `++` or `--`. */
export function extensionAssignment(context: BindContext, operator: string, left: Bound, right: Bound | undefined): MethodSymbol | undefined {
  const name = context.conversions.languageVersion < 14 ? undefined : assignmentOperatorName(operator);
  if (name === undefined) return undefined;
  for (const methods of operatorsInScope(context, name, false)) {
    const result = resolveOverload(methods, right === undefined ? [] : [{ name: undefined, refKind: 'none', shape: right.shape }], { context: overloadContext(context), receiver: left.shape });
    if (result.kind === 'method') return result.method;
  }
  return undefined;
}

/** The operator for `left op right`, where what was found otherwise (`own`) does not apply. */
export function extensionBinary(context: BindContext, operator: string, left: ExpressionShape, right: ExpressionShape, own: ResolvedOperator | undefined): ResolvedOperator | undefined {
  if (own?.method !== undefined) return undefined;
  const found = operatorFor(context, operator, [left, right]);
  if (found?.method === undefined || (own !== undefined && builtInApplies(context, operator, left, right, own))) return undefined;
  if (operator !== '&&' && operator !== '||') return found;
  const truthOperator = extensionTruth(context, operator === '&&' ? 'op_False' : 'op_True', { kind: 'typed', type: found.type }, found.method);
  return truthOperator === undefined ? undefined : { ...found, truthOperator };
}

/** The operator for `op operand`, where what was found otherwise (`own`) does not apply. */
export function extensionUnary(context: BindContext, operator: string, operand: ExpressionShape, own: ResolvedOperator | undefined): ResolvedOperator | undefined {
  const isConverted = operator === '!' && own?.method === undefined && own?.leftType !== undefined;
  return own !== undefined && !isConverted ? undefined : operatorFor(context, operator, [operand]);
}

/** `op_True` or `op_False` for an operand; for `&&` and `||` (`beside`) of the class that has the operator itself. */
export function extensionTruth(context: BindContext, name: 'op_True' | 'op_False', operand: ExpressionShape, beside?: MethodSymbol): MethodSymbol | undefined {
  for (const methods of operatorsInScope(context, name, true)) {
    const found = operatorAmong(beside === undefined ? methods : methods.filter((m) => m.containingType === beside.containingType), name, [operand], overloadContext(context));
    if (found?.method !== undefined) return found.method;
  }
  return undefined;
}

function operatorFor(context: BindContext, operator: string, operands: readonly ExpressionShape[]): ResolvedOperator | undefined {
  const name = context.conversions.languageVersion < 14 ? undefined : operatorMethodName(operator, operands.length);
  if (name === undefined) return undefined;
  for (const methods of operatorsInScope(context, name, true)) {
    const found = operatorAmong(methods, operator, operands, overloadContext(context));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Equality and logic are taken to be built in where nothing else is known: here the operands tell whether they are (§12.12, §12.16). */
function builtInApplies(context: BindContext, operator: string, left: ExpressionShape, right: ExpressionShape, own: ResolvedOperator): boolean {
  if (operator === '&&' || operator === '||') {
    const bool = specialType(context, 'Boolean');
    return [left, right].every((shape) => classifyConversion(shape, bool, overloadContext(context)).isImplicit);
  }
  if (operator !== '==' && operator !== '!=') return true;
  if (own.leftType !== undefined) return [left, right].every((shape) => own.leftType !== undefined && classifyConversion(shape, own.leftType, overloadContext(context)).isImplicit);
  const [a, b] = [left, right].map((shape) => (shape.kind === 'typed' ? shape.type : undefined));
  if (a === undefined || b === undefined) {
    const type = a ?? b;
    return type === undefined || isReferenceType(type) || nullableUnderlying(type) !== undefined || type.kind === 'pointer' || type.kind === 'typeParameter';
  }
  if (tupleElements(a) !== undefined || a.kind === 'pointer' || b.kind === 'pointer') return true;
  if (!isReferenceType(a) || !isReferenceType(b)) return specialTypeOf(stripNullable(a)) === 'Boolean' && specialTypeOf(stripNullable(b)) === 'Boolean';
  const isInterface = [a, b].some((t) => t.kind === 'typeParameter' || (t.kind === 'namedType' && t.typeKind === 'interface'));
  return isInterface || classifyConversion(a, b, overloadContext(context)).isImplicit || classifyConversion(b, a, overloadContext(context)).isImplicit;
}
