/** Implicit conversions from types and from expressions (ECMA-334 §10.2, with the conversions of C# 12–14). */
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from './conversion';
import type { ExpressionShape } from '../shape';
import { conversionOf, exists, identityConversion, noConversion, unknownConversion } from './conversion';
import { classifyCollection } from './conversionsCollection';
import { classifyExplicitFromType } from './conversionsExplicit';
import { classifyLambda, classifyMethodGroup } from './conversionsFunction';
import { hasImplicitConstant, hasImplicitNumeric, isZeroConstant } from './conversionsNumeric';
import { hasBoxing, hasImplicitReference, isIdentity } from './conversionsReference';
import { hasImplicitSpan } from './conversionsSpan';
import { allImplicit } from './conversionsTuple';
import { containsError, isReferenceType, isString, isVoid, isWellKnown, nullableUnderlying, spanOf, specialTypeOf, stripNullable, tupleElements } from './conversionsTypes';
import { userDefinedExplicit, userDefinedFromNull, userDefinedImplicit } from './userDefinedConversions';

export type { BindingContext, Conversion, ConversionKind } from './conversion';
export { exists } from './conversion';

type Typed = Extract<ExpressionShape, { kind: 'typed' }>;

function isShape(from: ExpressionShape | TypeSymbol): from is ExpressionShape {
  switch (from.kind) {
    case 'namedType': case 'array': case 'pointer': case 'functionPointer': case 'dynamic': case 'error': case 'typeParameter': return false;
    default: return true;
  }
}

