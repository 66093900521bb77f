/** What a record is called that takes the place of an anonymous type: after what its value is used for. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf } from '../../../flow/walk';
import type { AnonymousObjectCreation, Expression, Initializer, LocalFunction, Unit } from '../../../syntax/nodes';
import { stringOf } from '../../../symbols/attributeValues';

/** The variable or property that takes it, else the route, else the function that makes it: `Summary`, `OrdersResponse`, `GetStatsResult`. */
export function nameOfUse(creation: AnonymousObjectCreation, unit: Unit, body: BoundBody): string {
  const parents = parentsOf(unit.root);
  let isItem = false;
  for (let node: AnyNode | undefined = creation, parent = parents.get(creation); parent; node = parent, parent = parents.get(parent)) {
    if ((parent.kind === 'Lambda' && isProjection(parent, parents)) || isElementOf(parent)) isItem = true;
    const name = nameOfParent(node, parent, isItem);
    if (name !== undefined) return pascal(name, isItem ? 'Item' : '');
    const route = parent.kind === 'Invocation' ? routeOf(parent as unknown as Expression, body) : undefined;
    if (route !== undefined) return pascal(route, isItem ? 'Item' : 'Response');
    if (parent.kind === 'LocalFunction') return pascal(functionName((parent as unknown as LocalFunction).name), isItem ? 'Item' : 'Result');
  }
  const owner = body.owner.kind === 'member' ? body.owner.symbol : undefined;
  if (owner?.kind === 'method' && /^\w+$/.test(owner.name)) return pascal(functionName(owner.name), isItem ? 'Item' : 'Result');
  return owner?.kind === 'property' ? pascal(owner.name, isItem ? 'Item' : '') : isItem ? 'Item' : 'Response';
}

function isProjection(lambda: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>): boolean {
  const argument = parents.get(lambda);
  const call = argument && (parents.get(argument) as unknown as Expression | undefined);
  return call?.kind === 'Invocation' && call.expression.kind === 'MemberAccess' && /^Select(?:Many)?$/.test(call.expression.name.name);
}

/** Values of a list, or of what a query selects. */
function isElementOf(parent: AnyNode): boolean {
  return parent.kind === 'SelectClause' || parent.kind === 'CollectionExpression' || (parent.kind === 'Initializer' && (parent as unknown as Initializer).initializerKind !== 'object');
}

/** A variable of its own, or a member of another anonymous object. */
function nameOfParent(node: AnyNode, parent: AnyNode, isItem: boolean): string | undefined {
  if (parent.kind === 'VariableDeclarator') return (parent as unknown as { readonly name: string }).name;
  if (parent.kind !== 'AnonymousObjectCreation') return undefined;
  const member = (parent as unknown as AnonymousObjectCreation).members.find(({ expression }) => expression.start <= node.start && node.end <= expression.end);
  const written = member?.name;
  return written === undefined ? undefined : isItem ? singular(written) : `${singular(written)}Part`;
}

function singular(name: string): string {
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name;
}

const mapMethods = /^Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback)?$/;

/** Words of the last segment of a route's pattern that is no parameter. */
function routeOf(call: Expression, body: BoundBody): string | undefined {
  if (call.kind !== 'Invocation' || call.expression.kind !== 'MemberAccess' || !mapMethods.test(call.expression.name.name)) return undefined;
  const pattern = call.arguments[0] && body.constantOf(call.arguments[0].expression);
  const text = stringOf(pattern) ?? '';
  const segments = text.split('/').filter((segment) => segment !== '' && !segment.includes('{'));
  return segments.at(-1) ?? '';
}

function functionName(name: string): string {
  return /.Async$/.test(name) ? name.slice(0, -'Async'.length) : name;
}

/** The words of a text in one, followed by what it is; never begins with a digit. */
function pascal(text: string, suffix: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = words.join('') + suffix;
  return /^\p{L}/u.test(name) ? name : `${suffix === '' ? 'Response' : suffix}${words.join('')}`;
}
