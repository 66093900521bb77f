/** Suppressions of partial types and members: what stands on one part holds for the others, whichever file they are in. */
import type { RuleId, Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import type { SuppressionScope } from './attributes';
import { forEachType, mentionsSuppressions, suppressedIds, unitSpan } from './attributes';
import { partialKey } from '../symbols/partialMembers';
import type { Accessor, AttributeList, CompilationUnit, TypeDeclaration, Unit } from '../syntax/nodes';

/** A part of something: `key` is the same for all parts. */
interface Part { readonly key: string; readonly attributeLists: readonly AttributeList[]; readonly span: () => Span }

interface PartSuppression { readonly id: RuleId; readonly key: string }

/** By the tree, which is a new one whenever a header changes or a unit is lowered again. */
const cache = new WeakMap<CompilationUnit, readonly PartSuppression[]>();

/** Scopes in `file` of suppressions on other parts, in this file or another. */
export function partialSuppressions(files: readonly SourceFile[], file: SourceFile): readonly SuppressionScope[] {
  if (!file.text.includes('partial')) return [];
  const suppressed = files.filter(mentionsSuppressions).flatMap(suppressionsOf);
  if (suppressed.length === 0) return [];
  return partsOf(file).flatMap((part) => suppressed.filter(({ key }) => key === part.key).map(({ id }) => ({ id, span: part.span() })));
}

function suppressionsOf(file: SourceFile): readonly PartSuppression[] {
  let known = cache.get(file.root);
  if (!known) {
    known = file.text.includes('partial')
      ? partsOf(file).flatMap(({ key, attributeLists }) => suppressedIds(attributeLists).map((id) => ({ id, key })))
      : [];
    cache.set(file.root, known);
  }
  return known;
}

/** What all parts of a type have in common, and no other type of the program; `outer`: that of the type around. */
export function partKey({ header: { root } }: TypeDeclaration, namespace: string, outer: string | undefined): string {
  return `${outer ?? namespace}.${root.name}\`${root.typeParameters.length}`;
}

function partsOf(file: SourceFile): readonly Part[] {
  const parts: Part[] = [];
  forEachType(file.root, (type, namespace, outer) => {
    const { root } = type.header;
    const name = partKey(type, namespace, outer);
    if (!root.modifiers.includes('partial')) return name;
    parts.push({ key: name, attributeLists: root.attributeLists, span: () => type.range });
    for (const unit of type.members) {
      const key = partialKey(unit.root);
      if (key !== undefined) addMember(unit, `${name}.${key}`, parts);
    }
    return name;
  });
  return parts;
}

function addMember(unit: Unit, key: string, parts: Part[]): void {
  const { attributeLists, accessors = [], expressionBody } = unit.root as { readonly attributeLists: readonly AttributeList[]; readonly accessors?: readonly Accessor[]; readonly expressionBody?: unknown };
  parts.push({ key, attributeLists, span: () => unitSpan(unit) });
  for (const accessor of accessors) {
    parts.push({ key: `${key}.${accessor.accessor}`, attributeLists: accessor.attributeLists, span: () => ({ start: unit.base + accessor.start, end: unit.base + accessor.end }) });
  }
  if (expressionBody !== undefined) parts.push({ key: `${key}.get`, attributeLists: [], span: () => unitSpan(unit) });
}
