/** Variables of a body and what they hold while its expressions are evaluated; see valueFlow.ts. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnySymbol, LocalSymbol, MethodSymbol, ParameterSymbol, PropertySymbol } from '../../symbols/symbol';
import type { Assignment, Expression } from '../../syntax/nodes';
import { firstNativeCompiler } from '../bodyAndVersion';
import { unwrap } from '../walk';
import { isTracked } from './dataFlowType';
import type { KnownCall } from './results';
import type { Variables } from './state';
import { meet } from './state';
import type { ValueSet } from './value';
import { anything, nothing, nullOnly, union } from './value';
import type { RangeVariables } from './rangeVariables';
import type { FunctionScope, VariableScopes } from './variables';
import { isCaptured, isDeclared, variableKey } from './variables';

/** Expressions looked at, repetitions included, before a body is given up: more than a hundred times what people write in one. */
const maxSteps = 100_000;

/** What was found out about a body: values of its expressions, and what its calls are given. */
export interface Recorded {
  readonly values: Map<object, ValueSet>;
  readonly calls: Map<object, KnownCall>;
  /** Assignments to parameters, with what they are given. */
  readonly assigned: Map<Expression, { readonly parameter: ParameterSymbol; readonly values: ValueSet }>;
}

/** Reads and writes variables. */
export abstract class VariableFlow {
  protected variables: Variables | undefined = new Map();
  protected scope: FunctionScope;
  /** What may hold where an exception leaves the try statements around. */
  protected readonly thrown: { variables: Variables | undefined }[] = [];
  protected readonly shared = new Map<string, ValueSet>();
  protected isChanged = false;
  protected readonly uses = new Map<object, SymbolUse>();
  /** User-defined conversions, by what is converted; of casts by the cast. */
  protected readonly conversions = new Map<object, MethodSymbol>();
  /** `Current` of the enumerator, by loop. */
  protected readonly currents = new Map<object, PropertySymbol>();
  /** Indexers that `x[^1]` reads and writes, by element access. */
  protected readonly implicitIndexers = new Map<object, PropertySymbol>();
  /** Deconstruct methods, by what they take apart into. */
  protected readonly deconstructions = new Map<object, MethodSymbol>();
  /** What patterns call, by pattern. */
  protected readonly patternMembers = new Map<object, AnySymbol[]>();
  /** Those of the query that is being looked at. */
  protected rangeVariables: RangeVariables = { names: new Set(), areParameters: false, parts: undefined };
  protected steps = 0;

  constructor(protected readonly body: BoundBody, protected readonly version: number, protected readonly scopes: VariableScopes, protected readonly recorded: Recorded) {
    this.scope = scopes.root;
    for (const use of body.uses) {
      const { kind, node, symbol } = use;
      if (!node) continue;
      if (kind === 'conversion' && symbol?.kind === 'method') this.conversions.set(node, symbol);
      if (kind === 'foreach' && symbol?.kind === 'property') this.currents.set(node, symbol);
      if (kind === 'implicitIndexer' && symbol?.kind === 'property' && symbol.isIndexer) this.implicitIndexers.set(node, symbol);
      if (kind === 'deconstruct' && symbol?.kind === 'method') this.deconstructions.set(node, symbol);
      if (kind === 'pattern' && symbol) this.patternMembers.set(node, [...this.patternMembers.get(node) ?? [], symbol]);
      if (followed.has(kind) && !this.uses.has(node)) this.uses.set(node, use);
    }
  }

  /** Whether there is still work allowed; nested loops are gone through again and again. */
  protected isExhausted(): boolean {
    return this.steps > maxSteps;
  }

  /** What a variable holds; the variable of a query clause is a parameter. */
  protected readVariable(node: Expression & { readonly kind: 'IdentifierName' }, symbol: LocalSymbol): ValueSet {
    if (this.isOutOfSight(node.name)) return nothing;
    const { names, areParameters, parts } = this.rangeVariables;
    if (!names.has(node.name) && isDeclared(node.name, this.scope)) return this.read(node.name);
    if (areParameters) return [{ kind: 'location', role: 'parameter', symbol }];
    return parts ? [{ kind: 'location', role: 'result', symbol, parts }] : nothing;
  }

