/** What a variable is that is given one value only. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf } from '../../flow/walk';
import type { Argument, Assignment, Expression, IdentifierName, NodeBase, Unit, VariableDeclarator } from '../../syntax/nodes';

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
  const isAssigned = (declared.scope ? [declared.unit] : body.units).some(({ root }) => {
    const within = declared.scope ?? root;
    return nodesOfKind(within, 'Assignment').some((node) => isTarget((node as unknown as Assignment).left, name)) || nodesOfKind(within, 'Argument').some((node) => isGivenToSet(node as unknown as Argument, name));
  });
  return isAssigned ? undefined : declared.declarator.initializer;
}

/** `name = …`, `(name, other) = …`. */
function isTarget(left: Expression, name: string): boolean {
  if (left.kind === 'Tuple') return left.arguments.some(({ expression }) => isTarget(expression, name));
  return left.kind === 'IdentifierName' && left.name === name;
}

/** `ref name`, `out name`. */
function isGivenToSet({ refKind, expression }: Argument, name: string): boolean {
  return (refKind === 'ref' || refKind === 'out') && isTarget(expression, name);
}
