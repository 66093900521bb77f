/** Ways of control inside expressions; see valueFlow.ts. */
import type { Expression } from '../../syntax/nodes';
import type { Variables } from './state';
import { meet } from './state';
import type { ValueSet } from './value';
import { nothing, union } from './value';
import { PartFlow } from './partFlow';

/** Variables after a condition, by how it came out; undefined where it never does. */
export interface Outcomes {
  readonly whenTrue: Variables | undefined;
  readonly whenFalse: Variables | undefined;
}

/** Branches; how an expression is evaluated is the subclass's. */
export abstract class BranchFlow extends PartFlow {
  protected abstract visit(node: Expression): ValueSet;

  /** Ways of which one is taken; they start with the same variables unless it is said with which. */
  protected branches(ways: readonly (() => ValueSet)[], starts?: readonly (Variables | undefined)[]): ValueSet {
    const before = this.variables;
    let after: Variables | undefined;
    let values: ValueSet = nothing;
    ways.forEach((way, i) => {
      this.variables = starts ? starts[i] : before;
      values = union(values, way());
      after = meet(after, this.variables);
    });
    this.variables = after;
    return values;
  }

  /** Evaluates a condition. The right side of `&&` and `||` runs with one outcome of the left. */
  protected condition(node: Expression): Outcomes {
    if (node.kind === 'Parenthesized') return this.condition(node.expression);
    if (node.kind === 'PrefixUnary' && node.operator === '!') {
      const { whenTrue, whenFalse } = this.condition(node.operand);
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    if (node.kind === 'Binary' && (node.operator === '&&' || node.operator === '||')) {
      const left = this.condition(node.left);
      const isAnd = node.operator === '&&';
      this.variables = isAnd ? left.whenTrue : left.whenFalse;
      const right = this.condition(node.right);
      return isAnd ? { whenTrue: right.whenTrue, whenFalse: meet(left.whenFalse, right.whenFalse) } : { whenTrue: meet(left.whenTrue, right.whenTrue), whenFalse: right.whenFalse };
    }
    this.visit(node);
    return { whenTrue: this.variables, whenFalse: this.variables };
  }
}
