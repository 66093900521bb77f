/** Walks the statements of a body for the guards (guards.ts). */
import type { Block, Expression, Statement, SwitchSection, Try } from '../syntax/nodes';
import { GuardExpressions } from './guardExpressions';
import type { GuardMap } from './guards';
import { forEachFunction, startsWithTry, unreachable } from './guardsSyntax';

/** The ways out of a block that are jumps. */
type Exit = 'return' | 'break' | 'continue';

/** A protected block that is being walked. */
interface FinallyScope {
  /** Facts that all jumps out of the block have in common. */
  input: number;
  readonly exits: Set<Exit>;
}

/** Where `break` or `continue` goes, and the protected block around that. */
interface Target { facts: number; readonly scope: FinallyScope | undefined }

/** The end of a block: its facts, and whether the analyzers see a way from there on. */
interface BlockEnd { readonly facts: number; readonly isSeen: boolean }

function endOf(facts: number): BlockEnd {
  return { facts, isSeen: facts !== unreachable };
}

/** Walks a body's statements in their order. */
export class GuardWalker extends GuardExpressions {
  private scope: FinallyScope | undefined;
  private break: Target | undefined;
  private continue: Target | undefined;
  /** Facts where `goto label` arrives. */
  private readonly labels = new Map<string, number>();
  /** Labels that have been looked at, and whether a jump brought something new to one. */
  private readonly passed = new Set<string>();
  private isJumping = false;

