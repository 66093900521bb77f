/** Declarations marked `[GeneratedCode]`, which analyzers that leave generated code alone leave alone, too (measured against Roslyn). */
import type { Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import { forEachType, unitSpan } from './attributes';
import { partKey } from './partial';
import { simpleNameOf } from '../syntax/query';
import type { Accessor, AttributeList, TypeDeclaration, Unit } from '../syntax/nodes';

/** Spans of the types that are marked and have one part only, and of marked members. What marks a property does not mark its accessors. */
export function generatedSpans(file: SourceFile, files: readonly SourceFile[]): readonly Span[] {
  if (!file.text.includes('GeneratedCode')) return [];
  const spans: Span[] = [];
  forEachType(file.root, (type, namespace, outer) => {
    const name = partKey(type, namespace, outer);
    if (isMarked(type.header.root.attributeLists) && (!type.header.root.modifiers.includes('partial') || partsOf(name, type, files) === 1)) spans.push(type.range);
    for (const member of type.members) addMember(member, spans);
    return name;
  });
  return spans;
}

function addMember(unit: Unit, spans: Span[]): void {
  const { attributeLists = [], accessors, kind } = unit.root as { readonly attributeLists?: readonly AttributeList[]; readonly accessors?: readonly Accessor[]; readonly kind: string };
  const isProperty = accessors !== undefined || kind === 'Property' || kind === 'Indexer';
  if (!isProperty && isMarked(attributeLists)) spans.push(unitSpan(unit));
  for (const accessor of accessors ?? []) if (isMarked(accessor.attributeLists)) spans.push({ start: unit.base + accessor.start, end: unit.base + accessor.end });
}

/** By name: what the attribute is bound to matters no more than to Roslyn's own test, which knows one. */
function isMarked(lists: readonly AttributeList[]): boolean {
  return lists.some(({ target, attributes }) => target !== 'return' && target !== 'field' && attributes.some(({ name }) => /^GeneratedCode(?:Attribute)?$/.test(simpleNameOf(name))));
}

function partsOf(wanted: string, { header }: TypeDeclaration, files: readonly SourceFile[]): number {
  let count = 0;
  for (const file of files) {
    if (!file.text.includes(header.root.name)) continue;
    forEachType(file.root, (type, namespace, outer) => {
      const name = partKey(type, namespace, outer);
      if (name === wanted) count++;
      return name;
    });
  }
  return count;
}
