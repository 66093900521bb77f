/** Values that are held as `object` inside what is serialized: they are written by the metadata of their own type. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf, unwrap, walk } from '../../flow/walk';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import { isObject, isString } from '../../symbols/types';
import type { Expression, Initializer, Unit, VariableDeclarator } from '../../syntax/nodes';
import type { JsonUse } from './endpoints';
import { valueUse } from './endpoints';

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
    if (use.kind === 'property' && property?.kind === 'property' && property.name === 'Extensions' && isProblemDetails(property.containingType)) return problemExtensions(use, property.containingType, body);
    if (use.kind !== 'property' || use.access !== 'write' || property?.kind !== 'property' || !isHolding(property) || !use.node) return [];
    const parent = parentsOf(use.anchor.unit.root).get(use.node) as unknown as Expression | undefined;
    return parent?.kind === 'Assignment' && parent.operator === '=' ? held(property.containingType, parent.right, use.anchor.unit, body) : [];
  });
}

/** The type whose extensions are written with every problem. */
export function isProblemDetails({ name, namespace }: NamedTypeSymbol): boolean {
  return name === 'ProblemDetails' && namespace === 'Microsoft.AspNetCore.Mvc';
}

/** `problem.Extensions["id"] = value`, `problem.Extensions.Add("id", value)`, `new ProblemDetails { Extensions = { ["id"] = value } }`. */
function problemExtensions({ node, anchor: { unit } }: SymbolUse, holder: NamedTypeSymbol, body: BoundBody): readonly HeldValue[] {
  const parents = parentsOf(unit.root);
  const parentOf = (of: unknown): Expression | undefined => (of ? (parents.get(of as AnyNode) as unknown as Expression | undefined) : undefined);
  const parent = parentOf(node);
  const outer = parentOf(parent);
  if (parent?.kind === 'ElementAccess') return outer?.kind === 'Assignment' && outer.left === parent ? held(holder, outer.right, unit, body) : [];
  if (parent?.kind === 'MemberAccess') {
    const value = outer?.kind === 'Invocation' && /^(?:Try)?Add$/.test(parent.name.name) ? outer.arguments[1]?.expression : undefined;
    return value ? held(holder, value, unit, body) : [];
  }
  if (parent?.kind !== 'Assignment' || (parent.left as unknown) !== node) return [];
  const { right } = parent;
  const values = (right as AnyNode).kind === 'Initializer' ? initializedValues(right as unknown as Initializer) : [];
  return [...values.flatMap((value) => held(holder, value, unit, body)), ...dictionaryValues(right, unit, body).map((use) => ({ holder, use }))];
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
  return (creation.initializer ? initializedValues(creation.initializer) : []).flatMap((value) => [...textUse(value, unit, body), ...valueUse(value, unit, body)]);
}

/** Of `{ ["id"] = value }` and `{ { "id", value } }`. */
function initializedValues({ expressions }: Initializer): readonly Expression[] {
  return expressions.flatMap((item) => {
    const value = item.kind === 'Assignment' ? item.right : (item as AnyNode).kind === 'Initializer' ? (item as unknown as Initializer).expressions[1] : undefined;
    return value ? [value] : [];
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
