/** Operators (ECMA-334 §12.4, §12.9–§12.23), assignment, `await`, ranges. */
import type { Assignment, Await, Binary, Expression, PostfixUnary, PrefixUnary, RangeExpression } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import type { ExpressionShape } from '../shape';
import { extensionAssignment, extensionBinary, extensionUnary } from './bindExtensionOperator';
import { findLocal, recordUse, specialType, unknown, value } from '../binderContext';
import { bindConverted, bindSettled, bindValue, convertTo, settle } from './bindExpression';
import { bindDeconstruction } from '../statements/bindStatementDeconstruct';
import { classifyConversion } from '../conversions/conversions';
import { foldBinary, foldUnary } from '../constants';
import { resolveBinaryOperator, resolveCompoundAssignment, resolveUnaryOperator } from '../operators';
import { isDelegateType, isNullableValueType, methodsOf, overloadContext, pointerType, propertyOf, underlyingOfNullable } from '../binderTypes';
import { recordAwait } from '../statements/bindStatementAwait';

/** Arithmetic, comparison, logic, shift, `??`. */
export function bindBinary(context: BindContext, node: Binary): Bound {
  if (node.operator === '??') return bindCoalesce(context, node);
  const left = bindValue(context, node.left);
  const right = bindValue(context, node.right);
  return applyBinary(context, node, node.operator, left, right);
}

function applyBinary(context: BindContext, node: Expression, operator: string, left: Bound, right: Bound): Bound {
  if (left.type?.kind === 'dynamic' || right.type?.kind === 'dynamic') return settleBoth(left, right, value(node, { kind: 'dynamic' }));
  const own = resolveBinaryOperator(operator, left.shape, right.shape, overloadContext(context));
  const result = extensionBinary(context, operator, left.shape, right.shape, own) ?? own;
  if (result === undefined) return settleBoth(left, right, unknown(node));
  if (result.method === undefined) {
    convertOperand(context, left, result.leftType);
    convertOperand(context, right, result.rightType);
  } else {
    convertArgument(context, left, result.leftType ?? result.method.parameters[0]?.type);
    convertArgument(context, right, result.rightType ?? result.method.parameters[1]?.type);
    recordUse(context, 'operator', result.method, node, { node });
    for (const extra of result.truthOperator === undefined ? [] : [result.truthOperator]) recordUse(context, 'operator', extra, node, { node });
  }
  return value(node, result.type, { constant: result.method === undefined ? foldBinary(operator, left.constant, right.constant, result.type) : undefined, symbol: result.method });
}

/** Built-in operators convert their operands without calls, except from a type with a user-defined conversion. */
function convertOperand(context: BindContext, bound: Bound, target: TypeSymbol | undefined): void {
  if (target === undefined) settle(bound);
  else convertTo(context, bound, target);
}

/** `null` stands for no value where an operator of values is lifted. */
function convertArgument(context: BindContext, bound: Bound, target: TypeSymbol | undefined): void {
  if (bound.shape.kind === 'null' && target?.kind === 'namedType' && target.typeKind === 'struct' && !target.isRefLike) settle(bound);
  else convertTo(context, bound, target);
}

function settleBoth(left: Bound, right: Bound, result: Bound): Bound {
  settle(left);
  settle(right);
  return result;
}

/** §12.15. */
function bindCoalesce(context: BindContext, node: Binary): Bound {
  const left = bindSettled(context, node.left);
  const right = bindValue(context, node.right);
  const type = coalesceType(context, left, right);
  convertTo(context, right, type);
  const from = left.type === undefined ? undefined : isNullableValueType(left.type) ? underlyingOfNullable(left.type) : left.type;
  const conversion = from === undefined || type === undefined || from === type ? undefined : classifyConversion(from, type, overloadContext(context));
  if (conversion?.kind === 'userDefined') recordUse(context, 'conversion', conversion.method, node, { node, receiver: left });
  if (type === undefined && right.shape.kind !== 'throw') return unknown(node);
  return value(node, type ?? left.type);
}

function coalesceType(context: BindContext, left: Bound, right: Bound): TypeSymbol | undefined {
  const from = left.type;
  if (from === undefined) return left.shape.kind === 'null' ? right.type : undefined;
  if (right.type?.kind === 'dynamic') return right.type;
  const bare = isNullableValueType(from) ? underlyingOfNullable(from) : from;
  if (right.shape.kind === 'throw') return bare;
  if (converts(context, right.shape, bare)) return bare;
  if (bare !== from && converts(context, right.shape, from)) return from;
  return right.type;
}

function converts(context: BindContext, shape: ExpressionShape, target: TypeSymbol): boolean {
  const conversion = classifyConversion(shape, target, overloadContext(context));
  return conversion.isImplicit && !conversion.unknown;
}

/** `=`, `+=`, `??=` … */
export function bindAssignment(context: BindContext, node: Assignment): Bound {
  if (node.operator === '=') return bindSimpleAssignment(context, node);
  const left = bindValue(context, node.left, isEventTarget(node) ? 'write' : 'readWrite');
  settle(left);
  if (node.operator === '??=') {
    const right = bindValue(context, node.right);
    const bare = left.type !== undefined && isNullableValueType(left.type) ? underlyingOfNullable(left.type) : left.type;
    const target = bare !== undefined && bare !== left.type && converts(context, right.shape, bare) ? bare : left.type;
    convertTo(context, right, target);
    return value(node, target);
  }
  const right = bindValue(context, node.right);
  if (left.type === undefined || left.type.kind === 'dynamic') return settleBoth(left, right, left.type === undefined ? unknown(node) : value(node, left.type));
  if (left.symbol?.kind === 'event') {
    convertTo(context, right, left.type);
    return value(node, specialType(context, 'Void'));
  }
  if (isDelegateType(left.type)) {
    convertTo(context, right, left.type);
    return value(node, left.type);
  }
  const binary = node.operator.slice(0, -1);
  const own = instanceOperator(context, node.operator, left, right, () => resolveBinaryOperator(binary, left.shape, right.shape, overloadContext(context)) !== undefined);
  if (own !== undefined) {
    convertTo(context, right, own.parameters.at(-1)?.type);
    recordUse(context, 'operator', own, node, { node, receiver: left });
    return value(node, left.type);
  }
  const result = applyBinary(context, node, binary, left, right);
  return value(node, left.type, { symbol: result.symbol });
}

