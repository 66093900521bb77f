/**
 * AOT3006: `[JsonSerializable]` on several parts of one context. The generator takes each part with the attribute for a class of its own
 * and fails on the second file of one name (CS8785), so that no context of the project gets code (measured for net8.0, net9.0, net10.0).
 * Other attributes, such as `[JsonSourceGenerationOptions]`, may stand on other parts.
 */
import type { BoundBody } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { isJsonContext } from '../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import type { Attribute, AttributeList, TypeHeader, Unit } from '../../syntax/nodes';
import type { ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { attributeEdits, canListIn, nameIn, partOf } from './fixes/contextEdits';
import { isAnalyzedForNative } from './registration/contexts';
import { isDefined } from './typeModel';

const meta: RuleMeta = {
  id: 'AOT3006', name: 'split-json-context', title: '[JsonSerializable] stands on several parts of one JsonSerializerContext', defaultSeverity: 'error', official: false,
  why: 'The JSON source generator fails on such a class, and no context of the project gets code: the project does not compile.',
  whatToDo: 'Put all [JsonSerializable] attributes on one part of the class.',
};

const serialization = 'System.Text.Json.Serialization';

export const splitContextsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    const [unit] = body.units;
    const root = unit?.root as TypeHeader | undefined;
    if (!unit || root?.kind !== 'TypeHeader' || body.owner.kind !== 'type' || !isAnalyzedForNative(program)) return;
    const { symbol } = body.owner;
    const own = entriesOf(body);
    if (own.size === 0 || !isJsonContext(symbol)) return;
    const all = symbol.attributes.filter(({ attributeClass }) => attributeClass && isEntry(attributeClass));
    if (all.length <= own.size) return;
    const part = partOf(program, symbol);
    if (part?.source.path === body.file && part.at === unit.base) return;
    context.report({ unit, start: root.nameStart, end: root.nameEnd }, {
      id: meta.id,
      message: `[JsonSerializable] stands on several parts of '${symbol.name}': the JSON source generator fails (CS8785), and no context of the project gets code.`,
      fixes: () => moveFix(symbol, own, { body, unit, root }, program),
    });
  },
});

function isEntry(type: NamedTypeSymbol): boolean {
  return isNamed(type, serialization, 'JsonSerializableAttribute');
}

/** The attributes of a part that list types. */
function entriesOf({ uses }: BoundBody): ReadonlySet<unknown> {
  return new Set(uses.flatMap(({ kind, symbol, node }) => (kind === 'attribute' && symbol?.kind === 'method' && isEntry(symbol.containingType) ? [node] : [])));
}

interface Part { readonly body: BoundBody; readonly unit: Unit; readonly root: TypeHeader }

/** Moves the entries to the part that has the first ones. None where something else stands in their brackets, or a type is not known. */
function moveFix(context: NamedTypeSymbol, own: ReadonlySet<unknown>, { body, unit, root }: Part, program: ProgramContext): readonly Fix[] {
  const part = partOf(program, context);
  const lists = root.attributeLists.filter(({ attributes }) => attributes.some((each) => own.has(each)));
  const shown = nameIn(program, context);
  const lines = lists.flatMap(({ attributes }) => attributes.map((each) => (own.has(each) ? argumentsOf(each, { body, unit, root }, program, context, shown) : undefined)));
  if (!part || lines.length === 0 || lines.includes(undefined)) return [];
  const removed = lists.map((list) => ({ file: body.file, span: spanOf(list, unit), newText: '' }));
  const added = attributeEdits(program, context, part, lines.flatMap((line) => line ?? []));
  return [{ title: `Move [JsonSerializable] to the part of ${context.name} that has the others`, applicability: 'safe', edits: [...added, ...removed] }];
}

/** The list, and what is between it and what comes after it. */
function spanOf({ start, end }: AttributeList, { base, text }: Unit): { readonly start: number; readonly end: number } {
  const gap = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: base + start, end: base + end + gap };
}

/** The arguments of an entry, with the type as the other part names it. */
function argumentsOf(attribute: Attribute, { body, unit }: Part, program: ProgramContext, context: NamedTypeSymbol, shown: ReturnType<typeof nameIn>): string | undefined {
  const [written, ...others] = attribute.arguments;
  const value = written && body.constantOf(written.expression);
  const type = value?.kind === 'type' ? value.value : undefined;
  if (!type || !isDefined(type) || !canListIn(program, { type: context }, type)) return undefined;
  return [`typeof(${shown(type)})`, ...others.map(({ start, end }) => unit.text.slice(start, end))].join(', ');
}
