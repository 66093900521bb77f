/** Jumps, loops, switches and what runs on the way out of statements; see valueFlow.ts. */
import type { Block, Expression, Statement, SwitchSection } from '../../syntax/nodes';
import type { AnyNode } from '../walk';
import { nodesOfKind } from '../walk';
import type { Outcomes } from './branchFlow';
import { ExpressionFlow } from './expressionFlow';
import type { Variables } from './state';
import { meet, sameVariables } from './state';
import type { Whole } from './partFlow';

/** Rounds after which a loop or a body is taken as it is; the analyzers end earlier in all that people write. */
export const maxRounds = 8;

/** What a loop does in each round: a test before or after its body, and what comes between the rounds. */
interface Loop {
  readonly before?: () => Outcomes;
  readonly run: () => void;
  readonly next?: () => void;
  readonly after?: () => Outcomes;
}

/** A statement with a finally block, while what runs before the block is looked at. */
interface Guard {
  readonly node: AnyNode;
  /** What holds where jumps leave it. */
  exits: Variables | undefined;
  /** Jumps that go on after the block, with the number of finally blocks that are around their targets. */
  readonly pending: { readonly depth: number; readonly deliver: (variables: Variables | undefined) => void }[];
}

/** A switch statement: finally blocks around it, and what its labels are called. */
interface OpenSwitch {
  readonly depth: number;
  readonly labelOf: (constant: Expression | undefined) => string;
}

/** Ways of control between statements; what a statement does is the subclass's. */
export abstract class JumpFlow extends ExpressionFlow {
  protected breaks: (Variables | undefined)[] = [];
  protected continues: (Variables | undefined)[] = [];
  protected readonly labels = new Map<string, Variables | undefined>();
  /** A jump brought something new to its label. */
  protected isJumping = false;
  /** Outermost first. */
  private readonly guarded: Guard[] = [];
  private readonly switches: OpenSwitch[] = [];
  /** Finally blocks around the statements that `break` and `continue` go to. */
  private breakDepth = 0;
  private continueDepth = 0;

  protected abstract block(block: { readonly statements: readonly Statement[] }): void;

  /** Its end runs even where a jump or an exception leaves it. */
  protected guardedStatement(node: Statement): void {
    this.guard(node, () => { this.statement(node); });
  }

  protected jump(node: Extract<Statement, { readonly kind: 'Jump' }>): void {
    const { breaks, continues } = this;
    switch (node.jump) {
      case 'break': this.leave(this.breakDepth, (variables) => { breaks.push(variables); }); return;
      case 'continue': this.leave(this.continueDepth, (variables) => { continues.push(variables); }); return;
      case 'goto': this.leave(this.guarded.filter((guard) => hasLabel(guard.node, node.label)).length, (variables) => { this.arrive(node.label ?? '', variables); }); return;
      default: {
        const around = this.switches.at(-1);
        if (around) this.leave(around.depth, (variables) => { this.arrive(around.labelOf(node.jump === 'gotoCase' ? node.expression : undefined), variables); });
        this.variables = undefined;
      }
    }
  }

  /** A jump brings variables to a label. */
  private arrive(label: string, variables: Variables | undefined): void {
    const before = this.labels.get(label);
    const after = meet(before, variables);
    if (!sameVariables(before, after)) this.isJumping = true;
    this.labels.set(label, after);
  }

  /** A jump to where `depth` finally blocks are around: those that it leaves run first. */
  protected leave(depth: number, deliver: (variables: Variables | undefined) => void): void {
    const inner = this.guarded.at(-1);
    if (inner === undefined || this.guarded.length <= depth) deliver(this.variables);
    else {
      inner.exits = meet(inner.exits, this.variables);
      inner.pending.push({ depth, deliver });
    }
    this.variables = undefined;
  }

  protected loop(loop: Loop): void {
    const { breaks, continues, breakDepth, continueDepth } = this;
    this.breakDepth = this.continueDepth = this.guarded.length;
    let exit: Variables | undefined;
    let entry = this.variables;
    for (let round = 0; round < maxRounds && !this.isExhausted(); round++) {
      this.breaks = [];
      this.continues = [];
      this.variables = entry;
      const first = loop.before?.();
      if (first) {
        exit = meet(exit, first.whenFalse);
        this.variables = first.whenTrue;
      }
      loop.run();
      this.variables = this.continues.reduce(meet, this.variables);
      loop.next?.();
      const last = loop.after?.();
      if (last) {
        exit = meet(exit, last.whenFalse);
        this.variables = last.whenTrue;
      }
      exit = this.breaks.reduce(meet, exit);
      const next = meet(entry, this.variables);
      if (sameVariables(entry, next)) break;
      entry = next;
    }
    this.variables = exit;
    this.breaks = breaks;
    this.continues = continues;
    this.breakDepth = breakDepth;
    this.continueDepth = continueDepth;
  }