  /** The whole body. */
  run(): GuardMap {
    while (this.walk()) this.regions.clear();
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

  /** Whether a jump back brought new facts to what had been looked at already. */
  private walk(): boolean {
    // Top-level statements are one function, accessors one each.
    const isOneFunction = this.body.owner.kind === 'program';
    let facts = 0;
    this.isJumping = false;
    for (const unit of this.body.units) {
      this.unit = unit;
      forEachFunction(unit.root, (root) => { facts = this.statement(root, isOneFunction ? facts : 0); }, (root) => { this.expression(root, 0); });
    }
    return this.isJumping;
  }

  private block(block: { readonly statements: readonly Statement[] }, facts: number): number {
    return this.statements(block.statements, 0, facts);
  }

  private statements(list: readonly Statement[], from: number, facts: number): number {
    let state = facts;
    for (let i = from; i < list.length; i++) {
      const statement = list[i];
      if (!statement) continue;
      state = this.statement(statement, state);
      // The rest of the block is what `using var` protects.
      if (statement.kind === 'LocalDeclaration' && statement.isUsing) {
        const entry = state;
        return this.disposed(() => this.statements(list, i + 1, entry));
      }
    }
    return state;
  }

  private statement(node: Statement, facts: number): number {
    this.note(node, facts);
    switch (node.kind) {
      case 'Block': return this.block(node, facts);
      case 'ModifiedBlock': return this.block(node.block, facts);
      case 'ExpressionStatement': return this.expression(node.expression, facts);
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
          const end = this.statement(node.body, facts) & (this.continue?.facts ?? unreachable);
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
        return this.disposed(() => this.loop(() => this.statement(node.body, state)) & state);
      }
      case 'Using': {
        const state = node.declaration ? this.statement(node.declaration, facts) : node.expression ? this.expression(node.expression, facts) : facts;
        return this.disposed(() => this.statement(node.body, state));
      }
      case 'Lock': {
        const state = this.expression(node.expression, facts);
        return this.disposed(() => this.statement(node.body, state));
      }
      case 'Fixed': return this.statement(node.body, this.statement(node.declaration, facts));
      case 'Try': return this.try(node, facts);
      case 'Switch': return this.switch(node.expression, node.sections, facts);
      case 'Return':
      case 'Throw': {
        const state = node.expression ? this.expression(node.expression, facts) : facts;
        if (node.kind === 'Return') this.leave('return', state);
        return unreachable;
      }
      case 'Yield': {
        if (node.expression) return this.expression(node.expression, facts);
        this.leave('return', facts);
        return unreachable;
      }
      case 'LocalDeclaration':
        return node.variables.reduce((state, variable) => (variable.initializer ? this.expression(variable.initializer, state) : state), facts);
      case 'Labeled': {
        const state = facts & (this.labels.get(node.label) ?? unreachable);
        this.passed.add(node.label);
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

  private jump(node: Extract<Statement, { readonly kind: 'Jump' }>, facts: number): number {
    if (node.jump === 'break' || node.jump === 'continue') this.leave(node.jump, facts);
    else if (node.jump === 'goto' && node.label !== undefined) {
      const before = this.labels.get(node.label) ?? unreachable;
      const after = facts & before;
      if (after !== before && this.passed.has(node.label)) this.isJumping = true;
      this.labels.set(node.label, after);
    }
    return unreachable;
  }

  /** Brings facts to where a jump goes: through the innermost `finally` on the way, if there is one. */
  private leave(exit: Exit, facts: number): void {
    const { scope } = this;
    const target = exit === 'return' ? undefined : this[exit];
    if (scope && scope !== target?.scope) {
      scope.input &= facts;
      scope.exits.add(exit);
    } else if (target) target.facts &= facts;
  }

  /** Runs a loop's body; what its `break`s bring. */
  private loop(run: () => unknown): number {
    const { continue: outer } = this;
    const broken = this.breakable(() => {
      this.continue = { facts: unreachable, scope: this.scope };
      run();
    });
    this.continue = outer;
    return broken;
  }

  private breakable(run: () => unknown): number {
    const { break: outer } = this;
    const target: Target = { facts: unreachable, scope: this.scope };
    this.break = target;
    run();
    this.break = outer;
    return target.facts;
  }

  /**
   * A protected block and its `finally`: what leaves the block, in whichever way, goes through it and comes out with what holds for all.
   * `run` tells the facts at the block's end and whether the analyzers see that end; `final` runs the `finally`.
   */
  private throughFinally(run: () => BlockEnd, final: () => number): number {
    const { scope: outer } = this;
    const scope: FinallyScope = { input: unreachable, exits: new Set() };
    this.scope = scope;
    const end = run();
    this.scope = outer;
    const own = final();
    const after = (own === unreachable ? 0 : own) | (scope.input & end.facts);
    for (const exit of scope.exits) this.leave(exit, after);
    return end.isSeen ? after : unreachable;
  }

  /** `using`, `lock`, `foreach`: the compiler writes their `finally`, in which nothing is learned. */
  private disposed(run: () => number): number {
    return this.throughFinally(() => endOf(run()), () => 0);
  }

  private try(node: Try, facts: number): number {
    if (!node.finally || node.finally.statements.length === 0) return this.tryAndCatch(node, facts).facts;
    const block = node.finally;
    return this.throughFinally(() => this.tryAndCatch(node, facts), () => {
      this.note(block, facts);
      return this.block(block, facts);
    });
  }

  private tryAndCatch(node: Try, facts: number): BlockEnd {
    let after = this.block(node.body, facts);
    let isSeen = after !== unreachable;
    for (const clause of node.catches) {
      // The analyzers lose track where a catch block starts with another try: neither it nor what follows is looked at.
      const isLost = !clause.filter && clause.name === undefined && startsWithTry(clause.body);
      const start = isLost ? unreachable : clause.filter ? this.condition(clause.filter, facts).whenTrue : facts;
      this.note(clause.body, start);
      const end = this.block(clause.body, start);
      after &= end;
      isSeen ||= isLost || end !== unreachable;
    }
    return { facts: after, isSeen };
  }

  private switch(expression: Expression, sections: readonly SwitchSection[], facts: number): number {
    const state = this.expression(expression, facts);
    const hasDefault = sections.some((section) => section.labels.some((label) => !label.pattern));
    let ends = unreachable;
    const broken = this.breakable(() => {
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
  protected function(body: Block | Expression | undefined): void {
    if (!body) return;
    const { scope, break: breakTarget, continue: continueTarget } = this;
    this.scope = undefined;
    this.break = undefined;
    this.continue = undefined;
    this.note(body, 0);
    if (body.kind === 'Block') this.block(body, 0);
    else this.expression(body, 0);
    this.scope = scope;
    this.break = breakTarget;
    this.continue = continueTarget;
  }
}
