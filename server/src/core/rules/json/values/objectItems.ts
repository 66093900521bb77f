/** Items of collections of objects (`List<object>`, `object[]`, `Dictionary<string, object>`): each is written by the metadata of its own type. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import { elementTypes } from '../../../symbols/generatedJsonGraph';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isObject, isString, isValueType } from '../../../symbols/types';
import type { Expression, IdentifierName, Initializer, Invocation, Unit } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import type { JsonUse } from '../endpoints';
import { valueUse } from '../endpoints';
import { returnedByCall } from './functionValues';
import { memberSlots } from './memberSlots';
import { calledMethod, parameterSlots } from './slots';
import { isClosed } from '../typeModel';

/** Collections looked into already: a local function may put results of its own into the collection that it returns. */
type Seen = Set<Expression>;

/** Whether a collection, or the values of a dictionary, are of type `object`, or collections of such in turn. */
export function holdsObjects(type: TypeSymbol, depth = 0): boolean {
  const item = itemType(type);
  return item !== undefined && (isObject(item) || (depth < 4 && holdsObjects(item, depth + 1)));
}

/** Type of the items of a collection, or of a dictionary's values. */
export function itemType(type: TypeSymbol): TypeSymbol | undefined {
  if (type.kind === 'array') return type.elementType;
  return type.kind === 'namedType' && !isString(type) ? elementTypes(type)?.at(-1) : undefined;
}

/** A value that is held as `object`. Text needs metadata too, which every type with a property of it brings. */
export function objectUses(expression: Expression, unit: Unit, body: BoundBody, seen?: Seen): readonly JsonUse[] {
  const type = body.typeOf(expression);
  if (!type || !isString(type)) return valueUse(expression, unit, body, seen);
  return [{ type, at: { unit, start: expression.start, end: expression.end }, role: 'result', breaksAll: false, isGivenAsObject: true }];
}

/** Of an item of such a collection. */
function itemUses(item: Expression, collection: Expression, unit: Unit, body: BoundBody, seen: Seen): readonly JsonUse[] {
  const type = body.typeOf(collection) ?? body.convertedTypeOf(collection);
  const declared = type && itemType(type);
  return declared && isObject(declared) ? objectUses(item, unit, body, seen) : itemValues(item, unit, body, seen);
}

/** Items of a collection of objects that is made here or in another method, or in the variable that is named here, with what is added to that afterwards. */
export function itemValues(expression: Expression | undefined, unit: Unit, body: BoundBody, seen: Seen = new Set()): readonly JsonUse[] {
  if (!expression || seen.has(expression)) return [];
  seen.add(expression);
  if (!isOfObjects(expression, body)) return convertedItems(expression, unit, body);
  const node = unwrap(expression);
  const inner = (...parts: readonly Expression[]): readonly JsonUse[] => parts.flatMap((part) => itemValues(part, unit, body, seen));
  switch (node.kind) {
    case 'IdentifierName': {
      const creation = onlyValueOf(node, body);
      if (!creation) return madeElsewhere(node, [...parameterSlots(node, body), ...memberSlots(node, body)], unit, body);
      return isOfObjects(creation, body) ? [...inner(creation), ...addedItems(node, creation, body.unitOf(creation) ?? unit, body, seen)] : [];
    }
    case 'MemberAccess': return madeElsewhere(node, memberSlots(node, body), unit, body);
    case 'Conditional': return inner(node.whenTrue, node.whenFalse);
    case 'SwitchExpression': return inner(...node.arms.map((arm) => arm.expression));
    case 'Binary': return node.operator === '??' ? inner(node.left, node.right) : [];
    case 'Await':
    case 'Invocation': {
      const method = calledMethod(node, body);
      if (method && node.kind === 'Invocation' && isOfEnumerable(method)) return selected(node, method, body).flatMap((item) => itemUses(item, node, body.unitOf(item) ?? unit, body, seen)).concat(inner(...sourcesOf(node, method)));
      const { expressions, slots } = returnedByCall(node, body);
      return [...inner(...expressions), ...madeElsewhere(node, slots, unit, body)];
    }
    default: {
      const place = body.unitOf(node) ?? unit;
      return itemsOf(node).flatMap((item) => itemUses(item, node, place, body, seen));
    }
  }
}

/** Items of an array or list of a class that is taken for one of objects: `Row[]` as `object[]`. */
function convertedItems(expression: Expression, unit: Unit, body: BoundBody): readonly JsonUse[] {
  const own = body.typeOf(expression);
  const target = body.convertedTypeOf(expression);
  const declared = target && itemType(target);
  const item = own && itemType(own);
  if (!declared || !item || !isObject(declared) || item.kind !== 'namedType' || isValueType(item) || isString(item) || !isClosed(item)) return [];
  return [{ type: item, at: { unit: body.unitOf(expression) ?? unit, start: expression.start, end: expression.end }, role: 'result', breaksAll: false, isGivenAsObject: true }];
}

