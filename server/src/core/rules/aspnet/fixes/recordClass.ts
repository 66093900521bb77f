/** Fix of AOT2016: a record struct that only carries parameters becomes a record class, which is made with its constructor. */
import type { Fix } from '../../../diagnostic';
import { isExecutable } from '../../../msbuild/index';
import type { NamedTypeSymbol, ParameterSymbol } from '../../../symbols/symbol';
import { isEnumType, isValueType, nullableUnderlying } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { declarationAt, editIn } from './sourceEdits';

/**
 * Undefined where the type has more than its parameters, is named elsewhere than at `[AsParameters]` (as a struct it is copied and never
 * null), has a property that is set, or where the generator has no code for the constructor (AOT2010).
 */
export function recordClassFix(type: NamedTypeSymbol, program: ProgramContext): Fix | undefined {
  const declared = declarationAt(type.location, 'TypeHeader');
  const source = program.source(declared?.file);
  if (!declared || !source || !type.isRecord || type.arity > 0 || !isExecutable(program.project)) return undefined;
  const { unit, node } = declared;
  const parameters = type.constructors.find((constructor) => constructor.parameters.length === node.parameters?.length)?.parameters ?? [];
  const last = node.parameters?.at(-1);
  if (!last || node.bases.length > 0 || !/^\s*\)\s*;/.test(source.text.slice(unit.base + last.end))) return undefined;
  if (node.parameters?.some(({ attributeLists }) => attributeLists.some(({ target }) => target !== undefined))) return undefined;
  if (!parameters.every((parameter, i) => isGenerated(parameter, (node.parameters?.[i]?.attributeLists.length ?? 0) > 0, program.frameworkVersion))) return undefined;
  const names = parameters.map(({ name }) => name).join('|');
  const mentions = new RegExp(`(\\[AsParameters\\]\\s*)?\\b${type.name}\\b`, 'g');
  const isSet = new RegExp(`\\.\\s*(?:${names})\\s*(?:[-+*/%&|^?<>]*=(?![=>])|\\+\\+|--)|(?:\\+\\+|--)\\s*\\w+\\s*\\.\\s*(?:${names})\\b`);
  for (const { path, text } of [program, ...program.libraries].flatMap(({ files }) => files)) {
    if (isSet.test(text)) return undefined;
    for (const found of text.matchAll(mentions)) {
      if (found[1] === undefined && !(path === source.path && found.index === unit.base + node.nameStart)) return undefined;
    }
  }
  const found = /\b(?:readonly\s+)?record\s+struct\s+$/.exec(unit.text.slice(0, node.nameStart));
  return found ? { title: `Make '${type.name}' a record class`, applicability: 'safe', edits: [editIn(declared, found.index, node.nameStart, 'record ')] } : undefined;
}

/** Whether the generator writes code that compiles for such a parameter of a class. */
function isGenerated({ type, nullableAnnotated, hasDefaultValue }: ParameterSymbol, hasAttribute: boolean, frameworkVersion: number): boolean {
  if (!isValueType(type) && nullableAnnotated !== false && frameworkVersion >= 9) return false;
  if (!hasDefaultValue) return true;
  if (isEnumType(nullableUnderlying(type) ?? type) || type.kind === 'array') return false;
  return frameworkVersion >= 9 || !hasAttribute || (type.kind === 'namedType' && type.specialType === 'String');
}
