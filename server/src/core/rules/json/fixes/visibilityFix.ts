/** Fix of types that no context can list because only the type around them sees them: they become internal. */
import type { Fix, TextEdit } from '../../../diagnostic';
import type { MemberSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { someType } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { partsOf } from './contextEdits';
import { isReachableItself } from '../typeModel';

/**
 * Makes a type internal, and the private types of the program that it is made of or shows in turn, which may be no less visible; none where
 * something else keeps a context from it.
 */
export function visibilityFix(program: ProgramContext, type: TypeSymbol): readonly Fix[] {
  const hidden = hiddenTypes(program, type);
  const edits = hidden?.map((each) => internalEdit(program, each));
  if (!hidden || !edits || hidden.length === 0 || edits.includes(undefined)) return [];
  const names = hidden.map(({ name }) => name);
  const title = `Make ${names.join(', ')} internal, so that a JsonSerializerContext can list ${names.length === 1 ? 'it' : 'them'}`;
  return [{ title, applicability: 'unsafe', edits: edits.filter((edit) => edit !== undefined) }];
}

/** Undefined where one of them is hidden in another way than by being private, or of one file with a name that no other type has. */
function hiddenTypes(program: ProgramContext, type: TypeSymbol): readonly NamedTypeSymbol[] | undefined {
  const { assembly } = program.compilation;
  const found: NamedTypeSymbol[] = [];
  /** Whether a part of a type is hidden otherwise, which ends the search. */
  const isHiddenOtherwise = (part: TypeSymbol): boolean => {
    if (part.kind !== 'namedType' || isReachableItself(part, assembly)) return false;
    for (let level: NamedTypeSymbol | undefined = part.originalDefinition; level; level = level.containingType?.originalDefinition) {
      if (found.includes(level) || (!level.isFileLocal && isSeenInside(level))) continue;
      if ((level.isFileLocal ? assembly.typesIn(level.namespace).filter(({ name }) => name === level.name).length > 1 : level.accessibility !== 'private') || level.containingAssembly !== assembly || level.mayHaveMore === true) return true;
      found.push(level);
      if (surface(level).some((shown) => someType(shown, isHiddenOtherwise))) return true;
    }
    return false;
  };
  return someType(type, isHiddenOtherwise) ? undefined : found;
}

/** By the whole assembly. */
function isSeenInside({ accessibility }: Pick<MemberSymbol | NamedTypeSymbol, 'accessibility'>): boolean {
  return accessibility === 'public' || accessibility === 'internal' || accessibility === 'protectedInternal';
}

function isShown(member: Pick<MemberSymbol | NamedTypeSymbol, 'accessibility'>): boolean {
  return isSeenInside(member) || member.accessibility === 'protected';
}

/** Types that are seen where the type is. */
function surface(type: NamedTypeSymbol): readonly TypeSymbol[] {
  const members = type.members.filter(isShown).flatMap((member) => (member.kind === 'method' ? [member.returnType, ...member.parameters.map((parameter) => parameter.type)] : [member.type]));
  const constraints = type.typeParameters.flatMap(({ constraintTypes }) => constraintTypes);
  return [...(type.baseType ? [type.baseType] : []), ...type.interfaces, ...members, ...constraints, ...type.nestedTypes.filter(isShown).flatMap(surface)];
}

/** In place of `private` or `file`, or before the other modifiers; none for a type in several parts. */
function internalEdit(program: ProgramContext, type: NamedTypeSymbol): TextEdit | undefined {
  const [part, ...others] = partsOf(program, type);
  if (!part || others.length > 0) return undefined;
  const { source, header: { base, text, root: { attributeLists, modifiers, start } } } = part;
  const from = attributeLists.at(-1)?.end ?? start;
  const found = (modifiers.includes('private') ? /\bprivate\b/ : modifiers.includes('file') ? /\bfile\b/ : /(?=\S)/).exec(text.slice(from));
  if (!found) return undefined;
  const at = base + from + found.index;
  return { file: source.path, span: { start: at, end: at + found[0].length }, newText: found[0] === '' ? 'internal ' : 'internal' };
}
