/** The operations of a body that are bound at run time, found by the type of what they are applied to. */
import type { BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { forEachChild, unwrap } from '../../flow/walk';
import type { MethodSymbol } from '../../symbols/symbol';
import { givesBoth, variablesBefore } from '../../flow/values/rangeVariables';
import type { Expression, Lambda, LocalFunction, QueryClause, Unit } from '../../syntax/nodes';

/** Dynamic operations, and where code is inside one. */
export interface DynamicOperations {
  readonly uses: readonly SymbolUse[];
  /** From .NET 9 on the analyzers look at the outermost operation only and not at its receiver and arguments. */
  isInside(unit: Unit, start: number, end: number): boolean;
}

interface Region { readonly unit: Unit; readonly start: number; readonly end: number }

/** What the binder noted (calls, indexers, creations), with the member accesses, which it does not. */
export function dynamicOperations(body: BoundBody): DynamicOperations {
  const uses = body.uses.filter((use) => use.kind === 'dynamic' && !use.inNameof);
  if (uses.length === 0 && !body.hasDynamic) return noOperations;
  for (const unit of body.units) new AccessFinder(body, unit, uses).visit(unit.root as AnyNode, undefined, rootFunction(body));
  const regions = uses.flatMap(regionOf);
  return {
    uses,
    isInside: (unit, start, end) => regions.some((r) => r.unit === unit && r.start <= start && end <= r.end && (r.start < start || end < r.end)),
  };
}

const noOperations: DynamicOperations = { uses: [], isInside: () => false };

function rootFunction(body: BoundBody): EnclosingFunction {
  const { owner } = body;
  const symbol = (owner.kind === 'member' && owner.symbol.kind === 'method') || owner.kind === 'program' ? (owner.symbol as MethodSymbol) : undefined;
  return { symbol, parent: undefined, node: undefined };
}

/** An object creation's initializer is looked at like any other code, and so is what a further clause reads from. */
function regionOf(use: SymbolUse): readonly Region[] {
  const node = use.node as Expression | undefined;
  if (!node || isFurtherSource(use.node)) return [];
  const { unit } = use.anchor;
  const isCreation = node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation';
  return [{ unit, start: node.start, end: isCreation && node.initializer ? node.initializer.start : node.end }];
}

class AccessFinder {
  constructor(private readonly body: BoundBody, private readonly unit: Unit, private readonly found: SymbolUse[]) {}

  visit(node: AnyNode, parent: AnyNode | undefined, enclosing: EnclosingFunction, conditional?: Expression): void {
    const expression = node as unknown as Expression;
    let inside = enclosing;
    if (expression.kind === 'Lambda' || node.kind === 'LocalFunction') {
      const f = node as unknown as Lambda | LocalFunction;
      inside = { symbol: this.body.functionOf(f), parent: enclosing, node: f };
    }
    if (node.kind === 'Accessor') inside = { symbol: this.accessor(node), parent: enclosing, node: undefined };
    if (expression.kind === 'MemberAccess') this.check(node, parent, expression.expression, enclosing);
    if (expression.kind === 'MemberBinding' && conditional) this.check(node, parent, conditional, enclosing);
    if (expression.kind === 'ConditionalAccess') {
      this.visit(expression.expression, node, inside, conditional);
      this.visit(expression.whenNotNull, node, inside, expression.expression);
      return;
    }
    if (expression.kind === 'Query') this.checkClauses(expression.clauses, enclosing);
    if (expression.kind === 'Invocation' && expression.expression.kind === 'IdentifierName' && expression.expression.name === 'nameof') return;
    forEachChild(node, (child) => { this.visit(child, node, inside, conditional); });
  }

  private accessor(node: AnyNode): MethodSymbol | undefined {
    const { owner } = this.body;
    const keyword = (node as unknown as { readonly accessor: string }).accessor;
    if (owner.kind !== 'member') return undefined;
    if (owner.symbol.kind === 'property') return keyword === 'get' ? owner.symbol.getMethod : owner.symbol.setMethod;
    if (owner.symbol.kind === 'event') return keyword === 'add' ? owner.symbol.addMethod : owner.symbol.removeMethod;
    return undefined;
  }

  /** Clauses that put variables together in a type of the compiler's: its constructor is chosen at run time where a variable is dynamic. */
  private checkClauses(clauses: readonly QueryClause[], enclosing: EnclosingFunction): void {
    clauses.forEach((clause, i) => {
      const isJoining = clause.kind === 'LetClause' || clause.kind === 'JoinClause' || (clause.kind === 'FromClause' && i > 0);
      if (!isJoining || givesBoth(clauses, i)) return;
      const variables = variablesBefore(clauses, i + 1, this.body);
      if ((variables.length === 2 ? variables : variables.slice(-1)).some(({ type }) => type?.kind === 'dynamic')) this.add(clause, undefined, enclosing);
    });
  }

  private check(node: AnyNode, parent: AnyNode | undefined, receiver: Expression, enclosing: EnclosingFunction): void {
    const isCalled = parent?.kind === 'Invocation' && (parent as unknown as { readonly expression: unknown }).expression === node;
    if (isCalled || this.body.typeOf(unwrap(receiver))?.kind !== 'dynamic') return;
    if (this.found.some((use) => use.anchor.unit === this.unit && use.node === node)) return;
    this.add(node, receiver, enclosing);
  }

  private add(node: AnyNode, receiver: Expression | undefined, enclosing: EnclosingFunction): void {
    this.found.push({
      kind: 'dynamic', symbol: undefined, anchor: { unit: this.unit, start: node.start, end: node.end }, node, access: 'read', enclosing,
      receiver, receiverType: { kind: 'dynamic' }, arguments: undefined, inNameof: false,
    });
  }
}

function isFurtherSource(node: { readonly kind: string } | undefined): boolean {
  return node?.kind === 'FromClause' || node?.kind === 'JoinClause';
}
