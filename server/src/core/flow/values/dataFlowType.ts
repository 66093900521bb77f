/** Types whose values the trim analyzer follows. */
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';

/** Whether the attribute's members can be taken from a value of this type: Type, string, IReflect and what derives from them. */
export function isDataFlowType(type: TypeSymbol, isByReference: boolean, version: number): boolean {
  if (type.kind === 'error') return true;
  if (type.kind !== 'namedType') return false;
  if (type.specialType === 'String') return !isByReference || version < 9;
  for (const base of baseTypesAndSelf(type)) {
    if (isNamed(base, 'System', 'Type') || isNamed(base, 'System.Reflection', 'IReflect')) return true;
    if (base.interfaces.some((i) => isNamed(i, 'System.Reflection', 'IReflect'))) return true;
  }
  return false;
}

function isNamed(type: NamedTypeSymbol, namespace: string, name: string): boolean {
  return type.name === name && type.namespace === namespace && type.containingType === undefined;
}
