/**
 * Init-only properties with an initializer: generated metadata sets them with the constructor, to null or zero where the JSON leaves them
 * out; reflection leaves them alone (measured with .NET 9 and .NET 10). With a set accessor they keep their default.
 */
import type { Fix, TextEdit } from '../../../diagnostic';
import { jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { ownerOf } from '../../imports';
import { setterFix } from '../../propertyInitializers';
import type { ProgramContext } from '../../rule';
import { constructedMembers } from '../constructedMembers';

/** What reading some types takes to leave their defaults alone. */
export interface KeptDefaults {
  /** `set` for `init`. */
  readonly edits: readonly TextEdit[];
  /** For a title: which properties get it, and which lose their default, since they must be init-only. */
  readonly note: string;
}

/** `types`: what is read. `within`: only of these and what they hold. */
export function keptDefaults(program: ProgramContext, types: readonly TypeSymbol[], within: readonly TypeSymbol[] = types): KeptDefaults {
  const listed = within === types ? undefined : new Set(lostProperties(within, program.frameworkVersion));
  const kept: string[] = [];
  const lost: string[] = [];
  const edits: TextEdit[] = [];
  for (const property of lostProperties(types, program.frameworkVersion)) {
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

function lostProperties(types: readonly TypeSymbol[], version: number): readonly PropertySymbol[] {
  return [...new Set(jsonTypesOf(types).flatMap((part) => constructedMembers(part, version).lost.map(({ originalDefinition }) => originalDefinition)))];
}
