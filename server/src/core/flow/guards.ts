/**
 * Where a body runs only with a feature switched on, or never: what `[FeatureGuard]` properties, `RuntimeFeature.IsDynamicCodeSupported`,
 * and jumps tell. Follows what the analyzers of .NET 9 and later do (measured): of constants, they take a literal `false` alone
 * for something that never holds. Those of .NET 8 know no guards.
 */
import type { BoundBody } from '../binding/boundBody';
import type { MethodSymbol, PropertySymbol } from '../symbols/symbol';
import type { Block, Expression, Statement, SwitchSection, Unit } from '../syntax/nodes';
import type { Branches } from './guardsSyntax';
import { Feature, afterFinally, booleanLiteral, codeAnalysis, forEachFunction, hasCodeAnalysisAttribute, isBranching, patternConstant, swap, unreachable } from './guardsSyntax';
import type { AnyNode } from './walk';
import { forEachChild } from './walk';

const featureOfAttribute: Readonly<Record<string, number>> = {
  'System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute': Feature.unreferencedCode,
  'System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute': Feature.dynamicCode,
  'System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute': Feature.assemblyFiles,
};

interface Region { readonly start: number; readonly end: number; readonly facts: number }

export { Feature } from './guardsSyntax';

/** Features known to be on at places of a body. */
export interface GuardMap {
  /** Bits of `Feature`; all of them where code is unreachable. */
  at(unit: Unit, start: number, end: number): number;
}

const cache = new WeakMap<BoundBody, GuardMap>();

/** Guards of a body, worked out on first use. */
export function guardsOf(body: BoundBody): GuardMap {
  let map = cache.get(body);
  if (!map) {
    map = new GuardWalker(body).run();
    cache.set(body, map);
  }
  return map;
}

/** Feature bits that a property guards: a static `bool` property with `[FeatureGuard(typeof(Requires…Attribute))]`, or the built-in one. */
export function guardedFeatures(property: PropertySymbol): number {
  let bits = 0;
  if (property.isStatic) {
    for (const attribute of property.originalDefinition.attributes) {
      if (attribute.fullName !== `${codeAnalysis}FeatureGuardAttribute`) continue;
      const value = attribute.constructorArguments[0];
      const type = value?.kind === 'type' ? value.value : undefined;
      if (type?.kind === 'namedType') bits |= featureOfAttribute[`${type.namespace}.${type.name}`] ?? 0;
    }
    const owner = property.containingType;
    if (property.name === 'IsDynamicCodeSupported' && owner.name === 'RuntimeFeature' && owner.namespace === 'System.Runtime.CompilerServices') bits |= Feature.dynamicCode;
  }
  return bits;
}

class GuardWalker {
  private readonly regions = new Map<Unit, Region[]>();
  private unit: Unit | undefined;
  /** Facts where a `break`, `continue` or `goto label` arrives. */
  private breaks: number[] = [];
  private continues: number[] = [];
  private readonly labels = new Map<string, number>();
  private isInCatch = false;

  constructor(private readonly body: BoundBody) {}

  run(): GuardMap {
    // Top-level statements are one function, accessors one each.
    const isOneFunction = this.body.owner.kind === 'program';
    let facts = 0;
    for (const unit of this.body.units) {
      this.unit = unit;
      forEachFunction(unit.root, (root) => { facts = this.statement(root, isOneFunction ? facts : 0); }, (root) => { this.expression(root, 0); });
    }
    const { regions } = this;
    return {
      at(unit, start, end) {
        const list = regions.get(unit);
        let found = 0;
        // Regions are noted from the outside in: the last one that holds the place is the innermost.
        if (list) for (const region of list) if (region.start <= start && end <= region.end) found = region.facts;
        return found;
      },
    };
  }

  private note(node: AnyNode, facts: number): void {
    if (!this.unit) return;
    const list = this.regions.get(this.unit);
    if (list) list.push({ start: node.start, end: node.end, facts });
    else if (facts !== 0) this.regions.set(this.unit, [{ start: node.start, end: node.end, facts }]);
  }

  // ------------------------------------------------------------ statements

  private block(block: { readonly statements: readonly Statement[] }, facts: number): number {
    return block.statements.reduce((state, statement) => this.statement(statement, state), facts);
  }

