/** Lambdas and local functions: which carry attributes, and which of them the analyzers get to see. */
import type { BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf } from '../../flow/walk';
import type { FieldSymbol, MethodSymbol } from '../../symbols/symbol';
import type { Lambda, Unit } from '../../syntax/nodes';
import { anchorOf, parentOf } from './spans';

/** Which local functions of a body the analyzers look at. */
export interface LocalFunctionCalls {
  /** Whether nothing that runs refers to it or to one around it; up to .NET 8, calls it. */
  isUnused(enclosing: EnclosingFunction): boolean;
}

/** Follows the references between local functions, from the member's own code on. Up to .NET 8 the data flow analyzer follows calls, and no delegates. */
export function localFunctionCalls(body: BoundBody, version: number): LocalFunctionCalls {
  const references = body.uses.filter((use) => use.symbol?.kind === 'method' && use.symbol.methodKind === 'localFunction' && !use.inNameof && (version >= 9 || use.node?.kind === 'Invocation'));
  const reached = new Set<MethodSymbol>();
  const isUnused = (enclosing: EnclosingFunction): boolean => {
    for (let f: EnclosingFunction | undefined = enclosing; f; f = f.parent) {
      if (f.symbol?.methodKind === 'localFunction' && !reached.has(f.symbol.originalDefinition)) return true;
    }
    return false;
  };
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const { symbol, enclosing } of references) if (symbol?.kind === 'method' && !isUnused(enclosing)) reached.add(symbol.originalDefinition);
  }
  return { isUnused };
}

/** An attribute of a lambda, a local function or one of their parameters, which the analyzers do not look at. */
export function isAttributeOfFunction(use: SymbolUse): boolean {
  if (use.kind !== 'attribute' && use.kind !== 'property' && use.kind !== 'field') return false;
  let isInAttribute = false;
  for (let node: AnyNode | undefined = use.node; node; node = parentOf(use, node)) {
    if (node.kind === 'Attribute') isInAttribute = true;
    if (node.kind === 'Lambda' || node.kind === 'LocalFunction') return isInAttribute;
  }
  return false;
}

/** Lambdas with attributes, each as the use that its creation is. */
export function annotatedLambdas(body: BoundBody): readonly { readonly use: SymbolUse; readonly method: MethodSymbol }[] {
  const found: { readonly use: SymbolUse; readonly method: MethodSymbol }[] = [];
  for (const unit of body.units) {
    if (!unit.text.includes('[')) continue;
    for (const node of nodesOfKind(unit.root, 'Lambda')) {
      const lambda = node as unknown as Lambda;
      const method = lambda.attributeLists.length > 0 ? body.functionOf(lambda) : undefined;
      if (!method) continue;
      found.push({ method, use: useAt(node, unit, method, body) });
    }
  }
  return found;
}

/** A use that no name makes: of what an expression stands for, where it stands. */
export function useAt(node: AnyNode, unit: Unit, symbol: MethodSymbol | FieldSymbol, body: BoundBody): SymbolUse {
  return {
    kind: 'methodGroup', symbol, anchor: anchorOf(unit, node), node, access: 'read', enclosing: enclosingOf(node, parentsOf(unit.root), body), receiver: undefined,
    receiverType: undefined, arguments: undefined, inNameof: false,
  };
}

/** The function around a node. */
export function enclosingOf(node: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): EnclosingFunction {
  for (let parent = parents.get(node); parent; parent = parents.get(parent)) {
    const around = parent;
    if (around.kind === 'Lambda' || around.kind === 'LocalFunction') {
      const symbol = body.functionOf(around as unknown as Lambda);
      return { symbol, parent: enclosingOf(around, parents, body), node: around as unknown as Lambda };
    }
    if (around.kind === 'Accessor') return { symbol: accessorOf(around, body), parent: undefined, node: undefined };
  }
  return { symbol: methodAround(node, body), parent: undefined, node: undefined };
}

/** The method that a body is, or the getter of `P => e`. */
function methodAround(node: AnyNode, { owner, units }: BoundBody): MethodSymbol | undefined {
  if (owner.kind === 'program') return owner.symbol;
  if (owner.kind !== 'member') return undefined;
  if (owner.symbol.kind === 'method') return owner.symbol;
  const getter = (units[0]?.root as { readonly expressionBody?: AnyNode } | undefined)?.expressionBody;
  return owner.symbol.kind === 'property' && getter && getter.start <= node.start && node.end <= getter.end ? owner.symbol.getMethod : undefined;
}

function accessorOf(node: AnyNode, body: BoundBody): MethodSymbol | undefined {
  const { accessor } = node as unknown as { readonly accessor: string };
  const { owner } = body;
  if (owner.kind !== 'member') return undefined;
  if (owner.symbol.kind === 'property') return accessor === 'get' ? owner.symbol.getMethod : owner.symbol.setMethod;
  if (owner.symbol.kind === 'event') return accessor === 'add' ? owner.symbol.addMethod : owner.symbol.removeMethod;
  return undefined;
}

/** The function that a place sits in, past lambdas and local functions. */
export function outermost(enclosing: EnclosingFunction): EnclosingFunction {
  let outer = enclosing;
  while (outer.parent) outer = outer.parent;
  return outer;
}
