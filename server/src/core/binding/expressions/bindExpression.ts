/** Binds expressions (ECMA-334 §12): dispatch on the kind, and the kinds that are short. */
import type { AnonymousObjectCreation, Cast, Conditional, Expression, Literal, SwitchExpression, TupleExpression } from '../../syntax/nodes';
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Access, BindContext, Bound } from '../binderContext';
import type { ExpressionShape } from '../shape';
import { inFrame, recordExpression, recordUse, specialType, unknown, value, withOverflow } from '../binderContext';
import { tupleField } from '../lookup';
import { bestCommonType } from '../overload/inferenceCommonType';
import { foldCast } from '../constants';
import { classifyConversion, classifyExplicitConversion } from '../conversions/conversions';
import { sizeOf } from '../declarations/attributeBindingConstant';
import { bindTypeSyntax } from '../binderLookup';
import { arrayType, constructWellKnown, makeTuple, overloadContext, voidOrType } from '../binderTypes';
import { bindConditionalAccess, bindConditionalBinding, bindMemberAccess, bindName, bindThis } from './bindExpressionName';
import { bindElementAccess, bindElementBinding } from './bindExpressionElement';
import { bindInvocation } from './bindExpressionCall';
import { bindAnonymousObject, bindArrayCreation, bindCollectionExpression, bindCreation, bindImplicitArray, bindImplicitCreation, bindStackAlloc, bindWith } from './bindExpressionCreation';
import { bindAssignment, bindAwait, bindBinary, bindPostfix, bindPrefix, bindRange } from './bindExpressionOperator';
import { extensionTruth } from './bindExtensionOperator';
import { bindInterpolatedString } from './bindExpressionString';
import { bindLambda } from './bindExpressionLambda';
import { bindIsType, bindPattern } from './bindPattern';
import { bindQuery } from './bindQuery';
import { bindDesignation } from '../statements/bindStatementDeconstruct';

/** Binds one expression and records what it is. Its conversion is up to the caller: `convertTo` or `settle`. */
export function bindExpression(context: BindContext, node: Expression, access: Access = 'read'): Bound {
  return recordExpression(context, bindByKind(context, node, access));
}

/** Binds an expression that must be a value: of two meanings (§12.8.7.2) it is the value. */
export function bindValue(context: BindContext, node: Expression, access: Access = 'read'): Bound {
  return asValue(bindExpression(context, node, access));
}

/** Of two meanings (§12.8.7.2) the value; a type or namespace is none. */
export function asValue(bound: Bound): Bound {
  if (bound.alternative !== undefined) {
    bound.alternative.choose(false);
    return { ...bound, alternative: undefined };
  }
  return bound.category === 'value' || bound.category === 'methodGroup' ? bound : unknown(bound.node);
}

/** Binds a value that keeps its natural type. */
export function bindSettled(context: BindContext, node: Expression, access: Access = 'read'): Bound {
  const bound = bindValue(context, node, access);
  settle(bound);
  return bound;
}

/** Binds a value and converts it; the result is the value before conversion. */
export function bindConverted(context: BindContext, node: Expression, target: TypeSymbol | undefined): Bound {
  const bound = bindValue(context, node);
  convertTo(context, bound, target);
  return bound;
}

/** A condition: converts to bool, or is asked by its `true` operator (§12.24). */
export function bindCondition(context: BindContext, node: Expression): void {
  const bound = bindValue(context, node);
  const bool = specialType(context, 'Boolean');
  convertTo(context, bound, bool);
  if (context.builder === undefined || bound.type === undefined || bound.type === bool || bound.type.kind === 'dynamic') return;
  if (classifyConversion(bound.shape, bool, overloadContext(context)).isImplicit) return;
  recordUse(context, 'operator', methodsNamed(bound.type, 'op_True') ?? extensionTruth(context, 'op_True', bound.shape), bound.node, { node: bound.node, receiver: bound });
}

/** What is thrown; `throw new()` makes an Exception (§12.8.17.2). */
export function bindThrown(context: BindContext, node: Expression): void {
  const bound = bindValue(context, node);
  if (bound.shape.kind === 'implicitNew') convertTo(context, bound, context.compilation.typeByMetadataName('System.Exception'));
  else settle(bound);
}

