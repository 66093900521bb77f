/** What every binding function is given: where it stands, which locals it sees, and where it records. */
import type { Expression, Lambda, LocalFunction, NodeBase, SimpleName, Unit } from '../syntax/nodes';
import type { AnySymbol, AttributeValue, ErrorTypeSymbol, FieldSymbol, LocalSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, SpecialType, TypeSymbol } from '../symbols/symbol';
import type { Compilation } from '../symbols/compilation';
import type { Scope } from './scope';
import type { BodyBuilder } from './bodyBuilder';
import type { BindingContext } from './conversions/conversion';
import type { BoundArgument, EnclosingFunction, SymbolUse, UseKind } from './boundBody';
import type { StatementMemory } from './statements/statementMemory';
import type { ExpressionShape, LambdaBodyShape } from './shape';

/** What happens to the value of an expression; `invoke`: it is called, so a name means something that can be. */
export type Access = SymbolUse['access'] | 'invoke';

/** The one error type that the binder itself makes. */
export const unknownType: ErrorTypeSymbol = { kind: 'error', name: '?' };

/** A local whose type may become known after its declaration was seen (`out var x`). */
export interface MutableLocal extends LocalSymbol {
  type: TypeSymbol;
}

/** What a simple name in a body may mean before any member is looked at. */
export interface LocalEntry {
  readonly symbol: MutableLocal | ParameterSymbol | MethodSymbol;
  readonly constant: AttributeValue;
}

/** One declaration space (ECMA-334 §7.3); a name declared again in it replaces the earlier one. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly entries: Map<string, LocalEntry>;
}

/** An expression as bound so far. What depends on the type that it is converted to waits in `finish`. */
export interface Bound {
  readonly node: Expression;
  readonly category: 'value' | 'type' | 'namespace' | 'methodGroup';
  /** Natural type of a value, or the type that a type expression names. */
  readonly type: TypeSymbol | undefined;
  readonly shape: ExpressionShape;
  readonly constant: AttributeValue;
  readonly symbol?: AnySymbol;
  /** Full name, for a namespace. */
  readonly namespace?: string;
  readonly group?: MethodGroup;
  /** A call of which no method is certain, though its type may be: awaited it has none (measured). */
  readonly isUnboundCall?: true;
  /** `base`: calls are not virtual, protected members are accessible. */
  readonly isBase?: boolean;
  /** Color Color (§12.8.7.2): the type of the same name; `choose` records which one it was. */
  readonly alternative?: { readonly type: TypeSymbol; readonly choose: (asType: boolean) => void };
  /** Called once with the type that the expression is converted to, undefined when that is not known. */
  readonly finish?: (target: TypeSymbol | undefined, parameter?: ParameterSymbol) => void;
}

/** A method name that still waits for its arguments. */
export interface MethodGroup {
  readonly name: SimpleName;
  readonly receiver: Bound | undefined;
  /** Instance or static methods; the receiver's type's own. */
  readonly methods: readonly MethodSymbol[];
  /** Undefined when none are written. */
  readonly typeArguments: readonly TypeSymbol[] | undefined;
  /** See `OverloadOptions.blockArguments`. */
  readonly blockArguments?: ReadonlyMap<MethodSymbol, readonly TypeSymbol[]> | undefined;
  readonly anchor: NodeBase;
}

/** One lambda with one choice of parameter types: its result is found once however many candidates ask for it. */
export interface LambdaInstance {
  readonly children: Map<object, { readonly types: readonly TypeSymbol[]; readonly instance: LambdaInstance }[]>;
  result: LambdaBodyShape | undefined;
  /** The function around, as tried, and what it sees where this one stands; undefined for what is no lambda. */
  readonly outer: { readonly instance: LambdaInstance; readonly frame: Frame } | undefined;
  /** How much may still be bound only to find out types, in UTF-16 code units: one figure for all lambdas of a body. */
  readonly budget: { left: number };
}

/** What the statements of one function body share. */
export interface FunctionState {
  readonly node: Lambda | LocalFunction | undefined;
  readonly instance: LambdaInstance;
  readonly isAsync: boolean;
  /** Type that `return e` converts to; undefined where it is inferred from the returns. */
  readonly returnType: TypeSymbol | undefined;
  /** Element type that `yield return e` converts to. */
  readonly yieldType: TypeSymbol | undefined;
  readonly returns: Bound[];
  /** Set by `return;`, which a delegate with a result does not take. */
  hasEmptyReturn?: boolean;
  /** A name or call certainly does not bind: the lambda does not fit this candidate. */
  hasErrors: boolean;
}

export interface BindContext {
  readonly compilation: Compilation;
  readonly conversions: BindingContext;
  readonly scope: Scope;
  readonly unit: Unit;
  /** Undefined while a lambda is bound to find out its type only. */
  readonly builder: BodyBuilder | undefined;
  /** What is known of the statements of an earlier version of the body; undefined inside lambdas and local functions. */
  readonly memory: StatementMemory | undefined;
  readonly enclosing: EnclosingFunction;
  readonly function: FunctionState;
  /** Parameters of the primary constructors of the types around: known after the type's members (C# 12). */
  readonly primaryParameters: ReadonlyMap<NamedTypeSymbol, readonly ParameterSymbol[]>;
  /** No `this`: static members, field initializers, attributes, headers. */
  readonly isStatic: boolean;
  frame: Frame;
  inNameof: boolean;
  /** What a MemberBinding or ElementBinding is applied to. */
  conditionalReceiver: Bound | undefined;
  /** The expression of the statement being bound, whose value nothing uses. */
  discarded?: Expression | undefined;
  /** What ImplicitElementAccess and the names of an object initializer are looked up on. */
  initializerReceiver: Bound | undefined;
  /** What the `field` keyword means inside a property's accessors. */
  readonly backingField: FieldSymbol | undefined;
}

