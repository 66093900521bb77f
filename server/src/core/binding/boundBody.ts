/** What binding tells the rules about one member: the result of binding a unit's expressions and statements. */
import type { Span } from '../diagnostic';
import type { Expression, NodeBase, Statement, TypeSyntax, Unit, Lambda, LocalFunction, Argument } from '../syntax/nodes';
import type { AnySymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol, AttributeValue, FieldSymbol, PropertySymbol, EventSymbol } from '../symbols/symbol';
import type { Compilation } from '../symbols/compilation';

/** A place inside a unit; `absolute(anchor)` gives file offsets. */
export interface Anchor extends Span {
  readonly unit: Unit;
}

/** File offsets of an anchor as the file stands now. */
export function absolute(anchor: Anchor): Span {
  return { start: anchor.unit.base + anchor.start, end: anchor.unit.base + anchor.end };
}

/**
 * How a symbol is used. The same vocabulary as the oracle's `--symbols` (test/oracle/README.md), so the two compare directly.
 * `collectionElement`, which Roslyn does not tell, is the method that a collection expression adds an element with.
 * `creation` is the constructor of a `new`; `implicitBase` an unwritten base constructor call; `attribute` an attribute's constructor.
 */
export type UseKind =
  | 'call' | 'methodGroup' | 'property' | 'field' | 'event' | 'localFunction' | 'type' | 'typeParameter' | 'attribute' | 'creation'
  | 'indexer' | 'implicitIndexer' | 'delegateInvoke' | 'constructorInitializer' | 'implicitBase' | 'operator' | 'conversion' | 'typeof'
  | 'foreach' | 'await' | 'using' | 'deconstruct' | 'pattern' | 'collection' | 'collectionElement' | 'collectionInitializer' | 'interpolation' | 'query' | 'with'
  | 'range' | 'dynamic' | 'var';

/** The function-like thing whose code a use sits in: the member itself, or a lambda or local function inside it. */
export interface EnclosingFunction {
  /** Undefined for a field or property initializer, an attribute, a header. */
  readonly symbol: MethodSymbol | undefined;
  readonly parent: EnclosingFunction | undefined;
  readonly node: Lambda | LocalFunction | undefined;
}

export interface SymbolUse {
  readonly kind: UseKind;
  /** Constructed symbol (type arguments filled in); undefined only for `dynamic`. */
  readonly symbol: AnySymbol | undefined;
  /** Where: the name token for names, otherwise as the oracle places it. */
  readonly anchor: Anchor;
  /**
   * Node of the whole operation: the invocation, the member access, the creation …; undefined where nothing is written.
   * Rules take the official diagnostic span from it.
   */
  readonly node: NodeBase & { readonly kind: string } | undefined;
  /** Of a property, indexer or event: which accessors run. `read` for fields and everything else. */
  readonly access: 'read' | 'write' | 'readWrite';
  readonly enclosing: EnclosingFunction;
  /** Called in reduced form (`x.Ext()`), or a member of an instance. */
  readonly receiver: Expression | undefined;
  readonly receiverType: TypeSymbol | undefined;
  /** For calls: argument for each parameter where one is written (params in expanded form map several arguments to the last one). */
  readonly arguments: readonly BoundArgument[] | undefined;
  /** Inside nameof(...): never executed. */
  readonly inNameof: boolean;
}

export interface BoundArgument {
  readonly parameter: ParameterSymbol;
  /** The receiver of a reduced extension method is the argument of its first parameter. */
  readonly expression: Expression;
  readonly argument: Argument | undefined;
}

/** The declared symbol that a unit belongs to. */
export type BodyOwner =
  | { readonly kind: 'member'; readonly symbol: MemberSymbol }
  | { readonly kind: 'type'; readonly symbol: NamedTypeSymbol }
  /** Top-level statements: the synthesized entry point. */
  | { readonly kind: 'program'; readonly symbol: MethodSymbol }
  /** Assembly-level attributes, usings. */
  | { readonly kind: 'file' };

export interface BoundBody {
  readonly file: string;
  readonly owner: BodyOwner;
  /** One for a member; for top-level statements one for each statement. */
  readonly units: readonly Unit[];
  readonly compilation: Compilation;
  /** In source order. */
  readonly uses: readonly SymbolUse[];
  /** Natural type of an expression; undefined for one without a type (null, lambda, method group, `default`) or unknown. */
  typeOf(expression: Expression): TypeSymbol | undefined;
  /** Type after conversion to where it is used: target type of a lambda, method group, `new()`, collection expression, literal. */
  convertedTypeOf(expression: Expression): TypeSymbol | undefined;
  /** Symbol that a name, member access, invocation or creation binds to. */
  symbolOf(expression: Expression): AnySymbol | undefined;
  /** Also of a name after `is` that turned out to be no type. */
  constantOf(expression: Expression | TypeSyntax): AttributeValue;
  /** Unit that a node belongs to, where the body has several. */
  unitOf(node: NodeBase): Unit | undefined;
  /** Symbol of a lambda or local function, with inferred parameter and return types; undefined while unknown. */
  functionOf(node: Lambda | LocalFunction): MethodSymbol | undefined;
  /** What a lambda's or local function's (or the member's own) `return`s and expression body give: the expressions with their types. */
  returnsOf(node: Lambda | LocalFunction | undefined): readonly { readonly expression: Expression; readonly type: TypeSymbol | undefined }[];
  /** Extension methods of a name in scope, of all levels: what a call may mean on a receiver that the compiler knows nothing of. */
  extensionMethodsNamed(name: string): readonly MethodSymbol[];
  /** The expression and all statements, for rules that walk. */
  readonly roots: readonly (Expression | Statement)[];
  /** Whether an expression is of type `dynamic`; in few bodies one is. */
  readonly hasDynamic: boolean;
  readonly statistics: { readonly invocations: number; readonly unbound: readonly Anchor[] };
}

/** Fields, properties and events with an initializer own their unit; accessors are functions inside their property's. */
export type InitializedMember = FieldSymbol | PropertySymbol | EventSymbol;