function methodsNamed(type: TypeSymbol, name: string): MethodSymbol | undefined {
  const found = type.kind === 'namedType' ? type.membersNamed(name)[0] : undefined;
  return found?.kind === 'method' ? found : undefined;
}

/** The value is used with its natural type. */
export function settle(bound: Bound): void {
  bound.finish?.(bound.type);
}

/** Implicit conversion to a target: settles what waited for the type and records a user-defined operator (§10.5). */
export function convertTo(context: BindContext, bound: Bound, target: TypeSymbol | undefined, parameter?: ParameterSymbol): void {
  const known = target?.kind === 'error' ? undefined : target;
  bound.finish?.(known, parameter);
  if (known === undefined || context.builder === undefined) return;
  context.builder.convertedTypes.set(bound.node, known);
  if ((bound.shape.kind !== 'typed' && bound.shape.kind !== 'null') || bound.type === known) return;
  const conversion = classifyConversion(bound.shape, known, overloadContext(context));
  if (conversion.kind === 'userDefined') recordUse(context, 'conversion', conversion.method, bound.node, { node: bound.node, receiver: bound });
}

function bindByKind(context: BindContext, node: Expression, access: Access): Bound {
  switch (node.kind) {
    case 'IdentifierName': case 'GenericName': case 'AliasQualifiedName': return bindName(context, node, access);
    case 'PredefinedType': case 'NullableType': case 'ArrayType': case 'PointerType': case 'TupleType': return typeExpression(node, bindTypeSyntax(context, node));
    case 'Literal': return bindLiteral(context, node);
    case 'InterpolatedString': return bindInterpolatedString(context, node);
    case 'Parenthesized': return bindExpression(context, node.expression, access);
    case 'Tuple': return bindTuple(context, node);
    case 'MemberAccess': return bindMemberAccess(context, node, access);
    case 'ConditionalAccess': return bindConditionalAccess(context, node, access);
    case 'MemberBinding': return bindConditionalBinding(context, node, access);
    case 'ElementBinding': return bindElementBinding(context, node, access);
    case 'ElementAccess': return bindElementAccess(context, node, access);
    case 'ImplicitElementAccess': return bindElementBinding(context, node, access);
    case 'Invocation': return bindInvocation(context, node);
    case 'ObjectCreation': return bindCreation(context, node);
    case 'ImplicitObjectCreation': return bindImplicitCreation(context, node);
    case 'AnonymousObjectCreation': return bindAnonymous(context, node);
    case 'ArrayCreation': return bindArrayCreation(context, node);
    case 'ImplicitArrayCreation': return bindImplicitArray(context, node);
    case 'StackAlloc': return bindStackAlloc(context, node);
    case 'Initializer': node.expressions.forEach((e) => { bindSettled(context, e); }); return unknown(node);
    case 'Cast': return bindCast(context, node);
    case 'PrefixUnary': return bindPrefix(context, node);
    case 'PostfixUnary': return bindPostfix(context, node);
    case 'Binary': return bindBinary(context, node);
    case 'Assignment': return bindAssignment(context, node);
    case 'Conditional': return bindConditional(context, node);
    case 'IsType': bindIsType(context, node); return value(node, specialType(context, 'Boolean'));
    case 'IsPattern': bindPattern(context, node.pattern, bindSettled(context, node.expression).type); return value(node, specialType(context, 'Boolean'));
    case 'As': bindSettled(context, node.expression); return value(node, bindTypeSyntax(context, node.type));
    case 'Await': return bindAwait(context, node);
    case 'ThrowExpression': bindThrown(context, node.expression); return { ...unknown(node), shape: { kind: 'throw' } };
    case 'TypeOf': {
      const type = bindTypeSyntax(context, node.type);
      if (type.kind !== 'error') recordUse(context, 'typeof', type, node, { node });
      return value(node, context.compilation.typeByMetadataName('System.Type'), { constant: { kind: 'type', value: type.kind === 'error' ? undefined : type } });
    }
    case 'SizeOf': return value(node, specialType(context, 'Int32'), { constant: sizeOf(bindTypeSyntax(context, node.type)) });
    case 'DefaultExpression': {
      const type = bindTypeSyntax(context, node.type);
      return value(node, type);
    }
    case 'Checked': return bindExpression(withOverflow(context, node.checked), node.expression, access);
    case 'RefExpression': return bindExpression(context, node.expression, 'readWrite');
    case 'TypedReference': {
      bindSettled(context, node.expression);
      return node.type === undefined ? unknown(node) : value(node, bindTypeSyntax(context, node.type));
    }
    case 'This': case 'Base': return bindThis(context, node);
    case 'Lambda': return bindLambda(context, node);
    case 'SwitchExpression': return bindSwitchExpression(context, node);
    case 'With': return bindWith(context, node);
    case 'Range': return bindRange(context, node);
    case 'CollectionExpression': return bindCollectionExpression(context, node);
    case 'DeclarationExpression': return bindDeclarationExpression(context, node);
    case 'Query': return bindQuery(context, node);
    case 'Error': return unknown(node);
  }
}