/**
 * C# 14 instance operator of a compound assignment, `++` or `--`: the type's own, else an extension where no other operator fits. A
 * property or indexer is no variable: it is read, and written with the result of a static operator.
 */
function instanceOperator(context: BindContext, operator: string, left: Bound, right: Bound | undefined, fitsOther: () => boolean): MethodSymbol | undefined {
  if (left.type === undefined || (left.symbol?.kind === 'property' && left.symbol.returnsByRef === 'none')) return undefined;
  return resolveCompoundAssignment(operator, left.type, right?.shape, overloadContext(context)) ?? (fitsOther() ? undefined : extensionAssignment(context, operator, left, right));
}

function isEventTarget(node: Assignment): boolean {
  return node.operator === '+=' || node.operator === '-=' ? node.right.kind === 'Lambda' : false;
}

function bindSimpleAssignment(context: BindContext, node: Assignment): Bound {
  const left = node.left;
  if (left.kind === 'Tuple' || left.kind === 'DeclarationExpression') return bindDeconstruction(context, node, left);
  if (left.kind === 'IdentifierName' && left.name === '_' && findLocal(context, '_') === undefined) {
    const discarded = bindSettled(context, node.right);
    return value(node, discarded.type);
  }
  const target = bindValue(context, left, 'write');
  settle(target);
  const right = bindValue(context, node.right);
  convertTo(context, right, target.type);
  return value(node, target.type ?? undefined, { symbol: undefined });
}

/** `+x`, `!x`, `++x`, `&x`, `*p`, `^i`. */
export function bindPrefix(context: BindContext, node: PrefixUnary): Bound {
  switch (node.operator) {
    case '^': bindConverted(context, node.operand, specialType(context, 'Int32')); return value(node, context.compilation.typeByMetadataName('System.Index'));
    case '&': {
      const operand = bindValue(context, node.operand, 'readWrite');
      if (operand.group !== undefined) return { ...unknown(node), finish: operand.finish };
      return operand.type === undefined ? unknown(node) : value(node, pointerType(operand.type));
    }
    case '*': {
      const operand = bindSettled(context, node.operand);
      return operand.type?.kind === 'pointer' ? value(node, operand.type.pointedAtType) : unknown(node);
    }
    default: return bindUnary(context, node, node.operator, node.operand);
  }
}

/** `x++`, `x--`, `x!`. */
export function bindPostfix(context: BindContext, node: PostfixUnary): Bound {
  if (node.operator !== '!') return bindUnary(context, node, node.operator, node.operand);
  return bindValue(context, node.operand);
}

function bindUnary(context: BindContext, node: Expression, operator: string, operandNode: Expression): Bound {
  const step = operator === '++' || operator === '--';
  const operand = bindValue(context, operandNode, step ? 'readWrite' : 'read');
  if (operand.type?.kind === 'dynamic') {
    settle(operand);
    return value(node, operand.type);
  }
  const declared = resolveUnaryOperator(operator, operand.shape, overloadContext(context));
  // The value of `x++` is that before: only a static operator leaves it.
  const own = step && (node.kind === 'PrefixUnary' || context.discarded === node) ? instanceOperator(context, operator, operand, undefined, () => declared !== undefined) : undefined;
  if (own !== undefined) {
    settle(operand);
    recordUse(context, 'operator', own, node, { node, receiver: operand });
    return value(node, operand.type);
  }
  const result = extensionUnary(context, operator, operand.shape, declared) ?? declared;
  if (result === undefined) {
    settle(operand);
    return unknown(node);
  }
  convertTo(context, operand, result.method === undefined ? (step ? operand.type : result.leftType ?? operand.type) : result.leftType ?? result.method.parameters[0]?.type);
  recordUse(context, 'operator', result.method, node, { node, receiver: operand });
  const constant = result.method === undefined && !step ? foldUnary(operator, operand.constant, result.type) : undefined;
  return value(node, step && result.method === undefined ? operand.type : result.type, { constant, symbol: result.method });
}

/** `await e` (§12.9.8). */
export function bindAwait(context: BindContext, node: Await): Bound {
  const operand = bindSettled(context, node.expression);
  return value(node, recordAwait(context, operand, node));
}

/** `a..b`: what makes the Range. */
export function bindRange(context: BindContext, node: RangeExpression): Bound {
  const index = context.compilation.typeByMetadataName('System.Index');
  const range = context.compilation.typeByMetadataName('System.Range');
  if (node.left !== undefined) bindConverted(context, node.left, index);
  if (node.right !== undefined) bindConverted(context, node.right, index);
  if (range === undefined) return unknown(node);
  const method = node.left !== undefined && node.right !== undefined ? range.constructors.find((c) => c.parameters.length === 2)
    : node.left !== undefined ? methodsOf(context, range, 'StartAt')[0]
      : node.right !== undefined ? methodsOf(context, range, 'EndAt')[0]
        : propertyOf(context, range, 'All')?.getMethod;
  recordUse(context, 'range', method, node, { node });
  return value(node, range);
}
