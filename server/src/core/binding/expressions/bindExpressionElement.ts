/** Element access (ECMA-334 §12.8.12): arrays, pointers, indexers, and Index/Range on types that only count and slice. */
import type { Argument, ElementAccess, ElementBinding, Expression, ImplicitElementAccess } from '../../syntax/nodes';
import { overriddenMember } from '../../symbols/inheritance';
import type { MethodSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import type { Access, BindContext, Bound } from '../binderContext';
import type { BoundArg } from './bindExpressionCall';
import { isUnknown, recordUnbound, recordUse, unknown, value } from '../binderContext';
import { asValue, bindExpression, settle } from './bindExpression';
import { argumentMap, bindArguments, finishArguments, hasDynamicArgument, shapesOf } from './bindExpressionCall';
import { constructWellKnown, indexersOf, inlineArrayElement, isWellKnown, methodsOf, overloadContext, propertyOf, specialOf } from '../binderTypes';
import { synthesizedMethod } from '../binderSymbols';
import { resolveOverload } from '../overload/overload';


/** `a[…]`. */
export function bindElementAccess(context: BindContext, node: ElementAccess, access: Access): Bound {
  const receiver = asValue(bindExpression(context, node.expression));
  settle(receiver);
  return element(context, node, receiver, node.arguments, access);
}

/** `[…]` after `?`, or at the start of an initializer's member. */
export function bindElementBinding(context: BindContext, node: ElementBinding | ImplicitElementAccess, access: Access): Bound {
  const receiver = node.kind === 'ElementBinding' ? context.conditionalReceiver : context.initializerReceiver;
  return element(context, node, receiver ?? unknown(node), node.arguments, access);
}

function element(context: BindContext, node: Expression, receiver: Bound, list: readonly Argument[], access: Access): Bound {
  const args = bindArguments(context, list);
  const type = receiver.type;
  if (type === undefined) return settleAll(args, unknown(node));
  if (type.kind === 'dynamic' || (type.kind !== 'array' && type.kind !== 'pointer' && hasDynamicArgument(args))) {
    recordUse(context, 'dynamic', undefined, node, { node, receiver, access });
    return settleAll(args, value(node, { kind: 'dynamic' }));
  }
  if (type.kind === 'pointer') return settleAll(args, value(node, type.pointedAtType));
  if (type.kind === 'array') return settleAll(args, value(node, isWellKnown(args[0]?.bound.type, 'System', 'Range') ? type : type.elementType));
  const inline = inlineArrayElement(type);
  if (inline !== undefined) return settleAll(args, value(node, isWellKnown(args[0]?.bound.type, 'System', 'Range') ? constructWellKnown(context, 'System.Span`1', [inline]) : inline));
  return indexer(context, node, receiver, type, args, access);
}

function settleAll(args: readonly BoundArg[], result: Bound): Bound {
  args.forEach((a) => { settle(a.bound); });
  return result;
}

function indexer(context: BindContext, node: Expression, receiver: Bound, type: TypeSymbol, args: readonly BoundArg[], access: Access): Bound {
  const indexers = indexersOf(context, type);
  const byMethod = new Map<MethodSymbol, PropertySymbol>();
  for (const property of indexers) byMethod.set(signatureOf(property), property);
  const result = resolveOverload([...byMethod.keys()], shapesOf(args), { context: overloadContext(context) });
  const property = result.kind === 'method' ? byMethod.get(result.method) : undefined;
  if (result.kind !== 'method' || property === undefined) return implicitIndexer(context, node, receiver, type, args, access);
  finishArguments(context, args, { ...result, reduced: false });
  recordUse(context, 'indexer', property, node, { node, receiver, access, arguments: argumentMap(args, result, undefined) });
  return value(node, property.type, { symbol: property });
}

/** An indexer's parameters without the accessor's `value`, in the type that declared it first: overrides declare nothing (§12.8.10.2). */
function signatureOf(property: PropertySymbol): MethodSymbol {
  let first = property;
  for (let base = overriddenMember(first); base !== undefined; base = overriddenMember(first)) first = base;
  return synthesizedMethod({
    name: property.name, methodKind: 'propertyGet', containingType: first.containingType, containingSymbol: undefined,
    parameters: property.parameters, returnType: property.type, isStatic: property.isStatic, isAsync: false,
  });
}

/** Types with Length or Count, and an int indexer or Slice, take Index and Range too (§12.8.12.4 ff.). */
function implicitIndexer(context: BindContext, node: Expression, receiver: Bound, type: TypeSymbol, args: readonly BoundArg[], access: Access): Bound {
  const argument = args[0];
  const length = propertyOf(context, type, 'Length') ?? propertyOf(context, type, 'Count');
  if (args.length === 1 && argument !== undefined && length !== undefined) {
    if (isWellKnown(argument.bound.type, 'System', 'Index')) {
      const own = indexersOf(context, type).find((p) => p.parameters.length === 1 && isInt(p.parameters[0]?.type));
      if (own !== undefined) return implicitly(context, node, receiver, argument, length, own, own.type, access);
    }
    if (isWellKnown(argument.bound.type, 'System', 'Range')) {
      const slice = methodsOf(context, type, specialOf(type) === 'String' ? 'Substring' : 'Slice')
        .find((m) => m.parameters.length === 2 && m.parameters.every((p) => isInt(p.type)));
      if (slice !== undefined) return implicitly(context, node, receiver, argument, length, slice, slice.returnType, access);
    }
  }
  recordUnbound(context, node, !args.some((a) => isUnknown(a.bound)));
  return settleAll(args, unknown(node));
}

function implicitly(context: BindContext, node: Expression, receiver: Bound, argument: BoundArg, length: PropertySymbol, member: PropertySymbol | MethodSymbol, type: TypeSymbol, access: Access): Bound {
  settle(argument.bound);
  recordUse(context, 'implicitIndexer', length, node, { node, receiver });
  recordUse(context, 'implicitIndexer', member, node, { node, receiver, access });
  return value(node, type);
}

function isInt(type: TypeSymbol | undefined): boolean {
  return type !== undefined && specialOf(type) === 'Int32';
}