/** An expression that names a type. */
export function typeExpression(node: Expression, type: TypeSymbol): Bound {
  return { node, category: 'type', type: type.kind === 'error' ? undefined : type, shape: { kind: 'unknown' }, constant: undefined, symbol: type.kind === 'error' ? undefined : type };
}

const literalTypes = { int: 'Int32', uint: 'UInt32', long: 'Int64', ulong: 'UInt64', float: 'Single', double: 'Double', decimal: 'Decimal', string: 'String', char: 'Char', bool: 'Boolean' } as const;

function bindLiteral(context: BindContext, node: Literal): Bound {
  switch (node.literalType) {
    case 'null': return { ...unknown(node), shape: { kind: 'null' }, constant: { kind: 'primitive', value: null } };
    case 'default': return { ...unknown(node), shape: { kind: 'default' } };
    case 'utf8': return value(node, constructWellKnown(context, 'System.ReadOnlySpan`1', [specialType(context, 'Byte')]));
    default: return value(node, specialType(context, literalTypes[node.literalType]), { constant: { kind: 'primitive', value: node.value } });
  }
}

function bindTuple(context: BindContext, node: TupleExpression): Bound {
  const parts = node.arguments.map((a) => bindValue(context, a.expression));
  const shapes = parts.map((p) => p.shape);
  const names = elementNames(node);
  const types = parts.map((p) => p.type);
  const natural = types.every((t) => t !== undefined) ? makeTuple(context, types, names.some((n) => n !== undefined) ? names : undefined) : undefined;
  const finish = (target: TypeSymbol | undefined): void => {
    recordElementNames(context, node, target ?? natural);
    const elements = target?.kind === 'namedType' && target.typeArguments.length === parts.length ? target.typeArguments : undefined;
    parts.forEach((part, i) => { convertTo(context, part, elements?.[i] ?? part.type); });
  };
  if (natural !== undefined) return value(node, natural, { shape: { kind: 'typed', type: natural, elements: shapes }, finish });
  if (shapes.some((s) => s.kind === 'unknown')) return { ...unknown(node), finish };
  return { ...unknown(node), shape: { kind: 'tuple', elements: shapes }, finish };
}

const reservedNames = /^(?:Item\d+|Rest|CompareTo|Deconstruct|Equals|GetHashCode|ToString)$/;

/** Names of a tuple's elements; one that is not written is dropped where it is reserved or not the only one (§12.8.6). */
function elementNames(node: TupleExpression): readonly (string | undefined)[] {
  const names = node.arguments.map((a) => a.name ?? inferredName(a.expression));
  return names.map((name, i) => {
    const isWritten = node.arguments[i]?.name !== undefined;
    return isWritten || (name !== undefined && !reservedNames.test(name) && names.indexOf(name) === names.lastIndexOf(name)) ? name : undefined;
  });
}

/** A name written in a tuple literal is a use of the element's field. */
function recordElementNames(context: BindContext, node: TupleExpression, type: TypeSymbol | undefined): void {
  if (type?.kind !== 'namedType') return;
  node.arguments.forEach((argument, i) => {
    const field = argument.name === undefined ? undefined : tupleField(type, i);
    if (field !== undefined && argument.name !== undefined) recordUse(context, 'field', field, { start: argument.start, end: argument.start + argument.name.length + Number(context.unit.text[argument.start] === '@') }, { node: argument });
  });
}

