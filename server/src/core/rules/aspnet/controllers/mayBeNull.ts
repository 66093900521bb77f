/** Whether a value that an action gives back may be null: then MVC answers 204, and so must the endpoint. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, walk } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNullableValueType, isValueType } from '../../../symbols/types';
import { writingBelow } from '../../json/typeModel';
import type { Assignment, Block, Conditional, Expression, If, MethodDeclaration, Statement, TypeSyntax, Unit, VariableDeclarator } from '../../../syntax/nodes';

const created: ReadonlySet<string> = new Set(['ObjectCreation', 'ImplicitObjectCreation', 'AnonymousObjectCreation', 'ArrayCreation', 'ImplicitArrayCreation', 'CollectionExpression', 'InterpolatedString', 'Tuple', 'With', 'Query', 'TypeOf']);
/** Of LINQ and of Entity Framework. */
const sequences = /^(?:ToList|ToArray|ToDictionary|ToHashSet|Select|SelectMany|Where|OrderBy|OrderByDescending|ThenBy|ThenByDescending|Take|Skip|Distinct|Concat|Reverse|Append|Prepend|GroupBy|AsEnumerable|Range|Empty|ToString|Trim|Format|Join)(?:Async)?$/;

/** False only where the value is told not to be: by its type, its creation, its declaration or a check before. `within`: variables whose values are looked at. */
export function mayBeNull(expression: Expression, body: BoundBody, unit: Unit, within: readonly string[] = []): boolean {
  const inner = (part: Expression): boolean => mayBeNull(part, body, unit, within);
  const type = body.typeOf(expression);
  if (type && isValueType(type) && !isNullableValueType(type)) return false;
  if (created.has(expression.kind)) return false;
  switch (expression.kind) {
    case 'Parenthesized': return inner(expression.expression);
    case 'Literal': return expression.value === null || expression.literalType === 'default';
    case 'Await': return inner(expression.expression);
    case 'Conditional': return inner(expression.whenTrue) || inner(expression.whenFalse);
    case 'Binary': return expression.operator === '??' ? inner(expression.right) : expression.operator !== '+';
    case 'Cast': return expression.type.kind === 'NullableType' || inner(expression.expression);
    case 'Invocation': return mayReturnNull(body.symbolOf(expression));
    case 'MemberAccess': return mayHoldNull(expression, body);
    case 'IdentifierName': return !isChecked(expression.name, expression, body, unit) && mayHoldNull(expression, body) && !isFilled(expression.name, body, unit, within);
    default: return true;
  }
}

function mayReturnNull(symbol: ReturnType<BoundBody['symbolOf']>): boolean {
  if (symbol?.kind !== 'method') return true;
  const node = declarationOf(symbol);
  if (!node) return !sequences.test(symbol.name) || symbol.containingType.location !== undefined;
  return isAnnotated(node.returnType);
}

/** The written method, where it is in source; of a local function, whose unit is that of the method around it, undefined. */
export function declarationOf({ originalDefinition: { location } }: MethodSymbol): MethodDeclaration | undefined {
  const root = (location?.unit as Unit | undefined)?.root as MethodDeclaration | undefined;
  return root?.kind === 'Method' && root.nameStart === location?.start ? root : undefined;
}

/** `T?`, or a task of it. A type parameter may stand for anything. */
export function isAnnotated(type: TypeSyntax): boolean {
  if (type.kind === 'NullableType') return true;
  if (type.kind === 'QualifiedName') return isAnnotated(type.right);
  return type.kind === 'GenericName' && /^(?:Task|ValueTask|ActionResult)$/.test(type.name) && type.typeArguments.some(isAnnotated);
}

function mayHoldNull(expression: Expression, body: BoundBody): boolean {
  const symbol = body.symbolOf(expression);
  return symbol?.kind === 'parameter' || symbol?.kind === 'property' || symbol?.kind === 'field' ? symbol.nullableAnnotated !== false : true;
}