  /** In functions of top-level code the native compiler of .NET 8 sees no value in variables and parameters from around them (measured). */
  protected isOutOfSight(name: string): boolean {
    return this.version === firstNativeCompiler && this.body.owner.kind === 'program' && isCaptured(name, this.scope);
  }

  /** Anything, for expressions whose type may hold something of interest. */
  protected unknown(node: Expression): ValueSet {
    if (this.body.constantOf(node)) return nothing;
    const type = this.body.typeOf(node);
    return type && isTracked(type, this.version) ? anything : nothing;
  }

  /** `x`, `x!`, `(x)` of a local variable. */
  protected isVariable(node: Expression): boolean {
    if (node.kind === 'Parenthesized') return this.isVariable(node.expression);
    if (node.kind === 'PostfixUnary' && node.operator === '!') return this.isVariable(node.operand);
    return this.body.symbolOf(node)?.kind === 'local';
  }

  /** Of flags none; of a handle, from .NET 9 on, anything. */
  protected defaultValue(node: Expression): ValueSet {
    const type = this.body.convertedTypeOf(node) ?? this.body.typeOf(node);
    if (type?.kind === 'namedType' && type.typeKind === 'enum') return [{ kind: 'integer', value: 0 }];
    return this.version >= 9 && type?.kind === 'namedType' && type.typeKind === 'struct' ? anything : nullOnly;
  }

  /** From .NET 10 on nothing is said of `GetType()` of a variable that was set by `out` or never, and of a delegate or array that was made here. */
  protected typeOfNothing(callee: Expression, values: ValueSet): ValueSet {
    if (callee.kind !== 'MemberAccess') return values;
    const variable = unwrap(callee.expression);
    if (variable.kind === 'IdentifierName' && this.isVariable(variable) && !this.isSet(variable.name)) return nothing;
    const type = this.body.typeOf(callee.expression);
    return isMade(variable) || (type?.kind === 'namedType' && type.typeKind === 'delegate') ? nothing : values;
  }

  /** What a parameter is set to. */
  protected recordParameter(node: Assignment, values: ValueSet): void {
    let target = node.left;
    while (target.kind === 'Parenthesized') target = target.expression;
    const symbol = target.kind === 'IdentifierName' ? this.body.symbolOf(target) : undefined;
    if (symbol?.kind === 'parameter') this.recorded.assigned.set(node, { parameter: symbol, values: union(this.recorded.assigned.get(node)?.values ?? nothing, values) });
  }

  protected isTrackedTarget(node: Expression): boolean {
    const type = this.body.convertedTypeOf(node);
    return type !== undefined && isTracked(type, this.version);
  }

  protected read(name: string): ValueSet {
    const key = variableKey(name, this.scope);
    return (this.scopes.shared.has(key) ? this.shared.get(key) : this.variables?.get(key)) ?? nothing;
  }

  private isSet(name: string): boolean {
    const key = variableKey(name, this.scope);
    return this.scopes.shared.has(key) ? this.shared.has(key) : this.variables?.has(key) === true;
  }

  protected write(name: string, values: ValueSet): void {
    const key = variableKey(name, this.scope);
    if (this.scopes.shared.has(key)) {
      const before = this.shared.get(key) ?? nothing;
      const after = union(before, values);
      if (after !== before) this.isChanged = true;
      this.shared.set(key, after);
      return;
    }
    this.variables = new Map(this.variables).set(key, values);
    for (const around of this.thrown) around.variables = meet(around.variables, this.variables);
  }
}

/** An array of several dimensions, or a function that is cast. */
function isMade(node: Expression): boolean {
  return node.kind === 'ArrayCreation' || node.kind === 'ImplicitArrayCreation' || node.kind === 'Cast';
}

const followed: ReadonlySet<string> = new Set(['typeof', 'call', 'localFunction', 'creation', 'delegateInvoke']);
