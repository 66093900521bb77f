/** Types whose values the trim analyzer follows. */
import type { AnySymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import { baseTypesAndSelf, isNamed } from '../../symbols/types';

/** Whether the attribute's members can be taken from a value of this type: Type, string, IReflect and what derives from them. */
export function isDataFlowType(type: TypeSymbol, isByReference: boolean, version: number): boolean {
  if (type.kind === 'error') return true;
  if (type.kind !== 'namedType') return false;
  if (type.specialType === 'String') return !isByReference || version < 9;
  for (const base of baseTypesAndSelf(type)) {
    if ([base, ...base.interfaces].some((i) => isNamed(i, 'System.Reflection', 'IReflect')) || isNamed(base, 'System', 'Type')) return true;
  }
  return false;
}

/** Whether a type is System.Type, or a class derived from it. */
export function derivesFromType(type: NamedTypeSymbol): boolean {
  for (const base of baseTypesAndSelf(type)) if (isNamed(base, 'System', 'Type')) return true;
  return false;
}

/** Whether what reflection gives may be in a value of this type. */
export function isTracked(type: TypeSymbol, version: number): boolean {
  if (type.kind !== 'namedType') return false;
  return type.namespace === 'System.Reflection' || type.name === 'RuntimeTypeHandle' || type.name === 'RuntimeMethodHandle' || isDataFlowType(type, false, version);
}

/** The name by which a member is named; undefined where an expression is no name. */
export function writtenName(node: Expression): string | undefined {
  if (node.kind === 'IdentifierName') return node.name;
  return node.kind === 'MemberAccess' || node.kind === 'MemberBinding' ? writtenName(node.name) : undefined;
}

/** What `typeof` may be of. */
export function isType(symbol: AnySymbol): symbol is AnySymbol & TypeSymbol {
  return symbol.kind === 'namedType' || symbol.kind === 'array' || symbol.kind === 'pointer' || symbol.kind === 'typeParameter' || symbol.kind === 'functionPointer' || symbol.kind === 'dynamic';
}