/** Overloads that take lambdas in lambdas make exponentially many tries: what is beyond this stays unknown. A second's work at most. */
const triedText = 2_000_000;

/** A new, empty lambda instance; without `outer` that of a body or of a local function, which shares the budget of what is around it. */
export function createLambdaInstance(outer?: LambdaInstance['outer'], budget = outer?.instance.budget ?? { left: triedText }): LambdaInstance {
  return { children: new Map(), result: undefined, outer, budget };
}

/** The context inside `checked` or `unchecked`. */
export function withOverflow(context: BindContext, isChecked: boolean): BindContext {
  return (context.conversions.isChecked === true) === isChecked ? context : { ...context, conversions: { ...context.conversions, isChecked } };
}

/** Runs `action` with a nested declaration space. */
export function inFrame<T>(context: BindContext, action: () => T): T {
  const before = context.frame;
  context.frame = { parent: before, entries: new Map() };
  const result = action();
  context.frame = before;
  return result;
}

/** Declares a local in the innermost space. */
export function declareLocal(context: BindContext, name: string, type: TypeSymbol, options: { isConst?: boolean; isRef?: boolean; constant?: AttributeValue } = {}): MutableLocal {
  const symbol: MutableLocal = { kind: 'local', name, type, isConst: options.isConst ?? false, isRef: options.isRef ?? false };
  if (name !== '') context.frame.entries.set(name, { symbol, constant: options.constant });
  return symbol;
}

/** The local, parameter or local function of this name, innermost first. */
export function findLocal(context: BindContext, name: string): LocalEntry | undefined {
  for (let frame: Frame | undefined = context.frame; frame !== undefined; frame = frame.parent) {
    const entry = frame.entries.get(name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** A type that the language knows, or the error type when the core library is missing. */
export function specialType(context: BindContext, type: SpecialType): TypeSymbol {
  return context.compilation.specialType(type) ?? unknownType;
}

/** What a use may carry besides kind, symbol and place. */
export interface UseDetails {
  readonly node?: NodeBase & { readonly kind: string };
  readonly access?: Access;
  readonly receiver?: Bound;
  readonly arguments?: readonly BoundArgument[];
}

/** Records a use; nothing while only types are sought. */
export function recordUse(context: BindContext, kind: UseKind, symbol: AnySymbol | ErrorTypeSymbol | undefined, at: NodeBase, details: UseDetails = {}): void {
  if (context.builder === undefined || symbol?.kind === 'error' || (symbol === undefined && kind !== 'dynamic')) return;
  const receiver = details.receiver;
  context.builder.uses.push({
    kind, symbol, anchor: { unit: context.unit, start: at.start, end: at.end }, node: details.node, access: details.access === undefined || details.access === 'invoke' ? 'read' : details.access,
    enclosing: context.enclosing, receiver: receiver?.category === 'value' ? receiver.node : undefined,
    receiverType: receiver?.category === 'value' ? receiver.type : undefined, arguments: details.arguments, inNameof: context.inNameof,
  });
}

/** Identifier token of a simple name. */
export function identifierOf(name: SimpleName): NodeBase {
  return name.kind === 'GenericName' ? { start: name.start, end: name.identifierEnd } : name;
}

/** Notes that a call or creation could not be bound, and that a lambda around it does not fit. */
export function recordUnbound(context: BindContext, at: NodeBase, certain: boolean): void {
  if (certain) context.function.hasErrors = true;
  context.builder?.unbound.push({ unit: context.unit, start: at.start, end: at.end });
}

/** An expression about which nothing is known. */
export function unknown(node: Expression): Bound {
  return { node, category: 'value', type: undefined, shape: { kind: 'unknown' }, constant: undefined };
}

/** A value of a type, with its constant where it has one. */
export function value(node: Expression, type: TypeSymbol | undefined, extra: Partial<Bound> = {}): Bound {
  if (type === undefined || type.kind === 'error') return { ...unknown(node), ...extra, type: undefined };
  const shape: ExpressionShape = extra.shape ?? (extra.constant === undefined ? { kind: 'typed', type } : { kind: 'typed', type, constant: extra.constant });
  return { node, category: 'value', constant: undefined, ...extra, type, shape };
}

/** Whether anything at all is known of a value: its type, or how it converts. */
export function isUnknown(bound: Bound): boolean {
  return bound.shape.kind === 'unknown' && bound.category === 'value';
}

/** Writes down what an expression turned out to be. */
export function recordExpression(context: BindContext, bound: Bound): Bound {
  const builder = context.builder;
  if (builder === undefined) return bound;
  if (bound.type !== undefined && bound.category === 'value') builder.types.set(bound.node, bound.type);
  if (bound.symbol !== undefined) builder.symbols.set(bound.node, bound.symbol);
  if (bound.constant !== undefined) builder.constants.set(bound.node, bound.constant);
  return bound;
}