/** The name that a tuple element or anonymous member takes from its expression (§12.8.6, §12.8.17.7). */
export function inferredName(node: Expression): string | undefined {
  switch (node.kind) {
    case 'IdentifierName': return node.name;
    case 'MemberAccess': case 'MemberBinding': return node.name.name;
    case 'ConditionalAccess': return inferredName(node.whenNotNull);
    default: return undefined;
  }
}

function bindAnonymous(context: BindContext, node: AnonymousObjectCreation): Bound {
  const members = node.members.map((m) => ({ name: m.name ?? inferredName(m.expression) ?? '', bound: bindSettled(context, m.expression) }));
  return bindAnonymousObject(context, node, members);
}

function bindCast(context: BindContext, node: Cast): Bound {
  const target = bindTypeSyntax(context, node.type);
  const operand = bindValue(context, node.expression);
  if (target.kind === 'error') {
    settle(operand);
    return unknown(node);
  }
  operand.finish?.(target);
  context.builder?.convertedTypes.set(operand.node, target);
  let symbol: Bound['symbol'];
  if (operand.shape.kind === 'typed' || operand.shape.kind === 'null') {
    const conversion = classifyExplicitConversion(operand.shape, target, overloadContext(context));
    if (conversion.kind === 'userDefined') {
      symbol = conversion.method;
      recordUse(context, 'conversion', conversion.method, node, { node, receiver: operand });
    }
  }
  return value(node, target, { constant: foldCast(operand.constant, target), symbol });
}

function bindConditional(context: BindContext, node: Conditional): Bound {
  bindCondition(context, node.condition);
  const branches = [bindValue(context, node.whenTrue), bindValue(context, node.whenFalse)];
  return branching(context, node, branches);
}

function bindSwitchExpression(context: BindContext, node: SwitchExpression): Bound {
  const input = bindSettled(context, node.expression);
  const arms = node.arms.map((arm) => inFrame(context, () => {
    bindPattern(context, arm.pattern, input.type);
    if (arm.when !== undefined) bindCondition(context, arm.when);
    return bindValue(context, arm.expression);
  }));
  return branching(context, node, arms);
}

/** Natural type from the branches where they agree (§12.18), target typing otherwise. */
function branching(context: BindContext, node: Expression, branches: readonly Bound[]): Bound {
  const shapes: ExpressionShape[] = branches.map((b) => b.shape);
  const natural = shapes.some((s) => s.kind === 'unknown') ? undefined : bestCommonType(shapes, overloadContext(context));
  const finish = (target: TypeSymbol | undefined): void => {
    const viaNatural = natural !== undefined && (target === undefined || target === natural || classifyConversion({ kind: 'typed', type: natural }, target, overloadContext(context)).kind !== 'none');
    for (const branch of branches) convertTo(context, branch, viaNatural ? natural : target);
  };
  if (natural !== undefined) return value(node, natural, { shape: { kind: 'typed', type: natural, branches: shapes }, finish });
  if (shapes.some((s) => s.kind === 'unknown')) return { ...unknown(node), finish };
  return { ...unknown(node), shape: { kind: 'branches', branches: shapes }, finish };
}

function bindDeclarationExpression(context: BindContext, node: Extract<Expression, { kind: 'DeclarationExpression' }>): Bound {
  const isVar = node.type.kind === 'IdentifierName' && node.type.name === 'var';
  const declared = isVar ? undefined : bindTypeSyntax(context, node.type);
  const assign = bindDesignation(context, node.designation, declared);
  const finish = (target: TypeSymbol | undefined): void => {
    if (declared !== undefined) return;
    if (target !== undefined && target.kind !== 'error') {
      assign(target);
      if (node.designation.kind !== 'ParenthesizedDesignation') recordUse(context, 'var', voidOrType(target), node.type);
      context.builder?.types.set(node, target);
    }
  };
  if (declared !== undefined) return value(node, declared);
  return { ...unknown(node), shape: { kind: 'outVar' }, finish };
}

/** Elements of an array for an inferred element type; used where a literal list has no type of its own. */
export function arrayOf(context: BindContext, elements: readonly Bound[], rank: number): TypeSymbol | undefined {
  const type = bestCommonType(elements.map((e) => e.shape), overloadContext(context));
  return type === undefined ? undefined : arrayType(type, rank);
}
