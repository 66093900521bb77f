/**
 * Values that are returned or sent as a listed base type: where their own type has no metadata, the serializer takes that of the base, and
 * what the type adds is left out of the answer without an error (measured for net8.0 and net9.0; with reflection all of it is written).
 */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isObject } from '../../symbols/types';
import type { Expression } from '../../syntax/nodes';
import type { JsonUse } from './endpoints';
import { isClosed, typeName } from './typeModel';

/** The type of the value, where it is one of the program below the declared one that has more to write. */
export function derivedUses(declared: TypeSymbol, expression: Expression, unit: Anchor['unit'], body: BoundBody): readonly JsonUse[] {
  const type = body.typeOf(unwrap(expression));
  if (declared.kind !== 'namedType' || type?.kind !== 'namedType' || isObject(declared) || !isClosed(type) || !isClosed(declared)) return [];
  if (!type.containingAssembly.isSource || !declared.containingAssembly.isSource || type.typeKind !== 'class' || type.isAbstract) return [];
  const base = typeName(declared);
  if (typeName(type) === base || isPolymorphic(declared) || !addsProperties(type, declared)) return [];
  return [{ type, at: { unit, start: expression.start, end: expression.end }, role: 'result', breaksAll: false, writtenAs: declared }];
}

function isPolymorphic({ attributes }: NamedTypeSymbol): boolean {
  return attributes.some(({ attributeClass, fullName }) => attributeClass === undefined || /^System\.Text\.Json\.Serialization\.Json(?:DerivedType|Polymorphic|Converter)Attribute$/.test(fullName));
}

/** Whether the value is written as that base: a class between the two may be listed, which then has its own properties in the answer. */
export function isWrittenAs({ type, writtenAs }: JsonUse, covered: ReadonlyMap<string, TypeSymbol>): boolean {
  if (!writtenAs || type.kind !== 'namedType') return false;
  const nearest = [...baseTypesAndSelf(type)].find((each) => !isObject(each) && covered.has(typeName(each)));
  return covered.has(typeName(writtenAs)) && (!nearest || typeName(nearest) === typeName(writtenAs));
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
