/** Fields and properties that pass values of the program on: what is put into them is written where they are read. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import { implementedInterfaceMembers, overriddenMember } from '../../../symbols/inheritance';
import type { AnySymbol, FieldSymbol, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Argument, Assignment, ElementAccess, EnumMember, Expression, FieldDeclaration, Invocation, ObjectCreation, PropertyDeclaration, Unit } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { baseItemType } from './baseItems';
import { functionItemResult } from './functionValues';
import { holdsObjects, itemType, valueAdded } from './objectItems';
import { healthDataSlot, isAnyObject, isFollowed, isTested, parameterSlots } from './slots';
import { typeName } from '../typeModel';

type Member = FieldSymbol | PropertySymbol;

/** A value that is put into a member, or an item that is put into its collection. */
export interface StoredValue {
  readonly slots: readonly string[];
  readonly declared: TypeSymbol;
  readonly expression: Expression;
  readonly isItem: boolean;
}

/** Of the program, and set by its own class only: readonly or private fields, properties without a setter that other code can use. */
function memberSlot(member: Member): string | undefined {
  const { containingType, name, type } = member.originalDefinition;
  if (!containingType.containingAssembly.isSource || !isFollowed(type) || hasWork(type)) return undefined;
  const isOwn = member.kind === 'field' ? member.isReadOnly || member.accessibility === 'private' : !member.isIndexer && (!member.setMethod || member.setMethod.accessibility === 'private');
  return isOwn ? `${typeName(containingType)}.${name}` : undefined;
}

/** Methods that every record has. */
const synthesized = /^(?:Equals|GetHashCode|ToString|Deconstruct|PrintMembers|<Clone>\$)$/;

/** Whether a type of the program does something: services are held everywhere and written nowhere, and each value costs a conclusion at every key. */
function hasWork(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.typeKind !== 'delegate' && type.containingAssembly.isSource && !isAnyObject(type) && !holdsObjects(type) && type.members.some((member) => member.kind === 'method' && member.methodKind === 'ordinary' && !synthesized.test(member.name));
}

/** The member, and what it overrides and implements. */
function slotsOfMember(member: Member): readonly string[] {
  const own = memberSlot(member);
  if (own === undefined) return [];
  if (member.kind === 'field') return [own];
  const contracts = implementedInterfaceMembers(member.originalDefinition).flatMap((each) => (each.kind === 'property' ? [each] : []));
  for (let base = overriddenMember(member.originalDefinition); base && contracts.length < 64; base = overriddenMember(base)) contracts.push(base);
  return [...new Set([own, ...contracts.flatMap((each) => memberSlot(each) ?? [])])];
}

function memberOf(symbol: AnySymbol | undefined): Member | undefined {
  return symbol?.kind === 'field' || symbol?.kind === 'property' ? symbol : undefined;
}

/** The slot of a field or property that an expression reads, unless code goes by the type of what it has. */
export function memberSlots(expression: Expression, body: BoundBody): readonly string[] {
  const node = unwrap(expression);
  if (node.kind !== 'IdentifierName' && node.kind !== 'MemberAccess') return [];
  const member = memberOf(body.symbolOf(node));
  if (node.kind === 'MemberAccess' && member?.name === 'Value' && isNamed(member.containingType, 'System', 'Lazy')) return [...parameterSlots(node.expression, body), ...memberSlots(node.expression, body)];
  const slot = member && (memberSlot(member) ?? healthDataSlot(member));
  return slot === undefined || isTested(member?.name ?? '', body) ? [] : [slot];
}

/** Collection that an item is looked up in by a key that is not known, so that each of its values may be what is found. */
export function lookedUpSlots(expression: Expression, body: BoundBody): readonly string[] {
  const node = unwrap(expression);
  const item = node.kind === 'ElementAccess' ? requestItem(node, body) : undefined;
  if (item !== undefined) return [item];
  const collection = node.kind === 'IdentifierName' ? triedCollection(node.name, body) : lookedUpIn(node, body);
  return collection ? [...parameterSlots(collection, body), ...memberSlots(collection, body)] : [];
}

/** What middleware, filters and handlers put into `context.Items["key"]`, for one another. */
function requestItem({ expression, arguments: [key] }: ElementAccess, body: BoundBody): string | undefined {
  const items = body.symbolOf(unwrap(expression));
  const name = key && body.constantOf(key.expression);
  if (items?.kind !== 'property' || !isRequestItems(items) || name?.kind !== 'primitive' || typeof name.value !== 'string') return undefined;
  return `${items.containingType.name}.Items["${name.value}"]`;
}

function isRequestItems({ name, containingType }: Member): boolean {
  return name === 'Items' && isNamed(containingType, 'Microsoft.AspNetCore.Http', 'HttpContext');
}