  private statement(node: Statement, facts: number): number {
    this.note(node, facts);
    switch (node.kind) {
      case 'Block': return this.block(node, facts);
      case 'ModifiedBlock': return this.block(node.block, facts);
      case 'ExpressionStatement': return this.expressionStatement(node.expression, facts);
      case 'If': {
        const { whenTrue, whenFalse } = this.condition(node.condition, facts);
        const then = this.statement(node.then, whenTrue);
        const otherwise = node.else ? this.statement(node.else, whenFalse) : whenFalse;
        return then & otherwise;
      }
      case 'While': {
        const { whenTrue, whenFalse } = this.condition(node.condition, facts);
        return this.loop(() => this.statement(node.body, whenTrue)) & whenFalse;
      }
      case 'DoWhile': {
        let exit = unreachable;
        const broken = this.loop(() => {
          const end = this.statement(node.body, facts) & this.continues.reduce((a, b) => a & b, unreachable);
          exit = this.condition(node.condition, end).whenFalse;
        });
        return broken & exit;
      }
      case 'For': {
        let state = node.declaration ? this.statement(node.declaration, facts) : facts;
        for (const initializer of node.initializers) state = this.expression(initializer, state);
        const branches = node.condition ? this.condition(node.condition, state) : { whenTrue: state, whenFalse: unreachable };
        const broken = this.loop(() => {
          const end = this.statement(node.body, branches.whenTrue);
          for (const incrementor of node.incrementors) this.expression(incrementor, end === unreachable ? branches.whenTrue : end);
        });
        return broken & branches.whenFalse;
      }
      case 'ForEach': {
        const state = this.expression(node.expression, facts);
        return this.loop(() => this.statement(node.body, state)) & state;
      }
      case 'Using': {
        const state = node.declaration ? this.statement(node.declaration, facts) : node.expression ? this.expression(node.expression, facts) : facts;
        return afterFinally(this.statement(node.body, state), state);
      }
      case 'Lock': {
        const state = this.expression(node.expression, facts);
        return afterFinally(this.statement(node.body, state), state);
      }
      case 'Fixed': return this.statement(node.body, this.statement(node.declaration, facts));
      case 'Try': return this.try(node, facts);
      case 'Switch': return this.switch(node.expression, node.sections, facts);
      case 'Return':
      case 'Throw': {
        if (node.expression) this.expression(node.expression, facts);
        return unreachable;
      }
      case 'Yield': return node.expression ? this.expression(node.expression, facts) : unreachable;
      case 'LocalDeclaration':
        return node.variables.reduce((state, variable) => (variable.initializer ? this.expression(variable.initializer, state) : state), facts);
      case 'Labeled': {
        const state = facts & (this.labels.get(node.label) ?? unreachable);
        return node.statement ? this.statement(node.statement, state) : state;
      }
      case 'Jump': return this.jump(node, facts);
      case 'LocalFunction': {
        this.function(node.body);
        return facts;
      }
      default: return facts;
    }
  }

  private expressionStatement(expression: Expression, facts: number): number {
    const after = this.expression(expression, facts);
    if (expression.kind !== 'Invocation') return after;
    const method = this.body.symbolOf(expression);
    if (method?.kind !== 'method') return after;
    if (hasCodeAnalysisAttribute(method.originalDefinition.attributes, 'DoesNotReturnAttribute')) return unreachable;
    return after | this.assertedBy(expression.arguments, method);
  }

  /** `Debug.Assert(Guard)`: the parameter says that the call does not return when the argument is false. */
  private assertedBy(written: readonly { readonly name: string | undefined; readonly expression: Expression }[], method: MethodSymbol): number {
    let facts = 0;
    method.parameters.forEach((parameter, index) => {
      const attribute = parameter.attributes.find((a) => a.fullName === `${codeAnalysis}DoesNotReturnIfAttribute`);
      const value = attribute?.constructorArguments[0];
      const argument = written.find((a) => a.name === parameter.name) ?? (written[index]?.name === undefined ? written[index] : undefined);
      if (value?.kind !== 'primitive' || !argument || isBranching(argument.expression)) return;
      const { whenTrue, whenFalse } = this.condition(argument.expression, 0);
      facts |= value.value === false ? whenTrue : whenFalse;
    });
    return facts & 7;
  }

