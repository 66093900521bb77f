/** Operations that are bound at run time: from .NET 9 on a finding about the method of the C# run-time binder that they compile to. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import type { MethodSymbol } from '../../symbols/symbol';
import { anchorOf, parentOf } from './spans';

/** Message of the .NET 8 analyzer, for invocations only. */
export const dynamicInvocationMessage = 'Invoking members on dynamic types is not trimming-compatible. Types or members might have been removed by the trimmer.';

/** Place and run-time binder method of a dynamic operation that the analyzers of `version` report. */
export function dynamicTarget(use: SymbolUse, body: BoundBody, version: number): { readonly anchor: Anchor; readonly method: MethodSymbol | undefined } | undefined {
  const node = use.node;
  if (!node) return undefined;
  const { unit } = use.anchor;
  const isAdded = isElement(use, node);
  if (version < 9) return node.kind === 'Invocation' || isAdded ? { anchor: anchorOf(unit, node), method: undefined } : undefined;
  const name = isAdded ? 'InvokeMember' : binderMethod(use, node);
  const method = name === undefined ? undefined : body.compilation.typeByMetadataName('Microsoft.CSharp.RuntimeBinder.Binder')?.membersNamed(name)[0];
  if (method?.kind !== 'method') return undefined;
  const called = node.kind === 'Invocation' && !isAdded && version >= 10 ? (node as unknown as { readonly expression: AnyNode }).expression : node;
  return { anchor: anchorOf(unit, called), method };
}

/** An element of a collection initializer, for which `Add` is called. */
function isElement(use: SymbolUse, node: AnyNode): boolean {
  const parent = parentOf(use, node);
  if (parent?.kind !== 'Initializer' || node.kind === 'Assignment') return false;
  const around = parentOf(use, parent)?.kind;
  return around === 'ObjectCreation' || around === 'ImplicitObjectCreation' || around === 'Assignment';
}

/** Unary, binary and conversion operations are not reported. */
function binderMethod(use: SymbolUse, node: AnyNode): string | undefined {
  switch (node.kind) {
    case 'Invocation': return 'InvokeMember';
    case 'ObjectCreation':
    case 'ImplicitObjectCreation':
    case 'LetClause':
    case 'FromClause':
    case 'JoinClause': return 'InvokeConstructor';
    case 'MemberAccess':
    case 'MemberBinding': return isAssigned(use, node) ? 'SetMember' : 'GetMember';
    case 'ElementAccess':
    case 'ElementBinding': return isAssigned(use, node) ? 'SetIndex' : 'GetIndex';
    default: return undefined;
  }
}

/** Target of an assignment (not of `??=`, which is reported as a read), or of `++` and `--`. */
function isAssigned(use: SymbolUse, node: AnyNode): boolean {
  const parent = parentOf(use, node);
  if (parent?.kind === 'PrefixUnary' || parent?.kind === 'PostfixUnary') return /^(?:\+\+|--)$/.test((parent as unknown as { readonly operator: string }).operator);
  const assignment = parent as unknown as { readonly kind: string; readonly operator: string; readonly left: unknown } | undefined;
  return assignment?.kind === 'Assignment' && assignment.left === node && assignment.operator !== '??=';
}
