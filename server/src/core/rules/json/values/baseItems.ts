/**
 * Items of collections of a base type of the program (`List<Shape>`): an item that is found in one and returned is written as its own
 * type, or as the nearest one that is listed. Collections that are written whole go by the type of their items and are left aside.
 */
import type { BoundBody } from '../../../binding/boundBody';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import type { Expression, IdentifierName, Invocation, Unit } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { derivedUses, mayHaveMore } from './derivedValues';
import { returnedByCall } from './functionValues';
import type { JsonUse } from '../endpoints';
import { isOpenKey, memberSlots, triedCollection } from './memberSlots';
import { isOfEnumerable, itemsOf, itemType, passingOn, valueAdded } from './objectItems';
import { calledMethod, parameterSlots } from './slots';

/** The type of the items, where values of it may be of one below that has more to write. */
export function baseItemType(type: TypeSymbol): NamedTypeSymbol | undefined {
  const item = itemType(type);
  return item && mayHaveMore(item) ? item : undefined;
}

/** Of a collection, what is added to it after it is made. */
const later = '\u0001';

/** The slots of what is added later. */
export function laterSlots(slots: readonly string[]): readonly string[] {
  return slots.map((slot) => slot + later);
}

/** Those that stand for collections made elsewhere, as what is added to these later. */
export function laterUses(uses: readonly JsonUse[]): readonly JsonUse[] {
  return uses.flatMap((use) => (use.madeBy ? [{ ...use, madeBy: laterSlots(use.madeBy) }] : []));
}

/** What an expression finds in a collection by something that is not known: `map[key]`, `list.Find(x => x.Id == id)`, `events.Last()`. */
export function foundItems(expression: Expression, declared: NamedTypeSymbol, unit: Unit, body: BoundBody): readonly JsonUse[] {
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName') {
    const collection = triedCollection(node.name, body);
    return collection ? baseItems(collection, declared, unit, body) : [];
  }
  if (node.kind === 'ElementAccess') return isOpenKey(node.arguments, body) ? baseItems(node.expression, declared, unit, body) : [];
  if (node.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess') return [];
  const { expression: collection, name: { name } } = node.expression;
  // The first and the last one of what is written down are known; of what is added as the program runs they are not.
  if (/^(?:First|Last)(?:OrDefault)?$/.test(name) && node.arguments.length === 0) return laterUses(baseItems(collection, declared, unit, body));
  return isOpen(node, name, body) ? baseItems(collection, declared, unit, body) : [];
}

function isOpen({ arguments: given }: Invocation, name: string, body: BoundBody): boolean {
  if (/^(?:GetValueOrDefault|ElementAt(?:OrDefault)?)$/.test(name)) return isOpenKey(given, body);
  if (!/^(?:Find(?:Last)?|(?:First|Last|Single)(?:OrDefault)?)$/.test(name)) return false;
  const predicate = given[0] && unwrap(given[0].expression);
  const test = predicate?.kind === 'Lambda' && predicate.body.kind !== 'Block' ? unwrap(predicate.body) : undefined;
  // Compared with a constant, it may be one that some types only have.
  return test?.kind === 'Binary' && test.operator === '==' && [test.left, test.right].every((side) => body.constantOf(side) === undefined);
}

/** What may be in the collection, by values of types of their own and by the slots of collections made elsewhere. */
export function baseItems(expression: Expression, declared: NamedTypeSymbol, unit: Unit, body: BoundBody, depth = 0): readonly JsonUse[] {
  const node = unwrap(expression);
  if (depth > 8) return [];
  const inner = (...parts: readonly Expression[]): readonly JsonUse[] => parts.flatMap((part) => baseItems(part, declared, unit, body, depth + 1));
  const madeElsewhere = (madeBy: readonly string[]): readonly JsonUse[] => (madeBy.length === 0 ? [] : [{ type: declared, at: { unit: body.unitOf(node) ?? unit, start: node.start, end: node.end }, role: 'result', breaksAll: false, writtenAs: declared, madeBy }]);
  switch (node.kind) {
    case 'IdentifierName': {
      const creation = onlyValueOf(node, body);
      return creation ? followed(creation, () => [...inner(creation), ...addedLater(node, creation, declared, body)]) : madeElsewhere([...parameterSlots(node, body), ...memberSlots(node, body)]);
    }
    // The values of a dictionary.
    case 'MemberAccess': return node.name.name === 'Values' ? inner(node.expression) : madeElsewhere(memberSlots(node, body));
    case 'Conditional': return inner(node.whenTrue, node.whenFalse);
    case 'Binary': return node.operator === '??' ? inner(node.left, node.right) : [];
    case 'Await':
    case 'Invocation': {
      const method = calledMethod(node, body);
      if (!method) return [];
      const isPassing = isOfEnumerable(method) && passingOn.test(method.name) && !/^(?:Skip|Take)?While$|^Where$/.test(method.name);
      if (node.kind === 'Invocation' && node.expression.kind === 'MemberAccess' && (isPassing || method.name === 'AsReadOnly')) return inner(node.expression.expression);
      const { expressions, slots } = returnedByCall(node, body);
      return [...inner(...expressions), ...madeElsewhere(slots)];
    }
    default: {
      const place = body.unitOf(node) ?? unit;
      return itemsOf(node).flatMap((item) => derivedUses(declared, item, place, body));
    }
  }
}

/** Collections that are being followed, and how many at once: one may be filled with its own items, or with those of others in turn. */
const following = new Set<Expression>();
const maximumFollowed = 2;

function followed(creation: Expression, items: () => readonly JsonUse[]): readonly JsonUse[] {
  if (following.has(creation) || following.size >= maximumFollowed) return [];
  following.add(creation);
  try {
    return items();
  } finally {
    following.delete(creation);
  }
}

function addedLater({ name }: IdentifierName, creation: Expression, declared: NamedTypeSymbol, body: BoundBody): readonly JsonUse[] {
  const unit = body.unitOf(creation) ?? body.units[0];
  if (!unit) return [];
  return (nodesOfKind(unit.root, 'IdentifierName') as unknown as readonly IdentifierName[]).flatMap((use) => {
    const value = use.name === name && onlyValueOf(use, body) === creation ? valueAdded(use, unit) : undefined;
    return value ? derivedUses(declared, value, unit, body) : [];
  });
}
