/**
 * `(int a, var (b, c)) = e`: inside of a tuple the grammar takes `var (b, c)` for a call. As a target of an assignment it declares
 * variables (ECMA-334 §12.7).
 */
import type { Argument, Designation, Expression } from '../nodes';

/** The left side of `=` or the variable of `foreach`, with declarations where the grammar saw calls of `var`. */
export function deconstructionTarget(target: Expression): Expression {
  if (target.kind === 'Tuple') return { ...target, arguments: target.arguments.map((a) => ({ ...a, expression: deconstructionTarget(a.expression) })) };
  if (target.kind !== 'Invocation' || target.expression.kind !== 'IdentifierName' || target.expression.name !== 'var') return target;
  const { start, end, expression: type } = target;
  const designations = designationsOf(target.arguments);
  if (designations === undefined) return target;
  return { kind: 'DeclarationExpression', start, end, type, designation: { kind: 'ParenthesizedDesignation', start: type.end, end, designations } };
}

function designationsOf(list: readonly Argument[]): Designation[] | undefined {
  const result: Designation[] = [];
  for (const { expression, refKind, name } of list) {
    const designation = refKind === 'none' && name === undefined ? designationOf(expression) : undefined;
    if (designation === undefined) return undefined;
    result.push(designation);
  }
  return result;
}

function designationOf(expression: Expression): Designation | undefined {
  const { start, end } = expression;
  if (expression.kind === 'IdentifierName') return expression.name === '_' ? { kind: 'DiscardDesignation', start, end } : { kind: 'SingleDesignation', start, end, name: expression.name };
  const designations = expression.kind === 'Tuple' ? designationsOf(expression.arguments) : undefined;
  return designations && { kind: 'ParenthesizedDesignation', start, end, designations };
}
