/** Collects what binding finds out about one body and hands it out as a BoundBody. */
import type { Expression, Lambda, LocalFunction, NodeBase, Statement, TypeSyntax, Unit } from '../syntax/nodes';
import type { AnySymbol, AttributeValue, MethodSymbol, TypeSymbol } from '../symbols/symbol';
import type { Compilation } from '../symbols/compilation';
import type { Anchor, BodyOwner, BoundBody, SymbolUse } from './boundBody';
import type { Scope } from './scope';
import { extensionMethodsInScope } from './scope';

/** An expression that a function returns, with its natural type. */
export interface ReturnedExpression {
  readonly expression: Expression;
  readonly type: TypeSymbol | undefined;
}

/** Mutable while a body is bound; `finish` freezes it. */
export interface BodyBuilder {
  readonly uses: SymbolUse[];
  readonly unbound: Anchor[];
  invocations: number;
  readonly types: Map<Expression, TypeSymbol>;
  readonly convertedTypes: Map<Expression, TypeSymbol>;
  readonly symbols: Map<Expression, AnySymbol>;
  readonly constants: Map<Expression | TypeSyntax, AttributeValue>;
  readonly functions: Map<Lambda | LocalFunction, MethodSymbol>;
  readonly returns: Map<Lambda | LocalFunction | undefined, ReturnedExpression[]>;
}

/** An empty builder. */
export function createBodyBuilder(): BodyBuilder {
  return {
    uses: [], unbound: [], invocations: 0, types: new Map(), convertedTypes: new Map(), symbols: new Map(), constants: new Map(),
    functions: new Map(), returns: new Map(),
  };
}

/** The finished body: uses in source order, duplicates dropped. */
export function finishBody(
  builder: BodyBuilder, file: string, owner: BodyOwner, units: readonly Unit[], compilation: Compilation, scope: () => Scope, roots: readonly (Expression | Statement)[],
): BoundBody {
  const uses = builder.uses;
  uses.sort((a, b) => a.anchor.unit.base + a.anchor.start - b.anchor.unit.base - b.anchor.start || a.anchor.end - b.anchor.end);
  let owners: Map<object, Unit> | undefined;
  return {
    file, owner, units, compilation, uses, roots,
    typeOf: (expression) => builder.types.get(expression),
    get hasDynamic() {
      let found = false;
      builder.types.forEach((type) => { found ||= type.kind === 'dynamic'; });
      return found;
    },
    convertedTypeOf: (expression) => builder.convertedTypes.get(expression) ?? builder.types.get(expression),
    symbolOf: (expression) => builder.symbols.get(expression),
    constantOf: (expression) => builder.constants.get(expression),
    unitOf: (node) => {
      if (units.length < 2) return units[0];
      owners ??= unitsOfNodes(units);
      return owners.get(node);
    },
    functionOf: (node) => builder.functions.get(node),
    returnsOf: (node) => builder.returns.get(node) ?? [],
    extensionMethodsNamed: (name) => [...extensionMethodsInScope(scope(), name)].flat(),
    statistics: { invocations: builder.invocations, unbound: builder.unbound },
  };
}

function unitsOfNodes(units: readonly Unit[]): Map<object, Unit> {
  const owners = new Map<object, Unit>();
  const visit = (node: unknown, unit: Unit): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, unit);
    } else if (isNode(node) && !owners.has(node)) {
      owners.set(node, unit);
      for (const value of Object.values(node)) if (typeof value === 'object') visit(value, unit);
    }
  };
  for (const unit of units) visit(unit.root, unit);
  return owners;
}

function isNode(value: unknown): value is NodeBase {
  return typeof value === 'object' && value !== null;
}
