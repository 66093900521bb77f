/** Object, array and collection creation (ECMA-334 §12.8.17), initializers, collection expressions, `with`. */
import type {
  AnonymousObjectCreation, Argument, ArrayCreation, CollectionExpression, Expression, ImplicitArrayCreation, ImplicitObjectCreation, Initializer, Invocation,
  ObjectCreation, StackAllocCreation, WithExpression,
} from '../../syntax/nodes';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import type { BoundArg } from './bindExpressionCall';
import { isUnknown, recordUnbound, recordUse, specialType, unknown, value } from '../binderContext';
import { arrayOf, bindConverted, bindExpression, bindSettled, bindValue, convertTo, settle } from './bindExpression';
import { argumentMap, bindArguments, finishArguments, hasDynamicArgument, shapesOf, noteLambdaErrors } from './bindExpressionCall';
import { bindMemberName } from './bindExpressionName';
import type { AddedElement } from './bindExpressionAdd';
import { callAdd, recordElement } from './bindExpressionAdd';
import { anonymousType } from '../binderSymbols';
import { accessibleConstructors, bindTypeSyntax } from '../binderLookup';
import { collectionBuilderMethod, constructWellKnown, isDelegateType, isNullableValueType, overloadContext, pointerType, recordCloneMethod, underlyingOfNullable } from '../binderTypes';
import { collectionElementType } from '../conversions/conversionsCollection';
import { resolveOverload } from '../overload/overload';

/** `new T(…) { … }`. */
export function bindCreation(context: BindContext, node: ObjectCreation): Bound {
  const type = bindTypeSyntax(context, node.type);
  return create(context, node, type.kind === 'error' ? undefined : type, node.arguments ?? [], node.initializer);
}

/** `new(…) { … }`: arguments now, the constructor when the target is known. */
export function bindImplicitCreation(context: BindContext, node: ImplicitObjectCreation): Bound {
  let created = false;
  // The target may become known only after the arm of a switch whose variables the arguments use.
  const { frame } = context;
  return {
    ...unknown(node), shape: { kind: 'implicitNew' },
    finish: (target) => {
      if (created) return;
      created = true;
      const type = target !== undefined && isNullableValueType(target) ? underlyingOfNullable(target) : target;
      const now = context.frame;
      context.frame = frame;
      const { symbol } = create(context, node, type, node.arguments, node.initializer);
      context.frame = now;
      if (type !== undefined) context.builder?.types.set(node, type);
      if (symbol !== undefined) context.builder?.symbols.set(node, symbol);
    },
  };
}

function create(context: BindContext, node: ObjectCreation | ImplicitObjectCreation, type: TypeSymbol | undefined, args: readonly Argument[], initializer: Initializer | undefined): Bound {
  const bound = bindArguments(context, args);
  if (context.builder !== undefined) context.builder.invocations++;
  const result = type === undefined ? unknown(node) : value(node, type);
  const symbol = type === undefined ? undefined : construct(context, node, type, bound);
  if (symbol === undefined) bound.forEach((a) => { settle(a.bound); });
  if (initializer !== undefined) bindInitializer(context, initializer, result);
  return symbol === undefined ? result : { ...result, symbol };
}

function construct(context: BindContext, node: Expression, type: TypeSymbol, args: readonly BoundArg[]): Bound['symbol'] {
  if (type.kind === 'typeParameter') {
    recordUse(context, 'creation', type, node, { node });
    return undefined;
  }
  if (type.kind !== 'namedType') return undefined;
  if (isDelegateType(type)) {
    const constructor = type.constructors[0];
    args.forEach((a) => { convertTo(context, a.bound, type); });
    return constructor;
  }
  if (hasDynamicArgument(args)) {
    args.forEach((a) => { settle(a.bound); });
    const fitting = accessibleConstructors(context, type).map((c) => resolveOverload([c], shapesOf(args), { context: overloadContext(context) })).filter((r) => r.kind === 'method');
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) recordUse(context, 'creation', only.method, node, { node, arguments: argumentMap(args, only, undefined) });
    recordUse(context, 'dynamic', undefined, node, { node });
    return undefined;
  }
  const result = resolveOverload(accessibleConstructors(context, type), shapesOf(args), { context: overloadContext(context) });
  noteLambdaErrors(context, args, result);
  if (result.kind !== 'method') {
    recordUnbound(context, node, result.kind === 'none' && !args.some((a) => isUnknown(a.bound)));
    return undefined;
  }
  finishArguments(context, args, { ...result, reduced: false });
  recordUse(context, 'creation', result.method, node, { node, arguments: argumentMap(args, result, undefined) });
  if (result.expanded) recordParamsCollection(context, result.method, node);
  return result.method;
}

