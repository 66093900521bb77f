/** The method behind a handler that the request delegate generator does not follow: in a local variable, or known by its delegate type alone. */
import type { BoundBody } from '../../../binding/boundBody';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Assignment, Expression, IdentifierName, Lambda, VariableDeclarator } from '../../../syntax/nodes';

/** What is known of a handler at run time. */
export interface FollowedHandler {
  readonly method: MethodSymbol;
  readonly lambda: Lambda | undefined;
  /** False: the delegate's own method, whose parameters have other names, and no attributes. */
  readonly isWritten: boolean;
}

/** Variables that stand for one another. */
const mostSteps = 8;

/** Undefined where nothing is known, or the handler is a RequestDelegate, which needs no code at all. */
export function followedHandler(expression: Expression, body: BoundBody, steps = 0): FollowedHandler | undefined {
  const node = unwrap(expression);
  const type = body.convertedTypeOf(node);
  if (steps > mostSteps || isRequestDelegate(body.typeOf(node)) || (node.kind !== 'IdentifierName' && isRequestDelegate(type))) return undefined;
  if (node.kind === 'Cast' || node.kind === 'As') return followedHandler(node.expression, body, steps + 1);
  const only = (node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation') && node.arguments?.length === 1 ? node.arguments[0] : undefined;
  if (only) return followedHandler(only.expression, body, steps + 1);
  if (node.kind === 'Lambda') return written(body.functionOf(node), node);
  const symbol = node.kind === 'Invocation' ? undefined : body.symbolOf(node);
  if (symbol?.kind === 'method') return written(symbol, undefined);
  const value = symbol?.kind === 'local' && node.kind === 'IdentifierName' ? valueOfLocal(node, body) : undefined;
  if (value) return followedHandler(value, body, steps + 1);
  const own = body.typeOf(node);
  const invoke = own?.kind === 'namedType' ? own.delegateInvokeMethod : undefined;
  return invoke && { method: invoke, lambda: undefined, isWritten: false };
}

function written(method: MethodSymbol | undefined, lambda: Lambda | undefined): FollowedHandler | undefined {
  return method && { method, lambda, isWritten: true };
}

function isRequestDelegate(type: TypeSymbol | undefined): boolean {
  return type !== undefined && isNamed(type, 'Microsoft.AspNetCore.Http', 'RequestDelegate');
}

/** What the only variable of that name is made with, where nothing else is put into it. */
function valueOfLocal({ name }: IdentifierName, body: BoundBody): Expression | undefined {
  const declared: VariableDeclarator[] = [];
  for (const { root } of body.units) {
    for (const node of nodesOfKind(root, 'VariableDeclarator') as unknown as readonly VariableDeclarator[]) if (node.name === name) declared.push(node);
    const isAssigned = (nodesOfKind(root, 'Assignment') as unknown as readonly Assignment[]).some(({ left }) => left.kind === 'IdentifierName' && left.name === name);
    if (isAssigned || (nodesOfKind(root, 'IdentifierName') as unknown as readonly IdentifierName[]).some((node) => node.name === name && isByReference(node, root))) return undefined;
  }
  return declared.length === 1 ? declared[0]?.initializer : undefined;
}

function isByReference(node: IdentifierName, root: unknown): boolean {
  const parent = parentsOf(root).get(node) as { readonly kind: string; readonly refKind?: string } | undefined;
  return parent?.kind === 'Argument' && parent.refKind !== 'none' && parent.refKind !== undefined;
}
