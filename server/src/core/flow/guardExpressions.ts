/** What the conditions and calls in expressions tell of features (guards.ts). */
import type { BoundBody } from '../binding/boundBody';
import type { MethodSymbol } from '../symbols/symbol';
import type { Block, Expression, ImplicitObjectCreation, Invocation, ObjectCreation, Unit } from '../syntax/nodes';
import type { Branches } from './guardsSyntax';
import { booleanLiteral, booleanValue, codeAnalysis, guardedFeatures, hasCodeAnalysisAttribute, isBranching, nativeValue, patternConstant, swap, unreachable } from './guardsSyntax';
import type { AnyNode } from './walk';
import { forEachChild } from './walk';

/** Facts of a stretch of a unit. */
export interface Region { readonly start: number; readonly end: number; readonly facts: number }

/** Notes what is known where, expression by expression. */
export abstract class GuardExpressions {
  protected readonly regions = new Map<Unit, Region[]>();
  protected unit: Unit | undefined;

  /** `isNative`: what a native program is known to be counts, and so do constants, as for its compiler. */
  constructor(protected readonly body: BoundBody, private readonly isNative = false) {}

  /** Body of a lambda or local function: what guards its creation says nothing about when it runs. */
  protected abstract function(body: Block | Expression | undefined): void;

  protected note(node: AnyNode, facts: number): void {
    if (!this.unit) return;
    const list = this.regions.get(this.unit);
    if (list) list.push({ start: node.start, end: node.end, facts });
    else if (facts !== 0) this.regions.set(this.unit, [{ start: node.start, end: node.end, facts }]);
  }

  /** Facts after the expression was evaluated. */
  protected expression(node: Expression, facts: number): number {
    switch (node.kind) {
      case 'Lambda': {
        this.function(node.body);
        return facts;
      }
      case 'Invocation':
      case 'ObjectCreation':
      case 'ImplicitObjectCreation': return this.call(node, facts);
      case 'Binary':
        if (node.operator === '&&' || node.operator === '||') {
          const { whenTrue, whenFalse } = this.condition(node, facts);
          return whenTrue & whenFalse;
        }
        if (node.operator === '??') {
          const left = this.expression(node.left, facts);
          return left & this.branch(node.right, left);
        }
        return this.expression(node.right, this.expression(node.left, facts));
      case 'Conditional': {
        const { whenTrue, whenFalse } = this.condition(node.condition, facts);
        return this.branch(node.whenTrue, whenTrue) & this.branch(node.whenFalse, whenFalse);
      }
      case 'Query': return this.query(node, facts);
      case 'ThrowExpression': {
        this.expression(node.expression, facts);
        return unreachable;
      }
      case 'SwitchExpression': {
        const state = this.expression(node.expression, facts);
        return node.arms.reduce((end, arm) => end & this.branch(arm.expression, arm.when ? this.condition(arm.when, state).whenTrue : state), unreachable);
      }
      case 'ConditionalAccess': {
        const state = this.expression(node.expression, facts);
        this.expression(node.whenNotNull, state);
        return state;
      }
      default: return this.children(node, facts);
    }
  }

  /** A call that does not come back, or does so only if an argument holds: `Debug.Assert(Guard)`. */
  private call(node: Invocation | ObjectCreation | ImplicitObjectCreation, facts: number): number {
    const after = this.children(node, facts);
    const method = this.body.symbolOf(node);
    if (method?.kind !== 'method') return after;
    if (hasCodeAnalysisAttribute(method.originalDefinition.attributes, 'DoesNotReturnAttribute')) return unreachable;
    return after | this.assertedBy(node, method);
  }

  private assertedBy(node: Invocation | ObjectCreation | ImplicitObjectCreation, method: MethodSymbol): number {
    if (!method.parameters.some((p) => hasCodeAnalysisAttribute(p.attributes, 'DoesNotReturnIfAttribute'))) return 0;
    const given = this.body.uses.find((use) => use.node === node && use.arguments)?.arguments ?? [];
    const isReordered = given.some((each, i) => each.parameter.ordinal < (given[i - 1]?.parameter.ordinal ?? 0));
    let facts = 0;
    given.forEach(({ parameter, expression }, index) => {
      const value = parameter.attributes.find((a) => a.fullName === `${codeAnalysis}DoesNotReturnIfAttribute`)?.constructorArguments[0];
      if (value?.kind !== 'primitive' || isBranching(expression)) return;
      if (given.some((other, i) => (i > index || isReordered) && this.storesOperands(other.expression))) return;
      const { whenTrue, whenFalse } = this.condition(expression, 0);
      facts |= value.value === false ? whenTrue : whenFalse;
    });
    return facts & 7;
  }