/** `{ A = 1, [i] = 2 }` or `{ x, { k, v } }` on what was created. */
export function bindInitializer(context: BindContext, node: Initializer, receiver: Bound): void {
  const before = context.initializerReceiver;
  context.initializerReceiver = receiver;
  for (const item of node.expressions) {
    if (node.initializerKind === 'object' && item.kind === 'Assignment') bindMemberInitializer(context, item, receiver);
    else callAdd(context, item, receiver);
    context.initializerReceiver = receiver;
  }
  context.initializerReceiver = before;
}

function bindMemberInitializer(context: BindContext, node: Extract<Expression, { kind: 'Assignment' }>, receiver: Bound): void {
  const nested = node.right.kind === 'Initializer';
  const left = node.left.kind === 'IdentifierName' ? bindMemberName(context, node.left, receiver, nested ? 'read' : 'write') : bindExpression(context, node.left, nested ? 'read' : 'write');
  if (node.right.kind === 'Initializer') bindInitializer(context, node.right, left);
  else bindConverted(context, node.right, left.type);
}

/** `new { A = 1, x.B }`. */
export function bindAnonymousObject(context: BindContext, node: AnonymousObjectCreation, members: readonly { readonly name: string; readonly bound: Bound }[]): Bound {
  const types = members.map((m) => m.bound.type);
  if (!types.every((t) => t !== undefined)) return unknown(node);
  const type = anonymousType(context.compilation, members.map((m, i) => ({ name: m.name, type: types[i] ?? specialType(context, 'Object') })));
  node.members.forEach((member) => {
    const at = member.name === undefined ? undefined : nameBefore(context, member.expression.start);
    if (at !== undefined && member.name !== undefined) recordUse(context, 'property', type.membersNamed(member.name)[0], at, { node, access: 'write' });
  });
  return value(node, type);
}

/** The identifier of `Name = ` that ends where an expression starts. */
function nameBefore(context: BindContext, start: number): { readonly start: number; readonly end: number } | undefined {
  const match = /@?([\p{L}\p{N}_]+)\s*=\s*$/u.exec(context.unit.text.slice(Math.max(0, start - 200), start));
  if (match === null) return undefined;
  const begin = start - match[0].length;
  return { start: begin, end: begin + (/^@?[\p{L}\p{N}_]+/u.exec(match[0])?.[0].length ?? 0) };
}

/** `new T[n]`, `new T[] { … }`. */
export function bindArrayCreation(context: BindContext, node: ArrayCreation): Bound {
  const type = bindTypeSyntax(context, node.type);
  for (const rank of node.type.ranks) for (const size of rank.sizes) bindSettled(context, size);
  const element = type.kind === 'array' ? type.elementType : undefined;
  if (node.initializer !== undefined) bindArrayInitializer(context, node.initializer, element);
  return value(node, type);
}

/** Elements, or nested rows of an array of several dimensions. */
export function bindArrayInitializer(context: BindContext, node: Initializer, element: TypeSymbol | undefined): void {
  for (const item of node.expressions) {
    if (item.kind === 'Initializer') bindArrayInitializer(context, item, element);
    else bindConverted(context, item, element);
  }
}

/** `new[] { … }`. */
export function bindImplicitArray(context: BindContext, node: ImplicitArrayCreation): Bound {
  const elements = leaves(node.initializer).map((e) => bindValue(context, e));
  const type = arrayOf(context, elements, node.rank);
  const element = type?.kind === 'array' ? type.elementType : undefined;
  for (const item of elements) convertTo(context, item, element);
  return value(node, type);
}

function leaves(node: Initializer): Expression[] {
  return node.expressions.flatMap((e) => e.kind === 'Initializer' ? leaves(e) : [e]);
}

