/** Whether the compiler takes a value for one that may be null, by how it is written and declared. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { walk } from '../../../flow/walk';
import { isNullableValueType, isValueType } from '../../../symbols/types';
import type { Assignment, Expression, Unit, VariableDeclarator } from '../../../syntax/nodes';
import { declarationOf, isAnnotated, isChecked } from '../../aspnet/controllers/mayBeNull';

const readers = /^(?:Deserialize|ReadFromJson|GetFromJson|DeleteFromJson)/;

/** True only where something tells: `?.`, `as`, null or default, a declaration with `?`. `within`: variables whose values are looked at. */
export function isKnownNull(node: Expression, body: BoundBody, unit: Unit, within: readonly string[] = []): boolean {
  const inner = (part: Expression): boolean => isKnownNull(part, body, unit, within);
  const type = body.typeOf(node);
  if (type && isValueType(type) && !isNullableValueType(type) && node.kind !== 'ConditionalAccess') return false;
  switch (node.kind) {
    case 'Parenthesized': case 'Await': case 'Checked': return inner(node.expression);
    case 'ConditionalAccess': case 'As': return true;
    case 'Literal': return node.value === null || node.literalType === 'default';
    case 'DefaultExpression': return true;
    case 'Cast': return node.type.kind === 'NullableType' || inner(node.expression);
    case 'Conditional': return inner(node.whenTrue) || inner(node.whenFalse);
    case 'SwitchExpression': return node.arms.some((arm) => inner(arm.expression));
    case 'Binary': return node.operator === '??' && inner(node.right);
    case 'Assignment': return node.operator === '=' && inner(node.right);
    case 'Invocation': return givesNull(node, body);
    case 'MemberAccess': case 'ElementAccess': return isAnnotatedMember(node, body);
    case 'IdentifierName': return !within.includes(node.name) && !isChecked(node.name, node, body, unit) && holdsNull(node.name, node, body, unit, within);
    default: return false;
  }
}

function givesNull(node: Expression, body: BoundBody): boolean {
  const symbol = body.symbolOf(node);
  if (symbol?.kind !== 'method') return false;
  const declaration = declarationOf(symbol);
  if (declaration) return isAnnotated(declaration.returnType);
  return symbol.originalDefinition.returnNullableAnnotated ?? (readers.test(symbol.name) && symbol.containingType.location === undefined);
}

function isAnnotatedMember(node: Expression, body: BoundBody): boolean {
  const symbol = body.symbolOf(node);
  return (symbol?.kind === 'property' || symbol?.kind === 'field') && symbol.nullableAnnotated === true;
}

/** A parameter or member with `?`, or a variable that is given such a value. */
function holdsNull(name: string, node: Expression, body: BoundBody, unit: Unit, within: readonly string[]): boolean {
  const symbol = body.symbolOf(node);
  if (symbol?.kind === 'parameter') return symbol.nullableAnnotated === true && !isAssigned(name, unit);
  if (symbol?.kind === 'property' || symbol?.kind === 'field') return symbol.nullableAnnotated === true;
  const values: Expression[] = [];
  walk(unit.root as AnyNode, (each) => {
    const { name: declared, initializer } = each as unknown as VariableDeclarator;
    if (each.kind === 'VariableDeclarator' && declared === name && initializer) values.push(initializer);
    const { left, right, operator } = each as unknown as Assignment;
    if (each.kind === 'Assignment' && operator === '=' && left.kind === 'IdentifierName' && left.name === name) values.push(right);
    return undefined;
  });
  return values.some((value) => isKnownNull(value, body, unit, [...within, name]));
}

/** Parameters that are filled in (`name ??= "x"`) are no longer what they were declared as. */
function isAssigned(name: string, unit: Unit): boolean {
  let found = false;
  walk(unit.root as AnyNode, (each) => {
    const { left } = each as unknown as Assignment;
    if (each.kind === 'Assignment' && left.kind === 'IdentifierName' && left.name === name) found = true;
    return !found;
  });
  return found;
}
