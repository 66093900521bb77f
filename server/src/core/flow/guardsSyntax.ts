/** Helpers of guards.ts that need no state: where code starts in a unit, and what conditions are written like. */
import type { BoundBody } from '../binding/boundBody';
import type { AttributeData } from '../symbols/symbol';
import type { Expression, Pattern, Statement } from '../syntax/nodes';
import { forEachChild } from './walk';

/** Bits of a set of features that are known to be on. */
export const Feature = { unreferencedCode: 1, dynamicCode: 2, assemblyFiles: 4 } as const;
/** Never executed: everything may be assumed. */
export const unreachable = 15;
/** Namespace of the attributes. */
export const codeAnalysis = 'System.Diagnostics.CodeAnalysis.';

/** Facts at the two ways out of a condition. */
export interface Branches { readonly whenTrue: number; readonly whenFalse: number }

/** The statements and expressions that a unit's code starts with, whatever kind of declaration it is. */
export function forEachFunction(root: unknown, onStatement: (node: Statement) => void, onExpression: (node: Expression) => void): void {
  if (typeof root !== 'object' || root === null) return;
  const declaration = root as { readonly kind?: string; readonly body?: unknown };
  if (declaration.kind !== undefined && statementKinds.has(declaration.kind)) {
    onStatement(root as Statement);
    return;
  }
  forEachChild(root, (child) => {
    if (child.kind === 'Block') onStatement(child as Statement);
    else if (child.kind === 'Accessor' || child.kind === 'VariableDeclarator') forEachFunction(child, onStatement, onExpression);
    else if (child.kind !== 'Parameter' && child.kind !== 'AttributeList') onExpression(child as Expression);
  });
}

const statementKinds: ReadonlySet<string> = new Set([
  'Block', 'LocalDeclaration', 'ExpressionStatement', 'If', 'While', 'DoWhile', 'For', 'ForEach', 'Using', 'Lock', 'Fixed', 'Try', 'Switch', 'Return',
  'Throw', 'Yield', 'Labeled', 'Jump', 'ModifiedBlock', 'Empty', 'LocalFunction',
]);

/** Facts of the protected block do not survive a `finally` that does something; its own do. */
export function afterFinally(body: number, final: number): number {
  return body === unreachable ? unreachable : final;
}

/** Of a negation. */
export function swap(branches: Branches): Branches {
  return { whenTrue: branches.whenFalse, whenFalse: branches.whenTrue };
}

/** Value of `true` or `false`. */
export function booleanLiteral(node: Expression): boolean | undefined {
  return node.kind === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined;
}

/** `is true`, `is not false`, `is Enabled` with a constant, …: the constant that the pattern stands for. */
export function patternConstant(pattern: Pattern, body: BoundBody): boolean | undefined {
  if (pattern.kind === 'ConstantPattern') {
    const constant = body.constantOf(pattern.expression);
    return constant?.kind === 'primitive' && typeof constant.value === 'boolean' ? constant.value : undefined;
  }
  if (pattern.kind === 'ParenthesizedPattern') return patternConstant(pattern.pattern, body);
  const inner = pattern.kind === 'NotPattern' ? patternConstant(pattern.pattern, body) : undefined;
  return inner === undefined ? undefined : !inner;
}

/** Conditions that the compiler turns into jumps of their own. */
export function isBranching(node: Expression): boolean {
  if (node.kind === 'Parenthesized') return isBranching(node.expression);
  return node.kind === 'Conditional' || (node.kind === 'Binary' && (node.operator === '&&' || node.operator === '||'));
}

/** Whether an attribute of System.Diagnostics.CodeAnalysis is there. */
export function hasCodeAnalysisAttribute(attributes: readonly AttributeData[], name: string): boolean {
  return attributes.some((attribute) => attribute.fullName === `${codeAnalysis}${name}`);
}
