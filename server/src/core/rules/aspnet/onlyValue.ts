/** What a variable is that is given one value only. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf } from '../../flow/walk';
import type { Assignment, Expression, IdentifierName, NodeBase, Unit, VariableDeclarator } from '../../syntax/nodes';

const scopes: ReadonlySet<string> = new Set(['Block', 'Lambda', 'LocalFunction', 'SwitchSection']);

/** Block or function that a variable is declared in; undefined: the unit itself. */
function scopeOf(declarator: AnyNode, { root }: Unit): AnyNode | undefined {
  const parents = parentsOf(root);
  let scope = parents.get(declarator);
  while (scope && !scopes.has(scope.kind)) scope = parents.get(scope);
  return scope;
}

/** Initializer of the variable that a name stands for, where nothing else is assigned to it. */
export function onlyValueOf(use: IdentifierName, body: BoundBody): Expression | undefined {
  const { name } = use;
  const own = body.unitOf(use) ?? body.units[0];
  const isAround = (scope: NodeBase): boolean => scope.start <= use.start && use.end <= scope.end;
  const found = body.units.flatMap((unit) => nodesOfKind(unit.root, 'VariableDeclarator').flatMap((node) => {
    const declarator = node as unknown as VariableDeclarator;
    if (declarator.name !== name) return [];
    const scope = scopeOf(node, unit);
    return scope === undefined || (unit === own && isAround(scope)) ? [{ declarator, unit, scope }] : [];
  }));
  const [declared] = found;
  if (found.length !== 1 || !declared) return undefined;
  const isAssigned = (declared.scope ? [declared.unit] : body.units).some(({ root }) => nodesOfKind(declared.scope ?? root, 'Assignment').some((node) => {
    const { left } = node as unknown as Assignment;
    return left.kind === 'IdentifierName' && left.name === name;
  }));
  return isAssigned ? undefined : declared.declarator.initializer;
}