  /** What makes the compiler store the operands before it, so that a condition among them tells nothing any more: jumps and initializers. */
  private storesOperands(node: Expression): boolean {
    switch (node.kind) {
      case 'Lambda':
      case 'Query': return false;
      case 'Conditional':
      case 'ConditionalAccess':
      case 'SwitchExpression':
      case 'With': return true;
      case 'Binary': if (node.operator === '&&' || node.operator === '||' || node.operator === '??') return true; break;
      case 'Assignment': if (node.operator === '??=') return true; break;
      case 'Initializer': if (node.initializerKind !== 'array') return true; break;
      case 'InterpolatedString': if (this.body.uses.some((use) => use.node === node && use.symbol?.kind === 'method' && use.symbol.methodKind === 'constructor')) return true; break;
      default:
    }
    let stores = false;
    forEachChild(node, (child) => { stores ||= this.storesOperands(child as Expression); });
    return stores;
  }

  /** All clauses but the first source are lambdas. */
  protected query(node: Extract<Expression, { readonly kind: 'Query' }>, facts: number): number {
    let after = facts;
    node.clauses.forEach((clause, i) => {
      forEachChild(clause, (child) => {
        const expression = child as Expression;
        if (clause.kind === 'JoinClause' && clause.inExpression === expression) after = this.expression(expression, after);
        else if (i === 0) after = this.expression(expression, after);
        else this.function(expression);
      });
    });
    return after;
  }

  protected children(node: AnyNode, facts: number): number {
    let state = facts;
    forEachChild(node, (child) => {
      if (state !== facts) this.note(child, state);
      state = this.expression(child as Expression, state);
    });
    return state;
  }

  protected branch(node: Expression, facts: number): number {
    this.note(node, facts);
    return this.expression(node, facts);
  }

  protected condition(node: Expression, facts: number): Branches {
    const known = this.isNative ? nativeValue(node, this.body) : undefined;
    if (known !== undefined) {
      this.expression(node, facts);
      return known ? { whenTrue: facts, whenFalse: unreachable } : { whenTrue: unreachable, whenFalse: facts };
    }
    switch (node.kind) {
      case 'Parenthesized': return this.condition(node.expression, facts);
      case 'PostfixUnary': return node.operator === '!' ? this.condition(node.operand, facts) : this.opaque(node, facts);
      case 'PrefixUnary': return node.operator === '!' ? swap(this.condition(node.operand, facts)) : this.opaque(node, facts);
      case 'Literal': return { whenTrue: node.value === false ? unreachable : facts, whenFalse: facts };
      case 'Binary': return this.binaryCondition(node, facts);
      case 'Conditional': {
        const { whenTrue, whenFalse } = this.condition(node.condition, facts);
        this.note(node.whenTrue, whenTrue);
        const first = this.condition(node.whenTrue, whenTrue);
        this.note(node.whenFalse, whenFalse);
        const second = this.condition(node.whenFalse, whenFalse);
        return { whenTrue: first.whenTrue & second.whenTrue, whenFalse: first.whenFalse & second.whenFalse };
      }
      case 'IsPattern':
      case 'IsType': {
        const value = node.kind === 'IsType' ? booleanValue(this.body.constantOf(node.type)) : patternConstant(node.pattern, this.body);
        if (value === undefined || isBranching(node.expression)) return this.opaque(node, facts);
        const branches = this.condition(node.expression, facts);
        return value ? branches : swap(branches);
      }
      case 'IdentifierName':
      case 'MemberAccess': {
        const after = this.expression(node, facts);
        const symbol = this.body.symbolOf(node);
        const guarded = symbol?.kind === 'property' ? guardedFeatures(symbol) : 0;
        return { whenTrue: after | guarded, whenFalse: after };
      }
      default: return this.opaque(node, facts);
    }
  }

  protected opaque(node: Expression, facts: number): Branches {
    const after = this.expression(node, facts);
    return { whenTrue: after, whenFalse: after };
  }

  protected binaryCondition(node: Extract<Expression, { readonly kind: 'Binary' }>, facts: number): Branches {
    if (node.operator === '&&' || node.operator === '||') {
      const left = this.condition(node.left, facts);
      const isAnd = node.operator === '&&';
      this.note(node.right, isAnd ? left.whenTrue : left.whenFalse);
      const right = this.condition(node.right, isAnd ? left.whenTrue : left.whenFalse);
      return isAnd
        ? { whenTrue: right.whenTrue, whenFalse: left.whenFalse & right.whenFalse }
        : { whenTrue: left.whenTrue & right.whenTrue, whenFalse: right.whenFalse };
    }
    if (node.operator === '==' || node.operator === '!=') {
      const left = booleanLiteral(node.left);
      const constant = left ?? booleanLiteral(node.right);
      const other = left === undefined ? node.left : node.right;
      if (constant !== undefined && !isBranching(other)) {
        const branches = this.condition(other, facts);
        return constant === (node.operator === '==') ? branches : swap(branches);
      }
    }
    return this.opaque(node, facts);
  }
}
