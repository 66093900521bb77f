/**
 * What binding found out about the statements of one body, for the next version of the body: while someone types in one statement,
 * the others are not bound again. A statement is taken over when its text and tree are the same and every name in it means what it
 * meant; all that was recorded about it is then recorded again for the nodes of the new tree.
 */
import type { Argument, Expression, Lambda, LocalFunction, NodeBase, Statement, TypeSyntax } from '../../syntax/nodes';
import type { AnySymbol, AttributeValue, MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound, LocalEntry } from '../binderContext';
import { findLocal } from '../binderContext';
import type { BodyBuilder, ReturnedExpression } from '../bodyBuilder';
import type { Anchor, BoundArgument, EnclosingFunction, SymbolUse } from '../boundBody';
import { Moved, namesIn } from './movedNodes';

/** A builder's records in the order in which they were made. */
interface Log {
  readonly uses: readonly SymbolUse[];
  readonly unbound: readonly Anchor[];
  readonly types: readonly (readonly [Expression, TypeSymbol])[];
  readonly convertedTypes: readonly (readonly [Expression, TypeSymbol])[];
  readonly symbols: readonly (readonly [Expression, AnySymbol])[];
  readonly constants: readonly (readonly [Expression | TypeSyntax, AttributeValue])[];
  readonly functions: readonly (readonly [Lambda | LocalFunction, MethodSymbol])[];
  readonly returns: readonly (readonly [Lambda | LocalFunction | undefined, readonly ReturnedExpression[]])[];
}

/** How long each list of a log is. */
type Marks = Readonly<Record<keyof Log, number>>;

interface StatementRecord {
  readonly node: Statement;
  readonly text: string;
  readonly enclosing: EnclosingFunction;
  /** What the names in it meant before it. */
  readonly names: ReadonlyMap<string, LocalEntry | undefined>;
  readonly first: Marks;
  readonly last: Marks;
  readonly invocations: number;
  /** What it added to the returns of the function, and to the declaration space around it. */
  readonly returned: readonly Bound[];
  readonly declared: readonly (readonly [string, LocalEntry])[];
  /** Number of statements inside it that have records, which follow it. */
  readonly inner: number;
}

/** Text of a statement that is bound as fast as it is taken over. */
const shortest = 12;

/** Statements of one body; used by one binding after the other. */
export class StatementMemory {
  private log: Log | undefined;
  private known: readonly StatementRecord[] = [];
  private readonly byText = new Map<string, number[]>();
  /** Which have been taken over: the symbols that one declares belong to one statement. */
  private taken: boolean[] = [];
  private records: (StatementRecord | undefined)[] = [];

  /** A new version of the body is going to be bound. */
  begin(): void {
    this.records = [];
    this.taken = [];
    this.byText.clear();
    this.known.forEach((record, i) => {
      const same = this.byText.get(record.text);
      if (same === undefined) this.byText.set(record.text, [i]);
      else same.push(i);
    });
  }

  /** It has been bound: what the next version may take over. */
  end(builder: BodyBuilder): void {
    this.log = {
      uses: [...builder.uses], unbound: [...builder.unbound], types: [...builder.types], convertedTypes: [...builder.convertedTypes],
      symbols: [...builder.symbols], constants: [...builder.constants], functions: [...builder.functions], returns: [...builder.returns],
    };
    const kept = this.records.filter((record) => record !== undefined);
    this.known = kept.length === this.records.length ? kept : [];
  }

  /** Takes over what is known of a statement, or calls `bind` and remembers. */
  bind(context: BindContext, node: Statement, bind: () => void): void {
    const { builder } = context;
    if (builder === undefined || node.end - node.start < shortest) {
      bind();
      return;
    }
    const text = context.unit.text.slice(node.start, node.end);
    for (const index of this.byText.get(text) ?? []) if (this.takeOver(index, context, builder, node)) return;
    this.record(context, builder, node, text, bind);
  }

  private record(context: BindContext, builder: BodyBuilder, node: Statement, text: string, bind: () => void): void {
    const identifiers = namesIn(node);
    if (identifiers === undefined) {
      bind();
      return;
    }
    const names = new Map([...identifiers].map((name) => [name, findLocal(context, name)]));
    const before = new Map(context.frame.entries);
    const returnsBefore = context.function.returns.length;
    const { invocations } = builder;
    const first = marksOf(builder);
    const index = this.records.push(undefined) - 1;
    bind();
    this.records[index] = {
      node, text, enclosing: context.enclosing, names, first, last: marksOf(builder), invocations: builder.invocations - invocations,
      returned: context.function.returns.slice(returnsBefore),
      declared: [...context.frame.entries].filter(([name, entry]) => before.get(name) !== entry),
      inner: this.records.length - index - 1,
    };
  }