/** Whether it is a method of LINQ to objects. */
export function isOfEnumerable({ containingType: { name, namespace } }: MethodSymbol): boolean {
  return name === 'Enumerable' && namespace === 'System.Linq';
}

/** Methods of Enumerable that give items of what they are called on. */
export const passingOn = /^(?:Where|Skip|Take|SkipWhile|TakeWhile|SkipLast|TakeLast|OrderBy|OrderByDescending|ThenBy|ThenByDescending|Order|Reverse|Distinct|ToList|ToArray|ToHashSet|AsEnumerable|Concat|Append|Prepend|Union)$/;

/** The collections that a method of Enumerable passes on. */
function sourcesOf(call: Invocation, { name }: MethodSymbol): readonly Expression[] {
  if (!passingOn.test(name)) return [];
  const receiver = call.expression.kind === 'MemberAccess' ? [call.expression.expression] : [];
  return [...receiver, ...(name === 'Concat' || name === 'Union' || receiver.length === 0 ? call.arguments.map(({ expression }) => expression) : [])];
}

/** Items that it makes or is given. */
function selected(call: Invocation, { name }: MethodSymbol, body: BoundBody): readonly Expression[] {
  const last = call.arguments.at(-1)?.expression;
  if (name === 'Append' || name === 'Prepend') return last ? [last] : [];
  return name === 'Select' && last?.kind === 'Lambda' ? body.returnsOf(last).map(({ expression }) => expression) : [];
}

function madeElsewhere(node: Expression, madeBy: readonly string[], unit: Unit, body: BoundBody): readonly JsonUse[] {
  const type = body.typeOf(node);
  return type && madeBy.length > 0 ? [{ type, at: { unit: body.unitOf(node) ?? unit, start: node.start, end: node.end }, role: 'result', breaksAll: false, isGivenAsObject: true, madeBy }] : [];
}

/** By the type of its own, or the type that a collection expression gets. */
function isOfObjects(expression: Expression, body: BoundBody): boolean {
  const type = body.typeOf(expression) ?? body.convertedTypeOf(expression);
  return type !== undefined && holdsObjects(type);
}

/** Items that a collection is made with. */
export function itemsOf(creation: Expression): readonly Expression[] {
  switch (creation.kind) {
    case 'ObjectCreation':
    case 'ImplicitObjectCreation':
    case 'ArrayCreation':
    case 'ImplicitArrayCreation': return creation.initializer ? initializedValues(creation.initializer) : [];
    case 'CollectionExpression': return (creation).elements.filter((element): element is Expression => element.kind !== 'Spread');
    default: return [];
  }
}

/** Of `{ 1, 2 }`, `{ ["id"] = value }` and `{ { "id", value } }`. */
export function initializedValues({ expressions }: Initializer): readonly Expression[] {
  return expressions.flatMap((item) => {
    if (item.kind === 'Assignment') return [item.right];
    if ((item as AnyNode).kind !== 'Initializer') return [item];
    const value = (item as unknown as Initializer).expressions[1];
    return value ? [value] : [];
  });
}

/** What `name.Add(x)` and `name["id"] = x` put into the variable's collection. */
function addedItems({ name }: IdentifierName, creation: Expression, unit: Unit, body: BoundBody, seen: Seen): readonly JsonUse[] {
  return (nodesOfKind(unit.root, 'IdentifierName') as unknown as readonly IdentifierName[]).flatMap((use) => {
    if (use.name !== name || onlyValueOf(use, body) !== creation) return [];
    const value = valueAdded(use, unit);
    return value ? itemUses(value, creation, unit, body, seen) : [];
  });
}

/** The value in `collection.Add(x)`, `collection.Add("id", x)` and `collection["id"] = x`. */
export function valueAdded(collection: object, { root }: Unit): Expression | undefined {
  const parents = parentsOf(root);
  const parentOf = (of: unknown): Expression | undefined => (of ? (parents.get(of as AnyNode) as unknown as Expression | undefined) : undefined);
  const parent = parentOf(collection);
  const outer = parentOf(parent);
  if (parent?.kind === 'ElementAccess' && (parent.expression as unknown) === collection) return outer?.kind === 'Assignment' && outer.left === parent ? outer.right : undefined;
  if (parent?.kind !== 'MemberAccess' || (parent.expression as unknown) !== collection || outer?.kind !== 'Invocation') return undefined;
  return /^(?:(?:Try)?Add|Insert|Push|Enqueue)$/.test(parent.name.name) ? outer.arguments.at(-1)?.expression : undefined;
}