/** A local variable that is given such a value once and for all. */
function isFilled(name: string, body: BoundBody, unit: Unit, within: readonly string[]): boolean {
  if (within.includes(name)) return false;
  const values: (Expression | undefined)[] = [];
  walk(unit.root as AnyNode, (node) => {
    if (node.kind === 'VariableDeclarator' && (node as unknown as VariableDeclarator).name === name) values.push((node as unknown as VariableDeclarator).initializer);
    const { left, right } = node as unknown as Assignment;
    if (node.kind === 'Assignment' && left.kind === 'IdentifierName' && left.name === name) values.push(right);
    if (node.kind === 'SingleDesignation' && (node as unknown as { readonly name: string }).name === name) values.push(undefined);
    return undefined;
  });
  return values.length > 0 && values.every((value) => value !== undefined && !mayBeNull(value, body, unit, [...within, name]));
}

/** A check that null does not come past: `if (x is null) return …` before, `x is null ? … : here`, `if (x != null) { here }`. */
export function isChecked(name: string, at: Expression, body: BoundBody, unit: Unit): boolean {
  const parents = parentsOf(unit.root);
  for (let node: AnyNode = at, parent = parents.get(node); parent; node = parent, parent = parents.get(parent)) {
    if (parent.kind === 'Lambda' || parent.kind === 'LocalFunction') return false;
    if (parent.kind === 'Conditional' || parent.kind === 'If') {
      const { condition } = parent as unknown as Conditional | If;
      const isTrue = node === (parent as unknown as { readonly whenTrue?: unknown; readonly then?: unknown }).whenTrue || node === (parent as unknown as If).then;
      if ((node as unknown) !== condition && tells(condition, name, isTrue)) return true;
    }
    const before = parent.kind === 'Block' ? (parent as unknown as Block).statements : [];
    const index = before.indexOf(node as unknown as Statement);
    const guard = before.slice(0, Math.max(index, 0)).findLastIndex((statement) => statement.kind === 'If' && ends(statement.then) && tells(statement.condition, name, false));
    if (guard >= 0 && !before.slice(guard + 1, index).some((statement) => assigns(statement, name))) return true;
  }
  return false;
}

/** Whether a condition's outcome means that the variable is not null. */
function tells(condition: Expression, name: string, outcome: boolean): boolean {
  switch (condition.kind) {
    case 'Parenthesized': return tells(condition.expression, name, outcome);
    case 'PrefixUnary': return condition.operator === '!' && tells(condition.operand, name, !outcome);
    case 'Binary': {
      if (condition.operator === (outcome ? '&&' : '||')) return tells(condition.left, name, outcome) || tells(condition.right, name, outcome);
      const isNull = isName(condition.left, name) ? isNullLiteral(condition.right) : isName(condition.right, name) && isNullLiteral(condition.left);
      return isNull && condition.operator === (outcome ? '!=' : '==');
    }
    case 'IsPattern': {
      if (!isName(condition.expression, name)) return false;
      const { pattern } = condition;
      const negated = pattern.kind === 'NotPattern' ? pattern.pattern : pattern;
      const isNull = negated.kind === 'ConstantPattern' && isNullLiteral(negated.expression);
      return isNull ? outcome === (pattern.kind === 'NotPattern') : negated.kind === 'RecursivePattern' && outcome === (pattern.kind !== 'NotPattern');
    }
    default: return false;
  }
}

function isName(expression: Expression, name: string): boolean {
  return expression.kind === 'IdentifierName' && expression.name === name;
}

function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'Literal' && expression.value === null;
}

function assigns(statement: Statement, name: string): boolean {
  let found = false;
  walk(statement, (node) => {
    const { left } = node as unknown as Assignment;
    if (node.kind === 'Assignment' && isName(left, name)) found = true;
    return !found;
  });
  return found;
}

/** Whether a statement never goes on to the next. */
function ends(statement: Statement): boolean {
  if (statement.kind === 'Block') return statement.statements.some(ends);
  return statement.kind === 'Return' || statement.kind === 'Throw';
}

/** Whether the values of a type are told apart when they are written as one of their base types. */
export function isPolymorphic(type: TypeSymbol | undefined): boolean {
  const writing = type?.kind === 'namedType' ? writingBelow(type) : undefined;
  return writing === 'discriminator' || writing === 'unknown';
}
