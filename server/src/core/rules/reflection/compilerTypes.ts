/** Members of tuples and of anonymous types, as messages name them. */
import { isAnonymousType } from '../../binding/binderSymbols';
import type { FieldSymbol, MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { isTupleType, tupleElementTypes } from '../../symbols/types';
import { fullTypeDisplay } from '../capability/extensionDisplay';

interface Part { readonly name: string; readonly type: TypeSymbol }

/** `<anonymous type: System.Type T, System.Int32 N>.T.get`; undefined for methods of types with a name. */
export function anonymousAccessor({ containingType, name }: MethodSymbol): string | undefined {
  if (!isAnonymousType(containingType)) return undefined;
  const parts = containingType.members.flatMap((member): Part[] => (member.kind === 'property' ? [{ name: member.name, type: member.type }] : []));
  return anonymousGetter(parts, name.replace(/^get_/, ''));
}

/** The getter of one of the parts of an anonymous type. */
export function anonymousGetter(parts: readonly Part[], name: string): string {
  return `<anonymous type: ${parts.map((part) => `${fullTypeDisplay(part.type)} ${part.name}`).join(', ')}>.${name}.get`;
}

/** `(System.Type A, System.Int32).A`, by the name that is written, else the element's where it has one; undefined for fields of other types. */
export function tupleElement({ containingType, name }: FieldSymbol, written: string | undefined): string | undefined {
  const types = tupleElementTypes(containingType);
  if (!isTupleType(containingType) || !types) return undefined;
  const elements = types.map((type, i) => [fullTypeDisplay(type), containingType.tupleElementNames?.[i]].filter((part) => part !== undefined).join(' '));
  const position = /^Item(\d+)$/.exec(name)?.[1];
  return `(${elements.join(', ')}).${written ?? (position === undefined ? undefined : containingType.tupleElementNames?.[Number(position) - 1]) ?? name}`;
}