  private takeOver(index: number, context: BindContext, builder: BodyBuilder, node: Statement): boolean {
    const { log } = this;
    const record = this.known[index];
    if (log === undefined || record === undefined || record.enclosing.symbol !== context.enclosing.symbol) return false;
    const end = index + 1 + record.inner;
    for (let i = index; i < end; i++) if (this.taken[i] === true) return false;
    for (const [name, entry] of record.names) if (!isSame(entry, findLocal(context, name))) return false;
    const moved = Moved.between(record.node, node);
    if (moved === undefined) return false;
    const first = marksOf(builder);
    new Replay(moved, record.enclosing, context).run(log, record.first, record.last, builder);
    builder.invocations += record.invocations;
    context.function.returns.push(...record.returned.map((bound) => ({ ...bound, node: moved.node(bound.node) })));
    for (const [name, entry] of record.declared) context.frame.entries.set(name, entry);
    for (const [i, inner] of this.known.slice(index, end).entries()) {
      this.taken[index + i] = true;
      this.records.push({
        ...inner, node: moved.node(inner.node), enclosing: context.enclosing, first: shifted(inner.first, record.first, first), last: shifted(inner.last, record.first, first),
        returned: inner.returned.map((bound) => ({ ...bound, node: moved.node(bound.node) })),
      });
    }
    return true;
  }
}

function isSame(a: LocalEntry | undefined, b: LocalEntry | undefined): boolean {
  return a?.symbol === b?.symbol && a?.constant === b?.constant;
}

function marksOf(builder: BodyBuilder): Marks {
  return {
    uses: builder.uses.length, unbound: builder.unbound.length, types: builder.types.size, convertedTypes: builder.convertedTypes.size,
    symbols: builder.symbols.size, constants: builder.constants.size, functions: builder.functions.size, returns: builder.returns.size,
  };
}

function shifted(marks: Marks, from: Marks, to: Marks): Marks {
  const by = (key: keyof Marks): number => marks[key] - from[key] + to[key];
  return {
    uses: by('uses'), unbound: by('unbound'), types: by('types'), convertedTypes: by('convertedTypes'), symbols: by('symbols'), constants: by('constants'),
    functions: by('functions'), returns: by('returns'),
  };
}

/** Records again what was recorded of a statement. */
class Replay {
  private readonly functions = new Map<EnclosingFunction, EnclosingFunction>();

  constructor(private readonly moved: Moved, from: EnclosingFunction, private readonly context: BindContext) {
    this.functions.set(from, context.enclosing);
  }

  run(log: Log, first: Marks, last: Marks, builder: BodyBuilder): void {
    const { moved } = this;
    for (let i = first.uses; i < last.uses; i++) this.use(log.uses[i], builder);
    for (const anchor of log.unbound.slice(first.unbound, last.unbound)) builder.unbound.push(this.anchor(anchor));
    for (const [node, type] of log.types.slice(first.types, last.types)) builder.types.set(moved.node(node), type);
    for (const [node, type] of log.convertedTypes.slice(first.convertedTypes, last.convertedTypes)) builder.convertedTypes.set(moved.node(node), type);
    for (const [node, symbol] of log.symbols.slice(first.symbols, last.symbols)) builder.symbols.set(moved.node(node), symbol);
    for (const [node, constant] of log.constants.slice(first.constants, last.constants)) builder.constants.set(moved.node(node), constant);
    for (const [node, symbol] of log.functions.slice(first.functions, last.functions)) builder.functions.set(moved.node(node), symbol);
    for (const [node, list] of log.returns.slice(first.returns, last.returns)) {
      builder.returns.set(node && moved.node(node), list.map(({ expression, type }) => ({ expression: moved.node(expression), type })));
    }
  }

  private use(use: SymbolUse | undefined, builder: BodyBuilder): void {
    if (use === undefined) return;
    builder.uses.push({
      kind: use.kind, symbol: use.symbol, anchor: this.anchor(use.anchor), node: this.optional(use.node), access: use.access, enclosing: this.enclosing(use.enclosing),
      receiver: this.optional(use.receiver), receiverType: use.receiverType, arguments: use.arguments?.map((argument) => this.argument(argument)), inNameof: use.inNameof,
    });
  }

  private optional<T extends NodeBase>(node: T | undefined): T | undefined {
    return node && this.moved.node(node);
  }

  private argument({ parameter, expression, argument }: BoundArgument): BoundArgument {
    return { parameter, expression: this.moved.node(expression), argument: this.optional<Argument>(argument) };
  }

  private anchor(anchor: Anchor): Anchor {
    return { unit: this.context.unit, start: anchor.start + this.moved.distance, end: anchor.end + this.moved.distance };
  }

  private enclosing(from: EnclosingFunction): EnclosingFunction {
    let known = this.functions.get(from);
    if (known === undefined) {
      known = { symbol: from.symbol, parent: from.parent && this.enclosing(from.parent), node: this.optional<Lambda | LocalFunction>(from.node) };
      this.functions.set(from, known);
    }
    return known;
  }
}
