/**
 * Follows values of type Type, string and the like through one body: locals, branches, loops, arrays and the reflection API. The same
 * values as those of the trim analyzer of the SDK; what it does not follow is an empty set, which says nothing.
 */
import { perBodyAndVersion } from '../bodyAndVersion';
import type { AttributeArgument, Expression, Lambda, LocalFunction, Statement } from '../../syntax/nodes';
import { isNamed } from '../../symbols/types';
import { forEachFunction } from '../guardsSyntax';
import type { AnyNode } from '../walk';
import { walk } from '../walk';
import { JumpFlow, maxRounds } from './jumpFlow';
import type { KnownCall } from './results';
import { meet } from './state';
import type { ValueSet } from './value';
import { nothing, resultValue } from './value';
import type { Whole } from './partFlow';
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

/** Of a body whose values nobody asks for, or that is too much to follow. */
export const noValues: ValueFlow = { isEmpty: true, valueOf: () => nothing, callAt: () => undefined, assigned: new Map() };

/** Values of a body, worked out on first use. */
export const valuesOfBody = perBodyAndVersion((body, version): ValueFlow => new StatementFlow(body, version, variableScopes(body), { values: new Map(), calls: new Map(), assigned: new Map() }).run());

class StatementFlow extends JumpFlow {
  private readonly queue: (Lambda | LocalFunction)[] = [];

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

  protected block(block: { readonly statements: readonly Statement[] }, from = 0): void {
    for (let i = from; i < block.statements.length; i++) {
      const statement = block.statements[i];
      if (!statement) continue;
      this.statement(statement);
      if (statement.kind !== 'LocalDeclaration' || !statement.isUsing) continue;
      this.guard(block, () => { this.block(block, i + 1); });
      return;
    }
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
        const { whenTrue, whenFalse } = this.condition(node.condition);
        this.branches([() => { this.statement(node.then); return nothing; }, () => { if (node.else) this.statement(node.else); return nothing; }], [whenTrue, whenFalse]);
        return;
      }
      case 'While': this.loop({ before: () => this.condition(node.condition), run: () => { this.statement(node.body); } }); return;
      case 'DoWhile': this.loop({ run: () => { this.statement(node.body); }, after: () => this.condition(node.condition) }); return;
      case 'For': {
        if (node.declaration) this.statement(node.declaration);
        for (const initializer of node.initializers) this.visit(initializer);
        this.loop({
          before: () => (node.condition ? this.condition(node.condition) : { whenTrue: this.variables, whenFalse: undefined }),
          run: () => { this.statement(node.body); },
          next: () => { for (const incrementor of node.incrementors) this.visit(incrementor); },
        });
        return;
      }
      case 'ForEach': {
        this.visit(node.expression);
        this.forEach(node);
        return;
      }
      case 'Using': {
        if (node.declaration) this.statement(node.declaration);
        if (node.expression) this.visit(node.expression);
        this.guardedStatement(node.body);
        return;
      }
      case 'Lock': {
        this.visit(node.expression);
        this.guardedStatement(node.body);
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
        if (node.kind === 'Return') this.leave(0, () => undefined);
        this.variables = undefined;
        return;
      }
      case 'Yield': {
        if (node.expression) this.visit(node.expression);
        else this.leave(0, () => undefined);
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

  private forEach(node: Extract<Statement, { readonly kind: 'ForEach' }>): void {
    const run = (): void => {
      this.loop({
        before: () => {
          const whenFalse = this.variables;
          this.assignTo(node.variable, this.elementOf(node));
          return { whenTrue: this.variables, whenFalse };
        },
        run: () => { this.statement(node.body); },
      });
    };
    const enumerator = this.currents.get(node)?.containingType;
    if (enumerator?.typeKind === 'struct' && enumerator.membersNamed('Dispose').length === 0 && !enumerator.allInterfaces.some((type) => isNamed(type, 'System', 'IDisposable'))) run();
    else this.guard(node, run); // the enumerator is disposed of
  }

  /** What the enumerator of a loop gives. */
  private elementOf(node: Extract<Statement, { readonly kind: 'ForEach' }>): Whole {
    const current = this.currents.get(node);
    const source = this.body.typeOf(node.expression);
    return { values: current?.getMethod ? [resultValue(current.getMethod, current.type)] : nothing, type: source?.kind === 'array' ? source.elementType : current?.type };
  }

}
