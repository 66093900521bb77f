/** SYSLIB1032, SYSLIB1034: what System.Text.Json's source generator says of contexts that get no code, and of converters that need reflection. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import { typeDisplay } from '../../symbols/display';
import { isJsonContext, jsonEntries, jsonKey, jsonRoots } from '../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isEnumType, nullableUnderlying } from '../../symbols/types';
import type { Attribute, Parameter, TypeHeader } from '../../syntax/nodes';
import type { BodyContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { contextsOf } from './contexts';
import { typeName } from './typeModel';

const metas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1032', name: 'json-context-not-partial', title: 'A JsonSerializerContext is not partial', defaultSeverity: 'warning', official: true,
    why: 'The source generator adds to partial classes only, so that the context has no metadata for its types.',
    whatToDo: 'Make the class, and the classes around it, partial.',
  },
  {
    id: 'SYSLIB1034', name: 'non-generic-string-enum-converter', title: 'JsonStringEnumConverter makes converters at run time', defaultSeverity: 'warning', official: true,
    why: 'The converter without type argument needs code made at run time; in a native program every use of the listed type fails.',
    whatToDo: 'Use JsonStringEnumConverter<TEnum>.',
  },
];

function checkContext(context: BodyContext): void {
  const { owner } = context.body;
  const [unit] = context.body.units;
  const root = unit?.root as TypeHeader | undefined;
  if (!unit || root?.kind !== 'TypeHeader' || owner.kind !== 'type' || !isJsonContext(owner.symbol) || jsonRoots(owner.symbol).length === 0) return;
  const { symbol } = owner;
  if (symbol.membersNamed('Default').length > 0 || symbol.location?.unit !== unit) return;
  context.report({ unit, start: root.nameStart, end: root.nameEnd }, {
    id: 'SYSLIB1032',
    message: `Derived 'JsonSerializerContext' type '${typeDisplay(symbol)}' specifies JSON-serializable types. The type and all containing types must be made partial to kick off source generation.`,
    fixes: () => (symbol.containingType ? [] : partialFix(context.body.file, { unit, start: root.start, end: root.nameStart })),
  });
}

function partialFix(file: string, before: Anchor): readonly Fix[] {
  const keyword = before.unit.text.slice(0, before.end).lastIndexOf('class');
  if (keyword < 0) return [];
  const at = before.unit.base + keyword;
  return [{ title: 'Make the class partial', applicability: 'safe', edits: [{ file, span: { start: at, end: at }, newText: 'partial ' }] }];
}

/** What a `[JsonConverter]` attribute stands on: the name in the message, the type that must be listed, the type that is converted. */
interface Target {
  readonly display: string;
  readonly declaring: NamedTypeSymbol;
  readonly converted: TypeSymbol;
}

function checkConverter(context: BodyContext, use: SymbolUse): void {
  const { body } = context;
  const node = use.node as Attribute | undefined;
  if (use.symbol?.kind !== 'method' || use.symbol.containingType.name !== 'JsonConverterAttribute' || !node) return;
  const named = body.uses.find((u) => u.kind === 'type' && u.anchor.unit === use.anchor.unit && u.anchor.start >= node.start && u.anchor.end <= node.end && isConverter(u));
  const target = named && targetOf(body, use, node);
  if (!named || !target || !isListed(body, target)) return;
  const underlying = nullableUnderlying(target.converted) ?? target.converted;
  const start = named.anchor.unit.base + named.anchor.end;
  context.report({ unit: use.anchor.unit, start: node.start, end: node.end }, {
    id: 'SYSLIB1034',
    message: `The member '${target.display}' has been annotated with 'JsonStringEnumConverter' which is not supported in native AOT. Consider using the generic 'JsonStringEnumConverter<TEnum>' instead.`,
    fixes: () => (isEnumType(underlying) ? [{ title: `Use JsonStringEnumConverter<${underlying.name}>`, applicability: 'safe', edits: [{ file: body.file, span: { start, end: start }, newText: `<${typeName(underlying)}>` }] }] : []),
  });
}

function isConverter(use: SymbolUse): boolean {
  const type = use.symbol;
  return type?.kind === 'namedType' && type.name === 'JsonStringEnumConverter' && type.arity === 0 && type.namespace === 'System.Text.Json.Serialization';
}

function targetOf(body: BoundBody, use: SymbolUse, node: Attribute): Target | undefined {
  const { owner } = body;
  if (owner.kind === 'member' && (owner.symbol.kind === 'property' || owner.symbol.kind === 'field')) {
    const { symbol } = owner;
    return { display: `${typeDisplay(symbol.containingType)}.${symbol.name}`, declaring: symbol.containingType, converted: symbol.type };
  }
  if (owner.kind !== 'type') return undefined;
  const parents = parentsOf(use.anchor.unit.root);
  let around: AnyNode | undefined = parents.get(node);
  while (around && around.kind !== 'Parameter') around = parents.get(around);
  if (!around) return { display: typeDisplay(owner.symbol), declaring: owner.symbol, converted: owner.symbol };
  const name = (around as unknown as Parameter).name;
  const property = owner.symbol.membersNamed(name).find((member) => member.kind === 'property');
  return property?.kind === 'property' ? { display: `${typeDisplay(owner.symbol)}.${name}`, declaring: owner.symbol, converted: property.type } : undefined;
}

/** Whether a context of the program makes code for the type or one derived from it. */
function isListed(body: BoundBody, target: Target): boolean {
  const key = jsonKey(target.declaring);
  return contextsOf(body.compilation).some((known) => known.covered.size > 0
    && jsonEntries(known.type).some(({ type }) => type.kind === 'namedType' && [...baseTypesAndSelf(type)].some((base) => jsonKey(base.originalDefinition) === key)));
}

export const jsonGeneratorRule = defineRule({
  metas,
  checkBody(context) {
    checkContext(context);
    for (const use of context.body.uses) if (use.kind === 'attribute') checkConverter(context, use);
  },
});
