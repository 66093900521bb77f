/**
 * Follows values of type Type, string and the like through one body: locals, branches, loops, arrays and the reflection API. The same
 * values as those of the trim analyzer of the SDK; what it does not follow is an empty set, which says nothing.
 */
import type { BoundBody } from '../../binding/boundBody';
import type { AttributeArgument, Block, Expression, Lambda, LocalFunction, Statement, SwitchSection } from '../../syntax/nodes';
import { forEachFunction } from '../guardsSyntax';
import type { AnyNode } from '../walk';
import { walk } from '../walk';
import { ExpressionFlow } from './expressionFlow';
import type { KnownCall } from './results';
import type { Variables } from './state';
import { meet, sameVariables } from './state';
import type { ValueSet } from './value';
import { nothing, resultValue } from './value';
import type { Recorded } from './variableFlow';
import { variableScopes } from './variables';

/** Values of the expressions of one body. */
export interface ValueFlow {
  /** What an expression may be; empty where it is not followed. */
  valueOf(expression: Expression): ValueSet;
  /** What the call that a node makes is given; undefined for nodes that make none. */
  callAt(node: object): KnownCall | undefined;
  /** Nothing in the body is followed. */
  readonly isEmpty: boolean;
  /** Assignments to parameters. */
  readonly assigned: Recorded['assigned'];
}

/** Rounds after which a loop or a body is taken as it is; the analyzers end earlier in all that people write. */
const maxRounds = 8;

const cache = new WeakMap<BoundBody, ValueFlow>();
/** Of a body whose values nobody asks for, or that is too much to follow. */
export const noValues: ValueFlow = { isEmpty: true, valueOf: () => nothing, callAt: () => undefined, assigned: new Map() };

/** Values of a body, worked out on first use. `version` is the framework's: 8, 9, 10. */
export function valuesOfBody(body: BoundBody, version: number): ValueFlow {
  let flow = cache.get(body);
  if (!flow) cache.set(body, flow = new StatementFlow(body, version, variableScopes(body), { values: new Map(), calls: new Map(), assigned: new Map() }).run());
  return flow;
}

class StatementFlow extends ExpressionFlow {
  private readonly queue: (Lambda | LocalFunction)[] = [];
  private breaks: (Variables | undefined)[] = [];
  private continues: (Variables | undefined)[] = [];
  private readonly labels = new Map<string, Variables | undefined>();
  private isJumping = false;

  run(): ValueFlow {
    for (let round = 0; round < maxRounds; round++) {
      this.isChanged = false;
      this.isJumping = false;
      this.variables = new Map();
      for (const unit of this.body.units) {
        forEachFunction(unit.root, (root) => {
          if (this.body.units.length === 1) this.variables = new Map();
          this.statement(root);
        }, (root) => {
          this.variables = new Map();
          this.visit(root);
        });
      }
      this.variables = new Map();
      for (const unit of this.body.units) if (unit.text.includes('[') && typeof unit.root === 'object' && unit.root !== null) this.attributes(unit.root as AnyNode);
      const seen = new Set<object>();
      for (let next = this.queue.pop(); next; next = this.queue.pop()) {
        if (seen.has(next)) continue;
        seen.add(next);
        this.function(next);
      }
      if (!this.needsAnotherRound()) break;
    }
    if (this.isExhausted()) return noValues;
    const { values, calls, assigned } = this.recorded;
    return { isEmpty: false, valueOf: (expression) => values.get(expression) ?? nothing, callAt: (node) => calls.get(node), assigned };
  }

  /** Arguments of attributes, wherever they stand. */
  private attributes(root: AnyNode): void {
    walk(root, (node) => {
      if (node.kind === 'AttributeArgument') this.visit((node as unknown as AttributeArgument).expression);
      return undefined;
    });
  }

  /** Values of shared variables grew, or a jump brought something new to its label. */
  private needsAnotherRound(): boolean {
    return this.isChanged || this.isJumping;
  }

  protected enqueue(node: Lambda | LocalFunction): void {
    this.queue.push(node);
  }

  private function(node: Lambda | LocalFunction): void {
    const outer = this.scope;
    this.scope = this.scopes.scopeOf(node) ?? outer;
    this.variables = new Map();
    this.breaks = [];
    this.continues = [];
    if (node.body?.kind === 'Block') this.block(node.body);
    else if (node.body) this.visit(node.body);
    this.scope = outer;
  }

  private block(block: { readonly statements: readonly Statement[] }): void {
    for (const statement of block.statements) this.statement(statement);
  }

