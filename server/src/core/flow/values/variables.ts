/** Keys of the variables of a body, and which of them functions inside it share. */
import type { BoundBody } from '../../binding/boundBody';
import type { Expression, Lambda, LocalFunction, Parameter } from '../../syntax/nodes';
import type { AnyNode } from '../walk';
import { forEachChild } from '../walk';

/** The functions around a place, the innermost first; the body's own code is the last. */
export interface FunctionScope {
  readonly id: number;
  readonly parent: FunctionScope | undefined;
  /** Names of variables that its statements declare. */
  readonly declared: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

/** Variables of one body. */
export interface VariableScopes {
  readonly root: FunctionScope;
  scopeOf(node: object): FunctionScope | undefined;
  /** Keys of variables that more than one function uses: their values do not depend on the place. */
  readonly shared: ReadonlySet<string>;
}

const declaring: ReadonlySet<string> = new Set(['VariableDeclarator', 'SingleDesignation', 'Catch']);

/** Finds the functions of a body and what they declare. */
export function variableScopes(body: BoundBody): VariableScopes {
  const scopes = new Map<object, FunctionScope>();
  const shared = new Set<string>();
  let count = 0;
  const enter = (parent: FunctionScope | undefined, parameters: readonly Parameter[] = []): FunctionScope & { readonly declared: Set<string> } =>
    ({ id: count++, parent, declared: new Set(), parameters: new Set(parameters.map(({ name }) => name)) });
  const collect = (node: AnyNode, scope: FunctionScope & { readonly declared: Set<string> }, names: [string, FunctionScope][]): void => {
    const inner = node.kind === 'Lambda' || node.kind === 'LocalFunction' ? enter(scope, (node as unknown as Lambda | LocalFunction).parameters) : scope;
    if (inner !== scope) scopes.set(node, inner);
    if (declaring.has(node.kind)) {
      const { name } = node as unknown as { readonly name: string | undefined };
      if (name !== undefined) inner.declared.add(name);
    }
    if (node.kind === 'IdentifierName' && body.symbolOf(node as unknown as Expression)?.kind === 'local') names.push([(node as unknown as { readonly name: string }).name, inner]);
    forEachChild(node, (child) => { collect(child, inner, names); });
  };
  const root = enter(undefined);
  const names: [string, FunctionScope][] = [];
  for (const unit of body.units) if (typeof unit.root === 'object' && unit.root !== null) collect(unit.root as AnyNode, root, names);
  for (const [name, scope] of names) {
    const owner = declaringScope(name, scope);
    if (owner && owner !== scope) shared.add(`${owner.id}:${name}`);
  }
  return { root, scopeOf: (node) => scopes.get(node), shared };
}

function declaringScope(name: string, scope: FunctionScope): FunctionScope | undefined {
  for (let each: FunctionScope | undefined = scope; each; each = each.parent) if (each.declared.has(name)) return each;
  return undefined;
}

/** Key of a variable as it is seen from a function. */
export function variableKey(name: string, scope: FunctionScope): string {
  return `${(declaringScope(name, scope) ?? scope).id}:${name}`;
}

/** Whether a statement, pattern or catch clause declares the variable that is seen from a function; those of queries are not among them. */
export function isDeclared(name: string, scope: FunctionScope): boolean {
  return declaringScope(name, scope) !== undefined;
}

/** Whether a function uses a variable or parameter of a function around it, or of the body's own code. */
export function isCaptured(name: string, scope: FunctionScope): boolean {
  if (scope.declared.has(name) || scope.parameters.has(name)) return false;
  for (let each = scope.parent; each; each = each.parent) if (each.declared.has(name) || each.parameters.has(name)) return true;
  return false;
}
