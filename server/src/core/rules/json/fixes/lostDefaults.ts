/**
 * Init-only properties with an initializer: generated metadata sets them with the constructor, to null or zero where the JSON leaves them
 * out; reflection leaves them alone (measured with .NET 9 and .NET 10). With a set accessor they keep their default.
 */
import type { Fix, TextEdit } from '../../../diagnostic';
import { jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import { initializerText, setterFix } from '../../generators/configuration/initOnlyOptions';
import { ownerOf } from '../../imports';
import type { ProgramContext } from '../../rule';

/** What reading some types takes to leave their defaults alone. */
export interface KeptDefaults {
  /** `set` for `init`. */
  readonly edits: readonly TextEdit[];
  /** For a title: which properties get it, and which lose their default, since they must be init-only. */
  readonly note: string;
}

/** `types`: what is read. `within`: only of these and what they hold. */
export function keptDefaults(program: ProgramContext, types: readonly TypeSymbol[], within: readonly TypeSymbol[] = types): KeptDefaults {
  const listed = within === types ? undefined : new Set(lostProperties(within));
  const kept: string[] = [];
  const lost: string[] = [];
  const edits: TextEdit[] = [];
  for (const property of lostProperties(types)) {
    if (listed?.has(property) === false) continue;
    const source = ownerOf(program, property.location?.file)?.source(property.location?.file);
    const [fix] = source ? setterFix(property, source) : [];
    const name = `${property.containingType.name}.${property.name}`;
    if (fix) edits.push(...fix.edits);
    (fix ? kept : lost).push(name);
  }
  const notes = [
    ...(kept.length > 0 ? [`init-only ${kept.join(', ')} ${kept.length === 1 ? 'becomes' : 'become'} settable, to keep ${kept.length === 1 ? 'its default' : 'their defaults'}`] : []),
    ...(lost.length > 0 ? [`defaults of init-only ${lost.join(', ')} are lost`] : []),
  ];
  return { edits, note: notes.length === 0 ? '' : ` (${notes.join('; ')})` };
}

/** A fix that lists types, so that those which are read keep their defaults. */
export function keepingDefaults(fix: Fix, { edits, note }: KeptDefaults): Fix {
  return note === '' ? fix : { ...fix, title: fix.title + note, edits: [...fix.edits, ...edits] };
}

function lostProperties(types: readonly TypeSymbol[]): readonly PropertySymbol[] {
  const found = new Set<PropertySymbol>();
  for (const part of jsonTypesOf(types)) {
    for (const level of part.kind === 'namedType' && part.containingAssembly.isSource ? baseTypesAndSelf(part) : []) {
      for (const member of level.originalDefinition.members) if (member.kind === 'property' && isLost(member)) found.add(member);
    }
  }
  return [...found];
}

function isLost(member: PropertySymbol): boolean {
  if (member.isStatic || member.isRequired || member.setMethod?.isInitOnly !== true) return false;
  const text = initializerText(member);
  return text !== undefined && !/^(?:null|default)!?$/.test(text);
}
