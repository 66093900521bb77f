/**
 * What listing a type changes in how enums are written: a context with `UseStringEnumConverter` has a converter to text in its metadata of
 * each enum, whichever options it is used with, while reflection and other contexts write numbers.
 */
import { jsonKey, jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isEnumType } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import type { JsonContext } from '../registration/contexts';
import { contextsOf } from '../registration/contexts';

const serialization = 'System.Text.Json.Serialization';

/** Whether a context has `UseStringEnumConverter = true`. */
export function writesEnumsAsText(context: NamedTypeSymbol): boolean {
  return context.attributes.some(({ fullName, namedArguments }) => {
    const value = fullName === `${serialization}.JsonSourceGenerationOptionsAttribute` ? namedArguments.get('UseStringEnumConverter') : undefined;
    return value?.kind === 'primitive' && value.value === true;
  });
}

/** Enums that come along with some types and have no converter of their own. */
export function plainEnums(types: readonly TypeSymbol[]): readonly NamedTypeSymbol[] {
  const isPlain = ({ attributes }: NamedTypeSymbol): boolean => !attributes.some(({ fullName }) => fullName === `${serialization}.JsonConverterAttribute`);
  return jsonTypesOf(types).filter((type): type is NamedTypeSymbol => type.kind === 'namedType' && isEnumType(type) && isPlain(type));
}

/** The enums that become text, or may become numbers again. */
export interface EnumChange { readonly enums: readonly NamedTypeSymbol[]; readonly toText: boolean }

/**
 * The change that types bring about when they are listed in a context, or in a new one; undefined for none. Beside a context that writes
 * an enum as text, metadata of the same enum in another one may come first.
 */
export function enumChange(program: ProgramContext, types: readonly TypeSymbol[], context: JsonContext | undefined, isRegistered: boolean): EnumChange | undefined {
  const known = contextsOf(program.compilation).filter(({ type }) => writesEnumsAsText(type));
  const toText = context !== undefined && writesEnumsAsText(context.type);
  if (known.length === 0 && !toText) return undefined;
  const isSame = (other: JsonContext): boolean => other.type.originalDefinition === context?.type.originalDefinition;
  const asText = new Set(known.filter((other) => isRegistered || !isSame(other)).flatMap(({ roots }) => plainEnums(roots)).map(jsonKey));
  const registered = toText && !isRegistered ? context.roots : [];
  const enums = plainEnums([...types, ...registered]).filter((type) => asText.has(jsonKey(type)) !== toText);
  return enums.length === 0 ? undefined : { enums, toText };
}

/** Addition to the title of a fix. */
export function enumNote(change: EnumChange | undefined): string {
  return change ? ` (${change.enums.map(({ name }) => name).join(', ')} ${change.toText ? 'is written as text' : 'may be written as a number'})` : '';
}

/** The context to list types in without a change of how enums are written: the one that was chosen, another one, or (undefined) a new one. */
export function withoutEnumChange(program: ProgramContext, types: readonly TypeSymbol[], chosen: JsonContext | undefined, isRegistered: boolean, others: readonly JsonContext[]): JsonContext | undefined {
  if (!chosen || !enumChange(program, types, chosen, isRegistered)) return chosen;
  const other = others.find((each) => !enumChange(program, types, each, true));
  return other ?? (enumChange(program, types, undefined, false) ? chosen : undefined);
}