  protected try(node: Extract<Statement, { readonly kind: 'Try' }>): void {
    const { finally: block } = node;
    if (!block) {
      this.tryAndCatch(node);
      return;
    }
    let thrown: Variables | undefined;
    this.guard(node, () => { thrown = this.tryAndCatch(node); }, (leaving) => this.finally(block, leaving, thrown));
  }

  /** Runs after what leaves its statement and after an exception; only from the former does control go on. */
  private finally(block: Block, leaving: Variables | undefined, thrown: Variables | undefined): Variables | undefined {
    this.variables = meet(leaving, thrown);
    this.block(block);
    if (leaving === undefined) return undefined;
    this.variables = leaving;
    this.block(block);
    return this.variables;
  }

  /** Gives what may hold where an exception leaves it. */
  private tryAndCatch(node: Extract<Statement, { readonly kind: 'Try' }>): Variables | undefined {
    const handled = { variables: this.variables };
    this.thrown.push(handled);
    this.block(node.body);
    this.thrown.pop();
    let after = this.variables;
    const whole = { variables: handled.variables };
    this.thrown.push(whole);
    let { variables } = handled;
    for (const clause of node.catches) {
      this.variables = variables;
      if (clause.filter) variables = this.filter(clause.filter, variables);
      this.block(clause.body);
      after = meet(after, this.variables);
    }
    this.thrown.pop();
    this.variables = after;
    return whole.variables;
  }

  /** The next clause is looked at where the filter says no, or throws itself; the handler runs where it says yes. */
  private filter(node: Expression, before: Variables | undefined): Variables | undefined {
    const filtered = { variables: before };
    this.thrown.push(filtered);
    const { whenTrue, whenFalse } = this.condition(node);
    this.thrown.pop();
    this.variables = whenTrue;
    return meet(filtered.variables, whenFalse);
  }

  /** What runs before the end of a statement that is always reached: a finally block, or that of a `using`, `lock` or `foreach`. */
  protected guard(node: object, run: () => void, finish: (leaving: Variables | undefined) => Variables | undefined = (leaving) => leaving): void {
    const guard: Guard = { node: node as AnyNode, exits: undefined, pending: [] };
    this.guarded.push(guard);
    run();
    this.guarded.pop();
    const after = this.variables;
    const end = finish(meet(after, guard.exits));
    // One end for all ways through: the analyzers do not keep apart where they came from.
    for (const { depth, deliver } of guard.pending) {
      this.variables = end;
      this.leave(depth, deliver);
    }
    this.variables = after === undefined ? undefined : end;
  }

  protected switch(expression: Expression, sections: readonly SwitchSection[]): void {
    const whole = this.matched(expression, this.visit(expression));
    const { breaks, breakDepth } = this;
    this.breaks = [];
    this.breakDepth = this.guarded.length;
    const labelOf = (constant: Expression | undefined): string => ` ${String(expression.start)} ${constant ? this.constantText(constant) : ''}`;
    const entries = this.sectionEntries(whole, sections, labelOf);
    this.switches.push({ depth: this.guarded.length, labelOf });
    let end: Variables | undefined;
    sections.forEach((section, i) => {
      this.variables = entries.sections[i];
      this.block(section);
      end = meet(end, this.variables);
    });
    this.switches.pop();
    this.variables = this.breaks.reduce(meet, meet(end, entries.none));
    this.breaks = breaks;
    this.breakDepth = breakDepth;
  }

  /** What holds where each section begins, and where none does: the labels are tried one after the other, `default` last. */
  private sectionEntries(whole: Whole, sections: readonly SwitchSection[], labelOf: (constant: Expression | undefined) => string): { readonly sections: readonly (Variables | undefined)[]; readonly none: Variables | undefined } {
    let next = this.variables;
    const entries = sections.map(({ labels }) => {
      let entry: Variables | undefined;
      for (const { pattern, when } of labels) {
        if (!pattern) continue;
        this.variables = next;
        this.match(pattern, whole);
        const { whenTrue, whenFalse } = when ? this.condition(when) : { whenTrue: this.variables, whenFalse: undefined };
        next = meet(next, whenFalse);
        entry = meet(meet(entry, whenTrue), pattern.kind === 'ConstantPattern' ? this.labels.get(labelOf(pattern.expression)) : undefined);
      }
      return entry;
    });
    const byDefault = sections.findIndex(({ labels }) => labels.some(({ pattern }) => !pattern));
    if (byDefault >= 0) entries[byDefault] = [entries[byDefault], next, this.labels.get(labelOf(undefined))].reduce(meet);
    return { sections: entries, none: byDefault >= 0 ? undefined : next };
  }

  private constantText(node: Expression): string {
    const constant = this.body.constantOf(node);
    return constant?.kind === 'primitive' || constant?.kind === 'enum' ? String(constant.value) : '';
  }
}

/** Whether a label is inside a statement. */
function hasLabel(node: AnyNode, label: string | undefined): boolean {
  return nodesOfKind(node, 'Labeled').some((each) => (each as unknown as { readonly label: string }).label === label);
}
