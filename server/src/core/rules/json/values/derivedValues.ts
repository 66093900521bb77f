/**
 * Values that are returned or sent as a listed base type: where their own type has no metadata, the serializer takes that of the base, and
 * what the type adds is left out of the answer without an error (measured for net8.0 and net9.0; with reflection all of it is written).
 */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject } from '../../../symbols/types';
import type { Await, Expression, Invocation } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { foundItems } from './baseItems';
import { returnedByCall } from './functionValues';
import type { JsonUse } from '../endpoints';
import { memberSlots } from './memberSlots';
import { patternValueOf } from './patternValues';
import { parameterSlots } from './slots';
import { isClosed, isProblemDetails, typeName, writingBelow } from '../typeModel';

/** Whether values of such a type may be of one below it that has more to write. */
export function mayHaveMore(declared: TypeSymbol): declared is NamedTypeSymbol {
  if (declared.kind !== 'namedType' || isObject(declared) || declared.isSealed || (declared.typeKind !== 'class' && declared.typeKind !== 'interface')) return false;
  return isClosed(declared) && (declared.containingAssembly.isSource || isProblemDetails(declared)) && writingBelow(declared) === undefined;
}

/** The types of the values, where they are of the program and below the declared one, and have more to write; results and parameters that have the declared one. */
export function derivedUses(declared: TypeSymbol, expression: Expression, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  if (!mayHaveMore(declared)) return [];
  const base = typeName(declared);
  return valuesOf(expression, base, body).flatMap((value): readonly JsonUse[] => {
    const place = value === unwrap(expression) ? expression : value;
    const use = { at: { unit: body.unitOf(place) ?? unit, start: place.start, end: place.end }, role: 'result', breaksAll: false, writtenAs: declared } as const;
    const type = body.typeOf(value);
    if (type?.kind !== 'namedType') return [];
    if (typeName(type) === base) {
      const madeBy = slotsOf(value, body);
      return [...(madeBy.length > 0 ? [{ ...use, type, madeBy }] : []), ...foundItems(value, declared, use.at.unit, body)];
    }
    return hasMore(type, declared) || isProblem(type, declared) ? [{ ...use, type }] : [];
  });
}

/** Any class below problem details: with AddProblemDetails its own metadata is asked for, whether it has more or not. */
function isProblem(type: NamedTypeSymbol, declared: NamedTypeSymbol): boolean {
  return isProblemDetails(declared) && isClosed(type) && !type.isAbstract && [...baseTypesAndSelf(type)].some(isProblemDetails);
}

function slotsOf(value: Expression, body: BoundBody): readonly string[] {
  const { slots } = isCall(value) ? returnedByCall(value, body) : { slots: [] };
  return slots.length === 0 ? [...parameterSlots(value, body), ...memberSlots(value, body)] : slots;
}

function isCall(expression: Expression): expression is Await | Invocation {
  return expression.kind === 'Await' || expression.kind === 'Invocation';
}

/** Whether a class of the program has more to write than a type above it. */
export function hasMore(type: NamedTypeSymbol, declared: NamedTypeSymbol): boolean {
  return isClosed(type) && type.containingAssembly.isSource && type.typeKind === 'class' && !type.isAbstract && addsProperties(type, declared);
}

/** What an expression of the declared type may be, seen through casts, branches, and variables that are given one value only. */
function valuesOf(expression: Expression, declared: string, body: BoundBody, depth = 0): readonly Expression[] {
  const node = unwrap(expression);
  const type = body.typeOf(node);
  if (depth > 8) return [];
  if (type && typeName(type) !== declared) return [node];
  const inner = (...parts: readonly Expression[]): readonly Expression[] => parts.flatMap((part) => valuesOf(part, declared, body, depth + 1));
  switch (node.kind) {
    case 'Cast':
    // A branch needs the cast for its type; around all of the value it may be there to leave the rest out, but nobody makes an object for that.
    case 'As': return depth > 0 || unwrap(node.expression).kind === 'ObjectCreation' ? inner(node.expression) : [node];
    case 'Conditional': return inner(node.whenTrue, node.whenFalse);
    case 'SwitchExpression': return inner(...node.arms.map((arm) => arm.expression));
    case 'Binary': return node.operator === '??' ? inner(node.left, node.right) : [node];
    case 'Assignment': return node.operator === '=' ? inner(node.right) : node.operator === '??=' ? inner(node.left, node.right) : [node];
    case 'IdentifierName': {
      const value = onlyValueOf(node, body) ?? patternValueOf(node, body);
      return value ? inner(value) : [node];
    }
    case 'Await':
    case 'Invocation': {
      const { expressions } = returnedByCall(node, body);
      return expressions.length > 0 ? inner(...expressions) : [node];
    }
    default: return [node];
  }
}

/** Whether the value is written as that base: a class between the two may be listed, which then has its own properties in the answer. */
export function isWrittenAs({ type, writtenAs }: JsonUse, covered: ReadonlyMap<string, TypeSymbol>): boolean {
  if (!writtenAs || type.kind !== 'namedType') return false;
  const nearest = [...baseTypesAndSelf(type)].find((each) => !isObject(each) && covered.has(typeName(each)));
  return covered.has(typeName(writtenAs)) && (!nearest || typeName(nearest) === typeName(writtenAs)) && writtenAs.kind === 'namedType' && (!isProblemDetails(writtenAs) || addsProperties(type, writtenAs));
}

/** Whether a class below the declared type has a property that is written and that the declared type knows nothing of. */
function addsProperties(type: NamedTypeSymbol, declared: NamedTypeSymbol): boolean {
  const base = typeName(declared);
  if (![...baseTypesAndSelf(type), ...type.allInterfaces].some((each) => typeName(each) === base)) return false;
  const known = new Set([...baseTypesAndSelf(declared), ...declared.allInterfaces].flatMap(({ members }) => members.map(({ name }) => name)));
  for (const each of baseTypesAndSelf(type)) {
    if (typeName(each) === base || isObject(each)) break;
    if (each.members.some((member) => member.kind === 'property' && isAdded(member) && !known.has(member.name))) return true;
  }
  return false;
}

function isAdded({ accessibility, isStatic, isIndexer, getMethod, attributes }: PropertySymbol): boolean {
  if (accessibility !== 'public' || isStatic || isIndexer || !getMethod) return false;
  return !attributes.some(({ attributeClass, fullName }) => attributeClass === undefined || fullName === 'System.Text.Json.Serialization.JsonIgnoreAttribute');
}
