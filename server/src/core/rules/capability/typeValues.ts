/** Values that a local is given, told by its name: for calls that the analyzers judge by what they are called with. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import type { Expression } from '../../syntax/nodes';

/** All that is assigned to a local by name; undefined when it can get a value in another way. */
export function valuesOf(name: string, body: BoundBody): readonly Expression[] | undefined {
  const values: Expression[] = [];
  const elsewhere: AnyNode[] = [];
  for (const root of body.roots) {
    walk(root, (node) => {
      const typed = node as unknown as Expression | { readonly kind: 'VariableDeclarator'; readonly name: string; readonly initializer: Expression | undefined };
      if (typed.kind === 'VariableDeclarator' && typed.name === name && typed.initializer) values.push(typed.initializer);
      if (typed.kind === 'Assignment' && typed.left.kind === 'IdentifierName' && typed.left.name === name) values.push(typed.right);
      if (node.kind === 'Argument') {
        const argument = node as unknown as { readonly refKind: string; readonly expression: Expression };
        if (argument.refKind !== 'none' && argument.expression.kind === 'IdentifierName' && argument.expression.name === name) elsewhere.push(node);
      }
      if (typed.kind === 'Tuple' || typed.kind === 'RefExpression') walk(typed, (inner) => { if ((inner as unknown as Expression).kind === 'IdentifierName' && (inner as unknown as { readonly name: string }).name === name) elsewhere.push(inner); return undefined; });
      return undefined;
    });
  }
  return elsewhere.length > 0 ? undefined : values;
}
