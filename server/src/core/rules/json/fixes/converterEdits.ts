/** `[JsonConverter(typeof(JsonStringEnumConverter))]` on what a context is to list: with metadata of the type, the generator warns of it (SYSLIB1034). */
import type { TextEdit } from '../../../diagnostic';
import { jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { AttributeData, NamedTypeSymbol, SourceLocation, TypeSymbol } from '../../../symbols/symbol';
import { isEnumType, isNamed, nullableUnderlying } from '../../../symbols/types';
import type { Unit } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { nameAt } from '../../shortNames';

const serialization = 'System.Text.Json.Serialization';

/** The type argument for each such converter of an enum or a member, in the source of the program or its libraries. */
export function converterEdits(program: ProgramContext, types: readonly TypeSymbol[]): readonly TextEdit[] {
  const edits = new Map<string, TextEdit>();
  const note = (attributes: readonly AttributeData[], converted: TypeSymbol, owner: NamedTypeSymbol | undefined, location: SourceLocation | undefined): void => {
    const type = nullableUnderlying(converted) ?? converted;
    if (!location || !isEnumType(type)) return;
    for (const attribute of attributes) {
      const [converter] = attribute.constructorArguments;
      if (attribute.fullName !== `${serialization}.JsonConverterAttribute` || !attribute.syntax || converter?.kind !== 'type') continue;
      if (!converter.value || !isNamed(converter.value, serialization, 'JsonStringEnumConverter') || converter.value.arity > 0) continue;
      const unit = location.unit as Unit;
      const found = /\bJsonStringEnumConverter\b(?!\s*<)/.exec(unit.text.slice(attribute.syntax.start, attribute.syntax.end));
      if (!found) continue; // it stands on another part
      const at = unit.base + attribute.syntax.start + found.index + found[0].length;
      const name = nameAt({ file: location.file, namespace: (owner ?? type).namespace, containingType: owner }, type, program);
      edits.set(`${location.file} ${String(at)}`, { file: location.file, span: { start: at, end: at }, newText: `<${name}>` });
    }
  };
  for (const type of jsonTypesOf(types)) {
    const own = nullableUnderlying(type) ?? type;
    if (own.kind !== 'namedType') continue;
    const { originalDefinition } = own;
    note(originalDefinition.attributes, originalDefinition, originalDefinition.containingType, originalDefinition.location);
    for (const member of originalDefinition.members) {
      if (member.kind === 'property' || member.kind === 'field') note(member.attributes, member.type, originalDefinition, member.location);
    }
  }
  return [...edits.values()];
}