/** Implicit conversion of an expression, or of a value of a type, to a type. */
export function classifyConversion(from: ExpressionShape | TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion {
  if (to.kind === 'error') return unknownConversion;
  if (!isShape(from)) return classifyFromType(from, to, context);
  const standard = classifyFromShape(from, to, context);
  if (!standard.isImplicit && from.kind === 'null') return userDefinedFromNull(to, false, context);
  if (standard.isImplicit || from.kind !== 'typed') return standard;
  const own = userDefinedImplicit(from, to, context);
  return own.isImplicit ? own : ofBranches(from, to, context);
}

/** Target typing of a conditional or switch that has a type: only where the type does not convert (§12.18, §10.2.18). */
function ofBranches(from: Typed, to: TypeSymbol, context: BindingContext): Conversion {
  const branches = from.branches && classifyBranches(from.branches, to, context);
  return branches?.isImplicit === true ? branches : noConversion;
}

/** Conversion of a value of a type: the standard ones, then user-defined ones. */
function classifyFromType(from: TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion {
  const standard = standardImplicit(from, to, context);
  if (standard.isImplicit) return standard;
  return userDefinedImplicit({ kind: 'typed', type: from }, to, context);
}

/** Standard implicit conversion between types (§10.4.2): everything but user-defined ones. */
export function standardImplicit(from: TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion {
  if (from === to) return identityConversion;
  if (from.kind === 'error' || to.kind === 'error') return unknownConversion;
  if (isIdentity(from, to)) return identityConversion;
  if (isVoid(from) || isVoid(to)) return noConversion;
  if (from.kind === 'dynamic') return conversionOf(isReferenceType(to) && !containsError(to) ? 'dynamic' : 'none');
  if (hasImplicitNumeric(specialTypeOf(from), specialTypeOf(to))) return conversionOf('implicitNumeric');
  if (hasImplicitReference(from, to)) return conversionOf('implicitReference');
  if (hasBoxing(from, to)) return conversionOf(from.kind === 'typeParameter' ? 'typeParameter' : 'boxing');
  if (from.kind === 'typeParameter' && from.constraintTypes.some((c) => isIdentity(c, to))) return conversionOf('typeParameter');
  if ((from.kind === 'pointer' || from.kind === 'functionPointer') && to.kind === 'pointer' && isVoid(to.pointedAtType)) return conversionOf('pointer');
  const nullable = nullableConversion(from, to, context);
  if (nullable !== undefined) return nullable;
  const tuple = tupleConversion(from, to, context);
  if (tuple !== undefined) return tuple;
  if (hasImplicitSpan(from, to, context)) return conversionOf('span');
  return containsError(from) || containsError(to) ? unknownConversion : noConversion;
}

/** §10.2.6: S to T?, S? to T?, where S converts to T by a predefined value conversion. */
function nullableConversion(from: TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion | undefined {
  const target = nullableUnderlying(to);
  if (target === undefined) return undefined;
  const source = stripNullable(from);
  if (isIdentity(source, target) || hasImplicitNumeric(specialTypeOf(source), specialTypeOf(target))) return conversionOf('nullable');
  if (target.kind === 'error') return unknownConversion;
  const tuple = tupleConversion(source, target, context);
  return tuple === undefined || !tuple.isImplicit ? undefined : tuple.unknown ? tuple : conversionOf('nullable');
}

function tupleConversion(from: TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion | undefined {
  const targets = tupleElements(to);
  const elements = targets === undefined ? undefined : tupleElements(from);
  if (targets === undefined || elements === undefined) return undefined;
  return allImplicit(elements, targets, conversionOf('tuple'), (element, target) => classifyFromType(element, target, context));
}

/** Everything but user-defined conversions, from an expression. */
export function classifyFromShape(from: ExpressionShape, to: TypeSymbol, context: BindingContext): Conversion {
  switch (from.kind) {
    case 'typed': return classifyTyped(from, to, context);
    case 'null': return classifyNull(to);
    case 'default': return conversionOf(isVoid(to) ? 'none' : 'default');
    case 'throw': return conversionOf('throw');
    case 'unknown': return unknownConversion;
    case 'outVar': return conversionOf('outVar');
    case 'implicitNew': return classifyImplicitNew(to);
    case 'tuple': return classifyTupleLiteral(from.elements, to, context);
    case 'branches': return classifyBranches(from.branches, to, context);
    case 'collection': return classifyCollection(from.elements, to, context);
    case 'lambda': return classifyLambda(from.lambda, to, context);
    case 'methodGroup': return classifyMethodGroup(from.group, to);
  }
}

function classifyNull(to: TypeSymbol): Conversion {
  const accepts = isReferenceType(to) || to.kind === 'pointer' || to.kind === 'functionPointer' || nullableUnderlying(to) !== undefined;
  return accepts ? conversionOf('nullLiteral') : noConversion;
}

function classifyImplicitNew(to: TypeSymbol): Conversion {
  const type = stripNullable(to);
  if (type.kind === 'array' || type.kind === 'pointer' || type.kind === 'functionPointer' || type.kind === 'dynamic') return noConversion;
  return conversionOf('objectCreation');
}

function classifyBranches(branches: readonly ExpressionShape[], to: TypeSymbol, context: BindingContext): Conversion {
  return allImplicit(branches, branches.map(() => to), conversionOf('branches'), (branch, target) => classifyConversion(branch, target, context));
}

function classifyTupleLiteral(elements: readonly ExpressionShape[], to: TypeSymbol, context: BindingContext): Conversion {
  const targets = tupleElements(stripNullable(to));
  if (targets === undefined) {
    if (to.kind === 'typeParameter' || !elements.some((e) => e.kind === 'unknown')) return noConversion;
    return isReferenceType(to) || containsError(to) ? unknownConversion : noConversion;
  }
  return allImplicit(elements, targets, conversionOf('tupleLiteral'), (element, target) => classifyConversion(element, target, context));
}

function classifyTyped(from: Typed, to: TypeSymbol, context: BindingContext): Conversion {
  const type = from.type;
  if (type === to) return identityConversion;
  if (type.kind === 'dynamic') return conversionOf(isVoid(to) || to.kind === 'pointer' ? 'none' : 'dynamic');
  const standard = standardImplicit(type, to, context);
  if (exists(standard)) return standard;
  const constant = constantConversion(from, to);
  if (constant !== undefined) return constant;
  if (from.interpolated === true) {
    const interpolated = classifyInterpolated(to, context);
    if (exists(interpolated)) return interpolated;
  }
  if (from.elements !== undefined) {
    const literal = classifyTupleLiteral(from.elements, to, context);
    if (literal.isImplicit) return literal;
  }
  if (from.stackalloc === true && type.kind === 'pointer') {
    const span = spanOf(to);
    if (span !== undefined && isIdentity(span.element, type.pointedAtType)) return conversionOf('stackAlloc');
  }
  if (isInlineArray(type)) {
    const span = spanOf(to);
    if (span !== undefined) return conversionOf('inlineArray');
  }
  return standard;
}

function constantConversion(from: Typed, to: TypeSymbol): Conversion | undefined {
  if (from.constant === undefined) return undefined;
  const target = stripNullable(to);
  if (hasImplicitConstant(from, target)) return conversionOf(target === to ? 'implicitConstant' : 'nullable');
  if (target.kind === 'namedType' && target.typeKind === 'enum' && isZeroConstant(from)) return conversionOf('implicitEnum');
  return undefined;
}

function classifyInterpolated(to: TypeSymbol, context: BindingContext): Conversion {
  if (isWellKnown(to, 'System', 'FormattableString', 0) || isWellKnown(to, 'System', 'IFormattable', 0)) return conversionOf('interpolatedString');
  return context.languageVersion >= 10 && isInterpolatedHandler(to) ? conversionOf('interpolatedStringHandler') : noConversion;
}

/** A type marked [InterpolatedStringHandler] (§12.8.3, C# 10). */
export function isInterpolatedHandler(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && !isString(type) && type.originalDefinition.attributes.some((a) => a.fullName === 'System.Runtime.CompilerServices.InterpolatedStringHandlerAttribute');
}

function isInlineArray(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind === 'struct' && type.specialType === undefined && type.originalDefinition.attributes.some((a) => a.fullName === 'System.Runtime.CompilerServices.InlineArrayAttribute');
}

/** Conversion of a cast (§10.3): the implicit ones, then explicit ones, then user-defined ones. */
export function classifyExplicitConversion(from: ExpressionShape | TypeSymbol, to: TypeSymbol, context: BindingContext): Conversion {
  if (to.kind === 'error') return unknownConversion;
  const shape: ExpressionShape = isShape(from) ? from : { kind: 'typed', type: from };
  const implicit = classifyFromShape(shape, to, context);
  if (!implicit.isImplicit && shape.kind === 'null') {
    const own = userDefinedFromNull(to, false, context);
    return exists(own) ? own : userDefinedFromNull(to, true, context);
  }
  if (implicit.isImplicit || shape.kind !== 'typed') return implicit;
  const branches = ofBranches(shape, to, context);
  if (branches.isImplicit) return branches;
  const explicit = classifyExplicitFromType(shape.type, to, context);
  return exists(explicit) || explicit.unknown ? explicit : userDefinedExplicit(shape, to, context);
}
