/** Values that are held as `object` inside what is serialized: they are written by the metadata of their own type. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf } from '../../../flow/walk';
import type { AttributeData, NamedTypeSymbol, PropertySymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject } from '../../../symbols/types';
import type { Expression, Initializer, Unit } from '../../../syntax/nodes';
import type { JsonUse } from '../endpoints';
import { isProblemDetails } from '../typeModel';
import { holdsObjects, initializedValues, itemValues, objectUses, valueAdded } from './objectItems';

/** A value, and the type that holds it in a property of type `object`. */
export interface HeldValue {
  readonly holder: NamedTypeSymbol;
  readonly use: JsonUse;
}

/** `new Owner(new Pet())`, `new Owner { Pet = new Pet() }`, `owner.Pet = new Pet()`, where `Owner` is of the program; extensions of problem details. */
export function heldValues(body: BoundBody): readonly HeldValue[] {
  return body.uses.flatMap((use): readonly HeldValue[] => {
    if (use.inNameof) return [];
    if (use.kind === 'creation') return givenToConstructor(use, body);
    const property = use.symbol;
    if (use.kind === 'property' && property?.kind === 'property' && isCollection(property)) return collectionValues(use, property.containingType, body);
    if (use.kind !== 'property' || use.access !== 'write' || property?.kind !== 'property' || !isHolding(property) || !use.node) return [];
    const parent = parentsOf(use.anchor.unit.root).get(use.node) as unknown as Expression | undefined;
    return parent?.kind === 'Assignment' && parent.operator === '=' ? held(property.containingType, parent.right, use.anchor.unit, body) : [];
  });
}

/** `problem.Extensions["id"] = value`, `Extensions = { ["id"] = value }`, `answer.Items.Add(value)`. */
function collectionValues({ node, anchor: { unit } }: SymbolUse, holder: NamedTypeSymbol, body: BoundBody): readonly HeldValue[] {
  const added = node && valueAdded(node, unit);
  if (added) return held(holder, added, unit, body);
  const parent = node && (parentsOf(unit.root).get(node) as unknown as Expression | undefined);
  if (parent?.kind !== 'Assignment' || parent.operator !== '=' || (parent.left as unknown) !== node) return [];
  const { right } = parent;
  const values = (right as AnyNode).kind === 'Initializer' ? initializedValues(right as unknown as Initializer) : [];
  return [...values.flatMap((value) => held(holder, value, unit, body)), ...itemValues(right, unit, body).map((use) => ({ holder, use }))];
}

function givenToConstructor(use: SymbolUse, body: BoundBody): readonly HeldValue[] {
  const constructor = use.symbol;
  if (constructor?.kind !== 'method' || !constructor.containingType.containingAssembly.isSource) return [];
  return (use.arguments ?? []).flatMap(({ parameter, expression }) => {
    const isItems = holdsObjects(parameter.type);
    if (!isItems && !isObject(parameter.type)) return [];
    const properties = constructor.containingType.members.filter((member) => member.kind === 'property');
    const property = properties.find(({ name }) => name.toLowerCase() === parameter.name.toLowerCase());
    if (!property || !isWritten(property)) return [];
    const { containingType: holder } = constructor;
    return isItems ? itemValues(expression, use.anchor.unit, body).map((item) => ({ holder, use: item })) : held(holder, expression, use.anchor.unit, body);
  });
}

function isHolding(property: PropertySymbol): boolean {
  return isObject(property.type) && isWritten(property);
}

function isCollection(property: PropertySymbol): boolean {
  if (property.name === 'Extensions' && isProblemDetails(property.containingType)) return true;
  return isWritten(property) && holdsObjects(property.type);
}

const namespace = 'System.Text.Json.Serialization';

/** A public property of a type of the program, without attributes by which its value is left out or written otherwise. */
function isWritten({ containingType, isStatic, attributes, accessibility }: PropertySymbol): boolean {
  return !isStatic && accessibility === 'public' && containingType.containingAssembly.isSource && !attributes.some(isOtherwise);
}

/** `[JsonIgnore]` without a condition or with one that is not known, `[JsonConverter]`, and attributes of other code that may be one. */
function isOtherwise({ fullName, attributeClass, namedArguments }: AttributeData): boolean {
  if (fullName === `${namespace}.JsonIgnoreAttribute`) {
    const condition = namedArguments.get('Condition');
    return condition?.kind !== 'enum' || Number(condition.value) === always;
  }
  return fullName === `${namespace}.JsonConverterAttribute` || (attributeClass !== undefined && [...baseTypesAndSelf(attributeClass)].some(({ name }) => name === 'JsonConverterAttribute'));
}

/** `JsonIgnoreCondition.Always`. */
const always = 1;

function held(holder: NamedTypeSymbol, expression: Expression, unit: Unit, body: BoundBody): readonly HeldValue[] {
  return objectUses(expression, unit, body).map((use) => ({ holder, use }));
}