/** `map[key]` and `map.GetValueOrDefault(key)`. */
function lookedUpIn(node: Expression, body: BoundBody): Expression | undefined {
  if (node.kind === 'ElementAccess') return isOpenKey(node.arguments, body) ? node.expression : undefined;
  if (node.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess' || node.expression.name.name !== 'GetValueOrDefault') return undefined;
  return isOpenKey(node.arguments, body) ? node.expression.expression : undefined;
}

/** Whether a key or index is no constant. */
export function isOpenKey([key]: readonly Argument[], body: BoundBody): boolean {
  return key !== undefined && body.constantOf(key.expression) === undefined;
}

/** The collection of the only `map.TryGetValue(key, out var name)` in the body that declares the name. */
export function triedCollection(name: string, body: BoundBody): Expression | undefined {
  if (isTested(name, body)) return undefined;
  const calls = body.units.flatMap(({ root }) => nodesOfKind(root, 'Invocation') as unknown as readonly Invocation[]).filter(({ arguments: given }) => given.some(({ expression }) => expression.kind === 'DeclarationExpression' && expression.designation.kind === 'SingleDesignation' && expression.designation.name === name));
  const [call] = calls;
  if (!call || calls.length > 1 || call.expression.kind !== 'MemberAccess' || call.expression.name.name !== 'TryGetValue' || !isOpenKey(call.arguments, body)) return undefined;
  return call.expression.expression;
}

/** What a body puts into members: initializers, results of getters, assignments, items that are added. */
export function storedValues(body: BoundBody): readonly StoredValue[] {
  return [...initialValues(body), ...body.uses.flatMap((use) => assignedValues(use, body))];
}

function initialValues(body: BoundBody): readonly StoredValue[] {
  const [unit] = body.units;
  const member = body.owner.kind === 'member' ? memberOf(body.owner.symbol) : undefined;
  if (!member || !unit) return [];
  const stored = (of: Member, expressions: readonly (Expression | undefined)[]): readonly StoredValue[] => {
    const slots = expressions.length > 0 ? slotsOfMember(of) : [];
    return slots.length === 0 ? [] : expressions.flatMap((expression) => (expression ? [{ slots, declared: of.type, expression, isItem: false }] : []));
  };
  const root = unit.root as FieldDeclaration | PropertyDeclaration | EnumMember;
  if (root.kind === 'Property') return stored(member, [root.initializer, ...body.returnsOf(undefined).map(({ expression }) => expression)]);
  if (member.kind !== 'field' || root.kind !== 'Field') return [];
  return root.variables.flatMap(({ name, initializer }) => {
    const field = fieldOf(member.containingType, name);
    return field && initializer ? stored(field, [initializer]) : [];
  });
}

function fieldOf(type: NamedTypeSymbol, name: string): FieldSymbol | undefined {
  return type.membersNamed(name).find((member): member is FieldSymbol => member.kind === 'field');
}

/** `field = value`, `field ??= value`, `field.Add(value)`, `field[key] = value`. */
function assignedValues({ symbol, node, anchor: { unit }, inNameof }: SymbolUse, body: BoundBody): readonly StoredValue[] {
  const member = memberOf(symbol);
  if (!member || !node || inNameof) return [];
  const slots = slotsOfMember(member);
  if (slots.length === 0 && !isRequestItems(member)) return [];
  const parents = parentsOf(unit.root);
  const around = parents.get(node) as unknown as Expression | undefined;
  const written = around?.kind === 'MemberAccess' && (around.name as unknown) === node ? around : node;
  if (isRequestItems(member)) {
    const place = parents.get(written) as unknown as Expression | undefined;
    const item = place?.kind === 'ElementAccess' ? requestItem(place, body) : undefined;
    const value = item === undefined ? undefined : valueAdded(written, unit);
    const declared = itemType(member.type);
    return item !== undefined && value && declared ? [{ slots: [item], declared, expression: value, isItem: false }] : [];
  }
  const parent = parents.get(written) as unknown as Assignment | undefined;
  if (parent?.kind === 'Assignment' && (parent.operator === '=' || parent.operator === '??=') && (parent.left as unknown) === written) return [{ slots, declared: member.type, expression: parent.right, isItem: false }];
  const added = holdsObjects(member.type) || baseItemType(member.type) || functionItemResult(member.type) ? valueAdded(written, unit) : undefined;
  return added ? [{ slots, declared: member.type, expression: added, isItem: true }] : [];
}

/** `x` of `new Envelope(x).Data` and of a variable that is such an envelope, where nothing else is assigned to its property. */
export function heldByNew(expression: Expression, body: BoundBody): Expression | undefined {
  const node = unwrap(expression);
  const property = node.kind === 'MemberAccess' ? body.symbolOf(node) : undefined;
  if (node.kind !== 'MemberAccess' || property?.kind !== 'property') return undefined;
  const receiver = unwrap(node.expression);
  const value = receiver.kind === 'IdentifierName' ? onlyValueOf(receiver, body) : receiver;
  const creation = value && unwrap(value);
  if (creation?.kind !== 'ObjectCreation' || (receiver.kind === 'IdentifierName' && isSetLater(receiver.name, property.name, body))) return undefined;
  return initializedProperty(creation, property.name) ?? givenFor(creation, property, body);
}

function initializedProperty({ initializer }: ObjectCreation, name: string): Expression | undefined {
  const found = initializer?.expressions.find((each) => each.kind === 'Assignment' && each.left.kind === 'IdentifierName' && each.left.name === name);
  return found?.kind === 'Assignment' ? found.right : undefined;
}

/** Of a positional record: other constructors may do anything with what they are given. */
function givenFor(creation: ObjectCreation, property: PropertySymbol, body: BoundBody): Expression | undefined {
  const constructor = body.symbolOf(creation);
  const unit = property.originalDefinition.location?.unit as Unit<AnyNode> | undefined;
  if (constructor?.kind !== 'method' || unit?.root.kind !== 'TypeHeader') return undefined;
  const use = body.uses.find((each) => each.kind === 'creation' && (each.node as unknown) === creation);
  return use?.arguments?.find(({ parameter }) => parameter.name === property.name)?.expression;
}

function isSetLater(variable: string, name: string, body: BoundBody): boolean {
  return body.units.some(({ root }) => nodesOfKind(root, 'Assignment').some((node) => {
    const { left } = node as unknown as Assignment;
    return left.kind === 'MemberAccess' && left.name.name === name && left.expression.kind === 'IdentifierName' && left.expression.name === variable;
  }));
}