  private jump(node: Extract<Statement, { readonly kind: 'Jump' }>, facts: number): number {
    if (node.jump === 'break') this.breaks.push(facts);
    else if (node.jump === 'continue') this.continues.push(facts);
    else if (node.jump === 'goto' && node.label !== undefined) this.labels.set(node.label, facts & (this.labels.get(node.label) ?? unreachable));
    return unreachable;
  }

  /** Runs a loop's or switch's body; what its `break`s bring. */
  private loop(run: () => unknown): number {
    const { breaks, continues } = this;
    this.breaks = [];
    this.continues = [];
    run();
    const broken = this.breaks.reduce((a, b) => a & b, unreachable);
    this.breaks = breaks;
    this.continues = continues;
    return broken;
  }

  private try(node: Extract<Statement, { readonly kind: 'Try' }>, facts: number): number {
    // The analyzers lose track of a try statement in a catch block: neither it nor what follows is looked at.
    if (this.isInCatch && facts !== unreachable) {
      this.note(node, unreachable);
      this.try(node, unreachable);
      return unreachable;
    }
    let after = this.block(node.body, facts);
    for (const clause of node.catches) {
      const start = clause.filter ? this.condition(clause.filter, facts).whenTrue : facts;
      this.note(clause.body, start);
      after &= this.catchBlock(clause.body, start);
    }
    if (!node.finally || node.finally.statements.length === 0) return after;
    this.note(node.finally, facts);
    return afterFinally(after, this.block(node.finally, facts));
  }

  private catchBlock(body: Block, facts: number): number {
    const outer = this.isInCatch;
    this.isInCatch = true;
    const after = this.block(body, facts);
    this.isInCatch = outer;
    return after;
  }

  private switch(expression: Expression, sections: readonly SwitchSection[], facts: number): number {
    const state = this.expression(expression, facts);
    const hasDefault = sections.some((section) => section.labels.some((label) => !label.pattern));
    let ends = unreachable;
    const { continues } = this;
    const broken = this.loop(() => {
      this.continues = continues;
      for (const section of sections) {
        let start = unreachable;
        for (const label of section.labels) {
          start &= label.when ? this.condition(label.when, state).whenTrue : state;
        }
        ends &= this.block(section, start);
      }
    });
    return broken & ends & (hasDefault ? unreachable : state);
  }

  /** Body of a lambda or local function: what guards its creation says nothing about when it runs. */
  private function(body: Block | Expression | undefined): void {
    if (!body) return;
    const { breaks, continues, isInCatch } = this;
    this.breaks = [];
    this.continues = [];
    this.isInCatch = false;
    this.note(body, 0);
    if (body.kind === 'Block') this.block(body, 0);
    else this.expression(body, 0);
    this.isInCatch = isInCatch;
    this.breaks = breaks;
    this.continues = continues;
  }

  // ------------------------------------------------------------ expressions

  /** Facts after the expression was evaluated. */
  private expression(node: Expression, facts: number): number {
    switch (node.kind) {
      case 'Lambda': {
        this.function(node.body);
        return facts;
      }
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

  /** All clauses but the first source are lambdas. */
  private query(node: Extract<Expression, { readonly kind: 'Query' }>, facts: number): number {
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

  private children(node: AnyNode, facts: number): number {
    let state = facts;
    forEachChild(node, (child) => { state = this.expression(child as Expression, state); });
    return state;
  }

  private branch(node: Expression, facts: number): number {
    this.note(node, facts);
    return this.expression(node, facts);
  }

  private condition(node: Expression, facts: number): Branches {
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
      case 'IsPattern': {
        const value = patternConstant(node.pattern, this.body);
        if (value === undefined) return this.opaque(node, facts);
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

  private opaque(node: Expression, facts: number): Branches {
    const after = this.expression(node, facts);
    return { whenTrue: after, whenFalse: after };
  }

  private binaryCondition(node: Extract<Expression, { readonly kind: 'Binary' }>, facts: number): Branches {
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
      if (constant !== undefined) {
        const branches = this.condition(left === undefined ? node.left : node.right, facts);
        return constant === (node.operator === '==') ? branches : swap(branches);
      }
    }
    return this.opaque(node, facts);
  }
}
