/** What a variable is that a pattern declares without asking for a type: `found` in `store.Find(id) is { } found`. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf } from '../../../flow/walk';
import type { Expression, IdentifierName, IsPattern, Pattern, Unit } from '../../../syntax/nodes';
import { isTested } from './slots';

/** Undefined where another pattern of the same function declares the name too, or code goes by the variable's type. */
export function patternValueOf(use: IdentifierName, body: BoundBody): Expression | undefined {
  const unit = body.unitOf(use) ?? body.units[0];
  if (!unit) return undefined;
  const around = (nodesOfKind(unit.root, 'IsPattern') as unknown as readonly IsPattern[]).flatMap((node) => {
    if (declaredName(node.pattern) !== use.name) return [];
    const scope = functionAround(node, unit);
    return !scope || (scope.start <= use.start && use.end <= scope.end) ? [{ node, start: scope?.start ?? -1 }] : [];
  });
  const innermost = around.filter(({ start }) => around.every((other) => other.start <= start));
  return innermost.length === 1 && !isTested(use.name, body) ? innermost[0]?.node.expression : undefined;
}

function functionAround(node: AnyNode, { root }: Unit): AnyNode | undefined {
  const parents = parentsOf(root);
  let scope = parents.get(node);
  while (scope && scope.kind !== 'Lambda' && scope.kind !== 'LocalFunction') scope = parents.get(scope);
  return scope;
}

/** The name that `{ } name`, `var name` or `Type name` declares; undefined for a pattern that asks for more of the value. */
function declaredName(pattern: Pattern): string | undefined {
  if (pattern.kind === 'ParenthesizedPattern') return declaredName(pattern.pattern);
  if (pattern.kind !== 'DeclarationPattern' && pattern.kind !== 'VarPattern' && pattern.kind !== 'RecursivePattern') return undefined;
  if (pattern.kind === 'RecursivePattern' && (pattern.type !== undefined || pattern.positional !== undefined || (pattern.properties?.length ?? 0) > 0)) return undefined;
  return pattern.designation?.kind === 'SingleDesignation' ? pattern.designation.name : undefined;
}