/** `stackalloc T[n]`: a pointer as a local's initializer, a span elsewhere; callers tell by the target type. */
export function bindStackAlloc(context: BindContext, node: StackAllocCreation): Bound {
  const type = node.type === undefined ? undefined : bindTypeSyntax(context, node.type);
  const declared = type?.kind === 'array' ? type.elementType : undefined;
  if (node.type?.kind === 'ArrayType') for (const rank of node.type.ranks) for (const size of rank.sizes) bindSettled(context, size);
  const elements = node.initializer === undefined ? [] : leaves(node.initializer).map((e) => bindValue(context, e));
  const inferred = declared === undefined ? arrayOf(context, elements, 1) : undefined;
  const element = declared ?? (inferred?.kind === 'array' ? inferred.elementType : undefined);
  for (const item of elements) convertTo(context, item, element);
  if (element === undefined) return unknown(node);
  const span = constructWellKnown(context, 'System.Span`1', [element]);
  return span === undefined ? value(node, pointerType(element)) : value(node, span, { shape: { kind: 'typed', type: span, stackalloc: true } });
}

/** `[a, ..b]`: converts to what is expected (C# 12). */
export function bindCollectionExpression(context: BindContext, node: CollectionExpression): Bound {
  const written = writtenArguments(context, node);
  const args = written && bindArguments(context, written.arguments);
  const elements = node.elements.filter((e) => e !== written).map((e) => e.kind === 'Spread' ? { node: e, spread: true, bound: bindSettled(context, e.expression) } : { node: e, spread: false, bound: bindValue(context, e) });
  return {
    ...unknown(node), shape: { kind: 'collection', elements: elements.map((e) => ({ spread: e.spread, shape: e.bound.shape })) },
    finish: (target) => {
      const bare = target !== undefined && isNullableValueType(target) ? underlyingOfNullable(target) : target;
      const element = bare === undefined ? undefined : collectionElementType(bare, overloadContext(context));
      for (const item of elements) if (!item.spread) convertTo(context, item.bound, element);
      if (bare?.kind === 'namedType') recordCollection(context, node, bare, args, elements);
      else args?.forEach((arg) => { settle(arg.bound); });
    },
  };
}

/** `[with(capacity), …]` of C# 15: the arguments of what makes the collection. */
function writtenArguments(context: BindContext, { elements: [first] }: CollectionExpression): Invocation | undefined {
  if (context.conversions.languageVersion < 15 || first?.kind !== 'Invocation') return undefined;
  return first.expression.kind === 'IdentifierName' && first.expression.name === 'with' && context.unit.text[first.start] !== '@' ? first : undefined;
}

/** `params List<T>` in expanded form (C# 13): the collection that the call makes. */
export function recordParamsCollection(context: BindContext, method: MethodSymbol, node: Expression): void {
  const type = method.parameters.at(-1)?.type;
  if (type?.kind === 'namedType') recordCollection(context, node, type);
}

function recordCollection(context: BindContext, node: Expression, type: NamedTypeSymbol, args: readonly BoundArg[] = [], elements: readonly AddedElement[] = []): void {
  const builder = collectionBuilderMethod(context, type);
  if (builder !== undefined) {
    args.forEach((arg) => { settle(arg.bound); });
    // Arguments stand before the elements in a method of their own, which is not looked for.
    if (args.length === 0) recordUse(context, 'collection', builder, node, { node });
    return;
  }
  const made = type.typeKind === 'interface' ? args.length > 0 ? constructWellKnown(context, 'System.Collections.Generic.List`1', type.typeArguments) : undefined : type;
  const isSpan = type.namespace === 'System' && (type.name === 'Span' || type.name === 'ReadOnlySpan');
  if (made === undefined || type.typeKind === 'delegate' || isSpan) {
    args.forEach((arg) => { settle(arg.bound); });
    return;
  }
  const result = resolveOverload(accessibleConstructors(context, made), shapesOf(args), { context: overloadContext(context) });
  if (result.kind === 'method') {
    finishArguments(context, args, { ...result, reduced: false });
    recordUse(context, 'collection', result.method, node, { node, ...(args.length === 0 ? {} : { arguments: argumentMap(args, result, undefined) }) });
    for (const element of elements) recordElement(context, element, value(node, made));
  } else args.forEach((arg) => { settle(arg.bound); });
}

/** `x with { A = 1 }`. */
export function bindWith(context: BindContext, node: WithExpression): Bound {
  const operand = bindSettled(context, node.expression);
  const result = operand.type === undefined ? unknown(node) : value(node, operand.type);
  const clone = operand.type === undefined ? undefined : recordCloneMethod(operand.type);
  recordUse(context, 'with', clone, node, { node, receiver: operand });
  bindInitializer(context, node.initializer, result);
  return result;
}