  protected statement(node: Statement): void {
    if (this.isExhausted()) return;
    switch (node.kind) {
      case 'Block': this.block(node); return;
      case 'ModifiedBlock': this.block(node.block); return;
      case 'ExpressionStatement': this.visit(node.expression); return;
      case 'LocalDeclaration': {
        for (const variable of node.variables) if (variable.initializer) this.write(variable.name, this.visit(variable.initializer));
        return;
      }
      case 'If': {
        this.visit(node.condition);
        this.branches([() => { this.statement(node.then); return nothing; }, () => { if (node.else) this.statement(node.else); return nothing; }]);
        return;
      }
      case 'While': this.loop(() => { this.visit(node.condition); }, () => { this.statement(node.body); }, undefined); return;
      case 'DoWhile': this.loop(undefined, () => { this.statement(node.body); }, () => { this.visit(node.condition); }); return;
      case 'For': {
        if (node.declaration) this.statement(node.declaration);
        for (const initializer of node.initializers) this.visit(initializer);
        this.loop(() => { if (node.condition) this.visit(node.condition); }, () => { this.statement(node.body); }, () => { for (const incrementor of node.incrementors) this.visit(incrementor); });
        return;
      }
      case 'ForEach': {
        this.visit(node.expression);
        this.loop(() => { this.assignTo(node.variable, this.elementOf(node)); }, () => { this.statement(node.body); }, undefined);
        return;
      }
      case 'Using': {
        if (node.declaration) this.statement(node.declaration);
        if (node.expression) this.visit(node.expression);
        this.statement(node.body);
        return;
      }
      case 'Lock': {
        this.visit(node.expression);
        this.statement(node.body);
        return;
      }
      case 'Fixed': {
        this.statement(node.declaration);
        this.statement(node.body);
        return;
      }
      case 'Try': this.try(node); return;
      case 'Switch': this.switch(node.expression, node.sections); return;
      case 'Return':
      case 'Throw': {
        if (node.expression) this.visit(node.expression);
        this.variables = undefined;
        return;
      }
      case 'Yield': {
        if (node.expression) this.visit(node.expression);
        else this.variables = undefined;
        return;
      }
      case 'Labeled': {
        this.variables = meet(this.variables, this.labels.get(node.label));
        if (node.statement) this.statement(node.statement);
        return;
      }
      case 'Jump': this.jump(node); return;
      case 'LocalFunction': this.enqueue(node); return;
      default: return;
    }
  }

  private jump(node: Extract<Statement, { readonly kind: 'Jump' }>): void {
    if (node.jump === 'break') this.breaks.push(this.variables);
    else if (node.jump === 'continue') this.continues.push(this.variables);
    else {
      const label = node.label ?? gotoSection;
      const before = this.labels.get(label);
      const after = meet(before, this.variables);
      if (!sameVariables(before, after)) this.isJumping = true;
      this.labels.set(label, after);
    }
    this.variables = undefined;
  }

  private loop(before: (() => void) | undefined, run: () => void, after: (() => void) | undefined): void {
    const { breaks, continues } = this;
    let exit: Variables | undefined;
    let entry = this.variables;
    for (let round = 0; round < maxRounds && !this.isExhausted(); round++) {
      this.breaks = [];
      this.continues = [];
      this.variables = entry;
      before?.();
      if (before) exit = meet(exit, this.variables);
      run();
      this.variables = this.continues.reduce(meet, this.variables);
      after?.();
      if (!before) exit = meet(exit, this.variables);
      exit = this.breaks.reduce(meet, exit);
      const next = meet(entry, this.variables);
      if (sameVariables(entry, next)) break;
      entry = next;
    }
    this.variables = exit;
    this.breaks = breaks;
    this.continues = continues;
  }

  /** What the enumerator of a loop gives. */
  private elementOf(node: Extract<Statement, { readonly kind: 'ForEach' }>): ValueSet {
    const current = this.currents.get(node);
    return current?.getMethod ? [resultValue(current.getMethod, current.type)] : nothing;
  }

  private try(node: Extract<Statement, { readonly kind: 'Try' }>): void {
    const handled = { variables: this.variables };
    this.thrown.push(handled);
    this.block(node.body);
    this.thrown.pop();
    let after = this.variables;
    const whole = { variables: handled.variables };
    this.thrown.push(whole);
    for (const clause of node.catches) {
      this.variables = handled.variables;
      if (clause.filter) this.visit(clause.filter);
      this.block(clause.body);
      after = meet(after, this.variables);
    }
    this.thrown.pop();
    this.variables = after;
    if (node.finally) this.finally(node.finally, after, whole.variables);
  }

  /** Runs after the end of the protected block and after an exception; only from the former does control go on. */
  private finally(block: Block, after: Variables | undefined, thrown: Variables | undefined): void {
    this.variables = meet(after, thrown);
    this.block(block);
    if (after === undefined) {
      this.variables = undefined;
      return;
    }
    this.variables = after;
    this.block(block);
  }

  private switch(expression: Expression, sections: readonly SwitchSection[]): void {
    const values = this.matchedValue(expression, this.visit(expression));
    const { breaks } = this;
    this.breaks = [];
    const start = this.variables;
    const entry = meet(start, this.labels.get(gotoSection));
    let end: Variables | undefined = start;
    for (const section of sections) {
      this.variables = entry;
      for (const label of section.labels) {
        if (label.pattern) this.match(label.pattern, values);
        if (label.when) this.visit(label.when);
      }
      this.block(section);
      end = meet(end, this.variables);
    }
    this.variables = this.breaks.reduce(meet, sections.some((section) => section.labels.some((label) => !label.pattern)) ? undefined : end);
    this.breaks = breaks;
  }
}

/** Stands for `goto case` and `goto default`. */
const gotoSection = ' case';
