/** Simple names and member accesses (ECMA-334 §12.8.4, §12.8.7), `this` and `base`, null-conditional access (§12.8.8). */
import type { AliasQualifiedName, Base, ConditionalAccess, Expression, GenericName, IdentifierName, MemberAccess, MemberBinding, SimpleName, This } from '../../syntax/nodes';
import type { AnySymbol, FieldSymbol, MemberSymbol, MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { Access, BindContext, Bound, LocalEntry } from '../binderContext';
import { findLocal, identifierOf, isUnknown, recordExpression, recordUse, unknown, value } from '../binderContext';
import { asValue, bindExpression, settle, typeExpression } from './bindExpression';
import { methodGroup } from './bindExpressionGroup';
import { bindExtensionMember } from './bindExtensionMember';
import { lookupAlias } from '../scope';
import { baseTypeOf, bindTypeArguments, extensionCandidates, lookupIn, lookupNested, lookupSimpleName, namespaceOrType, qualifiedAlias, thisType } from '../binderLookup';
import { constructNullable, isNullableValueType, sameTypes, underlyingOfNullable } from '../binderTypes';

/** A name that stands alone. */
export function bindName(context: BindContext, node: SimpleName | AliasQualifiedName, access: Access): Bound {
  if (node.kind === 'AliasQualifiedName') return bindAliasQualified(context, node);
  const local = findLocal(context, node.name);
  if (local !== undefined && (node.kind === 'IdentifierName' || (local.symbol.kind === 'method' && local.symbol.typeParameters.length === node.typeArguments.length))) return bindLocal(context, node, local);
  if (node.kind === 'IdentifierName') {
    if (node.name === 'field' && context.backingField !== undefined && context.unit.text[node.start] !== '@') {
      recordUse(context, 'field', context.backingField, node, { node, access });
      return value(node, context.backingField.type, { symbol: context.backingField });
    }
  }
  const found = lookupSimpleName(context, node, false, access === 'invoke');
  switch (found.kind) {
    case 'members': return fromMembers(context, node, node, found.members, undefined, access, () => typeOfSameName(context, node));
    case 'type': return typeName(context, node, node, found.type);
    case 'namespace': return namespaceName(node, found.name);
    case 'parameter': return bindLocal(context, node, { symbol: found.parameter, constant: undefined });
    case 'none':
      if (node.kind === 'GenericName') bindTypeArguments(context, node);
      context.function.hasErrors = true;
      return unknown(node);
  }
}

function bindAliasQualified(context: BindContext, node: AliasQualifiedName): Bound {
  const found = qualifiedAlias(context, node);
  if (found === undefined) return unknown(node);
  return found.kind === 'namespace' ? namespaceName(node, found.name) : typeName(context, node, node.name, found.type);
}

function namespaceName(node: Expression, name: string): Bound {
  return { node, category: 'namespace', type: undefined, namespace: name, shape: { kind: 'unknown' }, constant: undefined, symbol: { kind: 'namespace', name } };
}

function typeName(context: BindContext, node: Expression, name: SimpleName, type: TypeSymbol): Bound {
  recordUse(context, type.kind === 'typeParameter' ? 'typeParameter' : 'type', type.kind === 'error' ? undefined : type, identifierOf(name), { node });
  return typeExpression(node, type);
}

function bindLocal(context: BindContext, node: SimpleName, entry: LocalEntry): Bound {
  const symbol = entry.symbol;
  if (symbol.kind === 'method') return methodGroup(context, node, node, [symbol], undefined);
  return colorColor(context, value(node, symbol.type, { symbol, constant: entry.constant }), () => typeOfSameName(context, node), () => undefined, (type) => {
    recordUse(context, 'type', type, node, { node });
  });
}

/** The type that a simple name would name if it named no value. */
function typeOfSameName(context: BindContext, node: SimpleName): TypeSymbol | undefined {
  if (node.kind === 'GenericName') return undefined;
  const found = lookupSimpleName(context, node, true);
  return found.kind === 'type' ? found.type : undefined;
}

function colorColor(context: BindContext, bound: Bound, typeOf: () => TypeSymbol | undefined, recordValue: () => void, recordType: (type: TypeSymbol) => void): Bound {
  const own = bound.type;
  const bare = own !== undefined && isNullableValueType(own) ? underlyingOfNullable(own) : own;
  const name = bound.node.kind === 'IdentifierName' ? bound.node.name : undefined;
  if (name === undefined || bare?.kind !== 'namedType' || (bare.name !== name && lookupAlias(context.scope, name)?.kind !== 'type')) {
    recordValue();
    return bound;
  }
  const type = typeOf();
  if (type === undefined || own === undefined || !sameTypes(type, own)) {
    recordValue();
    return bound;
  }
  return { ...bound, alternative: { type, choose: (asType) => { if (asType) recordType(type); else recordValue(); } } };
}

/** What a name means that lookup found these members for. */
export function fromMembers(
  context: BindContext, node: Expression, name: SimpleName, members: readonly MemberSymbol[], receiver: Bound | undefined, access: Access,
  typeOf: () => TypeSymbol | undefined = () => undefined,
): Bound {
  const first = members[0];
  if (first === undefined) return unknown(node);
  const at = identifierOf(name);
  switch (first.kind) {
    case 'method': return methodGroup(context, node, name, members.filter((m): m is MethodSymbol => m.kind === 'method'), receiver);
    case 'property': {
      const bound = value(node, first.type, { symbol: first });
      return colorColor(context, bound, typeOf, () => { recordUse(context, 'property', first, at, { node, access, receiver }); }, (type) => { recordUse(context, 'type', type, at, { node }); });
    }
    case 'event': recordUse(context, 'event', first, at, { node, access, receiver }); return value(node, first.type, { symbol: first });
    case 'field': return colorColor(context, fieldValue(node, first), typeOf, () => { recordUse(context, 'field', first, at, { node, access, receiver }); }, (type) => { recordUse(context, 'type', type, at, { node }); });
  }
}

function fieldValue(node: Expression, field: FieldSymbol): Bound {
  const constant = field.isConst ? field.constantValue : undefined;
  const symbol: AnySymbol = field;
  if (constant?.kind === 'primitive' && field.type.kind === 'namedType' && field.type.typeKind === 'enum' && (typeof constant.value === 'number' || typeof constant.value === 'bigint')) {
    return value(node, field.type, { symbol, constant: { kind: 'enum', type: field.type, value: constant.value } });
  }
  return value(node, field.type, { symbol, constant });
}

/** `a.B`. */
export function bindMemberAccess(context: BindContext, node: MemberAccess, access: Access): Bound {
  const left = bindExpression(context, node.expression);
  return accessMember(context, node, node.name, node.arrow ? pointedAt(left) : left, access);
}

function pointedAt(left: Bound): Bound {
  return left.type?.kind === 'pointer' ? value(left.node, left.type.pointedAtType) : unknown(left.node);
}

/** Member `name` of what stands before the dot. */
export function accessMember(context: BindContext, node: Expression, name: SimpleName, left: Bound, access: Access): Bound {
  if (left.category === 'namespace') return memberOfNamespace(context, node, name, left.namespace ?? '');
  if (left.alternative !== undefined && left.type !== undefined) return memberOfEither(context, node, name, left, left.alternative.type, access);
  if (left.category === 'type') return memberOfType(context, node, name, left, access);
  const receiver = asValue(left);
  settle(receiver);
  if (receiver.category === 'methodGroup' || isUnknown(receiver) || receiver.type === undefined) {
    if (name.kind === 'GenericName') bindTypeArguments(context, name);
    // A method that is not called has no members.
    const owner = receiver.group?.receiver?.type;
    if (receiver.category === 'methodGroup' && (owner === undefined || !mayHaveMore(owner))) context.function.hasErrors = true;
    return unknown(node);
  }
  if (receiver.type.kind === 'dynamic') return value(node, receiver.type);
  return memberOfValue(context, node, name, receiver, receiver.type, access);
}

function memberOfNamespace(context: BindContext, node: Expression, name: SimpleName, namespace: string): Bound {
  const found = namespaceOrType(context, namespace, name);
  if (found.kind === 'namespace') return namespaceName(node, found.name);
  if (found.kind === 'type') return typeName(context, node, name, found.type);
  if (name.kind === 'GenericName') bindTypeArguments(context, name);
  context.function.hasErrors = true;
  return unknown(node);
}

function memberOfType(context: BindContext, node: Expression, name: SimpleName, left: Bound, access: Access): Bound {
  const type = left.type;
  if (type === undefined) return unknown(node);
  const members = lookupIn(context, type, name, undefined, access === 'invoke');
  if (members.length > 0) return fromMembers(context, node, name, members, left, access);
  const nested = lookupNested(context, type, name);
  return nested !== undefined ? typeName(context, node, name, nested) : bindExtensionMember(context, node, name, left, access) ?? noMember(context, node, name, type);
}

function memberOfValue(context: BindContext, node: Expression, name: SimpleName, receiver: Bound, type: TypeSymbol, access: Access): Bound {
  const element = tupleElement(type, name.name);
  if (element !== undefined) {
    recordUse(context, 'field', element, identifierOf(name), { node, access, receiver });
    return value(node, element.type, { symbol: element });
  }
  const members = lookupIn(context, type, name, receiver.isBase === true ? undefined : type, access === 'invoke');
  if (members.length > 0) return fromMembers(context, node, name, members, receiver, access);
  const property = bindExtensionMember(context, node, name, receiver, access);
  if (property !== undefined) return property;
  return extensionCandidates(context, name.name).length > 0 ? methodGroup(context, node, name, [], receiver) : noMember(context, node, name, type);
}

/** A name that is not there is an error, unless it may be there without being seen. */
function noMember(context: BindContext, node: Expression, name: SimpleName, type: TypeSymbol): Bound {
  if (name.kind === 'GenericName') bindTypeArguments(context, name);
  if (!mayHaveMore(type)) context.function.hasErrors = true;
  return unknown(node);
}

function mayHaveMore(type: TypeSymbol): boolean {
  if (type.kind === 'typeParameter') return type.constraintTypes.some(mayHaveMore);
  if (type.kind !== 'namedType') return type.kind === 'error';
  for (const each of baseTypesAndSelf(type)) if (each.originalDefinition.mayHaveMore === true) return true;
  return type.typeKind === 'interface' && type.allInterfaces.some((each) => each.originalDefinition.mayHaveMore === true);
}

/** §12.8.7.2: members of the value and of the type of the same name. */
function memberOfEither(context: BindContext, node: Expression, name: SimpleName, left: Bound, type: TypeSymbol, access: Access): Bound {
  const members = left.type === undefined ? [] : lookupIn(context, left.type, name, left.type, access === 'invoke');
  const first = members[0];
  if (first?.kind === 'method') {
    const methods = members.filter((m): m is MethodSymbol => m.kind === 'method');
    if (methods.some((m) => m.isStatic) && methods.some((m) => !m.isStatic)) return methodGroup(context, node, name, methods, left);
  }
  const asType = first === undefined ? lookupNested(context, type, name) !== undefined : first.isStatic || (first.kind === 'method' && context.inNameof);
  left.alternative?.choose(asType);
  if (asType) return accessMember(context, node, name, typeExpression(left.node, type), access);
  return accessMember(context, node, name, { ...left, alternative: undefined }, access);
}

/** `Item1` of a tuple for its element's own name. */
function tupleElement(type: TypeSymbol, name: string): FieldSymbol | undefined {
  if (type.kind !== 'namedType' || type.tupleElementNames === undefined) return undefined;
  const index = type.tupleElementNames.indexOf(name);
  if (index < 0) return undefined;
  let holder: TypeSymbol = type;
  let rest = index;
  while (rest >= 7 && holder.kind === 'namedType') {
    const next: TypeSymbol | undefined = holder.typeArguments[7];
    if (next === undefined) return undefined;
    holder = next;
    rest -= 7;
  }
  const field = holder.kind === 'namedType' ? holder.membersNamed(`Item${rest + 1}`)[0] : undefined;
  return field?.kind === 'field' ? field : undefined;
}

/** `this` and `base`. */
export function bindThis(context: BindContext, node: This | Base): Bound {
  const type = thisType(context);
  if (type === undefined) return unknown(node);
  if (node.kind === 'This') return value(node, type);
  const base = baseTypeOf(context, type);
  return { ...value(node, base), isBase: true };
}

/** `a?.B…`. */
export function bindConditionalAccess(context: BindContext, node: ConditionalAccess, access: Access): Bound {
  const receiver = asValue(bindExpression(context, node.expression));
  settle(receiver);
  const before = context.conditionalReceiver;
  const type = receiver.type;
  context.conditionalReceiver = type !== undefined && isNullableValueType(type) ? value(receiver.node, underlyingOfNullable(type)) : receiver;
  const bound = bindExpression(context, node.whenNotNull, access);
  context.conditionalReceiver = before;
  if (bound.category !== 'value' || bound.type === undefined) {
    if (bound.finish !== undefined) return { ...bound, node };
    return bound.category === 'methodGroup' ? { ...bound, node } : unknown(node);
  }
  settle(bound);
  return value(node, constructNullable(context, bound.type), { symbol: bound.symbol });
}

/** `.B` after `?`. */
export function bindConditionalBinding(context: BindContext, node: MemberBinding, access: Access): Bound {
  const receiver = context.conditionalReceiver;
  return receiver === undefined ? unknown(node) : accessMember(context, node, node.name, receiver, access);
}

/** A name in an object initializer or attribute: a property, field or event of the object made. */
export function bindMemberName(context: BindContext, node: IdentifierName | GenericName, receiver: Bound, access: Access): Bound {
  const type = receiver.type;
  if (type === undefined) return unknown(node);
  if (type.kind === 'dynamic') return value(node, type);
  const members = lookupIn(context, type, node, type);
  const extension = members.length === 0 ? bindExtensionMember(context, node, node, receiver, access) : undefined;
  if (extension !== undefined) return recordExpression(context, extension);
  if (members.length === 0) context.function.hasErrors = true;
  return recordExpression(context, fromMembers(context, node, node, members, receiver, access));
}
