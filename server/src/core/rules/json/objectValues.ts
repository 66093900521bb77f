/** Values that are held as `object` inside what is serialized: they are written by the metadata of their own type. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf, unwrap, walk } from '../../flow/walk';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { isObject, isString } from '../../symbols/types';
import type { Expression, Unit, VariableDeclarator } from '../../syntax/nodes';
import type { JsonUse } from './endpoints';
import { valueUse } from './endpoints';

/** A value, and the type that holds it in a property of type `object`. */
export interface HeldValue {
  readonly holder: NamedTypeSymbol;
  readonly use: JsonUse;
}

/** `new Owner(new Pet())`, `new Owner { Pet = new Pet() }`, `owner.Pet = new Pet()`, where `Owner` is of the program. */
export function heldValues(body: BoundBody): readonly HeldValue[] {
  return body.uses.flatMap((use): readonly HeldValue[] => {
    if (use.inNameof) return [];
    if (use.kind === 'creation') return givenToConstructor(use, body);
    const property = use.symbol;
    if (use.kind !== 'property' || use.access !== 'write' || property?.kind !== 'property' || !isHolding(property) || !use.node) return [];
    const parent = parentsOf(use.anchor.unit.root).get(use.node) as unknown as Expression | undefined;
    return parent?.kind === 'Assignment' && parent.operator === '=' ? held(property.containingType, parent.right, use.anchor.unit, body) : [];
  });
}

function givenToConstructor(use: SymbolUse, body: BoundBody): readonly HeldValue[] {
  const constructor = use.symbol;
  if (constructor?.kind !== 'method' || !constructor.containingType.containingAssembly.isSource) return [];
  return (use.arguments ?? []).flatMap(({ parameter, expression }) => {
    if (!isObject(parameter.type)) return [];
    const properties = constructor.containingType.members.filter((member) => member.kind === 'property');
    const property = properties.find(({ name }) => name.toLowerCase() === parameter.name.toLowerCase());
    return property && isHolding(property) ? held(constructor.containingType, expression, use.anchor.unit, body) : [];
  });
}

function isHolding({ type, containingType, isStatic, attributes, accessibility }: PropertySymbol): boolean {
  return isObject(type) && !isStatic && accessibility === 'public' && containingType.containingAssembly.isSource && !attributes.some(({ fullName }) => fullName.startsWith('System.Text.Json.Serialization.Json'));
}

function held(holder: NamedTypeSymbol, expression: Expression, unit: Unit, body: BoundBody): readonly HeldValue[] {
  return [...textUse(expression, unit, body), ...valueUse(expression, unit, body)].map((use) => ({ holder, use }));
}

/** Text that is held needs metadata too, which every type with a property of it brings. */
function textUse(expression: Expression, unit: Unit, body: BoundBody): readonly JsonUse[] {
  const type = body.typeOf(expression);
  if (!type || !isString(type)) return [];
  return [{ type, at: { unit, start: expression.start, end: expression.end }, role: 'result', breaksAll: false, isGivenAsObject: true }];
}

/** Values of a dictionary of objects that is created here, or in the variable that is named here. */
export function dictionaryValues(expression: Expression | undefined, unit: Unit, body: BoundBody): readonly JsonUse[] {
  const type = expression && body.typeOf(expression);
  if (!expression || !type || !holdsObjects(type)) return [];
  const creation = creationOf(unwrap(expression), unit);
  if (creation?.kind !== 'ObjectCreation' && creation?.kind !== 'ImplicitObjectCreation') return [];
  return (creation.initializer?.expressions ?? []).flatMap((item) => {
    const value = item.kind === 'Assignment' ? item.right : (item as AnyNode).kind === 'Initializer' ? (item as unknown as { readonly expressions: readonly Expression[] }).expressions[1] : undefined;
    return value ? [...textUse(value, unit, body), ...valueUse(value, unit, body)] : [];
  });
}

function holdsObjects(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType') return false;
  const dictionary = [type, ...type.allInterfaces].find(({ name, namespace, arity }) => name === 'IDictionary' && namespace === 'System.Collections.Generic' && arity === 2);
  const value = (dictionary ?? (type.name === 'IReadOnlyDictionary' ? type : undefined))?.typeArguments[1];
  return value !== undefined && isObject(value);
}

/** The expression itself, or what the only variable of that name in the unit is made with. */
function creationOf(expression: Expression, unit: Unit): Expression | undefined {
  if (expression.kind !== 'IdentifierName') return expression;
  const found: Expression[] = [];
  walk(unit.root as AnyNode, (node) => {
    const { name, initializer } = node as unknown as VariableDeclarator;
    if (node.kind === 'VariableDeclarator' && name === expression.name && initializer) found.push(unwrap(initializer));
    return undefined;
  });
  return found.length === 1 ? found[0] : undefined;
}
