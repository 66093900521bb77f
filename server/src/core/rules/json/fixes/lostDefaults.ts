/** Init-only properties with an initializer: generated metadata sets them with the constructor, to null or zero where the JSON leaves them out; reflection leaves them alone. Measured with .NET 10. */
import { jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { TypeSymbol } from '../../../symbols/symbol';
import { initializerText } from '../../generators/initOnlyOptions';

/** `Order.Lines` of each such property of what is read. */
export function lostDefaults(type: TypeSymbol): readonly string[] {
  return jsonTypesOf([type]).flatMap((part) => (part.kind === 'namedType' && part.containingAssembly.isSource ? part.members : []).flatMap((member) => {
    if (member.kind !== 'property' || member.isStatic || member.isRequired || member.setMethod?.isInitOnly !== true) return [];
    const text = initializerText(member);
    return text === undefined || /^(?:null|default)!?$/.test(text) ? [] : [`${member.containingType.name}.${member.name}`];
  }));
}
