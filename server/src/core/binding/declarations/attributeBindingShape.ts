/** Shapes of attribute arguments for overload resolution (ECMA-334 §22.3.2): constants, `typeof`, and arrays of them. */
import type { Expression, Literal } from '../../syntax/nodes';
import type { AttributeValue, SpecialType, TypeSymbol } from '../../symbols/symbol';
import { arrayType } from '../../symbols/types';
import type { BindingContext } from '../conversions/conversion';
import { resolveBinaryOperator, resolveUnaryOperator } from '../operators';
import { bestCommonType } from '../overload/inferenceCommonType';
import type { Scope } from '../scope';
import type { ExpressionShape } from '../shape';
import { bindType } from '../typeBinding';
import { constantField, evaluateConstant } from './attributeBindingConstant';

const unknown: ExpressionShape = { kind: 'unknown' };

const literalTypes: Readonly<Partial<Record<Literal['literalType'], SpecialType>>> = {
  int: 'Int32', uint: 'UInt32', long: 'Int64', ulong: 'UInt64', float: 'Single', double: 'Double', decimal: 'Decimal', string: 'String', char: 'Char', bool: 'Boolean',
};

/** What conversions need to know of an argument; unknown for what no attribute may have. */
export function constantShape(expression: Expression, scope: Scope, context: BindingContext): ExpressionShape {
  switch (expression.kind) {
    case 'Literal': return literalShape(expression, context);
    case 'Parenthesized': case 'Checked': return constantShape(expression.expression, scope, context);
    case 'PostfixUnary': return expression.operator === '!' ? constantShape(expression.operand, scope, context) : unknown;
    case 'CollectionExpression':
      return { kind: 'collection', elements: expression.elements.map((e) => (e.kind === 'Spread' ? { spread: true, shape: constantShape(e.expression, scope, context) } : { spread: false, shape: constantShape(e, scope, context) })) };
    default: return typed(naturalType(expression, scope, context), expression, scope);
  }
}

function literalShape(literal: Literal, context: BindingContext): ExpressionShape {
  if (literal.literalType === 'null' || literal.literalType === 'default') return { kind: literal.literalType };
  const special = literalTypes[literal.literalType];
  const type = special && context.compilation.specialType(special);
  return type === undefined ? unknown : { kind: 'typed', type, constant: { kind: 'primitive', value: literal.value } };
}

function typed(type: TypeSymbol | undefined, expression: Expression, scope: Scope): ExpressionShape {
  if (type === undefined || type.kind === 'error') return unknown;
  const constant: AttributeValue = evaluateConstant(expression, scope);
  return constant?.kind === 'primitive' || constant?.kind === 'enum' ? { kind: 'typed', type, constant } : { kind: 'typed', type };
}

function naturalType(expression: Expression, scope: Scope, context: BindingContext): TypeSymbol | undefined {
  const { compilation } = context;
  switch (expression.kind) {
    case 'TypeOf': return compilation.typeByMetadataName('System.Type');
    case 'Cast': case 'ArrayCreation': case 'DefaultExpression': return bindType(expression.type, scope);
    case 'SizeOf': return compilation.specialType('Int32');
    case 'InterpolatedString': case 'Invocation': return compilation.specialType('String');
    case 'IdentifierName': case 'MemberAccess': return constantField(expression, scope)?.type;
    case 'Binary': return resolveBinaryOperator(expression.operator, constantShape(expression.left, scope, context), constantShape(expression.right, scope, context), context)?.type;
    case 'PrefixUnary': return resolveUnaryOperator(expression.operator, constantShape(expression.operand, scope, context), context)?.type;
    case 'Conditional': return bestCommonType([expression.whenTrue, expression.whenFalse].map((e) => constantShape(e, scope, context)), context);
    case 'ImplicitArrayCreation': {
      const element = bestCommonType(expression.initializer.expressions.map((e) => constantShape(e, scope, context)), context);
      return element && arrayType(element);
    }
    default: return undefined;
  }
}
